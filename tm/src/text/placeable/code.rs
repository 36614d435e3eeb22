//! Hashtags, and codes of letters and digits such as A-12/3.

use super::{Kind, Placeable, placeable};
use crate::text::number::Reader;
use crate::text::number::lexicon::Role;
use crate::text::number::pieces::{Gap, Pieces};

/// Most pieces of a code or hashtag; bounds the look-ahead.
const MOST: usize = 64;

/// A hashtag with all its joined words.
pub(super) fn hashtag(reader: &Reader, at: usize) -> Option<(Placeable, usize)> {
    let pieces = reader.pieces;
    if !pieces.is_mark(at, "#") || pieces.is_glued(at) && (pieces.is_word(at - 1) || pieces.is_figure(at - 1))
    {
        return None;
    }
    let joined = |i: usize| matches!(pieces.gap(i), Some(Gap::None | Gap::Joiner));
    let part = |i: usize| pieces.is_word(i) || pieces.is_figure(i) || pieces.is_mark(i, "_");
    let end = (at + 1..at + MOST).find(|i| !(joined(*i) && part(*i))).unwrap_or(at + MOST);
    let named = (at + 1..end).any(|i| pieces.is_word(i));
    let value = pieces.text(at, end).to_owned();
    named.then(|| placeable(reader, at, end, Kind::Hashtag, value).map(|p| (p, end)))?
}

/// Latin letters and digits in one, or three figures and more joined by dashes.
pub(super) fn code(reader: &Reader, at: usize) -> Option<(Placeable, usize)> {
    let pieces = reader.pieces;
    let continued = pieces.is_glued(at) && (pieces.is_figure(at - 1) || pieces.is_word(at - 1));
    if continued
        || !((is_latin(pieces, at) && pieces.is_capital(at))
            || pieces.is_figure(at) && (is_lettered(reader, at) || is_dashed(pieces, at)))
    {
        return None;
    }
    let end = end_of_code(pieces, at);
    let figures = (at..end).any(|i| pieces.is_figure(i));
    let letters = (at..end).any(|i| pieces.is_word(i));
    let dashes = (at..end).filter(|i| pieces.is_mark(*i, "-")).count();
    let value = pieces.text(at, end).to_owned();
    (figures && (letters || dashes > 1))
        .then(|| placeable(reader, at, end, Kind::Code, value).map(|p| (p, end)))?
}

fn end_of_code(pieces: &Pieces, at: usize) -> usize {
    let part = |i: usize| pieces.is_figure(i) || is_latin(pieces, i);
    let mut end = at + 1;
    while end < at + MOST && pieces.is_glued(end) {
        let sign = ["-", "/", ".", "_"].iter().any(|mark| pieces.is_mark(end, mark));
        if part(end) {
            end += 1;
        } else if sign && pieces.is_glued(end + 1) && part(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

fn is_latin(pieces: &Pieces, at: usize) -> bool {
    pieces.is_word(at) && pieces.lower(at).bytes().all(|b| b.is_ascii_lowercase())
}

/// A figure with Latin letters behind it that are no unit and no ending: 4x4, 27b.
fn is_lettered(reader: &Reader, at: usize) -> bool {
    let pieces = reader.pieces;
    let known = [Role::OrdinalEnd, Role::Symbol, Role::Unit, Role::Scale, Role::Currency, Role::Percent];
    is_latin(pieces, at + 1)
        && pieces.is_glued(at + 1)
        && !known.iter().any(|role| reader.words.find(pieces, at + 1, *role).is_some())
}

/// Three figures and more joined by dashes: 0123-456-78.
fn is_dashed(pieces: &Pieces, at: usize) -> bool {
    let joined = |at: usize| {
        pieces.is_mark(at, "-") && pieces.is_glued(at) && pieces.is_figure(at + 1) && pieces.is_glued(at + 1)
    };
    joined(at + 1) && joined(at + 3)
}
