//! `tm glossary …`

mod edit;
mod exchange;
mod find;
mod list;

use super::{Context, Outcome};
use crate::args::GlossaryCommand;
use crate::failure::Result;

pub(super) fn run(context: &mut Context<'_>, command: &GlossaryCommand) -> Result<Outcome> {
    match command {
        GlossaryCommand::Add(args) => edit::add(context, args),
        GlossaryCommand::List(args) => list::list(context, args),
        GlossaryCommand::Find(args) => find::find(context, args),
        GlossaryCommand::Import(args) => exchange::import(context, args),
        GlossaryCommand::Export { out, full } => exchange::export(context, out, *full),
    }
}
