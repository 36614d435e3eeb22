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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letters {
    hash: u64,
    text: Rc<str>,
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

/// A map by letters, or by their hashes.
pub(super) type ByLetters<K, V> = HashMap<K, V, BuildHasherDefault<Hashed>>;

/// The hash that letters have.
#[derive(Debug, Default)]
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
    /// Its consonants when it may be a name and has some.
    pub(super) skeleton: Option<Letters>,
    /// Whether the consonants are enough to know it by in one pair.
    pub(super) is_known_by_skeleton: bool,
    /// Whether it is written with Latin letters and digits alone.
    pub(super) is_latin: bool,
}

/// Consonants of a name that are enough to know it by in one pair.
const NAME_CONSONANTS: usize = 3;

impl Form {
    fn new(text: Letters, kind: TokenKind, is_capital: bool, lexicon: &Lexicon) -> Form {
        let is_in = |words: Option<&HashSet<&str>>| words.is_some_and(|words| words.contains(text.as_str()));
        let is_function = kind == TokenKind::Mark || is_in(lexicon.framing);
        let may_be_name = kind == TokenKind::Word
            && !is_function
            && (is_capital || lexicon.lang.script() == Script::Arabic);
        let skeleton = may_be_name.then(|| skeleton(text.as_str())).filter(|skeleton| !skeleton.is_empty());
        let stem = stem(text.as_str(), &lexicon.lang);
        Form {
            stem: if stem == text.as_str() { text.clone() } else { Letters::new(stem) },
            kind,
            is_function,
            // With a capital it may be a name: May, Will.
            is_auxiliary: !is_capital && is_function && is_in(lexicon.auxiliaries),
            is_known_by_skeleton: skeleton.iter().any(|text| text.chars().nth(NAME_CONSONANTS - 1).is_some()),
            skeleton: skeleton.map(|skeleton| Letters::new(&skeleton)),
            is_latin: text.as_str().chars().all(|c| c.is_ascii_alphanumeric()),
            text,
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
        self.skeleton.is_some()
    }
}

/// The words of one language that were read so far.
#[derive(Debug)]
pub struct Lexicon {
    pub(super) lang: Lang,
    framing: Option<&'static HashSet<&'static str>>,
    auxiliaries: Option<&'static HashSet<&'static str>>,
    /// Those without a capital, and those with one, by the hash of their letters.
    forms: RefCell<[ByLetters<u64, Rc<Form>>; 2]>,
}

impl Lexicon {
    /// One that has read nothing yet.
    pub fn new(lang: &Lang) -> Lexicon {
        Lexicon {
            lang: lang.clone(),
            framing: framing().get(lang.primary()),
            auxiliaries: auxiliaries().get(lang.primary()),
            forms: RefCell::default(),
        }
    }

    pub(super) fn form(&self, token: &Token, is_capital: bool) -> Rc<Form> {
        let hash = xxh3_64(token.text.as_bytes());
        let letters = || Letters { hash, text: token.text.as_str().into() };
        let make = || Rc::new(Form::new(letters(), token.kind, is_capital, self));
        let mut forms = self.forms.borrow_mut();
        let [small, capital] = &mut *forms;
        let known = if is_capital { capital } else { small }.entry(hash).or_insert_with(make);
        if known.text.as_str() == token.text && known.kind == token.kind { Rc::clone(known) } else { make() }
    }
}

/// The canonical words of each language that only frame others (`data/align/framing.tsv`). More words do than weigh little in
/// a score: a rendering begins and ends with none of them.
fn framing() -> &'static ByLanguage {
    static WORDS: OnceLock<ByLanguage> = OnceLock::new();
    WORDS.get_or_init(|| framing_words(|_| true))
}

/// The framing words that make a finite verb.
fn auxiliaries() -> &'static ByLanguage {
    static WORDS: OnceLock<ByLanguage> = OnceLock::new();
    WORDS.get_or_init(|| framing_words(|kind| kind == "auxiliary"))
}

/// Words by their language.
type ByLanguage = HashMap<&'static str, HashSet<&'static str>>;

/// The framing words of such a kind.
fn framing_words(is_wanted: impl Fn(&str) -> bool) -> ByLanguage {
    let mut words = ByLanguage::new();
    for row in include_str!("../../data/align/framing.tsv").lines().skip(1) {
        let mut cells = row.split('\t');
        if let (Some(lang), Some(kind), Some(of_it)) = (cells.next(), cells.next(), cells.next())
            && is_wanted(kind)
        {
            words.entry(lang).or_default().extend(of_it.split(' '));
        }
    }
    words
}
