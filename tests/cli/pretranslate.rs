use crate::sandbox::Sandbox;

const STATEMENT: &str = "کارگران نیشکر هفت تپه دست به اعتصاب زدند.\n\
    دستمزدها سه ماه است پرداخت نشده است!\n\
    امروز باران می\u{200C}بارید.\n\
    دستمزدها سه ماه است پرداخت نشده است!\n\
    =۲+۲ را در خانهٔ جدول ننویسید.\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_memory();
    sandbox.file("statement.txt", STATEMENT);
    sandbox
}

fn text(sandbox: &Sandbox, name: &str) -> String {
    String::from_utf8(sandbox.read(name)).unwrap()
}

#[test]
fn a_table_to_be_filled_in() {
    let sandbox = sandbox();
    let args = ["pretranslate", "statement.txt", "--lines", "-t", "en", "-o", "draft.tsv"];
    insta::assert_snapshot!(sandbox.tm(&args), @"
    ------- stderr -------
    en: 3 of 5 segments filled (100 % 1, 95–99 % 2), 2 open.
    5 rows in draft.tsv. Fill in what is open, then:
      tm check draft.tsv     tm import draft.tsv
    [exit 0]
    ");
    insta::assert_snapshot!(text(&sandbox, "draft.tsv"), @"
    fa	en	score	kind	status	origin	differs	n
    کارگران نیشکر هفت تپه دست به اعتصاب زدند.	The sugarcane workers of Haft Tappeh went on strike.	100.0	spelling	draft	pairs.tsv		1
    دستمزدها سه ماه است پرداخت نشده است!	Wages have not been paid for three months.	96.7	fuzzy	draft	pairs.tsv		2
    امروز باران می‌بارید.							3
    دستمزدها سه ماه است پرداخت نشده است!	Wages have not been paid for three months.	96.7	fuzzy	draft	pairs.tsv		4
    '=۲+۲ را در خانهٔ جدول ننویسید.							5
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "draft.tsv"]), @"
    ------- stderr -------
    draft.tsv: 2 rows are still open
    Nothing to look at in 3 pairs.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["check", "draft.tsv", "--json"]), @r#"
    {"v":1,"file":"draft.tsv","line":null,"n":null,"lang":null,"kind":"empty","severity":"error","detail":"2 rows are still open","source":"","target":"","source_at":[],"target_at":[]}
    ------- stderr -------
    Nothing to look at in 3 pairs.
    [exit 1]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["check", "draft.tsv", "--only", "empty", "--json"]), @r#"
    {"v":1,"file":"draft.tsv","line":4,"n":3,"lang":null,"kind":"empty","severity":"error","detail":"there is only one language, fa","source":"امروز باران می‌بارید.\t\t\t\t\t\t\t3","target":"","source_at":[],"target_at":[]}
    {"v":1,"file":"draft.tsv","line":6,"n":5,"lang":null,"kind":"empty","severity":"error","detail":"there is only one language, fa","source":"'=۲+۲ را در خانهٔ جدول ننویسید.\t\t\t\t\t\t\t5","target":"","source_at":[],"target_at":[]}
    ------- stderr -------
    2 findings in 2 of 5 pairs.
    [exit 1]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["import", "draft.tsv"]), @"
    ------- stderr -------
    draft.tsv: 2 rows are still open
    draft.tsv: 2 new, 1 merged with what was here, 2 skipped
    Write 2; tm undo 2 takes it back.
    [exit 1]
    ");
    // The open sentence filled in, the formula too.
    let filled = text(&sandbox, "draft.tsv")
        .replace("می\u{200C}بارید.\t", "می\u{200C}بارید.\tIt was raining today.")
        .replace("ننویسید.\t", "ننویسید.\t'=2+2 does not belong in a cell.");
    sandbox.file("draft.tsv", filled);
    insta::assert_snapshot!(sandbox.tm(&["import", "draft.tsv"]), @"
    ------- stderr -------
    draft.tsv: 2 new, 1 already here, 2 merged with what was here
    Write 3; tm undo 3 takes it back.
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["find", "cell", "--json"]), @r#"
    {"v":1,"n":1,"unit":"8f5cdd0f56886e4a74be34eb2ced66f7","variants":[{"lang":"en","text":"=2+2 does not belong in a cell.","at":[[26,30]]},{"lang":"fa","text":"=۲+۲ را در خانهٔ جدول ننویسید.","at":[]}],"status":"draft","origin":"draft.tsv","date":"[TODAY]","count":{"units":1,"exact":true},"renderings":[{"from":"en","to":"fa","pairs":1,"counted":[]}]}
    ------- stderr -------
    1 unit.
    [exit 0]
    "#);
}

