//! Concordance: where a text says something, whatever its spelling.

mod clues;

pub use clues::{Clue, Part};

use crate::lang::{Lang, Script};
use crate::span::{Chars, Span};
use crate::text::key::traced_key;
use crate::text::{exact_key, tokens};

/// How strictly a pattern is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Strictness {
    /// Letter by letter, nothing folded.
    pub exact: bool,
    /// Whole words only.
    pub word: bool,
}

/// Something looked for.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: String,
    strictness: Strictness,
    arabic: Prepared,
    other: Prepared,
}

/// The pattern as texts of one kind of script are searched.
#[derive(Debug, Clone)]
struct Prepared {
    key: String,
    words: Vec<String>,
}

impl Pattern {
    /// Prepares a pattern; one that says nothing once folded finds nothing.
    pub fn new(text: &str, strictness: Strictness) -> Pattern {
        let prepared = |script| Prepared { key: key(text, script), words: words(text, script) };
        Pattern {
            text: text.to_owned(),
            strictness,
            arabic: prepared(Script::Arabic),
            other: prepared(Script::Latin),
        }
    }

    /// Whether a text in `lang` says it; cheaper than [`Pattern::find`].
    pub fn is_in(&self, text: &str, lang: &Lang) -> bool {
        let prepared = self.prepared(lang);
        match self.strictness {
            Strictness { word: true, .. } => !self.find(text, lang).is_empty(),
            Strictness { exact: true, .. } => !self.text.is_empty() && text.contains(&self.text),
            _ => !prepared.key.is_empty() && key(text, lang.script()).contains(&prepared.key),
        }
    }

    /// Where a text in `lang` says it, in order, none overlapping.
    pub fn find(&self, text: &str, lang: &Lang) -> Vec<Span<Chars>> {
        let spans = match self.strictness {
            Strictness { word: true, .. } => self.find_words(text, lang),
            Strictness { exact: true, .. } => find_in(text, &self.text),
            _ => self.find_folded(text, lang),
        };
        match self.strictness {
            Strictness { exact: true, word: true } => {
                spans.into_iter().filter(|s| self.is_at(text, *s)).collect()
            }
            _ => spans,
        }
    }

    fn prepared(&self, lang: &Lang) -> &Prepared {
        if lang.script() == Script::Arabic { &self.arabic } else { &self.other }
    }

    fn is_at(&self, text: &str, span: Span<Chars>) -> bool {
        text.chars().skip(span.start).take(span.len()).eq(self.text.trim().chars())
    }

    fn find_words(&self, text: &str, lang: &Lang) -> Vec<Span<Chars>> {
        let wanted = &self.prepared(lang).words;
        let all = tokens(text, lang.script());
        let mut spans: Vec<Span<Chars>> = Vec::new();
        for window in all.windows(wanted.len().max(1)) {
            let same = !wanted.is_empty() && window.iter().map(|t| &t.text).eq(wanted);
            if let (true, [first, ..], [.., last]) = (same, window, window)
                && spans.last().is_none_or(|before| before.end <= first.span.start)
            {
                spans.push(Span::new(first.span.start, last.span.end));
            }
        }
        spans
    }

    fn find_folded(&self, text: &str, lang: &Lang) -> Vec<Span<Chars>> {
        let folded = traced_key(text, lang.script());
        // Where each searched character stands in the key.
        let mut places = Vec::with_capacity(folded.char_count());
        let mut searched = String::with_capacity(text.len());
        for (place, c) in folded.as_str().chars().enumerate() {
            for lower in c.to_lowercase() {
                searched.push(lower);
                places.push(place);
            }
        }
        let wanted = &self.prepared(lang).key;
        let spans = find_in(&searched, wanted);
        spans
            .into_iter()
            .filter_map(|found| {
                let (first, last) = (places.get(found.start)?, places.get(found.end.checked_sub(1)?)?);
                folded.source_span(Span::new(*first, last + 1))
            })
            .collect()
    }
}

fn key(text: &str, script: Script) -> String {
    exact_key(text, script).to_lowercase()
}

fn words(text: &str, script: Script) -> Vec<String> {
    tokens(text, script).into_iter().map(|t| t.text).collect()
}

/// Every place of `wanted` in `text`, in characters.
fn find_in(text: &str, wanted: &str) -> Vec<Span<Chars>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let length = wanted.chars().count();
    let (mut byte, mut character) = (0, 0);
    text.match_indices(wanted)
        .map(|(at, _)| {
            character += text.get(byte..at).map_or(0, |between| between.chars().count());
            byte = at;
            Span::new(character, character + length)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str, lang: &str, strictness: Strictness) -> Vec<String> {
        let lang = Lang::parse(lang).unwrap();
        let pattern = Pattern::new(pattern, strictness);
        let spans = pattern.find(text, &lang);
        assert_eq!(pattern.is_in(text, &lang), !spans.is_empty());
        spans.into_iter().map(|s| text.chars().skip(s.start).take(s.len()).collect()).collect()
    }

    #[test]
    fn spelling_does_not_matter() {
        let folded = Strictness::default();
        let text = "شوراي هفت\u{200C}تپه و شورای هفت تپه";
        assert_eq!(found("هفت تپه", text, "fa", folded), ["هفت\u{200C}تپه", "هفت تپه"]);
        assert_eq!(found("شورای", text, "fa", folded), ["شوراي", "شورای"]);
        assert_eq!(
            found("Strike Fund", "the strike fund, Strike  fund", "en", folded),
            ["strike fund", "Strike  fund"]
        );
    }

    #[test]
    fn exact_is_letter_by_letter() {
        let exact = Strictness { exact: true, word: false };
        assert_eq!(found("شورای", "شوراي شورای", "fa", exact), ["شورای"]);
    }

    #[test]
    fn whole_words_only() {
        let word = Strictness { exact: false, word: true };
        assert_eq!(found("کار", "کار کارگر کار.", "fa", word), ["کار", "کار"]);
        assert_eq!(found("می روند", "آنها می\u{200C}روند", "fa", word), ["می\u{200C}روند"]);
        assert_eq!(found("کار", "کارگر", "fa", word), Vec::<String>::new());
    }

    #[test]
    fn nothing_finds_nothing() {
        for strictness in [
            Strictness::default(),
            Strictness { exact: true, word: false },
            Strictness { exact: false, word: true },
        ] {
            assert!(found("", "نان", "fa", strictness).is_empty());
        }
        assert!(found("\u{200C}", "نان", "fa", Strictness::default()).is_empty());
    }
}
