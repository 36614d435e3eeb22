//! Placeables: what a translation carries over by value: numbers, identifiers, addresses, codes.
//!
//! One pass gives all of them in order and without overlap. Identifiers keep their kind, so that article 27 is not the
//! number 27; telephone numbers, accounts and addresses are recognised as [`crate::sensitive`] does. Values are equal for
//! equal placeables of a Persian text and its translation.

mod code;
mod identifier;
mod render;
mod scan;
mod shown;

use std::fmt;

use super::date::{DateFound, dates};
use super::number::lexicon::Lexicon;
use super::number::{Number, Reader};
use crate::lang::Lang;
use crate::span::{Chars, Span};
use scan::{Scan, with_addresses};

pub(crate) use render::{figures, forms, is_one, ordinal, signs};
pub use shown::{Shown, shown};

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
    /// What it says, in parts.
    pub content: Content,
}

/// What a placeable says, in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A date or time.
    Date(DateFound),
    /// A number, with what it counts.
    Number(Number),
    /// Letters and digits that are carried over as they stand.
    Text,
}

impl Placeable {
    /// What a reader could take otherwise, in words for lists and JSON.
    pub fn doubts(&self) -> Vec<&'static str> {
        match &self.content {
            Content::Date(date) => date.ambiguity.iter().map(|a| a.as_str()).collect(),
            Content::Number(number) => number.ambiguity.iter().map(|a| a.as_str()).collect(),
            Content::Text => Vec::new(),
        }
    }
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
        let value = number.to_string();
        Placeable { span: number.span, kind, value, content: Content::Number(number) }
    }
}

impl From<DateFound> for Placeable {
    fn from(date: DateFound) -> Placeable {
        Placeable { span: date.span, kind: Kind::Date, value: date.to_string(), content: Content::Date(date) }
    }
}

/// All placeables of a text, in the order they stand, never overlapping.
///
/// A day of the week alone is one as well: [`super::date::DateValue::Weekday`].
pub fn placeables(text: &str, lang: &Lang) -> Vec<Placeable> {
    around(text, lang, dates(text, lang).into_iter().map(Placeable::from).collect())
}

/// All placeables of a text around those already recognised: `known` is in order, does not overlap, and is part of the
/// result.
fn around(text: &str, lang: &Lang, known: Vec<Placeable>) -> Vec<Placeable> {
    let words = Lexicon::of(lang);
    let pieces = words.pieces(text);
    let known = with_addresses(text, &pieces, known);
    Scan { reader: Reader::new(&pieces, words), known }.run()
}

/// A placeable of the pieces `from..to`.
fn placeable(reader: &Reader, from: usize, to: usize, kind: Kind, value: String) -> Option<Placeable> {
    Some(Placeable { span: reader.pieces.span(from, to)?, kind, value, content: Content::Text })
}

#[cfg(test)]
mod tests;
