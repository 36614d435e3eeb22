//! Canonical tokens: the words, numbers and marks of a text, whatever way its affixes were joined.
//!
//! A Persian affix typed apart (`می گویند`), joined by ZWNJ (`می\u{200C}گویند`) or glued (`میگویند`) gives one token; ZWNJ
//! vanishes from all tokens. Words of scripts with case are lower-cased. Digits of every set are ASCII digits. The
//! affixes that are joined are rows of `data/fa/affixes.tsv`, the compounds those of `data/fa/compounds.tsv` and
//! `data/tidy/compounds.tsv`; how the other compounds were joined costs nothing in [`crate::distance`].

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::fold::{Folded, ZWNJ, fold};
use super::letter::{is_caseless, is_figure, is_letter, lower};
use super::orthography::{append, canonical, ends_in_ezafe};
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
    let joined = if script == Script::Arabic { join_compounds(join_affixes(raw)) } else { raw };
    joined
        .into_iter()
        .filter_map(|t| {
            let span = folded.source_span(Span::new(t.start, t.end))?;
            Some(Token { text: t.text, kind: t.kind, span })
        })
        .collect()
}

/// A token before its affixes are joined; positions count folded characters.
pub(super) struct Raw {
    pub(super) text: String,
    pub(super) kind: TokenKind,
    start: usize,
    end: usize,
    /// Letters behind the last ZWNJ.
    letters: usize,
    /// Whether ZWNJ stands before the last letter.
    pub(super) apart: bool,
}

pub(super) fn raw_tokens(folded: &Folded) -> Vec<Raw> {
    let mut tokens: Vec<Raw> = Vec::new();
    let mut chars = folded.as_str().chars().enumerate().peekable();
    // End of the token that the next character may continue, and whether ZWNJ stands there.
    let mut open = None;
    let mut joiner = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let last = tokens.last_mut().filter(|_| open == Some(at));
        let apart = std::mem::take(&mut joiner);
        open = Some(at + 1);
        match last {
            _ if c == ' ' => open = None,
            Some(_) if c == ZWNJ => joiner = true,
            _ if c == ZWNJ => open = None,
            // A sign above a figure or a mark belongs to it and is no word.
            Some(token) if token.kind != TokenKind::Word && is_mark_of_letter(c) => token.end = at + 1,
            Some(token) if token.takes(c, next) => {
                token.apart = apart && token.text.chars().nth(1).is_some();
                if token.kind != TokenKind::Mark {
                    token.letters = if apart { 1 } else { token.letters + 1 };
                    if is_caseless(c) {
                        append(&mut token.text, c, token.letters);
                    } else {
                        c.to_lowercase().for_each(|c| {
                            append(&mut token.text, c, token.letters);
                        });
                    }
                }
                token.end = at + 1;
            }
            _ => tokens.push(Raw {
                text: lower(c),
                kind: kind_of(c),
                start: at,
                end: at + 1,
                letters: 1,
                apart: false,
            }),
        }
    }
    tokens
}

fn kind_of(c: char) -> TokenKind {
    match c {
        c if is_figure(c) => TokenKind::Number,
        c if is_letter(c) || is_mark_of_letter(c) => TokenKind::Word,
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

    /// Takes another word as its end.
    fn join(&mut self, other: &Raw) {
        self.text.push_str(&other.text);
        self.end = other.end;
    }

    /// Whether it is a word one gap behind another.
    pub(super) fn is_near(&self, before: &Raw) -> bool {
        self.kind == TokenKind::Word && before.kind == TokenKind::Word && before.end + 1 == self.start
    }
}

/// Where an affix is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Prefix,
    /// A suffix behind one of these letters; behind any where there is none.
    Suffix(&'static str),
}

impl Place {
    fn is_suffix_of(self, word: &str) -> bool {
        match self {
            Place::Prefix => false,
            Place::Suffix(after) => after.is_empty() || word.ends_with(|last| after.contains(last)),
        }
    }
}

fn affixes() -> &'static HashMap<&'static str, Place> {
    static ROWS: OnceLock<HashMap<&'static str, Place>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let rows = include_str!("../../data/fa/affixes.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            let (place, form, after) = (cells.next()?, cells.next()?, cells.next()?);
            let place =
                if place == "prefix" { Place::Prefix } else { Place::Suffix(after.trim_matches('-')) };
            Some((form, place))
        })
        .collect()
    })
}

