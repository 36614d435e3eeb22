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

    1   69 %  de  draft  [TODAY]  pairs.tsv
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
    {"v":1,"n":1,"source":"دستمزدها سه ماه است پرداخت شده است.","matches":[{"score":78.8,"kind":"fuzzy","source":"دستمزدها سه ماه است پرداخت نشده است.","target":"Wages have not been paid for three months.","lang":"en","status":"draft","origin":"pairs.tsv","date":"[TODAY]","differences":["negation"],"changes":[{"kind":"negation","here":[],"memory":[[27,35]]}],"penalties":[{"name":"negation differs","points":5}],"diff":[["=","دستمزدها سه ماه است پرداخت"],["+","شده"],["-","نشده"],["=","است ."]]}],"passages":[],"terms":[],"placeables":[{"kind":"duration","at":[9,15],"value":"P3M","qualifier":null,"target":"3 months","renderings":{"en":"3 months","de":"3 Monate","fr":"3 mois","sv":"3 månader"},"doubts":[]}],"repaired":false}
    [exit 0]
    "#);
}

#[test]
fn the_other_way_round() {
    let sandbox = Sandbox::with_memory();
    let text = "Wages have not been paid for four months.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-s", "en", "-t", "fa", "--json"]), @r#"
    {"v":1,"n":1,"source":"Wages have not been paid for four months.","matches":[{"score":82.0,"kind":"fuzzy","source":"Wages have not been paid for three months.","target":"دستمزدها سه ماه است پرداخت نشده است.","lang":"fa","status":"draft","origin":"pairs.tsv","date":"[TODAY]","differences":["quantity"],"changes":[{"kind":"quantity","here":[[29,40]],"memory":[[29,41]]}],"penalties":[{"name":"quantity differs","points":5}],"diff":[["=","Wages have not been paid for"],["+","four"],["-","three"],["=","months ."]]}],"passages":[],"terms":[],"placeables":[{"kind":"duration","at":[29,40],"value":"P4M","qualifier":null,"target":null,"renderings":{},"doubts":[]}],"repaired":false}
    [exit 0]
    "#);
}

