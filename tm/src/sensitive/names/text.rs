//! A text as names are looked for in it: letters alone, without case and marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::sensitive::letters::Letters;
use crate::span::{Chars, Span};
use crate::text::ZWNJ;
use crate::text::name::transliteration;

/// A text with case, Latin diacritics and hamza taken off.
#[derive(Debug, Clone, Default)]
pub(super) struct Plain {
    /// Its letters and marks.
    pub(super) cells: Vec<char>,
    upper: Vec<bool>,
    origins: Vec<Span<Chars>>,
}

impl Plain {
    pub(super) fn new(text: &str) -> Plain {
        let decoded = super::percent::decode(text);
        let letters = Letters::new(decoded.as_ref().map_or(text, |decoded| &decoded.text));
        let mut plain = Plain::default();
        for place in 0..letters.len() {
            let (c, Some(origin)) = (letters.at(place), letters.source(place, place + 1)) else { continue };
            // One of them divides words of the Arabic script; any other is a leftover that nobody sees.
            let before = letters.before(place);
            if c == ZWNJ && (before == ZWNJ || !is_arabic(before) && !is_arabic(letters.at(place + 1))) {
                continue;
            }
            plain.add(c, decoded.as_ref().map_or(origin, |decoded| decoded.source(origin)));
        }
        super::lookalike::unmask(&mut plain.cells, &plain.upper);
        plain
    }

    fn add(&mut self, c: char, origin: Span<Chars>) {
        match c {
            c if c.is_ascii() => self.push(c.to_ascii_lowercase(), c.is_ascii_uppercase(), origin),
            // Hamza on the line is left out as often as not; آ is typed as ا by many.
            '\u{621}' => self.extend(origin),
            '\u{622}' => self.push('\u{627}', false, origin),
            '\u{600}'..='\u{6FF}' => self.push(c, false, origin),
            '\u{2BB}'..='\u{2BF}' | '\u{B4}' | '`' => self.push('\'', false, origin),
            c => {
                let upper = c.is_uppercase();
                for low in c.to_lowercase().nfd().flat_map(spelled_out) {
                    if is_combining_mark(low) { self.extend(origin) } else { self.push(low, upper, origin) }
                }
            }
        }
    }

    fn push(&mut self, c: char, upper: bool, origin: Span<Chars>) {
        self.cells.push(c);
        self.upper.push(upper);
        self.origins.push(origin);
    }

    fn extend(&mut self, origin: Span<Chars>) {
        if let Some(last) = self.origins.last_mut() {
            *last = Span::new(last.start, origin.end);
        }
    }

    /// The cell at a place; NUL, which no text has, outside.
    pub(super) fn at(&self, place: usize) -> char {
        self.cells.get(place).copied().unwrap_or('\0')
    }

    /// The cell before a place.
    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\0', |before| self.at(before))
    }

    /// Whether the letter at a place is a capital.
    pub(super) fn is_upper(&self, place: usize) -> bool {
        self.upper.get(place).copied().unwrap_or_default()
    }

    /// The cells from a place on.
    pub(super) fn from(&self, place: usize) -> &[char] {
        self.cells.get(place..).unwrap_or_default()
    }

    /// The cells of a range.
    pub(super) fn range(&self, start: usize, end: usize) -> &[char] {
        self.cells.get(start..end).unwrap_or_default()
    }

    /// The first place, at most `most` cells before `end`, from which on every cell is `wanted`.
    pub(super) fn back(&self, end: usize, most: usize, wanted: impl Fn(char) -> bool) -> usize {
        let mut place = end;
        while place > end.saturating_sub(most) && wanted(self.before(place)) {
            place -= 1;
        }
        place
    }

    /// The source of a range.
    pub(super) fn source(&self, start: usize, end: usize) -> Option<Span<Chars>> {
        Some(Span::new(self.origins.get(start)?.start, self.origins.get(end.checked_sub(1)?)?.end))
    }

    /// Whether a word begins at a place: after no letter, or a capital after a small one.
    pub(super) fn begins(&self, place: usize) -> bool {
        let here = self.at(place);
        let before = self.before(place);
        here.is_alphabetic()
            && (!before.is_alphabetic()
                || is_arabic(here) != is_arabic(before)
                || self.is_upper(place) && !self.is_upper(place.saturating_sub(1)))
    }

    /// The letters of one word from a place on, at most `most`.
    pub(super) fn rest_of_word(&self, place: usize, most: usize) -> &[char] {
        let rest = self.from(place);
        let arabic = is_arabic(self.before(place));
        let ends = |(i, c): (usize, &char)| {
            !c.is_alphabetic()
                || is_arabic(*c) != arabic
                || self.is_upper(place + i) && !self.is_upper((place + i).saturating_sub(1))
        };
        let end = rest.iter().enumerate().take(most).position(ends).unwrap_or(rest.len().min(most));
        rest.get(..end).unwrap_or_default()
    }
}

/// Whether a letter is of the Arabic script.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}')
}

/// The letters of one that no decomposition takes apart, or itself.
fn spelled_out(c: char) -> impl Iterator<Item = char> {
    let letters = transliteration::spelled_out(c);
    letters.chars().chain(letters.is_empty().then_some(c))
}
