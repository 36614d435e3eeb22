//! `tm dedupe`

use serde_json::{Value, json};
use tm::sqlite::SqliteStore;
use tm::store::{Record, UnitNumber, UnitStore};

use super::{Context, Outcome, variants, written};
use crate::args::{DedupeArgs, DedupeKind};
use crate::failure::Result;
use crate::jobs::dedupe::{self, Found, Wanted};
use crate::ui::Style;
use crate::ui::text::counted;

pub(super) fn run(context: &mut Context<'_>, args: &DedupeArgs) -> Result<Outcome> {
    let selection = context.selection(&args.selection)?;
    let connection = context.existing_memory()?;
    let mut store = SqliteStore::new(&connection);
    let found = dedupe::find(&store, &selection, &context.settings.source.value)?;
    let wants = |kind| args.apply.contains(&kind);
    let wanted = Wanted {
        twins: wants(DedupeKind::Twins),
        same: wants(DedupeKind::Same),
        empty: wants(DedupeKind::Empty),
    };
    if args.apply.is_empty() || args.dry_run {
        list(context, &store, &found)?;
    }
    let summary = summary(&found);
    if args.apply.is_empty() {
        let clean = found.twins.is_empty() && found.same.is_empty() && found.empty.is_empty();
        let next =
            if clean { "" } else { " --apply twins,same,empty changes the units; nothing was changed." };
        context.ui.say(&format!("{summary}.{next}"));
        return Ok(Outcome::of(clean && found.targets.is_empty()));
    }
    let nothing = (!wanted.twins || found.twins.is_empty())
        && (!wanted.same || found.same.is_empty())
        && (!wanted.empty || found.empty.is_empty());
    if nothing {
        context.ui.say(&format!("{summary}. Nothing to change."));
        return Ok(Outcome::Nothing);
    }
    let (tx, changed) = dedupe::apply(&mut store, &found, wanted, args.dry_run)?;
    let skipped = match changed.skipped {
        0 => String::new(),
        n => format!(", {n} changed meanwhile and left"),
    };
    context.ui.say(&format!(
        "{} replaced by a twin, {} removed{skipped}. {}",
        counted(changed.replaced as u64, "unit"),
        changed.removed,
        written(args.dry_run, tx)
    ));
    Ok(Outcome::Done)
}

fn summary(found: &Found) -> String {
    let others: usize = found.twins.iter().map(|twins| twins.others.len()).sum();
    format!(
        "{} of {}, {} with several translations, {} with the same text on both sides, {} with an empty side",
        counted(others as u64, "spelling twin"),
        counted(found.twins.len() as u64, "unit"),
        counted(found.targets.len() as u64, "source"),
        counted(found.same.len() as u64, "unit"),
        found.empty.len(),
    )
}

fn list(context: &mut Context<'_>, store: &dyn UnitStore, found: &Found) -> Result<()> {
    for twins in &found.twins {
        let records = records(store, &[&[twins.keep], twins.others.as_slice()].concat())?;
        let Some((keep, others)) = records.split_first() else { continue };
        if context.global.json {
            let others: Vec<_> = others.iter().map(object).collect();
            context.ui.json(&json!({"v": 1, "kind": "twins", "keep": object(keep), "others": others}))?;
            continue;
        }
        context.ui.line(Style::Strong, "twins: keep")?;
        texts(context, keep)?;
        context.ui.line(Style::Plain, "  in the place of")?;
        for other in others {
            texts(context, other)?;
        }
    }
    for group in &found.targets {
        some(context, store, "targets", "several translations", group)?;
    }
    for number in &found.same {
        some(context, store, "same", "the same on both sides", std::slice::from_ref(number))?;
    }
    for number in &found.empty {
        some(context, store, "empty", "an empty side", std::slice::from_ref(number))?;
    }
    Ok(())
}

fn some(
    context: &mut Context<'_>,
    store: &dyn UnitStore,
    kind: &str,
    title: &str,
    numbers: &[UnitNumber],
) -> Result<()> {
    let records = records(store, numbers)?;
    if context.global.json {
        let units: Vec<_> = records.iter().map(object).collect();
        return context.ui.json(&json!({"v": 1, "kind": kind, "units": units}));
    }
    context.ui.line(Style::Strong, title)?;
    records.iter().try_for_each(|record| texts(context, record))
}

fn records(store: &dyn UnitStore, numbers: &[UnitNumber]) -> Result<Vec<Record>> {
    let mut records = Vec::with_capacity(numbers.len());
    for number in numbers {
        records.extend(store.record(*number)?);
    }
    Ok(records)
}

fn texts(context: &mut Context<'_>, record: &Record) -> Result<()> {
    let what = format!("    {}  {}", record.state.as_str(), record.unit.id());
    context.ui.line(Style::Dim, &what)?;
    record.unit.variants().iter().try_for_each(|variant| context.ui.text(4, &variant.text))
}

fn object(record: &Record) -> Value {
    let id = record.unit.id().to_string();
    json!({"unit": id, "status": record.state.as_str(), "variants": variants(&record.unit)})
}
