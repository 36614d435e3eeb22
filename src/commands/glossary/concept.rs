//! A concept on the screen and for programs, and which one is meant.

use glossary::naming::{named, nearest, short_name};
use glossary::{Concept, ConceptId, Matching, Term};
use serde_json::{Value, json};

use crate::failure::{Failure, Result};
use crate::ui::{Style, Ui};

/// Near terms that are shown when a term is not there.
const NEAR: usize = 3;

/// The one concept that `typed` means.
///
/// # Errors
/// There is none, or there are several.
pub(super) fn only<'c>(
    concepts: &'c [(ConceptId, Concept)],
    typed: &str,
) -> Result<&'c (ConceptId, Concept)> {
    match all(concepts, typed)?.as_slice() {
        [one] => Ok(one),
        several => {
            let shown: Vec<String> = several.iter().map(|concept| in_a_line(concept)).collect();
            Err(Failure::several_concepts(typed, &shown))
        }
    }
}

/// The concepts that `typed` may mean, at least one.
///
/// # Errors
/// There is none.
pub(super) fn all<'c>(
    concepts: &'c [(ConceptId, Concept)],
    typed: &str,
) -> Result<Vec<&'c (ConceptId, Concept)>> {
    let found = named(concepts, typed);
    match found.is_empty() {
        true => Err(Failure::no_such_concept(typed, &nearest(concepts, typed, NEAR))),
        false => Ok(found),
    }
}

/// Its id, subject and terms: enough to tell homonyms apart.
pub(super) fn in_a_line(concept: &(ConceptId, Concept)) -> String {
    let (id, said) = (short_name(concept), &concept.1);
    let usable = said.terms.iter().filter(|term| term.status == glossary::TermStatus::Preferred);
    let terms: Vec<String> = usable.map(|term| format!("{} {}", term.lang, term.text)).collect();
    let head: Vec<&str> =
        [id.as_str(), &said.part_of_speech, &said.domain].into_iter().filter(|w| !w.is_empty()).collect();
    format!("{}: {}", head.join("  "), terms.join(", "))
}

/// Everything that a concept says.
pub(super) fn show(ui: &mut Ui, concept: &(ConceptId, Concept)) -> Result<()> {
    let (name, said) = (short_name(concept), &concept.1);
    let stays = if said.do_not_translate { "do not translate" } else { "" };
    let words = [name.as_str(), &said.part_of_speech, &said.domain, &said.review, stays];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    ui.line(Style::Strong, &words.join("  "))?;
    said.terms.iter().try_for_each(|term| show_term(ui, term))?;
    for (title, text) in [
        ("definition", &said.definition),
        ("note", &said.note),
        ("scope", &said.scope),
        ("reference", &said.source),
        ("termbase", &said.termbase),
    ] {
        titled(ui, 2, title, text)?;
    }
    said.properties.iter().try_for_each(|(name, value)| titled(ui, 2, name, value))
}

fn show_term(ui: &mut Ui, term: &Term) -> Result<()> {
    let exact = if term.matching == Matching::Exact { "found as written" } else { "" };
    let case = if term.case_sensitive { "letter case counts" } else { "" };
    let words = [term.lang.as_str(), term.status.as_str(), &term.gender, exact, case];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    ui.line(Style::Dim, &format!("  {}", words.join("  ")))?;
    ui.text(4, &term.text)?;
    for (title, texts) in [("variants", &term.variants), ("exceptions", &term.exceptions)] {
        if !texts.is_empty() {
            ui.line(Style::Dim, &format!("      {title}"))?;
            texts.iter().try_for_each(|text| ui.text(8, text))?;
        }
    }
    titled(ui, 6, "note", &term.note)?;
    titled(ui, 6, "reference", &term.source)
}

/// A text below its title: nothing may stand beside Persian.
fn titled(ui: &mut Ui, indent: usize, title: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    ui.line(Style::Dim, &format!("{:indent$}{title}", ""))?;
    text.lines().try_for_each(|line| ui.text(indent + 2, line))
}

/// A concept for programs.
pub(super) fn object((id, concept): &(ConceptId, Concept)) -> Value {
    let properties: serde_json::Map<String, Value> =
        concept.properties.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    json!({
        "v": 1,
        "concept": concept.external_id.clone().unwrap_or_else(|| id.to_string()),
        "id": id.to_string(),
        "termbase": concept.termbase,
        "domain": concept.domain,
        "pos": concept.part_of_speech,
        "definition": concept.definition,
        "note": concept.note,
        "scope": concept.scope,
        "reference": concept.source,
        "review": concept.review,
        "do_not_translate": concept.do_not_translate,
        "terms": concept.terms.iter().map(term_object).collect::<Vec<_>>(),
        "properties": properties,
    })
}

fn term_object(term: &Term) -> Value {
    json!({
        "lang": term.lang.as_str(),
        "text": term.text,
        "status": term.status.as_str(),
        "match": if term.matching == Matching::Exact { "exact" } else { "inflected" },
        "case": term.case_sensitive,
        "gender": term.gender,
        "variants": term.variants,
        "exceptions": term.exceptions,
        "note": term.note,
        "reference": term.source,
    })
}
