//! What documents still need, measured against a memory and glossary.
//!
//! Every segment is looked up as `tm suggest` looks it up, in the order of the documents, and falls into one class of
//! [`Band`]. A repetition is a segment whose exact key stood before, in the same document or an earlier one; in another
//! order of the documents others are the repetitions, but the sum of what is repeated and new stays. The texts of
//! segments that are not in the memory whole are kept until the end, each once.

mod in_order;
mod terms;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use glossary::Concept;
use tm::lang::Lang;
use tm::lookup::{Match, Wanted};
use tm::segment::SegmentKind;
use tm::text::exact_key;

use super::bands::{Amount, Band, Tally};
use super::course::{Around, Course};
use super::suggest::{Suggester, Suggestion};
use crate::failure::Result;
use crate::interrupt;
use crate::reading::document::Document;
use crate::ui::progress::Progress;
pub use terms::Terms;

/// What one document needs, or all of them together.
#[derive(Debug, Default, Clone)]
pub struct Analysis {
    /// As the document was named; empty for all together.
    pub name: String,
    /// All its text.
    pub amount: Amount,
    /// What it needs in each language of the translation.
    pub sheets: Vec<Sheet>,
}

/// What a document needs in one language.
#[derive(Debug, Default, Clone)]
pub struct Sheet {
    /// The language; none where any is meant.
    pub target: Option<Lang>,
    /// Every segment in its class.
    pub bands: Tally,
    /// Every segment by its best match alone, repeated or not: what `tm suggest` shows.
    pub matches: Tally,
    /// Repetitions of segments of the same document.
    pub inside: Amount,
    /// Repetitions of segments of earlier documents.
    pub across: Amount,
    /// Segments that stood before, in this document or an earlier one, and are counted in a better class all the same: the
    /// memory has them, or there is nothing to translate. With these two, they are all that stood before.
    pub known: Amount,
    /// Segments that find something better in earlier segments than in the memory, once these are translated, in the
    /// class they will be in then: internal fuzzy matches in Trados, homogeneity in memoQ.
    pub in_order: Tally,
    /// Terms of the glossary.
    pub terms: Terms,
    /// The segments in order, for a picture.
    pub slices: Vec<Slice>,
}

/// A segment as a picture shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Its words.
    pub words: u64,
    /// Its class.
    pub band: Band,
}

/// Documents being counted one after the other.
pub struct Analyst<'a> {
    suggester: Suggester<'a>,
    wanted: &'a Wanted,
    skip: &'a [SegmentKind],
    /// The course of the present document.
    course: Course,
    counter: Counter<'a>,
}

impl<'a> Analyst<'a> {
    /// Gets ready to count with a suggester of what is `wanted`, but for segments of the kinds in `skip`.
    pub fn new(
        suggester: Suggester<'a>,
        concepts: &[Concept],
        wanted: &'a Wanted,
        skip: &'a [SegmentKind],
    ) -> Analyst<'a> {
        let targets: Vec<Option<Lang>> = match wanted.targets.as_slice() {
            [] => vec![None],
            targets => targets.iter().cloned().map(Some).collect(),
        };
        let blank = targets.into_iter().map(|target| {
            let terms = Terms::of(concepts, &wanted.source, target.as_ref());
            Sheet { target, terms, ..Sheet::default() }
        });
        let counter = Counter {
            source: &wanted.source,
            blank: blank.collect(),
            documents: Vec::new(),
            seen: HashMap::new(),
            open: Vec::new(),
        };
        let course = Course::new(&wanted.source, Around::of(true));
        Analyst { suggester, wanted, skip, course, counter }
    }

    /// Goes on to the next document.
    pub fn begin(&mut self, name: &str) {
        let sheets = self.counter.blank.clone();
        self.counter.documents.push(Analysis { name: name.to_owned(), amount: Amount::default(), sheets });
        self.course = Course::new(&self.wanted.source, Around::of(true));
    }

    /// Counts the next part of the document.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn part(&mut self, part: &Document, progress: &Progress) -> Result<()> {
        let counter = &mut self.counter;
        self.suggester.suggest(part, &mut self.course, self.skip, progress, &mut |suggestion| {
            interrupt::check()?;
            counter.count(&suggestion);
            Ok(())
        })?;
        Ok(())
    }

    /// The documents, and all of them together.
    ///
    /// # Errors
    /// The segments cannot be looked up in each other.
    pub fn finish(mut self, progress: &Progress) -> Result<(Vec<Analysis>, Analysis)> {
        in_order::count(&self.counter.open, self.wanted, &mut self.counter.documents, progress)?;
        let mut total = Analysis { sheets: self.counter.blank, ..Analysis::default() };
        self.counter.documents.iter().for_each(|document| total.add(document));
        Ok((self.counter.documents, total))
    }
}

