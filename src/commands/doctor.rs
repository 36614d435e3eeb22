//! `tm doctor`

use serde_json::json;

use super::{Context, Outcome};
use crate::failure::Result;
use crate::jobs::doctor::{self, Check, State};
use crate::ui::Style;

/// A line that reads right only where letters are joined and run from right to left.
const TEST_LINE: &str = "«سلام، کارگران!» ۱۴۰۰ (ILO)";

/// Columns that names of checks take.
const NAMES: usize = 19;

pub(super) fn run(context: &mut Context<'_>) -> Result<Outcome> {
    let memory = context.named_memory()?;
    let checks = doctor::examine(&memory, &context.settings)?;
    for check in &checks {
        if context.global.json {
            context.ui.json(&json!({
                "v": 1, "check": check.name, "state": check.state.as_str(), "found": check.found,
                "advice": check.advice, "count": check.count, "examples": check.examples,
            }))?;
        } else {
            show(context, check)?;
        }
    }
    if !context.global.json {
        test_line(context)?;
    }
    let problems = checks.iter().filter(|check| check.state == State::Problem).count();
    context.ui.say(&match problems {
        0 => format!("{}: no problem found.", memory.display()),
        1 => format!("{}: 1 problem.", memory.display()),
        n => format!("{}: {n} problems.", memory.display()),
    });
    Ok(Outcome::of(problems == 0))
}

fn show(context: &mut Context<'_>, check: &Check) -> Result<()> {
    let style = if check.state == State::Problem { Style::Strong } else { Style::Plain };
    context.ui.line(style, &format!("{:<8} {:<NAMES$} {}", check.state.as_str(), check.name, check.found))?;
    for example in &check.examples {
        context.ui.text(12, example)?;
    }
    if let Some(advice) = &check.advice {
        context.ui.line(Style::Dim, &format!("         -> {advice}"))?;
    }
    Ok(())
}

fn test_line(context: &mut Context<'_>) -> Result<()> {
    context.ui.line(Style::Plain, "")?;
    context.ui.line(Style::Plain, "Your terminal shows Persian like this:")?;
    context.ui.text(4, TEST_LINE)?;
    context.ui.line(
        Style::Plain,
        "Right: the letters of a word joined, the first word (salam) at the right, the year as 1400.",
    )?;
    context.ui.line(Style::Plain, "Wrong: try --bidi visual (or set TM_BIDI=visual), or another terminal.")
}
