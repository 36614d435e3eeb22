use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.tm(&["init", "-q"]);
    sandbox.file(
        "terms.tsv",
        "id\tfa\ten\tforbidden_en\tnote\nT1\tشورا\tworkers' council; council\tsoviet\tread as the Soviet Union abroad\n",
    );
    assert_eq!(sandbox.code(&["glossary", "import", "-q", "terms.tsv"]), 0);
    let rows = [
        "fa\ten",
        "کارگران ۵۰ روز است اعتصاب کرده\u{200C}اند.\tThe workers have been on strike for 50 days.",
        "مزد ۳۵۰ کارگر پرداخت نشد.\tThe wages of 350 workers were paid.",
        "در ۲۰ شهریور ۱۴۰۰ پنج هزار نفر آمدند.\t5,000 people came on 12 September 2021.",
        "شورا بیانیه داد.\tThe soviet issued a a statement.",
        "شورا بیانیه داد.\tThey issued a statement.",
    ];
    sandbox.file("pairs.tsv", rows.join("\n") + "\n");
    sandbox
}

#[test]
fn what_a_translation_says_otherwise_is_shown_with_its_places() {
    let sandbox = sandbox();
    insta::assert_snapshot!(sandbox.tm(&["check", "pairs.tsv"]), @"
    pairs.tsv:3  en
        مزد ۳۵۰ کارگر پرداخت نشد.
        The wages of 350 workers were paid.
        warning  negation      denied here, not there
          نشد

    pairs.tsv:4  en
        در ۲۰ شهریور ۱۴۰۰ پنج هزار نفر آمدند.
        5,000 people came on 12 September 2021.
        error    date          2021-09-11 here, 2021-09-12 there
          ۲۰ شهریور ۱۴۰۰
          12 September 2021

    pairs.tsv:5  en
        شورا بیانیه داد.
        The soviet issued a a statement.
        warning  doubled       stands twice
          a a
        error    term          “soviet” is forbidden: use “workers' council” or “council” (read as the Soviet Union abroad)
          شورا
          soviet

    ------- stderr -------
    4 findings in 3 of 5 pairs. 1 less serious not shown (--severity hint).
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--json", "-q", "--only", "date,negation", "pairs.tsv"]), @r#"
    {"v":1,"file":"pairs.tsv","line":3,"n":2,"lang":"en","kind":"negation","severity":"warning","detail":"denied here, not there","source":"مزد ۳۵۰ کارگر پرداخت نشد.","target":"The wages of 350 workers were paid.","source_at":[[21,24]],"target_at":[]}
    {"v":1,"file":"pairs.tsv","line":4,"n":3,"lang":"en","kind":"date","severity":"error","detail":"2021-09-11 here, 2021-09-12 there","source":"در ۲۰ شهریور ۱۴۰۰ پنج هزار نفر آمدند.","target":"5,000 people came on 12 September 2021.","source_at":[[3,17]],"target_at":[[21,38]]}
    [exit 1]
    "#);
}

#[test]
fn terms_said_otherwise_are_hints() {
    let sandbox = sandbox();
    insta::assert_snapshot!(sandbox.tm(&["check", "--only", "term", "pairs.tsv"]), @"
    pairs.tsv:5  en
        شورا بیانیه داد.
        The soviet issued a a statement.
        error    term          “soviet” is forbidden: use “workers' council” or “council” (read as the Soviet Union abroad)
          شورا
          soviet

    pairs.tsv:6  en
        شورا بیانیه داد.
        They issued a statement.
        hint     term          “workers' council” or “council” is expected
          شورا

    ------- stderr -------
    2 findings in 2 of 5 pairs.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--no-terms", "--severity", "error", "pairs.tsv"]), @"
    pairs.tsv:4  en
        در ۲۰ شهریور ۱۴۰۰ پنج هزار نفر آمدند.
        5,000 people came on 12 September 2021.
        error    date          2021-09-11 here, 2021-09-12 there
          ۲۰ شهریور ۱۴۰۰
          12 September 2021

    ------- stderr -------
    1 finding in 1 of 5 pairs. 2 less serious not shown (--severity hint).
    [exit 1]
    ");
}

#[test]
fn right_translations_give_exit_code_0() {
    let sandbox = sandbox();
    sandbox.file("right.tsv", "fa\ten\nنان، کار، آزادی!\tBread, work, freedom!\n");
    insta::assert_snapshot!(sandbox.tm(&["check", "right.tsv"]), @"
    ------- stderr -------
    Nothing to look at in 1 pair.
    [exit 0]
    ");
}

#[test]
fn pairs_come_in_every_format_that_is_imported() {
    let sandbox = sandbox();
    sandbox.file(
        "pairs.tmx",
        r#"<?xml version="1.0"?><tmx version="1.4"><header srclang="fa" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="x" creationtoolversion="1" o-tmf="x"/><body>
<tu><tuv xml:lang="fa"><seg>دو <bpt i="1"/>نفر<ept i="1"/> بازداشت شدند.</seg></tuv><tuv xml:lang="de"><seg>Drei Menschen wurden verhaftet.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>No Persian</seg></tuv><tuv xml:lang="de"><seg>Kein Persisch</seg></tuv></tu>
</body></tmx>"#,
    );
    insta::assert_snapshot!(sandbox.tm(&["check", "pairs.tmx"]), @"
    pairs.tmx:2  de
        دو نفر بازداشت شدند.
        Drei Menschen wurden verhaftet.
        error    number        2 here, 3 there
          دو
          Drei

    ------- stderr -------
    1 finding in 1 of 1 pair.
    1 unit left out: no fa text, or no translation that was asked for.
    [exit 1]
    ");
    sandbox.tm(&["import", "-q", "pairs.tmx"]);
    assert_eq!(sandbox.code(&["check", "-q", "memory.tmdb"]), 1);
    assert_eq!(sandbox.code(&["check", "-q", "memory.tmdb", "-t", "sv"]), 1);
    let piped = sandbox.tm_with(&["check", "-", "-s", "fa", "-t", "en"], "سه نفر\tFour people\n".as_bytes());
    insta::assert_snapshot!(piped, @"
    -:1  en
        سه نفر
        Four people
        error    number        3 here, 4 there
          سه
          Four

    ------- stderr -------
    1 finding in 1 of 1 pair.
    [exit 1]
    ");
}

#[test]
fn what_cannot_be_read_is_told() {
    let sandbox = sandbox();
    sandbox.file("damaged.tsv", "fa\ten\nسلام\t\nدرود\tHello\n");
    insta::assert_snapshot!(sandbox.tm(&["check", "damaged.tsv"]), @"
    damaged.tsv:2
        سلام
        error    empty         no translation: there is only one language, fa

    ------- stderr -------
    1 finding in 1 of 2 pairs.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "missing.tsv"]), @"
    ------- stderr -------
    error: cannot read missing.tsv
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
    sandbox.file("empty.tsv", "");
    insta::assert_snapshot!(sandbox.tm(&["check", "empty.tsv"]), @"
    ------- stderr -------
    error: cannot read empty.tsv
      caused by: the file is empty
      hint: ask for the file again; nothing was changed
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--only", "spelling", "pairs.tsv"]), @"
    ------- stderr -------
    error: invalid value 'spelling' for '--only <KIND,…>': the kinds are number, date, quantity, unit, name, negation, untranslated, doubled, brackets, quotes, empty, term

    For more information, try '--help'.
    [exit 2]
    ");
}

#[test]
fn a_missing_translation_is_a_finding() {
    let sandbox = sandbox();
    sandbox.file("gaps.tsv", "fa\ten\nسلام\t\nدرود\tHello\n");
    sandbox.file("gaps.jsonl", "{\"fa\":\"سلام\",\"en\":\"\"}\n");
    sandbox.file(
        "gaps.tmx",
        r#"<?xml version="1.0"?><tmx version="1.4"><header srclang="fa" datatype="plaintext" segtype="sentence" adminlang="en" creationtool="x" creationtoolversion="1" o-tmf="x"/><body>
<tu><tuv xml:lang="fa"><seg>سلام</seg></tuv><tuv xml:lang="de"><seg></seg></tuv></tu></body></tmx>"#,
    );
    insta::assert_snapshot!(sandbox.tm(&["check", "gaps.tsv", "gaps.jsonl", "gaps.tmx"]), @r#"
    gaps.tsv:2
        سلام
        error    empty         no translation: there is only one language, fa

    gaps.jsonl:1
        {"fa":"سلام","en":""}
        error    empty         no translation: the en text is empty

    gaps.tmx:2
        <tu><tuv xml:lang="fa"><seg>سلام</seg></tuv><tuv xml:lang="de"><seg></seg></tuv></tu>
        error    empty         no translation: the de text is empty

    ------- stderr -------
    3 findings in 3 of 4 pairs.
    [exit 1]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["check", "gaps.tsv", "--only", "empty", "--json", "-q"]), @r#"
    {"v":1,"file":"gaps.tsv","line":2,"n":1,"lang":null,"kind":"empty","severity":"error","detail":"there is only one language, fa","source":"سلام\t","target":"","source_at":[],"target_at":[]}
    [exit 1]
    "#);
    assert_eq!(sandbox.code(&["check", "gaps.tsv", "--only", "number", "-q"]), 0);
}

#[test]
fn of_texts_that_differ_in_everything_a_hundred_findings_of_a_kind_are_shown() {
    let sandbox = sandbox();
    let numbers: Vec<String> = (1001..1151).map(|n| format!("{n} نفر")).collect();
    sandbox.file("pairs.tsv", format!("fa\ten\n{}.\tThey all came.\n", numbers.join("، ")));
    let said = sandbox.tm(&["check", "--json", "--only", "number", "pairs.tsv"]);
    assert_eq!(said.matches("\"kind\":\"number\"").count(), 100);
    assert!(said.contains("50 more of pairs with over 100 of a kind not shown"), "{said}");
}

#[test]
fn another_day_of_the_week_is_called_by_its_name() {
    let sandbox = Sandbox::new();
    sandbox.file("day.tsv", "fa\ten\nجلسه روز سه\u{200C}شنبه است.\tThe meeting is on Wednesday.\n");
    let said = sandbox.tm(&["check", "day.tsv", "--no-terms"]);
    assert!(said.contains("Tuesday here, Wednesday there"), "{said}");
}
