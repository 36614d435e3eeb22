//! `tm glossary list`

use glossary::{Concept, ConceptId, TermStatus};
use serde_json::{Value, json};
use tm::lang::Lang;

use crate::args::GlossaryListArgs;
use crate::commands::{Context, Outcome};
use crate::failure::Result;
use crate::jobs::glossary::{ordered_concepts, says};
use crate::settings::language;
use crate::ui::{Style, Ui};

pub(super) fn list(context: &mut Context<'_>, args: &GlossaryListArgs) -> Result<Outcome> {
    let missing = args.missing.as_deref().map(|tag| language("--missing", tag)).transpose()?;
    let memory = context.memory()?;
    let (source, targets) = (context.settings.source.value.clone(), context.settings.targets.value.clone());
    let mut any = false;
    for concept in ordered_concepts(&memory)? {
        let lacks = |lang: &Lang| concept.renderings(lang).next().is_none();
        let wanted = missing.as_ref().is_none_or(lacks)
            && args.domain.as_ref().is_none_or(|domain| *domain == concept.domain)
            && args.text.as_ref().is_none_or(|text| says(&concept, text));
        if !wanted {
            continue;
        }
        any = true;
        if context.global.json {
            context.ui.json(&concept_object(&concept))?;
        } else {
            show(&mut context.ui, &concept, &source, &targets)?;
        }
    }
    Ok(Outcome::of(any))
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

fn concept_object(concept: &Concept) -> Value {
    let terms: Vec<Value> = concept
        .terms
        .iter()
        .map(|t| json!({"lang": t.lang.as_str(), "text": t.text, "status": t.status.as_str()}))
        .collect();
    json!({
        "v": 1,
        "concept": concept.external_id.clone().unwrap_or_else(|| ConceptId::of(concept).to_string()),
        "domain": concept.domain,
        "pos": concept.part_of_speech,
        "definition": concept.definition,
        "note": concept.note,
        "terms": terms,
    })
}
