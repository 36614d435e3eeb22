//! Three calendars by hand: days counted through, years, months and days of each.
//!
//! Solar Hijri by the 33-year arithmetic (leap when `(25 · year + 11) mod 33 < 8`), which gives the calendar in force
//! for 1178 to 1633; used here for [`SOLAR_YEARS`], where a test holds every day against `icu_calendar`. Gregorian
//! proleptic (ISO 8601-1:2019, 4.2.1). Lunar Hijri by the tabular civil arithmetic (30-year cycle): real months begin
//! with the sighted moon, so a civil day made of a lunar one is approximate, a day or two off.

/// Years of the Solar Hijri calendar that are converted: from the Qajar press to a century ahead of now.
pub const SOLAR_YEARS: std::ops::RangeInclusive<i32> = 1250..=1500;

/// Gregorian years taken for the years of dates: those of the Solar years and some to spare for history.
pub const GREGORIAN_YEARS: std::ops::RangeInclusive<i32> = 1600..=2199;

/// Lunar years of the same time.
pub const LUNAR_YEARS: std::ops::RangeInclusive<i32> = 1200..=1545;

/// A calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Calendar {
    /// Iran's and Afghanistan's civil calendar.
    Solar,
    /// The international one.
    Gregorian,
    /// The religious one.
    Lunar,
}

/// Days counted from 1 January of year 1, Gregorian, which is day 1 (Rata Die).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilDay(pub i32);

impl CivilDay {
    /// Day of the week by ISO 8601: 1 is Monday, 7 Sunday.
    pub fn weekday(self) -> u8 {
        // The remainder is below 7.
        u8::try_from((self.0 - 1).rem_euclid(7)).unwrap_or(0) + 1
    }

    /// Year, month and day; nothing outside the calendar's years.
    pub fn in_calendar(self, calendar: Calendar) -> Option<(i32, u8, u8)> {
        let guess = match calendar {
            Calendar::Gregorian => self.0 / 366 + 1,
            Calendar::Solar => (self.0 - SOLAR_EPOCH) / 366 + 1,
            Calendar::Lunar => (self.0 - LUNAR_EPOCH) / 355 + 1,
        };
        // The guess divides by the longest year: it is early, by less than a year for every 366 years.
        let year = (guess..guess + 8).take_while(|year| first_of_year(calendar, *year) <= self.0).last()?;
        let mut rest = self.0 - first_of_year(calendar, year);
        for month in 1..=12 {
            let length = i32::from(month_length(calendar, year, month));
            if rest < length {
                let day = u8::try_from(rest + 1).ok()?;
                return civil_day(calendar, year, month, day).map(|_| (year, month, day));
            }
            rest -= length;
        }
        None
    }
}

/// The day that a date names; nothing for a date that its calendar does not have, or a year out of reach.
pub fn civil_day(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<CivilDay> {
    let years = match calendar {
        Calendar::Solar => SOLAR_YEARS,
        Calendar::Gregorian => GREGORIAN_YEARS,
        Calendar::Lunar => LUNAR_YEARS,
    };
    if !years.contains(&year)
        || !(1..=12).contains(&month)
        || day == 0
        || day > month_length(calendar, year, month)
    {
        return None;
    }
    let months: i32 = (1..month).map(|m| i32::from(month_length(calendar, year, m))).sum();
    Some(CivilDay(first_of_year(calendar, year) + months + i32::from(day) - 1))
}

/// How many days a month has.
pub fn month_length(calendar: Calendar, year: i32, month: u8) -> u8 {
    let leap = is_leap(calendar, year);
    match (calendar, month) {
        (Calendar::Solar, 1..=6) => 31,
        (Calendar::Solar, 7..=11) => 30,
        (Calendar::Solar, _) => 29 + u8::from(leap),
        (Calendar::Gregorian, 2) => 28 + u8::from(leap),
        (Calendar::Gregorian, 4 | 6 | 9 | 11) => 30,
        (Calendar::Gregorian, _) => 31,
        (Calendar::Lunar, 12) => 29 + u8::from(leap),
        (Calendar::Lunar, _) => 29 + month % 2,
    }
}

/// How many days a month has in the longest year.
pub fn longest_month(calendar: Calendar, month: u8) -> u8 {
    match calendar {
        // A leap year each; sighted lunar months may have 30 days whatever the table says.
        Calendar::Solar => month_length(calendar, 1399, month),
        Calendar::Gregorian => month_length(calendar, 2020, month),
        Calendar::Lunar => 30,
    }
}

/// Whether a year has a day more.
pub fn is_leap(calendar: Calendar, year: i32) -> bool {
    match calendar {
        Calendar::Solar => (25 * year + 11).rem_euclid(33) < 8,
        Calendar::Gregorian => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0),
        Calendar::Lunar => (11 * year + 14).rem_euclid(30) < 11,
    }
}

