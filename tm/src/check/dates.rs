//! Dates of both sides: which of them say the same, in whatever calendar and as far as each is stated.

use std::fmt;

use super::facts::{Fact, year};
use crate::span::{Chars, Span};
use crate::text::date::calendar::{GREGORIAN_YEARS, SOLAR_YEARS};
use crate::text::date::{Ambiguity, Calendar, CivilDay, DateFound, DateValue, StatedDate, TimeOfDay};

/// One day, month, year or time; an interval is two.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub(super) span: Span<Chars>,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Date(StatedDate),
    /// Whole seasons and decades, as days and as they are named.
    Days(CivilDay, CivilDay, DateValue),
    /// A time, and whether the half of the day is unknown.
    Time(TimeOfDay, bool),
    Weekday(u8),
}

/// Most moments of a side that are compared one by one; a segment has fewer.
const MOST: usize = 100;

/// Days by which a tabular lunar date may be off.
const LUNAR_DOUBT: i32 = 2;

/// Years a date without a year is tried in: the years around a leap year of both calendars, so that every day it can
/// fall on is among them.
const YEARS_TRIED: std::ops::RangeInclusive<i32> = 1395..=1404;

/// Days of the week as findings name them, Monday first.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The canonical value, which is the same in every language; a day of the week by its name.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            What::Date(date) => DateValue::Date { date, weekday: None }.fmt(f),
            What::Days(_, _, named) => named.fmt(f),
            What::Time(time, _) => DateValue::Time(time).fmt(f),
            What::Weekday(day) => match WEEKDAYS.get(usize::from(day).wrapping_sub(1)) {
                Some(name) => f.write_str(name),
                None => DateValue::Weekday(day).fmt(f),
            },
        }
    }
}

impl Moment {
    pub(super) fn is_weekday(&self) -> bool {
        matches!(self.what, What::Weekday(_))
    }

    /// The day of a month or the hour, which stands as a bare number where the other side's date is not read as one.
    pub(super) fn is_bare(&self, amount: f64) -> bool {
        match self.what {
            What::Date(StatedDate { year: None, day: Some(day), .. }) => f64::from(day) == amount,
            What::Time(time, _) => {
                let hours = [time.hour, time.hour % 12, time.hour + 12];
                time.minute == 0 && hours.iter().any(|hour| f64::from(*hour) == amount)
            }
            _ => false,
        }
    }

    fn agrees(&self, other: &Moment) -> bool {
        match (self.what, other.what) {
            (What::Date(a), What::Date(b)) => same_date(a, b),
            (What::Days(from, to, _), What::Days(first, last, _)) => from <= last && first <= to,
            (What::Days(from, to, _), What::Date(date)) | (What::Date(date), What::Days(from, to, _)) => {
                date.days().is_some_and(|(first, last)| from <= last && first <= to)
            }
            (What::Time(a, doubt), What::Time(b, unsure)) => same_time(a, b, doubt || unsure),
            (What::Weekday(a), What::Weekday(b)) => a == b,
            _ => false,
        }
    }
}

/// The moments of dates found.
pub(super) fn moments(dates: &[DateFound]) -> Vec<Moment> {
    dates.iter().flat_map(of_date).collect()
}

fn of_date(found: &DateFound) -> Vec<Moment> {
    let half = found.ambiguity.contains(&Ambiguity::HalfDayUnknown);
    let whats = match found.value {
        DateValue::Date { date, weekday } => {
            vec![Some(What::Date(date)), weekday.map(What::Weekday)]
        }
        DateValue::Interval { first, last } => vec![Some(What::Date(first)), Some(What::Date(last))],
        DateValue::Season { .. } | DateValue::Decades { .. } => {
            vec![found.value.days().map(|(first, last)| What::Days(first, last, found.value))]
        }
        DateValue::Impossible(date) => vec![Some(What::Date(date))],
        DateValue::Time(time) => vec![Some(What::Time(time, half))],
        DateValue::Times(first, last) => vec![Some(What::Time(first, half)), Some(What::Time(last, half))],
        DateValue::Weekday(day) => vec![Some(What::Weekday(day))],
    };
    whats.into_iter().flatten().map(|what| Moment { span: found.span, what }).collect()
}

