//! What a person at a terminal sees, and what a pipe gets.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::sandbox::Sandbox;

/// Runs `tm` under util-linux's `script`, which gives it a terminal; none where it is missing.
fn at_a_terminal(sandbox: &Sandbox, line: &str, env: &[(&str, &str)]) -> Option<String> {
    typing(sandbox, line, "", env)
}

/// The same, with somebody typing these lines.
fn typing(sandbox: &Sandbox, line: &str, typed: &str, env: &[(&str, &str)]) -> Option<String> {
    let command = format!("'{}' {line}", env!("CARGO_BIN_EXE_tm"));
    let output = std::process::Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(sandbox.path(""))
        .env_clear()
        .env("HOME", sandbox.path("home"))
        .env("PATH", std::env::var_os("PATH")?)
        .env("TERM", "xterm-256color")
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .and_then(|mut child| {
            child.stdin.take().expect("it is piped").write_all(typed.as_bytes())?;
            child.wait_with_output()
        });
    match output {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            eprintln!("skipped: the program `script` is not installed");
            None
        }
    }
}

#[test]
fn colour_only_at_a_terminal_that_wants_it() {
    let sandbox = Sandbox::with_memory();
    let line = "suggest 'دستمزدها سه ماه است پرداخت نشده است.' -t en";
    let Some(shown) = at_a_terminal(&sandbox, line, &[]) else { return };
    assert!(shown.contains("\u{1b}[1m"), "{shown:?}");
    let Some(plain) = at_a_terminal(&sandbox, line, &[("NO_COLOR", "1")]) else { return };
    assert!(!plain.contains('\u{1b}'), "{plain:?}");
    let piped = sandbox.tm(&["suggest", "دستمزدها سه ماه است پرداخت نشده است.", "-t", "en"]);
    assert!(!piped.contains('\u{1b}'), "{piped:?}");
}

#[test]
fn units_are_reviewed_one_by_one() {
    let sandbox = Sandbox::with_memory();
    let typed = "what\ne\n\nThe sugar cane workers of Haft Tappeh are on strike.\nr\n";
    let Some(shown) = typing(&sandbox, "review --ask -t de,en", typed, &[]) else { return };
    assert!(shown.contains("2 units decided"), "{shown}");
    let units = sandbox.tm(&["review", "--status", "reviewed,rejected", "--json", "-q"]);
    insta::assert_snapshot!(units, @r#"
    {"v":1,"unit":"3c8e1cc6dcc2f6af86158c5427323e31","status":"rejected","private":false,"origin":"pairs.tsv","date":"[TODAY]","variants":[{"lang":"en","text":"Wages have not been paid for three months."},{"lang":"fa","text":"دستمزدها سه ماه است پرداخت نشده است."}]}
    {"v":1,"unit":"30e736f52fe36551a8f1f237b26f3feb","status":"reviewed","private":false,"origin":"pairs.tsv","date":"[TODAY]","variants":[{"lang":"de","text":"Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten."},{"lang":"en","text":"The sugar cane workers of Haft Tappeh are on strike."},{"lang":"fa","text":"کارگران نیشکر هفت‌تپه دست به اعتصاب زدند."}]}
    [exit 0]
    "#);
}

#[test]
fn persian_stands_alone_on_its_line() {
    let sandbox = Sandbox::with_memory();
    let shown = sandbox.tm(&["suggest", "دستمزدها چهار ماه است پرداخت نشده است.", "-t", "en"]);
    let persian = |c: char| ('\u{600}'..='\u{6FF}').contains(&c);
    for line in shown.lines().filter(|line| line.contains(persian)) {
        assert!(!line.contains(|c: char| c.is_ascii_alphabetic()), "{line}");
    }
}

#[test]
fn visual_order_for_terminals_without_any() {
    let sandbox = Sandbox::with_memory();
    let line = "find 'هفت تپه' -t en --bidi visual";
    let Some(shown) = at_a_terminal(&sandbox, line, &[]) else { return };
    assert!(
        shown.contains('\u{FEF0}') || shown.contains(|c: char| ('\u{FE70}'..='\u{FEFF}').contains(&c)),
        "{shown:?}"
    );
    // A pipe gets the text as it is.
    let piped = sandbox.tm(&["find", "هفت تپه", "-t", "en", "--bidi", "visual"]);
    assert!(piped.contains("هفت\u{200C}تپه"), "{piped}");
}

#[test]
fn dangerous_characters_are_shown_at_a_terminal_only() {
    let sandbox = Sandbox::new();
    sandbox.tm(&["--db", "m.tmdb", "add", "نان\u{202E}", "bread\u{1b}[31m", "-t", "en"]);
    let Some(shown) = at_a_terminal(&sandbox, "--db m.tmdb find bread --color never", &[]) else { return };
    assert!(shown.contains("\\u{202E}") && shown.contains("\\u{1B}[31m"), "{shown:?}");
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let sandbox = Sandbox::new();
    sandbox.tm(&["--db", "m.tmdb", "init", "--starter"]);
    for args in [&["export", "-"][..], &["find", "کارگر", "--limit", "999"], &["glossary", "list"]] {
        let args = [&["--db", "m.tmdb"], args].concat();
        let mut child = sandbox.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(!first.is_empty());
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains("panicked") && !said.contains("error"), "{said}");
    }
}

#[test]
fn the_overview_fits_a_screen() {
    let sandbox = Sandbox::new();
    let help = sandbox.tm(&["--help"]);
    assert!(help.lines().count() <= 24, "{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
    let named: Vec<&str> = help
        .lines()
        .skip(4)
        .take_while(|l| !l.is_empty())
        .flat_map(|l| [l.get(11..), l.get(49..)])
        .flatten()
        .collect();
    let named: Vec<&str> = named.iter().filter_map(|l| l.split_whitespace().next()).collect();
    for command in COMMANDS {
        assert!(named.contains(&command), "{command} is not in {named:?}");
        assert_eq!(sandbox.code(&[command, "--help"]), 0);
    }
}

/// Every command for people; scripts of shells and git use the others.
const COMMANDS: [&str; 25] = [
    "init",
    "config",
    "import",
    "export",
    "add",
    "suggest",
    "find",
    "segment",
    "pretranslate",
    "glossary",
    "check",
    "review",
    "mark",
    "dedupe",
    "stats",
    "scan",
    "holdback",
    "purge",
    "undo",
    "history",
    "edit",
    "remove",
    "backup",
    "restore",
    "doctor",
];

#[test]
fn a_shell_and_a_manual_are_served() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        assert!(sandbox.tm(&["completions", shell]).contains("suggest"), "{shell}");
    }
    assert_eq!(sandbox.code(&["man", "pages"]), 0);
    assert!(String::from_utf8(sandbox.read("pages/tm-suggest.1")).unwrap().contains("min"));
}
