//! The numbers of a text as values that can be compared across languages.

use std::collections::HashSet;

use super::side::{Side, idioms};
use super::words;
use crate::span::{Chars, Span};
use crate::text::date::DateFound;
use crate::text::number::{Amount, Number, Qualifier};
use crate::text::placeable::{Content, Kind, Placeable, placeables};

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Class {
    /// Whatever the text names, in order or not.
    Count,
    /// Hundredths.
    Percent,
    /// Money of a currency.
    Money(String),
    /// A unit.
    Unit(String),
    /// Dozens, hundreds: no number but a size.
    Size,
    /// An article, an address, a code: equal letter by letter.
    Named(Kind),
}

/// One value.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) span: Span<Chars>,
    pub(super) class: Class,
    /// Its number, size or name.
    pub(super) value: String,
    /// The number as a quantity; 0 for what is none.
    pub(super) amount: f64,
    /// A word that may stand for this value and mostly says something else; nobody misses it.
    pub(super) is_aside: bool,
    /// Whether it is written in figures.
    pub(super) in_figures: bool,
    /// How exactly it is meant, of a single number.
    pub(super) qualifier: Option<Qualifier>,
}

impl Fact {
    /// What it says, for people; never in letters that a terminal sets from the right.
    pub(super) fn shown(&self) -> String {
        match &self.class {
            Class::Named(kind) if !self.value.is_ascii() => kind.as_str().to_owned(),
            Class::Money(unit) | Class::Unit(unit) => format!("{} {unit}", self.value),
            Class::Percent => format!("{} per cent", self.value),
            Class::Named(kind @ (Kind::Article | Kind::Clause | Kind::Note | Kind::Convention)) => {
                format!("{} {}", kind.as_str(), self.value)
            }
            _ => self.value.clone(),
        }
    }

    pub(super) fn is_measured(&self) -> bool {
        matches!(self.class, Class::Money(_) | Class::Unit(_))
    }
}

/// The dates and the numbers of a text.
pub(super) fn facts(side: &Side) -> (Vec<DateFound>, Vec<Fact>) {
    let placeables = placeables(side.text, side.lang);
    let dates = placeables.iter().filter_map(|placeable| match &placeable.content {
        Content::Date(date) => Some(date.clone()),
        _ => None,
    });
    let dates: Vec<DateFound> = dates.collect();
    let mut facts: Vec<Fact> = placeables.iter().flat_map(|p| of_placeable(p, side)).collect();
    set_idioms_aside(side, &mut facts);
    // A word that is read as a number is no second one.
    let read: HashSet<usize> = facts.iter().map(|fact| fact.span.start).collect();
    facts.extend(asides(side).into_iter().filter(|aside| !read.contains(&aside.span.start)));
    facts.sort_by_key(|fact| fact.span.start);
    (dates, facts)
}

/// A number in words that is part of an idiom is missed by nobody.
fn set_idioms_aside(side: &Side, facts: &mut [Fact]) {
    let idioms = idioms(side, "number");
    let mut idioms = idioms.iter().peekable();
    for fact in facts.iter_mut().filter(|fact| !fact.in_figures) {
        while idioms.next_if(|idiom| idiom.end <= fact.span.start).is_some() {}
        fact.is_aside |= idioms.peek().is_some_and(|idiom| idiom.start < fact.span.end);
    }
}

fn of_placeable(placeable: &Placeable, side: &Side) -> Vec<Fact> {
    let exact = placeable.value.trim_start_matches(['~', '<', '>', '=']);
    let (value, unit) = exact.split_once(' ').unwrap_or((exact, ""));
    let class = match placeable.kind {
        Kind::Date => return Vec::new(),
        Kind::Percent => Class::Percent,
        Kind::Money => Class::Money(unit.to_owned()),
        Kind::Quantity => Class::Unit(unit.to_owned()),
        Kind::Indefinite => Class::Size,
        Kind::Number | Kind::Fraction | Kind::Ordinal | Kind::Range => Class::Count,
        kind => Class::Named(kind),
    };
    let named = matches!(class, Class::Named(_));
    let qualifier = match &placeable.content {
        Content::Number(Number { amount: Amount::Single(_), qualifier, .. }) => *qualifier,
        _ => None,
    };
    let in_figures = side.has_figure(placeable.span);
    let fact = |value: &str| Fact {
        span: placeable.span,
        class: class.clone(),
        value: if named { name_value(placeable.kind, value) } else { value.to_owned() },
        amount: amount(value).unwrap_or(0.0),
        is_aside: false,
        in_figures,
        qualifier,
    };
    if named {
        return vec![fact(exact)];
    }
    // A range is two numbers: another translation has "from 5 to 6" or "5 or 6".
    value.split("..").map(fact).collect()
}

/// An identifier as both sides write it.
fn name_value(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Hashtag | Kind::Code => value.to_lowercase(),
        _ => value.to_owned(),
    }
}

/// The quantity a canonical number says.
fn amount(value: &str) -> Option<f64> {
    match value.split_once('/') {
        Some((above, below)) => {
            let below: f64 = below.parse().ok()?;
            (below != 0.0).then(|| above.parse::<f64>().ok().map(|above| above / below)).flatten()
        }
        None => value.parse().ok(),
    }
}

/// Whether two numbers are the same: digit by digit where both are decimal numbers.
pub(super) fn same_amount(a: &Fact, b: &Fact) -> bool {
    match a.value.contains('/') || b.value.contains('/') {
        true => near(a.amount, b.amount),
        false => a.value == b.value,
    }
}

/// Relative error of reckoning with binary fractions; less than one in the last digit of any sum of money.
const ERROR: f64 = 1e-14;

pub(super) fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= ERROR * a.abs().max(b.abs())
}

/// Words that may stand for a number: both, twice, a dozen.
fn asides(side: &Side) -> Vec<Fact> {
    let stand = side.stated.words.iter().filter_map(|word| {
        let (value, unit) = words::stands_for(side.lang.primary(), &word.text)?;
        Some((word.span, value, unit))
    });
    let fact = |(span, value, unit): (Span<Chars>, &str, &str)| Fact {
        span,
        class: match unit {
            "" => Class::Count,
            "%" => Class::Percent,
            unit => Class::Unit(unit.to_owned()),
        },
        value: value.to_owned(),
        amount: amount(value).unwrap_or(0.0),
        is_aside: true,
        in_figures: false,
        qualifier: None,
    };
    stand.map(fact).collect()
}

/// A whole number in figures that can be a year.
pub(super) fn year(fact: &Fact) -> Option<i32> {
    let written = fact.in_figures && fact.class == Class::Count && fact.value.len() == 4;
    fact.value.parse().ok().filter(|_| written)
}
