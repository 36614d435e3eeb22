use crate::sandbox::{Sandbox, repository};

#[test]
fn a_table_with_languages_and_props() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("more.tsv", "fa\ten\tproject\nنان، کار، آزادی\tBread, work, freedom\tmay-day\nتنها\t\t\n");
    insta::assert_snapshot!(sandbox.tm(&["import", "more.tsv"]), @"
    ------- stderr -------
    more.tsv: line 3: there is only one language, fa
    more.tsv: 1 new, 1 skipped
    Write 2; tm undo 2 takes it back.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "more.tsv", "--json"]), @r#"
    {"v":1,"file":"more.tsv","new":0,"already_here":1,"merged":0,"removed_before":0,"purged_before":0,"purged_there":0,"skipped":1,"terms":0,"terms_removed_before":0,"metadata":[],"write":null}
    ------- stderr -------
    more.tsv: line 3: there is only one language, fa
    more.tsv: 0 new, 1 already here, 1 skipped
    Nothing new: the memory is as it was.
    [exit 1]
    "#);
}

#[test]
fn tables_without_a_header_need_languages() {
    let sandbox = Sandbox::new();
    sandbox.file("plain.tsv", "سلام\thello\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "plain.tsv"]), @"
    ------- stderr -------
    error: cannot tell the languages of plain.tsv
      caused by: line 1 names no two languages
      hint: begin the file with a line such as fa<TAB>en, or give -s fa -t en, for more columns --assume-lang fa,en,de
    [exit 2]
    ");
    assert!(!sandbox.path("m.tmdb").exists(), "a refused file makes no memory");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "plain.tsv", "-s", "fa", "-t", "en"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    plain.tsv: 1 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    ");
}

#[test]
fn csv_from_a_spreadsheet() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "union.csv",
        "\u{FEFF}en;fa;note\n\"Bread; work; \"\"freedom\"\"\";\"نان؛ کار\";x\n'=1+1;'-یک;\n",
    );
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "union.csv"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    union.csv: 2 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "export", "-", "--format", "jsonl", "-q"]), @r#"
    {"v":1,"en":"=1+1","fa":"-یک"}
    {"v":1,"en":"Bread; work; \"freedom\"","fa":"نان؛ کار"}
    [exit 0]
    "#);
}

#[test]
fn a_dry_run_changes_nothing_and_makes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.file("p.tsv", "fa\ten\nنان\tbread\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "p.tsv", "--dry-run"]), @"
    ------- stderr -------
    p.tsv: 1 new
    Dry run: nothing was changed.
    [exit 0]
    ");
    assert!(!sandbox.path("m.tmdb").exists());
}

#[test]
fn one_bad_file_keeps_all_files_out() {
    let sandbox = Sandbox::with_memory();
    let before = sandbox.tm(&["export", "-", "--format", "jsonl", "-q"]);
    sandbox.file("good.tsv", "fa\ten\nنان\tbread\n");
    sandbox.file("bad.tmx", "<html></html>");
    insta::assert_snapshot!(sandbox.tm(&["import", "good.tsv", "bad.tmx"]), @"
    ------- stderr -------
    error: cannot read bad.tmx as TMX
      caused by: line 1: the root element is <html>, not <tmx>
      hint: tm segment bad.tmx reads it as a document; nothing was changed
    [exit 2]
    ");
    assert_eq!(sandbox.tm(&["export", "-", "--format", "jsonl", "-q"]), before);
}

#[test]
fn damaged_units_are_listed_and_the_rest_comes_in() {
    let sandbox = Sandbox::new();
    let damaged = repository("tests/fixtures/tmx/damaged.tmx");
    std::fs::copy(damaged, sandbox.path("damaged.tmx")).unwrap();
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "damaged.tmx"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    damaged.tmx: line 6: a bare `&`
    damaged.tmx: line 7: `<seg>` is not closed before `</tuv>`
    damaged.tmx: line 8: the en text is empty
    damaged.tmx: line 9: there is only one language, fa
    damaged.tmx: line 11: the file ends inside a unit
    damaged.tmx: 2 new, 5 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "export", "-", "--format", "jsonl", "-q"]), @r#"
    {"v":1,"en":"council","fa":"شورا"}
    {"v":1,"en":"solidarity","fa":"همبستگی"}
    [exit 0]
    "#);
}

