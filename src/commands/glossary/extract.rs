//! `tm glossary extract`

use std::io::Write;
use std::path::Path;

use glossary::Concept;
use glossary::extract::{Extraction, Extractor, Options};
use glossary::tsv::write_tsv;
use serde_json::{Map, Value, json};
use tm::lang::Lang;

use crate::args::{GlossaryExtractArgs, InputArgs, Repair};
use crate::commands::{Context, Outcome, Seen, concepts, units};
use crate::failure::{Failure, Result, no_text};
use crate::interrupt;
use crate::jobs::find::Opened;
use crate::jobs::glossary::extract::{self as job, Proposal, excerpt};
use crate::reading::input::{Input, check_is_document, document_name};
use crate::ui::progress::{Progress, Unit};
use crate::ui::text::counted;
use crate::ui::{Style, Ui};
use crate::workspace::is_sqlite;
use crate::writing::atomic::{Target, refuse_existing};

pub(super) fn extract(context: &mut Context<'_>, args: &GlossaryExtractArgs) -> Result<Outcome> {
    check(context, args)?;
    interrupt::listen();
    let source = context.settings.source.value.clone();
    let targets = context.settings.targets.value.clone();
    let extractor = read(context, args, &source)?;
    if extractor.words() == 0 {
        return Ok(Outcome::Nothing);
    }
    let memory = context.memory()?;
    let concepts = concepts(&memory)?;
    let options = Options { min_count: args.min_count, limit: args.limit, all: args.all };
    let mut found = extractor.finish(&known(&concepts, &source), &options);
    interrupt::check()?;
    let candidates = std::mem::take(&mut found.candidates);
    let store = units(&memory);
    let progress =
        Progress::new(&context.ui, "looking up renderings", Some(candidates.len() as u64), Unit::Items);
    let unseen = Progress::unseen();
    let mut opened = Opened::new(&memory, &unseen);
    let mut proposals = Vec::new();
    for candidate in candidates {
        proposals.push(job::propose(&*store, &mut opened, candidate, &source, &targets)?);
        progress.advance(1);
    }
    progress.finish();
    report(context, args, &proposals, &found, &source)?;
    Ok(Outcome::of(!proposals.is_empty()))
}

fn check(context: &Context<'_>, args: &GlossaryExtractArgs) -> Result<()> {
    if args.limit == 0 {
        return Err(Failure::usage("--limit is at least 1", "leave it out for 100, or give a number"));
    }
    if args.min_count == Some(0) {
        return Err(Failure::usage(
            "--min-count is at least 1",
            "leave it out: 1 in short texts, 2 in long ones",
        ));
    }
    if args.inputs.iter().filter(|input| *input == "-").count() > 1 {
        return Err(Failure::usage("- is given more than once", "standard input can be read once"));
    }
    if args.repair == Repair::Report {
        let hint = "tm segment INPUT --repair report lists the lines; say --repair auto or --repair off here";
        return Err(Failure::usage("--repair report extracts nothing", hint));
    }
    if context.global.json && args.out.as_deref() == Some(Path::new("-")) {
        let hint = "give the table a name, such as -o candidates.tsv";
        return Err(Failure::usage("--json and -o - would be mixed on standard output", hint));
    }
    match &args.out {
        // A memory or its settings are refused for their own reasons, and with --force too.
        Some(out) if !args.force => refuse_existing(out).map_err(|failure| match is_sqlite(out) {
            true => failure,
            false => Failure::terms_are_there(out),
        }),
        _ => Ok(()),
    }
}

/// The terms of the glossary in the language of the texts, with their other written forms.
fn known<'c>(concepts: &'c [Concept], source: &Lang) -> Vec<&'c str> {
    let terms = concepts.iter().flat_map(|concept| &concept.terms).filter(|term| source.accepts(&term.lang));
    terms.flat_map(|term| std::iter::once(&term.text).chain(&term.variants)).map(String::as_str).collect()
}

fn read(context: &mut Context<'_>, args: &GlossaryExtractArgs, source: &Lang) -> Result<Extractor> {
    let files: Vec<InputArgs> = job::documents(&args.inputs)?
        .into_iter()
        .map(|input| InputArgs { input, text: false, lines: args.lines, repair: args.repair })
        .collect();
    // Each is opened before anything is read, so that a slip in the last name costs nothing.
    for file in &files {
        check_is_document(Path::new(&file.input))?;
    }
    let mut extractor = Extractor::new(source);
    let (mut seen, mut empty) = (Seen::default(), Vec::new());
    let progress = Progress::new(&context.ui, "reading", Some(0), Unit::Items);
    for file in &files {
        let before = seen.segments;
        Input::open(file, source, None)?.in_parts(&mut |part, _| {
            progress.suspend(|| context.complain(part));
            seen.add(part, &[]);
            progress.expect(part.segments.len() as u64);
            for segment in &part.segments {
                interrupt::check()?;
                extractor.add(&segment.flat(&part.text));
                progress.advance(1);
            }
            Ok(())
        })?;
        if seen.segments == before {
            empty.push(no_text(document_name(file)));
        }
    }
    progress.finish();
    empty.iter().for_each(|told| context.ui.say(told));
    if let Some(first) = files.first().filter(|_| seen.segments > 0) {
        seen.explain(&mut context.ui, first);
        if extractor.words() == 0 {
            context.ui.say("There are no words in it.");
        }
    }
    Ok(extractor)
}

