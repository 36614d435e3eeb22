use crate::sandbox::Sandbox;

/// Two members who began with the same pairs and went on alone.
fn two_members() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("start.tsv", "fa\ten\nنان\tbred\nکار\twork\nآزادی\tfreedom\n");
    for db in ["a.tmdb", "b.tmdb"] {
        sandbox.tm(&["--db", db, "import", "start.tsv"]);
    }
    sandbox.tm(&["--db", "a.tmdb", "edit", "نان", "bred", "bread", "-t", "en"]);
    sandbox.tm(&["--db", "b.tmdb", "edit", "نان", "bred", "the bread", "-t", "en"]);
    sandbox.tm(&["--db", "b.tmdb", "remove", "کار"]);
    sandbox.tm(&["--db", "b.tmdb", "add", "همبستگی", "solidarity", "-t", "en"]);
    sandbox.tm(&["--db", "a.tmdb", "glossary", "add", "شورا", "council", "-t", "en"]);
    sandbox.tm(&["--db", "b.tmdb", "glossary", "add", "اعتصاب", "strike", "-t", "en"]);
    sandbox
}

#[test]
fn a_removal_wins_and_two_corrections_both_stay() {
    let sandbox = two_members();
    insta::assert_snapshot!(sandbox.tm(&["--db", "a.tmdb", "import", "b.tmdb"]), @"
    ------- stderr -------
    b.tmdb: 2 new, 1 already here, 2 merged with what was here, 1 terms taken in
    Write 4; tm undo 4 takes it back.
    1 conflict to settle: tm review --conflicts
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "a.tmdb", "export", "-", "--format", "jsonl", "-q"]), @r#"
    {"v":1,"en":"freedom","fa":"آزادی"}
    {"v":1,"en":"bread","fa":"نان"}
    {"v":1,"en":"the bread","fa":"نان"}
    {"v":1,"en":"solidarity","fa":"همبستگی"}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "a.tmdb", "glossary", "export", "-", "-q"]), @"
    fa	en
    اعتصاب	strike
    شورا	council
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "a.tmdb", "import", "b.tmdb"]), @"
    ------- stderr -------
    b.tmdb: 0 new, 5 already here
    Nothing new: the memory is as it was.
    1 conflict to settle: tm review --conflicts
    [exit 0]
    ");
}

#[test]
fn the_order_of_merging_does_not_matter() {
    let sandbox = two_members();
    sandbox.tm(&["--db", "ab.tmdb", "import", "a.tmdb", "b.tmdb"]);
    sandbox.tm(&["--db", "ba.tmdb", "import", "b.tmdb"]);
    sandbox.tm(&["--db", "ba.tmdb", "import", "a.tmdb", "b.tmdb", "start.tsv"]);
    for options in [&["--full"][..], &[], &["--format", "jsonl", "--full"]] {
        let export = |db| sandbox.output(&[&["--db", db, "export", "-"], options].concat()).stdout;
        let (one, other) = (export("ab.tmdb"), export("ba.tmdb"));
        assert_eq!(String::from_utf8(one).unwrap(), String::from_utf8(other).unwrap());
    }
}

#[test]
fn a_merge_can_be_taken_back() {
    let sandbox = two_members();
    let export = || sandbox.tm(&["--db", "a.tmdb", "export", "-", "--format", "jsonl", "-q"]);
    let before = export();
    sandbox.tm(&["--db", "a.tmdb", "import", "b.tmdb"]);
    assert_ne!(export(), before);
    insta::assert_snapshot!(sandbox.tm(&["--db", "a.tmdb", "undo"]), @"
    ------- stderr -------
    Undid write 4: 4 reverted. Write 5; tm undo 5 takes it back.
    [exit 0]
    ");
    assert_eq!(export(), before);
}
