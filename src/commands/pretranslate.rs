//! `tm pretranslate`

use std::path::Path;

use serde_json::{Map, Value, json};
use tm::lookup::Wanted;
use tm::sensitive::names::Names;

use super::{Context, Outcome, Seen, concepts, percentage, units};
use crate::args::{PretranslateArgs, PretranslateFormat, Repair};
use crate::failure::{Failure, Result, taken_as_text};
use crate::interrupt;
use crate::jobs::bands::{Band, Tally};
use crate::jobs::course::{Around, Course};
use crate::jobs::holdback;
use crate::jobs::pretranslate::{Filled, Filler, Report};
use crate::jobs::suggest::{Suggester, USUAL_LIMIT};
use crate::reading::input::Input;
use crate::ui::Ui;
use crate::ui::progress::{Progress, Unit};
use crate::ui::text::counted;
use crate::workspace::{Memory, is_same_file};
use crate::writing::atomic::{Target, refuse_existing};

pub(super) fn run(context: &mut Context<'_>, args: &PretranslateArgs) -> Result<Outcome> {
    check(context, args)?;
    let format = format(args)?;
    let (source, targets) = context.settings.direction()?;
    let wanted = Wanted { source, targets, least: percentage(&args.min)?, most: USUAL_LIMIT };
    if wanted.targets.is_empty() {
        return Err(Failure::no_targets());
    }
    let input = Input::open(&args.input, &wanted.source, args.srx.as_deref())?;
    if !args.input.text && !input.is_document() && is_one_word(&args.input.input) {
        context.ui.say(&taken_as_text(&args.input.input));
    }
    interrupt::listen();
    let memory = context.memory()?;
    let names = match &memory {
        Memory::File(_, connection) => holdback::names(connection)?,
        Memory::BuiltIn(_) => Names::default(),
    };
    let store = units(&memory);
    let progress = Progress::new(&context.ui, "filling", Some(0), Unit::Items);
    // A match can be repaired with a term, so the glossary decides what is found, as in tm suggest.
    let concepts = concepts(&memory)?;
    let mut suggester = Suggester::new(&*store, &memory, &concepts, &wanted, &progress)?;
    let mut course = Course::new(&wanted.source, Around::of(input.is_document()));
    let (mut seen, mut warnings) = (Seen::default(), Vec::new());
    let mut target = Target::open(&args.out, &mut context.ui)?;
    let filler = Filler::begin(&wanted.source, &wanted.targets, format, names, &mut target)?;
    let mut filler = filler.with_differing(args.differing);
    let filled = input.in_parts(&mut |part, _| {
        warnings.extend(part.warning.clone());
        seen.add(part, &args.skip);
        progress.expect(part.segments.len() as u64);
        suggester.suggest(part, &mut course, &args.skip, &progress, &mut |suggestion| {
            interrupt::check()?;
            filler.segment(&suggestion)
        })?;
        Ok(())
    });
    filled.map_err(|error| error.writing(&args.out))?;
    let filled = filler.finish().map_err(|error| error.writing(&args.out))?;
    let any = filled.reports.iter().any(|report| report.filled.total().segments > 0);
    // A translation of nothing takes no earlier file's place, and makes none.
    if filled.written > 0 {
        target.finish()?;
    }
    progress.finish();
    warnings.iter().for_each(|warning| context.ui.complain(warning));
    seen.explain(&mut context.ui, &args.input);
    let done = Done { args, format, filled };
    done.say(&mut context.ui);
    if context.global.json {
        context.ui.json(&done.object())?;
    }
    Ok(Outcome::of(any && done.filled.written > 0))
}

/// A single word is rather the name of a file than a document to be filled in.
fn is_one_word(text: &str) -> bool {
    !text.trim().is_empty() && !text.trim().contains(char::is_whitespace)
}

