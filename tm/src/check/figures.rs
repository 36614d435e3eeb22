//! Numbers and dates of both sides, paired off by value; what is left over is told.

use std::collections::HashMap;

use super::dates::{Moment, moments, of_number, pair_off};
use super::facts::{Class, Fact, facts};
use super::side::{Side, detail, idioms};
use super::words;
use super::{CheckKind, Finding, Severity};
use crate::span::{Chars, Span};
use crate::text::fold;
use crate::text::placeable::Kind;

/// Most numbers left over that are compared one by one; a segment has fewer, and the rest is compared by value only.
const MOST: usize = 100;

/// Relative error of a conversion that is none: that of binary fractions, and no more.
const EQUAL: f64 = 1e-9;

/// What the sides do not share of numbers and dates.
pub(super) fn compare(source: &Side, target: &Side) -> Vec<Finding> {
    let (source_dates, mut here) = facts(source);
    let (target_dates, mut there) = facts(target);
    let (reckoned_here, reckoned_there) = (reckoned(&here), reckoned(&there));
    pair_equal(&mut here, &mut there);
    let (mut days, mut other_days) = (moments(&source_dates), moments(&target_dates));
    pair_off(&mut days, &mut other_days);
    if here.len() <= MOST && there.len() <= MOST {
        pair_alike(&mut here, &mut there);
        pair_parts(&mut here, &mut there);
        pair_parts(&mut there, &mut here);
        pair_sums(&mut here, &mut there);
        pair_sums(&mut there, &mut here);
        pair_products(&mut here, &mut there);
        pair_products(&mut there, &mut here);
        pair_spelled(source, &mut here, target, &mut there);
        pair_one_in(&mut here, &mut there);
        pair_one_in(&mut there, &mut here);
        settle_years(&mut here, &mut other_days);
        settle_years(&mut there, &mut days);
        settle_years_of_numbers(&mut here, &mut there);
        settle_bare(&mut here, &mut other_days);
        settle_bare(&mut there, &mut days);
    }
    here.retain(is_missed);
    there.retain(is_missed);
    let mut found = date_findings(days, other_days);
    if source.is_read() && target.is_read() {
        found.extend(number_findings(here, there, &[reckoned_here, reckoned_there]));
    } else {
        found.extend(figure_findings(here, there));
    }
    soften(source, target, &mut found);
    found
}

/// What stands on one side alone and is most likely right: a translator's note in brackets, the number of a year that the
/// other side calls this year or last year, a date that it calls by name or as seen from the speaker.
fn soften(source: &Side, target: &Side, found: &mut [Finding]) {
    let alone = found.iter().any(|f| f.source.is_empty() || f.target.is_empty());
    if !alone {
        return;
    }
    let notes = bracketed(&target.chars);
    let relative = |side: &Side| !idioms(side, "year").is_empty();
    let (said_here, said_there) = (relative(source), relative(target));
    let named = |side: &Side| !idioms(side, "day").is_empty();
    let (named_here, named_there) = (named(source), named(target));
    for finding in found.iter_mut().filter(|f| f.severity == Severity::Warning) {
        let is_year = |side: &Side, spans: &[Span<Chars>]| {
            spans
                .iter()
                .all(|span| side.slice(*span).iter().filter(|c| c.is_numeric()).count() == YEAR_DIGITS)
        };
        let is_note = finding.source.is_empty() && finding.target.iter().all(|span| is_inside(&notes, *span));
        let is_relative = match (finding.source.is_empty(), finding.target.is_empty()) {
            (true, false) => said_here && is_year(target, &finding.target),
            (false, true) => said_there && is_year(source, &finding.source),
            _ => false,
        };
        let is_named = finding.kind == CheckKind::Date
            && (named_here && finding.source.is_empty() || named_there && finding.target.is_empty());
        if is_note || is_relative || is_named {
            finding.severity = Severity::Hint;
        }
    }
}

/// Digits of a year.
const YEAR_DIGITS: usize = 4;

/// The outermost brackets of a text, in order.
fn bracketed(chars: &[char]) -> Vec<Span<Chars>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in chars.iter().enumerate() {
        match c {
            '(' | '[' => open = open.or(Some(at)),
            ')' | ']' => found.extend(open.take().map(|from| Span::new(from, at + 1))),
            _ => {}
        }
    }
    found
}

fn is_inside(spans: &[Span<Chars>], inner: Span<Chars>) -> bool {
    let at = spans.partition_point(|span| span.end < inner.end);
    spans.get(at).is_some_and(|span| span.contains(&inner))
}

