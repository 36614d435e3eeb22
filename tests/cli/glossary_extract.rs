use crate::sandbox::Sandbox;

const LEAFLET: &str = "صندوق اعتصاب خالی است.\n\
    صندوق\u{200C}های اعتصاب را پر کنید!\n\
    زندانیان سیاسی و کارگران اخراجی به صندوق اعتصاب نیاز دارند.\n";

#[test]
fn candidates_with_forms_contexts_and_renderings() {
    let sandbox = Sandbox::with_young_memory();
    sandbox.file("leaflet.txt", LEAFLET);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "leaflet.txt", "-t", "en", "--limit", "2"]), @"
    [1]  3 times  C-value 4.8  keyness 4.5
    صندوق اعتصاب
        صندوق اعتصاب 2، صندوق‌های اعتصاب 1
        en  strike fund 3
        صندوق اعتصاب خالی است.
        صندوق‌های اعتصاب را پر کنید!

    [2]  1 time  C-value 1.6  keyness 4.5
    زندانی سیاسی
        زندانیان سیاسی 1
        en  political prisoners 2
        زندانیان سیاسی و کارگران اخراجی به صندوق اعتصاب نیاز دارند.

    ------- stderr -------
    3 candidates in 19 words, the first 2 shown (--limit 3 shows all).
    [exit 0]
    ");
    insta::assert_snapshot!(
        sandbox.tm(&["glossary", "extract", "leaflet.txt", "-t", "en", "--limit", "1", "--json"]),
        @r#"
    {"v":1,"n":1,"term":"صندوق اعتصاب","lemma":"صندوق اعتصاب","count":3,"variants":[{"text":"صندوق اعتصاب","count":2},{"text":"صندوق‌های اعتصاب","count":1}],"c_value":4.75,"keyness":4.5,"score":38.51,"contexts":["صندوق اعتصاب خالی است.","صندوق‌های اعتصاب را پر کنید!","زندانیان سیاسی و کارگران اخراجی به صندوق اعتصاب نیاز دارند."],"renderings":{"en":[{"text":"strike fund","count":3,"confidence":0.82}]},"nested_in":null,"known":false}
    ------- stderr -------
    3 candidates in 19 words, the first 1 shown (--limit 3 shows all).
    [exit 0]
    "#
    );
}

#[test]
fn the_table_is_imported_and_then_known() {
    let sandbox = Sandbox::with_young_memory();
    sandbox.file("leaflet.txt", LEAFLET);
    let extract = ["glossary", "extract", "leaflet.txt", "-t", "en", "--min-count", "2", "-o", "terms.tsv"];
    insta::assert_snapshot!(sandbox.tm(&extract), @"
    ------- stderr -------
    1 candidate of 2 occurrences or more in 19 words.
    The table is in terms.tsv. Take out what is no term, correct the rest; then: tm glossary import terms.tsv
    [exit 0]
    ");
    insta::assert_snapshot!(String::from_utf8(sandbox.read("terms.tsv")).unwrap(), @"
    fa	en	status	context 1	context 2	context 3	count	forms	seen en
    صندوق اعتصاب	strike fund	proposed	صندوق اعتصاب خالی است.	صندوق‌های اعتصاب را پر کنید!	زندانیان سیاسی و کارگران اخراجی به صندوق اعتصاب نیاز دارند.	3	صندوق اعتصاب (2), صندوق‌های اعتصاب (1)	strike fund (3)
    ");
    // Somebody may have worked on it.
    insta::assert_snapshot!(sandbox.tm(&extract), @"
    ------- stderr -------
    error: terms.tsv is there already
      caused by: what somebody has corrected in it would be lost
      hint: choose another name, or tm glossary import it first; --force writes over the file
    [exit 2]
    ");
    assert_eq!(sandbox.code(&[&extract[..], &["--force"]].concat()), 0);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "import", "terms.tsv"]), @"
    ------- stderr -------
    terms.tsv: 1 new
    Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--review", "proposed"]), @"
    صندوق اعتصاب
        en  strike fund
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "leaflet.txt", "--min-count", "2"]), @"
    ------- stderr -------
    0 candidates of 2 occurrences or more in 19 words, 1 left out that the glossary has (--all shows them).
    [exit 1]
    ");
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
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "empty.txt"]), @"
    ------- stderr -------
    There is no text in empty.txt. Is it the right one? A document of another kind has to be saved as plain text (.txt).
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "marks.txt"]), @"
    ------- stderr -------
    There are no words in it.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "program.txt"]), @"
    ------- stderr -------
    error: cannot read program.txt as text
      caused by: this is no text but a program
      hint: save the document as plain text (.txt) and give that file
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "folder"]), @"
    ------- stderr -------
    error: no documents in folder
      caused by: a folder is searched for .txt and .md, and has none
      hint: name the files themselves, whatever their endings
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "extract", "missing.txt"]), @"
    ------- stderr -------
    error: cannot read missing.txt
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
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
