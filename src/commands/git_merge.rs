//! `tm git-merge`

use super::{Context, Outcome};
use crate::args::GitMergeArgs;
use crate::failure::Result;
use crate::jobs::git_merge;
use crate::ui::text::counted;

pub(super) fn run(context: &mut Context<'_>, args: &GitMergeArgs) -> Result<Outcome> {
    let hub = context.settings.source.value.clone();
    let written = git_merge::merge(&args.base, &args.ours, &args.theirs, &hub, &mut context.ui)?;
    context.ui.say(&format!("{} after the merge.", counted(written, "unit")));
    Ok(Outcome::Done)
}
