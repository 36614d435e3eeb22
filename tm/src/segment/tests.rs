//! Golden cases, laws and limits of segmentation as a whole.

use std::collections::BTreeMap;
use std::sync::Mutex;

use proptest::prelude::*;

use super::*;

fn segmenter(lang: &str) -> &'static Segmenter {
    static MADE: Mutex<BTreeMap<String, &'static Segmenter>> = Mutex::new(BTreeMap::new());
    let make =
        || -> &'static Segmenter { Box::leak(Box::new(Segmenter::built_in(&Lang::parse(lang).unwrap()))) };
    MADE.lock().unwrap().entry(lang.to_owned()).or_insert_with(make)
}

/// The cases of a golden file, each with its number: text, `---`, one segment a line, `===`.
fn cases(data: &str) -> Vec<(&str, &str)> {
    data.split("\n===\n")
        .filter(|case| !case.trim().is_empty())
        .map(|case| case.split_once("\n---\n").unwrap_or_else(|| panic!("no --- in {case}")))
        .collect()
}

fn check(lang: &str, text: &str, expected: &str) -> Option<String> {
    let found: Vec<String> = segmenter(lang).segment(text).iter().map(|s| s.flat(text)).collect();
    (found != expected.lines().collect::<Vec<_>>())
        .then(|| format!("{text}\n--- found\n{}\n--- expected\n{expected}\n", found.join("\n")))
}

#[test]
fn golden_cases() {
    let files = [
        (include_str!("../../data/segment/golden/fa-sentences.txt"), "fa"),
        (include_str!("../../data/segment/golden/fa-more.txt"), "fa"),
        (include_str!("../../data/segment/golden/fa-further.txt"), "fa"),
        (include_str!("../../data/segment/golden/fa-blocks.txt"), "fa"),
        (include_str!("../../data/segment/golden/fa-documents.txt"), "fa"),
        (include_str!("../../data/segment/golden/fa-further-documents.txt"), "fa"),
        (include_str!("../../data/segment/golden/fa-continuations.txt"), "fa"),
        (include_str!("../../data/segment/golden/en.txt"), "en"),
        (include_str!("../../data/segment/golden/de.txt"), "de"),
        (include_str!("../../data/segment/golden/fr.txt"), "fr"),
        (include_str!("../../data/segment/golden/sv.txt"), "sv"),
    ];
    let mut wrong: Vec<String> = files
        .iter()
        .flat_map(|(data, lang)| {
            cases(data).into_iter().filter_map(|(text, expected)| check(lang, text, expected))
        })
        .collect();
    // Here the first line names the language.
    for data in [
        include_str!("../../data/segment/golden/other.txt"),
        include_str!("../../data/segment/golden/further.txt"),
    ] {
        for (text, expected) in cases(data) {
            let (lang, text) = text.split_once('\n').unwrap();
            wrong.extend(check(lang, text, expected));
        }
    }
    assert_known(&wrong, &[]);
}

/// What stands in a text once is no running header because somebody pasted the text a hundred times.
#[test]
fn a_repeated_text_has_no_more_running_headers() {
    let headers = |text: &str| {
        let segments = segmenter("fa").segment(text);
        segments.iter().filter(|segment| segment.kind == SegmentKind::RunningHeader).count()
    };
    let stack = "نان و کار و آزادی\nکارخانه در دست کارگران\nسه ماه بی\u{200C}مزدی";
    let papers = cases(include_str!("../../data/segment/golden/fa-papers.txt"));
    for text in papers.into_iter().map(|(text, _)| text).chain([stack]) {
        let (once, often) = (headers(text), headers(&format!("{text}\n\n").repeat(100)));
        // Where the text ends, its first lines have other neighbours than at its start.
        assert!(often <= once * 100 && (once == 0 || often >= once * 99), "{once} {often}\n{text}");
    }
}

/// Boundaries that are right, and all that were found or expected, blanks left out.
fn hits(lang: &str, text: &str, expected: &str) -> (usize, usize) {
    let ends = |parts: Vec<String>| -> std::collections::BTreeSet<usize> {
        let lengths = parts.iter().map(|part| part.chars().filter(|c| !c.is_whitespace()).count());
        lengths
            .scan(0, |at, length| {
                *at += length;
                Some(*at)
            })
            .collect()
    };
    let found = ends(segmenter(lang).segment(text).iter().map(|s| s.flat(text)).collect());
    let expected = ends(expected.lines().map(str::to_owned).collect());
    assert_eq!(found.last(), expected.last(), "{text}");
    // The end of the text is no boundary that could be missed.
    (found.intersection(&expected).count() - 1, found.len() + expected.len() - 2)
}

