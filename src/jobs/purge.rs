//! A text out of the memory for good: units, terms, notes, history, free space.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use glossary::sqlite::SqliteTerms;
use glossary::{Concept, ConceptId, TermStore};
use rusqlite::Connection;
use tm::concordance::{Pattern, Strictness};
use tm::lang::{Lang, Script};
use tm::sqlite::{SqliteStore, Stripped};
use tm::store::{TxNumber, UnitNumber};
use tm::text::exact_key;

use super::glossary::failure;
use crate::failure::Result;
use crate::workspace::{self, wipe};

/// What is to go.
#[derive(Debug)]
pub struct Request {
    text: String,
    /// Units that contain the text, too, not only those that say nothing else.
    containing: bool,
    /// Keep no name of what was purged, so that it can come back and cannot be guessed.
    forget: bool,
    folded: Pattern,
    words: Pattern,
}

/// What went, or would go.
#[derive(Debug, Default)]
pub struct Report {
    /// Units that were live.
    pub live: usize,
    /// Units that were gone and still in the history.
    pub gone: usize,
    /// Terms of the glossary, by their first name.
    pub concepts: Vec<String>,
    /// What was taken out of the rest.
    pub stripped: Stripped,
    /// Reviews under a pseudonym that says it; they stay.
    pub reviews: u64,
    /// Live units that contain the text and stay, because they say more than it.
    pub containing: usize,
    /// The first texts that go.
    pub examples: Vec<String>,
}

/// Texts shown before somebody decides.
const EXAMPLES: usize = 5;

/// Keys of texts in the two ways scripts are folded.
type Keys = BTreeSet<String>;

impl Request {
    /// A request to purge `text`.
    pub fn new(text: &str, containing: bool, forget: bool) -> Request {
        let folded = Pattern::new(text, Strictness::default());
        let words = Pattern::new(text, Strictness { exact: false, word: true });
        Request { text: text.trim().to_owned(), containing, forget, folded, words }
    }

    /// Whether nothing is left of the text once it is folded, so that it would be everywhere or nowhere.
    pub fn is_empty(&self) -> bool {
        exact_key(&self.text, Script::Arabic).is_empty()
    }

    /// Whether a text in `lang` goes because of what it says.
    fn takes(&self, lang: &Lang, text: &str) -> bool {
        let same = || exact_key(text, lang.script()) == exact_key(&self.text, lang.script());
        if self.containing { self.folded.is_in(text, lang) } else { same() }
    }

    /// Whether a note, prop, name or code tells the text, or the whole of a text that goes with it.
    ///
    /// They are no translations: a sentence that holds a text of several words goes from them in either case.
    fn is_told_in(&self, text: &str, others: &Keys) -> bool {
        let pattern = if self.containing || self.text.contains(char::is_whitespace) {
            &self.folded
        } else {
            &self.words
        };
        let told = |text: &str| {
            [Lang::persian(), latin()].iter().any(|lang| pattern.is_in(text, lang))
                || [Script::Arabic, Script::Latin]
                    .iter()
                    .any(|script| others.contains(&exact_key(text, *script)))
        };
        // The codes of a file are kept as raw XML.
        told(text) || text.contains('&') && told(&plain(text))
    }
}

/// Purges, in one write; a dry run only counts. What was deleted is still to be wiped from the file.
///
/// # Errors
/// A row cannot be read, or the store says no: then nothing was changed.
pub fn purge(store: &mut SqliteStore<'_>, request: &Request, dry_run: bool) -> Result<(TxNumber, Report)> {
    let connection = store.connection();
    let info =
        tm::store::TxInfo { day: crate::clock::today(), command: "purge".into(), origin: String::new() };
    // Not through `dyn UnitWriter`: no other store has a file to purge.
    use tm::store::UnitWriter;
    // Nobody may write between the look and the purge: what came in then would stay, and a number freed by another
    // purge may belong to another unit by then.
    let tx = store.begin(&info)?;
    let report = purge_in_write(store, tx, request);
    match &report {
        Ok(report) if !dry_run && !report.is_nothing() => {
            wipe::note_pending(connection)?;
            store.commit()?;
        }
        _ => store.rollback()?,
    }
    Ok((tx, report?))
}

