//! Several programs at one memory, and power that goes away.

use std::process::{Child, Stdio};

use crate::sandbox::Sandbox;

/// A table of `count` pairs that no other table of another name shares.
fn table(name: &str, count: usize) -> String {
    let rows = (0..count).map(|i| format!("خواست {i} از {name}\tdemand {i} of {name}\n"));
    format!("fa\ten\n{}", rows.collect::<String>())
}

fn start(sandbox: &Sandbox, args: &[&str]) -> Child {
    sandbox.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

fn live(sandbox: &Sandbox) -> usize {
    sandbox
        .output(&["--db", "m.tmdb", "export", "-", "--format", "jsonl"])
        .stdout
        .iter()
        .filter(|b| **b == b'\n')
        .count()
}

#[test]
fn two_imports_at_once_while_a_third_suggests() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", table("a", 4000));
    sandbox.file("b.tsv", table("b", 4000));
    let writers = [
        start(&sandbox, &["--db", "m.tmdb", "import", "a.tsv"]),
        start(&sandbox, &["--db", "m.tmdb", "import", "b.tsv"]),
    ];
    while !sandbox.path("m.tmdb").exists() {
        std::thread::yield_now();
    }
    for _ in 0..5 {
        let code = sandbox.code(&["--db", "m.tmdb", "suggest", "خواست 7 از a", "--json"]);
        assert!(code == 0 || code == 1, "{code}");
    }
    for mut writer in writers {
        assert_eq!(writer.wait().unwrap().code(), Some(0));
    }
    assert_eq!(live(&sandbox), 8000);
}

#[test]
fn a_killed_import_leaves_what_was_acknowledged() {
    let sandbox = Sandbox::new();
    sandbox.file("small.tsv", table("small", 10));
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "import", "small.tsv"]), 0);
    sandbox.file("large.tsv", table("large", 60_000));
    for millis in [5, 30, 80] {
        let mut writer = start(&sandbox, &["--db", "m.tmdb", "import", "large.tsv"]);
        std::thread::sleep(std::time::Duration::from_millis(millis));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let units = live(&sandbox);
        assert!(units == 10 || units == 60_010, "{units}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_is_one_clear_error() {
    let sandbox = Sandbox::new();
    sandbox.file("small.tsv", table("small", 10));
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "import", "small.tsv"]), 0);
    sandbox.file("large.tsv", table("large", 60_000));
    let before = sandbox.read("m.tmdb");
    // A limit on file size stands in for a full disk: writing beyond it fails in the same place.
    let script = format!(
        "ulimit -f 1000; trap '' XFSZ; exec '{}' --db m.tmdb import large.tsv",
        env!("CARGO_BIN_EXE_tm")
    );
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(sandbox.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().filter(|l| l.starts_with("error:")).count(), 1, "{said}");
    assert_eq!(live(&sandbox), 10);
    assert!(sandbox.read("m.tmdb") == before, "the store was touched");
}
