//! What is in a memory, counted.

use std::collections::BTreeMap;

use tm::lang::Lang;
use tm::store::{Record, ReviewState, UnitStore};

use super::selection::Selection;
use crate::failure::Result;

/// Counts of texts in one language.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Volume {
    /// Texts.
    pub texts: u64,
    /// Words: what stands between white space and has a letter or a digit.
    pub words: u64,
    /// Characters, spaces included (Unicode scalar values).
    pub characters: u64,
}

/// What the units that are meant come to.
#[derive(Debug, Default)]
pub struct Stats {
    /// Units.
    pub units: u64,
    /// Of them, units that never leave.
    pub private: u64,
    /// Units by languages, the source language first.
    pub pairs: BTreeMap<String, u64>,
    /// Units by review state.
    pub states: BTreeMap<ReviewState, u64>,
    /// Units by where they were first seen.
    pub origins: BTreeMap<String, u64>,
    /// Texts by language.
    pub langs: BTreeMap<String, Volume>,
    /// First and last day on which a unit entered.
    pub days: Option<(String, String)>,
}

/// Counts the units that are meant, one after the other.
///
/// # Errors
/// The store cannot be read.
pub fn stats(store: &dyn UnitStore, selection: &Selection, source: &Lang) -> Result<Stats> {
    let mut stats = Stats::default();
    selection.records(store, &mut |record| {
        stats.count(&record, source);
        Ok(())
    })?;
    Ok(stats)
}

impl Stats {
    fn count(&mut self, record: &Record, source: &Lang) {
        self.units += 1;
        self.private += u64::from(record.private);
        *self.states.entry(record.state).or_default() += 1;
        // Looked up by reference first: a million units come from a few files.
        match self.origins.get_mut(&record.sighting.label) {
            Some(count) => *count += 1,
            None => drop(self.origins.insert(record.sighting.label.clone(), 1)),
        }
        *self.pairs.entry(languages(record, source)).or_default() += 1;
        for variant in record.unit.variants() {
            let volume = self.langs.entry(variant.lang.to_string()).or_default();
            volume.texts += 1;
            volume.words += words(&variant.text);
            volume.characters += variant.text.chars().count() as u64;
        }
        if !record.day.is_empty() {
            self.days = Some(match self.days.take() {
                None => (record.day.clone(), record.day.clone()),
                Some((first, last)) => (
                    if record.day < first { record.day.clone() } else { first },
                    last.max(record.day.clone()),
                ),
            });
        }
    }

    /// The origins that most units come from, most first.
    pub fn top_origins(&self, most: usize) -> Vec<(&str, u64)> {
        let mut origins: Vec<(&str, u64)> =
            self.origins.iter().map(|(name, n)| (name.as_str(), *n)).collect();
        origins.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        origins.truncate(most);
        origins
    }
}

/// `fa-en`, `fa-de-en`: the source language first, the others by tag.
fn languages(record: &Record, source: &Lang) -> String {
    let mut tags: Vec<_> = record.unit.variants().iter().map(|v| &v.lang).collect();
    tags.sort_by_key(|lang| (!source.accepts(lang), *lang));
    tags.into_iter().map(Lang::as_str).collect::<Vec<_>>().join("-")
}

/// Words of a text: what stands between white space and has a letter or a digit. A word with its affixes behind ZWNJ
/// is one.
pub fn words(text: &str) -> u64 {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u64
}
