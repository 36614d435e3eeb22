//! What a date expression says, as a value with one canonical text.
//!
//! The canonical text is ISO 8601-1:2019 of the Gregorian calendar wherever the expression names days: a date
//! (`2021-09-11`), an interval (`2019-10-23/2019-11-21` for a Solar month). What lacks its year keeps its calendar:
//! `SH--11-04`, `--06-08`, `LH--01-10`. Lunar dates stay lunar (`LH-1445-01-10`), decades are counted in their own
//! calendar (`1370/1389`), times are `T10:30`, a day of the week is `-W-6`.

use std::fmt;

use super::calendar::{
    Calendar, CivilDay, GREGORIAN_YEARS, LUNAR_YEARS, SOLAR_YEARS, civil_day, longest_month, month_length,
};

/// A date as far as it is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatedDate {
    /// Its calendar.
    pub calendar: Calendar,
    /// Year with all its figures.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
}

/// What a date expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateValue {
    /// A day, a month or a year.
    Date {
        /// The date.
        date: StatedDate,
        /// The day of the week stated with it, 1 for Monday; right or not.
        weekday: Option<u8>,
    },
    /// From one date to another, both included.
    Interval {
        /// First date.
        first: StatedDate,
        /// Last date.
        last: StatedDate,
    },
    /// A quarter of a Solar year, which is an astronomical season.
    Season {
        /// The calendar it was named in; 1396 and 2017 name the same summer.
        calendar: Calendar,
        /// Solar year.
        year: i32,
        /// 1 is spring.
        season: u8,
    },
    /// Whole decades.
    Decades {
        /// The calendar that counts them.
        calendar: Calendar,
        /// First year of the first decade.
        first: i32,
        /// First year of the last decade.
        last: i32,
    },
    /// A date that its calendar does not have, as it stands.
    Impossible(StatedDate),
    /// A time of day, possible or not.
    Time(TimeOfDay),
    /// From one time of day to another.
    Times(TimeOfDay, TimeOfDay),
    /// A day of the week alone, 1 for Monday.
    Weekday(u8),
}

/// A time of day, as it stands: [`TimeOfDay::is_possible`] says whether a clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// 0 to 24 where it is possible.
    pub hour: u8,
    /// 0 to 59 where it is possible.
    pub minute: u8,
}

/// What a reader must know before trusting a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ambiguity {
    /// No year: which one is not guessed.
    YearMissing,
    /// The century was added.
    TwoDigitYear,
    /// The stated day of the week is not that of the date.
    WeekdayMismatch {
        /// 1 for Monday, as stated.
        stated: u8,
        /// 1 for Monday, of the date.
        actual: u8,
    },
    /// Day and month may be the other way round.
    DayMonthOrder {
        /// The other reading.
        other: StatedDate,
    },
    /// A lunar date: its civil day is known only to a day or two.
    Lunar,
    /// The calendar has no such day.
    Impossible,
    /// Only leap years have this day.
    LeapYearOnly,
    /// Before or after noon is not said.
    HalfDayUnknown,
    /// A bare number was taken for a year.
    YearUnmarked,
    /// A part of a month without a first and a last day.
    Vague,
}

impl Ambiguity {
    /// The word in lists and JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Ambiguity::YearMissing => "year-missing",
            Ambiguity::TwoDigitYear => "two-digit-year",
            Ambiguity::WeekdayMismatch { .. } => "weekday-mismatch",
            Ambiguity::DayMonthOrder { .. } => "day-month-order",
            Ambiguity::Lunar => "lunar",
            Ambiguity::Impossible => "impossible",
            Ambiguity::LeapYearOnly => "leap-year-only",
            Ambiguity::HalfDayUnknown => "half-day-unknown",
            Ambiguity::YearUnmarked => "year-unmarked",
            Ambiguity::Vague => "vague",
        }
    }
}

impl StatedDate {
    /// Whether the calendar has such a date, in some year if none is stated.
    pub fn is_possible(&self) -> bool {
        let years = match self.calendar {
            Calendar::Solar => SOLAR_YEARS,
            Calendar::Gregorian => GREGORIAN_YEARS,
            Calendar::Lunar => LUNAR_YEARS,
        };
        let longest = |month| match self.year {
            // A sighted lunar month may have the day that the tabular one has not.
            Some(year) if self.calendar != Calendar::Lunar => month_length(self.calendar, year, month),
            _ => longest_month(self.calendar, month),
        };
        self.year.is_none_or(|year| years.contains(&year))
            && self.month.is_none_or(|month| (1..=12).contains(&month))
            && self.day.is_none_or(|day| day > 0 && self.month.is_some_and(|month| day <= longest(month)))
    }

