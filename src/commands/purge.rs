//! `tm purge`

use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::Path;

use serde_json::json;
use tm::sqlite::SqliteStore;

use super::{Context, Outcome};
use crate::args::PurgeArgs;
use crate::failure::{Failure, Result};
use crate::jobs::purge::{self, Report, Request};
use crate::ui::Style;
use crate::ui::text::counted;
use crate::workspace::{self, wipe};

pub(super) fn run(context: &mut Context<'_>, args: &PurgeArgs) -> Result<Outcome> {
    let memory = context.named_memory()?;
    let request = Request::new(&text(args)?, args.containing, args.forget);
    if request.is_empty() {
        return Err(Failure::usage(
            "there is nothing to look for in TEXT",
            "give the text that has to vanish",
        ));
    }
    let connection = workspace::open_for_writing(&memory)?;
    let earlier = wipe_what_is_pending(context, &connection, args.dry_run)?;
    let mut store = SqliteStore::new(&connection);
    let (_, found) = purge::purge(&mut store, &request, true)?;
    if found.is_nothing() {
        context.ui.say(&format!("It is not in the memory.{}{}", reviewed_by(&found), containing(&found)));
        return Ok(Outcome::of(earlier == Earlier::Wiped));
    }
    if args.dry_run || !args.yes {
        show(context, &found)?;
    }
    if args.dry_run {
        tell(context, &found, None)?;
        context.ui.say(&format!(
            "Would purge {}.{}{} Dry run: nothing was changed.",
            in_words(&found),
            reviewed_by(&found),
            containing(&found)
        ));
        return Ok(Outcome::Done);
    }
    if !args.yes {
        confirm(context, args, &found)?;
    }
    let (tx, done) = purge::purge(&mut store, &request, false)?;
    let wiped = wipe::wipe(&connection);
    tell(context, &done, Some(tx.0))?;
    context.ui.say(&format!(
        "Purged {}.{}{} A purge cannot be undone.",
        in_words(&done),
        reviewed_by(&done),
        containing(&done)
    ));
    for line in out_of_reach(context, &connection, &memory, args)? {
        context.ui.say(&line);
    }
    if let Err(failure) = wiped {
        context.ui.complain(&failure.to_string());
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// What became of a purge that could not be wiped when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Earlier {
    /// There was none.
    None,
    /// It is wiped now.
    Wiped,
    /// It is still to be wiped.
    Pending,
}

/// Finishes an earlier purge that a reader, a kill or a full disk left half done; where that fails again, this one goes
/// on all the same, for its wipe takes both.
fn wipe_what_is_pending(
    context: &mut Context<'_>,
    connection: &rusqlite::Connection,
    dry_run: bool,
) -> Result<Earlier> {
    if !wipe::is_pending(connection)? {
        return Ok(Earlier::None);
    }
    if dry_run {
        context.ui.say("An earlier purge is not wiped from the file yet; the next one wipes it.");
        return Ok(Earlier::Pending);
    }
    match wipe::wipe(connection) {
        Ok(()) => {
            context.ui.say("Wiped from the file what an earlier purge had left in it.");
            Ok(Earlier::Wiped)
        }
        Err(failure) => {
            context.ui.complain(&failure.to_string());
            Ok(Earlier::Pending)
        }
    }
}

/// The text from the command line, or from standard input, where neither the shell's history nor other users see it.
fn text(args: &PurgeArgs) -> Result<String> {
    if args.text != "-" {
        return Ok(args.text.clone());
    }
    if !args.yes && !args.dry_run && !std::io::stdin().is_terminal() {
        return Err(Failure::needs_consent());
    }
    let mut text = String::new();
    let mut input = std::io::stdin().lock();
    let read = if input.is_terminal() { input.read_line(&mut text) } else { input.read_to_string(&mut text) };
    read.map_err(|error| Failure::unreadable(Path::new("standard input"), &error))?;
    Ok(text.trim().to_owned())
}

fn show(context: &mut Context<'_>, found: &Report) -> Result<()> {
    if context.global.json {
        return Ok(());
    }
    context.ui.line(Style::Dim, "to be purged:")?;
    for text in found.examples.iter().chain(&found.concepts) {
        context.ui.text(4, text)?;
    }
    context.ui.finish()
}

/// Asks the person at the terminal; nobody else can answer.
fn confirm(context: &mut Context<'_>, args: &PurgeArgs, found: &Report) -> Result<()> {
    if args.text == "-" || !std::io::stdin().is_terminal() {
        return Err(Failure::needs_consent());
    }
    context.ui.say(&format!(
        "This purges {} for ever: no undo brings it back.{}",
        in_words(found),
        containing(found)
    ));
    context.ui.say("Type purge to go on:");
    let mut answer = String::new();
    let _ = std::io::stderr().flush();
    std::io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| Failure::unreadable(Path::new("standard input"), &error))?;
    if answer.trim() == "purge" {
        Ok(())
    } else {
        Err(Failure::usage("nothing was purged", "tm purge -n shows what would go"))
    }
}

