//! Every dialect by name: what a file holds and what is read from it.
//!
//! A unit is shown as `line fa=نان · en=bread`, codes as `{1` (opens), `1}` (closes) and `{1}` (alone).

use super::{Entry, ReadOptions, Reader};
use crate::lang::Lang;
use crate::unit::{CodeKind, Variant};

fn show(variant: &Variant) -> String {
    let mut shown = format!("{}=", variant.lang);
    let mut written = 0;
    for code in &variant.codes {
        let at = code.at as usize;
        shown.push_str(&variant.text[written..at]);
        written = at;
        shown.push_str(&match code.kind {
            CodeKind::Open => format!("{{{}", code.number),
            CodeKind::Close => format!("{}}}", code.number),
            CodeKind::Single => format!("{{{}}}", code.number),
        });
    }
    shown + &variant.text[written..]
}

fn show_entry(entry: &Entry) -> String {
    let variants: Vec<String> = entry.unit.variants().iter().map(show).collect();
    format!("{} {}", entry.line, variants.join(" · "))
}

fn read_with(bytes: &[u8], options: ReadOptions) -> Vec<String> {
    let reader = match Reader::new(bytes, options) {
        Ok(reader) => reader,
        Err(error) => return vec![format!("error: {error}")],
    };
    reader.map(|item| item.map_or_else(|skipped| skipped.to_string(), |entry| show_entry(&entry))).collect()
}

fn read(bytes: &[u8]) -> Vec<String> {
    read_with(bytes, ReadOptions::default())
}

fn entries(text: &str) -> Vec<Entry> {
    Reader::new(text.as_bytes(), ReadOptions::default()).unwrap().map(Result::unwrap).collect()
}

/// A file whose units begin in line 2.
fn file(units: &str) -> String {
    format!("<tmx version=\"1.4\"><header srclang=\"fa\"/><body>\n{units}\n</body></tmx>\n")
}

fn tuv(tag: &str, segment: &str) -> String {
    format!("<tuv xml:lang=\"{tag}\"><seg>{segment}</seg></tuv>")
}

/// A unit of a Persian and an English text.
fn tu(fa: &str, en: &str) -> String {
    format!("<tu>{}{}</tu>", tuv("fa", fa), tuv("en", en))
}

fn check(name: &str, text: &str, expected: &[&str]) {
    assert_eq!(read(text.as_bytes()), expected, "{name}");
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
}

#[test]
fn encodings() {
    let strike = tu("اعتصاب هفت\u{200C}تپه", "the strike");
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>\n{}", file(&strike));
    let expected = ["3 en=the strike · fa=اعتصاب هفت\u{200C}تپه"];
    for (name, bytes) in [
        ("utf-8", declared("utf-8").into_bytes()),
        ("utf-8 with mark", format!("\u{FEFF}{}", declared("UTF-8")).into_bytes()),
        ("two marks", format!("\u{FEFF}\u{FEFF}{}", declared("UTF-8")).into_bytes()),
        ("utf-16le with mark", utf16(&format!("\u{FEFF}{}", declared("UTF-16")), true)),
        ("utf-16be with mark", utf16(&format!("\u{FEFF}{}", declared("UTF-16")), false)),
        ("utf-16le without mark", utf16(&declared("UTF-16LE"), true)),
        ("utf-16be without mark", utf16(&declared("utf-16"), false)),
        ("utf-16 that says utf-8", utf16(&format!("\u{FEFF}{}", declared("utf-8")), true)),
        ("utf-8 that says utf-16", declared("UTF-16").into_bytes()),
        ("utf-8 that says us-ascii", declared("us-ascii").into_bytes()),
        ("utf-8 that says windows-1252", declared("windows-1252").into_bytes()),
        ("utf-8 that says nonsense", declared("x-sjis-7").into_bytes()),
    ] {
        assert_eq!(read(&bytes), expected, "{name}");
    }
    let persian = declared("windows-1256").replace('ی', "ي");
    let bytes = encoding_rs::WINDOWS_1256.encode(&persian).0.into_owned();
    assert_eq!(read(&bytes), expected, "windows-1256");
    let latin =
        "<?xml version='1.0' encoding='windows-1252'?>".to_owned() + &file(&tu("nan", "gr\u{E9}ve \u{80}"));
    let bytes: Vec<u8> = latin.chars().map(|c| c as u8).collect();
    assert_eq!(read(&bytes), ["2 en=gréve € · fa=nan"], "windows-1252");
}

