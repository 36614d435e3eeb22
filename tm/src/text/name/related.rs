//! Whether two spellings are of one name: the cheapest way to read both as the same sounds, letter by letter.
//!
//! Every cost has a reason beside it, in hundredths of a wrong consonant. Costs were set so that spellings of one name
//! stay below [`limit`] and the nearest other names (Karim, Karimi) above it; `golden/pairs.tsv` and
//! `golden/unrelated.tsv` hold them to it.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::form::Form;
use super::lists::Lists;
use super::transliteration::{spellings, table, variants};

/// A way that is not open.
const NONE: u32 = u32::MAX;
/// A consonant that the other side does not have: no spelling of one name leaves one out.
const CONSONANT: u32 = 150;
/// A spelling in the column `seldom` of the table.
const SELDOM: u32 = 25;

/// Whether two texts are spellings of one name, each Persian or Latin; titles, spaces and hyphens do not matter, and
/// the renderings of listed places and bodies count as spellings (`کلن`, `Köln`, `Cologne`).
pub fn related(a: &str, b: &str) -> bool {
    related_forms(&Form::new(a), &Form::new(b))
}

/// How near two spellings are, in per mille: 1000 for nothing but usual differences, 0 for nothing in common.
pub fn similarity(a: &str, b: &str) -> u16 {
    let (a, b) = (Form::new(a), Form::new(b));
    let most = size(&a, &b) * 100;
    if most == 0 {
        return 0;
    }
    if related_by_list(&a, &b) {
        return 1000;
    }
    let cost = cost(&a, &b, most).min(most);
    u16::try_from((most - cost) * 1000 / most).unwrap_or_default()
}

pub(super) fn related_forms(a: &Form, b: &Form) -> bool {
    if a.letters.is_empty() || b.letters.is_empty() {
        return false;
    }
    let limit = limit(size(a, b));
    a.letters == b.letters || related_by_list(a, b) || cost(a, b, limit) <= limit
}

/// Whether Latin letters are a usual spelling of a Persian name: closer than [`related`], for single words of a text.
pub(super) fn sounds_like(persian: &Form, latin: &Form) -> bool {
    /// One vowel that is seldom written so.
    const CLOSE: u32 = 25;
    persian.arabic && !latin.arabic && mixed_cost(persian, latin, CLOSE) <= CLOSE
}

/// Letters of the Persian side, or of the shorter one.
fn size(a: &Form, b: &Form) -> u32 {
    let (long, short) = (a.letters.len(), b.letters.len());
    let size = match (a.arabic, b.arabic) {
        (true, false) => long,
        (false, true) => short,
        _ => long.min(short),
    };
    u32::try_from(size).unwrap_or_default()
}

/// Three oddities of vowels in a name of ten letters, one in a short name; never a consonant.
fn limit(size: u32) -> u32 {
    (25 + 3 * size).min(58)
}

fn related_by_list(a: &Form, b: &Form) -> bool {
    let lists = Lists::get();
    let row = lists.row_of(&a.key());
    row.is_some() && row == lists.row_of(&b.key())
}

fn cost(a: &Form, b: &Form, most: u32) -> u32 {
    match (a.arabic, b.arabic) {
        (true, true) => persian_cost(a, b),
        (true, false) => mixed_cost(a, b, most),
        (false, true) => mixed_cost(b, a, most),
        (false, false) => latin_cost(a, b, most),
    }
}

/// Of two Persian spellings: what sounds the same is the same, all else counts as the letters it changes.
fn persian_cost(a: &Form, b: &Form) -> u32 {
    let (a, b) = (heard(a), heard(b));
    if a == b { 0 } else { u32::try_from(strsim::levenshtein(&a, &b) * 100).unwrap_or(NONE) }
}

/// The letters of a Persian name as they sound, in the first of its spellings.
fn heard(form: &Form) -> String {
    static VARIANTS: OnceLock<HashMap<String, String>> = OnceLock::new();
    let known = VARIANTS.get_or_init(|| variants().map(|(a, b)| (sound(b), sound(a))).collect());
    let mut all = String::new();
    let mut place = 0;
    while place < form.letters.len() {
        let (word, _) = form.in_word(place);
        let text: String = word.iter().collect();
        // Ezafe after a vowel: رضای کریمی.
        let bare = text.strip_suffix("ای").filter(|b| b.chars().count() > 1).map(|b| format!("{b}ا"));
        let sounds = sound(bare.as_deref().unwrap_or(&text));
        all.push_str(known.get(&sounds).unwrap_or(&sounds));
        place += word.len().max(1);
    }
    all
}

