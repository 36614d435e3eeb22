use crate::sandbox::Sandbox;

const TEXT: &str =
    "قطعنامه\n\nکارگران آمدند. دستمزد ۳.۵ میلیون تومان است! چه باید کرد؟\n۱. حق تشکل\n۲. حق اعتصاب\n";

#[test]
fn one_segment_a_line() {
    let sandbox = Sandbox::new();
    sandbox.file("statement.txt", TEXT);
    insta::assert_snapshot!(sandbox.tm(&["segment", "statement.txt"]), @"
    قطعنامه
    کارگران آمدند.
    دستمزد ۳.۵ میلیون تومان است!
    چه باید کرد؟
    ۱. حق تشکل
    ۲. حق اعتصاب
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "statement.txt", "--json"]), @r#"
    {"v":1,"n":1,"source":"قطعنامه","at":[0,7],"kind":"heading","repaired":false}
    {"v":1,"n":2,"source":"کارگران آمدند.","at":[9,23],"kind":"sentence","repaired":false}
    {"v":1,"n":3,"source":"دستمزد ۳.۵ میلیون تومان است!","at":[24,52],"kind":"sentence","repaired":false}
    {"v":1,"n":4,"source":"چه باید کرد؟","at":[53,65],"kind":"sentence","repaired":false}
    {"v":1,"n":5,"source":"۱. حق تشکل","at":[66,76],"kind":"list-item","repaired":false}
    {"v":1,"n":6,"source":"۲. حق اعتصاب","at":[77,89],"kind":"list-item","repaired":false}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm_with(&["segment", "-", "--lines"], TEXT), @"
    قطعنامه
    کارگران آمدند. دستمزد ۳.۵ میلیون تومان است! چه باید کرد؟
    ۱. حق تشکل
    ۲. حق اعتصاب
    [exit 0]
    ");
}

#[test]
fn every_encoding_groups_still_use() {
    let sandbox = Sandbox::new();
    let expected = sandbox.tm_with(&["segment", "-"], TEXT);
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(TEXT.encode_utf16().flat_map(bytes)).collect()
    };
    assert_eq!(sandbox.tm_with(&["segment", "-"], utf16(&[0xFF, 0xFE], u16::to_le_bytes)), expected);
    assert_eq!(sandbox.tm_with(&["segment", "-"], utf16(&[0xFE, 0xFF], u16::to_be_bytes)), expected);
    assert_eq!(sandbox.tm_with(&["segment", "-"], [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()), expected);
    // Windows-1256 has ی and Persian digits only as their Arabic or Latin twins: سلام, نان.
    let windows = b"\xD3\xE1\xC7\xE3. \xE4\xC7\xE4 \xE6 \x98\xC7\xD1.\n";
    insta::assert_snapshot!(sandbox.tm_with(&["segment", "-"], windows), @"
    سلام.
    نان و کار.
    [exit 0]
    ");
}

#[test]
fn rules_of_ones_own() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "group.srx",
        r#"<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="no"/>
<body><languagerules><languagerule languagerulename="all">
<rule break="yes"><beforebreak>؛</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules>
<maprules><languagemap languagepattern=".*" languagerulename="all"/></maprules></body></srx>
"#,
    );
    insta::assert_snapshot!(sandbox.tm(&["segment", "نان؛ کار. آزادی", "--srx", "group.srx"]), @"
    نان؛
    کار. آزادی
    [exit 0]
    ");
    sandbox.file("bad.srx", "<srx>");
    insta::assert_snapshot!(sandbox.tm(&["segment", "نان", "--srx", "bad.srx"]), @"
    ------- stderr -------
    error: cannot use the segmentation rules bad.srx
      caused by: line 1: this is no SRX 2.0: version “”
      hint: --srx takes an SRX 2.0 file; without it the built-in rules are used
    [exit 2]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "نان", "--srx", "missing.srx"]), @"
    ------- stderr -------
    error: cannot read missing.srx
      caused by: there is no such file
      hint: look at the name again; it is looked for in the folder you are in
    [exit 2]
    ");
}

