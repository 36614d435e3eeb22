//! `tm glossary …`

mod concept;
mod decide;
mod edit;
mod exchange;
mod extract;
mod find;
mod list;
mod said;
mod show;

use super::{Context, Outcome};
use crate::args::GlossaryCommand;
use crate::failure::Result;

pub(super) fn run(context: &mut Context<'_>, command: &GlossaryCommand) -> Result<Outcome> {
    match command {
        GlossaryCommand::Add(args) => edit::add(context, args),
        GlossaryCommand::Edit(args) => edit::edit(context, args),
        GlossaryCommand::Show(args) => show::show(context, args),
        GlossaryCommand::Approve(args) => decide::approve(context, args),
        GlossaryCommand::Remove(args) => decide::remove(context, args),
        GlossaryCommand::List(args) => list::list(context, args),
        GlossaryCommand::Find(args) => find::find(context, args),
        GlossaryCommand::Extract(args) => extract::extract(context, args),
        GlossaryCommand::Import(args) => exchange::import(context, args),
        GlossaryCommand::Export(args) => exchange::export(context, args),
    }
}
