//! Notes that say what TBX-Basic has no category for, in words that people can read.
//!
//! `id: T 1`, `termbase: …`, `review: …`, `part of speech: …`, `scope: …`, `do not translate`, `property NAME = …` on
//! concepts; `match: exact`, `letters: as written`, `do not use`, `gender: …`, `variant of: …`, `not in: …`, `as in the original` on terms. A note that only
//! looks like one is written behind `note: `.

use std::borrow::Cow;

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Note<'a> {
    /// Nothing but its text.
    Plain(&'a str),
    /// The id of a concept whose id is no XML name.
    Id(&'a str),
    /// The collection.
    Termbase(&'a str),
    /// The state of review.
    Review(&'a str),
    /// A part of speech that TBX-Basic does not list.
    PartOfSpeech(&'a str),
    /// Where the concept holds.
    Scope(&'a str),
    /// The hub term stays as it is.
    DoNotTranslate,
    /// A property.
    Property(Cow<'a, str>, &'a str),
    /// A gender that TBX-Basic does not list.
    Gender(&'a str),
    /// The term is another written form of this one.
    VariantOf(&'a str),
    /// The term is not meant within this longer wording.
    NotIn(&'a str),
    /// The term is recognised only as it is written.
    Exact,
    /// Capital and small letters of the term are meant as they are written.
    CaseSensitive,
    /// The term is forbidden, said for readers of notes.
    DoNotUse,
    /// The term is the hub term of a concept that is not translated.
    Repeated,
}

/// Reads a note.
pub(super) fn parse(text: &str) -> Note<'_> {
    let text = text.trim();
    match text {
        DO_NOT_TRANSLATE => return Note::DoNotTranslate,
        EXACT => return Note::Exact,
        CASE_SENSITIVE => return Note::CaseSensitive,
        DO_NOT_USE => return Note::DoNotUse,
        REPEATED => return Note::Repeated,
        _ => {}
    }
    if let Some((name, value)) = text.strip_prefix(PROPERTY).and_then(split_property) {
        return Note::Property(name, value);
    }
    let Some((key, value)) = text.split_once(": ") else { return Note::Plain(text) };
    match key {
        "id" => Note::Id(value),
        "termbase" => Note::Termbase(value),
        "review" => Note::Review(value),
        "part of speech" => Note::PartOfSpeech(value),
        "scope" => Note::Scope(value),
        "gender" => Note::Gender(value),
        "variant of" => Note::VariantOf(value),
        "not in" => Note::NotIn(value),
        "note" => Note::Plain(value),
        _ => Note::Plain(text),
    }
}

/// Writes a note, so that it is read as the same.
pub(super) fn text(note: &Note<'_>) -> String {
    match note {
        Note::Plain(text) if parse(text) == *note => (*text).to_owned(),
        Note::Plain(text) => format!("note: {text}"),
        Note::Id(value) => format!("id: {value}"),
        Note::Termbase(value) => format!("termbase: {value}"),
        Note::Review(value) => format!("review: {value}"),
        Note::PartOfSpeech(value) => format!("part of speech: {value}"),
        Note::Scope(value) => format!("scope: {value}"),
        Note::Gender(value) => format!("gender: {value}"),
        Note::VariantOf(value) => format!("variant of: {value}"),
        Note::NotIn(value) => format!("not in: {value}"),
        Note::Property(name, value) => {
            format!("{PROPERTY}{} = {value}", name.replace('\\', "\\\\").replace('=', "\\="))
        }
        Note::DoNotTranslate => DO_NOT_TRANSLATE.to_owned(),
        Note::Exact => EXACT.to_owned(),
        Note::CaseSensitive => CASE_SENSITIVE.to_owned(),
        Note::DoNotUse => DO_NOT_USE.to_owned(),
        Note::Repeated => REPEATED.to_owned(),
    }
}

const DO_NOT_TRANSLATE: &str = "do not translate";
const EXACT: &str = "match: exact";
const CASE_SENSITIVE: &str = "letters: as written";
const DO_NOT_USE: &str = "do not use";
const REPEATED: &str = "as in the original";
const PROPERTY: &str = "property ";

/// The name and the value of `NAME = VALUE`, where `\=` and `\\` stand for signs of the name.
fn split_property(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut is_escaped = false;
    let end = text.char_indices().find(|(_, c)| {
        let is_end = *c == '=' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    let (name, value) = text.split_at_checked(end?.0)?;
    let (name, value) = (name.strip_suffix(' ')?, value.strip_prefix("= ")?);
    if !name.contains('\\') {
        return Some((Cow::Borrowed(name), value));
    }
    let mut plain = String::with_capacity(name.len());
    let mut chars = name.chars();
    while let Some(c) = chars.next() {
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    Some((Cow::Owned(plain), value))
}