#[test]
fn versions_and_roots() {
    let bread = tu("نان", "bread");
    let bread = bread.as_str();
    for (name, text) in [
        (
            "1.1 with lang",
            format!("<tmx version='1.1'><header/><body>{}</body></tmx>", bread.replace("xml:lang", "lang")),
        ),
        ("1.2", format!("<tmx version='1.2'><header/><body>{bread}</body></tmx>")),
        ("1.3", format!("<tmx version='1.3'><header/><body>{bread}</body></tmx>")),
        ("1.4b", format!("<tmx version='1.4b'><header/><body>{bread}</body></tmx>")),
        ("no version", format!("<tmx><header/><body>{bread}</body></tmx>")),
        ("default namespace", format!("<tmx xmlns='http://www.lisa.org/tmx14'><body>{bread}</body></tmx>")),
        (
            "prefixed namespace",
            format!("<t:tmx xmlns:t='urn:t'><t:header/><t:body>{bread}</t:body></t:tmx>")
                .replace("<tu", "<t:tu")
                .replace("</tu", "</t:tu")
                .replace("seg>", "t:seg>"),
        ),
        ("no header", format!("<tmx version='1.4'><body>{bread}</body></tmx>")),
        ("no body", format!("<tmx version='1.4'><header/>{bread}</tmx>")),
        (
            "header with a body",
            format!("<tmx><header><prop type='a'>b</prop></header><body>{bread}</body></tmx>"),
        ),
        (
            "upper case",
            format!("<TMX><BODY>{}</BODY></TMX>", bread.replace("tu", "TU").replace("seg", "SEG")),
        ),
        ("encoding= on the root", format!("<tmx version='1.4' encoding='utf-8'><body>{bread}</body></tmx>")),
        (
            "document type by SYSTEM",
            format!("<!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx><body>{bread}</body></tmx>"),
        ),
        (
            "document type by PUBLIC",
            format!(
                "<!DOCTYPE tmx PUBLIC '-//LISA OSCAR:1998//DTD for TMX//EN' 'http://x/tmx.dtd'><tmx><body>{bread}</body></tmx>"
            ),
        ),
        (
            "comments everywhere",
            format!("<!-- <tmx> --><tmx><!-- > --><body><!-- {bread} -->{bread}<?x?></body></tmx>"),
        ),
        ("damaged root attributes", format!("<tmx version='1.4' version='1.4' x><body>{bread}</body></tmx>")),
        ("groups of units", format!("<tmx><body><group>{bread}</group></body></tmx>")),
        ("one line end convention", format!("<tmx>\r<body>\r{bread}\r</body></tmx>\r")),
    ] {
        check(name, &text, &["1 en=bread · fa=نان"]);
    }
    check("empty root", "<tmx/>", &[]);
    check("no units", &file(""), &[]);
    check(
        "html",
        "<!DOCTYPE html>\n<html><body/></html>",
        &["error: line 2: the root element is <html>, not <tmx>"],
    );
    check(
        "zip",
        "PK\u{3}\u{4}\u{14}",
        &["error: line 1: this is no XML but a ZIP archive (docx, odt, xlsx, epub …)"],
    );
    check("empty file", "\n", &["error: the file is empty"]);
}