    /// First and last day meant; nothing without a year. Lunar days are approximate.
    pub fn days(&self) -> Option<(CivilDay, CivilDay)> {
        let year = self.year?;
        let (first, last) = (self.month.unwrap_or(1), self.month.unwrap_or(12));
        let end = self.day.unwrap_or_else(|| month_length(self.calendar, year, last));
        let end = end.min(month_length(self.calendar, year, last));
        let start = self.day.map_or(1, |day| day.min(end));
        Some((civil_day(self.calendar, year, first, start)?, civil_day(self.calendar, year, last, end)?))
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.calendar {
            Calendar::Solar => f.write_str("SH-")?,
            Calendar::Lunar => f.write_str("LH-")?,
            Calendar::Gregorian => {}
        }
        match self.year {
            Some(year) => write!(f, "{year}")?,
            None if self.calendar == Calendar::Gregorian => f.write_str("-")?,
            None => {}
        }
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl fmt::Display for StatedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.days().filter(|_| self.calendar == Calendar::Solar) {
            Some((first, last)) if first == last => write_iso(f, first),
            Some((first, last)) => write_isos(f, first, last),
            None => self.write(f),
        }
    }
}

impl DateValue {
    /// First and last day meant; nothing where the year is missing, or the value is no date. Lunar days are
    /// approximate.
    pub fn days(&self) -> Option<(CivilDay, CivilDay)> {
        let whole = |calendar, year| StatedDate { calendar, year: Some(year), month: None, day: None };
        match *self {
            DateValue::Date { date, .. } => date.days(),
            DateValue::Interval { first, last } => Some((first.days()?.0, last.days()?.1)),
            DateValue::Season { year, season, .. } => {
                let month = |month| StatedDate { month: Some(month), ..whole(Calendar::Solar, year) };
                Some((month(season * 3 - 2).days()?.0, month(season * 3).days()?.1))
            }
            DateValue::Decades { calendar, first, last } => {
                Some((whole(calendar, first).days()?.0, whole(calendar, last + 9).days()?.1))
            }
            _ => None,
        }
    }

    /// Whether there is doubt that [`Ambiguity::YearMissing`] names.
    pub(super) fn lacks_year(&self) -> bool {
        match self {
            DateValue::Date { date, .. } => date.year.is_none(),
            DateValue::Interval { first, .. } => first.year.is_none(),
            _ => false,
        }
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            DateValue::Date { date, .. } => date.fmt(f),
            DateValue::Interval { first, last } => {
                match self.days().filter(|_| first.calendar == Calendar::Solar) {
                    Some((first, last)) => write_isos(f, first, last),
                    None => write!(f, "{first}/{last}"),
                }
            }
            DateValue::Season { .. } => {
                self.days().map_or(Ok(()), |(first, last)| write_isos(f, first, last))
            }
            DateValue::Decades { first, last, .. } => write!(f, "{first}/{}", last + 9),
            DateValue::Impossible(date) => {
                f.write_str("impossible ")?;
                date.write(f)
            }
            DateValue::Time(time) => time.fmt(f),
            DateValue::Times(first, last) => write!(f, "{first}/{last}"),
            DateValue::Weekday(day) => write!(f, "-W-{day}"),
        }
    }
}

impl TimeOfDay {
    /// Whether a clock shows it.
    pub fn is_possible(&self) -> bool {
        self.minute < 60 && (self.hour < 24 || self.hour == 24 && self.minute == 0)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_possible() {
            f.write_str("impossible ")?;
        }
        write!(f, "T{:02}:{:02}", self.hour, self.minute)
    }
}

fn write_iso(f: &mut fmt::Formatter<'_>, day: CivilDay) -> fmt::Result {
    match day.in_calendar(Calendar::Gregorian) {
        Some((year, month, day)) => write!(f, "{year:04}-{month:02}-{day:02}"),
        None => Ok(()),
    }
}

fn write_isos(f: &mut fmt::Formatter<'_>, first: CivilDay, last: CivilDay) -> fmt::Result {
    write_iso(f, first)?;
    f.write_str("/")?;
    write_iso(f, last)
}
