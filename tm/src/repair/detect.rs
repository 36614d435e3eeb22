//! What kind of damage a document has, from a bounded sample of it.

use std::collections::BTreeSet;

use super::chunks::{begins_with_mark, inner_stop, number_touches_words};
use super::embedded::{is_embedded, whole_run, word_runs};
use super::mirror::is_presentation_form;
use super::pieces::{is_closing, is_digit, is_end_mark, is_right_letter};
use super::visual::starts_with_number;
use super::words::{BOTH_WAYS, DIRECTION, is_in};

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
/// Different ones among them, and those that are no word either way.
const ENOUGH_KINDS: usize = 3;
const ENOUGH_PLAIN: usize = 2;
/// Words that are kept to count these: with their spellings there are not many more.
const MOST_WORDS: usize = 64;

/// Bytes of the longest word that shows a direction.
const LONGEST_DIRECTION: usize = 8;

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
    /// Marks that stand at the start of lines without a blank behind them.
    tight_marks: BTreeSet<char>,
    /// Single lines that begin so, and what several in a row make, which may be a list.
    single_leads: usize,
    lead_lists: usize,
    /// Lines up to here that begin so, behind a line that goes on.
    leads: usize,
    is_flowing: bool,
    trailing_marks: usize,
    exchanged_stops: usize,
    straight_stops: usize,
    list_items: usize,
    glued_numbers: usize,
    glued_after_stop: usize,
    reversed: usize,
    reversed_words: BTreeSet<String>,
    /// Lines with several words in reverse and none that is not.
    reversed_lines: usize,
    straight: usize,
    whole_runs: usize,
    word_runs: usize,
    ends_in_number: usize,
    forms: usize,
    /// Lines without a number that begin with a blank.
    indented: usize,
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
    let (mut straight, mut reversed) = (0, 0);
    for (_, is_straight) in directed(line) {
        *(if is_straight { &mut straight } else { &mut reversed }) += 1;
    }
    (straight, reversed)
}

/// The words of a line that show a direction, and whether it is the right one.
fn directed(line: &str) -> impl Iterator<Item = (&str, bool)> {
    line.split(|c: char| c == '\u{200C}' || !is_right_letter(c))
        .filter(|word| !word.is_empty() && word.len() <= LONGEST_DIRECTION)
        .filter_map(|word| {
            if is_in(word, DIRECTION) {
                return Some((word, true));
            }
            let mirrored: String = word.chars().rev().collect();
            is_in(&mirrored, DIRECTION).then_some((word, false))
        })
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
        for (word, is_straight) in directed(&folded) {
            if !is_straight && self.reversed_words.len() < MOST_WORDS {
                self.reversed_words.insert(word.to_owned());
            }
        }
        self.reversed_lines += usize::from(reversed > 1 && straight == 0);
        // To the bidirectional algorithm ؟ is a letter: it stays at its words and says nothing here.
        self.list_items += usize::from(starts_with_number(line));
        let is_leading = begins_with_mark(line);
        self.leading_marks += usize::from(is_leading);
        let is_ended = line.trim_end().ends_with(is_end_mark);
        self.trailing_marks += usize::from(!is_leading && is_ended && !line.trim_end().ends_with([':', '؟']));
        self.add_leading(line, is_leading);
        self.is_flowing = !is_leading && !is_ended;
        self.indented += usize::from(line.starts_with(' ') && !line.contains(is_digit));
        match inner_stop(line) {
            Some(true) => self.exchanged_stops += 1,
            Some(false) => self.straight_stops += 1,
            None => {}
        }
        self.glued_numbers += usize::from(number_touches_words(line));
        self.ends_in_number += usize::from(ends_in_glued_number(line));
        self.glued_after_stop += usize::from(stop_touches_number(line));
    }

    /// The first mark of a line, where no blank behind the marks sets them apart as those of a list.
    fn add_leading(&mut self, line: &str, is_leading: bool) {
        let line = line.trim_start();
        let words = line.trim_start_matches(|c| is_end_mark(c) || is_closing(c));
        let first = line.chars().next().filter(|_| is_leading);
        match first.filter(|_| !words.starts_with(char::is_whitespace)) {
            Some(first) => {
                self.tight_marks.insert(first);
                self.leads += usize::from(self.is_flowing || self.leads > 0);
            }
            None => {
                self.single_leads += usize::from(self.leads == 1);
                self.lead_lists += usize::from(self.leads > 1);
                self.leads = 0;
            }
        }
    }

    /// Whether the marks at the start of lines are closing ones: several marks, marks that go on from the line
    /// before, or other signs of exchanged chunks. Else they are the marks of a list.
    fn are_closing(&self) -> bool {
        self.tight_marks.len() > 1
            || (self.single_leads >= ENOUGH && self.single_leads > self.lead_lists)
            || self.glued_numbers >= ENOUGH
            || self.exchanged_stops >= ENOUGH
    }

    /// Whether the words in reverse are no words: hackers and Yushij's surname are met in clean texts.
    fn are_reversed(&self) -> bool {
        let plain = self.reversed_words.iter().filter(|word| !is_in(word, BOTH_WAYS)).count();
        self.reversed_words.len() >= ENOUGH_KINDS && plain >= ENOUGH_PLAIN
    }

    fn kind(&self) -> Kind {
        if self.whole_runs + self.word_runs >= ENOUGH {
            return Kind::Embedded { is_raw: self.word_runs > self.whole_runs };
        }
        if self.reversed >= ENOUGH_REVERSED && self.reversed > self.straight && self.are_reversed() {
            return Kind::Mirrored { is_pure: self.straight * 10 <= self.reversed };
        }
        if self.reversed_lines >= ENOUGH && self.are_reversed() {
            return Kind::Mirrored { is_pure: false };
        }
        let cuts_marks =
            self.exchanged_stops >= ENOUGH && self.exchanged_stops > OUTNUMBER * self.straight_stops;
        let leads = self.leading_marks >= ENOUGH && self.are_closing();
        if leads && self.leading_marks > OUTNUMBER * self.trailing_marks {
            // Lines that were ended at each number have only their marks in the wrong place.
            let cuts_numbers = self.ends_in_number < ENOUGH;
            let is_pure = cuts_numbers && self.trailing_marks + self.straight_stops + self.list_items == 0;
            return Kind::Chunks(ChunkStyle { cuts_marks, cuts_numbers, is_pure });
        }
        if self.glued_after_stop >= ENOUGH && self.glued_after_stop > self.indented {
            return Kind::Chunks(ChunkStyle { cuts_marks: false, cuts_numbers: true, is_pure: false });
        }
        if leads {
            return Kind::Chunks(MARKS_ONLY);
        }
        if self.forms >= ENOUGH { Kind::Forms } else { Kind::Intact }
    }
}

/// ` … کشیده\u{200C}ایم.۱۴۰۲ … از`: the end of the sentence stands before the number, the line ends in a word, and the
/// blank that was behind the number begins it. Without that blank it is the number of a footnote.
fn stop_touches_number(line: &str) -> bool {
    if !line.starts_with(' ') {
        return false;
    }
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
