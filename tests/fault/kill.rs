//! Kills and interrupts at any moment.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::{content_of, files_of, table};
use crate::sandbox::Sandbox;

/// Kills of each kind, spread over the time that an undisturbed run takes.
const KILLS: u32 = 25;

fn start(sandbox: &Sandbox, args: &[&str]) -> Child {
    let mut command = sandbox.command(&[&["--db", "m.tmdb"], args].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Lets a program run once undisturbed and kills it after each of many times; `judge` looks at what each run left.
fn kill_at_many_moments(sandbox: &Sandbox, args: &[&str], mut judge: impl FnMut()) {
    let begun = Instant::now();
    start(sandbox, args).wait().unwrap();
    let whole = begun.elapsed();
    judge();
    for moment in 0..KILLS {
        let mut program = start(sandbox, args);
        std::thread::sleep(whole * moment / KILLS);
        program.kill().unwrap();
        program.wait().unwrap();
        judge();
    }
}

fn leftovers(sandbox: &Sandbox) -> Vec<PathBuf> {
    let files = files_of(&sandbox.path("")).into_iter();
    files.filter(|(name, _)| name.starts_with(".tm-new-")).map(|(_, path)| path).collect()
}

/// Lets so much time pass for what kills left that it can be nobody's; there must be something.
fn make_leftovers_old(sandbox: &Sandbox) {
    let left = leftovers(sandbox);
    assert!(!left.is_empty(), "no kill met a file in writing");
    for path in &left {
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    }
}

/// Removes a memory and what SQLite keeps beside it.
fn remove_memory(sandbox: &Sandbox, name: &str) {
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(sandbox.path(&format!("{name}{ending}")));
    }
}

#[test]
fn a_killed_backup_is_there_whole_or_not_at_all() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 6000));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let memory = content_of(&sandbox.path("m.tmdb")).unwrap();
    kill_at_many_moments(&sandbox, &["backup", "b.tmdb"], || {
        let backup = content_of(&sandbox.path("b.tmdb")).unwrap();
        assert!(backup.is_none() || backup == memory, "half a backup");
        remove_memory(&sandbox, "b.tmdb");
    });
    make_leftovers_old(&sandbox);
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "backup", "b.tmdb"]), 0);
    assert_eq!(leftovers(&sandbox), Vec::<PathBuf>::new());
}

#[test]
fn a_killed_restore_leaves_the_old_memory_or_the_backup() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 6000));
    sandbox.file("b.tsv", table("b", 10));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    sandbox.tm(&["--db", "m.tmdb", "backup", "b.tmdb"]);
    sandbox.tm(&["--db", "m.tmdb", "import", "b.tsv"]);
    let store = sandbox.path("m.tmdb");
    let (backup, later) = (content_of(&sandbox.path("b.tmdb")).unwrap(), content_of(&store).unwrap());
    let before = sandbox.read("m.tmdb");
    assert_ne!(backup, later);
    kill_at_many_moments(&sandbox, &["restore", "b.tmdb"], || {
        let now = content_of(&store).unwrap();
        assert!(now == backup || now == later, "half a restore");
        for (name, _) in files_of(&sandbox.path("")) {
            if name.contains(".before-restore-") && name.ends_with(".tmdb") {
                assert_eq!(content_of(&sandbox.path(&name)).unwrap(), later, "half a kept copy");
                remove_memory(&sandbox, &name);
            }
        }
        std::fs::write(&store, &before).unwrap();
    });
    make_leftovers_old(&sandbox);
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "restore", "b.tmdb"]), 0);
    assert_eq!(leftovers(&sandbox), Vec::<PathBuf>::new());
}

#[test]
fn a_killed_purge_is_finished_by_the_next() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 6000));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let store = sandbox.path("m.tmdb");
    let before = sandbox.read("m.tmdb");
    let all = content_of(&store).unwrap();
    let mut purged = None;
    kill_at_many_moments(&sandbox, &["purge", "demand 3000 of a", "--yes"], || {
        let now = content_of(&store).unwrap();
        let purged = *purged.get_or_insert(now);
        assert!(now == all || now == purged, "half a purge");
        assert_ne!(all, purged);
        sandbox.tm(&["--db", "m.tmdb", "purge", "demand 3000 of a", "--yes"]);
        assert!(!sandbox.tm(&["--db", "m.tmdb", "doctor"]).contains("wipe "), "a wipe is pending");
        let needle = b"demand 3000 of a";
        assert!(!sandbox.read("m.tmdb").windows(needle.len()).any(|w| w == needle), "not wiped");
        std::fs::write(&store, &before).unwrap();
    });
}

