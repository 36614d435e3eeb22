//! How fast a TMX becomes a memory, with WAL and full synchronisation.
//!
//! Corpus: [`corpus`], two-language units of 16 words in the mean.
//!
//! A run of 2026-11-21 on two shared cores (wall time, median of three; the CPU time of `tm import` of a million units
//! was 8.2 s, 122,000 units a CPU second, with 76 MB at its peak):
//!
//! | units | import | units a second |
//! |---|---|---|
//! | 10,000 | 0.148 s | 67,500 |
//! | 100,000 | 0.910 s | 109,800 |
//! | 1,000,000 | 9.893 s | 101,000 |
//! | 100,000, reading alone | 0.083 s | 1,201,000 |

#[allow(dead_code, reason = "one corpus for several benches")]
mod corpus;

use divan::counter::ItemsCount;
use tm::sqlite::SqliteStore;
use tm::store::{Sighting, TxInfo, UnitStore, UnitWriter};
use tm::tmx::{ReadOptions, Reader};

fn main() {
    divan::main();
}

#[divan::bench(args = [10_000, 100_000, 1_000_000], sample_count = 3, sample_size = 1)]
fn import(bencher: divan::Bencher<'_, '_>, units: usize) {
    let file = tmx(&corpus::pairs(units));
    bencher.counter(ItemsCount::new(units)).with_inputs(|| tempfile::tempdir().unwrap()).bench_values(
        |folder| {
            let path = folder.path().join("memory.tmdb");
            workbench::workspace::create(&path).unwrap();
            let connection = workbench::workspace::open_for_writing(&path).unwrap();
            let mut store = SqliteStore::new(&connection);
            let info = TxInfo { day: "2026-05-01".into(), command: "import".into(), origin: "bench".into() };
            let seen = Sighting { label: "bench".into(), detail: Vec::new() };
            store.begin(&info).unwrap();
            for entry in Reader::new(file.as_slice(), ReadOptions::default()).unwrap() {
                store.add(&entry.unwrap().unit, &seen, false).unwrap();
            }
            store.commit().unwrap();
            assert_eq!(store.live_units().unwrap(), units as u64);
            folder
        },
    );
}

/// Reading alone, for the ratio.
#[divan::bench(args = [100_000], sample_count = 5, sample_size = 1)]
fn read(bencher: divan::Bencher<'_, '_>, units: usize) {
    let file = tmx(&corpus::pairs(units));
    bencher.counter(ItemsCount::new(units)).bench(|| {
        let reader = Reader::new(file.as_slice(), ReadOptions::default()).unwrap();
        let count = reader.filter(|entry| entry.is_ok()).count();
        assert_eq!(count, units);
    });
}

/// The pairs as TMX.
fn tmx(pairs: &[(String, String)]) -> Vec<u8> {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header creationtool=\"x\" creationtoolversion=\"1\" \
         segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"fa\" datatype=\"plaintext\"/><body>\n",
    );
    for (fa, en) in pairs {
        out.push_str(&format!(
            "<tu><tuv xml:lang=\"fa\"><seg>{fa}</seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n"
        ));
    }
    out.push_str("</body></tmx>\n");
    out.into_bytes()
}
