//! `tm glossary find`

use serde_json::{Value, json};

use crate::args::{GlossaryFindArgs, Repair};
use crate::commands::suggest::term_object;
use crate::commands::{Context, Outcome, concepts, repair};
use crate::failure::Result;
use crate::jobs::suggest::find_terms;
use crate::reading::input;
use crate::ui::{Style, text};

pub(super) fn find(context: &mut Context<'_>, args: &GlossaryFindArgs) -> Result<Outcome> {
    let (source, targets) = context.settings.direction()?;
    if args.input.repair == Repair::Report {
        return repair::report(context, &args.input, None);
    }
    let document = input::read(&args.input, &source, None)?;
    context.warn(&document, &args.input);
    let memory = context.memory()?;
    let concepts = concepts(&memory)?;
    let (ui, as_json) = (&mut context.ui, context.global.json);
    let any = find_terms(&concepts, &document, &source, &targets, &mut |found| {
        if as_json {
            let terms: Vec<Value> =
                found.terms.iter().map(|t| term_object(t, &found.source, &source, &targets)).collect();
            return ui.json(&json!({"v": 1, "n": found.number, "source": found.source, "terms": terms}));
        }
        if found.terms.is_empty() {
            return Ok(());
        }
        ui.line(Style::Dim, &format!("[{}]", found.number))?;
        ui.text(0, &found.source)?;
        for term in &found.terms {
            text::a_term(ui, term, &term.form_in(&found.source), &source, &targets)?;
        }
        ui.line(Style::Plain, "")
    })?;
    Ok(Outcome::of(any))
}
