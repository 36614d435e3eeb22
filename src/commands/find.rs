//! `tm find`

use serde_json::{Value, json};
use tm::concordance::{Pattern, Strictness};
use tm::lang::Lang;

use super::{Context, Outcome, units};
use crate::args::FindArgs;
use crate::failure::{Failure, Result};
use crate::jobs::find::{Found, Report, Request, find};
use crate::jobs::renderings::{Rendering, Total};
use crate::ui::progress::{Progress, Unit};
use crate::ui::text::{counted, day_of};
use crate::ui::{Style, Ui};

pub(super) fn run(context: &mut Context<'_>, args: &FindArgs) -> Result<Outcome> {
    // Letter by letter, two spaces can be looked for.
    if args.text.is_empty() || !args.exact && args.text.chars().all(is_blank) {
        return Err(Failure::usage(
            "TEXT is empty",
            "give what to look for, such as tm find \"صندوق اعتصاب\"",
        ));
    }
    let request = Request {
        pattern: Pattern::new(&args.text, Strictness { exact: args.exact, word: args.word }),
        source: context.settings.source.value.clone(),
        targets: context.settings.targets.value.clone(),
        side: args.side,
        selection: context.selection(&args.selection)?,
        most: args.limit,
    };
    let memory = context.memory()?;
    let store = units(&memory);
    let progress = Progress::new(&context.ui, "searching", Some(0), Unit::Items);
    let report = find(&*store, &memory, &request, &progress)?;
    let ui = &mut context.ui;
    if context.global.json {
        objects(ui, &report, &request)?;
    } else {
        for (number, found) in (1..).zip(&report.shown) {
            show(ui, number, found, &request)?;
        }
        totals(ui, &report)?;
    }
    let (count, number) = (report.count, report.shown.len());
    let units = format!("{}{}", about(&report), counted(count as u64, "unit"));
    if !report.is_counted {
        ui.say(&format!("{units}, {number} shown (a larger --limit shows and counts more)."));
    } else if count > number {
        ui.say(&format!("{units}, {number} shown (--limit {count} shows all)."));
    } else {
        ui.say(&format!("{units}."));
    }
    Ok(Outcome::of(count > 0))
}

/// White space, and what joins or parts letters without being one.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// What stands before a number that was estimated.
fn about(report: &Report) -> &'static str {
    if report.is_counted { "" } else { "about " }
}

fn show(ui: &mut Ui, number: usize, found: &Found, request: &Request) -> Result<()> {
    let record = &found.record;
    let words = [record.state.as_str(), &day_of(record), &record.sighting.label];
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    ui.line(Style::Strong, &format!("[{number}]  {}", words.join("  ")))?;
    let variants = || record.unit.variants().iter().zip(&found.renderings);
    for (variant, rendering) in variants().filter(|(v, _)| request.source.accepts(&v.lang)) {
        ui.text(4, &marked(&variant.text, rendering.as_ref()))?;
    }
    let is_wanted = |lang: &Lang| !request.source.accepts(lang) && request.wants(lang);
    for (variant, rendering) in variants().filter(|(v, _)| is_wanted(&v.lang)) {
        ui.text(4, &marked(&variant.text, rendering.as_ref()))?;
    }
    ui.line(Style::Plain, "")
}

/// The text with its rendering in brackets, which every terminal shows where they stand.
fn marked(text: &str, rendering: Option<&Rendering>) -> String {
    let Some(Rendering { span, .. }) = rendering else { return text.to_owned() };
    let part = |from: usize, length: usize| text.chars().skip(from).take(length).collect::<String>();
    format!("{}[{}]{}", part(0, span.start), part(span.start, span.len()), part(span.end, usize::MAX))
}

/// Most renderings on the last line.
const MOST_COUNTED: usize = 8;

/// A line for each direction: how many pairs, and how often each rendering.
fn totals(ui: &mut Ui, report: &Report) -> Result<()> {
    let told: Vec<&Total> = report.totals.iter().filter(|total| !total.counted.is_empty()).collect();
    for total in &told {
        // What stands once is told only where nothing stands more often.
        let least = total.counted.first().map_or(0, |first| first.count.min(2));
        let often = total.counted.iter().filter(|c| c.count >= least).take(MOST_COUNTED);
        let list: Vec<String> = often.map(|c| format!("{} {}", c.text, c.count)).collect();
        let more = total.counted.len() - list.len();
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let languages =
            if told.len() > 1 { format!("{} to {}: ", total.from, total.to) } else { String::new() };
        let read = if total.pairs < report.count && report.count > report.shown.len() && told.len() == 1 {
            format!(" (in {} of them)", total.pairs)
        } else {
            String::new()
        };
        let pairs = match told.len() > 1 {
            true => counted(total.pairs as u64, "pair"),
            false => format!("{}{}", about(report), counted(report.count as u64, "pair")),
        };
        ui.text(0, &format!("{languages}{pairs}; renderings{read}: {}{more}", list.join(", ")))?;
    }
    Ok(())
}

/// One object a unit, how many there are and the renderings counted in the last; where no unit is shown, in an object of their own.
fn objects(ui: &mut Ui, report: &Report, request: &Request) -> Result<()> {
    let renderings = json!(report.totals.iter().map(total_object).collect::<Vec<_>>());
    for (number, found) in (1..).zip(&report.shown) {
        let mut object = object(number, found, request);
        if number == report.shown.len()
            && let Some(fields) = object.as_object_mut()
        {
            fields.insert("count".to_owned(), count(report));
            fields.insert("renderings".to_owned(), renderings.clone());
        }
        ui.json(&object)?;
    }
    if report.shown.is_empty() && report.count > 0 {
        ui.json(&json!({"v": 1, "count": count(report), "renderings": renderings}))?;
    }
    Ok(())
}

fn count(report: &Report) -> Value {
    json!({"units": report.count, "exact": report.is_counted})
}

fn rendering_object(rendering: &Rendering) -> Value {
    let Rendering { span, text, confidence } = rendering;
    json!({"text": text, "at": [span.start, span.end], "confidence": hundredths(*confidence)})
}

fn total_object(total: &Total) -> Value {
    let counted = total.counted.iter();
    json!({
        "from": total.from.as_str(),
        "to": total.to.as_str(),
        "pairs": total.pairs,
        "counted": counted
            .map(|c| json!({"text": c.text, "count": c.count, "confidence": hundredths(c.confidence)}))
            .collect::<Vec<_>>(),
    })
}

/// A share with two digits: more would be noise.
pub(super) fn hundredths(share: f32) -> f64 {
    (f64::from(share) * 100.0).round() / 100.0
}

fn object(number: usize, found: &Found, request: &Request) -> Value {
    let record = &found.record;
    let variants: Vec<_> = record
        .unit
        .variants()
        .iter()
        .zip(found.places.iter().zip(&found.renderings))
        .filter(|(v, _)| request.source.accepts(&v.lang) || request.wants(&v.lang))
        .map(|(variant, (places, rendering))| {
            let at: Vec<[usize; 2]> = places.iter().map(|s| [s.start, s.end]).collect();
            let mut object = json!({"lang": variant.lang.as_str(), "text": variant.text, "at": at});
            if let (Some(fields), Some(rendering)) = (object.as_object_mut(), rendering) {
                fields.insert("rendering".to_owned(), rendering_object(rendering));
            }
            object
        })
        .collect();
    json!({
        "v": 1,
        "n": number,
        "unit": record.unit.id().to_string(),
        "variants": variants,
        "status": record.state.as_str(),
        "origin": record.sighting.label,
        "date": day_of(record),
    })
}
