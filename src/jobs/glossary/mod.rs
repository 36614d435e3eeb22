//! The terms of a memory.

pub mod edit;
pub mod exchange;
pub mod extract;
pub mod facts;
pub mod past;
mod spreadsheet;

use glossary::sqlite::{SqliteTerms, SqliteTermsError};
use glossary::{Concept, ConceptId, TermStore};
use rusqlite::Connection;
use tm::concordance::{Pattern, Strictness};

use super::write;
use crate::failure::{Failure, Result};
use crate::workspace::Memory;

/// The concepts of a memory in no particular order: those of the file, or the starter glossary.
///
/// # Errors
/// The store cannot be read.
pub fn concepts(memory: &Memory) -> Result<Vec<Concept>> {
    match memory {
        Memory::File(_, connection) => {
            let stored = SqliteTerms::new(connection, 0).load().map_err(failure)?;
            Ok(stored.into_iter().map(|(_, concept)| concept).collect())
        }
        Memory::BuiltIn(_) => Ok(glossary::starter()),
    }
}

/// The concepts of a memory ordered by their Persian term.
///
/// # Errors
/// The store cannot be read.
pub fn ordered_concepts(memory: &Memory) -> Result<Vec<Concept>> {
    match memory {
        Memory::File(_, connection) => SqliteTerms::new(connection, 0).list().map_err(failure),
        Memory::BuiltIn(_) => Ok(glossary::starter()),
    }
}

/// The concepts of a memory file with their ids, ordered by their Persian term.
///
/// # Errors
/// The store cannot be read.
pub fn stored_concepts(connection: &Connection) -> Result<Vec<(ConceptId, Concept)>> {
    let concepts = SqliteTerms::new(connection, 0).list().map_err(failure)?;
    Ok(concepts.into_iter().map(|concept| (ConceptId::of(&concept), concept)).collect())
}

/// The concepts of a memory with their ids, ordered by their Persian term.
///
/// # Errors
/// The store cannot be read.
pub fn identified_concepts(memory: &Memory) -> Result<Vec<(ConceptId, Concept)>> {
    Ok(ordered_concepts(memory)?.into_iter().map(|concept| (ConceptId::of(&concept), concept)).collect())
}

/// Whether one of a concept's names says `text`, whatever the spelling.
pub fn says(concept: &Concept, text: &str) -> bool {
    let pattern = Pattern::new(text, Strictness::default());
    concept.terms.iter().any(|term| pattern.is_in(&term.text, &term.lang))
}

/// An error of the glossary's tables.
pub fn failure(error: SqliteTermsError) -> Failure {
    match error {
        SqliteTermsError::Sqlite(error) => Failure::from(error),
        other => Failure::new("the glossary is damaged").because(other),
    }
}
