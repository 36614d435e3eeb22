//! Whether two texts deny the same.

use std::collections::HashMap;

use super::Sides;
use crate::span::{Chars, Span};
use crate::text::polarity::{Denial, DenialKind, Stated};

/// The denials that only one side has, or that stand at something else.
pub(super) fn differ(here: &Stated, memory: &Stated) -> Sides {
    let (mut left, mut right) = unpaired(&here.denials, &memory.denials);
    drop_parts_of_words(&mut left, &mut right, here, memory);
    drop_chain(&mut left, &right);
    drop_chain(&mut right, &left);
    if left.len() != right.len() || is_moved(&left, here, memory) || is_moved(&right, memory, here) {
        return (spans(&left), spans(&right));
    }
    (Vec::new(), Vec::new())
}

fn spans(denials: &[&Denial]) -> Vec<Span<Chars>> {
    denials.iter().map(|d| d.span).collect()
}

/// Takes out the denials of the same thing on both sides, in whatever way they are expressed.
fn unpaired<'d>(here: &'d [Denial], memory: &'d [Denial]) -> (Vec<&'d Denial>, Vec<&'d Denial>) {
    let mut heads: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, denial) in memory.iter().enumerate().rev() {
        heads.entry(&denial.head).or_default().push(i);
    }
    let mut taken = vec![false; memory.len()];
    let mut left = Vec::new();
    for denial in here {
        match heads.get_mut(denial.head.as_str()).and_then(Vec::pop) {
            Some(i) => taken.iter_mut().skip(i).take(1).for_each(|t| *t = true),
            None => left.push(denial),
        }
    }
    let right = memory.iter().zip(taken).filter(|(_, taken)| !taken).map(|(d, _)| d).collect();
    (left, right)
}

/// A negative affix is part of its word: another word for it is no denial less, its own stem on the other side is.
fn drop_parts_of_words(left: &mut Vec<&Denial>, right: &mut Vec<&Denial>, here: &Stated, memory: &Stated) {
    let is_affix = |d: &&Denial| d.kind == DenialKind::Affix;
    pair_with_clause(left, right);
    pair_with_clause(right, left);
    left.retain(|d| !is_affix(d) || states_more(&d.head, memory, here));
    right.retain(|d| !is_affix(d) || states_more(&d.head, here, memory));
}

/// نابرابرند and برابر نیستند deny the same.
fn pair_with_clause(affixes: &mut Vec<&Denial>, clauses: &mut Vec<&Denial>) {
    affixes.retain(|affix| {
        let same = |d: &&Denial| {
            d.kind != DenialKind::Affix && d.head.split(' ').any(|w| !w.is_empty() && w == affix.head)
        };
        match (affix.kind == DenialKind::Affix).then(|| clauses.iter().position(same)).flatten() {
            Some(i) => {
                clauses.remove(i);
                false
            }
            None => true,
        }
    });
}

/// Whether `there` states the word, undenied, more often than `here` does.
fn states_more(word: &str, there: &Stated, here: &Stated) -> bool {
    let count = |text: &Stated| text.words.iter().filter(|w| !w.is_denied && w.text == word).count();
    count(there) > count(here)
}

/// نه … نه before an affirmed verb denies what one denied verb does.
fn drop_chain(own: &mut Vec<&Denial>, other: &[&Denial]) {
    let is_link = |d: &Denial| d.kind == DenialKind::Particle;
    let chained = own.iter().filter(|d| is_link(d)).count() > 1;
    if chained && !other.is_empty() && !other.iter().any(|d| is_link(d)) {
        let mut links = 0;
        own.retain(|d| {
            links += usize::from(is_link(d));
            !is_link(d) || links == 1
        });
    }
}

/// Whether what is denied here is affirmed there and not here: the denial stands at another verb.
fn is_moved(denials: &[&Denial], here: &Stated, there: &Stated) -> bool {
    denials.iter().any(|d| {
        let count = |text: &Stated| text.affirmed.iter().filter(|head| **head == d.head).count();
        d.kind == DenialKind::Verb && count(there) > count(here)
    })
}

/// Whether a canonical token denies another: نمیروند of میروند, نکردند of کردند, نروید of بروید, نیامد of آمد,
/// نیست of است, غیرقانونی of قانونی.
pub(super) fn is_denial_of(denied: &str, plain: &str) -> bool {
    if plain.chars().count() < 2 {
        return false;
    }
    let strip = |prefix: &str| denied.strip_prefix(prefix);
    let verb = strip("ن").is_some_and(|verb| {
        plain == verb
            || plain.strip_prefix('ب') == Some(verb)
            || verb.strip_prefix("یا").is_some_and(|v| plain.strip_prefix('آ') == Some(v))
            || verb.strip_prefix('ی').is_some_and(|v| plain.strip_prefix('ا') == Some(v))
    });
    let affix = ["نا", "بی", "غیر"].iter().any(|prefix| strip(prefix) == Some(plain));
    let copula = strip("نی").is_some_and(|n| ["ا", "ه"].iter().any(|p| plain.strip_prefix(p) == Some(n)));
    verb || affix || copula
}
