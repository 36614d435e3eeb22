use crate::sandbox::{Sandbox, repository};

#[test]
fn spelling_only() {
    let sandbox = Sandbox::with_memory();
    let text = "كارگران نيشكر هفت تپه دست به اعتصاب زدند.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "en"]), @"
    [1]
    كارگران نيشكر هفت تپه دست به اعتصاب زدند.

    1  100 %  en  spelling  draft  [TODAY]  pairs.tsv
        کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.
        The sugarcane workers of Haft Tappeh went on strike.

    [exit 0]
    ");
}

/// Ezafe, a seat of hamza, a compound and its suffix in other spellings; then the same with another mark.
#[test]
fn a_compound_set_apart_and_ezafe_cost_nothing() {
    let sandbox = Sandbox::new();
    sandbox.file("a.tsv", "fa\ten\nمسئول کارخانه\u{200C}ی ما پیش\u{200C}نویس دستمزدها را به گروه ده\u{200C}نفره داد.\tThe manager of our factory gave the draft wages to the group of ten.\n");
    sandbox.tm(&["import", "a.tsv"]);
    let text = "مسؤول كارخانۀ ما پيش نويس دست مزد ها را به گروه ده نفره داد.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "en"]), @"
    [1]
    مسؤول كارخانۀ ما پيش نويس دست مزد ها را به گروه ده نفره داد.

    1  100 %  en  spelling  draft  [TODAY]  a.tsv
        مسئول کارخانه‌ی ما پیش‌نویس دستمزدها را به گروه ده‌نفره داد.
        The manager of our factory gave the draft wages to the group of ten.

    numbers and dates
        ده
          en  10

    [exit 0]
    ");
    let text = "مسؤول كارخانۀ ما پيشنويس دست مزد ها را به گروه دهنفره داد!";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "en"]), @"
    [1]
    مسؤول كارخانۀ ما پيشنويس دست مزد ها را به گروه دهنفره داد!

    1   97 %  en  draft  [TODAY]  a.tsv
        مسئول کارخانه‌ی ما پیش‌نویس دستمزدها را به گروه ده‌نفره داد.
        The manager of our factory gave the draft wages to the group of ten.
        + only here:
          !
        - only in the memory:
          .

    numbers and dates
        ده
          en  10

    [exit 0]
    ");
}

#[test]
fn similar_with_what_differs() {
    let sandbox = Sandbox::with_memory();
    let text = "کارگران فولاد اهواز دست به اعتصاب زدند.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "de", "--min", "50"]), @"
    [1]
    کارگران فولاد اهواز دست به اعتصاب زدند.

    1   68 %  de  draft  [TODAY]  pairs.tsv
        کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.
        Die Zuckerrohrarbeiter von Haft Tappeh sind in den Streik getreten.
        ! name differs (-5)
        + only here:
          فولاد / اهواز
        - only in the memory:
          نیشکر / هفت‌تپه

    [exit 0]
    ");
}

#[test]
fn a_denied_fact_is_never_full() {
    let sandbox = Sandbox::with_memory();
    let text = "دستمزدها سه ماه است پرداخت شده است.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "--json"]), @r#"
    {"v":1,"n":1,"source":"دستمزدها سه ماه است پرداخت شده است.","matches":[{"score":78.8,"kind":"fuzzy","source":"دستمزدها سه ماه است پرداخت نشده است.","target":"Wages have not been paid for three months.","lang":"en","status":"draft","origin":"pairs.tsv","date":"[TODAY]","differences":["negation"],"changes":[{"kind":"negation","here":[],"memory":[[27,35]]}],"penalties":[{"name":"negation differs","points":5}],"diff":[["=","دستمزدها سه ماه است پرداخت"],["+","شده"],["-","نشده"],["=","است ."]]}],"terms":[],"placeables":[{"kind":"duration","at":[9,15],"value":"P3M","qualifier":null,"target":"3 months","renderings":{"en":"3 months","de":"3 Monate","fr":"3 mois","sv":"3 månader"},"doubts":[]}],"repaired":false}
    [exit 0]
    "#);
}

#[test]
fn the_other_way_round() {
    let sandbox = Sandbox::with_memory();
    let text = "Wages have not been paid for four months.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-s", "en", "-t", "fa", "--json"]), @r#"
    {"v":1,"n":1,"source":"Wages have not been paid for four months.","matches":[{"score":82.0,"kind":"fuzzy","source":"Wages have not been paid for three months.","target":"دستمزدها سه ماه است پرداخت نشده است.","lang":"fa","status":"draft","origin":"pairs.tsv","date":"[TODAY]","differences":["quantity"],"changes":[{"kind":"quantity","here":[[29,40]],"memory":[[29,41]]}],"penalties":[{"name":"quantity differs","points":5}],"diff":[["=","Wages have not been paid for"],["+","four"],["-","three"],["=","months ."]]}],"terms":[],"placeables":[{"kind":"duration","at":[29,40],"value":"P4M","qualifier":null,"target":null,"renderings":{},"doubts":[]}],"repaired":false}
    [exit 0]
    "#);
}

#[test]
fn nothing_found() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["suggest", "هوا امروز آفتابی است.", "-t", "en"]), @"
    [1]
    هوا امروز آفتابی است.

    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "هوا", "--min", "101"]), @"
    ------- stderr -------
    error: --min is a percentage
      hint: give a number from 0 to 100, such as --min 75
    [exit 2]
    ");
}

#[test]
fn the_built_in_memory_translates_a_statement() {
    let sandbox = Sandbox::new();
    let statement = repository("tests/fixtures/statement.fa.txt");
    let output = sandbox.output(&["suggest", statement.to_str().unwrap(), "-t", "en", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    let segments: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(segments.len() >= 40, "{}", segments.len());
    let with = |key: &str| segments.iter().filter(|s| !s[key].as_array().unwrap().is_empty()).count();
    // Half of its sentences repeat or vary formulas of the starter memory; nearly all hold a term.
    assert!(with("matches") * 2 >= segments.len(), "{} of {}", with("matches"), segments.len());
    assert!(with("terms") * 2 >= segments.len(), "{} of {}", with("terms"), segments.len());
    let talk = String::from_utf8(output.stderr).unwrap();
    assert!(talk.contains("built-in"), "{talk}");
}

#[test]
fn lines_and_standard_input() {
    let sandbox = Sandbox::with_memory();
    let text = "دستمزدها سه ماه است پرداخت نشده است. سلام.\n";
    let found = sandbox.tm_with(&["suggest", "-", "-t", "en", "--json"], text);
    assert_eq!(found.lines().filter(|l| l.starts_with('{')).count(), 2, "{found}");
    let found = sandbox.tm_with(&["suggest", "-", "-t", "en", "--json", "--lines"], text);
    assert_eq!(found.lines().filter(|l| l.starts_with('{')).count(), 1, "{found}");
}

#[test]
fn the_frame_of_a_page_is_left_out() {
    let sandbox = Sandbox::with_memory();
    let page = "صفحهٔ اصلی | اخبار | درباره ما\nکارگران نیشکر هفت\u{200C}تپه دست به اعتصاب زدند.\nچاپ\n";
    insta::assert_snapshot!(sandbox.tm_with(&["suggest", "-", "-t", "en", "--skip", "chrome", "--no-terms"], page), @"
    [2]
    کارگران نیشکر هفت‌تپه دست به اعتصاب زدند.

    1  100 %  en  exact  draft  [TODAY]  pairs.tsv
        The sugarcane workers of Haft Tappeh went on strike.

    [exit 0]
    ");
}
