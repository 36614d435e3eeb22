//! Two texts with the words they share in one spelling each, so that a reader of facts sees no spelling.

use crate::distance::{Step, Weighted};
use crate::span::{Chars, Span};
use crate::text::TokenKind;

/// A text some words of which are spelt as in another text.
#[derive(Debug)]
pub(crate) struct Respelled {
    /// The text.
    pub(crate) text: String,
    /// For each of its characters the source characters it stands for.
    origins: Vec<Span<Chars>>,
}

impl Respelled {
    /// The span of the source that a span of the text stands for.
    pub(crate) fn source_span(&self, span: Span<Chars>) -> Span<Chars> {
        let first = self.origins.get(span.start);
        let last = span.end.checked_sub(1).and_then(|last| self.origins.get(last));
        match (first, last) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => span,
        }
    }

    fn push(&mut self, text: &[char], origin: impl Fn(usize) -> Span<Chars>) {
        self.text.extend(text);
        self.origins.extend((0..text.len()).map(origin));
    }
}

/// Both texts; a word that `steps` find on both sides is spelt as on the side that sets more of its parts apart.
pub(crate) fn respelled(
    left: (&str, &[Weighted]),
    right: (&str, &[Weighted]),
    steps: &[Step],
) -> (Respelled, Respelled) {
    let (own, other): (Vec<char>, Vec<char>) = (left.0.chars().collect(), right.0.chars().collect());
    let (mut own_words, mut other_words) = (Vec::new(), Vec::new());
    for step in steps {
        let Some((l, r)) = words(left.1, right.1, step) else { continue };
        let (Some(one), Some(two)) = (own.get(l.start..l.end), other.get(r.start..r.end)) else { continue };
        // More characters are more gaps; between equals any rule will do that both sides follow.
        if (one.len(), one) > (two.len(), two) {
            other_words.push((r, one));
        } else if one != two {
            own_words.push((l, two));
        }
    }
    (replaced(&own, &own_words), replaced(&other, &other_words))
}

/// Where the words of a step stand on both sides; `None` where they are not the same, or marks, which a reader of facts
/// tells apart although the score does not.
fn words(left: &[Weighted], right: &[Weighted], step: &Step) -> Option<(Span<Chars>, Span<Chars>)> {
    let span = |all: &[Weighted], first: usize, parts: usize| {
        let (first, last) = (all.get(first)?, all.get(first + parts.checked_sub(1)?)?);
        Some(Span::new(first.token.span.start, last.token.span.end))
    };
    let (l, r) = match *step {
        Step::Same(i, _) if left.get(i).is_some_and(|word| word.token.kind == TokenKind::Mark) => {
            return None;
        }
        Step::Same(i, j) => (span(left, i, 1), span(right, j, 1)),
        Step::Split(i, j, parts) => (span(left, i, 1), span(right, j, parts)),
        Step::Joined(i, j, parts) => (span(left, i, parts), span(right, j, 1)),
        Step::Changed(..) | Step::Left(_) | Step::Right(_) => return None,
    };
    l.zip(r)
}

/// The text with other spellings of some words, which come in order.
fn replaced(text: &[char], words: &[(Span<Chars>, &[char])]) -> Respelled {
    let mut result = Respelled { text: String::with_capacity(2 * text.len()), origins: Vec::new() };
    let mut at = 0;
    for (span, spelling) in words {
        result.push(text.get(at..span.start).unwrap_or_default(), |i| Span::new(at + i, at + i + 1));
        result.push(spelling, |_| *span);
        at = span.end;
    }
    result.push(text.get(at..).unwrap_or_default(), |i| Span::new(at + i, at + i + 1));
    result
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::score::{Scored, compare, differences};

    fn found(here: &str, memory: &str) -> Vec<(&'static str, Vec<String>, Vec<String>)> {
        let lang = Lang::persian();
        let (one, other) = (Scored::new(here, &lang), Scored::new(memory, &lang));
        let cut = |text: &str, spans: &[crate::span::Span<crate::span::Chars>]| {
            spans.iter().map(|s| text.chars().skip(s.start).take(s.len()).collect()).collect()
        };
        let differences = differences(&one, &other, &compare(&one, &other).steps);
        differences.iter().map(|d| (d.kind.as_str(), cut(here, &d.here), cut(memory, &d.memory))).collect()
    }

    #[test]
    fn another_spelling_of_a_number_is_no_other_number() {
        assert_eq!(found("گروه دهنفره بزرگ", "گروه ده نفره ما"), []);
        assert_eq!(found("گروه ده\u{200C}نفره بزرگ", "گروه دهنفره ما"), []);
    }

    #[test]
    fn a_real_difference_beside_it_is_told_where_it_stands() {
        let number = |here: &str, memory: &str| ("number", vec![here.to_owned()], vec![memory.to_owned()]);
        assert_eq!(
            found("گروه دهنفره ۷ روز ماند", "گروه ده نفره ۹ روز ماند"),
            [("quantity", vec!["۷ روز".to_owned()], vec!["۹ روز".to_owned()])]
        );
        assert_eq!(found("از گروه ده نفره بند ۷", "از گروه دهنفره بند ۹"), [number("بند ۷", "بند ۹")]);
    }
}
