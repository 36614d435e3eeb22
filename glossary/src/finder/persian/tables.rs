//! The rules of `data/fa`, read once.

use std::sync::OnceLock;

use tm::listed::{ListedMap, ListedSet};
use tm::text::{ZWNJ, fold_text};

use crate::finder::Form;

/// Where in a word's inflection we are; the letters are those of `data/fa/suffixes.tsv`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum State {
    /// A word that ends in a consonant.
    #[default]
    Consonant,
    /// After a plural in -an or -in.
    PluralAn,
    /// After a plural in -at.
    PluralAt,
    /// After a plural in -ha.
    PluralHa,
    /// After an ezafe that a clitic may follow.
    Ezafe,
    /// After the spoken plural in -a.
    PluralSpoken,
    /// A word that ends in a silent heh.
    Heh,
    /// The same without its heh.
    HehDropped,
    /// A word in -t without it.
    TehDropped,
    /// A word that ends in a long a or u.
    Vowel,
    /// A word that ends in yeh.
    Yeh,
    /// After the article.
    Indefinite,
    /// After the article of a word in heh.
    IndefiniteHeh,
    /// Nothing may follow.
    End,
}

/// What must hold where a suffix is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Conditions {
    /// A neighbour must show that the -i is the article.
    pub(super) ya: bool,
    /// A noun that is no adjective with this -i.
    pub(super) nisba: bool,
    /// A lemma of four letters or more.
    pub(super) long: bool,
    /// An adjective.
    pub(super) adjective: bool,
    /// A longer word of the glossary or of the veto list goes first.
    pub(super) ambiguous: bool,
}

/// A row of `suffixes.tsv`.
#[derive(Debug)]
pub(super) struct Suffix {
    pub(super) letters: Vec<char>,
    pub(super) joints: Joints,
    pub(super) form: Form,
    pub(super) next: State,
    pub(super) inner: bool,
    pub(super) last: bool,
    pub(super) conditions: Conditions,
}

/// How a suffix may be joined.
#[derive(Debug, Clone, Copy)]
pub(super) struct Joints {
    pub(super) glued: bool,
    pub(super) zwnj: bool,
    pub(super) space: bool,
}

/// A row of `verbs.tsv`.
#[derive(Debug)]
pub(super) struct Verb {
    pub(super) past: Vec<char>,
    pub(super) present: Vec<Vec<char>>,
}

/// A row of `verb_forms.tsv`.
#[derive(Debug)]
pub(super) struct VerbForm {
    pub(super) past: bool,
    pub(super) present: bool,
    pub(super) letters: Vec<char>,
    pub(super) joints: Joints,
}

/// A row of `second_members.tsv`.
#[derive(Debug)]
pub(super) struct SecondMember {
    pub(super) text: String,
    /// Letters of what stands before it at least.
    pub(super) least: usize,
    /// Only in a word that others follow in the term: alone the two words say something else.
    pub(super) is_inner: bool,
}

/// What a word of `words.tsv` is; a word may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Cue,
    Opener,
    Follower,
    Joiner,
    Enclitic,
    Prefix,
    Blocker,
    Consonantal,
    Modifier,
    Nisba,
    Derived,
    Preposition,
    Plain,
    Coordinator,
    Copula,
    Preverb,
    Veto,
}

/// All tables.
#[derive(Debug)]
pub(super) struct Tables {
    suffixes: ListedMap<State, Vec<Suffix>>,
    words: ListedMap<Kind, ListedSet<Vec<char>>>,
    /// Plural stems by singular, folded.
    pub(super) broken_plurals: ListedMap<String, Vec<String>>,
    /// Other spellings by folded spelling.
    pub(super) spellings: ListedMap<String, Vec<String>>,
    /// Second members of compounds that are also written apart.
    pub(super) second_members: Vec<SecondMember>,
    /// The verbs, by the index that patterns name.
    pub(super) verbs: Vec<Verb>,
    /// Verb by folded infinitive.
    pub(super) infinitives: ListedMap<String, usize>,
    /// Present stems of all verbs, and the same with the b- of the subjunctive.
    pub(super) present_stems: ListedSet<Vec<char>>,
    /// Stems that a person ending makes a verb: the past stems of all verbs, and both after a preverb.
    pub(super) finite_stems: ListedSet<Vec<char>>,
    /// Every plural stem of `broken_plurals.tsv`.
    pub(super) plural_stems: ListedSet<Vec<char>>,
    pub(super) prefixes: Vec<VerbForm>,
    pub(super) endings: Vec<VerbForm>,
    pub(super) perfects: Vec<VerbForm>,
    pub(super) futures: Vec<VerbForm>,
}

