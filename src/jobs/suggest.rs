//! Matches and terms for the segments of a document.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use glossary::{Concept, Finder, TermHit, TermStatus};
use tm::assembly::Assembled;
use tm::index::Index;
use tm::lang::Lang;
use tm::lookup::{Match, Similar, Wanted, look_up};
use tm::segment::SegmentKind;
use tm::store::{MemoryStore, UnitStore};
use tm::suggest::{Asked, suggest};
use tm::text::placeable::{Shown, placeables, shown};

use super::ahead::{at_once, looked_ahead};
use super::answers::{Answer, Answers};
use super::course::{Course, Place};
use super::passages::assembled;
use super::terms::Exchange;
use crate::failure::Result;
use crate::reading::document::Document;
use crate::ui::progress::Progress;

/// Matches `tm suggest` shows for each segment and language unless it is told otherwise; whoever looks for the best match
/// alone asks for as many, so that all find the same.
pub const USUAL_LIMIT: usize = 5;

/// A segment and what the memory and glossary say to it.
#[derive(Debug)]
pub struct Suggestion<'a> {
    /// Its number in the document, from 1.
    pub number: usize,
    /// Its text on one line.
    pub source: String,
    /// The number of the first segment of the same normal form, if this is not it.
    pub same_as: Option<usize>,
    /// Matches, best first.
    pub matches: Vec<Match>,
    /// Terms in the order they stand.
    pub terms: Vec<Term<'a>>,
    /// What was assembled in languages without a match of more than that can score.
    pub assembled: Vec<Assembled>,
    /// Numbers, dates and what else is carried over by value, in the order they stand.
    pub placeables: Vec<Shown>,
}

impl Suggestion<'_> {
    /// Whether it is of any use.
    fn says_something(&self) -> bool {
        !self.matches.is_empty() || !self.terms.is_empty() || !self.assembled.is_empty()
    }
}

/// A term that stands in a segment.
#[derive(Debug, Clone)]
pub struct Term<'a> {
    /// Its concept.
    pub concept: &'a Concept,
    /// Where and in what form.
    pub hit: TermHit,
}

/// A memory and glossary made ready to look up the parts of a text one after the other.
pub struct Suggester<'a> {
    store: &'a dyn UnitStore,
    concepts: &'a [Concept],
    wanted: &'a Wanted,
    indexes: &'a dyn Indexes,
    index: Index,
    finder: Rc<Finder>,
    assembles: bool,
    answers: Answers<'a>,
    /// What was looked up beforehand, by text.
    ahead: HashMap<String, Similar>,
    elsewhere: BTreeSet<Lang>,
}

/// Where the index of a memory comes from.
pub trait Indexes {
    /// The index of a source language as of now.
    ///
    /// # Errors
    /// The memory cannot be read.
    fn open(&self, source: &Lang, progress: &Progress) -> Result<Index>;

    /// The index anew, after a part of it turned out to be damaged.
    ///
    /// # Errors
    /// The memory cannot be read.
    fn renew(&self, source: &Lang, progress: &Progress) -> Result<Index>;
}

/// A memory that is kept in no file is indexed whenever it is asked.
impl Indexes for MemoryStore {
    fn open(&self, source: &Lang, progress: &Progress) -> Result<Index> {
        Ok(Index::build(self, source, &mut || progress.advance(1))?)
    }

    fn renew(&self, source: &Lang, progress: &Progress) -> Result<Index> {
        self.open(source, progress)
    }
}

