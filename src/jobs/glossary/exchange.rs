//! Terms read from files and written to one.

use std::io::Read;
use std::path::{Path, PathBuf};

use glossary::clean::cleaned;
use glossary::from_memory::read_tmx;
use glossary::loss::{Loss, Written};
use glossary::omegat::{is_omegat, read_omegat, write_omegat};
use glossary::sqlite::SqliteTerms;
use glossary::tbx::{Version, read_tbx, write_tbx};
use glossary::tsv::{Pair, Reading, TsvError, read_rows, read_table, write_tsv};
use glossary::{Added, Concept, ConceptId, TermStore};
use tm::encoding::{Decoder, decode_document};
use tm::lang::Lang;
use tm::sensitive::Kind;
use tm::sensitive::names::Names;
use tm::skipped::Skipped;
use tm::sqlite::SqliteStore;
use tm::store::TxNumber;

use super::{failure, spreadsheet, write};
use crate::args::GlossaryFormat;
use crate::failure::{Failure, Result};
use crate::workspace::label_of;

/// The largest file that is read: a glossary of a hundred thousand concepts in ten languages has some hundred million
/// bytes as TBX.
const MOST_BYTES: u64 = 256 << 20;

/// The languages a file is read in where it does not name them.
#[derive(Debug, Clone)]
pub struct Languages {
    /// That of sources.
    pub source: Lang,
    /// The one of translations, where exactly one is meant.
    pub target: Option<Lang>,
    /// Those that were asked for; none asks for all.
    pub asked: Vec<Lang>,
}

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
    /// Damaged rows and entries, and terms that are none.
    pub skipped: u64,
    /// Terms and texts that something was taken out of.
    pub cleaned: u64,
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
            (self.cleaned, "cleaned"),
        ];
        let rest = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!(", {n} {what}"));
        format!("{} new{}", self.new, rest.collect::<String>())
    }
}

/// Refuses concepts in which somebody on the hold-back list is named: terms and notes are for others, and unlike a
/// sentence they say nothing any more under a pseudonym.
///
/// # Errors
/// [`Failure`] with the concepts.
pub fn refuse_names(concepts: &[Concept], names: &Names) -> Result<()> {
    let names_somebody = |text: &&str| names.find(text).iter().any(|hit| hit.kind != Kind::NamePart);
    let named = concepts.iter().filter(|c| texts(c).iter().any(&names_somebody));
    let tables: Vec<String> = named.map(|c| write_tsv(std::slice::from_ref(c))).collect();
    let rows: Vec<&str> = tables.iter().filter_map(|table| table.lines().nth(1)).collect();
    if rows.is_empty() { Ok(()) } else { Err(Failure::held_back_terms(&rows)) }
}

/// Every text of a concept.
fn texts(concept: &Concept) -> Vec<&str> {
    let mut texts = vec![
        concept.external_id.as_deref().unwrap_or_default(),
        &concept.termbase,
        &concept.domain,
        &concept.definition,
        &concept.note,
        &concept.scope,
        &concept.source,
        &concept.part_of_speech,
        &concept.review,
    ];
    for term in &concept.terms {
        texts.extend([term.text.as_str(), &term.gender, &term.note, &term.source]);
        texts.extend(term.variants.iter().chain(&term.exceptions).map(String::as_str));
    }
    texts.extend(concept.properties.iter().flat_map(|(name, value)| [name.as_str(), value]));
    texts
}

/// A file that was read.
#[derive(Debug)]
pub struct ReadFile {
    /// Its name.
    pub name: String,
    /// What was in it.
    pub reading: Reading,
}

/// What became of a file.
#[derive(Debug)]
pub struct Report {
    /// Its name.
    pub name: String,
    /// Its concepts.
    pub counts: Counts,
    /// What nothing is wrong with and was left out, or is worth a word.
    pub left_out: Vec<Loss>,
}

/// Reads files of terms.
///
/// # Errors
/// A file that is none.
pub fn read_all(files: &[PathBuf], languages: &Languages) -> Result<Vec<ReadFile>> {
    files.iter().map(|file| read(file, languages)).collect()
}

/// Adds the concepts of files, all in one write; each damaged record is told to `skip`.
///
/// # Errors
/// What the store says: then nothing was changed.
pub fn import(
    store: &mut SqliteStore<'_>,
    files: Vec<ReadFile>,
    dry_run: bool,
    skip: &mut dyn FnMut(&str),
) -> Result<(TxNumber, Vec<Report>)> {
    let connection = store.connection();
    let origin = files.iter().map(|file| label_of(Path::new(&file.name))).collect::<Vec<_>>().join(", ");
    write(store, "glossary import", &origin, dry_run, |_, tx| {
        let mut terms = SqliteTerms::new(connection, tx.0);
        let mut reports = Vec::new();
        for ReadFile { name, reading } in files {
            let mut counts = Counts::default();
            let mut said: Vec<Skipped> = Vec::new();
            for (concept, line) in reading.concepts.iter().zip(&reading.lines) {
                if !(reading.has_foreign_ids && is_another(&terms, concept)?) {
                    counts.count(terms.add(concept).map_err(failure)?);
                    continue;
                }
                let id = concept.external_id.as_deref().unwrap_or_default();
                said.push(Skipped::new(
                    *line,
                    format!("the id {id} is another concept's here; taken in without it"),
                ));
                let concept = Concept { external_id: None, ..concept.clone() };
                counts.count(terms.add(&concept).map_err(failure)?);
            }
            counts.skipped = reading.skipped.len() as u64;
            counts.cleaned = (said.len() + reading.cleaned.len()) as u64;
            said.extend(reading.skipped.into_iter().chain(reading.cleaned));
            said.sort_by_key(|skipped| skipped.line);
            said.iter().for_each(|skipped| skip(&format!("{name}: {skipped}")));
            reports.push(Report { name, counts, left_out: reading.left_out });
        }
        Ok(reports)
    })
}

