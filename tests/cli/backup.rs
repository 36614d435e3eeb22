use crate::sandbox::Sandbox;

/// Everything a memory says: units with states, marks and sightings, terms, and the log of writes.
fn everything(sandbox: &Sandbox, db: &str) -> Vec<String> {
    let commands: [&[&str]; 5] = [
        &["export", "-", "--full", "-q"],
        &["export", "-", "--full", "--format", "jsonl", "-q"],
        &["glossary", "export", "-", "-q"],
        &["undo", "--list"],
        &["history", "نان"],
    ];
    commands.iter().map(|command| sandbox.tm(&[&["--db", db], *command].concat())).collect()
}

/// A memory with reviewed and private units, a term, something removed and something corrected.
fn rich() -> Sandbox {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["add", "نان", "bred", "-t", "en"]);
    sandbox.tm(&["edit", "نان", "bred", "bread", "-t", "en"]);
    sandbox.tm(&["add", "کار", "work", "-t", "en"]);
    sandbox.tm(&["remove", "کار", "work"]);
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en", "--forbid", "soviet"]);
    let connection = workbench::workspace::open_for_writing(&sandbox.path("memory.tmdb")).unwrap();
    let mut store = tm::sqlite::SqliteStore::new(&connection);
    use tm::store::{ReviewState, TxInfo, UnitStore, UnitWriter};
    store
        .begin(&TxInfo { day: "2026-05-01".into(), command: "review".into(), origin: String::new() })
        .unwrap();
    let ids = store.ids().unwrap();
    store.review(&ids[0], ReviewState::Reviewed, "golnar").unwrap();
    store.mark_private(&ids[1], true).unwrap();
    store.commit().unwrap();
    sandbox
}

