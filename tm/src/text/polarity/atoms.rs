//! The runs of letters between spaces, ZWNJ and marks.

use crate::span::{Chars, Span};
use crate::text::letter::{is_figure, is_letter_or_digit, lower, push_lower};
use crate::text::{Folded, ZWNJ};

/// A run of letters or of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Atom {
    /// Folded, in lower case.
    pub(crate) text: String,
    /// Characters of the folded text.
    pub(crate) start: usize,
    /// End of it.
    pub(crate) end: usize,
    /// The last mark between the atom before and this one.
    pub(crate) mark: Option<char>,
    /// Whether ZWNJ joins it to the atom before.
    pub(crate) joined: bool,
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// The mark that closes its sentence.
    pub(crate) closes: Option<char>,
}

/// The atoms of a folded text.
pub(crate) fn atoms(folded: &Folded) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::new();
    let (mut mark, mut joined, mut open, mut sentence) = (None, false, false, 0);
    for (at, c) in folded.as_str().chars().enumerate() {
        let part = is_letter_or_digit(c);
        match found.last_mut().filter(|last| open && same_kind(last, c)) {
            Some(last) if part => {
                push_lower(&mut last.text, c);
                last.end = at + 1;
            }
            _ if part => {
                let text = lower(c);
                found.push(Atom { text, start: at, end: at + 1, mark, joined, sentence, closes: None });
                (mark, joined) = (None, false);
            }
            _ if c == ZWNJ => joined = mark.is_none() && open,
            _ if c == ' ' => joined = false,
            _ => {
                (mark, joined) = (Some(c), false);
                if matches!(c, '.' | '!' | '?' | ';') {
                    close(&mut found, sentence, c);
                    sentence += 1;
                }
            }
        }
        open = part;
    }
    found
}

/// Digits and letters that touch are two atoms.
fn same_kind(last: &Atom, c: char) -> bool {
    last.text.chars().next_back().is_some_and(|l| is_figure(l) == is_figure(c))
}

fn close(found: &mut [Atom], sentence: usize, mark: char) {
    for atom in found.iter_mut().rev().take_while(|a| a.sentence == sentence) {
        atom.closes = Some(mark);
    }
}

/// The folded characters of atoms `from..to`.
pub(crate) fn slice_span(atoms: &[Atom], from: usize, to: usize) -> Option<Span<Chars>> {
    Some(Span::new(atoms.get(from)?.start, atoms.get(to.checked_sub(1)?)?.end))
}
