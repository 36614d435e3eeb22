//! The canonical words of many texts, as numbers: what stands between two spaces is read once.
//!
//! Most words of a memory were seen before. What folding and tokens do inside a run without spaces does not depend on what
//! stands around it, but for the marks that are composed with their letters in all of a text as soon as one of it has some
//! ([`super::fold`]); such a text is read as a whole. Only affixes and compounds are joined across a space.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::hint::black_box;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::fold::{Folded, fold_into};
use super::orthography::ends_in_ezafe;
use super::tokens::{
    Behind, Place, TokenKind, affix, begins_compound, behind, is_compound, may_end_compound, raw_tokens,
    tokens,
};
use crate::lang::Script;

/// Gives numbers to canonical words.
pub(crate) trait Numbering {
    /// The number of a word, the same whenever it comes, and its weight.
    fn number(&mut self, text: &str, kind: TokenKind) -> (u32, u32);

    /// The word of a number.
    fn text(&self, number: u32) -> &str;
}

/// A canonical word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub(crate) number: u32,
    pub(crate) weight: u32,
    traits: u8,
}

/// It is a word, neither number nor mark.
const WORD: u8 = 1;
/// One gap stands between it and the one before.
const NEAR: u8 = 2;
/// It is joined to the word behind it.
const PREFIX: u8 = 4;
/// It may be joined to the word before it.
const SUFFIX: u8 = 8;
/// It is the first half of a listed compound.
const FIRST_HALF: u8 = 16;
/// It begins with the second half of one.
const SECOND_HALF: u8 = 32;

impl Numbered {
    fn is(&self, all: u8) -> bool {
        self.traits & all == all
    }
}

/// Bytes of what is kept at most: two words, and what is joined by ZWNJ.
const LONGEST: usize = 64;

/// Numbers of all records at most, 64 MB or some two million runs; of later ones that are new most never come again.
const MOST: usize = 1 << 24;

/// What words become with an affix is kept for so many pairs at most, some 100 MB.
const MOST_JOINS: usize = 1 << 21;

/// Reads texts of one script.
#[derive(Debug)]
pub(crate) struct Reader {
    script: Script,
    /// Of what was kept by its hash: the upper half of that and its place plus one; zero is free.
    slots: Vec<u64>,
    /// Records: number of bytes and of words, the bytes, and of each word the number, and weight and traits.
    records: Vec<u32>,
    kept: usize,
    /// Nobody who writes a text knows which runs have one hash.
    seed: u64,
    /// What a word and the one behind it become, where the first is an open prefix and where not.
    joins: HashMap<(u32, u32, bool), Joined>,
    prefix_is_open: bool,
    /// Of the text that is being read.
    runs: Vec<Run>,
    words: Vec<Numbered>,
}

/// Where bytes without a space stand, and their hash.
#[derive(Debug)]
struct Run {
    start: usize,
    end: usize,
    hash: u64,
}

/// What becomes of a word and the one behind it.
#[derive(Debug, Clone, Copy)]
enum Joined {
    Apart,
    Into(Numbered),
}

impl Reader {
    pub(crate) fn new(script: Script) -> Reader {
        Reader {
            script,
            slots: vec![0; 1 << 10],
            records: Vec::new(),
            kept: 0,
            seed: RandomState::new().hash_one(0),
            joins: HashMap::new(),
            prefix_is_open: false,
            runs: Vec::new(),
            words: Vec::new(),
        }
    }

    /// The words of [`tokens`], in numbers.
    pub(crate) fn read(&mut self, text: &str, numbering: &mut impl Numbering) -> &[Numbered] {
        self.words.clear();
        self.prefix_is_open = false;
        let mut runs = std::mem::take(&mut self.runs);
        self.divide(text, &mut runs);
        let is_read = runs.iter().all(|run| self.add_run(text, run, numbering));
        self.runs = runs;
        if !is_read {
            self.read_whole(text, numbering);
            return &self.words;
        }
        if self.words.iter().any(|word| word.is(SECOND_HALF | NEAR)) {
            self.join_compounds(numbering);
        }
        &self.words
    }

