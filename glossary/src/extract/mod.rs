//! Term candidates of documents: what looks like a term, ranked by C-value (Frantzi, Ananiadou and Mima 2000) and by how
//! much more frequent its words are than in general text.
//!
//! A candidate is a noun phrase of one to four words; forms of one phrase are one candidate. They are proposals, never
//! more: somebody accepts a line or drops it. What is not here: languages other than Persian have neither lemmas nor a
//! background, only lists of function words.

mod candidates;
mod lemma;
mod rank;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{HashMap, HashSet};

use tm::lang::{Lang, Script};
use tm::text::{TokenKind, tokens};

use words::Words;

/// What is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Least number of occurrences; without one, 1 in short texts and 2 in long ones.
    pub min_count: Option<usize>,
    /// Most candidates.
    pub limit: usize,
    /// Those that are in the glossary already too.
    pub all: bool,
}

/// What may be a term.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its dictionary form.
    pub term: String,
    /// The lemmas of its words: equal for all forms of one term.
    pub key: String,
    /// How often it stands in the text.
    pub count: usize,
    /// The forms that stand in the text with their counts, the most frequent first.
    pub variants: Vec<(String, usize)>,
    /// Its C-value.
    pub c_value: f64,
    /// The mean, over its words, of how many times more frequent they are here than in general text (binary logarithm).
    pub keyness: f64,
    /// What it was ranked by.
    pub score: f64,
    /// The first segments it stands in.
    pub contexts: Vec<String>,
    /// The most frequent longer candidate it stands in.
    pub nested_in: Option<String>,
    /// Whether the glossary has it.
    pub is_known: bool,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extraction {
    /// The best candidates, the best first.
    pub candidates: Vec<Candidate>,
    /// How many there are in all.
    pub found: usize,
    /// How many of these are left out because the glossary has them.
    pub known: usize,
    /// Words that were read.
    pub words: usize,
    /// The least number of occurrences that was asked for or chosen.
    pub min_count: usize,
}

/// Reads texts segment by segment, and ranks what stands in them.
#[derive(Debug)]
pub struct Extractor {
    script: Script,
    lang: Lang,
    numbers: HashMap<String, u32>,
    spellings: Vec<String>,
    /// Every word of all segments by its number, [`BREAK`] where a phrase ends.
    flow: Vec<u32>,
    /// Where in `flow` each segment begins.
    starts: Vec<usize>,
    /// The segments, to be quoted.
    quotes: Vec<Box<str>>,
    quoted: usize,
    read: usize,
}

/// In place of a word: marks, numbers, ends of segments.
const BREAK: u32 = u32::MAX;

/// Bytes of text that is kept to be quoted: a document of 64 MB has its first contexts long before.
const MOST_QUOTED: usize = 64 << 20;

impl Extractor {
    /// An extractor for texts in a language.
    pub fn new(lang: &Lang) -> Extractor {
        Extractor {
            script: lang.script(),
            lang: lang.clone(),
            numbers: HashMap::new(),
            spellings: Vec::new(),
            flow: Vec::new(),
            starts: Vec::new(),
            quotes: Vec::new(),
            quoted: 0,
            read: 0,
        }
    }

    /// Reads the next segment.
    pub fn add(&mut self, segment: &str) {
        self.starts.push(self.flow.len());
        let is_quoted = self.quoted + segment.len() <= MOST_QUOTED;
        self.quoted += segment.len();
        self.quotes.push(if is_quoted { segment.into() } else { Box::default() });
        let places: Vec<usize> = segment.char_indices().map(|(at, _)| at).chain([segment.len()]).collect();
        for token in tokens(segment, self.script) {
            if token.kind != TokenKind::Word {
                self.flow.push(BREAK);
                continue;
            }
            let span = places.get(token.span.start).zip(places.get(token.span.end));
            let spelling = span.and_then(|(from, to)| segment.get(*from..*to)).unwrap_or(&token.text);
            let number = self.number_of(spelling);
            self.flow.push(number);
            self.read += 1;
        }
        self.flow.push(BREAK);
    }

    /// Words that were read so far.
    pub fn words(&self) -> usize {
        self.read
    }

    /// Ranks what was read; `known` are the terms of the glossary in this language.
    pub fn finish(self, known: &[&str], options: &Options) -> Extraction {
        let words = Words::new(&self, known);
        let known: HashSet<String> = known.iter().map(|term| words.key(term)).collect();
        let min_count = options.min_count.unwrap_or(if self.read < SHORT { 1 } else { 2 });
        let found = candidates::count(&self, &words, min_count);
        rank::rank(&self, &words, found, &known, min_count, options)
    }

    fn number_of(&mut self, spelling: &str) -> u32 {
        if let Some(number) = self.numbers.get(spelling) {
            return *number;
        }
        let number = self.spellings.len() as u32;
        self.numbers.insert(spelling.to_owned(), number);
        self.spellings.push(spelling.to_owned());
        number
    }
}

/// Words of a short text, in which a term may well stand once.
const SHORT: usize = 10_000;