/// The day that the 33-year arithmetic counts the first year from, fixed by 1 Farvardin 1400 being 21 March 2021.
const SOLAR_EPOCH: i32 = 226_895;
/// 16 July 622 of the Julian calendar, in days.
const LUNAR_EPOCH: i32 = 227_015;

fn first_of_year(calendar: Calendar, year: i32) -> i32 {
    let before = year - 1;
    match calendar {
        Calendar::Solar => SOLAR_EPOCH + 365 * before + (8 * year + 21).div_euclid(33),
        Calendar::Gregorian => 1 + 365 * before + before / 4 - before / 100 + before / 400,
        Calendar::Lunar => LUNAR_EPOCH + 354 * before + (3 + 11 * year).div_euclid(30),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_calendar::Date;
    use icu_calendar::cal::{Gregorian, Hijri};

    #[test]
    fn every_solar_day_of_the_years_is_the_day_of_icu_calendar_both_ways() {
        let (mut days, mut next) = (0, civil_day(Calendar::Solar, 1250, 1, 1).unwrap().0);
        for year in SOLAR_YEARS {
            for month in 1..=12u8 {
                for day in 1..=31u8 {
                    let ours = civil_day(Calendar::Solar, year, month, day);
                    let theirs = Date::try_new_persian(year, month, day).ok();
                    assert_eq!(ours.is_some(), theirs.is_some(), "{year}-{month}-{day}");
                    let (Some(ours), Some(theirs)) = (ours, theirs) else { continue };
                    assert_eq!(i64::from(ours.0), theirs.to_rata_die().to_i64_date(), "{year}-{month}-{day}");
                    assert_eq!(ours.0, next, "a gap before {year}-{month}-{day}");
                    assert_eq!(ours.in_calendar(Calendar::Solar), Some((year, month, day)));
                    let gregorian = theirs.to_calendar(Gregorian);
                    let civil =
                        (gregorian.era_year().year, gregorian.month().ordinal, gregorian.day_of_month().0);
                    assert_eq!(ours.in_calendar(Calendar::Gregorian), Some(civil));
                    assert_eq!(civil_day(Calendar::Gregorian, civil.0, civil.1, civil.2), Some(ours));
                    assert_eq!(ours.weekday(), theirs.weekday() as u8);
                    (days, next) = (days + 1, next + 1);
                }
            }
            assert_eq!(is_leap(Calendar::Solar, year), Date::try_new_persian(year, 12, 30).is_ok());
        }
        assert_eq!(days, 91_676);
    }

    #[test]
    fn lunar_days_are_those_of_the_tabular_calendar() {
        let calendar = Hijri::new_tabular(
            icu_calendar::cal::hijri::TabularAlgorithmLeapYears::TypeII,
            icu_calendar::cal::hijri::TabularAlgorithmEpoch::Friday,
        );
        for year in [1300, 1357, 1403, 1444, 1445, 1500] {
            for month in 1..=12u8 {
                let ours = civil_day(Calendar::Lunar, year, month, 10).unwrap();
                assert_eq!(ours.in_calendar(Calendar::Lunar), Some((year, month, 10)));
                let theirs = Date::try_new_gregorian(
                    ours.in_calendar(Calendar::Gregorian).unwrap().0,
                    ours.in_calendar(Calendar::Gregorian).unwrap().1,
                    ours.in_calendar(Calendar::Gregorian).unwrap().2,
                );
                let theirs = theirs.unwrap().to_calendar(calendar);
                assert_eq!((theirs.month().ordinal, theirs.day_of_month().0), (month, 10), "{year}-{month}");
            }
        }
    }

    #[test]
    fn days_a_calendar_does_not_have_are_none() {
        assert_eq!(civil_day(Calendar::Solar, 1403, 12, 30).map(|d| d.weekday()), Some(4));
        for (year, month, day) in [(1400, 12, 30), (1400, 7, 31), (1404, 12, 30), (1400, 13, 1), (1400, 1, 0)]
        {
            assert_eq!(civil_day(Calendar::Solar, year, month, day), None);
        }
        assert_eq!(civil_day(Calendar::Gregorian, 2021, 2, 29), None);
        assert_eq!(CivilDay(0).in_calendar(Calendar::Solar), None);
        assert_eq!(CivilDay(i32::MAX / 2).in_calendar(Calendar::Solar), None);
    }
}