    /// Finds the runs of a text. What is kept of them is touched, so that the processor fetches it from memory side by side,
    /// where one after the other each would be waited for.
    fn divide(&self, text: &str, runs: &mut Vec<Run>) {
        runs.clear();
        let mut end = 0;
        for run in text.as_bytes().split(|byte| *byte == b' ') {
            let start = end;
            end = start + run.len() + 1;
            if !run.is_empty() {
                let hash = if run.len() <= LONGEST { xxh3_64_with_seed(run, self.seed) } else { 0 };
                runs.push(Run { start, end: end - 1, hash });
            }
        }
        let mask = self.slots.len().wrapping_sub(1);
        let slot = |run: &Run| self.slots.get(run.hash as usize & mask).copied().unwrap_or(0);
        let record = |run: &Run| self.records.get(slot(run) as u32 as usize).copied().unwrap_or(0);
        black_box(runs.iter().fold(0, |sum, run| sum ^ slot(run)));
        black_box(runs.iter().fold(0, |sum, run| sum ^ record(run)));
    }

    fn read_whole(&mut self, text: &str, numbering: &mut impl Numbering) {
        self.words.clear();
        for token in tokens(text, self.script) {
            let (number, weight) = numbering.number(&token.text, token.kind);
            self.words.push(Numbered { number, weight, traits: 0 });
        }
    }

    /// Adds the words of a run without spaces; false where it has marks to be composed.
    fn add_run(&mut self, text: &str, run: &Run, numbering: &mut impl Numbering) -> bool {
        // Between spaces a text is whole characters.
        let letters = text.get(run.start..run.end).unwrap_or_default();
        let mut buffer = [0; LONGEST / 4];
        let Some(bytes) = packed(letters.as_bytes(), &mut buffer) else {
            return self.add_new(letters, None, numbering);
        };
        let Some(place) = self.find(run.hash, letters.len(), bytes) else {
            return self.add_new(letters, Some((run.hash, bytes)), numbering);
        };
        let count = self.records.get(place).map_or(0, |head| head >> 8) as usize;
        let first = place + 1 + bytes.len();
        for at in (first..first + 2 * count).step_by(2) {
            let Some([number, rest]) = self.records.get(at..at + 2) else { continue };
            let word = Numbered { number: *number, weight: rest >> 8, traits: *rest as u8 };
            self.push(word, numbering);
        }
        true
    }

