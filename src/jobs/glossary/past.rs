//! What became of a concept.

use std::collections::BTreeMap;

use glossary::sqlite::SqliteTerms;
use glossary::store::{Life, Revision, Why};
use glossary::{Concept, ConceptId, TermStore};
use rusqlite::Connection;
use tm::sqlite::SqliteStore;
use tm::store::TxInfo;

use super::edit::EDIT;
use super::facts::{Difference, differences};
use super::failure;
use crate::failure::Result;

/// What a write did to a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Number of the write.
    pub write: i64,
    /// Its day.
    pub day: String,
    /// Its command.
    pub command: String,
    /// Where what it brought came from.
    pub origin: String,
    /// What it did: `added`, `changed`, `removed` …
    pub what: &'static str,
    /// How the content differs from what stood there before.
    pub differences: Vec<Difference>,
}

/// Everything a memory knows of a concept's past.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// What was done to it, first things first.
    pub events: Vec<Event>,
    /// Other contents that count as much as the visible one: members changed it differently.
    pub rivals: Vec<Concept>,
}

/// Names a concept had before at most: a chain of them has an end even in a damaged memory.
const MOST_NAMES: usize = 50;

/// The past of a concept; an edit that changes what it is known by gives it another id, and its past goes on before.
///
/// # Errors
/// The memory cannot be read.
pub fn past(connection: &Connection, id: ConceptId) -> Result<Past> {
    let terms = SqliteTerms::new(connection, 0);
    let writes: BTreeMap<i64, TxInfo> =
        SqliteStore::new(connection).writes()?.into_iter().map(|w| (w.number.0, w.info)).collect();
    let rivals = terms.history(id).map_err(failure)?.into_iter().filter(|r| r.replaced.is_none()).skip(1);
    let mut past = Past { events: Vec::new(), rivals: rivals.map(|r| r.concept).collect() };
    let mut next = Some((id, None));
    for _ in 0..MOST_NAMES {
        let Some((id, ended)) = next.take() else { break };
        let revisions = terms.history(id).map_err(failure)?;
        let lives = terms.lives(id).map_err(failure)?;
        let birth = lives.first().map(|(_, tx)| *tx).unwrap_or_default();
        let is_edit = writes.get(&birth).is_some_and(|write| write.command == EDIT);
        let before = if is_edit { predecessor(&terms, id, birth)? } else { None };
        let mut events = Vec::new();
        for tx in numbers(&lives, &revisions).into_iter().filter(|tx| ended.is_none_or(|ended| *tx < ended)) {
            let known_before = before.as_ref().map(|(_, concept)| concept);
            let (mut what, differences) = event(tx, &lives, &revisions, known_before);
            if tx == birth && before.is_some() {
                what = "changed";
            }
            let said = |text: fn(&TxInfo) -> &String| writes.get(&tx).map(text).cloned().unwrap_or_default();
            let (day, command, origin) = (said(|i| &i.day), said(|i| &i.command), said(|i| &i.origin));
            events.push(Event { write: tx, day, command, origin, what, differences });
        }
        events.append(&mut past.events);
        past.events = events;
        next = before.map(|(id, _)| (id, Some(birth)));
    }
    Ok(past)
}

/// The writes that did something, in their order.
fn numbers(lives: &[(Life, i64)], revisions: &[Revision]) -> Vec<i64> {
    let mut numbers: Vec<i64> =
        lives.iter().map(|(_, tx)| *tx).chain(revisions.iter().map(|r| r.tx)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn event(
    tx: i64,
    lives: &[(Life, i64)],
    revisions: &[Revision],
    known_before: Option<&Concept>,
) -> (&'static str, Vec<Difference>) {
    let first = lives.first().map(|(_, tx)| *tx);
    let step = lives.iter().rev().find(|(_, of)| *of == tx).map(|(life, _)| *life);
    let what = match step {
        Some(_) if first == Some(tx) => "added",
        Some(life) if life.is_live() => "brought back",
        Some(Life { why: Why::Undo, .. }) => "undone",
        Some(Life { why: Why::Purge, .. }) => "purged",
        Some(_) => "removed",
        None => "changed",
    };
    let mut found = Vec::new();
    for revision in revisions.iter().filter(|revision| revision.tx == tx) {
        let before = revision.after.iter().find_map(|id| revisions.iter().find(|other| other.id == *id));
        if let Some(before) = before.map(|before| &before.concept).or(known_before) {
            found.extend(differences(before, &revision.concept));
        }
    }
    (what, found)
}

/// The concept that the edit of write `tx` made this one of, with its last content.
fn predecessor(terms: &SqliteTerms<'_>, id: ConceptId, tx: i64) -> Result<Option<(ConceptId, Concept)>> {
    for other in terms.touched(tx).map_err(failure)? {
        let lives = terms.lives(other).map_err(failure)?;
        let went = lives.iter().any(|(life, of)| *of == tx && life.why == Why::Remove);
        if other != id && went {
            let last = terms.history(other).map_err(failure)?.into_iter().next();
            return Ok(last.map(|revision| (other, revision.concept)));
        }
    }
    Ok(None)
}
