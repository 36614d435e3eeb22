//! Which runs of words does a text share with texts of the memory?

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use super::whole::{wholes, wholes_of_pair, without_parts};
use crate::align::evidence::Memory;
use crate::align::renderings::Said;
use crate::align::{Pair, Range, Sentence, Word};
use crate::store::{StoreError, UnitNumber};

/// A run of words that pairs of the memory share with a text.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The words of the text; it begins and ends with one that says something.
    pub words: Range,
    /// Pairs that have it, and where.
    pub said: Vec<Said>,
}

/// Units that are read for one text: about as many pairs as a model is learnt from in some milliseconds.
const MOST_UNITS: usize = 48;
/// Units that are read for one run of words: enough to tell the most frequent rendering from a rare one.
const FOR_EACH_RUN: usize = 6;
/// Most words of a text that are looked up; behind them stand documents that were never segmented.
const MOST_WORDS: usize = 120;

/// The longest runs that units of the memory share with a text, those inside longer ones left out; runs of one word are
/// among them. Also the numbers of the units that were read.
///
/// The longest runs of words that some unit has in any order are looked up first; what the units found really share is
/// then read from their texts. The number of units read is bounded, so that of very frequent short runs some are missed.
///
/// # Errors
/// [`StoreError`] when the store or the index cannot be read.
pub fn passages(text: &Sentence, memory: &Memory<'_>) -> Result<(Vec<Passage>, Vec<UnitNumber>), StoreError> {
    let mut seen: HashSet<UnitNumber> = HashSet::new();
    let mut pairs: Vec<(UnitNumber, Rc<Pair>)> = Vec::new();
    for numbers in looked_up(text, memory)? {
        for number in numbers {
            if pairs.len() < MOST_UNITS && seen.insert(number) {
                pairs.extend(memory.pair(number)?.map(|pair| (number, Rc::new(pair))));
            }
        }
    }
    let mut found: BTreeMap<Range, Vec<Said>> = BTreeMap::new();
    let own = wholes(text);
    for (_, pair) in &pairs {
        let other = wholes_of_pair(&pair.source);
        for (words, at) in shared(&text.words, &pair.source.words) {
            let unparted = unparted((words, &own), (at, &other));
            if let Some((words, at)) = unparted.and_then(|(words, at)| trimmed(text, words, at)) {
                let said = found.entry(words).or_default();
                // Where a text says a passage again, it says nothing new.
                if said.last().is_none_or(|last: &Said| !Rc::ptr_eq(&last.pair, pair)) {
                    said.push(Said { pair: Rc::clone(pair), at });
                }
            }
        }
    }
    let passages = found.into_iter().map(|(words, said)| Passage { words, said }).collect();
    Ok((passages, pairs.into_iter().map(|(number, _)| number).collect()))
}

/// The passage without what it has a part of only, in the text and in the memory.
fn unparted(here: (Range, &[Range]), memory: (Range, &[Range])) -> Option<(Range, Range)> {
    let ((mut words, own), (mut at, other)) = (here, memory);
    loop {
        let (before, place) = (words, at);
        words = without_parts(words, own)?;
        at = inside_as(before, words, at);
        let there = without_parts(at, other)?;
        words = inside_as(at, there, words);
        at = there;
        if (words, at) == (before, place) {
            return Some((words, at));
        }
    }
}

/// The part of `other` that lies in it as `inner` lies in `outer`; both are as long.
fn inside_as(outer: Range, inner: Range, other: Range) -> Range {
    let start = other.start + inner.start.saturating_sub(outer.start);
    Range { start, end: start + inner.len() }
}

impl Passage {
    /// The words with the auxiliaries that stand behind them in the text and in all pairs: لغو شد.
    pub(super) fn with_auxiliaries(&self, text: &Sentence) -> Range {
        let is_same = |step: &usize| {
            text.words.get(self.words.end + step).is_some_and(|own| {
                let same = |said: &Said| {
                    let other = said.pair.source.words.get(said.at.end + step);
                    other.is_some_and(|other| other.form.is_spelt_as(&own.form))
                };
                own.form.is_auxiliary && self.said.iter().all(same)
            })
        };
        Range { end: self.words.end + (0..).take_while(is_same).count(), ..self.words }
    }

