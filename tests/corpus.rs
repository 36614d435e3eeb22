//! What fuzzing once found or reached stays read: the kept corpus of every target, on stable.

use crate::sandbox::repository;

#[path = "fuzz/src/lib.rs"]
mod fuzz;

/// Runs `check` over the kept inputs of a target.
fn replay(target: &str, check: fn(&[u8])) {
    let folder = repository("tests/fuzz/corpus").join(target);
    let mut inputs: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.sort();
    assert!(inputs.len() > 20, "the corpus of {target} is gone");
    for path in inputs {
        let input = std::fs::read(&path).unwrap();
        if std::panic::catch_unwind(|| check(&input)).is_err() {
            panic!("{}", path.display());
        }
    }
}

#[test]
fn tmx_files_of_any_bytes() {
    replay("tmx", fuzz::tmx::check);
}

#[test]
fn tables_of_any_bytes() {
    replay("csv", fuzz::csv::check);
}

#[test]
fn documents_and_rules_of_any_bytes() {
    replay("segment", fuzz::segment::check);
}

#[test]
fn merges_in_any_order() {
    replay("store_merge", fuzz::store_merge::check);
}

#[test]
fn pairs_of_any_bytes() {
    replay("meaning", fuzz::meaning::check);
}

#[test]
fn an_index_of_any_bytes() {
    replay("index_open", fuzz::index_open::check);
}

#[test]
fn terms_of_any_bytes() {
    replay("tbx", fuzz::tbx::check);
}
