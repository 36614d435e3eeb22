//! What dates and times does a text state?
//!
//! [`dates`] finds them in Persian, English, German, French and Swedish, so that both sides of a pair give equal
//! values; other languages give what stands in figures. The calendars are in [`calendar`], the values and their
//! canonical text in [`value`], the words in `data/date/words.tsv`. A word that is a month and something else (مهر,
//! تیر, دی, می, May) is a date only with evidence: a day, a year, ماه. A year that is missing is never guessed, a date
//! that the calendar does not have is told as impossible and never moved.
//!
//! A bare number behind a noun that has years (انقلاب ۱۳۵۷) is a year; behind any other noun it is one with a doubt, and
//! only where it counts nothing. A place named after a date (میدان ۷ تیر) states none.
//!
//! Not read: durations (۴۰ سال قبل), which are quantities ([`super::number`]), days relative to now (دیروز, امسال), seasons
//! without a year, years in words outside Persian.

mod bare;
pub mod calendar;
mod lexicon;
mod lists;
mod month_part;
mod numeric;
mod others;
mod outside;
mod parts;
mod places;
mod render;
mod rewrite;
mod scan;
mod spans;
mod spoken;
mod time;
pub mod value;

pub use calendar::{Calendar, CivilDay, civil_day};
pub use render::render;
pub(crate) use rewrite::rewrite;
pub use value::{Ambiguity, DateValue, StatedDate, TimeOfDay};

use std::fmt;

use lexicon::{Sense, Tongue};
use parts::{Item, Part, Reader};
use scan::Kind;

use crate::lang::Lang;
use crate::span::{Chars, Span};

/// A date or time in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFound {
    /// Where it stands.
    pub span: Span<Chars>,
    /// What it says.
    pub value: DateValue,
    /// What is doubtful in it.
    pub ambiguity: Vec<Ambiguity>,
}

impl fmt::Display for DateFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// The dates and times of a text, in order, none over another.
///
/// A date given in two calendars, `11 September 2021 (20 Shahrivar 1400)`, is one.
pub fn dates(text: &str, lang: &Lang) -> Vec<DateFound> {
    let tongue = Tongue::of(lang);
    let (folded, atoms) = scan::atoms(text, tongue);
    let reader = Reader { atoms: &atoms, tongue };
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let mut items = reader.items(at);
        at = items.last().map_or(at + 1, |last| last.end.max(at + 1));
        if items.first().is_some_and(|first| reader.names_place(first)) {
            items.clear();
        }
        found.extend(items.into_iter().filter_map(|item| {
            let (first, last) = (atoms.get(item.start)?, atoms.get(item.end.checked_sub(1)?)?);
            let span = folded.source_span(Span::new(first.start, last.end))?;
            Some(DateFound { span, value: item.value, ambiguity: item.ambiguity })
        }));
    }
    found
}

/// A parenthesis that only explains is not longer, in atoms.
const NOTE_LIMIT: usize = 24;