#[test]
fn header_trifles_cost_no_units() {
    let bread = tu("نان", "bread");
    for (name, header, expected) in [
        (
            "srclang twice",
            "<header srclang='fa' srclang='en'/>",
            "line 2: an attribute of `<header>` stands twice",
        ),
        ("a bare ampersand", "<header><note>R & D</note></header>", "line 2: a bare `&`"),
        ("not closed", "<header><note>a</note>", "line 2: `<header>` is not closed"),
        ("an unquoted attribute", "<header srclang=fa/>", "line 2: an attribute of `<header>` is not quoted"),
    ] {
        check(
            name,
            &format!("<tmx>\n{header}\n<body>{bread}</body></tmx>"),
            &[expected, "3 en=bread · fa=نان"],
        );
    }
    let header = |text: &str| Reader::new(text.as_bytes(), ReadOptions::default()).unwrap().header().clone();
    let full = header(
        "<tmx version='1.4b'><header srclang='FA' o-tmf='x'><note>&lt;</note><ude name='u'><map/></ude></header>",
    );
    assert_eq!((full.version.as_deref(), full.source), (Some("1.4b"), Some(Lang::persian())));
    assert_eq!(full.attributes[1], ("o-tmf".to_owned(), "x".to_owned()));
    assert_eq!((full.annotations[0].text.as_str(), full.annotations[1].element.as_str()), ("<", "ude"));
    assert_eq!(header("<tmx><header srclang='*all*'/></tmx>").source, None);
}

#[test]
fn languages() {
    let tuvs = |pairs: &[(&str, &str)]| {
        format!("<tu>{}</tu>", pairs.iter().map(|(tag, text)| tuv(tag, text)).collect::<String>())
    };
    for (name, unit, expected) in [
        ("any case and _", tuvs(&[("FA_ir", "نان"), ("EN-us", "bread")]), vec!["2 en-US=bread · fa-IR=نان"]),
        (
            "regions are languages of their own",
            tuvs(&[("en-GB", "labour"), ("en-US", "labor")]),
            vec!["2 en-GB=labour · en-US=labor"],
        ),
        (
            "private subtags",
            tuvs(&[("fa-x-union", "نان"), ("x-none", "bread")]),
            vec!["2 fa-x-union=نان · x-none=bread"],
        ),
        ("three letters", tuvs(&[("per", "نان"), ("eng", "bread")]), vec!["2 en=bread · fa=نان"]),
        ("script", tuvs(&[("zh_hant", "麵包"), ("fa", "نان")]), vec!["2 fa=نان · zh-Hant=麵包"]),
        ("target before source", tuvs(&[("en", "bread"), ("fa", "نان")]), vec!["2 en=bread · fa=نان"]),
        (
            "srclang of the unit",
            tu("نان", "bread").replace("<tu>", "<tu srclang='en'>"),
            vec!["2 en=bread · fa=نان"],
        ),
        (
            "three languages",
            tuvs(&[("fa", "نان"), ("en", "bread"), ("de", "Brot")]),
            vec!["2 de=Brot · en=bread · fa=نان"],
        ),
        (
            "the same language twice",
            tuvs(&[("fa", "نان"), ("en", "bread"), ("en", "loaf")]),
            vec!["2 en=bread · fa=نان", "2 en=loaf · fa=نان"],
        ),
        (
            "two languages twice",
            tuvs(&[("fa", "نان"), ("en", "bread"), ("en", "loaf"), ("fa", "قرص نان")]),
            vec![
                "2 en=bread · fa=نان",
                "2 en=bread · fa=قرص نان",
                "2 en=loaf · fa=نان",
                "2 en=loaf · fa=قرص نان",
            ],
        ),
        (
            "equal texts twice",
            tuvs(&[("fa", "نان"), ("en", "bread"), ("EN", "bread"), ("en", "bread ")]),
            vec!["2 en=bread · fa=نان", "2 en=bread · fa=نان"],
        ),
        (
            "too many",
            tuvs(
                &[("fa", "نان")]
                    .into_iter()
                    .chain((0..17).map(|i| ("en", &"abcdefghijklmnopq"[..=i])))
                    .collect::<Vec<_>>(),
            ),
            vec!["line 2: its texts combine to more than 16 units"],
        ),
        ("one language", tuvs(&[("fa", "نان")]), vec!["line 2: there is only one language, fa"]),
        (
            "one language twice",
            tuvs(&[("fa", "نان"), ("fa", "قرص نان")]),
            vec!["line 2: there is only one language, fa"],
        ),
        ("no language", "<tu/>".to_owned(), vec!["line 2: there is no text"]),
        ("an empty text", tuvs(&[("fa", "نان"), ("en", " \n")]), vec!["line 2: the en text is empty"]),
        (
            "an empty segment",
            tuvs(&[("fa", "نان"), ("en", "")]).replace("<seg></seg>", "<seg/>"),
            vec!["line 2: the en text is empty"],
        ),
        (
            "one of three is empty",
            tuvs(&[("fa", "نان"), ("en", ""), ("de", "Brot")]),
            vec!["2 de=Brot · fa=نان"],
        ),
        (
            "a nameless text",
            tuvs(&[("fa", "نان"), ("en", "bread")]).replace(" xml:lang=\"en\"", ""),
            vec!["line 2: a `<tuv>` names no language"],
        ),
        (
            "a nameless text of three",
            tuvs(&[("fa", "نان"), ("en", "bread"), ("?", "x")]),
            vec!["2 en=bread · fa=نان", "line 2: \u{201C}?\u{201D} is no language tag"],
        ),
    ] {
        check(name, &file(&unit), &expected);
    }
    let nameless = file(&tu("نان", "bread")).replace(" xml:lang=\"fa\"", "");
    let options = ReadOptions { assumed: vec![Lang::persian()], ..ReadOptions::default() };
    assert_eq!(read_with(nameless.as_bytes(), options), ["2 en=bread · fa=نان"]);
}

