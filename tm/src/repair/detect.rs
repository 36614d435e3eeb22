//! What kind of damage a document has, from a bounded sample of it.

use super::chunks::{begins_with_mark, inner_stop, number_touches_words};
use super::embedded::{is_embedded, whole_run, word_runs};
use super::mirror::is_presentation_form;
use super::pieces::{is_end_mark, is_right_letter};
use super::visual::starts_with_number;
use super::words::{DIRECTION, is_in};

/// Parts of a long document that are looked at: evenly spread, so that a damaged chapter is met.
const WINDOWS: usize = 8;
/// Bytes of each part: some three pages of Persian, of which a damaged one has dozens of signs.
const WINDOW_BYTES: usize = 1 << 13;
/// Signs without which nothing is switched on: two may be slips of typing.
const ENOUGH: usize = 3;
/// Signs for damage must outnumber signs against it so many times.
const OUTNUMBER: usize = 3;
/// A reversed word may be a rare name or a typing slip; five of the commonest words are none.
const ENOUGH_REVERSED: usize = 5;

/// The kind of damage a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// None.
    Intact,
    /// Letters in reverse; whether lines without a sign are reversed too.
    Mirrored { is_pure: bool },
    /// Chunks in reverse, everywhere.
    Visual,
    /// Numbers and the marks at the edges of lines in reverse.
    Chunks(ChunkStyle),
    /// Runs of pdftotext; whether every word is one.
    Embedded { is_raw: bool },
    /// Presentation forms alone.
    Forms,
}

/// How the chunks of a document were cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChunkStyle {
    /// Full stops, dashes and odd brackets part chunks.
    pub(super) cuts_marks: bool,
    /// Numbers part chunks.
    pub(super) cuts_numbers: bool,
    /// No line speaks against it.
    pub(super) is_pure: bool,
}

/// Closing marks at the wrong end of single lines, and nothing else.
pub(super) const MARKS_ONLY: ChunkStyle =
    ChunkStyle { cuts_marks: false, cuts_numbers: false, is_pure: false };

/// Signs counted in the sample.
#[derive(Debug, Default)]
struct Signs {
    leading_marks: usize,
    trailing_marks: usize,
    exchanged_stops: usize,
    straight_stops: usize,
    list_items: usize,
    glued_numbers: usize,
    glued_after_stop: usize,
    reversed: usize,
    /// Lines with several words in reverse and none that is not.
    reversed_lines: usize,
    straight: usize,
    whole_runs: usize,
    word_runs: usize,
    ends_in_number: usize,
    forms: usize,
}

/// Decides; looks at 64 KiB at most.
pub(super) fn kind(text: &str) -> Kind {
    let mut signs = Signs::default();
    for line in sample(text) {
        signs.add(line);
    }
    signs.kind()
}

/// The lines that are looked at.
pub(super) fn sample(text: &str) -> impl Iterator<Item = &str> {
    let is_long = text.len() > WINDOWS * WINDOW_BYTES;
    let step = text.len() / WINDOWS;
    (0..if is_long { WINDOWS } else { 1 }).flat_map(move |window| {
        let from = boundary(text, window * step);
        let end = if is_long { from + WINDOW_BYTES } else { text.len() };
        let part = text.get(from..boundary(text, end)).unwrap_or_default();
        // The first line of a later part is a torn one.
        part.split(['\n', '\u{c}']).skip(usize::from(window > 0))
    })
}

/// The next place at or behind `at` where no character is cut.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Words of a line in the right and in the reverse direction.
pub(super) fn directions(line: &str) -> (usize, usize) {
    let mut straight = 0;
    let mut reversed = 0;
    for word in line
        .split(|c: char| c == '\u{200C}' || !is_right_letter(c))
        .filter(|word| !word.is_empty() && word.len() <= 8)
    {
        let mirrored: String = word.chars().rev().collect();
        straight += usize::from(is_in(word, DIRECTION));
        reversed += usize::from(mirrored != word && is_in(&mirrored, DIRECTION) && !is_in(word, DIRECTION));
    }
    (straight, reversed)
}

