//! `tm glossary …`

use std::io::Write;
use std::path::Path;

use glossary::{Added, Concept, ConceptId, TermStatus};
use serde_json::{Value, json};
use tm::lang::Lang;
use tm::sqlite::SqliteStore;

use super::suggest::term_object;
use super::{Context, Outcome, concepts, repair, written};
use crate::args::{
    GlossaryAddArgs, GlossaryCommand, GlossaryFindArgs, GlossaryImportArgs, GlossaryListArgs, Repair,
};
use crate::failure::{Failure, Result};
use crate::jobs::glossary as job;
use crate::jobs::holdback;
use crate::jobs::suggest::find_terms;
use crate::reading::input;
use crate::settings::language;
use crate::ui::{Style, Ui, text};
use crate::workspace::Memory;
use crate::writing::atomic::Target;

pub(super) fn run(context: &mut Context<'_>, command: &GlossaryCommand) -> Result<Outcome> {
    match command {
        GlossaryCommand::Add(args) => add(context, args),
        GlossaryCommand::List(args) => list(context, args),
        GlossaryCommand::Find(args) => find(context, args),
        GlossaryCommand::Import(args) => import(context, args),
        GlossaryCommand::Export { out, full } => export(context, out, *full),
    }
}

fn add(context: &mut Context<'_>, args: &GlossaryAddArgs) -> Result<Outcome> {
    let target = context.settings.only_target()?;
    let source = context.settings.source.value.clone();
    let typed = job::Typed {
        term: (&source, &args.term),
        renderings: (&target, &args.rendering),
        forbidden: &args.forbid,
        domain: &args.domain,
        part_of_speech: &args.pos,
        note: &args.note,
    };
    let concept = job::concept(&typed)?;
    let connection = context.memory_to_write(false)?;
    let (number, added) = job::add(&mut SqliteStore::new(&connection), &concept)?;
    let what = match added {
        Added::New => "1 new",
        Added::Updated => "1 updated",
        Added::AlreadyHere => "0 new, 1 already here",
        _ => "0 new, 1 removed here before",
    };
    context.ui.say(&format!("{what}. {}", written(false, number)));
    Ok(Outcome::Done)
}

fn import(context: &mut Context<'_>, args: &GlossaryImportArgs) -> Result<Outcome> {
    let tables = job::read_all(&args.files)?;
    let connection = context.memory_to_write(args.dry_run)?;
    let ui = &mut context.ui;
    let mut store = SqliteStore::new(&connection);
    let (number, reports) =
        job::import(&mut store, tables, args.dry_run, &mut |skipped| ui.complain(skipped))?;
    for (name, counts) in &reports {
        context.ui.say(&format!("{name}: {}", counts.in_words()));
        if context.global.json {
            context.ui.json(&json!({
                "v": 1, "file": name, "new": counts.new, "updated": counts.updated,
                "already_here": counts.already_here, "removed_before": counts.removed_before,
                "skipped": counts.skipped, "write": (!args.dry_run).then_some(number.0),
            }))?;
        }
    }
    context.ui.say(&written(args.dry_run, number));
    Ok(Outcome::of(reports.iter().all(|(_, counts)| counts.skipped == 0)))
}

fn export(context: &mut Context<'_>, out: &Path, full: bool) -> Result<Outcome> {
    let ending = out.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    if ending.is_some_and(|e| !["tsv", "tab", "txt"].contains(&e.as_str())) {
        return Err(Failure::usage("glossary export writes TSV", "give the file the ending .tsv"));
    }
    let memory = context.memory()?;
    let concepts = job::ordered_concepts(&memory)?;
    let table = job::table(&concepts);
    if let (false, Memory::File(_, connection)) = (full, &memory) {
        job::refuse_names(&table, &holdback::names(connection)?)?;
    }
    let mut target = Target::open(out, &mut context.ui)?;
    target.write_all(table.as_bytes()).map_err(|error| Failure::from(error).writing(out))?;
    target.finish()?;
    context.ui.say(&format!(
        "{} written to {}.",
        text::counted(concepts.len() as u64, "concept"),
        out.display()
    ));
    Ok(Outcome::of(!concepts.is_empty()))
}

fn list(context: &mut Context<'_>, args: &GlossaryListArgs) -> Result<Outcome> {
    let missing = args.missing.as_deref().map(|tag| language("--missing", tag)).transpose()?;
    let memory = context.memory()?;
    let (source, targets) = (context.settings.source.value.clone(), context.settings.targets.value.clone());
    let mut any = false;
    for concept in job::ordered_concepts(&memory)? {
        let lacks = |lang: &Lang| concept.renderings(lang).next().is_none();
        let wanted = missing.as_ref().is_none_or(lacks)
            && args.domain.as_ref().is_none_or(|domain| *domain == concept.domain)
            && args.text.as_ref().is_none_or(|text| job::says(&concept, text));
        if !wanted {
            continue;
        }
        any = true;
        if context.global.json {
            context.ui.json(&concept_object(&concept))?;
        } else {
            show(&mut context.ui, &concept, &source, &targets)?;
        }
    }
    Ok(Outcome::of(any))
}

fn show(ui: &mut Ui, concept: &Concept, source: &Lang, targets: &[Lang]) -> Result<()> {
    let wanted = |lang: &Lang| targets.is_empty() || targets.iter().any(|t| t.accepts(lang));
    for term in concept.terms.iter().filter(|t| source.accepts(&t.lang)) {
        ui.text(0, &term.text)?;
    }
    for term in concept.terms.iter().filter(|t| !source.accepts(&t.lang) && wanted(&t.lang)) {
        let status = if term.status == TermStatus::Preferred { "" } else { term.status.as_str() };
        ui.line(Style::Plain, format!("    {}  {}  {status}", term.lang, term.text).trim_end())?;
    }
    if !concept.note.is_empty() {
        ui.text(4, &concept.note)?;
    }
    Ok(())
}

fn concept_object(concept: &Concept) -> Value {
    let terms: Vec<Value> = concept
        .terms
        .iter()
        .map(|t| json!({"lang": t.lang.as_str(), "text": t.text, "status": t.status.as_str()}))
        .collect();
    json!({
        "v": 1,
        "concept": concept.external_id.clone().unwrap_or_else(|| ConceptId::of(concept).to_string()),
        "domain": concept.domain,
        "pos": concept.part_of_speech,
        "definition": concept.definition,
        "note": concept.note,
        "terms": terms,
    })
}

fn find(context: &mut Context<'_>, args: &GlossaryFindArgs) -> Result<Outcome> {
    let (source, targets) = context.settings.direction()?;
    if args.input.repair == Repair::Report {
        return repair::report(context, &args.input, None);
    }
    let document = input::read(&args.input, &source, None)?;
    context.warn(&document, &args.input);
    let memory = context.memory()?;
    let concepts = concepts(&memory)?;
    let (ui, as_json) = (&mut context.ui, context.global.json);
    let any = find_terms(&concepts, &document, &source, &targets, &mut |found| {
        if as_json {
            let terms: Vec<Value> =
                found.terms.iter().map(|t| term_object(t, &found.source, &source, &targets)).collect();
            return ui.json(&json!({"v": 1, "n": found.number, "source": found.source, "terms": terms}));
        }
        if found.terms.is_empty() {
            return Ok(());
        }
        ui.line(Style::Dim, &format!("[{}]", found.number))?;
        ui.text(0, &found.source)?;
        for term in &found.terms {
            text::a_term(ui, term, &term.form_in(&found.source), &source, &targets)?;
        }
        ui.line(Style::Plain, "")
    })?;
    Ok(Outcome::of(any))
}