#[test]
fn inline_elements() {
    for (name, fa, en, expected) in [
        (
            "bpt and ept",
            "<bpt i='1'>&lt;b></bpt>نان<ept i='1'>&lt;/b></ept>",
            "bread",
            "en=bread · fa={1نان1}",
        ),
        ("without partners", "<bpt i='1'/>نان<ept i='2'/>", "bread", "en=bread · fa={1}نان{2}"),
        ("i used again", "<bpt i='1'/>ن<ept i='1'/>ا<bpt i='1'/>ن<ept i='1'/>", "b", "en=b · fa={1ن1}ا{2ن2}"),
        ("it with and without pos", "<it pos='begin'>x</it>نان<it/>", "bread", "en=bread · fa={1}نان{2}"),
        ("ph", "نان<ph x='1'/>", "<ph x='1'>br</ph>bread", "en={1}bread · fa=نان{1}"),
        ("ut with rtf", "<ut>{\\b </ut>نان<ut>}</ut>", "bread", "en=bread · fa={1}نان{2}"),
        ("hi", "<hi type='b'>نان</hi> و کار", "<hi type='b'>bread</hi>", "en={1bread1} · fa={1نان1} و کار"),
        ("hi in hi", "<hi><hi>نان</hi></hi>", "bread", "en=bread · fa={1{2نان2}1}"),
        ("sub", "<ph>[img alt=<sub>تصویر <ph/></sub>]</ph>نان", "bread", "en=bread · fa={1}نان"),
        (
            "g and x of xliff",
            "<g id='1'>نان<x id='2'/></g>",
            "<x id='2'/><g id='1'>bread</g>",
            "en={1}{2bread2} · fa={2نان{1}2}",
        ),
        ("bx and ex of xliff", "<bx id='1'/>نان<ex id='1'/>", "bread", "en=bread · fa={1نان1}"),
        ("bx and ex by rid", "<bx id='1' rid='9'/>نان<ex id='2' rid='9'/>", "bread", "en=bread · fa={1نان1}"),
        ("mrk and pc", "<mrk mtype='x'>نان</mrk>", "<pc id='1'>bread</pc>", "en={1bread1} · fa={2نان2}"),
        ("an unknown element", "<b0>نان</b0><br/>", "bread", "en=bread · fa={1نان1}{2}"),
        ("tags of OmegaT as text", "&lt;b0&gt;نان&lt;/b0&gt;", "bread", "en=bread · fa=<b0>نان</b0>"),
        ("tags of Trados as text", "&lt;cf bold=on&gt;نان", "bread", "en=bread · fa=<cf bold=on>نان"),
        (
            "by x, in another order",
            "<ph x='1'/>نان<ph x='2'/>",
            "<ph x='2'/>bread<ph x='1'/>",
            "en={1}bread{2} · fa={2}نان{1}",
        ),
        ("by order", "<ph/>نان<it/>", "bread<it/><ph/>", "en=bread{1}{2} · fa={2}نان{1}"),
        ("x in one variant only", "<ph x='3'/>نان", "<ph/>bread", "en={1}bread · fa={1}نان"),
        (
            "overlapping pairs",
            "<bpt i='1'/>ن<bpt i='2'/>ا<ept i='1'/>ن<ept i='2'/>",
            "b",
            "en=b · fa={1ن{2ا1}ن2}",
        ),
        ("outer white space", " \n <ph/>نان<ph/> \n ", " bread\n", "en=bread · fa={1}نان{2}"),
        (
            "white space beside codes",
            "\n<ph>%s</ph> نفر<ph/> ",
            "<ph>%s</ph> people <ph/>",
            "en={1} people {2} · fa={1} نفر{2}",
        ),
        ("elements in upper case", "<BPT I='1'/>نان<EPT I='1'/>", "bread", "en=bread · fa={1نان1}"),
    ] {
        check(name, &file(&tu(fa, en)), &[&format!("2 {expected}")]);
    }
}

