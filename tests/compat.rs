//! Every memory a released version wrote opens in this one.

use crate::sandbox::{Sandbox, repository};

#[test]
fn a_members_older_memory_is_merged_and_stays_as_it_is() {
    let sandbox = Sandbox::new();
    std::fs::copy(repository("tests/fixtures/store/v1.tmdb"), sandbox.path("theirs.tmdb")).unwrap();
    let before = sandbox.read("theirs.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["--db", "ours.tmdb", "import", "theirs.tmdb"]), @"
    ------- stderr -------
    Created the memory ours.tmdb.
    theirs.tmdb: 7 new, 2 terms taken in
    Write 1; tm undo 1 takes it back.
    [exit 0]
    ");
    assert!(sandbox.read("theirs.tmdb") == before);
}

/// Made by the first version: `init --starter` without the starter, two imports, an added pair, a term.
#[test]
fn a_memory_of_layout_1() {
    let sandbox = Sandbox::new();
    std::fs::copy(repository("tests/fixtures/store/v1.tmdb"), sandbox.path("memory.tmdb")).unwrap();
    insta::assert_snapshot!(sandbox.tm(&["--db", "memory.tmdb", "export", "-", "--full", "--format", "jsonl", "-q"]), @r#"
    {"v":1,"unit":"7208bd253a3d1861211046adb6c9a55b","lang":"de","text":"Einheit, Kampf, Sieg!","origin":"a.tsv"}
    {"v":1,"unit":"7208bd253a3d1861211046adb6c9a55b","lang":"en","text":"Unity, struggle, victory!"}
    {"v":1,"unit":"7208bd253a3d1861211046adb6c9a55b","lang":"fa","text":"اتحاد، مبارزه، پیروزی!"}
    {"v":1,"unit":"ea6ccfb8e285d5194d0ccbb108ede907","lang":"en","text":"Join the May Day march.","origin":"codes.tmx","context":{"id":["17"]}}
    {"v":1,"unit":"ea6ccfb8e285d5194d0ccbb108ede907","lang":"fa","text":"به راهپیمایی اول ماه مه بپیوندید."}
    {"v":1,"unit":"970d42b443594b1f44ce193f1acdb11a","lang":"de","text":"Öffentlicher Aufruf","origin":"codes.tmx"}
    {"v":1,"unit":"970d42b443594b1f44ce193f1acdb11a","lang":"fa","text":"فراخوان عمومی"}
    {"v":1,"unit":"980e1c80d6b34321783419e97efc9228","lang":"fa","text":"ما همه با همیم!","origin":"codes.tmx"}
    {"v":1,"unit":"980e1c80d6b34321783419e97efc9228","lang":"fr","text":"Nous sommes tous ensemble !"}
    {"v":1,"unit":"463df87e5ef3b3f59aebb17837620032","lang":"en-GB","text":"Bread & work <for all>","origin":"codes.tmx","context":{"id":["page 3"]}}
    {"v":1,"unit":"463df87e5ef3b3f59aebb17837620032","lang":"fa","text":"نان & کار <برای همه>"}
    {"v":1,"unit":"d2b760ada13032e0a2d2ee75bf78386b","lang":"en","text":"Bread, work, freedom","origin":"added by hand"}
    {"v":1,"unit":"d2b760ada13032e0a2d2ee75bf78386b","lang":"fa","text":"نان، کار، آزادی"}
    {"v":1,"unit":"56b3aa969288146d3cab68d916314271","lang":"en","text":"The jailed workers must be freed.","origin":"a.tsv"}
    {"v":1,"unit":"56b3aa969288146d3cab68d916314271","lang":"fa","text":"کارگران زندانی آزاد باید گردند."}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "memory.tmdb", "glossary", "export", "-", "-q"]), @"
    id	fa	en	forbidden_en
    T2	شورا	council	soviet
    T1	همبستگی	solidarity	
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "memory.tmdb", "add", "درود", "greetings", "-t", "en"]), @"
    ------- stderr -------
    1 new. Write 5; tm undo 5 takes it back.
    [exit 0]
    ");
}

/// Made by the second layout: an import, a correction, a private mark, two opinions, a name held back, a term.
#[test]
fn a_memory_of_layout_2() {
    let sandbox = Sandbox::new();
    std::fs::copy(repository("tests/fixtures/store/v2.tmdb"), sandbox.path("memory.tmdb")).unwrap();
    let tm = |args: &[&str]| sandbox.tm(&[&["--db", "memory.tmdb"], args].concat());
    insta::assert_snapshot!(tm(&["export", "-", "--format", "csv"]), @r#"
    fa,en
    آیریس آمد.,Iris came.
    حق اعتصاب,the right to strike
    نان، کار، آزادی,"Bread, work, freedom"
    ------- stderr -------
    3 units written to -. Pseudonyms stand in 1 of them. 2 withheld: private, rejected or not accepted.
    [exit 0]
    "#);
    insta::assert_snapshot!(tm(&["undo", "4"]), @"
    ------- stderr -------
    Undid write 4: 1 reverted. Write 8; tm undo 8 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(tm(&["undo", "3"]), @"
    ------- stderr -------
    Undid write 3: 1 reverted. Write 9; tm undo 9 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(tm(&["review", "--status", "reviewed,private", "--json"]), @"
    ------- stderr -------
    0 units.
    [exit 1]
    ");
    let doctor = tm(&["doctor", "--json"]);
    let problems: Vec<&str> =
        doctor.lines().filter(|l| l.contains("\"problem\"") && !l.contains("permissions")).collect();
    assert!(doctor.contains("integrity") && problems.is_empty(), "{problems:?}");
}
