//! Terms that are typed.

use glossary::sqlite::SqliteTerms;
use glossary::{Added, Concept, ConceptId, Term, TermStatus, TermStore};
use tm::lang::Lang;
use tm::sqlite::SqliteStore;
use tm::store::TxNumber;

use super::{failure, write};
use crate::failure::{Failure, Result};

/// A term that is typed.
#[derive(Debug)]
pub struct Typed<'a> {
    /// The term and its language.
    pub term: (&'a Lang, &'a str),
    /// Its renderings, with `; ` between, and their language.
    pub renderings: (&'a Lang, &'a str),
    /// Renderings that must not be used.
    pub forbidden: &'a [String],
    /// Subject field.
    pub domain: &'a str,
    /// Part of speech.
    pub part_of_speech: &'a str,
    /// A note.
    pub note: &'a str,
}

/// Adds one concept. What is known of it already stays: languages, synonyms and forbidden renderings are added to it.
/// Somebody who types a concept that was removed before wants it back.
///
/// # Errors
/// What the store says: then nothing was changed.
pub fn add(store: &mut SqliteStore<'_>, concept: &Concept) -> Result<(TxNumber, Added)> {
    let connection = store.connection();
    write(store, "glossary add", "", false, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let id = ConceptId::of(concept);
        let known = terms.get(id).map_err(failure)?;
        let concept = known.map_or_else(|| concept.clone(), |known| joined(known, concept));
        match terms.add(&concept).map_err(failure)? {
            Added::RemovedBefore => {
                terms.restore(id).map_err(failure)?;
                Ok(Added::New)
            }
            added => Ok(added),
        }
    })
}

/// A known concept with what was typed about it: its preferred terms stay preferred.
fn joined(mut known: Concept, typed: &Concept) -> Concept {
    known.terms.extend(typed.terms.iter().map(|term| {
        let status = if term.status == TermStatus::Forbidden { term.status } else { TermStatus::Admitted };
        Term { status, ..term.clone() }
    }));
    for (old, new) in [(&mut known.part_of_speech, &typed.part_of_speech), (&mut known.note, &typed.note)] {
        if !new.is_empty() {
            old.clone_from(new);
        }
    }
    known.normalised()
}

/// The concept that was typed.
///
/// # Errors
/// Nothing is left of the term or its rendering once trimmed.
pub fn concept(typed: &Typed<'_>) -> Result<Concept> {
    let term = |lang: &Lang, text: &str, status| Term::new(lang.clone(), text, status);
    let ((from, source), (to, renderings)) = (typed.term, typed.renderings);
    let admitted = renderings.split("; ").map(|text| term(to, text, TermStatus::Admitted));
    let forbidden = typed.forbidden.iter().map(|text| term(to, text, TermStatus::Forbidden));
    let terms = std::iter::once(term(from, source, TermStatus::Preferred)).chain(admitted).chain(forbidden);
    let concept = Concept {
        domain: typed.domain.to_owned(),
        part_of_speech: typed.part_of_speech.to_owned(),
        note: typed.note.to_owned(),
        terms: terms.collect(),
        ..Concept::default()
    };
    let concept = concept.normalised();
    let has = |lang: &Lang| concept.renderings(lang).next().is_some();
    if !has(from) || !has(to) {
        let hint = "tm glossary add \"TERM\" \"RENDERING\" -t en";
        return Err(Failure::usage("a term and its rendering must both say something", hint));
    }
    Ok(concept)
}
