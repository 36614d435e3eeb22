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
    There is no text in INPUT.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", " \n "]), @"
    ------- stderr -------
    There is no text in INPUT.
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
    error: invalid value 'frame' for '--skip <KIND,…>'
      [possible values: sentence, heading, label, dateline, list-item, key-value, verse, slogan, note, date, page-number, running-header, mail-header, link, tags, chrome, code, separator, line]

      tip: a similar value exists: 'chrome'

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
