//! Numbers, dates and what else is carried over by value, for reading.

use std::collections::HashSet;

use tm::lang::Lang;
use tm::text::placeable::Shown;

use super::{Style, Ui};
use crate::failure::Result;

const INDENT: usize = 4;

/// The languages placeables are written in where none is asked for.
const LANGUAGES: [&str; 4] = ["en", "de", "fr", "sv"];

/// How a placeable is written in the languages asked for, in all there are where none is.
pub fn renderings(placeable: &Shown, targets: &[Lang]) -> Vec<(Lang, String)> {
    let all: Vec<Lang> = LANGUAGES.iter().filter_map(|tag| Lang::parse(tag).ok()).collect();
    let asked = if targets.is_empty() { &all } else { targets };
    asked.iter().filter_map(|lang| Some((lang.clone(), placeable.render(lang)?))).collect()
}

/// Prints the placeables of a segment, each with its renderings and doubts below it; what is written in the source as it
/// is in the translation is left out.
///
/// # Errors
/// Nobody reads it any more, or the disk is full.
pub fn placeables(ui: &mut Ui, source: &str, all: &[Shown], targets: &[Lang]) -> Result<()> {
    let mut titled = false;
    let letters: Vec<char> = source.chars().collect();
    let mut printed: HashSet<String> = HashSet::new();
    for placeable in all {
        let form: String = letters.iter().skip(placeable.span.start).take(placeable.span.len()).collect();
        let mut written = renderings(placeable, targets);
        written.retain(|(_, text)| *text != form);
        if written.is_empty() && placeable.doubts.is_empty() || printed.contains(&form) {
            continue;
        }
        if !titled {
            ui.line(Style::Plain, "")?;
            ui.line(Style::Dim, "numbers and dates")?;
            titled = true;
        }
        ui.text(INDENT, &form)?;
        for (lang, text) in written {
            ui.line(Style::Plain, &format!("      {lang}  {text}"))?;
        }
        for doubt in &placeable.doubts {
            ui.line(Style::Plain, &format!("      ? {}", in_words(doubt)))?;
        }
        printed.insert(form);
    }
    Ok(())
}

/// A doubt as a sentence.
fn in_words(doubt: &str) -> &str {
    match doubt {
        "year-missing" => "the year is not said",
        "two-digit-year" => "the year has two figures: the century was added",
        "weekday-mismatch" => "the day of the week is not that of the date",
        "day-month-order" => "day and month may be the other way round",
        "lunar" => "a lunar date: its day is known only to a day or two",
        "impossible" => "there is no such day or time",
        "leap-year-only" => "only leap years have this day",
        "year-unmarked" => "a bare number taken for a year",
        "vague" => "a part of the month without a first and a last day",
        "half-day-unknown" => "before or after noon is not said",
        "mixed-digits" => "its digits are of more than one set",
        "group-or-fraction" => "the sign may group thousands or begin the fraction",
        "ratio-or-fraction" => "the slash may divide or begin the fraction",
        "hidden-direction" => {
            "controls of direction stand inside: on a screen it may look like another number"
        }
        other => other,
    }
}
