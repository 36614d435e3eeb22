use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.tm(&["init", "-q"]);
    let rows = [
        "fa\ten",
        "كارگران نمي روند\tThe workers do not leave",
        "کارگران نمی\u{200C}روند\tThe workers do not leave",
        "کارگران نمی روند\tThe workers do not leave",
        "سال 1400\tthe year 1400",
        "سال ۱۴۰۰\tthe year 1400",
        "اعتصاب\tstrike",
        "اعتصاب\twalkout",
        "NATO\tnato",
        "1401\t1401",
        "نان\t---",
        "همبستگی\tsolidarity",
    ];
    sandbox.file("rows.tsv", rows.join("\n") + "\n");
    // Seen twice, so it is kept though its spelling is not the best.
    sandbox.file("again.tsv", "fa\ten\nسال 1400\tthe year 1400\n");
    assert_eq!(sandbox.code(&["import", "-q", "--order", "none", "rows.tsv", "again.tsv"]), 0);
    sandbox
}

#[test]
fn what_is_found_is_listed_and_nothing_changed() {
    let sandbox = sandbox();
    let before = sandbox.read("memory.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["dedupe"]), @"
    twins: keep
        draft  a2c85bc96cce2ca1118bc93fbe7ae509
        The workers do not leave
        کارگران نمی‌روند
      in the place of
        draft  1c21161c09dd19d61073f26fb1973617
        The workers do not leave
        کارگران نمی روند
        draft  f5edd150ad44dd9a411eb3f4f0985fc4
        The workers do not leave
        كارگران نمي روند
    twins: keep
        draft  713f7688054181628808a0bee9e975b2
        the year 1400
        سال 1400
      in the place of
        draft  cc3bafe3e0bed545093e441833386c2f
        the year 1400
        سال ۱۴۰۰
    several translations
        draft  218dcf74318d8ae5151ae7a664e6740f
        strike
        اعتصاب
        draft  cb4b51f9523610748b90c8584ab52ddc
        walkout
        اعتصاب
    the same on both sides
        draft  35dc9b69076b093f058c1563aa9af655
        nato
        NATO
    an empty side
        draft  3f7b08eea5bf3b1f5a4fd1a3ee08af77
        ---
        نان
    ------- stderr -------
    3 spelling twins of 2 units, 1 source with several translations, 1 unit with the same text on both sides, 1 with an empty side. --apply twins,same,empty changes the units; nothing was changed.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["dedupe", "--json", "-q", "--match", "سال"]), @r#"
    {"v":1,"kind":"twins","keep":{"unit":"713f7688054181628808a0bee9e975b2","status":"draft","variants":[{"lang":"en","text":"the year 1400"},{"lang":"fa","text":"سال 1400"}]},"others":[{"unit":"cc3bafe3e0bed545093e441833386c2f","status":"draft","variants":[{"lang":"en","text":"the year 1400"},{"lang":"fa","text":"سال ۱۴۰۰"}]}]}
    [exit 1]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["dedupe", "--apply", "twins,same", "-n", "-q", "--match", "نان"]), @"
    an empty side
        draft  3f7b08eea5bf3b1f5a4fd1a3ee08af77
        ---
        نان
    [exit 1]
    ");
    assert!(sandbox.read("memory.tmdb") == before, "the memory was touched");
}

#[test]
fn the_best_twin_takes_over_and_undo_brings_the_others_back() {
    let sandbox = sandbox();
    let export = || sandbox.tm(&["export", "-", "--format", "jsonl", "-q"]);
    let before = export();
    insta::assert_snapshot!(sandbox.tm(&["dedupe", "--apply", "twins,same,empty"]), @"
    ------- stderr -------
    3 units replaced by a twin, 2 removed. Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(export(), @r#"
    {"v":1,"en":"1401","fa":"1401"}
    {"v":1,"en":"strike","fa":"اعتصاب"}
    {"v":1,"en":"walkout","fa":"اعتصاب"}
    {"v":1,"en":"the year 1400","fa":"سال 1400"}
    {"v":1,"en":"solidarity","fa":"همبستگی"}
    {"v":1,"en":"The workers do not leave","fa":"کارگران نمی‌روند"}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["dedupe", "--apply", "twins"]), @"
    ------- stderr -------
    0 spelling twins of 0 units, 1 source with several translations, 0 units with the same text on both sides, 0 with an empty side. Nothing to change.
    [exit 1]
    ");
    assert!(sandbox.tm(&["history", "كارگران نمي روند"]).contains("replaced by unit"));
    let full = sandbox.tm(&["export", "-", "--full", "-q", "--match", "سال"]);
    assert_eq!(full.matches("rows.tsv").count() + full.matches("again.tsv").count(), 2, "{full}");
    assert_eq!(sandbox.code(&["undo", "-q"]), 0);
    assert_eq!(export(), before);
}

#[test]
fn an_approved_twin_is_kept_and_a_private_one_stays_private() {
    let sandbox = sandbox();
    assert_eq!(sandbox.code(&["review", "approve", "--unit", "f5edd150", "-q"]), 0);
    assert_eq!(sandbox.code(&["mark", "private", "--unit", "cc3bafe3", "-q"]), 0);
    insta::assert_snapshot!(sandbox.tm(&["dedupe", "--apply", "twins"]), @"
    ------- stderr -------
    3 units replaced by a twin, 0 removed. Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["stats", "--json"]), @r#"
    {"v":1,"units":8,"private":1,"pairs":{"fa-en":8},"status":{"draft":7,"reviewed":1},"origins":[{"origin":"rows.tsv","units":8}],"origin_count":1,"languages":{"en":{"texts":8,"words":13,"characters":71},"fa":{"texts":8,"words":11,"characters":54}},"first":"[TODAY]","last":"[TODAY]","concepts":0,"writes":4}
    [exit 0]
    "#);
}
