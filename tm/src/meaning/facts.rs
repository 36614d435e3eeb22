//! Dates, numbers, quantities and addresses that only one of two texts states.

use std::collections::HashMap;

use super::{DifferenceKind, Sides};
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::date::DateValue;
use crate::text::number::{Amount, Decimal, Measure, Number};
use crate::text::placeable::{Content, Kind, Placeable, placeables};

/// The facts of a text that have a value.
pub(super) fn facts(text: &str, lang: &Lang) -> Vec<Placeable> {
    let mut found = placeables(text, lang);
    if found.first().is_some_and(|first| is_list_number(text, first)) {
        found.remove(0);
    }
    found.retain(|fact| !is_one_coin(fact));
    found
}

/// Figures of the number of an item of a list.
const LIST_FIGURES: usize = 2;

/// `۳. `, `۳) `, `۳- ` in front of a text numbers it and states nothing.
fn is_list_number(text: &str, first: &Placeable) -> bool {
    let before: String = text.chars().take(first.span.start).collect();
    let mut behind = text.chars().skip(first.span.end);
    let number = first.kind == Kind::Number && first.span.len() <= LIST_FIGURES;
    let figures = text.chars().skip(first.span.start).take(first.span.len()).all(char::is_numeric);
    let mark = matches!(behind.next(), Some('.' | ')' | '-' | '–' | '—' | ':' | '\u{2212}'));
    let open = before.trim();
    number && figures && matches!(open, "" | "(") && mark && behind.next().is_none_or(char::is_whitespace)
}

/// What only one side states, by kind, ordered by kind.
pub(super) fn differ(here: &[Placeable], memory: &[Placeable]) -> Vec<(DifferenceKind, Sides)> {
    let (mut left, mut right) = (only_in(here, memory), only_in(memory, here));
    drop_manners_of_speaking(&mut left, &right);
    drop_manners_of_speaking(&mut right, &left);
    let mut sides: HashMap<DifferenceKind, Sides> = HashMap::new();
    for (own, other, is_memory) in [(&left, &right, false), (&right, &left, true)] {
        for fact in own {
            let (here, memory) = sides.entry(kind(fact, other)).or_default();
            if is_memory { memory.push(fact.span) } else { here.push(fact.span) }
        }
    }
    let other_days = (other_weekdays(here, memory), other_weekdays(memory, here));
    let mut found: Vec<_> = sides.into_iter().chain([(DifferenceKind::Date, other_days)]).collect();
    found.sort_by_key(|(kind, _)| *kind);
    found
}

/// Dates that both texts state, with another day of the week: one of the two is wrong, and a translation repeats it.
fn other_weekdays(own: &[Placeable], other: &[Placeable]) -> Vec<Span<Chars>> {
    let twins = |fact: &Placeable| {
        let days: Vec<u8> = other.iter().filter(|o| o.value == fact.value).filter_map(weekday).collect();
        days
    };
    let differs = |fact: &&Placeable| {
        let days = twins(fact);
        !days.is_empty() && weekday(fact).is_some_and(|day| !days.contains(&day))
    };
    own.iter().filter(differs).map(|fact| fact.span).collect()
}

/// The day of the week that is stated with a date.
fn weekday(fact: &Placeable) -> Option<u8> {
    match &fact.content {
        Content::Date(date) => match date.value {
            DateValue::Date { weekday, .. } => weekday,
            _ => None,
        },
        _ => None,
    }
}

/// "First of all", half of it, thousands of times: with no other number against them they count nothing.
fn drop_manners_of_speaking(own: &mut Vec<&Placeable>, other: &[&Placeable]) {
    let counts = |fact: &&Placeable| matches!(fact.content, Content::Number(_));
    if !other.iter().any(counts) {
        own.retain(|fact| !is_manner_of_speaking(fact));
    }
}

fn is_manner_of_speaking(fact: &Placeable) -> bool {
    let Content::Number(number) = &fact.content else { return false };
    let is = |value: &Decimal, so_many| value.small() == Some(so_many);
    match (&number.amount, number.measure) {
        (Amount::Indefinite(_), Measure::Count) => true,
        (Amount::Single(value), Measure::Ordinal) => is(value, 1),
        (Amount::Fraction(above, below), Measure::Count) => is(above, 1) && is(below, 2),
        _ => false,
    }
}

/// حتی یک ریال: one coin is none.
fn is_one_coin(fact: &Placeable) -> bool {
    match &fact.content {
        Content::Number(Number { amount: Amount::Single(value), measure: Measure::Money(_), .. }) => {
            value.small() == Some(1)
        }
        _ => false,
    }
}

fn only_in<'p>(own: &'p [Placeable], other: &[Placeable]) -> Vec<&'p Placeable> {
    let mut rest: HashMap<(Kind, &str), usize> = HashMap::new();
    other.iter().for_each(|fact| *rest.entry((fact.kind, &fact.value)).or_default() += 1);
    let mut only = Vec::new();
    for fact in own {
        match rest.get_mut(&(fact.kind, fact.value.as_str())).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => only.push(fact),
        }
    }
    only
}

/// What differs, seen from the facts that the other side has alone.
pub(super) fn kind(fact: &Placeable, other: &[&Placeable]) -> DifferenceKind {
    match (fact.kind, &fact.content) {
        (Kind::Date, _) => DifferenceKind::Date,
        (Kind::Url | Kind::Mail | Kind::Handle | Kind::Hashtag, _) => DifferenceKind::Name,
        (_, Content::Number(number)) => {
            let same_amount = |o: &&Placeable| match &o.content {
                Content::Number(o) => o.amount == number.amount && o.measure != number.measure,
                _ => false,
            };
            match number.measure {
                Measure::Money(_) | Measure::Unit(_) if other.iter().any(same_amount) => DifferenceKind::Unit,
                Measure::Money(_) | Measure::Unit(_) => DifferenceKind::Quantity,
                // So many there, so many of something here: the other side's fact has the unit.
                _ if other.iter().any(same_amount) => DifferenceKind::Unit,
                _ => DifferenceKind::Number,
            }
        }
        _ => DifferenceKind::Number,
    }
}
