use std::fs;
use std::io::{Cursor, Write};

use crate::sandbox::{Sandbox, repository};

/// A sandbox with the fixtures of other programs beside it.
fn with_fixtures() -> Sandbox {
    let sandbox = Sandbox::new();
    for entry in fs::read_dir(repository("tests/fixtures/tbx")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, sandbox.path(path.file_name().unwrap().to_str().unwrap())).unwrap();
    }
    sandbox
}

/// Imports a file into a memory of its own and shows what was said and what is there then.
fn imported(sandbox: &Sandbox, file: &str, options: &[&str]) -> String {
    let memory = format!("{file}.tmdb");
    let import = [&["--db", &memory, "glossary", "import", file], options].concat();
    let said = sandbox.tm(&import);
    let there = sandbox.output(&["--db", &memory, "-q", "glossary", "export", "-"]).stdout;
    format!("{said}\n{}", String::from_utf8(there).unwrap())
}

#[test]
fn tbx_of_weblate() {
    insta::assert_snapshot!(imported(&with_fixtures(), "weblate.tbx", &[]), @"
    ------- stderr -------
    Created the memory weblate.tbx.tmdb.
    weblate.tbx: 3 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    fa	forbidden_fa	en	definition	note	do_not_translate
    LabourStart		LabourStart			yes
    صندوق اعتصاب		strike fund	Money that unions put aside for days without pay.	در فارسی جمع نمی‌بندیم	
    نمایندهٔ کارگران	سرکارگر	shop steward		Only of workplaces.
    ");
}

#[test]
fn tbx_two() {
    insta::assert_snapshot!(imported(&with_fixtures(), "martif.tbx", &[]), @"
    ------- stderr -------
    Created the memory martif.tbx.tmdb.
    martif.tbx: 1 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    id	fa-IR	source_fa-IR	de	variants_de	gender_de	en	deprecated_en	forbidden_en	note_en	pos	domain	definition	source
    w1	دستمزد معوق; حقوق معوقه	حقوق معوقه = bulletins	Lohnrückstand	Lohnrückstände	m	unpaid wages; wage arrears	back wages	delayed salaries	wage arrears = context: They struck over wage arrears.; delayed salaries = sounds like a clerical matter	noun	wages	Wages that were earned and not paid — for months & more.	Labour code, chapter 3
    ");
}

#[test]
fn tbx_three_in_both_styles() {
    let sandbox = with_fixtures();
    insta::assert_snapshot!(imported(&sandbox, "dca.tbx", &[]), @"
    ------- stderr -------
    Created the memory dca.tbx.tmdb.
    dca.tbx: 1 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    id	fa	fr	gender_fr	pos	domain	definition
    c7	قرارداد سفیدامضا	contrat en blanc	m	noun	contracts	قراردادی که کارگر امضا می‌کند و رونوشتی نمی‌گیرد.
    ");
    insta::assert_snapshot!(imported(&sandbox, "dct.tbx", &[]), @r"
    ------- stderr -------
    Created the memory dct.tbx.tmdb.
    dct.tbx: 1 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    id	fa	sv	gender_sv	note_sv	pos	domain	definition
    c8	وثیقه	borgen	other	geographicalUsage: Finland\nexternalCrossReference: elsewhere	noun	courts	Pengar som lämnas till domstolen.
    ");
}

#[test]
fn tbx_of_multiterm() {
    insta::assert_snapshot!(imported(&with_fixtures(), "multiterm.tbx", &[]), @"
    ------- stderr -------
    Created the memory multiterm.tbx.tmdb.
    multiterm.tbx: 1 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    id	fa	forbidden_fa	en-GB	note_en-GB	pos	domain
    c1	سیلیکوز	غبار ریه	silicosis	context: Miners with silicosis get no pension.	noun	health
    ");
}

#[test]
fn csv_of_memoq_and_weblate() {
    let sandbox = with_fixtures();
    insta::assert_snapshot!(imported(&sandbox, "memoq.csv", &[]), @r#"
    ------- stderr -------
    Created the memory memoq.csv.tmdb.
    memoq.csv: 2 new
    Write 1; tm undo 1 takes it back.
    [exit 0]
    id	fa	en-US	forbidden_en-US	exact_en-US	note_en-US	domain	definition	note	scope
    1	اعتصاب عمومی	general strike	general riot	general strike	example: They called a general strike.	strike	Work stops "everywhere"; for a day	two lines\r\nof a note	Bulletin
    2	قلع
    "#);
    insta::assert_snapshot!(imported(&sandbox, "weblate.csv", &["-s", "fa", "-t", "en"]), @r#"
    ------- stderr -------
    Created the memory weblate.csv.tmdb.
    weblate.csv: line 4: the fa term “=1+1” begins like a formula
    weblate.csv: line 4: no term is left of it that others could stand for
    weblate.csv: 2 new, 2 skipped
    weblate.csv: texts that begin like a formula, kept as text: 1
    Write 1; tm undo 1 takes it back.
    [exit 1]
    fa	en	note	status	context
    بازخرید	buyout	\=HYPERLINK("http://example.org","more")	proposed	wages
    لغو قرارداد	cancellation of contract	not the same as dismissal\nlabour law
    "#);
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "weblate.csv"]), @"
    ------- stderr -------
    error: cannot read weblate.csv as terms of two languages
      caused by: line 1: the columns source and target do not say which languages they are in
      hint: say them, such as -s fa -t en; nothing was changed
    [exit 2]
    ");
}

#[test]
fn glossaries_of_omegat() {
    let sandbox = with_fixtures();
    insta::assert_snapshot!(imported(&sandbox, "omegat.txt", &["-s", "fa", "-t", "en"]), @"
    ------- stderr -------
    Created the memory omegat.txt.tmdb.
    omegat.txt: line 5: no source and target between tabs
    omegat.txt: 2 new, 1 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    fa	en	note
    آتش‌بس	ceasefire	
    آزادی تشکل	freedom of association; right to organise	ILO convention 87
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "omegat.txt"]), @"
    ------- stderr -------
    error: cannot read omegat.txt as terms of two languages
      caused by: a glossary of OmegaT's does not say which languages it is in
      hint: say them, such as -s fa -t en; nothing was changed
    [exit 2]
    ");
    let export = ["--db", "omegat.txt.tmdb", "glossary", "export", "-", "--format", "omegat"];
    insta::assert_snapshot!(sandbox.tm(&[&export[..], &["-t", "en"]].concat()), @"
    # Glossary in tab-separated format -*- coding: utf-8 -*-
    آتش‌بس	ceasefire
    آزادی تشکل	freedom of association	ILO convention 87
    آزادی تشکل	right to organise	ILO convention 87
    ------- stderr -------
    2 concepts written to -.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&export), @"
    ------- stderr -------
    error: cannot tell the language of the translation
      caused by: neither -t, $TM_PAIR nor tm.toml names exactly one
      hint: give it with -t, for example -t en
    [exit 2]
    ");
}

#[test]
fn damaged_entries_are_listed_and_the_others_enter() {
    let sandbox = with_fixtures();
    insta::assert_snapshot!(imported(&sandbox, "damaged.tbx", &[]), @"
    ------- stderr -------
    Created the memory damaged.tbx.tmdb.
    damaged.tbx: line 7: “the language of angels” is not a language tag; its terms are left out
    damaged.tbx: line 8: <langSet> names no language; its terms are left out
    damaged.tbx: line 10: the en term “?!” has no letter and no digit
    damaged.tbx: line 10: the id a stands twice; the later entry is taken without it
    damaged.tbx: line 10: line ends or unseen characters taken out of the en term “work and labour”
    damaged.tbx: line 12: <term> is empty
    damaged.tbx: line 12: <tig> has no <term>
    damaged.tbx: line 14: no term in any language
    damaged.tbx: line 15: the en term “=cmd|' /C calc'!A0” begins like a formula
    damaged.tbx: line 15: no term is left of it that others could stand for
    damaged.tbx: 3 new, 8 skipped, 2 cleaned
    Write 1; tm undo 1 takes it back.
    [exit 1]
    id	fa	en
    a	نان	
    d	و	and
    	کار	work and labour
    ");
    let json = sandbox.tm(&["--db", "m.tmdb", "-q", "--json", "glossary", "import", "damaged.tbx", "-n"]);
    insta::assert_snapshot!(json, @r#"
    {"v":1,"file":"damaged.tbx","new":3,"updated":0,"already_here":0,"removed_before":0,"skipped":8,"cleaned":2,"left_out":[],"write":null}
    ------- stderr -------
    damaged.tbx: line 7: “the language of angels” is not a language tag; its terms are left out
    damaged.tbx: line 8: <langSet> names no language; its terms are left out
    damaged.tbx: line 10: the en term “?!” has no letter and no digit
    damaged.tbx: line 10: the id a stands twice; the later entry is taken without it
    damaged.tbx: line 10: line ends or unseen characters taken out of the en term “work and labour”
    damaged.tbx: line 12: <term> is empty
    damaged.tbx: line 12: <tig> has no <term>
    damaged.tbx: line 14: no term in any language
    damaged.tbx: line 15: the en term “=cmd|' /C calc'!A0” begins like a formula
    damaged.tbx: line 15: no term is left of it that others could stand for
    [exit 1]
    "#);
    assert!(!sandbox.path("m.tmdb").exists());
}

#[test]
fn a_file_that_is_unreadable_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "cut.tbx",
        "<martif type=\"TBX\">\n<text><body>\n<termEntry id=\"a\">\n<langSet xml:lang=\"fa\">",
    );
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "cut.tbx"]), @"
    ------- stderr -------
    error: cannot read cut.tbx as TBX
      caused by: line 4: the file ends before its elements do
      hint: mend it or write it again in the program it comes from; nothing was changed
    [exit 2]
    ");
    sandbox.file(
        "bomb.tbx",
        "<!DOCTYPE martif [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n<martif type=\"TBX\">&b;</martif>",
    );
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "bomb.tbx"]), @"
    ------- stderr -------
    error: cannot read bomb.tbx as TBX
      caused by: line 1: it declares entities, which no TBX needs
      hint: mend it or write it again in the program it comes from; nothing was changed
    [exit 2]
    ");
    sandbox.file("x.xlsx", b"PK\x03\x04 and nothing else");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "x.xlsx"]), @"
    ------- stderr -------
    error: cannot read x.xlsx as a spreadsheet
      caused by: invalid Zip archive: Could not find EOCD
      hint: mend it or write it again in the program it comes from; nothing was changed
    [exit 2]
    ");
    sandbox.file("page.tbx", "<html><body>terms</body></html>");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "page.tbx"]), @"
    ------- stderr -------
    error: cannot read page.tbx as TBX
      caused by: line 1: the root element is <html>, not <tbx> or <martif>
      hint: mend it or write it again in the program it comes from; nothing was changed
    [exit 2]
    ");
    assert!(!sandbox.path("m.tmdb").exists());
}

