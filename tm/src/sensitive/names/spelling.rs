//! From a name to the ways it is spelled: in Persian as it sounds, in Latin letters as English, German, French and
//! Swedish write it. The table with examples is `data/name/transliteration.tsv`.

use std::sync::OnceLock;

use super::pattern::{Pattern, Rank, Step};
use super::text::{Plain, is_arabic};
use crate::text::ZWNJ;
use crate::text::name::transliteration::{self, VOWELS, spellings, table};

/// From this many letters on a name is long enough that a sign or space inside one of its words leaves no doubt.
const LONG: usize = 5;

/// The words of a name, plain, each without ZWNJ.
pub(super) fn words(name: &str) -> Vec<Vec<char>> {
    let plain = Plain::new(name);
    let inside = |c: char| c.is_alphabetic() || c == ZWNJ || c == '\'' || c == '-' || c.is_numeric();
    let words = plain.cells.split(|c| !inside(*c)).filter(|word| word.iter().any(|c| c.is_alphabetic()));
    words.map(|word| word.iter().filter(|c| c.is_alphanumeric()).copied().collect()).collect()
}

/// A name and the spellings that dictionaries of names give for its words (`data/name/variants.tsv`).
pub(super) fn variants(words: &[Vec<char>]) -> Vec<Vec<Vec<char>>> {
    let mut all = vec![words.to_vec()];
    for (number, word) in words.iter().enumerate() {
        for (a, b) in variant_table().iter().filter(|(a, b)| a == word || b == word) {
            let other = if a == word { b } else { a };
            let mut words = words.to_vec();
            words.iter_mut().skip(number).take(1).for_each(|word| word.clone_from(other));
            all.push(words);
        }
    }
    all
}

fn variant_table() -> &'static [(Vec<char>, Vec<char>)] {
    static TABLE: OnceLock<Vec<(Vec<char>, Vec<char>)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        transliteration::variants().map(|(a, b)| (Plain::new(a).cells, Plain::new(b).cells)).collect()
    })
}

/// The patterns of a name or a part of it: as given, as heard, in Latin letters, and the family name first.
pub(super) fn patterns(words: &[Vec<char>]) -> Vec<Pattern> {
    let letters: usize = words.iter().map(Vec::len).sum();
    let arabic = words.iter().flatten().any(|c| is_arabic(*c));
    let several = words.len() > 1;
    let mut orders = vec![words.to_vec()];
    if let Some((last, rest)) = words.split_last().filter(|(_, rest)| !rest.is_empty()) {
        orders.push([std::slice::from_ref(last), rest].concat());
    }
    let long = letters >= LONG;
    let mut patterns = Vec::new();
    for (order, words) in orders.iter().enumerate() {
        patterns.extend(Pattern::new(words, Rank::Given, &|word, steps| as_given(word, long, false, steps)));
        if arabic && several {
            patterns
                .extend(Pattern::new(words, Rank::Heard, &|word, steps| as_given(word, long, true, steps)));
        }
        if arabic {
            patterns.extend(Pattern::new(words, Rank::Heard, &|word, steps| in_latin(word, steps)));
        }
        if let ([first, _], true) = (words.as_slice(), arabic && order == 0) {
            // One word in each script: رضا Kamyab.
            for latin_first in [true, false] {
                let spell =
                    |word: &[char], steps: &mut Vec<Step>| match (word == first.as_slice()) == latin_first {
                        true => in_latin(word, steps),
                        false => as_given(word, long, true, steps),
                    };
                patterns.extend(Pattern::new(words, Rank::Mixed, &spell));
            }
        }
    }
    patterns
}

/// What a word may be shortened to: its first letter, and what Latin-script languages write for it.
pub(super) fn initials(word: &[char]) -> Vec<Vec<char>> {
    let Some(letter) = word.first() else { return Vec::new() };
    let latin = table().get(letter).map_or(&[] as &[Vec<char>], |row| row.latin.as_slice());
    let heard =
        latin.iter().flat_map(|spelling| [spelling.clone(), spelling.iter().take(1).copied().collect()]);
    heard.chain([vec![*letter]]).filter(|initial| !initial.is_empty()).collect()
}

/// Letter by letter; with `heard` also every letter that sounds the same.
fn as_given(word: &[char], long: bool, heard: bool, steps: &mut Vec<Step>) {
    for (number, letter) in word.iter().enumerate() {
        if number > 0 {
            let signs: &[char] = if long { &[ZWNJ, ' ', '-', '.', '_', '\''] } else { &[ZWNJ, '-', '\''] };
            let single = signs.iter().map(|c| vec![*c]);
            // A word divided at the end of a line.
            steps.push(Step::Maybe(single.chain([vec!['-', ' ']]).collect()));
        }
        let mut spellings = vec![vec![*letter]];
        if let Some(row) = table().get(letter).filter(|_| heard) {
            spellings.extend(row.homophones.iter().map(|c| vec![*c]));
        }
        steps.push(Step::One(spellings));
    }
}

/// As Latin-script languages write it: vowels that Persian does not write may stand between, consonants may be doubled.
fn in_latin(word: &[char], steps: &mut Vec<Step>) {
    for number in 0..word.len() {
        let mut spellings = spellings(word, number);
        let single = spellings.iter().filter(|s| matches!(s.as_slice(), [c] if !"aeiou".contains(*c)));
        let doubled: Vec<Vec<char>> = single.map(|s| [s.as_slice(), s.as_slice()].concat()).collect();
        spellings.extend(doubled);
        steps.push(Step::One(spellings));
        if number + 1 < word.len() {
            steps.push(Step::Maybe(VOWELS.iter().map(|vowel| vowel.chars().collect()).collect()));
            steps.push(Step::Maybe(
                [&['-'] as &[char], &['\''], &[' '], &[ZWNJ], &['-', ' ']].map(<[char]>::to_vec).to_vec(),
            ));
        } else {
            // The mute e of French: Noureddine.
            steps.push(Step::Maybe(vec![vec!['e']]));
        }
    }
}
