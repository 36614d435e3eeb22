//! A date written as another one was: the same calendars, the same order, the same signs.

use super::calendar::Calendar;
use super::dates;
use super::lexicon::{Lexicon, Sense, Tongue, written};
use super::value::{DateValue, StatedDate, TimeOfDay};
use crate::lang::Lang;

/// The expression `text`, which says `old`, with what says `new`; nothing where a part of it is not understood.
pub(crate) fn rewrite(text: &str, old: &DateValue, new: &DateValue, lang: &Lang) -> Option<String> {
    let (from, to) = (Parts::of(old)?, Parts::of(new)?);
    if !from.is_like(&to) {
        return None;
    }
    let writer = Writer { tongue: Tongue::of(lang), from, to };
    let mut texts = vec![String::new()];
    for (at, piece) in pieces(text) {
        let options = writer.options(piece, text.get(..at)?, text.get(at + piece.len()..)?);
        if options.is_empty() || texts.len() * options.len() > MOST_READINGS {
            return None;
        }
        texts =
            texts.iter().flat_map(|begun| options.iter().map(move |next| format!("{begun}{next}"))).collect();
    }
    // A number can be the day of either calendar: what is right is read back as the new date, and as nothing but it.
    let wanted = new.to_string();
    let length = |text: &str| text.chars().count();
    let is_read = |text: &String| {
        let found = dates(text, lang);
        matches!(found.as_slice(), [one] if one.to_string() == wanted && one.span.len() == length(text))
    };
    let mut right: Vec<String> =
        texts.into_iter().filter(|text| has_right_suffixes(text) && is_read(text)).collect();
    right.sort();
    right.dedup();
    (right.len() == 1).then(|| right.pop())?
}

/// Combinations of what the pieces of one date can mean: a date in two calendars has at most six that are doubtful.
const MOST_READINGS: usize = 256;

/// What a date is made of, in the calendars it can be written in.
#[derive(Debug, Clone, Default, PartialEq)]
struct Parts {
    /// As stated, then the first and the last day in the Gregorian calendar.
    dates: Vec<StatedDate>,
    weekday: Option<u8>,
    time: Option<TimeOfDay>,
}

impl Parts {
    fn of(value: &DateValue) -> Option<Parts> {
        match *value {
            DateValue::Date { date, weekday } => {
                let mut dates = vec![date];
                if let Some((first, last)) = date.days().filter(|_| date.calendar != Calendar::Lunar) {
                    for day in [first, last] {
                        let (year, month, day) = day.in_calendar(Calendar::Gregorian)?;
                        let (year, month, day) = (Some(year), Some(month), Some(day));
                        dates.push(StatedDate { calendar: Calendar::Gregorian, year, month, day });
                    }
                }
                Some(Parts { dates, weekday, time: None })
            }
            DateValue::Time(time) if time.is_possible() => {
                Some(Parts { time: Some(time), ..Parts::default() })
            }
            DateValue::Weekday(day) => Some(Parts { weekday: Some(day), ..Parts::default() }),
            _ => None,
        }
    }

    fn is_like(&self, other: &Parts) -> bool {
        let shape = |parts: &Parts| {
            let stated = parts
                .dates
                .first()
                .map(|d| (d.calendar, d.year.is_some(), d.month.is_some(), d.day.is_some()));
            (stated, parts.dates.len(), parts.weekday.is_some(), parts.time.is_some())
        };
        shape(self) == shape(other)
    }
}

struct Writer {
    tongue: Tongue,
    from: Parts,
    to: Parts,
}

impl Writer {
    /// What may stand for a piece of the old expression.
    fn options(&self, piece: &str, before: &str, behind: &str) -> Vec<String> {
        let mut options = match piece.chars().next() {
            Some(c) if c.is_ascii_digit() => self.numbers(piece, behind),
            Some(c) if c.is_alphabetic() => self.words(piece, before),
            _ => vec![piece.to_owned()],
        };
        options.sort();
        options.dedup();
        options
    }

