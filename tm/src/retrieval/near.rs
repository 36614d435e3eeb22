//! Which words are near a word ([`crate::near`])? For the words of the index a list, for others a search: by a table of
//! words with one letter left out (Mor and Fraenkel, *A hash code method for detecting and correcting spelling errors*,
//! CACM 25(12), 1982), which also finds exchanged neighbours, and among the words with the same beginning.

use super::vocabulary::Ordered;
use super::words::{HASH_START, WordId, Words, hash_on, spread};
use crate::image::Column;
use crate::meaning::are_opposed;
use crate::near::{LONGEST, SHORTEST, STEM, are_near, least_stem};

/// What is written of near words. The words that may have near ones are a run of numbers, from `first`.
#[derive(Debug, Default)]
pub(super) struct NearArrays {
    pub(super) first: WordId,
    /// Where the list of each word begins, and the lists, each in order.
    pub(super) starts: Vec<u32>,
    pub(super) ids: Vec<WordId>,
    /// Where the words begin that have a form whose hash begins with the index, and the words.
    pub(super) form_starts: Vec<u32>,
    pub(super) form_ids: Vec<WordId>,
}

/// The same, read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near<'i> {
    pub(super) first: WordId,
    pub(super) starts: Column<'i, u32>,
    pub(super) ids: Column<'i, u32>,
    pub(super) form_starts: Column<'i, u32>,
    pub(super) form_ids: Column<'i, u32>,
}

impl<'i> Near<'i> {
    /// The words near a word of the index.
    pub(super) fn of(&self, id: WordId) -> &'i [WordId] {
        let Some(at) = id.checked_sub(self.first).map(|at| at as usize) else { return &[] };
        if at + 1 >= self.starts.len() {
            return &[];
        }
        let near = self.ids.slice(self.starts.get(at) as usize..self.starts.get(at + 1) as usize);
        near.get(..near.len().min(MOST_NEAR)).unwrap_or_default()
    }

    /// The words near one that the index does not have and that may have near ones.
    pub(super) fn of_unknown(&self, words: &Words<'_>, text: &str, length: usize) -> Vec<WordId> {
        let mut found = Vec::new();
        if !may_be_long_enough(length) {
            return found;
        }
        let bits = bucket_bits(self.form_starts.len());
        let is_near = |id: WordId| {
            let other = std::str::from_utf8(words.text(id)).unwrap_or_default();
            are_near((text, length), (other, other.chars().count()))
        };
        let mut buckets = Vec::new();
        forms(text.as_bytes(), |form| buckets.push(bucket(form, bits)));
        buckets.sort_unstable();
        buckets.dedup();
        for bucket in buckets {
            let range = self.form_starts.get(bucket) as usize..self.form_starts.get(bucket + 1) as usize;
            // Buckets that have more in all than there is are those of a stranger's file.
            let words = self.form_ids.slice(range);
            found.extend(words.iter().take(self.form_ids.len().saturating_sub(found.len())));
        }
        self.extend_by_stem(words, text, length, &mut found);
        found.sort_unstable();
        found.dedup();
        found.retain(|id| is_near(*id));
        found
    }

    /// Adds every word with the beginning that a form of the same stem has at least.
    fn extend_by_stem(&self, words: &Words<'_>, text: &str, length: usize, found: &mut Vec<WordId>) {
        let Some((end, last)) = text.char_indices().nth(least_stem(length).max(STEM) - 1) else { return };
        let stem = text.as_bytes().get(..end + last.len_utf8()).unwrap_or_default();
        let count = self.starts.len().saturating_sub(1) as WordId;
        let (mut low, mut high) = (self.first, self.first.saturating_add(count));
        let end = high;
        while low < high {
            let middle = low + (high - low) / 2;
            if words.text(middle) < stem {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        found.extend((low..end).take_while(|id| words.text(*id).starts_with(stem)));
    }
}

/// More words near one than there are forms of any stem: what a file says beyond them would only cost memory.
const MOST_NEAR: usize = 1 << 16;

/// Whether a word can be one edit from one of [`SHORTEST`] letters, and is no longer than any word.
fn may_be_long_enough(length: usize) -> bool {
    (SHORTEST - 1..=LONGEST).contains(&length)
}

/// Buckets are a power of two; there is one start more.
fn bucket_bits(starts: usize) -> u32 {
    starts.saturating_sub(1).max(1).ilog2()
}

fn bucket(form: u64, bits: u32) -> usize {
    if bits == 0 { 0 } else { (form >> (64 - bits)) as usize }
}

/// The word and what it is without each of its letters behind the first, as hashes.
fn forms(text: &[u8], mut push: impl FnMut(u64)) {
    push(spread(hash_on(HASH_START, text)));
    let mut before = HASH_START;
    let mut start = 0;
    while start < text.len() {
        let letter = text.get(start + 1..).unwrap_or_default();
        let end = start + 1 + letter.iter().take_while(|byte| is_continuation(**byte)).count();
        if start > 0 {
            push(spread(hash_on(before, text.get(end..).unwrap_or_default())));
        }
        before = hash_on(before, text.get(start..end).unwrap_or_default());
        start = end;
    }
}

/// Whether a byte of UTF-8 is not the first of its letter.
pub(super) fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

impl NearArrays {
    pub(super) fn new(words: &Ordered) -> NearArrays {
        let range = words.nearable();
        let mut pairs = Pairs { words, first: range.start, all: Vec::new() };
        pairs.add_stems(range.clone());
        let (form_starts, form_ids) = pairs.add_edits(range.clone());
        let (starts, ids) = pairs.lists(range.len());
        NearArrays { first: range.start, starts, ids, form_starts, form_ids }
    }
}

/// Pairs of near words, each in one order.
struct Pairs<'w> {
    words: &'w Ordered,
    first: WordId,
    all: Vec<(WordId, WordId)>,
}

