//! Recognition of terms in running text.
//!
//! Persian has an inflection automaton, Latin-script languages light endings, other languages are matched as written.
//! Time is linear in the text and does not grow with the glossary but for what is found.

mod exceptions;
mod form;
mod latin;
mod persian;

pub use form::{Form, TermHit};

use tm::lang::{Lang, Script};

use self::exceptions::Exceptions;
use self::latin::WordIndex;
use self::persian::PersianIndex;
use crate::concept::{Concept, Term, TermStatus};

/// Finds the terms of one language in texts.
#[derive(Debug, Clone)]
pub struct Finder {
    engine: Engine,
    exceptions: Option<Exceptions>,
}

#[derive(Debug, Clone)]
enum Engine {
    Persian(PersianIndex),
    Words(WordIndex),
}

impl Finder {
    /// A finder of the usable and deprecated terms in `source`; `en` and `en-GB` know each
    /// other's terms.
    pub fn new(concepts: &[Concept], source: &Lang) -> Finder {
        Finder::select(concepts, source, |_, term| term.status != TermStatus::Forbidden)
    }

    /// A finder of the terms in `lang` that `wanted` picks: the forbidden ones for a check of a translation, say.
    pub fn select(concepts: &[Concept], lang: &Lang, wanted: impl Fn(&Concept, &Term) -> bool) -> Finder {
        let terms = (0u32..).zip(concepts).flat_map(|(i, concept)| {
            let terms = (0u32..).zip(&concept.terms);
            terms.filter(|(_, term)| related(lang, &term.lang)).map(move |(j, term)| (concept, term, (i, j)))
        });
        let terms = terms.filter(|(concept, term, _)| wanted(concept, term));
        let mut excepted = Vec::new();
        let noted = terms.inspect(|(concept, term, at)| {
            if !term.exceptions.is_empty() {
                excepted.push((*concept, *term, *at));
            }
        });
        let engine = Engine::new(noted, lang);
        Finder { engine, exceptions: Exceptions::new(&excepted, lang) }
    }

    /// The terms in a text, ordered by position, at one position the longest first; a concept is found once at a
    /// place.
    pub fn find(&self, text: &str) -> Vec<TermHit> {
        let mut hits = self.engine.find(text);
        if let Some(exceptions) = &self.exceptions {
            exceptions.leave_out(text, &mut hits);
        }
        hits.sort_by_key(|h| (h.span.start, std::cmp::Reverse(h.span.end), h.concept, h.term));
        let mut kept: Vec<TermHit> = Vec::with_capacity(hits.len());
        for hit in hits {
            let here = kept.iter().rev().take_while(|k| k.span.start == hit.span.start);
            if !here.into_iter().any(|k| k.concept == hit.concept) {
                kept.push(hit);
            }
        }
        mark_nested(&mut kept);
        kept
    }
}

impl Engine {
    /// An engine for terms, each with the indexes of its concept and of itself.
    fn new<'c>(terms: impl Iterator<Item = (&'c Concept, &'c Term, (u32, u32))>, lang: &Lang) -> Engine {
        match lang.script() {
            Script::Arabic => Engine::Persian(PersianIndex::new(terms, lang.primary() == "fa")),
            _ => Engine::Words(WordIndex::new(terms, lang)),
        }
    }

    /// The terms in a text, in no order.
    fn find(&self, text: &str) -> Vec<TermHit> {
        match self {
            Engine::Persian(index) => index.find(text),
            Engine::Words(index) => index.find(text),
        }
    }
}

/// Whether terms in one language are looked for in texts in the other.
pub(crate) fn related(text: &Lang, term: &Lang) -> bool {
    text == term || text.accepts(term) || term.accepts(text)
}

/// Marks the hits that lie inside a longer one; they come ordered by position, the longest first.
fn mark_nested(hits: &mut [TermHit]) {
    let mut outer: Option<tm::span::Span<tm::span::Chars>> = None;
    for hit in hits {
        match outer {
            Some(span) if span.contains(&hit.span) => hit.nested = span.len() > hit.span.len(),
            Some(span) if span.end >= hit.span.end => {}
            _ => outer = Some(hit.span),
        }
    }
}

#[cfg(test)]
mod tests;
