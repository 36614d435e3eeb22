//! Does a translation use the terms of the glossary?
//!
//! A concept that stands in the source and has a term in the language of the translation is expected there in any of its
//! preferred or admitted terms, in any form. Its forbidden terms must not stand there, unless they are part of what a
//! concept of the source is rightly called.

use tm::check::{CheckKind, Finding, Severity};
use tm::lang::Lang;
use tm::span::{Chars, Span};

use crate::concept::{Concept, Term, TermStatus};
use crate::finder::{Finder, Form, TermHit, related};

/// The terms of two languages, ready for checking pairs.
#[derive(Debug, Clone)]
pub struct TermCheck<'c> {
    concepts: &'c [Concept],
    target: Lang,
    in_source: Finder,
    usable: Finder,
    forbidden: Finder,
}

impl<'c> TermCheck<'c> {
    /// Prepares the terms of `source` and `target`.
    pub fn new(concepts: &'c [Concept], source: &Lang, target: &Lang) -> TermCheck<'c> {
        TermCheck {
            concepts,
            target: target.clone(),
            in_source: Finder::new(concepts, source),
            usable: Finder::select(concepts, target, |_, term| term.status <= TermStatus::Deprecated),
            forbidden: Finder::select(concepts, target, |_, term| term.status == TermStatus::Forbidden),
        }
    }

    /// What is to be looked at in a pair: forbidden terms as errors, missing ones as hints, since a good translation may
    /// say what a term says in other words.
    pub fn check(&self, source: &str, target: &str) -> Vec<Finding> {
        let expected = self.in_source.find(source);
        if expected.is_empty() {
            return Vec::new();
        }
        let usable = self.usable.find(target);
        let forbidden = self.forbidden.find(target);
        let mut found = self.forbidden_terms(target, &expected, &usable, &forbidden);
        found.extend(self.missing_terms(&expected, &usable, &found));
        found
    }

    fn forbidden_terms(
        &self,
        target: &str,
        expected: &[TermHit],
        usable: &[TermHit],
        forbidden: &[TermHit],
    ) -> Vec<Finding> {
        let licensed = |word: &TermHit| {
            usable.iter().any(|hit| licenses(hit, word) && stands_beside(hit.concept, word.concept, expected))
        };
        let mut found = Vec::new();
        for hit in forbidden.iter().filter(|hit| !licensed(hit)) {
            let places = places_of(hit.concept, expected);
            let Some(concept) = self.concepts.get(hit.concept).filter(|_| !places.is_empty()) else {
                continue;
            };
            // A longer term and one inside it may forbid the same word: the longer one says what to write.
            let twin = |other: &&TermHit| other.span == hit.span && stands_alone(other.concept, expected);
            if !stands_alone(hit.concept, expected) && forbidden.iter().any(|other| twin(&other)) {
                continue;
            }
            let written: String = target.chars().skip(hit.span.start).take(hit.span.len()).collect();
            found.push(Finding {
                kind: CheckKind::Term,
                severity: Severity::Error,
                source: places,
                target: vec![hit.span],
                detail: format!("“{written}” is forbidden{}", self.instead(concept, hit)),
            });
        }
        found
    }

    /// What to write, and why: the reason that stands beside the forbidden term, else the note of the concept.
    fn instead(&self, concept: &Concept, hit: &TermHit) -> String {
        let usable = self.renderings(concept);
        let usable = if usable.is_empty() { usable } else { format!(": use {usable}") };
        let reason = concept.terms.get(hit.term).map(|term| term.note.trim()).filter(|note| !note.is_empty());
        let note = reason.unwrap_or(concept.note.trim());
        if note.is_empty() { usable } else { format!("{usable} ({note})") }
    }

    /// The terms to be used, quoted, the preferred first.
    fn renderings(&self, concept: &Concept) -> String {
        let usable = |term: &&Term| term.status <= TermStatus::Admitted && related(&self.target, &term.lang);
        let quoted = concept.terms.iter().filter(usable).map(|term| format!("“{}”", term.text));
        quoted.collect::<Vec<_>>().join(" or ")
    }

    fn missing_terms(&self, expected: &[TermHit], usable: &[TermHit], told: &[Finding]) -> Vec<Finding> {
        let mut missing: Vec<(Vec<Span<Chars>>, String)> = Vec::new();
        let mut seen: Vec<usize> = Vec::new();
        // What lies inside a longer term is said with it.
        for hit in expected.iter().filter(|hit| !hit.nested) {
            if seen.contains(&hit.concept) || usable.iter().any(|u| u.concept == hit.concept) {
                continue;
            }
            seen.push(hit.concept);
            let Some(concept) = self.concepts.get(hit.concept) else { continue };
            let places = places_of(hit.concept, expected);
            let renderings = self.renderings(concept);
            let homonym = self.is_homonym(hit, expected, usable);
            if renderings.is_empty() || homonym || told.iter().any(|finding| finding.source == places) {
                continue;
            }
            match missing.iter_mut().find(|(at, _)| *at == places) {
                // Homonyms: any of them may be meant.
                Some((_, words)) if !words.contains(&renderings) => {
                    *words = format!("{words} or {renderings}")
                }
                Some(_) => {}
                None => missing.push((places, renderings)),
            }
        }
        let hint = |(source, words)| Finding {
            kind: CheckKind::Term,
            severity: Severity::Hint,
            source,
            target: Vec::new(),
            detail: format!("{words} is expected"),
        };
        missing.into_iter().map(hint).collect()
    }

    /// Whether another concept with the same words stands in the translation.
    fn is_homonym(&self, hit: &TermHit, expected: &[TermHit], usable: &[TermHit]) -> bool {
        let same_place = expected.iter().filter(|e| e.span == hit.span && e.concept != hit.concept);
        same_place.into_iter().any(|other| usable.iter().any(|u| u.concept == other.concept))
    }
}

/// Whether a usable term, found in the translation, makes a forbidden one part of it.
///
/// A concept may forbid a form of its own term: Frauen, Leben, Freiheit for Frau, Leben, Freiheit. Then what is written
/// just so is meant.
fn licenses(usable: &TermHit, forbidden: &TermHit) -> bool {
    let same = usable.concept == forbidden.concept && usable.span == forbidden.span;
    let just_so = forbidden.form == Form::BASE && usable.form != Form::BASE;
    usable.span.contains(&forbidden.span) && !(same && just_so)
}

/// Whether a concept stands in a text elsewhere than inside a term of another one: the council inside the Islamic Labour
/// Council does not license what the latter must not be called.
fn stands_beside(concept: usize, other: usize, hits: &[TermHit]) -> bool {
    let longer = |o: &TermHit, hit: &TermHit| o.span.contains(&hit.span) && o.span.len() > hit.span.len();
    let outer = |hit: &TermHit| hits.iter().any(|o| o.concept == other && longer(o, hit));
    hits.iter().any(|hit| hit.concept == concept && !outer(hit))
}

/// Whether a concept stands in a text outside of longer terms.
fn stands_alone(concept: usize, hits: &[TermHit]) -> bool {
    hits.iter().any(|hit| hit.concept == concept && !hit.nested)
}

fn places_of(concept: usize, hits: &[TermHit]) -> Vec<Span<Chars>> {
    hits.iter().filter(|hit| hit.concept == concept).map(|hit| hit.span).collect()
}

#[cfg(test)]
mod starter_tests;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::starter;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    fn concept(terms: &[(&str, &str, TermStatus)], note: &str) -> Concept {
        let terms = terms.iter().map(|(tag, text, status)| Term::new(lang(tag), *text, *status)).collect();
        Concept { terms, note: note.to_owned(), ..Concept::default() }.normalised()
    }