impl Reader<'_> {
    /// What begins at an atom.
    fn items(&self, at: usize) -> Vec<Item> {
        let dull = self.atoms.get(at).is_none_or(|atom| match atom.kind {
            Kind::Number(_) => false,
            _ => atom.senses.is_empty(),
        });
        if dull {
            return Vec::new();
        }
        let mut items = self.weekday_first(at).map_or_else(|| self.plain(at), |item| vec![item]);
        if let Some(last) = items.pop() {
            items.push(self.absorb_note(self.absorb_double(self.weekday_last(last))));
        }
        items.into_iter().map(with_doubts).collect()
    }

    /// What begins here, without a day of the week or a parenthesis.
    fn plain(&self, at: usize) -> Vec<Item> {
        if let Some(items) = self.decades(at) {
            return items;
        }
        if let Some(item) = self.interval(at) {
            return vec![item];
        }
        if let Some(items) = self.list(at) {
            return items;
        }
        let item = self.numeric(at).or_else(|| self.month_part(at)).or_else(|| self.single(at));
        let item =
            item.or_else(|| self.time(at)).or_else(|| self.spoken(at)).or_else(|| self.time_outside(at));
        let item = item.or_else(|| self.season(at)).or_else(|| self.year_alone(at));
        item.or_else(|| self.bare_year(at)).or_else(|| self.weekday_alone(at)).into_iter().collect()
    }

    /// A date in words.
    fn single(&self, at: usize) -> Option<Item> {
        let part = self.year_month_day(at).or_else(|| self.day_month(at)).or_else(|| self.month_day(at));
        let part = part.or_else(|| self.day_outside(at)).or_else(|| self.named_day(at));
        let part = part.or_else(|| self.month_year(at).filter(|part| self.month_stands(at, part)))?;
        Some(self.dated(&part, at))
    }

    /// The item of a date in words.
    fn dated(&self, part: &Part, start: usize) -> Item {
        let date = part.date();
        let value = if date.is_possible() {
            DateValue::Date { date, weekday: None }
        } else {
            DateValue::Impossible(date)
        };
        Item { value, ambiguity: others::century(part.century_added()), start, end: part.end }
    }

    fn weekday(&self, at: usize) -> Option<u8> {
        self.find(at, |sense| match sense {
            Sense::Weekday(day) => Some(*day),
            _ => None,
        })
    }

    fn weekday_alone(&self, at: usize) -> Option<Item> {
        let day = self.weekday(at)?;
        let plural = self.atoms.get(at + 1).is_some_and(|next| next.glued);
        let name = self.is_capital(at) || !matches!(self.tongue, Tongue::English | Tongue::German);
        let value = DateValue::Weekday(day);
        (!plural && name).then(|| Item { value, ambiguity: Vec::new(), start: at, end: at + 1 })
    }

    /// شنبه، ۲۰ شهریور.
    fn weekday_first(&self, at: usize) -> Option<Item> {
        let weekday = self.weekday(at)?;
        let comma = self.skip_mark(at + 1, ',');
        let day_at = self.skip_mark(self.skip_articles(comma), ',');
        let item = self.numeric(day_at).or_else(|| self.single(day_at))?;
        let item = with_weekday(item, weekday)?;
        Some(Item { start: at, ..item })
    }

    /// ۲۰ شهریور (شنبه), ۲۰ شهریور، شنبه.
    fn weekday_last(&self, item: Item) -> Item {
        let (open, end) = (self.mark(item.end), item.end);
        let Some(weekday) = matches!(open, Some('(' | ',')).then(|| self.weekday(end + 1)).flatten() else {
            return item;
        };
        let closed =
            if open == Some('(') { self.mark(end + 2) == Some(')') } else { !self.begins_date(end + 2) };
        let after = end + 2 + usize::from(open == Some('('));
        let with = closed.then(|| with_weekday(item.clone(), weekday)).flatten();
        with.map_or(item, |with| Item { end: after, ..with })
    }

    fn begins_date(&self, at: usize) -> bool {
        self.number(self.skip_articles(self.skip_mark(at, ','))).is_some()
    }

    /// Takes in the same date in another calendar, in parentheses.
    fn absorb_double(&self, item: Item) -> Item {
        if self.mark(item.end) != Some('(') {
            return item;
        }
        let at = item.end + 1;
        let weekday = self.weekday_first(at);
        let inner = weekday.or_else(|| self.plain(self.skip_articles(at)).pop()).or_else(|| {
            let (year, end) = self.year_number(at, true)?;
            let date =
                StatedDate { calendar: year.calendar, year: Some(year.number), month: None, day: None };
            Some(Item {
                value: DateValue::Date { date, weekday: None },
                ambiguity: Vec::new(),
                start: at,
                end,
            })
        });
        match inner
            .filter(|inner| self.mark(inner.end) == Some(')'))
            .and_then(|inner| Some((same(&item, &inner)?, inner)))
        {
            Some((value, inner)) => Item { value, end: inner.end + 1, ..item },
            None => item,
        }
    }

    /// Takes in what a rendering adds: both Gregorian days, or that there is no such day.
    fn absorb_note(&self, item: Item) -> Item {
        let explained = match item.value {
            DateValue::Date { date, .. } => date.calendar == Calendar::Solar && date.year.is_none(),
            DateValue::Impossible(_) => true,
            DateValue::Time(time) => !time.is_possible(),
            _ => false,
        };
        if !explained || self.mark(item.end) != Some('(') {
            return item;
        }
        let inside = item.end + 1..item.end + NOTE_LIMIT;
        let Some(close) = inside.clone().find(|at| self.mark(*at) == Some(')')) else { return item };
        let dull = (inside.start..close).all(|at| self.is_note(at));
        let about = match item.value {
            DateValue::Date { date, .. } => self.names_day_of(inside.start, date),
            _ => self.has(inside.start, Sense::Note),
        };
        if dull && about { Item { end: close + 1, ..item } } else { item }
    }

    fn is_note(&self, at: usize) -> bool {
        match self.atoms.get(at).map(|atom| atom.kind) {
            Some(Kind::Number(number)) => number.figures <= 2,
            Some(Kind::Mark(mark)) => matches!(mark, ',' | '/' | '\'' | '.'),
            Some(Kind::Word { .. }) => self.has(at, Sense::Note) || self.month(at).is_some(),
            None => false,
        }
    }

    /// Whether a Gregorian day or month stands here that a Solar date without a year can fall on.
    fn names_day_of(&self, at: usize, date: StatedDate) -> bool {
        let day = self.day(at);
        let Some((month, _)) = self.month(day.map_or(at, |(.., end)| end)) else { return false };
        month.calendar == Calendar::Gregorian
            && render::falls_on(date).into_iter().any(|(falls, on)| {
                falls == month.number && day.is_none_or(|(day, ..)| date.day.is_none() || day == on)
            })
    }
}

