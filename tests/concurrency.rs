//! Several programs at one memory: nobody is turned away, nobody loses anything, everybody sees one moment.

use std::process::Stdio;

use crate::fault::{content_of, table};
use crate::sandbox::Sandbox;

/// Pairs of each table: enough that reading and writing meet in the middle.
const ROWS: usize = 300;

/// Runs the program to its end; gives standard output.
fn run(sandbox: &Sandbox, args: &[&str], codes: &[i32]) -> String {
    let mut command = sandbox.command(&[&["--db", "m.tmdb"], args].concat());
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code().is_some_and(|code| codes.contains(&code)), "{args:?}: {said}");
    assert!(!said.contains("error") && !said.contains("locked"), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap() + &said
}

/// How many pairs of a table are in an export.
fn pairs_of(export: &str, table: &str) -> usize {
    let end = format!(" of {table}\"");
    export.lines().filter(|line| line.contains(&end)).count()
}

#[test]
fn eight_programs_at_one_memory() {
    const ROUNDS: usize = 3;
    let sandbox = Sandbox::new();
    let tables: Vec<String> =
        ["a", "b", "c"].iter().flat_map(|name| (0..ROUNDS).map(move |i| format!("{name}{i}"))).collect();
    for name in &tables {
        sandbox.file(&format!("{name}.tsv"), table(name, ROWS));
    }
    sandbox.tm(&["--db", "other.tmdb", "import", "c0.tsv", "c1.tsv", "c2.tsv"]);
    run(&sandbox, &["add", "درود", "greetings", "-t", "en"], &[0]);
    let sandbox = &sandbox;
    let import = |letter: &'static str| {
        move || {
            for i in 0..ROUNDS {
                run(sandbox, &["import", &format!("{letter}{i}.tsv")], &[0]);
            }
        }
    };
    let adds = || {
        for i in 0..3 * ROUNDS {
            run(sandbox, &["add", &format!("شعار {i}"), &format!("slogan {i}"), "-t", "en"], &[0]);
        }
    };
    let undoes = || {
        for i in 0..ROUNDS {
            let said =
                run(sandbox, &["add", &format!("خطای {i}"), &format!("mistake {i}"), "-t", "en"], &[0]);
            let number: String =
                said.split("Write ").nth(1).unwrap().chars().take_while(char::is_ascii_digit).collect();
            run(sandbox, &["undo", &number], &[0]);
        }
    };
    let merges = || {
        for _ in 0..ROUNDS {
            run(sandbox, &["import", "other.tmdb"], &[0]);
        }
    };
    let exports = || {
        for _ in 0..3 * ROUNDS {
            let export = run(sandbox, &["export", "-", "--format", "jsonl"], &[0]);
            for table in &tables {
                let pairs = pairs_of(&export, table);
                assert!(pairs == 0 || pairs == ROWS, "{pairs} pairs of {table} in an export");
            }
        }
    };
    let finds =
        || (0..3 * ROUNDS).for_each(|i| drop(run(sandbox, &["find", &format!("خواست {i}")], &[0, 1])));
    let suggests = || {
        (0..2 * ROUNDS).for_each(|_| drop(run(sandbox, &["suggest", "خواست 7 از a0", "-t", "en"], &[0, 1])));
    };
    std::thread::scope(|scope| {
        scope.spawn(import("a"));
        scope.spawn(import("b"));
        scope.spawn(adds);
        scope.spawn(undoes);
        scope.spawn(merges);
        scope.spawn(exports);
        scope.spawn(finds);
        scope.spawn(suggests);
    });
    let export = run(sandbox, &["export", "-", "--format", "jsonl"], &[0]);
    for table in &tables {
        assert_eq!(pairs_of(&export, table), ROWS, "{table}");
    }
    assert_eq!(export.matches("slogan").count(), 3 * ROUNDS);
    assert_eq!(export.matches("mistake").count(), 0);
    content_of(&sandbox.path("m.tmdb")).unwrap();
}

#[test]
fn programs_that_make_the_same_memory_at_once() {
    for _ in 0..3 {
        let sandbox = Sandbox::new();
        std::thread::scope(|scope| {
            for i in 0..8 {
                let sandbox = &sandbox;
                scope.spawn(move || {
                    run(sandbox, &["add", &format!("شعار {i}"), &format!("slogan {i}"), "-t", "en"], &[0])
                });
            }
        });
        let export = run(&sandbox, &["export", "-", "--format", "jsonl"], &[0]);
        assert_eq!(export.matches("slogan").count(), 8);
    }
}
