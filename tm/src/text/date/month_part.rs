//! Parts of months: the third decade, the second half, and what has no first and last day (اواخر).

use super::calendar::{Calendar, longest_month, month_length};
use super::lexicon::{MonthPart, Sense};
use super::others::century;
use super::parts::{Item, Reader};
use super::value::{Ambiguity, DateValue};

impl Reader<'_> {
    /// A part of a month: decades and halves are their days, of the others the month is the value.
    pub(super) fn month_part(&self, at: usize) -> Option<Item> {
        let named = self.find(at, |sense| match sense {
            Sense::MonthPart(part) => Some(*part),
            _ => None,
        })?;
        let month_at = self.skip_articles(self.skip_mark(at + 1, '-'));
        let month = self.month_year(month_at)?;
        // نیمه شعبان is a feast, دهه اول محرم mourning: both are names.
        if month.month.calendar == Calendar::Lunar || !self.month_stands(month_at, &month) {
            return None;
        }
        let whole = Item { start: at, ..self.dated(&month, month_at) };
        let MonthPart::Days(first, last) = named else {
            let ambiguity = [vec![Ambiguity::Vague], whole.ambiguity].concat();
            return Some(Item { ambiguity, ..whole });
        };
        let date = month.date();
        let number = month.month.number;
        let length = date
            .year
            .map_or(longest_month(date.calendar, number), |year| month_length(date.calendar, year, number));
        let day = |day: u8| super::StatedDate { day: Some(day.min(length)), ..date };
        let value = DateValue::Interval { first: day(first), last: day(last) };
        Some(Item { value, ambiguity: century(month.century_added()), ..whole })
    }
}