    /// The place of the record of a run.
    fn find(&self, hash: u64, length: usize, bytes: &[u32]) -> Option<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            let place = (slot as u32).checked_sub(1)? as usize;
            if slot >> 32 == hash >> 32 {
                let (head, rest) = self.records.get(place..).and_then(<[u32]>::split_first)?;
                if (head & 0xFF) as usize == length && rest.starts_with(bytes) {
                    return Some(place);
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Reads a run, and keeps what it is where it has a hash.
    fn add_new(&mut self, run: &str, kept: Option<(u64, &[u32])>, numbering: &mut impl Numbering) -> bool {
        let mut folded = Folded::default();
        if fold_into(run, &mut folded) {
            return false;
        }
        let mut raws = raw_tokens(&folded);
        let is_arabic = self.script == Script::Arabic;
        let mut is_near = true;
        let mut words: Vec<Numbered> = Vec::with_capacity(raws.len());
        for at in 0..raws.len() {
            if let Some([before, raw]) = at.checked_sub(1).and_then(|before| raws.get(before..=at)) {
                is_near = raw.is_near(before);
            }
            let Some(raw) = raws.get_mut(at) else { continue };
            if is_arabic && raw.kind == TokenKind::Word && ends_in_ezafe(&raw.text, raw.apart) {
                raw.text.pop();
            }
            let mut word = self.word(&raw.text, raw.kind, numbering);
            word.traits |= if is_near { NEAR } else { 0 };
            words.push(word);
        }
        if let Some((hash, bytes)) = kept.filter(|_| self.records.len() < MOST) {
            self.keep(hash, run.len(), bytes, &words);
        }
        words.into_iter().for_each(|word| self.push(word, numbering));
        true
    }

    fn keep(&mut self, hash: u64, length: usize, bytes: &[u32], words: &[Numbered]) {
        let place = self.records.len() as u64;
        self.records.push((words.len() << 8 | length) as u32);
        self.records.extend_from_slice(bytes);
        let packed = |word: &Numbered| [word.number, word.weight << 8 | u32::from(word.traits)];
        self.records.extend(words.iter().flat_map(packed));
        self.kept += 1;
        if 2 * self.kept >= self.slots.len() {
            self.widen();
        }
        put(&mut self.slots, hash, place);
    }

    fn widen(&mut self) {
        let mut slots = vec![0; 4 * self.slots.len()];
        for slot in &self.slots {
            let Some(place) = (*slot as u32).checked_sub(1) else { continue };
            let record = self.records.get(place as usize..).unwrap_or_default();
            let length = record.first().map_or(0, |head| head & 0xFF) as usize;
            let letters = record.iter().skip(1).flat_map(|four| four.to_le_bytes());
            let run: Vec<u8> = letters.take(length).collect();
            put(&mut slots, xxh3_64_with_seed(&run, self.seed), u64::from(place));
        }
        self.slots = slots;
    }

    fn word(&self, text: &str, kind: TokenKind, numbering: &mut impl Numbering) -> Numbered {
        let (number, weight) = numbering.number(text, kind);
        let mut traits = if kind == TokenKind::Word { WORD } else { 0 };
        if self.script == Script::Arabic && kind == TokenKind::Word {
            traits |= match affix(text, kind) {
                None => 0,
                Some(Place::Prefix) => PREFIX,
                Some(Place::Suffix(_)) => SUFFIX,
            };
            traits |= if begins_compound(text) { FIRST_HALF } else { 0 };
            traits |= if may_end_compound(text) { SECOND_HALF } else { 0 };
        }
        Numbered { number, weight, traits }
    }

    /// Adds a word, joined to the one before it where it is an affix or stands behind one.
    fn push(&mut self, mut word: Numbered, numbering: &mut impl Numbering) {
        let last = self.words.last().copied().filter(|last| last.is(WORD) && word.is(WORD | NEAR));
        if last.is_none() {
            word.traits &= !NEAR;
        }
        let joined = match last.filter(|_| self.prefix_is_open || word.is(SUFFIX)) {
            Some(last) => self.joined(last, word, numbering),
            None => Joined::Apart,
        };
        self.prefix_is_open = matches!(joined, Joined::Apart) && word.is(PREFIX);
        match joined {
            Joined::Apart => self.words.push(word),
            Joined::Into(both) => self.words.last_mut().into_iter().for_each(|last| *last = both),
        }
    }

    /// What a word and the one behind it become, where the first is a prefix or the second may be a suffix.
    fn joined(&mut self, last: Numbered, word: Numbered, numbering: &mut impl Numbering) -> Joined {
        let key = (last.number, word.number, self.prefix_is_open);
        let known = self.joins.get(&key).copied();
        let near = last.traits & NEAR;
        let joined = known.unwrap_or_else(|| {
            let (before, text) = (numbering.text(last.number), numbering.text(word.number));
            match behind(before, text, affix(text, TokenKind::Word), self.prefix_is_open) {
                Behind::Apart => Joined::Apart,
                Behind::Ezafe => Joined::Into(last),
                Behind::Affix => {
                    let both = [before, text].concat();
                    Joined::Into(self.word(&both, TokenKind::Word, numbering))
                }
            }
        });
        if known.is_none() && self.joins.len() < MOST_JOINS {
            self.joins.insert(key, joined);
        }
        match joined {
            Joined::Into(both) => Joined::Into(Numbered { traits: both.traits & !NEAR | near, ..both }),
            Joined::Apart => Joined::Apart,
        }
    }

    /// Joins the halves of listed compounds.
    fn join_compounds(&mut self, numbering: &mut impl Numbering) {
        let mut words = std::mem::take(&mut self.words);
        let mut kept = 0usize;
        for at in 0..words.len() {
            let Some(word) = words.get(at).copied() else { break };
            let before = kept.checked_sub(1).and_then(|last| words.get(last)).copied();
            let may_be = before.filter(|first| first.is(FIRST_HALF) && word.is(SECOND_HALF | NEAR));
            let halves = may_be.map(|first| (numbering.text(first.number), numbering.text(word.number)));
            let both =
                halves.filter(|(first, second)| is_compound(first, second)).map(|(a, b)| [a, b].concat());
            let place = kept - usize::from(both.is_some());
            let joined = both.map(|both| self.word(&both, TokenKind::Word, numbering));
            words.get_mut(place).into_iter().for_each(|slot| *slot = joined.unwrap_or(word));
            kept = place + 1;
        }
        words.truncate(kept);
        self.words = words;
    }
}

/// Bytes in fours, the last filled up with zeros; `None` where there are too many.
fn packed<'b>(run: &[u8], buffer: &'b mut [u32; LONGEST / 4]) -> Option<&'b [u32]> {
    let (fours, rest) = run.as_chunks::<4>();
    let mut slots = buffer.iter_mut();
    for four in fours {
        *slots.next()? = u32::from_le_bytes(*four);
    }
    if !rest.is_empty() {
        *slots.next()? = rest.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
    }
    let free = slots.len();
    buffer.get(..LONGEST / 4 - free)
}

