//! `tm find`

use serde_json::json;
use tm::concordance::{Pattern, Strictness};

use super::{Context, Outcome, units};
use crate::args::FindArgs;
use crate::failure::Result;
use crate::jobs::find::{Found, Request, find};
use crate::ui::progress::{Progress, Unit};
use crate::ui::text::{counted, day_of};
use crate::ui::{Style, Ui};

pub(super) fn run(context: &mut Context<'_>, args: &FindArgs) -> Result<Outcome> {
    let request = Request {
        pattern: Pattern::new(&args.text, Strictness { exact: args.exact, word: args.word }),
        source: context.settings.source.value.clone(),
        targets: context.settings.targets.value.clone(),
        side: args.side,
        selection: context.selection(&args.selection)?,
        most: args.limit,
    };
    let memory = context.memory()?;
    let store = units(&memory);
    let progress = Progress::new(&context.ui, "searching", Some(store.live_units()?), Unit::Items);
    let (ui, as_json) = (&mut context.ui, context.global.json);
    let mut number = 0;
    let count = find(&*store, &request, &progress, &mut |found| {
        number += 1;
        if as_json { ui.json(&object(number, &found, &request)) } else { show(ui, number, &found, &request) }
    })?;
    let units = counted(count as u64, "unit");
    if count > number {
        ui.say(&format!("{units}, {number} shown (--limit {count} shows all)."));
    } else {
        ui.say(&format!("{units}."));
    }
    Ok(Outcome::of(count > 0))
}

fn show(ui: &mut Ui, number: usize, found: &Found, request: &Request) -> Result<()> {
    let record = &found.record;
    let words = [record.state.as_str(), &day_of(record), &record.sighting.label];
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    ui.line(Style::Strong, &format!("[{number}]  {}", words.join("  ")))?;
    let variants = record.unit.variants();
    let source = variants.iter().filter(|v| request.source.accepts(&v.lang));
    for variant in source {
        ui.text(4, &variant.text)?;
    }
    for variant in variants.iter().filter(|v| !request.source.accepts(&v.lang) && request.wants(&v.lang)) {
        ui.text(4, &variant.text)?;
    }
    ui.line(Style::Plain, "")
}

fn object(number: usize, found: &Found, request: &Request) -> serde_json::Value {
    let record = &found.record;
    let variants: Vec<_> = record
        .unit
        .variants()
        .iter()
        .zip(&found.places)
        .filter(|(v, _)| request.source.accepts(&v.lang) || request.wants(&v.lang))
        .map(|(variant, places)| {
            let at: Vec<[usize; 2]> = places.iter().map(|s| [s.start, s.end]).collect();
            json!({"lang": variant.lang.as_str(), "text": variant.text, "at": at})
        })
        .collect();
    json!({
        "v": 1,
        "n": number,
        "unit": record.unit.id().to_string(),
        "variants": variants,
        "status": record.state.as_str(),
        "origin": record.sighting.label,
        "date": day_of(record),
    })
}
