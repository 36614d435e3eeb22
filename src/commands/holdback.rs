//! `tm holdback`

use rusqlite::Connection;
use serde_json::{Map, Value, json};
use tm::lang::Lang;
use tm::sensitive::names::Entry;
use tm::sqlite::holdback::held_back;

use super::{Context, Outcome};
use crate::args::{HoldbackAddArgs, HoldbackCommand};
use crate::failure::{Failure, Result};
use crate::jobs::holdback::{Request, add, remove};
use crate::ui::text::counted;
use crate::ui::{Style, Ui};
use crate::workspace::Memory;

pub(super) fn run(context: &mut Context<'_>, command: &HoldbackCommand) -> Result<Outcome> {
    match command {
        HoldbackCommand::Add(args) => put(context, args),
        HoldbackCommand::List => list(context),
        HoldbackCommand::Remove { name } => take(context, name),
    }
}

fn put(context: &mut Context<'_>, args: &HoldbackAddArgs) -> Result<Outcome> {
    let request = Request {
        name: args.name.clone(),
        pseudonyms: args.pseudonym.iter().map(|typed| pseudonym(typed)).collect::<Result<_>>()?,
        renderings: args.rendering.iter().map(|typed| rendering(typed)).collect::<Result<_>>()?,
        exceptions: args.except.clone(),
        parts: args.parts,
    };
    let connection = context.existing_memory()?;
    let (entry, new) = add(&connection, &request)?;
    show(context, &entry)?;
    let done = if new { "Held back from every export" } else { "The entry was changed" };
    context.ui.say(&format!(
        "{done}. The list stays in this memory; tm holdback remove takes the name off it (tm undo does not)."
    ));
    let is_arabic = |text: &str| text.chars().any(|c| matches!(c, '\u{600}'..='\u{6FF}'));
    if !is_arabic(&entry.name) && !entry.renderings.iter().any(|(_, text)| is_arabic(text)) {
        context.ui.say("Persian texts are not searched for it yet: give the Persian name too, --in fa=NAME.");
    }
    Ok(Outcome::Done)
}

fn list(context: &mut Context<'_>) -> Result<Outcome> {
    let entries = match context.memory()? {
        Memory::File(_, connection) => held_back(&connection)?,
        Memory::BuiltIn(_) => Vec::new(),
    };
    for entry in &entries {
        show(context, entry)?;
    }
    context.ui.say(&format!("{} held back.", counted(entries.len() as u64, "name")));
    Ok(Outcome::of(!entries.is_empty()))
}

fn take(context: &mut Context<'_>, name: &str) -> Result<Outcome> {
    let connection: Connection = context.existing_memory()?;
    let entry = remove(&connection, name)?;
    show(context, &entry)?;
    context.ui.say("No longer held back; tm holdback add puts the name on the list again.");
    Ok(Outcome::Done)
}

fn show(context: &mut Context<'_>, entry: &Entry) -> Result<()> {
    if context.global.json {
        return context.ui.json(&object(entry));
    }
    let ui = &mut context.ui;
    ui.text(0, &entry.name)?;
    labelled(ui, "as", &entry.pseudonyms)?;
    labelled(ui, "also", &entry.renderings)?;
    for text in &entry.exceptions {
        ui.line(Style::Dim, "    except")?;
        ui.text(6, text)?;
    }
    if entry.parts {
        ui.line(Style::Dim, "    each part too")?;
    }
    Ok(())
}

fn labelled(ui: &mut Ui, label: &str, texts: &[(Lang, String)]) -> Result<()> {
    texts.iter().try_for_each(|(lang, text)| {
        ui.line(Style::Dim, &format!("    {label} {lang}"))?;
        ui.text(6, text)
    })
}

fn object(entry: &Entry) -> Value {
    let by_lang = |texts: &[(Lang, String)]| -> Value {
        let mut object = Map::new();
        for (lang, text) in texts {
            let texts = object.entry(lang.to_string()).or_insert_with(|| json!([]));
            if let Value::Array(texts) = texts {
                texts.push(text.as_str().into());
            }
        }
        Value::Object(object)
    };
    json!({
        "v": 1, "name": entry.name, "as": by_lang(&entry.pseudonyms), "in": by_lang(&entry.renderings),
        "except": entry.exceptions, "parts": entry.parts,
    })
}

/// `TEXT` or `LANG=TEXT`.
fn pseudonym(typed: &str) -> Result<(Option<Lang>, String)> {
    match typed.split_once('=') {
        Some(_) => rendering(typed).map(|(lang, text)| (Some(lang), text)),
        None => Ok((None, typed.trim().to_owned())),
    }
}

fn rendering(typed: &str) -> Result<(Lang, String)> {
    let (tag, text) = typed.split_once('=').ok_or_else(|| Failure::no_rendering(typed))?;
    let lang = Lang::parse_known(tag.trim()).map_err(|error| Failure::language("--in, --as", &error))?;
    Ok((lang, text.trim().to_owned()))
}
