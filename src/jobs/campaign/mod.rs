//! Many documents compared with each other: what is said in several ways?
//!
//! The files are read twice, so that only what is said in several ways is kept in memory: first the terms are counted
//! and it is noted which sentences have several translations, then the texts of those are gathered.

pub mod folder;
mod sentences;
mod terms;

use glossary::{Concept, TermStatus};
use tm::check::Severity;
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::sqlite::SqliteStore;
use tm::unit::{Unit, Variant};

use self::sentences::Sentences;
use self::terms::Terms;
use super::selection::Selection;
use crate::failure::Result;
use crate::interrupt;
use crate::reading::pairs::Prepared;
use crate::ui::progress::Progress;

/// Places kept of one rendering: enough to look it up; the others are counted.
pub const MOST_PLACES: usize = 20;

/// Sentences kept whose renderings differ, and renderings kept of one: more is no campaign but a memory without order,
/// and memory has an end. Those beyond are counted.
pub const MOST_SENTENCES: usize = 10_000;
/// See [`MOST_SENTENCES`].
const MOST_RENDERINGS: usize = 100;

/// What is compared.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Language of the sources.
    pub source: Lang,
    /// Languages of the translations; empty for any.
    pub targets: Vec<Lang>,
    /// The least serious to show.
    pub least: Severity,
}

/// Where a rendering stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the file among those that were read.
    pub file: usize,
    /// The line the pair begins in; 0 where there are no lines.
    pub line: u64,
    /// Its number in the file, from 1.
    pub number: u64,
}

/// What is said in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inconsistency {
    /// The index of the concept, for a term; a sentence has none.
    pub concept: Option<usize>,
    /// Language of the translations.
    pub lang: Lang,
    /// The sentence or term.
    pub source: String,
    /// How serious it is: a forbidden term is an error, several renderings are a warning, a term that is sometimes said
    /// in other words is a hint.
    pub severity: Severity,
    /// In how many pairs it stands.
    pub count: u64,
    /// The ways it is said in, the most frequent first, then in the order they were met.
    pub renderings: Vec<Rendering>,
}

/// One way of saying it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The sentence or term; none for none of the terms that the glossary has.
    pub text: Option<String>,
    /// What the glossary thinks of the term; none for a sentence or none of its terms.
    pub status: Option<TermStatus>,
    /// In how many pairs it stands.
    pub count: u64,
    /// The first of them, at most [`MOST_PLACES`].
    pub places: Vec<Place>,
}

impl Rendering {
    fn new(text: Option<String>, status: Option<TermStatus>) -> Rendering {
        Rendering { text, status, count: 0, places: Vec::new() }
    }

    fn count(&mut self, place: Place) {
        self.count += 1;
        if self.places.len() < MOST_PLACES {
            self.places.push(place);
        }
    }
}

/// What was compared.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Pairs compared.
    pub pairs: u64,
    /// Inconsistencies less serious than asked for.
    pub not_shown: u64,
    /// Sentences with several renderings beyond [`MOST_SENTENCES`].
    pub too_many: u64,
    /// Records without a translation: there is nothing to compare.
    pub untranslated: u64,
    /// Records that could not be read.
    pub skipped: u64,
}

/// The comparison under way.
pub struct Campaign<'c> {
    wanted: Wanted,
    sentences: Sentences,
    terms: Terms<'c>,
    counts: Counts,
}

impl<'c> Campaign<'c> {
    /// Gets ready; terms are those of `concepts`.
    pub fn new(wanted: Wanted, concepts: &'c [Concept]) -> Campaign<'c> {
        let terms = Terms::new(concepts, wanted.source.clone());
        Campaign { wanted, sentences: Sentences::default(), terms, counts: Counts::default() }
    }

    /// Reads a file the first time; what cannot be read of it is told to `skip`.
    ///
    /// # Errors
    /// The file cannot be read to its end; what was read of it counts.
    pub fn look(
        &mut self,
        file: Prepared,
        index: usize,
        progress: &Progress,
        skip: &mut dyn FnMut(&Skipped),
    ) -> Result<()> {
        each(file, index, progress, &mut |item| match item {
            Ok((unit, place)) => {
                for (source, target) in pairs(unit, &self.wanted) {
                    self.counts.pairs += 1;
                    self.sentences.note(source, target);
                    self.terms.count(source, target, place);
                }
            }
            Err(skipped) if skipped.untranslated || skipped.open => self.counts.untranslated += 1,
            Err(skipped) => {
                self.counts.skipped += 1;
                skip(skipped);
            }
        })
    }

    /// Reads a file the second time, where [`Campaign::has_open_questions`].
    ///
    /// # Errors
    /// As [`Campaign::look`].
    pub fn gather(&mut self, file: Prepared, index: usize) -> Result<()> {
        each(file, index, &Progress::unseen(), &mut |item| {
            if let Ok((unit, place)) = item {
                for (source, target) in pairs(unit, &self.wanted) {
                    self.sentences.gather(source, target, place);
                }
            }
        })
    }

    /// Whether some sentence has several renderings.
    pub fn has_open_questions(&self) -> bool {
        self.sentences.has_several()
    }

    /// What is said in several ways, sentences before terms, the most frequent first, then in the order they were met;
    /// and what was compared.
    pub fn end(self) -> (Vec<Inconsistency>, Counts) {
        let Campaign { wanted, sentences, terms, mut counts } = self;
        counts.too_many = sentences.too_many();
        let mut found = sentences.inconsistencies();
        found.extend(terms.inconsistencies());
        let all = found.len();
        found.retain(|inconsistency| inconsistency.severity >= wanted.least);
        counts.not_shown = (all - found.len()) as u64;
        (found, counts)
    }
}

/// The pairs of a unit that are compared.
fn pairs<'u>(unit: &'u Unit, wanted: &Wanted) -> Vec<(&'u Variant, &'u Variant)> {
    let Wanted { source, targets, .. } = wanted;
    let is_wanted = |lang: &Lang| targets.is_empty() || targets.iter().any(|t| t.accepts(lang));
    let variants = unit.variants();
    let sources = variants.iter().filter(|variant| source.accepts(&variant.lang));
    sources
        .flat_map(|source| {
            let is_target = move |v: &&Variant| v.lang != source.lang && is_wanted(&v.lang);
            variants.iter().filter(is_target).map(move |target| (source, target))
        })
        .collect()
}

type Record<'r> = std::result::Result<(&'r Unit, Place), &'r Skipped>;

/// Hands every record of a file to `take`.
fn each(file: Prepared, index: usize, progress: &Progress, take: &mut dyn FnMut(Record<'_>)) -> Result<()> {
    let mut number = 0;
    if let Some(connection) = file.as_store() {
        Selection::default().records(&SqliteStore::new(connection), &mut |record| {
            interrupt::check()?;
            number += 1;
            progress.advance(1);
            take(Ok((&record.unit, Place { file: index, line: 0, number })));
            Ok(())
        })?;
    } else {
        file.read(&mut |item| {
            interrupt::check()?;
            number += 1;
            match &item {
                Ok(pair) => take(Ok((&pair.unit, Place { file: index, line: pair.line, number }))),
                Err(skipped) => take(Err(skipped)),
            }
            Ok(())
        })?;
    }
    progress.finish();
    Ok(())
}

/// The most frequent first; the sort is stable, so that equal ones stay in the order they were met.
fn most_frequent_first(renderings: &mut [Rendering]) {
    renderings.sort_by_key(|rendering| std::cmp::Reverse(rendering.count));
}
