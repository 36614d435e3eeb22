//! Power cuts: the real program is watched, its writes are replayed up to a cut, and the memory is opened.

use std::path::Path;

use super::disk::{Disk, Fate};
use super::trace::{Recorder, Step, available};
use super::{Random, content_of, files_of, scratch, table};
use crate::sandbox::{Sandbox, repository};

/// Cuts of each scenario at the least; those around every sync are made whatever their number.
const CUTS: usize = 320;

/// What a user finds: the memory and the files that were exported.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    store: Option<u64>,
    exports: Vec<(String, Vec<u8>)>,
}

/// A recorded course of commands: the folder before it, every step, and what is there after each command.
struct Course {
    before: Vec<(String, Vec<u8>)>,
    steps: Vec<Step>,
    states: Vec<Found>,
    /// An empty memory: between none and one that holds something.
    empty: Option<u64>,
    log: Option<usize>,
}

fn found(folder: &Path) -> Result<Found, String> {
    let exports = files_of(folder).into_iter().filter(|(name, _)| name.starts_with("out."));
    let exports = exports.map(|(name, path)| (name, std::fs::read(path).unwrap())).collect();
    Ok(Found { store: content_of(&folder.join("m.tmdb"))?, exports })
}

/// What is there now, found in a copy, so that looking changes nothing.
fn found_in_copy(folder: &Path) -> Found {
    let copy = scratch();
    for (name, path) in files_of(folder).iter().filter(|(name, _)| !name.ends_with("-shm")) {
        std::fs::copy(path, copy.path().join(name)).unwrap();
    }
    found(copy.path()).unwrap()
}

fn record(sandbox: &Sandbox, commands: &[&[&str]]) -> Course {
    let folder = sandbox.path("");
    let (mut recorder, before) = Recorder::new(&folder);
    let mut states = vec![found_in_copy(&folder)];
    let mut log = recorder.inode("m.tmdb-wal");
    for command in commands {
        recorder.run(sandbox, &[&["--db", "m.tmdb"], *command].concat());
        states.push(found_in_copy(&folder));
        log = log.or(recorder.inode("m.tmdb-wal"));
    }
    let empty = scratch();
    workbench::workspace::create(&empty.path().join("m.tmdb")).unwrap();
    let empty = content_of(&empty.path().join("m.tmdb")).unwrap();
    Course { before, steps: recorder.steps, states, empty, log }
}

/// Where a course is cut: before this step, and what becomes of what no sync has reached.
fn cuts(steps: &[Step], random: &mut Random) -> Vec<(usize, Fate)> {
    let mut cuts = vec![(0, Fate::Lost), (steps.len(), Fate::Lost), (steps.len(), Fate::Mixed)];
    for (at, step) in steps.iter().enumerate() {
        if matches!(step, Step::Sync(_) | Step::SyncFolder) {
            let before = [Fate::Lost, Fate::Kept, Fate::Mixed, Fate::Mixed].map(|fate| (at, fate));
            cuts.extend(before.into_iter().chain([(at + 1, Fate::Lost), (at + 1, Fate::Mixed)]));
        }
    }
    while cuts.len() < CUTS {
        cuts.push((random.below(steps.len() + 1), Fate::Mixed));
    }
    cuts.sort_by_key(|(at, _)| *at);
    cuts
}

/// How many cuts there were, and how many lost something acknowledged or left half of something.
#[derive(Debug, Default)]
struct Outcome {
    cuts: usize,
    wrong: Vec<String>,
}

impl Course {
    fn replay(&self, seed: u64) -> Outcome {
        let mut random = Random(seed);
        let mut disk = Disk::new(&self.before);
        let mut outcome = Outcome::default();
        let (mut done, mut acknowledged, mut told) = (0, 0, false);
        for (at, fate) in cuts(&self.steps, &mut random) {
            for step in &self.steps[done..at] {
                disk.step(step);
                match step {
                    Step::Said(text)
                        if !told && (text.contains("tm undo") || text.contains("written to")) =>
                    {
                        told = true;
                        acknowledged += 1;
                    }
                    Step::Ended => {
                        acknowledged += usize::from(!told);
                        told = false;
                    }
                    _ => {}
                }
            }
            done = at;
            outcome.cuts += 1;
            let folder = scratch();
            disk.cut(fate, &mut random, folder.path());
            if let Err(why) = self.judge(folder.path(), acknowledged) {
                outcome.wrong.push(format!("cut {at} of {}, {fate:?}: {why}", self.steps.len()));
            }
        }
        outcome
    }

    /// Everything acknowledged is there, and of the write under way all or nothing.
    fn judge(&self, folder: &Path, acknowledged: usize) -> Result<(), String> {
        let found = found(folder)?;
        let allowed = &self.states[acknowledged..self.states.len().min(acknowledged + 2)];
        let made_and_empty = found.store == self.empty
            && allowed.iter().any(|state| state.store.is_none() && state.exports == found.exports);
        if allowed.contains(&found) || made_and_empty {
            return Ok(());
        }
        let place = self.states.iter().position(|state| *state == found);
        Err(format!("{acknowledged} commands acknowledged, found the state after {place:?}"))
    }

    fn holds(&self, name: &str) {
        let outcome = self.replay(1);
        println!("{name}: {} cuts, {} steps, {} wrong", outcome.cuts, self.steps.len(), outcome.wrong.len());
        assert!(outcome.wrong.is_empty(), "{name}: {:#?}", outcome.wrong);
        assert!(outcome.cuts >= 300);
    }
}