#[test]
fn standard_input_and_several_encodings() {
    let sandbox = Sandbox::new();
    let text = "fa\ten\nهمبستگی\tsolidarity\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    insta::assert_snapshot!(sandbox.tm_with(&["--db", "m.tmdb", "import", "-", "--format", "tsv"], utf16), @"
    ------- stderr -------
    Created the memory m.tmdb.
    -: 1 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm_with(&["--db", "m.tmdb", "import", "-"], text), @"
    ------- stderr -------
    -: 0 new, 1 already here
    Nothing new: the memory is as it was.
    [exit 0]
    ");
}

#[test]
fn a_packed_file() {
    use std::io::Write;
    let sandbox = Sandbox::new();
    let tmx = std::fs::read(repository("tests/fixtures/tmx/several.tmx")).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&tmx).unwrap();
    let packed = packed.finish().unwrap();
    sandbox.file("several.tmx.gz", &packed);
    sandbox.file("cut.tmx.gz", &packed[..packed.len() / 2]);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "several.tmx.gz"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    several.tmx.gz: 5 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    ");
    let cut = sandbox.tm(&["--db", "n.tmdb", "import", "cut.tmx.gz"]);
    assert!(cut.contains("the file ends inside a unit") && cut.ends_with("[exit 1]"), "{cut}");
}

#[test]
fn a_quotation_that_never_closes_is_listed() {
    let sandbox = Sandbox::new();
    sandbox.file("stray.csv", "fa,en\nیک,one\nدو,\"two\nسه,three\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "stray.csv"]), @"
    ------- stderr -------
    Created the memory m.tmdb.
    stray.csv: line 3: a quotation mark is never closed; everything after it is left out
    stray.csv: 1 new, 1 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
}

#[test]
fn a_line_without_end_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.file("long.tsv", format!("fa\ten\nنان\t{}", "x".repeat(9 << 20)));
    let said = sandbox.tm(&["--db", "m.tmdb", "import", "long.tsv"]);
    assert!(said.contains("a line is longer than 8 MB") && said.ends_with("[exit 2]"), "{said}");
}