    fn numbers(&self, piece: &str, behind: &str) -> Vec<String> {
        let Ok(value) = piece.parse::<i32>() else { return Vec::new() };
        let two_figures = piece.len() == 2;
        let padded = |number: i32| match piece.starts_with('0') || two_figures && value < 10 {
            true => format!("{number:02}"),
            false => number.to_string(),
        };
        let mut options = Vec::new();
        for (from, to) in self.from.dates.iter().zip(&self.to.dates) {
            if let (Some(old), Some(new)) = (from.year, to.year) {
                if old == value {
                    options.push(new.to_string());
                }
                // 2022/23
                if two_figures && old % 100 == value {
                    options.push(format!("{:02}", new % 100));
                }
            }
            let small = [(from.month, to.month, false), (from.day, to.day, true)];
            for (old, new, is_day) in small {
                if let (Some(old), Some(new)) = (old, new)
                    && i32::from(old) == value
                {
                    options.push(self.with_suffix(&padded(i32::from(new)), new, is_day, behind));
                }
            }
        }
        if let (Some(from), Some(to)) = (self.from.time, self.to.time) {
            let hours = [(from.hour, to.hour), (from.hour % 12, to.hour % 12), (from.minute, to.minute)];
            // Noon and midnight are twelve on a clock of twelve.
            let twelve = |hour: u8| if hour == 0 { 12 } else { hour };
            let clock = (twelve(from.hour % 12), twelve(to.hour % 12));
            let fits = hours.into_iter().chain([clock]).filter(|(old, _)| i32::from(*old) == value);
            let is_padded = two_figures && self.from.time.is_some_and(|t| i32::from(t.minute) == value);
            options.extend(fits.map(|(_, new)| match is_padded {
                true => format!("{new:02}"),
                false => padded(i32::from(new)),
            }));
        }
        options
    }

    /// 1er becomes 2, 1st becomes 2nd; the letters behind follow as a piece of their own.
    fn with_suffix(&self, number: &str, day: u8, is_day: bool, behind: &str) -> String {
        let first_of_french =
            self.tongue == Tongue::French && is_day && day == 1 && !behind.starts_with("er");
        if first_of_french { format!("{number}er") } else { number.to_owned() }
    }

    fn words(&self, piece: &str, before: &str) -> Vec<String> {
        let lower = piece.to_lowercase();
        let glued = before.ends_with(|c: char| c.is_ascii_digit());
        if glued && matches!(lower.as_str(), "st" | "nd" | "rd" | "th" | "er") {
            return self.suffixes(&lower);
        }
        let senses = Lexicon::get(self.tongue).senses(&lower);
        let mut options = Vec::new();
        for sense in senses {
            match *sense {
                Sense::Month(month) => {
                    let months = self.from.dates.iter().zip(&self.to.dates);
                    let fits = months.filter(|(from, _)| {
                        from.calendar == month.calendar && from.month == Some(month.number)
                    });
                    options.extend(
                        fits.filter_map(|(_, to)| self.month(piece, month.calendar, month.number, to.month?)),
                    );
                }
                Sense::Weekday(day) if self.from.weekday == Some(day) => {
                    options.extend(self.to.weekday.and_then(|new| self.renamed(piece, "weekday", day, new)));
                }
                _ => {}
            }
        }
        let names = senses.iter().any(|s| matches!(s, Sense::Month(_) | Sense::Weekday(_)));
        if options.is_empty() && !names {
            options.push(piece.to_owned());
        }
        options
    }

    fn suffixes(&self, old: &str) -> Vec<String> {
        let Some(day) = self.to.dates.iter().filter_map(|date| date.day).next() else { return Vec::new() };
        if self.tongue == Tongue::French {
            return vec![if day == 1 { old.to_owned() } else { String::new() }];
        }
        let days: Vec<u8> = self.to.dates.iter().filter_map(|date| date.day).collect();
        days.into_iter().map(|day| english_suffix(day).to_owned()).collect()
    }

    fn month(&self, piece: &str, calendar: Calendar, old: u8, new: u8) -> Option<String> {
        let sense = match calendar {
            Calendar::Solar => "solar",
            Calendar::Gregorian => "gregorian",
            Calendar::Lunar => "lunar",
        };
        self.renamed(piece, sense, old, new)
    }

