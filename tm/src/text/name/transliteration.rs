//! How Latin-script languages write the sounds of Persian names: `data/name/transliteration.tsv` and the rules that
//! depend on a letter's neighbours. Used by [`super::related`] and by the search for held-back names.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A letter of the table.
#[derive(Debug)]
pub(crate) struct Letter {
    /// Letters that sound the same.
    pub(crate) homophones: Vec<char>,
    /// What it is written as; an empty spelling is a letter left out.
    pub(crate) latin: Vec<Vec<char>>,
    /// Those of `latin` that are seldom seen.
    pub(crate) seldom: Vec<Vec<char>>,
}

/// What short vowels and those a language puts in become.
pub(crate) const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "aa", "ee", "oo", "ou", "ae", "oe", "ue"];

/// All letters of the table.
pub(crate) fn table() -> &'static HashMap<char, Letter> {
    static TABLE: OnceLock<HashMap<char, Letter>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = include_str!("../../../data/name/transliteration.tsv").lines().skip(1);
        let spelling = |s: &str| s.chars().filter(|c| *c != '-').collect::<Vec<char>>();
        let row = |row: &str| {
            let mut cells = row.split('\t');
            let letter = cells.next()?.chars().next()?;
            let homophones = spelling(cells.next()?);
            let latin = cells.next()?.split(' ').map(spelling).collect();
            let seldom = cells.next()?.split(' ').map(spelling).filter(|s| !s.is_empty()).collect();
            Some((letter, Letter { homophones, latin, seldom }))
        };
        rows.filter_map(row).collect()
    })
}

/// Pairs of Persian spellings of one name (`data/name/variants.tsv`).
pub(crate) fn variants() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../../data/name/variants.tsv").lines().skip(1);
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?))
    })
}

/// What the letter at a place of a word may be written as, single consonants not yet doubled; none for other letters.
pub(crate) fn spellings(word: &[char], number: usize) -> Vec<Vec<char>> {
    let Some(letter) = word.get(number) else { return Vec::new() };
    let mut spellings = table().get(letter).map(|row| row.latin.clone()).unwrap_or_default();
    let near = |at: Option<usize>| at.and_then(|at| word.get(at)).copied();
    let (before, after) = (near(number.checked_sub(1)), near(Some(number + 1)));
    let may_be_silent = match letter {
        // Khajeh; Reza'i, Rezai for رضایی.
        '\u{648}' => before == Some('\u{62E}'),
        '\u{6CC}' => before == Some('\u{6CC}') || after == Some('\u{6CC}'),
        '\u{647}' => after.is_none(),
        '\u{627}' => number == 0 || before == Some('\u{648}') || after.is_none() && before == Some('\u{6CC}'),
        _ => true,
    };
    spellings.retain(|spelling| may_be_silent || !spelling.is_empty());
    if *letter == '\u{644}' && before == Some('\u{627}') && after.is_some_and(is_sun_letter) {
        spellings.push(Vec::new());
    }
    if *letter == '\u{6CC}' && after.is_some() {
        // Only at the end is it the a of Mostafa.
        spellings.retain(|spelling| spelling != &['a']);
    }
    if *letter == '\u{646}' && after != Some('\u{628}') {
        spellings.retain(|spelling| spelling != &['m']);
    }
    if *letter == '\u{627}' && after.is_none() {
        // Sarah.
        spellings.push(vec!['a', 'h']);
    }
    spellings
}

/// Letters that the l of the Arabic article is spoken as: Noureddin, Abdorrahman.
fn is_sun_letter(c: char) -> bool {
    "تثدذرزسشصضطظن".contains(c)
}

/// Latin letters that no decomposition takes apart; none for all others.
pub(crate) fn spelled_out(c: char) -> &'static str {
    match c {
        '\u{DF}' => "ss",
        '\u{E6}' => "ae",
        '\u{153}' => "oe",
        '\u{F8}' => "o",
        '\u{142}' => "l",
        '\u{131}' => "i",
        '\u{111}' | '\u{F0}' => "d",
        '\u{FE}' => "th",
        '\u{259}' => "e",
        '\u{251}' => "a",
        '\u{261}' => "g",
        _ => "",
    }
}
