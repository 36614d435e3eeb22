//! Days and hours that do not exist but are stated: ۳۲ اردیبهشت, ساعت ۲۵:۶۱.

use super::lexicon::{Sense, Strength};
use super::parts::{Item, Part, Reader};
use super::value::{DateValue, TimeOfDay};

/// Without a year, a number above this one before a month counts something else.
const LAST_SLIP: u8 = 39;

impl Reader<'_> {
    /// A day that no month has, with its month.
    pub(super) fn day_outside(&self, at: usize) -> Option<Part> {
        let day = self
            .numbered_day(at)
            .filter(|(day, number, _)| !(1..=31).contains(day) && (number.figures > 0 || number.ordinal))?;
        let part = self.with_month(day)?;
        let dated = part.year.is_some_and(|year| !year.century_added);
        let month = !matches!(part.month.strength, Strength::Rare | Strength::Verb);
        (dated || month && day.0 <= LAST_SLIP).then_some(part)
    }

    /// A time that no clock shows, where a word says that it is one.
    pub(super) fn time_outside(&self, at: usize) -> Option<Item> {
        let word = self.skip_mark(self.skip(at, Sense::Clock), '.');
        let (hour, minute) = (self.number(word)?, self.number(word + 2)?);
        let spoken = self.has(word + 1, Sense::ClockAfter);
        let sign =
            matches!(self.mark(word + 1), Some(':' | '.')) && !self.gap(word + 1) && !self.gap(word + 2);
        let after = word + 3 + usize::from(self.has(word + 3, Sense::ClockAfter));
        let said = word > at || after > word + 3 || self.notes_no_time(after);
        let figures = hour.figures <= 2 && minute.figures == 2 && !hour.ordinal && !minute.ordinal;
        let time =
            TimeOfDay { hour: u8::try_from(hour.value).ok()?, minute: u8::try_from(minute.value).ok()? };
        let stated = figures && said && (sign || spoken && self.notes_no_time(after)) && !time.is_possible();
        stated.then_some(Item { value: DateValue::Time(time), ambiguity: Vec::new(), start: at, end: after })
    }

    /// What a rendering adds to such a time.
    fn notes_no_time(&self, at: usize) -> bool {
        self.mark(at) == Some('(') && self.has(at + 1, Sense::Note)
    }
}