fn sound(word: &str) -> String {
    let mut sounds = String::new();
    for letter in word.chars() {
        let letter = match letter {
            'ص' | 'ث' => 'س',
            'ذ' | 'ض' | 'ظ' => 'ز',
            'ط' => 'ت',
            'ح' => 'ه',
            'غ' => 'ق',
            other => other,
        };
        if !(letter == 'و' && sounds.ends_with('و')) {
            sounds.push(letter);
        }
    }
    sounds
}

/// Costs of reaching each pair of places, row by row.
struct Grid {
    cells: Vec<u32>,
    width: usize,
}

impl Grid {
    fn new(rows: usize, columns: usize) -> Grid {
        let width = columns + 1;
        let mut cells = vec![NONE; (rows + 1) * width];
        cells.iter_mut().take(1).for_each(|cell| *cell = 0);
        Grid { cells, width }
    }

    fn at(&self, row: usize, column: usize) -> u32 {
        self.cells.get(row * self.width + column).copied().unwrap_or(NONE)
    }

    fn reach(&mut self, row: usize, column: usize, cost: u32) {
        if let Some(cell) = self.cells.get_mut(row * self.width + column) {
            *cell = cost.min(*cell);
        }
    }
}

fn mixed_cost(persian: &Form, latin: &Form, most: u32) -> u32 {
    let (rows, columns) = (persian.letters.len(), latin.letters.len());
    let mut grid = Grid::new(rows, columns);
    for row in 0..=rows {
        let (word, number) = persian.in_word(row);
        let all = spellings(word, number);
        let left_out = left_out(persian, row, &all);
        for column in 0..=columns {
            let here = grid.at(row, column);
            if here > most {
                continue;
            }
            grid.reach(
                row,
                column + usize::from(column < columns),
                here + put_in(persian, row, latin, column),
            );
            if row == rows {
                continue;
            }
            grid.reach(row + 1, column, here + left_out);
            for spelling in all.iter().filter(|s| !s.is_empty() && latin.from(column).starts_with(s)) {
                grid.reach(row + 1, column + spelling.len(), here + spelled(word, number, spelling));
            }
        }
    }
    grid.at(rows, columns)
}

/// What it costs to write a letter so.
fn spelled(word: &[char], number: usize, spelling: &[char]) -> u32 {
    let Some(letter) = word.get(number) else { return CONSONANT };
    match (letter, spelling.first()) {
        // Abdullah, Noureddin: the vowel of the article.
        ('\u{627}', _) if word.get(number + 1) == Some(&'\u{644}') => 0,
        // Within a word it is a, seldom the o of spoken Teheroon; e and i make another word.
        ('\u{627}', Some('e' | 'i' | 'u')) if number > 0 => 60,
        ('\u{627}', Some('o')) if number > 0 => 30,
        ('\u{627}', _) => 0,
        // Mostafa, Isa.
        ('\u{6CC}', Some('a')) if number + 1 == word.len() => 0,
        _ if table().get(letter).is_some_and(|row| row.seldom.iter().any(|s| s == spelling)) => SELDOM,
        _ => 0,
    }
}

/// What it costs that Latin letters leave out a Persian one.
fn left_out(persian: &Form, place: usize, spellings: &[Vec<char>]) -> u32 {
    let letter = persian.at(place);
    let silent = spellings.iter().any(Vec::is_empty);
    match letter {
        // Hossein without its h in French; the h at the end says only that there is a vowel.
        'ح' | 'ه' => {
            if persian.begins(place + 1) {
                0
            } else {
                40
            }
        }
        // رضایی is Rezai, never Reza.
        '\u{6CC}' if persian.at(place + 1) == '\u{6CC}' => 0,
        '\u{6CC}' => 90,
        _ if silent => 0,
        // Rahman without its second a is seldom; a و or ی left out makes another name.
        '\u{627}' => 70,
        '\u{648}' => 80,
        // هفت\u{200C}تپه as Haftapeh.
        _ if place > 0 && persian.at(place - 1) == letter => 15,
        _ => CONSONANT,
    }
}

/// What it costs that Latin letters have one that no Persian letter stands for: short vowels are not written.
fn put_in(persian: &Form, row: usize, latin: &Form, column: usize) -> u32 {
    let letter = latin.at(column);
    let before = if column > 0 { latin.at(column - 1) } else { '\0' };
    let ends = latin.begins(column + 1);
    let starts = latin.begins(column) && persian.begins(row);
    match letter {
        'a' | 'e' | 'i' | 'o' | 'u' if starts => 50,
        'i' | 'y' if is_vowel(before) => 70,
        letter if is_vowel(letter) && letter == before => 50,
        'a' | 'e' | 'o' | 'u' if is_vowel(before) => 20,
        // Mute in French; Fatima has ه for its a.
        'e' if ends => 5,
        'a' if ends && persian.at(row) == '\u{647}' && persian.begins(row + 1) => 0,
        'a' | 'i' | 'o' | 'u' if ends => 80,
        'a' | 'e' | 'o' => 0,
        'u' => 5,
        'i' => 12,
        _ => consonant_put_in(letter, before, ends),
    }
}

