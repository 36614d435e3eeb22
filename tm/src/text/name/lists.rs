//! The listed places, bodies, first names, family names and words: `data/name/*.tsv`.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::NameKind;
use super::form::{Form, is_arabic, is_folded, words};
use super::skeleton;
use crate::listed::{ListedMap, ListedSet};

/// A listed name of a place or body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    pub(super) row: usize,
    pub(super) kind: NameKind,
    /// Whether it is a name only behind a word that says so.
    pub(super) cue: bool,
}

/// All tables, each read when something is first looked for in it: a short run needs few of them, and to work out what
/// Latin letters the names have in four languages is most of the work.
#[derive(Debug)]
pub(super) struct Lists {
    persian: OnceLock<Names>,
    latin: OnceLock<Names>,
    /// Persian spellings of names and first names by skeleton, to know a Latin spelling nobody listed.
    by_skeleton: OnceLock<BySkeleton>,
    family: OnceLock<ListedMap<Key, &'static str>>,
    /// Of each of [`LANGS`].
    words: [OnceLock<Words>; LANGS.len()],
    titles: OnceLock<ListedSet<Key>>,
}

/// The letters by which something is looked for.
type Key = Cow<'static, str>;

/// The words of a language by set.
type Words = ListedMap<&'static str, ListedSet<Key>>;

/// Spellings in Persian letters by skeleton, each with the place or body it is, if it is one.
type BySkeleton = ListedMap<String, Vec<(Form, Option<Listed>)>>;

/// Names in letters of one script.
#[derive(Debug, Default)]
struct Names {
    /// Places and bodies.
    listed: ListedMap<Key, Listed>,
    /// First names; whether they are words of their own too.
    first: ListedMap<Key, bool>,
}

/// The languages of `words.tsv`.
const LANGS: [&str; 5] = ["fa", "en", "de", "fr", "sv"];

const FIRST: &str = include_str!("../../../data/name/first.tsv");
const FAMILY: &str = include_str!("../../../data/name/family.tsv");
const WORDS: &str = include_str!("../../../data/name/words.tsv");

/// Fewest letters of a skeleton by which a spelling nobody listed is known.
const SURE_SKELETON: usize = 4;
/// Most names of one skeleton that are compared.
const MOST_ALIKE: usize = 16;

impl Lists {
    pub(super) fn get() -> &'static Lists {
        static LISTS: Lists = Lists {
            persian: OnceLock::new(),
            latin: OnceLock::new(),
            by_skeleton: OnceLock::new(),
            family: OnceLock::new(),
            words: [const { OnceLock::new() }; LANGS.len()],
            titles: OnceLock::new(),
        };
        &LISTS
    }

    /// The names that can have these letters: a name is written in one script.
    fn names(&self, key: &str) -> Option<&Names> {
        let first = key.chars().next()?;
        Some(match is_arabic(first) {
            true => self.persian.get_or_init(Names::persian),
            false => self.latin.get_or_init(Names::latin),
        })
    }

    /// The place or body with these letters.
    pub(super) fn listed(&self, key: &str) -> Option<Listed> {
        self.names(key)?.listed.get(key).copied()
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
        self.names(key)?.first.get(key).copied()
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
        let alike = self.by_skeleton.get_or_init(by_skeleton).get(&skeleton)?;
        alike.iter().take(MOST_ALIKE).find(|(known, _)| super::related::sounds_like(known, form))
    }

    /// What a word of a family name is: `name`, `ending` or `tribe`.
    pub(super) fn family(&self, key: &str) -> Option<&'static str> {
        let family =
            self.family.get_or_init(|| rows(FAMILY).map(|[name, kind]| (key_of(name), kind)).collect());
        family.get(key).copied()
    }

    /// Whether a word is in a set of a language.
    pub(super) fn is(&self, set: &str, lang: &str, word: &str) -> bool {
        let at = LANGS.iter().zip(&self.words).find(|(known, _)| **known == lang);
        let words = at.map(|(lang, words)| words.get_or_init(|| words_of(lang)));
        words.and_then(|words| words.get(set)).is_some_and(|words| words.contains(word))
    }

    /// Whether a word is a title in any language.
    pub(super) fn is_title(&self, word: &str) -> bool {
        let titles = self.titles.get_or_init(|| {
            rows(WORDS).filter(|[set, _]| *set == "title").map(|[_, word]| key_of(word)).collect()
        });
        titles.contains(word)
    }
}