/// A date with the day of the week stated beside it.
fn with_weekday(mut item: Item, stated: u8) -> Option<Item> {
    let DateValue::Date { date, weekday: weekday @ None } = &mut item.value else { return None };
    date.day?;
    *weekday = Some(stated);
    let actual = date.days().filter(|_| date.calendar != Calendar::Lunar).map(|(day, _)| day.weekday());
    if let Some(actual) = actual.filter(|actual| *actual != stated) {
        item.ambiguity.push(Ambiguity::WeekdayMismatch { stated, actual });
    }
    Some(item)
}

/// The value that two expressions share, with the Solar one's calendar.
fn same(outer: &Item, inner: &Item) -> Option<DateValue> {
    let solar_first = |solar: DateValue, other: DateValue| match (solar, other) {
        (DateValue::Date { date, weekday }, DateValue::Date { weekday: beside, .. }) => {
            DateValue::Date { date, weekday: weekday.or(beside) }
        }
        (solar, _) => solar,
    };
    let (outer, inner) = (outer.value, inner.value);
    let equal = outer.days().is_some() && outer.to_string() == inner.to_string();
    if equal {
        return Some(if is_solar(inner) { solar_first(inner, outer) } else { solar_first(outer, inner) });
    }
    match (outer, inner) {
        (DateValue::Decades { first, last, .. }, DateValue::Decades { first: other, last: end, .. }) => {
            let gap = [other - first, end - last];
            match gap {
                [620, 620] => Some(outer),
                [-620, -620] => Some(inner),
                _ => None,
            }
        }
        _ => None,
    }
}

fn is_solar(value: DateValue) -> bool {
    match value {
        DateValue::Date { date, .. } | DateValue::Interval { first: date, .. } => {
            date.calendar == Calendar::Solar
        }
        DateValue::Season { calendar, .. } | DateValue::Decades { calendar, .. } => {
            calendar == Calendar::Solar
        }
        _ => false,
    }
}

/// Adds the doubts that the value itself shows.
fn with_doubts(mut item: Item) -> Item {
    let lunar = match item.value {
        DateValue::Date { date, .. } | DateValue::Interval { first: date, .. } => {
            date.calendar == Calendar::Lunar
        }
        _ => false,
    };
    let leap = match item.value {
        DateValue::Date { date: StatedDate { calendar, year: None, month, day }, .. } => {
            matches!(
                (calendar, month, day),
                (Calendar::Solar, Some(12), Some(30)) | (Calendar::Gregorian, Some(2), Some(29))
            )
        }
        _ => false,
    };
    let impossible = match item.value {
        DateValue::Impossible(_) => true,
        DateValue::Time(time) => !time.is_possible(),
        _ => false,
    };
    let stated = [
        (item.value.lacks_year(), Ambiguity::YearMissing),
        (lunar, Ambiguity::Lunar),
        (leap, Ambiguity::LeapYearOnly),
        (impossible, Ambiguity::Impossible),
    ];
    for (holds, ambiguity) in stated {
        if holds && !item.ambiguity.contains(&ambiguity) {
            item.ambiguity.push(ambiguity);
        }
    }
    item
}

#[cfg(test)]
mod tests;
