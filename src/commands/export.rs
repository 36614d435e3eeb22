//! `tm export`

use std::path::Path;

use tm::sensitive::names::Names;

use super::{Context, Outcome, units};
use crate::args::{ExportArgs, ExportFormat};
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::jobs::export::{Report, Request, export};
use crate::jobs::holdback;
use crate::ui::progress::{Progress, Unit};
use crate::ui::text::counted;
use crate::workspace::Memory;
use crate::writing::atomic::Target;

pub(super) fn run(context: &mut Context<'_>, args: &ExportArgs) -> Result<Outcome> {
    let mut request = Request {
        hub: context.settings.source.value.clone(),
        targets: context.asked_targets(),
        selection: context.selection(&args.selection)?,
        names: Names::default(),
        full: args.full,
        format: format(args)?,
    };
    if request.full && request.format == ExportFormat::Csv {
        return Err(Failure::usage("--full does not go with CSV", "give --format tmx or --format jsonl"));
    }
    interrupt::listen();
    let memory = context.memory()?;
    if let Memory::File(_, connection) = &memory {
        // One moment of the memory, whatever others write meanwhile.
        connection.execute_batch("BEGIN")?;
        request.names = holdback::names(connection)?;
    }
    let store = units(&memory);
    let progress = Progress::new(&context.ui, "exporting", Some(store.live_units()?), Unit::Items);
    let mut target = Target::open(&args.out, &mut context.ui)?;
    let report =
        export(&*store, &request, &mut target, &progress).map_err(|error| error.writing(&args.out))?;
    // An export of nothing takes no earlier file's place.
    if report.written > 0 || !args.out.is_file() {
        target.finish()?;
    }
    progress.finish();
    if report.written == 0 && args.out.is_file() {
        context.ui.say(&format!(
            "Nothing to write: {} is as it was.{}",
            args.out.display(),
            withheld(&report)
        ));
        return Ok(Outcome::Nothing);
    }
    context.ui.say(&format!(
        "{} written to {}.{}",
        counted(report.written, "unit"),
        args.out.display(),
        withheld(&report)
    ));
    if request.full {
        let what = match request.format {
            ExportFormat::Tmx => "everything: names, dates, notes, private units",
            _ => {
                "private units, states, and in which files and beside what units were seen; notes, dates and codes only TMX holds"
            }
        };
        context.ui.say(&format!("This file holds {what}. Keep it to yourself."));
    }
    if report.partly > 0 {
        let units = counted(report.partly, "unit");
        context.ui.complain(&format!("{units} with a part of a held-back name alone: tm scan shows where, tm holdback add --parts holds parts back."));
    }
    if request.full && !request.names.is_empty() {
        context.ui.say("Held-back names stand in it as they are, and the hold-back list is not part of it.");
    }
    Ok(Outcome::of(report.written > 0))
}

fn withheld(report: &Report) -> String {
    let withheld = match report.withheld {
        0 => String::new(),
        n => format!(" {n} withheld: private, rejected or not accepted."),
    };
    let veiled = match report.veiled {
        0 => String::new(),
        n => format!(" Pseudonyms stand in {n} of them."),
    };
    veiled + &withheld
}

fn format(args: &ExportArgs) -> Result<ExportFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let ending = args.out.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("tmx") => Ok(ExportFormat::Tmx),
        Some("csv") => Ok(ExportFormat::Csv),
        Some("jsonl" | "ndjson") => Ok(ExportFormat::Jsonl),
        None if args.out == Path::new("-") || args.out.starts_with("/dev") => Ok(ExportFormat::Tmx),
        _ => Err(Failure::unknown_export(&args.out.display().to_string())),
    }
}
