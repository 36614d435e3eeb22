use crate::sandbox::Sandbox;

/// The names that must be nowhere afterwards, in every spelling and both languages.
const SECRETS: [&str; 8] = [
    "نشانی خانه\u{200C}ی گلنار، کوچه\u{200C}ی ۱۲",
    "نشاني خانه ي گلنار، كوچه ي 12",
    "نشانی خانه ی گلنار، کوچه ی 12",
    "نشانیخانهیگلنار،کوچهی12",
    "Golnar's home address, alley 12",
    "golnar's home address, alley 12",
    "کوچه\u{200C}ی ۱۲",
    "alley 12",
];

/// A memory that has one text in every place a text can be in.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_memory();
    let tmx = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header creationtool=\"x\" \
        creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"fa\" datatype=\"plaintext\"/><body>\n\
        <tu><tuv xml:lang=\"fa\"><seg>S0</seg></tuv><tuv xml:lang=\"en\"><seg>S4</seg></tuv></tu>\n\
        <tu><tuv xml:lang=\"fa\"><seg>S1</seg></tuv><tuv xml:lang=\"de\"><seg>Adresse</seg></tuv></tu>\n\
        <tu><prop type=\"x-context-pre\">S0</prop><prop type=\"x-context-post\">S4</prop><note>seen: S2 (sic)</note>\
        <tuv xml:lang=\"fa\"><seg>دیدار ما فردا</seg></tuv><tuv xml:lang=\"en\"><seg>We meet tomorrow</seg></tuv></tu>\n\
        <tu><note>kept</note><tuv xml:lang=\"fa\"><seg>در S0 بود</seg></tuv><tuv xml:lang=\"en\"><seg>It was there</seg></tuv></tu>\n\
        </body></tmx>";
    let tmx =
        SECRETS.iter().enumerate().fold(tmx.to_owned(), |tmx, (n, text)| tmx.replace(&format!("S{n}"), text));
    sandbox.file("notes.tmx", &tmx);
    sandbox.file("again.tmx", tmx.replace("<note>kept</note>", &format!("<note>{}</note>", SECRETS[0])));
    assert_eq!(sandbox.code(&["import", "notes.tmx", "again.tmx"]), 0);
    let (fa, en) = (SECRETS[0], SECRETS[4]);
    for args in [
        &["edit", fa, en, "somewhere", "-t", "en"][..],
        &["remove", SECRETS[1], "Adresse"],
        &["glossary", "add", fa, en, "-t", "en"],
        &["glossary", "add", "همسایه", "neighbour", "-t", "en", "--note", fa],
    ] {
        assert_eq!(sandbox.code(args), 0, "{args:?}");
    }
    sandbox
}

/// Which of the secrets the raw bytes of the memory's files hold, in upper or lower case, as UTF-8 or UTF-16.
fn still_there(sandbox: &Sandbox) -> Vec<String> {
    let mut found = Vec::new();
    for ending in ["", "-wal", "-shm"] {
        let Ok(bytes) = std::fs::read(sandbox.path(&format!("memory.tmdb{ending}"))) else { continue };
        for secret in SECRETS {
            let wide: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for needle in [secret.as_bytes(), &wide] {
                if bytes.windows(needle.len()).any(|w| w == needle) {
                    found.push(format!("{secret} in memory.tmdb{ending}"));
                }
            }
        }
    }
    found
}