impl Names {
    fn persian() -> Names {
        let mut names = Names::default();
        for ([persian, ..], listed) in places_and_bodies() {
            names.listed.extend(persian.split(';').map(|name| (form_key(name), listed)));
        }
        for [persian, _, word] in rows(FIRST) {
            names.first.extend(persian.split(';').map(|name| (key_of(name), word == "word")));
        }
        names
    }

    fn latin() -> Names {
        let mut names = Names::default();
        for ([_, latin, ..], listed) in places_and_bodies() {
            for spelling in written(latin) {
                // What a rule makes of one name never takes the place of another.
                names.listed.entry(key(&spelling).into()).or_insert(listed);
            }
        }
        for [_, latin, word] in rows(FIRST) {
            names.first.extend(written(latin).iter().map(|name| (key(name).into(), word == "word")));
        }
        names
    }
}

fn by_skeleton() -> BySkeleton {
    let mut by_skeleton = BySkeleton::default();
    let listed = places_and_bodies().map(|([persian, ..], listed)| (persian, Some(listed)));
    for (persian, listed) in listed.chain(rows(FIRST).map(|[persian]| (persian, None))) {
        for spelling in persian.split(';') {
            let form = Form::of_words(&words(spelling));
            by_skeleton.entry(skeleton::of(&form)).or_default().push((form, listed));
        }
    }
    by_skeleton
}

/// The rows of places and bodies, each with what it lists.
fn places_and_bodies() -> impl Iterator<Item = ([&'static str; 4], Listed)> {
    let tables = [
        (include_str!("../../../data/name/places.tsv"), NameKind::Place),
        (include_str!("../../../data/name/organisations.tsv"), NameKind::Organisation),
    ];
    let all = tables.into_iter().flat_map(|(table, kind)| rows::<4>(table).map(move |row| (row, kind)));
    all.enumerate()
        .map(|(number, (row @ [.., cue], kind))| (row, Listed { row: number + 1, kind, cue: cue == "cue" }))
}

fn words_of(lang: &str) -> Words {
    let mut words = Words::default();
    for [set, word, _] in rows::<3>(WORDS).filter(|[.., own]| *own == lang) {
        words.entry(set).or_default().insert(key_of(word));
    }
    words
}

/// The first cells of each row below the heading.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).map(|row| {
        let mut cells = row.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

fn key(text: &str) -> String {
    if text.chars().all(is_folded) { text.replace(' ', "") } else { words(text).concat() }
}

/// The same of a cell of a table, which mostly is a key as it stands.
fn key_of(cell: &'static str) -> Key {
    let stands = cell.chars().all(|c| c != ' ' && is_folded(c));
    if stands { Key::Borrowed(cell) } else { Key::Owned(key(cell)) }
}

/// The letters of a name in its [`Form`].
fn form_key(name: &'static str) -> Key {
    match key_of(name) {
        one_word @ Key::Borrowed(_) => one_word,
        Key::Owned(_) => Key::Owned(Form::of_words(&words(name)).key()),
    }
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
        let table = include_str!("../../../data/name/manners.tsv");
        rows(table)
            .map(|[_, rules]| rules.split(' ').filter_map(|rule| rule.split_once('=')).collect())
            .collect()
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

#[cfg(test)]
mod tests {
    use super::super::form::MOST_LETTERS;
    use super::*;

    #[test]
    fn a_name_is_looked_for_by_the_script_it_is_listed_in() {
        let first: Vec<_> = rows(FIRST).collect();
        let rows = places_and_bodies().map(|([persian, latin, ..], _)| (persian, latin));
        for (persian, latin) in rows.chain(first.iter().map(|[persian, latin]| (*persian, *latin))) {
            for name in persian.split(';') {
                assert!(key(name).starts_with(is_arabic), "{name}");
                assert!(name.chars().count() <= MOST_LETTERS, "{name}");
            }
            for name in written(latin) {
                assert!(key(&name).starts_with(|c| !is_arabic(c)), "{name}");
            }
        }
        let of = |key: &str| Lists::get().listed(key).map(|listed| listed.row);
        assert!(of("تهران").is_some() && of("تهران") == of("tehran") && of("").is_none());
    }

    #[test]
    fn every_language_of_words_is_known() {
        let mut langs: Vec<&str> = rows(WORDS).map(|[_, _, lang]| lang).collect();
        langs.sort_unstable();
        langs.dedup();
        assert!(langs.iter().all(|lang| LANGS.contains(lang)) && langs.len() == LANGS.len());
    }
}
