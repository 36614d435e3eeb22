//! What goes out comes back, and the same content is the same bytes.

use crate::sandbox::{Sandbox, repository};

/// Facts of every unit, as a full export of every format tells them.
fn everything(sandbox: &Sandbox, db: &str) -> (Vec<u8>, Vec<u8>) {
    let export = |format: &str| {
        let output = sandbox.output(&["--db", db, "export", "-", "--full", "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    (export("tmx"), export("jsonl"))
}

/// Lines of a full JSONL export without where their units were seen.
fn texts(lines: &[u8]) -> Vec<String> {
    let lines = std::str::from_utf8(lines).unwrap().lines();
    lines.map(|line| line.split(",\"origin\":").next().unwrap().trim_end_matches('}').to_owned()).collect()
}

fn fill(sandbox: &Sandbox, db: &str, files: &[&str]) {
    for file in files {
        let path = repository(file);
        assert_eq!(sandbox.code(&["--db", db, "import", path.to_str().unwrap()]), 0, "{file}");
    }
}

const FILES: [&str; 3] =
    ["tm/data/starter/movement.tmx", "tests/fixtures/tmx/codes.tmx", "tests/fixtures/tmx/several.tmx"];

#[test]
fn import_export_import_gives_the_same_units() {
    for format in ["tmx", "jsonl", "csv"] {
        let sandbox = Sandbox::new();
        fill(&sandbox, "a.tmdb", &FILES[..1]);
        let out = format!("out.{format}");
        assert_eq!(sandbox.code(&["--db", "a.tmdb", "export", &out]), 0);
        assert_eq!(sandbox.code(&["--db", "b.tmdb", "import", &out]), 0);
        let again = format!("again.{format}");
        assert_eq!(sandbox.code(&["--db", "b.tmdb", "export", &again]), 0);
        assert!(sandbox.read(&out) == sandbox.read(&again), "{format}");
        let units = |db| texts(&everything(&sandbox, db).1);
        assert!(units("a.tmdb") == units("b.tmdb"), "{format}");
    }
}

#[test]
fn a_full_export_restores_everything() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    sandbox.tm(&["--db", "a.tmdb", "export", "full.tmx", "--full"]);
    assert_eq!(sandbox.code(&["--db", "b.tmdb", "import", "full.tmx"]), 0);
    let (a, b) = (everything(&sandbox, "a.tmdb"), everything(&sandbox, "b.tmdb"));
    assert_eq!(String::from_utf8(a.0).unwrap(), String::from_utf8(b.0).unwrap());
    assert!(a.1 == b.1);
    let again = sandbox.tm(&["--db", "b.tmdb", "import", "full.tmx"]);
    assert!(again.contains("0 new") && !again.contains("merged"), "{again}");
}

#[test]
fn the_order_of_import_does_not_matter() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    let reversed: Vec<&str> = FILES.iter().rev().copied().collect();
    fill(&sandbox, "b.tmdb", &reversed);
    for options in
        [&[][..], &["-t", "en"], &["-t", "de,fr"], &["--format", "csv"], &["--format", "jsonl"], &["--full"]]
    {
        let export = |db| sandbox.output(&[&["--db", db, "export", "-"], options].concat()).stdout;
        let (a, b) = (export("a.tmdb"), export("b.tmdb"));
        assert!(!a.is_empty() && a == b, "{options:?}");
    }
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    let before = everything(&sandbox, "a.tmdb");
    fill(&sandbox, "a.tmdb", &FILES);
    assert!(everything(&sandbox, "a.tmdb") == before);
}

#[test]
fn the_default_export_tells_nothing_about_people() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES);
    let text = String::from_utf8(sandbox.output(&["--db", "a.tmdb", "export", "-"]).stdout).unwrap();
    for word in [
        "golnar",
        "creationid",
        "creationdate",
        "changedate",
        "<note",
        "<prop",
        "tuid",
        "x-project",
        "codes.tmx",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    let full = String::from_utf8(everything(&sandbox, "a.tmdb").0).unwrap();
    for word in ["golnar", "creationdate", "<note", "x-project"] {
        assert!(full.contains(word), "{word}");
    }
}

/// A unit as a TMX file, with a prop.
fn tmx(variants: &[(&str, &str)], prop: &str) -> String {
    let tuvs: String = variants
        .iter()
        .map(|(lang, text)| format!("<tuv xml:lang=\"{lang}\"><seg>{text}</seg></tuv>\n"))
        .collect();
    format!("<tmx version=\"1.4\"><header/><body>\n<tu>{prop}\n{tuvs}</tu></body></tmx>\n")
}