#[test]
fn damaged_records_are_kept_for_people_to_mend() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "old.tmx",
        "<tmx version=\"1.4\"><header srclang=\"fa\"/><body>\n\
         <tu><tuv xml:lang=\"fa\"><seg>نان</seg></tuv><tuv xml:lang=\"en\"><seg>bread</seg></tuv></tu>\n\
         <tu><tuv xml:lang=\"fa\"><seg>کار & آزادی</seg></tuv><tuv xml:lang=\"en\"><seg>work</seg></tuv></tu>\n\
         <tu><tuv xml:lang=\"fa\"><seg>همبستگی</seg></tuv></tu>\n\
         <tu><tuv xml:lang=\"fa\"><seg>اتحاد</seg></tuv>\n",
    );
    sandbox.file("pairs.csv", "fa,en\n\"اتحاد\",\"Unity\",\"and, more\"\n\"مبارزه\",struggle\n");
    sandbox.file("lines.jsonl", "{\"fa\":\"نان\",\"en\":\"bread\"}\n{\"fa\":\"کار\"}\n{\"fa\":\n");
    let files = ["old.tmx", "pairs.csv", "lines.jsonl"];
    let import = [&["--db", "m.tmdb", "import", "--rejects", "mend.txt"], &files[..]].concat();
    insta::assert_snapshot!(sandbox.tm(&import), @"
    ------- stderr -------
    Created the memory m.tmdb.
    old.tmx: line 3: a bare `&`
    old.tmx: line 4: there is only one language, fa
    old.tmx: line 5: the file ends inside a unit
    pairs.csv: line 2: the line has 3 cells where 2 are expected
    lines.jsonl: line 2: there is only one language, fa
    lines.jsonl: line 3: the line is no JSON object
    old.tmx: 1 new, 3 skipped
    pairs.csv: 1 new, 1 skipped
    lines.jsonl: 0 new, 1 merged with what was here, 2 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
    insta::assert_snapshot!(String::from_utf8(sandbox.read("mend.txt")).unwrap(), @r#"
    # old.tmx: line 3: a bare `&`
    <tu><tuv xml:lang="fa"><seg>کار & آزادی</seg></tuv><tuv xml:lang="en"><seg>work</seg></tuv></tu>

    # old.tmx: line 4: there is only one language, fa
    <tu><tuv xml:lang="fa"><seg>همبستگی</seg></tuv></tu>

    # old.tmx: line 5: the file ends inside a unit
    <tu><tuv xml:lang="fa"><seg>اتحاد</seg></tuv>

    # pairs.csv: line 2: the line has 3 cells where 2 are expected
    اتحاد,Unity,"and, more"

    # lines.jsonl: line 2: there is only one language, fa
    {"fa":"کار"}

    # lines.jsonl: line 3: the line is no JSON object
    {"fa":
    "#);
    let nowhere = [&["--db", "n.tmdb", "import", "--rejects", "no/folder/mend.txt"], &files[..]].concat();
    insta::assert_snapshot!(sandbox.tm(&nowhere), @"
    ------- stderr -------
    error: cannot write no/folder/mend.txt
      caused by: there is no such folder
      hint: make the folder first, or choose another
    [exit 2]
    ");
}

#[test]
fn languages_are_assumed_only_where_none_is_named() {
    let sandbox = Sandbox::new();
    let unit =
        |a: &str, b: &str| format!("<tu><tuv{a}><seg>نان</seg></tuv><tuv{b}><seg>bread</seg></tuv></tu>\n");
    let (fa, en) = (" xml:lang=\"fa\"", " xml:lang=\"en\"");
    let units = [unit("", ""), unit(fa, ""), unit("", en), unit(fa, " xml:lang=\"sv\"")].concat();
    sandbox.file("silent.tmx", format!("<tmx version=\"1.4\"><header/><body>\n{units}</body></tmx>"));
    sandbox.file("silent.tsv", "نان\tbread\tBrot\n");
    let texts = |db: &str| sandbox.tm(&["--db", db, "export", "-", "--format", "jsonl", "-q"]);
    insta::assert_snapshot!(sandbox.tm(&["--db", "a.tmdb", "import", "silent.tmx"]), @"
    ------- stderr -------
    Created the memory a.tmdb.
    silent.tmx: line 2: a `<tuv>` names no language
    silent.tmx: line 3: a `<tuv>` names no language
    silent.tmx: line 4: a `<tuv>` names no language
    silent.tmx: 1 new, 3 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
    sandbox.tm(&["--db", "b.tmdb", "import", "silent.tmx", "-s", "fa", "-t", "de"]);
    insta::assert_snapshot!(texts("b.tmdb"), @r#"
    {"v":1,"de":"bread","fa":"نان"}
    {"v":1,"en":"bread","fa":"نان"}
    {"v":1,"fa":"نان","sv":"bread"}
    [exit 0]
    "#);
    sandbox.tm(&["--db", "c.tmdb", "import", "silent.tsv", "--assume-lang", "fa,en,de"]);
    insta::assert_snapshot!(texts("c.tmdb"), @r#"
    {"v":1,"de":"Brot","en":"bread","fa":"نان"}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "d.tmdb", "import", "silent.tsv", "--assume-lang", "fa,englsh"]), @"
    ------- stderr -------
    error: --assume-lang: “englsh” is not a language tag
      hint: languages are tags such as fa, en, de, fr, sv
    [exit 2]
    ");
}

const STRANGERS: &str = r#"<tmx version="1.4"><header srclang="fa"/><body>
<tu creationid="GENEVA\golnar" changeid="omid"><note>call +98 912 345 6789</note><prop type="x-document">C:\Users\golnar\may.docx</prop>
<prop type="x-tm-state">reviewed</prop><prop type="x-tm-origin">golnar's laptop</prop>
<tuv xml:lang="fa"><seg>مرگ بر استثمار <ph x="1">{1}</ph></seg></tuv><tuv xml:lang="en"><seg>Down with exploitation <ph x="1">{1}</ph></seg></tuv></tu>
<tu creationid="omid"><tuv xml:lang="fa"><seg>دستمزدها سه ماه است پرداخت نشده است.</seg></tuv><tuv xml:lang="en"><seg>Wages have not been paid for three months.</seg></tuv></tu>
</body></tmx>"#;

#[test]
fn what_strangers_send_is_untrusted_and_their_metadata_is_shown() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("strangers.tmx", STRANGERS);
    insta::assert_snapshot!(sandbox.tm(&["import", "--untrusted", "strangers.tmx", "--json"]), @r#"
    {"v":1,"file":"strangers.tmx","new":1,"already_here":0,"merged":1,"removed_before":0,"purged_before":0,"purged_there":0,"skipped":0,"terms":0,"terms_removed_before":0,"metadata":[{"kind":"document","value":"C:\\Users\\golnar\\may.docx","count":1},{"kind":"path","value":"C:\\Users\\golnar\\may.docx","count":1},{"kind":"person","value":"GENEVA\\golnar","count":1},{"kind":"person","value":"omid","count":2},{"kind":"phone","value":"+98 912 345 6789","count":1}],"write":2}
    ------- stderr -------
    strangers.tmx names in what it says about its units (--no-metadata leaves it out):
      document: C:\Users\golnar\may.docx (1)
      path: C:\Users\golnar\may.docx (1)
      person: GENEVA\golnar (1), omid (2)
      phone: +98 912 345 6789 (1)
    strangers.tmx: 1 new, 1 merged with what was here
    Write 2; tm undo 2 takes it back.
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["review", "--status", "untrusted,reviewed", "--json", "-q"]), @r#"
    {"v":1,"unit":"479f5bb51a6e170e88542140c8644e12","status":"untrusted","private":false,"origin":"strangers.tmx","date":"[TODAY]","variants":[{"lang":"en","text":"Down with exploitation "},{"lang":"fa","text":"مرگ بر استثمار "}]}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["export", "-", "--format", "csv", "-t", "en"]), @"
    fa,en
    دستمزدها سه ماه است پرداخت نشده است.,Wages have not been paid for three months.
    کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.,The sugarcane workers of Haft Tappeh went on strike.
    ------- stderr -------
    2 units written to -. 1 withheld: private, rejected or not accepted.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["mark", "trusted", "--origin", "strangers"]), @"
    ------- stderr -------
    1 unit marked trusted, 1 left as they were. Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    assert!(sandbox.tm(&["export", "-", "--format", "csv", "-t", "en"]).contains("exploitation"));
    assert!(sandbox.tm(&["export", "-", "--full"]).contains("GENEVA"));
}

#[test]
fn metadata_is_left_out_on_request() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("strangers.tmx", STRANGERS);
    insta::assert_snapshot!(sandbox.tm(&["import", "--no-metadata", "strangers.tmx"]), @"
    ------- stderr -------
    strangers.tmx: 1 new, 1 merged with what was here
    Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    let full = sandbox.tm(&["export", "-", "--full"]);
    assert!(full.contains("{1}") && full.contains("strangers.tmx"), "{full}");
    for word in ["GENEVA", "golnar", "omid", "laptop", "912"] {
        assert!(!full.contains(word), "{word}");
    }
}

#[test]
fn a_strangers_memory_is_taken_as_pairs() {
    let sandbox = Sandbox::with_memory();
    sandbox.file("strangers.tmx", STRANGERS);
    sandbox.tm(&["--db", "theirs.tmdb", "import", "strangers.tmx"]);
    sandbox.tm(&["--db", "theirs.tmdb", "review", "approve", "--all"]);
    sandbox.tm(&["--db", "theirs.tmdb", "glossary", "add", "شورا", "council", "-t", "en"]);
    insta::assert_snapshot!(sandbox.tm(&["import", "--untrusted", "theirs.tmdb"]), @r"
    ------- stderr -------
    theirs.tmdb: terms are left out, since it is from a stranger
    theirs.tmdb names in what it says about its units (--no-metadata leaves it out):
      document: C:\Users\golnar\may.docx (1)
      path: C:\Users\golnar\may.docx (1)
      person: GENEVA\golnar (1), omid (2)
      phone: +98 912 345 6789 (1)
    theirs.tmdb: 1 new, 1 merged with what was here
    Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["review", "--status", "untrusted,reviewed"]), @"
    479f5bb51a6e  untrusted  [TODAY]  theirs.tmdb
        fa
        مرگ بر استثمار 
        en
        Down with exploitation 

    ------- stderr -------
    1 unit.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "--untrusted", "--own", "theirs.tmdb"]), @"
    ------- stderr -------
    error: the argument '--untrusted' cannot be used with '--own'

    Usage: tm import --untrusted <FILE>...

    For more information, try '--help'.
    [exit 2]
    ");
}

