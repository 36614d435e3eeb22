//! A number as people group it: digits with spaces, dashes, dots, brackets or ZWNJ between.

use super::letters::Letters;
use crate::text::ZWNJ;

/// What stands before a digit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing: the digit before.
    None,
    /// A space, ZWNJ or bracket.
    Space,
    /// A dash, underscore or several signs with a dash among them.
    Dash,
    /// A full stop.
    Dot,
    /// A slash.
    Slash,
}

/// Digits from a place on.
#[derive(Debug)]
pub(crate) struct Run {
    /// Their values.
    pub(crate) digits: Vec<u8>,
    gaps: Vec<Gap>,
    ends: Vec<usize>,
    /// Whether the number goes on behind the most digits looked at.
    more: bool,
}

/// Most digits of a number anybody wants recognised: a German IBAN in figures has 22, the national part of an Iranian
/// one 24.
const MOST_DIGITS: usize = 26;
/// Most signs between two digits of one number: `) - (` with its spaces has five.
const WIDEST_GAP: usize = 5;

impl Run {
    /// The digits that begin at `start`.
    pub(crate) fn new(letters: &Letters, start: usize) -> Run {
        let mut run = Run { digits: Vec::new(), gaps: Vec::new(), ends: Vec::new(), more: false };
        let mut place = start;
        let mut gap = Gap::None;
        while let Some(digit) = letters.digit(place) {
            if run.digits.len() == MOST_DIGITS {
                run.more = true;
                break;
            }
            run.digits.push(digit);
            run.gaps.push(gap);
            run.ends.push(place + 1);
            let next = letters.skip(place + 1, WIDEST_GAP, is_separator);
            gap = gap_of(letters.range(place + 1, next));
            place = next;
        }
        run
    }

    /// Whether the first `count` digits are whole: the number ends there or a sign stands between.
    pub(crate) fn ends_at(&self, count: usize) -> bool {
        match self.gaps.get(count) {
            Some(gap) => *gap != Gap::None,
            None => count == self.digits.len() && !self.more,
        }
    }

    /// The place after the first `count` digits.
    pub(crate) fn end(&self, count: usize) -> Option<usize> {
        self.ends.get(count.checked_sub(1)?).copied()
    }

    /// The first `count` digits.
    pub(crate) fn first(&self, count: usize) -> &[u8] {
        self.digits.get(..count).unwrap_or_default()
    }

    /// How the first `count` digits are grouped: lengths, and what stands between.
    pub(crate) fn groups(&self, count: usize) -> (Vec<usize>, Vec<Gap>) {
        let (mut lengths, mut gaps) = (vec![0], Vec::new());
        for gap in self.gaps.iter().take(count) {
            if *gap != Gap::None {
                lengths.push(0);
                gaps.push(*gap);
            }
            if let Some(last) = lengths.last_mut() {
                *last += 1;
            }
        }
        (lengths, gaps)
    }

    /// Whether the number begins as a date does: 1400/08/12, 12.3.2020, 1400 8 12.
    pub(crate) fn is_date(&self) -> bool {
        let (lengths, gaps) = self.groups(self.digits.len());
        let [a, b, c, ..] = lengths.as_slice() else { return false };
        let same = gaps.first() == gaps.get(1);
        let short = |n: usize| (1..=2).contains(&n);
        same && (*a == 4 && short(*b) && short(*c)
            || short(*a) && short(*b) && (*c == 4 || lengths.len() == 3 && *c == 2))
            && self.is_day_and_month(*a == 4, *a, *b)
    }

    fn is_day_and_month(&self, year_first: bool, a: usize, b: usize) -> bool {
        let number = |from: usize, count: usize| {
            let digits = self.digits.get(from..from + count).unwrap_or_default();
            digits.iter().fold(0u32, |n, d| n * 10 + u32::from(*d))
        };
        let (first, second) = if year_first { (1, number(a, b)) } else { (number(0, a), number(a, b)) };
        (1..=31).contains(&first) && (1..=31).contains(&second)
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '/' | '_' | '(' | ')' | '[' | ']' | '\u{B7}' | ZWNJ)
}

fn gap_of(signs: &[char]) -> Gap {
    let has = |sign: char| signs.contains(&sign);
    match signs {
        [] => Gap::None,
        _ if has('/') => Gap::Slash,
        _ if has('-') || has('_') => Gap::Dash,
        _ if has('.') => Gap::Dot,
        _ => Gap::Space,
    }
}
