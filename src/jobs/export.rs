//! The memory into a file, in an order that depends on its content alone.

mod sink;
mod survey;

use std::io::Write;

use tm::lang::Lang;
use tm::sensitive::names::Names;
use tm::store::{Record, StoreError, UnitNumber, UnitStore};
use tm::unit::Unit;

use super::selection::Selection;
use crate::args::ExportFormat;
use crate::failure::Result;
use crate::interrupt;
use crate::ui::progress::Progress;
use sink::Sink;
use survey::Survey;

/// What is to be written.
#[derive(Debug)]
pub struct Request {
    /// The language that comes first in every unit.
    pub hub: Lang,
    /// Languages wanted besides the hub; empty for all.
    pub targets: Vec<Lang>,
    /// Units that are meant.
    pub selection: Selection,
    /// Names that pseudonyms take the place of, unless everything is written.
    pub names: Names,
    /// Everything, for one's own backup.
    pub full: bool,
    /// As what.
    pub format: ExportFormat,
}

/// What was written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Units, or sightings of units in a full export.
    pub written: u64,
    /// Units that may not leave: private, rejected or from strangers.
    pub withheld: u64,
    /// Units in which pseudonyms took the place of names.
    pub veiled: u64,
    /// Units that hold a part of a name on the list alone, as they leave.
    pub partly: u64,
}

/// Writes the units that `request` wants.
///
/// # Errors
/// The store cannot be read or the target not be written.
pub fn export(
    store: &dyn UnitStore,
    request: &Request,
    target: &mut dyn Write,
    progress: &Progress,
) -> Result<Report> {
    let survey = Survey::take(store, request)?;
    let mut sink = Sink::begin(request, &survey, target)?;
    let mut written = 0;
    let mut report = survey.visit(store, request, progress, &mut |unit, record| {
        interrupt::check()?;
        if request.full {
            written += sink.full(store, &unit, record, &request.hub)?;
        } else {
            sink.unit(&unit, &request.hub)?;
            written += 1;
        }
        Ok(())
    })?;
    report.written = written;
    sink.finish()?;
    Ok(report)
}

/// Hands every unit that an export would write to `visit`, as it would be written and as it is stored, in order.
///
/// # Errors
/// The store cannot be read, a name would be given away, or `visit` fails.
pub fn leaving(
    store: &dyn UnitStore,
    request: &Request,
    progress: &Progress,
    visit: &mut dyn FnMut(Unit, &Record) -> Result<()>,
) -> Result<()> {
    Survey::take(store, request)?.visit(store, request, progress, visit)?;
    Ok(())
}

impl Request {
    /// The unit, if it is one of those meant.
    fn record(
        &self,
        store: &dyn UnitStore,
        number: UnitNumber,
    ) -> std::result::Result<Option<Record>, StoreError> {
        let Some(record) = store.record(number)? else { return Ok(None) };
        Ok(self.selection.accepts(store, &record)?.then_some(record))
    }

    fn wants(&self, lang: &Lang) -> bool {
        self.targets.is_empty() || self.hub.accepts(lang) || self.targets.iter().any(|t| t.accepts(lang))
    }
}
