//! Dates in the languages translated into.

use super::calendar::Calendar;
use super::lexicon::{Tongue, written};
use super::others::SOLAR_OFFSET;
use super::value::{DateValue, StatedDate, TimeOfDay};
use crate::lang::Lang;

/// Solar years whose new year falls on 20 or 21 March, as in all our texts without a year (1375 to 1420).
const YEARS_NOW: std::ops::RangeInclusive<i32> = 1375..=1420;

/// Writes a value in English, German, French or Swedish; nothing for other languages.
///
/// A Solar date is given in both calendars, one without a year with the days it can fall on; [`super::dates`] reads
/// all of it back as one value.
pub fn render(value: &DateValue, lang: &Lang) -> Option<String> {
    let tongue = Tongue::of(lang);
    if matches!(tongue, Tongue::Persian | Tongue::Other) {
        return None;
    }
    Some(Writer { tongue }.value(value))
}

/// Gregorian months and days that a Solar date without a year can fall on, in order.
pub(super) fn falls_on(date: StatedDate) -> Vec<(u8, u8)> {
    let mut found = Vec::new();
    for year in YEARS_NOW {
        let year = Some(year);
        for (_, month, day) in ends(StatedDate { year, ..date }).into_iter().flatten() {
            found.push((month, day));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// First and last day in the Gregorian calendar.
fn ends(date: StatedDate) -> Option<[(i32, u8, u8); 2]> {
    let possible = date.is_possible().then(|| date.days()).flatten()?;
    Some([possible.0.in_calendar(Calendar::Gregorian)?, possible.1.in_calendar(Calendar::Gregorian)?])
}

struct Writer {
    tongue: Tongue,
}

impl Writer {
    fn value(&self, value: &DateValue) -> String {
        match *value {
            DateValue::Date { date, weekday } => {
                self.with_weekday(weekday.filter(|day| is_right(date, *day)), self.date(date))
            }
            DateValue::Interval { first, last } => self.interval(first, last),
            DateValue::Season { calendar, year, season } => self.season(calendar, year, season),
            DateValue::Decades { calendar, first, last } => self.decades(calendar, first, last),
            DateValue::Impossible(date) => {
                let none =
                    self.choose(["no such day", "kein solcher Tag", "jour inexistant", "ingen sådan dag"]);
                format!("{} ({none})", self.plain(date))
            }
            DateValue::Time(time) if !time.is_possible() => {
                let none = self.choose([
                    "no such time",
                    "keine solche Uhrzeit",
                    "heure inexistante",
                    "ingen sådan tid",
                ]);
                format!("{} ({none})", self.time(time))
            }
            DateValue::Time(time) => self.time(time),
            DateValue::Times(first, last) => self.times(first, last),
            DateValue::Weekday(day) => written(self.tongue, "weekday", day).to_owned(),
        }
    }

    fn choose(&self, words: [&'static str; 4]) -> &'static str {
        let [english, german, french, swedish] = words;
        match self.tongue {
            Tongue::German => german,
            Tongue::French => french,
            Tongue::Swedish => swedish,
            _ => english,
        }
    }

    fn with_weekday(&self, weekday: Option<u8>, date: String) -> String {
        let Some(day) = weekday else { return date };
        let comma = self.choose([", ", ", ", " ", " "]);
        format!("{}{comma}{date}", written(self.tongue, "weekday", day))
    }

    fn month(&self, calendar: Calendar, month: u8) -> &'static str {
        let sense = match calendar {
            Calendar::Solar => "solar",
            Calendar::Gregorian => "gregorian",
            Calendar::Lunar => "lunar",
        };
        written(self.tongue, sense, month)
    }

    fn day(&self, day: u8) -> String {
        match (self.tongue, day) {
            (Tongue::German, _) => format!("{day}."),
            (Tongue::French, 1) => "1er".to_owned(),
            _ => day.to_string(),
        }
    }

    /// In its own calendar only, as far as it is stated.
    fn plain(&self, date: StatedDate) -> String {
        // A month that has no name stays in figures.
        if let StatedDate { year: Some(year), month: Some(month @ (0 | 13..)), day: Some(day), .. } = date {
            return format!("{year}/{month:02}/{day:02}");
        }
        let day = date.day.map(|day| self.day(day));
        let month = date.month.map(|month| self.month(date.calendar, month).to_owned());
        let era = (date.calendar == Calendar::Lunar && date.year.is_some()).then(|| "AH".to_owned());
        let parts = [day, month, date.year.map(|year| year.to_string()), era];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn date(&self, date: StatedDate) -> String {
        let plain = self.plain(date);
        match (date.calendar, ends(date)) {
            (Calendar::Solar, Some([first, last])) => match (date.month, date.day) {
                (_, Some(_)) => format!("{} ({plain})", self.gregorian(first)),
                (Some(_), None) => format!("{plain} ({})", self.gregorians(first, last)),
                (None, None) => format!("{} ({plain})", split_year(first.0)),
            },
            (Calendar::Solar, None) => format!("{plain} ({})", self.falls(date)),
            _ => plain,
        }
    }

    /// The days that a date without a year can fall on.
    fn falls(&self, date: StatedDate) -> String {
        let found = falls_on(date);
        if date.day.is_none() {
            let mut months: Vec<_> = found.into_iter().map(|(month, _)| month).collect();
            // Dey begins in December and ends in January.
            months.dedup();
            if months == [1, 12] {
                months.reverse();
            }
            let names: Vec<_> = months.into_iter().map(|m| self.month(Calendar::Gregorian, m)).collect();
            return names.join("/");
        }
        let days = found.into_iter().map(|(month, day)| self.plain(gregorian_date(None, month, day)));
        let days: Vec<String> = days.collect();
        let or = self.choose([" or ", " oder ", " ou ", " eller "]);
        let depending = match self.tongue {
            Tongue::German => ", je nach Jahr",
            Tongue::French => ", selon l'année",
            Tongue::Swedish => ", beroende på år",
            _ => ", depending on the year",
        };
        format!("{}{}", days.join(or), if days.len() > 1 { depending } else { "" })
    }

    fn gregorian(&self, (year, month, day): (i32, u8, u8)) -> String {
        self.plain(gregorian_date(Some(year), month, day))
    }

    fn gregorians(&self, first: (i32, u8, u8), last: (i32, u8, u8)) -> String {
        let date = |(year, month, day)| gregorian_date(Some(year), month, day);
        self.plain_interval(date(first), date(last))
    }

    fn interval(&self, first: StatedDate, last: StatedDate) -> String {
        let plain = self.plain_interval(first, last);
        let (Calendar::Solar, Some([from, _]), Some([begin, to])) = (first.calendar, ends(first), ends(last))
        else {
            return plain;
        };
        match (first.month, first.day) {
            (_, Some(_)) => format!("{} ({plain})", self.gregorians(from, to)),
            (Some(_), None) => format!("{plain} ({})", self.gregorians(from, to)),
            (None, None) => format!("{}–{} ({plain})", split_year(from.0), split_year(begin.0)),
        }
    }

    /// What both ends share is written once, at the end.
    fn plain_interval(&self, first: StatedDate, last: StatedDate) -> String {
        let mut from = first;
        if from.year == last.year {
            from.year = None;
            if from.month == last.month && from.day.is_some() {
                from.month = None;
            }
        }
        let short = from.month.is_none();
        let dash = if short { "–" } else { " – " };
        format!("{}{dash}{}", self.plain(from), self.plain(last))
    }

    fn season(&self, calendar: Calendar, year: i32, season: u8) -> String {
        let name = written(self.tongue, "season", season);
        let begins = year + SOLAR_OFFSET;
        let gregorian = if season == 4 { split_year(begins) } else { begins.to_string() };
        match calendar {
            Calendar::Solar => format!("{name} {gregorian} ({name} {year})"),
            _ => format!("{name} {gregorian}"),
        }
    }

    fn decades(&self, calendar: Calendar, first: i32, last: i32) -> String {
        let own = self.decade_names(first, last);
        let article = self.choose(["the ", "die ", "les années ", ""]);
        let inner = self.choose(["the ", "", "les années ", ""]);
        match calendar {
            Calendar::Solar => {
                let gap = SOLAR_OFFSET - 1;
                format!("{article}{own} ({inner}{})", self.decade_names(first + gap, last + gap))
            }
            _ => format!("{article}{own}"),
        }
    }

    fn decade_names(&self, first: i32, last: i32) -> String {
        let link = if last == first + 10 { self.choose([" and ", " und ", " et ", " och "]) } else { "–" };
        let (middle, one, more) = match self.tongue {
            Tongue::German => ("er-", "er-Jahre", "er-Jahre"),
            Tongue::French => ("", "", ""),
            Tongue::Swedish => ("-", "-talet", "-talen"),
            _ => ("s", "s", "s"),
        };
        // A hyphen and a dash would stand together.
        let middle = if link == "–" { middle.trim_end_matches('-') } else { middle };
        if first == last { format!("{first}{one}") } else { format!("{first}{middle}{link}{last}{more}") }
    }

    fn time(&self, time: TimeOfDay) -> String {
        let figures = self.figures(time);
        match self.tongue {
            Tongue::German => format!("{figures} Uhr"),
            Tongue::Swedish => format!("kl. {figures}"),
            _ => figures,
        }
    }

    fn times(&self, first: TimeOfDay, last: TimeOfDay) -> String {
        let (from, to) = (self.figures(first), self.figures(last));
        match self.tongue {
            Tongue::German => format!("{from}–{to} Uhr"),
            Tongue::French => format!("{from} – {to}"),
            Tongue::Swedish => format!("kl. {from}–{to}"),
            _ => format!("{from}–{to}"),
        }
    }

    fn figures(&self, TimeOfDay { hour, minute }: TimeOfDay) -> String {
        let sign = self.choose([":", ":", " h ", "."]);
        format!("{hour:02}{sign}{minute:02}")
    }
}

/// Whether a date falls on a day of the week; a lunar one or one without a year may.
fn is_right(date: StatedDate, weekday: u8) -> bool {
    date.calendar == Calendar::Lunar || date.days().is_none_or(|(day, _)| day.weekday() == weekday)
}

fn gregorian_date(year: Option<i32>, month: u8, day: u8) -> StatedDate {
    StatedDate { calendar: Calendar::Gregorian, year, month: Some(month), day: Some(day) }
}

/// The Gregorian years of a Solar one.
fn split_year(begins: i32) -> String {
    format!("{begins}/{:02}", (begins + 1) % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solar_day_without_a_year_falls_on_two_days_or_on_three_around_29_february() {
        for month in 1..=12 {
            for day in 1..=super::super::calendar::longest_month(Calendar::Solar, month) {
                let date =
                    StatedDate { calendar: Calendar::Solar, year: None, month: Some(month), day: Some(day) };
                assert!(
                    (1..=if month == 12 { 3 } else { 2 }).contains(&falls_on(date).len()),
                    "{month}-{day}"
                );
            }
        }
    }
}
