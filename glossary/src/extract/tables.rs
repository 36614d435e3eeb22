//! The lists of `data/extract`, read once.

use std::sync::OnceLock;

use tm::listed::{ListedMap, ListedSet};
use tm::text::{ZWNJ, fold_text};

/// Where a listed word may stand in a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: a phrase ends before it.
    Nowhere,
    /// At the beginning or inside, not as a term by itself and not at its end.
    NotAlone,
}

/// All lists, by folded words without ZWNJ.
#[derive(Debug)]
pub(super) struct Tables {
    /// Words that make no term.
    pub(super) stop: ListedMap<String, Place>,
    /// How often a word stands in a million words of general text.
    pub(super) background: ListedMap<String, f64>,
    /// Words that terms of the subject begin with, and whether they are terms by themselves too.
    pub(super) heads: ListedMap<String, bool>,
    /// Words with the preposition or conjunction that may follow them inside a term.
    pub(super) links: ListedMap<String, Vec<String>>,
    /// Every form of every verb, and whether its verb makes verbs of nouns.
    pub(super) verbs: ListedMap<String, bool>,
    /// Endings of nouns of people.
    pub(super) agents: Vec<String>,
    /// Endings of names of actions, systems and documents.
    pub(super) formatives: Vec<String>,
    /// Singulars by broken plural.
    pub(super) broken_plurals: ListedMap<String, String>,
    /// Words in -u and -eh that end in a consonant.
    pub(super) consonantal: ListedSet<String>,
}

/// Verbs that make a verb of the noun before them: what stands before one is no part of a longer noun phrase.
const LIGHT: &[&str] = &[
    "کردن",
    "شدن",
    "دادن",
    "زدن",
    "گرفتن",
    "آوردن",
    "کشیدن",
    "خوردن",
    "یافتن",
    "نمودن",
    "رساندن",
    "بردن",
    "گذاشتن",
    "بستن",
    "انداختن",
    "ساختن",
    "گشتن",
    "گردیدن",
    "ورزیدن",
    "رفتن",
    "رسیدن",
];

impl Tables {
    /// The tables.
    pub(super) fn get() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(Tables::read)
    }

    fn read() -> Tables {
        let words = rows(include_str!("../../data/fa/words.tsv"));
        let first = |table| rows(table).filter_map(|row| row.first().map(|word| plain(word)));
        Tables {
            stop: rows(include_str!("../../data/extract/stop.tsv")).filter_map(|row| stop(&row)).collect(),
            background: rows(include_str!("../../data/extract/background.tsv"))
                .filter_map(|row| Some((plain(row.get(1)?), row.first()?.parse().ok()?)))
                .collect(),
            heads: rows(include_str!("../../data/extract/heads.tsv"))
                .filter_map(|row| Some((plain(row.first()?), *row.get(1)? == "term")))
                .collect(),
            links: links(),
            verbs: verbs(&first(include_str!("../../data/extract/verb_nouns.tsv")).collect()),
            agents: first(include_str!("../../data/extract/agents.tsv")).collect(),
            formatives: first(include_str!("../../data/extract/formatives.tsv")).collect(),
            broken_plurals: rows(include_str!("../../data/fa/broken_plurals.tsv"))
                .filter_map(|row| Some((plain(row.get(1)?), plain(row.first()?))))
                .collect(),
            consonantal: words
                .filter(|row| row.first() == Some(&"consonantal"))
                .filter_map(|row| row.get(1).map(|word| plain(word)))
                .collect(),
        }
    }

    /// Whether a word is known as it stands, so that its end is no ending.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.background.contains_key(word) || self.heads.contains_key(word) || self.stop.contains_key(word)
    }
}

/// A word as the lists have it: folded, without ZWNJ and blanks.
pub(super) fn plain(word: &str) -> String {
    fold_text(word).chars().filter(|c| *c != ZWNJ && *c != ' ').collect()
}

/// The rows of a table without its header.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

fn stop(row: &[&str]) -> Option<(String, Place)> {
    let [word, place, ..] = row else { return None };
    let place = match *place {
        "any" => Place::Nowhere,
        "alone" => Place::NotAlone,
        _ => return None,
    };
    Some((plain(word), place))
}

fn links() -> ListedMap<String, Vec<String>> {
    let mut links: ListedMap<String, Vec<String>> = ListedMap::default();
    for row in rows(include_str!("../../data/extract/links.tsv")) {
        if let [word, link, ..] = row.as_slice() {
            links.entry(plain(word)).or_default().push(plain(link));
        }
    }
    links
}

