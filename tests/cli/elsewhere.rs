//! What helps where no sentence matches well: a way through another language, assembled passages, a hint.

use crate::sandbox::Sandbox;

#[test]
fn a_translation_of_a_translation_is_told_as_such() {
    let sandbox = Sandbox::new();
    sandbox.file("first.tsv", "fa\ten\nنان، کار، آزادی\tBread, work, freedom\n");
    sandbox.file("second.tsv", "en\tsv\nBread, work, freedom\tBröd, arbete, frihet\n");
    sandbox.tm(&["import", "-q", "first.tsv", "second.tsv"]);
    insta::assert_snapshot!(sandbox.tm(&["suggest", "نان، كار، آزادی", "-t", "sv"]), @"
    [1]
    نان، كار، آزادی

    1   90 %  sv  draft  [TODAY]  second.tsv
        نان، کار، آزادی
        Bröd, arbete, frihet
        through en (first.tsv):
          Bread, work, freedom
        ! through another language (-10)

    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "نان، کار، آزادی", "-t", "sv", "--json"]), @r#"
    {"v":1,"n":1,"source":"نان، کار، آزادی","matches":[{"score":90.0,"kind":"fuzzy","source":"نان، کار، آزادی","target":"Bröd, arbete, frihet","lang":"sv","status":"draft","origin":"second.tsv","date":"[TODAY]","differences":[],"changes":[],"penalties":[{"name":"through another language","points":10}],"diff":[["=","نان ، کار ، آزادی"]],"via":{"lang":"en","text":"Bread, work, freedom","status":"draft","origin":"first.tsv"}}],"passages":[],"terms":[],"placeables":[],"repaired":false}
    [exit 0]
    "#);
    // A unit of the language itself is better than any way round.
    sandbox.file("third.tsv", "fa\tsv\nنان، کار، آزادی\tBröd, jobb och frihet\n");
    sandbox.tm(&["import", "-q", "third.tsv"]);
    let found = sandbox.tm(&["suggest", "نان، کار، آزادی", "-t", "sv", "--json"]);
    assert!(found.contains("Bröd, jobb och frihet") && !found.contains("\"via\""), "{found}");
}

#[test]
fn a_text_is_not_translated_into_its_own_language() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "pairs.tsv",
        "fa\ten\nکارگران به کار بازگشتند.\tThe workers went back to work.\n\
         کارگران کار را از سر گرفتند.\tThe workers went back to work.\n",
    );
    sandbox.tm(&["import", "-q", "--order", "none", "pairs.tsv"]);
    let text = "کارگران به کار بازگشتند.";
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "fa"]), @"
    ------- stderr -------
    error: source and target are both fa
      caused by: the source is from default, the target from -t
      hint: give the language of the text with -s, that of the translation with -t: -s fa -t en
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "Back to work.", "-s", "en", "-t", "de,en"]), @"
    ------- stderr -------
    error: source and target are both en
      caused by: the source is from -s, the target from -t
      hint: give the language of the text with -s, that of the translation with -t: -s fa -t en
    [exit 2]
    ");
    sandbox.file("inv.txt", text);
    for command in
        [&["stats", "inv.txt"][..], &["pretranslate", "inv.txt", "-o", "-"], &["glossary", "find", text]]
    {
        assert_eq!(sandbox.code(&[command, &["-t", "fa"]].concat()), 2, "{command:?}");
    }
    // A group's usual languages, read the other way round.
    sandbox.file("tm.toml", "target = [\"en\", \"sv\"]\ndb = \"home/.local/share/tm/memory.tmdb\"\n");
    let found = sandbox.tm(&["suggest", "The workers went back to work.", "-s", "en"]);
    assert!(found.contains("Nothing in sv, but the memory has matches in fa: -t fa"), "{found}");
    sandbox.file("tm.toml", "target = [\"en\"]\n");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "Back to work.", "-s", "en"]), @"
    ------- stderr -------
    error: source and target are both en
      caused by: the source is from -s, the target from [HERE]/tm.toml
      hint: give the language of the text with -s, that of the translation with -t: -s fa -t en
    [exit 2]
    ");
}

