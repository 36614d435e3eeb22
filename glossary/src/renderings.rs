//! Which of a concept's terms does a translation say it with?

use tm::lang::Lang;
use tm::span::{Chars, Span};

use crate::concept::{Concept, Term, TermStatus};
use crate::finder::{Finder, TermHit, related};

/// The terms of two languages, ready for comparing pairs.
#[derive(Debug, Clone)]
pub struct TermRenderings<'c> {
    concepts: &'c [Concept],
    target: Lang,
    in_source: Finder,
    in_target: Finder,
}

/// A concept of a source and what its translation says for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Index of the concept in the list that was given.
    pub concept: usize,
    /// Where it stands in the source first.
    pub source: Span<Chars>,
    /// Indexes of its terms that stand in the translation, each once, in the order of their places; none when it says
    /// it in other words, or not at all.
    pub terms: Vec<usize>,
}

impl<'c> TermRenderings<'c> {
    /// Prepares the terms of `source` and `target`.
    pub fn new(concepts: &'c [Concept], source: &Lang, target: &Lang) -> TermRenderings<'c> {
        TermRenderings {
            concepts,
            target: target.clone(),
            in_source: Finder::new(concepts, source),
            in_target: Finder::select(concepts, target, |_, _| true),
        }
    }

    /// The concepts of a source that have a term to be used in the language of the translation, each once, with the terms
    /// it is said with there; what lies inside a longer term of the source is said with that one.
    pub fn find(&self, source: &str, target: &str) -> Vec<Rendered> {
        let expected = self.in_source.find(source);
        if expected.is_empty() {
            return Vec::new();
        }
        let found = self.in_target.find(target);
        let mut rendered: Vec<Rendered> = Vec::new();
        for hit in expected.iter().filter(|hit| !hit.nested && self.has_rendering(hit.concept)) {
            if rendered.iter().any(|known| known.concept == hit.concept) {
                continue;
            }
            let terms = self.terms_of(hit.concept, &found, &expected);
            if terms.is_empty() && is_said_as_homonym(hit, &expected, &found) {
                continue;
            }
            rendered.push(Rendered { concept: hit.concept, source: hit.span, terms });
        }
        rendered
    }

    /// The terms of a concept in a translation that are no part of a longer term there which the source has too; where
    /// there is none, those to be used that are: workers' council has the worker in it.
    fn terms_of(&self, concept: usize, found: &[TermHit], expected: &[TermHit]) -> Vec<usize> {
        let is_part = |hit: &TermHit| {
            let is_longer = |o: &&TermHit| o.span.contains(&hit.span) && o.span.len() > hit.span.len();
            found.iter().filter(is_longer).any(|other| expected.iter().any(|e| e.concept == other.concept))
        };
        let own = || found.iter().filter(|hit| hit.concept == concept);
        let whole = distinct(own().filter(|hit| !is_part(hit)));
        let is_usable =
            |hit: &&TermHit| self.status(hit).is_some_and(|status| status <= TermStatus::Deprecated);
        if whole.is_empty() { distinct(own().filter(is_usable)) } else { whole }
    }

    fn status(&self, hit: &TermHit) -> Option<TermStatus> {
        Some(self.concepts.get(hit.concept)?.terms.get(hit.term)?.status)
    }

    fn has_rendering(&self, concept: usize) -> bool {
        let usable = |term: &Term| term.status <= TermStatus::Admitted && related(&self.target, &term.lang);
        self.concepts.get(concept).is_some_and(|concept| concept.terms.iter().any(usable))
    }
}

fn distinct<'h>(hits: impl Iterator<Item = &'h TermHit>) -> Vec<usize> {
    let mut terms = Vec::new();
    for hit in hits {
        if !terms.contains(&hit.term) {
            terms.push(hit.term);
        }
    }
    terms
}

/// Whether another concept with the same words in the source stands in the translation: that one was meant.
fn is_said_as_homonym(hit: &TermHit, expected: &[TermHit], found: &[TermHit]) -> bool {
    let mut same_place = expected.iter().filter(|e| e.span == hit.span && e.concept != hit.concept);
    same_place.any(|other| found.iter().any(|f| f.concept == other.concept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use TermStatus::{Admitted, Forbidden, Preferred};

    fn concept(terms: &[(&str, &str, TermStatus)]) -> Concept {
        let term = |(tag, text, status): &(&str, &str, TermStatus)| {
            Term::new(Lang::parse(tag).unwrap(), *text, *status)
        };
        Concept { terms: terms.iter().map(term).collect(), ..Concept::default() }.normalised()
    }

    fn shown(source: &str, target: &str) -> Vec<String> {
        let concepts = [
            concept(&[
                ("fa", "شورا", Preferred),
                ("en", "council", Preferred),
                ("en", "workers' council", Admitted),
                ("en", "soviet", Forbidden),
            ]),
            concept(&[("fa", "شوروی", Preferred), ("en", "Soviet Union", Preferred)]),
            concept(&[("fa", "اعتصاب", Preferred), ("en", "strike", Preferred), ("en", "walkout", Admitted)]),
            concept(&[("fa", "صندوق اعتصاب", Preferred), ("en", "strike fund", Preferred)]),
            concept(&[("fa", "بند", Preferred), ("en", "clause", Preferred)]),
            concept(&[("fa", "بند", Preferred), ("en", "ward", Preferred)]),
            concept(&[("fa", "تورم", Preferred), ("de", "Inflation", Preferred)]),
            concept(&[("fa", "کارگر", Preferred), ("en", "worker", Preferred)]),
        ];
        let renderings = TermRenderings::new(&concepts, &Lang::persian(), &Lang::parse("en").unwrap());
        let name = |rendered: Rendered| {
            let concept = &concepts[rendered.concept];
            let terms: Vec<&str> =
                rendered.terms.iter().map(|term| concept.terms[*term].text.as_str()).collect();
            format!("{}: {}", concept.terms[0].text, terms.join(" + "))
        };
        renderings.find(source, target).into_iter().map(name).collect()
    }

    #[test]
    fn every_rendering_that_stands_there_is_named_once() {
        assert_eq!(
            shown("شوراها و شورای ما", "Councils, soviets and our council"),
            ["شورا: council + soviet"]
        );
        assert_eq!(shown("اعتصاب پایان یافت.", "The stoppage is over."), ["اعتصاب: "]);
        assert_eq!(shown("هوا سرد است.", "A strike."), Vec::<String>::new());
        assert_eq!(shown("تورم بالا رفت.", "Prices went up."), Vec::<String>::new());
    }

    #[test]
    fn what_is_part_of_a_longer_term_of_the_source_is_not_counted() {
        assert_eq!(
            shown(
                "صندوق اعتصاب خالی است و اعتصاب ادامه دارد.",
                "The strike fund is empty, the walkout goes on."
            ),
            ["صندوق اعتصاب: strike fund", "اعتصاب: walkout"]
        );
        assert_eq!(
            shown("شورا در شوروی", "The council in the Soviet Union"),
            ["شورا: council", "شوروی: Soviet Union"]
        );
        assert_eq!(shown("شورای ما", "Our workers' council"), ["شورا: workers' council"]);
        assert_eq!(
            shown("شورای کارگران", "The workers' council"),
            ["شورا: workers' council", "کارگر: worker"]
        );
    }

    #[test]
    fn a_homonym_that_is_not_meant_is_not_missing() {
        assert_eq!(shown("زندانیان این بند", "The prisoners of this ward"), ["بند: ward"]);
    }
}
