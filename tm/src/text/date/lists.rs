//! Lists whose members share what stands once, at the end or at the beginning: `12, 13 and 14 Aban`, دی و بهمن ۱۴۰۲,
//! سال\u{200C}های ۱۳۹۶ و ۱۳۹۸.

use super::lexicon::{Sense, Strength, Tongue};
use super::others::year_item;
use super::parts::{Item, Part, Reader, Year};
use super::value::{Ambiguity, DateValue, StatedDate};
use super::with_weekday;

/// Members that one month or year can be shared by; longer lists are no dates.
const LIST_LIMIT: usize = 10;

/// A day of a list with the day of the week before it, and the first of its atoms.
struct ListedDay {
    weekday: Option<u8>,
    day: u8,
    start: usize,
    end: usize,
}

impl Reader<'_> {
    /// Dates that share a month or a year.
    pub(super) fn list(&self, at: usize) -> Option<Vec<Item>> {
        let months = || self.listed_months(at).or_else(|| self.listed_seasons(at));
        self.listed_days(at).or_else(months).or_else(|| self.listed_years(at))
    }

    /// Past a comma, and, or both.
    fn joint(&self, at: usize) -> Option<usize> {
        let comma = self.skip_mark(at, ',');
        let and = comma + usize::from(self.has(comma, Sense::And));
        (and > at).then(|| self.skip_articles(and))
    }

    fn listed_days(&self, at: usize) -> Option<Vec<Item>> {
        let mut days = Vec::new();
        let mut next = at;
        while days.len() < LIST_LIMIT
            && let Some(day) = self.listed_day(next)
            && let Some(after) = self.joint(day.end)
        {
            days.push(day);
            next = after;
        }
        let (weekday, day_at) = self.weekday_before_day(next);
        let last = self.day_month(day_at).filter(|_| !days.is_empty())?;
        if self.tongue == Tongue::Other || days.iter().any(|day| Some(day.day) >= last.day) {
            return None;
        }
        let mut items = Vec::with_capacity(days.len() + 1);
        for day in days {
            let part = Part { day: Some(day.day), end: day.end, ..last };
            items.push(self.with_stated(day.weekday, self.dated(&part, day.start)));
        }
        items.push(self.with_stated(weekday, self.dated(&last, next)));
        Some(items)
    }

    fn listed_day(&self, at: usize) -> Option<ListedDay> {
        let (weekday, day_at) = self.weekday_before_day(at);
        let (day, number, end) = self.day(day_at)?;
        let written = number.figures > 0 || number.ordinal;
        written.then_some(ListedDay { weekday, day, start: at, end })
    }

    fn weekday_before_day(&self, at: usize) -> (Option<u8>, usize) {
        match self.weekday(at) {
            Some(day) => (Some(day), self.skip_articles(self.skip_mark(at + 1, ','))),
            None => (None, at),
        }
    }

    fn with_stated(&self, weekday: Option<u8>, item: Item) -> Item {
        weekday.and_then(|day| with_weekday(item.clone(), day)).unwrap_or(item)
    }

    /// Months before the year of the last one; of one that comes later in the year, the year before is meant.
    fn listed_months(&self, at: usize) -> Option<Vec<Item>> {
        let mut months = vec![(self.month_year(at)?, at)];
        while let Some((part, _)) = months.last()
            && part.year.is_none()
            && months.len() < LIST_LIMIT
            && let Some(next) = self.joint(part.end)
            && let Some(month) = self.month_year(next)
        {
            months.push((month, next));
        }
        let (last, _) = months.last().copied()?;
        let one_calendar = months.iter().all(|(part, _)| part.month.calendar == last.month.calendar);
        let ranges = self.has(last.end, Sense::Range) || self.mark(last.end) == Some('-');
        if months.len() < 2 || !one_calendar || ranges || !self.are_months(&months, &last) {
            return None;
        }
        let (mut year, mut following) = (last.year, last.month.number);
        for (part, _) in months.iter_mut().rev() {
            let before = i32::from(part.month.number > following);
            year = year.map(|year| Year { number: year.number - before, ..year });
            (part.year, following) = (year, part.month.number);
        }
        Some(months.into_iter().map(|(part, start)| self.dated(&part, start)).collect())
    }

    /// Whether the words of a list are months: a year says so, or one that is a month and nothing else.
    fn are_months(&self, months: &[(Part, usize)], last: &Part) -> bool {
        if last.year.is_some() {
            return true;
        }
        let sure = |part: &Part| matches!(part.month.strength, Strength::Clear | Strength::Sure);
        let weak = |part: &Part| matches!(part.month.strength, Strength::Rare | Strength::Verb);
        months.iter().any(|(part, _)| sure(part) || part.evidence)
            && !months.iter().any(|(part, _)| weak(part))
            && !self.has(last.end, Sense::NounFollows)
    }

    fn listed_seasons(&self, at: usize) -> Option<Vec<Item>> {
        let mut seasons = Vec::new();
        let mut next = at;
        while seasons.len() < LIST_LIMIT
            && let Some(season) = self.season_word(next)
            && let Some(after) = self.joint(next + 1)
        {
            seasons.push((season, next));
            next = after;
        }
        let last = self.season(next).filter(|_| !seasons.is_empty())?;
        let DateValue::Season { calendar, mut year, season: mut following } = last.value else { return None };
        let mut items = vec![last.clone()];
        for (season, start) in seasons.into_iter().rev() {
            year -= i32::from(season > following);
            following = season;
            let value = DateValue::Season { calendar, year, season };
            items.push(Item { value, start, end: start + 1, ..last.clone() });
        }
        items.reverse();
        Some(items)
    }

    /// Years behind a first one that is known to be a year.
    fn listed_years(&self, at: usize) -> Option<Vec<Item>> {
        let first = self.year_alone(at).or_else(|| self.bare_year(at))?;
        let DateValue::Date { date: StatedDate { calendar, .. }, .. } = first.value else { return None };
        let named = self.after_year_word(at) > at;
        let short = first.ambiguity.contains(&Ambiguity::TwoDigitYear);
        let several = self.has(at, Sense::Years);
        let mut items = vec![first];
        while let Some(last) = items.last()
            && items.len() < LIST_LIMIT
            && let Some(next) = self.joint(last.end)
            && let Some((year, end)) = self.year_number(next, named || short)
        {
            // A list of three is one of years; a second number could be a count.
            let list = several || items.len() > 1 || self.goes_on_with_years(end);
            if year.calendar != calendar || year.century_added != short || !list && !self.counts_nothing(end)
            {
                break;
            }
            if self.has(end, Sense::Unit) {
                break;
            }
            let doubts = last.ambiguity.clone();
            items.push(Item { ambiguity: doubts, ..year_item(year, next, end) });
        }
        (items.len() > 1).then_some(items)
    }

    fn goes_on_with_years(&self, at: usize) -> bool {
        self.joint(at).and_then(|next| self.number(next)).is_some_and(|number| number.figures == 4)
    }
}
