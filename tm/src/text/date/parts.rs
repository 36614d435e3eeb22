//! The parts of a date in words: day, month, year, and what is evidence that they are one.

use super::calendar::{Calendar, GREGORIAN_YEARS, LUNAR_YEARS, SOLAR_YEARS, civil_day};
use super::lexicon::{Month, Sense, Strength, Tongue};
use super::others::SOLAR_OFFSET;
use super::scan::{Atom, Kind, Number};
use super::value::{Ambiguity, DateValue, StatedDate};

/// The atoms of a text and the language that reads them.
pub(super) struct Reader<'a> {
    pub atoms: &'a [Atom],
    pub tongue: Tongue,
}

/// A value and the atoms it was read from, end exclusive.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub value: DateValue,
    pub ambiguity: Vec<Ambiguity>,
    pub start: usize,
    pub end: usize,
}

/// A date in words before its year is known for certain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub day: Option<u8>,
    pub month: Month,
    pub year: Option<Year>,
    /// ماه, an ordinal or a day of the week stands with it.
    pub evidence: bool,
    pub end: usize,
}

/// A year with its century.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub number: i32,
    pub calendar: Calendar,
    pub century_added: bool,
}

impl Reader<'_> {
    pub(super) fn has(&self, at: usize, sense: Sense) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.senses.contains(&sense))
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.atoms.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<Number> {
        match self.atoms.get(at)?.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn gap(&self, at: usize) -> bool {
        self.atoms.get(at).is_none_or(|atom| atom.gap)
    }

    pub(super) fn find<T>(&self, at: usize, pick: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        self.atoms.get(at)?.senses.iter().find_map(pick)
    }

    /// Past the words of a kind; at most four, for a date has no more.
    pub(super) fn skip(&self, at: usize, sense: Sense) -> usize {
        (at..at + 4).find(|at| !self.has(*at, sense)).unwrap_or(at)
    }

    pub(super) fn skip_mark(&self, at: usize, mark: char) -> usize {
        at + usize::from(self.mark(at) == Some(mark))
    }

    /// Whether a number is a piece of a longer one: `1.5`, `2/3`.
    pub(super) fn is_fragment(&self, at: usize) -> bool {
        let joined = |mark: usize, other: usize, gap: usize| {
            matches!(self.mark(mark), Some('.' | ',' | '/' | ':' | '%'))
                && !self.gap(mark.max(at))
                && !self.gap(gap)
                && self.number(other).is_some()
        };
        let before = at >= 2 && joined(at - 1, at - 2, at - 1) && !self.gap(at);
        before || joined(at + 1, at + 2, at + 2) || self.mark(at + 1) == Some('%') || self.letter_before(at)
    }

    /// Letters run into the figures, as in codes: `A12`.
    fn letter_before(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.atoms.get(before));
        self.tongue != Tongue::Persian
            && !self.gap(at)
            && before.is_some_and(|before| matches!(before.kind, Kind::Word { .. }))
    }

    /// The number of a day and whether it is an ordinal.
    pub(super) fn day(&self, at: usize) -> Option<(u8, Number, usize)> {
        self.numbered_day(at).filter(|(day, ..)| (1..=31).contains(day))
    }

    /// A number where a day stands, whether any month has it or not.
    pub(super) fn numbered_day(&self, at: usize) -> Option<(u8, Number, usize)> {
        let number = self.number(at).filter(|n| n.figures <= 2 && n.value < 100)?;
        if self.is_fragment(at) {
            return None;
        }
        let dotted = !matches!(self.tongue, Tongue::Persian | Tongue::Other);
        let dot = dotted && self.mark(at + 1) == Some('.') && !self.gap(at + 1);
        let colon = self.tongue == Tongue::Swedish
            && self.mark(at + 1) == Some(':')
            && self.has(at + 2, Sense::Suffix);
        let end = at + 1 + usize::from(dot) + 2 * usize::from(colon);
        Some((u8::try_from(number.value).ok()?, number, end))
    }

    /// A month word.
    pub(super) fn month(&self, at: usize) -> Option<(Month, usize)> {
        let month = self.find(at, |sense| match sense {
            Sense::Month(month) => Some(*month),
            _ => None,
        })?;
        let capital = matches!(self.atoms.get(at)?.kind, Kind::Word { capital: true });
        let needs_capital = match self.tongue {
            Tongue::Persian | Tongue::Other => false,
            Tongue::English | Tongue::German => true,
            Tongue::French | Tongue::Swedish => month.calendar == Calendar::Solar,
        };
        let glued_on =
            self.atoms.get(at + 1).is_some_and(|next| next.glued) && !self.has(at + 1, Sense::MonthWord);
        let compound = self.mark(at + 1) == Some('-')
            && !self.gap(at + 1)
            && !self.gap(at + 2)
            && self.atoms.get(at + 2).is_some_and(|next| matches!(next.kind, Kind::Word { .. }))
            && self.find(at + 2, |s| matches!(s, Sense::Month(_) | Sense::MonthWord).then_some(())).is_none();
        let small = needs_capital && !capital && !self.is_solar_in_small(at);
        (!glued_on && !compound && !small).then_some((month, at + 1))
    }

    /// Swedish and French write months small: in French, where some are words, a Solar one needs a year or "mois de" then.
    fn is_solar_in_small(&self, at: usize) -> bool {
        let year = self.number(at + 1).is_some_and(|n| n.figures == 4);
        match self.tongue {
            // None of them is a Swedish word.
            Tongue::Swedish => true,
            Tongue::French => year || at > 1 && self.has(at - 2, Sense::MonthWord),
            _ => false,
        }
    }

    /// Day, month and, if it is there, year.
    pub(super) fn day_month(&self, at: usize) -> Option<Part> {
        self.with_month(self.day(at)?)
    }

    /// A day with the month and the year behind it.
    pub(super) fn with_month(&self, (day, number, after_day): (u8, Number, usize)) -> Option<Part> {
        let of = self.skip(after_day, Sense::Of);
        let with_word = self.skip(of, Sense::MonthWord);
        let (month, after_month) = self.month(with_word)?;
        // ۵ ماه is a duration, پنجم ماه a day; ۱۵ ماه رمضان is one as well.
        if with_word > of && !number.ordinal && month.calendar == Calendar::Solar {
            return None;
        }
        let end = self.skip(after_month, Sense::MonthWord);
        let end = self.abbreviation_dot(after_month, end);
        let evidence = with_word > of || end > after_month || month.strength == Strength::Sure;
        let ordinal = number.ordinal && month.strength != Strength::Rare;
        let part = Part { day: Some(day), month, year: None, evidence: evidence || ordinal, end };
        let part = self.with_year(part);
        let spelled = number.figures == 0 && !number.ordinal;
        self.is_evident(&part, spelled).then_some(part)
    }

    /// A day with a name of its own and its year: `May Day 1979`.
    pub(super) fn named_day(&self, at: usize) -> Option<Part> {
        let (number, day) = self.find(at, |sense| match sense {
            Sense::NamedDay(month, day) => Some((*month, *day)),
            _ => None,
        })?;
        let month = Month { calendar: Calendar::Gregorian, number, strength: Strength::Sure };
        let part = Part { day: Some(day), month, year: None, evidence: true, end: at + 1 };
        self.is_capital(at).then(|| self.with_year(part))
    }

    /// English order: `September 11, 2021`.
    pub(super) fn month_day(&self, at: usize) -> Option<Part> {
        if self.tongue != Tongue::English {
            return None;
        }
        let (month, after) = self.month(at)?;
        let (day, _, end) = self.day(self.abbreviation_dot(after, after))?;
        let bare = Part { day: Some(day), month, year: None, evidence: false, end };
        let mut part = self.with_year(bare);
        if part.year.is_none() && self.has(end, Sense::Unit) {
            return None;
        }
        // The dot behind a day that ends a sentence is not its own.
        if part.year.is_none() && self.mark(part.end - 1) == Some('.') {
            part.end -= 1;
        }
        (part.year.is_some() || month.strength != Strength::Verb || self.is_free(part.end)).then_some(part)
    }

    /// Figures in the order of PDF programs: `2005 ژانویه 24`.
    pub(super) fn year_month_day(&self, at: usize) -> Option<Part> {
        let number = self.number(at).filter(|n| n.figures == 4)?;
        let (month, after) = self.month(at + 1)?;
        let (day, _, end) = self.day(after)?;
        if self.number(end).is_some() || self.has(end, Sense::Unit) {
            return None;
        }
        let year = plausible(number.value, month.calendar)?;
        Some(Part { day: Some(day), month, year: Some(year), evidence: true, end })
    }

    /// A month with or without its year.
    pub(super) fn month_year(&self, at: usize) -> Option<Part> {
        let counted = at > 0 && self.number(at - 1).is_some_and(|n| !n.ordinal);
        let with_word = if counted { at } else { self.skip(at, Sense::MonthWord) };
        let (month, after) = self.month(with_word)?;
        let end = self.abbreviation_dot(after, self.skip(after, Sense::MonthWord));
        let evidence =
            with_word > at || self.has(after, Sense::MonthWord) || month.strength == Strength::Sure;
        Some(self.with_year(Part { day: None, month, year: None, evidence, end }))
    }

    /// Whether a month stands for itself without a day.
    pub(super) fn month_stands(&self, at: usize, part: &Part) -> bool {
        let explained = self.mark(part.end) == Some('(')
            && self.month(part.end + 1).is_some_and(|(inner, _)| inner.calendar == Calendar::Gregorian);
        // A heading or a cell of a table.
        let whole = at == 0 && part.end == self.atoms.len();
        let preposition = at > 0 && self.has(at - 1, Sense::Before);
        // نیمه شعبان is a feast.
        let cue = part.month.calendar == Calendar::Solar && at > 0 && self.has(at - 1, Sense::MonthCue);
        let before = explained || cue || (preposition || whole) && self.tongue != Tongue::Persian;
        match part.month.strength {
            Strength::Sure | Strength::Clear => true,
            Strength::Word => part.year.is_some() || part.evidence || before,
            Strength::Rare => part.year.is_some_and(|y| !y.century_added) || part.evidence || cue,
            Strength::Verb => {
                part.year.is_some_and(|y| !y.century_added)
                    || part.evidence && self.is_free(part.end)
                    || before
            }
        }
    }

    fn abbreviation_dot(&self, month_end: usize, end: usize) -> usize {
        let short =
            month_end.checked_sub(1).and_then(|at| self.atoms.get(at)).is_some_and(|a| a.end - a.start <= 5);
        let dot = short
            && end == month_end
            && self.tongue != Tongue::Persian
            && self.mark(end) == Some('.')
            && !self.gap(end)
            && self.number(end + 1).is_some();
        end + usize::from(dot)
    }

    fn is_evident(&self, part: &Part, spelled: bool) -> bool {
        if part.year.is_some_and(|year| !year.century_added)
            || part.evidence && part.month.strength != Strength::Verb
        {
            return true;
        }
        let noun = self.has(part.end, Sense::NounFollows);
        match part.month.strength {
            Strength::Sure | Strength::Clear => true,
            Strength::Word => !spelled && !noun,
            Strength::Rare => false,
            // Figures and a capital letter make May and March months.
            Strength::Verb => self.tongue != Tongue::Persian || self.is_free(part.end),
        }
    }

    /// Nothing follows that could be the verb of می or may: a mark, the end or a word of grammar.
    pub(super) fn is_free(&self, at: usize) -> bool {
        self.atoms.get(at).is_none_or(|atom| match atom.kind {
            Kind::Mark(_) => true,
            Kind::Number(number) => number.figures == 4,
            Kind::Word { .. } => atom.senses.contains(&Sense::Closed) && !atom.glued,
        })
    }

    fn with_year(&self, part: Part) -> Part {
        match self.year_after(part.end, &part) {
            Some((year, end)) => Part { year: Some(year), end, ..part },
            None => part,
        }
    }

    fn year_after(&self, at: usize, part: &Part) -> Option<(Year, usize)> {
        let comma = self.skip_mark(at, ',');
        let of = self.skip(comma, Sense::Of);
        let number_at = self.skip(of, Sense::Year);
        let named = number_at > of;
        let number = self.number(number_at)?;
        if self.is_fragment(number_at) || number.ordinal {
            return None;
        }
        let calendar = part.month.calendar;
        if number.figures == 4 || number.figures == 0 && number.value > 1000 {
            let Some(year) = plausible(number.value, calendar) else {
                let counts = self.has(number_at + 1, Sense::Unit);
                let year = solar_year_of(part, number.value).filter(|_| !counts)?;
                return Some((year, self.after_era(number_at + 1, Calendar::Solar).unwrap_or(number_at + 1)));
            };
            return Some((year, self.after_era(number_at + 1, calendar).unwrap_or(number_at + 1)));
        }
        let two = number.figures == 2 || named && number.figures == 0 && (30..100).contains(&number.value);
        if !two || comma > at && !named || !self.takes_two_figures(number_at, part, named) {
            return None;
        }
        let year = Year { number: with_century(number.value, calendar)?, calendar, century_added: true };
        Some((year, self.after_era(number_at + 1, calendar).unwrap_or(number_at + 1)))
    }

    /// Two figures behind a month are a year only in Persian and where they count nothing.
    fn takes_two_figures(&self, at: usize, part: &Part, named: bool) -> bool {
        let value = self.number(at).map_or(0, |n| n.value);
        // The first day of an interval: خرداد ۵ تا ۱۲ تیر.
        let day =
            (1..=31).contains(&value) && (self.has(at + 1, Sense::Range) || self.mark(at + 1) == Some('-'));
        let counts = self.has(at + 1, Sense::Unit)
            || day && self.day(at + 2).is_some_and(|(.., end)| self.month(end).is_some());
        // میزان ۱۲ would rather be a rate than a month.
        let weak = !matches!(part.month.strength, Strength::Clear | Strength::Sure | Strength::Word);
        let usual = part.day.is_some() || !(10..40).contains(&value) || self.is_free(at + 1);
        self.tongue == Tongue::Persian && (named || !counts && !weak && usual)
    }

    /// Past an era that fits the calendar: شمسی, ه.ش., میلادی, AH.
    pub(super) fn after_era(&self, at: usize, calendar: Calendar) -> Option<usize> {
        let (stated, end) = self.era(at)?;
        (stated == calendar).then_some(end)
    }

    /// An era and where it ends.
    pub(super) fn era(&self, at: usize) -> Option<(Calendar, usize)> {
        // هجری, ه and dots between: four atoms at most.
        for next in at..at + 4 {
            let era = self.find(next, |sense| match sense {
                Sense::Era(calendar) => Some(*calendar),
                _ => None,
            });
            if let Some(calendar) = era {
                let single = self.atoms.get(next).is_some_and(|a| a.end - a.start == 1);
                let dot = single && self.mark(next + 1) == Some('.') && !self.gap(next + 1);
                return (self.tongue == Tongue::Persian || self.is_capital(next) || !single)
                    .then_some((calendar, next + 1 + usize::from(dot)));
            }
            let passes = self.has(next, Sense::EraWord) || next > at && self.mark(next) == Some('.');
            if !passes {
                return None;
            }
        }
        None
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| matches!(atom.kind, Kind::Word { capital: true }))
    }
}

