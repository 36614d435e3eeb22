//! From texts to arrays: texts are ordered by weight, so that a range of weights is a range of places.

use super::Place;
use super::compounds::CompoundArrays;
use super::near::NearArrays;
use super::signature::{HEAVIEST, Mark, Sizes};
use super::tokens::Coded;
use super::vocabulary::{InLanguage, Ordered, Vocabulary};
use super::words::WordId;
use crate::image::Writer;
use crate::lang::Lang;
use crate::score::Scored;
use crate::store::UnitNumber;
use crate::text::reader::Reader;

/// Collects texts of one language.
#[derive(Debug)]
pub struct Builder {
    words: Vocabulary,
    /// Reads the texts of a language that are added as they are written.
    reader: Option<(Lang, Reader)>,
    /// The words of all texts, one text behind the other.
    tokens: Vec<WordId>,
    texts: Vec<Added>,
    /// In a memory of so few texts every word has a list.
    pub(super) few: usize,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            words: Vocabulary::default(),
            reader: None,
            tokens: Vec::new(),
            texts: Vec::new(),
            few: FEW,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Added {
    number: i64,
    total: u32,
    start: u32,
    end: u32,
    class: u16,
}

/// A word that more than one in so many texts have gets no list: to read it would take as long as to read the
/// signatures of all, and the lists of these words, some thirty, are a third of all.
const COMMON: usize = 16;

/// Texts that are read so fast that no word is too common.
const FEW: usize = 1000;

/// Weights with a common first place: a fifth of a function word.
pub(super) const STEP: u64 = 100;

/// Steps that have a first place; texts that weigh more (6,000 content words) are read together.
const MOST_STEPS: usize = 1 << 16;

impl Builder {
    /// A builder without texts.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Adds the text of a unit, of a class that means something to the caller. Weight and kind of a word must be the same in
    /// all texts, as they are in one language. At most 2^32 words in all.
    pub fn add(&mut self, number: UnitNumber, class: u16, text: &Scored) {
        let start = self.tokens.len();
        self.tokens.extend(text.tokens.iter().map(|token| self.words.insert(token)));
        self.push(number, class, (start, text.total()));
    }

    /// Adds a text in `lang` as [`Builder::add`] adds it prepared, and several times as fast.
    pub fn add_text(&mut self, number: UnitNumber, class: u16, text: &str, lang: &Lang) {
        let reader = self.reader.take_if(|(known, _)| known == lang);
        let (lang, mut reader) = reader.unwrap_or_else(|| (lang.clone(), Reader::new(lang.script())));
        let start = self.tokens.len();
        let words = reader.read(text, &mut InLanguage(&mut self.words, &lang));
        self.tokens.extend(words.iter().map(|word| word.number));
        let total = words.iter().map(|word| u64::from(word.weight)).sum();
        self.reader = Some((lang, reader));
        self.push(number, class, (start, total));
    }

    /// Adds a text whose words stand from `start` on.
    fn push(&mut self, number: UnitNumber, class: u16, (start, total): (usize, u64)) {
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let (start, end) = (start as u32, self.tokens.len() as u32);
        self.texts.push(Added { number: number.0, total, start, end, class });
    }

