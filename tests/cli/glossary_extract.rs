use crate::sandbox::Sandbox;

const LEAFLET: &str = "صندوق اعتصاب خالی است.\n\
    صندوق\u{200C}های اعتصاب را پر کنید!\n\
    زندانیان سیاسی و کارگران اخراجی به صندوق اعتصاب نیاز دارند.\n";

#[test]
fn candidates_with_forms_contexts_and_renderings() {
    let sandbox = Sandbox::with_young_memory();
    sandbox.file("leaflet.txt", LEAFLET);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "leaflet.txt", "-t", "en", "--limit", "2"]), @"");
    insta::assert_snapshot!(
        sandbox.tm(&["glossary", "extract", "leaflet.txt", "-t", "en", "--limit", "1", "--json"]),
        @""
    );
}

#[test]
fn the_table_is_imported_and_then_known() {
    let sandbox = Sandbox::with_young_memory();
    sandbox.file("leaflet.txt", LEAFLET);
    let extract = ["glossary", "extract", "leaflet.txt", "-t", "en", "--min-count", "2", "-o", "terms.tsv"];
    insta::assert_snapshot!(sandbox.tm(&extract), @"");
    insta::assert_snapshot!(String::from_utf8(sandbox.read("terms.tsv")).unwrap(), @"");
    // Somebody may have worked on it.
    insta::assert_snapshot!(sandbox.tm(&extract), @"");
    assert_eq!(sandbox.code(&[&extract[..], &["--force"]].concat()), 0);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "import", "terms.tsv"]), @"");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--review", "proposed"]), @"");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "leaflet.txt", "--min-count", "2"]), @"");
    assert_eq!(sandbox.code(&["glossary", "extract", "leaflet.txt", "--min-count", "2", "--all"]), 0);
}

#[test]
fn folders_and_standard_input() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("texts/a.txt", LEAFLET);
    sandbox.file("texts/more/b.md", "صندوق اعتصاب پر شد.\n");
    sandbox.file("texts/picture.png", [0, 1, 2]);
    let count = |args: &[&str]| {
        let output = sandbox.output(&[&["glossary", "extract"], args, &["--json", "--limit", "1"]].concat());
        let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (object["term"].as_str().unwrap().to_owned(), object["count"].as_u64().unwrap())
    };
    assert_eq!(count(&["texts"]), ("صندوق اعتصاب".to_owned(), 4));
    assert_eq!(count(&["texts/a.txt", "texts/a.txt"]).1, 6);
    let piped = sandbox.tm_with(&["glossary", "extract", "-", "--limit", "1", "-o", "-"], LEAFLET);
    assert!(piped.starts_with("fa\tstatus\t") && piped.ends_with("[exit 0]"), "{piped}");
}

#[test]
fn what_cannot_be_read() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("empty.txt", "");
    sandbox.file("marks.txt", "۱۴۰۱/۲/۱۱ !!!\n");
    sandbox.file("program.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0");
    std::fs::create_dir(sandbox.path("folder")).unwrap();
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "empty.txt"]), @"");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "marks.txt"]), @"");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "program.txt"]), @"");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "folder"]), @"");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "missing.txt"]), @"");
    for wrong in [
        &["-", "-"][..],
        &["empty.txt", "--limit", "0"],
        &["empty.txt", "--min-count", "0"],
        &["empty.txt", "--json", "-o", "-"],
        &["empty.txt", "--repair", "report"],
    ] {
        assert_eq!(sandbox.code(&[&["glossary", "extract"], wrong].concat()), 2, "{wrong:?}");
    }
}