impl Pairs<'_> {
    fn text(&self, id: WordId) -> &str {
        std::str::from_utf8(self.words.text(id)).unwrap_or_default()
    }

    fn length(&self, id: WordId) -> usize {
        self.words.shape(id).map_or(0, |shape| usize::from(shape.length))
    }

    /// Words with a stem in common stand near each other in the order of texts.
    fn add_stems(&mut self, range: std::ops::Range<WordId>) {
        let shared = |id: WordId| shared_letters(self.words.text(id), self.words.text(id + 1));
        let shared: Vec<u8> = (range.start..range.end.saturating_sub(1)).map(shared).collect();
        let lengths: Vec<u8> = range.clone().map(|id| self.length(id) as u8).collect();
        for (at, length) in lengths.iter().enumerate() {
            let own = least_stem(usize::from(*length));
            let mut least = usize::MAX;
            for (other, shared) in (at + 1..).zip(shared.get(at..).unwrap_or_default()) {
                least = least.min(usize::from(*shared));
                if least < own {
                    break;
                }
                let longer = (*length).max(lengths.get(other).copied().unwrap_or(0));
                if least >= least_stem(usize::from(longer)) {
                    let (a, b) = (range.start + at as WordId, range.start + other as WordId);
                    if !are_opposed(self.text(a), self.text(b)) {
                        self.all.push((a, b));
                    }
                }
            }
        }
    }

    /// Words with a form in common are candidates; gives the table of forms.
    fn add_edits(&mut self, range: std::ops::Range<WordId>) -> (Vec<u32>, Vec<WordId>) {
        let mut entries: Vec<(u64, WordId)> = Vec::new();
        for id in range.filter(|id| may_be_long_enough(self.length(*id))) {
            forms(self.words.text(id), |form| entries.push((form, id)));
        }
        let buckets = (entries.len() / 2).max(1).next_power_of_two();
        let bits = buckets.ilog2();
        let (starts, entries) = in_buckets(&entries, buckets, |entry| bucket(entry.0, bits));
        for window in starts.windows(2) {
            let [start, end] = window else { continue };
            let entries = entries.get(*start as usize..*end as usize).unwrap_or_default();
            for (at, (form, one)) in entries.iter().enumerate() {
                for (_, other) in entries.iter().skip(at + 1).filter(|(f, other)| f == form && other != one) {
                    let (a, b) = (*one.min(other), *one.max(other));
                    if are_near((self.text(a), self.length(a)), (self.text(b), self.length(b))) {
                        self.all.push((a, b));
                    }
                }
            }
        }
        (starts, entries.iter().map(|(_, id)| *id).collect())
    }

    /// The lists of all words, in both directions.
    fn lists(mut self, count: usize) -> (Vec<u32>, Vec<WordId>) {
        self.all.sort_unstable();
        self.all.dedup();
        let turned: Vec<_> = self.all.iter().flat_map(|(a, b)| [(*b, *a), (*a, *b)]).collect();
        let place = |pair: &(WordId, WordId)| (pair.0 - self.first) as usize;
        let (starts, mut pairs) = in_buckets(&turned, count, place);
        for window in starts.windows(2) {
            let [start, end] = window else { continue };
            pairs.get_mut(*start as usize..*end as usize).unwrap_or_default().sort_unstable();
        }
        (starts, pairs.iter().map(|(_, id)| *id).collect())
    }
}

