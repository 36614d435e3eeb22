//! What stands around a segment, and does a unit of the memory come from the same place?
//!
//! A match is *in context*, 101 %, when the segment before and the one behind are the same, by their exact keys, as in one
//! place where the memory saw the unit. The field disagrees on this: memoQ asks for both ("when the previous and the following
//! segment are the same", docs.memoq.com, *Double context matches*), Trados Studio for the one before and its
//! translation, or for both sources, as its memory was made (developers.rws.com, `TextContextMatchType`). Both are
//! asked for here, since one neighbour alone is often a formula (a greeting, a heading); where only one agrees, the
//! match stays at 100 and stands before those without.
//!
//! The beginning of a text agrees with a beginning that the memory knows of, not with one it knows nothing of.

use crate::context::{Context, Edge, Neighbour, NeighbourKind};
use crate::detail::Detail;
use crate::lang::Lang;
use crate::lookup::Match;
use crate::score::{MatchKind, Score, penalised};
use crate::store::{StoreError, UnitStore};
use crate::text::exact_key;

/// What stands on one side of a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Beside {
    /// Nobody said.
    #[default]
    Unknown,
    /// The text begins or ends here.
    Edge,
    /// One of these texts, by their exact keys: the neighbour with and without the frame of a page between.
    Keys(Vec<String>),
}

impl Beside {
    /// The side of a segment on which `text` stands.
    pub fn text(text: &str, lang: &Lang) -> Beside {
        Beside::Keys(vec![exact_key(text, lang.script())])
    }
}

/// What stands before and behind a segment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Surroundings {
    /// Before it.
    pub previous: Beside,
    /// Behind it.
    pub next: Beside,
}

/// Which neighbours agree, the best last, so that order is rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Agreement {
    /// None, or none is known.
    #[default]
    Nothing,
    /// The segment behind.
    Next,
    /// The segment before, which says more: what a pronoun stands for was named there.
    Previous,
    /// Both.
    Both,
}

impl Agreement {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Agreement::Nothing => "none",
            Agreement::Next => "next",
            Agreement::Previous => "previous",
            Agreement::Both => "both",
        }
    }
}

impl Surroundings {
    /// Which sides agree with one of the places where a unit was seen; `lang` is the language of the segment. Both do only where
    /// as many neighbours are told on both sides, for then the first of one belongs to the first of the other.
    pub fn agreement(&self, context: &Context, lang: &Lang) -> Agreement {
        self.agrees_with(&Known::new(context, lang))
    }

    fn agrees_with(&self, known: &Known) -> Agreement {
        let is_paired = known.previous.len() == known.next.len();
        let mut pairs = known.previous.iter().zip(&known.next);
        if is_paired && pairs.any(|(before, behind)| self.previous.is(before) && self.next.is(behind)) {
            return Agreement::Both;
        }
        let before = known.previous.iter().any(|before| self.previous.is(before));
        let behind = known.next.iter().any(|behind| self.next.is(behind));
        match (before, behind) {
            (true, _) => Agreement::Previous,
            (false, true) => Agreement::Next,
            (false, false) => Agreement::Nothing,
        }
    }

    fn is_known(&self) -> bool {
        self.previous != Beside::Unknown || self.next != Beside::Unknown
    }
}

impl Beside {
    /// Whether this is what is known, by its exact key; `None` is the beginning or end of a document.
    fn is(&self, known: &Option<String>) -> bool {
        match (self, known) {
            (Beside::Unknown, _) | (Beside::Edge, Some(_)) | (Beside::Keys(_), None) => false,
            (Beside::Edge, None) => true,
            (Beside::Keys(keys), Some(key)) => keys.contains(key),
        }
    }
}

/// The exact keys of what stood on both sides of a unit, in the order of the places where it was seen; `None` for the beginning
/// or end of a document.
struct Known {
    previous: Vec<Option<String>>,
    next: Vec<Option<String>>,
}

impl Known {
    fn new(context: &Context, lang: &Lang) -> Known {
        Known {
            previous: keys(&context.previous, &context.first, context.is_first, lang),
            next: keys(&context.next, &context.last, context.is_last, lang),
        }
    }
}

fn keys(known: &[Neighbour], edges: &[Edge], is_edge: bool, lang: &Lang) -> Vec<Option<String>> {
    let fits = |own: &Option<Lang>| own.as_ref().is_none_or(|own| lang.accepts(own));
    let edges_at =
        |at: usize| edges.iter().filter(move |edge| edge.at == at && fits(&edge.lang)).map(|_| None);
    let mut keys: Vec<Option<String>> = Vec::new();
    for (at, neighbour) in known.iter().enumerate() {
        keys.extend(edges_at(at));
        let is_text = neighbour.kind == NeighbourKind::Text && fits(&neighbour.lang);
        keys.extend(is_text.then(|| Some(exact_key(&neighbour.value, lang.script()))));
    }
    keys.extend(edges_at(known.len()));
    if keys.is_empty() && is_edge {
        keys.push(None);
    }
    keys
}

/// Sightings of one unit that are looked at: a formula stands in thousands of documents.
const MOST_SIGHTINGS: usize = 200;

