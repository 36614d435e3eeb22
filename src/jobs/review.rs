//! What is not approved yet, and what people decide about it.

use tm::sqlite::SqliteStore;
use tm::store::{Record, ReviewState, TxNumber, UnitNumber, UnitStore};
use tm::unit::UnitId;

use super::selection::Selection;
use super::write;
use crate::args::Mark;
use crate::failure::Result;

/// The units that want a decision, most doubtful first; where the selection names states, those instead.
///
/// # Errors
/// The store cannot be read.
pub fn undecided(store: &dyn UnitStore, selection: &Selection) -> Result<Vec<UnitNumber>> {
    let mut found: Vec<(ReviewState, UnitNumber)> = Vec::new();
    selection.records(store, &mut |record| {
        let decided = matches!(record.state, ReviewState::Rejected | ReviewState::Reviewed);
        if selection.names_a_status() || !decided {
            found.push((record.state, record.number));
        }
        Ok(())
    })?;
    found.sort_unstable();
    Ok(found.into_iter().map(|(_, number)| number).collect())
}

/// States an opinion on units, as one write; tells how many.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn decide(
    store: &mut SqliteStore<'_>,
    units: &[UnitId],
    state: ReviewState,
    who: &str,
    dry_run: bool,
) -> Result<(TxNumber, usize)> {
    write(store, "review", state.as_str(), dry_run, |store, _| {
        for id in units {
            store.review(id, state, who)?;
        }
        Ok(units.len())
    })
}

/// Marks units, as one write; tells how many were not marked so before.
///
/// A rejected unit stays rejected whether its origin is trusted or not.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn mark(
    store: &mut SqliteStore<'_>,
    units: &[UnitId],
    mark: Mark,
    who: &str,
    dry_run: bool,
) -> Result<(TxNumber, usize)> {
    write(store, "mark", mark.as_str(), dry_run, |store, _| {
        let mut changed = 0;
        for id in units {
            let Some(facts) = store.facts(id)? else { continue };
            let (is_private, state) = (facts.private % 2 == 1, facts.state());
            match mark {
                Mark::Private if !is_private => store.mark_private(id, true)?,
                Mark::Public if is_private => store.mark_private(id, false)?,
                Mark::Untrusted if state > ReviewState::Untrusted => {
                    store.review(id, ReviewState::Untrusted, who)?;
                }
                Mark::Trusted if state == ReviewState::Untrusted => {
                    store.review(id, ReviewState::Draft, who)?
                }
                _ => continue,
            }
            changed += 1;
        }
        Ok(changed)
    })
}

impl Mark {
    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Mark::Private => "private",
            Mark::Public => "public",
            Mark::Untrusted => "untrusted",
            Mark::Trusted => "trusted",
        }
    }
}

/// What a person answers about one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is right.
    Approve,
    /// Its translation is to be corrected.
    Edit,
    /// It is wrong.
    Reject,
    /// Another time.
    Skip,
    /// No more for now.
    Quit,
}

impl Answer {
    /// Understands a line; nothing when it is none of the answers.
    pub fn read(line: &str) -> Option<Answer> {
        match line.trim().to_lowercase().as_str() {
            "a" | "approve" => Some(Answer::Approve),
            "e" | "edit" => Some(Answer::Edit),
            "r" | "reject" => Some(Answer::Reject),
            "s" | "skip" => Some(Answer::Skip),
            "q" | "quit" => Some(Answer::Quit),
            _ => None,
        }
    }
}

/// Puts a corrected translation into one unit and approves it, as one write.
///
/// # Errors
/// The correction makes no unit, or the store says no: then nothing was changed.
pub fn correct(
    store: &mut SqliteStore<'_>,
    record: &Record,
    corrected: &tm::unit::Unit,
    who: &str,
) -> Result<TxNumber> {
    let sighting = tm::store::Sighting { label: record.sighting.label.clone(), detail: Vec::new() };
    let done = write(store, "edit", "", false, |store, _| {
        store.replace(&record.unit.id(), corrected, &sighting)?;
        Ok(store.review(&corrected.id(), ReviewState::Reviewed, who)?)
    })?;
    Ok(done.0)
}