    /// The same words, said by no pair yet.
    pub(super) fn without_pairs(&self) -> Passage {
        Passage { words: self.words, said: Vec::new() }
    }

    /// Adds the pairs of another passage of the same words.
    pub(super) fn add(&mut self, other: Passage) {
        for said in other.said {
            if !self.said.iter().any(|known| Rc::ptr_eq(&known.pair, &said.pair)) {
                self.said.push(said);
            }
        }
    }

    /// The passage without its first and without its last words that say one thing, those that are left.
    pub(super) fn shorter(&self, text: &Sentence, wholes: &[Range]) -> Vec<Passage> {
        let mut inside = text.content_words().filter(|word| self.words.has(*word));
        let (Some(first), Some(last)) = (inside.next(), inside.last()) else { return Vec::new() };
        let cuts = [Range { start: first + 1, ..self.words }, Range { end: last, ..self.words }];
        let cut = |words: Range| {
            let words = without_parts(words, wholes)?;
            let (words, _) = trimmed(text, words, words)?;
            let said = self
                .said
                .iter()
                .map(|said| Said { pair: Rc::clone(&said.pair), at: inside_as(self.words, words, said.at) });
            Some(Passage { words, said: said.collect() })
        };
        cuts.into_iter().filter_map(cut).collect()
    }
}

/// Units that have all words of a run, for the longest runs first: for each beginning the longest that some unit has, and
/// the shorter ones.
fn looked_up(text: &Sentence, memory: &Memory<'_>) -> Result<Vec<Vec<UnitNumber>>, StoreError> {
    let content: Vec<usize> = text.content_words().take(MOST_WORDS).collect();
    let mut runs: Vec<(usize, Range, Vec<UnitNumber>)> = Vec::new();
    for (first, start) in content.iter().enumerate() {
        for (length, last) in (1..).zip(content.iter().skip(first)) {
            let run = Range { start: *start, end: last + 1 };
            let words: Vec<&str> = said_words(text, run).map(|word| word.form.text()).collect();
            let units = memory.words.having(&words, &memory.target, FOR_EACH_RUN)?;
            if units.is_empty() {
                break;
            }
            runs.push((length, run, units));
        }
    }
    runs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    Ok(runs.into_iter().map(|(_, _, units)| units).collect())
}

fn said_words(text: &Sentence, run: Range) -> impl Iterator<Item = &Word> {
    let words = text.words.iter().take(run.end).skip(run.start);
    words.filter(|word| word.form.text().chars().any(char::is_alphanumeric))
}

/// The longest runs of equal words of two texts, those that cannot be made longer: in the one and in the other.
fn shared(here: &[Word], memory: &[Word]) -> Vec<(Range, Range)> {
    let mut found = Vec::new();
    let same = |i: usize, j: usize| match (here.get(i), memory.get(j)) {
        (Some(own), Some(other)) => own.form.is_spelt_as(&other.form),
        _ => false,
    };
    for i in 0..here.len() {
        for j in (0..memory.len()).filter(|j| same(i, *j)) {
            let begins = i == 0 || j == 0 || !same(i - 1, j - 1);
            if begins {
                let length = (0..).take_while(|step| same(i + step, j + step)).count();
                found.push((Range { start: i, end: i + length }, Range { start: j, end: j + length }));
            }
        }
    }
    found
}

/// The run without words at its edges that say nothing; nothing where none says anything.
fn trimmed(text: &Sentence, words: Range, at: Range) -> Option<(Range, Range)> {
    let mut inside = text.content_words().filter(|word| words.has(*word));
    let first = inside.next()?;
    let last = inside.last().unwrap_or(first);
    let (before, behind) = (first - words.start, words.end - (last + 1));
    Some((Range { start: first, end: last + 1 }, Range { start: at.start + before, end: at.end - behind }))
}