impl Signs {
    fn add(&mut self, line: &str) {
        if !line.contains(is_right_letter) {
            return;
        }
        self.forms += usize::from(line.contains(is_presentation_form));
        if is_embedded(line) {
            self.whole_runs += usize::from(whole_run(line).is_some());
            self.word_runs += usize::from(whole_run(line).is_none() && word_runs(line) > 1);
            return;
        }
        let folded = super::mirror::letters(line);
        let (straight, reversed) = directions(&folded);
        self.straight += straight;
        self.reversed += reversed;
        self.reversed_lines += usize::from(reversed > 1 && straight == 0);
        // To the bidirectional algorithm ؟ is a letter: it stays at its words and says nothing here.
        self.list_items += usize::from(starts_with_number(line));
        let is_leading = begins_with_mark(line);
        self.leading_marks += usize::from(is_leading);
        self.trailing_marks += usize::from(
            !is_leading && line.trim_end().ends_with(|c: char| is_end_mark(c) && !matches!(c, ':' | '؟')),
        );
        match inner_stop(line) {
            Some(true) => self.exchanged_stops += 1,
            Some(false) => self.straight_stops += 1,
            None => {}
        }
        self.glued_numbers += usize::from(number_touches_words(line));
        self.ends_in_number += usize::from(ends_in_glued_number(line));
        self.glued_after_stop += usize::from(stop_touches_number(line));
    }

    fn kind(&self) -> Kind {
        if self.whole_runs + self.word_runs >= ENOUGH {
            return Kind::Embedded { is_raw: self.word_runs > self.whole_runs };
        }
        if self.reversed >= ENOUGH_REVERSED && self.reversed > self.straight {
            return Kind::Mirrored { is_pure: self.straight * 10 <= self.reversed };
        }
        if self.reversed_lines >= ENOUGH {
            return Kind::Mirrored { is_pure: false };
        }
        let cuts_marks =
            self.exchanged_stops >= ENOUGH && self.exchanged_stops > OUTNUMBER * self.straight_stops;
        if self.leading_marks >= ENOUGH && self.leading_marks > OUTNUMBER * self.trailing_marks {
            // Lines that were ended at each number have only their marks in the wrong place.
            let cuts_numbers = self.ends_in_number < ENOUGH;
            let is_pure = cuts_numbers && self.trailing_marks + self.straight_stops + self.list_items == 0;
            return Kind::Chunks(ChunkStyle { cuts_marks, cuts_numbers, is_pure });
        }
        if self.glued_after_stop >= ENOUGH && self.glued_numbers >= self.glued_after_stop {
            return Kind::Chunks(ChunkStyle { cuts_marks: false, cuts_numbers: true, is_pure: false });
        }
        if self.leading_marks >= ENOUGH {
            return Kind::Chunks(MARKS_ONLY);
        }
        if self.forms >= ENOUGH { Kind::Forms } else { Kind::Intact }
    }
}

/// `… کشیده\u{200C}ایم.۱۴۰۲ … از`: the end of the sentence stands before the number and the line ends in a word.
fn stop_touches_number(line: &str) -> bool {
    let line = line.trim_end();
    let mut before = (' ', ' ');
    let touches = line.chars().any(|c| {
        let found = super::numbers::digit(c).is_some()
            && matches!(before.1, '.' | '؟' | '!')
            && is_right_letter(before.0);
        before = (before.1, c);
        found && super::numbers::digit(before.0).is_none()
    });
    touches && line.ends_with(is_right_letter)
}

/// ` … این کارخانه از۱۲`: words in order, then a number that ended the line.
fn ends_in_glued_number(line: &str) -> bool {
    let words = line.trim_end_matches(|c| super::numbers::digit(c).is_some());
    words.len() < line.len() && line.starts_with(' ') && words.ends_with(is_right_letter)
}
