//! `tm check`

use serde_json::{Value, json};
use tm::check::{CheckKind, Finding, Severity};
use tm::skipped::Skipped;
use tm::span::{Chars, Span};

use super::{Context, Outcome, campaign, concepts};
use crate::args::CheckArgs;
use crate::failure::Result;
use crate::interrupt;
use crate::jobs::check::{CheckedPair, Checker, Counts, Event, MOST_OF_A_KIND, Wanted};
use crate::reading::pairs::prepare;
use crate::ui::text::{counted, still_open};
use crate::ui::{Style, Ui};

const INDENT: usize = 4;

pub(super) fn run(context: &mut Context<'_>, args: &CheckArgs) -> Result<Outcome> {
    if args.campaign {
        return campaign::run(context, args);
    }
    interrupt::listen();
    let assumed = context.assumed(&args.assume_lang)?;
    let mut files = Vec::new();
    for file in &args.files {
        files.extend(prepare(file, args.format, &assumed, &mut context.ui)?);
    }
    let only = args.only.clone();
    let least = if only.is_empty() { Severity::Warning } else { Severity::Hint };
    let wanted = Wanted {
        source: context.settings.source.value.clone(),
        targets: context.settings.targets.value.clone(),
        least: args.severity.unwrap_or(least),
        only,
    };
    let terms = !args.no_terms && (wanted.only.is_empty() || wanted.only.contains(&CheckKind::Term));
    let concepts = if terms { concepts(&context.memory()?)? } else { Vec::new() };
    let as_json = context.global.json;
    let mut checker = Checker::new(wanted, &concepts);
    for (file, progress) in files {
        let ui = &mut context.ui;
        checker.file(file, &progress, &mut |event| {
            progress.suspend(|| match event {
                Event::Found(pair) if as_json => {
                    pair.findings.iter().try_for_each(|finding| ui.json(&object(&pair, finding)))
                }
                Event::Found(pair) => print(ui, &pair),
                Event::Untranslated(file, number, record) if as_json => {
                    ui.json(&untranslated(file, number, record))
                }
                Event::Untranslated(file, _, record) => print_untranslated(ui, file, record),
                Event::Open(file, rows) if as_json => ui.json(&open(file, rows)),
                Event::Open(file, rows) => {
                    ui.complain(&format!("{file}: {}", still_open(rows)));
                    Ok(())
                }
                Event::Skipped(name, skipped) => {
                    ui.complain(&format!("{name}: {skipped}"));
                    Ok(())
                }
            })
        })?;
    }
    let counts = checker.counts();
    tell(context, counts);
    let is_done = counts.skipped == 0 && (counts.open == 0 || !args.only.is_empty());
    Ok(Outcome::of(counts.pairs > 0 && counts.findings == 0 && is_done))
}

/// Rows of a draft that are still to be translated, as a finding of the file.
fn open(file: &str, rows: u64) -> Value {
    json!({
        "v": 1,
        "file": file,
        "line": null,
        "n": null,
        "lang": null,
        "kind": CheckKind::Empty.as_str(),
        "severity": Severity::Error.as_str(),
        "detail": still_open(rows),
        "source": "",
        "target": "",
        "source_at": [],
        "target_at": [],
    })
}

fn object(pair: &CheckedPair<'_>, finding: &Finding) -> Value {
    let places = |spans: &[Span<Chars>]| spans.iter().map(|s| [s.start, s.end]).collect::<Vec<_>>();
    json!({
        "v": 1,
        "file": pair.file,
        "line": (pair.line > 0).then_some(pair.line),
        "n": pair.number,
        "lang": pair.target.lang.as_str(),
        "kind": finding.kind.as_str(),
        "severity": finding.severity.as_str(),
        "detail": finding.detail,
        "source": pair.source.text,
        "target": pair.target.text,
        "source_at": places(&finding.source),
        "target_at": places(&finding.target),
    })
}

/// A finding whose texts are those of the record as its file wrote it.
fn untranslated(file: &str, number: u64, record: &Skipped) -> Value {
    json!({
        "v": 1,
        "file": file,
        "line": (record.line > 0).then_some(record.line),
        "n": number,
        "lang": null,
        "kind": CheckKind::Empty.as_str(),
        "severity": Severity::Error.as_str(),
        "detail": record.reason,
        "source": record.record,
        "target": "",
        "source_at": [],
        "target_at": [],
    })
}

fn print_untranslated(ui: &mut Ui, file: &str, record: &Skipped) -> Result<()> {
    ui.line(Style::Strong, &format!("{file}:{}", record.line))?;
    ui.text(INDENT, record.record.trim_end())?;
    print_finding(ui, Severity::Error, CheckKind::Empty, &format!("no translation: {}", record.reason))?;
    ui.line(Style::Plain, "")
}

fn print_finding(ui: &mut Ui, severity: Severity, kind: CheckKind, detail: &str) -> Result<()> {
    let (severity, kind) = (severity.as_str(), kind.as_str());
    ui.line(Style::Plain, &format!("    {severity:<7}  {kind:<12}  {detail}"))
}

fn print(ui: &mut Ui, pair: &CheckedPair<'_>) -> Result<()> {
    let place = if pair.line > 0 { format!(":{}", pair.line) } else { format!(" [{}]", pair.number) };
    ui.line(Style::Strong, &format!("{}{place}  {}", pair.file, pair.target.lang))?;
    ui.text(INDENT, &pair.source.text)?;
    ui.text(INDENT, &pair.target.text)?;
    let letters = [pair.source, pair.target].map(|side| side.text.chars().collect::<Vec<char>>());
    for finding in &pair.findings {
        print_finding(ui, finding.severity, finding.kind, &finding.detail)?;
        for (letters, places) in letters.iter().zip([&finding.source, &finding.target]) {
            // Each on a line of its own: nothing may stand beside Persian.
            let slices: Vec<String> = places.iter().map(|place| slice(letters, place)).collect();
            if !slices.is_empty() {
                ui.text(INDENT + 2, &slices.join(" / "))?;
            }
        }
    }
    ui.line(Style::Plain, "")
}

fn slice(letters: &[char], place: &Span<Chars>) -> String {
    letters.iter().skip(place.start).take(place.len()).collect()
}

fn tell(context: &mut Context<'_>, counts: &Counts) {
    let pairs = counted(counts.pairs, "pair");
    let mut said = match counts.findings {
        0 => format!("Nothing to look at in {pairs}."),
        found => format!("{} in {} of {pairs}.", counted(found, "finding"), counts.with_findings),
    };
    if counts.not_shown > 0 {
        said += &format!(" {} less serious not shown (--severity hint).", counts.not_shown);
    }
    if counts.too_many > 0 {
        said +=
            &format!(" {} more of pairs with over {MOST_OF_A_KIND} of a kind not shown.", counts.too_many);
    }
    context.ui.say(&said);
    if counts.without_pair > 0 {
        let source = &context.settings.source.value;
        let units = counted(counts.without_pair, "unit");
        context.ui.say(&format!("{units} left out: no {source} text, or no translation that was asked for."));
    }
    if counts.skipped > 0 {
        context.ui.say(&format!("{} could not be read.", counted(counts.skipped, "record")));
    }
}
