//! The listed places, bodies, first names, family names and words: `data/name/*.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::NameKind;
use super::form::{Form, is_folded, words};
use super::skeleton;

/// A listed name of a place or body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    pub(super) row: usize,
    pub(super) kind: NameKind,
    /// Whether it is a name only behind a word that says so.
    pub(super) cue: bool,
}

/// All tables.
#[derive(Debug, Default)]
pub(super) struct Lists {
    names: HashMap<String, Listed>,
    /// First names; whether they are words of their own too.
    first: HashMap<String, bool>,
    /// Persian spellings of names and first names by skeleton, to know a Latin spelling nobody listed.
    by_skeleton: HashMap<String, Vec<(Form, Option<Listed>)>>,
    family: HashMap<String, &'static str>,
    /// Set, language and word.
    words: HashSet<(&'static str, &'static str, String)>,
    titles: HashSet<String>,
}

/// Fewest letters of a skeleton by which a spelling nobody listed is known.
const SURE_SKELETON: usize = 4;
/// Most names of one skeleton that are compared.
const MOST_ALIKE: usize = 16;

impl Lists {
    pub(super) fn get() -> &'static Lists {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(Lists::read)
    }

    fn read() -> Lists {
        let mut lists = Lists::default();
        let tables = [
            (include_str!("../../../data/name/places.tsv"), NameKind::Place),
            (include_str!("../../../data/name/organisations.tsv"), NameKind::Organisation),
        ];
        let mut number = 0;
        for (table, kind) in tables {
            for row in rows(table) {
                number += 1;
                let cell = |at: usize| row.get(at).copied().unwrap_or_default();
                let listed = Listed { row: number, kind, cue: cell(3) == "cue" };
                lists.learn(cell(0), cell(1), Some(listed));
            }
        }
        for row in rows(include_str!("../../../data/name/first.tsv")) {
            let cell = |at: usize| row.get(at).copied().unwrap_or_default();
            let spellings = cell(0).split(';').map(str::to_owned).chain(written(cell(1)));
            lists.first.extend(spellings.map(|spelling| (key(&spelling), cell(2) == "word")));
            lists.learn(cell(0), "", None);
        }
        for row in rows(include_str!("../../../data/name/family.tsv")) {
            if let [name, kind, ..] = row.as_slice() {
                lists.family.insert(key(name), *kind);
            }
        }
        for row in rows(include_str!("../../../data/name/words.tsv")) {
            if let [set, word, lang, ..] = row.as_slice() {
                if *set == "title" {
                    lists.titles.insert(key(word));
                }
                lists.words.insert((*set, *lang, key(word)));
            }
        }
        lists
    }

    fn learn(&mut self, persian: &str, latin: &str, listed: Option<Listed>) {
        for spelling in persian.split(';') {
            let form = Form::of_words(&words(spelling));
            if let Some(listed) = listed {
                self.names.insert(form.key(), listed);
            }
            self.by_skeleton.entry(skeleton::of(&form)).or_default().push((form, listed));
        }
        if let Some(listed) = listed.filter(|_| !latin.is_empty()) {
            for spelling in written(latin) {
                // What a rule makes of one name never takes the place of another.
                self.names.entry(key(&spelling)).or_insert(listed);
            }
        }
    }

    /// The place or body with these letters.
    pub(super) fn listed(&self, key: &str) -> Option<Listed> {
        self.names.get(key).copied()
    }

    /// The row of the place or body with these letters.
    pub(super) fn row_of(&self, key: &str) -> Option<usize> {
        self.listed(key).map(|listed| listed.row)
    }

    /// The place or body that Latin letters sound like.
    pub(super) fn sounded(&self, form: &Form) -> Option<Listed> {
        self.alike(form).and_then(|(_, listed)| *listed)
    }

    /// Whether it is a first name, as listed; and whether that is a word of its own too.
    pub(super) fn first(&self, key: &str) -> Option<bool> {
        self.first.get(key).copied()
    }

    /// Whether Latin letters sound like a first name.
    pub(super) fn is_sounded_first(&self, form: &Form) -> bool {
        self.alike(form).is_some_and(|(_, listed)| listed.is_none())
    }

    fn alike(&self, form: &Form) -> Option<&(Form, Option<Listed>)> {
        let skeleton = skeleton::of(form);
        if skeleton.chars().count() < SURE_SKELETON {
            return None;
        }
        let alike = self.by_skeleton.get(&skeleton)?;
        alike.iter().take(MOST_ALIKE).find(|(known, _)| super::related::sounds_like(known, form))
    }

    /// What a word of a family name is: `name`, `ending` or `tribe`.
    pub(super) fn family(&self, key: &str) -> Option<&'static str> {
        self.family.get(key).copied()
    }

    /// Whether a word is in a set of a language.
    pub(super) fn is(&self, set: &'static str, lang: &'static str, word: &str) -> bool {
        self.words.contains(&(set, lang, word.to_owned()))
    }

    /// Whether a word is a title in any language.
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|row| row.split('\t').collect())
}

fn key(text: &str) -> String {
    if text.chars().all(is_folded) { text.replace(' ', "") } else { words(text).concat() }
}

/// Spellings and what the rules of `manners.tsv` make of the first one, which is English.
fn written(spellings: &str) -> Vec<String> {
    let mut all: Vec<String> = spellings.split(';').map(str::to_lowercase).collect();
    if let Some(english) = all.first().cloned() {
        all.extend(manners().iter().map(|rules| rewritten(&english, rules)));
    }
    all
}

/// Rules from an English spelling to another manner, the longest sound first.
fn manners() -> &'static [Vec<(&'static str, &'static str)>] {
    static MANNERS: OnceLock<Vec<Vec<(&'static str, &'static str)>>> = OnceLock::new();
    MANNERS.get_or_init(|| {
        let rules = |row: Vec<&'static str>| {
            row.get(1).map(|rules| rules.split(' ').filter_map(|rule| rule.split_once('=')).collect())
        };
        rows(include_str!("../../../data/name/manners.tsv")).filter_map(rules).collect()
    })
}

fn rewritten(english: &str, rules: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = english;
    while let Some(letter) = rest.chars().next() {
        let mut rules = rules.iter().filter(|(from, _)| from.starts_with(letter));
        match rules.find_map(|(from, to)| Some((rest.strip_prefix(from)?, to))) {
            Some((after, to)) => {
                text.push_str(to);
                rest = after;
            }
            None => {
                text.push(letter);
                rest = rest.get(letter.len_utf8()..).unwrap_or_default();
            }
        }
    }
    text
}
