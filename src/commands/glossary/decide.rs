//! `tm glossary approve` and `tm glossary remove`

use glossary::concept::REVIEWED;
use glossary::{Concept, ConceptId};
use tm::sqlite::SqliteStore;

use super::concept;
use crate::args::{GlossaryApproveArgs, GlossaryRemoveArgs};
use crate::commands::{Context, Outcome, written};
use crate::failure::Result;
use crate::jobs::glossary::{edit as job, stored_concepts};
use crate::ui::text::counted;

pub(super) fn approve(context: &mut Context<'_>, args: &GlossaryApproveArgs) -> Result<Outcome> {
    let connection = context.existing_memory()?;
    let concepts = stored_concepts(&connection)?;
    let meant = if args.which.is_empty() {
        let is_meant =
            |concept: &Concept| args.domain.as_ref().is_none_or(|domain| *domain == concept.domain);
        concepts.iter().filter(|(_, concept)| is_meant(concept)).collect()
    } else {
        each(&concepts, &args.which)?
    };
    let open = meant.iter().filter(|(_, concept)| concept.review != REVIEWED).count();
    if meant.is_empty() {
        context.ui.say("There is no such concept; nothing was changed.");
        return Ok(Outcome::Nothing);
    }
    if open == 0 {
        let already = counted(meant.len() as u64, "concept");
        context.ui.say(&format!("0 approved, {already} approved before; nothing was changed."));
        return Ok(Outcome::Done);
    }
    let (number, count) = job::approve(&mut SqliteStore::new(&connection), &meant, args.dry_run)?;
    let approved = counted(count as u64, "concept");
    let before = match meant.len() - count {
        0 => String::new(),
        before => format!(", {before} approved before"),
    };
    context.ui.say(&format!("{approved} approved{before}. {}", written(args.dry_run, number)));
    Ok(Outcome::Done)
}

pub(super) fn remove(context: &mut Context<'_>, args: &GlossaryRemoveArgs) -> Result<Outcome> {
    let connection = context.existing_memory()?;
    let concepts = stored_concepts(&connection)?;
    let meant: Vec<ConceptId> = each(&concepts, &args.which)?.into_iter().map(|(id, _)| *id).collect();
    let (number, count) = job::remove(&mut SqliteStore::new(&connection), &meant, args.dry_run)?;
    let removed = counted(count as u64, "concept");
    context.ui.say(&format!("{removed} removed. {}", written(args.dry_run, number)));
    Ok(Outcome::Done)
}

/// The one concept that each of the names means, each once.
fn each<'c>(concepts: &'c [(ConceptId, Concept)], names: &[String]) -> Result<Vec<&'c (ConceptId, Concept)>> {
    let mut meant: Vec<&(ConceptId, Concept)> = Vec::with_capacity(names.len());
    for name in names {
        let one = concept::only(concepts, name)?;
        if !meant.iter().any(|(id, _)| *id == one.0) {
            meant.push(one);
        }
    }
    Ok(meant)
}
