//! A translation of a translation: where no unit has the text in the language wanted, but in another one, from which a
//! second unit goes on.
//!
//! The text in between has to be the same by its exact key: two similarities after each other say little. The first step may
//! be similar, and its score is that of the whole.

use crate::index::Index;
use crate::lang::Lang;
use crate::lookup::{Match, Wanted, candidates};
use crate::score::{MatchKind, Penalty, Score, penalised, penalties};
use crate::store::{Record, ReviewState, StoreError, UnitStore};
use crate::text::exact_key;
use crate::unit::Variant;

/// The text in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    /// Its text and language.
    pub variant: Variant,
    /// The unit that leads to it; the match has the one that leads on.
    pub record: Record,
}

/// Points for a translation of a translation: two translators' choices lie between it and the text, and it is to be read
/// whatever the first step is. Ten take it out of the class 95–99, which is often left as it is, into that of 85–94.
const POINTS: u16 = 10;

/// Texts in between that are followed for one segment: the best of them decide, and each is a look into the store.
const MOST_FOLLOWED: usize = 8;

/// Matches through another language for each language wanted in which there is none of `enough` or more: that is not the
/// threshold, so that a higher one shows the same and less of it. No way leads back to the language of the text: what says
/// something else in it is no translation.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn through_others(
    store: &dyn UnitStore,
    index: &Index,
    text: &str,
    (wanted, enough): (&Wanted, Score),
    direct: &[Match],
) -> Result<Vec<Match>, StoreError> {
    let has = |target: &Lang| direct.iter().any(|m| target.accepts(&m.target.lang) && m.score >= enough);
    let missing: Vec<&Lang> = wanted.targets.iter().filter(|target| !has(target)).collect();
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let leads_on =
        |lang: &Lang| !wanted.source.accepts(lang) && !missing.iter().any(|target| target.accepts(lang));
    let between: Vec<Lang> = index.targets().into_iter().filter(leads_on).collect();
    if between.is_empty() {
        return Ok(Vec::new());
    }
    let between = Wanted { targets: between, ..wanted.clone() };
    let mut first = candidates(store, index, text, &between, MOST_FOLLOWED, None)?;
    first.sort_by_key(|m| std::cmp::Reverse((m.score, m.record.state, m.record.number)));
    let mut found = Vec::new();
    for step in first.iter().take(MOST_FOLLOWED) {
        let lang = &step.target.lang;
        let key = exact_key(&step.target.text, lang.script());
        for record in store.exact(&key, lang)?.into_iter().filter(|r| r.state != ReviewState::Rejected) {
            let ends = |v: &&Variant| {
                !wanted.source.accepts(&v.lang) && missing.iter().any(|target| target.accepts(&v.lang))
            };
            for target in record.unit.variants().iter().filter(ends) {
                found.push(led_on(step, &record, target));
            }
        }
    }
    Ok(found)
}

fn led_on(step: &Match, record: &Record, target: &Variant) -> Match {
    let through = Penalty { name: "through another language", points: POINTS };
    let mut all = step.penalties.clone();
    all.extend(penalties(&[], record.state).into_iter().filter(|p| !step.penalties.contains(p)));
    all.push(through);
    Match {
        score: penalised(step.base, &all),
        kind: MatchKind::Fuzzy,
        target: target.clone(),
        record: record.clone(),
        penalties: all,
        via: Some(Via { variant: step.target.clone(), record: step.record.clone() }),
        ..step.clone()
    }
}
