//! Documents as PDF programs give them: `tests/fixtures/repair`, made with real tools, and a generator.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use tm::lang::Lang;
use tm::repair::{Certainty, lines, repair};
use tm::segment::Segmenter;

use crate::sandbox::{Sandbox, repository};

/// Letters, digits and marks alone: extraction changes blanks and drops ZWNJ, and these fixtures are about order.
fn bare(line: &str) -> String {
    let line = line.replace("\u{064B}ا", "ا\u{064B}");
    line.chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
        })
        .collect()
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(repository("tests/fixtures/repair").join(name)).unwrap()
}

/// Right as extracted, right after the repair, told to be doubtful or lost, parts of a line, wrong, damaged.
fn figures(name: &str) -> [usize; 6] {
    let (damaged, clean) = (fixture(&format!("{name}.txt")), fixture(&format!("{name}.clean.txt")));
    let clean: HashSet<String> = clean.lines().map(bare).collect();
    let repaired = repair(&damaged);
    let said: HashMap<usize, _> =
        repaired.iter().flat_map(|repaired| &repaired.lines).map(|line| (line.number, line)).collect();
    let mut figures = [0; 6];
    // The other pieces of a line that was put together have no line of their own.
    let joined: HashSet<usize> = said
        .values()
        .flat_map(|line| (1..=line.original.matches('\n').count()).map(|behind| line.number + behind))
        .collect();
    let whole = lines(&damaged).zip(1..).filter(|(_, number)| !joined.contains(number));
    for ((line, _), number) in whole.filter(|((line, _), _)| !line.trim().is_empty()) {
        let said = said.get(&number);
        let text = bare(said.map_or(line, |said| &said.text));
        let (before, after) = (clean.contains(&bare(line)), clean.contains(&text));
        figures[0] += usize::from(before);
        figures[5] += usize::from(before && !after);
        let place = match (after, said.is_some_and(|said| said.certainty != Certainty::Certain)) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) if clean.iter().any(|line| line.contains(&text)) => 3,
            (false, false) => 4,
        };
        figures[place] += 1;
    }
    figures
}

#[test]
fn extractions_of_real_tools_are_restored_as_the_table_says() {
    let table = fixture("README.md");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|row| row.starts_with("| `"))
        .map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 18, "{}", rows.len());
    for row in rows {
        let name = row[0].trim_matches('`');
        let stated: Vec<usize> = row[3..].iter().map(|field| field.parse().unwrap()).collect();
        assert_eq!(stated, figures(name), "{name}");
        assert_eq!(stated[5], 0, "{name}: a line that was right was damaged");
    }
}

#[test]
fn clean_text_is_never_touched() {
    let mut folders = vec![repository("tests/fixtures"), repository("tm/data/segment/golden")];
    let mut looked_at = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let is_clean = !path.parent().unwrap().ends_with("repair") || name.ends_with(".clean.txt");
            if !is_clean || !(name.ends_with(".txt") || name.ends_with(".tsv")) {
                continue;
            }
            if let Ok(text) = std::fs::read_to_string(&path) {
                looked_at += 1;
                assert_eq!(repair(&text), None, "{name}");
            }
        }
    }
    assert!(looked_at >= 25, "{looked_at}");
}

/// Our own paragraphs, several sentences in each.
fn paragraphs() -> Vec<String> {
    let text = std::fs::read_to_string(repository("tests/fixtures/statement.fa.txt")).unwrap();
    text.lines().filter(|line| line.matches(". ").count() > 1).map(str::to_owned).collect()
}

/// Lines of some 90 letters, as a page has them.
fn wrapped(paragraph: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        let last = lines.last_mut().unwrap();
        if last.chars().count() + word.chars().count() > 90 {
            lines.push(word.to_owned());
        } else {
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(word);
        }
    }
    lines
}

