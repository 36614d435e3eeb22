//! The same selection for every command.

use crate::sandbox::Sandbox;

fn memory() -> Sandbox {
    let sandbox = Sandbox::with_memory();
    sandbox.file("may.tsv", "fa\tde\nنان، کار، آزادی\tBrot, Arbeit, Freiheit\n");
    sandbox.tm(&["import", "may.tsv"]);
    sandbox
}

#[test]
fn exports_and_finds_take_some_of_the_memory() {
    let sandbox = memory();
    let texts = |options: &[&str]| sandbox.tm(&[&["export", "-", "--format", "csv", "-q"], options].concat());
    insta::assert_snapshot!(texts(&["--origin", "MAY"]), @"
    fa,de
    نان، کار، آزادی,\"Brot, Arbeit, Freiheit\"
    [exit 0]
    ");
    insta::assert_snapshot!(texts(&["--match", "نان کار آزادي"]), @r#"
    ""
    [exit 1]
    "#);
    insta::assert_snapshot!(texts(&["--match", "كار، آزادي"]), @"
    fa,de
    نان، کار، آزادی,\"Brot, Arbeit, Freiheit\"
    [exit 0]
    ");
    assert_eq!(texts(&["--since", "2020-01-01"]), texts(&[]));
    assert_eq!(texts(&["--status", "draft,reviewed"]), texts(&[]));
    insta::assert_snapshot!(texts(&["--since", "2999-01-01"]), @r#"
    ""
    [exit 1]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["find", "آزادی", "--origin", "pairs"]), @"
    ------- stderr -------
    0 units.
    [exit 1]
    ");
    assert_eq!(sandbox.code(&["find", "آزادی", "--origin", "may"]), 0);
}

#[test]
fn an_export_without_languages_is_of_every_language_whatever_the_group_is_used_to() {
    let sandbox = memory();
    let de = sandbox.tm(&["export", "-", "--format", "csv", "-q", "-t", "de"]);
    assert!(de.contains("Brot") && !de.contains("strike"), "{de}");
    sandbox.file("tm.toml", "source = \"fa\"\ntarget = [\"en\"]\n");
    let all = sandbox.tm(&["export", "-", "--format", "csv", "-q"]);
    assert!(all.contains("Brot"), "{all}");
}

#[test]
fn what_nobody_can_read_is_an_error() {
    let sandbox = memory();
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--since", "1403-06-20"]), @"
    ------- stderr -------
    error: --since: 1403-06-20 is no day
      hint: write the day as 2026-05-01, in the Gregorian calendar
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--unit", "abc"]), @"
    ------- stderr -------
    error: --unit: abc is no name of a unit
      caused by: names are hexadecimal digits, and four of them are needed at least
      hint: tm review and tm history show the names
    [exit 2]
    ");
}

#[test]
fn a_unit_that_is_not_meant_hides_none_that_is() {
    let sandbox = Sandbox::new();
    sandbox.file("pair.tsv", "fa\ten\nنان\tbread\n");
    sandbox.file("more.tsv", "fa\ten\tde\nنان\tbread\tBrot\n");
    sandbox.tm(&["--db", "m.tmdb", "import", "pair.tsv", "more.tsv"]);
    let texts = |origin: &str| {
        sandbox.tm(&["--db", "m.tmdb", "export", "-", "--format", "jsonl", "-q", "--origin", origin])
    };
    insta::assert_snapshot!(texts("pair"), @r#"
    {"v":1,"en":"bread","fa":"نان"}
    [exit 0]
    "#);
    insta::assert_snapshot!(texts("tsv"), @r#"
    {"v":1,"de":"Brot","en":"bread","fa":"نان"}
    [exit 0]
    "#);
}