fn put(slots: &mut [u64], hash: u64, place: u64) {
    let mask = slots.len().wrapping_sub(1);
    let mut at = hash as usize & mask;
    while slots.get(at).is_some_and(|slot| *slot != 0) {
        at = (at + 1) & mask;
    }
    if let Some(slot) = slots.get_mut(at) {
        *slot = (hash >> 32) << 32 | (place + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::tests::persian_text;
    use proptest::prelude::*;

    #[derive(Default)]
    struct List(Vec<(String, TokenKind)>);

    impl Numbering for List {
        fn number(&mut self, text: &str, kind: TokenKind) -> (u32, u32) {
            let known = self.0.iter().position(|(known, _)| known == text);
            let number = known.unwrap_or_else(|| {
                self.0.push((text.to_owned(), kind));
                self.0.len() - 1
            });
            assert_eq!(self.0[number].1, kind, "{text}");
            (number as u32, text.len() as u32)
        }

        fn text(&self, number: u32) -> &str {
            &self.0[number as usize].0
        }
    }

    /// Words that affixes and compounds are joined of, in every way of setting them apart.
    fn joined_text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "کارگر",
            "می",
            "نمی",
            "گویند",
            "ها",
            "های",
            "هایشان",
            "ی",
            "ای",
            "خانه",
            "ه",
            "تر",
            "ترین",
            "بی",
            "کار",
            "پیش",
            "نویس",
            "دست",
            "مزد",
            "رفت",
            "و",
            "آمد",
            "اش",
            "ام",
            "بر",
            "گردد",
            "،",
            ".",
            "۱۲",
            "3.5",
            "the",
            "Workers",
            "é",
            "o\u{0308}",
            "ك",
            "مسؤول",
            "\u{064E}",
            "\u{200F}",
        ]);
        let gaps =
            prop::sample::select(vec![" ", " ", " ", "", "\u{200C}", "  ", " \u{200C}", "\n", "\u{A0}"]);
        prop::collection::vec((pieces, gaps), 0..12)
            .prop_map(|parts| parts.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn the_words_are_the_tokens_of_each_text(
            texts in prop::collection::vec(prop_oneof![joined_text(), persian_text()], 1..8),
        ) {
            for script in [Script::Arabic, Script::Latin] {
                let (mut reader, mut list) = (Reader::new(script), List::default());
                for text in texts.iter().chain(&texts) {
                    let words = reader.read(text, &mut list).to_vec();
                    let found: Vec<_> = words.iter().map(|word| list.0[word.number as usize].clone()).collect();
                    let expected: Vec<_> = tokens(text, script).into_iter().map(|t| (t.text, t.kind)).collect();
                    prop_assert_eq!(found, expected, "{}", text);
                    prop_assert!(words.iter().all(|word| word.weight as usize == list.text(word.number).len()));
                }
            }
        }
    }

    #[test]
    fn many_and_long_runs_are_read() {
        let (mut reader, mut list) = (Reader::new(Script::Arabic), List::default());
        let long = "دراز".repeat(30);
        for n in 0..3000 {
            let text = format!("{n} {long}{} {}", n % 3, n / 2);
            let words: Vec<u32> = reader.read(&text, &mut list).iter().map(|word| word.number).collect();
            let found: Vec<&str> = words.iter().map(|number| list.text(*number)).collect();
            let expected: Vec<String> = tokens(&text, Script::Arabic).into_iter().map(|t| t.text).collect();
            assert_eq!(found, expected);
        }
        assert_eq!(reader.kept, 3000);
    }
}
