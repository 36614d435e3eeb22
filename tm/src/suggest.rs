//! Everything a memory suggests for a segment: what it says itself, where it stands, what can be carried over, and what is
//! to be had through another language.

use crate::carry::{Pair, Terms, carry, frame, respelled};
use crate::index::Index;
use crate::lookup::{Match, Similar, Wanted, candidates, matches_of, rank, similar};
use crate::meaning::DifferenceKind;
use crate::pivot::through_others;
use crate::score::{MatchKind, Score, penalised, penalties};
use crate::store::{StoreError, UnitNumber, UnitStore};
use crate::surroundings::{Surroundings, tell};

/// A segment that translations are looked for.
#[derive(Clone)]
pub struct Asked<'a> {
    /// Its text.
    pub text: &'a str,
    /// What stands around it, in each place where it stands.
    pub around: &'a [Surroundings],
    /// The glossary by which terms are exchanged.
    pub terms: Option<&'a dyn Terms>,
    /// What [`look_ahead`] found for it, if it was asked.
    pub similar: Option<Similar>,
}

/// What of [`suggest`] needs the index alone: where little is similar, nearly all the time it takes. Several segments can be
/// looked for side by side.
pub fn look_ahead(index: &Index, text: &str, wanted: &Wanted) -> Similar {
    similar(index, text, &widened(wanted), MOST_CARRIED)
}

/// What is carried over may lift a match over the threshold that was under it.
fn widened(wanted: &Wanted) -> Wanted {
    Wanted { least: wanted.least.min(FLOOR), ..wanted.clone() }
}

/// The suggestions for a segment, best first.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn suggest(
    store: &dyn UnitStore,
    index: &Index,
    asked: &Asked<'_>,
    wanted: &Wanted,
) -> Result<Vec<Match>, StoreError> {
    let widened = widened(wanted);
    let known = asked.similar.clone();
    let mut matches = candidates(store, index, asked.text, &widened, MOST_CARRIED, known)?;
    let framed = framed(index, asked, wanted);
    matches.extend(matches_of(store, &framed, asked.text, wanted, &matches)?);
    matches.extend(through_others(store, index, asked.text, (&widened, FLOOR), &matches)?);
    tell(store, asked.around, &wanted.source, &mut matches)?;
    repair(asked, wanted, &framed, &mut matches);
    Ok(rank(matches, wanted))
}

/// The similarity from which on a match may be repaired whatever its words are, and whatever is shown: a value of three
/// words among eight. Of those less similar only the texts with the words around the values are looked for, since to look for
/// all of them would take several times as long.
const FLOOR: Score = Score(700);

/// Texts that translations are carried over into, for one segment: a few more than are shown.
const MOST_CARRIED: usize = 24;

/// Units whose text has the words around the values of a segment.
fn framed(index: &Index, asked: &Asked<'_>, wanted: &Wanted) -> Vec<UnitNumber> {
    let Some(frame) = frame(asked.text, &wanted.source, asked.terms) else { return Vec::new() };
    let words: Vec<&str> = frame.words.iter().map(String::as_str).collect();
    index.framed(&words, frame.weights, &wanted.targets, MOST_CARRIED)
}

/// Tells among the best of the similar matches those that only write a value otherwise, and carries over into the others what
/// differs.
fn repair(asked: &Asked<'_>, wanted: &Wanted, framed: &[UnitNumber], matches: &mut [Match]) {
    let is_framed = |found: &Match| framed.contains(&found.record.number);
    // What is shown must not decide what is repaired: a higher threshold shows the same and less of it.
    let may_be = |found: &Match| may_be_repaired(found) && (found.base >= FLOOR || is_framed(found));
    let mut order: Vec<&mut Match> = matches.iter_mut().filter(|found| may_be(found)).collect();
    order.sort_by_key(|m| std::cmp::Reverse((m.base, m.record.state, m.record.number)));
    let mut others = 0;
    order.retain(|found| {
        let is_framed = is_framed(found);
        others += usize::from(!is_framed);
        is_framed || others <= MOST_CARRIED
    });
    for found in order {
        let pair = Pair {
            here: asked.text,
            memory: &found.source,
            lang: &wanted.source,
            target: &found.target.text,
            target_lang: &found.target.lang,
        };
        if found.differences.is_empty()
            && let Some(score) = respelled(&pair)
        {
            found.kind = MatchKind::Spelling;
            found.base = found.base.max(score);
            found.score = penalised(found.base, &found.penalties);
            continue;
        }
        let Some(carried) = carry(&pair, asked.terms) else { continue };
        found.kind = MatchKind::Repaired;
        found.base = carried.score;
        // What differs stands in the translation now.
        found.penalties = penalties(&[], found.record.state);
        found.score = penalised(found.base, &found.penalties);
        found.target.text.clone_from(&carried.target);
        found.carried = Some(carried);
    }
}

/// A denial or another word is no value.
fn may_be_repaired(found: &Match) -> bool {
    let changed = |kind| found.differences.iter().any(|d| d.kind == kind);
    found.kind == MatchKind::Fuzzy
        && found.via.is_none()
        && !changed(DifferenceKind::Negation)
        && !changed(DifferenceKind::Contrary)
}

#[cfg(test)]
mod tests;