fn report(
    context: &mut Context<'_>,
    args: &GlossaryExtractArgs,
    proposals: &[Proposal],
    found: &Extraction,
    source: &Lang,
) -> Result<()> {
    if let Some(out) = args.out.as_deref().filter(|_| !proposals.is_empty()) {
        interrupt::decide()?;
        write(context, out, proposals, source)?;
    }
    if context.global.json {
        for (number, proposal) in (1..).zip(proposals) {
            context.ui.json(&object(number, proposal))?;
        }
    } else if args.out.is_none() {
        for (number, proposal) in (1..).zip(proposals) {
            show(&mut context.ui, number, proposal)?;
        }
    }
    context.ui.say(&summary(found, proposals.len()));
    if let (Some(out), false) = (&args.out, proposals.is_empty())
        && out != Path::new("-")
    {
        let out = out.display();
        context.ui.say(&format!(
            "The table is in {out}. Take out what is no term, correct the rest; then: tm glossary import {out}"
        ));
    }
    Ok(())
}

fn write(context: &mut Context<'_>, out: &Path, proposals: &[Proposal], source: &Lang) -> Result<()> {
    let concepts: Vec<Concept> = proposals.iter().map(|proposal| job::concept(proposal, source)).collect();
    let mut target = Target::open(out, &mut context.ui)?;
    let table = write_tsv(&concepts);
    target.write_all(table.as_bytes()).map_err(|error| Failure::from(error).writing(out))?;
    target.finish()
}

fn summary(found: &Extraction, shown: usize) -> String {
    let least = match found.min_count {
        0 | 1 => String::new(),
        least => format!(" of {least} occurrences or more"),
    };
    let known = match found.known {
        0 => String::new(),
        known => format!(", {known} left out that the glossary has (--all shows them)"),
    };
    let all = found.found - found.known;
    let candidates = counted(all as u64, "candidate");
    let words = counted(found.words as u64, "word");
    let more = if all > shown {
        format!(", the first {shown} shown (--limit {all} shows all)")
    } else {
        String::new()
    };
    format!("{candidates}{least} in {words}{more}{known}.")
}

/// Contexts on the screen; the others are in --json and in the table.
const CONTEXTS_SHOWN: usize = 2;

fn show(ui: &mut Ui, number: usize, proposal: &Proposal) -> Result<()> {
    let candidate = &proposal.candidate;
    let known = if candidate.is_known { "  in the glossary" } else { "" };
    let times = counted(candidate.count as u64, "time");
    let values = format!("C-value {:.1}  keyness {:.1}", candidate.c_value, candidate.keyness);
    ui.line(Style::Strong, &format!("[{number}]  {times}  {values}{known}"))?;
    ui.text(0, &candidate.term)?;
    let forms: Vec<String> = candidate.variants.iter().map(|(form, n)| format!("{form} {n}")).collect();
    if candidate.variants.iter().any(|(form, _)| *form != candidate.term) {
        ui.text(4, &forms.join("، "))?;
    }
    if let Some(longer) = &candidate.nested_in {
        ui.line(Style::Plain, "    also inside")?;
        ui.text(6, longer)?;
    }
    for (lang, renderings) in proposal.renderings.iter().filter(|(_, renderings)| !renderings.is_empty()) {
        let list: Vec<String> = renderings.iter().map(|one| format!("{} {}", one.text, one.count)).collect();
        ui.line(Style::Plain, &format!("    {lang}  {}", list.join("; ")))?;
    }
    for context in candidate.contexts.iter().take(CONTEXTS_SHOWN) {
        ui.text(4, &excerpt(context, candidate))?;
    }
    ui.line(Style::Plain, "")
}

fn object(number: usize, proposal: &Proposal) -> Value {
    let candidate = &proposal.candidate;
    let variants = candidate.variants.iter().map(|(text, count)| json!({"text": text, "count": count}));
    let renderings = proposal.renderings.iter().map(|(lang, all)| {
        let one = |one: &tm::align::renderings::Counted| {
            json!({"text": one.text, "count": one.count, "confidence": rounded(f64::from(one.confidence))})
        };
        (lang.as_str().to_owned(), all.iter().map(one).collect::<Value>())
    });
    json!({
        "v": 1, "n": number, "term": candidate.term, "lemma": candidate.key, "count": candidate.count,
        "variants": variants.collect::<Vec<_>>(),
        "c_value": rounded(candidate.c_value), "keyness": rounded(candidate.keyness),
        "score": rounded(candidate.score), "contexts": candidate.contexts,
        "renderings": renderings.collect::<Map<_, _>>(),
        "nested_in": candidate.nested_in, "known": candidate.is_known,
    })
}

/// Two places behind the point say enough.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
