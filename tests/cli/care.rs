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
        seen in added by hand
        [TODAY]  write 2: added
        [TODAY]  write 3: replaced
        replaced by unit d9d57e6974c7e44b2e9b1119abcb329e
    unit d9d57e6974c7e44b2e9b1119abcb329e
        bread
        نان
        seen in added by hand
        [TODAY]  write 3: added
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["history", "bread", "--json"]), @r#"
    {"v":1,"unit":"d9d57e6974c7e44b2e9b1119abcb329e","variants":[{"lang":"en","text":"bread"},{"lang":"fa","text":"نان"}],"changes":[{"write":3,"date":"[TODAY]","command":"edit","origin":"","what":"added","live":true}],"replaced_by":[],"reviews":[],"seen":[{"origin":"added by hand"}]}
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
    Nothing new: the memory is as it was.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "two.tsv", "--restore"]), @"
    ------- stderr -------
    two.tsv: 1 new, 1 already here
    Write 4; tm undo 4 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["remove", "نان", "--all"]), @"
    ------- stderr -------
    2 units removed. Write 5; tm undo 5 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["remove", "نان"]), @"
    ------- stderr -------
    error: there is no such pair in the memory
      hint: tm find TEXT shows what there is
    [exit 2]
    ");
}

#[test]
fn where_a_text_was_seen_is_told() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "bulletin.tsv",
        "fa\ten\tid\tdocument\tprevious\tnext\tproject\n\
         نوبت ماست.\tIt is our turn.\tp7\tbulletin-12.docx\tصف طولانی شد.\tکسی برنگشت.\tmay\n",
    );
    sandbox.file(
        "trados.tmx",
        "<tmx version=\"1.4\"><header/><body>\n<tu><prop type=\"x-Context\">5, -7</prop>\
         <prop type=\"x-ContextContent\">یک |  | one | </prop><prop type=\"x-ContextContent\">دو |  | two | </prop>\
         <prop type=\"x-ContextContent\">سه |  | three | </prop><prop type=\"x-ContextContent\">چهار |  | four | </prop>\n\
         <tuv xml:lang=\"fa\"><seg>نوبت ماست.</seg></tuv><tuv xml:lang=\"en\"><seg>It is our turn.</seg></tuv></tu>\n\
         </body></tmx>",
    );
    sandbox.tm(&["--db", "m.tmdb", "import", "bulletin.tsv", "trados.tmx"]);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "history", "نوبت ماست."]), @"
    unit 21fdbe7151b05042cdd0cd68e5c1f687
        It is our turn.
        نوبت ماست.
        seen in bulletin.tsv
            document bulletin-12.docx
            id p7
            previous
                صف طولانی شد.
            next
                کسی برنگشت.
        seen in trados.tmx
            previous
                یک
                دو
                سه
                and 1 more
        [TODAY]  write 1: added (bulletin.tsv, trados.tmx)
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "history", "نوبت ماست.", "--json"]), @r#"
    {"v":1,"unit":"21fdbe7151b05042cdd0cd68e5c1f687","variants":[{"lang":"en","text":"It is our turn."},{"lang":"fa","text":"نوبت ماست."}],"changes":[{"write":1,"date":"[TODAY]","command":"import","origin":"bulletin.tsv, trados.tmx","what":"added","live":true}],"replaced_by":[],"reviews":[],"seen":[{"origin":"bulletin.tsv","context":{"previous":[{"text":"صف طولانی شد."}],"next":[{"text":"کسی برنگشت."}],"id":["p7"],"document":["bulletin-12.docx"]}},{"origin":"trados.tmx","context":{"previous":[{"hash":"5, -7"},{"text":"یک"},{"text":"دو"},{"text":"سه"},{"text":"چهار"}]}}]}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "export", "-", "--full", "--format", "jsonl"]), @r#"
    {"v":1,"unit":"21fdbe7151b05042cdd0cd68e5c1f687","lang":"en","text":"It is our turn.","origin":"bulletin.tsv","context":{"previous":[{"text":"صف طولانی شد."}],"next":[{"text":"کسی برنگشت."}],"id":["p7"],"document":["bulletin-12.docx"]}}
    {"v":1,"unit":"21fdbe7151b05042cdd0cd68e5c1f687","lang":"fa","text":"نوبت ماست."}
    ------- stderr -------
    1 unit written to -.
    This file holds private units, states, and in which files and beside what units were seen; notes, dates and codes only TMX holds. Keep it to yourself.
    [exit 0]
    "#);
    // A table's context is written under the names OmegaT knows.
    let full = sandbox.tm(&["--db", "m.tmdb", "export", "-", "--full", "-q"]);
    for prop in
        ["prev\">صف طولانی شد.", "next\">کسی برنگشت.", "id\">p7", "file\">bulletin-12.docx", "project\">may"]
    {
        assert!(full.contains(&format!("<prop type=\"{prop}</prop>")), "{prop}: {full}");
    }
}
