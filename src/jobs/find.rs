//! Concordance: units that say something, on either side.

use tm::concordance::Pattern;
use tm::lang::Lang;
use tm::span::{Chars, Span};
use tm::store::{Record, ReviewState, UnitStore};

use super::renderings::{Rendering, Total, render};
use super::selection::Selection;
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
    /// The first of them.
    pub shown: Vec<Found>,
    /// What it was rendered by, for each direction.
    pub totals: Vec<Total>,
}

impl Request {
    fn searches(&self, lang: &Lang) -> bool {
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
}

/// Most units that are read to count renderings, evenly spread over all that were found: a tenth of a second.
const MOST_RENDERED: usize = 1_000;

/// Finds the units that say it, the first to be shown with what it was rendered by.
///
/// # Errors
/// The store cannot be read.
pub fn find(store: &dyn UnitStore, request: &Request, progress: &Progress) -> Result<Report> {
    let (mut all, mut numbers) = (Vec::new(), Vec::new());
    store.scan(&mut |number, variants| {
        progress.advance(1);
        all.push(number);
        let says = variants.iter().any(|variant| {
            Lang::parse(variant.lang)
                .is_ok_and(|lang| request.searches(&lang) && request.pattern.is_in(variant.text, &lang))
        });
        if says && request.selection.accepts_texts(variants) {
            numbers.push(number);
        }
    })?;
    progress.finish();
    let every = numbers.len().div_ceil(MOST_RENDERED).max(1);
    let mut found = Vec::new();
    let mut count = 0;
    for (place, number) in numbers.into_iter().enumerate() {
        let Some(record) = store.record(number)? else { continue };
        let wanted = record.state != ReviewState::Rejected || request.selection.names_a_status();
        if !wanted || !request.selection.accepts(store, &record)? {
            continue;
        }
        count += 1;
        if count <= request.most || place % every == 0 {
            let places = places(&record, request);
            let renderings = vec![None; record.unit.variants().len()];
            found.push(Found { record, places, renderings });
        }
    }
    let totals = render(store, request, &mut found, &all)?;
    found.truncate(request.most.min(count));
    Ok(Report { count, shown: found, totals })
}

fn places(record: &Record, request: &Request) -> Vec<Vec<Span<Chars>>> {
    let find = |lang: &Lang, text: &str| match request.searches(lang) {
        true => request.pattern.find(text, lang),
        false => Vec::new(),
    };
    record.unit.variants().iter().map(|v| find(&v.lang, &v.text)).collect()
}