fn tell(context: &mut Context<'_>, report: &Report, write: Option<i64>) -> Result<()> {
    if !context.global.json {
        return Ok(());
    }
    context.ui.json(&json!({
        "v": 1, "live": report.live, "gone": report.gone, "concepts": report.concepts.len(),
        "notes": report.stripped.sightings, "origins": report.stripped.origins,
        "held_back": report.stripped.held_back, "reviews": report.reviews, "containing": report.containing, "write": write,
        "dry_run": write.is_none(),
    }))
}

fn in_words(report: &Report) -> String {
    let mut parts = vec![counted((report.live + report.gone) as u64, "unit")];
    if report.gone > 0 {
        parts.push(format!("of them {} that were gone already", report.gone));
    }
    let stripped = &report.stripped;
    let counts = [
        (report.concepts.len(), "concept of the glossary", "concepts of the glossary"),
        (stripped.sightings, "note about another unit", "notes about other units"),
        (stripped.origins, "name of an origin", "names of origins"),
        (stripped.held_back, "name of the hold-back list", "names of the hold-back list"),
    ];
    let more = counts.iter().filter(|(n, ..)| *n > 0);
    parts.extend(more.map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many })));
    parts.join(", ")
}

/// A pseudonym of a reviewer stays: members' memories know each review by a name that is made of it.
fn reviewed_by(report: &Report) -> String {
    match report.reviews {
        0 => String::new(),
        n => format!(
            " It is the pseudonym of {}, where it stays, since a review is known by it; only --forget of the reviewed \
             units takes them out.",
            counted(n, "review")
        ),
    }
}

fn containing(report: &Report) -> String {
    match report.containing {
        0 => String::new(),
        n => format!(
            " {} with it inside a longer text {}; --containing takes these too.",
            counted(n as u64, "unit"),
            if n == 1 { "stays" } else { "stay" }
        ),
    }
}

/// What no program can reach from here, for the person to see to.
fn out_of_reach(
    context: &Context<'_>,
    connection: &rusqlite::Connection,
    memory: &Path,
    args: &PurgeArgs,
) -> Result<Vec<String>> {
    let backup = match purge::last_backup(connection)? {
        Some(day) => format!("the last one was made on {day}"),
        None => "none is known, which does not mean that there is none".to_owned(),
    };
    let near: Vec<_> = purge::neighbours(memory).iter().map(|path| path.display().to_string()).collect();
    let near = if near.is_empty() { String::new() } else { format!("; in this folder: {}", near.join(", ")) };
    let members = if args.forget {
        "they bring it back when you import them: purge it there as well".to_owned()
    } else {
        format!(
            "they lose these units and terms when they import this one (tm import {}); notes about other units only by a \
             purge of their own",
            memory.display()
        )
    };
    let mut lines = vec![
        "It may still be in places this program cannot reach; see to them yourself:".to_owned(),
        format!("  backups: {backup}{near}; tm --db BACKUP purge works in them too"),
        format!("  other members' memories: {members}"),
        "  files that were imported, and every export made before".to_owned(),
    ];
    let history = if args.text == "-" { "" } else { " and the shell's history" };
    if args.text != "-" || context.ui.shows_progress() {
        lines.push(format!(
            "  the terminal's scrollback{history} (tm purge - reads the text from standard input)"
        ));
    }
    lines.push("  old blocks of the disk: SSDs and snapshots keep them for a while; only an encrypted disk hides them".to_owned());
    if !args.forget {
        lines.push(
            "A fingerprint of each unit stays in the memory, so that this unit does not come back (the text with another \
             translation or spelling can). It tells nothing by itself, but who has this file and guesses the texts exactly \
             can confirm the guess; --forget keeps none."
                .to_owned(),
        );
    }
    Ok(lines)
}