    /// How many texts were added.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether no text was added.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The arrays of the index.
    pub fn finish(mut self) -> Arrays {
        self.texts.sort_unstable_by_key(|text| (text.total, text.number, text.start));
        drop(self.reader);
        let (words, numbers) = self.words.ordered(&self.tokens);
        let mut arrays = Arrays::default();
        arrays.fill_texts(&self.texts);
        let texts = Texts::new(&self.texts, &self.tokens, &numbers);
        drop((self.tokens, numbers));
        arrays.compounds = CompoundArrays::new(&words, &texts.starts, &texts.tokens);
        let counts = arrays.fill_lists(&words, &texts, self.few);
        arrays.coded = Coded::new(&counts, &texts.starts, &texts.tokens);
        drop(texts);
        arrays.near = NearArrays::new(&words);
        arrays.blocks =
            words.blocks.iter().flat_map(|block| [block.start, block.weight, block.kind]).collect();
        arrays.extra = vec![arrays.near.first, arrays.compounds.deficit];
        arrays.extra.extend(arrays.sizes.borders);
        arrays.words = words;
        arrays
    }
}

/// The index of some texts, as it is written.
#[derive(Debug, Default)]
pub struct Arrays {
    words: Ordered,
    blocks: Vec<u32>,
    near: NearArrays,
    compounds: CompoundArrays,
    /// Unit, class and weight of each text; the upper halves of the units only where one has one.
    numbers: Vec<u32>,
    high_numbers: Vec<u32>,
    classes: Vec<u16>,
    totals: Vec<u32>,
    /// The first place of each multiple of [`STEP`].
    steps: Vec<Place>,
    /// The words of each text.
    coded: Coded,
    signatures: Vec<u64>,
    sizes: Sizes,
    /// The bits of each word.
    marks: Vec<u16>,
    /// Where the list of each word begins, and the lists: places.
    lists: Vec<u32>,
    places: Vec<Place>,
    /// Words that are too common for a list, in order.
    common: Vec<WordId>,
    /// The first word that may have near ones, and by how much a word outweighs its parts at most.
    extra: Vec<u32>,
}

impl Arrays {
    /// Adds the columns to an image.
    pub fn write<'s>(&'s self, writer: &mut Writer<'s>) {
        writer.add("word texts", &self.words.texts);
        writer.add("word ends", &self.words.ends);
        writer.add("word slots", &self.words.slots);
        writer.add("word blocks", &self.blocks);
        writer.add("near starts", &self.near.starts);
        writer.add("near", &self.near.ids);
        writer.add("form starts", &self.near.form_starts);
        writer.add("forms", &self.near.form_ids);
        writer.add("beginnings", &self.compounds.beginnings);
        writer.add("neighbours", &self.compounds.neighbours);
        writer.add("surplus", &self.compounds.surplus);
        writer.add("numbers", &self.numbers);
        writer.add("high numbers", &self.high_numbers);
        writer.add("classes", &self.classes);
        writer.add("totals", &self.totals);
        writer.add("steps", &self.steps);
        writer.add("starts", &self.coded.starts);
        writer.add("tokens", &self.coded.tokens);
        writer.add("frequent", &self.coded.frequent);
        writer.add("signatures", &self.signatures);
        writer.add("marks", &self.marks);
        writer.add("lists", &self.lists);
        writer.add("places", &self.places);
        writer.add("common", &self.common);
        writer.add("extra", &self.extra);
    }

    fn fill_texts(&mut self, texts: &[Added]) {
        self.numbers = texts.iter().map(|text| text.number as u32).collect();
        if texts.iter().any(|text| text.number >> 32 != 0) {
            self.high_numbers = texts.iter().map(|text| (text.number >> 32) as u32).collect();
        }
        let border = |most: u32| texts.partition_point(|text| text.total <= most) as Place;
        self.sizes = Sizes { borders: HEAVIEST.map(border) };
        self.classes = texts.iter().map(|text| text.class).collect();
        self.totals = texts.iter().map(|text| text.total).collect();
        let heaviest = texts.last().map_or(0, |text| u64::from(text.total));
        for (place, text) in (0..).zip(texts) {
            let reached = (u64::from(text.total) / STEP) as usize + 1;
            self.steps.resize(reached.clamp(self.steps.len(), MOST_STEPS), place);
        }
        if (heaviest / STEP) < MOST_STEPS as u64 {
            self.steps.push(texts.len() as Place);
        }
    }

    /// Fills marks, signatures and lists.
    fn fill_lists(&mut self, words: &Ordered, texts: &Texts, few: usize) -> Vec<u32> {
        let count = self.numbers.len();
        let ids = 0..words.len() as WordId;
        let kind = |id| words.shape(id).map_or(0, |shape| shape.kind);
        self.marks = ids.clone().map(|id| Mark::of(words.text(id), kind(id)).0).collect();
        let once = texts.once(&self.compounds.apart, words.len());
        let counts = self.fill_signatures(&once, words.len());
        let is_common = |texts: u32| count > few && texts as usize * COMMON > count;
        let mut sum = 0;
        self.lists = Vec::with_capacity(words.len() + 1);
        self.lists.push(0);
        for (id, count) in ids.zip(&counts) {
            if is_common(*count) {
                self.common.push(id);
            } else {
                sum += *count;
            }
            self.lists.push(sum);
        }
        let mut places = vec![0; sum as usize];
        let mut next = self.lists.clone();
        for (place, words) in once.each() {
            for id in words {
                if counts.get(*id as usize).is_none_or(|count| is_common(*count)) {
                    continue;
                }
                let Some(next) = next.get_mut(*id as usize) else { continue };
                if let Some(slot) = places.get_mut(*next as usize) {
                    *slot = place;
                }
                *next += 1;
            }
        }
        self.places = places;
        counts
    }

