//! A table or JSONL file of any bytes: read without panic, and what was read is exported and read again unchanged.

use std::io::Cursor;

use tm::lang::Lang;
use tm::store::{MemoryStore, Sighting, TxInfo, UnitStore, UnitWriter};
use tm::unit::{Unit, UnitId};
use workbench::args::{ExportFormat, ImportFormat};
use workbench::reading::pairs::{Assumed, prepare_stream};

/// The whole check of one input; its first byte says which format the rest is.
pub fn check(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let format = match first % 3 {
        0 => ImportFormat::Csv,
        1 => ImportFormat::Tsv,
        _ => ImportFormat::Jsonl,
    };
    let named = (first / 3).is_multiple_of(2);
    let columns = if named { vec![Lang::persian(), Lang::parse("en").unwrap()] } else { Vec::new() };
    let assumed = Assumed { columns, texts: Vec::new() };
    let mut store = MemoryStore::new();
    let info = TxInfo { day: "2026-01-01".into(), command: "import".into(), origin: "fuzz".into() };
    store.begin(&info).unwrap();
    for unit in read(rest, format, &assumed) {
        store.add(&unit, &Sighting::default(), false).unwrap();
    }
    store.commit().unwrap();
    for export in [ExportFormat::Csv, ExportFormat::Jsonl] {
        comes_back(&store, export);
    }
}

fn read(bytes: &[u8], format: ImportFormat, assumed: &Assumed) -> Vec<Unit> {
    let mut units = Vec::new();
    let Ok(file) = prepare_stream("fuzz", format, assumed, Box::new(Cursor::new(bytes.to_vec()))) else {
        return units;
    };
    // A line too long ends the file with an error; the program keeps nothing then, here it is as good as an end.
    let _ = file.read(&mut |item| {
        units.extend(item.map(|pair| pair.unit));
        Ok(())
    });
    units
}

/// Exports the store and reads the file: every unit that is not hidden behind a larger one comes back.
fn comes_back(store: &MemoryStore, format: ExportFormat) {
    let ids = store.ids().unwrap();
    let units: Vec<Unit> = ids.iter().filter_map(|id| store.facts(id).unwrap()?.unit).collect();
    if units.is_empty() || format == ExportFormat::Csv && !is_told_apart(&units) {
        return;
    }
    let written = super::export(store, format);
    let import = if format == ExportFormat::Csv { ImportFormat::Csv } else { ImportFormat::Jsonl };
    let mut again: Vec<UnitId> = read(&written, import, &Assumed::default()).iter().map(Unit::id).collect();
    again.sort();
    let visible = |unit: &&Unit| !store.is_hidden(unit, &|_| true).unwrap();
    let mut expected: Vec<UnitId> = units.iter().filter(visible).map(Unit::id).collect();
    expected.sort();
    assert_eq!(again, expected, "{}", String::from_utf8_lossy(&written));
}

/// Whether the header of a table says what its columns are: one language is known, none is Indonesian, whose tag is
/// also what a column of identifiers is called.
fn is_told_apart(units: &[Unit]) -> bool {
    let mut langs = units.iter().flat_map(Unit::variants).map(|v| &v.lang);
    langs.clone().any(|lang| Lang::parse_known(lang.as_str()).is_ok())
        && langs.all(|lang| lang.as_str() != "id")
}