#[test]
fn texts() {
    for (name, fa, text) in [
        ("entities do not cut", "a &amp; b &lt; c &quot;d&quot; &apos;", "a & b < c \"d\" '"),
        ("CDATA", "<![CDATA[نان & <b>کار</b>]]> و", "نان & <b>کار</b> و"),
        ("references to ZWNJ, ZWJ and yeh", "می&#x200C;خواهیم&#8205;&#x6CC;", "می\u{200C}خواهیم\u{200D}ی"),
        ("directional marks", "\u{202B}نان\u{202C}\u{200F}", "\u{202B}نان\u{202C}\u{200F}"),
        ("surrogate pairs as references", "&#xD83D;&#xDE00; &#55357;&#56832;", "😀 😀"),
        ("decomposed letters", "a\u{308}\u{627}\u{653}", "a\u{308}\u{627}\u{653}"),
        ("inner white space", "نان  و\n\tکار", "نان  و\n\tکار"),
        ("outer white space", "\r\n   نان\r\n  ", "نان"),
        ("white space of other kinds", "\u{A0}نان\u{A0}", "\u{A0}نان\u{A0}"),
        ("CR LF", "نان\r\nو\rکار", "نان\nو\nکار"),
        ("a referenced CR", "نان&#13;کار", "نان\rکار"),
        ("comments and instructions", "نا<!-- x & -->ن<?y <z?>", "نان"),
        ("a mark inside", "نان\u{FEFF}کار\u{FFFD}", "نان\u{FEFF}کار\u{FFFD}"),
        ("private use", "\u{E000}نان\u{FB8A}", "\u{E000}نان\u{FB8A}"),
    ] {
        check(name, &file(&tu(fa, "bread")), &[&format!("2 en=bread · fa={text}")]);
    }
    let without_seg = "<tu><tuv xml:lang='fa'>\n نان<ph/> و <hi>کار</hi></tuv><tuv xml:lang='en'>bread <b>and</b> work</tuv></tu>";
    check("text directly in tuv", &file(without_seg), &["2 en=bread {1and1} work · fa=نان{2} و {3کار3}"]);
    let beside = tu("نان", "bread").replace("<seg>نان", "!<seg>نان");
    check(
        "text beside seg",
        &file(&beside),
        &["2 en=bread · fa=نان", "line 2: text beside `<seg>` was left out"],
    );
    let around = tu("نان", "bread").replace("<tu>", "<tu>\nx");
    check(
        "text beside tuv",
        &file(&around),
        &["2 en=bread · fa=نان", "line 2: text outside `<tuv>` was left out"],
    );
}

