//! `tm scan`

use std::path::Path;

use serde_json::{Value, json};
use tm::sensitive::Kind;
use tm::sensitive::names::Names;
use tm::unit::UnitId;

use super::{Context, Outcome, units};
use crate::args::{ExportFormat, InputArgs, Repair, ScanArgs};
use crate::failure::Result;
use crate::jobs::export::{Request, leaving};
use crate::jobs::holdback;
use crate::jobs::scan::{Found, Report, scan};
use crate::reading::input::{self, check_is_document};
use crate::ui::progress::{Progress, Unit};
use crate::ui::text::counted;
use crate::ui::{Style, Ui};
use crate::workspace::Memory;

pub(super) fn run(context: &mut Context<'_>, args: &ScanArgs) -> Result<Outcome> {
    let report = match &args.input {
        Some(input) => document(context, input)?,
        None => memory(context, args)?,
    };
    let counts: Vec<String> =
        report.counts.iter().map(|(kind, n)| format!("{n} {}", kind.as_str())).collect();
    let texts = counted(report.texts, "text");
    context.ui.say(&match counts.is_empty() {
        true => {
            format!("Nothing found in {texts}. Names that are not on the hold-back list are not looked for.")
        }
        false => format!("In {texts}: {}.", counts.join(", ")),
    });
    Ok(Outcome::of(!report.names_somebody()))
}

fn memory(context: &mut Context<'_>, args: &ScanArgs) -> Result<Report> {
    let request = Request {
        hub: context.settings.source.value.clone(),
        targets: context.asked_targets(),
        selection: context.selection(&args.selection)?,
        names: Names::default(),
        full: false,
        format: ExportFormat::Tmx,
    };
    let memory = context.memory()?;
    let names = names(&memory)?;
    if let Memory::File(_, connection) = &memory {
        // One moment of the memory, whatever others write meanwhile.
        connection.execute_batch("BEGIN")?;
    }
    let store = units(&memory);
    let progress = Progress::new(&context.ui, "scanning", Some(store.live_units()?), Unit::Items);
    let mut report = Report::default();
    let (ui, as_json) = (&mut context.ui, context.global.json);
    leaving(&*store, &request, &progress, &mut |unit, record| {
        let id = record.unit.id();
        for variant in unit.variants() {
            scan(&names, &variant.text, &variant.lang, &mut report, &mut |found| {
                show(ui, found, Some(id), as_json)
            })?;
        }
        Ok(())
    })?;
    progress.finish();
    Ok(report)
}

fn document(context: &mut Context<'_>, name: &str) -> Result<Report> {
    let source = context.settings.source.value.clone();
    // A name that is no file is a slip here, never the text itself.
    check_is_document(Path::new(name))?;
    let input = InputArgs { input: name.to_owned(), text: false, lines: false, repair: Repair::Auto };
    let document = input::read(&input, &source, None)?;
    context.warn(&document, &input);
    let names = names(&context.memory()?)?;
    let mut report = Report::default();
    let (ui, as_json) = (&mut context.ui, context.global.json);
    for segment in &document.segments {
        let text = segment.flat(&document.text);
        scan(&names, &text, &source, &mut report, &mut |found| show(ui, found, None, as_json))?;
    }
    Ok(report)
}

fn names(memory: &Memory) -> Result<Names> {
    match memory {
        Memory::File(_, connection) => holdback::names(connection),
        Memory::BuiltIn(_) => Ok(Names::default()),
    }
}

fn show(ui: &mut Ui, found: &Found<'_>, unit: Option<UnitId>, as_json: bool) -> Result<()> {
    let span = found.finding.span;
    let kind = found.finding.kind.as_str();
    if as_json {
        return ui.json(&json!({
            "v": 1, "kind": kind, "text": found.what(), "lang": found.lang.as_str(), "at": [span.start, span.end],
            "unit": unit.map_or(Value::Null, |id| id.to_string().into()), "source": found.text,
        }));
    }
    let short = unit.map_or(String::new(), |id| id.short());
    let strong = matches!(found.finding.kind, Kind::Name | Kind::NameLike);
    let head = format!("{kind}  {}  {}-{}  {short}", found.lang, span.start, span.end);
    ui.line(if strong { Style::Strong } else { Style::Plain }, head.trim_end())?;
    ui.text(4, &excerpt(found))
}

/// Characters shown on either side of what was found: a line of a terminal in all.
const AROUND: usize = 30;

/// What was found in brackets, with the text around it.
fn excerpt(found: &Found<'_>) -> String {
    let span = found.finding.span;
    let count = found.text.chars().count();
    let from = span.start.saturating_sub(AROUND);
    let part = |start: usize, end: usize| {
        found.text.chars().skip(start).take(end.saturating_sub(start)).collect::<String>()
    };
    let cut = |is: bool| if is { "…" } else { "" };
    let to = span.end.saturating_add(AROUND).min(count);
    let (before, after) = (part(from, span.start), part(span.end, to));
    format!("{}{before}[{}]{after}{}", cut(from > 0), found.what(), cut(to < count))
        .replace(['\n', '\t', '\r'], " ")
}
