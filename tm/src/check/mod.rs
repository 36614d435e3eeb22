//! Does a translation say what its source says?
//!
//! Numbers, dates, money, measures, identifiers, names and denials of both sides are compared by value, and what one
//! side has alone is told; then what shows without a source: letters left untranslated, doubled words, marks that do not
//! pair. English, German, French, Swedish and Persian are read as [`crate::text`] reads them; of a pair with another
//! language, figures only, and the marks.
//!
//! A finding is worth little if most are wrong: a good translator restructures, says "both" for 2 and "unpaid" for "not
//! paid", gives a date in two calendars and drops a title. What may stand for what is in `data/check/`, with a reason
//! in each row. A denial is missed for certain only where the other side says the denied verb (`deeds.tsv`) and has no
//! word that can deny it otherwise (`softening.tsv`); else it is a hint. Not checked: whether what is compared stands at
//! the right place of its sentence.

mod dates;
mod facts;
mod figures;
mod lost;
mod marks;
mod names;
mod negation;
mod pairing;
mod side;
mod wording;
mod words;

pub(crate) use words::{deed_words, is_deed, stands_for};

use crate::lang::Lang;
use crate::span::{Chars, Span};

use side::Side;

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckKind {
    /// A number, an article, a telephone number, an address.
    Number,
    /// A day, a month, a year or a time.
    Date,
    /// An amount of money or of a unit.
    Quantity,
    /// The same amount of another currency or unit.
    Unit,
    /// A person, a place or a body.
    Name,
    /// One side denies what the other states.
    Negation,
    /// Letters of the source's script in a translation.
    Untranslated,
    /// A word typed twice.
    Doubled,
    /// Brackets that do not pair, or another number of them.
    Brackets,
    /// Quotation marks that do not pair, or another number of them.
    Quotes,
    /// No translation.
    Empty,
    /// A term that the glossary has otherwise; found by the workbench.
    Term,
}

impl CheckKind {
    /// Every kind.
    pub const ALL: [CheckKind; 12] = [
        CheckKind::Number,
        CheckKind::Date,
        CheckKind::Quantity,
        CheckKind::Unit,
        CheckKind::Name,
        CheckKind::Negation,
        CheckKind::Untranslated,
        CheckKind::Doubled,
        CheckKind::Brackets,
        CheckKind::Quotes,
        CheckKind::Empty,
        CheckKind::Term,
    ];

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<CheckKind> {
        CheckKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            CheckKind::Number => "number",
            CheckKind::Date => "date",
            CheckKind::Quantity => "quantity",
            CheckKind::Unit => "unit",
            CheckKind::Name => "name",
            CheckKind::Negation => "negation",
            CheckKind::Untranslated => "untranslated",
            CheckKind::Doubled => "doubled",
            CheckKind::Brackets => "brackets",
            CheckKind::Quotes => "quotes",
            CheckKind::Empty => "empty",
            CheckKind::Term => "term",
        }
    }
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A matter of style.
    Hint,
    /// Most likely wrong.
    Warning,
    /// A wrong fact.
    Error,
}

impl Severity {
    /// Every level, the worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

    /// The level of this name.
    pub fn parse(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|level| level.as_str() == name)
    }

    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Hint => "hint",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something a reader of the pair should look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What it is about.
    pub kind: CheckKind,
    /// How sure it is.
    pub severity: Severity,
    /// Where it stands in the source; nowhere where the source lacks it.
    pub source: Vec<Span<Chars>>,
    /// Where it stands in the translation; nowhere where the translation lacks it.
    pub target: Vec<Span<Chars>>,
    /// One English phrase that names the values, "5 toman here, 50 toman there", or says which side has it. In Latin
    /// letters alone: what a terminal sets from the right cannot stand beside anything.
    pub detail: String,
}

/// What is to be looked at in a source and its translation, ordered by kind.
pub fn check(source: &str, source_lang: &Lang, target: &str, target_lang: &Lang) -> Vec<Finding> {
    let source = Side::new(source, source_lang);
    let target = Side::new(target, target_lang);
    if let Some(finding) = wording::empty(&source, &target) {
        return vec![finding];
    }
    if source.text.trim() == target.text.trim() && source.lang.primary() != target.lang.primary() {
        let mut found = wording::untranslated(&source, &target);
        found.sort();
        return found;
    }
    let mut found = figures::compare(&source, &target);
    if source.is_read() && target.is_read() {
        found.extend(names::compare(&source, &target));
        found.extend(negation::compare(&source, &target));
    }
    found.extend(wording::untranslated(&source, &target));
    found.extend(wording::doubled(&source, &target));
    found.extend(marks::brackets(&source, &target));
    found.extend(marks::quotes(&source, &target));
    found.sort();
    // Both ends of an interval are one place.
    found.dedup_by(|later, first| {
        (later.kind, &later.source, &later.target) == (first.kind, &first.source, &first.target)
    });
    found
}

#[cfg(test)]
mod tests;
