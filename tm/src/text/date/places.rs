//! Streets, squares and stations named after a date: میدان ۷ تیر states no day.

use super::calendar::Calendar;
use super::lexicon::{PlaceHead, Sense, Tongue};
use super::parts::{Item, Reader};
use super::value::{DateValue, StatedDate};

/// Solar months and days that prisons, hospitals, schools and streets of Iran are named after.
const COMMEMORATED: [(u8, u8); 15] = [
    (1, 12),
    (2, 12),
    (3, 3),
    (3, 15),
    (4, 7),
    (4, 30),
    (6, 8),
    (6, 17),
    (7, 5),
    (8, 13),
    (9, 16),
    (9, 21),
    (10, 9),
    (10, 19),
    (11, 22),
];

/// Words glued to a noun that stand between it and its name: های, ها.
const GLUED_MOST: usize = 2;

impl Reader<'_> {
    /// Whether a date is the name of a place; one with its year is not.
    pub(super) fn names_place(&self, item: &Item) -> bool {
        let DateValue::Date {
            date: StatedDate { calendar, year: None, month: Some(month), day: Some(day) },
            ..
        } = item.value
        else {
            return false;
        };
        let known = calendar == Calendar::Solar && COMMEMORATED.contains(&(month, day));
        let head = self.noun_before(item.start).and_then(|at| {
            self.find(at, |sense| match sense {
                Sense::PlaceHead(head) => Some(*head),
                _ => None,
            })
        });
        match head {
            Some(PlaceHead::Any) => true,
            Some(PlaceHead::Commemorated) => known,
            None => self.has(item.end, Sense::PlaceTail) && self.is_capital(item.end),
        }
    }

    /// The noun whose name or year begins here, past its plural and the article.
    pub(super) fn noun_before(&self, start: usize) -> Option<usize> {
        let mut at = start.checked_sub(1)?;
        if self.tongue == Tongue::Persian {
            for _ in 0..GLUED_MOST {
                at -= usize::from(at > 0 && self.atoms.get(at).is_some_and(|atom| atom.glued));
            }
        } else if self.has(at, Sense::Of) || self.has(at, Sense::Before) {
            at = at.checked_sub(1)?;
        }
        Some(at)
    }
}
