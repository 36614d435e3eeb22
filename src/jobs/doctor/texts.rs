//! Texts that came in garbled, and spellings that matching looks through.

use std::collections::HashMap;

use rusqlite::Connection;
use tm::encoding::fault::{Fault, faults};
use tm::lang::Lang;
use tm::sqlite::SqliteStore;
use tm::store::UnitStore;

use super::{Check, State};
use crate::ui::text::counted;

/// Texts shown for each fault.
const EXAMPLES: usize = 3;

/// Characters of a text that are shown: one line of a terminal.
const SHOWN: usize = 76;

#[derive(Default)]
struct Found {
    count: u64,
    examples: Vec<String>,
}

pub(super) fn checks(connection: &Connection) -> Vec<Check> {
    let mut found: HashMap<Fault, Found> = HashMap::new();
    let mut langs: HashMap<String, Option<Lang>> = HashMap::new();
    let read = SqliteStore::new(connection).scan(&mut |_, variants| {
        for variant in variants {
            if !langs.contains_key(variant.lang) {
                langs.insert(variant.lang.to_owned(), Lang::parse(variant.lang).ok());
            }
            let Some(Some(lang)) = langs.get(variant.lang) else { continue };
            for fault in faults(variant.text, lang) {
                let found = found.entry(fault).or_default();
                found.count += 1;
                if found.examples.len() < EXAMPLES {
                    found.examples.push(variant.text.chars().take(SHOWN).collect());
                }
            }
        }
    });
    if read.is_err() {
        // What cannot be read has been told already.
        return Vec::new();
    }
    Fault::ALL.into_iter().map(|fault| check(fault, found.remove(&fault).unwrap_or_default())).collect()
}

fn check(fault: Fault, found: Found) -> Check {
    let again = "import the file again from its source, in UTF-8, and remove these units (tm remove)";
    let (name, what, state, advice) = match fault {
        Fault::Replacement => {
            ("lost characters", "with U+FFFD, a character that was lost", State::Problem, again)
        }
        Fault::Garbled => ("encodings", "in a wrong encoding, such as \"Ø§Ù„\"", State::Problem, again),
        Fault::Control => (
            "control characters",
            "with control characters or marks that turn lines around",
            State::Problem,
            "tm edit corrects a translation",
        ),
        Fault::Decomposed => (
            "normal form",
            "with letters and marks apart (not NFC)",
            State::Note,
            "matching looks through it; other programs may not",
        ),
        Fault::ArabicLetters => (
            "Arabic letters",
            "with Arabic yeh or kaf in Persian",
            State::Note,
            "matching looks through it; tm dedupe finds units that differ in nothing else",
        ),
    };
    let texts = format!("{} {what}", counted(found.count, "text"));
    if found.count == 0 {
        return Check::ok(name, format!("no text {what}"));
    }
    Check {
        state,
        advice: Some(advice.to_owned()),
        examples: found.examples,
        ..Check::ok(name, texts).counted(found.count)
    }
}