/// The harmonic mean of precision and recall of all boundaries, in per cent.
fn f1(counts: impl IntoIterator<Item = (usize, usize)>) -> usize {
    let (right, all) = counts.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    200 * right / all.max(1)
}

/// Documents set down before they were ever segmented.
#[test]
fn fresh_documents() {
    for data in [
        include_str!("../../data/segment/golden/fa-fresh-documents.txt"),
        include_str!("../../data/segment/golden/fa-second-fresh-documents.txt"),
        include_str!("../../data/segment/golden/fa-third-fresh-documents.txt"),
    ] {
        for (text, expected) in cases(data) {
            let score = f1([hits("fa", text, expected)]);
            assert!(score >= 97, "{score}\n{}", check("fa", text, expected).unwrap_or_default());
        }
    }
}

/// Documents no rule was made for: what a document of another group can expect.
#[test]
fn documents_no_rule_was_made_for() {
    let data = include_str!("../../data/segment/golden/fa-fourth-fresh-documents.txt");
    let score = f1(cases(data).into_iter().map(|(text, expected)| hits("fa", text, expected)));
    assert!(score >= 95, "{score}");
}

#[test]
fn fresh_cases_of_other_languages() {
    let mut of: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::from([
        ("en", cases(include_str!("../../data/segment/golden/fresh-en.txt"))),
        ("de", cases(include_str!("../../data/segment/golden/fresh-de.txt"))),
        ("fr", cases(include_str!("../../data/segment/golden/fresh-fr.txt"))),
        ("sv", cases(include_str!("../../data/segment/golden/fresh-sv.txt"))),
    ]);
    for (text, expected) in cases(include_str!("../../data/segment/golden/fresh-other.txt")) {
        let (lang, text) = text.split_once('\n').unwrap();
        of.entry(lang).or_default().push((text, expected));
    }
    for (lang, cases) in of {
        let wrong: Vec<String> =
            cases.iter().filter_map(|(text, expected)| check(lang, text, expected)).collect();
        let score = f1(cases.iter().map(|(text, expected)| hits(lang, text, expected)));
        assert!(score >= 97, "{lang} {score}\n{}", wrong.join("\n"));
    }
}

/// Whole documents of the kinds groups receive; here every segment has its kind before it.
#[test]
fn golden_papers() {
    let mut wrong = Vec::new();
    for (text, expected) in cases(include_str!("../../data/segment/golden/fa-papers.txt")) {
        let found: Vec<String> = segmenter("fa")
            .segment(text)
            .iter()
            .map(|segment| format!("{}\t{}", segment.kind.as_str(), segment.flat(text)))
            .collect();
        let expected: Vec<&str> = expected.lines().collect();
        if found != expected {
            let only = |these: &[&str], those: &[&str], sign: char| -> String {
                these
                    .iter()
                    .filter(|line| !those.contains(line))
                    .map(|line| format!("{sign} {line}\n"))
                    .collect()
            };
            let found: Vec<&str> = found.iter().map(String::as_str).collect();
            wrong.push(format!(
                "{}\n{}{}",
                text.lines().next().unwrap(),
                only(&found, &expected, '+'),
                only(&expected, &found, '-')
            ));
        }
    }
    assert_known(&wrong, &[]);
}