#[test]
fn nothing_of_it_is_left_in_the_file() {
    let sandbox = sandbox();
    assert!(!still_there(&sandbox).is_empty());
    insta::assert_snapshot!(sandbox.tm(&["purge", "-n", SECRETS[2]]), @"
    to be purged:
        Golnar's home address, alley 12
        نشانی خانه‌ی گلنار، کوچه‌ی ۱۲
        Adresse
        نشاني خانه ي گلنار، كوچه ي 12
        somewhere
        نشانی خانه‌ی گلنار، کوچه‌ی ۱۲
        همسایه
        نشانی خانه‌ی گلنار، کوچه‌ی ۱۲
    ------- stderr -------
    Would purge 3 units, of them 2 that were gone already, 2 concepts of the glossary, 3 notes about other units. 1 unit with it inside a longer text stays; --containing takes these too. Dry run: nothing was changed.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["purge", SECRETS[2]]), @"
    to be purged:
        Golnar's home address, alley 12
        نشانی خانه‌ی گلنار، کوچه‌ی ۱۲
        Adresse
        نشاني خانه ي گلنار، كوچه ي 12
        somewhere
        نشانی خانه‌ی گلنار، کوچه‌ی ۱۲
        همسایه
        نشانی خانه‌ی گلنار، کوچه‌ی ۱۲
    ------- stderr -------
    error: a purge cannot be undone, and there is nobody to ask
      caused by: standard input is no terminal
      hint: -n shows what would go; --yes goes on without asking; nothing was changed
    [exit 2]
    ");
    assert!(!still_there(&sandbox).is_empty());
    insta::assert_snapshot!(sandbox.tm(&["purge", SECRETS[2], "--yes"]), @"
    ------- stderr -------
    Purged 3 units, of them 2 that were gone already, 2 concepts of the glossary, 3 notes about other units. 1 unit with it inside a longer text stays; --containing takes these too. A purge cannot be undone.
    It may still be in places this program cannot reach; see to them yourself:
      backups: none is known, which does not mean that there is none; tm --db BACKUP purge works in them too
      other members' memories: they lose these units and terms when they import this one (tm import [HERE]/memory.tmdb); notes about other units only by a purge of their own
      files that were imported, and every export made before
      the terminal's scrollback and the shell's history (tm purge - reads the text from standard input)
      old blocks of the disk: SSDs and snapshots keep them for a while; only an encrypted disk hides them
    A fingerprint of each unit stays in the memory, so that this unit does not come back (the text with another translation or spelling can). It tells nothing by itself, but who has this file and guesses the texts exactly can confirm the guess; --forget keeps none.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["purge", SECRETS[2], "--containing", "--yes", "--json", "-q"]), @r#"
    {"v":1,"live":1,"gone":0,"concepts":0,"notes":0,"origins":0,"held_back":0,"reviews":0,"containing":0,"write":8,"dry_run":false}
    [exit 0]
    "#);
    assert_eq!(still_there(&sandbox), Vec::<String>::new());
    insta::assert_snapshot!(sandbox.tm(&["purge", SECRETS[2], "--containing", "--yes"]), @"
    ------- stderr -------
    It is not in the memory.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--full", "--format", "jsonl", "-q"]), @r#"
    {"v":1,"unit":"3c8e1cc6dcc2f6af86158c5427323e31","lang":"en","text":"Wages have not been paid for three months.","origin":"pairs.tsv"}
    {"v":1,"unit":"3c8e1cc6dcc2f6af86158c5427323e31","lang":"fa","text":"دستمزدها سه ماه است پرداخت نشده است."}
    {"v":1,"unit":"fa324938058684f6191c9a8bd2c1ca11","lang":"en","text":"We meet tomorrow","origin":"again.tmx"}
    {"v":1,"unit":"fa324938058684f6191c9a8bd2c1ca11","lang":"fa","text":"دیدار ما فردا"}
    {"v":1,"unit":"4e241c2e9c2ac7d35b192025965a0493","lang":"de","text":"Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.","origin":"pairs.tsv"}
    {"v":1,"unit":"4e241c2e9c2ac7d35b192025965a0493","lang":"en","text":"The sugarcane workers of Haft Tappeh went on strike."}
    {"v":1,"unit":"4e241c2e9c2ac7d35b192025965a0493","lang":"fa","text":"کارگران نیشکر هفت‌تپه دست به اعتصاب زدند."}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "export", "-", "-q"]), @"
    fa
    [exit 1]
    ");
}

