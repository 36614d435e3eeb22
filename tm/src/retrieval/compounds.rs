//! Words that are written in one here and apart there: which words of the texts are, which runs of a query are a word,
//! and in which parts a query's word may stand that no text has in one.

use super::Place;
use super::near::is_continuation;
use super::vocabulary::Ordered;
use super::words::{HASH_START, WordId, Words, hash, hash_on, kind_number, spread};
use crate::distance::MOST_PARTS;
use crate::image::Column;
use crate::text::TokenKind;

/// What is written of compounds.
#[derive(Debug, Default)]
pub(super) struct CompoundArrays {
    /// A bit for each beginning of a word that may be a compound, by its hash.
    pub(super) beginnings: Vec<u64>,
    /// For each word by how much its parts outweigh it at most where a text has it in parts, and [`NEVER`] where none has.
    pub(super) surplus: Vec<u16>,
    /// By how much a word outweighs its parts at most.
    pub(super) deficit: u32,
    /// The texts that have a word in parts, and the word.
    pub(super) apart: Vec<(Place, WordId)>,
}

/// No text has the word in parts.
pub(super) const NEVER: u16 = u16::MAX;

/// Bits for each letter of the words: with common beginnings counted once about sixteen for each, so that one run of
/// words in sixteen is looked up in vain.
const BITS_OF_A_LETTER: usize = 6;

fn bit(parts: usize, state: u64) -> (usize, u64) {
    let hash = spread(state);
    // The upper half of the product is a number below the length (Lemire, ACM TOMACS 29(1), 2019).
    (((u128::from(hash) * parts as u128) >> 64) as usize, 1 << (hash % 64))
}

impl CompoundArrays {
    pub(super) fn new(words: &Ordered, starts: &[u32], tokens: &[WordId]) -> CompoundArrays {
        let mut arrays = CompoundArrays { surplus: vec![NEVER; words.len()], ..CompoundArrays::default() };
        arrays.fill_beginnings(words);
        let parts: Vec<Part> = (0..words.len() as WordId).map(|id| Part::new(words, id)).collect();
        let mut joined = Vec::new();
        for (place, window) in (0..).zip(starts.windows(2)) {
            let [start, end] = window else { continue };
            let text = tokens.get(*start as usize..*end as usize).unwrap_or_default();
            for first in 0..text.len() {
                let run = text.get(first..).unwrap_or_default();
                arrays.add_runs(words, &parts, place, run, &mut joined);
            }
        }
        arrays
    }

    fn fill_beginnings(&mut self, words: &Ordered) {
        let whole = |id: &WordId| words.shape(*id).is_some_and(|shape| shape.may_be_compound);
        let wholes = (0..words.len() as WordId).filter(whole);
        let letters: usize =
            wholes.clone().filter_map(|id| words.shape(id)).map(|s| usize::from(s.length)).sum();
        self.beginnings = vec![0; letters * BITS_OF_A_LETTER / 64 + 1];
        for id in wholes {
            let text = words.text(id);
            let mut state = HASH_START;
            for (at, byte) in text.iter().enumerate() {
                state = hash_on(state, &[*byte]);
                if text.get(at + 1).is_none_or(|next| !is_continuation(*next)) {
                    let (part, bit) = bit(self.beginnings.len(), state);
                    if let Some(part) = self.beginnings.get_mut(part) {
                        *part |= bit;
                    }
                }
            }
        }
    }

    fn may_begin(&self, state: u64) -> bool {
        let (part, bit) = bit(self.beginnings.len(), state);
        self.beginnings.get(part).is_some_and(|part| part & bit != 0)
    }

    /// Adds the words that the beginning of a run makes.
    fn add_runs(
        &mut self,
        words: &Ordered,
        parts: &[Part],
        place: Place,
        run: &[WordId],
        joined: &mut Vec<u8>,
    ) {
        let part = |at: usize| run.get(at).and_then(|id| parts.get(*id as usize)).filter(|part| part.is_word);
        let Some(mut state) = part(0).map(|first| first.state) else { return };
        for last in 1..MOST_PARTS {
            // Most runs are seen to make no word by the first letters of the next one.
            let Some(next) = part(last).filter(|next| self.may_begin(hash_on(state, next.first()))) else {
                return;
            };
            let Some(id) = run.get(last) else { return };
            state =
                if next.is_short { hash_on(state, next.first()) } else { hash_on(state, words.text(*id)) };
            if !self.may_begin(state) {
                return;
            }
            joined.clear();
            let run = run.get(..=last).unwrap_or_default();
            run.iter().for_each(|id| joined.extend_from_slice(words.text(*id)));
            let Some(whole) = words.find(spread(state), |text| text == joined.as_slice()) else { continue };
            self.add(words, place, run, whole);
        }
    }

    fn add(&mut self, words: &Ordered, place: Place, run: &[WordId], whole: WordId) {
        let Some(shape) = words.shape(whole).filter(|shape| shape.may_be_compound) else { return };
        let weight: u32 = run.iter().filter_map(|id| words.shape(*id)).map(|shape| shape.weight).sum();
        let found = weight.saturating_sub(shape.weight).min(u32::from(NEVER - 1)) as u16;
        self.deficit = self.deficit.max(shape.weight.saturating_sub(weight));
        if let Some(surplus) = self.surplus.get_mut(whole as usize) {
            *surplus = if *surplus == NEVER { found } else { found.max(*surplus) };
        }
        self.apart.push((place, whole));
    }
}

