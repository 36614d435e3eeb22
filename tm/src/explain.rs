//! Why a match has the score it has, in figures that add up.

use crate::distance::{Step, Weighted};
use crate::lang::Lang;
use crate::lookup::Match;
use crate::score::{MatchKind, Penalty, Score, Scored, compare};
use crate::span::{Chars, Span};
use crate::text::fold;

/// A match taken apart.
///
/// `kept` is `1000 × (heavier − cost) ÷ heavier`, rounded down, in per mille; `similarity` is that on the scale of
/// [`crate::score::similarity`], at most 99 % below identity; `score` is that on the scale of what `base` keeps
/// less ten per mille for each point of a penalty ([`crate::score::kept_after`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Weight of all tokens of the text at hand, in thousandths of a content word.
    pub here: u64,
    /// Weight of all tokens of the memory's source.
    pub memory: u64,
    /// What the steps cost together.
    pub cost: u64,
    /// The part of the heavier text that is kept.
    pub kept: Score,
    /// Similarity of the two texts before penalties.
    pub similarity: Score,
    /// What the penalties are taken from: the similarity, or what a repair or a context makes of it.
    pub base: Score,
    /// The kind, which says why that is not the similarity.
    pub kind: MatchKind,
    /// What was taken off.
    pub penalties: Vec<Penalty>,
    /// What came of it.
    pub score: Score,
    /// Every token that costs something, in reading order.
    pub steps: Vec<Costly>,
    /// Spellings that were read as one.
    pub folded: Vec<Folding>,
}

/// A token that is not the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Costly {
    /// The token of the text at hand, as it stands there.
    pub here: Option<String>,
    /// The token of the memory.
    pub memory: Option<String>,
    /// Whether one is taken for another form or a slip of the other.
    pub is_near: bool,
    /// What leaving it out would cost.
    pub weight: u64,
    /// What it costs.
    pub cost: u64,
}

/// A word that is written otherwise on both sides and costs nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folding {
    /// As it stands in the text at hand.
    pub here: String,
    /// Where.
    pub here_at: Span<Chars>,
    /// As it stands in the memory.
    pub memory: String,
    /// Where.
    pub memory_at: Span<Chars>,
    /// What differs: digits, letters, marks above letters, spaces and joiners, or how parts are joined.
    pub what: Vec<&'static str>,
}

/// Takes a match for `text` apart; `lang` is the language of both sources.
pub fn explain(text: &str, found: &Match, lang: &Lang) -> Explanation {
    let (here, memory) = (Scored::new(text, lang), Scored::new(&found.source, lang));
    let comparison = compare(&here, &memory);
    let (left, right) = (Side::new(text, &here), Side::new(&found.source, &memory));
    let steps: Vec<Costly> = comparison.steps.iter().filter_map(|step| costly(step, &left, &right)).collect();
    let total = |side: &Side<'_>| side.tokens.iter().map(|t| u64::from(t.weight)).sum();
    let (own, other): (u64, u64) = (total(&left), total(&right));
    let cost = steps.iter().map(|step| step.cost).sum();
    let heavier = own.max(other);
    Explanation {
        here: own,
        memory: other,
        cost,
        kept: Score((1000 * heavier.saturating_sub(cost) / heavier.max(1)) as u16),
        similarity: comparison.similarity,
        base: found.base,
        kind: found.kind,
        penalties: found.penalties.clone(),
        score: found.score,
        steps,
        folded: comparison.steps.iter().filter_map(|step| folding(step, &left, &right)).collect(),
    }
}

struct Side<'t> {
    letters: Vec<char>,
    tokens: &'t [Weighted],
}