/// What a word is behind another, one gap between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// A word of its own.
    Apart,
    /// Its end.
    Affix,
    /// Another spelling of ezafe, which most texts leave out.
    Ezafe,
}

/// What the word `text`, an affix of this place or none, is behind the word `before`, which is a prefix or none.
pub(super) fn behind(before: &str, text: &str, place: Option<Place>, is_prefix: bool) -> Behind {
    if !is_prefix && place.is_none_or(|place| !place.is_suffix_of(before)) {
        return Behind::Apart;
    }
    match text == "ی" && before.ends_with('ه') {
        false => Behind::Affix,
        true if before.chars().nth(1).is_some() => Behind::Ezafe,
        true => Behind::Apart,
    }
}

/// Joins affixes that stand alone to the word they belong to.
fn join_affixes(raw: Vec<Raw>) -> Vec<Raw> {
    let mut joined: Vec<Raw> = Vec::with_capacity(raw.len());
    let mut prefix_open = false;
    for mut token in raw {
        if token.kind == TokenKind::Word && ends_in_ezafe(&token.text, token.apart) {
            token.text.pop();
        }
        let place = affix(&token.text, token.kind);
        // One gap between: affixes are never looked for across marks.
        let before = joined.last_mut().filter(|last| token.is_near(last));
        let kind =
            before.as_ref().map_or(Behind::Apart, |last| behind(&last.text, &token.text, place, prefix_open));
        prefix_open = place == Some(Place::Prefix) && kind == Behind::Apart;
        match before.filter(|_| kind != Behind::Apart) {
            Some(last) if kind == Behind::Ezafe => last.end = token.end,
            Some(last) => last.join(&token),
            None => joined.push(token),
        }
    }
    joined
}

/// Letters of the longest affix, two bytes each: what is longer needs no look-up.
const LONGEST_AFFIX: usize = 7 * 2;

/// Which affix a token is, if any.
pub(super) fn affix(text: &str, kind: TokenKind) -> Option<Place> {
    let may_be = kind == TokenKind::Word && text.len() <= LONGEST_AFFIX;
    may_be.then(|| affixes().get(text).copied()).flatten()
}

/// The second halves of compounds by their first ones.
fn compounds() -> &'static HashMap<String, Vec<String>> {
    static ROWS: OnceLock<HashMap<String, Vec<String>>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut compounds: HashMap<String, Vec<String>> = HashMap::new();
        let tables =
            [include_str!("../../data/fa/compounds.tsv"), include_str!("../../data/tidy/compounds.tsv")];
        for row in tables.iter().flat_map(|rows| rows.lines().skip(1)) {
            let mut halves = row.split('\t').map(canonical);
            if let (Some(first), Some(second)) = (halves.next(), halves.next()) {
                compounds.entry(first).or_default().push(second);
            }
        }
        compounds
    })
}

/// Whether a word is the first half of a listed compound.
pub(super) fn begins_compound(first: &str) -> bool {
    compounds().contains_key(first)
}

/// Whether a word begins with the second half of a listed compound.
pub(super) fn may_end_compound(second: &str) -> bool {
    static HALVES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let halves = HALVES.get_or_init(|| compounds().values().flatten().map(String::as_str).collect());
    let ends = second.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_HALF);
    ends.filter_map(|end| second.get(..end)).any(|beginning| halves.contains(beginning))
}

/// Letters of the longest second half.
const LONGEST_HALF: usize = 12;

