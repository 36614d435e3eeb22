//! The laws of the house: who may depend on whom, and what the libraries may not touch.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with this ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Packages of this workspace that a manifest names as dependencies of any kind.
fn own_dependencies(manifest: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(manifest).unwrap();
    let table: toml::Table = text.parse().unwrap();
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|kind| table.get(*kind)?.as_table())
        .flat_map(|dependencies| dependencies.keys().cloned())
        .filter(|name| ["tm", "glossary", "workbench"].contains(&name.as_str()))
        .collect()
}

#[test]
fn dependencies_go_one_way() {
    let of = |manifest: &str| own_dependencies(&root().join(manifest)).into_iter().collect::<Vec<_>>();
    assert_eq!(of("tm/Cargo.toml"), Vec::<String>::new());
    assert_eq!(of("glossary/Cargo.toml"), ["tm"]);
    assert_eq!(of("Cargo.toml"), ["glossary", "tm"]);
    let workspace: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let members = workspace["workspace"]["members"].as_array().unwrap();
    assert_eq!(members.len(), 3, "a fourth package needs a reason in src/ARCHITECTURE.md");
    assert_eq!(Some(members), workspace["workspace"]["default-members"].as_array());
}

#[test]
fn libraries_touch_no_file_clock_terminal_or_network() {
    const FORBIDDEN: &[&str] = &[
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "println!",
        "eprintln!",
        "SystemTime::now",
        "Instant::now",
        "io::stdin",
        "io::stdout",
        "io::stderr",
    ];
    for library in ["tm/src", "glossary/src"] {
        for file in files(&root().join(library), "rs") {
            let text = fs::read_to_string(&file).unwrap();
            for word in FORBIDDEN {
                assert!(!text.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}

#[test]
fn the_glossary_reaches_into_nothing_but_tm() {
    for file in files(&root().join("tm/src"), "rs") {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("glossary::") && !text.contains("workbench::"), "{}", file.display());
    }
    for file in files(&root().join("glossary/src"), "rs") {
        assert!(!fs::read_to_string(&file).unwrap().contains("workbench::"), "{}", file.display());
    }
}

/// A raw invisible character in source misleads whoever reads it.
#[test]
fn invisible_characters_are_escaped_in_source() {
    for folder in ["src", "tm/src", "glossary/src"] {
        for file in files(&root().join(folder), "rs") {
            for (line, text) in (1..).zip(fs::read_to_string(&file).unwrap().lines()) {
                let invisible = |c: &char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
                assert!(
                    !text.chars().any(|c| invisible(&c)),
                    "{}:{line} has a raw invisible character",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn no_source_file_is_longer_than_six_hundred_lines() {
    for folder in ["src", "tm/src", "glossary/src", "tests"] {
        for file in files(&root().join(folder), "rs") {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= 600, "{} has {lines} lines", file.display());
        }
    }
}

#[test]
fn every_room_is_on_the_map() {
    let map = fs::read_to_string(root().join("src/ARCHITECTURE.md")).unwrap();
    for (folder, prefix) in [("src", "src"), ("tm/src", "tm/src"), ("glossary/src", "glossary/src")] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let room = name.trim_end_matches(".rs");
            if ["lib", "main", "ARCHITECTURE.md"].contains(&room) {
                continue;
            }
            assert!(
                map.contains(&format!("`{room}`")),
                "ARCHITECTURE.md does not say what {prefix}/{name} is for"
            );
        }
    }
}

/// Every table of rules is tab-separated, whole, and says a reason for each row.
#[test]
fn data_tables_are_whole() {
    for folder in ["tm/data", "glossary/data"] {
        for file in files(&root().join(folder), "tsv") {
            let text = fs::read_to_string(&file).unwrap();
            let columns = text.lines().next().unwrap().split('\t').count();
            assert!(columns > 1 && text.ends_with('\n') && !text.contains('\r'), "{}", file.display());
            for (line, row) in (1..).zip(text.lines()) {
                let cells: Vec<&str> = row.split('\t').collect();
                assert_eq!(cells.len(), columns, "{}:{line}", file.display());
                assert!(cells.iter().all(|c| c.trim() == *c), "{}:{line} has stray spaces", file.display());
            }
        }
    }
}
