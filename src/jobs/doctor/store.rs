//! Whether the rows of the file are whole and agree with each other.

use glossary::sqlite::SqliteTerms;
use rusqlite::Connection;
use tm::sqlite::{Invariant, SqliteStore};

use super::{Check, RESTORE};
use crate::failure::Result;
use crate::jobs::purge::last_backup;
use crate::ui::text::counted;
use crate::workspace::{inspect, wipe};

/// Damaged places that are named before the list is cut: the first ones say where, more say nothing new.
const NAMED: usize = 3;

/// Days after which a backup is old: what a group translates in a month is more than anybody types again.
const OLD: i64 = 30;

pub(super) fn checks(connection: &Connection) -> Vec<Check> {
    let mut checks = vec![integrity(connection), layout(connection)];
    checks.push(tables(connection));
    let found = inspect::layout(connection).map_or(0, |(found, _)| found);
    match SqliteStore::new(connection).audit(found) {
        Ok(audit) => {
            // Keys of an older layout are not compared, so nothing is said of them.
            let compared = |invariant: &Invariant| found >= 3 || *invariant != Invariant::TextIndex;
            let compared = Invariant::ALL.into_iter().filter(compared);
            checks.extend(compared.map(|invariant| of_invariant(invariant, audit.get(&invariant))));
        }
        Err(error) => {
            checks.push(Check::problem("units", format!("they cannot be read to the end: {error}"), RESTORE))
        }
    }
    checks.push(glossary(connection));
    checks
}

fn integrity(connection: &Connection) -> Check {
    let found = || -> rusqlite::Result<Vec<String>> {
        let mut statement = connection.prepare("PRAGMA integrity_check")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.flat_map(|row| match row {
            Ok(text) => text.lines().map(|line| Ok(line.to_owned())).collect(),
            Err(error) => vec![Err(error)],
        })
        .collect()
    };
    match found() {
        Ok(lines) if lines == ["ok"] => Check::ok("integrity", "every page of the file reads whole"),
        Ok(lines) => {
            let damage: Vec<_> = lines.into_iter().filter(|line| !line.starts_with("***")).collect();
            let shown = damage.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
            Check::problem("integrity", format!("the file is damaged: {shown}"), RESTORE)
                .counted(damage.len() as u64)
        }
        Err(error) => Check::problem("integrity", format!("the file is damaged: {error}"), RESTORE),
    }
}

fn layout(connection: &Connection) -> Check {
    match inspect::layout(connection) {
        Ok((found, newest)) if found < newest => Check::note(
            "layout",
            format!("an older tm wrote it (layout {found}, this tm writes {newest})"),
            "the next command that opens it brings it up to date; older programs cannot read it then",
        ),
        Ok((found, _)) => Check::ok("layout", format!("it has the newest layout, {found}")),
        Err(error) => Check::problem("layout", one_line(&error), RESTORE),
    }
}

fn tables(connection: &Connection) -> Check {
    let strange = || -> Result<(Vec<String>, Vec<String>)> {
        Ok((inspect::missing_objects(connection)?, inspect::foreign_objects(connection)?))
    };
    match strange() {
        Ok((missing, foreign)) if missing.is_empty() && foreign.is_empty() => {
            Check::ok("tables", "all tables are there, and no others")
        }
        Ok((missing, foreign)) if !foreign.is_empty() => Check::problem(
            "tables",
            format!("it holds {}, which no tm makes", foreign.join(", ")),
            "ask whoever gave you the file; tm export OUT --full and tm import OUT carry its texts into a new memory",
        )
        .counted((missing.len() + foreign.len()) as u64),
        Ok((missing, _)) => Check::problem("tables", format!("{} is missing", missing.join(", ")), RESTORE)
            .counted(missing.len() as u64),
        Err(error) => Check::problem("tables", one_line(&error), RESTORE),
    }
}

fn of_invariant(invariant: Invariant, broken: Option<&u64>) -> Check {
    let (name, well, badly) = match invariant {
        Invariant::Texts => {
            ("texts", "the texts of every unit can be read", "units have texts that cannot be read")
        }
        Invariant::Name => (
            "names",
            "every unit has the name its texts give it",
            "units have another name than their texts give them",
        ),
        Invariant::NameIndex => (
            "name index",
            "every unit is found by its name",
            "rows of the index of names are missing or wrong",
        ),
        Invariant::TextIndex => (
            "text index",
            "every text is found by its key",
            "rows of the index of texts are missing or wrong",
        ),
        Invariant::Life => (
            "history",
            "units are live or gone as their history says",
            "units are live or gone against their history",
        ),
        Invariant::State => {
            ("reviews", "states are what the reviews say", "units have another state than their reviews say")
        }
        Invariant::Private => (
            "private",
            "private marks are what their changes say",
            "private marks are not what their changes say",
        ),
        Invariant::Sighting => {
            ("sightings", "what files said about units can be read", "notes about units cannot be read")
        }
        Invariant::Reference => {
            ("references", "no row refers to what is not there", "rows refer to what is not there")
        }
        Invariant::Purged => {
            ("purges", "nothing is left of what was purged", "purged units have something left")
        }
    };
    let advice = match invariant {
        Invariant::Purged => "tm purge the text again",
        _ => RESTORE,
    };
    match broken {
        None => Check::ok(name, well),
        Some(count) => Check::problem(name, format!("{count} {badly}"), advice).counted(*count),
    }
}

fn glossary(connection: &Connection) -> Check {
    match SqliteTerms::new(connection, 0).audit() {
        Ok((concepts, 0)) => Check::ok("glossary", format!("{} can be read", counted(concepts, "concept"))),
        Ok((_, damaged)) => Check::problem(
            "glossary",
            format!("{} cannot be read or changed", counted(damaged, "concept")),
            RESTORE,
        )
        .counted(damaged),
        Err(error) => Check::problem("glossary", format!("it cannot be read to the end: {error}"), RESTORE),
    }
}

/// Said only where there is something to do: a memory that nobody purged has nothing to wipe.
pub(super) fn wipe(connection: &Connection) -> Option<Check> {
    wipe::is_pending(connection).is_ok_and(|pending| pending).then(|| {
        Check::problem(
            "wipe",
            "a purge is not finished: parts of what was purged may still be in the file",
            "close every other tm and run the purge again; any tm purge finishes it",
        )
    })
}

pub(super) fn backup(connection: &Connection) -> Check {
    let advice = "tm backup FILE, on another medium than this one";
    match last_backup(connection) {
        Ok(Some(day)) => match age(&day) {
            Some(days) if days <= OLD => Check::ok("backup", format!("the last one was made on {day}")),
            _ => Check::note("backup", format!("the last one was made on {day}"), advice),
        },
        Ok(None) => Check::note("backup", "none was made by this memory", advice),
        Err(error) => Check::problem("backup", one_line(&error), RESTORE),
    }
}

fn age(day: &str) -> Option<i64> {
    let then: jiff::civil::Date = day.parse().ok()?;
    let now: jiff::civil::Date = crate::clock::today().parse().ok()?;
    Some(i64::from(then.until(now).ok()?.get_days()))
}

/// An error among checks: its hint is the advice.
fn one_line(error: &crate::failure::Failure) -> String {
    let text = error.to_string();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("hint:"));
    lines.map(|line| line.trim().trim_start_matches("error: ")).collect::<Vec<_>>().join(", ")
}
