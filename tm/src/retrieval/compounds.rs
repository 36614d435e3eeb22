//! Words that are written in one here and apart there: which words of the texts are, which runs of a query are a word,
//! and in which parts a query's word may stand that no text has in one.

use std::ops::Range;

use super::Place;
use super::near::is_continuation;
use super::vocabulary::Ordered;
use super::words::{HASH_START, WordId, Words, hash, hash_on, kind_number, power, spread};
use crate::distance::MOST_PARTS;
use crate::image::Column;
use crate::text::TokenKind;

/// What is written of compounds.
#[derive(Debug, Default)]
pub(super) struct CompoundArrays {
    /// A bit for each beginning of a word that may be a compound, by its hash.
    pub(super) beginnings: Vec<u64>,
    /// Bits for each two words that are neighbours in a text, by the hash of what they are together.
    pub(super) neighbours: Vec<u64>,
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

/// Bits for each two neighbours: of pairs that are none, one in ten passes.
const BITS_OF_NEIGHBOURS: usize = 6;

/// Two bits of one part.
fn pair_bits(parts: usize, state: u64) -> (usize, u64) {
    let (part, bit) = bit(parts, state);
    (part, bit | 1 << (spread(state) >> 6 & 63))
}

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
        arrays.neighbours = vec![0; tokens.len() * BITS_OF_NEIGHBOURS / 64 + 1];
        let mut pairs: Vec<Pair> = Vec::with_capacity(BATCH);
        for (place, window) in (0..).zip(starts.windows(2)) {
            let [start, end] = window else { continue };
            let text = tokens.get(*start as usize..*end as usize).unwrap_or_default();
            for (first, pair) in (*start..*end).zip(text.windows(2)) {
                pairs.extend(Pair::new(&parts, pair, place, first..*end));
            }
            if pairs.len() >= BATCH {
                arrays.add_pairs(words, &parts, tokens, &mut pairs);
            }
        }
        arrays.add_pairs(words, &parts, tokens, &mut pairs);
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

    /// Notes pairs of neighbours, and the words that they begin.
    fn add_pairs(&mut self, words: &Ordered, parts: &[Part], tokens: &[WordId], pairs: &mut Vec<Pair>) {
        for pair in &*pairs {
            let (part, bits) = pair_bits(self.neighbours.len(), pair.state);
            self.neighbours.get_mut(part).into_iter().for_each(|part| *part |= bits);
        }
        touch(pairs, |state| self.beginnings.get(bit(self.beginnings.len(), state).0).copied());
        pairs.retain(|pair| self.may_begin(pair.state));
        touch(pairs, |state| words.first_slot(spread(state)));
        for pair in pairs.drain(..) {
            let run = tokens.get(pair.run.0 as usize..pair.run.1 as usize).unwrap_or_default();
            self.add_runs(words, parts, pair.place, (run, pair.state));
        }
    }

    fn may_begin(&self, state: u64) -> bool {
        let (part, bit) = bit(self.beginnings.len(), state);
        self.beginnings.get(part).is_some_and(|part| part & bit != 0)
    }