#[test]
fn entities() {
    let with = |subset: &str, fa: &str| {
        format!(
            "<!DOCTYPE tmx SYSTEM 'tmx14.dtd' [{subset}]><tmx><body>{}{}</body></tmx>",
            tu(fa, "bread"),
            tu("کار", "work")
        )
    };
    let work = "1 en=work · fa=کار";
    for (name, subset, fa, first) in [
        ("internal", "<!ENTITY u 'اتحادیه'>", "&u; ما", "1 en=bread · fa=اتحادیه ما"),
        ("nested", "<!ENTITY a '&b;&b;'><!ENTITY b 'نان '>", "&a;", "1 en=bread · fa=نان نان"),
        ("with markup", "<!ENTITY br '<ph x=\"1\"/>'>", "نان&br;", "1 en=bread · fa=نان{1}"),
        (
            "external",
            "<!ENTITY x SYSTEM 'file:///dev/zero'>",
            "&x;",
            "line 1: the external entity `&x;` is never fetched",
        ),
        ("undeclared", "", "&nbsp;", "line 1: `&nbsp;` is not declared"),
        ("recursive", "<!ENTITY a '&a;'>", "&a;", "line 1: the entity `&a;` expands without bound"),
    ] {
        check(name, &with(subset, fa), &[first, work]);
    }
    let bomb: String =
        (0..10).map(|i| format!("<!ENTITY l{} '{}'>", i + 1, format!("&l{i};").repeat(10))).collect();
    let expected = "line 1: the entity `&l0;` expands without bound";
    let read = read(with(&format!("<!ENTITY l0 'ha'>{bomb}"), "&l10;").as_bytes());
    assert!(read[0].ends_with("expands without bound") && read[1] == work, "{expected}: {read:?}");
}

#[test]
fn broken_units_are_left_out_and_reading_resumes() {
    for (name, fa, reason) in [
        ("bare ampersand", "نان & کار", "a bare `&`"),
        ("ampersand and a far semicolon", "R&D; نان &b c;", "`&D;` is not declared"),
        ("unclosed seg", "نان</tuv><tuv>", "`<seg>` is not closed before `</tuv>`"),
        ("mismatched end", "<hi>نان</ph>", "`<hi>` is not closed before `</ph>`"),
        ("an end too many", "نان</seg></tuv></tuv>", "`<tu>` is not closed before `</tuv>`"),
        ("attribute twice", "<ph x='1' x='2'/>نان", "an attribute of `<ph>` stands twice"),
        ("unquoted attribute", "<ph x=1/>نان", "an attribute of `<ph>` is not quoted"),
        ("attribute without value", "<ph x/>نان", "an attribute of `<ph>` has no value"),
        ("a bare less-than", "نان < کار", "`<` begins no element"),
        ("a less-than before a digit", "نان <3 کار>", "`<3` begins no element"),
        ("NUL reference", "نان&#0;", "`&#0;` is no character"),
        ("ESC reference", "نان&#x1B;", "`&#x1B;` is no character"),
        ("half a surrogate pair", "نان&#xD83D; کار", "`&#xD83D;` is no character"),
        ("surrogates in the wrong order", "&#xDE00;&#xD83D;", "`&#xDE00;` is no character"),
        ("raw NUL", "نان\0", "a character stands here that XML does not allow"),
        ("raw control character", "نان\u{1B}", "a character stands here that XML does not allow"),
        ("U+FFFE", "نان\u{FFFE}", "a character stands here that XML does not allow"),
        ("two segments", "نان</seg><seg>کار", "`<tuv>` has two `<seg>`"),
        ("damage in native code", "<ph>a & b</ph>نان", "a bare `&`"),
        ("unclosed comment", "نان <!-- کار", "a comment is not closed"),
        ("unclosed CDATA", "<![CDATA[نان", "a CDATA section is not closed"),
        ("unclosed instruction", "<?xm نان", "a processing instruction is not closed"),
    ] {
        let text = file(&format!("{}\n{}\n{}", tu("آب", "water"), tu(fa, "bread"), tu("کار", "work")));
        let expected = format!("line 3: {reason}");
        let read = read(text.as_bytes());
        let [first, rest @ .., last] = read.as_slice() else { panic!("{name}: {read:?}") };
        assert_eq!((first.as_str(), last.as_str()), ("2 en=water · fa=آب", "4 en=work · fa=کار"), "{name}");
        assert_eq!(rest.first(), Some(&expected), "{name}");
    }
}