#[test]
fn spreadsheets() {
    let sandbox = Sandbox::new();
    let cell =
        |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"2\">{}{}{}</row><row r=\"4\">{}{}{}</row><row r=\"5\">{}</row>",
        cell("A2", "note"),
        cell("B2", "Persian"),
        cell("D2", "en"),
        cell("A4", "of a day"),
        cell("B4", "مزدبگیر"),
        cell("D4", "wage earner; wage worker"),
        cell("A5", "nothing else")
    );
    sandbox.file("terms.xlsx", workbook(&["<row r=\"1\"><c r=\"A1\"><v>7</v></c></row>", &rows]));
    insta::assert_snapshot!(imported(&sandbox, "terms.xlsx", &[]), @"
    ------- stderr -------
    Created the memory terms.xlsx.tmdb.
    terms.xlsx: line 5: no term in any language
    terms.xlsx: 1 new, 1 skipped
    Write 1; tm undo 1 takes it back.
    [exit 1]
    fa	en	note
    مزدبگیر	wage earner; wage worker	of a day
    ");
}

/// A workbook with a sheet for each text of rows.
fn workbook(sheets: &[&str]) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: String| {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    };
    let (mut list, mut relations) = (String::new(), String::new());
    for (n, rows) in (1..).zip(sheets) {
        list += &format!("<sheet name=\"s{n}\" sheetId=\"{n}\" r:id=\"r{n}\"/>");
        relations += &format!(
            "<Relationship Id=\"r{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        put(&format!("xl/worksheets/sheet{n}.xml"), sheet);
    }
    let book =
        format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    put("_rels/.rels", format!("<Relationships xmlns=\"{PACKAGE}\">{book}</Relationships>"));
    put(
        "xl/workbook.xml",
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{list}</sheets></workbook>"),
    );
    put(
        "xl/_rels/workbook.xml.rels",
        format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>"),
    );
    archive.finish().unwrap().into_inner()
}

