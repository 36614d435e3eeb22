//! What is known of a word by its letters alone: read once for all texts that are aligned together.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::rc::Rc;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use super::stem::stem;
use crate::lang::{Lang, Script};
use crate::text::name::skeleton;
use crate::text::{Token, TokenKind};

/// Letters with their hash: two of them are compared without being read, unless they are the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Letters {
    hash: u64,
    text: Box<str>,
}

impl Letters {
    pub(super) fn new(text: &str) -> Letters {
        Letters { hash: xxh3_64(text.as_bytes()), text: text.into() }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

impl Hash for Letters {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// A map by letters.
pub(super) type ByLetters<K, V> = HashMap<K, V, BuildHasherDefault<Hashed>>;

/// The hash that letters have.
#[derive(Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }

    // What ends a string.
    fn write_u8(&mut self, _: u8) {}
}

/// A word as it is known wherever it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// The canonical token.
    pub(super) text: Letters,
    /// What it is.
    pub kind: TokenKind,
    /// What it shares evidence by: its text without inflection.
    pub(super) stem: Letters,
    /// Whether it says little by itself: a mark, an article, a preposition, a pronoun, an auxiliary.
    pub is_function: bool,
    /// Whether it makes a finite verb of another word: is, has, will.
    pub is_auxiliary: bool,
    /// Its consonants when it may be a name, else nothing.
    pub(super) skeleton: Letters,
    /// Whether the consonants are enough to know it by in one pair.
    pub(super) is_known_by_skeleton: bool,
    /// Whether it is written with Latin letters and digits alone.
    pub(super) is_latin: bool,
}

/// Consonants of a name that are enough to know it by in one pair.
const NAME_CONSONANTS: usize = 3;

impl Form {
    fn new(text: &str, kind: TokenKind, is_capital: bool, lang: &Lang) -> Form {
        let is_function =
            kind == TokenKind::Mark || framing(lang).is_some_and(|framing| framing.contains(text));
        let may_be_name =
            kind == TokenKind::Word && !is_function && (is_capital || lang.script() == Script::Arabic);
        let skeleton = if may_be_name { Letters::new(&skeleton(text)) } else { Letters::default() };
        Form {
            text: Letters::new(text),
            kind,
            stem: Letters::new(stem(text, lang)),
            is_function,
            // With a capital it may be a name: May, Will.
            is_auxiliary: !is_capital && is_function && is_auxiliary(text, lang),
            is_known_by_skeleton: skeleton.as_str().chars().nth(NAME_CONSONANTS - 1).is_some(),
            skeleton,
            is_latin: text.chars().all(|c| c.is_ascii_alphanumeric()),
        }
    }

    /// The canonical token.
    pub fn text(&self) -> &str {
        self.text.as_str()
    }

    /// What it shares evidence by: its text without inflection.
    pub fn stem(&self) -> &str {
        self.stem.as_str()
    }

    /// Whether two words are the same, whatever else is known of them.
    pub fn is_spelt_as(&self, other: &Form) -> bool {
        self.text == other.text
    }

    /// Whether it may be a name.
    pub(super) fn may_be_name(&self) -> bool {
        !self.skeleton.as_str().is_empty()
    }
}

/// The words of one language that were read so far.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) lang: Lang,
    /// Those without a capital, and those with one.
    forms: RefCell<[ByLetters<Box<str>, Rc<Form>>; 2]>,
}

impl Lexicon {
    /// One that has read nothing yet.
    pub fn new(lang: &Lang) -> Lexicon {
        Lexicon { lang: lang.clone(), forms: RefCell::default() }
    }

    pub(super) fn form(&self, token: &Token, is_capital: bool) -> Rc<Form> {
        let make = || Rc::new(Form::new(&token.text, token.kind, is_capital, &self.lang));
        let mut forms = self.forms.borrow_mut();
        let [small, capital] = &mut *forms;
        let forms = if is_capital { capital } else { small };
        match forms.get(token.text.as_str()) {
            Some(known) if known.kind == token.kind => Rc::clone(known),
            Some(_) => make(),
            None => Rc::clone(forms.entry(token.text.as_str().into()).or_insert_with(make)),
        }
    }
}

/// The canonical words of a language that only frame others (`data/align/framing.tsv`). More words do than weigh little in
/// a score: a rendering begins and ends with none of them.
fn framing(lang: &Lang) -> Option<&'static HashSet<&'static str>> {
    static WORDS: OnceLock<ByLanguage> = OnceLock::new();
    WORDS.get_or_init(|| framing_words(|_| true)).get(lang.primary())
}

/// Whether a framing word makes a finite verb; what an apostrophe leaves may as well be a genitive.
fn is_auxiliary(word: &str, lang: &Lang) -> bool {
    static WORDS: OnceLock<ByLanguage> = OnceLock::new();
    let words =
        WORDS.get_or_init(|| framing_words(|reason| reason.starts_with("auxiliaries") || reason == "copula"));
    let is_letter = word.chars().nth(1).is_none();
    !is_letter && words.get(lang.primary()).is_some_and(|words| words.contains(word))
}

/// Words by their language.
type ByLanguage = HashMap<&'static str, HashSet<&'static str>>;

/// The framing words of the rows with such a reason.
fn framing_words(is_wanted: impl Fn(&str) -> bool) -> ByLanguage {
    let mut words = ByLanguage::new();
    for row in include_str!("../../data/align/framing.tsv").lines().skip(1) {
        let mut cells = row.split('\t');
        if let (Some(lang), Some(of_it), Some(reason)) = (cells.next(), cells.next(), cells.next())
            && is_wanted(reason)
        {
            words.entry(lang).or_default().extend(of_it.split(' '));
        }
    }
    words
}
