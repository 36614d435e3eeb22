//! One text of a pair.

use super::words;
use crate::lang::{Lang, Script};
use crate::span::{Chars, Span};
use crate::text::polarity::{Stated, read};
use crate::text::{ZWNJ, fold};

/// A text and its language.
pub(super) struct Side<'t> {
    pub(super) text: &'t str,
    pub(super) lang: &'t Lang,
    pub(super) chars: Vec<char>,
    /// Its words and what it denies.
    pub(super) stated: Stated,
}

impl<'t> Side<'t> {
    pub(super) fn new(text: &'t str, lang: &'t Lang) -> Side<'t> {
        Side { text, lang, chars: text.chars().collect(), stated: read(text, lang) }
    }

    /// Whether words of this language are read, not only figures.
    pub(super) fn is_read(&self) -> bool {
        matches!(self.lang.primary(), "fa" | "prs" | "en" | "de" | "fr" | "sv")
    }

    pub(super) fn is_arabic(&self) -> bool {
        self.lang.script() == Script::Arabic
    }

    /// The characters of a span.
    pub(super) fn slice(&self, span: Span<Chars>) -> &[char] {
        self.chars.get(span.start..span.end).unwrap_or_default()
    }

    /// The text of a span.
    pub(super) fn quote(&self, span: Span<Chars>) -> String {
        self.slice(span).iter().collect()
    }

    /// Whether a span holds a digit.
    pub(super) fn has_figure(&self, span: Span<Chars>) -> bool {
        self.slice(span).iter().any(|c| c.is_numeric())
    }
}

/// Where idioms of a rule stand in a text, in order.
pub(super) fn idioms(side: &Side, rule: &'static str) -> Vec<Span<Chars>> {
    let listed = words::idioms(rule, side.lang.primary());
    if listed.is_empty() {
        return Vec::new();
    }
    let folded = fold(side.text);
    // One character for one, so that places stay.
    let plain: String = folded.as_str().chars().map(|c| if c == ZWNJ { ' ' } else { lower(c) }).collect();
    let mut found = Vec::new();
    for idiom in listed {
        let (mut bytes, mut chars) = (0, 0);
        for (at, _) in plain.match_indices(idiom.as_str()) {
            chars += plain.get(bytes..at).map_or(0, |between| between.chars().count());
            bytes = at;
            // An ending may follow, another word may not stand before.
            if plain
                .get(..at)
                .and_then(|before| before.chars().next_back())
                .is_some_and(char::is_alphanumeric)
            {
                continue;
            }
            found.extend(folded.source_span(Span::new(chars, chars + idiom.chars().count())));
        }
    }
    found.sort();
    found
}

fn lower(c: char) -> char {
    let mut letters = c.to_lowercase();
    let first = letters.next().filter(|_| letters.next().is_none());
    first.unwrap_or(c)
}

/// "5 toman here, 50 toman there": what a side says, or nothing.
pub(super) fn detail(here: Option<&str>, there: Option<&str>) -> String {
    format!("{} here, {} there", here.unwrap_or("nothing"), there.unwrap_or("nothing"))
}