const PRIVATE: &str = "<prop type=\"x-tm-private\">yes</prop>";
const PAIR: [(&str, &str); 2] = [("fa", "سلام"), ("en", "hello")];
const TRIPLE: [(&str, &str); 3] = [("fa", "سلام"), ("en", "hello"), ("ku", "silav")];

#[test]
fn a_private_unit_stays_here_whatever_came_first() {
    let sandbox = Sandbox::new();
    sandbox.file("plain.tmx", tmx(&PAIR, ""));
    sandbox.file("private.tmx", tmx(&PAIR, PRIVATE));
    for (db, order) in [("a.tmdb", ["plain.tmx", "private.tmx"]), ("b.tmdb", ["private.tmx", "plain.tmx"])] {
        for file in order {
            assert_eq!(sandbox.code(&["--db", db, "import", file]), 0);
        }
        assert!(sandbox.output(&["--db", db, "export", "-", "--format", "jsonl"]).stdout.is_empty(), "{db}");
    }
}

#[test]
fn a_private_unit_neither_hides_nor_names_anything() {
    let sandbox = Sandbox::new();
    sandbox.file("pair.tmx", tmx(&PAIR, ""));
    sandbox.file("triple.tmx", tmx(&TRIPLE, PRIVATE));
    sandbox.tm(&["--db", "m.tmdb", "import", "pair.tmx", "triple.tmx"]);
    let csv = String::from_utf8(sandbox.output(&["--db", "m.tmdb", "export", "-", "--format", "csv"]).stdout)
        .unwrap();
    assert_eq!(csv, "fa,en\nسلام,hello\n");
}

#[test]
fn approval_is_not_imported_but_caution_is() {
    let sandbox = Sandbox::new();
    sandbox.file("good.tmx", tmx(&PAIR, "<prop type=\"x-tm-state\">reviewed</prop>"));
    sandbox
        .file("bad.tmx", tmx(&[("fa", "نان"), ("en", "stone")], "<prop type=\"x-tm-state\">rejected</prop>"));
    sandbox.tm(&["--db", "m.tmdb", "import", "good.tmx", "bad.tmx"]);
    assert!(sandbox.tm(&["--db", "m.tmdb", "find", "سلام"]).contains("draft"));
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "suggest", "نان"]), 1);
}

#[test]
fn an_export_never_overwrites_a_memory() {
    let sandbox = Sandbox::with_memory();
    let before = sandbox.read("memory.tmdb");
    assert_eq!(sandbox.code(&["export", "memory.tmdb", "--format", "tmx"]), 2);
    sandbox.file("copy.tsv", &before);
    assert_eq!(sandbox.code(&["glossary", "export", "copy.tsv"]), 2);
    assert!(sandbox.read("copy.tsv") == before);
    assert!(sandbox.read("memory.tmdb") == before);
}

#[test]
fn an_identifier_is_no_indonesian() {
    let sandbox = Sandbox::new();
    sandbox.file("ids.tsv", "id\tfa\ten\n12\tنان\tbread\n");
    sandbox.tm(&["--db", "m.tmdb", "import", "ids.tsv"]);
    let line = sandbox.output(&["--db", "m.tmdb", "export", "-", "--format", "jsonl"]).stdout;
    assert_eq!(String::from_utf8(line).unwrap(), "{\"v\":1,\"en\":\"bread\",\"fa\":\"نان\"}\n");
}

#[test]
fn bytes_that_are_no_characters_are_left_out() {
    let sandbox = Sandbox::new();
    sandbox.file("broken.tsv", b"fa\ten\n\xD9\x86\xD8\xA7\xD9\x86\tbre\xFFad\n\xD9\x86\xD9\x87\tno\n");
    let said = sandbox.tm(&["--db", "m.tmdb", "import", "broken.tsv"]);
    assert!(said.contains("line 2: some bytes of the line are no characters"), "{said}");
    assert!(said.contains("1 new, 1 skipped") && said.ends_with("[exit 1]"), "{said}");
}

#[test]
fn ones_own_full_export_brings_approvals_back() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES[..1]);
    sandbox.tm(&["--db", "a.tmdb", "review", "approve", "--match", "اعتصاب"]);
    sandbox.tm(&["--db", "a.tmdb", "mark", "private", "--match", "همبستگی"]);
    sandbox.tm(&["--db", "a.tmdb", "export", "full.tmx", "--full"]);
    sandbox.tm(&["--db", "b.tmdb", "import", "full.tmx", "--own"]);
    assert!(everything(&sandbox, "a.tmdb") == everything(&sandbox, "b.tmdb"));
    sandbox.tm(&["--db", "c.tmdb", "import", "full.tmx"]);
    assert_eq!(sandbox.code(&["--db", "c.tmdb", "review", "--status", "reviewed"]), 1);
}

