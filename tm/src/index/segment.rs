//! The units of a range of numbers as they were at one moment.

use std::collections::HashMap;
use std::io::{self, Write};

use thiserror::Error;

use crate::concordance::Clue;
use crate::image::{Buffer, Image, ImageError, Writer};
use crate::lang::Lang;
use crate::pack::{Packer, Unpacker};
use crate::retrieval::{Arrays, Builder, Retriever, SoughtWords};
use crate::score::{Score, Scored};
use crate::store::{Moment, TxNumber, UnitNumber, VariantRef};

/// What a segment is made of: raised when tokens, weights, keys or columns change, so that no program reads what another
/// version counted otherwise. `tests` notices that it should be.
pub const VERSION: u32 = 2;

/// Bytes of a segment, wherever they lie.
pub struct Bytes(Box<dyn AsRef<[u8]> + Send + Sync>);

impl Bytes {
    /// Bytes that something holds.
    pub fn new(holder: impl AsRef<[u8]> + Send + Sync + 'static) -> Bytes {
        Bytes(Box::new(holder))
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

/// What a segment is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The language of its texts.
    pub source: Lang,
    /// It has every unit above this number …
    pub after: UnitNumber,
    /// … up to the newest one of this moment, as they were then.
    pub moment: Moment,
    /// That of the store at that moment ([`crate::store::UnitLog::imprint`]).
    pub imprint: [u8; 16],
}

impl Stamp {
    fn pack(&self) -> Vec<u8> {
        let mut out = Packer::with_capacity(64);
        out.number(u64::from(VERSION));
        out.text(self.source.as_str());
        for number in [self.after.0, self.moment.unit.0, self.moment.tx.0] {
            // One more: a number may be that of no unit.
            out.number((number + 1).unsigned_abs());
        }
        self.imprint.iter().for_each(|byte| out.byte(*byte));
        out.finish()
    }

    fn unpack(bytes: &[u8]) -> Result<Stamp, SegmentError> {
        let from = &mut Unpacker::new(bytes);
        let version = from.number().ok_or(SegmentError::Foreign)?;
        if version != u64::from(VERSION) {
            return Err(SegmentError::OtherVersion);
        }
        let mut read = || {
            let source = Lang::parse(from.text()?).ok()?;
            let mut number = || Some(i64::try_from(from.number()?).ok()? - 1);
            let (after, unit, tx) = (UnitNumber(number()?), UnitNumber(number()?), TxNumber(number()?));
            let mut imprint = [0; 16];
            for byte in &mut imprint {
                *byte = from.byte()?;
            }
            from.is_at_end().then_some(Stamp { source, after, moment: Moment { tx, unit }, imprint })
        };
        read().ok_or(SegmentError::Foreign)
    }
}

/// Why a segment cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SegmentError {
    /// It is no image.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// It is an image of something else.
    #[error("it is no index of this program")]
    Foreign,
    /// Its words are counted otherwise.
    #[error("another version of this program wrote it")]
    OtherVersion,
}

/// Collects the texts of a segment.
#[derive(Debug)]
pub struct SegmentBuilder {
    source: Lang,
    texts: Builder,
    /// The languages of the translations of a text, joined by commas, and their number.
    classes: HashMap<String, u16>,
    names: Vec<String>,
    /// Where the name of the next class is put together.
    name: String,
    /// Bytes of the names.
    bytes: usize,
    /// Whether the source language accepts a tag.
    accepted: HashMap<String, bool>,
}

impl SegmentBuilder {
    /// A builder for the texts in languages that `source` accepts.
    pub fn new(source: &Lang) -> SegmentBuilder {
        SegmentBuilder {
            source: source.clone(),
            texts: Builder::new(),
            classes: HashMap::new(),
            names: Vec::new(),
            name: String::new(),
            bytes: 0,
            accepted: HashMap::new(),
        }
    }

