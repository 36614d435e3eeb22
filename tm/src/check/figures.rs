//! Numbers and dates of both sides, paired off by value; what is left over is told.

use super::dates::{Moment, moments, of_number, pair_off};
use super::facts::{Class, Fact, facts, near, same_amount};
use super::lost;
use super::pairing::{pair_equal, pair_one_by_one, settle_dates};
use super::side::{Side, detail, idioms};
use super::{CheckKind, Finding, Severity};
use crate::span::{Chars, Span};
use crate::text::placeable::Kind;

/// Most numbers left over that are compared one by one; a segment has fewer, and the rest is compared by value only.
const MOST: usize = 100;

/// What the sides do not share of numbers and dates.
pub(super) fn compare(source: &Side, target: &Side) -> Vec<Finding> {
    let (source_dates, mut here) = facts(source);
    let (target_dates, mut there) = facts(target);
    let mut lost = lost::weekdays(&source_dates, &target_dates);
    if source.is_read() && target.is_read() {
        lost.extend(lost::signs(&here, &there));
        lost.extend(lost::directions(&here, &there));
    }
    let (reckoned_here, reckoned_there) = (reckoned(&here), reckoned(&there));
    pair_equal(&mut here, &mut there);
    let (mut days, mut other_days) = (moments(&source_dates), moments(&target_dates));
    pair_off(&mut days, &mut other_days);
    if here.len() <= MOST && there.len() <= MOST {
        pair_one_by_one(source, &mut here, target, &mut there);
        settle_dates(&mut here, &mut days, &mut there, &mut other_days);
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
    found.extend(lost);
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
        (Some(a), Some(b)) if a.is_measured() && b.is_measured() && same_amount(a, b) => CheckKind::Unit,
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
