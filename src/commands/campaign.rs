//! `tm check --campaign`

use std::path::{Path, PathBuf};

use ::glossary::Concept;
use ::glossary::naming::short_name;
use serde_json::{Value, json};
use tm::check::Severity;

use super::{Context, Outcome, concepts};
use crate::args::{Bidi, CheckArgs, Global};
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::jobs::campaign::{
    Campaign, Counts, Inconsistency, MOST_SENTENCES, Place, Rendering, Wanted, folder,
};
use crate::reading::pairs::{Assumed, prepare};
use crate::ui::text::counted;
use crate::ui::{Style, Ui};

/// Places shown of a rendering on the screen; programs get all that are kept.
const PLACES_SHOWN: usize = 5;

/// What was read, and how it went.
#[derive(Default)]
struct Read {
    /// Names of files and members of archives, as places count them.
    names: Vec<String>,
    /// Files that were read.
    files: usize,
    /// Files that could not be read, or not to their end.
    damaged: usize,
}

pub(super) fn run(context: &mut Context<'_>, args: &CheckArgs) -> Result<Outcome> {
    interrupt::listen();
    let assumed = context.assumed(&args.assume_lang)?;
    let files = files(args)?;
    if files.is_empty() {
        context.ui.say("There is no file of pairs in it: TMX, TSV, CSV or JSONL.");
        return Ok(Outcome::Nothing);
    }
    let wanted = Wanted {
        source: context.settings.source.value.clone(),
        targets: context.settings.targets.value.clone(),
        least: args.severity.unwrap_or(Severity::Warning),
    };
    let concepts = if args.no_terms { Vec::new() } else { concepts(&context.memory()?)? };
    let mut campaign = Campaign::new(wanted, &concepts);
    let read = look(context, args, &assumed, &files, &mut campaign)?;
    if campaign.has_open_questions() {
        gather(context, args, &assumed, &files, &mut campaign)?;
    }
    let (found, counts) = campaign.end();
    for inconsistency in &found {
        match context.global.json {
            true => context.ui.json(&object(inconsistency, &concepts, &read.names))?,
            false => print(&mut context.ui, inconsistency, &concepts, &read.names)?,
        }
    }
    tell(&mut context.ui, &found, &counts, &read);
    let is_done = counts.skipped == 0 && read.damaged == 0;
    Ok(Outcome::of(counts.pairs > 0 && found.is_empty() && counts.too_many == 0 && is_done))
}

/// The files that are meant; one that is named must be there.
fn files(args: &CheckArgs) -> Result<Vec<PathBuf>> {
    for path in &args.files {
        if path == Path::new("-") {
            return Err(Failure::usage(
                "--campaign cannot read standard input",
                "its documents are read twice: name files or folders",
            ));
        }
        std::fs::metadata(path).map_err(|error| Failure::unreadable(path, &error))?;
    }
    folder::files(&args.files)
}

/// The first reading: a file that cannot be read is told, and the others are read.
fn look(
    context: &mut Context<'_>,
    args: &CheckArgs,
    assumed: &Assumed,
    files: &[PathBuf],
    campaign: &mut Campaign<'_>,
) -> Result<Read> {
    let mut read = Read::default();
    let mut refused = None;
    for path in files {
        let prepared = match prepare(path, args.format, assumed, &mut context.ui) {
            Ok(prepared) => prepared,
            Err(failure) => {
                read.damaged += 1;
                // The only file is the error; one of several is told.
                match files.len() {
                    1 => refused = Some(failure),
                    _ => context.ui.complain(&failure.to_string()),
                }
                continue;
            }
        };
        read.files += 1;
        for (file, progress) in prepared {
            let name = file.name.clone();
            read.names.push(name.clone());
            let ui = &mut context.ui;
            let done = campaign.look(file, read.names.len() - 1, &progress, &mut |skipped| {
                progress.suspend(|| ui.complain(&format!("{name}: {skipped}")));
            });
            if let Err(failure) = done {
                interrupt::check()?;
                read.damaged += 1;
                context.ui.complain(&failure.to_string());
            }
        }
    }
    refused.map_or(Ok(read), Err)
}

/// The second reading: what had to be said was said at the first.
fn gather(
    context: &Context<'_>,
    args: &CheckArgs,
    assumed: &Assumed,
    files: &[PathBuf],
    campaign: &mut Campaign<'_>,
) -> Result<()> {
    let mut silent = Ui::new(&Global { quiet: true, ..context.global.clone() }, Bidi::Off);
    let mut index = 0;
    for path in files {
        for (file, _) in prepare(path, args.format, assumed, &mut silent).unwrap_or_default() {
            // What cannot be read to its end was told at the first reading.
            let _ = campaign.gather(file, index);
            interrupt::check()?;
            index += 1;
        }
    }
    Ok(())
}