    /// Fills the signatures; how many texts have each word.
    fn fill_signatures(&mut self, once: &Texts, words: usize) -> Vec<u32> {
        let (_, end) = self.sizes.find(self.numbers.len() as Place);
        let mut signatures = vec![0u64; end.start];
        let mut counts = vec![0u32; words];
        for (place, words) in once.each() {
            let (_, range) = self.sizes.find(place);
            let parts = range.len();
            let signature = signatures.get_mut(range).unwrap_or_default();
            for id in words {
                let bit = Mark(self.marks.get(*id as usize).copied().unwrap_or(0)).bit(parts);
                if let Some(part) = signature.get_mut(bit / 64) {
                    *part |= 1 << (bit % 64);
                }
                if let Some(count) = counts.get_mut(*id as usize) {
                    *count += 1;
                }
            }
        }
        self.signatures = signatures;
        counts
    }
}

/// The words of the texts, in the order of places.
struct Texts {
    starts: Vec<u32>,
    tokens: Vec<WordId>,
}

impl Texts {
    fn new(texts: &[Added], tokens: &[WordId], numbers: &[WordId]) -> Texts {
        let mut starts = Vec::with_capacity(texts.len() + 1);
        let mut ordered = Vec::with_capacity(tokens.len());
        starts.push(0);
        for text in texts {
            let own = tokens.get(text.start as usize..text.end as usize).unwrap_or_default();
            ordered.extend(own.iter().filter_map(|id| numbers.get(*id as usize)));
            starts.push(ordered.len() as u32);
        }
        Texts { starts, tokens: ordered }
    }

    fn each(&self) -> impl Iterator<Item = (Place, &[WordId])> {
        (0..).zip(self.starts.windows(2)).filter_map(|(place, window)| match window {
            [start, end] => Some((place, self.tokens.get(*start as usize..*end as usize)?)),
            _ => None,
        })
    }

    /// Each word of each text once, those it has in parts included.
    fn once(&self, mut apart: &[(Place, WordId)], words: usize) -> Texts {
        let mut last = vec![Place::MAX; words];
        let mut once = Texts {
            starts: Vec::with_capacity(self.starts.len()),
            tokens: Vec::with_capacity(self.tokens.len()),
        };
        once.starts.push(0);
        for (place, tokens) in self.each() {
            let (own, rest) = apart.split_at(apart.iter().take_while(|(at, _)| *at == place).count());
            apart = rest;
            for id in tokens.iter().chain(own.iter().map(|(_, id)| id)) {
                if let Some(last) = last.get_mut(*id as usize).filter(|last| **last != place) {
                    *last = place;
                    once.tokens.push(*id);
                }
            }
            once.starts.push(once.tokens.len() as u32);
        }
        once
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::tests::persian_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_as_they_are_written_give_what_prepared_ones_give(
            texts in prop::collection::vec(prop_oneof![persian_text(), "[کاری ]{0,20}"], 0..20),
        ) {
            let lang = Lang::persian();
            let (mut prepared, mut written) = (Builder::new(), Builder::new());
            for (number, text) in (0..).map(UnitNumber).zip(&texts) {
                prepared.add(number, 1, &Scored::new(text, &lang));
                written.add_text(number, 1, text, &lang);
            }
            let image = |builder: Builder| {
                let arrays = builder.finish();
                let mut writer = Writer::new();
                arrays.write(&mut writer);
                writer.to_buffer(b"")
            };
            let (one, other) = (image(prepared), image(written));
            prop_assert_eq!(one.as_ref(), other.as_ref());
        }
    }
}