#[test]
fn broken_frames() {
    let (water, work) = (tu("آب", "water"), tu("کار", "work"));
    let (first, last) = ("2 en=water · fa=آب", "4 en=work · fa=کار");
    for (name, middle, reason) in [
        ("unit not closed", "<tu><tuv xml:lang='fa'><seg>نان</seg></tuv>", "line 3: `<tu>` is not closed"),
        ("start tag of a unit broken", "<t u></tu>", "line 3: `</tu>` ends a unit that never began"),
        ("unit in a unit", "<tu><tu>", "line 3: `<tu>` is not closed"),
    ] {
        let read = read(file(&format!("{water}\n{middle}\n{work}")).as_bytes());
        assert_eq!((read[0].as_str(), read[1].as_str()), (first, reason), "{name}");
        assert_eq!(read.last().map(String::as_str), Some(last), "{name}");
    }
    let whole = file(&format!("{water}\n{}\n{work}", tu("نان", "bread")));
    let cut_in = |what: &str| whole.split_at(whole.find(what).unwrap()).0;
    check("cut inside a unit", cut_in("read<"), &[first, "line 3: the file ends inside a unit"]);
    check(
        "cut between units",
        cut_in("\n<tu><tuv xml:lang=\"fa\"><seg>نان"),
        &[first, "line 2: the file ends before `</tmx>`"],
    );
    check("cut in the header", "<tmx><header><note>", &["line 1: the file ends inside the header"]);
    check(
        "cut in the root",
        "<tmx version='1.4",
        &["error: line 1: the root element's start tag is not closed"],
    );
    let twice = format!("{}{}", file(&water), file(&work));
    check(
        "two files in one",
        &twice,
        &[first, "line 5: units stand behind the end of the root element", "5 en=work · fa=کار"],
    );
    check(
        "duplicated tuid",
        &file(&format!("{water}\n{water}").replace("<tu>", "<tu tuid='7'>")),
        &[first, "3 en=water · fa=آب"],
    );
    let mut bytes = file(&format!("{water}\n{}\n{work}", tu("نان", "bread"))).into_bytes();
    let at = bytes.windows(3).position(|w| w == b"bre").unwrap();
    bytes[at] = 0xFF;
    assert_eq!(
        read(&bytes),
        [first, "line 3: bytes stand here that are no characters", last],
        "broken bytes"
    );
    let options = ReadOptions { unit_bytes: 500, ..ReadOptions::default() };
    let long = file(&format!("{water}\n{}\n{work}", tu(&"نان ".repeat(200), "bread")));
    assert_eq!(
        read_with(long.as_bytes(), options),
        [first, "line 3: the unit is longer than 500 bytes", last],
        "too long"
    );
    let many = file(&tu(&"<ph/>".repeat(20_000), "bread"));
    check("too many elements", &many, &["line 2: the unit has more than 16384 elements"]);
}

