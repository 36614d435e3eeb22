//! Years, seasons and decades.

use super::calendar::{Calendar, SOLAR_YEARS};
use super::lexicon::{Sense, Tongue};
use super::parts::{Item, Reader, Year, plausible, with_century};
use super::scan::Kind;
use super::value::{Ambiguity, DateValue, StatedDate};

/// Years that figures alone name where nothing else says so: the century of the texts.
const SOLAR_ALONE: std::ops::RangeInclusive<u32> = 1300..=1450;
/// The same time in Gregorian years.
const GREGORIAN_ALONE: std::ops::RangeInclusive<u32> = 1850..=2099;

impl Reader<'_> {
    /// A year alone: سال ۸۳, ۱۳۹۸ شمسی, in 2019, 2004/05.
    pub(super) fn year_alone(&self, at: usize) -> Option<Item> {
        if let Some(item) = self.split_year(at) {
            return Some(item);
        }
        let number_at = self.after_year_word(at);
        let named = number_at > at;
        let (year, end) = self.year_number(number_at, named)?;
        let era = self.era(number_at + 1).is_some();
        if !(named || era || self.stands_as_year(at)) {
            return None;
        }
        Some(year_item(year, at, end))
    }

    /// Past سال and what it can be: سال مالی.
    pub(super) fn after_year_word(&self, at: usize) -> usize {
        let counted = at > 0 && self.number(at - 1).is_some();
        let word = if counted { at } else { self.skip(at, Sense::Year) };
        if word > at { self.skip(word, Sense::YearKind) } else { at }
    }

    /// The number of a year and where it ends with its era.
    pub(super) fn year_number(&self, at: usize, named: bool) -> Option<(Year, usize)> {
        let number = self.number(at).filter(|n| !n.ordinal && !self.is_fragment(at))?;
        let (era, end) = self.era(at + 1).map_or((None, at + 1), |(era, end)| (Some(era), end));
        if number.figures == 4 || number.figures == 0 && number.value > 1000 {
            let any = [Calendar::Solar, Calendar::Gregorian].into_iter();
            let year = match era {
                Some(era) => plausible(number.value, era)?,
                None => any.filter_map(|calendar| plausible(number.value, calendar)).next()?,
            };
            return Some((year, end));
        }
        let spelled = number.figures == 0 && (30..100).contains(&number.value);
        let counts = self.has(at + 1, Sense::Unit);
        if self.tongue != Tongue::Persian || !named || !(number.figures == 2 || spelled) || counts {
            return None;
        }
        let calendar = era.unwrap_or(Calendar::Solar);
        let year = Year { number: with_century(number.value, calendar)?, calendar, century_added: true };
        Some((year, end))
    }

    /// Whether four figures without سال are a year: after a preposition and counting nothing.
    fn stands_as_year(&self, at: usize) -> bool {
        let Some(number) = self.number(at).filter(|n| n.figures == 4) else { return false };
        let before = at > 0 && self.has(at - 1, Sense::Before);
        // A heading, a cell of a table; or 1398 (2019/20).
        let whole = self.atoms.len() == 1 && at == 0;
        let explained = self.mark(at + 1) == Some('(') && self.split_number(at + 2).is_some();
        if whole || explained {
            return GREGORIAN_ALONE.contains(&number.value) || SOLAR_ALONE.contains(&number.value);
        }
        if !before || self.mark(at + 1) == Some('-') && !self.gap(at + 1) {
            return false;
        }
        let counts = self.has(at + 1, Sense::Unit);
        let alone = self.atoms.get(at + 1).is_none_or(|next| match next.kind {
            Kind::Mark(_) => true,
            Kind::Number(_) => false,
            Kind::Word { .. } => next.senses.contains(&Sense::Closed) || next.senses.contains(&Sense::And),
        });
        !counts && (GREGORIAN_ALONE.contains(&number.value) || SOLAR_ALONE.contains(&number.value) && alone)
    }

    /// A Solar year as Gregorian ones: `2004/05`.
    fn split_year(&self, at: usize) -> Option<Item> {
        let (year, end) = self.split_number(at)?;
        let year = Year { number: year, calendar: Calendar::Solar, century_added: false };
        Some(year_item(year, at, end))
    }

    /// The Solar year that `2004/05` names.
    pub(super) fn split_number(&self, at: usize) -> Option<(i32, usize)> {
        let (first, second) = (self.number(at)?, self.number(at + 2)?);
        let joined = self.mark(at + 1) == Some('/') && !self.gap(at + 1) && !self.gap(at + 2);
        let longer = self.mark(at + 3) == Some('/') && !self.gap(at + 3);
        let next = first.figures == 4 && second.figures == 2 && second.value == (first.value + 1) % 100;
        let solar = i32::try_from(first.value).ok()? - SOLAR_OFFSET;
        let inside = SOLAR_YEARS.contains(&solar);
        (joined && !longer && next && inside && self.tongue != Tongue::Persian).then_some((solar, at + 3))
    }

    pub(super) fn season_word(&self, at: usize) -> Option<u8> {
        self.find(at, |sense| match sense {
            Sense::Season(season) => Some(*season),
            _ => None,
        })
    }

    /// A season with its year.
    pub(super) fn season(&self, at: usize) -> Option<Item> {
        let season = self.season_word(at)?;
        let of = self.skip(at + 1, Sense::Of);
        if let Some((year, end)) = self.split_number(of) {
            let value = DateValue::Season { calendar: Calendar::Gregorian, year, season };
            return (season == 4).then_some(Item { value, ambiguity: Vec::new(), start: at, end });
        }
        let (stated, end) = self.year_number(self.skip(of, Sense::Year), self.tongue == Tongue::Persian)?;
        let year = match stated.calendar {
            Calendar::Solar => stated.number,
            Calendar::Gregorian => stated.number - SOLAR_OFFSET,
            Calendar::Lunar => return None,
        };
        let inside = SOLAR_YEARS.contains(&year);
        let value = DateValue::Season { calendar: stated.calendar, year, season };
        inside.then_some(Item { value, ambiguity: century(stated.century_added), start: at, end })
    }

    /// One decade, several that follow each other, or two apart.
    pub(super) fn decades(&self, at: usize) -> Option<Vec<Item>> {
        if let Some(item) = self.decade_in_words(at) {
            return Some(vec![item]);
        }
        let before = self.has(at, Sense::Decade);
        let number_at = at + usize::from(before);
        let first = self.decade_number(number_at, before)?;
        let start = at - usize::from(self.article_before(at));
        let connector = self.is_connector(first.end);
        let hyphen = self.mark(first.end) == Some('-') && self.has(first.end + 1, Sense::And);
        let second_at = first.end + 1 + usize::from(hyphen);
        let second = (connector || hyphen).then(|| self.decade_number(second_at, before)).flatten();
        let second = second.filter(|second| second.first > first.first);
        if !first.marked && second.as_ref().is_none_or(|second| !second.marked) {
            return None;
        }
        let Some(second) = second else {
            let calendar = first.era.unwrap_or_else(|| calendar_of(first.first));
            let whole = decades_item(calendar, [first.first, first.first], start, first.end);
            return first.marked.then(|| vec![self.with_doubt(with_era(whole, &first), &first)]);
        };
        let calendar = second.era.unwrap_or_else(|| calendar_of(second.first));
        if second.first == first.first + 10 || !self.has(first.end, Sense::And) {
            let item = decades_item(calendar, [first.first, second.first], start, second.end);
            return Some(vec![self.with_doubt(with_era(item, &second), &second)]);
        }
        Some(vec![
            with_era(decades_item(calendar, [first.first, first.first], start, first.end), &second),
            with_era(decades_item(calendar, [second.first, second.first], second_at, second.end), &second),
        ])
    }

    /// The seventies, die siebziger Jahre: of the 20th century.
    fn decade_in_words(&self, at: usize) -> Option<Item> {
        let decade = self.find(at, |sense| match sense {
            Sense::DecadeName(decade) => i32::try_from(*decade).ok(),
            _ => None,
        })?;
        // In her seventies names an age.
        let article = self.article_before(at);
        let start = at - usize::from(article);
        let item = decades_item(Calendar::Gregorian, [1900 + decade, 1900 + decade], start, at + 1);
        let stands = article || self.tongue != Tongue::English;
        stands.then(|| Item { ambiguity: century(true), ..item })
    }

    /// Which century is meant is told only where the text may count in another calendar.
    fn with_doubt(&self, item: Item, decade: &Decade) -> Item {
        let added = decade.short && self.tongue != Tongue::Persian;
        Item { ambiguity: century(added), ..item }
    }

    pub(super) fn is_connector(&self, at: usize) -> bool {
        self.has(at, Sense::And) || self.has(at, Sense::Range) || self.mark(at) == Some('-')
    }

    fn decade_number(&self, at: usize, before: bool) -> Option<Decade> {
        let number = self.number(at).filter(|n| !n.ordinal && n.value % 10 == 0)?;
        let first = i32::try_from(number.value).ok()?;
        let suffix = self.decade_suffix(at + 1);
        let (era, after_era) = self.era(at + 1).map_or((None, at + 1), |(era, end)| (Some(era), end));
        let marked = match self.tongue {
            Tongue::Persian => before,
            Tongue::English => suffix.is_some() && self.article_before(at),
            Tongue::French => before && number.figures == 2,
            _ => suffix.is_some_and(|end| self.has(end - 1, Sense::ShortDecade)),
        };
        let short = marked && number.figures <= 2 && (10..=90).contains(&first);
        let long = number.figures == 4 || number.figures == 0;
        let known = long && (1250..2200).contains(&first);
        let counted = suffix.is_none() && !before && self.has(at + 1, Sense::Unit);
        if counted || !(short && number.figures != 1 || known) {
            return None;
        }
        // دهه ۷۰ is counted in the Solar calendar, the seventies in the Gregorian one.
        let solar = self.tongue == Tongue::Persian && era != Some(Calendar::Gregorian);
        let century = if solar { 1300 } else { 1900 };
        let first = if short { first + century } else { first };
        Some(Decade {
            first,
            era,
            short,
            marked: before || suffix.is_some(),
            end: suffix.unwrap_or(after_era),
        })
    }

    /// Past s, er-Jahre, -talet.
    fn decade_suffix(&self, at: usize) -> Option<usize> {
        let hyphen = self.skip_mark(at, '-');
        let joined = !self.gap(at) && !self.gap(hyphen);
        if !joined || !self.has(hyphen, Sense::DecadeSuffix) {
            return None;
        }
        let end = hyphen + 1;
        let tail = self.skip_mark(end, '-');
        Some(if self.has(tail, Sense::DecadeTail) { tail + 1 } else { end })
    }

    fn article_before(&self, at: usize) -> bool {
        let latin = !matches!(self.tongue, Tongue::Persian | Tongue::Other);
        latin
            && at > 0
            && self.has(at - 1, Sense::Of)
            && self.atoms.get(at - 1).is_some_and(|a| a.end - a.start == 3)
    }
}

