//! The pass that finds them: addresses and dates first, then what stands around them.

use super::{Content, Kind, Placeable, code, identifier};
use crate::sensitive;
use crate::span::Span;
use crate::text::number::Reader;
use crate::text::number::lexicon::Language;
use crate::text::number::pieces::{Kind as PieceKind, Pieces};

/// Adds telephone numbers, accounts and addresses where no known placeable stands.
pub(super) fn with_addresses(text: &str, pieces: &Pieces, mut known: Vec<Placeable>) -> Vec<Placeable> {
    if !has_address(pieces) {
        return known;
    }
    let mut found: Vec<Placeable> = Vec::new();
    let mut dates = known.drain(..).peekable();
    for finding in sensitive::find(text) {
        let kind = match finding.kind {
            sensitive::Kind::Phone => Kind::Phone,
            sensitive::Kind::Mail => Kind::Mail,
            sensitive::Kind::Url => Kind::Url,
            sensitive::Kind::Handle => Kind::Handle,
            sensitive::Kind::NationalId
            | sensitive::Kind::Passport
            | sensitive::Kind::Iban
            | sensitive::Kind::Card => Kind::Account,
            _ => continue,
        };
        while let Some(date) = dates.next_if(|date| date.span.start < finding.span.end) {
            found.push(date);
        }
        if found.last().is_none_or(|last| last.span.end <= finding.span.start) {
            found.push(Placeable { span: finding.span, kind, value: String::new(), content: Content::Text });
        }
    }
    found.extend(dates);
    found
}

/// Whether anything in a text could be an address or a long number; most texts need no look at them.
fn has_address(pieces: &Pieces) -> bool {
    /// Digits of the shortest telephone number that is recognised.
    const DIGITS: usize = 7;
    let mut row = 0;
    let mut since = 0;
    (0..pieces.len()).any(|at| {
        if pieces.is_figure(at) {
            row += pieces.lower(at).len();
            since = 0;
        } else {
            since += 1;
            row = if since > 2 || pieces.is_word(at) { 0 } else { row };
        }
        let sign = ["@", "+", ":", "."].iter().any(|mark| pieces.is_mark(at, mark));
        row >= DIGITS
            || sign && (pieces.is_mark(at, "@") || pieces.is_mark(at, "+") || is_inside_address(pieces, at))
    })
}

/// A colon or full stop with Latin letters glued to both sides.
fn is_inside_address(pieces: &Pieces, at: usize) -> bool {
    let latin = |at: usize| pieces.lower(at).bytes().any(|b| b.is_ascii_lowercase());
    let slashes = pieces.is_mark(at + 1, "/") && pieces.is_mark(at + 2, "/");
    pieces.is_glued(at) && pieces.is_glued(at + 1) && (slashes || latin(at + 1) && at > 0 && latin(at - 1))
}

/// One way through a text.
pub(super) struct Scan<'t> {
    pub(super) reader: Reader<'t>,
    pub(super) known: Vec<Placeable>,
}