impl<'t> Side<'t> {
    fn new(text: &str, scored: &'t Scored) -> Side<'t> {
        Side { letters: text.chars().collect(), tokens: &scored.tokens }
    }

    fn span(&self, first: usize, parts: usize) -> Option<Span<Chars>> {
        let (from, to) = (self.tokens.get(first)?, self.tokens.get(first + parts.checked_sub(1)?)?);
        Some(Span::new(from.token.span.start, to.token.span.end))
    }

    fn text(&self, span: Span<Chars>) -> String {
        self.letters.get(span.start..span.end).unwrap_or_default().iter().collect()
    }

    fn token(&self, at: usize) -> Option<(String, &Weighted)> {
        Some((self.text(self.span(at, 1)?), self.tokens.get(at)?))
    }
}

fn costly(step: &Step, left: &Side<'_>, right: &Side<'_>) -> Option<Costly> {
    let alone = |token: Option<(String, &Weighted)>, is_here: bool| {
        let (text, token) = token?;
        let weight = u64::from(token.weight);
        let (here, memory) = if is_here { (Some(text), None) } else { (None, Some(text)) };
        Some(Costly { here, memory, is_near: false, weight, cost: weight })
    };
    match *step {
        Step::Left(i) => alone(left.token(i), true),
        Step::Right(j) => alone(right.token(j), false),
        Step::Changed(i, j) => {
            let ((here, l), (memory, r)) = (left.token(i)?, right.token(j)?);
            let weight = u64::from(l.weight.max(r.weight));
            let cost = crate::distance::price(l, r);
            Some(Costly { here: Some(here), memory: Some(memory), is_near: cost < weight, weight, cost })
        }
        Step::Same(..) | Step::Split(..) | Step::Joined(..) => None,
    }
}

fn folding(step: &Step, left: &Side<'_>, right: &Side<'_>) -> Option<Folding> {
    let (here_at, memory_at) = match *step {
        Step::Same(i, j) => (left.span(i, 1)?, right.span(j, 1)?),
        Step::Split(i, j, parts) => (left.span(i, 1)?, right.span(j, parts)?),
        Step::Joined(i, j, parts) => (left.span(i, parts)?, right.span(j, 1)?),
        Step::Changed(..) | Step::Left(_) | Step::Right(_) => return None,
    };
    let (here, memory) = (left.text(here_at), right.text(memory_at));
    (here != memory).then(|| Folding { what: what(&here, &memory), here, here_at, memory, memory_at })
}

/// A kind of character and how it is told.
type Kind = (&'static str, fn(char) -> bool);

/// In what two spellings of one word differ.
fn what(here: &str, memory: &str) -> Vec<&'static str> {
    let of = |text: &str, keep: fn(char) -> bool| text.chars().filter(|c| keep(*c)).collect::<String>();
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{AD}' | '-');
    let kinds: [Kind; 4] = [
        ("spaces and joiners", |c| {
            c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{AD}' | '-')
        }),
        ("digits", char::is_numeric),
        ("marks on letters", unicode_normalization::char::is_combining_mark),
        ("marks", |c| {
            !c.is_alphanumeric() && !c.is_whitespace() && !unicode_normalization::char::is_combining_mark(c)
        }),
    ];
    let mut found: Vec<&'static str> = kinds
        .iter()
        .filter(|(_, keep)| of(here, *keep) != of(memory, *keep))
        .map(|(name, _)| *name)
        .collect();
    if found.contains(&"spaces and joiners") {
        found.retain(|kind| *kind != "marks");
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic() && !is_gap(*c)).collect::<String>();
    if letters(here) != letters(memory) {
        let same_folded = letters(fold(here).as_str()) == letters(fold(memory).as_str());
        let same_lower = here.to_lowercase() == memory.to_lowercase();
        found.push(match (same_lower, same_folded) {
            (true, _) => "capitals",
            (_, true) => "forms of letters",
            _ => "spelling",
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(here: &str, memory: &str) -> Vec<&'static str> {
        what(here, memory)
    }

    #[test]
    fn what_differs_in_spelling_is_named() {
        assert_eq!(words("می\u{200C}روند", "می روند"), ["spaces and joiners"]);
        assert_eq!(words("۱۲", "12"), ["digits"]);
        assert_eq!(words("كارگر", "کارگر"), ["forms of letters"]);
        assert_eq!(words("Strike", "strike"), ["capitals"]);
        assert_eq!(words("هیأت", "هیئت"), ["spelling"]);
    }
}
