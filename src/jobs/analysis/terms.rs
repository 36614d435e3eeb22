//! How much of a document the glossary knows.

use std::collections::BTreeSet;

use glossary::{Concept, TermStatus};
use tm::lang::Lang;

use crate::jobs::suggest::Suggestion;

/// Terms that stand in a document.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Concepts of the glossary with a term to be found and, where a language is meant, a rendering in it.
    pub known: u64,
    /// Places where a term stands; one inside a longer term is none.
    pub occurrences: u64,
    /// Segments with at least one term.
    pub segments: u64,
    /// Words that are part of a term.
    pub words: u64,
    /// Concepts and terms that stand somewhere, by their places in the glossary.
    found: BTreeSet<(usize, usize)>,
}

impl Terms {
    /// Different concepts that stand somewhere.
    pub fn concepts(&self) -> u64 {
        self.found.iter().map(|(concept, _)| concept).collect::<BTreeSet<_>>().len() as u64
    }

    /// Different terms that stand somewhere.
    pub fn terms(&self) -> u64 {
        self.found.len() as u64
    }

    /// Nothing found yet of a glossary.
    pub(super) fn of(concepts: &[Concept], source: &Lang, target: Option<&Lang>) -> Terms {
        let is_found = |concept: &&Concept| {
            concept.terms.iter().any(|term| {
                let is_source = source.accepts(&term.lang) || term.lang.accepts(source);
                is_source && term.status != TermStatus::Forbidden
            })
        };
        let known = concepts.iter().filter(is_found).filter(|concept| is_ours(concept, target)).count();
        Terms { known: known as u64, ..Terms::default() }
    }

    pub(super) fn count(&mut self, suggestion: &Suggestion<'_>, target: Option<&Lang>) {
        let hits = suggestion.terms.iter().filter(|term| !term.hit.nested && is_ours(term.concept, target));
        let hits: Vec<_> = hits.map(|term| &term.hit).collect();
        self.occurrences += hits.len() as u64;
        self.segments += u64::from(!hits.is_empty());
        let spans: Vec<_> = hits.iter().map(|hit| (hit.span.start, hit.span.end)).collect();
        self.words += words_in(&suggestion.source, &spans);
        self.found.extend(hits.iter().map(|hit| (hit.concept, hit.term)));
    }

    pub(super) fn add(&mut self, more: &Terms) {
        self.occurrences += more.occurrences;
        self.segments += more.segments;
        self.words += more.words;
        self.found.extend(&more.found);
    }
}

fn is_ours(concept: &Concept, target: Option<&Lang>) -> bool {
    target.is_none_or(|target| concept.renderings(target).next().is_some())
}

/// Words of a text of which a part lies in one of the spans, which count characters.
fn words_in(text: &str, spans: &[(usize, usize)]) -> u64 {
    let (mut words, mut start, mut is_word) = (0, 0, false);
    let covered = |start: usize, end: usize| spans.iter().any(|(from, to)| *from < end && start < *to);
    let mut at = 0;
    for c in text.chars() {
        if c.is_whitespace() {
            words += u64::from(is_word && covered(start, at));
            (start, is_word) = (at + 1, false);
        } else {
            is_word |= c.is_alphanumeric();
        }
        at += 1;
    }
    words + u64::from(is_word && covered(start, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::stats::words;

    #[test]
    fn a_word_counts_once_and_marks_are_none() {
        let text = "شورای  کارگری \u{2013} نان،";
        assert_eq!(words_in(text, &[(0, 2), (1, 4)]), 1);
        assert_eq!(words_in(text, &[(0, 12)]), 2);
        assert_eq!(words_in(text, &[(14, 15)]), 0);
        assert_eq!(words_in(text, &[(0, 99)]), words(text));
    }
}