#[test]
fn a_killed_import_is_there_whole_or_not_at_all() {
    let sandbox = Sandbox::new();
    sandbox.file("small.tsv", table("small", 10));
    sandbox.file("large.tsv", table("large", 20_000));
    sandbox.tm(&["--db", "m.tmdb", "import", "small.tsv"]);
    let before = sandbox.read("m.tmdb");
    let store = sandbox.path("m.tmdb");
    let small = content_of(&store).unwrap();
    let mut whole = None;
    kill_at_many_moments(&sandbox, &["import", "large.tsv"], || {
        let now = content_of(&store).unwrap();
        // The first run is not disturbed and says what everything is.
        let whole = *whole.get_or_insert(now);
        assert!(now == small || now == whole, "half an import");
        assert_ne!(whole, small);
        std::fs::write(&store, &before).unwrap();
    });
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 6000));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    sandbox.tm(&["--db", "m.tmdb", "export", "new.tmx"]);
    let new = sandbox.read("new.tmx");
    sandbox.file("out.tmx", "older");
    kill_at_many_moments(&sandbox, &["export", "out.tmx"], || {
        let found = sandbox.read("out.tmx");
        assert!(found == b"older" || found == new, "half an export");
        sandbox.file("out.tmx", "older");
    });
    // What the kills left goes with the next export, once it is old enough to be nobody's.
    make_leftovers_old(&sandbox);
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "export", "out.tmx"]), 0);
    assert_eq!(leftovers(&sandbox), Vec::<PathBuf>::new());
    assert!(sandbox.read("out.tmx") == new);
}

#[cfg(unix)]
fn signal(program: &Child, name: &str) {
    let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", program.id())]).status();
    assert!(sent.unwrap().success());
}

/// Waits until the program has come as far as to make this happen.
#[cfg(unix)]
fn wait_until(program: &mut Child, mut happened: impl FnMut() -> bool) {
    while !happened() && program.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}

#[cfg(unix)]
fn assert_interrupted(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.matches("interrupted: nothing was changed").count(), 1, "{said}");
}

#[cfg(unix)]
#[test]
fn an_interrupted_import_says_that_nothing_was_changed() {
    let sandbox = Sandbox::new();
    sandbox.file("small.tsv", table("small", 10));
    sandbox.tm(&["--db", "m.tmdb", "import", "small.tsv"]);
    let store = sandbox.path("m.tmdb");
    let before = content_of(&store).unwrap();
    for (name, flowing) in [("INT", true), ("TERM", true), ("INT", false)] {
        let mut program = start(&sandbox, &["import", "-", "--format", "tsv"]);
        let mut input = program.stdin.take().unwrap();
        input.write_all(table("endless", 2000).as_bytes()).unwrap();
        wait_until(&mut program, || sandbox.path("m.tmdb-wal").exists());
        signal(&program, name);
        // Where no more records come the program may not wait for them for ever.
        while flowing && input.write_all("نان\tbread\n".repeat(500).as_bytes()).is_ok() {}
        let output = program.wait_with_output().unwrap();
        drop(input);
        assert_interrupted(&output);
        if flowing {
            assert!(!sandbox.path("m.tmdb-wal").exists(), "a log is left behind");
        }
        assert_eq!(content_of(&store).unwrap(), before);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_export_takes_its_temporary_file_away() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 20_000));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let mut interrupted = 0;
    for name in ["INT", "TERM", "INT", "TERM"] {
        sandbox.file("out.jsonl", "older");
        let mut program = start(&sandbox, &["export", "out.jsonl"]);
        wait_until(&mut program, || !leftovers(&sandbox).is_empty());
        signal(&program, name);
        let output = program.wait_with_output().unwrap();
        if output.status.code() != Some(0) {
            assert_interrupted(&output);
            assert_eq!(sandbox.read("out.jsonl"), b"older");
            interrupted += 1;
        }
        assert_eq!(leftovers(&sandbox), Vec::<PathBuf>::new());
    }
    assert!(interrupted > 0, "every export was faster than its signal");
}
