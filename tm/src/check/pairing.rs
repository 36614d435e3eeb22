//! Which numbers of one side stand for which of the other, in whatever form each is said.

use std::collections::HashMap;

use super::dates::{Moment, of_number, pair_off};
use super::facts::{Class, Fact, near, same_amount};
use super::side::Side;
use super::words;
use crate::text::fold;
use crate::text::placeable::Kind;

/// Takes out what has the same value on both sides: of the same class first, then a bare number beside a measured one.
pub(super) fn pair_equal(here: &mut Vec<Fact>, there: &mut Vec<Fact>) {
    let exact = |fact: &Fact| match &fact.class {
        Class::Named(kind) => format!("{} {}", group(*kind), fact.value),
        Class::Size => format!("size {}", fact.value),
        class if fact.value.contains('/') => format!("{class:?} {}", fact.amount),
        class => format!("{class:?} {}", fact.value),
    };
    let (with_class, asides) = (|fact: &Fact| (!fact.is_aside).then(|| exact(fact)), exact);
    pair_by(here, there, with_class);
    pair_by(here, there, |fact| Some(asides(fact)));
}

/// Takes out what the sides say in different ways. Everything is compared with everything: for few numbers only.
pub(super) fn pair_one_by_one(source: &Side, here: &mut Vec<Fact>, target: &Side, there: &mut Vec<Fact>) {
    pair_alike(here, there);
    for pair in [pair_parts, pair_sums, pair_products, pair_one_in] {
        pair(here, there);
        pair(there, here);
    }
    pair_spelled(source, here, target, there);
}

/// Takes out numbers and dates that are the years, days and hours of each other.
pub(super) fn settle_dates(
    here: &mut Vec<Fact>,
    days: &mut Vec<Moment>,
    there: &mut Vec<Fact>,
    other_days: &mut Vec<Moment>,
) {
    settle_years(here, other_days);
    settle_years(there, days);
    settle_years_of_numbers(here, there);
    settle_bare(here, other_days);
    settle_bare(there, days);
}

fn pair_by(here: &mut Vec<Fact>, there: &mut Vec<Fact>, key: impl Fn(&Fact) -> Option<String>) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, fact) in there.iter().enumerate().rev() {
        if let Some(key) = key(fact) {
            places.entry(key).or_default().push(at);
        }
    }
    let mut taken = vec![false; there.len()];
    here.retain(|fact| {
        let at = key(fact).and_then(|key| places.get_mut(&key)?.pop());
        at.and_then(|at| taken.get_mut(at)).map(|taken| *taken = true).is_none()
    });
    let mut taken = taken.into_iter();
    there.retain(|_| !taken.next().unwrap_or(false));
}

/// Takes out what a translation may say in another way: 18 months for a year and a half, 90 per cent for nine in ten.
fn pair_alike(here: &mut Vec<Fact>, there: &mut Vec<Fact>) {
    here.retain(|fact| match there.iter().position(|other| is_alike(fact, other)) {
        Some(at) => {
            there.remove(at);
            false
        }
        None => true,
    });
}

fn is_alike(a: &Fact, b: &Fact) -> bool {
    match (&a.class, &b.class) {
        (Class::Size, Class::Size) => a.value == b.value || a.value == "several" || b.value == "several",
        (Class::Size, _) | (_, Class::Size) => false,
        (Class::Named(kind), Class::Named(other)) if kind == other => a.value == b.value,
        (Class::Named(kind), Class::Named(other)) => group(*kind) == group(*other) && a.value == b.value,
        (Class::Named(_), _) | (_, Class::Named(_)) => a.value == b.value,
        (Class::Money(one), Class::Money(other)) | (Class::Unit(one), Class::Unit(other)) if one != other => {
            matches!((in_base(a), in_base(b)), (Some((base, here)), Some((same, there))) if base == same && near(here, there))
        }
        (Class::Percent, Class::Count) if a.amount > 1.0 && b.amount < 1.0 => {
            near(a.amount / 100.0, b.amount)
        }
        (Class::Count, Class::Percent) if b.amount > 1.0 && a.amount < 1.0 => {
            near(b.amount / 100.0, a.amount)
        }
        (Class::Money(_), Class::Unit(_)) | (Class::Unit(_), Class::Money(_)) => false,
        _ => same_amount(a, b),
    }
}

/// Identifiers that a translator may name in one way: a clause is an article, never a note.
fn group(kind: Kind) -> &'static str {
    match kind {
        Kind::Note | Kind::Convention => kind.as_str(),
        _ => "named",
    }
}

/// 90 per cent and nine in ten: one number that is a part of another.
fn pair_parts(whole: &mut Vec<Fact>, parts: &mut Vec<Fact>) {
    whole.retain(|fact| {
        let share = match fact.class {
            Class::Percent => fact.amount / 100.0,
            Class::Count if fact.amount < 1.0 => fact.amount,
            _ => return true,
        };
        let of = |above: usize, below: usize| {
            let (Some(above), Some(below)) = (parts.get(above), parts.get(below)) else { return false };
            below.amount > 1.0 && near(share, above.amount / below.amount)
        };
        let found = (1..parts.len()).find(|at| of(at - 1, *at) || of(*at, at - 1));
        found.is_none_or(|at| {
            parts.drain(at - 1..=at);
            false
        })
    });
}

