//! Denials of both sides: whether one denies what the other states.
//!
//! Languages deny in different ways: "unequal" for نابرابر, "is only" for جز … نیست, "until" for تا … نشود. A denied verb,
//! a "nobody", a refusal must have a counterpart of any kind on the other side; a part of a word need not. A verb that
//! the other side does not say at all is most likely said in another way: then the finding is a hint.

use std::collections::{BTreeSet, HashMap};

use super::side::{Side, idioms};
use super::words::{self, Carries, Rule};
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
    let is_clear = match here {
        Some(_) => !is_reversible(source) && is_clear(source, target),
        None => is_clear(target, source),
    };
    vec![Finding {
        kind: CheckKind::Negation,
        severity: if is_clear { Severity::Warning } else { Severity::Hint },
        source: here.map(|d| d.span).into_iter().collect(),
        target: there.map(|d| d.span).into_iter().collect(),
        detail: if here.is_some() { MISSING } else { ADDED }.to_owned(),
    }]
}

const MISSING: &str = "denied here, not there";
const ADDED: &str = "denied there, not here";

/// Whether the other side states what one side denies, as far as words tell: none of them carries a denial in another
/// way, and one says what the verb says, or nothing is known of the verb.
fn is_clear(denying: &Side, stating: &Side) -> bool {
    let verbs: Vec<Vec<&str>> = match (is_persian(denying), is_persian(stating)) {
        (true, false) => denied_verbs(denying),
        (false, true) => stating.stated.affirmed.iter().map(|head| verb(head).collect()).collect(),
        _ => Vec::new(),
    };
    let latin = if is_persian(denying) { stating } else { denying };
    let mut others = words_of(stating);
    let (is_said, is_unknown) = say(&verbs, latin, &mut others);
    let carries = |how| words::softens(how, stating.lang.primary(), &others);
    let carried = carries(Carries::Surely) || !idioms(stating, "denial").is_empty();
    !carried && (is_said || is_unknown && !carries(Carries::Perhaps))
}

/// Whether a text says one of the verbs, and whether nothing is known of one of them. What says a verb is taken out of the
/// other words: لغو says what was done, not that anything was not.
fn say<'s>(verbs: &[Vec<&'s str>], latin: &'s Side, others: &mut BTreeSet<&'s str>) -> (bool, bool) {
    let words = words_of(latin);
    let (mut is_said, mut is_unknown) = (false, verbs.is_empty());
    // A long text says the same few verbs again and again.
    let mut known: HashMap<&str, bool> = HashMap::new();
    for parts in verbs {
        let mut is_listed = false;
        for part in parts {
            is_listed |= *known.entry(part).or_insert_with(|| {
                let said = words::deed_words(part, latin.lang.primary(), &words);
                if said.as_ref().is_some_and(|said| !said.is_empty()) {
                    is_said = true;
                    others.remove(part);
                }
                said.iter().flatten().for_each(|word| _ = others.remove(word));
                said.is_some()
            });
        }
        is_unknown |= !is_listed;
    }
    (is_said, is_unknown)
}

/// Entries of words in front of a denied verb that may hold its noun: کفاف نصف ماه را هم نمی\u{200C}دهد.
const NOUN_BEFORE: usize = 6;

/// What each denial of a Persian text may deny: its verb, or the noun the sense lies in.
fn denied_verbs<'s>(side: &'s Side) -> Vec<Vec<&'s str>> {
    let words = &side.stated.words;
    let of = |denial: &'s Denial| match denial.kind {
        DenialKind::Particle | DenialKind::Without | DenialKind::Lack => Vec::new(),
        _ if denial.head.ends_with(COPULA) => Vec::new(),
        _ => {
            let at = words.partition_point(|word| word.span.end <= denial.span.start);
            let near = words.get(at.saturating_sub(NOUN_BEFORE)..at).unwrap_or_default();
            near.iter().map(|word| word.text.as_str()).chain(verb(&denial.head)).collect()
        }
    };
    side.stated.denials.iter().filter(|denial| denial.kind != DenialKind::Affix).map(of).collect()
}

/// The denied copula, which says nothing by itself.
const COPULA: &str = "است";

/// The noun of a verb, else the verb.
fn verb(head: &str) -> impl Iterator<Item = &str> {
    let known = |part: &&str| words::is_deed(part);
    let last = head.split(' ').next_back();
    let noun = head.split(' ').find(known);
    noun.or(last).into_iter()
}

fn is_persian(side: &Side) -> bool {
    matches!(side.lang.primary(), "fa" | "prs")
}

fn words_of<'s>(side: &'s Side) -> BTreeSet<&'s str> {
    side.stated.words.iter().map(|word| word.text.as_str()).collect()
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
    let beside = words_of(other);
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
    // French sets a space before its marks.
    let rest = side.chars.get(denial.span.end..).unwrap_or_default();
    let behind = rest.iter().find(|c| !c.is_whitespace());
    let before = side.chars.get(..denial.span.start).unwrap_or_default();
    let opens = before.iter().rev().find(|c| !c.is_whitespace()).is_none_or(|c| !c.is_alphanumeric());
    opens && behind.is_none_or(|c| matches!(c, ',' | '\u{60C}' | '.' | '!' | ';' | '\u{61B}' | ':'))
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
        Some(Finding {
            kind: CheckKind::Negation,
            severity: Severity::Warning,
            source: vec![denial.span],
            target: vec![word.span],
            detail: MISSING.to_owned(),
        })
    })
}
