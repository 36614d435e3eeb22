//! Assembled suggestions and passages for reading.

use tm::assembly::{From, Part};
use tm::lookup::Wanted;

use super::text::counted;
use super::{Style, Ui};
use crate::failure::Result;
use crate::jobs::suggest::Suggestion;

const INDENT: usize = 4;

/// Prints what was assembled, numbered after the matches: each on a line, then the passages of the memory, the segment's words above their rendering.
///
/// # Errors
/// Nobody reads it any more, or the disk is full.
pub fn passages(ui: &mut Ui, suggestion: &Suggestion<'_>, wanted: &Wanted) -> Result<()> {
    let worth = suggestion.assembled.iter().filter(|one| one.score >= wanted.least);
    for (number, one) in (suggestion.matches.len() + 1..).zip(worth) {
        ui.line(Style::Plain, "")?;
        let head = format!("{number}  {:>3} %  {}  assembled", one.score.whole_percent(), one.lang);
        ui.line(Style::Strong, &head)?;
        ui.text(INDENT, &one.target)?;
    }
    let mut titled = false;
    for one in &suggestion.assembled {
        for part in one.parts.iter().filter(|part| part.from == From::Memory) {
            if !titled {
                ui.line(Style::Plain, "")?;
                ui.line(Style::Dim, "passages")?;
                titled = true;
            }
            ui.text(INDENT, &cut(&suggestion.source, part))?;
            let pairs = counted(part.pairs as u64, "pair");
            ui.line(Style::Plain, &format!("      {}  {} ({pairs})", one.lang, part.target))?;
        }
    }
    Ok(())
}

/// What a part stands for in its source.
pub fn cut(source: &str, part: &Part) -> String {
    source.chars().skip(part.span.start).take(part.span.len()).collect()
}
