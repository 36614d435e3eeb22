use crate::sandbox::Sandbox;

#[test]
fn a_write_is_taken_back_and_brought_back() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["undo", "--list"]), @"
       1  [TODAY]  import  pairs.tsv
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["undo", "--dry-run"]), @"
    ------- stderr -------
    Undid write 1: 2 reverted. Dry run: nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["undo"]), @"
    ------- stderr -------
    Undid write 1: 2 reverted. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    assert_eq!(sandbox.code(&["find", "اعتصاب"]), 1);
    insta::assert_snapshot!(sandbox.tm(&["undo", "2"]), @"
    ------- stderr -------
    Undid write 2: 2 reverted. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    assert_eq!(sandbox.code(&["find", "اعتصاب"]), 0);
    insta::assert_snapshot!(sandbox.tm(&["undo", "99"]), @"
    ------- stderr -------
    error: there is no write 99
      hint: tm undo --list shows the writes
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["undo", "2"]), @"
    ------- stderr -------
    Undid write 2: 0 reverted, 2 changed since and left alone. Write 4; tm undo 4 takes it back.
    [exit 1]
    ");
}

#[test]
fn terms_are_taken_back_too() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en"]);
    insta::assert_snapshot!(sandbox.tm(&["undo"]), @"
    ------- stderr -------
    Undid write 2: 1 reverted. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    assert_eq!(sandbox.code(&["glossary", "list"]), 1);
}

#[test]
fn a_correction_keeps_its_history() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["add", "نان", "bred", "-t", "en"]);
    insta::assert_snapshot!(sandbox.tm(&["edit", "نان", "bred", "bread", "-t", "en"]), @"
    ------- stderr -------
    1 unit corrected. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["history", "نان"]), @"
    unit 06ee7989895a43e79d9332f2dd79a878
        bred
        نان
        [TODAY]  write 2: added
        [TODAY]  write 3: replaced
        replaced by unit d9d57e6974c7e44b2e9b1119abcb329e
    unit d9d57e6974c7e44b2e9b1119abcb329e
        bread
        نان
        [TODAY]  write 3: added
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["history", "bread", "--json"]), @r#"
    {"v":1,"unit":"d9d57e6974c7e44b2e9b1119abcb329e","variants":[{"lang":"en","text":"bread"},{"lang":"fa","text":"نان"}],"changes":[{"write":3,"date":"[TODAY]","command":"edit","origin":"","what":"added","live":true}],"replaced_by":[],"reviews":[]}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["edit", "نان", "bred", "bread", "-t", "en"]), @"
    ------- stderr -------
    error: there is no such pair in the memory
      hint: tm find TEXT shows what there is
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["history", "هرگز"]), @"[exit 1]");
}

#[test]
fn what_is_removed_stays_gone_until_it_is_wanted_back() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("two.tsv", "fa\ten\nنان\tbread\nنان\tloaf\n");
    sandbox.tm(&["import", "two.tsv"]);
    insta::assert_snapshot!(sandbox.tm(&["remove", "نان"]), @"
    ------- stderr -------
    error: this source has 2 translations
      caused by: it is not clear which one is meant
      hint: name the translation too, or take them all with --all
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["remove", "نان", "loaf"]), @"
    ------- stderr -------
    1 unit removed. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "two.tsv"]), @"
    ------- stderr -------
    two.tsv: 0 new, 1 already here, 1 removed here before (--restore brings them back)
    Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "two.tsv", "--restore"]), @"
    ------- stderr -------
    two.tsv: 1 new, 1 already here
    Write 5; tm undo 5 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["remove", "نان", "--all"]), @"
    ------- stderr -------
    2 units removed. Write 6; tm undo 6 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["remove", "نان"]), @"
    ------- stderr -------
    error: there is no such pair in the memory
      hint: tm find TEXT shows what there is
    [exit 2]
    ");
}