    fn own() -> Vec<Concept> {
        use TermStatus::{Admitted, Forbidden, Preferred};
        vec![
            concept(
                &[
                    ("fa", "شورا", Preferred),
                    ("en", "workers' council", Preferred),
                    ("en", "council", Admitted),
                    ("en", "soviet", Forbidden),
                ],
                "read as the Soviet Union abroad",
            ),
            concept(&[("fa", "شوروی", Preferred), ("en", "Soviet Union", Preferred)], ""),
            concept(&[("fa", "اعتصاب", Preferred), ("en", "strike", Preferred)], ""),
            concept(&[("fa", "صندوق اعتصاب", Preferred), ("en", "strike fund", Preferred)], ""),
        ]
    }

    fn seen(source: &str, target: &str) -> Vec<(Severity, String)> {
        let concepts = own();
        let check = TermCheck::new(&concepts, &Lang::persian(), &lang("en"));
        check.check(source, target).into_iter().map(|f| (f.severity, f.detail)).collect()
    }

    #[test]
    fn a_forbidden_term_is_an_error_that_says_what_to_write() {
        let wanted =
            "“soviet” is forbidden: use “workers' council” or “council” (read as the Soviet Union abroad)";
        assert_eq!(
            seen("شورای کارگران را بسازیم.", "Let us build the workers' soviet."),
            [(Severity::Error, wanted.to_owned())]
        );
        assert_eq!(seen("شورای کارگران را بسازیم.", "Let us build councils of workers."), []);
    }

    #[test]
    fn a_forbidden_term_inside_what_another_concept_is_called_is_none() {
        assert_eq!(seen("شورا در شوروی از میان رفت.", "Councils disappeared in the Soviet Union."), []);
    }