/// Whether the id that a program counted up is that of a concept here with no term in common.
fn is_another(terms: &SqliteTerms<'_>, concept: &Concept) -> Result<bool> {
    if concept.external_id.is_none() {
        return Ok(false);
    }
    let known = terms.get(ConceptId::of(concept)).map_err(failure)?;
    Ok(known.is_some_and(|known| {
        let shared = |t: &glossary::Term| known.terms.iter().any(|k| k.lang == t.lang && k.text == t.text);
        !concept.terms.iter().any(shared)
    }))
}

fn read(path: &Path, languages: &Languages) -> Result<ReadFile> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Failure::is_a_directory(path));
    }
    let unreadable = |error: std::io::Error| Failure::unreadable(path, &error);
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.by_ref().take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        let why = format!("it is larger than {} MB", MOST_BYTES >> 20);
        return Err(Failure::glossary_file(&name, "terms", why));
    }
    let reading = read_bytes(&name, &bytes, languages)?;
    Ok(ReadFile { name, reading: cleaned(reading) })
}

/// Reads the content of a file, which says itself what it is.
fn read_bytes(name: &str, bytes: &[u8], languages: &Languages) -> Result<Reading> {
    let pair = languages.target.clone().map(|target| Pair { source: languages.source.clone(), target });
    if bytes.starts_with(b"PK\x03\x04") {
        return read_spreadsheet(name, bytes, pair.as_ref());
    }
    let Some(text) = xml(bytes) else { return read_text(name, bytes, pair.as_ref()) };
    if root(&text).is_some_and(|root| root.eq_ignore_ascii_case("tmx")) {
        return read_tmx(bytes, &languages.source, &languages.asked)
            .map_err(|why| Failure::glossary_file(name, "a translation memory", why));
    }
    read_tbx(&text).map_err(|why| Failure::glossary_file(name, "TBX", why))
}

/// The text of XML in any encoding; nothing when it is none.
fn xml(bytes: &[u8]) -> Option<String> {
    let begin = bytes
        .iter()
        .copied()
        .filter(|b| !matches!(b, 0xEF | 0xBB | 0xBF | 0xFE | 0xFF | 0) && !b.is_ascii_whitespace());
    if begin.take(1).next() != Some(b'<') {
        return None;
    }
    let mut text = String::new();
    Decoder::new(bytes).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The name of the first element.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let (_, tag) = rest.split_once('<')?;
        if tag.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(tag.len());
            return tag.get(..end);
        }
        rest = match tag.strip_prefix("!--") {
            Some(comment) => comment.split_once("-->")?.1,
            None => tag,
        };
    }
}

fn read_text(name: &str, bytes: &[u8], pair: Option<&Pair>) -> Result<Reading> {
    let refused = |why: &dyn std::fmt::Display| Failure::not_format(name, "a table of terms", why);
    let text = decode_document(bytes).map_err(|error| refused(&error))?.text;
    match (is_omegat(&text), pair) {
        (true, Some(pair)) => Ok(read_omegat(&text, pair)),
        (true, None) => {
            let why = "a glossary of OmegaT's does not say which languages it is in";
            Err(Failure::glossary_languages(name, why))
        }
        (false, _) => read_table(&text, pair).map_err(|error| match error {
            TsvError::NamelessPair { .. } => Failure::glossary_languages(name, error),
            error => refused(&error),
        }),
    }
}

/// Reads the first sheet whose header names a language.
fn read_spreadsheet(name: &str, bytes: &[u8], pair: Option<&Pair>) -> Result<Reading> {
    let refused = |why: &dyn std::fmt::Display| Failure::glossary_file(name, "a spreadsheet", why);
    let sheets = spreadsheet::sheets(bytes).map_err(|why| refused(&why))?;
    let mut first = None;
    for (_, rows) in sheets {
        match read_rows(rows.into_iter(), pair) {
            Ok(reading) => return Ok(reading),
            Err(error @ TsvError::NamelessPair { .. }) => {
                return Err(Failure::glossary_languages(name, error));
            }
            Err(error) => first = first.or(Some(error)),
        }
    }
    let why = first.map_or_else(|| "it has no sheet".to_owned(), |error| format!("first sheet, {error}"));
    Err(refused(&why))
}

/// All concepts in a format; `pair` are the languages of a format that has only two.
pub fn written(concepts: &[Concept], format: GlossaryFormat, pair: Option<&Pair>) -> Written {
    match (format, pair) {
        (GlossaryFormat::Tbx, _) => write_tbx(concepts, Version::Three),
        (GlossaryFormat::Tbx2, _) => write_tbx(concepts, Version::Two),
        (GlossaryFormat::Omegat, Some(pair)) => write_omegat(concepts, pair),
        _ => {
            let text = write_tsv(concepts);
            Written { text, concepts: concepts.len() as u64, lost: Vec::new() }
        }
    }
}