fn check(context: &Context<'_>, args: &PretranslateArgs) -> Result<()> {
    if args.input.repair == Repair::Report {
        let hint = "tm segment INPUT --repair report lists the lines; say --repair auto or --repair off here";
        return Err(Failure::usage("--repair report fills nothing", hint));
    }
    if context.global.json && args.out == Path::new("-") {
        let hint = "give the translation a name, such as -o draft.tsv";
        return Err(Failure::usage("--json and -o - would be mixed on standard output", hint));
    }
    if !args.input.text && is_same_file(Path::new(&args.input.input), &args.out) {
        return Err(Failure::over_input(&args.out));
    }
    if args.force { Ok(()) } else { refuse_existing(&args.out) }
}

fn format(args: &PretranslateArgs) -> Result<PretranslateFormat> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let ending = args.out.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("tsv") => Ok(PretranslateFormat::Tsv),
        Some("tmx") => Ok(PretranslateFormat::Tmx),
        None if args.out == Path::new("-") || args.out.starts_with("/dev") => Ok(PretranslateFormat::Tsv),
        _ => Err(Failure::unknown_pretranslation(&args.out.display().to_string())),
    }
}

/// What was done.
struct Done<'a> {
    args: &'a PretranslateArgs,
    format: PretranslateFormat,
    filled: Filled,
}

impl Done<'_> {
    fn say(&self, ui: &mut Ui) {
        for report in self.filled.reports.iter().filter(|_| self.filled.segments > 0) {
            ui.say(&self.sentence(report));
        }
        if self.filled.named > 0 {
            ui.say(&format!("{} withheld: a held-back name is in it.", counted(self.filled.named, "unit")));
        }
        let out = self.args.out.display();
        match self.format {
            _ if self.filled.written == 0 && self.args.out.is_file() => {
                ui.say(&format!("Nothing to write: {out} is as it was."));
            }
            _ if self.filled.written == 0 => ui.say("Nothing to write."),
            _ if self.args.out == Path::new("-") => {}
            PretranslateFormat::Tsv => {
                ui.say(&format!(
                    "{} in {out}. Fill in what is open, then:",
                    counted(self.filled.written, "row")
                ));
                ui.say(&format!("  tm check {out}     tm import {out}"));
            }
            PretranslateFormat::Tmx => {
                ui.say(&format!(
                    "{} in {out}; what is open is not in it.",
                    counted(self.filled.written, "unit")
                ));
            }
        }
    }

    fn sentence(&self, report: &Report) -> String {
        let bands = Band::OF_MATCHES.iter().map(|band| (band, report.filled.of(*band).segments));
        let bands = bands.filter(|(_, n)| *n > 0).map(|(band, n)| format!("{} {n}", band.label()));
        let bands = bands.collect::<Vec<_>>().join(", ");
        let filled = report.filled.total().segments;
        let left = match report.left {
            0 => String::new(),
            left => format!(", {left} of them because the match states another fact"),
        };
        let mut sentence = format!(
            "{}: {filled} of {} filled{}, {} open{left}.",
            report.target,
            counted(self.filled.segments, "segment"),
            if bands.is_empty() { bands } else { format!(" ({bands})") },
            report.open.segments
        );
        if report.differing > 0 {
            sentence +=
                &format!(" {} filled from a text that states another fact: look at them.", report.differing);
        }
        if report.withheld > 0 && self.format == PretranslateFormat::Tmx {
            sentence += &format!(" {} withheld: private or not accepted.", report.withheld);
        }
        sentence
    }

    fn object(&self) -> Value {
        json!({
            "v": 1, "out": self.args.out.display().to_string(), "segments": self.filled.segments, "written": self.filled.written,
            "named": self.filled.named,
            "targets": self.filled.reports.iter().map(report_object).collect::<Vec<_>>(),
        })
    }
}

fn report_object(report: &Report) -> Value {
    json!({
        "lang": report.target.as_str(), "filled": report.filled.total().segments,
        "open": report.open.segments, "differing": report.differing, "left": report.left, "withheld": report.withheld,
        "bands": bands_object(&report.filled),
    })
}

fn bands_object(filled: &Tally) -> Value {
    let bands =
        Band::OF_MATCHES.iter().map(|band| (band.as_str().to_owned(), json!(filled.of(*band).segments)));
    Value::Object(bands.collect::<Map<_, _>>())
}