fn sandbox(files: &[(&str, String)]) -> Sandbox {
    let sandbox = Sandbox::new();
    files.iter().for_each(|(name, content)| drop(sandbox.file(name, content)));
    sandbox
}

#[test]
fn a_new_memory_and_small_writes() {
    if !available() {
        return;
    }
    let sandbox = sandbox(&[("a.tsv", table("a", 40)), ("b.tsv", table("b", 30))]);
    let course = record(
        &sandbox,
        &[
            &["import", "a.tsv"],
            &["add", "همبستگی", "solidarity", "-t", "en"],
            &["import", "b.tsv"],
            &["undo", "1"],
            &["remove", "همبستگی", "-t", "en"],
            &["undo"],
        ],
    );
    course.holds("new memory, import, add, undo, remove");
}

#[test]
fn an_import_larger_than_the_log_is_left_to_grow() {
    if !available() {
        return;
    }
    // 1000 pages of 4 KiB is where SQLite begins to copy the log into the memory.
    let sandbox = sandbox(&[("a.tsv", table("a", 20)), ("b.tsv", table("b", 14_000))]);
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let course = record(&sandbox, &[&["import", "b.tsv"], &["add", "نان", "bread", "-t", "en"]]);
    let log =
        course.steps.iter().filter(|step| matches!(step, Step::Write(_, _, bytes) if bytes.len() == 4096));
    assert!(log.count() > 1000);
    course.holds("large import");
}

#[test]
fn a_log_that_is_used_again_while_somebody_reads() {
    if !available() {
        return;
    }
    let tables: Vec<_> = (0..6).map(|i| (format!("t{i}.tsv"), table(&format!("t{i}"), 3000))).collect();
    let sandbox = Sandbox::new();
    tables.iter().for_each(|(name, content)| drop(sandbox.file(name, content)));
    sandbox.tm(&["--db", "m.tmdb", "add", "نان", "bread", "-t", "en"]);
    // As long as another connection is open no program that ends takes the log away: it is copied and begun again.
    let reader = rusqlite::Connection::open(sandbox.path("m.tmdb")).unwrap();
    reader.query_row("SELECT count(*) FROM unit", [], |row| row.get::<_, i64>(0)).unwrap();
    let commands: Vec<Vec<&str>> = tables.iter().map(|(name, _)| vec!["import", name]).collect();
    let commands: Vec<&[&str]> = commands.iter().map(Vec::as_slice).collect();
    record(&sandbox, &commands).holds("log used again");
    drop(reader);
}

#[test]
fn two_memories_become_one() {
    if !available() {
        return;
    }
    let sandbox = sandbox(&[("a.tsv", table("a", 300)), ("b.tsv", table("b", 300))]);
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    sandbox.tm(&["--db", "other.tmdb", "import", "a.tsv", "b.tsv"]);
    sandbox.tm(&["--db", "other.tmdb", "undo"]);
    sandbox.tm(&["--db", "other.tmdb", "import", "b.tsv"]);
    record(&sandbox, &[&["import", "other.tmdb"], &["undo"]]).holds("merge of two memories");
}

#[test]
fn a_memory_of_an_old_layout() {
    if !available() {
        return;
    }
    let sandbox = sandbox(&[("a.tsv", table("a", 20))]);
    std::fs::copy(repository("tests/fixtures/store/v1.tmdb"), sandbox.path("m.tmdb")).unwrap();
    record(&sandbox, &[&["import", "a.tsv"], &["undo"]]).holds("migration of layout 1");
}

#[test]
fn an_export_over_an_older_one() {
    if !available() {
        return;
    }
    let sandbox = sandbox(&[("a.tsv", table("a", 3000)), ("out.tmx", "<tmx/>".repeat(100))]);
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let commands: &[&[&str]] = &[
        &["export", "out.tmx"],
        &["export", "out.tmx", "--full"],
        &["export", "out.jsonl"],
        &["export", "out.csv"],
    ];
    record(&sandbox, commands).holds("exports");
}

/// The measure measures: the same course on disks that keep less loses what was acknowledged.
#[test]
fn disks_that_ignore_syncs_are_found_out() {
    if !available() {
        return;
    }
    let sandbox = sandbox(&[("a.tsv", table("a", 40)), ("b.tsv", table("b", 300))]);
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let reader = rusqlite::Connection::open(sandbox.path("m.tmdb")).unwrap();
    reader.query_row("SELECT count(*) FROM unit", [], |row| row.get::<_, i64>(0)).unwrap();
    let mut course =
        record(&sandbox, &[&["import", "b.tsv"], &["add", "نان", "bread", "-t", "en"], &["undo"]]);
    drop(reader);
    let full = course.replay(7);
    assert!(full.wrong.is_empty(), "{:#?}", full.wrong);
    // Less than synchronous=NORMAL asks for: the log is never synchronised.
    let log = course.log;
    course.steps.retain(|step| !matches!(step, Step::Sync(inode) if Some(*inode) == log));
    let without_log = course.replay(7);
    // As with synchronous=OFF.
    course.steps.retain(|step| !matches!(step, Step::Sync(_) | Step::SyncFolder));
    let without_any = course.replay(7);
    println!(
        "of {} cuts lose or damage something: as it is 0, no sync of the log {}, no sync at all {}",
        full.cuts,
        without_log.wrong.len(),
        without_any.wrong.len()
    );
    assert!(without_log.wrong.len() > 30 && without_any.wrong.len() > 30);
}
