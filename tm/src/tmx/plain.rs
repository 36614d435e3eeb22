//! The short way for nearly every unit: languages and texts and nothing else.
//!
//! What it takes, [`super::record`] reads the same, more slowly; at the least surprise it gives up.

use super::bytes;
use super::raw::Languages;
use crate::unit::{Unit, Variant};

/// The unit, when `record` is written in the plainest form and nothing is wrong with it.
pub(super) fn unit(record: &[u8], languages: &mut Languages) -> Option<Unit> {
    let mut variants = Vec::with_capacity(2);
    let mut rest = record.strip_prefix(b"<tu>")?.trim_ascii_start();
    while let Some(tuv) = rest.strip_prefix(b"<tuv xml:lang=\"") {
        let (tag, behind) = split_at(tuv, b'"')?;
        let segment = behind.strip_prefix(b"\">")?.trim_ascii_start().strip_prefix(b"<seg>")?;
        let (text, behind) = split_at(segment, b'<')?;
        if has_surprise(text) {
            return None;
        }
        let tag = std::str::from_utf8(tag).ok()?;
        let lang = languages.get(tag).filter(|lang| lang.as_str() == tag)?;
        variants.push(Variant::plain(lang, std::str::from_utf8(text).ok()?));
        rest = behind.strip_prefix(b"</seg>")?.trim_ascii_start().strip_prefix(b"</tuv>")?.trim_ascii_start();
    }
    // Any other reason to refuse the unit is found and named on the long way.
    if rest == b"</tu>" { Unit::new(variants).ok() } else { None }
}

fn split_at(bytes: &[u8], end: u8) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(bytes::find(bytes, 0, end)?)
}

/// References, control characters, carriage returns, and what may be U+FFFE.
fn has_surprise(text: &[u8]) -> bool {
    text.iter().fold(false, |found, b| {
        found | (*b == b'&') | (*b == 0xEF) | (*b < 0x20) & (*b != b'\n') & (*b != b'\t')
    })
}

#[cfg(test)]
mod tests {
    use super::super::assemble;
    use super::super::names::Names;
    use super::super::record::Record;
    use super::*;
    use proptest::prelude::*;

    fn long_way(record: &[u8]) -> Result<Vec<Unit>, String> {
        let (names, mut units) = (Names::default(), Vec::new());
        let raw = Record::new(record, &names).unit(&mut Languages::default()).map_err(|d| d.reason)?;
        assemble::units(raw, &[], &mut Vec::new(), |unit, detail| {
            assert!(detail.is_empty());
            units.push(unit);
        })
        .map_err(|d| d.reason)?;
        Ok(units)
    }

    #[test]
    fn a_plain_unit_goes_the_short_way() {
        let record = "<tu>\n  <tuv xml:lang=\"fa\">\n<seg> نان </seg></tuv><tuv xml:lang=\"en\"><seg>bread</seg>\n</tuv>\n</tu>";
        let unit = unit(record.as_bytes(), &mut Languages::default()).unwrap();
        assert_eq!(Ok(vec![unit]), long_way(record.as_bytes()));
    }

    proptest! {
        #[test]
        fn both_ways_lead_to_the_same_unit(
            texts in proptest::collection::vec(("fa|en|de|EN|fa-IR|x", "[نانی\u{200C} a<&;\r\n\t\u{1}\u{FFFE}\u{FEFF}]{0,12}"), 0..4),
            cut in 0usize..400, junk in any::<u8>(), damaged: bool,
        ) {
            let mut record = String::from("<tu>");
            for (tag, text) in &texts {
                record.push_str(&format!("<tuv xml:lang=\"{tag}\"><seg>{text}</seg></tuv>\n"));
            }
            record.push_str("</tu>");
            let mut record = record.into_bytes();
            if damaged && cut < record.len() {
                record[cut] = junk;
            }
            if let Some(unit) = unit(&record, &mut Languages::default()) {
                prop_assert_eq!(Ok(vec![unit]), long_way(&record));
            }
        }
    }
}
