//! What two similar texts of one language do not agree on although few letters differ.
//!
//! In a strike report "received" for "did not receive", or 7 for 17 months, is the worst silent error; such
//! differences are named, with where they stand on both sides, and cost points whatever the edit distance says.

mod contrary;
mod exchanged;
mod facts;
mod negation;
mod relative;

use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::exact_key;
use crate::text::name::{NameKind, Named};
use crate::text::placeable::Placeable;
use crate::text::polarity::{Stated, read};

/// A kind of fact two texts differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// One side denies what the other says.
    Negation,
    /// A number is missing or another.
    Number,
    /// Another day, month, year or time.
    Date,
    /// Another amount of the same unit.
    Quantity,
    /// The same amount of another unit.
    Unit,
    /// Another person, place or organisation.
    Name,
    /// A word stands against its contrary: released, arrested.
    Contrary,
}

impl DifferenceKind {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            DifferenceKind::Negation => "negation",
            DifferenceKind::Number => "number",
            DifferenceKind::Date => "date",
            DifferenceKind::Quantity => "quantity",
            DifferenceKind::Unit => "unit",
            DifferenceKind::Name => "name",
            DifferenceKind::Contrary => "contrary",
        }
    }
}

/// A difference, and where it stands on both sides; a side that lacks the fact has no span.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// In what they differ.
    pub kind: DifferenceKind,
    /// In the text at hand.
    pub here: Vec<Span<Chars>>,
    /// In the text of the memory.
    pub memory: Vec<Span<Chars>>,
}

/// The facts two texts of one language differ in, at most one of each kind, ordered by kind.
pub fn compare(here: &str, memory: &str, lang: &Lang) -> Vec<Difference> {
    if exact_key(here, lang.script()) == exact_key(memory, lang.script()) {
        return Vec::new();
    }
    Meaning::new(here, lang).differences(&Meaning::new(memory, lang))
}

/// What a text says, prepared for several comparisons.
#[derive(Debug, Clone)]
pub struct Meaning {
    stated: Stated,
    facts: Vec<Placeable>,
    names: Named,
    lang: String,
}

impl Meaning {
    /// Reads a text in `lang`.
    pub fn new(text: &str, lang: &Lang) -> Meaning {
        Meaning {
            stated: read(text, lang),
            facts: facts::facts(text, lang),
            names: Named::new(text, lang),
            lang: lang.primary().to_owned(),
        }
    }

    /// What this text and one of the memory differ in, at most one of each kind, ordered by kind.
    pub fn differences(&self, memory: &Meaning) -> Vec<Difference> {
        let mut kinds = vec![
            (DifferenceKind::Negation, negation::differ(&self.stated, &memory.stated)),
            (DifferenceKind::Date, relative::differ(&self.stated, &memory.stated, &self.lang)),
            (DifferenceKind::Contrary, contrary::differ(&self.stated, &memory.stated, &self.lang)),
            (
                DifferenceKind::Name,
                (lone_names(&self.names, &memory.names), lone_names(&memory.names, &self.names)),
            ),
        ];
        kinds.extend(facts::differ(&self.facts, &memory.facts));
        kinds.extend(exchanged::differ((&self.stated, &self.facts), (&memory.stated, &memory.facts)));
        kinds.sort_by_key(|(kind, _)| *kind);
        let mut found: Vec<Difference> = Vec::new();
        for (kind, (here, memory)) in kinds {
            match found.last_mut().filter(|last| last.kind == kind) {
                Some(last) => {
                    last.here.extend(here);
                    last.memory.extend(memory);
                }
                None => found.push(Difference { kind, here, memory }),
            }
        }
        found.retain(|d| !(d.here.is_empty() && d.memory.is_empty()));
        found.iter_mut().for_each(|d| {
            d.here.sort();
            d.here.dedup();
            d.memory.sort();
            d.memory.dedup();
        });
        found
    }
}

/// Names of one text without a related name in the other; not those known by a capital alone.
fn lone_names(own: &Named, other: &Named) -> Vec<Span<Chars>> {
    let lone = own.missing_from(other).into_iter().filter(|name| name.kind != NameKind::Unknown);
    lone.map(|name| name.span).collect()
}

/// Where two texts differ: spans of the one and of the other; none on both sides where they agree.
type Sides = (Vec<Span<Chars>>, Vec<Span<Chars>>);

/// Whether one of two canonical words denies the other.
pub(crate) fn are_opposed(a: &str, b: &str) -> bool {
    negation::is_denial_of(a, b) || negation::is_denial_of(b, a)
}

#[cfg(test)]
mod tests;
