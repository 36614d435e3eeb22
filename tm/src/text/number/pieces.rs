//! A text cut into words, figures and marks, each knowing what stood between it and the one before.

use crate::span::{Chars, Span};
use crate::text::fold::{Folded, ZWNJ, fold};
use crate::text::letter::is_letter;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of digits of any set.
    Figure,
    /// A run of letters.
    Word,
    /// One sign; the character as it was typed.
    Mark(char),
}

/// What stands before a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// A zero width non-joiner.
    Joiner,
    /// White space.
    Space,
    /// A space that does not break the line, as between groups of digits.
    Hard,
}

/// A word, figure or mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    pub(crate) gap: Gap,
    /// Whether its digits are of more than one set.
    pub(crate) mixed: bool,
    /// Bits of the roles that entries beginning with it have, once [`Pieces::look_up`] was called.
    roles: u64,
    set: u8,
    start: usize,
    end: usize,
    from: usize,
    to: usize,
}

/// A text in pieces.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    text: String,
    lower: String,
    pieces: Vec<Piece>,
    folded: Folded,
}

impl Pieces {
    pub(crate) fn new(text: &str) -> Pieces {
        let folded = fold(text);
        let mut made = Pieces {
            text: String::with_capacity(text.len()),
            lower: String::with_capacity(text.len()),
            pieces: Vec::with_capacity(text.len() / 8),
            folded,
        };
        let folded = std::mem::take(&mut made.folded);
        let mut source = text.chars();
        let mut read = 0;
        let mut typed = '\0';
        let mut gap = Gap::None;
        for (at, c) in folded.as_str().chars().enumerate() {
            let origin = folded.source_span(Span::new(at, at + 1)).map_or(read, |span| span.start);
            if origin >= read
                && let Some(c) = source.nth(origin - read)
            {
                typed = c;
                read = origin + 1;
            }
            gap = made.push(at, c, typed, gap);
        }
        made.folded = folded;
        made
    }

    /// Appends a character and gives the gap that follows it.
    fn push(&mut self, at: usize, c: char, typed: char, gap: Gap) -> Gap {
        let digit = digit(c);
        let c = digit.unwrap_or(c);
        let from = self.text.len();
        self.text.push(c);
        let lower = if c.is_ascii() { Some(c.to_ascii_lowercase()) } else { single_lower(c) };
        self.lower.push(lower.filter(|lower| lower.len_utf8() == c.len_utf8()).unwrap_or(c));
        match c {
            ' ' => {
                let hard = matches!(typed, '\u{A0}' | '\u{202F}' | '\u{2007}' | '\u{2009}');
                return if hard { Gap::Hard } else { Gap::Space };
            }
            ZWNJ => return Gap::Joiner,
            _ => {}
        }
        let kind = match c {
            _ if digit.is_some() => Kind::Figure,
            c if is_letter(c) || unicode_normalization::char::is_combining_mark(c) => Kind::Word,
            '²' | '³' => Kind::Word,
            _ => Kind::Mark(typed),
        };
        let set = digit_set(typed);
        let to = self.text.len();
        let open = self.pieces.last_mut().filter(|last| {
            gap == Gap::None && last.kind == kind && last.end == at && !matches!(kind, Kind::Mark(_))
        });
        match open {
            Some(last) => {
                last.mixed |= kind == Kind::Figure && set != last.set;
                (last.end, last.to) = (at + 1, to);
            }
            None => {
                self.pieces.push(Piece {
                    kind,
                    gap,
                    mixed: false,
                    roles: 0,
                    set,
                    start: at,
                    end: at + 1,
                    from,
                    to,
                });
            }
        }
        Gap::None
    }

    /// Looks every piece up once, so that most questions about it are answered by a bit.
    pub(crate) fn look_up(&mut self, roles_of: impl Fn(&str) -> u64) {
        for piece in &mut self.pieces {
            piece.roles = match piece.kind {
                Kind::Figure => 0,
                _ => self.lower.get(piece.from..piece.to).map_or(0, &roles_of),
            };
        }
    }

    /// Cuts words, which come in order, into parts of these lengths in bytes, with ZWNJ between them.
    pub(crate) fn cut(&mut self, cuts: &[(usize, Vec<usize>)]) {
        let mut pieces = Vec::with_capacity(self.pieces.len() + 2 * cuts.len());
        let mut cuts = cuts.iter().peekable();
        for (at, whole) in self.pieces.iter().enumerate() {
            let Some((_, lengths)) = cuts.next_if(|(place, _)| *place == at) else {
                pieces.push(*whole);
                continue;
            };
            let (mut from, mut start, mut gap) = (whole.from, whole.start, whole.gap);
            for length in lengths {
                let to = from + length;
                let end = start + self.lower.get(from..to).map_or(0, |part| part.chars().count());
                pieces.push(Piece { gap, roles: 0, start, end, from, to, ..*whole });
                (from, start, gap) = (to, end, Gap::Joiner);
            }
        }
        self.pieces = pieces;
    }

    /// The bits of the roles that entries beginning at a piece have.
    pub(crate) fn roles(&self, at: usize) -> u64 {
        self.get(at).map_or(0, |p| p.roles)
    }

    pub(crate) fn len(&self) -> usize {
        self.pieces.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    /// A piece in lower case; empty outside.
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.get(at).and_then(|p| self.lower.get(p.from..p.to)).unwrap_or("")
    }

    /// The folded text of the pieces `from..to` with what stands between them.
    pub(crate) fn text(&self, from: usize, to: usize) -> &str {
        let range = self.get(from).zip(to.checked_sub(1).and_then(|last| self.get(last)));
        range.and_then(|(first, last)| self.text.get(first.from..last.to)).unwrap_or("")
    }

    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|p| p.kind == Kind::Word)
    }

    /// Whether a piece begins with a capital of the Latin alphabet.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        let first = self.get(at).and_then(|p| self.text.as_bytes().get(p.from));
        first.is_some_and(u8::is_ascii_uppercase)
    }

    pub(crate) fn is_figure(&self, at: usize) -> bool {
        self.get(at).is_some_and(|p| p.kind == Kind::Figure)
    }

    /// Whether a piece is this mark, in any of the spellings that fold to it.
    pub(crate) fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.get(at).is_some_and(|p| matches!(p.kind, Kind::Mark(_))) && self.lower(at) == mark
    }

    /// The mark as it was typed.
    pub(crate) fn typed(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            Kind::Mark(typed) => Some(typed),
            _ => None,
        }
    }

    pub(crate) fn gap(&self, at: usize) -> Option<Gap> {
        self.get(at).map(|p| p.gap)
    }

    /// Whether a piece stands right behind the one before it.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.gap(at) == Some(Gap::None)
    }

    /// The source that the pieces `from..to` stand for.
    pub(crate) fn span(&self, from: usize, to: usize) -> Option<Span<Chars>> {
        let (first, last) = (self.get(from)?, self.get(to.checked_sub(1)?)?);
        self.folded.source_span(Span::new(first.start, last.end))
    }
}

/// The ASCII digit of a digit that folding leaves: full-width, Devanagari, Bengali, Thai (Unicode 17, Nd).
fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let zero = match u32::from(c) {
        0xFF10..=0xFF19 => 0xFF10,
        0x0966..=0x096F => 0x0966,
        0x09E6..=0x09EF => 0x09E6,
        0x0E50..=0x0E59 => 0x0E50,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

fn digit_set(typed: char) -> u8 {
    match typed {
        '0'..='9' => 0,
        '۰'..='۹' => 1,
        '٠'..='٩' => 2,
        _ => 3,
    }
}

fn single_lower(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none())
}
