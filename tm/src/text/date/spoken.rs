//! Times in the words of English, German, French and Swedish: half past seven, halb acht, sept heures et demie.

use super::lexicon::{Sense, Tongue};
use super::parts::{Item, Reader};
use super::time::Clock;
use super::value::DateValue;

impl Reader<'_> {
    /// A time in words, or one to another: `de 10 heures à midi`.
    pub(super) fn spoken(&self, at: usize) -> Option<Item> {
        if matches!(self.tongue, Tongue::Persian | Tongue::Other) {
            return None;
        }
        if self.has(at, Sense::From)
            && let Some(item) = self.spoken_times(at, at + 1)
        {
            return Some(item);
        }
        let word = self.skip(at, Sense::Clock);
        let named = word > at && self.tongue != Tongue::English;
        let start = if named { at } else { word };
        if named && let Some(item) = self.spoken_times(start, word) {
            return Some(item);
        }
        let clock = self.spoken_clock(word, named || self.is_behind_at(word))?;
        let value = DateValue::Time(clock.time());
        Some(Item { value, ambiguity: clock.doubt(), start, end: clock.end })
    }

    fn spoken_times(&self, start: usize, at: usize) -> Option<Item> {
        let first = self.spoken_clock(at, true).or_else(|| self.bare_hour(at))?;
        let range = self.has(first.end, Sense::Range) || self.mark(first.end) == Some('-');
        let second = self.spoken_clock(self.skip(first.end + 1, Sense::Clock), true).filter(|_| range)?;
        let value = DateValue::Times(first.time(), second.time());
        let doubt = if first.hour >= 12 || second.hour >= 12 { Vec::new() } else { first.doubt() };
        (first.time() < second.time()).then_some(Item { value, ambiguity: doubt, start, end: second.end })
    }

    /// À is at as well as to in French.
    fn is_behind_at(&self, at: usize) -> bool {
        self.tongue == Tongue::French && at > 0 && self.has(at - 1, Sense::Range)
    }

    /// An hour in words, or in figures behind a word that says it is one; `said` tells that such a word stands before.
    fn spoken_clock(&self, at: usize, said: bool) -> Option<Clock> {
        if let Some(clock) = self.shifted(at) {
            return Some(clock);
        }
        let word = self.hour(at);
        let hour = word.or_else(|| self.hour_in_figures(at))?;
        let after = at + 1 + usize::from(self.has(at + 1, Sense::ClockAfter));
        let is_twelve = self.has(at, Sense::Noon);
        let fraction = self.find(after, |sense| match sense {
            Sense::Minutes(minutes) => Some(*minutes),
            _ => None,
        });
        let clock = Clock {
            hour,
            minute: fraction.unwrap_or(0),
            exact: is_twelve,
            part: None,
            end: after + usize::from(fraction.is_some()),
        };
        let clock = self.with_part(clock);
        // Huit heures de réunion is a span of time; acht Uhr is not.
        let spoken = after > at + 1;
        let stands = match self.tongue {
            Tongue::French if is_twelve => said,
            Tongue::French => spoken && (said || fraction.is_some()) && !self.measures(clock.end),
            Tongue::Swedish => said,
            _ => spoken || said && clock.part.is_some(),
        };
        (stands && !self.has(clock.end, Sense::Unit)).then_some(clock)
    }

    /// An hour that shares its word with the second one: `von 8 bis 10 Uhr`.
    fn bare_hour(&self, at: usize) -> Option<Clock> {
        let hour = self.hour(at).or_else(|| self.hour_in_figures(at))?;
        Some(Clock { hour, minute: 0, exact: false, part: None, end: at + 1 })
    }

    /// Huit heures de réunion.
    fn measures(&self, at: usize) -> bool {
        self.has(at, Sense::From)
    }

    /// Half past seven, halb acht, kvart i åtta.
    fn shifted(&self, at: usize) -> Option<Clock> {
        let shift = self.find(at, |sense| match sense {
            Sense::HourShift(minutes) => Some(*minutes),
            _ => None,
        })?;
        let named = self.hour(at + 1).or_else(|| self.hour_in_figures(at + 1))?;
        let (hour, minute) = match u8::try_from(shift) {
            Ok(past) => (named, past),
            Err(_) => {
                let before = if named == 1 { 12 } else { named.checked_sub(1)? };
                (before, u8::try_from(60 + i16::from(shift)).ok()?)
            }
        };
        let end = at + 2 + usize::from(self.has(at + 2, Sense::ClockAfter));
        Some(self.with_part(Clock { hour, minute, exact: false, part: None, end }))
    }

    fn with_part(&self, clock: Clock) -> Clock {
        let (part, end) = self.day_part(clock.end);
        Clock { part, end, ..clock }
    }

    fn hour(&self, at: usize) -> Option<u8> {
        self.find(at, |sense| match sense {
            Sense::Hour(hour) => Some(*hour),
            _ => None,
        })
    }

    fn hour_in_figures(&self, at: usize) -> Option<u8> {
        let number =
            self.number(at).filter(|n| (1..=2).contains(&n.figures) && n.value <= 24 && !n.ordinal)?;
        u8::try_from(number.value).ok().filter(|_| !self.is_fragment(at))
    }
}