/// A word as part of a run.
struct Part {
    state: u64,
    first: [u8; 4],
    first_length: u8,
    is_word: bool,
    /// Whether the first letters are all of it.
    is_short: bool,
}

impl Part {
    fn new(words: &Ordered, id: WordId) -> Part {
        let text = words.text(id);
        // Two letters, or one where they take more than four bytes.
        let ends =
            (1..=text.len().min(4)).filter(|end| text.get(*end).is_none_or(|next| !is_continuation(*next)));
        let end = ends.take(2).last().unwrap_or(0);
        let mut first = [0; 4];
        first.iter_mut().zip(text).take(end).for_each(|(to, from)| *to = *from);
        let is_word = words.shape(id).is_some_and(|shape| shape.kind == kind_number(TokenKind::Word));
        Part {
            state: hash_on(HASH_START, text),
            first,
            first_length: end as u8,
            is_word,
            is_short: end == text.len(),
        }
    }

    fn first(&self) -> &[u8] {
        self.first.get(..usize::from(self.first_length)).unwrap_or_default()
    }
}

/// The bits of [`CompoundArrays::beginnings`], read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginnings<'i>(pub(super) Column<'i, u64>);

impl Beginnings<'_> {
    /// Whether a word may begin with what has this state.
    pub(super) fn may_begin(&self, state: u64) -> bool {
        let (part, bit) = bit(self.0.len(), state);
        self.0.get(part) & bit != 0
    }
}

/// How a word that no text has in one may stand in parts.
#[derive(Debug, Default)]
pub(super) struct Divided {
    /// The words it may begin with, and those it may end with, each once.
    pub(super) firsts: Vec<WordId>,
    pub(super) lasts: Vec<WordId>,
    /// The most and the least its parts weigh.
    pub(super) heaviest: u32,
    pub(super) lightest: u32,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    id: WordId,
}

/// The ways to divide a word into two to [`MOST_PARTS`] words of the index; `None` where there is none.
pub(super) fn divided(words: &Words<'_>, text: &[u8], weight: impl Fn(WordId) -> u32) -> Option<Divided> {
    let borders = (1..=text.len()).filter(|at| text.get(*at).is_none_or(|next| !is_continuation(*next)));
    let borders: Vec<usize> = std::iter::once(0).chain(borders).collect();
    let last = borders.len() - 1;
    let far = MOST_PARTS + 1;
    let mut before = vec![far; borders.len()];
    let mut pieces: Vec<Piece> = Vec::new();
    if let Some(first) = before.first_mut() {
        *first = 0;
    }
    for start in 0..last {
        let parts = before.get(start).copied().unwrap_or(far);
        if parts >= MOST_PARTS {
            continue;
        }
        for end in start + 1..=last {
            let (Some(from), Some(to)) = (borders.get(start), borders.get(end)) else { continue };
            let piece = text.get(*from..*to).unwrap_or_default();
            let Some(id) = words.find_hashed(hash(piece), |found| found == piece) else { continue };
            if let Some(before) = before.get_mut(end).filter(|_| piece.len() < text.len()) {
                *before = (*before).min(parts + 1);
                pieces.push(Piece { start, end, id });
            }
        }
    }
    let mut behind = vec![far; borders.len()];
    if let Some(end) = behind.last_mut() {
        *end = 0;
    }
    for piece in pieces.iter().rev() {
        let parts = behind.get(piece.end).copied().unwrap_or(far) + 1;
        if let Some(behind) = behind.get_mut(piece.start) {
            *behind = parts.min(*behind);
        }
    }
    pieces.retain(|piece| {
        let parts = before.get(piece.start).zip(behind.get(piece.end)).map(|(a, b)| a + b + 1);
        parts.is_some_and(|parts| parts <= MOST_PARTS)
    });
    let (lightest, heaviest) = weights(&pieces, borders.len(), weight)?;
    let ids = |is: &dyn Fn(&&Piece) -> bool| {
        let mut ids: Vec<WordId> = pieces.iter().filter(is).map(|piece| piece.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let (firsts, lasts) = (ids(&|piece| piece.start == 0), ids(&|piece| piece.end == last));
    Some(Divided { firsts, lasts, heaviest, lightest })
}

/// The least and the most that pieces in a row weigh from the first border to the last.
fn weights(pieces: &[Piece], borders: usize, weight: impl Fn(WordId) -> u32) -> Option<(u32, u32)> {
    let mut reach: Vec<[Option<(u32, u32)>; MOST_PARTS + 1]> = vec![[None; MOST_PARTS + 1]; borders];
    *reach.first_mut()?.first_mut()? = Some((0, 0));
    for piece in pieces {
        let own = weight(piece.id);
        let from = *reach.get(piece.start)?;
        for (to, from) in reach.get_mut(piece.end)?.iter_mut().skip(1).zip(from) {
            let Some((least, most)) = from.map(|(least, most)| (least + own, most + own)) else { continue };
            let (known_least, known_most) = to.unwrap_or((least, most));
            *to = Some((least.min(known_least), most.max(known_most)));
        }
    }
    let ends = reach.last()?.iter().flatten();
    Some((ends.clone().map(|end| end.0).min()?, ends.map(|end| end.1).max()?))
}
