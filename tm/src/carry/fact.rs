//! The values of two sources, and which of them changed.

use super::{Pair, RepairKind, TermForm, TermFound, Terms, differ_in_marks_only, exchanged};
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::name::{name_key, names};
use crate::text::number::Measure;
use crate::text::placeable::{Content, Kind, Placeable, placeables};

/// Something in a text that can be exchanged.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) span: Span<Chars>,
    pub(super) what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    Value(Placeable),
    /// A name as it is written.
    Name(String),
    Term(TermFound),
}

/// A value of the memory and what stands in its place.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) old: Fact,
    pub(super) new: Fact,
}

impl Fact {
    pub(super) fn is_value(&self) -> bool {
        matches!(self.what, What::Value(_))
    }

    /// What it states, equal on both sides of a pair.
    pub(super) fn said(&self) -> String {
        match &self.what {
            What::Value(value) => value.to_string(),
            What::Name(written) => name_key(written),
            What::Term(term) => format!("{} {:?}", term.concept, term.form),
        }
    }

    /// Its number; of what is none, what it states.
    fn amount(&self) -> String {
        let said = self.said();
        let number = said.split_once('=').map_or(said.as_str(), |(_, value)| value);
        let number = number.trim_start_matches(['~', '<', '>', '=']);
        number.split(' ').next().unwrap_or(number).to_owned()
    }

    pub(super) fn kind(&self) -> RepairKind {
        match &self.what {
            What::Name(_) => RepairKind::Name,
            What::Term(_) => RepairKind::Term,
            What::Value(value) => match (value.kind, &value.content) {
                (Kind::Date, _) => RepairKind::Date,
                (Kind::Url | Kind::Mail | Kind::Handle | Kind::Hashtag, _) => RepairKind::Name,
                (_, Content::Number(number))
                    if matches!(number.measure, Measure::Money(_) | Measure::Unit(_)) =>
                {
                    RepairKind::Quantity
                }
                _ => RepairKind::Number,
            },
        }
    }

    /// Whether one may stand where the other stood.
    fn fits(&self, other: &Fact) -> bool {
        match (&self.what, &other.what) {
            (What::Value(a), What::Value(b)) => {
                a.kind == b.kind || [a, b].iter().all(|v| matches!(v.kind, Kind::Money | Kind::Quantity))
            }
            (What::Name(_), What::Name(_)) => true,
            (What::Term(a), What::Term(b)) => a.form == b.form && a.form != TermForm::Other,
            _ => false,
        }
    }
}

/// What can be exchanged in a text, in order, none over another: values first, then names, then terms.
pub(super) fn facts(text: &str, lang: &Lang, terms: Option<&dyn Terms>) -> Vec<Fact> {
    let mut found: Vec<Fact> = placeables(text, lang)
        .into_iter()
        .map(|value| Fact { span: value.span, what: What::Value(value) })
        .collect();
    let letters: Vec<char> = text.chars().collect();
    let named = names(text, lang).into_iter().map(|name| {
        let written: String =
            letters.get(name.span.start..name.span.end).unwrap_or_default().iter().collect();
        Fact { span: name.span, what: What::Name(written) }
    });
    let terms = terms.map(|terms| terms.in_source(text)).unwrap_or_default();
    let terms = terms.into_iter().map(|term| Fact { span: term.span, what: What::Term(term) });
    for fact in named.chain(terms) {
        if !found.iter().any(|other| other.span.start < fact.span.end && fact.span.start < other.span.end) {
            found.push(fact);
        }
    }
    found.sort_by_key(|fact| fact.span.start);
    found
}

/// What changed between the two sources, in order, if nothing else did.
pub(super) fn changes(pair: &Pair<'_>, terms: Option<&dyn Terms>) -> Option<Vec<Change>> {
    let (here, memory) = (facts(pair.here, pair.lang, terms), facts(pair.memory, pair.lang, terms));
    let same = |(a, b): &(&Fact, &Fact)| a.said() == b.said();
    let before = here.iter().zip(&memory).take_while(same).count();
    let most = here.len().min(memory.len()) - before;
    let behind = here.iter().rev().zip(memory.iter().rev()).take(most).take_while(same).count();
    let own = here.get(before..here.len() - behind)?;
    let other = memory.get(before..memory.len() - behind)?;
    if own.len() != other.len() || own.is_empty() {
        return None;
    }
    let pairs = own.iter().zip(other).filter(|pair| !same(pair));
    let changes: Vec<Change> =
        pairs.map(|(new, old)| Change { old: old.clone(), new: new.clone() }).collect();
    // Values that change places, or that become equal to another, cannot be told apart in the translation.
    let is_new = |change: &Change| {
        let others = memory.iter().filter(|other| other.span != change.old.span);
        others.into_iter().all(|other| other.amount() != change.new.amount())
    };
    let all_fit = changes
        .iter()
        .all(|change| change.old.fits(&change.new) && is_single(&change.old, &memory) && is_new(change));
    (all_fit && differ_in_marks_only(pair.here, &exchanged(pair, &changes), pair.lang)).then_some(changes)
}

/// Whether a text states a value once: of two equal ones nobody knows which is which in the translation.
fn is_single(fact: &Fact, all: &[Fact]) -> bool {
    all.iter().filter(|other| other.said() == fact.said()).count() == 1
}
