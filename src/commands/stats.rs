//! `tm stats`

use serde_json::{Map, Value, json};
use tm::sqlite::SqliteStore;

use super::{Context, Outcome, analysis, concepts, units};
use crate::args::StatsArgs;
use crate::failure::{Failure, Result};
use crate::jobs::stats::{Stats, stats};
use crate::ui::{Style, Ui};
use crate::workspace::Memory;

/// Origins that are shown: those that most units come from.
const ORIGINS: usize = 10;

pub(super) fn run(context: &mut Context<'_>, args: &StatsArgs) -> Result<Outcome> {
    if !args.files.is_empty() {
        if args.selection.is_given() {
            return Err(Failure::selection_of_documents());
        }
        return analysis::run(context, args);
    }
    let selection = context.selection(&args.selection)?;
    let memory = context.memory()?;
    if let Memory::File(_, connection) = &memory {
        // One moment of the memory, whatever others write meanwhile.
        connection.execute_batch("BEGIN")?;
    }
    let found = stats(&*units(&memory), &selection, &context.settings.source.value)?;
    let terms = concepts(&memory)?.len();
    let writes = match &memory {
        Memory::File(_, connection) => SqliteStore::new(connection).writes()?.len(),
        Memory::BuiltIn(_) => 0,
    };
    if context.global.json {
        context.ui.json(&object(&found, terms, writes))?;
    } else {
        show(&mut context.ui, &found, terms, writes)?;
    }
    Ok(Outcome::of(found.units > 0))
}

fn object(stats: &Stats, concepts: usize, writes: usize) -> Value {
    let langs = stats.langs.iter().map(|(lang, v)| {
        (lang.clone(), json!({"texts": v.texts, "words": v.words, "characters": v.characters}))
    });
    let states = stats.states.iter().map(|(state, n)| (state.as_str().to_owned(), json!(n)));
    let origins = stats.top_origins(ORIGINS).into_iter().map(|(name, n)| json!({"origin": name, "units": n}));
    json!({
        "v": 1, "units": stats.units, "private": stats.private, "pairs": stats.pairs,
        "status": states.collect::<Map<_, _>>(), "origins": origins.collect::<Vec<_>>(),
        "origin_count": stats.origins.len(), "languages": langs.collect::<Map<_, _>>(),
        "first": stats.days.as_ref().map(|(first, _)| first), "last": stats.days.as_ref().map(|(_, last)| last),
        "concepts": concepts, "writes": writes,
    })
}

fn show(ui: &mut Ui, stats: &Stats, concepts: usize, writes: usize) -> Result<()> {
    row(ui, "units", stats.units)?;
    for (pair, count) in &stats.pairs {
        row(ui, &format!("  {pair}"), *count)?;
    }
    for (state, count) in stats.states.iter().rev() {
        row(ui, &format!("  {}", state.as_str()), *count)?;
    }
    row(ui, "  private", stats.private)?;
    if let Some((first, last)) = &stats.days {
        ui.line(Style::Plain, &format!("entered       {first} to {last}"))?;
    }
    for (lang, volume) in &stats.langs {
        let (texts, words, characters) = (volume.texts, volume.words, volume.characters);
        ui.line(
            Style::Plain,
            &format!("{lang:<12} {texts:>10} texts  {words:>11} words  {characters:>12} characters"),
        )?;
    }
    for (name, count) in stats.top_origins(ORIGINS) {
        // The name of a file may be Persian: nothing stands after it.
        ui.line(Style::Plain, &format!("from         {count:>10}  {name}"))?;
    }
    if stats.origins.len() > ORIGINS {
        ui.line(Style::Dim, &format!("             and {} other origins", stats.origins.len() - ORIGINS))?;
    }
    row(ui, "concepts", concepts as u64)?;
    row(ui, "writes", writes as u64)
}

fn row(ui: &mut Ui, name: &str, count: u64) -> Result<()> {
    ui.line(Style::Plain, &format!("{name:<12} {count:>10}"))
}
