//! Every file in `tests/fixtures/tmx` by being there: what is read from it, and that nothing of it gets lost.
//!
//! What is expected stands beside each file, `NAME.tmx` in `NAME.txt`. `INSTA_UPDATE=always cargo test` writes it anew;
//! read what has changed. A unit is shown by line with codes as `{1` (opens), `1}` (closes) and `{1}` (alone).

mod listing;
mod structure;

use std::path::{Path, PathBuf};

use crate::sandbox::{Sandbox, repository};
use structure::Tree;

fn fixtures() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![repository("tests/fixtures/tmx")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "tmx" || e == "gz") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(found.len() >= 60, "{}", found.len());
    found
}

/// The path below the fixtures, for messages.
fn name(path: &Path) -> String {
    path.strip_prefix(repository("tests/fixtures/tmx")).unwrap().display().to_string()
}

/// Runs `check` for every fixture and fails with all that went wrong.
fn for_every_fixture(check: impl Fn(&Path) -> Result<(), String>) {
    let failed: Vec<String> = fixtures()
        .iter()
        .filter_map(|path| check(path).err().map(|why| format!("{}: {why}", name(path))))
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

fn import(sandbox: &Sandbox, db: &str, file: &Path) -> std::process::Output {
    sandbox.output(&["--db", db, "import", file.to_str().unwrap()])
}

fn export(sandbox: &Sandbox, db: &str, options: &[&str]) -> Vec<u8> {
    let output = sandbox.output(&[&["--db", db, "export", "-", "-q"], options].concat());
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A memory with what a fixture gives; `None` for one that is refused.
fn imported(file: &Path) -> Option<Sandbox> {
    let sandbox = Sandbox::new();
    import(&sandbox, "a.tmdb", file);
    sandbox.path("a.tmdb").exists().then_some(sandbox)
}

#[test]
fn every_file_is_read_as_its_listing_says() {
    for_every_fixture(|path| {
        let told = listing::of(path, &import(&Sandbox::new(), "a.tmdb", path));
        let beside = path.with_extension("txt");
        if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
            std::fs::write(&beside, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        if told == expected { Ok(()) } else { Err(format!("--- expected\n{expected}\n--- read\n{told}")) }
    });
}

#[test]
fn a_full_export_of_every_file_restores_it() {
    for_every_fixture(|path| {
        let Some(sandbox) = imported(path) else { return Ok(()) };
        let first = export(&sandbox, "a.tmdb", &["--full"]);
        sandbox.file("full.tmx", &first);
        import(&sandbox, "b.tmdb", Path::new("full.tmx"));
        if export(&sandbox, "b.tmdb", &["--full"]) != first {
            return Err("a second full export has other bytes".to_owned());
        }
        let again = sandbox.tm(&["--db", "b.tmdb", "import", "full.tmx"]);
        if !again.contains(" 0 new") || again.contains("merged") {
            return Err(format!("importing the backup again changed something: {again}"));
        }
        Ok(())
    });
}

#[test]
fn importing_every_file_twice_changes_nothing() {
    for_every_fixture(|path| {
        let Some(sandbox) = imported(path) else { return Ok(()) };
        let everything = || (export(&sandbox, "a.tmdb", &["--full"]), export(&sandbox, "a.tmdb", &[]));
        let before = everything();
        let again = String::from_utf8(import(&sandbox, "a.tmdb", path).stderr).unwrap();
        if everything() != before || !again.contains(" 0 new") || again.contains("merged") {
            return Err(format!("a second import changed something: {again}"));
        }
        Ok(())
    });
}

#[test]
fn nothing_a_file_says_gets_lost_in_a_full_export() {
    let mut compared = 0;
    for path in fixtures() {
        // The comparison has eyes of its own, which see well-formed UTF-8 without entities only.
        let Some(original) = std::fs::read(&path).ok().and_then(|bytes| Tree::read(&bytes)) else { continue };
        let Some(sandbox) = imported(&path) else { continue };
        let full = Tree::read(&export(&sandbox, "a.tmdb", &["--full"])).unwrap();
        let lost = full.lost_of(&original);
        let said = String::from_utf8(import(&Sandbox::new(), "b.tmdb", &path).stderr).unwrap();
        // A skipped unit is named by the line where the damage is.
        let skipped = |lines: &std::ops::RangeInclusive<u64>| {
            lines.clone().any(|line| said.contains(&format!("line {line}: ")))
        };
        let lost: Vec<_> = lost.into_iter().filter(|(lines, _)| !skipped(lines)).collect();
        assert!(lost.is_empty(), "{}: {lost:#?}", name(&path));
        compared += 1;
    }
    assert!(compared >= 50, "only {compared} files were compared");
}

#[test]
fn the_default_export_of_every_file_keeps_the_rules_of_other_programs() {
    for_every_fixture(|path| {
        let Some(sandbox) = imported(path) else { return Ok(()) };
        structure::check_export(&export(&sandbox, "a.tmdb", &[]))
    });
}

#[test]
fn a_million_elements_deep_is_one_damaged_unit() {
    const DEPTH: usize = 1_000_000;
    let sandbox = Sandbox::new();
    let good = "<tu><tuv xml:lang=\"fa\"><seg>\u{646}\u{648}\u{628}\u{62A} \u{645}\u{627}</seg></tuv><tuv xml:lang=\"en\"><seg>our turn</seg></tuv></tu>";
    for element in ["hi", "sub", "prop"] {
        let deep = format!("<{element}>").repeat(DEPTH) + &format!("</{element}>").repeat(DEPTH);
        let units = format!("<tu><tuv xml:lang=\"fa\"><seg>{deep}</seg></tuv></tu>\n{good}\n");
        sandbox.file("deep.tmx", format!("<tmx version=\"1.4\"><header/><body>\n{units}</body></tmx>\n"));
        let said = sandbox.tm(&["--db", &format!("{element}.tmdb"), "import", "deep.tmx"]);
        assert!(
            said.contains("deep.tmx: line 2: ") && said.contains("1 new, 1 skipped"),
            "{element}: {said}"
        );
    }
}

#[test]
fn every_file_is_described() {
    let readme = std::fs::read_to_string(repository("tests/fixtures/tmx/README.md")).unwrap();
    for_every_fixture(|path| {
        let name = name(path);
        if readme.contains(&format!("`{name}`")) {
            Ok(())
        } else {
            Err("README.md does not say what it shows".to_owned())
        }
    });
}
