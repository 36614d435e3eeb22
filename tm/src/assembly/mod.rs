//! What helps where no whole sentence matches: a suggestion assembled from passages of the memory, terms and values.
//!
//! The parts stand in the order of the source; what no part covers is a gap. That is no translation: it is what a
//! translator would otherwise look up piece by piece, and the score says how much of the text it covers.

mod passages;

#[cfg(test)]
mod tests;

use crate::align::evidence::Memory;
use crate::align::renderings::{Counted, Reader, Said};
use crate::align::{Model, Options, Range, Sentence};
use crate::lang::Lang;
use crate::score::{Score, Scored};
use crate::span::{Chars, Span};
use crate::store::StoreError;

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
    let sentence = Sentence::new(text, &memory.source);
    let (passages, units) = passages(&sentence, memory)?;
    let said: Vec<Said> = passages.iter().flat_map(|passage| passage.said.iter().cloned()).collect();
    let others = memory.others(&said, &units)?;
    let mut learnt: Vec<_> = said.iter().map(|said| &*said.pair).collect();
    // A pair may say several passages and is learnt from once.
    learnt.sort_by(|a, b| (&a.source.text, &a.target.text).cmp(&(&b.source.text, &b.target.text)));
    learnt.dedup_by(|a, b| a.source.text == b.source.text && a.target.text == b.target.text);
    let model = Model::train(learnt.into_iter().chain(&others), Options::default());
    let parts = cover(&sentence, &mut Reader::new(&model), passages, known);
    Ok((!parts.is_empty()).then(|| put_together(text, &sentence, memory.target.clone(), parts)))
}

/// Chooses parts that do not overlap.
fn cover(text: &Sentence, reader: &mut Reader<'_>, mut passages: Vec<Passage>, known: &[Part]) -> Vec<Part> {
    let weight = |words: Range| text.content_words().filter(|word| words.has(*word)).count();
    let mut known: Vec<(Range, &Part)> = known.iter().map(|part| (text.words_of(part.span), part)).collect();
    known.sort_by_key(|(words, part)| (std::cmp::Reverse((weight(*words), part.from)), *words));
    passages.sort_by_key(|p| (std::cmp::Reverse((weight(p.words), p.said.len())), p.words));
    let mut parts: Vec<(Range, Part)> = Vec::new();
    let is_free = |parts: &[(Range, Part)], words: Range| {
        parts.iter().all(|(taken, _)| words.end <= taken.start || taken.end <= words.start)
    };
    let most = passages.iter().map(|p| weight(p.words)).chain(known.iter().map(|(w, _)| weight(*w))).max();
    for length in (0..=most.unwrap_or(0)).rev() {
        for (words, part) in known.iter().filter(|(words, _)| weight(*words) == length && !words.is_empty()) {
            if is_free(&parts, *words) {
                parts.push((*words, (*part).clone()));
            }
        }
        for passage in passages.iter().filter(|p| length > 0 && weight(p.words) == length) {
            if is_free(&parts, passage.words)
                && let Some(part) = part_of(text, reader, passage, length)
            {
                parts.push((passage.words, part));
            }
        }
    }
    parts.sort_by_key(|(words, _)| *words);
    parts.into_iter().map(|(_, part)| part).collect()
}

/// A passage of one word is taken when it was rendered alike at least this often: once may be by chance.
const OFTEN: usize = 2;
/// The rendering of a passage is taken when it is at least this sure. Of the phrases of `data/align/memory.tsv` 94 of a
/// hundred so sure are right.
const SURE: f32 = 0.6;

fn part_of(text: &Sentence, reader: &mut Reader<'_>, passage: &Passage, length: usize) -> Option<Part> {
    let span = text.span_of(passage.words)?;
    let best = whole(passage).or_else(|| reader.render(&passage.said).counted.into_iter().next())?;
    let enough = best.confidence >= SURE && (length > 1 || best.count >= OFTEN);
    enough.then_some(Part {
        span,
        target: best.text,
        from: From::Memory,
        pairs: best.count,
        confidence: best.confidence.min(1.0),
    })
}

/// The translation of a text of the memory that is the passage and nothing more.
fn whole(passage: &Passage) -> Option<Counted> {
    let is_whole = |said: &&Said| said.pair.source.content_words().all(|word| said.at.has(word));
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
    sentence.words.iter().take(words.end).skip(words.start).all(|word| word.is_function)
}
