//! Translation units: one text in several languages, named by its content.
//!
//! A unit's identity is the blake3 hash of its texts with inline codes reduced to numbered placeholders; where it
//! was seen, by whom and with which notes is no part of it (see [`crate::detail`]), so the same pair is the same
//! unit on every machine.

use std::collections::HashMap;
use std::fmt;

use thiserror::Error;

use crate::lang::Lang;

/// What an inline code does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeKind {
    /// Begins something that a [`CodeKind::Close`] of the same number ends.
    Open,
    /// Ends it.
    Close,
    /// Stands alone: a line break, an image, a half of a pair whose other half is in another segment.
    Single,
}

/// A placeholder for an inline code; its native content lives in the sighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// Byte offset in the text before which the code stands.
    pub at: u32,
    /// Its kind.
    pub kind: CodeKind,
    /// Pairs opening with closing, and codes of one variant with those of another.
    pub number: u32,
}

/// A unit's text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Variant {
    /// Its language.
    pub lang: Lang,
    /// The text as it was typed, without codes and without outer XML white space.
    pub text: String,
    /// The inline codes in the order they stand in the text.
    pub codes: Vec<Code>,
}

/// One text in two or more languages, ordered by language tag, no language twice.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    variants: Vec<Variant>,
}

/// The 128-bit name of a unit, equal on every machine for equal content.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub [u8; 16]);

/// Why variants make no unit.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnitError {
    /// A variant has no text.
    #[error("the {lang} text is empty")]
    Empty {
        /// The language of the empty text.
        lang: Lang,
    },
    /// Fewer than two languages.
    #[error("{}", match lang { Some(lang) => format!("there is only one language, {lang}"), None => "there is no text".to_owned() })]
    Alone {
        /// The one language, if any.
        lang: Option<Lang>,
    },
    /// A language stands twice.
    #[error("the language {lang} stands twice")]
    Twice {
        /// Which.
        lang: Lang,
    },
    /// A text is longer than [`MAX_TEXT_BYTES`].
    #[error("the {lang} text has {bytes} bytes, the most a unit holds is {MAX_TEXT_BYTES}")]
    TooLong {
        /// Its language.
        lang: Lang,
        /// Its length.
        bytes: usize,
    },
}

impl UnitError {
    /// Whether only a translation is missing.
    pub fn is_untranslated(&self) -> bool {
        matches!(self, UnitError::Empty { .. } | UnitError::Alone { lang: Some(_) })
    }
}

/// The longest text of a variant: 1 MiB of UTF-8, about 200 pages. Longer "segments" are documents that were never
/// segmented; refusing them bounds the memory every later step needs.
pub const MAX_TEXT_BYTES: usize = 1 << 20;

impl Variant {
    /// Plain text without codes; outer XML white space is trimmed.
    pub fn plain(lang: Lang, text: &str) -> Variant {
        Variant { lang, text: text.trim_matches(is_xml_space).to_owned(), codes: Vec::new() }
    }
}

/// White space by XML 1.0, production 3.
pub fn is_xml_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

impl Unit {
    /// Makes a unit: orders the variants and numbers the codes by first appearance.
    ///
    /// # Errors
    /// [`UnitError`] when a text is empty or too long, a language stands twice or there are fewer than two.
    pub fn new(mut variants: Vec<Variant>) -> Result<Unit, UnitError> {
        variants.sort_by(|a, b| a.lang.cmp(&b.lang));
        for variant in &variants {
            if variant.text.trim().is_empty() {
                return Err(UnitError::Empty { lang: variant.lang.clone() });
            }
            if variant.text.len() > MAX_TEXT_BYTES {
                return Err(UnitError::TooLong { lang: variant.lang.clone(), bytes: variant.text.len() });
            }
        }
        if let Some((a, _)) = variants.iter().zip(variants.iter().skip(1)).find(|(a, b)| a.lang == b.lang) {
            return Err(UnitError::Twice { lang: a.lang.clone() });
        }
        if variants.len() < 2 {
            return Err(UnitError::Alone { lang: variants.pop().map(|v| v.lang) });
        }
        renumber(&mut variants);
        Ok(Unit { variants })
    }

    /// The variants, ordered by language tag.
    pub fn variants(&self) -> &[Variant] {
        &self.variants
    }

    /// The variant in exactly this language, else the first one it accepts (`en` accepts `en-GB`).
    pub fn variant(&self, lang: &Lang) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|v| v.lang == *lang)
            .or_else(|| self.variants.iter().find(|v| lang.accepts(&v.lang)))
    }

    /// The unit reduced to the variants `keep` wants; `None` when fewer than two are left.
    pub fn project(&self, mut keep: impl FnMut(&Lang) -> bool) -> Option<Unit> {
        let kept: Vec<_> = self.variants.iter().filter(|v| keep(&v.lang)).cloned().collect();
        Unit::new(kept).ok()
    }

    /// The same texts without their inline codes.
    pub fn without_codes(mut self) -> Unit {
        for variant in &mut self.variants {
            if !variant.codes.is_empty() {
                // Space that parted the text from a code is outer white space now.
                *variant = Variant::plain(variant.lang.clone(), &variant.text);
            }
        }
        self
    }

    /// Whether this unit says everything `other` says and more.
    pub fn is_strict_superset_of(&self, other: &Unit) -> bool {
        self.variants.len() > other.variants.len() && other.variants.iter().all(|v| self.variants.contains(v))
    }

    /// The content hash: blake3 over the domain tag `u1` and length-prefixed languages, texts and codes, cut to
    /// 128 bits.
    pub fn id(&self) -> UnitId {
        let mut bytes = Vec::with_capacity(256);
        bytes.extend_from_slice(b"u1");
        for variant in &self.variants {
            put_bytes(&mut bytes, variant.lang.as_str().as_bytes());
            put_bytes(&mut bytes, variant.text.as_bytes());
            bytes.extend_from_slice(&(variant.codes.len() as u32).to_le_bytes());
            for code in &variant.codes {
                bytes.extend_from_slice(&code.at.to_le_bytes());
                bytes.push(code.kind as u8);
                bytes.extend_from_slice(&code.number.to_le_bytes());
            }
        }
        UnitId(hash128(&bytes))
    }
}

