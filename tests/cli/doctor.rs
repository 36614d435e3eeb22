use crate::sandbox::Sandbox;

/// The lines that say where and in what state the computer is differ everywhere.
fn doctor(sandbox: &Sandbox, args: &[&str]) -> String {
    let said = sandbox.tm(&[&["doctor"], args].concat());
    let everywhere = |line: &&str| {
        !["room ", "folder ", "chmod 700", "\"room\"", "\"folder\""].iter().any(|word| line.contains(word))
    };
    said.lines().filter(everywhere).map(|line| format!("{line}\n")).collect()
}

/// The names of the checks that found a problem.
fn problems(sandbox: &Sandbox) -> Vec<String> {
    let said = sandbox.output(&["doctor", "--json", "-q"]);
    let lines = String::from_utf8(said.stdout).unwrap();
    let checks = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let bad = checks.filter(|c| c["state"] == "problem" && c["check"] != "folder" && c["check"] != "room");
    bad.map(|c| c["check"].as_str().unwrap().to_owned()).collect()
}

fn change(sandbox: &Sandbox, sql: &str) {
    rusqlite::Connection::open(sandbox.path("memory.tmdb")).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn a_clean_memory() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en"]);
    sandbox.tm(&["backup", "b.tmdb"]);
    let before = sandbox.read("memory.tmdb");
    insta::assert_snapshot!(doctor(&sandbox, &[]), @r#"
    ok       permissions         only its owner may read it
    ok       owner               it is yours
    ok       medium              it can be written to
    ok       log                 nothing waits in the -wal file
    ok       leftovers           no unfinished files lie beside it
    ok       integrity           every page of the file reads whole
    ok       layout              it has the newest layout, 3
    ok       tables              all tables are there, and no others
    ok       texts               the texts of every unit can be read
    ok       names               every unit has the name its texts give it
    ok       name index          every unit is found by its name
    ok       text index          every text is found by its key
    ok       history             units are live or gone as their history says
    ok       reviews             states are what the reviews say
    ok       private             private marks are what their changes say
    ok       sightings           what files said about units can be read
    ok       references          no row refers to what is not there
    ok       purges              nothing is left of what was purged
    ok       glossary            1 concept can be read
    ok       lost characters     no text with U+FFFD, a character that was lost
    ok       encodings           no text in a wrong encoding, such as "Ø§Ù„"
    ok       control characters  no text with control characters or marks that turn lines around
    ok       normal form         no text with letters and marks apart (not NFC)
    ok       Arabic letters      no text with Arabic yeh or kaf in Persian
    ok       backup              the last one was made on [TODAY]
    ok       settings            [HERE]/tm.toml can be read
    ok       languages           from fa into all languages (source from [HERE]/tm.toml)

    Your terminal shows Persian like this:
        «سلام، کارگران!» ۱۴۰۰ (ILO)
    Right: the letters of a word joined, the first word (salam) at the right, the year as 1400.
    Wrong: try --bidi visual (or set TM_BIDI=visual), or another terminal.
    ------- stderr -------
    [HERE]/memory.tmdb: no problem found.
    [exit 0]
    "#);
    assert!(sandbox.read("memory.tmdb") == before, "the memory was touched");
    for ending in ["-wal", "-shm"] {
        assert!(!sandbox.path(&format!("memory.tmdb{ending}")).exists(), "{ending}");
    }
}

#[test]
fn where_there_is_nothing_to_look_at() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.tm(&["--db", "x.tmdb", "doctor"]), @"
    ------- stderr -------
    error: cannot open the memory x.tmdb
      caused by: there is no such file
      hint: tm --db x.tmdb import FILE makes it
    [exit 2]
    ");
    sandbox.file("x.tmdb", "هیچ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "x.tmdb", "doctor"]), @"
    ------- stderr -------
    error: cannot open x.tmdb as a memory
      caused by: its beginning is not that of a memory
      hint: a memory is a .tmdb file made by tm; tm import reads TMX, TSV, CSV and JSONL into one
    [exit 2]
    ");
}

#[test]
fn garbled_texts_are_counted_and_shown() {
    let sandbox = Sandbox::with_memory();
    sandbox
        .file("bad.tsv", "fa\ten\nØ³Ù„Ø§Ù…\thello\nكارگري\tlabour\nکار\u{FFFD}ر\tworker\nنان\tcafe\u{301}\n");
    sandbox.tm(&["import", "bad.tsv"]);
    sandbox.tm(&["add", "آب", "wa\u{7}ter", "-t", "en"]);
    insta::assert_snapshot!(doctor(&sandbox, &["--json", "-q"]), @r#"
    {"v":1,"check":"permissions","state":"ok","found":"only its owner may read it","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"owner","state":"ok","found":"it is yours","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"medium","state":"ok","found":"it can be written to","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"log","state":"ok","found":"nothing waits in the -wal file","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"leftovers","state":"ok","found":"no unfinished files lie beside it","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"integrity","state":"ok","found":"every page of the file reads whole","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"layout","state":"ok","found":"it has the newest layout, 3","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"tables","state":"ok","found":"all tables are there, and no others","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"texts","state":"ok","found":"the texts of every unit can be read","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"names","state":"ok","found":"every unit has the name its texts give it","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"name index","state":"ok","found":"every unit is found by its name","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"text index","state":"ok","found":"every text is found by its key","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"history","state":"ok","found":"units are live or gone as their history says","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"reviews","state":"ok","found":"states are what the reviews say","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"private","state":"ok","found":"private marks are what their changes say","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"sightings","state":"ok","found":"what files said about units can be read","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"references","state":"ok","found":"no row refers to what is not there","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"purges","state":"ok","found":"nothing is left of what was purged","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"glossary","state":"ok","found":"0 concepts can be read","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"lost characters","state":"ok","found":"no text with U+FFFD, a character that was lost","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"encodings","state":"problem","found":"1 text in a wrong encoding, such as \"Ø§Ù„\"","advice":"import the file again from its source, in UTF-8, and remove these units (tm remove)","count":1,"examples":["Ø³Ù„Ø§Ù…"]}
    {"v":1,"check":"control characters","state":"problem","found":"1 text with control characters or marks that turn lines around","advice":"tm edit corrects a translation","count":1,"examples":["wa\u0007ter"]}
    {"v":1,"check":"normal form","state":"note","found":"1 text with letters and marks apart (not NFC)","advice":"matching looks through it; other programs may not","count":1,"examples":["café"]}
    {"v":1,"check":"Arabic letters","state":"note","found":"1 text with Arabic yeh or kaf in Persian","advice":"matching looks through it; tm dedupe finds units that differ in nothing else","count":1,"examples":["كارگري"]}
    {"v":1,"check":"backup","state":"note","found":"none was made by this memory","advice":"tm backup FILE, on another medium than this one","count":0,"examples":[]}
    {"v":1,"check":"settings","state":"ok","found":"[HERE]/tm.toml can be read","advice":null,"count":0,"examples":[]}
    {"v":1,"check":"languages","state":"ok","found":"from fa into all languages (source from [HERE]/tm.toml)","advice":null,"count":0,"examples":[]}
    [exit 1]
    "#);
}

#[cfg(unix)]
#[test]
fn danger_around_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_memory();
    sandbox.file(".tm-new-x7Kq", "half an export");
    std::fs::set_permissions(sandbox.path("memory.tmdb"), std::fs::Permissions::from_mode(0o644)).unwrap();
    std::fs::set_permissions(sandbox.path(""), std::fs::Permissions::from_mode(0o777)).unwrap();
    let said = sandbox.tm(&["doctor"]);
    std::fs::set_permissions(sandbox.path(""), std::fs::Permissions::from_mode(0o700)).unwrap();
    for line in [
        "problem  permissions         others on this computer may open it (mode 644)",
        "problem  folder              others on this computer may replace files in its folder (mode 777)",
        "problem  leftovers           unfinished files of programs that were killed: .tm-new-x7Kq",
        "3 problems.",
    ] {
        assert!(said.contains(line), "{said}");
    }
    insta::assert_snapshot!(sandbox.tm(&["-s", "fa", "-t", "fa", "doctor", "-q"]).lines().find(|l| l.contains("languages")).unwrap(), @"problem  languages           from fa into fa (source from -s): one language on both sides");
}

#[test]
fn rows_that_disagree() {
    for (sql, check) in [
        ("DELETE FROM vkey", "text index"),
        ("UPDATE unit SET body = x'00'", "texts"),
        ("UPDATE unit SET private = 7, life = 3", "history"),
        ("UPDATE concept SET body = x'01'", "glossary"),
        ("CREATE TRIGGER t AFTER INSERT ON unit BEGIN DELETE FROM life; END", "tables"),
        ("DROP TABLE holdback", "tables"),
        ("DROP TABLE review", "units"),
    ] {
        let sandbox = Sandbox::with_memory();
        sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en"]);
        change(&sandbox, sql);
        assert!(problems(&sandbox).contains(&check.to_owned()), "{sql}: {:?}", problems(&sandbox));
    }
}

#[test]
fn any_damage_is_told_and_never_written_over() {
    let whole = {
        let sandbox = Sandbox::with_memory();
        sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en"]);
        sandbox.read("memory.tmdb")
    };
    let sandbox = Sandbox::with_memory();
    // Places all over the file, a few bytes or the whole beginning of a page.
    for n in 0..60 {
        let at = (n * 7919) % (whole.len() - 600);
        let length = if n % 3 == 0 { 500 } else { 1 + n % 8 };
        let mut damaged = whole.clone();
        damaged[at..at + length].iter_mut().for_each(|byte| *byte ^= 0x5A);
        sandbox.file("memory.tmdb", &damaged);
        let output = sandbox.output(&["doctor", "-q"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0..=2)) && !said.contains("panicked"), "at {at}: {said}");
        assert!(sandbox.read("memory.tmdb") == damaged, "at {at}: the memory was touched");
    }
}

#[test]
fn what_waits_in_the_log_stays_there() {
    let sandbox = Sandbox::with_memory();
    let writer = workbench::workspace::open_for_writing(&sandbox.path("memory.tmdb")).unwrap();
    writer.execute("UPDATE unit SET private = 2", []).unwrap();
    let (memory, log) = (sandbox.read("memory.tmdb"), sandbox.read("memory.tmdb-wal"));
    let said = sandbox.tm(&["doctor"]);
    assert!(said.contains("note     log"), "{said}");
    assert!(sandbox.read("memory.tmdb") == memory && sandbox.read("memory.tmdb-wal") == log);
}
