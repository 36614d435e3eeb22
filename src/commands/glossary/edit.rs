//! `tm glossary add` and `tm glossary edit`

use glossary::naming::short_name;
use glossary::{Added, Concept, ConceptId, TermStatus};
use rusqlite::Connection;
use serde_json::json;
use tm::lang::Lang;
use tm::sqlite::SqliteStore;

use super::{concept, said};
use crate::args::{GlossaryAddArgs, GlossaryEditArgs};
use crate::commands::{Context, Outcome, written};
use crate::failure::{Failure, Result};
use crate::jobs::glossary::facts::differences;
use crate::jobs::glossary::{edit as job, stored_concepts};
use crate::ui::Style;

pub(super) fn add(context: &mut Context<'_>, args: &GlossaryAddArgs) -> Result<Outcome> {
    let target = context.settings.only_target()?;
    let source = context.settings.source.value.clone();
    let said = said::said(&args.said, &context.settings)?;
    let typed =
        job::Typed { term: (&source, &args.term), renderings: (&target, &args.rendering), said: &said };
    let connection = context.memory_to_write(args.dry_run)?;
    let (number, added, id) = job::add(&mut SqliteStore::new(&connection), &typed, args.dry_run)?;
    let what = match added {
        Added::New => "1 new",
        Added::Updated => "1 updated",
        Added::AlreadyHere => "0 new, 1 already here",
        _ => "0 new, 1 removed here before",
    };
    context.ui.say(&format!("{what}. {}", written(args.dry_run, number)));
    tell_homonyms(context, &connection, id, (&source, &args.term))?;
    Ok(Outcome::Done)
}

/// Says which other concepts have the same term: one of them may have been meant.
fn tell_homonyms(
    context: &mut Context<'_>,
    connection: &Connection,
    id: ConceptId,
    (lang, text): (&Lang, &str),
) -> Result<()> {
    for other in stored_concepts(connection)? {
        let has_it = |concept: &Concept| {
            let usable = |t: &&glossary::Term| t.status != TermStatus::Forbidden && lang.accepts(&t.lang);
            concept.terms.iter().filter(usable).any(|t| t.text == text.trim())
        };
        if other.0 != id && has_it(&other.1) {
            let line = concept::in_a_line(&other);
            let name = short_name(&other);
            context.ui.say(&format!(
                "Another concept has this term: {line}\n(tm glossary edit {name} … changes that one)"
            ));
        }
    }
    Ok(())
}

pub(super) fn edit(context: &mut Context<'_>, args: &GlossaryEditArgs) -> Result<Outcome> {
    let changes = said::edits(args, &context.settings)?;
    if changes.is_empty() {
        return Err(Failure::nothing_said(&args.which));
    }
    let connection = context.existing_memory()?;
    let concepts = stored_concepts(&connection)?;
    let (id, before) = concept::only(&concepts, &args.which)?;
    let after = before.edited(&changes).map_err(Failure::edit)?;
    let differences = differences(before, &after);
    if differences.is_empty() {
        context.ui.say("The concept says that already; nothing was changed.");
        return Ok(Outcome::Done);
    }
    let number = job::edit(&mut SqliteStore::new(&connection), *id, &after, args.dry_run)?;
    let after = (ConceptId::of(&after), after);
    if context.global.json {
        let mut object = concept::object(&after);
        if let Some(object) = object.as_object_mut() {
            object.insert("write".to_owned(), json!((!args.dry_run).then_some(number.0)));
        }
        context.ui.json(&object)?;
    } else {
        context.ui.line(Style::Strong, &short_name(&after))?;
        differences.iter().try_for_each(|difference| context.ui.text(2, &difference.line()))?;
    }
    context.ui.say(&format!("1 concept changed. {}", written(args.dry_run, number)));
    Ok(Outcome::Done)
}
