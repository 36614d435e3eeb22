//! The values of two sources, and which of them changed.

use super::{Pair, RepairKind, TermForm, TermFound, Terms, differ_in_marks_only};
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::date::DateValue;
use crate::text::exact_key;
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

    /// Whether both state the same, and the same day of the week with it.
    fn says_what(&self, other: &Fact) -> bool {
        self.said() == other.said() && self.weekday() == other.weekday()
    }

    /// The day of the week that is stated with a date.
    fn weekday(&self) -> Option<u8> {
        match &self.what {
            What::Value(Placeable { content: Content::Date(date), .. }) => match date.value {
                DateValue::Date { weekday, .. } => weekday,
                _ => None,
            },
            _ => None,
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
            // A day of the week that only one date has would be lost, or stay behind.
            (What::Value(a), What::Value(b)) if self.weekday().is_some() == other.weekday().is_some() => {
                a.kind == b.kind || [a, b].iter().all(|v| matches!(v.kind, Kind::Money | Kind::Quantity))
            }
            (What::Name(_), What::Name(_)) => true,
            (What::Term(a), What::Term(b)) => {
                let number = |term: &TermFound| term.plural_of.is_some();
                a.form == b.form && a.form != TermForm::Other && number(a) == number(b)
            }
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

/// What changed between two sources.
#[derive(Debug)]
pub(super) struct Changes {
    /// The values that changed, in order.
    pub(super) all: Vec<Change>,
    /// The text of the memory with the values of the text at hand.
    pub(super) exchanged: String,
}

/// What changed between the two sources, if nothing else did but how the other values are written.
pub(super) fn changes(pair: &Pair<'_>, terms: Option<&dyn Terms>) -> Option<Changes> {
    let (here, memory) = (facts(pair.here, pair.lang, terms), facts(pair.memory, pair.lang, terms));
    if here.len() != memory.len() {
        return None;
    }
    let pairs = || memory.iter().zip(&here).map(|(old, new)| Change { old: old.clone(), new: new.clone() });
    let is_same = |change: &Change| change.old.said() == change.new.said();
    let all: Vec<Change> = pairs().filter(|change| !is_same(change)).collect();
    // Values that change places, or that become equal to another, cannot be told apart in the translation.
    let is_new = |change: &Change| {
        let others = memory.iter().filter(|other| other.span != change.old.span);
        others.into_iter().all(|other| other.amount() != change.new.amount())
    };
    let all_fit = all
        .iter()
        .all(|change| change.old.fits(&change.new) && is_single(&change.old, &memory) && is_new(change));
    if all.is_empty() || !all_fit {
        return None;
    }
    let exchanged = exchanged(
        pair,
        pairs()
            .filter(|change| !is_same(change) || change.old.is_value() && change.old.says_what(&change.new)),
    );
    differ_in_marks_only(pair.here, &exchanged, pair.lang).then_some(Changes { all, exchanged })
}

/// The text of the memory with its values written as in the text at hand, if those are the same values and nothing else
/// differs but marks.
pub(super) fn respelled(pair: &Pair<'_>) -> Option<String> {
    let values = |text: &str| -> Vec<Fact> {
        placeables(text, pair.lang)
            .into_iter()
            .map(|value| Fact { span: value.span, what: What::Value(value) })
            .collect()
    };
    let (here, memory) = (values(pair.here), values(pair.memory));
    let are_same = here.len() == memory.len() && here.iter().zip(&memory).all(|(a, b)| a.says_what(b));
    if here.is_empty() || !are_same {
        return None;
    }
    let pairs = memory.into_iter().zip(here).map(|(old, new)| Change { old, new });
    let exchanged = exchanged(pair, pairs);
    let key = |text: &str| exact_key(text, pair.lang.script());
    let is_value_written_otherwise = key(&exchanged) != key(pair.memory);
    (is_value_written_otherwise && differ_in_marks_only(pair.here, &exchanged, pair.lang))
        .then_some(exchanged)
}

/// The text of the memory with the values of the text at hand in the place of others, which come in order.
fn exchanged(pair: &Pair<'_>, changes: impl Iterator<Item = Change>) -> String {
    let own: Vec<char> = pair.here.chars().collect();
    let other: Vec<char> = pair.memory.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    for change in changes {
        text.extend(other.get(at..change.old.span.start).unwrap_or_default());
        text.extend(own.get(change.new.span.start..change.new.span.end).unwrap_or_default());
        at = change.old.span.end;
    }
    text.extend(other.get(at..).unwrap_or_default());
    text
}

/// Whether a text states a value once: of two equal ones nobody knows which is which in the translation.
fn is_single(fact: &Fact, all: &[Fact]) -> bool {
    all.iter().filter(|other| other.said() == fact.said()).count() == 1
}
