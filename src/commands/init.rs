//! `tm init`

use super::{Context, Outcome};
use crate::args::InitArgs;
use crate::failure::{Failure, Result};
use crate::jobs::init::{copy_starter, write_settings};
use crate::settings::{FILE_NAME as SETTINGS_NAME, Origin, Setting, SettingsFile};
use crate::workspace::{self, FILE_NAME};

pub(super) fn run(context: &mut Context<'_>, args: &InitArgs) -> Result<Outcome> {
    let named = context
        .settings
        .db
        .as_ref()
        .filter(|db| matches!(db.origin, Origin::Option(_) | Origin::Variable(_)))
        .map(|db| db.value.clone());
    let path = match &named {
        Some(path) => path.clone(),
        None => context.environment.folder.join(FILE_NAME),
    };
    let settings_path = context.environment.folder.join(SETTINGS_NAME);
    match &named {
        Some(path) if path.exists() && !args.starter => return Err(Failure::memory_already_there(path)),
        None if settings_path.exists() => return Err(Failure::already_there(&settings_path)),
        _ => {}
    }
    let file = settings_file(context, args);
    context.settings.db = Some(Setting { value: path.clone(), origin: Origin::Option("--db") });
    let (_, connection, made) = workspace::for_writing(&context.settings)?;
    if named.is_none() {
        write_settings(&context.environment.folder, &file)?;
    }
    let what = match (named.is_some(), made) {
        (false, true) => format!("Created tm.toml and {FILE_NAME} here."),
        (false, false) => format!("Created tm.toml here; {FILE_NAME} was here already."),
        (true, true) => format!("Created the memory {}.", path.display()),
        (true, false) => format!("Opened the memory {}.", path.display()),
    };
    context.ui.say(&what);
    if args.starter {
        let starter = copy_starter(&connection)?;
        context.ui.say(&format!("Copied {} starter units and {} terms.", starter.units, starter.concepts));
    }
    context.ui.say("Next: tm import old-bulletins.tmx     or     tm glossary import terms.tsv");
    Ok(Outcome::Done)
}

fn settings_file(context: &Context<'_>, args: &InitArgs) -> SettingsFile {
    SettingsFile {
        name: args.name.clone(),
        me: args.me.clone(),
        source: Some(context.settings.source.value.to_string()),
        target: context.settings.targets.value.iter().map(ToString::to_string).collect(),
        db: Some(FILE_NAME.into()),
    }
}
