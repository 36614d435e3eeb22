//! Concordance: units that say something, on either side.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use tm::concordance::Pattern;
use tm::index::Index;
use tm::lang::Lang;
use tm::span::{Chars, Span};
use tm::store::{Record, ReviewState, UnitStore};

use super::candidates::{candidates, read};
use super::renderings::{Rendering, Total, render};
use super::selection::Selection;
use super::suggest::Indexes;
use crate::args::FindSide;
use crate::failure::Result;
use crate::ui::progress::Progress;

/// What is looked for.
#[derive(Debug)]
pub struct Request {
    /// The text.
    pub pattern: Pattern,
    /// The source language.
    pub source: Lang,
    /// Languages of translations; empty for all.
    pub targets: Vec<Lang>,
    /// Which side.
    pub side: FindSide,
    /// Units that are meant.
    pub selection: Selection,
    /// At most this many units are shown.
    pub most: usize,
}

/// A unit that says it.
#[derive(Debug)]
pub struct Found {
    /// The unit.
    pub record: Record,
    /// For each variant of the unit, where it says it.
    pub places: Vec<Vec<Span<Chars>>>,
    /// For each variant of the unit, what it renders of what another says, where that is to be told.
    pub renderings: Vec<Option<Rendering>>,
}

/// What was found in all.
#[derive(Debug)]
pub struct Report {
    /// How many units say it.
    pub count: usize,
    /// Whether that was counted; else it is estimated from a sample, to two digits.
    pub is_counted: bool,
    /// The first of them.
    pub shown: Vec<Found>,
    /// What it was rendered by, for each direction.
    pub totals: Vec<Total>,
}

impl Request {
    pub(super) fn searches(&self, lang: &Lang) -> bool {
        let is_source = self.source.accepts(lang);
        match self.side {
            FindSide::Source => is_source,
            FindSide::Target => !is_source && self.wants(lang),
            FindSide::Both => is_source || self.wants(lang),
        }
    }

    /// Whether a translation in this language is wanted.
    pub fn wants(&self, lang: &Lang) -> bool {
        self.targets.is_empty() || self.targets.iter().any(|t| t.accepts(lang))
    }

    /// Languages that together accept all of `present` that are searched.
    pub(super) fn indexed(&self, present: &[Lang]) -> Vec<Lang> {
        let searched: Vec<&Lang> = present.iter().filter(|lang| self.searches(lang)).collect();
        let named = std::iter::once(&self.source).chain(&self.targets);
        let mut indexed: Vec<Lang> =
            named.filter(|lang| searched.iter().any(|own| lang.accepts(own))).cloned().collect();
        let is_in = |all: &[Lang], lang: &Lang| all.iter().any(|one| one.accepts(lang));
        for lang in &searched {
            // The widest of those that nobody named.
            let widest = searched.iter().find(|other| other.accepts(lang)).unwrap_or(lang);
            if !is_in(&indexed, lang) {
                indexed.push((*widest).clone());
            }
        }
        indexed
    }

    pub(super) fn is_said(&self, record: &Record) -> bool {
        let variants = record.unit.variants();
        variants.iter().any(|v| self.searches(&v.lang) && self.pattern.is_in(&v.text, &v.lang))
    }

    pub(super) fn is_meant(&self, store: &dyn UnitStore, record: &Record) -> Result<bool> {
        let wanted = record.state != ReviewState::Rejected || self.selection.names_a_status();
        Ok(wanted && self.selection.accepts_unit(&record.unit) && self.selection.accepts(store, record)?)
    }

    pub(super) fn found(&self, record: Record) -> Found {
        let find = |lang: &Lang, text: &str| match self.searches(lang) {
            true => self.pattern.find(text, lang),
            false => Vec::new(),
        };
        let places = record.unit.variants().iter().map(|v| find(&v.lang, &v.text)).collect();
        let renderings = vec![None; record.unit.variants().len()];
        Found { record, places, renderings }
    }
}

/// The indexes of a memory that were asked for so far.
pub struct Opened<'a> {
    indexes: &'a dyn Indexes,
    /// What is told of making one.
    pub progress: &'a Progress,
    all: BTreeMap<Lang, Index>,
}

impl<'a> Opened<'a> {
    /// None so far.
    pub fn new(indexes: &'a dyn Indexes, progress: &'a Progress) -> Opened<'a> {
        Opened { indexes, progress, all: BTreeMap::new() }
    }
}

impl Opened<'_> {
    /// An index that was asked for.
    pub fn known(&self, lang: &Lang) -> Option<&Index> {
        self.all.iter().find(|(known, _)| known.accepts(lang)).map(|(_, index)| index)
    }

    /// An index that has all texts in a language, and perhaps some in others that a wider one accepts.
    ///
    /// # Errors
    /// The memory cannot be read.
    pub fn of(&mut self, lang: &Lang) -> Result<&Index> {
        let known = self.all.keys().find(|known| known.accepts(lang)).unwrap_or(lang).clone();
        match self.all.entry(known) {
            Entry::Occupied(opened) => Ok(opened.into_mut()),
            Entry::Vacant(free) => Ok(free.insert(self.indexes.open(lang, self.progress)?)),
        }
    }

    /// Makes damaged ones anew; whether there were any.
    fn renew(&mut self) -> Result<bool> {
        let mut any = false;
        for (lang, index) in self.all.iter_mut().filter(|(_, index)| index.is_damaged()) {
            *index = self.indexes.renew(lang, self.progress)?;
            any = true;
        }
        Ok(any)
    }
}

/// Finds the units that say it, the first to be shown with what it was rendered by.
///
/// # Errors
/// The store cannot be read.
pub fn find(
    store: &dyn UnitStore,
    indexes: &dyn Indexes,
    request: &Request,
    progress: &Progress,
) -> Result<Report> {
    let report = find_in(store, &mut Opened::new(indexes, progress), request)?;
    progress.finish();
    Ok(report)
}

/// The same with indexes that may be open already, one question of many.
///
/// # Errors
/// The store cannot be read.
pub fn find_in(store: &dyn UnitStore, opened: &mut Opened<'_>, request: &Request) -> Result<Report> {
    loop {
        let candidates = candidates(store, opened, request)?;
        // No longer than it takes to read: an index that is to be made is made before or behind.
        let held = store.hold()?;
        let mut report = read(store, request, &candidates)?;
        drop(held);
        report.totals = render(store, request, &mut report.shown, opened)?;
        report.shown.truncate(request.most.min(report.count));
        // What a damaged index says is not used.
        if !opened.renew()? {
            return Ok(report);
        }
    }
}
