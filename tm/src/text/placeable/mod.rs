//! Placeables: what a translation carries over by value: numbers, identifiers, addresses, codes.
//!
//! One pass gives all of them in order and without overlap. Identifiers keep their kind, so that article 27 is not the
//! number 27; telephone numbers, accounts and addresses are recognised as [`crate::sensitive`] does. Values are equal for
//! equal placeables of a Persian text and its translation.

mod code;
mod identifier;

use std::fmt;

use super::number::lexicon::{Language, Lexicon};
use super::number::pieces::{Kind as PieceKind, Pieces};
use super::number::{Ambiguity, Number, Reader};
use crate::lang::Lang;
use crate::sensitive;
use crate::span::{Chars, Span};

/// What a placeable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A number of something.
    Number,
    /// Hundredths.
    Percent,
    /// A part of a whole.
    Fraction,
    /// A place in an order.
    Ordinal,
    /// From one number to another.
    Range,
    /// Dozens, hundreds, several.
    Indefinite,
    /// A sum of money with its currency.
    Money,
    /// A number with its unit.
    Quantity,
    /// A date, a time or an interval.
    Date,
    /// An article of a law or a principle of a constitution: ماده, اصل, §.
    Article,
    /// A clause, or a ward of a prison: بند is both.
    Clause,
    /// A note to an article: تبصره.
    Note,
    /// A convention of the International Labour Organization.
    Convention,
    /// A web address.
    Url,
    /// A mail address.
    Mail,
    /// A name on a social network.
    Handle,
    /// A hashtag.
    Hashtag,
    /// A telephone number.
    Phone,
    /// A bank card, account, passport or national number.
    Account,
    /// Letters and digits that name something, or digits that are no quantity.
    Code,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 20] = [
        Kind::Number,
        Kind::Percent,
        Kind::Fraction,
        Kind::Ordinal,
        Kind::Range,
        Kind::Indefinite,
        Kind::Money,
        Kind::Quantity,
        Kind::Date,
        Kind::Article,
        Kind::Clause,
        Kind::Note,
        Kind::Convention,
        Kind::Url,
        Kind::Mail,
        Kind::Handle,
        Kind::Hashtag,
        Kind::Phone,
        Kind::Account,
        Kind::Code,
    ];

    /// Its name in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Percent => "percent",
            Kind::Fraction => "fraction",
            Kind::Ordinal => "ordinal",
            Kind::Range => "range",
            Kind::Indefinite => "indefinite",
            Kind::Money => "money",
            Kind::Quantity => "quantity",
            Kind::Date => "date",
            Kind::Article => "article",
            Kind::Clause => "clause",
            Kind::Note => "note",
            Kind::Convention => "convention",
            Kind::Url => "url",
            Kind::Mail => "mail",
            Kind::Handle => "handle",
            Kind::Hashtag => "hashtag",
            Kind::Phone => "phone",
            Kind::Account => "account",
            Kind::Code => "code",
        }
    }

    fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What a translation carries over by value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeable {
    /// Where it stands in the source.
    pub span: Span<Chars>,
    /// What it is.
    pub kind: Kind,
    /// Its canonical value, equal on both sides of a right translation.
    pub value: String,
    /// What a reader could take otherwise.
    pub ambiguity: Option<Ambiguity>,
}

/// The kind and value: `money=5000000 toman`.
impl fmt::Display for Placeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.kind.as_str(), self.value)
    }
}

impl From<Number> for Placeable {
    fn from(number: Number) -> Placeable {
        let kind = Kind::parse(number.kind()).unwrap_or(Kind::Number);
        Placeable { span: number.span, kind, value: number.to_string(), ambiguity: number.ambiguity }
    }
}

/// All placeables of a text but dates, in the order they stand, never overlapping.
pub fn placeables(text: &str, lang: &Lang) -> Vec<Placeable> {
    placeables_around(text, lang, Vec::new())
}

/// All placeables of a text around those already recognised, such as its dates: `known` is in order, does not overlap, and
/// is part of the result.
pub fn placeables_around(text: &str, lang: &Lang, known: Vec<Placeable>) -> Vec<Placeable> {
    let words = Lexicon::of(lang);
    let pieces = words.pieces(text);
    let scan = Scan { reader: Reader::new(&pieces, words), known: with_addresses(text, &pieces, known) };
    scan.run()
}

/// Adds telephone numbers, accounts and addresses where no known placeable stands.
fn with_addresses(text: &str, pieces: &Pieces, mut known: Vec<Placeable>) -> Vec<Placeable> {
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
            found.push(Placeable { span: finding.span, kind, value: String::new(), ambiguity: None });
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
struct Scan<'t> {
    reader: Reader<'t>,
    known: Vec<Placeable>,
}

impl Scan<'_> {
    fn run(self) -> Vec<Placeable> {
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
                let end = self.behind(at, next.span.end);
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

    /// An address found by its span gets its value.
    fn valued(&self, found: Placeable, at: usize, end: usize) -> Placeable {
        if !found.value.is_empty() {
            return found;
        }
        let text = self.reader.pieces.text(at, end);
        let value = match found.kind {
            Kind::Phone | Kind::Account => {
                text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '+').collect()
            }
            _ => text.to_owned(),
        };
        Placeable { value, ..found }
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

/// A placeable of the pieces `from..to`.
fn placeable(reader: &Reader, from: usize, to: usize, kind: Kind, value: String) -> Option<Placeable> {
    Some(Placeable { span: reader.pieces.span(from, to)?, kind, value, ambiguity: None })
}

#[cfg(test)]
mod tests;