#[test]
fn nothing_found() {
    let sandbox = Sandbox::with_memory();
    insta::assert_snapshot!(sandbox.tm(&["suggest", "هوا امروز آفتابی است.", "-t", "en"]), @"
    [1]
    هوا امروز آفتابی است.
        nothing found

    [exit 1]
    ");
    assert_eq!(sandbox.code(&["suggest", "هوا", "--min", "101"]), 1);
    insta::assert_snapshot!(sandbox.tm(&["suggest", "هوا", "--min", "102"]), @r#"
    ------- stderr -------
    error: --min is a percentage
      caused by: "102" is no number from 0 to 101
      hint: give a number, such as --min 75
    [exit 2]
    "#);
}

#[test]
fn what_stands_in_a_text_again_gets_the_same_answer() {
    let sandbox = Sandbox::with_memory();
    let verse =
        ["دستمزدها پنج ماه است پرداخت نشده است.", "زنده باد!", "کارگران نیشکر هفت تپه دست به اعتصاب زدند."];
    sandbox.file("song.txt", verse.join("\n").repeat(3).replace(".د", ".\nد"));
    let told = sandbox.tm(&["suggest", "song.txt", "--lines", "-t", "en", "--json"]);
    let objects = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let answers: Vec<_> =
        objects.map(|object| (object["matches"].clone(), object["placeables"].clone())).collect();
    assert_eq!(answers.len(), 9, "{told}");
    assert!(answers[0].0[0]["kind"] == "repaired" && answers[2].0[0]["kind"] == "spelling", "{told}");
    assert!(answers[..3] == answers[3..6] && answers[..3] == answers[6..], "{told}");
}

#[test]
fn a_text_without_a_letter_is_told_as_such() {
    let sandbox = Sandbox::with_memory();
    for text in ["…", "!!!", "\u{200C}"] {
        let said = sandbox.tm(&["suggest", text, "-t", "en"]);
        assert!(said.ends_with("\n    nothing to translate: no letter and no digit\n\n[exit 1]"), "{said}");
    }
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

/// A document's pairs, in order, give 101 % when the document comes again; one sentence of it has two translations.
const LEAFLET: &str = "fa\ten
ما چه می\u{200C}خواهیم؟\tWhat do we want?
نان و آزادی.\tBread and freedom.
کارفرما چه می\u{200C}گوید؟\tWhat does the employer say?
نان و آزادی.\tBread, yes; freedom, no.
زنده باد همبستگی!\tLong live solidarity!
";

#[test]
fn a_sentence_between_the_same_neighbours_is_in_context() {
    let sandbox = Sandbox::new();
    sandbox.file("leaflet.tsv", LEAFLET);
    sandbox.tm(&["import", "-q", "leaflet.tsv"]);
    let text: String =
        LEAFLET.lines().skip(1).map(|l| format!("{}\n", l.split('\t').next().unwrap())).collect();
    sandbox.file("again.txt", &text);
    insta::assert_snapshot!(sandbox.tm(&["suggest", "again.txt", "-t", "en", "--lines", "--no-terms"]), @"
    [1]
    ما چه می‌خواهیم؟

    1  101 %  en  in-context  draft  [TODAY]  leaflet.tsv
        What do we want?

    2   64 %  en  draft  [TODAY]  leaflet.tsv
        کارفرما چه می‌گوید؟
        What does the employer say?
        + only here:
          ما / می‌خواهیم
        - only in the memory:
          کارفرما / می‌گوید

    [2]
    نان و آزادی.

    1  101 %  en  in-context  draft  [TODAY]  leaflet.tsv
        Bread and freedom.

    2  100 %  en  exact  draft  [TODAY]  leaflet.tsv
        Bread, yes; freedom, no.

    [3]
    کارفرما چه می‌گوید؟

    1  101 %  en  in-context  draft  [TODAY]  leaflet.tsv
        What does the employer say?

    2   64 %  en  draft  [TODAY]  leaflet.tsv
        ما چه می‌خواهیم؟
        What do we want?
        + only here:
          کارفرما / می‌گوید
        - only in the memory:
          ما / می‌خواهیم

    [4]
    نان و آزادی.
        same as segment 2
    1  101 %  en  in-context  draft  [TODAY]  leaflet.tsv
        Bread, yes; freedom, no.

    [5]
    زنده باد همبستگی!

    1  101 %  en  in-context  draft  [TODAY]  leaflet.tsv
        Long live solidarity!

    [exit 0]
    ");
    let found = sandbox.tm(&["suggest", "again.txt", "-t", "en", "--lines", "--json"]);
    let kinds = |line: &str| line.matches("\"kind\":\"in-context\"").count();
    assert_eq!(found.lines().take(5).map(kinds).collect::<Vec<_>>(), [1; 5], "{found}");
    assert!(found.contains("\"same_as\":2") && found.contains("\"score\":101.0"), "{found}");
    // Out of its document a sentence has a context only where one is told.
    let alone = sandbox.tm(&["suggest", "نان و آزادی.", "-t", "en", "--json"]);
    assert!(!alone.contains("in-context") && !alone.contains("\"context\""), "{alone}");
    for (told, first) in [
        (vec!["--previous", "کارفرما چه میگوید؟", "--next", "زنده باد همبستگی!"], "yes; freedom, no"),
        (vec!["--previous", "ما چه می خواهیم؟"], "Bread and freedom"),
        (vec!["--context", "again.txt"], "\"kind\":\"in-context\""),
    ] {
        let args = [vec!["suggest", "نان و آزادی.", "-t", "en", "--lines", "--json"], told].concat();
        let found = sandbox.tm(&args);
        let matches = found.split_once("\"matches\":[{").unwrap().1;
        assert!(matches.split("},{").next().unwrap().contains(first), "{args:?} {found}");
    }
}

#[test]
fn lines_that_are_piped_in_are_the_context_of_each_other() {
    let sandbox = Sandbox::new();
    let lines: String = LEAFLET.lines().skip(1).map(|l| format!("{l}\n")).collect();
    sandbox.tm_with(&["add", "-", "-t", "en"], &lines);
    let text: String =
        LEAFLET.lines().skip(1).map(|l| format!("{}\n", l.split('\t').next().unwrap())).collect();
    let found = sandbox.tm_with(&["suggest", "-", "-t", "en", "--lines", "--json"], &text);
    assert_eq!(found.matches("in-context").count(), 5, "{found}");
    // A table that is in no order.
    let sandbox = Sandbox::new();
    sandbox.file("list.tsv", LEAFLET);
    sandbox.tm(&["import", "-q", "--order", "none", "list.tsv"]);
    let found = sandbox.tm_with(&["suggest", "-", "-t", "en", "--lines", "--json"], &text);
    assert_eq!(found.matches("in-context").count(), 0, "{found}");
}

/// More translations of one sentence than texts are asked for.
#[test]
fn all_translations_of_one_text_are_shown_the_reviewed_first() {
    let sandbox = Sandbox::new();
    let rows: String =
        (1..=4).map(|n| format!("همه با هم پیروز می\u{200C}شویم.\tTogether we will win {n}.\n")).collect();
    sandbox.file("a.tsv", format!("fa\ten\n{rows}"));
    sandbox.tm(&["import", "-q", "a.tsv"]);
    sandbox.tm(&["review", "approve", "-q", "همه با هم پیروز می\u{200C}شویم.", "Together we will win 2."]);
    let found = sandbox.tm(&["suggest", "همه با هم پیروز می\u{200C}شویم.", "-t", "en", "--limit", "1"]);
    insta::assert_snapshot!(found, @"
    [1]
    همه با هم پیروز می‌شویم.

    1  100 %  en  exact  reviewed  [TODAY]  a.tsv
        Together we will win 2.

    2  100 %  en  exact  draft  [TODAY]  a.tsv
        Together we will win 4.

    3  100 %  en  exact  draft  [TODAY]  a.tsv
        Together we will win 3.

    4  100 %  en  exact  draft  [TODAY]  a.tsv
        Together we will win 1.

    [exit 0]
    ");
}

/// A memory of pairs that differ from what is asked for in values.
fn values() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file(
        "values.tsv",
        "fa\ten\tde
کارگران سه ماه است مزد نگرفته\u{200C}اند.\tThe workers have not been paid for three months.\tDie Arbeiter haben seit drei Monaten keinen Lohn bekommen.
جلسه روز ۱۱ شهریور ۱۴۰۲ برگزار شد.\tThe meeting was held on 11 Shahrivar 1402 (2 September 2023).\t
اتحادیه بیانیه داد.\tThe union issued a statement.\t
",
    );
    sandbox.tm(&["import", "-q", "--order", "none", "values.tsv"]);
    sandbox.file("terms.tsv", "fa\ten\nاتحادیه\tunion\nشورا\tcouncil\n");
    sandbox.tm(&["glossary", "import", "-q", "terms.tsv"]);
    sandbox
}

#[test]
fn values_and_terms_are_carried_over() {
    let sandbox = values();
    let text = "کارگران پنج ماه است مزد نگرفته\u{200C}اند.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "--no-terms"]), @"
    [1]
    کارگران پنج ماه است مزد نگرفته‌اند.

    1   99 %  de  repaired  draft  [TODAY]  values.tsv
        کارگران سه ماه است مزد نگرفته‌اند.
        Die Arbeiter haben seit fünf Monaten keinen Lohn bekommen.
        ~ quantity: drei Monaten → fünf Monaten
        + only here:
          پنج
        - only in the memory:
          سه

    2   99 %  en  repaired  draft  [TODAY]  values.tsv
        کارگران سه ماه است مزد نگرفته‌اند.
        The workers have not been paid for five months.
        ~ quantity: three months → five months
        + only here:
          پنج
        - only in the memory:
          سه

    numbers and dates
        پنج ماه
          en  5 months
          de  5 Monate
          fr  5 mois
          sv  5 månader

    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "en", "--json"]), @r#"
    {"v":1,"n":1,"source":"کارگران پنج ماه است مزد نگرفته‌اند.","matches":[{"score":99.0,"kind":"repaired","source":"کارگران سه ماه است مزد نگرفته‌اند.","target":"The workers have not been paid for five months.","lang":"en","status":"draft","origin":"values.tsv","date":"[TODAY]","differences":["quantity"],"changes":[{"kind":"quantity","here":[[8,15]],"memory":[[8,14]]}],"penalties":[],"diff":[["=","کارگران"],["+","پنج"],["-","سه"],["=","ماه است مزد نگرفته‌اند ."]],"memory_target":"The workers have not been paid for three months.","repairs":[{"kind":"quantity","from":"three months","to":"five months","at":[35,46],"warning":null}]}],"passages":[],"terms":[],"placeables":[{"kind":"duration","at":[8,15],"value":"P5M","qualifier":null,"target":"5 months","renderings":{"en":"5 months"},"doubts":[]}],"repaired":false}
    [exit 0]
    "#);
    let text = "جلسه روز ۲۰ شهریور ۱۴۰۲ برگزار شد.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "en"]), @"
    [1]
    جلسه روز ۲۰ شهریور ۱۴۰۲ برگزار شد.

    1   99 %  en  repaired  draft  [TODAY]  values.tsv
        جلسه روز ۱۱ شهریور ۱۴۰۲ برگزار شد.
        The meeting was held on 20 Shahrivar 1402 (11 September 2023).
        ~ date: 11 Shahrivar 1402 (2 September 2023) → 20 Shahrivar 1402 (11 September 2023)
        + only here:
          ۲۰
        - only in the memory:
          ۱۱

    numbers and dates
        ۲۰ شهریور ۱۴۰۲
          en  11 September 2023 (20 Shahrivar 1402)

    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "شورا بیانیه داد.", "-t", "en"]), @"
    [1]
    شورا بیانیه داد.

    1   95 %  en  repaired  draft  [TODAY]  values.tsv
        اتحادیه بیانیه داد.
        The council issued a statement.
        ~ term: union → council
        + only here:
          شورا
        - only in the memory:
          اتحادیه

    terms
        شورا
          en  council

    [exit 0]
    ");
}