/// The letters that two words begin with.
fn shared_letters(a: &[u8], b: &[u8]) -> u8 {
    let shared = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let letters = a.iter().take(shared).filter(|byte| !is_continuation(**byte)).count();
    let is_cut = [a, b].iter().any(|text| text.get(shared).is_some_and(|byte| is_continuation(*byte)));
    (letters - usize::from(is_cut && letters > 0)) as u8
}

/// Items by their bucket, in the order they have there; where each bucket begins, and one end.
pub(super) fn in_buckets<T: Copy + Default>(
    items: &[T],
    buckets: usize,
    bucket: impl Fn(&T) -> usize,
) -> (Vec<u32>, Vec<T>) {
    let mut starts = vec![0u32; buckets + 1];
    for item in items {
        if let Some(count) = starts.get_mut(bucket(item) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut sorted = vec![T::default(); items.len()];
    for item in items {
        if let Some(next) = next.get_mut(bucket(item)) {
            if let Some(slot) = sorted.get_mut(*next as usize) {
                *slot = *item;
            }
            *next += 1;
        }
    }
    (starts, sorted)
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Vocabulary;
    use super::*;
    use crate::distance::{CONTENT, Weighted};
    use crate::image::{Image, Writer};
    use crate::lang::Script;
    use crate::near::is_near;
    use crate::text::tokens;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_near_word_and_no_other_is_found(list in proptest::collection::vec("[بپتک]{1,8}|کار[گیو]{1,4}|ن?کرد[ی]?", 1..60), unknown in "[بپتک]{1,8}|کار[گیو]{1,4}") {
            let weighted = |text: &str| Weighted::new(tokens(text, Script::Arabic).remove(0), CONTENT);
            let mut vocabulary = Vocabulary::default();
            let ids: Vec<WordId> = list.iter().map(|text| vocabulary.insert(&weighted(text))).collect();
            let (ordered, _) = vocabulary.ordered(&ids);
            let arrays = NearArrays::new(&ordered);
            let mut writer = Writer::new();
            writer.add("texts", &ordered.texts);
            writer.add("ends", &ordered.ends);
            writer.add("slots", &ordered.slots);
            writer.add("blocks", &[0u32; 3]);
            writer.add("starts", &arrays.starts);
            writer.add("ids", &arrays.ids);
            writer.add("form_starts", &arrays.form_starts);
            writer.add("form_ids", &arrays.form_ids);
            let image = Image::of_built(writer.to_buffer(b"")).unwrap();
            let words = Words {
                texts: image.column("texts"),
                ends: image.column("ends"),
                slots: image.column("slots"),
                blocks: image.column("blocks"),
            };
            let near = Near {
                first: arrays.first,
                starts: image.column("starts"),
                ids: image.column("ids"),
                form_starts: image.column("form_starts"),
                form_ids: image.column("form_ids"),
            };
            let text = |id: WordId| String::from_utf8(words.text(id).to_vec()).unwrap();
            let expected = |word: &str| -> Vec<WordId> {
                (0..words.len() as WordId).filter(|id| is_near(&weighted(word), &weighted(&text(*id)))).collect()
            };
            for id in 0..words.len() as WordId {
                prop_assert_eq!(near.of(id), expected(&text(id)), "{}", text(id));
                prop_assert_eq!(words.find(words.text(id)), Some(id));
            }
            let word = weighted(&unknown);
            prop_assert_eq!(near.of_unknown(&words, &unknown, word.length()), expected(&unknown), "{}", unknown);
        }
    }
}