#[test]
fn the_context_of_every_table_is_kept_alike_and_comes_back() {
    let jsonl = "{\"fa\":\"نوبت ماست.\",\"en\":\"It is our turn.\",\"previous\":\"صف طولانی شد.\",\"document\":\"b.docx\"}\n";
    let row = "fa\ten\tprevious\tDocument\nنوبت ماست.\tIt is our turn.\tصف طولانی شد.\tb.docx\n";
    let csv = row.replace('\t', ",");
    let seen = ["a.tsv", "a.csv", "a.jsonl"].map(|name| {
        let sandbox = Sandbox::new();
        let content = if name == "a.tsv" {
            row
        } else if name == "a.csv" {
            &csv
        } else {
            jsonl
        };
        sandbox.file(name, content);
        sandbox.tm(&["--db", "a.tmdb", "import", name]);
        sandbox.tm(&["--db", "a.tmdb", "export", "full.tmx", "--full"]);
        sandbox.tm(&["--db", "b.tmdb", "import", "full.tmx"]);
        let told = |db| everything(&sandbox, db).1;
        assert_eq!(told("a.tmdb"), told("b.tmdb"), "{name}");
        String::from_utf8(told("b.tmdb")).unwrap().replace(name, "a")
    });
    let context =
        "\"origin\":\"a\",\"context\":{\"previous\":[{\"text\":\"صف طولانی شد.\"}],\"document\":[\"b.docx\"]}";
    assert!(seen[0].contains(context), "{}", seen[0]);
    assert!(seen.iter().all(|told| *told == seen[0]), "{seen:?}");
}

#[test]
fn space_beside_a_code_is_kept_with_it_and_goes_with_it() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &["tests/fixtures/tmx/inline/memoq-codes.tmx"]);
    let export = |options: &[&str]| {
        String::from_utf8(
            sandbox.output(&[&["--db", "a.tmdb", "export", "-", "-q"], options].concat()).stdout,
        )
        .unwrap()
    };
    assert!(export(&[]).contains("<seg><ph x=\"1\"/> people were detained</seg>"));
    assert!(export(&["--full"]).contains("</ph> people were detained</seg>"));
    for options in [&["--format", "csv"][..], &["--format", "jsonl"], &["--full", "--format", "jsonl"]] {
        assert!(!export(options).contains(" people were"), "{options:?}");
    }
    let told = sandbox.tm(&["--db", "a.tmdb", "suggest", "--text", "نفر بازداشت شدند", "-t", "en", "--json"]);
    assert!(
        told.contains("\"kind\":\"exact\",\"source\":\"نفر بازداشت شدند\",\"target\":\"people were"),
        "{told}"
    );
}

#[test]
fn ones_own_full_jsonl_keeps_states_and_private_marks() {
    let sandbox = Sandbox::new();
    fill(&sandbox, "a.tmdb", &FILES[..1]);
    sandbox.tm(&["--db", "a.tmdb", "review", "reject", "--match", "اعتصاب"]);
    sandbox.tm(&["--db", "a.tmdb", "review", "approve", "--match", "زندان"]);
    sandbox.tm(&["--db", "a.tmdb", "mark", "private", "--match", "همبستگی"]);
    sandbox.tm(&["--db", "a.tmdb", "export", "full.jsonl", "--full"]);
    sandbox.tm(&["--db", "b.tmdb", "import", "full.jsonl", "--own"]);
    let others = |db| sandbox.output(&["--db", db, "export", "-", "--format", "csv", "-q"]).stdout;
    assert!(others("a.tmdb") == others("b.tmdb"));
    assert!(everything(&sandbox, "a.tmdb").1 == everything(&sandbox, "b.tmdb").1);
}

#[test]
fn what_a_known_unit_is_said_to_be_is_kept_too() {
    let sandbox = Sandbox::new();
    sandbox.file("unit.tmx", tmx(&PAIR, ""));
    sandbox.tm(&["--db", "m.tmdb", "import", "unit.tmx"]);
    sandbox.file("unit.tmx", tmx(&PAIR, PRIVATE));
    let said = sandbox.tm(&["--db", "m.tmdb", "import", "unit.tmx"]);
    assert!(said.contains("1 merged with what was here") && said.contains("Write 2"), "{said}");
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "export", "-"]), 1);
    assert!(sandbox.tm(&["--db", "m.tmdb", "import", "unit.tmx"]).contains("Nothing new"));
    sandbox.file("unit.tmx", tmx(&PAIR, "<prop type=\"x-tm-state\">reviewed</prop>"));
    assert!(sandbox.tm(&["--db", "m.tmdb", "import", "--own", "unit.tmx"]).contains("Write 3"));
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "review", "--status", "reviewed"]), 0);
}
