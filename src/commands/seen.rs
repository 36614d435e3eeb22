//! The part of `tm history` that tells where a unit was seen.

use tm::context::{Neighbour, NeighbourKind};

use crate::failure::Result;
use crate::jobs::seen::Seen;
use crate::ui::{Style, Ui};

/// Neighbours and identifiers of one place that are shown; `--json` has them all.
const SHOWN: usize = 3;

pub(super) fn show(ui: &mut Ui, seen: &Seen) -> Result<()> {
    if seen.origin.is_empty() && seen.context.is_empty() {
        return Ok(());
    }
    ui.line(Style::Plain, format!("    seen in {}", seen.origin).trim_end())?;
    for (word, values) in [("document", &seen.context.document), ("id", &seen.context.id)] {
        for value in values.iter().take(SHOWN) {
            ui.line(Style::Plain, &format!("        {word} {value}"))?;
        }
        more(ui, values.len())?;
    }
    neighbours(ui, "previous", &seen.context.previous)?;
    neighbours(ui, "next", &seen.context.next)
}

fn neighbours(ui: &mut Ui, word: &str, neighbours: &[Neighbour]) -> Result<()> {
    let texts: Vec<&Neighbour> = neighbours.iter().filter(|n| n.kind == NeighbourKind::Text).collect();
    if texts.is_empty() {
        return Ok(());
    }
    ui.line(Style::Plain, &format!("        {word}"))?;
    for neighbour in texts.iter().take(SHOWN) {
        ui.text(12, &neighbour.value)?;
    }
    more(ui, texts.len())
}

fn more(ui: &mut Ui, count: usize) -> Result<()> {
    match count.checked_sub(SHOWN).filter(|n| *n > 0) {
        Some(n) => ui.line(Style::Plain, &format!("            and {n} more")),
        None => Ok(()),
    }
}