    /// Adds the texts of a unit that are in the source language and have a translation.
    pub fn add(&mut self, number: UnitNumber, variants: &[VariantRef<'_>]) {
        for (place, variant) in variants.iter().enumerate() {
            if !self.accepts(variant.lang) {
                continue;
            }
            let others = variants.iter().enumerate().filter(|(other, _)| *other != place);
            let name = std::mem::take(&mut self.name);
            let name = others.fold(name, |mut name, (_, other)| {
                name.push_str(if name.is_empty() { "" } else { "," });
                name.push_str(other.lang);
                name
            });
            let class = self.class(&name);
            self.name = name;
            self.name.clear();
            let Some(class) = class else { continue };
            self.texts.add_text(number, class, variant.text, &self.source);
        }
    }

    /// Whether it has no text.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The segment, ready to be written.
    pub fn finish(self, stamp: Stamp) -> Built {
        Built { arrays: self.texts.finish(), names: self.names.join("\n"), stamp }
    }

    fn accepts(&mut self, tag: &str) -> bool {
        if let Some(known) = self.accepted.get(tag) {
            return *known;
        }
        let accepted = Lang::parse(tag).is_ok_and(|lang| self.source.accepts(&lang));
        self.accepted.insert(tag.to_owned(), accepted);
        accepted
    }

    /// The class of these translations; `None` where there is none.
    fn class(&mut self, name: &str) -> Option<u16> {
        if name.is_empty() {
            return None;
        }
        if let Some(known) = self.classes.get(name) {
            return Some(*known);
        }
        let class = u16::try_from(self.names.len()).ok().filter(|class| *class < ANY);
        let Some(class) = class.filter(|_| self.bytes + name.len() < MOST_BYTES) else { return Some(ANY) };
        self.bytes += name.len() + 1;
        self.names.push(name.to_owned());
        self.classes.insert(name.to_owned(), class);
        Some(class)
    }
}

/// A segment in memory that has no bytes yet.
#[derive(Debug)]
pub struct Built {
    arrays: Arrays,
    names: String,
    stamp: Stamp,
}

impl Built {
    /// What it is of.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Writes the segment.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.writer().write(&self.stamp.pack(), out)
    }

    /// The segment in memory.
    ///
    /// # Errors
    /// [`SegmentError::Image`] on a computer whose numbers begin with their highest byte.
    pub fn open(self) -> Result<Segment, SegmentError> {
        let buffer = self.writer().to_buffer(&self.stamp.pack());
        drop(self);
        Segment::of(Image::of_built(Bytes::new(buffer))?)
    }

    fn writer(&self) -> Writer<'_> {
        let mut writer = Writer::new();
        self.arrays.write(&mut writer);
        writer.add(TRANSLATIONS, self.names.as_bytes());
        writer
    }
}

/// A class without a line, which is wanted whatever is wanted: nobody has so many sets of languages.
const ANY: u16 = u16::MAX;

/// Bytes of all lines at most: some thousand sets of ten languages take a tenth of it.
const MOST_BYTES: usize = 1 << 20;

/// Column of the languages of each class, a line each.
const TRANSLATIONS: &str = "translations";

/// An image of the texts of a range of units.
#[derive(Debug)]
pub struct Segment {
    image: Image<Bytes>,
    stamp: Stamp,
    /// The languages of the translations of a text, by its class.
    classes: Vec<Vec<Lang>>,
}

impl Segment {
    /// Opens a segment from bytes that begin at a multiple of eight.
    ///
    /// # Errors
    /// All of [`SegmentError`].
    pub fn open(bytes: Bytes) -> Result<Segment, SegmentError> {
        Segment::of(Image::open(bytes)?)
    }

    /// A segment of a copy of bytes.
    ///
    /// # Errors
    /// All of [`SegmentError`].
    pub fn copy(bytes: &[u8]) -> Result<Segment, SegmentError> {
        Segment::open(Bytes::new(Buffer::copy(bytes)))
    }

    fn of(image: Image<Bytes>) -> Result<Segment, SegmentError> {
        let stamp = Stamp::unpack(image.stamp())?;
        let names = image.column::<u8>(TRANSLATIONS);
        let names = Some(names.all()).filter(|names| names.len() <= MOST_BYTES);
        let names = names.and_then(|names| std::str::from_utf8(names).ok()).ok_or(SegmentError::Foreign)?;
        if names.lines().count() > usize::from(ANY) {
            return Err(SegmentError::Foreign);
        }
        let langs = |line: &str| line.split(',').filter_map(|tag| Lang::parse(tag).ok()).collect();
        let classes = names.lines().map(langs).collect();
        if image.is_damaged() {
            return Err(SegmentError::Image(ImageError::Damaged));
        }
        Ok(Segment { image, stamp, classes })
    }

    /// What it is of.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// How many texts it has.
    pub fn len(&self) -> usize {
        Retriever::open(&self.image).len()
    }

    /// Whether it has no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the image.
    pub fn bytes(&self) -> usize {
        self.image.bytes()
    }

    /// Whether anything was touched that is not what was written.
    pub fn is_damaged(&self) -> bool {
        self.image.is_damaged()
    }

    /// Compares every byte with its checksum.
    pub fn verify(&self) -> bool {
        self.image.verify()
    }

    /// Languages of translations; some come twice.
    pub(super) fn targets(&self) -> impl Iterator<Item = &Lang> {
        self.classes.iter().flatten()
    }