impl Part {
    pub(super) fn date(&self) -> StatedDate {
        StatedDate {
            calendar: self.month.calendar,
            year: self.year.map(|year| year.number),
            month: Some(self.month.number),
            day: self.day,
        }
    }

    pub(super) fn century_added(&self) -> bool {
        self.year.is_some_and(|year| year.century_added)
    }
}

/// A year of four figures that a calendar can have.
pub(super) fn plausible(value: u32, calendar: Calendar) -> Option<Year> {
    let number = i32::try_from(value).ok()?;
    let years = match calendar {
        Calendar::Solar => SOLAR_YEARS,
        Calendar::Gregorian => GREGORIAN_YEARS,
        Calendar::Lunar => LUNAR_YEARS,
    };
    years.contains(&number).then_some(Year { number, calendar, century_added: false })
}

/// اول ماه مه ۱۴۰۲: the Gregorian year in which the day, or the whole month, falls into the Solar year stated.
fn solar_year_of(part: &Part, value: u32) -> Option<Year> {
    /// Days that every month has.
    const COMMON: u8 = 28;
    let solar = plausible(value, Calendar::Solar).filter(|_| part.month.calendar == Calendar::Gregorian)?;
    let days = part.day.map_or([1, COMMON], |day| [day, day]);
    let falls = |year: i32, day: u8| {
        let civil = civil_day(Calendar::Gregorian, year, part.month.number, day)?;
        civil.in_calendar(Calendar::Solar).map(|(solar, ..)| solar)
    };
    let fits = |year: &i32| days.iter().all(|day| falls(*year, *day) == Some(solar.number));
    let number =
        [SOLAR_OFFSET, SOLAR_OFFSET + 1].map(|offset| solar.number + offset).into_iter().find(fits)?;
    Some(Year { number, calendar: Calendar::Gregorian, century_added: false })
}

/// The year that two figures name: Solar 1310 to 1409, Gregorian 1930 to 2029.
pub(super) fn with_century(value: u32, calendar: Calendar) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    match calendar {
        Calendar::Solar => Some(if value < 10 { 1400 + value } else { 1300 + value }),
        Calendar::Gregorian => Some(if value < 30 { 2000 + value } else { 1900 + value }),
        Calendar::Lunar => None,
    }
}
