//! A text as names are looked for in it: pieces of words, each knowing what stands before it.

use unicode_normalization::char::is_combining_mark;

use super::form::{is_arabic, plain};
use crate::span::{Chars, Span};
use crate::text::letter::is_letter;
use crate::text::{Folded, ZWNJ, fold};

/// What stands between a piece and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// The end of a sentence, the beginning of the text, a line or a quotation.
    Sentence,
    /// Any other mark.
    Mark,
    /// One full stop and a space: of an abbreviation or of a sentence.
    Stop,
    /// A space.
    Space,
    /// A hyphen without spaces.
    Hyphen,
    /// ZWNJ.
    Joiner,
}

/// Letters without space, mark or ZWNJ between them.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Plain letters.
    pub(super) text: String,
    pub(super) gap: Gap,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Whether it has several letters, all capitals.
    pub(super) capitals: bool,
    start: usize,
    end: usize,
}

/// A text in pieces.
pub(super) struct Pieces {
    pub(super) all: Vec<Piece>,
    folded: Folded,
}

/// Most letters of a piece that are kept: no word has more; it bounds the time of every look-up.
const LONGEST: usize = 40;

impl Pieces {
    pub(super) fn new(text: &str) -> Pieces {
        let folded = fold(text);
        let mut all: Vec<Piece> = Vec::new();
        let mut between = Between { gap: Gap::Sentence };
        let mut open = false;
        for (at, c) in folded.as_str().chars().enumerate() {
            if !(is_letter(c) || is_combining_mark(c) && open) {
                between.take(c, open);
                open = false;
                continue;
            }
            match all.last_mut().filter(|last| open && is_arabic(c) == last.text.starts_with(is_arabic)) {
                Some(last) => last.push(c, at),
                None => {
                    all.push(Piece::new(c, at, if open { Gap::Mark } else { between.gap }));
                }
            }
            open = true;
        }
        Pieces { all, folded }
    }

    pub(super) fn get(&self, number: usize) -> Option<&Piece> {
        self.all.get(number)
    }

    /// The letters of a piece; none outside.
    pub(super) fn text(&self, number: usize) -> &str {
        self.get(number).map_or("", |piece| piece.text.as_str())
    }

    /// Whether a piece follows another one with nothing but these between; the end of the text is no piece.
    pub(super) fn follows(&self, number: usize, gaps: &[Gap]) -> bool {
        self.get(number).is_some_and(|piece| gaps.contains(&piece.gap))
    }

    /// Where pieces stand in the source, without the first `skipped` letters.
    pub(super) fn span(&self, first: usize, after: usize, skipped: usize) -> Option<Span<Chars>> {
        let (first, last) = (self.get(first)?, self.get(after.checked_sub(1)?)?);
        self.folded.source_span(Span::new(first.start + skipped, last.end))
    }

    /// The same without the last letter: of a genitive.
    pub(super) fn span_without_last(&self, first: usize, after: usize) -> Option<Span<Chars>> {
        let (first, last) = (self.get(first)?, self.get(after.checked_sub(1)?)?);
        self.folded.source_span(Span::new(first.start, last.end.saturating_sub(1).max(first.start + 1)))
    }
}

impl Piece {
    fn new(c: char, at: usize, gap: Gap) -> Piece {
        let mut piece = Piece {
            text: String::new(),
            gap,
            capital: c.is_uppercase(),
            capitals: false,
            start: at,
            end: at,
        };
        piece.push(c, at);
        piece
    }

    fn push(&mut self, c: char, at: usize) {
        self.capitals =
            self.end > self.start && c.is_uppercase() && (self.capitals || self.end == self.start + 1);
        self.capitals &= self.capital;
        if self.text.chars().count() < LONGEST && !is_combining_mark(c) {
            plain(c, &mut self.text);
        }
        self.end = at + 1;
    }
}

/// What was seen since the last letter.
struct Between {
    gap: Gap,
}

impl Between {
    fn take(&mut self, c: char, first: bool) {
        let before = if first { Gap::Joiner } else { self.gap };
        self.gap = match (before, c) {
            (_, '!' | '?' | '\n' | '\u{2029}' | '\u{2028}' | '\r' | '"' | '\u{2022}' | '\u{2026}') => {
                Gap::Sentence
            }
            (Gap::Sentence, _) => Gap::Sentence,
            (Gap::Joiner, ZWNJ) => Gap::Joiner,
            (Gap::Joiner, '\'') => Gap::Joiner,
            (Gap::Joiner, '-') => Gap::Hyphen,
            (Gap::Joiner, '.') => Gap::Stop,
            (Gap::Stop, ' ') => Gap::Stop,
            (Gap::Hyphen, ' ') => Gap::Mark,
            (Gap::Joiner | Gap::Space, ' ') | (Gap::Space, ZWNJ) => Gap::Space,
            (_, ':' | '.') => Gap::Sentence,
            _ => Gap::Mark,
        };
    }
}