/// Whether two words are the halves of a listed compound, the second one with its suffixes.
pub(super) fn is_compound(first: &str, second: &str) -> bool {
    compounds().get(first).is_some_and(|all| all.iter().any(|half| is_form_of(second, half)))
}

/// Joins the halves of listed compounds.
fn join_compounds(words: Vec<Raw>) -> Vec<Raw> {
    let mut joined: Vec<Raw> = Vec::with_capacity(words.len());
    for token in words {
        let before = joined.last_mut().filter(|last| token.is_near(last));
        match before.filter(|last| is_compound(&last.text, &token.text)) {
            Some(last) => last.join(&token),
            None => joined.push(token),
        }
    }
    joined
}

fn is_form_of(word: &str, stem: &str) -> bool {
    let Some(rest) = word.strip_prefix(stem) else { return false };
    rest.is_empty() || affixes().get(rest).is_some_and(|place| place.is_suffix_of(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str, script: Script) -> Vec<String> {
        tokens(text, script).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn a_sign_above_a_figure_or_a_mark_is_part_of_it() {
        for text in ["7\u{36F} a", "\u{FFFD}\u{FFFD}\u{36F} a"] {
            let found = tokens(text, Script::Latin);
            assert_eq!(found.len(), 2, "{found:?}");
            assert!(found[0].span.end <= found[1].span.start, "{found:?}");
        }
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
                matches!(cells[..], ["prefix" | "suffix", form, after, reason]
                    if !form.is_empty() && form.len() <= LONGEST_AFFIX && !after.is_empty() && !reason.is_empty()),
                "{row}"
            );
        }
        assert_eq!(affixes().len(), include_str!("../../data/fa/affixes.tsv").lines().count() - 1);
    }

    #[test]
    fn every_compound_row_has_its_reason_and_is_new() {
        let mut seen = HashSet::new();
        for row in include_str!("../../data/fa/compounds.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(matches!(cells[..], [_, _, reason] if reason.len() > 3), "{row}");
            assert!(seen.insert((cells[0], cells[1])), "{row}");
            assert_eq!(texts(&format!("{} {}", cells[0], cells[1]), Script::Arabic).len(), 1, "{row}");
        }
    }

    #[test]
    fn what_ends_a_listed_compound_may_do_so() {
        for (first, seconds) in compounds() {
            assert!(begins_compound(first));
            for second in seconds {
                assert!(second.chars().count() <= LONGEST_HALF, "{second}");
                assert!(may_end_compound(second) && may_end_compound(&format!("{second}ها")), "{second}");
                assert!(is_compound(first, second));
            }
        }
        assert!(!may_end_compound("ژ"));
    }

    #[test]
    fn a_listed_compound_is_one_word_in_every_spelling() {
        for spellings in [
            ["پیش\u{200C}نویس", "پیش نویس", "پیشنویس"],
            ["دست\u{200C}مزدهایشان", "دست مزد هایشان", "دستمزدهایشان"],
            ["رأی\u{200C}گیری", "رای گیری", "رأیگیری"],
        ] {
            for spelling in spellings {
                assert_eq!(
                    texts(spelling, Script::Arabic),
                    texts(spellings[2], Script::Arabic),
                    "{spelling}"
                );
            }
        }
        assert_eq!(texts("پیش نویسنده", Script::Arabic), ["پیش", "نویسنده"]);
    }

    #[test]
    fn a_suffix_joins_only_behind_its_letters() {
        assert_eq!(texts("برخیز ای کارگر", Script::Arabic), ["برخیز", "ای", "کارگر"]);
        assert_eq!(texts("خانه ای کوچک", Script::Arabic), ["خانهای", "کوچک"]);
        assert_eq!(texts("خانه ی ما، خانۀ ما", Script::Arabic), ["خانه", "ما", ",", "خانه", "ما"]);
        assert_eq!(texts("و ه ی", Script::Arabic), ["و", "ه", "ی"]);
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
