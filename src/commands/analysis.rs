//! `tm stats FILE…`

use std::io::Write;
use std::path::Path;

use serde_json::{Map, Value, json};
use tm::lookup::Wanted;
use tm::score::Score;

use super::{Context, Outcome, Seen, concepts, units};
use crate::args::{InputArgs, Repair, StatsArgs};
use crate::failure::{Failure, Result, no_text};
use crate::interrupt;
use crate::jobs::analysis::{Analysis, Analyst, Sheet, Terms};
use crate::jobs::bands::{Amount, Band, LEAST_PERCENT, Tally};
use crate::jobs::suggest::{Suggester, USUAL_LIMIT};
use crate::reading::input::{Input, check_is_document, document_name};
use crate::ui::coverage;
use crate::ui::progress::{Progress, Unit};
use crate::workspace::label_of;
use crate::writing::atomic::Target;
use crate::writing::svg;

pub(super) fn run(context: &mut Context<'_>, args: &StatsArgs) -> Result<Outcome> {
    check(context, args)?;
    let (source, targets) = context.settings.direction()?;
    let wanted =
        Wanted { source, targets, least: Score::from_percent(f64::from(LEAST_PERCENT)), most: USUAL_LIMIT };
    // Each is opened before anything is counted, so that a slip in the last name costs nothing.
    let files: Vec<InputArgs> = args.files.iter().map(|file| input_of(file, args)).collect();
    let open = |file: &InputArgs| {
        // A name that is no file is a slip here, never the text itself.
        check_is_document(Path::new(&file.input))?;
        Input::open(file, &wanted.source, args.srx.as_deref())
    };
    let inputs = files.iter().map(open).collect::<Result<Vec<_>>>()?;
    let memory = context.memory()?;
    let concepts = concepts(&memory)?;
    let store = units(&memory);
    if args.svg.is_some() {
        interrupt::listen();
    }
    let progress = Progress::new(&context.ui, "counting", Some(0), Unit::Items);
    let suggester = Suggester::new(&*store, &memory, &concepts, &wanted, &progress)?;
    let mut analyst = Analyst::new(suggester, &concepts, &wanted, &args.skip);
    let (mut seen, mut empty) = (Seen::default(), Vec::new());
    for (file, input) in files.iter().zip(inputs) {
        analyst.begin(&label_of(Path::new(&file.input)));
        let before = seen.segments;
        input.in_parts(&mut |part, _| {
            progress.suspend(|| context.complain(part));
            seen.add(part, &args.skip);
            progress.expect(part.segments.len() as u64);
            analyst.part(part, &progress)
        })?;
        if seen.segments == before {
            empty.push(no_text(document_name(file)));
        }
    }
    let (documents, total) = analyst.finish(&progress)?;
    progress.finish();
    empty.iter().for_each(|told| context.ui.say(told));
    if let Some(first) = files.first().filter(|_| seen.segments > 0) {
        seen.explain(&mut context.ui, first);
    }
    if let Some(out) = args.svg.as_deref().filter(|_| seen.kept > 0) {
        draw(context, out, &svg::picture(&wanted.source, &documents, &total))?;
    }
    if args.svg.as_deref() != Some(Path::new("-")) {
        show(context, &wanted, &documents, &total)?;
    }
    Ok(Outcome::of(seen.kept > 0))
}

fn check(context: &Context<'_>, args: &StatsArgs) -> Result<()> {
    if args.files.iter().filter(|file| *file == "-").count() > 1 {
        return Err(Failure::usage("- is given more than once", "standard input can be read once"));
    }
    if args.repair == Repair::Report {
        let hint = "tm segment FILE --repair report lists the lines; say --repair auto or --repair off here";
        return Err(Failure::usage("--repair report counts nothing", hint));
    }
    if context.global.json && args.svg.as_deref() == Some(Path::new("-")) {
        let hint = "give the picture a name, such as --svg coverage.svg";
        return Err(Failure::usage("--json and --svg - would be mixed on standard output", hint));
    }
    Ok(())
}

fn input_of(file: &str, args: &StatsArgs) -> InputArgs {
    InputArgs { input: file.to_owned(), text: false, lines: args.lines, repair: args.repair }
}

fn draw(context: &mut Context<'_>, out: &Path, picture: &str) -> Result<()> {
    let mut target = Target::open(out, &mut context.ui)?;
    target.write_all(picture.as_bytes()).map_err(|error| Failure::from(error).writing(out))?;
    target.finish()?;
    if out != Path::new("-") {
        context.ui.say(&format!("The picture is in {}.", out.display()));
    }
    Ok(())
}

fn show(context: &mut Context<'_>, wanted: &Wanted, documents: &[Analysis], total: &Analysis) -> Result<()> {
    let ui = &mut context.ui;
    if context.global.json {
        for document in documents {
            ui.json(&object(document, Some(&document.name), wanted))?;
        }
        return ui.json(&object(total, None, wanted));
    }
    // Of what has no text it is told elsewhere.
    for document in documents.iter().filter(|document| document.amount.segments > 0) {
        coverage::document(ui, &wanted.source, document)?;
    }
    if documents.len() > 1 && total.amount.segments > 0 {
        coverage::total(ui, &wanted.source, documents.len(), total)?;
    }
    Ok(())
}

fn object(document: &Analysis, file: Option<&str>, wanted: &Wanted) -> Value {
    json!({
        "v": 1, "file": file, "total": file.is_none(), "source": wanted.source.as_str(),
        "segments": document.amount.segments, "words": document.amount.words,
        "characters": document.amount.characters,
        "targets": document.sheets.iter().map(sheet_object).collect::<Vec<_>>(),
    })
}

fn sheet_object(sheet: &Sheet) -> Value {
    json!({
        "lang": sheet.target.as_ref().map(|lang| lang.as_str()),
        "bands": tally_object(&sheet.bands, &Band::ALL),
        "matches": tally_object(&sheet.matches, &Band::OF_MATCHES),
        "repetitions": {
            "inside": amount_object(sheet.inside), "across": amount_object(sheet.across), "known": amount_object(sheet.known),
        },
        "in_order": tally_object(&sheet.in_order, &[Band::From95, Band::From85, Band::From75, Band::From50]),
        "terms": terms_object(&sheet.terms),
    })
}

fn tally_object(tally: &Tally, bands: &[Band]) -> Value {
    let bands = bands.iter().map(|band| (band.as_str().to_owned(), amount_object(tally.of(*band))));
    Value::Object(bands.collect::<Map<_, _>>())
}

fn amount_object(amount: Amount) -> Value {
    json!({"segments": amount.segments, "words": amount.words, "characters": amount.characters})
}

fn terms_object(terms: &Terms) -> Value {
    json!({
        "known": terms.known, "concepts": terms.concepts(), "terms": terms.terms(),
        "occurrences": terms.occurrences, "segments": terms.segments, "words": terms.words,
    })
}
