//! Whether two texts give the same numbers: figures and simple number words (`data/number_words.tsv`).

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Sides;
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::{Token, TokenKind};

/// The values of figures and number words, ordered by value.
pub(super) fn numbers<'t>(
    tokens: impl IntoIterator<Item = &'t Token>,
    lang: &Lang,
) -> Vec<(String, Span<Chars>)> {
    let value = |t: &'t Token| match t.kind {
        TokenKind::Number => Some(t.text.as_str()),
        TokenKind::Word => number_words().get(&(lang.primary(), t.text.as_str())).copied(),
        TokenKind::Mark => None,
    };
    let found = tokens.into_iter().filter_map(|t| Some((value(t)?.to_owned(), t.span)));
    let mut numbers: Vec<_> = found.collect();
    numbers.sort();
    numbers
}

/// The numbers that only one side has; both lists are ordered.
pub(super) fn differ(here: &[(String, Span<Chars>)], memory: &[(String, Span<Chars>)]) -> Sides {
    (only_in(here, memory), only_in(memory, here))
}

fn only_in(own: &[(String, Span<Chars>)], other: &[(String, Span<Chars>)]) -> Vec<Span<Chars>> {
    let mut rest: HashMap<&str, usize> = HashMap::new();
    other.iter().for_each(|(value, _)| *rest.entry(value).or_default() += 1);
    let mut only = Vec::new();
    for (value, span) in own {
        match rest.get_mut(value.as_str()).filter(|n| **n > 0) {
            Some(n) => *n -= 1,
            None => only.push(*span),
        }
    }
    only.sort();
    only
}

/// Values of number words by language and word.
fn number_words() -> &'static HashMap<(&'static str, &'static str), &'static str> {
    static WORDS: OnceLock<HashMap<(&'static str, &'static str), &'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = include_str!("../../data/number_words.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?))
        })
        .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_word_has_a_value() {
        for row in include_str!("../../data/number_words.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 4 && cells[2].parse::<u32>().is_ok() && !cells[3].is_empty(), "{row}");
        }
        assert_eq!(number_words().get(&("sv", "tolv")), Some(&"12"));
    }
}
