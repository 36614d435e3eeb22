//! A document of any bytes: segmented without panic, segments and blank gaps are the text, a repair loses no line and
//! tidying no meaning, and a file of rules of any bytes is refused or obeys the same law.

use tm::encoding::decode_document;
use tm::lang::{Lang, Script};
use tm::repair::{Repaired, lines, repair};
use tm::segment::{Segment, Segmenter};
use tm::span::Span;
use tm::text::exact_key;
use tm::tidy::tidy;
use workbench::args::{InputArgs, Repair};
use workbench::reading::input::read;

/// The whole check of one input; its first byte says in which language it is segmented, or that it begins with rules.
pub fn check(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let langs = ["fa", "en", "ar", "de", "fr", "sv", "tr", "zh"];
    let lang = Lang::parse(langs[usize::from(first % 8)]).unwrap();
    // What is no text at all is read leniently: a text of damaged bytes has to be segmented too.
    let text = decode_document(rest)
        .map_or_else(|_| String::from_utf8_lossy(rest).into_owned(), |decoded| decoded.text);
    if first & 0x80 == 0 {
        law(&text, &Segmenter::built_in(&lang).segment(&text));
        law(&text, &Segmenter::lines(&text));
        let repaired = repair(&text);
        documents(&text, &lang, repaired.is_some());
        if let Some(repaired) = &repaired {
            repair_law(&text, repaired);
            tidy_law(&repaired.text);
        }
        tidy_law(&text);
    } else if let Some((rules, text)) = text.split_once("</srx>")
        && let Ok(segmenter) = Segmenter::from_srx(&format!("{rules}</srx>"), &lang)
    {
        law(text, &segmenter.segment(text));
    }
}

/// Every line is there once, under its number and as it was read, and nothing is said of lines that are right.
fn repair_law(text: &str, repaired: &Repaired) {
    let read: Vec<(&str, &str)> = lines(text).collect();
    let count = lines(&repaired.text).count();
    assert!(!repaired.damage.is_empty());
    let origins = match repaired.origins.is_empty() {
        true => (1..=read.len() + 1).collect(),
        false => repaired.origins.clone(),
    };
    assert_eq!(origins.len(), count + 1);
    assert_eq!((origins.first(), origins.last()), (Some(&1), Some(&(read.len() + 1))));
    assert!(origins.is_sorted_by(|one, next| one < next));
    assert!(repaired.lines.is_sorted_by_key(|line| line.number));
    let mut said = repaired.lines.iter().peekable();
    for ((line, end), span) in lines(&repaired.text).zip(origins.windows(2)) {
        let own = &read[span[0] - 1..span[1] - 1];
        let original: Vec<&str> = own.iter().map(|(line, _)| *line).collect();
        let original = original.join("\n");
        assert_eq!(Some(end), own.last().map(|(_, end)| *end));
        match said.next_if(|said| said.number == span[0]) {
            Some(said) => assert_eq!((said.original.as_str(), said.text.as_str()), (original.as_str(), line)),
            None => assert_eq!(line, original),
        }
    }
    assert_eq!(said.next(), None);
}

/// A document to be repaired and one only to be told of have lawful segments, and lines that are lines of the text.
fn documents(text: &str, lang: &Lang, is_damaged: bool) {
    for how in [Repair::Auto, Repair::Report] {
        let args = InputArgs { input: text.to_owned(), text: true, lines: false, repair: how };
        let document = read(&args, lang, None).unwrap();
        law(&document.text, &document.segments);
        assert_eq!(document.repair.is_some(), is_damaged);
        assert!(document.text == text || (is_damaged && how == Repair::Auto));
        let (mut before, count) = (1, lines(text).count());
        for segment in &document.segments {
            let Some(of) = document.repair_of(segment) else { continue };
            assert!(before <= of.first && of.first <= of.last && of.last <= count, "{before} {of:?} {count}");
            assert!(!of.said.is_empty());
            assert!(of.said.iter().all(|line| (of.first..=of.last).contains(&line.number)));
            before = of.first;
        }
    }
}

/// Tidying twice is tidying once, what matched before matches still, and every place has one in the source.
fn tidy_law(text: &str) {
    let tidied = tidy(text);
    assert_eq!(exact_key(tidied.text(), Script::Arabic), exact_key(text, Script::Arabic));
    let twice = tidy(tidied.text());
    assert_eq!(twice.text(), tidied.text());
    assert_eq!(twice.changes(), []);
    let (length, source) = (tidied.text().chars().count(), text.chars().count());
    let mut before = 0;
    for at in 0..length {
        let span = tidied.source_span(Span::new(at, at + 1)).unwrap();
        assert!(before <= span.start && span.start <= span.end && span.end <= source);
        before = span.start;
    }
}

/// Segments are in order, count characters as they count bytes, and leave out nothing but blanks.
fn law(text: &str, segments: &[Segment]) {
    let (mut bytes, mut chars) = (0, 0);
    for segment in segments {
        let gap = &text[bytes..segment.bytes.start];
        assert!(gap.chars().all(is_gap), "{gap:?} is lost");
        let inner = &text[segment.bytes.start..segment.bytes.end];
        assert!(!inner.is_empty() && !inner.starts_with(is_gap) && !inner.ends_with(is_gap), "{inner:?}");
        assert_eq!(segment.chars.start, chars + gap.chars().count());
        assert_eq!(segment.chars.end, segment.chars.start + inner.chars().count());
        assert!(
            !segment.flat(text).contains(['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'])
        );
        (bytes, chars) = (segment.bytes.end, segment.chars.end);
    }
    assert!(text[bytes..].chars().all(is_gap), "{:?} is lost", &text[bytes..]);
}

/// What may lie between segments: blanks, and controls that only set the direction of text.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        )
}
