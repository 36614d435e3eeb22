//! Full disks: one clear error, exit code 2, and everything is as it was.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{content_of, files_of, scratch, table};
use crate::sandbox::Sandbox;

/// Runs the program where no file may grow beyond so many KiB: writing fails where it would on a full disk.
fn with_small_files(sandbox: &Sandbox, kilobytes: u64, args: &[&str]) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$@\"");
    let program = sandbox.command(args);
    let mut command = Command::new("bash");
    command.args(["-c", &script, "bash"]).arg(program.get_program()).args(program.get_args());
    command.current_dir(sandbox.path("")).env_clear();
    command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.output().unwrap()
}

/// Done, or refused with what, why and what next.
fn was_done(output: &Output) -> bool {
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(0) {
        return true;
    }
    assert_eq!(output.status.code(), Some(2), "{said}");
    for part in ["error: ", "  caused by: ", "  hint: "] {
        assert_eq!(said.lines().filter(|line| line.starts_with(part)).count(), 1, "{said}");
    }
    false
}

fn no_temporary_file(folder: &Path) {
    assert!(files_of(folder).iter().all(|(name, _)| !name.starts_with(".tm-new-")), "{:?}", files_of(folder));
}

/// Limits that meet every stage of something that needs up to `most` KiB.
fn limits(most: u64) -> Vec<u64> {
    (0..=16).chain((1..=16).map(|i| 16 + i * most / 16)).collect()
}

#[test]
fn an_import_where_files_may_not_grow() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 20));
    sandbox.file("b.tsv", table("b", 8000));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let store = sandbox.path("m.tmdb");
    let bytes = sandbox.read("m.tmdb");
    let before = content_of(&store).unwrap();
    let (mut refused, mut done) = (0, 0);
    for limit in limits(4000) {
        let output = with_small_files(&sandbox, limit, &["--db", "m.tmdb", "import", "b.tsv"]);
        if was_done(&output) {
            done += 1;
            assert_ne!(content_of(&store).unwrap(), before);
            std::fs::write(&store, &bytes).unwrap();
            assert_eq!(content_of(&store).unwrap(), before);
        } else {
            refused += 1;
            assert_eq!(content_of(&store).unwrap(), before, "limit {limit}");
        }
    }
    assert!(refused > 10 && done > 0, "{refused} {done}");
}

#[test]
fn a_new_memory_where_files_may_not_grow() {
    let (mut refused, mut done) = (0, 0);
    for limit in limits(200) {
        let sandbox = Sandbox::new();
        let args = ["--db", "m.tmdb", "add", "نان", "bread", "-t", "en"];
        if was_done(&with_small_files(&sandbox, limit, &args)) {
            done += 1;
            assert!(sandbox.tm(&["--db", "m.tmdb", "find", "نان"]).contains("bread"));
        } else {
            refused += 1;
            // Made and empty, or not made.
            assert!(content_of(&sandbox.path("m.tmdb")).is_ok());
        }
        no_temporary_file(&sandbox.path(""));
    }
    assert!(refused > 10 && done > 0, "{refused} {done}");
}

#[test]
fn an_export_where_files_may_not_grow() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 1500));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    for name in ["out.tmx", "out.csv", "out.jsonl"] {
        sandbox.tm(&["--db", "m.tmdb", "export", &format!("new-{name}")]);
        let new = sandbox.read(&format!("new-{name}"));
        let (mut refused, mut done) = (0, 0);
        for limit in limits(new.len() as u64 / 1024 + 1) {
            sandbox.file(name, "older");
            if was_done(&with_small_files(&sandbox, limit, &["--db", "m.tmdb", "export", name])) {
                done += 1;
                assert!(sandbox.read(name) == new);
            } else {
                refused += 1;
                assert_eq!(sandbox.read(name), b"older");
            }
            no_temporary_file(&sandbox.path(""));
        }
        assert!(refused > 10 && done > 0, "{refused} {done}");
    }
}

/// A small disk; gone at the end.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn mount(folder: PathBuf, kilobytes: u64) -> Option<SmallDisk> {
        std::fs::create_dir_all(&folder).unwrap();
        let size = format!("size={kilobytes}k");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tm-test"]).arg(&folder).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(SmallDisk(folder));
        }
        eprintln!(
            "skipped: only root may mount a small disk; full disks are tested by limits on files alone"
        );
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
fn a_disk_that_is_really_full() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 20));
    sandbox.file("b.tsv", table("b", 3000));
    sandbox.tm(&["--db", "m.tmdb", "import", "a.tsv"]);
    let before = content_of(&sandbox.path("m.tmdb")).unwrap();
    let mut said_first = 0;
    let mut said_later = 0;
    let mut done = 0;
    for size in (0..=24).map(|i| 100 + i * 100) {
        let Some(disk) = SmallDisk::mount(sandbox.path("disk"), size) else { return };
        if std::fs::copy(sandbox.path("m.tmdb"), disk.0.join("m.tmdb")).is_err() {
            continue;
        }
        let output = sandbox.output(&["--db", "disk/m.tmdb", "import", "b.tsv"]);
        let said = String::from_utf8_lossy(&output.stderr);
        match was_done(&output) {
            true => done += 1,
            false if said.contains("the disk is too full: at least") => said_first += 1,
            false => said_later += 1,
        }
        assert!(said_later + done == 0 || !said.contains("at least"), "{said}");
        // Looked at in a copy, for SQLite wants room to open it.
        let copy = scratch();
        for (name, path) in files_of(&disk.0).iter().filter(|(name, _)| !name.ends_with("-shm")) {
            std::fs::copy(path, copy.path().join(name)).unwrap();
        }
        let now = content_of(&copy.path().join("m.tmdb")).unwrap();
        assert_eq!(now != before, output.status.code() == Some(0), "{said}");
        // A memory from elsewhere does not fit beside it, and neither does an export.
        std::fs::write(disk.0.join("out.tmx"), "older").unwrap_or_default();
        let older = std::fs::read(disk.0.join("out.tmx")).unwrap_or_default();
        let store = copy.path().join("m.tmdb");
        let export = ["--db", store.to_str().unwrap(), "export", "disk/out.tmx"];
        if !was_done(&sandbox.output(&export)) {
            assert_eq!(std::fs::read(disk.0.join("out.tmx")).unwrap_or_default(), older);
        }
        no_temporary_file(&disk.0);
    }
    assert!(said_first > 0 && said_later > 0 && done > 0, "{said_first} {said_later} {done}");
}

#[test]
fn a_new_memory_on_a_full_disk() {
    let sandbox = Sandbox::new();
    for size in [4, 16, 64, 96, 128, 192, 256, 512, 1024] {
        let Some(disk) = SmallDisk::mount(sandbox.path("disk"), size) else { return };
        let output = sandbox.output(&["--db", "disk/m.tmdb", "add", "نان", "bread", "-t", "en"]);
        let done = was_done(&output);
        assert!(done || size < 1024);
        no_temporary_file(&disk.0);
        if done {
            assert!(sandbox.tm(&["--db", "disk/m.tmdb", "find", "نان"]).contains("bread"));
        }
    }
}