/// Takes out what has the same value on both sides: of the same class first, then a bare number beside a measured one.
fn pair_equal(here: &mut Vec<Fact>, there: &mut Vec<Fact>) {
    let exact = |fact: &Fact| match &fact.class {
        Class::Named(_) => format!("named {}", fact.value),
        Class::Size => format!("size {}", fact.value),
        class => format!("{class:?} {}", fact.amount),
    };
    let (with_class, asides) = (|fact: &Fact| (!fact.is_aside).then(|| exact(fact)), exact);
    pair_by(here, there, with_class);
    pair_by(here, there, |fact| Some(asides(fact)));
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
        _ => near(a.amount, b.amount),
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= EQUAL * a.abs().max(b.abs())
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

/// Whether anybody misses it: an article or "some" is no number, and a word for one is mostly an article.
fn is_missed(fact: &Fact) -> bool {
    let weak =
        fact.class == Class::Count && !fact.in_figures && fact.amount <= 1.0 && fact.amount.fract() == 0.0;
    let one = fact.is_measured() && !fact.in_figures && near(fact.amount, 1.0);
    !fact.is_aside && !weak && !one && fact.value != "several"
}

fn date_findings(mut here: Vec<Moment>, mut there: Vec<Moment>) -> Vec<Finding> {
    let mut found = Vec::new();
    for weekday in [false, true] {
        let of_kind = |moments: &mut Vec<Moment>| -> Vec<Moment> {
            let (these, others) = moments.drain(..).partition(|m: &Moment| m.is_weekday() == weekday);
            *moments = others;
            these
        };
        let (left, right) = (of_kind(&mut here), of_kind(&mut there));
        for at in 0..left.len().max(right.len()) {
            let (one, other) = (left.get(at), right.get(at));
            let both = one.is_some() && other.is_some();
            // A day of the week is often added or left out.
            if weekday && !both {
                continue;
            }
            let (say, said) = (one.map(Moment::to_string), other.map(Moment::to_string));
            found.push(Finding {
                kind: CheckKind::Date,
                severity: if both { Severity::Error } else { Severity::Warning },
                source: one.map(|m| m.span).into_iter().collect(),
                target: other.map(|m| m.span).into_iter().collect(),
                detail: detail(say.as_deref(), said.as_deref()),
            });
        }
    }
    found
}

/// What is left over on both sides stands for each other, as nearly as classes tell.
fn number_findings(mut here: Vec<Fact>, mut there: Vec<Fact>, reckoned: &[Vec<f64>; 2]) -> Vec<Finding> {
    let [reckoned_here, reckoned_there] = reckoned;
    let mut found = Vec::new();
    if here.len() <= MOST && there.len() <= MOST {
        let nearness: [fn(&Fact, &Fact) -> bool; 4] = [
            |a, b| a.class == b.class,
            |a, b| a.is_measured() && b.is_measured(),
            |a, b| !matches!(a.class, Class::Named(_)) && !matches!(b.class, Class::Named(_)),
            |_, _| true,
        ];
        for near in nearness {
            here.retain(|fact| match there.iter().position(|other| near(fact, other)) {
                Some(at) => {
                    found.push(finding(Some(fact), Some(&there.remove(at))));
                    false
                }
                None => true,
            });
        }
    }
    let lone = |facts: Vec<Fact>, reckoned: &[f64], finding: &dyn Fn(&Fact) -> Finding| -> Vec<Finding> {
        let said = facts.iter().filter(|fact| fact.class != Class::Size);
        said.map(|fact| {
            let is_reckoned =
                fact.class == Class::Count && reckoned.iter().any(|sum| near(*sum, fact.amount));
            let found = finding(fact);
            Finding { severity: if is_reckoned { Severity::Hint } else { found.severity }, ..found }
        })
        .collect()
    };
    found.extend(lone(here, reckoned_there, &|fact| finding(Some(fact), None)));
    found.extend(lone(there, reckoned_here, &|fact| finding(None, Some(fact))));
    found
}

/// Most numbers that are reckoned with; a sentence whose translator reckons has two or three.
const MOST_RECKONED: usize = 10;

/// What a translator may reckon from the numbers of a text: nine stayed away of twelve of whom three came.
fn reckoned(facts: &[Fact]) -> Vec<f64> {
    if facts.len() > MOST_RECKONED {
        return Vec::new();
    }
    let counts: Vec<f64> =
        facts.iter().filter(|fact| fact.class == Class::Count).map(|fact| fact.amount).collect();
    let pairs = counts.iter().enumerate().flat_map(|(at, a)| counts.iter().skip(at + 1).map(move |b| (a, b)));
    pairs.flat_map(|(a, b)| [a + b, (a - b).abs()]).filter(|sum| *sum > 1.0).collect()
}

/// Where words are not read, only figures that differ from figures are wrong.
fn figure_findings(mut here: Vec<Fact>, mut there: Vec<Fact>) -> Vec<Finding> {
    here.retain(|fact| fact.in_figures);
    there.retain(|fact| fact.in_figures);
    here.iter().zip(&there).map(|(one, other)| finding(Some(one), Some(other))).collect()
}

fn finding(one: Option<&Fact>, other: Option<&Fact>) -> Finding {
    let facts = || one.into_iter().chain(other);
    let measured = facts().any(Fact::is_measured);
    let years = facts().all(|fact| of_number(fact).is_some());
    let kind = match (one, other) {
        (Some(_), Some(_)) if years => CheckKind::Date,
        (Some(a), Some(b)) if a.is_measured() && b.is_measured() && near(a.amount, b.amount) => {
            CheckKind::Unit
        }
        _ if measured => CheckKind::Quantity,
        _ => CheckKind::Number,
    };
    let both = one.is_some() && other.is_some();
    // A hashtag is translated as often as not.
    let severity = match () {
        () if facts().any(|fact| fact.class == Class::Named(Kind::Hashtag)) => Severity::Hint,
        () if both => Severity::Error,
        () => Severity::Warning,
    };
    let (say, said) = (one.map(Fact::shown), other.map(Fact::shown));
    Finding {
        kind,
        severity,
        source: one.map(|fact| fact.span).into_iter().collect(),
        target: other.map(|fact| fact.span).into_iter().collect(),
        detail: detail(say.as_deref(), said.as_deref()),
    }
}