/// Tells the matches of the same normal form that come from between the same neighbours; a segment that stands in several
/// places has several `around`.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn tell(
    store: &dyn UnitStore,
    around: &[Surroundings],
    lang: &Lang,
    matches: &mut [Match],
) -> Result<(), StoreError> {
    if !around.iter().any(Surroundings::is_known) {
        return Ok(());
    }
    let same = |m: &&mut Match| matches!(m.kind, MatchKind::Exact | MatchKind::Spelling);
    let mut known: Option<(crate::store::UnitNumber, Agreement)> = None;
    for found in matches.iter_mut().filter(same) {
        // The translations of a unit follow each other.
        let agreement = match known.filter(|(number, _)| *number == found.record.number) {
            Some((_, agreement)) => agreement,
            None => {
                let sightings = store.sightings(found.record.number)?;
                let details = sightings.iter().take(MOST_SIGHTINGS).filter(|s| !s.detail.is_empty());
                // What a damaged sighting would tell is not known; the unit is still the same text.
                let contexts = details.filter_map(|s| Detail::from_bytes(&s.detail).ok());
                let best = |context: Context| {
                    let known = Known::new(&context, lang);
                    around.iter().map(|around| around.agrees_with(&known)).max()
                };
                contexts.filter_map(|d| best(Context::of(&d))).max().unwrap_or_default()
            }
        };
        known = Some((found.record.number, agreement));
        found.context = agreement;
        if agreement == Agreement::Both {
            found.kind = MatchKind::InContext;
            found.base = Score::IN_CONTEXT;
            found.score = penalised(found.base, &found.penalties);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{Told, tell as write};

    fn seen(previous: Told<'_>, next: Told<'_>) -> Context {
        let mut detail = Detail::default();
        write(&mut detail, previous, next);
        Context::of(&detail)
    }

    fn around(previous: Option<&str>, next: Option<&str>) -> Surroundings {
        let side = |text: Option<&str>| match text {
            None => Beside::Unknown,
            Some("") => Beside::Edge,
            Some(text) => Beside::text(text, &Lang::persian()),
        };
        Surroundings { previous: side(previous), next: side(next) }
    }

    #[test]
    fn both_neighbours_agree_whatever_their_spelling() {
        let here = around(Some("كارگران می\u{200C}گویند:"), Some("زنده باد!"));
        for (previous, next, expected) in [
            (Told::Text("کارگران میگویند:"), Told::Text("زنده باد!"), Agreement::Both),
            (Told::Text("کارگران میگویند:"), Told::Text("زنده باد"), Agreement::Previous),
            (Told::Text("کارفرما می\u{200C}گوید:"), Told::Text("زنده باد!"), Agreement::Next),
            (Told::Unknown, Told::Text("زنده باد!"), Agreement::Next),
            (Told::Edge, Told::Edge, Agreement::Nothing),
        ] {
            let found = here.agreement(&seen(previous, next), &Lang::persian());
            assert_eq!(found, expected, "{previous:?} {next:?}");
        }
    }

    #[test]
    fn a_beginning_agrees_with_a_beginning_that_is_known() {
        let lang = Lang::persian();
        let first = around(Some(""), Some("زنده باد!"));
        assert_eq!(first.agreement(&seen(Told::Edge, Told::Text("زنده باد!")), &lang), Agreement::Both);
        assert_eq!(first.agreement(&seen(Told::Unknown, Told::Text("زنده باد!")), &lang), Agreement::Next);
        let text = around(None, Some("زنده باد!"));
        assert_eq!(text.agreement(&seen(Told::Edge, Told::Text("زنده باد!")), &lang), Agreement::Next);
    }

    #[test]
    fn both_neighbours_are_from_one_place() {
        let lang = Lang::persian();
        let mut detail = Detail::default();
        for (previous, next) in [
            (Told::Text("نان"), Told::Text("کار")),
            (Told::Edge, Told::Text("آزادی")),
            (Told::Text("صلح"), Told::Edge),
        ] {
            write(&mut detail, previous, next);
        }
        let context = Context::of(&detail);
        for (previous, next, expected) in [
            ("نان", "کار", Agreement::Both),
            ("", "آزادی", Agreement::Both),
            ("صلح", "", Agreement::Both),
            ("نان", "آزادی", Agreement::Previous),
            ("", "", Agreement::Previous),
            ("صلح", "کار", Agreement::Previous),
            ("جنگ", "کار", Agreement::Next),
        ] {
            let found = around(Some(previous), Some(next)).agreement(&context, &lang);
            assert_eq!(found, expected, "{previous} {next}");
        }
        // One neighbour is lost: which belongs to which is not known.
        write(&mut detail, Told::Text("نور"), Told::Unknown);
        let found = around(Some("نان"), Some("کار")).agreement(&Context::of(&detail), &lang);
        assert_eq!(found, Agreement::Previous);
    }

    #[test]
    fn a_neighbour_in_another_language_is_none() {
        let english = Neighbour {
            kind: NeighbourKind::Text,
            lang: Some(Lang::parse("en").unwrap()),
            value: "نان".into(),
        };
        let context = Context { previous: vec![english], ..Context::default() };
        assert_eq!(around(Some("نان"), None).agreement(&context, &Lang::persian()), Agreement::Nothing);
    }
}
