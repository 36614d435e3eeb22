//! Words of a translation: where they stand, their capitals and plurals.

use crate::check::stands_for;
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::{Token, TokenKind, tokens};

/// Where a word or several stand as a whole, in any case.
pub(super) fn places(text: &str, wanted: &str) -> Vec<Span<Chars>> {
    let (text, wanted) = (lowered(text), lowered(wanted));
    let inside = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(|c| c.is_alphanumeric());
    let starts = (0..text.len()).filter(|at| {
        text.get(*at..at + wanted.len()) == Some(wanted.as_slice())
            && !inside(at.checked_sub(1))
            && !inside(Some(at + wanted.len()))
    });
    if wanted.is_empty() { Vec::new() } else { starts.map(|at| Span::new(at, at + wanted.len())).collect() }
}

/// One character for one, so that places stay.
fn lowered(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// The characters right before and right behind a span.
pub(super) fn neighbours(text: &str, span: Span<Chars>) -> Vec<char> {
    let before = span.start.checked_sub(1).and_then(|at| text.chars().nth(at));
    before.into_iter().chain(text.chars().nth(span.end)).collect()
}

/// Whether a word with a capital stands before or behind a span, but for the first of a sentence: then it may be part of a
/// longer name.
pub(super) fn stands_in_a_name(text: &str, span: Span<Chars>) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let behind = letters.get(span.end..).unwrap_or_default();
    let is_capital = |c: &char| c.is_uppercase();
    let [' ', before @ ..] =
        &letters.get(..span.start).unwrap_or_default().iter().rev().copied().collect::<Vec<_>>()[..]
    else {
        return matches!(behind, [' ', next, ..] if is_capital(next));
    };
    let word = before.iter().take_while(|c| c.is_alphanumeric()).count();
    let is_first = before
        .get(word..)
        .unwrap_or_default()
        .iter()
        .find(|c| !c.is_whitespace())
        .is_none_or(|c| ".!?:".contains(*c));
    let before_is_capital = word.checked_sub(1).and_then(|first| before.get(first)).is_some_and(is_capital);
    before_is_capital && !is_first || matches!(behind, [' ', next, ..] if is_capital(next))
}

/// Whether a word of the text may stand for an amount: both, twice, a dozen.
///
/// Words inside `read` are read as values.
pub(super) fn stands_for_amount(text: &str, lang: &Lang, amount: &str, read: &[Span<Chars>]) -> bool {
    let is_read = |word: &Token| read.iter().any(|span| span.contains(&word.span));
    let words = tokens(text, lang.script()).into_iter().filter(|t| t.kind == TokenKind::Word && !is_read(t));
    words
        .into_iter()
        .any(|word| stands_for(lang.primary(), &word.text).is_some_and(|(value, _)| value == amount))
}

/// Its digits, in ASCII.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// New digits in the groups of old ones; nothing where there are more or fewer.
pub(super) fn in_groups_of(written: &str, new: &str) -> Option<String> {
    let mut new = new.chars();
    let mut text = String::new();
    for c in written.chars() {
        text.push(if c.is_ascii_digit() { new.next()? } else { c });
    }
    new.next().is_none().then_some(text)
}

/// Whether a French word before it is elided; of those with h only the list of an exception would know.
pub(super) fn begins_with_vowel(text: &str) -> bool {
    text.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h', 'é', 'è', 'ê', 'â', 'î', 'ô', 'œ'])
}

/// The text with a capital where the old one has one.
pub(super) fn with_capital_of(old: &str, new: &str) -> String {
    let capital = old.chars().next().is_some_and(char::is_uppercase);
    let mut letters = new.chars();
    match letters.next().filter(|_| capital) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => new.to_owned(),
    }
}

/// The regular plural of a term of English; nothing where its last word may have another.
pub fn english_plural(text: &str) -> Option<String> {
    let last = text.chars().next_back().filter(char::is_ascii_lowercase)?;
    let before = text.chars().rev().nth(1)?;
    Some(match last {
        'y' if !"aeiou".contains(before) => format!("{}ies", text.get(..text.len() - 1)?),
        's' | 'x' | 'z' => format!("{text}es"),
        'h' if matches!(before, 's' | 'c') => format!("{text}es"),
        // Policewoman, wife: not by rule.
        'f' => return None,
        _ if text.ends_with("man") || text.ends_with("fe") => return None,
        _ => format!("{text}s"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_of_english() {
        for (one, many) in
            [("teacher", "teachers"), ("company", "companies"), ("boss", "bosses"), ("day", "days")]
        {
            assert_eq!(english_plural(one).as_deref(), Some(many));
        }
        assert_eq!(english_plural("spokeswoman"), None);
    }

    #[test]
    fn digits_keep_their_groups() {
        assert_eq!(in_groups_of("021-8877 6655", "02144332211").as_deref(), Some("021-4433 2211"));
        assert_eq!(in_groups_of("021-8877", "02144332211"), None);
    }

    #[test]
    fn whole_words_are_found() {
        assert_eq!(places("In Tehran, tehran and Tehrani", "Tehran").len(), 2);
    }
}