/// The first 128 bits of blake3 (version 1.0, 2020) over `bytes`.
pub fn hash128(bytes: &[u8]) -> [u8; 16] {
    let mut out = [0; 16];
    let hash = blake3::hash(bytes);
    for (to, from) in out.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    out
}

/// Hexadecimal digits of a unit's name that people are shown: among a million units two share them once in some
/// thousand memories.
const SHOWN_OF_NAME: usize = 12;

impl UnitId {
    /// The beginning of the name, as people are shown it.
    pub fn short(&self) -> String {
        self.to_string().chars().take(SHOWN_OF_NAME).collect()
    }

    /// The first eight bytes as an integer: the narrow index key of a store.
    pub fn head(&self) -> i64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        i64::from_le_bytes([a, b, c, d, e, f, g, h])
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// Numbers codes 1, 2, … by first appearance over the variants in tag order, equal numbers staying equal.
fn renumber(variants: &mut [Variant]) {
    let mut places: HashMap<u32, u32> = HashMap::new();
    for code in variants.iter_mut().flat_map(|v| v.codes.iter_mut()) {
        let next = places.len() as u32 + 1;
        code.number = *places.entry(code.number).or_insert(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(tag: &str, text: &str) -> Variant {
        Variant::plain(Lang::parse(tag).unwrap(), text)
    }

    #[test]
    fn the_order_of_variants_does_not_matter() {
        let a = Unit::new(vec![plain("fa", "اعتصاب"), plain("en", "strike")]).unwrap();
        let b = Unit::new(vec![plain("en", "strike\n"), plain("fa", " اعتصاب")]).unwrap();
        assert_eq!(a.id(), b.id());
    }

    #[test]
    fn the_id_is_the_same_for_ever() {
        let unit =
            Unit::new(vec![plain("fa", "نان، کار، آزادی"), plain("en", "Bread, work, freedom")]).unwrap();
        assert_eq!(unit.id().to_string(), "d2b760ada13032e0a2d2ee75bf78386b");
    }

    #[test]
    fn raw_text_counts_not_its_folded_form() {
        let a = Unit::new(vec![plain("fa", "ی"), plain("en", "y")]).unwrap();
        let b = Unit::new(vec![plain("fa", "ي"), plain("en", "y")]).unwrap();
        assert_ne!(a.id(), b.id());
    }

    #[test]
    fn texts_cannot_run_into_each_other() {
        let a = Unit::new(vec![plain("de", "ab"), plain("en", "c")]).unwrap();
        let b = Unit::new(vec![plain("de", "a"), plain("en", "bc")]).unwrap();
        assert_ne!(a.id(), b.id());
    }

    #[test]
    fn codes_are_numbered_by_first_appearance() {
        let code = |at, number| Code { at, kind: CodeKind::Single, number };
        let en = Variant { codes: vec![code(0, 9), code(2, 4)], ..plain("en", "abc") };
        let fa = Variant { codes: vec![code(0, 4), code(0, 77)], ..plain("fa", "الف") };
        let unit = Unit::new(vec![fa, en]).unwrap();
        let numbers: Vec<Vec<u32>> =
            unit.variants().iter().map(|v| v.codes.iter().map(|c| c.number).collect()).collect();
        assert_eq!(numbers, [vec![1, 2], vec![2, 3]]);
    }

    #[test]
    fn what_is_no_unit_says_why() {
        let error = |variants| Unit::new(variants).unwrap_err().to_string();
        assert_eq!(error(vec![]), "there is no text");
        assert_eq!(error(vec![plain("fa", "نان")]), "there is only one language, fa");
        assert_eq!(error(vec![plain("fa", "نان"), plain("en", "\t")]), "the en text is empty");
        assert_eq!(error(vec![plain("en", "a"), plain("en", "b")]), "the language en stands twice");
    }

    #[test]
    fn a_projection_keeps_two_languages_or_is_none() {
        let unit = Unit::new(vec![plain("fa", "نان"), plain("en", "bread"), plain("de", "Brot")]).unwrap();
        let pair = unit.project(|l| l.as_str() != "de").unwrap();
        assert!(unit.is_strict_superset_of(&pair));
        assert!(!pair.is_strict_superset_of(&pair));
        assert!(unit.project(|l| l.as_str() == "de").is_none());
    }
}
