//! Terms: added, listed, read from tables and written as one.

use std::path::{Path, PathBuf};

use glossary::sqlite::{SqliteTerms, SqliteTermsError};
use glossary::tsv::{Reading, read_table, write_tsv};
use glossary::{Added, Concept, ConceptId, Term, TermStatus, TermStore};
use tm::concordance::{Pattern, Strictness};
use tm::encoding::decode_document;
use tm::lang::Lang;
use tm::sensitive::Kind;
use tm::sensitive::names::Names;
use tm::sqlite::SqliteStore;
use tm::store::TxNumber;

use super::write;
use crate::failure::{Failure, Result};
use crate::workspace::{Memory, label_of};

/// What became of the concepts of a file.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Concepts that were not here.
    pub new: u64,
    /// Concepts that have other content now.
    pub updated: u64,
    /// Concepts that were here already.
    pub already_here: u64,
    /// Concepts removed here before, left out.
    pub removed_before: u64,
    /// Damaged rows.
    pub skipped: u64,
}

impl Counts {
    fn count(&mut self, added: Added) {
        match added {
            Added::New => self.new += 1,
            Added::Updated => self.updated += 1,
            Added::AlreadyHere => self.already_here += 1,
            _ => self.removed_before += 1,
        }
    }

    /// The counts in words, those that are nothing left out but the first.
    pub fn in_words(&self) -> String {
        let parts = [
            (self.updated, "updated"),
            (self.already_here, "already here"),
            (self.removed_before, "removed here before"),
            (self.skipped, "skipped"),
        ];
        let rest = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {n} {what}"));
        format!("{} new{}", self.new, rest.collect::<String>())
    }
}

/// Refuses a table in which somebody on the hold-back list is named: terms and notes are for others, and unlike a
/// sentence they say nothing any more under a pseudonym.
///
/// # Errors
/// [`Failure`] with the lines.
pub fn refuse_names(table: &str, names: &Names) -> Result<()> {
    let is_named = |line: &&str| {
        line.split('\t').any(|cell| names.find(cell).iter().any(|hit| hit.kind != Kind::NamePart))
    };
    let named: Vec<&str> = table.lines().skip(1).filter(is_named).collect();
    if named.is_empty() { Ok(()) } else { Err(Failure::held_back_terms(&named)) }
}

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

/// Reads tables of terms.
///
/// # Errors
/// A file that is none.
pub fn read_all(files: &[PathBuf]) -> Result<Vec<(String, Reading)>> {
    files.iter().map(|file| read(file)).collect()
}

/// Adds the concepts of tables, all in one write; each damaged row is told to `skip`.
///
/// # Errors
/// What the store says: then nothing was changed.
pub fn import(
    store: &mut SqliteStore<'_>,
    readings: Vec<(String, Reading)>,
    dry_run: bool,
    skip: &mut dyn FnMut(&str),
) -> Result<(TxNumber, Vec<(String, Counts)>)> {
    let connection = store.connection();
    let origin = readings.iter().map(|(name, _)| label_of(Path::new(name))).collect::<Vec<_>>().join(", ");
    write(store, "glossary import", &origin, dry_run, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let mut reports = Vec::new();
        for (name, reading) in readings {
            let mut counts = Counts::default();
            for concept in &reading.concepts {
                counts.count(terms.add(concept).map_err(failure)?);
            }
            for skipped in &reading.skipped {
                counts.skipped += 1;
                skip(&format!("{name}: {skipped}"));
            }
            reports.push((name, counts));
        }
        Ok(reports)
    })
}

fn read(path: &Path) -> Result<(String, Reading)> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Failure::is_a_directory(path));
    }
    let bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    let refused = |why: &dyn std::fmt::Display| Failure::not_format(&name, "a table of terms", why);
    let text = decode_document(&bytes).map_err(|error| refused(&error))?.text;
    let reading = read_table(&text).map_err(|error| refused(&error))?;
    Ok((name, reading))
}

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

/// Whether one of a concept's names says `text`, whatever the spelling.
pub fn says(concept: &Concept, text: &str) -> bool {
    let pattern = Pattern::new(text, Strictness::default());
    concept.terms.iter().any(|term| pattern.is_in(&term.text, &term.lang))
}

/// The table of all concepts.
pub fn table(concepts: &[Concept]) -> String {
    write_tsv(concepts)
}

/// An error of the glossary's tables.
pub fn failure(error: SqliteTermsError) -> Failure {
    match error {
        SqliteTermsError::Sqlite(error) => Failure::from(error),
        other => Failure::new("the glossary is damaged").because(other),
    }
}
