//! A TMX file of any bytes: read without panic, and what was read is written and read again unchanged.

use tm::detail::Detail;
use tm::lang::Lang;
use tm::tmx::{Entry, ReadOptions, Reader, WriteOptions, Writer};
use tm::unit::Unit;

/// The whole check of one input.
pub fn check(bytes: &[u8]) {
    let entries = read(bytes);
    let units: Vec<Unit> = entries.iter().map(|entry| entry.unit.clone()).collect();
    let short = write(&units);
    let units_again: Vec<Unit> = read(&short).into_iter().map(|entry| entry.unit).collect();
    assert_eq!(units_again, units, "{}", String::from_utf8_lossy(&short));
    assert_eq!(write(&units_again), short);

    if entries.iter().any(|entry| holds_structure(&entry.detail)) {
        return;
    }
    let full = write_full(&entries);
    let again = read(&full);
    let contents = |entries: &[Entry]| -> Vec<(Unit, Detail)> {
        entries.iter().map(|entry| (entry.unit.clone(), entry.detail.clone())).collect()
    };
    assert_eq!(contents(&again), contents(&entries), "{}", String::from_utf8_lossy(&full));
    assert_eq!(write_full(&again), full);
}

/// Whether an element stands where TMX has another place for it, such as a header in a text or a `seg` beside the
/// texts: it is written as something else, lest it be taken for what it is called.
fn holds_structure(detail: &Detail) -> bool {
    let structure = |name: &str| {
        ["tmx", "header", "body", "tu", "tuv", "seg"].iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    let variants = || detail.variants.iter();
    let notes = detail.annotations.iter().chain(variants().flat_map(|variant| &variant.annotations));
    notes.into_iter().any(|note| structure(&note.element))
        || variants().flat_map(|variant| &variant.natives).any(|native| structure(&native.element))
}

fn read(bytes: &[u8]) -> Vec<Entry> {
    // Small enough that inputs reach it, with room for what is written longer than it was read.
    let options = ReadOptions { assumed: vec![Lang::persian()], unit_bytes: 64 << 10 };
    Reader::new(bytes, options).map(|reader| reader.flatten().collect()).unwrap_or_default()
}

fn write(units: &[Unit]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &WriteOptions::default()).unwrap();
    units.iter().for_each(|unit| writer.unit(unit, &Lang::persian()).unwrap());
    writer.finish().unwrap()
}

fn write_full(entries: &[Entry]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &WriteOptions { source: Some(Lang::persian()) }).unwrap();
    entries.iter().for_each(|e| writer.unit_full(&e.unit, &e.detail, &Lang::persian()).unwrap());
    writer.finish().unwrap()
}
