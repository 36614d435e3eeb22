//! What documents still need, as people read it: a table of classes with bars.

use tm::lang::Lang;

use super::text::counted;
use super::{Style, Ui};
use crate::failure::Result;
use crate::jobs::analysis::{Analysis, Sheet};
use crate::jobs::bands::{Amount, Band, percent};

/// Columns of the bar of a class that is the whole document; with the figures before it a line has 77.
const BAR: u64 = 32;

/// Prints what a document needs: its name, which may be Persian, alone on its line.
///
/// # Errors
/// Nobody reads it any more, or the disk is full.
pub fn document(ui: &mut Ui, source: &Lang, document: &Analysis) -> Result<()> {
    ui.text(0, &document.name)?;
    sheets(ui, source, document)
}

/// Prints what all documents need together.
///
/// # Errors
/// Nobody reads it any more, or the disk is full.
pub fn total(ui: &mut Ui, source: &Lang, documents: usize, total: &Analysis) -> Result<()> {
    ui.line(Style::Strong, &format!("all {documents} files"))?;
    sheets(ui, source, total)
}

fn sheets(ui: &mut Ui, source: &Lang, document: &Analysis) -> Result<()> {
    for sheet in &document.sheets {
        sheet_of(ui, source, document.amount, sheet)?;
    }
    Ok(())
}

fn sheet_of(ui: &mut Ui, source: &Lang, all: Amount, sheet: &Sheet) -> Result<()> {
    let target = sheet.target.as_ref().map_or("any language", Lang::as_str);
    let amounts = [(all.segments, "segment"), (all.words, "word"), (all.characters, "character")]
        .map(|(n, noun)| counted(n, noun));
    ui.line(Style::Dim, &format!("{source} to {target}: {}", amounts.join(", ")))?;
    ui.line(Style::Dim, &format!("  {:<12} {:>9} {:>11}", "", "segments", "words"))?;
    for band in Band::ALL {
        let amount = sheet.bands.of(band);
        let share = percent(amount.words, all.words);
        let bar = bar(amount.words, all.words);
        let row =
            format!("  {:<12} {:>9} {:>11} {share:>4} %  {bar}", band.label(), amount.segments, amount.words);
        ui.line(Style::Plain, row.trim_end())?;
    }
    repetitions(ui, sheet)?;
    in_order(ui, sheet)?;
    terms(ui, all, sheet)?;
    ui.line(Style::Plain, "")
}

fn repetitions(ui: &mut Ui, sheet: &Sheet) -> Result<()> {
    let (inside, across, known) = (sheet.inside.segments, sheet.across.segments, sheet.known);
    if across > 0 {
        let line = format!("  repetitions: {inside} inside the file, {across} of earlier files");
        ui.line(Style::Plain, &line)?;
    }
    if known.segments > 0 {
        let (segments, words) = (counted(known.segments, "segment"), counted(known.words, "word"));
        ui.line(
            Style::Plain,
            &format!("  stood before too, counted in a better class: {segments} ({words})"),
        )?;
    }
    Ok(())
}

fn in_order(ui: &mut Ui, sheet: &Sheet) -> Result<()> {
    let bands = [Band::From95, Band::From85, Band::From75, Band::From50].into_iter();
    let found = bands.map(|band| (band, sheet.in_order.of(band))).filter(|(_, amount)| amount.segments > 0);
    let found: Vec<String> = found.map(|(band, n)| format!("{} {}", band.label(), n.segments)).collect();
    if found.is_empty() {
        return Ok(());
    }
    let total = sheet.in_order.total();
    let (segments, words) = (counted(total.segments, "segment"), counted(total.words, "word"));
    ui.line(
        Style::Plain,
        &format!("  earlier segments, once translated, will serve {segments} ({words}) better:"),
    )?;
    ui.line(Style::Plain, &format!("    {}", found.join(", ")))
}

fn terms(ui: &mut Ui, all: Amount, sheet: &Sheet) -> Result<()> {
    let terms = &sheet.terms;
    if terms.known == 0 {
        return Ok(());
    }
    ui.line(
        Style::Plain,
        &format!(
            "  glossary: {} of {} concepts, in {} of {} segments and {} of {} words",
            terms.concepts(),
            terms.known,
            terms.segments,
            all.segments,
            terms.words,
            all.words,
        ),
    )
}

/// A bar in eighths of a column; what is there shows.
fn bar(part: u64, whole: u64) -> String {
    let eighths = (8 * BAR * part).checked_div(whole).unwrap_or(0).max(u64::from(part > 0));
    let rest = match eighths % 8 {
        0 => "",
        1 => "\u{258F}",
        2 => "\u{258E}",
        3 => "\u{258D}",
        4 => "\u{258C}",
        5 => "\u{258B}",
        6 => "\u{258A}",
        _ => "\u{2589}",
    };
    "\u{2588}".repeat((eighths / 8) as usize) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_grow_by_eighths() {
        assert_eq!(bar(0, 10), "");
        assert_eq!(bar(1, 1_000_000), "\u{258F}");
        assert_eq!(bar(1, 64), "\u{258C}");
        assert_eq!(bar(7, 7).chars().count() as u64, BAR);
        assert_eq!(bar(0, 0), "");
    }
}
