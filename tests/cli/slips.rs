//! What was typed and cannot be meant is told, with what can.

use crate::sandbox::Sandbox;

#[test]
fn options_out_of_range_say_what_is_in_it() {
    let sandbox = Sandbox::with_memory();
    let wrong = [
        ["--min", "-5"],
        ["--min", "abc"],
        ["--limit", "0"],
        ["-t", ""],
        ["-t", "klingon"],
        ["--db", "home"],
    ];
    let said = wrong.map(|option| sandbox.tm(&[&["suggest", "هوا"], &option[..]].concat()));
    insta::assert_snapshot!(said.join("\n"), @r#"
    ------- stderr -------
    error: --min is a percentage
      caused by: "-5" is no number from 0 to 101
      hint: give a number, such as --min 75
    [exit 2]
    ------- stderr -------
    error: --min is a percentage
      caused by: "abc" is no number from 0 to 101
      hint: give a number, such as --min 75
    [exit 2]
    ------- stderr -------
    error: --limit is at least 1
      hint: leave it out for 5, or give a number; tm glossary find shows terms alone
    [exit 2]
    ------- stderr -------
    error: -t: no language is said
      caused by: an empty value could mean every language, or none
      hint: name it, for example -t en or -t en,de, or leave -t out
    [exit 2]
    ------- stderr -------
    error: -t: “klingon” is not a language tm knows
      hint: languages are tags such as fa, en, de, fr, sv
    [exit 2]
    ------- stderr -------
    error: cannot open home as a memory
      caused by: it is a folder
      hint: name the memory in it, such as home/memory.tmdb
    [exit 2]
    "#);
    // tm find counts what it does not show.
    assert_eq!(sandbox.code(&["find", "دستمزد", "--limit", "0"]), 0);
}

#[test]
fn a_context_is_a_file() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["suggest", "زنده باد!", "--context", "leaflet"]), @"
    ------- stderr -------
    error: cannot read leaflet
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
    assert_eq!(sandbox.code(&["suggest", "زنده باد!", "--context", "home"]), 2);
    assert_eq!(sandbox.code(&["suggest", "زنده باد!", "--context", ""]), 2);
    let (context, input) = ("دستمزدها سه ماه است پرداخت نشده است.", "دستمزدها سه ماه است پرداخت نشده است.");
    assert!(sandbox.tm_with(&["suggest", input, "--context", "-"], context).ends_with("[exit 0]"));
    assert!(sandbox.tm_with(&["suggest", "-", "--context", "-"], context).ends_with("[exit 2]"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_memory() {
    let sandbox = Sandbox::new();
    assert!(std::process::Command::new("mkfifo").arg(sandbox.path("m.tmdb")).status().unwrap().success());
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "suggest", "هوا"]), @"
    ------- stderr -------
    error: cannot open m.tmdb as a memory
      caused by: it is a pipe or a device, not a file
      hint: a memory is a .tmdb file made by tm; tm import reads TMX, TSV, CSV and JSONL into one
    [exit 2]
    ");
}

#[test]
fn an_empty_input_is_named() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("empty.txt", "");
    sandbox.file("blank.txt", " \n\u{FEFF}\n");
    let mut said = String::new();
    for input in ["", "   ", "empty.txt", "blank.txt", "-"] {
        said += &(sandbox.tm(&["suggest", input]) + "\n");
    }
    said += &sandbox.tm(&["suggest", "--text", " "]);
    insta::assert_snapshot!(said, @"
    ------- stderr -------
    INPUT is empty. Give a sentence in quotation marks, the name of a file, or - for standard input.
    [exit 1]
    ------- stderr -------
    INPUT is empty. Give a sentence in quotation marks, the name of a file, or - for standard input.
    [exit 1]
    ------- stderr -------
    There is no text in empty.txt. Is it the right one? A document of another kind has to be saved as plain text (.txt).
    [exit 1]
    ------- stderr -------
    There is no text in blank.txt. Is it the right one? A document of another kind has to be saved as plain text (.txt).
    [exit 1]
    ------- stderr -------
    There is no text on standard input.
    [exit 1]
    ------- stderr -------
    INPUT is empty. Give a sentence in quotation marks, the name of a file, or - for standard input.
    [exit 1]
    ");
}