#[test]
fn what_was_backed_up_comes_back_exactly() {
    let sandbox = rich();
    let before = everything(&sandbox, "memory.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["backup", "b.tmdb"]), @"
    ------- stderr -------
    Backed up 3 units, 1 concept and 7 writes to b.tmdb: copied, read again whole, the same number of rows.
    It holds everything there is, private units and names too: keep it where only you can read it.
    [exit 0]
    ");
    assert_eq!(everything(&sandbox, "b.tmdb"), before);
    sandbox.tm(&["remove", "نان", "bread"]);
    sandbox.tm(&["add", "آب", "water", "-t", "en"]);
    let later = everything(&sandbox, "memory.tmdb");
    let copy = sandbox.read("b.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["restore", "-n", "b.tmdb"]), @"
    ------- stderr -------
    b.tmdb is whole and would put 3 units, 1 concept and 7 writes into [HERE]/memory.tmdb. Dry run: nothing was changed.
    [exit 0]
    ");
    assert_eq!(everything(&sandbox, "memory.tmdb"), later);
    insta::assert_snapshot!(sandbox.tm(&["restore", "b.tmdb"]), @"
    ------- stderr -------
    Restored 3 units, 1 concept and 7 writes from b.tmdb into [HERE]/memory.tmdb.
    What was there before is kept as [HERE]/memory.before-restore-1.tmdb; tm restore [HERE]/memory.before-restore-1.tmdb goes back to it.
    [exit 0]
    ");
    assert_eq!(everything(&sandbox, "memory.tmdb"), before);
    assert_eq!(everything(&sandbox, "memory.before-restore-1.tmdb"), later);
    assert!(sandbox.read("b.tmdb") == copy, "the backup was touched");
    insta::assert_snapshot!(sandbox.tm(&["restore", "memory.before-restore-1.tmdb", "--json", "-q"]), @r#"
    {"v":1,"memory":"[HERE]/memory.tmdb","units":3,"concepts":1,"writes":9,"before":"[HERE]/memory.before-restore-2.tmdb","held_back":0,"private":0,"purged":0,"unread":false,"dry_run":false}
    [exit 0]
    "#);
    assert_eq!(everything(&sandbox, "memory.tmdb"), later);
    assert_eq!(leftovers(&sandbox), Vec::<String>::new());
}

fn leftovers(sandbox: &Sandbox) -> Vec<String> {
    let names =
        std::fs::read_dir(sandbox.path("")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    names.filter(|n| n.starts_with(".tm-new-") || n.contains("-wal") || n.contains("-shm")).collect()
}

#[test]
fn a_backup_overwrites_nothing_by_itself() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("b.tmdb", "something else");
    insta::assert_snapshot!(sandbox.tm(&["backup", "b.tmdb"]), @"
    ------- stderr -------
    error: b.tmdb is there already
      caused by: a backup never takes the place of another file by itself
      hint: choose another name, for example with the day in it; --force writes over the file
    [exit 2]
    ");
    assert_eq!(sandbox.read("b.tmdb"), b"something else");
    assert_eq!(sandbox.code(&["backup", "b.tmdb", "--force", "-q"]), 0);
    insta::assert_snapshot!(sandbox.tm(&["backup", "memory.tmdb", "--force"]), @"
    ------- stderr -------
    error: memory.tmdb is the memory itself
      hint: name another file
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["backup", "-"]), @"
    ------- stderr -------
    error: a backup is checked after it is written, which a pipe cannot be
      hint: name a file
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["backup", "home"]), @"
    ------- stderr -------
    error: cannot write home
      caused by: it is a folder
      hint: name a file in it, such as union.tmx
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["backup", "nowhere/b.tmdb"]), @"
    ------- stderr -------
    error: cannot write nowhere
      caused by: there is no such folder
      hint: make the folder first, or choose another
    [exit 2]
    ");
    sandbox.file("c.tmdb-wal", "log");
    insta::assert_snapshot!(sandbox.tm(&["backup", "c.tmdb"]), @"
    ------- stderr -------
    error: cannot write c.tmdb
      caused by: a -wal file lies beside it: it is a memory that is in use or was not closed properly
      hint: choose another name
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "none.tmdb", "backup", "d.tmdb"]), @"
    ------- stderr -------
    error: cannot open the memory none.tmdb
      caused by: there is no such file
      hint: tm --db none.tmdb import FILE makes it
    [exit 2]
    ");
    assert_eq!(leftovers(&sandbox), ["c.tmdb-wal"]);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_copies() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["backup", "b.tmdb"]);
    sandbox.tm(&["restore", "b.tmdb"]);
    for name in ["b.tmdb", "memory.tmdb", "memory.before-restore-1.tmdb"] {
        assert_eq!(
            std::fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777,
            0o600,
            "{name}"
        );
    }
}

#[test]
fn only_a_whole_memory_is_restored() {
    let sandbox = rich();
    sandbox.tm(&["backup", "b.tmdb"]);
    let before = everything(&sandbox, "memory.tmdb");
    let refused = |name: &str| {
        let said = sandbox.tm(&["restore", name]);
        assert_eq!(everything(&sandbox, "memory.tmdb"), before);
        said
    };
    insta::assert_snapshot!(refused("memory.tmdb"), @"
    ------- stderr -------
    error: memory.tmdb is the memory itself
      hint: name another file
    [exit 2]
    ");
    insta::assert_snapshot!(refused("pairs.tsv"), @"
    ------- stderr -------
    error: cannot open pairs.tsv as a memory
      caused by: its beginning is not that of a memory
      hint: a memory is a .tmdb file made by tm; tm import reads TMX, TSV, CSV and JSONL into one
    [exit 2]
    ");
    insta::assert_snapshot!(refused("missing.tmdb"), @"
    ------- stderr -------
    error: cannot read missing.tmdb
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
    let whole = sandbox.read("b.tmdb");
    sandbox.file("cut.tmdb", &whole[..whole.len() / 2]);
    assert!(refused("cut.tmdb").contains("cut.tmdb is damaged"), "{}", refused("cut.tmdb"));
    for page in 1..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..page * 4096 + 200].fill(0xA5);
        sandbox.file("flipped.tmdb", damaged);
        assert!(refused("flipped.tmdb").ends_with("[exit 2]"), "page {page}");
    }
    let strange = rusqlite::Connection::open(sandbox.path("b.tmdb")).unwrap();
    strange
        .execute_batch("CREATE TRIGGER t AFTER INSERT ON unit BEGIN UPDATE unit SET private = 0; END")
        .unwrap();
    drop(strange);
    insta::assert_snapshot!(refused("b.tmdb"), @"
    ------- stderr -------
    error: cannot open b.tmdb as a memory
      caused by: it holds the trigger t, which no tm makes
      hint: a memory is a .tmdb file made by tm; tm import reads TMX, TSV, CSV and JSONL into one
    [exit 2]
    ");
    assert_eq!(leftovers(&sandbox), Vec::<String>::new());
}

#[test]
fn a_missing_or_ruined_memory_is_made_anew() {
    let sandbox = rich();
    let before = everything(&sandbox, "memory.tmdb");
    sandbox.tm(&["backup", "b.tmdb"]);
    insta::assert_snapshot!(sandbox.tm(&["--db", "new/other.tmdb", "restore", "b.tmdb"]), @"
    ------- stderr -------
    Restored 3 units, 1 concept and 7 writes from b.tmdb into new/other.tmdb.
    [exit 0]
    ");
    assert_eq!(everything(&sandbox, "new/other.tmdb"), before);
    let whole = sandbox.read("memory.tmdb");
    // Its first page gone, all but its name; then another page; then a log that belongs to nothing.
    let mut ruined = whole.clone();
    ruined[16..4096].fill(0);
    sandbox.file("memory.tmdb", &ruined);
    assert_eq!(sandbox.code(&["restore", "b.tmdb"]), 0);
    assert_eq!(everything(&sandbox, "memory.tmdb"), before);
    assert!(sandbox.read("memory.before-restore-1.tmdb") == ruined);
    let mut damaged = whole.clone();
    damaged[8192..9000].fill(0xA5);
    sandbox.file("memory.tmdb", &damaged);
    assert_eq!(sandbox.code(&["restore", "b.tmdb"]), 0);
    assert_eq!(everything(&sandbox, "memory.tmdb"), before);
    assert!(sandbox.path("memory.before-restore-2.tmdb").exists());
    std::fs::remove_file(sandbox.path("memory.tmdb")).unwrap();
    sandbox.file("memory.tmdb-wal", "a log of nothing");
    assert_eq!(sandbox.code(&["restore", "b.tmdb"]), 0);
    assert_eq!(everything(&sandbox, "memory.tmdb"), before);
    assert_eq!(sandbox.read("memory.before-restore-3.tmdb-wal"), b"a log of nothing");
    sandbox.file("memory.tmdb", "no memory at all");
    insta::assert_snapshot!(sandbox.tm(&["restore", "b.tmdb"]), @"
    ------- stderr -------
    error: cannot open [HERE]/memory.tmdb as a memory
      caused by: its beginning is not that of a memory
      hint: a memory is a .tmdb file made by tm; tm import reads TMX, TSV, CSV and JSONL into one
    [exit 2]
    ");
}

#[test]
fn whoever_reads_during_a_restore_sees_one_memory_whole() {
    let sandbox = rich();
    sandbox.tm(&["backup", "b.tmdb"]);
    sandbox.tm(&["add", "آب", "water", "-t", "en"]);
    let reader = workbench::workspace::open_for_reading(&sandbox.path("memory.tmdb")).unwrap();
    let units = || reader.query_row("SELECT count(*) FROM unit", [], |row| row.get::<_, i64>(0)).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    let before = units();
    assert_eq!(sandbox.code(&["restore", "b.tmdb"]), 0);
    assert_eq!(units(), before);
    reader.execute_batch("COMMIT").unwrap();
    assert_eq!(units(), before - 1);
    let found: String = reader.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
}

#[test]
fn a_backup_while_others_write_is_one_moment_of_the_memory() {
    let sandbox = Sandbox::with_memory();
    let rows = (0..3000).map(|i| format!("خواست {i}\tdemand {i}\n"));
    sandbox.file("many.tsv", format!("fa\ten\n{}", rows.collect::<String>()));
    let mut writer = sandbox.command(&["import", "many.tsv", "-q"]).spawn().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for n in 0..6 {
        let name = format!("b{n}.tmdb");
        assert_eq!(sandbox.code(&["backup", &name, "-q"]), 0);
        let units = sandbox.output(&["--db", &name, "export", "-", "--format", "jsonl"]).stdout;
        seen.insert(units.iter().filter(|b| **b == b'\n').count());
    }
    assert!(writer.wait().unwrap().success());
    assert!(seen.iter().all(|n| [2, 3002].contains(n)), "{seen:?}");
}

#[test]
fn what_a_power_loss_left_of_a_memory_is_moved_aside() {
    let sandbox = rich();
    let before = everything(&sandbox, "memory.tmdb");
    sandbox.tm(&["backup", "b.tmdb"]);
    for (n, blank) in [(1, vec![0; 40_960]), (2, vec![]), (3, vec![0; 100])] {
        sandbox.file("memory.tmdb", &blank);
        assert_eq!(sandbox.code(&["restore", "b.tmdb"]), 0);
        assert_eq!(everything(&sandbox, "memory.tmdb"), before);
        assert!(sandbox.read(&format!("memory.before-restore-{n}.tmdb")) == blank);
    }
    let mut text = vec![0; 8192];
    text[4000..4004].copy_from_slice(b"text");
    sandbox.file("memory.tmdb", &text);
    assert_eq!(sandbox.code(&["restore", "b.tmdb"]), 2);
    assert!(sandbox.read("memory.tmdb") == text);
}

#[test]
fn a_dry_run_of_a_restore_writes_nothing() {
    let sandbox = rich();
    sandbox.tm(&["backup", "b.tmdb"]);
    let names = |folder: &str| {
        let entries = std::fs::read_dir(sandbox.path(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(sandbox.code(&["--db", "new/other.tmdb", "restore", "-n", "b.tmdb"]), 0);
    assert!(!sandbox.path("new").exists(), "a dry run made a folder");
    let before = names("");
    #[cfg(unix)]
    {
        // Not even for a moment: where nothing can be written, the same is said.
        use std::os::unix::fs::PermissionsExt;
        let mode = |mode| std::fs::Permissions::from_mode(mode);
        std::fs::create_dir(sandbox.path("closed")).unwrap();
        std::fs::copy(sandbox.path("memory.tmdb"), sandbox.path("closed/m.tmdb")).unwrap();
        std::fs::set_permissions(sandbox.path("closed"), mode(0o500)).unwrap();
        assert_eq!(sandbox.code(&["--db", "closed/m.tmdb", "restore", "-n", "b.tmdb"]), 0);
        assert_eq!(names("closed"), ["m.tmdb"]);
        std::fs::set_permissions(sandbox.path("closed"), mode(0o700)).unwrap();
        std::fs::remove_dir_all(sandbox.path("closed")).unwrap();
    }
    assert_eq!(names(""), before);
}

#[test]
fn protection_that_is_newer_than_the_backup_stays() {
    let sandbox = Sandbox::with_memory();
    let (strike, wages) =
        ("کارگران نیشکر هفت\u{200C}تپه دست به اعتصاب زدند.", "دستمزدها سه ماه است پرداخت نشده است.");
    sandbox.tm(&["add", "نشانی خانه", "home address", "-t", "en"]);
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en"]);
    sandbox.tm(&["holdback", "add", "گلنار نیک\u{200C}پی", "--as", "مریم"]);
    sandbox.tm(&["backup", "b.tmdb"]);
    sandbox.tm(&["add", "نشانی کار", "work address", "-t", "en"]);
    for args in [
        &["holdback", "add", "امید ستوده"][..],
        &["mark", "private", "--match", strike],
        &["purge", "home address", "--yes"],
        &["purge", "work address", "--yes"],
        &["purge", "council", "--yes"],
        &["remove", wages, "Wages have not been paid for three months."],
    ] {
        assert_eq!(sandbox.code(args), 0, "{args:?}");
    }
    let protected = || {
        [
            sandbox.tm(&["holdback", "list"]),
            sandbox.tm(&["export", "-", "-q", "--format", "jsonl"]),
            sandbox.tm(&["history", "نشانی خانه"]),
            sandbox.tm(&["glossary", "list"]),
        ]
    };
    let before = protected();
    insta::assert_snapshot!(sandbox.tm(&["restore", "b.tmdb"]), @"
    ------- stderr -------
    Restored 3 units, 1 concept and 3 writes from b.tmdb into [HERE]/memory.tmdb.
    What was there before is kept as [HERE]/memory.before-restore-1.tmdb; tm restore [HERE]/memory.before-restore-1.tmdb goes back to it.
    Newer than the backup and kept: 1 held-back name, 1 private mark, 3 purges.
    Notes about other units may tell again what was purged: tm purge of the same text takes them out.
    [exit 0]
    ");
    let after = protected();
    assert_eq!((&after[0], &after[2], &after[3]), (&before[0], &before[2], &before[3]));
    // What was removed comes back; what is private does not leave.
    assert!(after[1].contains(wages) && !after[1].contains(strike), "{}", after[1]);
    assert!(!sandbox.tm(&["doctor"]).contains("wipe "));
    let bytes = sandbox.read("memory.tmdb");
    for gone in ["home address", "work address", "council"] {
        assert!(!bytes.windows(gone.len()).any(|w| w == gone.as_bytes()), "{gone}");
    }
    sandbox.file("old.tsv", "fa\ten\nنشانی کار\twork address\n");
    let again = sandbox.tm(&["import", "old.tsv"]);
    assert!(again.contains("1 purged here before and left out"), "{again}");
    // Nothing is newer a second time.
    let second = sandbox.tm(&["restore", "b.tmdb", "--json", "-q"]);
    assert!(second.contains("\"held_back\":1,\"private\":1,\"purged\":3,\"unread\":false"), "{second}");
    let kept = sandbox.tm(&["restore", "memory.before-restore-2.tmdb", "--json", "-q"]);
    assert!(kept.contains("\"held_back\":0,\"private\":0,\"purged\":0,\"unread\":false"), "{kept}");
}
