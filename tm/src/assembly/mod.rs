//! What helps where no whole sentence matches: a suggestion assembled from passages of the memory, terms and values.
//!
//! The parts stand in the order of the source; what no part covers is a gap. That is no translation: it is what a
//! translator would otherwise look up piece by piece, and the score says how much of the text it covers.

mod facts;
mod passages;
mod whole;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::align::evidence::Memory;
use crate::align::renderings::{Counted, Reader, Said};
use crate::align::{Model, Options, Range, Sentence};
use crate::lang::Lang;
use crate::score::{Score, Scored};
use crate::span::{Chars, Span};
use crate::store::StoreError;
use facts::{says_its_verbs, stated_otherwise, states_the_same};
use whole::wholes;

pub use passages::{Passage, passages};

/// Where a part comes from, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum From {
    /// A passage of the memory; its rendering is likely.
    Memory,
    /// A number, date or name, rendered by its value.
    Value,
    /// A term with its preferred rendering.
    Glossary,
}

impl From {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            From::Memory => "memory",
            From::Value => "value",
            From::Glossary => "glossary",
        }
    }
}

/// A part of a text and its rendering.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Where it stands in the text.
    pub span: Span<Chars>,
    /// Its rendering.
    pub target: String,
    /// Where that comes from.
    pub from: From,
    /// In how many of the pairs that were read it was rendered so; 0 for terms and values.
    pub pairs: usize,
    /// How sure the rendering is, from 0 to 1.
    pub confidence: f32,
}

/// A suggestion assembled from parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Assembled {
    /// The language of the renderings.
    pub lang: Lang,
    /// The share of the text's weight that the parts cover, each as much as it is sure.
    pub score: Score,
    /// The renderings in the order of the source, with [`GAP`] for what no part covers.
    pub target: String,
    /// The parts in the order of the source.
    pub parts: Vec<Part>,
}

impl Assembled {
    /// The most a suggestion scores, however much of the text it covers. Pieces in the order of the source are no sentence of
    /// the target, so that the best of them stands under 75, where a fuzzy match begins to be one word in four from right.
    pub const MOST: Score = Score(740);
}

/// What stands in an assembled text for words that no part covers.
pub const GAP: &str = "[\u{2026}]";

/// Assembles a suggestion for a text from the memory and from what the caller knows: terms and values with their
/// renderings. Longer parts are preferred to shorter ones, terms and values to passages of the same length. Nothing where
/// there is no part.
///
/// # Errors
/// [`StoreError`] when the store or the index cannot be read.
pub fn assemble(text: &str, memory: &Memory<'_>, known: &[Part]) -> Result<Option<Assembled>, StoreError> {
    let sentence = memory.read_source(text);
    let (passages, units) = passages(&sentence, memory)?;
    let said: Vec<Said> = passages.iter().flat_map(|passage| passage.said.iter().cloned()).collect();
    let others = memory.others(&said, &units)?;
    let mut learnt: Vec<_> = said.iter().map(|said| &*said.pair).collect();
    // A pair may say several passages and is learnt from once.
    learnt.sort_by(|a, b| (&a.source.text, &a.target.text).cmp(&(&b.source.text, &b.target.text)));
    learnt.dedup_by(|a, b| a.source.text == b.source.text && a.target.text == b.target.text);
    let model = Model::train(learnt.into_iter().chain(&others), Options::default());
    let mut cover =
        Cover { text: &sentence, to: &memory.target, reader: Reader::new(&model), parts: Vec::new() };
    let parts = truthful(text, &sentence, &memory.target, cover.with(passages, known));
    Ok((!parts.is_empty()).then(|| put_together(text, &sentence, memory.target.clone(), parts)))
}

/// Without parts of the memory that make the whole state what the text does not: what each states by itself may be another
/// thing beside the others, and a verb that is denied outside of the parts is said without its denial.
fn truthful(text: &str, sentence: &Sentence, to: &Lang, mut parts: Vec<Part>) -> Vec<Part> {
    while parts.iter().any(|part| part.from == From::Memory) {
        let target = put_together(text, sentence, to.clone(), parts.clone()).target;
        let found = stated_otherwise(text, &sentence.lang, &target, to);
        if found.is_empty() {
            break;
        }
        let without = |part: &Part| {
            let left = parts.iter().filter(|other| *other != part).cloned().collect();
            let target = put_together(text, sentence, to.clone(), left).target;
            stated_otherwise(text, &sentence.lang, &target, to).len()
        };
        let memory = parts.iter().enumerate().filter(|(_, part)| part.from == From::Memory);
        let Some(worst) = memory.min_by_key(|(_, part)| without(part)).map(|(at, _)| at) else { break };
        parts.remove(worst);
    }
    parts
}

/// Parts that do not overlap, while they are chosen.
struct Cover<'c, 'm> {
    text: &'c Sentence,
    to: &'c Lang,
    reader: Reader<'m>,
    parts: Vec<(Range, Part)>,
}

/// Passages that are tried in a shorter form because their renderings are not to be trusted, for one text: each is aligned
/// anew.
const MOST_SHORTENED: usize = 64;