/// Gregorian year less Solar year, from spring to the end of December.
pub(super) const SOLAR_OFFSET: i32 = 621;

struct Decade {
    first: i32,
    era: Option<Calendar>,
    short: bool,
    marked: bool,
    end: usize,
}

fn calendar_of(year: i32) -> Calendar {
    if SOLAR_YEARS.contains(&year) { Calendar::Solar } else { Calendar::Gregorian }
}

/// Of two decades only the second has the era: دهه\u{200C}های ۸۰ و ۹۰ میلادی.
fn with_era(mut item: Item, last: &Decade) -> Item {
    if let (true, Some(Calendar::Gregorian), DateValue::Decades { first, .. }) =
        (last.short, last.era, &mut item.value)
        && *first < 1500
    {
        *first += 600;
    }
    item
}

fn decades_item(calendar: Calendar, [first, last]: [i32; 2], start: usize, end: usize) -> Item {
    Item { value: DateValue::Decades { calendar, first, last }, ambiguity: Vec::new(), start, end }
}

pub(super) fn year_item(year: Year, start: usize, end: usize) -> Item {
    let date = StatedDate { calendar: year.calendar, year: Some(year.number), month: None, day: None };
    let mut ambiguity = century(year.century_added);
    ambiguity.extend((year.calendar == Calendar::Lunar).then_some(Ambiguity::Lunar));
    Item { value: DateValue::Date { date, weekday: None }, ambiguity, start, end }
}

pub(super) fn century(added: bool) -> Vec<Ambiguity> {
    added.then_some(Ambiguity::TwoDigitYear).into_iter().collect()
}
