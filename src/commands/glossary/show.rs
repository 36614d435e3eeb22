//! `tm glossary show`

use glossary::{Concept, ConceptId};
use serde_json::{Value, json};

use super::concept;
use crate::args::GlossaryShowArgs;
use crate::commands::{Context, Outcome};
use crate::failure::Result;
use crate::jobs::glossary::facts::{Difference, differences};
use crate::jobs::glossary::identified_concepts;
use crate::jobs::glossary::past::{Event, Past, past};
use crate::ui::{Style, Ui};
use crate::workspace::Memory;

pub(super) fn show(context: &mut Context<'_>, args: &GlossaryShowArgs) -> Result<Outcome> {
    let memory = context.memory()?;
    let concepts = identified_concepts(&memory)?;
    for (number, found) in concept::all(&concepts, &args.which)?.into_iter().enumerate() {
        let past = match &memory {
            Memory::File(_, connection) => past(connection, found.0)?,
            Memory::BuiltIn(_) => Past::default(),
        };
        if context.global.json {
            context.ui.json(&object(found, &past))?;
            continue;
        }
        if number > 0 {
            context.ui.line(Style::Plain, "")?;
        }
        concept::show(&mut context.ui, found)?;
        show_past(&mut context.ui, &found.1, &past)?;
    }
    Ok(Outcome::Done)
}

fn show_past(ui: &mut Ui, concept: &Concept, past: &Past) -> Result<()> {
    for rival in &past.rivals {
        ui.line(Style::Strong, "  another member says")?;
        differences(concept, rival).iter().try_for_each(|difference| ui.text(4, &difference.line()))?;
    }
    if !past.events.is_empty() {
        ui.line(Style::Dim, "  history")?;
    }
    for event in &past.events {
        let Event { write, day, command, origin, what, .. } = event;
        let from = if origin.is_empty() { String::new() } else { format!(" {origin}") };
        ui.line(Style::Plain, &format!("    {day}  write {write}: {what} ({command}{from})"))?;
        event.differences.iter().try_for_each(|difference| ui.text(6, &difference.line()))?;
    }
    Ok(())
}

fn object(concept: &(ConceptId, Concept), past: &Past) -> Value {
    let difference = |d: &Difference| json!({"change": if d.came { "+" } else { "-" }, "what": d.fact.what, "text": d.fact.text});
    let event = |event: &Event| {
        json!({
            "write": event.write, "date": event.day, "command": event.command, "origin": event.origin,
            "what": event.what, "differences": event.differences.iter().map(difference).collect::<Vec<_>>(),
        })
    };
    let rival = |rival: &Concept| differences(&concept.1, rival).iter().map(difference).collect::<Vec<_>>();
    let mut object = concept::object(concept);
    if let Some(object) = object.as_object_mut() {
        object.insert("history".to_owned(), past.events.iter().map(event).collect());
        object.insert("rivals".to_owned(), past.rivals.iter().map(rival).collect());
    }
    object
}