/// The moment a bare number names, if it can be a year.
pub(super) fn of_number(fact: &Fact) -> Option<Moment> {
    let year = year(fact)?;
    let calendar = match year {
        year if SOLAR_YEARS.contains(&year) => Calendar::Solar,
        year if GREGORIAN_YEARS.contains(&year) => Calendar::Gregorian,
        _ => return None,
    };
    let date = StatedDate { calendar, year: Some(year), month: None, day: None };
    Some(Moment { span: fact.span, what: What::Date(date) })
}

/// Takes the moments out that agree with one of the other side; of a long text, none is judged.
pub(super) fn pair_off(here: &mut Vec<Moment>, there: &mut Vec<Moment>) {
    if here.len() > MOST || there.len() > MOST {
        here.clear();
        there.clear();
        return;
    }
    here.retain(|one| match there.iter().position(|other| one.agrees(other)) {
        Some(at) => {
            there.remove(at);
            false
        }
        None => true,
    });
}

/// Whether two dates can be one, as far as both are stated.
fn same_date(a: StatedDate, b: StatedDate) -> bool {
    if a.calendar == b.calendar {
        return fits(a.year, b.year) && fits(a.month, b.month) && fits(a.day, b.day);
    }
    match (a.year, b.year) {
        (Some(_), Some(_)) => {
            let doubt =
                if a.calendar == Calendar::Lunar || b.calendar == Calendar::Lunar { LUNAR_DOUBT } else { 0 };
            overlap(a, b, doubt)
        }
        (Some(year), None) => (year - 1..=year + 1).any(|near| with_year_near(b, near, a)),
        (None, Some(year)) => (year - 1..=year + 1).any(|near| with_year_near(a, near, b)),
        // A month of one calendar lies in two of the other, always the same two.
        (None, None) => YEARS_TRIED.into_iter().any(|year| {
            let in_year = StatedDate { year: Some(in_calendar(year, a.calendar)), ..a };
            (-1..=1).any(|by| {
                overlap(in_year, StatedDate { year: Some(in_calendar(year, b.calendar) + by), ..b }, 0)
            })
        }),
    }
}

/// Whether a date without a year overlaps a full one when it is given a year; `year` counts as the full one's does.
fn with_year_near(date: StatedDate, year: i32, full: StatedDate) -> bool {
    let solar = match full.calendar {
        Calendar::Solar => year,
        Calendar::Gregorian => year - SOLAR_BEGAN,
        Calendar::Lunar => return true,
    };
    overlap(StatedDate { year: Some(in_calendar(solar, date.calendar)), ..date }, full, 0)
}

/// Gregorian year in which year 0 of the Solar calendar began.
const SOLAR_BEGAN: i32 = 621;

/// The year of a calendar in which a Solar year begins, nearly.
fn in_calendar(solar: i32, calendar: Calendar) -> i32 {
    match calendar {
        Calendar::Solar => solar,
        Calendar::Gregorian => solar + SOLAR_BEGAN,
        // 33 Solar years are 34 lunar ones; both count from the same year.
        Calendar::Lunar => solar + solar / 32,
    }
}

fn fits<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

fn overlap(a: StatedDate, b: StatedDate, doubt: i32) -> bool {
    let (Some((from, to)), Some((first, last))) = (a.days(), b.days()) else { return false };
    from.0 <= last.0 + doubt && first.0 <= to.0 + doubt
}

fn same_time(a: TimeOfDay, b: TimeOfDay, doubt: bool) -> bool {
    let hours = if doubt { 12 } else { 24 };
    a.minute == b.minute && a.hour % hours == b.hour % hours
}