impl Tables {
    /// The tables.
    pub(super) fn get() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(Tables::read)
    }

    /// The suffixes a state allows.
    pub(super) fn suffixes(&self, state: State) -> &[Suffix] {
        self.suffixes.get(&state).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a word is of a kind.
    pub(super) fn is(&self, kind: Kind, word: &[char]) -> bool {
        self.words.get(&kind).is_some_and(|words| words.contains(word))
    }

    /// The words of a kind.
    pub(super) fn words(&self, kind: Kind) -> impl Iterator<Item = &Vec<char>> {
        self.words.get(&kind).into_iter().flatten()
    }

    /// The inflection class of a folded word.
    pub(super) fn class(&self, word: &str) -> State {
        let mut ending = word.chars().rev();
        match (ending.next(), ending.next()) {
            (Some('\u{06CC}'), _) => State::Yeh,
            (Some('\u{0627}' | '\u{0622}'), _) => State::Vowel,
            (Some('\u{0648}'), _) if !self.is_consonantal(word) => State::Vowel,
            (Some('\u{0647}'), Some('\u{0627}' | '\u{0648}')) => State::Consonant,
            (Some('\u{0647}'), _) if !self.is_consonantal(word) => State::Heh,
            _ => State::Consonant,
        }
    }

    fn is_consonantal(&self, word: &str) -> bool {
        let word: Vec<char> = word.chars().collect();
        self.is(Kind::Consonantal, &word)
    }

    fn read() -> Tables {
        let verbs = rows(include_str!("../../../data/fa/verbs.tsv"));
        let forms = |kind: &str| -> Vec<VerbForm> {
            let all = rows(include_str!("../../../data/fa/verb_forms.tsv"));
            all.filter(|row| row.first() == Some(&kind)).filter_map(|row| verb_form(&row)).collect()
        };
        let mut tables = Tables {
            suffixes: ListedMap::default(),
            words: ListedMap::default(),
            broken_plurals: pairs(include_str!("../../../data/fa/broken_plurals.tsv")),
            spellings: pairs(include_str!("../../../data/fa/spellings.tsv")),
            second_members: rows(include_str!("../../../data/fa/second_members.tsv"))
                .filter_map(|row| second_member(&row))
                .collect(),
            verbs: Vec::new(),
            infinitives: ListedMap::default(),
            present_stems: ListedSet::default(),
            finite_stems: ListedSet::default(),
            plural_stems: rows(include_str!("../../../data/fa/broken_plurals.tsv"))
                .filter_map(|row| row.get(1).map(|plural| letters(plural)))
                .collect(),
            prefixes: forms("prefix"),
            endings: forms("ending"),
            perfects: forms("perfect"),
            futures: forms("future"),
        };
        for row in rows(include_str!("../../../data/fa/suffixes.tsv")) {
            if let Some((state, suffix)) = suffix(&row) {
                tables.suffixes.entry(state).or_default().push(suffix);
            }
        }
        for row in rows(include_str!("../../../data/fa/words.tsv")) {
            if let [kind, word, ..] = row.as_slice()
                && let Some(kind) = kind_of(kind)
            {
                tables.words.entry(kind).or_default().insert(letters(word));
            }
        }
        for row in verbs {
            tables.add_verb(&row);
        }
        tables
    }

    fn add_verb(&mut self, row: &[&str]) {
        let [infinitive, past, present, ..] = row else { return };
        let present: Vec<Vec<char>> = present.split(',').map(letters).collect();
        for stem in &present {
            let subjunctive = std::iter::once('\u{0628}').chain(stem.iter().copied()).collect();
            self.present_stems.extend([stem.clone(), subjunctive]);
        }
        for stem in present.iter().chain([&letters(past)]) {
            let joined = self.words(Kind::Preverb).map(|preverb| [preverb.as_slice(), stem].concat());
            let joined: Vec<Vec<char>> = joined.collect();
            self.finite_stems.extend(joined);
        }
        // A bare present stem with an ending is more often a noun: زنم, بندم.
        self.finite_stems.insert(letters(past));
        self.infinitives.insert(folded(infinitive), self.verbs.len());
        self.verbs.push(Verb { past: letters(past), present });
    }
}

fn second_member(row: &[&str]) -> Option<SecondMember> {
    let [text, least, place, ..] = row else { return None };
    Some(SecondMember { text: folded(text), least: least.parse().ok()?, is_inner: *place == "inner" })
}

/// The rows of a table without its header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

fn folded(text: &str) -> String {
    fold_text(text).into_owned()
}

/// A word without the ZWNJ between its members: the key of the tables of spellings and plurals.
pub(super) fn compact(word: &str) -> String {
    word.replace(ZWNJ, "")
}

fn letters(text: &str) -> Vec<char> {
    fold_text(text).chars().collect()
}

fn pairs(table: &'static str) -> ListedMap<String, Vec<String>> {
    let mut map: ListedMap<String, Vec<String>> = ListedMap::default();
    for row in rows(table) {
        if let [from, to, ..] = row.as_slice() {
            map.entry(compact(&folded(from))).or_default().push(folded(to));
        }
    }
    map
}