fn purge_in_write(store: &mut SqliteStore<'_>, tx: TxNumber, request: &Request) -> Result<Report> {
    let (units, others, mut report) = survey(store, request)?;
    let mut glossary = SqliteTerms::new(store.connection(), tx.0);
    for (id, name) in doomed_terms(&glossary, request)? {
        if request.forget {
            glossary.erase(id).map_err(failure)?;
        } else {
            glossary.purge(id).map_err(failure)?;
        }
        report.concepts.push(name);
    }
    for unit in units {
        if request.forget { store.erase(unit)? } else { store.purge(unit)? }
    }
    report.stripped = store.strip(&|text| request.is_told_in(text, &others))?;
    report.reviews = store.reviews_by(&|who| request.is_told_in(who, &others))?;
    Ok(report)
}

impl Report {
    /// Whether there is nothing to purge.
    pub fn is_nothing(&self) -> bool {
        self.live + self.gone == 0 && self.concepts.is_empty() && self.stripped == Stripped::default()
    }
}

/// The units that go, the keys of everything they say, and what is told about them.
fn survey(store: &SqliteStore<'_>, request: &Request) -> Result<(Vec<UnitNumber>, Keys, Report)> {
    let (mut units, mut keys, mut report) = (Vec::new(), Keys::new(), Report::default());
    let mut known: HashMap<String, Lang> = HashMap::new();
    store.scan_all(&mut |number, live, variants| {
        for variant in variants {
            if !known.contains_key(variant.lang) {
                known.insert(variant.lang.to_owned(), Lang::parse(variant.lang).unwrap_or_else(|_| latin()));
            }
        }
        let texts: Vec<_> = variants.iter().filter_map(|v| Some((known.get(v.lang)?, v.text))).collect();
        if texts.iter().any(|(lang, text)| request.takes(lang, text)) {
            units.push(number);
            keys.extend(texts.iter().map(|(lang, text)| exact_key(text, lang.script())));
            if live {
                report.live += 1
            } else {
                report.gone += 1
            }
            if report.examples.len() < EXAMPLES {
                report.examples.extend(texts.iter().map(|(_, text)| (*text).to_owned()));
            }
        } else if live && texts.iter().any(|(lang, text)| request.folded.is_in(text, lang)) {
            report.containing += 1;
        }
    })?;
    keys.remove("");
    Ok((units, keys, report))
}

/// Concepts that say it in any of their contents, present or past, with a name for each.
fn doomed_terms(glossary: &SqliteTerms<'_>, request: &Request) -> Result<Vec<(ConceptId, String)>> {
    let records = glossary.records().map_err(failure)?;
    let says = |concept: &Concept| concept_says(concept, request);
    let doomed = records.into_iter().filter(|record| record.revisions.iter().any(|r| says(&r.concept)));
    Ok(doomed
        .map(|record| {
            let name = record.revisions.iter().find_map(|r| r.concept.hub_term()).map(|t| t.text.clone());
            (record.id, name.unwrap_or_default())
        })
        .collect())
}

fn concept_says(concept: &Concept, request: &Request) -> bool {
    let none = Keys::new();
    let told = |text: &str| request.is_told_in(text, &none);
    let term = |t: &glossary::Term| {
        let texts = std::iter::once(&t.text).chain(&t.variants).chain(&t.exceptions);
        let named = texts.into_iter().any(|text| request.takes(&t.lang, text));
        named || [&t.note, &t.source, &t.gender].into_iter().any(|text| told(text))
    };
    let fields = [
        &concept.termbase,
        &concept.domain,
        &concept.definition,
        &concept.note,
        &concept.scope,
        &concept.source,
        &concept.part_of_speech,
        &concept.review,
    ];
    concept.terms.iter().any(term)
        || fields.into_iter().any(|text| told(text))
        || concept.external_id.as_deref().is_some_and(told)
        || concept.properties.iter().any(|(name, value)| told(name) || told(value))
}

