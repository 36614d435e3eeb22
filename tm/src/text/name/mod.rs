//! Which names does a text have, and are two spellings one name?
//!
//! [`related`] relates Persian names to the ways English, German, French and Swedish write them, and those to each
//! other; [`skeleton`] is a key that most spellings share. [`names`] finds candidates with care: listed places and
//! bodies, people behind a title or a first name, and in languages without capital nouns what has a capital of its
//! own. [`names_differ`] tells what is named in one text alone; names that no list has are told by a translation (`told`).
//! Tables under `data/name/`, a reason in each row.
//!
//! Not done: names in other languages written in Arabic letters, and people who stand without title and first name in
//! Persian, where nothing tells a family name from a word.

mod differ;
mod form;
mod latin;
mod lists;
mod persian;
mod pieces;
mod related;
mod skeleton;
mod spellings;
mod told;
pub(crate) mod transliteration;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

use std::fmt;

use crate::lang::{Lang, Script};
use crate::span::{Chars, Span};

pub(crate) use differ::Named;
pub use differ::{NameDifference, Side, names_differ};
pub use related::{related, similarity};
pub use skeleton::skeleton;
pub(crate) use spellings::{listed_spellings, name_key};
pub(crate) use told::{Told, are_spellings};

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Somebody.
    Person,
    /// A country, province, town, industrial town or prison.
    Place,
    /// A company or body.
    Organisation,
    /// A name by its capital alone.
    Unknown,
}

impl NameKind {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Place => "place",
            NameKind::Organisation => "organisation",
            NameKind::Unknown => "unknown",
        }
    }
}

/// A name in a text, without the title before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameFound {
    /// Where it stands in the original text.
    pub span: Span<Chars>,
    /// What it is of.
    pub kind: NameKind,
    /// Its skeleton, see [`skeleton()`].
    pub skeleton: String,
}

impl fmt::Display for NameFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.skeleton)
    }
}

/// The names in a text, in order, none over another.
pub fn names(text: &str, lang: &Lang) -> Vec<NameFound> {
    match (lang.primary(), lang.script()) {
        ("fa", Script::Arabic) => persian::names(text),
        (primary, Script::Latin) => latin::names(text, primary),
        _ => Vec::new(),
    }
}
