//! A text as the recognisers read it: folded, one cell a character, each knowing where it came from.

use unicode_normalization::UnicodeNormalization;

use crate::span::{Chars, Span};
use crate::text::{ZWNJ, fold};

/// A folded text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Letters {
    cells: Vec<char>,
    origins: Vec<Span<Chars>>,
}

impl Letters {
    /// Folds a text; full-width and other compatibility digits and Latin letters become plain ones.
    pub(crate) fn new(text: &str) -> Letters {
        let folded = fold(text);
        let mut letters = Letters::default();
        for (at, c) in folded.as_str().chars().enumerate() {
            if is_invisible(c) {
                continue;
            }
            let Some(origin) = folded.source_span(Span::new(at, at + 1)) else { continue };
            let wide = matches!(c, '\u{FF01}'..='\u{FF5E}' | '\u{1D400}'..='\u{1D7FF}' | '\u{2070}'..='\u{209C}' | '\u{2460}'..='\u{24FF}');
            if wide {
                std::iter::once(c).nfkc().for_each(|c| letters.push(c, origin));
            } else {
                letters.push(c, origin);
            }
        }
        letters
    }

    fn push(&mut self, c: char, origin: Span<Chars>) {
        self.cells.push(c);
        self.origins.push(origin);
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The character at a place; NUL, which no text has, outside.
    pub(crate) fn at(&self, place: usize) -> char {
        self.cells.get(place).copied().unwrap_or('\0')
    }

    /// The character before a place.
    pub(crate) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\0', |before| self.at(before))
    }

    /// The value of the digit at a place.
    pub(crate) fn digit(&self, place: usize) -> Option<u8> {
        self.at(place).to_digit(10).and_then(|digit| u8::try_from(digit).ok())
    }

    /// The cells of a range as text.
    pub(crate) fn slice(&self, start: usize, end: usize) -> String {
        self.cells.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The cells of a range.
    pub(crate) fn range(&self, start: usize, end: usize) -> &[char] {
        self.cells.get(start..end).unwrap_or_default()
    }

    /// The source that a range of cells stands for.
    pub(crate) fn source(&self, start: usize, end: usize) -> Option<Span<Chars>> {
        let first = self.origins.get(start)?;
        let last = self.origins.get(end.checked_sub(1)?)?;
        Some(Span::new(first.start, last.end))
    }

    /// The first place from `start` on, at most `most` cells away, whose character is not `wanted`.
    pub(crate) fn skip(&self, start: usize, most: usize, wanted: impl Fn(char) -> bool) -> usize {
        let mut place = start;
        while place < start.saturating_add(most) && place < self.len() && wanted(self.at(place)) {
            place += 1;
        }
        place
    }

    /// The first place, at most `most` cells before `end`, from which on every character is `wanted`.
    pub(crate) fn skip_back(&self, end: usize, most: usize, wanted: impl Fn(char) -> bool) -> usize {
        let mut place = end;
        while place > end.saturating_sub(most) && wanted(self.before(place)) {
            place -= 1;
        }
        place
    }

    /// The word that begins at a place, in lower case, joined by ZWNJ and all.
    pub(crate) fn word(&self, start: usize) -> String {
        let end = self.skip(start, LONGEST_WORD, |c| c.is_alphabetic());
        self.slice(start, end).to_lowercase()
    }

    /// The last few words before a place, in lower case, the nearest first.
    pub(crate) fn words_before(&self, place: usize) -> Vec<String> {
        let start = place.saturating_sub(CUE_DISTANCE);
        let window: String = self.slice(start, place).to_lowercase();
        let words = window.rsplit(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
        words.take(CUE_WORDS).map(str::to_owned).collect()
    }

    /// The word after a place, past spaces and joiners.
    pub(crate) fn word_after(&self, place: usize) -> String {
        let start = self.skip(place, 3, |c| c == ' ' || c == ZWNJ);
        self.word(start)
    }
}

/// Characters without ink or width that folding keeps (Unicode 17, section 23): nothing hides behind them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{2061}'..='\u{206F}' | '\u{3164}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Longest word looked at, in characters: German compounds stay below 40; it bounds every look-ahead.
const LONGEST_WORD: usize = 64;
/// How far before a number the word may stand that says what it is, in characters: «شماره تلفن همراه او برابر است با»
/// has 33.
const CUE_DISTANCE: usize = 40;
/// The same in words.
const CUE_WORDS: usize = 4;
