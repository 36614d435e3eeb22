//! `tm glossary add`

use glossary::Added;
use tm::sqlite::SqliteStore;

use crate::args::GlossaryAddArgs;
use crate::commands::{Context, Outcome, written};
use crate::failure::Result;
use crate::jobs::glossary::edit as job;

pub(super) fn add(context: &mut Context<'_>, args: &GlossaryAddArgs) -> Result<Outcome> {
    let target = context.settings.only_target()?;
    let source = context.settings.source.value.clone();
    let typed = job::Typed {
        term: (&source, &args.term),
        renderings: (&target, &args.rendering),
        forbidden: &args.forbid,
        domain: &args.domain,
        part_of_speech: &args.pos,
        note: &args.note,
    };
    let concept = job::concept(&typed)?;
    let connection = context.memory_to_write(false)?;
    let (number, added) = job::add(&mut SqliteStore::new(&connection), &concept)?;
    let what = match added {
        Added::New => "1 new",
        Added::Updated => "1 updated",
        Added::AlreadyHere => "0 new, 1 already here",
        _ => "0 new, 1 removed here before",
    };
    context.ui.say(&format!("{what}. {}", written(false, number)));
    Ok(Outcome::Done)
}