#[test]
fn details_are_kept_and_plain_units_have_none() {
    assert!(entries(&file(&tu("نان", "bread"))).iter().all(|e| e.detail.is_empty()));
    assert!(entries(&file(&tu("<ph x='1'/>نان", "<ph x='1'/>bread"))).iter().all(|e| e.detail.is_empty()));
    let entry = &entries(&file(
        "<tu tuid='1' creationid='DOM\\u'><prop type='x-Context'>1, 2</prop><note xml:lang='en'>a &amp; &#x200C;</note>\
         <tuv lang='EN_us' xml:lang='EN_us' changedate='20240501T000000Z'><prop type='p'/><seg><ph type='a&amp;b'>&lt;b&#62;<sub>x</sub></ph>bread</seg></tuv>\
         <tuv xml:lang='fa'><seg>نان</seg></tuv><custom a='1'>c</custom></tu>",
    ))[0];
    let detail = &entry.detail;
    assert_eq!(detail.attributes, [("tuid".into(), "1".into()), ("creationid".into(), "DOM\\u".into())]);
    let annotations: Vec<(&str, &str)> =
        detail.annotations.iter().map(|a| (a.element.as_str(), a.text.as_str())).collect();
    assert_eq!(annotations, [("prop", "1, 2"), ("note", "a & \u{200C}"), ("custom", "c")]);
    assert_eq!(detail.variants.len(), 1);
    let english = detail.variant(&Lang::parse("en-US").unwrap()).unwrap();
    assert_eq!(
        english.attributes.iter().map(|(k, _)| k.as_str()).collect::<Vec<_>>(),
        ["lang", "xml:lang", "changedate"]
    );
    assert_eq!(english.annotations[0].attributes, [("type".into(), "p".into())]);
    let native = &english.natives[0];
    assert_eq!((native.element.as_str(), native.content.as_str()), ("ph", "&lt;b&#62;<sub>x</sub>"));
    assert_eq!(native.attributes, [("type".into(), "a&b".into())]);
}

#[test]
fn foreign_namespaces_travel_with_what_uses_them() {
    let text = file(&tu("<m:ch val='1'/>نان", "bread")).replace("<tmx ", "<tmx xmlns:m='urn:m' ");
    let natives = &entries(&text)[0].detail.variants[0].natives;
    assert_eq!(natives[0].element, "m:ch");
    assert_eq!(natives[0].attributes[1], ("xmlns:m".to_owned(), "urn:m".to_owned()));
}

#[test]
fn an_input_that_fails_is_no_damage() {
    struct Failing<'a>(&'a [u8]);
    impl std::io::Read for Failing<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if self.0.is_empty() { Err(std::io::Error::other("stick pulled out")) } else { self.0.read(out) }
        }
    }
    let text = file(&tu("نان", "bread").repeat(5000));
    let mut reader =
        Reader::new(Failing(text.as_bytes().split_at(400_000).0), ReadOptions::default()).unwrap();
    assert!(reader.by_ref().all(|item| item.is_ok()));
    assert_eq!(reader.take_io_error().map(|e| e.to_string()).as_deref(), Some("stick pulled out"));
    assert!(reader.next().is_none());
    let at_once = Reader::new(Failing(b"<tmx>"), ReadOptions::default());
    assert!(matches!(at_once, Err(super::TmxError::Io(_))));
}

#[test]
fn a_unit_of_many_damages_is_given_back_once() {
    let nameless = "<tuv><seg>x</seg></tuv>".repeat(1000);
    let text = format!(
        "<tmx><header/><body><tu>{nameless}{}{}</tu></body></tmx>",
        tuv("fa", "نان"),
        tuv("en", "bread")
    );
    let items: Vec<_> = Reader::new(text.as_bytes(), ReadOptions::default()).unwrap().collect();
    let kept: usize =
        items.iter().filter_map(|item| item.as_ref().err()).map(|skipped| skipped.record.len()).sum();
    assert!(items.len() == 1001 && kept > 0 && kept < text.len(), "{} {kept}", items.len());
}
