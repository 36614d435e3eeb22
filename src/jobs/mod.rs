//! What the program does, one use case a module; nothing here speaks to a terminal but through a report.

pub mod add;
mod ahead;
pub mod analysis;
mod answers;
pub mod backup;
pub mod bands;
pub mod campaign;
pub mod candidates;
pub mod care;
mod chain;
pub mod check;
pub mod course;
pub mod dedupe;
pub mod doctor;
pub mod export;
pub mod find;
pub mod git_merge;
pub mod glossary;
pub mod holdback;
pub mod import;
pub mod init;
pub mod merge;
pub mod metadata;
pub mod own;
pub mod passages;
pub mod pretranslate;
pub mod purge;
pub mod renderings;
pub mod review;
pub mod scan;
pub mod seen;
pub mod selection;
pub mod starter;
pub mod stats;
pub mod suggest;
pub mod terms;

use tm::store::{StoreError, TxInfo, TxNumber, UnitWriter};

use crate::failure::Result;
use crate::interrupt;

/// Carries out `work` as one write: all of it or, when it fails or `dry_run` is wanted, nothing.
///
/// # Errors
/// Those of `work` and of the store.
pub fn write<T>(
    store: &mut dyn UnitWriter,
    command: &str,
    origin: &str,
    dry_run: bool,
    work: impl FnOnce(&mut dyn UnitWriter, TxNumber) -> Result<T>,
) -> Result<(TxNumber, T)> {
    write_if(store, command, origin, |_| !dry_run, work)
}

/// Carries out `work` as one write, which is kept if `keep` says so of what came of it.
///
/// # Errors
/// Those of `work` and of the store.
pub fn write_if<T>(
    store: &mut dyn UnitWriter,
    command: &str,
    origin: &str,
    keep: impl FnOnce(&T) -> bool,
    work: impl FnOnce(&mut dyn UnitWriter, TxNumber) -> Result<T>,
) -> Result<(TxNumber, T)> {
    let info = TxInfo { day: crate::clock::today(), command: command.to_owned(), origin: origin.to_owned() };
    let number = store.begin(&info)?;
    let done = work(store, number).and_then(|done| interrupt::decide().map(|()| done));
    let ended: std::result::Result<(), StoreError> =
        if done.as_ref().is_ok_and(keep) { store.commit() } else { store.rollback() };
    let done = done?;
    ended?;
    Ok((number, done))
}
