//! What goes out comes back, and the same content is the same bytes.

use crate::sandbox::{Sandbox, repository};

/// Facts of every unit, as a full export of every format tells them.
fn everything(sandbox: &Sandbox, db: &str) -> (Vec<u8>, Vec<u8>) {
    let export = |format: &str| {
        let output = sandbox.output(&["--db", db, "export", "-", "--full", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    (export("tmx"), export("jsonl"))
}

fn fill(sandbox: &Sandbox, db: &str, files: &[&str]) {
    for file in files {
        let path = repository(file);
        assert_eq!(sandbox.code(&["--db", db, "import", path.to_str().unwrap()]), 0, "{file}");
    }
}

const FILES: [&str; 3] =
    ["tm/data/starter/movement.tmx", "tests/fixtures/tmx/codes.tmx", "tests/fixtures/tmx/several.tmx"];

#[test]
fn import_export_import_gives_the_same_units() {
    for format in ["tmx", "jsonl", "csv"] {
        let sandbox = Sandbox::new();
        fill(&sandbox, "a.tmdb", &FILES[..1]);
        let out = format!("out.{format}");
        assert_eq!(sandbox.code(&["--db", "a.tmdb", "export", &out]), 0);
        assert_eq!(sandbox.code(&["--db", "b.tmdb", "import", &out]), 0);
        let again = format!("again.{format}");
        assert_eq!(sandbox.code(&["--db", "b.tmdb", "export", &again]), 0);
        assert!(sandbox.read(&out) == sandbox.read(&again), "{format}");
        let units = |db| everything(&sandbox, db).1;
        assert!(units("a.tmdb") == units("b.tmdb"), "{format}");
    }
}

#[test]
fn a_full_export_restores_everything() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    sandbox.tm(&["--db", "a.tmdb", "export", "full.tmx", "--full"]);
    assert_eq!(sandbox.code(&["--db", "b.tmdb", "import", "full.tmx"]), 0);
    let (a, b) = (everything(&sandbox, "a.tmdb"), everything(&sandbox, "b.tmdb"));
    assert_eq!(String::from_utf8(a.0).unwrap(), String::from_utf8(b.0).unwrap());
    assert!(a.1 == b.1);
    let again = sandbox.tm(&["--db", "b.tmdb", "import", "full.tmx"]);
    assert!(again.contains("0 new") && !again.contains("merged"), "{again}");
}

#[test]
fn the_order_of_import_does_not_matter() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    let reversed: Vec<&str> = FILES.iter().rev().copied().collect();
    fill(&sandbox, "b.tmdb", &reversed);
    for options in
        [&[][..], &["-t", "en"], &["-t", "de,fr"], &["--format", "csv"], &["--format", "jsonl"], &["--full"]]
    {
        let export = |db| sandbox.output(&[&["--db", db, "export", "-"], options].concat()).stdout;
        let (a, b) = (export("a.tmdb"), export("b.tmdb"));
        assert!(!a.is_empty() && a == b, "{options:?}");
    }
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    let before = everything(&sandbox, "a.tmdb");
    fill(&sandbox, "a.tmdb", &FILES);
    assert!(everything(&sandbox, "a.tmdb") == before);
}

#[test]
fn the_default_export_tells_nothing_about_people() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    let text = String::from_utf8(sandbox.output(&["--db", "a.tmdb", "export", "-"]).stdout).unwrap();
    for word in [
        "golnar",
        "creationid",
        "creationdate",
        "changedate",
        "<note",
        "<prop",
        "tuid",
        "x-project",
        "codes.tmx",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    let full = String::from_utf8(everything(&sandbox, "a.tmdb").0).unwrap();
    for word in ["golnar", "creationdate", "<note", "x-project"] {
        assert!(full.contains(word), "{word}");
    }
}