#[test]
fn the_list_of_damaged_records_takes_no_other_files_place() {
    let sandbox = Sandbox::new();
    sandbox.file("good.tsv", "fa\ten\nنان\tbread\n");
    sandbox.file("mend.txt", "an earlier list\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "good.tsv", "--rejects", "./good.tsv"]), @"
    ------- stderr -------
    error: --rejects: ./good.tsv is one of the files to import
      caused by: the list would take its place
      hint: choose another name, such as mend.txt; nothing was changed
    [exit 2]
    ");
    assert_eq!(sandbox.read("good.tsv"), "fa\ten\nنان\tbread\n".as_bytes());
    assert_eq!(sandbox.code(&["--db", "m.tmdb", "import", "good.tsv", "--rejects", "mend.txt"]), 0);
    assert_eq!(sandbox.read("mend.txt"), b"an earlier list\n");
}

#[test]
fn strangers_do_not_decide_about_our_units() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["review", "approve", "--all"]);
    let props = "<prop type=\"x-tm-state\">rejected</prop><prop type=\"x-tm-private\">yes</prop>";
    sandbox.file("bad.tmx", STRANGERS.replace("<tu creationid=\"omid\">", &format!("<tu>{props}")));
    let states = || sandbox.tm(&["review", "--status", "reviewed,rejected,private", "--json", "-q"]);
    let before = states();
    sandbox.tm(&["import", "--untrusted", "bad.tmx"]);
    assert_eq!(states(), before);
    sandbox.tm(&["undo"]);
    sandbox.tm(&["import", "bad.tmx"]);
    // Caution is believed, but not against an approval given here.
    assert!(states().contains("\"private\":true") && !states().contains("rejected"), "{}", states());
}