    /// Another word of the same kind, where the old one is the word that is usually written.
    fn renamed(&self, piece: &str, sense: &str, old: u8, new: u8) -> Option<String> {
        if old == new {
            return Some(piece.to_owned());
        }
        let usual = written(self.tongue, sense, old);
        (usual == piece).then(|| written(self.tongue, sense, new).to_owned())
    }
}

/// Whether no 21th stands there.
fn has_right_suffixes(text: &str) -> bool {
    pieces(text).windows(2).all(|two| match two {
        [(_, number), (_, "st" | "nd" | "rd" | "th")] => {
            number.parse().is_ok_and(|day| two.iter().any(|(_, piece)| *piece == english_suffix(day)))
        }
        _ => true,
    })
}

fn english_suffix(day: u8) -> &'static str {
    match (day / 10, day % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// Runs of digits, of letters, and what stands between, each with its byte offset.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut found = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if last.is_some_and(|last| last != kind(c)) {
            found.extend(text.get(start..at).map(|piece| (start, piece)));
            start = at;
        }
        last = Some(kind(c));
    }
    found.extend(text.get(start..).filter(|rest| !rest.is_empty()).map(|piece| (start, piece)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, old: &str, new: &str, lang: &str) -> Option<String> {
        let value = |text: &str| dates(text, &Lang::persian()).first().map(|found| found.value);
        rewrite(text, &value(old)?, &value(new)?, &Lang::parse(lang).unwrap())
    }

    #[test]
    fn the_new_date_is_written_as_the_old_one_was() {
        for (text, old, new, lang, expected) in [
            (
                "11 September 2021 (20 Shahrivar 1400)",
                "۲۰ شهریور ۱۴۰۰",
                "۱ آبان ۱۴۰۰",
                "en",
                "23 October 2021 (1 Aban 1400)",
            ),
            ("September 11, 2021", "۲۰ شهریور ۱۴۰۰", "۲۱ شهریور ۱۴۰۰", "en", "September 12, 2021"),
            ("11th September 2021", "۲۰ شهریور ۱۴۰۰", "۳۰ شهریور ۱۴۰۰", "en", "21st September 2021"),
            ("2021-09-11", "۲۰ شهریور ۱۴۰۰", "۱ مهر ۱۴۰۰", "en", "2021-09-23"),
            ("11. September 2021", "۲۰ شهریور ۱۴۰۰", "۱ دی ۱۴۰۰", "de", "22. Dezember 2021"),
            ("11.9.2021", "۲۰ شهریور ۱۴۰۰", "۱ دی ۱۴۰۰", "de", "22.12.2021"),
            ("11 septembre 2021", "۲۰ شهریور ۱۴۰۰", "۱۰ شهریور ۱۴۰۰", "fr", "1er septembre 2021"),
            ("1er mai 2024", "۱۲ اردیبهشت ۱۴۰۳", "۱۳ اردیبهشت ۱۴۰۳", "fr", "2 mai 2024"),
            ("11 september 2021", "۲۰ شهریور ۱۴۰۰", "۱ آذر ۱۴۰۰", "sv", "22 november 2021"),
            ("1401 (2022/23)", "سال ۱۴۰۱", "سال ۱۳۹۹", "en", "1399 (2020/21)"),
            ("10 a.m", "ساعت ۱۰ صبح", "ساعت ۹ صبح", "en", "9 a.m"),
            ("10:30", "ساعت ۱۰:۳۰", "ساعت ۹:۰۵", "en", "9:05"),
            ("Saturday", "شنبه", "سه شنبه", "en", "Tuesday"),
        ] {
            assert_eq!(seen(text, old, new, lang).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_not_written() {
        for (text, old, new) in [
            ("11 Sept. 2021", "۲۰ شهریور ۱۴۰۰", "۱ دی ۱۴۰۰"),
            ("11 September 2021", "۲۰ شهریور ۱۴۰۰", "مهر ۱۴۰۰"),
            ("in the 1990s", "دهه ۷۰", "دهه ۸۰"),
            ("10 a.m.", "ساعت ۱۰ صبح", "ساعت ۵ عصر"),
        ] {
            assert_eq!(seen(text, old, new, "en"), None, "{text}");
        }
    }
}
