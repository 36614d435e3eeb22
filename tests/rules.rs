//! The sentence rules that were compiled ahead are those of the SRX files.

use std::fs;
use std::path::Path;

/// With `TM_MAKE_RULES` set, writes them instead.
#[test]
fn the_rules_compiled_ahead_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tm/data/segment");
    for (name, content) in tm::segment::rules_ahead().unwrap() {
        let file = folder.join(name);
        if std::env::var_os("TM_MAKE_RULES").is_some() {
            fs::write(&file, content).unwrap();
            continue;
        }
        let is_fresh = fs::read(&file).unwrap() == content;
        assert!(
            is_fresh,
            "{name} is older than the rules: run TM_MAKE_RULES=1 cargo test --test integration rules::"
        );
    }
}
