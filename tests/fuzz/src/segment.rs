//! A document of any bytes: segmented without panic, segments and blank gaps are the text, and a file of rules of any
//! bytes is refused or obeys the same law.

use tm::encoding::decode_document;
use tm::lang::Lang;
use tm::segment::{Segment, Segmenter};

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
    } else if let Some((rules, text)) = text.split_once("</srx>")
        && let Ok(segmenter) = Segmenter::from_srx(&format!("{rules}</srx>"), &lang)
    {
        law(text, &segmenter.segment(text));
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