/// Nothing is wrong but what is known to be, and what is known to be is: `known` has the first lines.
fn assert_known(wrong: &[String], known: &[&str]) {
    let first: Vec<&str> = wrong.iter().filter_map(|case| case.lines().next()).collect();
    assert_eq!(first, known, "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn kinds_say_what_a_segment_is() {
    let text = "صفحه اصلی | آرشیو\nاعتصاب\n۳ دی ۱۴۰۰\nمجری: سلام بر شما.\nنام: کاوه\n۱. نان\n#نان\n[bookmark: a]بس است.";
    let segments = segmenter("fa").segment(text);
    let kinds: Vec<&str> = segments.iter().map(|s| s.kind.as_str()).collect();
    let expected = [
        "chrome",
        "heading",
        "date",
        "label",
        "sentence",
        "key-value",
        "list-item",
        "tags",
        "code",
        "sentence",
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn offsets_count_characters_and_bytes() {
    let text = "\u{200F}یک \u{1F534}.\r\n\r\n  دو\u{200C}سه. \u{200F}";
    let segments = segmenter("fa").segment(text);
    let chars: Vec<char> = text.chars().collect();
    for segment in &segments {
        let by_chars: String = chars[segment.chars.start..segment.chars.end].iter().collect();
        assert_eq!(by_chars, segment.text(text));
    }
    assert_eq!(segments.len(), 2);
    assert_eq!(segments[1].text(text), "دو\u{200C}سه.");
}

#[test]
fn lines_are_taken_as_they_stand() {
    let text = "یک. دو.\n\n  سه\r\n>\n";
    let found: Vec<&str> = Segmenter::lines(text).iter().map(|s| s.text(text)).collect();
    assert_eq!(found, ["یک. دو.", "سه", ">"]);
}

#[test]
fn a_group_can_bring_its_own_rules() {
    let srx = r#"<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/><body>
<languagerules>
<languagerule languagerulename="no"><rule break="no"><beforebreak>\bDr\.</beforebreak><afterbreak>\s</afterbreak></rule></languagerule>
<languagerule languagerulename="all"><rule><beforebreak>[.;]</beforebreak><afterbreak>\s(?!x)</afterbreak></rule></languagerule>
</languagerules>
<maprules><languagemap languagepattern="EN.*" languagerulename="no"/><languagemap languagepattern=".*" languagerulename="all"/></maprules>
</body></srx>"#;
    let shown = |lang: &str| {
        let text = "Dr. Fox; one. x two; three\n\nfour";
        let segmenter = Segmenter::from_srx(srx, &Lang::parse(lang).unwrap()).unwrap();
        segmenter.segment(text).iter().map(|s| s.text(text).to_owned()).collect::<Vec<_>>().join("|")
    };
    assert_eq!(shown("en-GB"), "Dr. Fox;|one. x two;|three|four");
    assert_eq!(shown("de"), "Dr.|Fox;|one. x two;|three|four");
    let without_cascade = srx.replace("cascade=\"yes\"", "cascade=\"no\"");
    let segmenter = Segmenter::from_srx(&without_cascade, &Lang::parse("en").unwrap()).unwrap();
    assert_eq!(segmenter.segment("Dr. Fox; one").len(), 1);
}

/// The look-around of LanguageTool's, Okapi's and OmegaT's files in rules of our own: at the edges and in the middle.
#[test]
fn look_around_of_foreign_rules_works_anywhere() {
    let srx = r#"<srx version="2.0"><header cascade="no"/><body><languagerules><languagerule languagerulename="r">
<rule break="no"><beforebreak>[\h\v.]([A-Z]\.-)?(?&lt;!°)[A-Z](?&lt;!(Henry[\h]+V|IV))\.</beforebreak><afterbreak>\s(?!Then|Later)[A-Z]</afterbreak></rule>
<rule break="no"><beforebreak>(?&lt;!\d[\h]*)\bp\.</beforebreak><afterbreak>[\h]*(?!(The|But)[\h\v]+)[A-Z]</afterbreak></rule>
<rule break="no"><beforebreak>c\.\s</beforebreak><afterbreak>((?:X{0,2})(?:V?I{0,3}|I[VX]))(?&lt;=[XVI]+)</afterbreak></rule>
<rule><beforebreak>\.</beforebreak><afterbreak>\s</afterbreak></rule>
</languagerule></languagerules><maprules><languagemap languagepattern=".*" languagerulename="r"/></maprules></body></srx>"#;
    let segmenter = Segmenter::from_srx(srx, &Lang::parse("en").unwrap()).unwrap();
    for (text, expected) in [
        ("Ask A. Moss. Now.", "Ask A. Moss.|Now."),
        ("It was plan B. Then it rained.", "It was plan B.|Then it rained."),
        ("At 30 °C. Nobody works.", "At 30 °C.|Nobody works."),
        ("Henry V. Came late.", "Henry V.|Came late."),
        ("See p. Moss and p. The rest.", "See p. Moss and p.|The rest."),
        ("On 7 p. Moss stops.", "On 7 p.|Moss stops."),
    ] {
        let found: Vec<&str> = segmenter.segment(text).iter().map(|s| s.text(text)).collect();
        assert_eq!(found.join("|"), expected);
    }
}

#[test]
fn what_is_wrong_with_a_file_of_rules_is_said_with_its_line() {
    let file = |rule: &str, map: &str| {
        format!(
            "<srx version=\"2.0\"><body><languagerules>\n<languagerule languagerulename=\"r\">\n{rule}</languagerule></languagerules>\n<maprules>{map}</maprules></body></srx>"
        )
    };
    let map = r#"<languagemap languagepattern="fa" languagerulename="r"/>"#;
    let error = |srx: &str| Segmenter::from_srx(srx, &Lang::persian()).unwrap_err();
    assert!(matches!(error("<html/>"), SegmentRulesError::NotSrx { line: 1, .. }));
    assert!(matches!(error(""), SegmentRulesError::NotSrx { .. }));
    assert!(matches!(error("<srx version=\"9\"/>"), SegmentRulesError::NotSrx { .. }));
    assert!(matches!(error("<srx version=\"2.0\">\n<body>"), SegmentRulesError::Malformed { line: 2, .. }));
    assert!(matches!(error(&file("</rule>", map)), SegmentRulesError::Malformed { line: 3, .. }));
    let bad = "<rule><beforebreak>a</beforebreak></rule>\n<rule><beforebreak>(</beforebreak></rule>";
    assert!(matches!(error(&file(bad, map)), SegmentRulesError::BadPattern { line: 4, rule: 2, .. }));
    let far = "<rule><beforebreak>(a)\\1</beforebreak></rule>";
    assert!(matches!(error(&file(far, map)), SegmentRulesError::Unsupported { line: 3, rule: 1, .. }));
    let none = r#"<languagemap languagepattern="fa" languagerulename="x"/>"#;
    assert!(matches!(error(&file("", none)), SegmentRulesError::UnknownSet { line: 4, .. }));
    let other = r#"<languagemap languagepattern="en" languagerulename="r"/>"#;
    assert!(matches!(error(&file("", other)), SegmentRulesError::UnknownLanguage { .. }));
}

#[test]
fn our_own_rules_compile_are_explained_and_stand_once() {
    for (srx, langs) in [
        (PERSIAN, vec!["fa", "ar", "ur", "ckb"]),
        (
            LATIN,
            vec![
                "en", "de", "fr", "sv", "es", "pt", "it", "nl", "da", "nb", "fi", "pl", "cs", "ro", "hu",
                "tr", "ku", "ru", "el", "qaa",
            ],
        ),
    ] {
        for lang in langs {
            Segmenter::from_srx(srx, &Lang::parse(lang).unwrap()).unwrap();
        }
        let (mut comment, mut seen) = (false, std::collections::HashSet::new());
        for line in srx.lines().map(str::trim) {
            if line.contains("<languagerule ") {
                seen.clear();
            }
            if line.starts_with("<rule ") {
                assert!(comment, "no comment before {line}");
                let patterns = line.split_once('>').unwrap().1;
                assert!(seen.insert(patterns), "stands twice: {line}");
            }
            comment = line.starts_with("<!-- ") && line.len() > 15;
        }
    }
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "کارگر",
        "می\u{200C}رویم",
        "است",
        "و",
        "که",
        "ILO",
        "e.g.",
        "Dr.",
        "م",
        "ه.ش",
        "۱۲",
        "3.5",
        "٤",
        " ",
        " ",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{C}",
        "\t",
        "\u{A0}",
        ".",
        "...",
        "…",
        "؟",
        "!",
        "؛",
        ":",
        "،",
        "«",
        "»",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "[",
        "]",
        "> ",
        "- ",
        "• ",
        "۱) ",
        "#",
        "@x",
        "\u{200F}",
        "\u{200E}",
        "\u{202B}",
        "\u{202C}",
        "\u{FEFF}",
        "\u{200C}",
        "\u{1F534}",
        "\u{FE0F}\u{20E3}",
        "ي",
        "ك",
        "َ",
        "س: ",
        "تهران - ایرنا: ",
        "[bookmark: a]",
        "صفحه ۳",
        "--",
        "\u{0}",
        "。",
    ])
}

proptest! {
    #[test]
    fn segments_and_gaps_are_the_text(pieces in prop::collection::vec(piece(), 0..60), lang in prop::sample::select(vec!["fa", "en", "ar"])) {
        let text = pieces.concat();
        let mut at = 0;
        let mut chars = 0;
        for segment in segmenter(lang).segment(&text) {
            prop_assert!(segment.bytes.start >= at && segment.bytes.end > segment.bytes.start);
            let gap = &text[at..segment.bytes.start];
            prop_assert!(gap.chars().all(words::is_gap), "{gap:?}");
            let inner = segment.text(&text);
            prop_assert!(!inner.starts_with(words::is_gap) && !inner.ends_with(words::is_gap));
            prop_assert_eq!(segment.chars.start, chars + gap.chars().count());
            prop_assert_eq!(segment.chars.len(), inner.chars().count());
            prop_assert!(!segment.flat(&text).contains(lines::is_line_break));
            at = segment.bytes.end;
            chars = segment.chars.end;
        }
        prop_assert!(text[at..].chars().all(words::is_gap));
    }

    #[test]
    fn any_text_at_all_is_segmented(text in "\\PC{0,80}") {
        let segments = segmenter("fa").segment(&text);
        prop_assert!(segments.iter().all(|s| !s.text(&text).is_empty()));
    }
}