/// A fifth and one in five, half and every second: a share that is one in a number.
fn pair_one_in(whole: &mut Vec<Fact>, parts: &mut Vec<Fact>) {
    whole.retain(|fact| {
        let share = match fact.class {
            Class::Percent => fact.amount / 100.0,
            Class::Count if fact.amount < 1.0 => fact.amount,
            _ => return true,
        };
        let one_in =
            |part: &Fact| part.class == Class::Count && part.amount > 1.0 && near(share * part.amount, 1.0);
        parts.iter().position(one_in).is_none_or(|at| {
            parts.remove(at);
            false
        })
    });
}

/// Seven years and six months, and seven and a half years: a measure that is the sum of two neighbours.
fn pair_sums(whole: &mut Vec<Fact>, parts: &mut Vec<Fact>) {
    whole.retain(|fact| {
        let Some((base, size)) = in_base(fact) else { return true };
        let is_sum =
            |at: &usize| match (parts.get(*at - 1).and_then(in_base), parts.get(*at).and_then(in_base)) {
                (Some((one, a)), Some((other, b))) => one == base && other == base && near(a + b, size),
                _ => false,
            };
        (1..parts.len()).find(is_sum).is_none_or(|at| {
            parts.drain(at - 1..=at);
            false
        })
    });
}

/// A measure in the base of its unit.
fn in_base(fact: &Fact) -> Option<(&'static str, f64)> {
    match &fact.class {
        Class::Money(unit) | Class::Unit(unit) => {
            words::in_base(unit).map(|(base, times)| (base, fact.amount * times))
        }
        _ => None,
    }
}

/// Two dozen and 24: a number that is two neighbours multiplied.
fn pair_products(whole: &mut Vec<Fact>, parts: &mut Vec<Fact>) {
    whole.retain(|fact| {
        let is_product = |at: &usize| match (parts.get(*at - 1), parts.get(*at)) {
            (Some(a), Some(b)) => a.amount > 1.0 && b.amount > 1.0 && near(a.amount * b.amount, fact.amount),
            _ => false,
        };
        let found = (1..parts.len()).find(is_product).filter(|_| !matches!(fact.class, Class::Named(_)));
        found.is_none_or(|at| {
            parts.drain(at - 1..=at);
            false
        })
    });
}

/// Digits of an account or a telephone number that one side writes in groups.
fn pair_spelled(source: &Side, here: &mut Vec<Fact>, target: &Side, there: &mut Vec<Fact>) {
    let settle = |side: &Side, codes: &mut Vec<Fact>, groups: &mut Vec<Fact>| {
        codes.retain(|fact| {
            let code = squashed(fact.value.chars());
            if !matches!(fact.class, Class::Named(_)) || code.len() < SHORTEST_CODE {
                return true;
            }
            let whole = squashed(side.chars.iter().copied());
            if !whole.contains(&code) {
                return true;
            }
            groups.retain(|group| !code.contains(&squashed(side.slice(group.span).iter().copied())));
            false
        });
    };
    settle(target, here, there);
    settle(source, there, here);
}

/// Fewest letters and digits of a code that is looked for in groups: two groups of four.
const SHORTEST_CODE: usize = 8;

/// Letters and digits alone, in ASCII where they can be.
fn squashed(chars: impl Iterator<Item = char>) -> String {
    let text: String = chars.collect();
    fold(&text).as_str().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The day or hour of a date that the other side's words are not read as.
fn settle_bare(numbers: &mut Vec<Fact>, dates: &mut Vec<Moment>) {
    numbers.retain(|fact| {
        let bare = |date: &Moment| fact.class == Class::Count && date.is_bare(fact.amount);
        dates.iter().position(bare).is_none_or(|at| {
            dates.remove(at);
            false
        })
    });
}

/// A bare number that is the year of a date of the other side.
fn settle_years(numbers: &mut Vec<Fact>, dates: &mut Vec<Moment>) {
    numbers.retain(|fact| {
        let Some(year) = of_number(fact) else { return true };
        let (mut one, before) = (vec![year], dates.len());
        pair_off(&mut one, dates);
        dates.len() == before
    });
}

/// ۱۳۴۲ and 1963.
fn settle_years_of_numbers(here: &mut Vec<Fact>, there: &mut Vec<Fact>) {
    here.retain(|fact| {
        let Some(year) = of_number(fact) else { return true };
        let same = |other: &Fact| {
            let mut moments: Vec<Moment> = of_number(other).into_iter().collect();
            let any = !moments.is_empty();
            pair_off(&mut vec![year], &mut moments);
            any && moments.is_empty()
        };
        there.iter().position(same).is_none_or(|at| {
            there.remove(at);
            false
        })
    });
}
