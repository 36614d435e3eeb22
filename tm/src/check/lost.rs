//! What a value lost on its way: its per cent sign, its currency, whether it is more or less, the right day of the week.

use super::facts::{Class, Fact, same_amount};
use super::side::detail;
use super::{CheckKind, Finding, Severity};
use crate::text::date::{Ambiguity, DateFound};
use crate::text::number::Qualifier;

/// Most numbers of a side that are compared one by one; a segment has fewer.
const MOST: usize = 100;

/// Percentages and money of one side that the other counts without any sign of what.
pub(super) fn signs(here: &[Fact], there: &[Fact]) -> Vec<Finding> {
    if here.len() > MOST || there.len() > MOST {
        return Vec::new();
    }
    let mut found = bare(here, there, false);
    found.extend(bare(there, here, true));
    found
}

/// The facts of one side whose number alone stands on the other.
fn bare(own: &[Fact], other: &[Fact], turned: bool) -> Vec<Finding> {
    let same_kind = |a: &Class, b: &Class| {
        matches!((a, b), (Class::Percent, Class::Percent) | (Class::Money(_), Class::Money(_)))
    };
    // 45 of a hundred.
    let of_hundred = |fact: &Fact| {
        fact.class == Class::Percent && other.iter().any(|o| o.class == Class::Count && o.value == "100")
    };
    let signed = own.iter().filter(|fact| {
        !fact.is_aside
            && matches!(fact.class, Class::Percent | Class::Money(_))
            && !other.iter().any(|o| same_kind(&fact.class, &o.class))
            && !of_hundred(fact)
    });
    let bare = signed.filter_map(|fact| {
        let number = other.iter().find(|o| o.class == Class::Count && !o.is_aside && same_amount(fact, o))?;
        let (here, there) = if turned { (number, fact) } else { (fact, number) };
        Some(Finding {
            kind: CheckKind::Unit,
            severity: Severity::Warning,
            source: vec![here.span],
            target: vec![there.span],
            detail: detail(Some(&here.shown()), Some(&there.shown())),
        })
    });
    bare.collect()
}

/// Numbers that one side calls the least and the other the most.
pub(super) fn directions(here: &[Fact], there: &[Fact]) -> Vec<Finding> {
    if here.len() > MOST || there.len() > MOST {
        return Vec::new();
    }
    let opposed = here.iter().filter_map(|fact| {
        let up = is_least(fact)?;
        let turned = |other: &&Fact| is_least(other) == Some(!up) && same_amount(fact, other);
        let other = there.iter().find(turned)?;
        // Said in both ways on one side: nothing is certain.
        let both = here.iter().any(|own| turned(&own));
        (!both).then(|| Finding {
            kind: CheckKind::Number,
            severity: Severity::Error,
            source: vec![fact.span],
            target: vec![other.span],
            detail: detail(Some(&bound(fact)), Some(&bound(other))),
        })
    });
    opposed.collect()
}

/// Whether a number is said to be the least, or the most.
fn is_least(fact: &Fact) -> Option<bool> {
    match fact.qualifier? {
        Qualifier::MoreThan | Qualifier::AtLeast => Some(true),
        Qualifier::LessThan | Qualifier::AtMost => Some(false),
        Qualifier::About => None,
    }
}

fn bound(fact: &Fact) -> String {
    format!("{} {}", fact.qualifier.map_or("", Qualifier::name), fact.shown())
}

/// Days of the week of a translation that are not those of their dates, unless the source has the same mistake.
pub(super) fn weekdays(here: &[DateFound], there: &[DateFound]) -> Vec<Finding> {
    let mistake = |date: &DateFound| {
        date.ambiguity.iter().find_map(|doubt| match doubt {
            Ambiguity::WeekdayMismatch { stated, actual } => Some((*stated, *actual)),
            _ => None,
        })
    };
    let own: Vec<_> = here.iter().filter_map(mistake).collect();
    let wrong = there.iter().filter_map(|date| Some((date, mistake(date).filter(|m| !own.contains(m))?)));
    wrong
        .map(|(date, _)| Finding {
            kind: CheckKind::Date,
            severity: Severity::Warning,
            source: Vec::new(),
            target: vec![date.span],
            detail: "the day of the week is not that of the date".to_owned(),
        })
        .collect()
}