fn suffix(row: &[&str]) -> Option<(State, Suffix)> {
    let [state, text, joints, form, next, place, condition, ..] = row else { return None };
    let mut conditions = Conditions::default();
    match *condition {
        "ya" => (conditions.ya, conditions.ambiguous) = (true, true),
        "nisba" => conditions.nisba = true,
        "long" => (conditions.long, conditions.ambiguous) = (true, true),
        "adjective" => conditions.adjective = true,
        "ambiguous" => conditions.ambiguous = true,
        "-" => {}
        _ => return None,
    }
    let suffix = Suffix {
        letters: letters(text),
        joints: joints_of(joints),
        form: Form::parse(form)?,
        next: state_of(next)?,
        inner: *place != "final",
        last: *place != "inner",
        conditions,
    };
    Some((state_of(state)?, suffix))
}

fn verb_form(row: &[&str]) -> Option<VerbForm> {
    let [_, stem, text, joints, ..] = row else { return None };
    Some(VerbForm {
        past: *stem != "present",
        present: *stem != "past",
        letters: if *text == "-" { Vec::new() } else { letters(text) },
        joints: joints_of(joints),
    })
}

fn joints_of(cell: &str) -> Joints {
    Joints { glued: cell.contains('g'), zwnj: cell.contains('z'), space: cell.contains('s') }
}

fn state_of(letter: &str) -> Option<State> {
    Some(match letter {
        "C" => State::Consonant,
        "D" => State::PluralAn,
        "T" => State::PluralAt,
        "P" => State::PluralHa,
        "E" => State::Ezafe,
        "A" => State::PluralSpoken,
        "H" => State::Heh,
        "h" => State::HehDropped,
        "t" => State::TehDropped,
        "V" => State::Vowel,
        "Y" => State::Yeh,
        "I" => State::Indefinite,
        "N" => State::IndefiniteHeh,
        "X" => State::End,
        _ => return None,
    })
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "cue" => Kind::Cue,
        "opener" => Kind::Opener,
        "follower" => Kind::Follower,
        "joiner" => Kind::Joiner,
        "enclitic" => Kind::Enclitic,
        "prefix" => Kind::Prefix,
        "blocker" => Kind::Blocker,
        "consonantal" => Kind::Consonantal,
        "modifier" => Kind::Modifier,
        "nisba" => Kind::Nisba,
        "derived" => Kind::Derived,
        "preposition" => Kind::Preposition,
        "plain" => Kind::Plain,
        "coordinator" => Kind::Coordinator,
        "copula" => Kind::Copula,
        "preverb" => Kind::Preverb,
        "veto" => Kind::Veto,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lint(table: &'static str, cells: usize) {
        let mut seen = std::collections::HashSet::new();
        for row in rows(table) {
            assert_eq!(row.len(), cells, "{row:?}");
            assert!(row.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell), "{row:?}");
            let edge = |cell: &&str| cell.starts_with('\u{200C}') || cell.ends_with('\u{200C}');
            assert!(!row.iter().any(edge), "{row:?}");
            assert!(seen.insert(row[..cells - 1].to_vec()), "{row:?} stands twice");
        }
    }

    #[test]
    fn every_row_is_whole_and_stands_once() {
        lint(include_str!("../../../data/fa/suffixes.tsv"), 8);
        lint(include_str!("../../../data/fa/words.tsv"), 3);
        lint(include_str!("../../../data/fa/broken_plurals.tsv"), 3);
        lint(include_str!("../../../data/fa/spellings.tsv"), 3);
        lint(include_str!("../../../data/fa/second_members.tsv"), 4);
        lint(include_str!("../../../data/fa/verbs.tsv"), 4);
        lint(include_str!("../../../data/fa/verb_forms.tsv"), 5);
    }

    #[test]
    fn every_row_is_understood() {
        let tables = Tables::get();
        let suffixes: usize = tables.suffixes.values().map(Vec::len).sum();
        assert_eq!(suffixes, rows(include_str!("../../../data/fa/suffixes.tsv")).count());
        for row in rows(include_str!("../../../data/fa/words.tsv")) {
            assert!(kind_of(row[0]).is_some(), "{row:?}");
        }
        for row in rows(include_str!("../../../data/fa/verbs.tsv")) {
            assert!(row[0].starts_with(row[1]) && row[0].ends_with('ن'), "{row:?}");
        }
    }

    #[test]
    fn a_veto_is_no_verb_and_begins_with_its_own_letter() {
        let tables = Tables::get();
        assert!(tables.words(Kind::Veto).count() > 400);
        for word in tables.words(Kind::Veto) {
            assert!(!tables.infinitives.contains_key(&word.iter().collect::<String>()), "{word:?}");
        }
    }

    #[test]
    fn words_have_their_class() {
        let class = |word: &str| Tables::get().class(word);
        for (word, state) in [
            ("کارگر", State::Consonant),
            ("اتحادیه", State::Heh),
            ("کارگاه", State::Consonant),
            ("گروه", State::Consonant),
            ("توجه", State::Consonant),
            ("سندیکا", State::Vowel),
            ("دانشجو", State::Vowel),
            ("عضو", State::Consonant),
            ("زندانی", State::Yeh),
        ] {
            assert_eq!(class(word), state, "{word}");
        }
    }
}
