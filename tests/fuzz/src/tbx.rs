//! A file of terms of any bytes: read without panic, and what was read is written in every format and read again unchanged.

use std::io::Read;

use glossary::Concept;
use glossary::clean::cleaned;
use glossary::from_memory::read_tmx;
use glossary::omegat::{read_omegat, write_omegat};
use glossary::tbx::{Version, read_tbx, write_tbx};
use glossary::tsv::{Pair, Reading, read_table, read_tsv, write_tsv};
use tm::encoding::{Decoder, decode_document};
use tm::lang::Lang;

/// The whole check of one input; its first byte says what the rest is taken for, mostly for TBX.
pub fn check(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let pair = Pair { source: Lang::persian(), target: Lang::parse("en").unwrap() };
    let reading = match first % 8 {
        0 => decode_document(rest).ok().and_then(|text| read_table(&text.text, Some(&pair)).ok()),
        1 => decode_document(rest).ok().map(|text| read_omegat(&text.text, &pair)),
        2 => read_tmx(rest, &pair.source, &[]).ok(),
        _ => {
            let mut text = String::new();
            Decoder::new(rest).read_to_string(&mut text).ok().and_then(|_| read_tbx(&text).ok())
        }
    };
    let Some(reading) = reading else { return };
    assert_eq!(reading.concepts.len(), reading.lines.len());
    comes_back(&reading.concepts);
    let clean = cleaned(reading);
    comes_back(&clean.concepts);
    write_omegat(&clean.concepts, &pair);
    let again = cleaned(Reading { skipped: Vec::new(), cleaned: Vec::new(), ..clean.clone() });
    assert_eq!(again.concepts, clean.concepts);
    assert!(again.skipped.is_empty() && again.cleaned.is_empty());
}

/// Writes the concepts as a table and as TBX of both versions and reads them again.
fn comes_back(concepts: &[Concept]) {
    assert_eq!(read_tsv(&write_tsv(concepts)).unwrap().concepts, concepts);
    for version in [Version::Two, Version::Three] {
        let written = write_tbx(concepts, version);
        let reading = read_tbx(&written.text).unwrap();
        // What XML cannot hold is gone from what is written, and has been counted.
        if written.lost.is_empty() && are_told_apart(concepts) {
            assert_eq!(reading.concepts.len(), concepts.len(), "{}", written.text);
            reading.concepts.iter().zip(concepts).for_each(|(again, concept)| assert_eq!(again, concept));
        }
        let again = write_tbx(&reading.concepts, version);
        assert_eq!(read_tbx(&again.text).unwrap().concepts, reading.concepts, "{}", again.text);
    }
}

/// Whether no id stands twice in a collection: a later one is given up.
fn are_told_apart(concepts: &[Concept]) -> bool {
    let mut seen = std::collections::HashSet::new();
    concepts.iter().all(|c| c.external_id.is_none() || seen.insert((&c.termbase, &c.external_id)))
}
