//! Bad input: one clear error, the store byte-identical, exit code 2.

use crate::sandbox::Sandbox;

#[test]
fn files_that_are_not_there_or_not_files() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["import", "missing.tmx"]), @"
    ------- stderr -------
    error: cannot read missing.tmx
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "home"]), @"
    ------- stderr -------
    error: cannot read home
      caused by: it is a folder
      hint: name the files in it: home/*
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "missing.txt"]), @"
    ------- stderr -------
    error: cannot read missing.txt
      caused by: there is no such file
      hint: --text takes INPUT as the text itself
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "home"]), @"
    ------- stderr -------
    error: cannot read home
      caused by: it is a folder
      hint: name the files in it: home/*
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "./missing", "--text"]), @"
    ./missing
    [exit 0]
    ");
}

#[test]
fn files_of_another_kind() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("empty.tmx", "");
    sandbox.file("page.tmx", "<!DOCTYPE html>\n<html><body>x</body></html>");
    sandbox.file("text.tmx", "فقط متن");
    sandbox.file("binary.tmx", [0u8, 1, 2, 0xFF, 0xFE, 0, 0, 7, 0x80, 0x81]);
    sandbox.file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    sandbox.file("notes", "هیچ");
    let before = sandbox.read("memory.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["import", "empty.tmx"]), @"
    ------- stderr -------
    error: cannot read empty.tmx
      caused by: the file is empty
      hint: ask for the file again; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "page.tmx"]), @"
    ------- stderr -------
    error: cannot read page.tmx as TMX
      caused by: line 2: the root element is <html>, not <tmx>
      hint: tm segment page.tmx reads it as a document; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "text.tmx"]), @"
    ------- stderr -------
    error: cannot read text.tmx as TMX
      caused by: line 1: this is no XML
      hint: tm segment text.tmx reads it as a document; nothing was changed
    [exit 2]
    ");
    assert_eq!(sandbox.code(&["import", "binary.tmx"]), 2);
    insta::assert_snapshot!(sandbox.tm(&["segment", "picture.png"]), @"
    ------- stderr -------
    error: cannot read picture.png as text
      caused by: this is no text but a PNG image
      hint: save the document as plain text (.txt) and give that file
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "notes"]), @"
    ------- stderr -------
    error: cannot tell what notes is
      caused by: neither its name nor its beginning says TMX, TSV, CSV or JSONL
      hint: give it the ending .tmx, .tsv, .csv or .jsonl
    [exit 2]
    ");
    assert!(sandbox.read("memory.tmdb") == before, "the store was touched");
}

#[test]
fn memories_that_are_none() {
    let sandbox = Sandbox::new();
    sandbox.file("text.tmdb", "این یک حافظه نیست\n");
    sandbox.file("empty.tmdb", "");
    for command in [&["find", "x"][..], &["add", "x", "y", "-t", "en"], &["export", "-"]] {
        let with = |db: &str| sandbox.tm(&[&["--db", db], command].concat());
        assert!(with("text.tmdb").contains("its beginning is not that of a memory"), "{}", with("text.tmdb"));
        assert!(with("empty.tmdb").contains("the file is empty"), "{}", with("empty.tmdb"));
        assert!(with("text.tmdb").ends_with("[exit 2]"));
    }
    assert_eq!(sandbox.read("text.tmdb"), "این یک حافظه نیست\n".as_bytes());
    insta::assert_snapshot!(sandbox.tm(&["--db", "text.tmdb", "find", "x"]), @"
    ------- stderr -------
    error: cannot open text.tmdb as a memory
      caused by: its beginning is not that of a memory
      hint: a memory is a .tmdb file made by tm; tm import reads TMX, TSV, CSV and JSONL into one
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "missing.tmdb", "find", "x"]), @"
    ------- stderr -------
    error: cannot open the memory missing.tmdb
      caused by: there is no such file
      hint: tm --db missing.tmdb import FILE makes it
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "home", "find", "x"]), @"
    ------- stderr -------
    error: cannot open home as a memory
      caused by: it is a folder
      hint: name the memory in it, such as home/memory.tmdb
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "text.tmdb/m.tmdb", "add", "x", "y", "-t", "en"]), @"
    ------- stderr -------
    error: cannot make the memory text.tmdb/m.tmdb
      caused by: part of its path is a file, no folder
      hint: choose a folder you may write to: tm --db FILE …
    [exit 2]
    ");
}

#[test]
fn a_memory_of_a_newer_tm() {
    let sandbox = Sandbox::with_memory();
    let db = rusqlite::Connection::open(sandbox.path("memory.tmdb")).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    let before = sandbox.read("memory.tmdb");
    insta::assert_snapshot!(sandbox.tm(&["add", "x", "y", "-t", "en"]), @"
    ------- stderr -------
    error: cannot open the memory [HERE]/memory.tmdb
      caused by: a newer tm wrote it (layout 99, this tm knows 3)
      hint: install the newest tm; the file was not changed
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["find", "x"]), @"
    ------- stderr -------
    error: cannot open the memory [HERE]/memory.tmdb
      caused by: a newer tm wrote it (layout 99, this tm knows 3)
      hint: install the newest tm; the file was not changed
    [exit 2]
    ");
    assert!(sandbox.read("memory.tmdb") == before, "the store was touched");
}

#[test]
fn a_damaged_memory() {
    let sandbox = Sandbox::with_memory();
    let mut bytes = sandbox.read("memory.tmdb");
    let length = bytes.len();
    bytes[4096..length].fill(0xAA);
    sandbox.file("memory.tmdb", bytes);
    let said = sandbox.tm(&["export", "-"]);
    assert!(said.contains("the memory is damaged") && said.ends_with("[exit 2]"), "{said}");
}

#[test]
fn languages_nobody_knows() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["suggest", "x", "-t", "germn"]), @"
    ------- stderr -------
    error: -t: “germn” is not a language tm knows
      hint: did you mean de?
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "x", "-s", "12"]), @"
    ------- stderr -------
    error: -s: “12” is not a language tm knows
      hint: languages are tags such as fa, en, de, fr, sv
    [exit 2]
    ");
    sandbox.file("tm.toml", "source = \"farsy\"\n");
    insta::assert_snapshot!(sandbox.tm(&["config"]), @"
    ------- stderr -------
    error: tm.toml: “farsy” is not a language tm knows
      hint: did you mean fa?
    [exit 2]
    ");
    sandbox.file("tm.toml", "sorce = \"fa\"\n");
    insta::assert_snapshot!(sandbox.tm(&["config"]), @r#"
    ------- stderr -------
    error: cannot read [HERE]/tm.toml
      caused by: unknown field `sorce`, expected one of `name`, `me`, `source`, `target`, `db`
      hint: it holds lines such as source = "fa" and target = ["en", "de"]
    [exit 2]
    "#);
}

#[test]
fn words_that_are_no_command() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.tm(&["hlp"]), @"
    ------- stderr -------
    error: unrecognized subcommand 'hlp'

      tip: a similar subcommand exists: 'help'

    Usage: tm [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["imprt", "x"]), @"
    ------- stderr -------
    error: unrecognized subcommand 'imprt'

      tip: some similar subcommands exist: 'export', 'import'

    Usage: tm [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit 2]
    ");
    assert_eq!(sandbox.code(&[]), 2);
    assert_eq!(sandbox.code(&["--help"]), 0);
    assert_eq!(sandbox.code(&["--version"]), 0);
}

#[test]
fn nowhere_to_keep_a_memory() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["add", "x", "y", "-t", "en"]);
    // Without a home the user database may still name one; a path that cannot be made is the same to a user.
    let output = command.env("HOME", "/dev/null").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: cannot make the memory") && said.contains("hint:"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_only_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::with_memory();
    let folder = sandbox.path("stick");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(sandbox.path("memory.tmdb"), folder.join("memory.tmdb")).unwrap();
    let mode = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&folder.join("memory.tmdb"), 0o400);
    mode(&folder, 0o500);
    if std::fs::write(folder.join("probe"), "x").is_ok() {
        eprintln!("skipped: this user may write everywhere (root); nothing is read-only to it");
    } else {
        let db = folder.join("memory.tmdb");
        let db = db.to_str().unwrap();
        assert_eq!(sandbox.code(&["--db", db, "find", "اعتصاب"]), 0);
        insta::assert_snapshot!(sandbox.tm(&["--db", db, "add", "x", "y", "-t", "en"]), @"");
    }
    mode(&folder, 0o700);
}

#[test]
fn a_tmx_bomb_is_refused_fast() {
    let sandbox = Sandbox::new();
    let mut bomb = String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE tmx [\n<!ENTITY a0 \"ha\">\n");
    for i in 1..30 {
        bomb.push_str(&format!("<!ENTITY a{i} \"&a{};&a{};\">\n", i - 1, i - 1));
    }
    bomb.push_str(
        "]>\n<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"fa\"><seg>&a29;</seg></tuv>\n",
    );
    bomb.push_str("<tuv xml:lang=\"en\"><seg>x</seg></tuv></tu></body></tmx>");
    sandbox.file("bomb.tmx", bomb);
    let said = sandbox.tm(&["--db", "m.tmdb", "import", "bomb.tmx"]);
    assert!(!said.contains("1 new"), "{said}");
    assert!(said.ends_with("[exit 1]") || said.ends_with("[exit 2]"), "{said}");
}

/// Feeds a program from a generator; gives what it said and how it ended.
#[cfg(target_os = "linux")]
fn feed(sandbox: &Sandbox, kilobytes: u64, args: &[&str], pieces: impl Iterator<Item = Vec<u8>>) -> String {
    use std::io::Write;
    let program = sandbox.command(args);
    let mut command = std::process::Command::new("bash");
    // Address space is what the system can limit; it is never less than the memory that is used.
    command.args(["-c", &format!("ulimit -v {kilobytes}; exec \"$@\""), "bash"]);
    command.arg(program.get_program()).args(program.get_args()).current_dir(sandbox.path("")).env_clear();
    command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    // Without this, glibc reserves 64 MB of addresses for each thread.
    command.env("MALLOC_ARENA_MAX", "1").stdin(std::process::Stdio::piped());
    let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for piece in pieces {
        if input.write_all(&piece).is_err() {
            break;
        }
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    format!("{}[exit {}]", String::from_utf8_lossy(&output.stderr), output.status.code().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn endless_attributes_texts_and_lines_need_little_memory() {
    /// Far more than the memory the program gets.
    const LENGTH: usize = 400 << 20;
    const KILOBYTES: u64 = 150 << 10;
    let head = "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"fa\"/><body>\n";
    let good =
        "<tu><tuv xml:lang=\"fa\"><seg>نان</seg></tuv><tuv xml:lang=\"en\"><seg>bread</seg></tuv></tu>\n";
    for (format, before, after) in [
        ("tmx", format!("{head}{good}<tu tuid=\""), "\"></tu></body></tmx>"),
        ("tmx", format!("{head}{good}<tu><tuv xml:lang=\"fa\"><seg>"), "</seg></tuv></tu></body></tmx>"),
        ("jsonl", "{\"fa\":\"نان\",\"en\":\"bread\"}\n{\"fa\":\"".to_owned(), "\"}\n"),
    ] {
        let sandbox = Sandbox::new();
        let fill = std::iter::repeat_n(vec![b'x'; 1 << 16], LENGTH >> 16);
        let pieces = std::iter::once(before.into_bytes()).chain(fill).chain([after.as_bytes().to_vec()]);
        let said = feed(&sandbox, KILOBYTES, &["--db", "m.tmdb", "import", "-", "--format", format], pieces);
        assert!(said.contains("1 new, 1 skipped") && said.ends_with("[exit 1]"), "{format}: {said}");
    }
}

#[test]
fn a_million_nested_elements_are_one_damaged_record() {
    let sandbox = Sandbox::new();
    let good =
        "<tu><tuv xml:lang=\"fa\"><seg>نان</seg></tuv><tuv xml:lang=\"en\"><seg>bread</seg></tuv></tu>";
    for element in ["hi", "tu", "x"] {
        let deep = format!("<{element}>").repeat(1_000_000) + &format!("</{element}>").repeat(1_000_000);
        let file = format!(
            "<tmx version=\"1.4\"><header/><body>{good}<tu><tuv xml:lang=\"fa\"><seg>{deep}</seg></tuv></tu></body></tmx>"
        );
        sandbox.file("deep.tmx", file);
        let output = sandbox.output(&["--db", &format!("{element}.tmdb"), "import", "deep.tmx"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{}", &said[..said.len().min(600)]);
        assert!(said.contains("1 new"), "{}", &said[..said.len().min(600)]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_changes_while_it_is_read() {
    use std::io::{Seek, Write};
    let sandbox = Sandbox::new();
    let row = |i: usize| format!("خواست {i} از ما\tdemand {i} of ours\n");
    let table = format!("fa\ten\n{}", (0..30_000).map(row).collect::<String>());
    sandbox.tm(&["--db", "m.tmdb", "add", "نان", "bread", "-t", "en"]);
    for grows in [true, false] {
        let path = sandbox.file("changing.tsv", &table);
        let mut child = sandbox.command(&["--db", "m.tmdb", "import", "changing.tsv"]);
        let mut child = child.stderr(std::process::Stdio::piped()).spawn().unwrap();
        let mut file = std::fs::File::options().write(true).open(path).unwrap();
        while !sandbox.path("m.tmdb-wal").exists() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        if grows {
            file.seek(std::io::SeekFrom::End(0)).unwrap();
            file.write_all("سه\tthree\tmore\nنیم".as_bytes()).unwrap();
        } else {
            file.set_len(100_001).unwrap();
        }
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        // Whole, or with a damaged record at the cut: in any case what was read stands and is counted.
        assert!(matches!(output.status.code(), Some(0 | 1)), "{said}");
        assert!(said.contains("Write ") || said.contains("Nothing new"), "{said}");
        crate::fault::content_of(&sandbox.path("m.tmdb")).unwrap();
    }
}

#[test]
fn formulas_are_defused_and_names_cannot_move_the_cursor() {
    let sandbox = Sandbox::new();
    let store = ["--db", "m.tmdb"];
    let tm = |args: &[&str]| sandbox.tm(&[&store, args].concat());
    tm(&["add", "=HYPERLINK(\"http://example.org\")", "@SUM(A1)", "-t", "en"]);
    tm(&["add", "+۹۸", "+98", "-t", "en"]);
    let table = tm(&["export", "-", "--format", "csv", "-q"]);
    assert!(table.contains("\"'=HYPERLINK(\"\"http://example.org\"\")\",'@SUM(A1)"), "{table}");
    assert!(table.contains("'+۹۸,'+98"), "{table}");
    // The name of a file is told in errors, in reports and at each damaged record.
    let name = "evil\u{1b}]0;x\u{7}\u{202E}xmt.tsv";
    sandbox.file(name, "fa\ten\nنان\tbread\tmore\n");
    for said in [tm(&["import", name]), tm(&["import", &format!("no-{name}")])] {
        assert!(said.contains("evil\\u{1B}]0;x\\u{7}\\u{202E}xmt.tsv"), "{said}");
        assert!(!said.contains(['\u{1b}', '\u{7}', '\u{202E}']), "{said:?}");
    }
}
