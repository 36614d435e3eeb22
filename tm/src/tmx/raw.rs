//! A unit as it was written, before its languages are brought together.

use super::inline::{Mark, Shape};
use super::reference::Text;
use crate::detail::{Annotation, Attribute, Native};
use crate::lang::Lang;
use crate::unit::is_xml_space;

/// What is wrong in a record, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Damage {
    /// Byte offset in the record.
    pub(super) at: usize,
    pub(super) reason: String,
    /// Whether only a translation is missing.
    pub(super) untranslated: bool,
}

impl Damage {
    pub(super) fn new(at: usize, reason: impl Into<String>) -> Damage {
        Damage { at, reason: reason.into(), untranslated: false }
    }
}

/// A `tu` as it was written.
#[derive(Debug, Default)]
pub(super) struct RawUnit {
    pub(super) attributes: Vec<Attribute>,
    pub(super) annotations: Vec<Annotation>,
    pub(super) variants: Vec<RawVariant>,
    /// What was left out although the unit is whole.
    pub(super) left_out: Vec<Damage>,
}

/// A `tuv` as it was written.
#[derive(Debug, Clone)]
pub(super) struct RawVariant {
    /// Byte offset in the record.
    pub(super) at: usize,
    pub(super) language: Language,
    /// Without the language when it is canonical.
    pub(super) attributes: Vec<Attribute>,
    pub(super) annotations: Vec<Annotation>,
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

/// What a `tuv` says about its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Language {
    Known(Lang),
    Missing,
    Malformed(String),
}

impl Language {
    pub(super) fn known(&self) -> Option<&Lang> {
        match self {
            Language::Known(lang) => Some(lang),
            _ => None,
        }
    }
}

/// Language tags read before: a file has few and repeats them in every unit.
#[derive(Debug, Default)]
pub(super) struct Languages {
    known: Vec<(String, Lang)>,
}

/// Tags remembered; files in more languages parse some of them again.
const MAX_LANGUAGES: usize = 64;

impl Languages {
    /// The language of a tag as it was written.
    pub(super) fn get(&mut self, tag: &str) -> Option<Lang> {
        if let Some((_, lang)) = self.known.iter().find(|(known, _)| known == tag) {
            return Some(lang.clone());
        }
        let lang = Lang::parse(tag).ok()?;
        if self.known.len() < MAX_LANGUAGES {
            self.known.push((tag.to_owned(), lang.clone()));
        }
        Some(lang)
    }
}

/// A segment that is being read.
#[derive(Debug, Default)]
pub(super) struct Segment {
    pub(super) text: Text,
    pub(super) marks: Vec<Mark>,
    /// How many elements enclose the text that comes next.
    pub(super) depth: usize,
}

impl Segment {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty() && self.marks.is_empty()
    }

    pub(super) fn mark(&mut self, shape: Shape, native: Native) {
        self.marks.push(Mark { at: self.text.len(), shape, native });
    }

    /// The text without white space before its first and behind its last letter or mark, the marks moved along. Space
    /// between a mark and a letter is the text's own: `<ph/> people` is not `<ph/>people`.
    pub(super) fn trimmed(self) -> Result<(String, Vec<Mark>), String> {
        let (mut text, mut marks) = (self.text.finish()?, self.marks);
        let first = marks.first().map_or(text.len(), |mark| mark.at);
        let last = marks.last().map_or(0, |mark| mark.at);
        let before = (text.len() - text.trim_start_matches(is_xml_space).len()).min(first);
        text.truncate(text.trim_end_matches(is_xml_space).len().max(last));
        text.drain(..before.min(text.len()));
        for mark in &mut marks {
            mark.at = mark.at.saturating_sub(before).min(text.len());
        }
        Ok((text, marks))
    }
}
