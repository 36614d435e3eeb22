//! Pairs typed by hand, or piped in line by line.

use std::io::BufRead;

use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::store::{Sighting, TxNumber, UnitWriter};
use tm::unit::{Unit, Variant};

use super::import::Counts;
use super::write;
use crate::failure::{Failure, Result};

/// Label of pairs that were typed.
pub const LABEL: &str = "added by hand";

/// How pairs are taken.
#[derive(Debug, Clone)]
pub struct Request {
    /// Language of the first text.
    pub source: Lang,
    /// Language of the second.
    pub target: Lang,
    /// Bring back what was removed before.
    pub restore: bool,
    /// Change nothing.
    pub dry_run: bool,
}

impl Request {
    /// The unit of one pair.
    ///
    /// # Errors
    /// It is no pair.
    pub fn check(&self, source: &str, target: &str) -> Result<Unit> {
        self.unit(source, target).map_err(Failure::no_unit)
    }

    fn unit(&self, source: &str, target: &str) -> std::result::Result<Unit, tm::unit::UnitError> {
        Unit::new(vec![
            Variant::plain(self.source.clone(), source),
            Variant::plain(self.target.clone(), target),
        ])
    }
}

/// Adds one pair.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn add(store: &mut dyn UnitWriter, unit: &Unit, request: &Request) -> Result<(TxNumber, Counts)> {
    write(store, "add", "", request.dry_run, |store, _| {
        let mut counts = Counts::default();
        counts.count(store.add(unit, &sighting(), request.restore)?);
        Ok(counts)
    })
}

/// Adds the `source⇥target` lines of `input`; each damaged line is told to `skip` as it is met.
///
/// # Errors
/// The input cannot be read, or the store says no: then nothing was changed.
pub fn add_lines(
    store: &mut dyn UnitWriter,
    input: impl BufRead,
    request: &Request,
    skip: &mut dyn FnMut(&Skipped),
) -> Result<(TxNumber, Counts)> {
    write(store, "add", "-", request.dry_run, |store, _| {
        let mut counts = Counts::default();
        for (line, text) in (1..).zip(input.lines()) {
            let text = text.map_err(|error| Failure::not_text("standard input", error))?;
            if text.trim().is_empty() {
                continue;
            }
            match pair(&text, line, request) {
                Ok(unit) => counts.count(store.add(&unit, &sighting(), request.restore)?),
                Err(skipped) => {
                    counts.skipped += 1;
                    skip(&skipped);
                }
            }
        }
        Ok(counts)
    })
}

fn pair(text: &str, line: u64, request: &Request) -> std::result::Result<Unit, Skipped> {
    let skipped = |why: String| Skipped::new(line, why);
    let mut cells = text.trim_start_matches('\u{FEFF}').split('\t');
    let (Some(source), Some(target), None) = (cells.next(), cells.next(), cells.next()) else {
        return Err(skipped("the line is not two texts with one tab between".to_owned()));
    };
    request.unit(source, target).map_err(|why| skipped(why.to_string()))
}

fn sighting() -> Sighting {
    Sighting { label: LABEL.to_owned(), detail: Vec::new() }
}
