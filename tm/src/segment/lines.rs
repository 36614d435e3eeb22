//! Lines of a document: where they lie and what their edges look like.

use super::words::{is_bidi_control, is_combining, is_gap};

/// A line with something on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Bytes of the document, blanks and bidi controls at both ends left out.
    pub(super) start: usize,
    /// End of those bytes.
    pub(super) end: usize,
    /// The text without the `>` of quoted mail.
    pub(super) body: &'t str,
    /// First byte of that text in the document.
    pub(super) body_start: usize,
    /// How many characters of the body take up room.
    pub(super) width: usize,
    /// How many characters it has in all, ZWNJ, vowel signs and `>` counted: what a program wraps by.
    pub(super) chars: usize,
    /// How many blank lines stand before it.
    pub(super) blank_before: usize,
}

/// Splits a document at LF, CR, CRLF, NEL, U+2028, U+2029, vertical tab and form feed (UAX #14, classes BK, CR, LF, NL).
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    attach_empty_quotes(lines_as_they_stand(text))
}

/// All lines with something on them, those with nothing but `>` too.
pub(super) fn lines_as_they_stand(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut from, mut blank) = (0usize, 0usize);
    // A form feed right behind a line break parts pages, not paragraphs.
    let mut take = |from: usize, to: usize, ends_page: bool, found: &mut Vec<_>| match line(text, from, to) {
        Some(line) => found.push(Line { blank_before: std::mem::take(&mut blank), ..line }),
        None => blank += usize::from(!ends_page),
    };
    let mut breaks = text.char_indices().filter(|(_, c)| is_line_break(*c)).peekable();
    while let Some((at, c)) = breaks.next() {
        take(from, at, c == '\u{C}', &mut found);
        from = at + c.len_utf8();
        if c == '\r' && breaks.next_if(|(next, c)| *next == from && *c == '\n').is_some() {
            from += 1;
        }
    }
    take(from, text.len(), false, &mut found);
    found
}

/// A line of nothing but `>` parts paragraphs of quoted mail: a blank line whose marks belong to what follows.
fn attach_empty_quotes(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut kept: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    let mut empty: Option<Line<'_>> = None;
    for mut line in lines {
        if line.body.is_empty() {
            let blank_before = line.blank_before + 1;
            let earlier = empty.get_or_insert(Line { blank_before, ..line });
            earlier.end = line.end;
            continue;
        }
        if let Some(earlier) = empty.take() {
            line = Line { start: earlier.start, blank_before: earlier.blank_before, ..line };
        }
        kept.push(line);
    }
    match (kept.last_mut(), empty) {
        (Some(last), Some(rest)) => last.end = rest.end,
        (None, Some(only)) => kept.push(only),
        (_, None) => {}
    }
    kept
}

/// Characters that end a line.
pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Marks a sentence can end with.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '؟'
            | '…'
            | '۔'
            | '։'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '。'
            | '！'
            | '？'
            | '।'
            | '॥'
    )
}

/// Quotes and brackets that can close after a mark.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '»' | '«' | '”' | '“' | '’' | '\'' | '"' | ')' | ']' | '}' | '›' | '」' | '』' | '״')
}

/// Signs and pictures that carry no words.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x2190..=0x21FF | 0x25A0..=0x25FF | 0xFE0F | 0x200D | 0x20E3
    )
}

/// What stands at the end of a line, behind quotes, brackets and pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A mark that can end a sentence.
    Closed,
    /// `:`
    Colon,
    /// A comma, semicolon or joining dash.
    Comma,
    /// Anything else.
    Open,
}

/// How a line or piece of text ends.
pub(super) fn ending(text: &str) -> Ending {
    let text = text.trim_end_matches(|c: char| is_gap(c) || is_emoji(c));
    let inner = text.trim_end_matches(|c: char| is_closer(c) || is_gap(c));
    match inner.chars().next_back() {
        Some(c) if is_mark(c) => Ending::Closed,
        Some(':' | '：') if inner.len() == text.len() => Ending::Colon,
        Some('،' | '؛' | ',' | ';' | '\u{AD}') if inner.len() == text.len() => Ending::Comma,
        _ => Ending::Open,
    }
}

/// The line between two breaks, or `None` when nothing is on it.
fn line(text: &str, from: usize, to: usize) -> Option<Line<'_>> {
    let whole = text.get(from..to)?;
    let content = whole.trim_matches(is_gap);
    if content.is_empty() {
        return None;
    }
    let start = from + (whole.len() - whole.trim_start_matches(is_gap).len());
    let body = content.trim_start_matches(|c: char| c == '>' || is_gap(c));
    let width =
        body.chars().filter(|c| !is_bidi_control(*c) && !is_combining(*c) && *c != '\u{200C}').count();
    let chars = content.chars().count();
    let body_start = start + content.len() - body.len();
    Some(Line { start, end: start + content.len(), body, body_start, width, chars, blank_before: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_break_is_one() {
        let text = "یک\r\nدو\rسه\nچهار\u{85}پنج\u{2028}شش\u{C}هفت\u{B}هشت\u{2029}نه";
        assert_eq!(lines(text).len(), 9);
        assert!(lines(text).iter().all(|line| line.blank_before == 0));
        let blank: Vec<_> = lines("یک\n\n \u{200F}\nدو").iter().map(|line| line.blank_before).collect();
        assert_eq!(blank, [0, 2]);
    }

    #[test]
    fn edges_and_quote_marks_are_left_out() {
        let line = lines("  > > سلام \u{200F}\n")[0];
        assert_eq!((line.body, line.width), ("سلام", 4));
        assert_eq!(line.start, 2);
    }

    #[test]
    fn endings_are_seen_behind_quotes_and_pictures() {
        for (text, expected) in [
            ("رفتند.» ✊", Ending::Closed),
            ("خواست\u{200C}ها:", Ending::Colon),
            ("نان،", Ending::Comma),
            ("نان", Ending::Open),
            ("«نان»", Ending::Open),
        ] {
            assert_eq!(ending(text), expected, "{text}");
        }
    }
}