#[test]
fn nothing_in_it() {
    let sandbox = Sandbox::new();
    sandbox.file("empty.txt", "");
    insta::assert_snapshot!(sandbox.tm(&["segment", "empty.txt"]), @"
    ------- stderr -------
    There is no text in empty.txt. Is it the right one? A document of another kind has to be saved as plain text (.txt).
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", " \n "]), @"
    ------- stderr -------
    INPUT is empty. Give a sentence in quotation marks, the name of a file, or - for standard input.
    [exit 1]
    ");
}

const PAGE: &str = "صفحهٔ اصلی | اخبار | درباره ما\nتجمع پرستاران\nپرستاران شیراز امروز تجمع کردند. مدیر پاسخی نداد.\nاشتراک\u{200C}گذاری | چاپ\n- ۳ -\n";

#[test]
fn kinds_that_are_left_out() {
    let sandbox = Sandbox::new();
    sandbox.file("page.txt", PAGE);
    insta::assert_snapshot!(sandbox.tm(&["segment", "page.txt", "--skip", "chrome,page-number", "--json"]), @r#"
    {"v":1,"n":2,"source":"تجمع پرستاران","at":[31,44],"kind":"heading","repaired":false}
    {"v":1,"n":3,"source":"پرستاران شیراز امروز تجمع کردند.","at":[45,77],"kind":"sentence","repaired":false}
    {"v":1,"n":4,"source":"مدیر پاسخی نداد.","at":[78,94],"kind":"sentence","repaired":false}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["segment", "چاپ", "--skip", "chrome"]), @"
    ------- stderr -------
    --skip leaves out every segment of INPUT: chrome.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "page.txt", "--skip", "frame"]), @"
    ------- stderr -------
    error: invalid value 'frame' for '--skip <KIND,…>': the kinds are sentence, heading, label, dateline, list-item, key-value, verse, slogan, note, date, page-number, running-header, mail-header, link, tags, chrome, code, separator, line

    For more information, try '--help'.
    [exit 2]
    ");
}

#[test]
fn look_around_in_rules_of_other_tools() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "other.srx",
        r#"<srx version="2.0"><header cascade="no"/><body><languagerules><languagerule languagerulename="r">
<rule break="no"><beforebreak>[A-Z](?&lt;!°[A-Z])\.</beforebreak><afterbreak>\s*(?!(Then|Now)\s)[A-Z]</afterbreak></rule>
<rule break="yes"><beforebreak>\.</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules><maprules><languagemap languagepattern=".*" languagerulename="r"/></maprules></body></srx>"#,
    );
    let text = "Ask A. Moss. It is 30 °C. Heat kills plan B. Now go.";
    insta::assert_snapshot!(sandbox.tm(&["segment", text, "-s", "en", "--srx", "other.srx"]), @"
    Ask A. Moss.
    It is 30 °C.
    Heat kills plan B.
    Now go.
    [exit 0]
    ");
}

const UNTIDY: &str =
    "كارگران می روند ,ولي 3 نفر ماندند .\nهمه \"شورا\" می خواهند.\nاول ماه می رفتند.\nما می\u{200C}مانیم.\n";

#[test]
fn tidied_before_it_is_split() {
    let sandbox = Sandbox::new();
    sandbox.file("statement.txt", UNTIDY);
    insta::assert_snapshot!(sandbox.tm(&["segment", "statement.txt", "--tidy"]), @"
    کارگران می‌روند، ولی ۳ نفر ماندند.
    همه «شورا» می‌خواهند.
    اول ماه می رفتند.
    ما می‌مانیم.
    ------- stderr -------
    tidied: 2 letters, 1 number, 1 mark, 2 quotation marks, 3 spaces, 2 half spaces; 1 doubtful left as it is (--tidy=report lists all)
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "statement.txt", "--tidy", "--json"]), @r#"
    {"v":1,"n":1,"source":"کارگران می‌روند، ولی ۳ نفر ماندند.","at":[0,35],"kind":"sentence","repaired":false,"tidied":true,"original":"كارگران می روند ,ولي 3 نفر ماندند .","changes":[{"rule":"kaf","at":[0,1],"before":"ك","after":"ک"},{"rule":"verb-prefix","at":[8,15],"before":"می روند","after":"می‌روند"},{"rule":"space-before","at":[14,17],"before":"د ،","after":"د،"},{"rule":"comma","at":[16,17],"before":",","after":"،"},{"rule":"space-after","at":[16,18],"before":"،و","after":"، و"},{"rule":"yeh","at":[19,20],"before":"ي","after":"ی"},{"rule":"digit","at":[21,22],"before":"3","after":"۳"},{"rule":"space-before","at":[32,35],"before":"د .","after":"د."}]}
    {"v":1,"n":2,"source":"همه «شورا» می‌خواهند.","at":[36,57],"kind":"sentence","repaired":false,"tidied":true,"original":"همه \"شورا\" می خواهند.","changes":[{"rule":"quote","at":[40,41],"before":"\"","after":"«"},{"rule":"quote","at":[45,46],"before":"\"","after":"»"},{"rule":"verb-prefix","at":[47,56],"before":"می خواهند","after":"می‌خواهند"}]}
    {"v":1,"n":3,"source":"اول ماه می رفتند.","at":[58,75],"kind":"sentence","repaired":false,"tidied":false}
    {"v":1,"n":4,"source":"ما می‌مانیم.","at":[76,88],"kind":"sentence","repaired":false,"tidied":false}
    ------- stderr -------
    tidied: 2 letters, 1 number, 1 mark, 2 quotation marks, 3 spaces, 2 half spaces; 1 doubtful left as it is (--tidy=report lists all)
    [exit 0]
    "#);
    assert_eq!(sandbox.read("statement.txt"), UNTIDY.as_bytes());
    insta::assert_snapshot!(sandbox.tm(&["segment", "ما می\u{200C}مانیم.", "--tidy"]), @"
    ما می‌مانیم.
    ------- stderr -------
    nothing to tidy
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", " ", "--tidy"]), @"
    ------- stderr -------
    INPUT is empty. Give a sentence in quotation marks, the name of a file, or - for standard input.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "We stay.", "--tidy", "-s", "en"]), @"
    ------- stderr -------
    error: cannot tidy this text
      caused by: --tidy knows Persian, the source language is en
      hint: leave --tidy out, or say -s fa if the text is Persian
    [exit 2]
    ");
}

