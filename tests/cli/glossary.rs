use crate::sandbox::Sandbox;

const TABLE: &str = "id\tfa\ten\tde\tpos\tdomain\tnote\tforbidden_en\n\
    T1\tکارگر\tworker\tArbeiter/in\tnoun\tcore\t\tlabourer\n\
    T2\tشورا\tcouncil; workers' council\tRat\tnoun\torganising\tnever soviet\tsoviet\n";

fn with_terms() -> Sandbox {
    let sandbox = Sandbox::with_memory();
    sandbox.file("terms.tsv", TABLE);
    sandbox.tm(&["glossary", "import", "terms.tsv"]);
    sandbox
}

#[test]
fn in_and_out_again() {
    let sandbox = Sandbox::new();
    sandbox.file("terms.tsv", TABLE);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "terms.tsv"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    terms.tsv: 2 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "terms.tsv"]), @"
    ------- stderr -------
    terms.tsv: 0 new, 2 already here
    Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    sandbox.file("changed.tsv", TABLE.replace("workers' council", "labour council"));
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "changed.tsv"]), @"
    ------- stderr -------
    changed.tsv: 0 new, 1 updated, 1 already here
    Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "export", "-"]), @"
    id	fa	de	en	forbidden_en	pos	domain	note
    T2	شورا	Rat	council; labour council	soviet	noun	organising	never soviet
    T1	کارگر	Arbeiter/in	worker	labourer	noun	core	
    ------- stderr -------
    2 concepts written to -.
    [exit 0]
    ");
}

#[test]
fn every_form_is_found() {
    let sandbox = with_terms();
    insta::assert_snapshot!(sandbox.tm(&["glossary", "find", "شوراهای كارگران را بشناسید."]), @"
    [1]
    شوراهای كارگران را بشناسید.
        شوراهای
          de  Rat
          en  council; workers' council
          not: soviet
        كارگران
          de  Arbeiter/in
          en  worker
          not: labourer

    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "find", "شوراهای كارگران", "--json", "-t", "en"]), @r#"
    {"v":1,"n":1,"source":"شوراهای كارگران","terms":[{"concept":"T2","source":"شورا","text":"شوراهای","target":["council","workers' council"],"renderings":{"en":["council","workers' council"]},"forbidden":["soviet"],"note":"never soviet","at":[0,7],"form":"plural+ezafe","nested":false},{"concept":"T1","source":"کارگر","text":"كارگران","target":["worker"],"renderings":{"en":["worker"]},"forbidden":["labourer"],"note":"","at":[8,15],"form":"plural","nested":false}]}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "find", "کارگاه بسته است."]), @"[exit 1]");
}

#[test]
fn typed_and_listed() {
    let sandbox = with_terms();
    insta::assert_snapshot!(sandbox.tm(&["glossary", "add", "نظارت شورایی", "council oversight; workers' oversight", "-t", "en", "--forbid", "soviet supervision", "--note", "read as Soviet Union abroad"]), @"
    ------- stderr -------
    1 new. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "--missing", "de"]), @"
    نظارت شورایی
        en  council oversight
        en  workers' oversight  admitted
        en  soviet supervision  forbidden
        read as Soviet Union abroad
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["glossary", "list", "شورا", "--json", "-t", "en"]), @r#"
    {"v":1,"concept":"T2","id":"acb967b0a94e25ec3179f4e8c90a28e7","termbase":"","domain":"organising","pos":"noun","definition":"","note":"never soviet","scope":"","reference":"","review":"","do_not_translate":false,"terms":[{"lang":"fa","text":"شورا","status":"preferred","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"de","text":"Rat","status":"preferred","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"council","status":"preferred","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"workers' council","status":"admitted","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"soviet","status":"forbidden","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""}],"properties":{}}
    {"v":1,"concept":"aaf5748a330066c197aab66bbb74e5cf","id":"aaf5748a330066c197aab66bbb74e5cf","termbase":"","domain":"","pos":"","definition":"","note":"read as Soviet Union abroad","scope":"","reference":"","review":"","do_not_translate":false,"terms":[{"lang":"fa","text":"نظارت شورایی","status":"preferred","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"council oversight","status":"preferred","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"workers' oversight","status":"admitted","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""},{"lang":"en","text":"soviet supervision","status":"forbidden","match":"inflected","case":false,"gender":"","variants":[],"exceptions":[],"note":"","reference":""}],"properties":{}}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "add", "نان", " ", "-t", "en"]), @r#"
    ------- stderr -------
    error: a term and its rendering must both say something
      hint: tm glossary add "TERM" "RENDERING" -t en
    [exit 2]
    "#);
}

#[test]
fn what_is_no_table_of_terms() {
    let sandbox = Sandbox::new();
    sandbox.file("x.tsv", "a\tb\n1\t2\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "x.tsv"]), @"
    ------- stderr -------
    error: cannot read x.tsv as a table of terms
      caused by: line 1: the header row names no language, only a, b
      hint: tm segment x.tsv reads it as a document; nothing was changed
    [exit 2]
    ");
    sandbox.file("y.tsv", "fa\ten\nکار\twork\textra\n\t\nمزد\twage\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "y.tsv"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    y.tsv: line 2: 3 cells, the header has 2
    y.tsv: 1 new, 1 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "glossary", "export", "terms.csv"]), 2);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "missing.tsv"]), @"
    ------- stderr -------
    error: cannot read missing.tsv
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
}

#[test]
fn what_is_added_to_a_term_takes_nothing_away() {
    let sandbox = Sandbox::new();
    let add = |args: &[&str]| {
        sandbox.code(&[&["--db", "m.tmdb", "glossary", "add", "نظارت شورایی"], args].concat())
    };
    assert_eq!(
        add(&["council oversight", "-t", "en", "--forbid", "soviet supervision", "--note", "keep"]),
        0
    );
    assert_eq!(add(&["Räteaufsicht", "-t", "de"]), 0);
    assert_eq!(add(&["workers' oversight", "-t", "en"]), 0);
    let table =
        String::from_utf8(sandbox.output(&["--db", "m.tmdb", "glossary", "export", "-"]).stdout).unwrap();
    let row = "نظارت شورایی\tRäteaufsicht\tcouncil oversight; workers' oversight\tsoviet supervision\tkeep\n";
    assert_eq!(table, format!("fa\tde\ten\tforbidden_en\tnote\n{row}"));
}

#[test]
fn a_glossary_that_names_somebody_held_back_stays_here() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en", "--note", "as Sara Kamyab wrote"]);
    sandbox.tm(&["glossary", "add", "نان", "bread", "-t", "en"]);
    assert_eq!(sandbox.code(&["glossary", "export", "terms.tsv"]), 0);
    sandbox.tm(&["holdback", "add", "سارا کامیاب"]);
    insta::assert_snapshot!(sandbox.tm(&["glossary", "export", "others.tsv"]), @"
    ------- stderr -------
    error: cannot export the glossary: 1 concept names somebody held back
      caused by: شورا | council | as Sara Kamyab wrote
      hint: --full writes it for yourself; tm holdback add NAME --except TEXT leaves out what is not meant
    [exit 2]
    ");
    assert!(!sandbox.path("others.tsv").exists());
    assert_eq!(sandbox.code(&["glossary", "export", "own.tsv", "--full"]), 0);
    assert_eq!(sandbox.read("own.tsv"), sandbox.read("terms.tsv"));
}
