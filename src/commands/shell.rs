//! `tm completions` and `tm man`

use std::path::Path;

use clap::CommandFactory;

use super::{Context, Outcome};
use crate::args::Cli;
use crate::failure::{Failure, Result};

pub(super) fn completions(context: &mut Context<'_>, shell: clap_complete::Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tm", &mut script);
    context.ui.out().write_all(&script)?;
    Ok(Outcome::Done)
}

pub(super) fn manual(context: &mut Context<'_>, dir: &Path) -> Result<Outcome> {
    std::fs::create_dir_all(dir).map_err(|error| Failure::unwritable(dir, &error))?;
    clap_mangen::generate_to(Cli::command(), dir).map_err(|error| Failure::unwritable(dir, &error))?;
    context.ui.say(&format!("Wrote the manual pages to {}.", dir.display()));
    Ok(Outcome::Done)
}
