//! Spellings that no single letter tells: the seat of a hamza, and ezafe behind a silent heh.
//!
//! `data/fa/seats.tsv` has the words whose hamza has several seats. خانهٔ, خانه\u{200C}ی and خانه ی are one word, which most
//! texts write without any ezafe (خانه ما). A ی set apart from its heh is ezafe for certain; a glued one (خانهی) is so behind
//! the endings of `data/fa/silent_heh.tsv` only, since گروهی is not گروه.

use std::sync::OnceLock;

/// What appending a letter did to the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Appended {
    /// The letter stands at the end.
    AsItIs,
    /// The letters that end with this one have become others: so many, the new one included, became so many.
    Reseated(usize, usize),
}

/// Appends a folded letter, the one of this number in its word; letters that end with it may become those of the word's one
/// spelling.
pub(super) fn append(text: &mut String, letter: char, number: usize) -> Appended {
    text.push(letter);
    // The last letters of the rows, so that other letters cost no look-up.
    if !matches!(letter, 'ل' | 'ن' | 'س' | 'ت' | 'ه' | 'ء') {
        return Appended::AsItIs;
    }
    let fits = |seat: &&Seat| (!seat.begins || seat.length == number) && text.ends_with(seat.from);
    let Some(seat) = seats().iter().find(fits) else { return Appended::AsItIs };
    text.truncate(text.len() - seat.from.len());
    text.push_str(seat.to);
    Appended::Reseated(seat.length, seat.to.chars().count())
}

/// A word without gaps in its one spelling.
pub(super) fn canonical(word: &str) -> String {
    let mut canonical = String::with_capacity(word.len());
    for (number, letter) in (1..).zip(super::fold(word).as_str().chars()) {
        append(&mut canonical, letter, number);
    }
    canonical
}

/// Whether a text ends in a word whose last letter is ezafe behind a silent heh; `apart` says that the letter stands behind
/// a space or ZWNJ.
pub(super) fn ends_in_ezafe(text: &str, apart: bool) -> bool {
    match text.strip_suffix('ی') {
        Some(word) if word.ends_with('ه') => apart || silent_heh().iter().any(|end| word.ends_with(end)),
        _ => false,
    }
}

struct Seat {
    from: &'static str,
    to: &'static str,
    /// Letters of `from`.
    length: usize,
    /// Whether they are the first of a word.
    begins: bool,
}

fn seats() -> &'static [Seat] {
    static ROWS: OnceLock<Vec<Seat>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let rows = include_str!("../../data/fa/seats.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            let (from, to, place) = (cells.next()?, cells.next()?, cells.next()?);
            Some(Seat { from, to, length: from.chars().count(), begins: place == "word" })
        })
        .collect()
    })
}

fn silent_heh() -> &'static [&'static str] {
    static ROWS: OnceLock<Vec<&'static str>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let rows = include_str!("../../data/fa/silent_heh.tsv").lines().skip(1);
        rows.filter_map(|row| row.split('\t').next()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn every_row_is_folded_has_its_reason_and_is_seen() {
        for row in include_str!("../../data/fa/seats.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            let [from, to, "any" | "word", reason] = cells[..] else { panic!("{row}") };
            assert!(!reason.is_empty() && fold(from).as_str() == from && fold(to).as_str() == to, "{row}");
            assert_eq!(canonical(from), to, "{row}");
            // What came out stays as it is.
            assert_eq!(canonical(to), to, "{row}");
        }
        for row in include_str!("../../data/fa/silent_heh.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            let [ending, example] = cells[..] else { panic!("{row}") };
            let word = fold(example.split(' ').nth(2).unwrap().trim_end_matches(';'));
            assert!(ending.ends_with('ه') && ending.chars().count() > 2, "{row}");
            assert!(word.as_str().ends_with(ending), "{row}");
        }
    }

    #[test]
    fn a_glued_yeh_is_ezafe_behind_a_silent_heh_only() {
        for word in ["خانهی", "نامهی", "اتحادیهی", "مبارزهی", "حادثهی"] {
            assert!(ends_in_ezafe(word, false), "{word}");
        }
        for word in
            ["گروهی", "آگاهی", "دانشگاهی", "سازماندهی", "توجهی", "فقهی", "الهی", "راهی", "فربهی", "ی", "می"]
        {
            assert!(!ends_in_ezafe(word, false), "{word}");
        }
        assert!(ends_in_ezafe("گرهی", true));
    }
}
