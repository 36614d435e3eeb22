//! Where a long text can be parted, so that one of any length is segmented in bounded memory.
//!
//! What is decided for a document as a whole (its columns, speakers, running headers) is decided for each part by
//! itself: a megabyte is a sample of some three hundred pages.

use super::lines::{Ending, ending, is_mark};

/// A part has at least as many bytes, if the text does.
const LEAST: usize = 1 << 20;
/// And at most as many: only a text with neither paragraphs nor sentences is cut here.
pub(super) const MOST: usize = 4 << 20;

/// The bytes of the first part of `text`; `None` when the text goes on (`is_all` is false) and more has to be seen.
///
/// It looks at the first [`MOST`] bytes alone, so that a text that arrives in pieces is parted at the same places.
pub(super) fn first_part(text: &str, is_all: bool) -> Option<usize> {
    if text.len() <= MOST && !is_all {
        return None;
    }
    if text.len() <= LEAST {
        return Some(text.len());
    }
    let window = text.get(..floor(text, MOST))?;
    let from = floor(text, LEAST);
    let at_line = paragraph_end(window, from, true).or_else(|| paragraph_end(window, from, false));
    if text.len() <= MOST {
        return Some(at_line.unwrap_or(text.len()));
    }
    Some(at_line.or_else(|| sentence_end(window, from)).unwrap_or(window.len()))
}

/// Behind the first line from byte `from` on that ends like a sentence, with a blank line behind it if wanted.
fn paragraph_end(text: &str, from: usize, before_blank: bool) -> Option<usize> {
    let mut start = from;
    for line in text.get(from..)?.split_inclusive('\n') {
        let end = start + line.len();
        let rest = text.get(end..)?;
        let is_blank =
            || rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') && line.ends_with('\n');
        if line.ends_with('\n') && ending(line) == Ending::Closed && (!before_blank || is_blank()) {
            return Some(end);
        }
        start = end;
    }
    None
}

/// Behind the last mark with a blank behind it, else behind the last blank.
fn sentence_end(text: &str, from: usize) -> Option<usize> {
    let mut blank = None;
    let mut next = ' ';
    for (at, c) in text.char_indices().rev().take_while(|(at, _)| *at >= from) {
        if c.is_whitespace() {
            blank = blank.or(Some(at + c.len_utf8()));
        } else if is_mark(c) && next.is_whitespace() {
            return Some(at + c.len_utf8());
        }
        next = c;
    }
    blank
}

/// The last character boundary at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_between_paragraphs_else_sentences_else_anywhere() {
        let paragraph = "کارگران آمدند. شب شد.\nهمه\u{200C}جا خاموش بود.\n\n";
        let line = "کارگران آمدند. شب شد. ";
        for (unit, ends) in
            [(paragraph, ".\n"), ("نان و کار\nآمد.\n", ".\n"), (line, "."), ("نان ", " "), ("ن", "ن")]
        {
            let text = unit.repeat(MOST / unit.len() + 10);
            let at = first_part(&text, true).unwrap();
            assert!((LEAST..=MOST).contains(&at), "{unit} {at}");
            assert!(text[..at].ends_with(ends), "{unit}");
            assert_eq!(first_part(&text[..floor(&text, MOST)], false), None);
            assert_eq!(first_part(&text[..floor(&text, MOST + 4)], false), Some(at), "{unit}");
        }
        assert_eq!(first_part("نان", false), None);
        assert_eq!(first_part("نان", true), Some("نان".len()));
    }
}
