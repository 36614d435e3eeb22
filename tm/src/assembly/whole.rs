//! Which words of a text say one thing together, so that no passage may part them?
//!
//! Half of an account number is no number, and "kept" of a verb that says "kept its promises" nothing: a date, a sum, an
//! identifier, a name, a verb with its noun and a denial with what it denies are taken whole or left out.

use std::collections::HashSet;

use crate::align::{Range, Sentence};
use crate::check::is_deed;
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::TokenKind;
use crate::text::name::names;
use crate::text::placeable::placeables;
use crate::text::polarity::{DenialKind, Stated, read};

/// The runs of two words and more that are one, without the words at their edges that say nothing.
pub(super) fn wholes(text: &Sentence) -> Vec<Range> {
    let spans = placeables(&text.text, &text.lang).into_iter().map(|value| value.span);
    let spans = spans.chain(names(&text.text, &text.lang).into_iter().map(|name| name.span));
    let found = spans.map(|span| text.words_of(span)).chain(clauses(text)).collect();
    runs(text, found)
}

/// Those of them that show in a pair of the memory: reading values and names of many pairs costs more than all else, and a
/// rendering that says a part of one is found out by its value.
pub(super) fn wholes_of_pair(source: &Sentence) -> Vec<Range> {
    runs(source, clauses(source))
}

/// Verbs, denials and identifiers.
fn clauses(text: &Sentence) -> Vec<Range> {
    let stated = read(&text.text, &text.lang);
    let spans = denied(&stated).chain(verbs(&stated));
    spans.map(|span| text.words_of(span)).chain(identifiers(text)).collect()
}

fn runs(text: &Sentence, mut found: Vec<Range>) -> Vec<Range> {
    found.iter_mut().for_each(|range| *range = said(text, *range));
    found.retain(|range| range.len() > 1);
    found.sort_unstable();
    found.dedup();
    found
}

/// The largest run inside one that parts nothing; nothing where there is none.
pub(super) fn without_parts(mut words: Range, wholes: &[Range]) -> Option<Range> {
    loop {
        let parted = wholes.iter().find(|whole| {
            let apart = whole.end <= words.start || words.end <= whole.start;
            let inside = words.start <= whole.start && whole.end <= words.end;
            !apart && !inside
        });
        match parted {
            _ if words.is_empty() => return None,
            None => return Some(words),
            Some(whole) if whole.start < words.start => words.start = whole.end.min(words.end),
            Some(whole) => words.end = whole.start.max(words.start),
        }
    }
}

/// A run without the words at its edges that say nothing.
fn said(text: &Sentence, range: Range) -> Range {
    let mut inside = text.content_words().filter(|word| range.has(*word));
    let Some(first) = inside.next() else { return Range { start: 0, end: 0 } };
    Range { start: first, end: inside.last().unwrap_or(first) + 1 }
}

/// A denial and the word that it denies.
fn denied(stated: &Stated) -> impl Iterator<Item = Span<Chars>> + '_ {
    let of = |kind: DenialKind| matches!(kind, DenialKind::Without | DenialKind::Lack);
    stated.denials.iter().map(move |denial| {
        let noun = noun(&denial.head).and_then(|noun| before(stated, noun, denial.span.start));
        let start = noun.map_or(denial.span.start, |noun| noun.start);
        let next = stated.words.iter().find(|word| of(denial.kind) && word.span.start >= denial.span.end);
        Span::new(start, next.map_or(denial.span.end, |word| word.span.end))
    })
}

/// The noun of a verb that says nothing without it.
fn noun(head: &str) -> Option<&str> {
    head.split_once(' ').filter(|(_, verb)| *verb != COPULA).map(|(noun, _)| noun)
}

/// What is said of a thing stands apart from the thing.
const COPULA: &str = "است";

/// The word of these letters that stands right before a place.
fn before(stated: &Stated, letters: &str, place: usize) -> Option<Span<Chars>> {
    let last = stated.words.iter().rev().find(|word| word.span.end <= place)?;
    let mut ending = stated.words.iter().filter(|word| word.span.end == last.span.end);
    ending.find(|word| word.text == letters).map(|word| word.span)
}