#[test]
fn it_stays_away() {
    let sandbox = sandbox();
    sandbox.tm(&["backup", "b.tmdb", "-q"]);
    sandbox.tm_with(&["purge", "-", "--containing", "--yes", "-q"], SECRETS[0]);
    assert_eq!(still_there(&sandbox), Vec::<String>::new());
    for args in [&["undo", "2"][..], &["undo"], &["undo", "6"]] {
        sandbox.tm(args);
        assert_eq!(still_there(&sandbox), Vec::<String>::new(), "{args:?}");
    }
    // No unit or term comes back; what is told of it beside other units does, and is purged as before.
    sandbox.tm(&["import", "b.tmdb"]);
    assert_eq!(sandbox.code(&["history", SECRETS[0]]), 1);
    assert_eq!(sandbox.code(&["glossary", "list", SECRETS[0]]), 1);
    insta::assert_snapshot!(sandbox.tm(&["purge", SECRETS[0], "--containing", "--yes", "--json", "-q"]), @r#"
    {"v":1,"live":0,"gone":0,"concepts":0,"notes":2,"origins":0,"held_back":0,"reviews":0,"containing":0,"write":12,"dry_run":false}
    [exit 0]
    "#);
    sandbox.tm(&["purge", SECRETS[4], "--yes"]);
    assert_eq!(still_there(&sandbox), Vec::<String>::new());
    insta::assert_snapshot!(sandbox.tm(&["import", "notes.tmx", "--restore"]), @"
    ------- stderr -------
    notes.tmx: 0 new, 1 merged with what was here, 3 purged here before and left out
    Write 14; tm undo 14 takes it back.
    [exit 0]
    ");
    // Another member who merges the purged memory loses it, too.
    sandbox.tm(&["--db", "b.tmdb", "import", "memory.tmdb"]);
    assert_eq!(sandbox.code(&["--db", "b.tmdb", "history", SECRETS[0]]), 1);
    assert_eq!(sandbox.code(&["--db", "b.tmdb", "glossary", "list", SECRETS[0]]), 1);
}

#[test]
fn forgotten_means_that_it_can_come_back() {
    let sandbox = sandbox();
    let fingerprint = sandbox.tm(&["history", "somewhere"]);
    assert!(fingerprint.contains("unit "), "{fingerprint}");
    insta::assert_snapshot!(sandbox.tm(&["purge", SECRETS[0], "--containing", "--forget", "--yes"]), @"
    ------- stderr -------
    Purged 4 units, of them 2 that were gone already, 2 concepts of the glossary, 2 notes about other units. A purge cannot be undone.
    It may still be in places this program cannot reach; see to them yourself:
      backups: none is known, which does not mean that there is none; tm --db BACKUP purge works in them too
      other members' memories: they bring it back when you import them: purge it there as well
      files that were imported, and every export made before
      the terminal's scrollback and the shell's history (tm purge - reads the text from standard input)
      old blocks of the disk: SSDs and snapshots keep them for a while; only an encrypted disk hides them
    [exit 0]
    ");
    assert_eq!(still_there(&sandbox), Vec::<String>::new());
    insta::assert_snapshot!(sandbox.tm(&["import", "notes.tmx"]), @"
    ------- stderr -------
    notes.tmx: 3 new, 1 merged with what was here
    Write 8; tm undo 8 takes it back.
    [exit 0]
    ");
}

#[test]
fn a_purge_of_nothing() {
    let sandbox = Sandbox::with_memory();
    let before = sandbox.read("memory.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["purge", "هرگز", "--yes"]), @"
    ------- stderr -------
    It is not in the memory.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["purge", "اعتصاب", "--yes"]), @"
    ------- stderr -------
    It is not in the memory. 1 unit with it inside a longer text stays; --containing takes these too.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["purge", "\u{200C} ", "--yes"]), @"
    ------- stderr -------
    error: there is nothing to look for in TEXT
      hint: give the text that has to vanish
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm_with(&["purge", "-"], "اعتصاب"), @"
    ------- stderr -------
    error: a purge cannot be undone, and there is nobody to ask
      caused by: standard input is no terminal
      hint: -n shows what would go; --yes goes on without asking; nothing was changed
    [exit 2]
    ");
    assert!(sandbox.read("memory.tmdb") == before, "the memory was touched");
}

#[test]
fn whoever_still_reads_is_named() {
    let sandbox = sandbox();
    let reader = workbench::workspace::open_for_reading(&sandbox.path("memory.tmdb")).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM unit").unwrap();
    let connection = workbench::workspace::open_for_writing(&sandbox.path("memory.tmdb")).unwrap();
    connection.busy_timeout(std::time::Duration::from_millis(50)).unwrap();
    connection.execute("UPDATE unit SET private = 0", []).unwrap();
    let failure = workbench::workspace::wipe::wipe(&connection).unwrap_err().to_string();
    assert!(failure.contains("another program reads the memory"), "{failure}");
    reader.execute_batch("COMMIT").unwrap();
    workbench::workspace::wipe::wipe(&connection).unwrap();
}

#[test]
fn what_was_purged_stays_away_and_is_counted_as_such() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["purge", "دستمزدها سه ماه است پرداخت نشده است.", "--yes"]);
    let again = sandbox.tm(&["import", "pairs.tsv", "--order", "none", "--restore"]);
    assert!(again.contains("0 new, 1 already here, 1 purged here before and left out"), "{again}");
}

/// What a reader, a kill or a full disk leaves of a purge: its rows are gone, the file is not rewritten.
fn purge_without_wiping(sandbox: &Sandbox, text: &str) {
    let connection = workbench::workspace::open_for_writing(&sandbox.path("memory.tmdb")).unwrap();
    let mut store = tm::sqlite::SqliteStore::new(&connection);
    let request = workbench::jobs::purge::Request::new(text, false, false);
    workbench::jobs::purge::purge(&mut store, &request, false).unwrap();
}

#[test]
fn a_purge_that_was_not_wiped_is_finished_by_the_next() {
    let sandbox = Sandbox::with_memory();
    let text = "دستمزدها سه ماه است پرداخت نشده است.";
    purge_without_wiping(&sandbox, text);
    assert!(sandbox.tm(&["doctor"]).contains("problem  wipe "), "{}", sandbox.tm(&["doctor"]));
    insta::assert_snapshot!(sandbox.tm(&["purge", text, "-n"]), @"
    ------- stderr -------
    An earlier purge is not wiped from the file yet; the next one wipes it.
    It is not in the memory.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["purge", text, "--yes"]), @"
    ------- stderr -------
    Wiped from the file what an earlier purge had left in it.
    It is not in the memory.
    [exit 0]
    ");
    assert!(!sandbox.tm(&["doctor"]).contains("wipe "), "{}", sandbox.tm(&["doctor"]));
    insta::assert_snapshot!(sandbox.tm(&["purge", text, "--yes"]), @"
    ------- stderr -------
    It is not in the memory.
    [exit 1]
    ");
    // Nor does a backup, which is written anew, carry the note on.
    purge_without_wiping(&sandbox, "کارگران نیشکر هفت\u{200C}تپه دست به اعتصاب زدند.");
    sandbox.tm(&["backup", "b.tmdb"]);
    assert!(!sandbox.tm(&["--db", "b.tmdb", "doctor"]).contains("wipe "));
}

#[test]
fn a_reviewer_is_found_and_told() {
    let sandbox = Sandbox::with_memory();
    let settings = String::from_utf8(sandbox.read("tm.toml")).unwrap();
    sandbox.file("tm.toml", format!("me = \"golnar\"\n{settings}"));
    assert_eq!(sandbox.code(&["review", "approve", "--origin", "pairs"]), 0);
    insta::assert_snapshot!(sandbox.tm(&["purge", "golnar", "--yes"]), @"
    ------- stderr -------
    It is not in the memory. It is the pseudonym of 2 reviews, where it stays, since a review is known by it; only --forget of the reviewed units takes them out.
    [exit 1]
    ");
}

#[test]
fn a_code_that_spells_it_in_references_loses_it() {
    let sandbox = Sandbox::with_memory();
    sandbox.file(
        "codes.tmx",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\"><header creationtool=\"x\" \
        creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"x\" adminlang=\"en\" srclang=\"fa\" datatype=\"plaintext\"/><body>\n\
        <tu><tuv xml:lang=\"fa\"><seg><ph>{&#x53;ECRET&#88;}</ph> آب آمد</seg></tuv>\
        <tuv xml:lang=\"en\"><seg><ph>{&#x53;ECRETX}</ph> The water is back</seg></tuv></tu>\n</body></tmx>",
    );
    assert_eq!(sandbox.code(&["import", "codes.tmx"]), 0);
    let full = || sandbox.tm(&["export", "-", "--full", "-q"]);
    assert!(full().contains("&#x53;ECRET"), "{}", full());
    assert_eq!(sandbox.code(&["purge", "SECRETX", "--yes"]), 0);
    assert!(!full().contains("ECRET"), "{}", full());
}
