//! Denials of both sides: whether one denies what the other states.
//!
//! Languages deny in different ways: "unequal" for نابرابر, "is only" for جز … نیست, "until" for تا … نشود. A denied verb,
//! a "nobody", a refusal must have a counterpart of any kind on the other side; a part of a word need not.

use std::collections::BTreeSet;

use super::side::{Side, detail};
use super::words::{self, Rule};
use super::{CheckKind, Finding, Severity};
use crate::text::ZWNJ;
use crate::text::polarity::{Denial, DenialKind};

/// Denials that only one side has.
pub(super) fn compare(source: &Side, target: &Side) -> Vec<Finding> {
    let (said, meant) = (count(source, target), count(target, source));
    let (missing, added) = (lacks(&said, &meant), lacks(&meant, &said));
    let (here, there) = match (missing, added) {
        (Some(denial), _) => (Some(denial), None),
        (None, Some(denial)) => (None, Some(denial)),
        (None, None) => return opposite(source, target).into_iter().collect(),
    };
    let quote = |side: &Side, denial: &Denial| format!("denied by {:?}", side.quote(denial.span));
    let (one, other) = (here.map(|d| quote(source, d)), there.map(|d| quote(target, d)));
    vec![Finding {
        kind: CheckKind::Negation,
        severity: if here.is_some() && is_reversible(source) { Severity::Hint } else { Severity::Warning },
        source: here.map(|d| d.span).into_iter().collect(),
        target: there.map(|d| d.span).into_iter().collect(),
        detail: detail(one.as_deref(), other.as_deref()),
    }]
}

/// Whether a text has a phrase that denies in form only: دست نمی\u{200C}کشیم is "we go on".
fn is_reversible(side: &Side) -> bool {
    let lang = side.lang.primary();
    side.stated.words.iter().any(|word| words::is_listed(Rule::Reversible, lang, &word.text))
}

/// How often a side denies, by weight.
#[derive(Debug, Default)]
struct Count<'s> {
    /// Denials of clauses.
    clauses: Vec<&'s Denial>,
    /// Negative parts of words.
    affixes: usize,
    /// What words say without denying.
    implied: usize,
}

fn count<'s>(side: &'s Side, other: &Side) -> Count<'s> {
    let beside: BTreeSet<&str> = other.stated.words.iter().map(|word| word.text.as_str()).collect();
    let lang = side.lang.primary();
    let mut found = Count::default();
    for denial in &side.stated.denials {
        let word = side.quote(denial.span).to_lowercase();
        match words::denial_rule(lang, &word, &beside) {
            Some(Rule::Translates) => {}
            Some(Rule::Interjection) if stands_alone(side, denial) => {}
            _ if words::is_listed(Rule::Additive, lang, &next_word(side, denial)) => {}
            _ if denial.kind == DenialKind::Affix => found.affixes += 1,
            _ => found.clauses.push(denial),
        }
    }
    for word in side.stated.words.iter().filter(|word| !word.is_denied) {
        match words::denial_rule(lang, &word.text, &beside) {
            Some(Rule::Implies) => found.implied += 1,
            Some(Rule::Exclusive) => found.implied += 2,
            Some(Rule::Shape) => found.affixes += 1,
            _ => {}
        }
    }
    found
}

/// Letters looked at behind a denial: the longest word that makes it none.
const NEXT: usize = 16;

/// The word behind a denial.
fn next_word(side: &Side, denial: &Denial) -> String {
    let behind = side.chars.get(denial.span.end..).unwrap_or_default().iter().take(NEXT);
    let word = behind.skip_while(|c| c.is_whitespace() || **c == ZWNJ).take_while(|c| c.is_alphabetic());
    word.flat_map(|c| c.to_lowercase()).collect()
}

/// No, an answer: a mark stands behind it.
fn stands_alone(side: &Side, denial: &Denial) -> bool {
    let behind = side.chars.get(denial.span.end);
    behind.is_none_or(|c| matches!(c, ',' | '\u{60C}' | '.' | '!' | ';' | '\u{61B}' | ':'))
}

/// The denial of a clause that nothing on the other side answers, if there are more denials than answers.
fn lacks<'s>(from: &Count<'s>, to: &Count) -> Option<&'s Denial> {
    // نه … نه is one denial in many languages.
    let links = from.clauses.iter().filter(|denial| denial.kind == DenialKind::Particle).count();
    let wanted = from.clauses.len().saturating_sub(links.saturating_sub(1));
    // A part of a word answers a clause where no part of a word asks for it.
    let free = to.affixes.saturating_sub(from.affixes);
    let answers = to.clauses.len() + free + to.implied;
    if wanted <= answers { None } else { from.clauses.first().copied() }
}

/// A word whose denial the other side turns into its opposite: غیرقانونی and "lawful".
fn opposite(source: &Side, target: &Side) -> Option<Finding> {
    if !target.stated.denials.is_empty() {
        return None;
    }
    source.stated.denials.iter().find_map(|denial| {
        let opposites = words::opposites(&denial.head, target.lang.primary())?;
        let word = target.stated.words.iter().find(|word| opposites.contains(&word.text))?;
        let (one, other) = (source.quote(denial.span), target.quote(word.span));
        Some(Finding {
            kind: CheckKind::Negation,
            severity: Severity::Warning,
            source: vec![denial.span],
            target: vec![word.span],
            detail: detail(Some(&one), Some(&other)),
        })
    })
}