/// Other memories in the folder of this one, which may be copies of it.
pub fn neighbours(memory: &Path) -> Vec<PathBuf> {
    let folder = workspace::folder_of(memory);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let own = memory.file_name();
    let mut found: Vec<PathBuf> = entries
        .filter(|path| path.file_name() != own && path.is_file() && workspace::is_sqlite(path))
        .collect();
    found.sort();
    found
}

/// The day of the last backup, where it is known.
///
/// # Errors
/// The store cannot be read.
pub fn last_backup(connection: &Connection) -> Result<Option<String>> {
    use rusqlite::OptionalExtension;
    let sql = "SELECT value FROM meta WHERE key = 'backup'";
    let day: Option<Vec<u8>> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    Ok(day.and_then(|day| String::from_utf8(day).ok()))
}

/// Any language that is written in Latin letters.
fn latin() -> Lang {
    Lang::parse("en").unwrap_or_else(|_| Lang::persian())
}

/// The text of raw XML: references to the five entities and to characters are what they stand for.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match after.split_once(';').and_then(|(name, after)| Some((referenced(name)?, after))) {
            Some((character, after)) => {
                plain.push(character);
                rest = after;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain + rest
}

/// What a reference stands for; an import has joined the halves of surrogate pairs already.
fn referenced(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "amp" => Some('&'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_an_import_reads_them() {
        for (raw, expected) in [
            ("&lt;b title=&quot;a&apos;b&quot;&gt; &amp; &amp;lt;", "<b title=\"a'b\"> & &lt;"),
            ("&#x53;ECRET&#88; &#x6AF;لنار &#1711;لنار", "SECRETX گلنار گلنار"),
            ("a & b; &unknown; &#xD83D; &#; &", "a & b; &unknown; &#xD83D; &#; &"),
            ("", ""),
        ] {
            assert_eq!(plain(raw), expected, "{raw}");
        }
    }

    #[test]
    fn a_code_with_references_tells_the_text() {
        let request = Request::new("SECRETX", false, false);
        assert!(request.is_told_in("{href=&#x53;ECRETX}", &Keys::new()));
        assert!(!request.is_told_in("{href=&#x54;ECRETX}", &Keys::new()));
    }

    #[test]
    fn what_comes_in_while_a_purge_waits_is_purged_too() {
        use tm::store::{Sighting, TxInfo, UnitStore, UnitWriter};
        use tm::unit::{Unit, Variant};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.tmdb");
        workspace::create(&path).unwrap();
        let theirs = workspace::open_for_writing(&path).unwrap();
        let mut other = SqliteStore::new(&theirs);
        let variant = |lang, text| Variant::plain(Lang::parse(lang).unwrap(), text);
        let unit = Unit::new(vec![variant("fa", "نشانی"), variant("en", "address")]).unwrap();
        let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() };
        other.begin(&info).unwrap();
        other.add(&unit, &Sighting::default(), false).unwrap();
        let (asked, waits) = std::sync::mpsc::channel();
        let report = std::thread::scope(|scope| {
            let purging = scope.spawn(|| {
                let connection = workspace::open_for_writing(&path).unwrap();
                asked.send(()).unwrap();
                let request = Request::new("address", false, false);
                purge(&mut SqliteStore::new(&connection), &request, false).unwrap().1
            });
            waits.recv().unwrap();
            // Long enough to be waiting; shorter only makes the test weaker.
            std::thread::sleep(std::time::Duration::from_millis(300));
            other.commit().unwrap();
            purging.join().unwrap()
        });
        assert_eq!((report.live, other.live_units().unwrap()), (1, 0));
    }
}