impl Analysis {
    fn add(&mut self, document: &Analysis) {
        self.amount.add(document.amount);
        for (sheet, more) in self.sheets.iter_mut().zip(&document.sheets) {
            sheet.bands.add_all(&more.bands);
            sheet.matches.add_all(&more.matches);
            sheet.inside.add(more.inside);
            sheet.across.add(more.across);
            sheet.known.add(more.known);
            sheet.in_order.add_all(&more.in_order);
            sheet.terms.add(&more.terms);
        }
    }
}

/// A segment that the memory does not know whole, where it stood first.
struct Open {
    document: usize,
    text: String,
    amount: Amount,
    /// Its class in each language.
    bands: Vec<Band>,
}

/// What was counted so far.
struct Counter<'a> {
    source: &'a Lang,
    /// A sheet of nothing for each language.
    blank: Vec<Sheet>,
    documents: Vec<Analysis>,
    /// The document in which each exact key stood first.
    seen: HashMap<String, usize>,
    open: Vec<Open>,
}

impl Counter<'_> {
    fn count(&mut self, suggestion: &Suggestion<'_>) {
        let here = self.documents.len().saturating_sub(1);
        let Some(document) = self.documents.last_mut() else { return };
        let text = &suggestion.source;
        let amount = Amount::of(text);
        document.amount.add(amount);
        let first = match self.seen.entry(exact_key(text, self.source.script())) {
            Entry::Occupied(seen) => Some(*seen.get()),
            Entry::Vacant(place) => {
                place.insert(here);
                None
            }
        };
        let is_fixed = is_fixed(suggestion);
        for sheet in &mut document.sheets {
            let is_ours =
                |found: &&Match| sheet.target.as_ref().is_none_or(|t| t.accepts(&found.target.lang));
            let by_match = Band::of(suggestion.matches.iter().find(is_ours));
            let band = match first {
                _ if by_match <= Band::Full => by_match,
                _ if is_fixed => Band::Fixed,
                Some(_) => Band::Repetition,
                None => by_match,
            };
            sheet.bands.add(band, amount);
            sheet.matches.add(by_match, amount);
            match first {
                Some(_) if band != Band::Repetition => sheet.known.add(amount),
                Some(first) if first == here => sheet.inside.add(amount),
                Some(_) => sheet.across.add(amount),
                None => {}
            }
            sheet.terms.count(suggestion, sheet.target.as_ref());
            sheet.slices.push(Slice { words: amount.words, band });
        }
        let bands: Vec<Band> =
            document.sheets.iter().filter_map(|sheet| Some(sheet.slices.last()?.band)).collect();
        if bands.iter().any(|band| *band > Band::Repetition) {
            self.open.push(Open { document: here, text: text.clone(), amount, bands });
        }
    }
}

/// Kinds of placeables that are words to be translated all the same.
const WORDS: [&str; 2] = ["indefinite", "hashtag"];

/// Whether nothing stands in a segment but what is carried over by value, and marks.
fn is_fixed(suggestion: &Suggestion<'_>) -> bool {
    let carried: Vec<_> =
        suggestion.placeables.iter().filter(|p| !WORDS.contains(&p.kind.as_str())).map(|p| p.span).collect();
    let is_carried = |at: usize| carried.iter().any(|span| span.start <= at && at < span.end);
    (0..).zip(suggestion.source.chars()).all(|(at, c)| !c.is_alphanumeric() || is_carried(at))
}
