//! `tm review`

use std::io::IsTerminal;

use serde_json::json;
use tm::lang::Lang;
use tm::sqlite::{Conflict, SqliteStore};
use tm::store::{Record, Review, ReviewState, UnitStore};
use tm::unit::{Unit, Variant};

use super::which::chosen;
use super::{Context, Outcome, units, variants, written};
use crate::args::{Decision, ReviewArgs, WhichArgs};
use crate::failure::{Failure, Result};
use crate::jobs::review::{self, Answer};
use crate::ui::text::{counted, day_of};
use crate::ui::{Style, Ui};
use crate::workspace::Memory;

pub(super) fn run(context: &mut Context<'_>, args: &ReviewArgs) -> Result<Outcome> {
    match &args.decision {
        Some(Decision::Approve(which)) => decide(context, which, ReviewState::Reviewed, "approved"),
        Some(Decision::Reject(which)) => decide(context, which, ReviewState::Rejected, "rejected"),
        None if args.conflicts => conflicts(context, args),
        None if args.ask => ask(context, args),
        None => list(context, args),
    }
}

fn decide(context: &mut Context<'_>, which: &WhichArgs, state: ReviewState, done: &str) -> Result<Outcome> {
    let connection = context.existing_memory()?;
    let mut store = SqliteStore::new(&connection);
    let units = chosen(context, &store, which)?;
    if units.is_empty() {
        return Ok(Outcome::Nothing);
    }
    let who = context.me();
    let (tx, count) = review::decide(&mut store, &units, state, &who, which.dry_run)?;
    let units = counted(count as u64, "unit");
    context.ui.say(&format!("{units} {done}. {}", written(which.dry_run, tx)));
    Ok(Outcome::Done)
}

fn list(context: &mut Context<'_>, args: &ReviewArgs) -> Result<Outcome> {
    let selection = context.selection(&args.selection)?;
    let memory = context.memory()?;
    let store = units(&memory);
    let numbers = review::undecided(&*store, &selection)?;
    let mut shown = 0;
    for number in numbers.iter().take(args.limit) {
        let Some(record) = store.record(*number)? else { continue };
        shown += 1;
        if context.global.json {
            context.ui.json(&object(&record))?;
        } else {
            show(&mut context.ui, &record, &context.settings.source.value)?;
        }
    }
    let open = counted(numbers.len() as u64, "unit");
    let more =
        if numbers.len() > shown { format!(", {shown} shown (--limit N shows more)") } else { String::new() };
    let to_review = if selection.names_a_status() { "" } else { " to review" };
    context.ui.say(&format!("{open}{to_review}{more}."));
    Ok(Outcome::of(shown > 0))
}

fn show(ui: &mut Ui, record: &Record, source: &Lang) -> Result<()> {
    let private = if record.private { "private" } else { "" };
    let short = record.unit.id().short();
    let words = [&short, record.state.as_str(), private, &day_of(record), &record.sighting.label];
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    ui.line(Style::Strong, &words.join("  "))?;
    texts(ui, &record.unit, source)?;
    ui.line(Style::Plain, "")
}

/// The texts of a unit, the source first.
fn texts(ui: &mut Ui, unit: &Unit, source: &Lang) -> Result<()> {
    let (sources, targets): (Vec<_>, Vec<_>) = unit.variants().iter().partition(|v| source.accepts(&v.lang));
    sources.into_iter().chain(targets).try_for_each(|variant| {
        ui.line(Style::Dim, &format!("    {}", variant.lang))?;
        ui.text(4, &variant.text)
    })
}

fn object(record: &Record) -> serde_json::Value {
    json!({
        "v": 1, "unit": record.unit.id().to_string(), "status": record.state.as_str(), "private": record.private,
        "origin": record.sighting.label, "date": day_of(record), "variants": variants(&record.unit),
    })
}

fn conflicts(context: &mut Context<'_>, args: &ReviewArgs) -> Result<Outcome> {
    let selection = context.selection(&args.selection)?;
    let memory = context.memory()?;
    let Memory::File(_, connection) = &memory else { return Ok(Outcome::Nothing) };
    let store = SqliteStore::new(connection);
    let mut count = 0;
    for conflict in store.conflicts()? {
        let mut meant = false;
        for record in records(&conflict) {
            meant |= selection.accepts_unit(&record.unit) && selection.accepts(&store, record)?;
        }
        if !meant {
            continue;
        }
        count += 1;
        if context.global.json {
            context.ui.json(&conflict_object(&conflict))?;
        } else {
            show_conflict(&mut context.ui, &conflict, &context.settings.source.value)?;
        }
    }
    let hint = if count > 0 { " Approve what is right, reject or remove the rest." } else { "" };
    context.ui.say(&format!("{}.{hint}", counted(count, "conflict")));
    Ok(Outcome::of(count > 0))
}

fn records(conflict: &Conflict) -> &[Record] {
    match conflict {
        Conflict::Opinions { record, .. } => std::slice::from_ref(record),
        Conflict::Corrections { corrections, .. } => corrections,
    }
}

