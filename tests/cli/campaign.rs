use crate::sandbox::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.tm(&["init", "-q"]);
    sandbox.file(
        "terms.tsv",
        "id\tfa\ten\tforbidden_en\nT1\tشورا\tcouncil; workers' council\tsoviet\n\
         T2\tاعتصاب\tstrike; walkout\t\nT3\tدستمزد\twage\t\nT4\tکارگر\tworker\t\n",
    );
    assert_eq!(sandbox.code(&["glossary", "import", "-q", "terms.tsv"]), 0);
    sandbox.file(
        "work/april/leaflet.tsv",
        "fa\ten\tde\n\
         نان، کار، آزادی!\tBread, work, freedom!\tBrot, Arbeit, Freiheit!\n\
         شوراها تشکیل شد.\tSoviets were formed.\t\n\
         کارگران به اعتصاب ادامه می\u{200C}دهند.\tThe workers go on with their strike.\t\n\
         ۱۴۰۰\t1400\t\n",
    );
    sandbox.file(
        "work/bulletin.tsv",
        "fa\ten\n\
         نان، كار، آزادي!\tBread, jobs, freedom!\n\
         شورای کارگران آمد.\tThe workers' council came.\n\
         اعتصاب پیروز شد.\tThe walkout was won.\n\
         دستمزدها را بپردازید!\tPay us!\n\
         ۱۴۰۰\t2021\n",
    );
    sandbox.file(
        "work/call.jsonl",
        "{\"source\":\"نان، کار، آزادی!\",\"target\":\"Bread, work, freedom!\",\"source_lang\":\"fa\",\"target_lang\":\"en\"}\n",
    );
    sandbox.file("work/reply.tsv", "fa\ten\nدستمزد ما را بدهید.\tGive us our wages.\nاعتصاب!\tStrike!\n");
    sandbox.file("work/notes.txt", "no pairs");
    sandbox
}

#[test]
fn what_is_said_in_several_ways_is_counted_over_a_folder() {
    let sandbox = sandbox();
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "work", "-t", "en"]), @"
    warning  sentence  en: 2 ways in 3 pairs
        نان، کار، آزادی!
      2 ×
          Bread, work, freedom!
          work/april/leaflet.tsv:2, work/call.jsonl:1
      1 ×
          Bread, jobs, freedom!
          work/bulletin.tsv:2

    warning  term T2  en: 2 ways in 3 pairs
        اعتصاب
      2 ×  preferred
          strike
          work/april/leaflet.tsv:4, work/reply.tsv:3
      1 ×  admitted
          walkout
          work/bulletin.tsv:4

    error  term T1  en: 2 ways in 2 pairs
        شورا
      1 ×  forbidden
          soviet
          work/april/leaflet.tsv:3
      1 ×  admitted
          workers' council
          work/bulletin.tsv:3

    ------- stderr -------
    1 sentence and 2 terms in several ways in 12 pairs of 4 files. 1 less serious not shown (--severity hint).
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "work", "-t", "en", "--severity", "hint", "--json"]), @r#"
    {"v":1,"kind":"sentence","severity":"warning","concept":null,"lang":"en","source":"نان، کار، آزادی!","count":3,"renderings":[{"target":"Bread, work, freedom!","status":null,"count":2,"places":[{"file":"work/april/leaflet.tsv","line":2,"n":1},{"file":"work/call.jsonl","line":1,"n":1}]},{"target":"Bread, jobs, freedom!","status":null,"count":1,"places":[{"file":"work/bulletin.tsv","line":2,"n":1}]}]}
    {"v":1,"kind":"term","severity":"warning","concept":"T2","lang":"en","source":"اعتصاب","count":3,"renderings":[{"target":"strike","status":"preferred","count":2,"places":[{"file":"work/april/leaflet.tsv","line":4,"n":3},{"file":"work/reply.tsv","line":3,"n":2}]},{"target":"walkout","status":"admitted","count":1,"places":[{"file":"work/bulletin.tsv","line":4,"n":3}]}]}
    {"v":1,"kind":"term","severity":"error","concept":"T1","lang":"en","source":"شورا","count":2,"renderings":[{"target":"soviet","status":"forbidden","count":1,"places":[{"file":"work/april/leaflet.tsv","line":3,"n":2}]},{"target":"workers' council","status":"admitted","count":1,"places":[{"file":"work/bulletin.tsv","line":3,"n":2}]}]}
    {"v":1,"kind":"term","severity":"hint","concept":"T3","lang":"en","source":"دستمزد","count":2,"renderings":[{"target":null,"status":"none","count":1,"places":[{"file":"work/bulletin.tsv","line":5,"n":4}]},{"target":"wage","status":"preferred","count":1,"places":[{"file":"work/reply.tsv","line":2,"n":1}]}]}
    ------- stderr -------
    1 sentence and 3 terms in several ways in 12 pairs of 4 files.
    [exit 1]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "work", "-t", "en", "--severity", "error", "-q"]), @"
    error  term T1  en: 2 ways in 2 pairs
        شورا
      1 ×  forbidden
          soviet
          work/april/leaflet.tsv:3
      1 ×  admitted
          workers' council
          work/bulletin.tsv:3

    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "work/reply.tsv", "work/call.jsonl", "-t", "en"]), @"
    ------- stderr -------
    Nothing is said in several ways in 3 pairs of 2 files.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "work", "-t", "de"]), @"
    warning  sentence  de: 2 ways in 2 pairs
        نان، کار، آزادی!
      1 ×
          Brot, Arbeit, Freiheit!
          work/april/leaflet.tsv:2
      1 ×
          Bread, work, freedom!
          work/call.jsonl:1

    ------- stderr -------
    1 sentence and 0 terms in several ways in 2 pairs of 4 files.
    [exit 1]
    ");
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let sandbox = sandbox();
    let first = sandbox.tm(&["check", "--campaign", "work", "-t", "en", "--no-terms"]);
    assert_eq!(
        sandbox.tm(&["check", "--campaign", "work", "work/bulletin.tsv", "-t", "en", "--no-terms"]),
        first
    );
    assert!(first.contains("2 \u{D7}") && !first.contains("term "), "{first}");
}