impl Cover<'_, '_> {
    /// Chooses among passages and what is known, the longest first; a passage without a rendering to be trusted is tried
    /// without its first and without its last words.
    fn with(&mut self, passages: Vec<Passage>, known_parts: &[Part]) -> Vec<Part> {
        let wholes = wholes(self.text);
        let mut known: Vec<(usize, Range, &Part)> = Vec::new();
        for part in known_parts {
            let words = self.text.words_of(part.span);
            known.push((self.weight(words), words, part));
        }
        known.sort_by_key(|(weight, words, part)| (std::cmp::Reverse((*weight, part.from)), *words));
        // By weight, then by place.
        let mut open: BTreeMap<usize, BTreeMap<Range, Passage>> = BTreeMap::new();
        for passage in passages {
            open.entry(self.weight(passage.words)).or_default().insert(passage.words, passage);
        }
        let most = open.keys().copied().chain(known.iter().map(|(weight, ..)| *weight)).max();
        let mut shortened = 0;
        for length in (0..=most.unwrap_or(0)).rev() {
            for (_, words, part) in known.iter().filter(|(weight, ..)| *weight == length) {
                if !words.is_empty() && self.is_free(*words) {
                    self.parts.push((*words, (*part).clone()));
                }
            }
            let mut level: Vec<Passage> = open.remove(&length).unwrap_or_default().into_values().collect();
            level.sort_by_key(|passage| (std::cmp::Reverse(passage.said.len()), passage.words));
            for passage in level.iter().filter(|_| length > 0) {
                if !self.is_free(passage.words) || self.take(passage, length) || shortened >= MOST_SHORTENED {
                    continue;
                }
                for shorter in passage.shorter(self.text, &wholes) {
                    shortened += 1;
                    let open = open.entry(self.weight(shorter.words)).or_default();
                    open.entry(shorter.words).or_insert_with(|| shorter.without_pairs()).add(shorter);
                }
            }
        }
        self.parts.sort_by_key(|(words, _)| *words);
        self.parts.drain(..).map(|(_, part)| part).collect()
    }

    fn weight(&self, words: Range) -> usize {
        self.text.content_words().filter(|word| words.has(*word)).count()
    }

    fn is_free(&self, words: Range) -> bool {
        self.parts.iter().all(|(taken, _)| words.end <= taken.start || taken.end <= words.start)
    }

    /// Takes a passage if it has a rendering to be trusted.
    fn take(&mut self, passage: &Passage, length: usize) -> bool {
        let part = part_of(self.text, self.to, &mut self.reader, passage, length);
        let is_taken = part.is_some();
        self.parts.extend(part.map(|part| (passage.words, part)));
        is_taken
    }
}

/// A passage of one word is taken when it was rendered alike at least this often: once may be by chance.
const OFTEN: usize = 2;
/// The rendering of a passage is taken when it is at least this sure. Of the phrases of `data/align/memory.tsv` 94 of a
/// hundred so sure are right.
const SURE: f32 = 0.6;

fn part_of(
    text: &Sentence,
    to: &Lang,
    reader: &mut Reader<'_>,
    passage: &Passage,
    length: usize,
) -> Option<Part> {
    let words = passage.with_auxiliaries(text);
    let span = text.span_of(words)?;
    let likeliest = |reader: &mut Reader<'_>| {
        reader.render_supported(&passage.said, &says_its_verbs).counted.into_iter().next()
    };
    let best = whole(passage, words.len() - passage.words.len()).or_else(|| likeliest(reader))?;
    let enough = best.confidence >= SURE && (length > 1 || best.count >= OFTEN);
    let holds = || states_the_same(&text.text_of(words), &text.lang, &best.text, to);
    (enough && holds()).then(|| Part {
        span,
        target: best.text.clone(),
        from: From::Memory,
        pairs: best.count,
        confidence: best.confidence.min(1.0),
    })
}

/// The translation of a text of the memory that is the passage with so many words behind it, and nothing more that says
/// anything.
fn whole(passage: &Passage, behind: usize) -> Option<Counted> {
    let is_whole = |said: &&Said| {
        let at = Range { end: said.at.end + behind, ..said.at };
        let mut words = (0..).zip(&said.pair.source.words);
        words.all(|(place, word)| at.has(place) || word.form.is_function && !word.form.is_auxiliary)
    };
    let found = passage.said.iter().find(is_whole)?;
    let target = &found.pair.target;
    let text = target.text.trim().trim_end_matches(['.', '!', '?', ':', ';', ',', '\u{2026}']).trim_end();
    Some(Counted { text: text.to_owned(), count: 1, confidence: 1.0 })
}

fn put_together(text: &str, sentence: &Sentence, lang: Lang, parts: Vec<Part>) -> Assembled {
    let scored = Scored::new(text, &sentence.lang);
    let (mut covered, mut total) = (0.0, 0.0);
    let mut pieces: Vec<&str> = Vec::new();
    let mut last: Option<usize> = None;
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    for word in scored.tokens.iter().filter(|word| says(&word.token.text)) {
        let weight = f64::from(word.weight);
        total += weight;
        let at = word.token.span;
        let part = parts.iter().position(|part| at.start < part.span.end && part.span.start < at.end);
        match part.and_then(|number| Some((number, parts.get(number)?))) {
            Some((number, part)) => {
                covered += weight * f64::from(part.confidence);
                if last != Some(number) {
                    pieces.push(&part.target);
                    last = Some(number);
                }
            }
            None if pieces.last() != Some(&GAP) && !is_framing(sentence, at) => {
                pieces.push(GAP);
                last = None;
            }
            None => {}
        }
    }
    let share = if total > 0.0 { covered / total } else { 0.0 };
    let score = Score((share * 1000.0) as u16).min(Assembled::MOST);
    Assembled { lang, score, target: pieces.join(" "), parts }
}

/// Whether a word only frames others: it leaves no gap that is worth telling.
fn is_framing(sentence: &Sentence, at: Span<Chars>) -> bool {
    let words = sentence.words_of(at);
    sentence.words.iter().take(words.end).skip(words.start).all(|word| word.form.is_function)
}
