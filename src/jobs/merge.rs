//! Another member's memory into ours: the union of what both know.

use glossary::TermStore;
use glossary::sqlite::SqliteTerms;
use rusqlite::Connection;
use tm::sqlite::SqliteStore;
use tm::store::{Facts, Life, StoreError, TxNumber, UnitStore, UnitWriter, Why};

use super::glossary::failure;
use super::import::Counts;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::ui::progress::Progress;

/// Takes in every unit and concept of `other`, as part of write `tx`; tells what became of the units.
///
/// # Errors
/// Either store says no.
pub fn merge(
    store: &mut dyn UnitWriter,
    connection: &Connection,
    tx: TxNumber,
    (name, other): (&str, &Connection),
    progress: &Progress,
) -> Result<Counts> {
    let theirs = SqliteStore::new(other);
    let damaged = |error: StoreError| Failure::damaged_import(name, error);
    let mut counts = Counts::default();
    for id in theirs.ids().map_err(damaged)? {
        interrupt::check()?;
        progress.advance(1);
        let Some(facts) = theirs.facts(&id).map_err(damaged)? else { continue };
        match known(store, &facts)? {
            Known::No => {
                store.absorb(&facts)?;
                counts.new += 1;
            }
            Known::Less { is_purged } => {
                store.absorb(&facts)?;
                counts.merged += 1;
                counts.purged_there += u64::from(is_purged);
            }
            Known::All => counts.already_here += 1,
        }
    }
    let mut ours = SqliteTerms::new(connection, tx.0);
    for record in
        SqliteTerms::new(other, 0).records().map_err(|error| Failure::damaged_import(name, error))?
    {
        let news = ours.absorb(&record).map_err(failure)?;
        counts.terms += u64::from(news);
        counts.terms_removed_before += u64::from(record.life.is_live() && is_removed(&ours, &record)?);
    }
    Ok(counts)
}

/// Whether a concept was removed here and stays so.
fn is_removed(ours: &SqliteTerms<'_>, record: &glossary::store::Record) -> Result<bool> {
    let life = ours.lives(record.id).map_err(failure)?.into_iter().map(|(life, _)| life).max();
    Ok(life.is_some_and(|life| !life.is_live() && life.why == glossary::store::Why::Remove))
}

/// How much of some facts a store knows.
enum Known {
    No,
    Less {
        /// Whether the others purged it and we did not.
        is_purged: bool,
    },
    All,
}

fn known(store: &dyn UnitWriter, facts: &Facts) -> Result<Known> {
    // A unit that was only referred to, as the successor of another, is new as well.
    let Some(before) = store.facts(&facts.id)?.filter(|before| before.life != Life::UNBORN) else {
        return Ok(Known::No);
    };
    let mut after = before.clone();
    after.merge(facts);
    let is_purged = after.life.why == Why::Purge && before.life.why != Why::Purge;
    Ok(if after == before { Known::All } else { Known::Less { is_purged } })
}
