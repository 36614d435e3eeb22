//! What a file said about a unit besides its texts: attributes, notes, props and the native content of codes.
//!
//! None of it is part of a unit's identity. A store keeps it as an opaque blob of a sighting, and only a full
//! export gives it back, byte for byte.

use thiserror::Error;

use crate::lang::Lang;
use crate::pack::{Packer, Unpacker};

/// A name and its value, in the order a file gave them.
pub type Attribute = (String, String);

/// Everything one file said about one unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Detail {
    /// Attributes of the record (`tu`), in file order.
    pub attributes: Vec<Attribute>,
    /// Notes and props of the record, in file order.
    pub annotations: Vec<Annotation>,
    /// What was said about single variants; one without anything to say is left out.
    pub variants: Vec<VariantDetail>,
}

/// A note, a prop or another element that carries text about the unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Annotation {
    /// Element name: `note`, `prop` or what the file wrote.
    pub element: String,
    /// Its attributes in file order.
    pub attributes: Vec<Attribute>,
    /// Its text, entities resolved.
    pub text: String,
}

impl Annotation {
    /// Name and value, if it is a prop; in any case of letters, as some programs write them.
    pub fn prop(&self) -> Option<(&str, &str)> {
        let kind = self.attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case("type"));
        let kind = kind.filter(|_| self.element.eq_ignore_ascii_case("prop"));
        kind.map(|(_, kind)| (kind.as_str(), self.text.as_str()))
    }
}

/// What a file said about one variant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VariantDetail {
    /// Which variant of the unit.
    pub lang: Lang,
    /// Attributes of the variant (`tuv`) in file order, its language as it was written included when it was not
    /// canonical.
    pub attributes: Vec<Attribute>,
    /// Notes and props of the variant.
    pub annotations: Vec<Annotation>,
    /// Native content of the codes, one for each [`crate::unit::Code`] of the variant, in the same order.
    pub natives: Vec<Native>,
}

/// An inline element as the file wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Native {
    /// Element name: `bpt`, `ept`, `it`, `ph`, `hi`, `ut`, …; empty for the end of an element that encloses text.
    pub element: String,
    /// Its attributes in file order.
    pub attributes: Vec<Attribute>,
    /// Its content as raw XML (escaped, nested `sub` included).
    pub content: String,
}

/// A blob that no version of this program wrote.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
#[error("the details of a unit are damaged")]
pub struct DetailError;

/// The layout of the blob; a later layout gets the next number and this one stays readable.
const LAYOUT: u8 = 1;

impl VariantDetail {
    /// Nothing said yet about the variant in `lang`.
    pub fn new(lang: Lang) -> VariantDetail {
        VariantDetail { lang, attributes: Vec::new(), annotations: Vec::new(), natives: Vec::new() }
    }

    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.annotations.is_empty() && self.natives.is_empty()
    }
}

impl Detail {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.annotations.is_empty() && self.variants.is_empty()
    }

    /// What was said about the variant in exactly this language.
    pub fn variant(&self, lang: &Lang) -> Option<&VariantDetail> {
        self.variants.iter().find(|v| v.lang == *lang)
    }

    /// The blob: empty for an empty detail, else equal bytes for equal details.
    pub fn to_bytes(&self) -> Vec<u8> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut out = Packer::default();
        out.byte(LAYOUT);
        put_attributes(&mut out, &self.attributes);
        put_annotations(&mut out, &self.annotations);
        out.number(self.variants.len() as u64);
        for variant in &self.variants {
            out.text(variant.lang.as_str());
            put_attributes(&mut out, &variant.attributes);
            put_annotations(&mut out, &variant.annotations);
            out.number(variant.natives.len() as u64);
            for native in &variant.natives {
                out.text(&native.element);
                put_attributes(&mut out, &native.attributes);
                out.text(&native.content);
            }
        }
        out.finish()
    }

    /// Reads what [`Detail::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`DetailError`] when the bytes are cut or of another layout.
    pub fn from_bytes(bytes: &[u8]) -> Result<Detail, DetailError> {
        if bytes.is_empty() {
            return Ok(Detail::default());
        }
        read_detail(&mut Unpacker::new(bytes)).ok_or(DetailError)
    }
}

fn read_detail(from: &mut Unpacker<'_>) -> Option<Detail> {
    if from.byte()? != LAYOUT {
        return None;
    }
    let detail = Detail {
        attributes: attributes(from)?,
        annotations: annotations(from)?,
        variants: from.list(|from| {
            Some(VariantDetail {
                lang: Lang::parse(from.text()?).ok()?,
                attributes: attributes(from)?,
                annotations: annotations(from)?,
                natives: from.list(|from| {
                    Some(Native {
                        element: from.text()?.to_owned(),
                        attributes: attributes(from)?,
                        content: from.text()?.to_owned(),
                    })
                })?,
            })
        })?,
    };
    from.is_at_end().then_some(detail)
}

fn put_attributes(out: &mut Packer, attributes: &[Attribute]) {
    out.number(attributes.len() as u64);
    for (name, value) in attributes {
        out.text(name);
        out.text(value);
    }
}

fn put_annotations(out: &mut Packer, annotations: &[Annotation]) {
    out.number(annotations.len() as u64);
    for annotation in annotations {
        out.text(&annotation.element);
        put_attributes(out, &annotation.attributes);
        out.text(&annotation.text);
    }
}

fn attributes(from: &mut Unpacker<'_>) -> Option<Vec<Attribute>> {
    from.list(|from| Some((from.text()?.to_owned(), from.text()?.to_owned())))
}

fn annotations(from: &mut Unpacker<'_>) -> Option<Vec<Annotation>> {
    from.list(|from| {
        Some(Annotation {
            element: from.text()?.to_owned(),
            attributes: attributes(from)?,
            text: from.text()?.to_owned(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn attribute_lists() -> impl Strategy<Value = Vec<Attribute>> {
        proptest::collection::vec(("[a-z:-]{1,8}", "\\PC{0,12}"), 0..3)
    }

    fn annotation_lists() -> impl Strategy<Value = Vec<Annotation>> {
        let one = ("note|prop|x", attribute_lists(), "\\PC{0,20}");
        let one = one.prop_map(|(element, attributes, text)| Annotation { element, attributes, text });
        proptest::collection::vec(one, 0..3)
    }

    fn details() -> impl Strategy<Value = Detail> {
        let native = ("bpt|ept|ph|", attribute_lists(), "\\PC{0,12}");
        let native =
            native.prop_map(|(element, attributes, content)| Native { element, attributes, content });
        let variant =
            ("fa|en|de-AT", attribute_lists(), annotation_lists(), proptest::collection::vec(native, 0..3));
        let variant = variant.prop_map(|(tag, attributes, annotations, natives)| VariantDetail {
            lang: Lang::parse(&tag).unwrap(),
            attributes,
            annotations,
            natives,
        });
        (attribute_lists(), annotation_lists(), proptest::collection::vec(variant, 0..3))
            .prop_map(|(attributes, annotations, variants)| Detail { attributes, annotations, variants })
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(detail in details()) {
            prop_assert_eq!(Detail::from_bytes(&detail.to_bytes()), Ok(detail));
        }

        #[test]
        fn cut_or_foreign_bytes_are_refused_without_panic(detail in details(), cut in 0usize..200, junk in any::<Vec<u8>>()) {
            let bytes = detail.to_bytes();
            if cut > 0 && cut < bytes.len() {
                prop_assert_eq!(Detail::from_bytes(&bytes[..cut]), Err(DetailError));
            }
            let _ = Detail::from_bytes(&junk);
        }
    }
}