#[test]
fn a_damaged_file_is_told_and_the_others_are_read() {
    let sandbox = sandbox();
    sandbox.file("work/a.tmx", "<html></html>");
    sandbox.file("work/cut.tmx", "<tmx version=\"1.4\"><header srclang=\"fa\"/><body><tu><tuv xml:lang=\"fa\"><seg>نان، کار، آزادی!</seg></tuv><tuv xml:lang=\"en\"><seg>Bread, labour, freedom!</seg></tuv></tu><tu><tuv");
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "work", "-t", "en", "--no-terms"]), @"
    warning  sentence  en: 3 ways in 4 pairs
        نان، کار، آزادی!
      2 ×
          Bread, work, freedom!
          work/april/leaflet.tsv:2, work/call.jsonl:1
      1 ×
          Bread, jobs, freedom!
          work/bulletin.tsv:2
      1 ×
          Bread, labour, freedom!
          work/cut.tmx:1

    ------- stderr -------
    error: cannot read work/a.tmx as TMX
      caused by: line 1: the root element is <html>, not <tmx>
      hint: tm segment work/a.tmx reads it as a document; nothing was changed
    work/cut.tmx: line 1: the file ends inside a unit
    1 sentence and 0 terms in several ways in 13 pairs of 5 files.
    1 record could not be read.
    1 file could not be read, or not to the end.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "work/a.tmx", "-t", "en"]), @"
    ------- stderr -------
    error: cannot read work/a.tmx as TMX
      caused by: line 1: the root element is <html>, not <tmx>
      hint: tm segment work/a.tmx reads it as a document; nothing was changed
    [exit 2]
    ");
}

#[test]
fn what_cannot_be_a_campaign() {
    let sandbox = sandbox();
    std::fs::create_dir(sandbox.path("empty")).unwrap();
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "empty"]), @"
    ------- stderr -------
    There is no file of pairs in it: TMX, TSV, CSV or JSONL.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "-"]), @"
    ------- stderr -------
    error: --campaign cannot read standard input
      hint: its documents are read twice: name files or folders
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "--campaign", "missing"]), @"
    ------- stderr -------
    error: cannot read missing
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
    assert_eq!(sandbox.code(&["check", "--campaign", "work", "--only", "term"]), 2);
    assert_eq!(sandbox.code(&["check", "work"]), 2);
}