    /// Adds the words that the beginning of a run makes; `state` is that of its first two words.
    fn add_runs(
        &mut self,
        words: &Ordered,
        parts: &[Part],
        place: Place,
        (run, mut state): (&[WordId], u64),
    ) {
        for count in 2..=MOST_PARTS.min(run.len()) {
            let run = run.get(..count).unwrap_or_default();
            if count > 2 {
                let last = run.last().and_then(|last| parts.get(*last as usize));
                let Some(last) = last.filter(|last| last.is_word()) else { return };
                state = last.behind(state);
                if !self.may_begin(state) {
                    return;
                }
            }
            let whole =
                words.find(spread(state), |text| is_joined(text, run.iter().map(|id| words.text(*id))));
            let Some(whole) = whole else { continue };
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

/// Whether a text is these parts, one behind the other.
fn is_joined<'t>(text: &[u8], mut parts: impl Iterator<Item = &'t [u8]>) -> bool {
    parts.try_fold(text, |rest, part| rest.strip_prefix(part)).is_some_and(<[u8]>::is_empty)
}

/// Pairs that are noted together: the processor fetches what it needs for one while it waits for that of another.
const BATCH: usize = 1024;

/// Reads something for each pair and does nothing with it: the reading waits for no other, as a decision would.
fn touch(pairs: &[Pair], read: impl Fn(u64) -> Option<u64>) {
    std::hint::black_box(pairs.iter().fold(0, |sum, pair| sum ^ read(pair.state).unwrap_or(0)));
}

/// Two words that are neighbours in a text.
struct Pair {
    /// The hash of what they are together.
    state: u64,
    place: Place,
    /// Where they begin and the text ends.
    run: (u32, u32),
}

impl Pair {
    fn new(parts: &[Part], pair: &[WordId], place: Place, run: Range<u32>) -> Option<Pair> {
        let [first, second] = pair else { return None };
        let first = parts.get(*first as usize).filter(|part| part.is_word())?;
        let second = parts.get(*second as usize).filter(|part| part.is_word())?;
        Some(Pair { state: second.behind(first.state), place, run: (run.start, run.end) })
    }
}

/// A word as part of a run, without its letters: a text of a large memory would be waited for at each.
struct Part {
    /// Of the word alone.
    state: u64,
    /// What a state is multiplied by when the word follows; zero, which no power is, for what is no word.
    power: u64,
}

impl Part {
    fn new(words: &Ordered, id: WordId) -> Part {
        let is_word = words.shape(id).is_some_and(|shape| shape.kind == kind_number(TokenKind::Word));
        let text = words.text(id);
        Part { state: hash_on(HASH_START, text), power: if is_word { power(text.len()) } else { 0 } }
    }

    fn is_word(&self) -> bool {
        self.power != 0
    }

    /// The state of a run with this word behind it.
    fn behind(&self, state: u64) -> u64 {
        state.wrapping_mul(self.power).wrapping_add(self.state)
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

/// The bits of [`CompoundArrays::neighbours`], read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbours<'i>(pub(super) Column<'i, u64>);

impl Neighbours<'_> {
    /// Whether two words that are this together may be neighbours in a text.
    fn may_be(&self, both: &[u8]) -> bool {
        let (part, bits) = pair_bits(self.0.len(), hash_on(HASH_START, both));
        self.0.get(part) & bits == bits
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

/// The ways to divide a word into two to [`MOST_PARTS`] words of the index, each two of which may be neighbours in a text;
/// `None` where there is none.
pub(super) fn divided(
    words: &Words<'_>,
    neighbours: Neighbours<'_>,
    text: &[u8],
    weight: impl Fn(WordId) -> u32,
) -> Option<Divided> {
    let pieces = pieces(words, text);
    let at = |piece: &Piece, to: usize| text.get(piece.start..to).unwrap_or_default();
    // For each piece and number of parts up to it, the least and the most that they weigh; and which pieces end a way.
    let mut ways: Vec<[Option<(u32, u32)>; MOST_PARTS]> = vec![[None; MOST_PARTS]; pieces.len()];
    let mut links: Vec<(usize, usize)> = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let own = weight(piece.id);
        let mut way = [None; MOST_PARTS];
        if let Some(first) = way.first_mut().filter(|_| piece.start == 0) {
            *first = Some((own, own));
        }
        let before = pieces.iter().zip(&ways).enumerate().take(number);
        for (other, (last, reached)) in before.filter(|(_, (last, _))| last.end == piece.start) {
            if reached.iter().all(Option::is_none) || !neighbours.may_be(at(last, piece.end)) {
                continue;
            }
            links.push((other, number));
            for (to, from) in way.iter_mut().skip(1).zip(reached) {
                let Some((least, most)) = from.map(|(least, most)| (least + own, most + own)) else {
                    continue;
                };
                let known = to.unwrap_or((least, most));
                *to = Some((least.min(known.0), most.max(known.1)));
            }
        }
        *ways.get_mut(number)? = way;
    }
    let is_last = |number: &usize| pieces.get(*number).is_some_and(|piece| piece.end == text.len());
    let lasts: Vec<usize> = (0..pieces.len()).filter(is_last).collect();
    let weights = || lasts.iter().filter_map(|last| ways.get(*last)).flatten().flatten();
    let (lightest, heaviest) = (weights().map(|way| way.0).min()?, weights().map(|way| way.1).max()?);
    let ids = |numbers: Vec<usize>| {
        let mut ids: Vec<WordId> =
            numbers.iter().filter_map(|number| pieces.get(*number)).map(|p| p.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let mut open = lasts.clone();
    let mut reaching = vec![false; pieces.len()];
    while let Some(number) = open.pop() {
        let Some(known) = reaching.get_mut(number).filter(|known| !**known) else { continue };
        *known = true;
        open.extend(links.iter().filter(|link| link.1 == number).map(|link| link.0));
    }
    let is_first = |number: &usize| pieces.get(*number).is_some_and(|piece| piece.start == 0);
    let firsts =
        (0..pieces.len()).filter(is_first).filter(|number| reaching.get(*number) == Some(&true)).collect();
    let lasts =
        lasts.into_iter().filter(|last| ways.get(*last).is_some_and(|way| way.iter().any(Option::is_some)));
    Some(Divided { firsts: ids(firsts), lasts: ids(lasts.collect()), heaviest, lightest })
}

/// The words of the index that a word in parts can end with, and maybe others it ends with, each once.
pub(super) fn last_pieces(words: &Words<'_>, text: &[u8]) -> Vec<WordId> {
    let starts = (1..text.len()).filter(|at| text.get(*at).is_some_and(|byte| !is_continuation(*byte)));
    let pieces = starts.filter_map(|at| text.get(at..));
    pieces.filter_map(|piece| words.find_hashed(hash(piece), |found| found == piece)).collect()
}

/// The words of the index that parts of a word are, in the order they begin, of those that follow on others from the
/// beginning.
fn pieces(words: &Words<'_>, text: &[u8]) -> Vec<Piece> {
    let borders = (1..=text.len()).filter(|at| text.get(*at).is_none_or(|next| !is_continuation(*next)));
    let borders: Vec<usize> = std::iter::once(0).chain(borders).collect();
    let mut is_reached = vec![false; text.len() + 1];
    let mut pieces: Vec<Piece> = Vec::new();
    for (number, start) in borders.iter().enumerate() {
        if *start > 0 && is_reached.get(*start) != Some(&true) {
            continue;
        }
        for end in borders.iter().skip(number + 1).filter(|end| *end - start < text.len()) {
            let piece = text.get(*start..*end).unwrap_or_default();
            let Some(id) = words.find_hashed(hash(piece), |found| found == piece) else { continue };
            if let Some(reached) = is_reached.get_mut(*end) {
                *reached = true;
            }
            pieces.push(Piece { start: *start, end: *end, id });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_state_of_a_run_is_that_of_its_letters(one in any::<Vec<u8>>(), other in any::<Vec<u8>>()) {
            let part = |text: &[u8]| Part { state: hash_on(HASH_START, text), power: power(text.len()) };
            let joined = [one.as_slice(), &other].concat();
            prop_assert_eq!(part(&other).behind(part(&one).state), hash_on(HASH_START, &joined));
            prop_assert_eq!(hash_on(part(&one).state, &other), hash_on(HASH_START, &joined));
            prop_assert!(is_joined(&joined, [one.as_slice(), &other].into_iter()));
            prop_assert!(!is_joined(&joined, [&joined, &b"x"[..]].into_iter()) && part(&one).is_word());
        }
    }
}
