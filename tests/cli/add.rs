use crate::sandbox::Sandbox;

#[test]
fn one_pair() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "add", "نان، کار، آزادی!", "Bread, work, freedom!", "-t", "en"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    1 new. Write 1; tm undo 1 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "add", "نان، کار، آزادی!", "Bread, work, freedom!", "-t", "en"]), @"
    ------- stderr -------
    0 new, 1 already here. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "export", "-", "--format", "jsonl", "-q"]), @r#"
    {"v":1,"en":"Bread, work, freedom!","fa":"نان، کار، آزادی!"}
    [exit 0]
    "#);
}

#[test]
fn lines_from_standard_input() {
    let sandbox = Sandbox::new();
    let lines = "سلام\thello\n\nبدون ترجمه\nالف\tب\tپ\nدرود\tgreetings\n";
    insta::assert_snapshot!(sandbox.tm_with(&["--db", "m.tmdb", "add", "-", "-t", "en"], lines), @"
    ------- stderr -------
    line 3: the line is not two texts with one tab between
    line 4: the line is not two texts with one tab between
    Created the memory m.tmdb.
    2 new, 2 skipped. Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
}

#[test]
fn what_makes_no_pair_is_refused() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "add", "سلام", "hello"]), @"
    ------- stderr -------
    error: cannot tell the language of the translation
      caused by: neither -t, $TM_PAIR nor tm.toml names exactly one
      hint: give it with -t, for example -t en
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "add", "سلام", "  ", "-t", "en"]), @r#"
    ------- stderr -------
    error: cannot add this pair
      caused by: the en text is empty
      hint: tm add "SOURCE" "TRANSLATION" -s fa -t en
    [exit 2]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "add", "سلام", "-t", "en"]), @r#"
    ------- stderr -------
    error: the translation is missing
      hint: tm add "SOURCE" "TRANSLATION", or tm add - for lines from standard input
    [exit 2]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "add", "سلام", "درود", "-t", "fa"]), @r#"
    ------- stderr -------
    error: cannot add this pair
      caused by: the language fa stands twice
      hint: tm add "SOURCE" "TRANSLATION" -s fa -t en
    [exit 2]
    "#);
    assert!(!sandbox.path("m.tmdb").exists());
}