#[test]
fn short_units_of_a_memory_are_proposed() {
    let sandbox = Sandbox::new();
    let unit = |fa: &str, en: &str| {
        format!(
            "<tu><tuv xml:lang=\"fa\"><seg>{fa}</seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>"
        )
    };
    let units = [
        unit("شورای هماهنگی", "coordinating council"),
        unit("معلمان دست از کار کشیدند و به خیابان آمدند.", "Teachers stopped work and took to the streets."),
    ];
    sandbox.file("old.tmx", format!("<tmx version=\"1.4\"><header/><body>{}</body></tmx>", units.concat()));
    insta::assert_snapshot!(imported(&sandbox, "old.tmx", &[]), @"
    ------- stderr -------
    Created the memory old.tmx.tmdb.
    old.tmx: 1 new
    old.tmx: units of more than 5 words, left out: 1
    Write 1; tm undo 1 takes it back.
    [exit 0]
    fa	en	status
    شورای هماهنگی	coordinating council	proposed
    ");
}

#[test]
fn tbx_gives_back_what_a_table_said() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "terms.tsv",
        "id\tfa\tvariants_fa\ten\tforbidden_en\texact_en\tde\tgender_de\tpos\tdomain\tnote\tstatus\tdo_not_translate\n\
         T 1\tشورا\tشوراها\tcouncil; workers' council\tsoviet\tcouncil\tRat\tm\tnoun\torganising\ta < b & c\tproposed\t\n\
         \tهفت\u{200C}تپه\t\t\t\t\t\t\t\t\t\t\tyes\n",
    );
    let db = |name: &'static str, rest: &[&'static str]| [&["--db", name, "-q", "glossary"], rest].concat();
    assert_eq!(sandbox.code(&db("a.tmdb", &["import", "terms.tsv"])), 0);
    assert_eq!(sandbox.code(&db("a.tmdb", &["export", "a.tsv"])), 0);
    for (tbx, memory, format) in [("two.tbx", "b.tmdb", "tbx2"), ("three.tbx", "c.tmdb", "tbx")] {
        assert_eq!(sandbox.code(&db("a.tmdb", &["export", tbx, "--format", format])), 0);
        assert_eq!(sandbox.code(&db(memory, &["import", tbx])), 0);
        assert_eq!(sandbox.code(&db(memory, &["export", "again.tsv"])), 0);
        assert_eq!(sandbox.read("again.tsv"), sandbox.read("a.tsv"));
    }
    let two = String::from_utf8(sandbox.read("two.tbx")).unwrap();
    assert_eq!(two.matches("<term>هفت\u{200C}تپه</term>").count(), 3);
}