/// A line with its chunks from left to right: cut at `marks`, numbers and Latin words, nowhere inside letters.
fn corrupted(line: &str, marks: &str) -> String {
    let is_left = |c: char| c.is_ascii_alphanumeric() || matches!(c, '۰'..='۹');
    let mut chunks: Vec<(u8, String)> = Vec::new();
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let last = chunks.last().map(|(kind, _)| *kind);
        let joins = last == Some(1) && rest.peek().is_some_and(|n| is_left(*n));
        let kind = match c {
            c if is_left(c) || (joins && matches!(c, '.' | '/')) => 1,
            c if marks.contains(c) => 2,
            // The blank behind a mark goes with it.
            ' ' if last == Some(2) && !chunks.last().unwrap().1.ends_with(' ') => 2,
            _ => 0,
        };
        match chunks.last_mut().filter(|(last, text)| *last == kind && (kind != 2 || !text.ends_with(' '))) {
            Some((_, chunk)) => chunk.push(c),
            None => chunks.push((kind, c.to_string())),
        }
    }
    // The blank that ends a line of a paragraph belongs to its last chunk.
    if chunks.last().is_some_and(|(kind, _)| *kind == 0) {
        chunks.last_mut().unwrap().1.push(' ');
    }
    chunks.into_iter().rev().map(|(_, chunk)| chunk).collect()
}

/// Agreement of two lists of segments by their letters, from 0 to 1.
fn agreement(ours: &str, theirs: &str) -> f64 {
    let segmenter = Segmenter::built_in(&Lang::persian());
    let segments =
        |text: &str| -> Vec<String> { segmenter.segment(text).iter().map(|s| bare(&s.flat(text))).collect() };
    let (ours, theirs) = (segments(ours), segments(theirs));
    let mut left = theirs.clone();
    let same = ours
        .iter()
        .filter(|text| left.iter().position(|t| t == *text).map(|at| left.remove(at)).is_some())
        .count();
    2.0 * same as f64 / (ours.len() + theirs.len()) as f64
}

/// The statement wrapped, and what the generator makes of it.
fn garbled(chosen: &[String], marks: &str) -> (String, String) {
    let clean: Vec<String> = chosen.iter().map(|paragraph| wrapped(paragraph).join("\n")).collect();
    let clean = clean.join("\n\n");
    let garbled: Vec<String> = clean.lines().map(|line| corrupted(line, marks)).collect();
    (garbled.join("\n"), clean)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_the_generator_garbles_is_segmented_as_before(
        chosen in Just(paragraphs()).prop_shuffle(),
        marks in prop_oneof![Just(".…–—-"), Just(".…()[]–—-"), Just(".…()[]«»–—-")],
    ) {
        let (garbled, clean) = garbled(&chosen, marks);
        prop_assert!(agreement(&garbled, &clean) < 0.5);
        let repaired = repair(&garbled).unwrap();
        prop_assert!(agreement(&repaired.text, &clean) >= 0.97, "{marks} {}\n\n{}", repaired.text, agreement(&repaired.text, &clean));
        let certain = repaired.lines.iter().filter(|line| line.certainty == Certainty::Certain).count();
        prop_assert!(certain * 10 >= repaired.lines.len() * 9, "{certain} of {}", repaired.lines.len());
    }

    #[test]
    fn a_clean_part_of_a_garbled_document_stays(chosen in Just(paragraphs()).prop_shuffle()) {
        let (garbled, clean) = garbled(&chosen, ".…()–-");
        let lines = clean.lines().count();
        let repaired = repair(&format!("{garbled}\n\n{garbled}\n\n{garbled}\n\n{garbled}\n\n{clean}")).unwrap();
        let text: Vec<&str> = repaired.text.lines().collect();
        let wrong = text[text.len() - lines..].iter().zip(clean.lines()).filter(|(a, b)| *a != b).count();
        // Where the garbled part ends and the clean one begins, no line says so.
        prop_assert!(wrong <= 2, "{wrong}");
    }
}

