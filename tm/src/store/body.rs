//! A unit packed into the bytes of one row.

use crate::lang::Lang;
use crate::pack::{Packer, Unpacker};
use crate::unit::{Code, CodeKind, Unit, Variant};

/// A variant of a packed unit, read without copying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VariantRef<'a> {
    /// Its language tag, canonical.
    pub lang: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Packs a unit; equal units give equal bytes.
pub fn pack(unit: &Unit) -> Vec<u8> {
    let size = unit.variants().iter().map(|v| v.text.len() + 8).sum::<usize>() + 1;
    let mut out = Packer::with_capacity(size);
    out.number(unit.variants().len() as u64);
    for variant in unit.variants() {
        out.text(variant.lang.as_str());
        out.text(&variant.text);
        out.number(variant.codes.len() as u64);
        let mut before = 0;
        for code in &variant.codes {
            out.number(u64::from(code.at - before));
            out.byte(code.kind as u8);
            out.number(u64::from(code.number));
            before = code.at;
        }
    }
    out.finish()
}

/// Reads what [`pack`] wrote; `None` for other bytes.
pub fn unpack(bytes: &[u8]) -> Option<Unit> {
    let from = &mut Unpacker::new(bytes);
    let variants = from.list(|from| {
        let lang = Lang::parse(from.text()?).ok()?;
        let text = from.text()?.to_owned();
        let mut at = 0u32;
        let codes = from.list(|from| code(from, &mut at))?;
        Some(Variant { lang, text, codes })
    })?;
    Unit::new(variants).ok().filter(|_| from.is_at_end())
}

/// Reads the languages and texts into `into`, which is cleared first; `None` for bytes [`pack`] does not write.
pub fn read_texts<'a>(bytes: &'a [u8], into: &mut Vec<VariantRef<'a>>) -> Option<()> {
    into.clear();
    let from = &mut Unpacker::new(bytes);
    let variants = from.number()?;
    for _ in 0..variants {
        into.push(VariantRef { lang: from.text()?, text: from.text()? });
        from.list(|from| code(from, &mut 0))?;
    }
    Some(())
}

fn code(from: &mut Unpacker<'_>, at: &mut u32) -> Option<Code> {
    *at = at.checked_add(u32::try_from(from.number()?).ok()?)?;
    let kind = match from.byte()? {
        0 => CodeKind::Open,
        1 => CodeKind::Close,
        2 => CodeKind::Single,
        _ => return None,
    };
    Some(Code { at: *at, kind, number: u32::try_from(from.number()?).ok()? })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Units in two to four languages, some with codes; a small alphabet, so that equal units turn up.
    pub(crate) fn units() -> impl Strategy<Value = Unit> {
        let text =
            prop::sample::select(vec!["نان", "کار", "می\u{200C}رویم", "ي", "bread", "Arbeit", "a b", "۱۲"]);
        let codes = prop::collection::vec((0usize..4, 0u32..3), 0..3);
        let variant = (text, codes);
        let tags = prop::sample::subsequence(vec!["fa", "en", "de", "fr-CA"], 2..=4);
        (tags, prop::collection::vec(variant, 4)).prop_map(|(tags, variants)| {
            let variants = tags.iter().zip(variants).map(|(tag, (text, codes))| {
                let mut codes: Vec<Code> = codes
                    .into_iter()
                    .map(|(at, number)| Code {
                        at: text.char_indices().nth(at).map_or(text.len(), |(i, _)| i) as u32,
                        kind: CodeKind::Single,
                        number,
                    })
                    .collect();
                codes.sort_by_key(|c| c.at);
                Variant { lang: Lang::parse(tag).unwrap(), text: text.to_owned(), codes }
            });
            Unit::new(variants.collect()).unwrap()
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(unit in units()) {
            let bytes = pack(&unit);
            let mut texts = Vec::new();
            read_texts(&bytes, &mut texts).unwrap();
            let expected: Vec<_> = unit.variants().iter().map(|v| VariantRef { lang: v.lang.as_str(), text: &v.text }).collect();
            prop_assert_eq!(texts, expected);
            prop_assert_eq!(unpack(&bytes), Some(unit));
        }

        #[test]
        fn damaged_bytes_never_panic(unit in units(), at in 0usize..80, byte in any::<u8>()) {
            let mut bytes = pack(&unit);
            if let Some(slot) = bytes.get_mut(at) {
                *slot = byte;
            }
            let _ = unpack(&bytes);
            let _ = read_texts(&bytes, &mut Vec::new());
        }
    }
}
