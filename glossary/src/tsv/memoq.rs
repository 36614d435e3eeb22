//! The CSV of memoQ and QTerm: fields of the entry, then each language with its definition and, after each of its terms,
//! what is said of that term. Columns of one name stand many times, so their order says what they belong to.

use tm::lang::Lang;
use tm::skipped::Skipped;

use super::Reading;
use crate::concept::{Concept, Matching, Term, TermStatus};

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Id,
    Domain,
    Scope,
    Note,
    Definition(Lang),
    Term(Lang),
    /// Of the term before it.
    Info,
    Example,
    /// People and moments.
    Ignored,
    Property(String),
}

/// Whether a header row is one of memoQ's.
pub(super) fn is_header(header: &[String]) -> bool {
    header.iter().any(|cell| matches!(cell.trim(), "Entry_ID" | "Term_Info"))
}

/// Reads the rows under a header of memoQ's.
pub(super) fn read(header: &[String], rows: impl Iterator<Item = (u64, Vec<String>)>) -> Reading {
    let columns: Vec<Column> = header.iter().map(|name| column(name.trim())).collect();
    let mut reading = Reading { has_foreign_ids: true, ..Reading::default() };
    for (line, cells) in rows {
        if cells.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty()) {
            let reason = format!("{} cells, the header has {}", cells.len(), columns.len());
            reading.skipped.push(Skipped::new(line, reason));
            continue;
        }
        let concept = concept(&columns, &cells).normalised();
        if concept.terms.is_empty() {
            reading.skipped.push(Skipped::new(line, "no term in any language"));
        } else {
            reading.push(line, concept);
        }
    }
    reading
}

/// Whether the header names a language.
pub(super) fn names_a_language(header: &[String]) -> bool {
    header.iter().any(|name| matches!(column(name.trim()), Column::Term(_)))
}

fn column(name: &str) -> Column {
    match name {
        "Entry_ID" => Column::Id,
        "Entry_Subject" | "Entry_Domain" => Column::Domain,
        "Entry_ClientID" | "Entry_ProjectID" => Column::Scope,
        "Entry_Note" => Column::Note,
        "Term_Info" => Column::Info,
        "Term_Example" => Column::Example,
        "Entry_Created" | "Entry_Creator" | "Entry_LastModified" | "Entry_Modifier" | "" => Column::Ignored,
        _ => {
            let definition = name.strip_suffix("_Def").and_then(language).map(Column::Definition);
            definition
                .or_else(|| language(name).map(Column::Term))
                .unwrap_or_else(|| Column::Property(name.to_owned()))
        }
    }
}

/// Regions as memoQ calls them, those of the languages we work between.
const REGIONS: [(&str, &str); 12] = [
    ("United_States", "US"),
    ("United_Kingdom", "GB"),
    ("Germany", "DE"),
    ("Austria", "AT"),
    ("Switzerland", "CH"),
    ("France", "FR"),
    ("Canada", "CA"),
    ("Belgium", "BE"),
    ("Sweden", "SE"),
    ("Finland", "FI"),
    ("Iran", "IR"),
    ("Afghanistan", "AF"),
];

/// Letters of the longest language subtag; what is longer before a `_` is a name.
const LONGEST_TAG: usize = 3;

/// The language of `Persian` or `English_United_States`.
fn language(name: &str) -> Option<Lang> {
    let Some((language, region)) = name.split_once('_').filter(|(first, _)| first.len() > LONGEST_TAG) else {
        return Lang::parse_known(name).ok();
    };
    let lang = Lang::parse_known(language).ok()?;
    match REGIONS.iter().find(|(called, _)| *called == region) {
        Some((_, code)) => Lang::parse(&format!("{lang}-{code}")).ok(),
        None => Some(lang),
    }
}

fn concept(columns: &[Column], cells: &[String]) -> Concept {
    let mut concept = Concept::default();
    // Info of a term that is not there is of no term.
    let mut has_term = false;
    for (column, cell) in columns.iter().zip(cells) {
        let text = cell.trim();
        if let Column::Term(lang) = column {
            has_term = !text.is_empty();
            concept.terms.push(Term::new(lang.clone(), text, TermStatus::Admitted));
            continue;
        }
        if text.is_empty() {
            continue;
        }
        match column {
            Column::Id => concept.external_id = Some(text.to_owned()),
            Column::Domain => add(&mut concept.domain, text, "; "),
            Column::Scope => add(&mut concept.scope, text, "; "),
            Column::Note => add(&mut concept.note, text, "\n"),
            Column::Definition(lang) if concept.definition.is_empty() || concept.definition == text => {
                concept.definition = text.to_owned();
                has_term &= concept.terms.last().is_some_and(|term| term.lang == *lang);
            }
            Column::Definition(lang) => {
                concept.properties.push((format!("definition ({lang})"), text.to_owned()));
            }
            Column::Property(name) => concept.properties.push((name.clone(), text.to_owned())),
            Column::Info | Column::Example if !has_term => {}
            Column::Info => info(&mut concept, text),
            Column::Example => {
                if let Some(term) = concept.terms.last_mut() {
                    add(&mut term.note, &format!("example: {text}"), "\n");
                }
            }
            Column::Term(_) | Column::Ignored => {}
        }
    }
    concept
}

/// What memoQ says of a term, words between semicolons.
fn info(concept: &mut Concept, text: &str) {
    for word in text.split([';', ',']).map(|word| word.trim().to_ascii_lowercase()) {
        let Some(term) = concept.terms.last_mut() else { return };
        match word.as_str() {
            "forbidden" => term.status = TermStatus::Forbidden,
            "casesense" | "casesensitive" => term.case_sensitive = true,
            "exact" => term.matching = Matching::Exact,
            "masculine" => term.gender = "m".to_owned(),
            "feminine" => term.gender = "f".to_owned(),
            "neuter" => term.gender = "n".to_owned(),
            "noun" | "verb" => concept.part_of_speech = word,
            "adjective" => concept.part_of_speech = "adj".to_owned(),
            "adverb" => concept.part_of_speech = "adv".to_owned(),
            // How memoQ compares letters and endings; here every term is found in every form.
            _ => {}
        }
    }
}

fn add(to: &mut String, text: &str, between: &str) {
    if !to.is_empty() {
        to.push_str(between);
    }
    to.push_str(text);
}
