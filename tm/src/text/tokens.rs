//! Canonical tokens: the words, numbers and marks of a text, whatever way its affixes were joined.
//!
//! A Persian affix typed apart (`می گویند`), joined by ZWNJ (`می\u{200C}گویند`) or glued (`میگویند`) gives one token; ZWNJ
//! vanishes from all tokens. Words of scripts with case are lower-cased. Digits of every set are ASCII digits. The
//! affixes that are joined are rows of `data/fa/affixes.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold::{Folded, ZWNJ, fold};
use crate::lang::Script;
use crate::span::{Chars, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits with the signs inside them: `1400`, `12.5`, `20/6/1400`.
    Number,
    /// A punctuation mark or symbol; a run of the same mark is one token.
    Mark,
}

/// A canonical token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Canonical text.
    pub text: String,
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands in the source.
    pub span: Span<Chars>,
}

/// The canonical tokens of a text in the order they stand.
pub fn tokens(text: &str, script: Script) -> Vec<Token> {
    let folded = fold(text);
    let raw = raw_tokens(&folded);
    let joined = if script == Script::Arabic { join_affixes(raw) } else { raw };
    joined
        .into_iter()
        .filter_map(|t| {
            let span = folded.source_span(Span::new(t.start, t.end))?;
            Some(Token { text: t.text, kind: t.kind, span })
        })
        .collect()
}

/// A token before its affixes are joined; positions count folded characters.
struct Raw {
    text: String,
    kind: TokenKind,
    start: usize,
    end: usize,
}

fn raw_tokens(folded: &Folded) -> Vec<Raw> {
    let mut tokens: Vec<Raw> = Vec::new();
    let mut chars = folded.as_str().chars().enumerate().peekable();
    // End of the token that the next character may continue.
    let mut open = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let last = tokens.last_mut().filter(|_| open == Some(at));
        open = Some(at + 1);
        match last {
            _ if c == ' ' => open = None,
            Some(token) if c == ZWNJ => token.end = at + 1,
            _ if c == ZWNJ => open = None,
            Some(token) if token.takes(c, next) => {
                if token.kind != TokenKind::Mark {
                    token.text.extend(c.to_lowercase());
                }
                token.end = at + 1;
            }
            _ => tokens.push(Raw {
                text: c.to_lowercase().collect(),
                kind: kind_of(c),
                start: at,
                end: at + 1,
            }),
        }
    }
    tokens
}

fn kind_of(c: char) -> TokenKind {
    match c {
        c if c.is_numeric() => TokenKind::Number,
        c if c.is_alphabetic() || is_mark_of_letter(c) => TokenKind::Word,
        _ => TokenKind::Mark,
    }
}

fn is_mark_of_letter(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

impl Raw {
    fn takes(&self, c: char, next: Option<char>) -> bool {
        match self.kind {
            TokenKind::Mark => self.text.chars().eq([c]),
            TokenKind::Word => kind_of(c) == TokenKind::Word,
            TokenKind::Number => {
                kind_of(c) == TokenKind::Number
                    || matches!(c, '.' | ',' | '/' | ':') && next.is_some_and(|n| n.is_ascii_digit())
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Prefix,
    Suffix,
}

fn affixes() -> &'static HashMap<&'static str, Place> {
    static ROWS: OnceLock<HashMap<&'static str, Place>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let rows = include_str!("../../data/fa/affixes.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let (place, rest) = row.split_once('\t')?;
            let place = if place == "prefix" { Place::Prefix } else { Place::Suffix };
            Some((rest.split('\t').next()?, place))
        })
        .collect()
    })
}

/// Joins affixes that stand alone to the word they belong to.
fn join_affixes(raw: Vec<Raw>) -> Vec<Raw> {
    let mut joined: Vec<Raw> = Vec::with_capacity(raw.len());
    let mut prefix_open = false;
    for token in raw {
        let place = affixes().get(token.text.as_str()).copied().filter(|_| token.kind == TokenKind::Word);
        // One space between: affixes are never looked for across marks.
        let near = joined.last().is_some_and(|l| l.kind == TokenKind::Word && l.end + 1 == token.start);
        let joins = near && token.kind == TokenKind::Word && (prefix_open || place == Some(Place::Suffix));
        prefix_open = place == Some(Place::Prefix) && !joins;
        match joined.last_mut().filter(|_| joins) {
            Some(last) => {
                last.text.push_str(&token.text);
                last.end = token.end;
            }
            None => joined.push(token),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str, script: Script) -> Vec<String> {
        tokens(text, script).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn an_affix_joins_in_every_spelling() {
        let expected = ["خواستههایشان", "را", "نمیپذیرند", "."];
        for spelling in [
            "خواسته\u{200C}هایشان را نمی\u{200C}پذیرند.",
            "خواسته هایشان را نمی پذیرند .",
            "خواستههايشان را نميپذيرند.",
        ] {
            assert_eq!(texts(spelling, Script::Arabic), expected, "{spelling}");
        }
    }

    #[test]
    fn numbers_keep_the_signs_inside_them() {
        assert_eq!(texts("۱۲٫۵ درصد، ۲۰/۶/۱۴۰۰!!", Script::Arabic), ["12.5", "درصد", ",", "20/6/1400", "!"]);
        assert_eq!(texts("Art. 87, 98.", Script::Latin), ["art", ".", "87", ",", "98", "."]);
    }

    #[test]
    fn an_affix_does_not_cross_a_mark() {
        assert_eq!(texts("می، ها", Script::Arabic), ["می", ",", "ها"]);
    }

    #[test]
    fn spans_cover_the_source() {
        let text = "كارگر ها می روند";
        let spans: Vec<_> =
            tokens(text, Script::Arabic).into_iter().map(|t| (t.span.start, t.span.end)).collect();
        assert_eq!(spans, [(0, 8), (9, 16)]);
    }

    #[test]
    fn every_affix_row_has_its_reason() {
        for row in include_str!("../../data/fa/affixes.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(
                matches!(cells[..], ["prefix" | "suffix", form, reason] if !form.is_empty() && !reason.is_empty()),
                "{row}"
            );
        }
        assert_eq!(affixes().len(), include_str!("../../data/fa/affixes.tsv").lines().count() - 1);
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_inside(text in super::super::fold::tests::persian_text()) {
            let length = text.chars().count();
            let mut before = 0;
            for token in tokens(&text, Script::Arabic) {
                prop_assert!(before <= token.span.start && token.span.start < token.span.end && token.span.end <= length);
                prop_assert!(!token.text.is_empty());
                before = token.span.start;
            }
        }

        #[test]
        fn spaced_joined_and_glued_give_the_same_tokens(stem in "[بپتسکگلمنر]{2,6}", prefix in "می|نمی", suffix in "ها|هایشان|ترین") {
            prop_assume!(!affixes().contains_key(stem.as_str()));
            let tokens_of = |gap: &str| texts(&format!("{prefix}{gap}{stem} {stem}{gap}{suffix}"), Script::Arabic);
            prop_assert_eq!(tokens_of(" "), tokens_of("\u{200C}"));
            prop_assert_eq!(tokens_of("\u{200C}"), tokens_of(""));
        }
    }
}
