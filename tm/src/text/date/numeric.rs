//! Dates in figures alone: `1400/6/20`, `20/6/1400`, `8 -6 -2007`, `11.09.2021`.

use super::calendar::Calendar;
use super::lexicon::{Sense, Tongue};
use super::others::century;
use super::parts::{Item, Reader, plausible, with_century};
use super::scan::Number;
use super::value::{Ambiguity, DateValue, StatedDate};

impl Reader<'_> {
    /// A date in figures.
    pub(super) fn numeric(&self, at: usize) -> Option<Item> {
        self.three_numbers(at).or_else(|| self.day_and_month(at))
    }

    /// German, French and Swedish `26/12 2003`.
    fn day_and_month(&self, at: usize) -> Option<Item> {
        let [day, month, year] = [self.number(at)?, self.number(at + 2)?, self.number(at + 3)?];
        let day_first = matches!(self.tongue, Tongue::German | Tongue::French | Tongue::Swedish);
        let joined =
            self.mark(at + 1) == Some('/') && !self.gap(at + 1) && !self.gap(at + 2) && self.gap(at + 3);
        let figures = (1..=2).contains(&day.figures) && (1..=2).contains(&month.figures) && year.figures == 4;
        let before = at >= 2 && self.mark(at - 1).is_some() && !self.gap(at) && self.number(at - 2).is_some();
        if !day_first || !joined || !figures || before || self.has(at + 4, Sense::Unit) {
            return None;
        }
        let year = year_in(year, None)?;
        let date = stated(year.calendar, year.number, month, day)?;
        date.is_possible().then(|| finish(date, Vec::new(), at, at + 4))
    }

    /// Three numbers with the same sign between.
    fn three_numbers(&self, at: usize) -> Option<Item> {
        let [first, second, third] = [self.number(at)?, self.number(at + 2)?, self.number(at + 4)?];
        let sign = self.mark(at + 1).filter(|sign| matches!(sign, '/' | '-' | '.'))?;
        let tight = [at + 1, at + 2, at + 3, at + 4].iter().all(|at| !self.gap(*at));
        let figures = [first, second, third].iter().all(|n| n.figures > 0 && n.figures <= 4 && !n.ordinal);
        let whole = first.figures == 4 || third.figures == 4;
        let loose = whole
            && sign != '.'
            && self.gap(at + 1) == self.gap(at + 3)
            && self.gap(at + 2) == self.gap(at + 4);
        if self.mark(at + 3) != Some(sign) || !figures || !(tight || loose) || self.continues(at) {
            return None;
        }
        let era = self.era(at + 5);
        let (date, ambiguity) = if first.figures == 4 {
            self.year_first(first, second, third, era.map(|(era, _)| era))?
        } else if third.figures == 4 {
            self.year_last([first, second, third], sign, era.map(|(era, _)| era))?
        } else {
            self.short_year([first, second, third], sign)?
        };
        let end = self.after_era(at + 5, date.calendar).unwrap_or(at + 5);
        Some(finish(date, ambiguity, at, end))
    }

    /// Whether figures go on before or behind, as in telephone numbers.
    fn continues(&self, at: usize) -> bool {
        let sign = |mark: usize| matches!(self.mark(mark), Some('/' | '-' | '.' | ':'));
        let before =
            at >= 2 && sign(at - 1) && !self.gap(at) && !self.gap(at - 1) && self.number(at - 2).is_some();
        let after = sign(at + 5) && !self.gap(at + 5) && !self.gap(at + 6) && self.number(at + 6).is_some();
        before || after || !self.gap(at + 5) && self.number(at + 5).is_some()
    }

    fn year_first(&self, y: Number, m: Number, d: Number, era: Option<Calendar>) -> Option<Reading> {
        let year = year_in(y, era)?;
        let written = stated(year.calendar, year.number, m, d)?;
        // One slip is a wrong date, two are no date.
        let nearly = m.value <= 12 || m.value <= 31 && (1..=31).contains(&d.value);
        nearly.then(|| (written, Vec::new()))
    }

    fn year_last(&self, [a, b, y]: [Number; 3], sign: char, era: Option<Calendar>) -> Option<Reading> {
        let year = year_in(y, era)?;
        let day_first = stated(year.calendar, year.number, b, a)?;
        let month_first = stated(year.calendar, year.number, a, b)?;
        let nearly = b.value <= 12 || b.value <= 31 && (1..=31).contains(&a.value);
        if !nearly {
            return None;
        }
        // Nobody writes a Solar month before its day.
        if b.value > 12 && (1..=12).contains(&a.value) && year.calendar != Calendar::Solar {
            return Some((month_first, Vec::new()));
        }
        // Only in Persian calls and English texts are both orders in use.
        let both = matches!(self.tongue, Tongue::Persian | Tongue::English) && sign != '.';
        let doubt = both && year.calendar == Calendar::Gregorian && a.value <= 12 && a.value != b.value;
        let order = Ambiguity::DayMonthOrder { other: month_first };
        Some((day_first, doubt.then_some(order).into_iter().collect()))
    }

    /// Years of two figures: ۹۸/۸/۲۴ and ۲۴/۸/۹۸ in Persian, `24.8.19` in the others.
    fn short_year(&self, [a, b, c]: [Number; 3], sign: char) -> Option<Reading> {
        let (calendar, [year, month, day]) = match self.tongue {
            Tongue::Persian if sign != '/' => return None,
            Tongue::Persian if a.figures == 2 && (a.value > 31 || a.value < 10) => {
                (Calendar::Solar, [a, b, c])
            }
            Tongue::Persian if c.figures == 2 && c.value > 31 => (Calendar::Solar, [c, b, a]),
            Tongue::German | Tongue::Swedish | Tongue::French | Tongue::English
                if sign != '-' && c.figures == 2 && b.figures <= 2 && a.figures <= 2 =>
            {
                (Calendar::Gregorian, [c, b, a])
            }
            _ => return None,
        };
        let number = with_century(year.value, calendar)?;
        let date = stated(calendar, number, month, day)?;
        let fits = (1..=12).contains(&month.value) && (1..=31).contains(&day.value);
        let mut ambiguity = century(true);
        if self.tongue == Tongue::English && day.value <= 12 && day.value != month.value {
            ambiguity.push(Ambiguity::DayMonthOrder { other: stated(calendar, number, day, month)? });
        }
        fits.then_some((date, ambiguity))
    }
}

/// A date and what is doubtful in it.
type Reading = (StatedDate, Vec<Ambiguity>);

fn year_in(number: Number, era: Option<Calendar>) -> Option<super::parts::Year> {
    match era {
        Some(era) => plausible(number.value, era),
        None => {
            plausible(number.value, Calendar::Solar).or_else(|| plausible(number.value, Calendar::Gregorian))
        }
    }
}

fn stated(calendar: Calendar, year: i32, month: Number, day: Number) -> Option<StatedDate> {
    let (month, day) = (u8::try_from(month.value).ok()?, u8::try_from(day.value).ok()?);
    Some(StatedDate { calendar, year: Some(year), month: Some(month), day: Some(day) })
}

fn finish(date: StatedDate, ambiguity: Vec<Ambiguity>, start: usize, end: usize) -> Item {
    let value = if date.is_possible() {
        DateValue::Date { date, weekday: None }
    } else {
        DateValue::Impossible(date)
    };
    Item { value, ambiguity, start, end }
}