/// What an extra Latin consonant costs: doubled ones nothing, the h that only lengthens little.
fn consonant_put_in(letter: char, before: char, ends: bool) -> u32 {
    match letter {
        letter if letter == before => 0,
        'h' if ends => 10,
        'h' | 'y' | 'w' if is_vowel(before) => 40,
        _ => CONSONANT,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// What may be read at a place: letters of the table as bits.
struct Reading {
    length: usize,
    usual: u64,
    all: u64,
}

fn readings(form: &Form) -> Vec<Vec<Reading>> {
    (0..form.letters.len()).map(|place| readings_at(form.from(place))).collect()
}

fn readings_at(letters: &[char]) -> Vec<Reading> {
    /// Letters of the longest spelling in the table.
    const LONGEST: usize = 4;
    let known =
        |length: usize| sounds().get(letters.get(..length)?).map(|(usual, all)| (length, *usual, *all));
    (1..=LONGEST).filter_map(known).map(|(length, usual, all)| Reading { length, usual, all }).collect()
}

/// Latin spellings and the letters they may stand for: usually, and at all.
fn sounds() -> &'static HashMap<Vec<char>, (u64, u64)> {
    static SOUNDS: OnceLock<HashMap<Vec<char>, (u64, u64)>> = OnceLock::new();
    SOUNDS.get_or_init(|| {
        let mut sounds: HashMap<Vec<char>, (u64, u64)> = HashMap::new();
        // Vowels are compared as vowels.
        let consonants = table().iter().filter(|(letter, _)| !matches!(letter, '\u{627}' | '\u{639}'));
        for (number, (_, row)) in consonants.enumerate().take(64) {
            // The a of Mostafa is ی at the end of Persian names alone.
            for spelling in row.latin.iter().filter(|s| !matches!(s.as_slice(), [] | ['a'])) {
                let (usual, all) = sounds.entry(spelling.clone()).or_default();
                *all |= 1 << number;
                if !row.seldom.contains(spelling) {
                    *usual |= 1 << number;
                }
            }
        }
        sounds
    })
}

fn latin_cost(a: &Form, b: &Form, most: u32) -> u32 {
    let (rows, columns) = (a.letters.len(), b.letters.len());
    let (in_a, in_b) = (readings(a), readings(b));
    let mut grid = Grid::new(rows, columns);
    for row in 0..=rows {
        for column in 0..=columns {
            let here = grid.at(row, column);
            if here > most {
                continue;
            }
            if row < rows {
                grid.reach(row + 1, column, here + dropped(a, row));
            }
            if column < columns {
                grid.reach(row, column + 1, here + dropped(b, column));
            }
            if row < rows && column < columns {
                grid.reach(row + 1, column + 1, here + exchanged(a.at(row), b.at(column)));
            }
            for x in in_a.get(row).into_iter().flatten() {
                for y in in_b.get(column).into_iter().flatten() {
                    let cost = match () {
                        () if x.usual & y.usual != 0 => 0,
                        () if (x.usual & y.all) | (x.all & y.usual) != 0 => SELDOM,
                        () => continue,
                    };
                    grid.reach(row + x.length, column + y.length, here + cost);
                }
            }
        }
    }
    grid.at(rows, columns)
}

/// One letter for another: the vowels that are heard differently in different ears.
fn exchanged(a: char, b: char) -> u32 {
    match (a.min(b), a.max(b)) {
        (a, b) if a == b => 0,
        ('a', 'e') | ('e', 'i') | ('o', 'u') | ('a', 'o') => 4,
        ('a', 'u') | ('e', 'o') => 35,
        ('a', 'i') => 60,
        _ => 2 * CONSONANT,
    }
}

/// A letter of one Latin spelling that the other does not have.
fn dropped(form: &Form, place: usize) -> u32 {
    let (letter, before) = (form.at(place), if place > 0 { form.at(place - 1) } else { '\0' });
    let ends = form.begins(place + 1);
    match letter {
        'e' if ends => 5,
        letter if is_vowel(letter) && form.begins(place) => 60,
        'i' | 'y' if is_vowel(before) => 55,
        letter if is_vowel(letter) && is_vowel(before) => 12,
        'a' | 'o' | 'u' | 'i' if ends => 80,
        'a' | 'e' | 'o' | 'u' => 20,
        'i' => 40,
        _ => consonant_put_in(letter, before, ends),
    }
}