impl Scan<'_> {
    pub(super) fn run(self) -> Vec<Placeable> {
        let pieces = self.reader.pieces;
        let mut found = Vec::new();
        let mut at = 0;
        let mut known = self.known.iter().cloned().peekable();
        while at < pieces.len() {
            if known.peek().is_none() && self.begins_nothing(at) {
                at += 1;
                continue;
            }
            let Some(here) = pieces.span(at, at + 1) else { break };
            if let Some(next) = known.next_if(|k| k.span.start < here.end) {
                let end = self.closed(at, self.behind(at, next.span.end), next.kind);
                found.push(self.valued(next, at, end));
                at = end;
                continue;
            }
            let limit = known.peek().map_or(usize::MAX, |k| k.span.start);
            let (placeables, end) = self.at(at);
            if placeables.last().is_some_and(|p| p.span.end > limit) {
                at += 1;
                continue;
            }
            found.extend(placeables);
            at = end.max(at + 1);
        }
        found.extend(known);
        found
    }

    /// Words and marks that are in no list and no code, as most are.
    fn begins_nothing(&self, at: usize) -> bool {
        let pieces = self.reader.pieces;
        let compounds = matches!(self.reader.words.language, Language::German | Language::Swedish);
        match pieces.get(at).map(|p| p.kind) {
            Some(PieceKind::Word) => pieces.roles(at) == 0 && !compounds && !pieces.is_capital(at),
            Some(PieceKind::Mark(typed)) => {
                pieces.roles(at) == 0
                    && matches!(typed, '.' | '،' | ',' | ':' | '؛' | '«' | '»' | '(' | ')' | '"' | '؟' | '!')
            }
            _ => false,
        }
    }

    /// The first piece that begins at or behind a place of the source.
    fn behind(&self, at: usize, place: usize) -> usize {
        let pieces = self.reader.pieces;
        let before = |i: &usize| pieces.span(*i, i + 1).is_some_and(|span| span.start < place);
        (at + 1..).find(|i| !before(i)).unwrap_or(at + 1)
    }

    /// The bracket behind an area code belongs to the number: ۸۸۷۷۶۶۵۵ (۰۲۱).
    fn closed(&self, at: usize, end: usize, kind: Kind) -> usize {
        let text = self.reader.pieces.text(at, end);
        let open = kind == Kind::Phone && text.contains('(') && !text.contains(')');
        end + usize::from(open && self.reader.pieces.is_mark(end, ")"))
    }

    /// An address found by its span gets its value.
    fn valued(&self, found: Placeable, at: usize, end: usize) -> Placeable {
        if !found.value.is_empty() {
            return found;
        }
        let text = self.reader.pieces.text(at, end);
        let value = match found.kind {
            Kind::Phone => phone(text),
            Kind::Account => text.chars().filter(char::is_ascii_alphanumeric).collect(),
            _ => text.to_owned(),
        };
        let end = self.reader.pieces.span(at, end).filter(|_| found.kind == Kind::Phone);
        let span = Span::new(found.span.start, end.map_or(found.span.end, |span| span.end));
        Placeable { value, span, ..found }
    }

    /// What begins at a piece, and the piece to go on with.
    fn at(&self, at: usize) -> (Vec<Placeable>, usize) {
        if let Some(found) = identifier::identifiers(&self.reader, at) {
            return found;
        }
        if let Some((placeable, end)) =
            code::hashtag(&self.reader, at).or_else(|| code::code(&self.reader, at))
        {
            return (vec![placeable], end);
        }
        let (number, end) = self.reader.at(at);
        (number.map(Placeable::from).into_iter().collect(), end)
    }
}

/// Digits of an Iranian number without its country code and trunk zero, and of an area code with it.
const NATIONAL: usize = 10;
const AREA: usize = 3;

/// A telephone number as it is dialled: Iranian ones inside the country, others with their country code, so that both sides
/// of a pair have the same.
fn phone(text: &str) -> String {
    let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = text.starts_with('+') || digits.starts_with("00");
    if digits.starts_with("00") {
        digits.drain(..2);
    }
    if digits.len() == NATIONAL + 2 && digits.starts_with("98") {
        return format!("0{}", digits.get(2..).unwrap_or_default());
    }
    if international {
        return format!("+{digits}");
    }
    // An Iranian mobile number without its zero.
    if digits.len() == NATIONAL && digits.starts_with('9') {
        return format!("0{digits}");
    }
    // The area code stands behind: ۸۸۷۷۶۶۵۵ (۰۲۱).
    let behind = digits.len().checked_sub(AREA).filter(|_| text.contains('(') && !digits.starts_with('0'));
    match behind.and_then(|at| digits.split_at_checked(at)) {
        Some((number, area)) if area.starts_with('0') => format!("{area}{number}"),
        _ => digits,
    }
}