#[test]
fn several_languages_side_by_side() {
    let sandbox = sandbox();
    let args = ["pretranslate", "statement.txt", "--lines", "-t", "en,de", "--min", "100", "-o", "-"];
    insta::assert_snapshot!(sandbox.tm(&args), @"
    fa	en	de	score_en	kind_en	status_en	origin_en	differs_en	score_de	kind_de	status_de	origin_de	differs_de	n
    کارگران نیشکر هفت تپه دست به اعتصاب زدند.	The sugarcane workers of Haft Tappeh went on strike.	Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.	100.0	spelling	draft	pairs.tsv		100.0	spelling	draft	pairs.tsv		1
    دستمزدها سه ماه است پرداخت نشده است!													2
    امروز باران می‌بارید.													3
    دستمزدها سه ماه است پرداخت نشده است!													4
    '=۲+۲ را در خانهٔ جدول ننویسید.													5
    ------- stderr -------
    en: 1 of 5 segments filled (100 % 1), 4 open.
    de: 1 of 5 segments filled (100 % 1), 4 open.
    [exit 0]
    ");
    sandbox.file("two.tsv", sandbox.output(&args).stdout);
    insta::assert_snapshot!(sandbox.tm(&["import", "-n", "two.tsv"]), @"
    ------- stderr -------
    two.tsv: 4 rows are still open
    two.tsv: 1 new, 4 skipped
    Dry run: nothing was changed.
    [exit 1]
    ");
}

/// A denied sentence, one with another number beside another word, and one whose number can be carried over.
#[test]
fn a_match_that_states_another_fact_is_told_and_not_filled_in() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "pairs.tsv",
        "fa\ten\n\
         نمایندگان کارگران شرکت در پایان نشست امروز خود توافق با کارفرما را امضا کردند.\tAt the end of their meeting today the workers' delegates signed the agreement with the employer.\n\
         کارگران سه ماه است مزد نگرفته\u{200C}اند.\tThe workers have not been paid for three months.\n",
    );
    sandbox.tm(&["import", "-q", "--order", "none", "pairs.tsv"]);
    sandbox.file(
        "text.txt",
        "نمایندگان کارگران شرکت در پایان نشست امروز خود توافق با کارفرما را امضا نکردند.\n\
         کارگران پنج ماه است مزد نگرفته\u{200C}اند.\n",
    );
    let args = ["pretranslate", "text.txt", "--lines", "-t", "en", "-o", "draft.tsv"];
    insta::assert_snapshot!(sandbox.tm(&args), @"
    ------- stderr -------
    en: 1 of 2 segments filled (95–99 % 1), 1 open, 1 of them because the match states another fact.
    2 rows in draft.tsv. Fill in what is open, then:
      tm check draft.tsv     tm import draft.tsv
    [exit 0]
    ");
    insta::assert_snapshot!(text(&sandbox, "draft.tsv"), @"
    fa	en	score	kind	status	origin	differs	n
    نمایندگان کارگران شرکت در پایان نشست امروز خود توافق با کارفرما را امضا نکردند.		86.8	fuzzy	draft	pairs.tsv	negation	1
    کارگران پنج ماه است مزد نگرفته‌اند.	The workers have not been paid for five months.	99.0	repaired	draft	pairs.tsv		2
    ");
    insta::assert_snapshot!(sandbox.tm(&["import", "-n", "draft.tsv"]), @"
    ------- stderr -------
    draft.tsv: 1 row is still open
    draft.tsv: 1 new, 1 skipped
    Dry run: nothing was changed.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&[&args[..], &["--differing", "--json", "--force"]].concat()), @r#"
    {"v":1,"out":"draft.tsv","segments":2,"written":2,"named":0,"targets":[{"lang":"en","filled":2,"open":0,"differing":1,"left":0,"withheld":0,"bands":{"in-context":0,"100":0,"95-99":1,"85-94":1,"75-84":0,"50-74":0,"new":0}}]}
    ------- stderr -------
    en: 2 of 2 segments filled (95–99 % 1, 85–94 % 1), 0 open. 1 filled from a text that states another fact: look at them.
    2 rows in draft.tsv. Fill in what is open, then:
      tm check draft.tsv     tm import draft.tsv
    [exit 0]
    "#);
    assert!(text(&sandbox, "draft.tsv").contains("delegates signed"));
    let args = ["pretranslate", "text.txt", "--lines", "-t", "en", "-o", "draft.tmx", "-q"];
    sandbox.tm(&args);
    let tmx = text(&sandbox, "draft.tmx");
    assert!(!tmx.contains("delegates") && tmx.contains("five months"), "{tmx}");
    assert!(tmx.contains("<tuv xml:lang=\"en\"><note>repaired, 99 %: check</note><seg>The workers"), "{tmx}");
    sandbox.tm(&[&args[..], &["--force", "--differing"]].concat());
    let notes: Vec<String> = text(&sandbox, "draft.tmx")
        .split("<note>")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("</note>")?.0.to_owned()))
        .collect();
    insta::assert_snapshot!(notes.join("\n"), @"
    fuzzy, 86 %: check; the text it is from states another fact: negation
    repaired, 99 %: check
    ");
    // Taken into a memory it is a draft, and nothing of where it came from is in it.
    assert!(!text(&sandbox, "draft.tmx").contains("pairs.tsv"));
    sandbox.tm(&["--db", "new.tmdb", "import", "draft.tmx"]);
    let found = sandbox.tm(&["--db", "new.tmdb", "find", "five months", "--json"]);
    assert!(found.contains("\"status\":\"draft\""), "{found}");
}

#[test]
fn pairs_alone_for_others() {
    let sandbox = sandbox();
    let args = ["pretranslate", "statement.txt", "--lines", "-t", "en,de", "-o", "draft.tmx", "--json"];
    insta::assert_snapshot!(sandbox.tm(&args), @r#"
    {"v":1,"out":"draft.tmx","segments":5,"written":2,"named":0,"targets":[{"lang":"en","filled":3,"open":2,"differing":0,"left":0,"withheld":0,"bands":{"in-context":0,"100":1,"95-99":2,"85-94":0,"75-84":0,"50-74":0,"new":0}},{"lang":"de","filled":1,"open":4,"differing":0,"left":0,"withheld":0,"bands":{"in-context":0,"100":1,"95-99":0,"85-94":0,"75-84":0,"50-74":0,"new":0}}]}
    ------- stderr -------
    en: 3 of 5 segments filled (100 % 1, 95–99 % 2), 2 open.
    de: 1 of 5 segments filled (100 % 1), 4 open.
    2 units in draft.tmx; what is open is not in it.
    [exit 0]
    "#);
    insta::assert_snapshot!(text(&sandbox, "draft.tmx"), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE tmx SYSTEM "tmx14.dtd">
    <tmx version="1.4">
    <header creationtool="tm" creationtoolversion="1" segtype="sentence" o-tmf="tm" adminlang="en" srclang="fa" datatype="plaintext"/>
    <body>
    <tu>
    <tuv xml:lang="fa"><seg>کارگران نیشکر هفت تپه دست به اعتصاب زدند.</seg></tuv>
    <tuv xml:lang="de"><seg>Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.</seg></tuv>
    <tuv xml:lang="en"><seg>The sugarcane workers of Haft Tappeh went on strike.</seg></tuv>
    </tu>
    <tu>
    <tuv xml:lang="fa"><seg>دستمزدها سه ماه است پرداخت نشده است!</seg></tuv>
    <tuv xml:lang="en"><note>fuzzy, 96 %: check</note><seg>Wages have not been paid for three months.</seg></tuv>
    </tu>
    </body>
    </tmx>
    "#);
    sandbox.tm(&["holdback", "add", "Haft Tappeh"]);
    let args = [&args[..], &["--force"]].concat();
    insta::assert_snapshot!(sandbox.tm(&args), @r#"
    {"v":1,"out":"draft.tmx","segments":5,"written":1,"named":1,"targets":[{"lang":"en","filled":3,"open":2,"differing":0,"left":0,"withheld":0,"bands":{"in-context":0,"100":1,"95-99":2,"85-94":0,"75-84":0,"50-74":0,"new":0}},{"lang":"de","filled":1,"open":4,"differing":0,"left":0,"withheld":0,"bands":{"in-context":0,"100":1,"95-99":0,"85-94":0,"75-84":0,"50-74":0,"new":0}}]}
    ------- stderr -------
    en: 3 of 5 segments filled (100 % 1, 95–99 % 2), 2 open.
    de: 1 of 5 segments filled (100 % 1), 4 open.
    1 unit withheld: a held-back name is in it.
    1 unit in draft.tmx; what is open is not in it.
    [exit 0]
    "#);
    assert!(!text(&sandbox, "draft.tmx").contains("sugarcane"));
    sandbox.tm(&["mark", "private", "--all"]);
    insta::assert_snapshot!(sandbox.tm(&args), @r#"
    {"v":1,"out":"draft.tmx","segments":5,"written":0,"named":0,"targets":[{"lang":"en","filled":3,"open":2,"differing":0,"left":0,"withheld":3,"bands":{"in-context":0,"100":1,"95-99":2,"85-94":0,"75-84":0,"50-74":0,"new":0}},{"lang":"de","filled":1,"open":4,"differing":0,"left":0,"withheld":1,"bands":{"in-context":0,"100":1,"95-99":0,"85-94":0,"75-84":0,"50-74":0,"new":0}}]}
    ------- stderr -------
    en: 3 of 5 segments filled (100 % 1, 95–99 % 2), 2 open. 3 withheld: private or not accepted.
    de: 1 of 5 segments filled (100 % 1), 4 open. 1 withheld: private or not accepted.
    Nothing to write: draft.tmx is as it was.
    [exit 1]
    "#);
    assert!(text(&sandbox, "draft.tmx").contains("Wages"));
}

#[test]
fn what_cannot_be_done_is_said() {
    let sandbox = sandbox();
    let mut said = String::new();
    for args in [
        &["statement.txt", "-t", "en", "-o", "draft.docx"][..],
        &["statement.txt", "-o", "draft.tsv"],
        &["statement.txt", "-t", "en", "-o", "statement.txt", "--format", "tsv"],
        &["statement.txt", "-t", "en", "-o", "memory.tmdb", "--format", "tsv"],
        &["statement.txt", "-t", "en", "-o", "nowhere/draft.tsv"],
        &["statement.txt", "-t", "en", "-o", "draft.tsv", "--min", "120"],
        &["statement.txt", "-t", "en", "-o", "-", "--json"],
        &["missing.txt", "-t", "en", "-o", "draft.tsv"],
    ] {
        said += &sandbox.tm(&[&["pretranslate"], args].concat());
        said.push('\n');
    }
    insta::assert_snapshot!(said, @r#"
    ------- stderr -------
    error: cannot tell what to write to draft.docx
      caused by: its name ends neither in .tsv nor in .tmx
      hint: give --format tsv or --format tmx
    [exit 2]
    ------- stderr -------
    error: cannot tell the language of the translation
      caused by: neither -t, $TM_PAIR nor tm.toml names one
      hint: give it with -t, for example -t en or -t en,de
    [exit 2]
    ------- stderr -------
    error: cannot write statement.txt
      caused by: it is INPUT itself
      hint: choose another name; nothing was changed
    [exit 2]
    ------- stderr -------
    error: cannot write memory.tmdb
      caused by: it is a memory, and an export would destroy it
      hint: choose another name
    [exit 2]
    ------- stderr -------
    error: cannot write nowhere/draft.tsv
      caused by: there is no such folder
      hint: make the folder first, or choose another
    [exit 2]
    ------- stderr -------
    error: --min is a percentage
      caused by: "120" is no number from 0 to 101
      hint: give a number, such as --min 75
    [exit 2]
    ------- stderr -------
    error: --json and -o - would be mixed on standard output
      hint: give the translation a name, such as -o draft.tsv
    [exit 2]
    ------- stderr -------
    error: cannot read missing.txt
      caused by: there is no such file
      hint: --text takes INPUT as the text itself
    [exit 2]
    "#);
    assert!(!sandbox.path("draft.tsv").exists());
}

#[test]
fn what_a_translator_has_filled_in_is_kept() {
    let sandbox = sandbox();
    for out in ["draft.tsv", "draft.tmx"] {
        let args = ["pretranslate", "statement.txt", "-t", "en", "-q", "-o", out];
        assert_eq!(sandbox.code(&args), 0);
        let filled = text(&sandbox, out) + "filled in\n";
        sandbox.file(out, &filled);
        assert_eq!(sandbox.code(&args), 2, "{out}");
        assert_eq!(text(&sandbox, out), filled);
        assert_eq!(sandbox.code(&[&args[..], &["--force"]].concat()), 0);
        assert!(!text(&sandbox, out).contains("filled in"));
    }
    insta::assert_snapshot!(sandbox.tm(&["pretranslate", "statement.txt", "-t", "en", "-o", "draft.tsv"]), @"
    ------- stderr -------
    error: draft.tsv is there already
      caused by: what a translator has filled in since would be lost
      hint: choose another name, or take it into the memory first with tm import; --force writes over the file
    [exit 2]
    ");
    let args =
        ["pretranslate", "statement.txt", "-t", "en", "--format", "tsv", "--force", "-o", "memory.tmdb"];
    assert_eq!(sandbox.code(&args), 2);
}

#[test]
fn a_word_that_is_no_file_is_told() {
    let sandbox = sandbox();
    let args = ["pretranslate", "statment", "-t", "en", "-o", "-"];
    insta::assert_snapshot!(sandbox.tm(&args), @"
    fa	en	score	kind	status	origin	differs	n
    statment							1
    ------- stderr -------
    There is no file statment here: it was taken as the text itself (--text says so without a word).
    en: 0 of 1 segment filled, 1 open.
    [exit 1]
    ");
    let said = |args: &[&str]| sandbox.tm(args).contains("There is no file");
    assert!(!said(&[&args[..], &["--text"]].concat()));
    assert!(!said(&["pretranslate", "چنین باد.", "-t", "en", "-o", "-"]));
}

#[test]
fn nothing_to_fill_in() {
    let sandbox = sandbox();
    sandbox.file("empty.txt", "\n");
    let args = ["pretranslate", "empty.txt", "-t", "en", "-o", "draft.tsv"];
    insta::assert_snapshot!(sandbox.tm(&args), @"
    ------- stderr -------
    There is no text in empty.txt. Is it the right one? A document of another kind has to be saved as plain text (.txt).
    Nothing to write.
    [exit 1]
    ");
    assert!(!sandbox.path("draft.tsv").exists());
    sandbox.file("draft.tmx", "an earlier one");
    let args = ["pretranslate", "هوا آفتابی بود.", "-t", "en", "-o", "draft.tmx", "--force"];
    insta::assert_snapshot!(sandbox.tm(&args), @"
    ------- stderr -------
    en: 0 of 1 segment filled, 1 open.
    Nothing to write: draft.tmx is as it was.
    [exit 1]
    ");
    assert_eq!(text(&sandbox, "draft.tmx"), "an earlier one");
}