#[test]
fn what_tidying_would_change() {
    let sandbox = Sandbox::new();
    sandbox.file("statement.txt", UNTIDY);
    insta::assert_snapshot!(sandbox.tm(&["segment", "statement.txt", "--tidy=report"]), @r#"
    1:1  kaf
        ك
        ک
    1:9  verb-prefix
        می روند
        می‌روند
    1:15  space-before
        د ،
        د،
    1:17  comma
        ,
        ،
    1:17  space-after
        ،و
        ، و
    1:20  yeh
        ي
        ی
    1:22  digit
        3
        ۳
    1:33  space-before
        د .
        د.
    2:5  quote
        "
        «
    2:10  quote
        "
        »
    2:12  verb-prefix
        می خواهند
        می‌خواهند
    3:9  verb-prefix  doubtful, left as it is
        می رفتند
        می‌رفتند
    ------- stderr -------
    to tidy: 2 letters, 1 number, 1 mark, 2 quotation marks, 3 spaces, 2 half spaces; 1 doubtful
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["segment", "می روند. اول ماه می رفتند.", "--tidy=report", "--json"]), @r#"
    {"v":1,"line":1,"column":1,"rule":"verb-prefix","at":[0,7],"before":"می روند","after":"می‌روند","proposed":false}
    {"v":1,"line":1,"column":18,"rule":"verb-prefix","at":[17,25],"before":"می رفتند","after":"می‌رفتند","proposed":true}
    ------- stderr -------
    to tidy: 1 half space; 1 doubtful
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["segment", "ما می\u{200C}مانیم.", "--tidy=report"]), @"
    ------- stderr -------
    nothing to tidy
    [exit 0]
    ");
}

#[test]
fn a_damaged_document_is_repaired_before_it_is_tidied() {
    let sandbox = Sandbox::new();
    let line = "كارگران که کار خود را می کنند باز می گردند";
    let reversed: String = line.chars().rev().collect();
    sandbox.file("garbled.txt", format!("{reversed}\n").repeat(3));
    insta::assert_snapshot!(sandbox.tm(&["segment", "garbled.txt", "--tidy", "--lines", "--json"]), @r#"
    {"v":1,"n":1,"source":"کارگران که کار خود را می‌کنند باز می‌گردند","at":[0,42],"kind":"line","repaired":true,"lines":[1,1],"original":"دندرگ یم زاب دننک یم ار دوخ راک هک نارگراك","tidied":true,"changes":[{"rule":"kaf","at":[0,1],"before":"ك","after":"ک"},{"rule":"verb-prefix","at":[22,29],"before":"می کنند","after":"می‌کنند"},{"rule":"verb-prefix","at":[34,42],"before":"می گردند","after":"می‌گردند"}]}
    {"v":1,"n":2,"source":"کارگران که کار خود را می‌کنند باز می‌گردند","at":[43,85],"kind":"line","repaired":true,"lines":[2,2],"original":"دندرگ یم زاب دننک یم ار دوخ راک هک نارگراك","tidied":true,"changes":[{"rule":"kaf","at":[43,44],"before":"ك","after":"ک"},{"rule":"verb-prefix","at":[65,72],"before":"می کنند","after":"می‌کنند"},{"rule":"verb-prefix","at":[77,85],"before":"می گردند","after":"می‌گردند"}]}
    {"v":1,"n":3,"source":"کارگران که کار خود را می‌کنند باز می‌گردند","at":[86,128],"kind":"line","repaired":true,"lines":[3,3],"original":"دندرگ یم زاب دننک یم ار دوخ راک هک نارگراك","tidied":true,"changes":[{"rule":"kaf","at":[86,87],"before":"ك","after":"ک"},{"rule":"verb-prefix","at":[108,115],"before":"می کنند","after":"می‌کنند"},{"rule":"verb-prefix","at":[120,128],"before":"می گردند","after":"می‌گردند"}]}
    ------- stderr -------
    The document is damaged: its letters are reversed.
    Repaired: 3 lines. Doubtful: 0 lines. Cannot be restored: 0 lines (--repair report shows every line).
    tidied: 3 letters, 6 half spaces
    [exit 0]
    "#);
}