#[test]
fn what_no_sentence_matches_is_assembled_from_passages() {
    let sandbox = Sandbox::with_young_memory();
    let text = "صندوق اعتصاب در ۱۲ مهر ۱۴۰۱ به زندانیان سیاسی رسید.";
    let shown = sandbox.tm(&["suggest", text, "-t", "en", "--min", "50"]);
    insta::assert_snapshot!(shown, @"
    [1]
    صندوق اعتصاب در ۱۲ مهر ۱۴۰۱ به زندانیان سیاسی رسید.

    1   60 %  en  draft  [TODAY]  young.tsv
        صندوق اعتصاب از خانواده‌ها حمایت می‌کند.
        The strike fund supports the families.
        ! date differs (-5)
        + only here:
          در ۱۲ مهر ۱۴۰۱ به / زندانیان / سیاسی / رسید
        - only in the memory:
          از / خانواده‌ها / حمایت / می‌کند

    2   69 %  en  assembled
        strike fund 4 October 2022 (12 Mehr 1401) political prisoners […]

    passages
        صندوق اعتصاب
          en  strike fund (3 pairs)
        زندانیان سیاسی
          en  political prisoners (2 pairs)

    numbers and dates
        ۱۲ مهر ۱۴۰۱
          en  4 October 2022 (12 Mehr 1401)

    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", text, "-t", "en", "--min", "50", "--json"]), @r#"
    {"v":1,"n":1,"source":"صندوق اعتصاب در ۱۲ مهر ۱۴۰۱ به زندانیان سیاسی رسید.","matches":[{"score":60.6,"kind":"fuzzy","source":"صندوق اعتصاب از خانواده‌ها حمایت می‌کند.","target":"The strike fund supports the families.","lang":"en","status":"draft","origin":"young.tsv","date":"[TODAY]","differences":["date"],"changes":[{"kind":"date","here":[[16,27]],"memory":[]}],"penalties":[{"name":"date differs","points":5}],"diff":[["=","صندوق اعتصاب"],["+","در ۱۲ مهر ۱۴۰۱ به"],["-","از"],["+","زندانیان"],["-","خانواده‌ها"],["+","سیاسی"],["-","حمایت"],["+","رسید"],["-","می‌کند"],["=","."]]},{"score":69.7,"kind":"assembled","source":"صندوق اعتصاب در ۱۲ مهر ۱۴۰۱ به زندانیان سیاسی رسید.","target":"strike fund 4 October 2022 (12 Mehr 1401) political prisoners […]","lang":"en","status":"","origin":"","date":"","differences":[],"changes":[],"penalties":[],"diff":[],"parts":[{"at":[0,12],"source":"صندوق اعتصاب","target":"strike fund","from":"memory"},{"at":[16,27],"source":"۱۲ مهر ۱۴۰۱","target":"4 October 2022 (12 Mehr 1401)","from":"value"},{"at":[31,45],"source":"زندانیان سیاسی","target":"political prisoners","from":"memory"}]}],"passages":[{"at":[0,12],"source":"صندوق اعتصاب","target":"strike fund","lang":"en","pairs":3,"confidence":0.83},{"at":[31,45],"source":"زندانیان سیاسی","target":"political prisoners","lang":"en","pairs":2,"confidence":0.81}],"terms":[],"placeables":[{"kind":"date-sh","at":[16,27],"value":"2022-10-04","qualifier":null,"target":"4 October 2022 (12 Mehr 1401)","renderings":{"en":"4 October 2022 (12 Mehr 1401)"},"doubts":[]}],"repaired":false}
    [exit 0]
    "#);
    let is_whole = |part: &&str| !part.contains("  assembled\n") && !part.starts_with("passages\n");
    let without: Vec<&str> = shown.split("\n\n").filter(is_whole).collect();
    assert_eq!(without.len() + 2, shown.split("\n\n").count());
    let args = ["suggest", text, "-t", "en", "--min", "50", "--no-assembled"];
    assert_eq!(sandbox.tm(&args), without.join("\n\n"));
}

#[test]
fn what_the_memory_has_in_other_languages_is_hinted_at() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "pairs.tsv",
        "fa\ten\tfr\nسپیده\u{200C}دم صف نانوایی دراز بود.\tAt dawn the queue at the bakery was long.\tÀ l'aube, la queue était longue.\n\
         قطار شب از کوهستان گذشت.\tThe night train crossed the mountains.\t\n",
    );
    sandbox.tm(&["import", "-q", "pairs.tsv"]);
    insta::assert_snapshot!(sandbox.tm(&["suggest", "قطار شب از کوهستان گذشت.", "-t", "de"]), @"
    [1]
    قطار شب از کوهستان گذشت.
        nothing found

    ------- stderr -------
    Nothing in de, but the memory has matches in en: -t en shows them.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "سپیده دم صف نانوایی دراز بود", "-t", "de,sv"]), @"
    [1]
    سپیده دم صف نانوایی دراز بود
        nothing found

    ------- stderr -------
    Nothing in de or sv, but the memory has matches in en and fr: -t en,fr shows them.
    [exit 1]
    ");
    // Nothing to hint at: it is there, or nowhere, or any language is meant.
    for args in [
        &["قطار شب از کوهستان گذشت.", "-t", "en"][..],
        &["باران بند آمد", "-t", "de"],
        &["قطار شب از کوهستان گذشت."],
    ] {
        let said = sandbox.tm(&[&["suggest"], args].concat());
        assert!(!said.contains("shows them"), "{said}");
    }
}
