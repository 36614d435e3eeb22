//! `tm glossary list`

use glossary::{Concept, TermStatus};
use tm::lang::Lang;

use super::concept::object;
use crate::args::GlossaryListArgs;
use crate::commands::{Context, Outcome};
use crate::failure::Result;
use crate::jobs::glossary::{identified_concepts, says};
use crate::settings::language;
use crate::ui::{Style, Ui};

pub(super) fn list(context: &mut Context<'_>, args: &GlossaryListArgs) -> Result<Outcome> {
    let missing = args.missing.as_deref().map(|tag| language("--missing", tag)).transpose()?;
    let memory = context.memory()?;
    let (source, targets) = (context.settings.source.value.clone(), context.settings.targets.value.clone());
    let asked = context.asked_targets();
    let mut any = false;
    for identified in identified_concepts(&memory)? {
        let concept = &identified.1;
        let lacks = |lang: &Lang| concept.renderings(lang).next().is_none();
        let wanted = missing.as_ref().is_none_or(lacks)
            && args.domain.as_ref().is_none_or(|domain| *domain == concept.domain)
            && (args.status.is_empty() || has_status(concept, &args.status, &asked))
            && (args.review.is_empty() || is_in_state(concept, &args.review))
            && args.text.as_ref().is_none_or(|text| says(concept, text));
        if !wanted {
            continue;
        }
        any = true;
        if context.global.json {
            context.ui.json(&object(&identified))?;
        } else {
            show(&mut context.ui, concept, &source, &targets)?;
        }
    }
    Ok(Outcome::of(any))
}

/// Whether a term in one of the languages, or in any, has one of these statuses.
fn has_status(concept: &Concept, statuses: &[TermStatus], langs: &[Lang]) -> bool {
    let meant = |lang: &Lang| langs.is_empty() || langs.iter().any(|asked| asked.accepts(lang));
    concept.terms.iter().any(|term| meant(&term.lang) && statuses.contains(&term.status))
}

/// Whether a concept is in one of these states of review; `none` stands for no state.
fn is_in_state(concept: &Concept, states: &[String]) -> bool {
    let word = if concept.review.is_empty() { "none" } else { &concept.review };
    states.iter().any(|state| state.trim().eq_ignore_ascii_case(word))
}

fn show(ui: &mut Ui, concept: &Concept, source: &Lang, targets: &[Lang]) -> Result<()> {
    let wanted = |lang: &Lang| targets.is_empty() || targets.iter().any(|t| t.accepts(lang));
    for term in concept.terms.iter().filter(|t| source.accepts(&t.lang)) {
        ui.text(0, &term.text)?;
    }
    for term in concept.terms.iter().filter(|t| !source.accepts(&t.lang) && wanted(&t.lang)) {
        let status = if term.status == TermStatus::Preferred { "" } else { term.status.as_str() };
        ui.line(Style::Plain, format!("    {}  {}  {status}", term.lang, term.text).trim_end())?;
    }
    if !concept.note.is_empty() {
        ui.text(4, &concept.note)?;
    }
    Ok(())
}
