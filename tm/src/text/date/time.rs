//! Times of day: ساعت ۱۰:۳۰, ۱۰ و نیم صبح, `10.30 Uhr`, `10 h 30`, `kl. 10.30`.

use super::lexicon::{DayPart, Sense, Tongue};
use super::parts::{Item, Reader};
use super::value::{Ambiguity, DateValue, TimeOfDay};

/// A time as read, before its half of the day is certain.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub hour: u8,
    pub minute: u8,
    /// Hours and minutes in figures leave nothing open.
    pub exact: bool,
    pub part: Option<DayPart>,
    pub end: usize,
}

impl Reader<'_> {
    /// A time or an interval of times, with از or from if it stands there.
    pub(super) fn time(&self, at: usize) -> Option<Item> {
        if self.has(at, Sense::From) && !self.has(at + 1, Sense::From) {
            let times = self.time(at + 1).filter(|item| matches!(item.value, DateValue::Times(..)))?;
            return Some(Item { start: at, ..times });
        }
        // ۸ ساعت is a duration, but in ۱۴۰۱ ساعت ۹ a year ends a date.
        let counted = at > 0 && self.number(at - 1).is_some_and(|n| n.figures != 4);
        let word = if counted { at } else { self.skip(at, Sense::Clock) };
        // at stands before places and counts too.
        let named = word > at && self.tongue != Tongue::English;
        let start = if named { at } else { word };
        let word = if named { self.skip_mark(word, '.') } else { word };
        let shared = self.range_end(word + 1).and_then(|second| self.clock(second, false));
        let shared = shared.is_some_and(|second| second.part.is_some());
        let first = self.clock(word, named || shared)?;
        if let Some(second) = self.second_time(first) {
            let part = first.part.or(second.part);
            let (from, to) = (Clock { part, ..first }, second);
            // ۱۰ تا ۲ بعدازظهر begins before noon.
            let from = if from.time() < to.time() { from } else { first };
            let value = DateValue::Times(from.time(), to.time());
            let ambiguity =
                if part.is_some() || from.hour > 12 || to.hour > 12 { Vec::new() } else { from.doubt() };
            return Some(Item { value, ambiguity, start, end: second.end });
        }
        let value = DateValue::Time(first.time());
        Some(Item { value, ambiguity: first.doubt(), start, end: first.end })
    }

    /// Past تا or a dash.
    fn range_end(&self, at: usize) -> Option<usize> {
        let range = self.has(at, Sense::Range) || self.mark(at) == Some('-');
        range.then(|| self.skip(at + 1, Sense::Clock))
    }

    fn second_time(&self, first: Clock) -> Option<Clock> {
        self.clock(self.range_end(first.end)?, true).filter(|second| second.time() > first.time())
    }

    /// One time; `named` says that ساعت stands before it.
    fn clock(&self, at: usize, named: bool) -> Option<Clock> {
        let number = self.number(at).filter(|n| n.value <= 24 && n.figures <= 2 && !n.ordinal)?;
        let hour = u8::try_from(number.value).ok()?;
        let time = self.figures(at, hour, named).or_else(|| {
            let fragment = self.is_fragment(at);
            (!fragment).then(|| self.words(at, hour)).flatten()
        })?;
        let (part, end) = self.day_part(time.end);
        let after = self.has(end, Sense::ClockAfter) && self.tongue == Tongue::German;
        // ۱۰ شب alone is ten nights.
        let of_day = part.is_some_and(|part| part != DayPart::Night || time.minute > 0);
        let sure = named || after || of_day || time.exact;
        let counts = !time.exact && part.is_none() && self.has(end, Sense::Unit);
        let full = hour < 24 || time.minute == 0;
        (sure && !counts && full).then_some(Clock { part, end: end + usize::from(after), ..time })
    }

    /// `10:30`, `10.30` after a word for the clock, `10 h 30`.
    fn figures(&self, at: usize, hour: u8, named: bool) -> Option<Clock> {
        let mark = self.mark(at + 1);
        let short = self.atoms.get(at + 1).is_some_and(|a| a.end - a.start == 1);
        let spoken = short || at > 0 && self.has(at - 1, Sense::Range);
        let h = self.tongue == Tongue::French && self.has(at + 1, Sense::ClockAfter) && spoken;
        let half = self.tongue == Tongue::English && self.day_part(at + 3).0.is_some();
        let dot_minutes = named || half || self.has(at + 3, Sense::ClockAfter);
        let joined = !self.gap(at + 1) && !self.gap(at + 2);
        let signed = joined && (mark == Some(':') || mark == Some('.') && dot_minutes);
        let before = at > 0 && !self.gap(at) && matches!(self.mark(at - 1), Some(':' | '.' | '/'));
        let minute = self.number(at + 2).filter(|n| n.figures == 2 && n.value < 60 && (signed || h));
        if before {
            return None;
        }
        let Some(minute) = minute.and_then(|n| u8::try_from(n.value).ok()) else {
            return h.then_some(Clock { hour, minute: 0, exact: true, part: None, end: at + 2 });
        };
        let seconds = self.mark(at + 3) == Some(':') && !self.gap(at + 3) && !self.gap(at + 4);
        let end = if seconds && self.number(at + 4).is_some() { at + 5 } else { at + 3 };
        Some(Clock { hour, minute, exact: true, part: None, end })
    }

    /// ۱۰, ۱۰ و نیم, ۱۰ و ۲۰ دقیقه.
    fn words(&self, at: usize, hour: u8) -> Option<Clock> {
        let bare = Clock { hour, minute: 0, exact: false, part: None, end: at + 1 };
        if self.tongue != Tongue::Persian || !self.has(at + 1, Sense::And) {
            return Some(bare);
        }
        let fraction = self.find(at + 2, |sense| match sense {
            Sense::Minutes(minutes) => Some(*minutes),
            _ => None,
        });
        if let Some(minute) = fraction {
            return Some(Clock { minute, end: at + 3, ..bare });
        }
        let minute = self.number(at + 2).filter(|n| n.value < 60 && self.has(at + 3, Sense::MinuteWord));
        let minute = minute.and_then(|n| u8::try_from(n.value).ok());
        Some(minute.map_or(bare, |minute| Clock { minute, end: at + 4, ..bare }))
    }

    pub(super) fn day_part(&self, at: usize) -> (Option<DayPart>, usize) {
        let uhr = at + usize::from(self.tongue == Tongue::German && self.has(at, Sense::ClockAfter));
        let found = self.find(uhr, |sense| match sense {
            Sense::DayPart(part) => Some(*part),
            _ => None,
        });
        found.map_or((None, at), |part| (Some(part), uhr + 1))
    }
}

impl Clock {
    pub(super) fn time(&self) -> TimeOfDay {
        let hour = match (self.part, self.hour) {
            (_, 13..) | (None, _) => self.hour,
            (Some(DayPart::Morning), 12) => 0,
            (Some(DayPart::Morning), hour) => hour,
            (Some(DayPart::Noon), hour) => {
                if hour < 5 {
                    hour + 12
                } else {
                    hour
                }
            }
            (Some(DayPart::Afternoon | DayPart::AfterNoon12), 12) => 12,
            (Some(DayPart::Afternoon | DayPart::AfterNoon12), hour) => hour + 12,
            // The night goes on past midnight: ۲ شب is two in the morning.
            (Some(DayPart::Night), 12) => 0,
            (Some(DayPart::Night), hour) => {
                if hour < 5 {
                    hour
                } else {
                    hour + 12
                }
            }
        };
        TimeOfDay { hour, minute: self.minute }
    }

    pub(super) fn doubt(&self) -> Vec<Ambiguity> {
        let open = self.part.is_none() && !self.exact && (1..=12).contains(&self.hour);
        open.then_some(Ambiguity::HalfDayUnknown).into_iter().collect()
    }
}