fn print(ui: &mut Ui, found: &Inconsistency, concepts: &[Concept], names: &[String]) -> Result<()> {
    let what = match found.concept {
        Some(_) => format!("term {}", name_of(found, concepts)),
        None => "sentence".to_owned(),
    };
    let ways = counted(found.renderings.len() as u64, "way");
    let (severity, pairs) = (found.severity.as_str(), counted(found.count, "pair"));
    ui.line(Style::Strong, &format!("{severity}  {what}  {}: {ways} in {pairs}", found.lang))?;
    ui.text(4, &found.source)?;
    for rendering in &found.renderings {
        let status = status_of(found, rendering);
        ui.line(Style::Plain, format!("  {} \u{D7}  {status}", rendering.count).trim_end())?;
        if let Some(text) = &rendering.text {
            ui.text(6, text)?;
        }
        let places = rendering.places.iter().take(PLACES_SHOWN).map(|place| place_in_words(place, names));
        let more = match rendering.count.saturating_sub(PLACES_SHOWN as u64) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        ui.line(Style::Dim, &format!("      {}{more}", places.collect::<Vec<_>>().join(", ")))?;
    }
    ui.line(Style::Plain, "")
}

/// What the glossary thinks of a rendering; nothing for that of a sentence.
fn status_of(found: &Inconsistency, rendering: &Rendering) -> &'static str {
    match (found.concept, rendering.status) {
        (None, _) => "",
        (Some(_), Some(status)) => status.as_str(),
        (Some(_), None) => "none of its terms",
    }
}

fn place_in_words(place: &Place, names: &[String]) -> String {
    let name = names.get(place.file).map_or("", String::as_str);
    if place.line > 0 { format!("{name}:{}", place.line) } else { format!("{name} [{}]", place.number) }
}

/// The name of the concept of a term.
fn name_of(found: &Inconsistency, concepts: &[Concept]) -> String {
    let concept = found.concept.and_then(|at| concepts.get(at)).cloned();
    concept.map(|concept| short_name(&(::glossary::ConceptId::of(&concept), concept))).unwrap_or_default()
}

fn object(found: &Inconsistency, concepts: &[Concept], names: &[String]) -> Value {
    let concept = found.concept.and_then(|at| concepts.get(at)).map(|concept| {
        concept.external_id.clone().unwrap_or_else(|| ::glossary::ConceptId::of(concept).to_string())
    });
    let place = |place: &Place| {
        let line = (place.line > 0).then_some(place.line);
        json!({"file": names.get(place.file), "line": line, "n": place.number})
    };
    let rendering = |rendering: &Rendering| {
        let status = rendering.status.map_or("none", ::glossary::TermStatus::as_str);
        json!({
            "target": rendering.text, "status": found.concept.map(|_| status), "count": rendering.count,
            "places": rendering.places.iter().map(place).collect::<Vec<_>>(),
        })
    };
    json!({
        "v": 1,
        "kind": if found.concept.is_some() { "term" } else { "sentence" },
        "severity": found.severity.as_str(),
        "concept": concept,
        "lang": found.lang.as_str(),
        "source": found.source,
        "count": found.count,
        "renderings": found.renderings.iter().map(rendering).collect::<Vec<_>>(),
    })
}

fn tell(ui: &mut Ui, found: &[Inconsistency], counts: &Counts, read: &Read) {
    let terms = found.iter().filter(|inconsistency| inconsistency.concept.is_some()).count();
    let (sentences, terms) =
        (counted((found.len() - terms) as u64, "sentence"), counted(terms as u64, "term"));
    let pairs = format!("{} of {}", counted(counts.pairs, "pair"), counted(read.files as u64, "file"));
    let mut said = match found.len() {
        0 => format!("Nothing is said in several ways in {pairs}."),
        _ => format!("{sentences} and {terms} in several ways in {pairs}."),
    };
    if counts.not_shown > 0 {
        said += &format!(" {} less serious not shown (--severity hint).", counts.not_shown);
    }
    if counts.too_many > 0 {
        said += &format!(" {} sentences beyond {MOST_SENTENCES} not shown.", counts.too_many);
    }
    ui.say(&said);
    for (count, what) in
        [(counts.untranslated, "without a translation left out"), (counts.skipped, "could not be read")]
    {
        if count > 0 {
            ui.say(&format!("{} {what}.", counted(count, "record")));
        }
    }
    if read.damaged > 0 {
        ui.say(&format!("{} could not be read, or not to the end.", counted(read.damaged as u64, "file")));
    }
}