fn verbs(nouns: &ListedSet<String>) -> ListedMap<String, bool> {
    let mut forms = ListedMap::default();
    let ours = rows(include_str!("../../data/fa/verbs.tsv"));
    for row in ours.chain(rows(include_str!("../../data/extract/verbs.tsv"))) {
        let [infinitive, past, present, ..] = row.as_slice() else { continue };
        let is_light = LIGHT.contains(infinitive);
        let mut add = |form: String| {
            if !nouns.contains(&form) {
                *forms.entry(form).or_insert(false) |= is_light;
            }
        };
        let past = plain(past);
        for prefix in ["", "ن", "می", "نمی"] {
            for ending in PAST {
                add(format!("{prefix}{past}{ending}"));
            }
        }
        for stem in present.split(',').map(plain) {
            for (prefix, endings) in [("ب", PRESENT), ("ن", PRESENT), ("می", PERSONAL), ("نمی", PERSONAL)]
            {
                for ending in endings {
                    add(format!("{prefix}{stem}{ending}"));
                }
            }
        }
        add(plain(infinitive));
        if is_light || is_bare(infinitive) {
            for stem in present.split(',').map(plain) {
                SUBJUNCTIVE.iter().for_each(|ending| add(format!("{stem}{ending}")));
            }
        }
    }
    forms
}

/// Whether the subjunctive of a verb goes without a prefix: باشد, برگردند.
fn is_bare(infinitive: &str) -> bool {
    infinitive == "بودن"
        || infinitive == "داشتن"
        || PREVERBS.iter().any(|preverb| infinitive.starts_with(preverb))
}

const PREVERBS: &[&str] = &["بر", "باز", "در", "فرا", "فرو", "وا"];

/// Endings of a subjunctive without a prefix that make no noun of the stem.
const SUBJUNCTIVE: &[&str] = &["م", "د", "یم", "ید", "ند"];

/// Endings of past stems, those of the participle with them.
const PAST: &[&str] =
    &["", "م", "ی", "یم", "ید", "ند", "ه", "هام", "های", "هایم", "هاید", "هاند", "هاست", "هبود", "هشد", "ن"];

/// Endings of present stems behind a prefix that says so.
const PERSONAL: &[&str] = &["م", "ی", "د", "یم", "ید", "ند", "ه", "ن"];

/// The same, and the bare stem.
const PRESENT: &[&str] = &["", "م", "ی", "د", "یم", "ید", "ند"];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn lint(table: &'static str, cells: usize, key: usize) {
        let mut seen = HashSet::new();
        for row in rows(table) {
            assert_eq!(row.len(), cells, "{row:?}");
            assert!(row.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "{row:?}");
            assert!(seen.insert(row[..key].to_vec()), "{row:?} stands twice");
        }
    }

    #[test]
    fn every_row_is_whole_and_stands_once() {
        lint(include_str!("../../data/extract/stop.tsv"), 3, 1);
        lint(include_str!("../../data/extract/background.tsv"), 2, 2);
        lint(include_str!("../../data/extract/heads.tsv"), 3, 1);
        lint(include_str!("../../data/extract/links.tsv"), 3, 2);
        lint(include_str!("../../data/extract/verbs.tsv"), 3, 1);
        lint(include_str!("../../data/extract/verb_nouns.tsv"), 2, 1);
        lint(include_str!("../../data/extract/agents.tsv"), 2, 1);
        lint(include_str!("../../data/extract/formatives.tsv"), 2, 1);
    }

    #[test]
    fn every_row_is_understood() {
        let tables = Tables::get();
        for row in rows(include_str!("../../data/extract/stop.tsv")) {
            assert!(stop(&row).is_some(), "{row:?}");
        }
        for row in rows(include_str!("../../data/extract/heads.tsv")) {
            assert!(["term", "head"].contains(&row[1]), "{row:?}");
            assert!(tables.stop.get(&plain(row[0])) != Some(&Place::Nowhere), "{row:?} may stand nowhere");
        }
        assert!(tables.background.values().all(|rate| *rate > 0.0));
    }

    #[test]
    fn nouns_are_no_verbs() {
        let tables = Tables::get();
        for noun in
            ["بازداشت", "زندان", "میدان", "بدهی", "درمان", "سیاست", "بازنشسته", "خواسته", "کارگر", "پرداخت"]
        {
            assert!(!tables.verbs.contains_key(noun), "{noun}");
        }
        for verb in ["کردند", "نمیکنند", "میگوید", "بروند", "برگردند", "باشد", "شدهاند", "شناخته", "داریم"]
        {
            assert!(tables.verbs.contains_key(verb), "{verb}");
        }
    }
}
