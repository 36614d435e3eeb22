//! Numbers of a text: figures and words, percentages, fractions, ordinals, ranges, money and measures.
//!
//! Persian is read in all spellings, English, German, French and Swedish in theirs, so that two sides of a pair give
//! equal values; of other languages only figures. Every value is exact, of any length. Not read: Roman numerals, powers,
//! "a pair of", German "anderthalbfach" and its like. Time is linear in the text.

mod cardinal;
mod decimal;
mod figure;
mod glued;
pub(crate) mod lexicon;
mod measure;
pub(crate) mod pieces;
mod range;
mod spelled;

use std::fmt;

use crate::lang::Lang;
use crate::span::{Chars, Span};

pub use self::decimal::Decimal;
use self::lexicon::Lexicon;
use self::pieces::Pieces;

/// How exactly a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Qualifier {
    /// About so many: حدود, rund.
    About,
    /// More than so many: بیش از.
    MoreThan,
    /// Less than so many: کمتر از.
    LessThan,
    /// So many or more: دست\u{200C}کم.
    AtLeast,
    /// So many or less: حداکثر.
    AtMost,
}

impl Qualifier {
    /// Its sign in a canonical value.
    pub fn as_str(self) -> &'static str {
        match self {
            Qualifier::About => "~",
            Qualifier::MoreThan => ">",
            Qualifier::LessThan => "<",
            Qualifier::AtLeast => ">=",
            Qualifier::AtMost => "<=",
        }
    }

    /// The words in lists and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Qualifier::About => "about",
            Qualifier::MoreThan => "more than",
            Qualifier::LessThan => "less than",
            Qualifier::AtLeast => "at least",
            Qualifier::AtMost => "at most",
        }
    }

    fn parse(sign: &str) -> Option<Qualifier> {
        use Qualifier::{About, AtLeast, AtMost, LessThan, MoreThan};
        [About, MoreThan, LessThan, AtLeast, AtMost].into_iter().find(|q| q.as_str() == sign)
    }
}

/// How much.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Amount {
    /// One number.
    Single(Decimal),
    /// A part of a whole, as it was said: 2/4 is not 1/2.
    Fraction(Decimal, Decimal),
    /// From one number to another; the other may be smaller where something fell.
    Range(Decimal, Decimal),
    /// No number but a size: `10s` for dozens, `100s`, `1000s` …, `several`.
    Indefinite(String),
    /// Digits with signs that are no quantity: `20/6/1400`, `1.2.3`, `007`.
    Code(String),
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Amount::Single(value) => write!(f, "{value}"),
            Amount::Fraction(above, below) => write!(f, "{above}/{below}"),
            Amount::Range(from, to) => write!(f, "{from}..{to}"),
            Amount::Indefinite(size) => f.write_str(size),
            Amount::Code(code) => f.write_str(code),
        }
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Whatever the text names.
    Count,
    /// A place in an order.
    Ordinal,
    /// Hundredths.
    Percent,
    /// Money of a currency by its English name; nothing is converted.
    Money(&'static str),
    /// A unit by its sign (SI brochure, 9th edition) or English name.
    Unit(&'static str),
}

/// What a reader could take otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ambiguity {
    /// The digits are of more than one set.
    MixedDigits,
    /// The sign may group thousands or begin the fraction: `1.250`.
    GroupOrFraction,
    /// The slash may divide or begin the fraction: ۱/۵.
    RatioOrFraction,
}

impl Ambiguity {
    /// The word in lists and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Ambiguity::MixedDigits => "mixed-digits",
            Ambiguity::GroupOrFraction => "group-or-fraction",
            Ambiguity::RatioOrFraction => "ratio-or-fraction",
        }
    }
}

/// A number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Where it stands in the source, its unit and qualifier included.
    pub span: Span<Chars>,
    /// How exactly it is meant.
    pub qualifier: Option<Qualifier>,
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub measure: Measure,
    /// What a reader could take otherwise.
    pub ambiguity: Option<Ambiguity>,
}

impl Number {
    /// The name of its kind: `number`, `percent`, `fraction`, `ordinal`, `range`, `indefinite`, `money`, `quantity`,
    /// `code`.
    pub fn kind(&self) -> &'static str {
        match (self.measure, &self.amount) {
            (_, Amount::Code(_)) => "code",
            (Measure::Percent, _) => "percent",
            (Measure::Money(_), _) => "money",
            (Measure::Unit(_), _) => "quantity",
            (Measure::Ordinal, _) => "ordinal",
            (Measure::Count, Amount::Single(_)) => "number",
            (Measure::Count, Amount::Fraction(..)) => "fraction",
            (Measure::Count, Amount::Range(..)) => "range",
            (Measure::Count, Amount::Indefinite(_)) => "indefinite",
        }
    }
}

/// The canonical value, equal for equal numbers of all languages: `>=5..8 toman`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.qualifier.map_or("", Qualifier::as_str))?;
        write!(f, "{}", self.amount)?;
        match self.measure {
            Measure::Money(unit) | Measure::Unit(unit) => write!(f, " {unit}"),
            Measure::Count | Measure::Ordinal | Measure::Percent => Ok(()),
        }
    }
}

/// The numbers of a text in the order they stand, never overlapping.
pub fn numbers(text: &str, lang: &Lang) -> Vec<Number> {
    let words = Lexicon::of(lang);
    let pieces = words.pieces(text);
    let reader = Reader::new(&pieces, words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (number, end) = reader.at(at);
        found.extend(number);
        at = end;
    }
    found
}

/// Reads the numbers of a text in pieces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'t> {
    pub(crate) pieces: &'t Pieces,
    pub(crate) words: &'t Lexicon,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(pieces: &'t Pieces, words: &'t Lexicon) -> Reader<'t> {
        Reader { pieces, words }
    }

    /// The whole number or place in an order that stands in words at a piece, and the piece behind it.
    pub(crate) fn spelled(&self, at: usize) -> Option<(Decimal, usize)> {
        let phrase = self.amount(at)?;
        let Amount::Single(value) = phrase.amount else { return None };
        let named = matches!(phrase.measure, Measure::Count | Measure::Ordinal) && value.is_whole();
        named.then_some((value, phrase.end))
    }

    /// The number that begins at a piece, if any, and the piece to go on with.
    pub(crate) fn at(&self, at: usize) -> (Option<Number>, usize) {
        if let Some(end) = self.fixed(at) {
            return (None, end);
        }
        match self.phrase(at).filter(|p| p.end > at) {
            Some(phrase) => {
                let number = self.pieces.span(at, phrase.end).map(|span| Number {
                    span,
                    qualifier: phrase.qualifier,
                    amount: phrase.amount,
                    measure: phrase.measure,
                    ambiguity: phrase.ambiguity,
                });
                (number, phrase.end)
            }
            None => (None, at + 1),
        }
    }
}

/// A number before it is given its place.
#[derive(Debug, Clone)]
struct Phrase {
    qualifier: Option<Qualifier>,
    amount: Amount,
    measure: Measure,
    ambiguity: Option<Ambiguity>,
    end: usize,
    /// It is only a word that is mostly the article, or mostly something else: `یک`, `نه`.
    weak: bool,
    /// It is written in words.
    spelled: bool,
    /// It has a scale such as "million".
    scaled: bool,
}

impl Phrase {
    fn new(amount: Amount, measure: Measure, end: usize) -> Phrase {
        Phrase {
            qualifier: None,
            amount,
            measure,
            ambiguity: None,
            end,
            weak: false,
            spelled: true,
            scaled: false,
        }
    }
}

#[cfg(test)]
mod tests;