#[test]
fn what_is_no_value_is_not_carried_over() {
    let sandbox = values();
    for text in ["کارگران سه ماه است مزد گرفته\u{200C}اند.", "کارگران چند ماه است مزد نگرفته\u{200C}اند."]
    {
        let found = sandbox.tm(&["suggest", text, "-t", "en", "--json"]);
        assert!(found.contains("\"kind\":\"fuzzy\"") && !found.contains("repairs"), "{found}");
    }
}

#[test]
fn a_score_is_explained_in_figures_that_add_up() {
    let sandbox = values();
    let mut said = String::new();
    let text = "جلسه مهم روز 11 شهريور ۱۴۰۲ برگزار نشد.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "en", "--explain", "--no-terms"]), @"
    [1]
    جلسه مهم روز 11 شهريور ۱۴۰۲ برگزار نشد.

    1   70 %  en  draft  [TODAY]  values.tsv
        جلسه روز ۱۱ شهریور ۱۴۰۲ برگزار شد.
        The meeting was held on 11 Shahrivar 1402 (2 September 2023).
        ! negation differs (-5)
        + only here:
          مهم / نشد
        - only in the memory:
          شد
        why:
          only here, costs 1 word:
            مهم
          another word, costs 1 word:
            نشد / شد
          spelling (digits), costs nothing:
            11 / ۱۱
          spelling (forms of letters), costs nothing:
            شهريور / شهریور
          8.2 words here, 6.7 words in the memory; kept 6.2 of 8.2 words: 75.6 %
          75.6 - 5 (negation differs) = 70.6 %

    numbers and dates
        11 شهريور ۱۴۰۲
          en  2 September 2023 (11 Shahrivar 1402)

    [exit 0]
    ");
    for text in ["جلسه روز ۱۴۰۲/۶/۱۱ برگزار شد.", "جلسه روز ۲۰ شهریور ۱۴۰۲ برگزار شد."]
    {
        let found = sandbox.tm(&["suggest", text, "-t", "en", "--explain", "--no-terms", "--no-assembled"]);
        let sum = found.lines().skip_while(|line| !line.contains("words here")).take(3);
        said += &sum.map(|line| format!("{}\n", line.trim())).collect::<String>();
    }
    insta::assert_snapshot!(said, @"
    4.7 words here, 6.7 words in the memory; kept 3.7 of 6.7 words: 55.2 %
    on the scale of scores: 67.3 %
    only the writing of values differs: 99.0 %
    6.7 words here, 6.7 words in the memory; kept 5.7 of 6.7 words: 85.0 %
    what differs was carried over: 99.0 %
    ");
    let found = sandbox.tm(&["suggest", text, "-t", "en", "--explain", "--json"]);
    let object: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
    let why = &object["matches"][0]["explain"];
    let number = |key: &str| why[key].as_f64().unwrap();
    let heavier = number("weight_here").max(number("weight_memory"));
    let kept = (1000.0 * (heavier - number("cost")) / heavier + 1e-9).floor() / 10.0;
    assert_eq!(kept, number("kept"), "{why}");
    let points: f64 =
        why["penalties"].as_array().unwrap().iter().map(|p| p["points"].as_f64().unwrap()).sum();
    // From 70 on the score is what is kept.
    let less = number("base") - points;
    assert!(less > 70.0 && (less - number("score")).abs() < 0.1, "{why}");
    let costs: f64 = why["tokens"].as_array().unwrap().iter().map(|t| t["cost"].as_f64().unwrap()).sum();
    assert!((costs - number("cost")).abs() < 0.0005, "{why}");
}
