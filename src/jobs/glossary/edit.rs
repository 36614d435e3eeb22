//! Terms that are typed: added, changed, approved, removed.

use glossary::concept::REVIEWED;
use glossary::edit::{Change, EditError};
use glossary::sqlite::SqliteTerms;
use glossary::unfit::check_term;
use glossary::{Added, Concept, ConceptId, Term, TermStatus, TermStore};
use tm::lang::Lang;
use tm::sqlite::SqliteStore;
use tm::store::TxNumber;

use super::{failure, write};
use crate::failure::{Failure, Result};
use crate::jobs::write_if;

/// The command of a write that changes a concept.
pub const EDIT: &str = "glossary edit";

/// A term that is typed.
#[derive(Debug)]
pub struct Typed<'a> {
    /// The term and its language.
    pub term: (&'a Lang, &'a str),
    /// Its renderings, with `; ` between, and their language.
    pub renderings: (&'a Lang, &'a str),
    /// What else is said.
    pub said: &'a [Change],
}

/// Adds one concept. What is known of it already stays: languages, synonyms and forbidden renderings are added to it.
/// Somebody who types a concept that was removed before wants it back.
///
/// # Errors
/// What was typed is no term or contradicts itself or what is known, or the store says no: then nothing was changed.
pub fn add(
    store: &mut SqliteStore<'_>,
    typed: &Typed<'_>,
    dry_run: bool,
) -> Result<(TxNumber, Added, ConceptId)> {
    let names = names(typed)?;
    let empty = Concept::default();
    let id = ConceptId::of(&with_names(&empty, &names, typed.said)?);
    let connection = store.connection();
    let (number, added) = write(store, "glossary add", "", dry_run, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let restored = terms.get(id).map_err(failure)?.is_none() && terms.restore(id).map_err(failure)?;
        let known = terms.get(id).map_err(failure)?;
        let concept = with_names(known.as_ref().unwrap_or(&empty), &names, typed.said)?;
        let added = terms.add(&concept).map_err(failure)?;
        Ok(if restored { Added::New } else { added })
    })?;
    Ok((number, added, id))
}

/// Gives a concept new content, under another id where what it is known by has changed.
///
/// # Errors
/// Another concept is known by the same, or the store says no: then nothing was changed.
pub fn edit(store: &mut SqliteStore<'_>, id: ConceptId, after: &Concept, dry_run: bool) -> Result<TxNumber> {
    let connection = store.connection();
    let done = write(store, EDIT, "", dry_run, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let new = ConceptId::of(after);
        if new != id {
            if terms.get(new).map_err(failure)?.is_some() {
                return Err(Failure::concept_taken(&new.to_string(), &after.domain));
            }
            terms.remove(id).map_err(failure)?;
            terms.restore(new).map_err(failure)?;
        }
        terms.add(after).map_err(failure)?;
        Ok(())
    })?;
    Ok(done.0)
}

/// Says of concepts that they are right, as one write; tells of how many that was not said yet. Where of none, nothing
/// is written.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn approve(
    store: &mut SqliteStore<'_>,
    concepts: &[&(ConceptId, Concept)],
    dry_run: bool,
) -> Result<(TxNumber, usize)> {
    let connection = store.connection();
    let keep = |count: &usize| !dry_run && *count > 0;
    write_if(store, "glossary approve", "", keep, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let mut count = 0;
        for (_, concept) in concepts.iter().filter(|(_, concept)| concept.review != REVIEWED) {
            terms.add(&Concept { review: REVIEWED.to_owned(), ..concept.clone() }).map_err(failure)?;
            count += 1;
        }
        Ok(count)
    })
}

/// Takes concepts out, as one write; tells how many.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn remove(store: &mut SqliteStore<'_>, ids: &[ConceptId], dry_run: bool) -> Result<(TxNumber, usize)> {
    let connection = store.connection();
    write(store, "glossary remove", "", dry_run, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let mut count = 0;
        for id in ids {
            count += usize::from(terms.remove(*id).map_err(failure)?);
        }
        Ok(count)
    })
}

/// The term and its renderings.
fn names(typed: &Typed<'_>) -> Result<Vec<Term>> {
    let ((from, source), (to, renderings)) = (typed.term, typed.renderings);
    let pieces = || renderings.split("; ").filter(|text| !text.trim().is_empty());
    if source.trim().is_empty() || pieces().next().is_none() {
        return Err(Failure::half_a_term());
    }
    let texts = std::iter::once((from, source)).chain(pieces().map(|text| (to, text)));
    let mut names = Vec::new();
    for (lang, text) in texts {
        check_term(text).map_err(|why| Failure::unfit_term(text, why))?;
        names.push(Term::new(lang.clone(), text.trim(), TermStatus::Admitted));
    }
    Ok(names)
}

/// A concept with more names and what is said: what was preferred stays so.
fn with_names(known: &Concept, names: &[Term], said: &[Change]) -> Result<Concept> {
    let mut concept = known.clone();
    for name in names {
        let is_same = |other: &Lang, text: &str| *other == name.lang && text.trim() == name.text;
        let told = said.iter().find_map(|change| match change {
            Change::Status(lang, text, status) if is_same(lang, text) => Some(*status),
            _ => None,
        });
        let stored = known.terms.iter().find(|term| is_same(&term.lang, &term.text)).map(|term| term.status);
        match (told, stored) {
            (Some(status), _) if status > TermStatus::Admitted => {
                let (first, second) = (TermStatus::Admitted.as_str(), status.as_str());
                let (lang, text) = (name.lang.clone(), name.text.clone());
                return Err(Failure::edit(EditError::TwoStatuses { lang, text, first, second }));
            }
            (None, Some(status)) if status > TermStatus::Admitted => {
                return Err(Failure::unwanted_rendering(name, status));
            }
            _ => {}
        }
        concept.terms.push(name.clone());
    }
    concept.normalised().edited(said).map_err(Failure::edit)
}
