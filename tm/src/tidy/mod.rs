//! Persian typography: how would a careful typist have written this text?
//!
//! A deliberate step that nothing else depends on. Only what is certain is changed; what could be read otherwise is
//! a proposal. Two laws bound every rule: the exact key of the text stays the same (`text::fold`), so that a tidied
//! text matches what it matched before; and tidying twice is tidying once.
//!
//! Lines are tidied one by one, those in Persian only. Links, mail addresses, handles, hashtags, code and runs of
//! Latin letters are never touched. The word lists are in `data/tidy/`, with a reason or an example in each row.
//!
//! Not done: quotes that span a line break, glued words other than verbs with می, and the clitics مان تان شان.

mod controls;
mod half_space;
mod language;
mod letters;
mod line;
mod marks;
mod numbers;
mod quotes;
mod rule;
mod shield;
mod spaces;
mod tables;
mod words;

pub use rule::{Rule, RuleGroup};

use crate::span::{Chars, Span};
use line::{Line, Note};

/// Rounds of rules that a line gets at most: each round may make room for another rule; three are the most any line
/// was seen to need.
const MOST_ROUNDS: usize = 12;

/// One change, made or proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// By which rule.
    pub rule: Rule,
    /// Line of the source, from 1.
    pub line: usize,
    /// Character in that line, from 1.
    pub column: usize,
    /// Where it stands in the source; empty where something is put in between.
    pub at: Span<Chars>,
    /// What stood there when the rule came to it.
    pub before: String,
    /// What stands there now, or would.
    pub after: String,
}

/// A tidied text, and how it differs from its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tidied {
    text: String,
    changes: Vec<Change>,
    proposals: Vec<Change>,
    origins: Vec<(u32, u32)>,
    line_breaks: usize,
}

impl Tidied {
    /// The tidied text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was changed, line by line.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// What could be changed but can be read otherwise.
    pub fn proposals(&self) -> &[Change] {
        &self.proposals
    }

    /// How many lines were ended: what a later part of the same text adds to its line numbers.
    pub fn line_breaks(&self) -> usize {
        self.line_breaks
    }

    /// The span of the source that a span of the tidied text stands for; `None` past the end or when empty.
    pub fn source_span(&self, tidied: Span<Chars>) -> Option<Span<Chars>> {
        let first = self.origins.get(tidied.start)?;
        let last = self.origins.get(tidied.end.checked_sub(1)?)?;
        Some(Span::new(first.0 as usize, last.1 as usize))
    }
}

/// Tidies a text.
pub fn tidy(text: &str) -> Tidied {
    let mut tidied = Tidied { text: String::with_capacity(text.len()), ..Tidied::default() };
    let (mut start, mut number, mut quote_open) = (0, 1, false);
    for piece in text.split_inclusive(is_line_break) {
        let body = piece.trim_end_matches(is_line_break);
        if body.trim().is_empty() {
            quote_open = false;
        }
        let line = tidied_line(body, start, &mut quote_open);
        tidied.take(line, number, start);
        let mut at = start + count(body);
        for c in piece.chars().skip(count(body) as usize) {
            tidied.text.push(c);
            tidied.origins.push((at, at + 1));
            tidied.line_breaks += 1;
            at += 1;
        }
        start = at;
        number += 1;
    }
    tidied
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Whether a line ends here; `\r\n` ends one, since `\r` stays in the line as a blank at its end.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn tidied_line(text: &str, start: u32, quote_open: &mut bool) -> Line {
    let mut line = Line::new(text, start);
    if !language::is_persian(text) {
        return line;
    }
    let before = *quote_open;
    for _ in 0..MOST_ROUNDS {
        let made = line.changes.len();
        line.proposals.clear();
        *quote_open = before;
        round(&mut line, quote_open);
        if line.changes.len() == made {
            break;
        }
    }
    line
}

fn round(line: &mut Line, quote_open: &mut bool) {
    shield::mark(line);
    letters::tidy(line);
    controls::tidy(line);
    numbers::tidy(line);
    marks::tidy(line);
    quotes::tidy(line, quote_open);
    spaces::tidy(line);
    half_space::tidy(line);
}

impl Tidied {
    fn take(&mut self, mut line: Line, number: usize, start: u32) {
        let change = |note: Note| Change {
            rule: note.rule,
            line: number,
            column: (note.at.0.saturating_sub(start)) as usize + 1,
            at: Span::new(note.at.0 as usize, note.at.1 as usize),
            before: note.before,
            after: note.after,
        };
        line.changes.sort_by_key(|note| note.at);
        line.proposals.sort_by_key(|note| note.at);
        self.changes.extend(line.changes.into_iter().map(change));
        self.proposals.extend(line.proposals.into_iter().map(change));
        for cell in line.cells {
            self.text.push(cell.c);
            self.origins.push((cell.start, cell.end));
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