#[test]
fn a_cut_archive_gives_what_stands_before_the_cut() {
    use std::io::Write;
    let sandbox = Sandbox::new();
    let rows: String =
        (0..400).map(|n| format!("جمله‌ی شماره {n} {}\tsentence {n}\n", n * 7919 % 1013)).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(format!("fa\ten\n{rows}").as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    sandbox.file("cut.tsv.gz", &packed[..packed.len() / 2]);
    let said = sandbox.tm(&["--db", "m.tmdb", "import", "cut.tsv.gz"]);
    assert!(said.contains("its compressed data is cut or damaged") && said.contains("[exit 1]"), "{said}");
    let units = sandbox.output(&["--db", "m.tmdb", "export", "-", "--format", "jsonl", "-q"]).stdout;
    let count = units.split(|b| *b == b'\n').count();
    assert!(count > 100 && count < 400, "{count}");
}

#[test]
fn what_is_no_text_is_refused_and_leaves_no_memory_behind() {
    let sandbox = Sandbox::new();
    sandbox.file("junk.tsv", b"\x7fELF\x02\x01\0\0\0\0\tx\n\0\0\ty\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "import", "junk.tsv", "-s", "fa", "-t", "en"]), @"
    ------- stderr -------
    error: cannot read junk.tsv as TSV
      caused by: there are NUL bytes in it, so it is no text
      hint: tm segment junk.tsv reads it as a document; nothing was changed
    [exit 2]
    ");
    sandbox.file("good.tsv", "fa\ten\nنان\tbread\n");
    let blocked = sandbox.tm(&["--db", "n.tmdb", "import", "good.tsv", "missing.tsv"]);
    assert!(blocked.contains("[exit 2]") && !sandbox.path("n.tmdb").exists(), "{blocked}");
    sandbox.file("lines.tsv", "fa\ten\nنان\tbread\u{1b}]0;x\u{7}\nکار\twork\n");
    insta::assert_snapshot!(sandbox.tm(&["--db", "c.tmdb", "import", "lines.tsv"]), @"
    ------- stderr -------
    Created the memory c.tmdb.
    lines.tsv: line 2: there are control characters in it
    lines.tsv: 1 new, 1 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "c.tmdb", "import", "lines.tsv"]), @"
    ------- stderr -------
    lines.tsv: line 2: there are control characters in it
    lines.tsv: 0 new, 1 already here, 1 skipped
    Nothing new: the memory is as it was.
    [exit 1]
    ");
    assert_eq!(sandbox.tm(&["--db", "c.tmdb", "undo", "--list"]).lines().count(), 2);
}
