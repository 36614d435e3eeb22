//! Which units a change is about: a pair, a selection, or both.

use tm::sqlite::SqliteStore;
use tm::store::Record;
use tm::unit::UnitId;

use super::Context;
use crate::args::WhichArgs;
use crate::failure::{Failure, Result};
use crate::jobs::care::Pair;
use crate::jobs::selection::Selection;

/// The units meant; that there are none is said.
///
/// # Errors
/// Nothing says which, the pair is not there, or a source text has several translations and none is named.
pub(super) fn chosen(
    context: &mut Context<'_>,
    store: &SqliteStore<'_>,
    which: &WhichArgs,
) -> Result<Vec<UnitId>> {
    let units = meant(context, store, which)?;
    if units.is_empty() {
        context.ui.say("No unit is as the selection wants it; nothing was changed.");
    }
    Ok(units)
}

fn meant(context: &Context<'_>, store: &SqliteStore<'_>, which: &WhichArgs) -> Result<Vec<UnitId>> {
    let selection = context.selection(&which.selection)?;
    if let Some(source_text) = &which.source_text {
        let pair = Pair {
            source: &context.settings.source.value,
            source_text,
            targets: &context.settings.targets.value,
            target_text: which.target_text.as_deref(),
        };
        return of_pair(store, &pair, &selection, which);
    }
    if selection.is_everything() && !which.all {
        return Err(Failure::which_units());
    }
    let mut units = Vec::new();
    selection.records(store, &mut |record| {
        units.push(record.unit.id());
        Ok(())
    })?;
    Ok(units)
}

fn of_pair(
    store: &SqliteStore<'_>,
    pair: &Pair<'_>,
    selection: &Selection,
    which: &WhichArgs,
) -> Result<Vec<UnitId>> {
    let holders = pair.holders(store)?;
    if holders.is_empty() {
        return Err(Failure::no_such_pair());
    }
    let mut records: Vec<Record> = Vec::new();
    for record in holders {
        if selection.accepts_unit(&record.unit) && selection.accepts(store, &record)? {
            records.push(record);
        }
    }
    if records.len() > 1 && pair.target_text.is_none() && !which.all {
        return Err(Failure::several(records.len()));
    }
    Ok(records.iter().map(|record| record.unit.id()).collect())
}