    pub(super) fn search(
        &self,
        here: &Scored,
        least: Score,
        most: usize,
        targets: &[Lang],
        is_current: &dyn Fn(UnitNumber) -> bool,
    ) -> Vec<(UnitNumber, Score)> {
        let wants = self.wanting(targets, is_current);
        Retriever::open(&self.image).search(here, least, most, &wants)
    }

    /// At most `most` units whose text has all these words; in no order.
    pub(super) fn having(
        &self,
        words: &[&str],
        targets: &[Lang],
        is_current: &dyn Fn(UnitNumber) -> bool,
        most: usize,
    ) -> Vec<UnitNumber> {
        Retriever::open(&self.image).having(words, &self.wanting(targets, is_current), most)
    }

    /// The same of a weight from one to another.
    pub(super) fn framed(
        &self,
        words: &[&str],
        weights: (u64, u64),
        targets: &[Lang],
        is_current: &dyn Fn(UnitNumber) -> bool,
        most: usize,
    ) -> Vec<UnitNumber> {
        Retriever::open(&self.image).framed(words, weights, &self.wanting(targets, is_current), most)
    }

    /// The words of texts that say a pattern with these clues, and how many texts are looked at for them at most.
    pub(super) fn sought(&self, clues: &[Vec<Clue>]) -> (SoughtWords, usize) {
        let retriever = Retriever::open(&self.image);
        let sought = retriever.sought(clues);
        let reach = retriever.reach(&sought);
        (sought, reach)
    }

    /// Units that are wanted and have a text with what is sought; in no order, some twice.
    pub(super) fn saying(&self, sought: &SoughtWords, wants: impl Fn(UnitNumber) -> bool) -> Vec<UnitNumber> {
        Retriever::open(&self.image).saying(sought, wants)
    }

    /// Whether a unit is current and has a translation in one of `targets`; in any, where there is none.
    fn wanting<'w>(
        &self,
        targets: &[Lang],
        is_current: &'w dyn Fn(UnitNumber) -> bool,
    ) -> impl Fn(UnitNumber, u16) -> bool + use<'w> {
        let wants = |langs: &Vec<Lang>| {
            targets.is_empty() || langs.iter().any(|l| targets.iter().any(|t| t.accepts(l)))
        };
        let wanted: Vec<bool> = self.classes.iter().map(wants).collect();
        move |number, class| wanted.get(usize::from(class)).copied().unwrap_or(true) && is_current(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(translations: &str) -> Result<Segment, SegmentError> {
        let moment = Moment { tx: TxNumber(1), unit: UnitNumber(1) };
        let stamp = Stamp { source: Lang::persian(), after: UnitNumber::NONE, moment, imprint: [7; 16] };
        let arrays = Builder::new().finish();
        let mut writer = Writer::new();
        arrays.write(&mut writer);
        writer.add(TRANSLATIONS, translations.as_bytes());
        Segment::copy(writer.to_buffer(&stamp.pack()).as_ref())
    }

    #[test]
    fn a_file_names_no_more_sets_of_languages_than_there_are() {
        assert_eq!(opened("en\nde,en\n\nno tag at all,fr").unwrap().classes.len(), 4);
        assert!(opened(&"\n".repeat(usize::from(ANY))).is_ok());
        assert_eq!(opened(&"\n".repeat(usize::from(ANY) + 1)).unwrap_err(), SegmentError::Foreign);
        assert_eq!(opened(&"en,".repeat(MOST_BYTES)).unwrap_err(), SegmentError::Foreign);
    }

    #[test]
    fn more_sets_of_languages_than_have_a_line_are_one() {
        let mut builder = SegmentBuilder::new(&Lang::persian());
        for n in 0..3 * MOST_BYTES / 20 {
            let lang = format!("en-x-{n:08}-{n:08}");
            let variants = [("fa", "نان"), (&lang, "x")].map(|(lang, text)| VariantRef { lang, text });
            builder.add(UnitNumber(n as i64), &variants);
        }
        assert_eq!(builder.class("en-x-00000000-11111111"), Some(ANY));
        let moment = Moment { tx: TxNumber(1), unit: UnitNumber(1) };
        let stamp = Stamp { source: Lang::persian(), after: UnitNumber::NONE, moment, imprint: [7; 16] };
        let segment = builder.finish(stamp).open().unwrap();
        assert!(segment.classes.len() < usize::from(ANY) && segment.len() == 3 * MOST_BYTES / 20);
        let (here, wants) = (Scored::new("نان و", &Lang::persian()), [Lang::parse("de").unwrap()]);
        let found = segment.search(&here, Score(500), 1, &wants, &|_| true);
        assert_eq!(found.len(), 1, "what has no line may have any translation");
    }
}