#[test]
fn ids_that_programs_count_up_name_nothing_of_ours() {
    let sandbox = Sandbox::new();
    sandbox.file("ours.tsv", "id\tfa\ten\nc1\tنان\tbread\n");
    sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "ours.tsv"]);
    let entry =
        "<termEntry id=\"c1\"><langSet xml:lang=\"fa\"><tig><term>کار</term></tig></langSet></termEntry>";
    sandbox.file("theirs.tbx", format!("<martif><text><body>{entry}</body></text></martif>"));
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "import", "theirs.tbx"]), @"
    ------- stderr -------
    theirs.tbx: line 1: the id c1 is another concept's here; taken in without it
    theirs.tbx: 1 new, 1 cleaned
    Write 2; tm undo 2 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["--db", "m.tmdb", "glossary", "export", "-"]), @"
    id	fa	en
    c1	نان	bread
    	کار	
    ------- stderr -------
    2 concepts written to -.
    [exit 0]
    ");
}

#[test]
fn names_that_are_held_back_leave_in_no_format() {
    let sandbox = Sandbox::with_memory();
    sandbox.tm(&["glossary", "add", "شورا", "council", "-t", "en", "--note", "as Sara Kamyab wrote"]);
    sandbox.tm(&["holdback", "add", "سارا کامیاب"]);
    for format in ["tsv", "tbx", "tbx2", "omegat"] {
        assert_eq!(sandbox.code(&["glossary", "export", "x", "--format", format, "-t", "en"]), 2, "{format}");
        assert!(!sandbox.path("x").exists());
    }
    assert_eq!(sandbox.code(&["glossary", "export", "x.tbx", "--full"]), 0);
}

#[test]
fn what_a_spreadsheet_would_compute_is_defused() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "a.csv",
        "fa,en,note\nنان,-bread,\"=HYPERLINK(\"\"http://example.org\"\",\"\"x\"\")\"\n@کار,work,\n",
    );
    insta::assert_snapshot!(imported(&sandbox, "a.csv", &[]), @r#"
    ------- stderr -------
    Created the memory a.csv.tmdb.
    a.csv: line 3: the fa term “@کار” begins like a formula
    a.csv: line 3: no term is left of it that others could stand for
    a.csv: 1 new, 2 skipped
    a.csv: texts that begin like a formula, kept as text: 1
    Write 1; tm undo 1 takes it back.
    [exit 1]
    fa	en	note
    نان	\-bread	\=HYPERLINK("http://example.org","x")
    "#);
}