#[test]
fn a_document_is_repaired_told_of_and_left_alone_on_request() {
    let sandbox = Sandbox::new();
    sandbox.file("pdf.txt", ".تسا باصتعا رد هناخراک نیا\n.دنهاوخ یم ار دوخ دزمتسد نارگراک زا رفن ۲۸۴\n.دنا هدمآ رهش نیا هب هک هدش هتفگ\n");
    insta::assert_snapshot!(sandbox.tm(&["segment", "pdf.txt"]), @"
    این کارخانه در اعتصاب است.
    ۲۸۴ نفر از کارگران دستمزد خود را می خواهند.
    گفته شده که به این شهر آمده اند.
    ------- stderr -------
    The document is damaged: its letters are reversed.
    Repaired: 3 lines. Doubtful: 0 lines. Cannot be restored: 0 lines (--repair report shows every line).
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "pdf.txt", "--json", "-q"]), @r#"
    {"v":1,"n":1,"source":"این کارخانه در اعتصاب است.","at":[0,26],"kind":"sentence","repaired":true,"lines":[1,1],"original":".تسا باصتعا رد هناخراک نیا"}
    {"v":1,"n":2,"source":"۲۸۴ نفر از کارگران دستمزد خود را می خواهند.","at":[27,70],"kind":"sentence","repaired":true,"lines":[2,2],"original":".دنهاوخ یم ار دوخ دزمتسد نارگراک زا رفن ۲۸۴"}
    {"v":1,"n":3,"source":"گفته شده که به این شهر آمده اند.","at":[71,103],"kind":"sentence","repaired":true,"lines":[3,3],"original":".دنا هدمآ رهش نیا هب هک هدش هتفگ"}
    [exit 0]
    "#);
    insta::assert_snapshot!(sandbox.tm(&["segment", "pdf.txt", "--repair", "off"]), @"
    .تسا باصتعا رد هناخراک نیا .
    دنهاوخ یم ار دوخ دزمتسد نارگراک زا رفن ۲۸۴ .
    دنا هدمآ رهش نیا هب هک هدش هتفگ
    [exit 0]
    ");
    insta::assert_snapshot!(sandbox.tm(&["segment", "pdf.txt", "--repair", "report"]), @"
    line 1, certain: the letters were reversed
      .تسا باصتعا رد هناخراک نیا
    becomes
      این کارخانه در اعتصاب است.

    line 2, certain: the letters were reversed
      .دنهاوخ یم ار دوخ دزمتسد نارگراک زا رفن ۲۸۴
    becomes
      ۲۸۴ نفر از کارگران دستمزد خود را می خواهند.

    line 3, certain: the letters were reversed
      .دنا هدمآ رهش نیا هب هک هدش هتفگ
    becomes
      گفته شده که به این شهر آمده اند.

    ------- stderr -------
    The document is damaged: its letters are reversed.
    Can be repaired: 3 lines. Doubtful: 0 lines. Cannot be restored: 0 lines.
    [exit 1]
    ");
    insta::assert_snapshot!(sandbox.tm(&["suggest", "pdf.txt", "--repair", "report", "--json", "-q"]), @r#"
    {"v":1,"line":1,"certainty":"certain","reason":"the letters were reversed","original":".تسا باصتعا رد هناخراک نیا","text":"این کارخانه در اعتصاب است.","proposal":null}
    {"v":1,"line":2,"certainty":"certain","reason":"the letters were reversed","original":".دنهاوخ یم ار دوخ دزمتسد نارگراک زا رفن ۲۸۴","text":"۲۸۴ نفر از کارگران دستمزد خود را می خواهند.","proposal":null}
    {"v":1,"line":3,"certainty":"certain","reason":"the letters were reversed","original":".دنا هدمآ رهش نیا هب هک هدش هتفگ","text":"گفته شده که به این شهر آمده اند.","proposal":null}
    [exit 1]
    "#);
}

#[test]
fn doubtful_lines_are_proposed_and_numbers_warned_of() {
    let sandbox = Sandbox::new();
    sandbox.file("few.txt", "در سال ۲۰۴۱ آمدند.\nاز ۵۲ مهر ماندند.\n");
    insta::assert_snapshot!(sandbox.tm(&["segment", "few.txt", "--json"]), @r#"
    {"v":1,"n":1,"source":"در سال ۲۰۴۱ آمدند.","at":[0,18],"kind":"sentence","repaired":false,"lines":[1,1],"doubts":[{"line":1,"certainty":"doubtful","reason":"numbers of this document are impossible: they may be reversed","proposal":"در سال ۱۴۰۲ آمدند."}]}
    {"v":1,"n":2,"source":"از ۵۲ مهر ماندند.","at":[19,36],"kind":"sentence","repaired":false,"lines":[2,2],"doubts":[{"line":2,"certainty":"doubtful","reason":"numbers of this document are impossible: they may be reversed","proposal":"از ۲۵ مهر ماندند."}]}
    ------- stderr -------
    The document is damaged: its numbers may be reversed.
    Repaired: 0 lines. Doubtful: 2 lines. Cannot be restored: 0 lines (--repair report shows every line).
    warning: some of its numbers are impossible and may be reversed: check every number
    [exit 0]
    "#);
    sandbox.file("clean.txt", "در سال ۱۴۰۲ آمدند.\n");
    insta::assert_snapshot!(sandbox.tm(&["segment", "clean.txt", "--repair", "report"]), @"
    ------- stderr -------
    The document is not damaged.
    [exit 0]
    ");
}
