//! From one date to another.

use super::lexicon::{Sense, Strength, Tongue};
use super::parts::{Item, Part, Reader, Year, plausible};
use super::value::{Ambiguity, DateValue, StatedDate};

impl Reader<'_> {
    /// An interval, with از or from if it stands there.
    pub(super) fn interval(&self, at: usize) -> Option<Item> {
        let inner = at + usize::from(self.has(at, Sense::From));
        let inner = self.skip_articles(inner);
        let from = inner > at;
        let mut item = self
            .days_of_month(inner)
            .or_else(|| self.full_days(inner))
            .or_else(|| self.numeric_interval(inner))
            .or_else(|| self.months(inner, from))
            .or_else(|| self.years(inner, from))?;
        item.start = if self.has(at, Sense::From) { at } else { inner };
        Some(item)
    }

    /// Past a connector of intervals: تا, a dash.
    fn after_range(&self, at: usize) -> Option<usize> {
        let range = self.has(at, Sense::Range) || self.mark(at) == Some('-');
        range.then(|| self.skip_articles(at + 1))
    }

    /// Past `the`, `dem`, روز.
    pub(super) fn skip_articles(&self, at: usize) -> usize {
        if self.number(at).is_some() { at } else { self.skip(at, Sense::Of) }
    }

    /// ۵ تا ۱۲ مهر ۱۴۰۰; also `5 bis 12 Mehr`, and between: بین ۵ و ۱۲ مهر.
    fn days_of_month(&self, at: usize) -> Option<Item> {
        let (first, _, after) = self.day(at)?;
        let between = at > 0 && self.has(after, Sense::And) && self.is_between(at - 1);
        let second_at = if between { after + 1 } else { self.after_range(after)? };
        let second = self.day_month(second_at)?;
        let last = second.date();
        (first < second.day?)
            .then(|| self.item(StatedDate { day: Some(first), ..last }, last, &[&second], at))
    }

    fn is_between(&self, at: usize) -> bool {
        // از … و … is a list; only between takes and.
        self.has(at, Sense::From) && self.atoms.get(at).is_some_and(|a| a.end - a.start >= 3)
    }

    /// ۲۸ آبان تا ۳ آذر ۹۸: a year stated once is for both.
    fn full_days(&self, at: usize) -> Option<Item> {
        let first = self.day_month(at).or_else(|| self.month_day(at))?;
        let second_at = self.after_range(first.end)?;
        let second = self.day_month(second_at).or_else(|| self.month_day(second_at))?;
        let (from, last) = share_year(first.date(), second.date())?;
        Some(self.item(from, last, &[&first, &second], at))
    }

    /// از آبان ۹۸ تا دی ۱۴۰۰, تیر تا شهریور.
    fn months(&self, at: usize, from: bool) -> Option<Item> {
        let first = self.month_year(at)?;
        let second = self.month_year(self.after_range(first.end)?)?;
        let stands = |part: &Part| {
            part.year.is_some()
                || part.evidence
                || matches!(part.month.strength, Strength::Clear | Strength::Sure)
        };
        let words = first.month.strength == Strength::Word && second.month.strength == Strength::Word;
        if !(stands(&first) || stands(&second) || words && (from || self.tongue != Tongue::Persian)) {
            return None;
        }
        let (start, last) = share_year(first.date(), second.date())?;
        Some(self.item(start, last, &[&first, &second], at))
    }

    /// سال\u{200C}های ۱۳۵۷ تا ۱۳۶۰, ۱۴۰۰-۱۴۰۱, `1400-01`.
    fn years(&self, at: usize, from: bool) -> Option<Item> {
        let number_at = self.after_year_word(at);
        let named = number_at > at;
        let (first, after) = self.split_or_year(number_at, named)?;
        let second_at = self.after_range(after)?;
        let (second, end) = self.second_year(second_at, first, named)?;
        let close =
            self.mark(after) == Some('-') || from || named || at > 0 && self.has(at - 1, Sense::Before);
        let counts = self.has(end, Sense::Unit) && !named;
        // Two figures on both sides may be anything unless سال says what they are.
        let alone =
            named || !first.century_added && !second.century_added || self.number(second_at)?.figures == 2;
        if !close || counts || !alone || !(1..=120).contains(&(second.number - first.number)) {
            return None;
        }
        let whole = |year: Year| StatedDate {
            calendar: second.calendar,
            year: Some(year.number),
            month: None,
            day: None,
        };
        let century = first.century_added || second.century_added && self.number(number_at)?.figures != 4;
        let ambiguity = century.then_some(Ambiguity::TwoDigitYear).into_iter().collect();
        let value = DateValue::Interval { first: whole(first), last: whole(second) };
        Some(Item { value, ambiguity, start: at, end })
    }

    fn split_or_year(&self, at: usize, named: bool) -> Option<(Year, usize)> {
        let split = self.split_number(at).and_then(|(year, end)| {
            Some((plausible(u32::try_from(year).ok()?, super::calendar::Calendar::Solar)?, end))
        });
        split.or_else(|| self.year_number(at, named))
    }

    fn second_year(&self, at: usize, first: Year, named: bool) -> Option<(Year, usize)> {
        if let Some((year, end)) = self.split_or_year(at, named) {
            return (year.calendar == first.calendar).then_some((year, end));
        }
        // ۱۴۰۰-۰۱: the century of the first.
        let number = self.number(at).filter(|n| n.figures == 2 && !self.is_fragment(at))?;
        let year = first.number - first.number % 100 + i32::try_from(number.value).ok()?;
        let year = if year < first.number { year + 100 } else { year };
        // A day of a numeric date would stand here as well.
        let next = year == first.number + 1 && self.mark(at + 1) != Some('-');
        next.then_some((Year { number: year, ..first }, at + 1))
    }

    fn numeric_interval(&self, at: usize) -> Option<Item> {
        let first = self.numeric(at)?;
        let second = self.numeric(self.after_range(first.end)?)?;
        let (DateValue::Date { date: start, .. }, DateValue::Date { date: last, .. }) =
            (first.value, second.value)
        else {
            return None;
        };
        let value = DateValue::Interval { first: start, last };
        let ambiguity = if first.ambiguity.is_empty() { second.ambiguity } else { first.ambiguity };
        (start.days()? < last.days()?).then_some(Item { value, ambiguity, start: at, end: second.end })
    }

    fn item(&self, first: StatedDate, last: StatedDate, parts: &[&Part], start: usize) -> Item {
        let century = parts.iter().any(|part| part.century_added());
        let ambiguity = century.then_some(Ambiguity::TwoDigitYear).into_iter().collect();
        let end = parts.last().map_or(start, |part| part.end);
        let impossible = [first, last].into_iter().find(|date| !date.is_possible());
        let value = impossible.map_or(DateValue::Interval { first, last }, DateValue::Impossible);
        Item { value, ambiguity, start, end }
    }
}

/// Gives the one that lacks its year that of the other; the first is never later than the last.
fn share_year(first: StatedDate, last: StatedDate) -> Option<(StatedDate, StatedDate)> {
    if first.calendar != last.calendar {
        return None;
    }
    let wraps = (first.month, first.day) > (last.month, last.day);
    let turn = i32::from(wraps);
    let (from, to) = match (first.year, last.year) {
        (None, Some(year)) => (StatedDate { year: Some(year - turn), ..first }, last),
        (Some(year), None) => (first, StatedDate { year: Some(year + turn), ..last }),
        _ => (first, last),
    };
    let order = (from.year, from.month, from.day) < (to.year, to.month, to.day);
    (order || from.year.is_none() && wraps).then_some((from, to))
}