    #[test]
    fn the_reason_beside_a_forbidden_term_is_told_before_the_note() {
        let mut concepts = own();
        concepts[0]
            .terms
            .iter_mut()
            .filter(|t| t.text == "soviet")
            .for_each(|t| t.note = "a state".to_owned());
        let check = TermCheck::new(&concepts, &Lang::persian(), &lang("en"));
        let found = check.check("شورای کارگران را بسازیم.", "Let us build the workers' soviet.");
        assert!(found[0].detail.ends_with("or “council” (a state)"), "{found:?}");
    }

    #[test]
    fn a_concept_may_forbid_a_form_of_its_own_term() {
        use TermStatus::{Forbidden, Preferred};
        let terms = [
            ("fa", "زن زندگی", Preferred),
            ("en", "woman, life", Preferred),
            ("en", "women, life", Forbidden),
        ];
        let concepts = [concept(&terms, "")];
        let check = TermCheck::new(&concepts, &Lang::persian(), &lang("en"));
        assert_eq!(check.check("زن زندگی", "Woman, life"), []);
        assert_eq!(check.check("زن زندگی", "Women, life").len(), 1);
    }

    #[test]
    fn what_lies_inside_a_term_does_not_license_what_the_term_forbids() {
        use TermStatus::{Forbidden, Preferred};
        let mut concepts = own();
        let terms = [
            ("fa", "شورای اسلامی کار", Preferred),
            ("en", "Islamic Labour Council", Preferred),
            ("en", "workers' council", Forbidden),
        ];
        concepts.push(concept(&terms, ""));
        let check = TermCheck::new(&concepts, &Lang::persian(), &lang("en"));
        let errors = |source: &str| {
            let found = check.check(source, "The workers' council called for a strike.");
            found.into_iter().filter(|f| f.severity == Severity::Error).count()
        };
        assert_eq!(errors("شورای اسلامی کار به اعتصاب فراخواند."), 1);
        assert_eq!(errors("شورا علیه شورای اسلامی کار به اعتصاب فراخواند."), 0);
    }

    #[test]
    fn homonyms_are_missing_in_one_hint() {
        use TermStatus::Preferred;
        let pay = [("fa", "حقوق", Preferred), ("en", "salary", Preferred), ("en", "pay", Preferred)];
        let rights = [("fa", "حقوق", Preferred), ("en", "rights", Preferred)];
        let concepts = [concept(&pay, ""), concept(&rights, "")];
        let check = TermCheck::new(&concepts, &Lang::persian(), &lang("en"));
        let told: Vec<_> =
            check.check("حقوق ما کجاست؟", "Where is it?").into_iter().map(|f| f.detail).collect();
        assert_eq!(told, ["“salary” or “pay” or “rights” is expected"]);
        assert_eq!(check.check("حقوق ما کجاست؟", "Where are our rights?"), []);
    }

    #[test]
    fn a_word_that_two_terms_forbid_is_told_once_by_the_longer_one() {
        use TermStatus::{Forbidden, Preferred};
        let mut concepts = own();
        let terms = [
            ("fa", "شورای کارگری", Preferred),
            ("en", "labour council", Preferred),
            ("en", "soviet", Forbidden),
        ];
        concepts.push(concept(&terms, ""));
        let check = TermCheck::new(&concepts, &Lang::persian(), &lang("en"));
        let found = check.check("شورای کارگری اعتصاب کرد.", "The soviet went on strike.");
        let told: Vec<_> = found.iter().map(|f| f.detail.as_str()).collect();
        assert_eq!(told, ["“soviet” is forbidden: use “labour council”"]);
    }

    #[test]
    fn a_term_with_commas_is_found() {
        let concepts = starter();
        for (tag, text) in [("de", "Brot, Arbeit, Freiheit!"), ("fr", "Pain, travail, liberté !")] {
            let check = TermCheck::new(&concepts, &Lang::persian(), &lang(tag));
            let found = check.check("نان، کار، آزادی!", text);
            assert!(!found.iter().any(|f| f.detail.contains(',')), "{found:?}");
        }
    }

    #[test]
    fn a_missing_term_is_a_hint_once_and_a_longer_term_says_the_shorter() {
        let found = seen("اعتصاب ادامه دارد؛ اعتصاب پیروز می\u{200C}شود.", "It goes on and will win.");
        assert_eq!(found, [(Severity::Hint, "“strike” is expected".to_owned())]);
        assert_eq!(seen("صندوق اعتصاب خالی است.", "The strike fund is empty."), []);
        let found = seen("صندوق اعتصاب خالی است.", "The coffers are empty.");
        assert_eq!(found, [(Severity::Hint, "“strike fund” is expected".to_owned())]);
    }
}
