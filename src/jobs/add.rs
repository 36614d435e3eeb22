//! Pairs typed by hand, or piped in line by line.

use std::io::BufRead;

use tm::detail::Detail;
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::store::{Sighting, TxNumber, UnitWriter};
use tm::unit::{Unit, Variant};

use super::chain::Chain;
use super::import::Counts;
use super::write;
use crate::failure::{Failure, Result};
use crate::reading::pairs::{Pair, is_control};

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

/// Adds pairs that were typed; `counts` has what was left out before.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn add(
    store: &mut dyn UnitWriter,
    pairs: &[Pair],
    mut counts: Counts,
    request: &Request,
) -> Result<(TxNumber, Counts)> {
    write(store, "add", "", request.dry_run, |store, _| {
        for pair in pairs {
            let sighting = Sighting { label: LABEL.to_owned(), detail: pair.detail.to_bytes() };
            counts.count(store.add(&pair.unit, &sighting, request.restore)?);
        }
        Ok(counts)
    })
}

/// Reads `source⇥target` lines, each the context of the next; each damaged line is told to `skip` as it is met.
///
/// # Errors
/// The input cannot be read.
pub fn read_lines(
    mut input: impl BufRead,
    request: &Request,
    skip: &mut dyn FnMut(&Skipped),
) -> Result<(Vec<Pair>, Counts)> {
    let (mut pairs, mut counts) = (Vec::new(), Counts::default());
    let mut chain = Chain::new(Some(request.source.clone()));
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let read = input.read_until(b'\n', &mut bytes);
        if read.map_err(|error| Failure::not_text("standard input", error))? == 0 {
            break;
        }
        let text = std::str::from_utf8(&bytes).map(|text| text.trim_end_matches(['\n', '\r']));
        let unit = match text {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => pair(text, line, request),
            Err(_) => Err(Skipped::new(line, "the line is no UTF-8 text")),
        };
        match unit {
            Ok(unit) => pairs.extend(chain.take(Pair { unit, detail: Detail::default(), line })),
            Err(skipped) => {
                pairs.extend(chain.interrupted());
                counts.skipped += 1;
                skip(&skipped);
            }
        }
    }
    pairs.extend(chain.end());
    Ok((pairs, counts))
}

fn pair(text: &str, line: u64, request: &Request) -> std::result::Result<Unit, Skipped> {
    let skipped = |why: String| Skipped::new(line, why);
    let mut cells = text.trim_start_matches('\u{FEFF}').split('\t');
    let (Some(source), Some(target), None) = (cells.next(), cells.next(), cells.next()) else {
        return Err(skipped("the line is not two texts with one tab between".to_owned()));
    };
    if text.contains(|c| c != '\t' && is_control(c)) {
        return Err(skipped("there are control characters in it".to_owned()));
    }
    request.unit(source, target).map_err(|why| skipped(why.to_string()))
}
