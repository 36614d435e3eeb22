//! `tm undo`, `tm history`, `tm edit` and `tm remove`

use serde_json::json;
use tm::sqlite::{Change, Past, SqliteStore};
use tm::store::{TxNumber, UnitStore, Why};

use super::which::chosen;
use super::{Context, Outcome, seen, variants, written};
use crate::args::{EditArgs, RemoveArgs, UndoArgs};
use crate::failure::{Failure, Result};
use crate::jobs::care::{self, Pair};
use crate::jobs::seen::Seen;
use crate::ui::text::counted;
use crate::ui::{Style, Ui};
use crate::workspace::Memory;

pub(super) fn undo(context: &mut Context<'_>, args: &UndoArgs) -> Result<Outcome> {
    if args.list {
        return list(context);
    }
    let connection = context.existing_memory()?;
    let mut store = SqliteStore::new(&connection);
    let writes = store.writes()?;
    let last = writes.first().map(|w| w.number.0);
    let number = args.number.or(last).unwrap_or_default();
    if !writes.iter().any(|w| w.number.0 == number) {
        return Err(Failure::no_such_write(number));
    }
    let (tx, undone) = care::undo(&mut store, TxNumber(number), args.dry_run)?;
    let since = match undone.changed_since {
        0 => String::new(),
        n => format!(", {n} changed since and left alone"),
    };
    context.ui.say(&format!(
        "Undid write {number}: {} reverted{since}. {}",
        undone.reverted,
        written(args.dry_run, tx)
    ));
    Ok(Outcome::of(undone.reverted > 0))
}

fn list(context: &mut Context<'_>) -> Result<Outcome> {
    let memory = context.memory()?;
    let Memory::File(_, connection) = &memory else { return Ok(Outcome::Nothing) };
    let writes = SqliteStore::new(connection).writes()?;
    for write in &writes {
        let (number, info) = (write.number.0, &write.info);
        if context.global.json {
            let line = json!({
                "v": 1, "write": number, "date": info.day, "command": info.command, "origin": info.origin,
            });
            context.ui.json(&line)?;
        } else {
            let line = format!("{number:>4}  {}  {}  {}", info.day, info.command, info.origin);
            context.ui.line(Style::Plain, line.trim_end())?;
        }
    }
    Ok(Outcome::of(!writes.is_empty()))
}

pub(super) fn history(context: &mut Context<'_>, text: &str) -> Result<Outcome> {
    let memory = context.memory()?;
    let Memory::File(_, connection) = &memory else { return Ok(Outcome::Nothing) };
    let store = SqliteStore::new(connection);
    let pasts = store.history(text)?;
    for past in &pasts {
        let places = places(&store, past)?;
        if context.global.json {
            context.ui.json(&object(past, &places))?;
        } else {
            show(&mut context.ui, past, &places)?;
        }
    }
    Ok(Outcome::of(!pasts.is_empty()))
}

/// Where a unit was seen.
fn places(store: &SqliteStore<'_>, past: &Past) -> Result<Vec<Seen>> {
    let sightings = store.facts(&past.id)?.map(|facts| facts.sightings).unwrap_or_default();
    Ok(sightings.iter().map(Seen::of).collect::<std::result::Result<_, _>>()?)
}

fn show(ui: &mut Ui, past: &Past, places: &[Seen]) -> Result<()> {
    ui.line(Style::Strong, &format!("unit {}", past.id))?;
    for variant in past.unit.iter().flat_map(|unit| unit.variants()) {
        ui.text(4, &variant.text)?;
    }
    for place in places {
        seen::show(ui, place)?;
    }
    for change in &past.changes {
        let info = &change.write.info;
        let from = if info.origin.is_empty() { String::new() } else { format!(" ({})", info.origin) };
        let line = format!("    {}  write {}: {}{from}", info.day, change.write.number.0, what(change));
        ui.line(Style::Plain, &line)?;
    }
    for successor in &past.replaced_by {
        ui.line(Style::Plain, &format!("    replaced by unit {successor}"))?;
    }
    for (_, review) in &past.reviews {
        ui.line(Style::Plain, format!("    {} {}", review.state.as_str(), review.who).trim_end())?;
    }
    Ok(())
}

fn what(change: &Change) -> &'static str {
    match (change.live, change.why) {
        (true, _) => "added",
        (false, Why::Undo) => "undone",
        (false, Why::Replace) => "replaced",
        (false, Why::Remove) => "removed",
        (false, Why::Purge) => "purged",
        (false, Why::Add) => "gone",
    }
}

fn object(past: &Past, places: &[Seen]) -> serde_json::Value {
    let variants = past.unit.as_ref().map(variants).unwrap_or_default();
    let changes: Vec<_> = past
        .changes
        .iter()
        .map(|c| {
            json!({
                "write": c.write.number.0, "date": c.write.info.day, "command": c.write.info.command,
                "origin": c.write.info.origin, "what": what(c), "live": c.live,
            })
        })
        .collect();
    let reviews: Vec<_> =
        past.reviews.iter().map(|(_, r)| json!({"status": r.state.as_str(), "who": r.who})).collect();
    let seen: Vec<serde_json::Map<_, _>> = places
        .iter()
        .map(|place| {
            let mut object = serde_json::Map::new();
            place.add_to(&mut object);
            object
        })
        .collect();
    json!({
        "v": 1, "unit": past.id.to_string(), "variants": variants, "changes": changes,
        "replaced_by": past.replaced_by.iter().map(ToString::to_string).collect::<Vec<_>>(), "reviews": reviews,
        "seen": seen,
    })
}

pub(super) fn edit(context: &mut Context<'_>, args: &EditArgs) -> Result<Outcome> {
    let settings = context.settings.clone();
    let pair = Pair {
        source: &settings.source.value,
        source_text: &args.source_text,
        targets: &settings.targets.value,
        target_text: Some(&args.old),
    };
    let connection = context.existing_memory()?;
    let mut store = SqliteStore::new(&connection);
    let records = pair.holders(&store)?;
    if records.is_empty() {
        return Err(Failure::no_such_pair());
    }
    let (tx, count) = care::edit(&mut store, &records, &pair, &args.new, args.dry_run)?;
    let units = counted(count as u64, "unit");
    context.ui.say(&format!("{units} corrected. {}", written(args.dry_run, tx)));
    Ok(Outcome::Done)
}

pub(super) fn remove(context: &mut Context<'_>, args: &RemoveArgs) -> Result<Outcome> {
    let connection = context.existing_memory()?;
    let mut store = SqliteStore::new(&connection);
    let units = chosen(context, &store, &args.which)?;
    if units.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let (tx, count) = care::remove(&mut store, &units, args.which.dry_run)?;
    let units = counted(count as u64, "unit");
    context.ui.say(&format!("{units} removed. {}", written(args.which.dry_run, tx)));
    Ok(Outcome::Done)
}
