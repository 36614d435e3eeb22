//! Wordings in which a term is not meant: کار in سر کار گذاشتن.

use std::collections::HashSet;

use tm::lang::Lang;

use super::{Engine, TermHit};
use crate::concept::{Concept, Term};

/// The exceptions of terms, found in a text as terms are, in every inflected form.
#[derive(Debug, Clone)]
pub(super) struct Exceptions {
    engine: Box<Engine>,
    /// The terms that have exceptions, by the indexes of their concepts and their own.
    terms: HashSet<(usize, usize)>,
}

impl Exceptions {
    /// The exceptions of terms, each with the indexes of its concept and of itself; `None` where there are none.
    pub(super) fn new(terms: &[(&Concept, &Term, (u32, u32))], lang: &Lang) -> Option<Exceptions> {
        if terms.is_empty() {
            return None;
        }
        let wordings: Vec<(&Concept, Term, (u32, u32))> =
            terms.iter().flat_map(|(concept, term, at)| wordings(concept, term, *at)).collect();
        let engine =
            Engine::new(wordings.iter().map(|(concept, wording, at)| (*concept, wording, *at)), lang);
        let terms = terms.iter().map(|(_, _, (concept, term))| (*concept as usize, *term as usize)).collect();
        Some(Exceptions { engine: Box::new(engine), terms })
    }

    /// Takes out the hits that lie inside an exception of their term.
    pub(super) fn leave_out(&self, text: &str, hits: &mut Vec<TermHit>) {
        if !hits.iter().any(|hit| self.terms.contains(&(hit.concept, hit.term))) {
            return;
        }
        let exceptions = self.engine.find(text);
        hits.retain(|hit| {
            let is_exception_of =
                |e: &TermHit| (e.concept, e.term) == (hit.concept, hit.term) && e.span.contains(&hit.span);
            !exceptions.iter().any(is_exception_of)
        });
    }
}

/// Each exception of a term as a term of its own: no concept's variants or exactness are meant by it.
fn wordings<'c>(
    concept: &'c Concept,
    term: &'c Term,
    at: (u32, u32),
) -> impl Iterator<Item = (&'c Concept, Term, (u32, u32))> {
    term.exceptions.iter().map(move |text| {
        let wording = Term {
            case_sensitive: term.case_sensitive,
            ..Term::new(term.lang.clone(), text.clone(), term.status)
        };
        (concept, wording, at)
    })
}