impl<'a> Suggester<'a> {
    /// Makes it ready.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn new(
        store: &'a dyn UnitStore,
        indexes: &'a dyn Indexes,
        concepts: &'a [Concept],
        wanted: &'a Wanted,
        progress: &Progress,
    ) -> Result<Suggester<'a>> {
        let index = indexes.open(&wanted.source, progress)?;
        let finder = Rc::new(Finder::new(concepts, &wanted.source));
        Ok(Suggester {
            store,
            concepts,
            wanted,
            indexes,
            index,
            finder,
            assembles: false,
            answers: Answers::default(),
            ahead: HashMap::new(),
            elsewhere: BTreeSet::new(),
        })
    }

    /// The same, which also assembles suggestions where no match scores more than they can.
    pub fn assembling(self) -> Suggester<'a> {
        Suggester { assembles: true, ..self }
    }

    /// Looks up every segment of the next part of a text but those of the kinds in `skip`, and hands each to `show` with
    /// its number among all; tells whether there was a match or a term.
    ///
    /// # Errors
    /// The store cannot be read, or `show` fails.
    pub fn suggest(
        &mut self,
        document: &Document,
        course: &mut Course,
        skip: &[SegmentKind],
        progress: &Progress,
        show: &mut dyn FnMut(Suggestion<'a>) -> Result<()>,
    ) -> Result<bool> {
        let mut any = false;
        let finder = Rc::clone(&self.finder);
        let exchange = Exchange::new(self.concepts, &finder);
        let mut places = course.part(document, skip).into_iter();
        loop {
            let some: Vec<Place> = places.by_ref().take(at_once()).collect();
            if some.is_empty() {
                return Ok(any);
            }
            self.look_ahead(&some);
            for place in some {
                let suggestion = self.suggestion(place, &exchange, progress)?;
                any |= suggestion.says_something();
                show(suggestion)?;
                progress.advance(1);
            }
        }
    }

    /// Looks up side by side what the next places need the index for.
    fn look_ahead(&mut self, places: &[Place]) {
        let is_open = |place: &&Place| !self.answers.has(place);
        let texts: BTreeSet<&str> = places.iter().filter(is_open).map(|place| place.text.as_str()).collect();
        self.ahead = looked_ahead(&self.index, &texts.into_iter().collect::<Vec<_>>(), self.wanted);
    }

    fn suggestion(
        &mut self,
        place: Place,
        exchange: &Exchange<'_>,
        progress: &Progress,
    ) -> Result<Suggestion<'a>> {
        let answer = match self.answers.get(&place) {
            Some(known) => known,
            None => {
                let similar = self.ahead.get(&place.text).cloned();
                let mut answer = self.answer(&place, exchange, similar)?;
                // What a damaged index says is not used.
                if self.index.is_damaged() {
                    self.index = self.indexes.renew(&self.wanted.source, progress)?;
                    self.ahead.clear();
                    answer = self.answer(&place, exchange, None)?;
                }
                self.answers.keep(&place, &answer);
                answer
            }
        };
        let Answer { matches, assembled, terms, placeables } = answer;
        let Place { number, text: source, same_as, .. } = place;
        if matches.is_empty() && assembled.is_empty() && same_as.is_none() {
            self.elsewhere.extend(self.elsewhere_for(&source)?);
        }
        Ok(Suggestion { number, source, same_as, matches, terms, assembled, placeables })
    }

    /// Other languages than those asked for in which the memory has matches for segments that it has nothing for.
    pub fn elsewhere(&self) -> &BTreeSet<Lang> {
        &self.elsewhere
    }

    /// Such languages for one segment, of those that are not known yet: where none is left, nothing is looked up.
    fn elsewhere_for(&self, text: &str) -> Result<Vec<Lang>> {
        let Wanted { source, targets: asked, .. } = self.wanted;
        let is_open = |lang: &Lang| {
            !source.accepts(lang)
                && !self.elsewhere.contains(lang)
                && !asked.iter().any(|target| target.accepts(lang))
        };
        let open: Vec<Lang> = self.index.targets().into_iter().filter(is_open).collect();
        if asked.is_empty() || open.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = Wanted { targets: open, most: 1, ..self.wanted.clone() };
        let found = look_up(self.store, &self.index, text, &wanted)?;
        Ok(found.into_iter().map(|found| found.target.lang).collect())
    }

    /// What memory and glossary say to a segment.
    fn answer(&self, place: &Place, exchange: &Exchange<'_>, similar: Option<Similar>) -> Result<Answer<'a>> {
        let text = &place.text;
        let terms = terms(self.concepts, &self.finder, text, &self.wanted.targets);
        let placeables = shown(text, &placeables(text, &self.wanted.source));
        let asked = Asked { text, around: &place.around, terms: Some(exchange), similar };
        let matches = suggest(self.store, &self.index, &asked, self.wanted)?;
        let assembled = match self.assembles {
            true => assembled(self.store, &self.index, text, self.wanted, &matches, &terms, &placeables)?,
            false => Vec::new(),
        };
        Ok(Answer { matches, assembled, terms, placeables })
    }
}

/// Finds the terms of every segment and hands each to `show`; tells whether there was one.
///
/// # Errors
/// `show` fails.
pub fn find_terms<'a>(
    concepts: &'a [Concept],
    document: &Document,
    source: &Lang,
    targets: &[Lang],
    show: &mut dyn FnMut(Suggestion<'a>) -> Result<()>,
) -> Result<bool> {
    let finder = Finder::new(concepts, source);
    let mut any = false;
    for (number, segment) in (1..).zip(&document.segments) {
        let text = segment.flat(&document.text);
        let terms = terms(concepts, &finder, &text, targets);
        any |= !terms.is_empty();
        let (matches, assembled, placeables) = (Vec::new(), Vec::new(), Vec::new());
        show(Suggestion { number, source: text, same_as: None, matches, terms, assembled, placeables })?;
    }
    Ok(any)
}

/// The terms of a text whose concept has a rendering in one of `targets`.
fn terms<'a>(concepts: &'a [Concept], finder: &Finder, text: &str, targets: &[Lang]) -> Vec<Term<'a>> {
    let wanted = |concept: &Concept| {
        targets.is_empty() || targets.iter().any(|lang| concept.renderings(lang).next().is_some())
    };
    finder
        .find(text)
        .into_iter()
        .filter_map(|hit| concepts.get(hit.concept).map(|concept| Term { concept, hit }))
        .filter(|term| wanted(term.concept))
        .collect()
}

impl Term<'_> {
    /// The term as it stands in the text.
    pub fn form_in(&self, text: &str) -> String {
        text.chars().skip(self.hit.span.start).take(self.hit.span.len()).collect()
    }

    /// The renderings a translator may use, by language, the preferred first.
    pub fn renderings(&self, source: &Lang, targets: &[Lang]) -> Vec<(&Lang, Vec<&str>)> {
        let wanted = |lang: &Lang| targets.is_empty() || targets.iter().any(|t| t.accepts(lang));
        let usable = self
            .concept
            .terms
            .iter()
            .filter(|t| t.status <= TermStatus::Admitted && !source.accepts(&t.lang) && wanted(&t.lang));
        let mut all: Vec<(&Lang, Vec<&str>)> = Vec::new();
        // Terms stand ordered by language, the preferred first.
        for term in usable {
            match all.last_mut().filter(|(lang, _)| **lang == term.lang) {
                Some((_, texts)) => texts.push(&term.text),
                None => all.push((&term.lang, vec![&term.text])),
            }
        }
        all
    }
}