fn show_conflict(ui: &mut Ui, conflict: &Conflict, source: &Lang) -> Result<()> {
    match conflict {
        Conflict::Opinions { record, opinions } => {
            ui.line(Style::Strong, &format!("Opinions differ: {}", opinions_in_words(opinions)))?;
            show(ui, record, source)
        }
        Conflict::Corrections { old, corrections, .. } => {
            ui.line(Style::Strong, &format!("Corrected in {} ways", corrections.len()))?;
            if let Some(old) = old {
                texts(ui, old, source)?;
            }
            ui.line(Style::Plain, "")?;
            corrections.iter().try_for_each(|record| show(ui, record, source))
        }
    }
}

fn opinions_in_words(opinions: &[Review]) -> String {
    let word = |review: &Review| match review.who.as_str() {
        "" => review.state.as_str().to_owned(),
        who => format!("{} by {who}", review.state.as_str()),
    };
    opinions.iter().map(word).collect::<Vec<_>>().join(", ")
}

fn conflict_object(conflict: &Conflict) -> serde_json::Value {
    match conflict {
        Conflict::Opinions { record, opinions } => json!({
            "v": 1, "conflict": "opinions", "units": [object(record)],
            "opinions": opinions.iter()
                .map(|o| json!({"status": o.state.as_str(), "who": o.who})).collect::<Vec<_>>(),
        }),
        Conflict::Corrections { id, old, corrections } => json!({
            "v": 1, "conflict": "corrections", "old": {"unit": id.to_string(), "variants": old.as_ref().map(variants)},
            "units": corrections.iter().map(object).collect::<Vec<_>>(),
        }),
    }
}

/// One by one at the terminal; every decision is a write of its own, so that nothing decided is lost.
fn ask(context: &mut Context<'_>, args: &ReviewArgs) -> Result<Outcome> {
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(Failure::nobody_to_ask());
    }
    let selection = context.selection(&args.selection)?;
    let connection = context.existing_memory()?;
    let mut store = SqliteStore::new(&connection);
    let numbers = review::undecided(&store, &selection)?;
    let mut decided = 0;
    for (place, number) in (1..).zip(&numbers) {
        // Another member may have decided meanwhile.
        let Some(record) = store.record(*number)? else { continue };
        context.ui.line(Style::Dim, &format!("[{place} of {}]", numbers.len()))?;
        show(&mut context.ui, &record, &context.settings.source.value)?;
        match settle(context, &mut store, &record)? {
            Answer::Quit => break,
            Answer::Skip => {}
            _ => decided += 1,
        }
    }
    let units = counted(decided, "unit");
    context.ui.say(&format!("{units} decided; tm undo --list shows the writes."));
    Ok(Outcome::of(!numbers.is_empty()))
}

/// Asks about one unit and does what is answered.
fn settle(context: &mut Context<'_>, store: &mut SqliteStore<'_>, record: &Record) -> Result<Answer> {
    let who = context.me();
    let unit = [record.unit.id()];
    loop {
        let line = prompt(&mut context.ui, "[a]pprove  [e]dit  [r]eject  [s]kip  [q]uit: ")?;
        let answer = match &line {
            None => Some(Answer::Quit),
            Some(line) => Answer::read(line),
        };
        match answer {
            Some(Answer::Approve) => review::decide(store, &unit, ReviewState::Reviewed, &who, false)?,
            Some(Answer::Reject) => review::decide(store, &unit, ReviewState::Rejected, &who, false)?,
            Some(Answer::Edit) => match edited(context, record)? {
                Some(corrected) => (review::correct(store, record, &corrected, &who)?, 1),
                None => continue,
            },
            Some(answer) => return Ok(answer),
            None => continue,
        };
        return Ok(answer.unwrap_or(Answer::Skip));
    }
}

/// Asks for a new translation; an empty line goes back.
fn edited(context: &mut Context<'_>, record: &Record) -> Result<Option<Unit>> {
    let targets = &context.settings.targets.value;
    let is_target = |v: &&Variant| {
        !context.settings.source.value.accepts(&v.lang)
            && (targets.is_empty() || targets.iter().any(|t| t.accepts(&v.lang)))
    };
    let mut variants = record.unit.variants().to_vec();
    let langs: Vec<_> = record.unit.variants().iter().filter(is_target).map(|v| v.lang.clone()).collect();
    let mut changed = false;
    for lang in langs {
        let question = format!("new translation ({lang}, empty leaves it): ");
        let Some(text) = prompt(&mut context.ui, &question)?.filter(|text| !text.trim().is_empty()) else {
            continue;
        };
        for variant in variants.iter_mut().filter(|v| v.lang == lang) {
            *variant = Variant::plain(lang.clone(), text.trim());
            changed = true;
        }
    }
    if !changed {
        return Ok(None);
    }
    Unit::new(variants).map(Some).map_err(Failure::no_unit)
}

/// One line of an answer; none when there is no more input.
fn prompt(ui: &mut Ui, question: &str) -> Result<Option<String>> {
    ui.finish()?;
    let out = ui.out();
    out.write_all(question.as_bytes())?;
    out.flush()?;
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned()))
}
