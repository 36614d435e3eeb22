//! Ranges: ۱۰ تا ۱۵, "between 10 and 15", 10–15, "two or three", دو سه.

use super::decimal::Decimal;
use super::lexicon::{Language, Role};
use super::pieces::Gap;
use super::{Amount, Measure, Phrase, Reader};

/// What stands between the ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    To,
    Change,
    And,
    Or,
    Beside,
}

impl Reader<'_> {
    /// The range that begins at a piece.
    pub(super) fn range(&self, at: usize) -> Option<Phrase> {
        let between = self.words.find(self.pieces, at, Role::Between).map(|(_, end)| end);
        let from = self.words.find(self.pieces, at, Role::From).map(|(_, end)| end);
        let start = between.or(from).unwrap_or(at);
        let first = self.measured(start)?;
        let Amount::Single(_) = first.amount else { return None };
        if first.measure == Measure::Ordinal {
            return None;
        }
        let (joint, next) = self.joint(&first, between.is_some(), from.is_some())?;
        let second = self.measured(next)?;
        join(first, second, joint, from.is_some())
    }

    fn joint(&self, first: &Phrase, between: bool, from: bool) -> Option<(Joint, usize)> {
        let at = first.end;
        let word = |role| self.words.find(self.pieces, at, role).map(|(_, end)| end);
        if let Some(next) = word(Role::To) {
            return Some((Joint::To, next));
        }
        if from && let Some(next) = word(Role::Change) {
            return Some((Joint::Change, next));
        }
        if between && let Some(next) = word(Role::And) {
            return Some((Joint::And, next));
        }
        if let Some(next) = word(Role::Or) {
            return Some((Joint::Or, next));
        }
        if self.pieces.is_mark(at, "-") {
            return self.is_range_dash(at).then_some((Joint::To, at + 1));
        }
        let beside = matches!(self.words.language, Language::Persian | Language::Swedish)
            && first.spelled
            && !first.scaled
            && first.measure == Measure::Count
            && self.pieces.gap(at) == Some(Gap::Space)
            && self.pieces.is_word(at);
        beside.then_some((Joint::Beside, at))
    }

    /// A dash with figures at both sides and the same room; three figures in a row are a code or a date.
    fn is_range_dash(&self, at: usize) -> bool {
        let room = |at: usize| self.pieces.gap(at).is_some_and(|gap| gap != Gap::None);
        let third = self.pieces.is_mark(at + 2, "-") && self.pieces.is_figure(at + 3);
        let before = at >= 2
            && self.pieces.is_mark(at - 2, "-")
            && self.pieces.is_glued(at - 1)
            && at >= 3
            && self.pieces.is_figure(at - 3);
        room(at) == room(at + 1) && self.pieces.is_figure(at + 1) && !third && !before
    }
}

fn join(first: Phrase, second: Phrase, joint: Joint, from: bool) -> Option<Phrase> {
    let (Amount::Single(low), Amount::Single(high)) = (&first.amount, &second.amount) else { return None };
    let same = first.measure == second.measure || first.measure == Measure::Count;
    if !same || second.measure == Measure::Ordinal {
        return None;
    }
    // "5 to 8 million" is five million to eight million.
    let low = shared_scale(&first, low, &second, high);
    let small = |value: &Decimal| value.small();
    let fits = match joint {
        Joint::To | Joint::And => low < *high || from,
        Joint::Change => true,
        Joint::Or => second.spelled == first.spelled && small(&low).map(|v| v + 1) == small(high),
        Joint::Beside => {
            is_about(small(&low), small(high)) && second.spelled && !second.scaled && !second.weak
        }
    };
    let weak = joint == Joint::Or && first.weak && second.weak;
    (fits && !weak).then_some(Phrase {
        amount: Amount::Range(low, high.clone()),
        ambiguity: first.ambiguity.or(second.ambiguity),
        weak: false,
        scaled: first.scaled || second.scaled,
        ..second
    })
}

fn shared_scale(first: &Phrase, low: &Decimal, second: &Phrase, high: &Decimal) -> Decimal {
    if first.scaled || !second.scaled || first.measure != Measure::Count {
        return low.clone();
    }
    let largest = [12, 9, 6, 3].into_iter().find(|e| *high >= Decimal::from(1).shifted(*e));
    largest.map(|e| low.shifted(e)).filter(|shifted| shifted < high).unwrap_or_else(|| low.clone())
}

/// دو سه, ده پانزده: neighbours as people count.
fn is_about(low: Option<u64>, high: Option<u64>) -> bool {
    match (low, high) {
        (Some(low), Some(high)) if low < 10 => high == low + 1,
        (Some(low), Some(high)) => {
            low < high && low.is_multiple_of(5) && high.is_multiple_of(5) && high <= low * 2
        }
        _ => false,
    }
}