/// Verbs that are not denied, with their nouns.
fn verbs(stated: &Stated) -> Vec<Span<Chars>> {
    let nouns: HashSet<&str> = stated.affirmed.iter().filter_map(|head| noun(head)).collect();
    let mut found = Vec::new();
    for words in stated.words.windows(2) {
        let [word, next] = words else { continue };
        if word.text.contains(char::is_numeric) {
            continue;
        }
        let is_one = match nouns.contains(word.text.as_str()) {
            true => is_verb(&next.text),
            // Of کند it is not certain of which verb it is.
            false => is_deed(&word.text) && is_verb_of(&word.text, &next.text),
        };
        if is_one {
            found.push(Span::new(word.span.start, next.span.end));
        }
    }
    found
}

fn is_verb(word: &str) -> bool {
    matches!(word, "می" | "همی") || !read(word, &Lang::persian()).affirmed.is_empty()
}

fn is_verb_of(noun: &str, word: &str) -> bool {
    let stated = read(&format!("{noun} {word}"), &Lang::persian());
    matches!(word, "می" | "همی") || stated.affirmed.iter().any(|head| self::noun(head) == Some(noun))
}

/// Digits and letters that marks tie together: 12/3-A, ۱۲۳۴-۵۶۷۸.
fn identifiers(text: &Sentence) -> Vec<Range> {
    let glued = |at: usize| match (text.words.get(at), text.words.get(at + 1)) {
        (Some(left), Some(right)) => left.span.end == right.span.start,
        _ => false,
    };
    let is = |at: usize, kind: TokenKind| text.words.get(at).is_some_and(|word| word.form.kind == kind);
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.words.len() {
        let tied = |at: usize| {
            glued(at) && glued(at + 1) && is(at + 1, TokenKind::Mark) && !is(at + 2, TokenKind::Mark)
        };
        let mut end = start;
        while tied(end) && !is(end, TokenKind::Mark) {
            end += 2;
        }
        if (start..=end).any(|at| is(at, TokenKind::Number)) && end > start {
            found.push(Range { start, end: end + 1 });
        }
        start = end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The wholes of a text, as they are written.
    fn of(text: &str) -> Vec<String> {
        let text = Sentence::new(text, &Lang::persian());
        wholes(&text).into_iter().map(|whole| text.text_of(whole)).collect()
    }

    #[test]
    fn values_names_verbs_and_denials_are_whole() {
        assert_eq!(of("شماره حساب صندوق: ۷۷۳۱-۲۰۰۴"), ["۷۷۳۱-۲۰۰۴"]);
        assert_eq!(of("پرونده ۴۰۲/الف/۱۷ باز است."), ["۴۰۲/الف/۱۷"]);
        assert_eq!(of("تا ۱۸ مهر ۱۴۰۱ ماندند."), ["۱۸ مهر ۱۴۰۱"]);
        assert_eq!(of("وام ۴۵ میلیون تومانی را گرفتند."), ["۴۵ میلیون تومانی"]);
        assert_eq!(of("نانوایان به تحصن ادامه می\u{200C}دهند."), ["ادامه می\u{200C}دهند"]);
        assert_eq!(of("مجوز راهپیمایی صادر نشد."), ["صادر نشد"]);
        assert_eq!(of("بدون قرارداد کار کردند."), ["بدون قرارداد", "کار کردند"]);
        assert_eq!(of("نانوایان یزد خندیدند."), [""; 0]);
    }

    #[test]
    fn a_run_keeps_no_part_of_a_whole() {
        let range = |start, end| Range { start, end };
        let wholes = [range(2, 5), range(6, 8)];
        assert_eq!(without_parts(range(0, 4), &wholes), Some(range(0, 2)));
        assert_eq!(without_parts(range(3, 7), &wholes), Some(range(5, 6)));
        assert_eq!(without_parts(range(0, 8), &wholes), Some(range(0, 8)));
        assert_eq!(without_parts(range(3, 4), &wholes), None);
        assert_eq!(without_parts(range(5, 6), &wholes), Some(range(5, 6)));
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_parts_nothing(
            ends in proptest::collection::vec((0usize..12, 1usize..5), 0..5), start in 0usize..12, length in 1usize..8
        ) {
            let wholes: Vec<Range> =
                ends.iter().map(|(start, length)| Range { start: *start, end: start + length }).collect();
            let run = Range { start, end: start + length };
            if let Some(left) = without_parts(run, &wholes) {
                proptest::prop_assert!(run.start <= left.start && left.end <= run.end && !left.is_empty());
                for whole in wholes {
                    let inside = (whole.start..whole.end).filter(|word| left.has(*word)).count();
                    proptest::prop_assert!(inside == 0 || inside == whole.len());
                }
            }
        }
    }
}
