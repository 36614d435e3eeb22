//! Lines that a program broke into several, put together where it is certain.
//!
//! PyMuPDF ends a line of a LibreOffice PDF at each number (` از۱۲`, `  آبان۱۴۰۲`, `. دست کشیدند`); pdftotext -raw
//! breaks a line at ZWNJ and gives what follows first. No writer begins a line with a ZWNJ, or ends one with a number
//! glued to a word.

use super::detect;
use super::mirror;
use super::pieces::{Kind, is_closing, is_end_mark, is_right_letter, pieces};

/// Broken lines without which nothing is put together: two may be slips of typing.
const ENOUGH: usize = 3;
/// Pieces of a line: a line of a page has some fifteen words.
pub(super) const MOST_PIECES: usize = 16;

/// How the lines of a document were broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// They are whole.
    Nowhere,
    /// At numbers, the pieces in order.
    AtNumbers,
    /// At ZWNJ, what follows first.
    AtJoiners,
}

impl Broken {
    /// Looks at a sample of a document of this kind.
    pub(super) fn of(text: &str, kind: detect::Kind) -> Broken {
        match kind {
            detect::Kind::Embedded { is_raw: true } => return Broken::AtJoiners,
            // Where numbers part exchanged chunks, a number at the end of a line is the first of it.
            detect::Kind::Chunks(style) if !style.cuts_numbers => {}
            _ => return Broken::Nowhere,
        }
        let lines: Vec<&str> = detect::sample(text).collect();
        let broken = lines.iter().zip(lines.iter().skip(1));
        let count = broken.filter(|(line, next)| ends_in_glued_number(line) && goes_on(next)).count();
        if count >= ENOUGH { Broken::AtNumbers } else { Broken::Nowhere }
    }

    /// How many of the next lines are one; `read` as they were read, `ordered` in logical order.
    pub(super) fn count(self, read: &[&str], ordered: &[&str]) -> usize {
        let is_split = |at: usize| match self {
            Broken::Nowhere => false,
            Broken::AtNumbers => {
                let (line, next) = (read.get(at).copied(), read.get(at + 1).copied());
                line.zip(next).is_some_and(|(line, next)| {
                    (ends_in_glued_number(line) && goes_on(next)) || (at == 0 && is_list_number(line, next))
                })
            }
            Broken::AtJoiners => {
                ordered.get(at).is_some_and(|line| line.starts_with('\u{200C}'))
                    && ordered.get(at + 1).is_some_and(|next| next.ends_with(is_right_letter))
            }
        };
        let count = 1 + (0..MOST_PIECES).take_while(|at| is_split(*at)).count();
        let is_open = self == Broken::AtJoiners
            && ordered.get(count - 1).is_some_and(|line| line.starts_with('\u{200C}'));
        if is_open { 1 } else { count }
    }

    /// The line that these are.
    pub(super) fn joined(self, read: &[&str], ordered: &[&str]) -> String {
        if self == Broken::AtJoiners {
            return ordered.iter().rev().copied().collect();
        }
        let mut text = String::new();
        for part in read.iter().map(|line| part(line)) {
            let is_tight =
                part.starts_with(|c: char| is_end_mark(c) || is_closing(c) || matches!(c, '،' | '؛'));
            if !text.is_empty() && !is_tight {
                text.push(' ');
            }
            text.push_str(&part);
        }
        mirror::letters(&text)
    }
}

/// ` … این کارخانه از۱۲`: a number or Latin word glued to the word before it ends the line.
fn ends_in_glued_number(line: &str) -> bool {
    if !line.starts_with(' ') || !line.ends_with(|c: char| c.is_alphanumeric() && !is_right_letter(c)) {
        return false;
    }
    let pieces = pieces(line);
    let mut from_end = pieces.iter().rev();
    let is_number = from_end.next().is_some_and(|piece| piece.kind == Kind::Left);
    is_number
        && from_end
            .next()
            .is_some_and(|piece| piece.kind == Kind::Words && piece.text.ends_with(is_right_letter))
}

/// A line that goes on behind a number: with its own blank first, or with the mark that ends it.
fn goes_on(line: &str) -> bool {
    let Some(inner) = line.strip_prefix(' ') else { return marks(line).is_some() };
    inner.starts_with([' ', '،', '.']) && inner.contains(' ') && inner.contains(is_right_letter)
        || (!ends_in_glued_number(line) && inner.contains(is_right_letter))
}

/// `۲` before ` . بازگشت`.
fn is_list_number(line: &str, next: &str) -> bool {
    let digits = line.chars().filter(|c| super::numbers::digit(*c).is_some()).count();
    (1..=2).contains(&digits) && digits == line.chars().count() && next.starts_with(" . ")
}

/// The marks at the start of a line that a blank follows.
fn marks(line: &str) -> Option<(&str, &str)> {
    let (marks, words) = line.split_once(' ')?;
    let is_mark = |c: char| is_end_mark(c) || is_closing(c) || matches!(c, '،' | '؛');
    (!marks.is_empty() && marks.chars().all(is_mark) && words.contains(is_right_letter))
        .then_some((marks, words))
}

/// A piece with its marks where they belong and its number apart.
fn part(line: &str) -> String {
    if let Some((marks, words)) = marks(line) {
        let start: String = marks.chars().filter(|c| matches!(c, '،' | '؛')).collect();
        let end: String = marks.chars().rev().filter(|c| !matches!(c, '،' | '؛')).collect();
        let blank = if start.is_empty() { "" } else { " " };
        return format!("{start}{blank}{}{end}", words.trim());
    }
    let glued = ends_in_glued_number(line);
    let line = line.trim();
    if !glued {
        return line.to_owned();
    }
    let pieces = pieces(line);
    let number = pieces.last().map(|piece| piece.text.as_str()).unwrap_or_default();
    let words = line.strip_suffix(number).unwrap_or(line);
    // The mark behind the words was drawn left of them: ` ،شیروان۱۸`.
    let moved = words.strip_prefix(['،', '؛', ':']).filter(|words| words.starts_with(is_right_letter));
    match (moved, words.chars().next()) {
        (Some(words), Some(mark)) => format!("{words}{mark} {number}"),
        _ => format!("{words} {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_between_numbers_are_one_line() {
        let read = [" ما کارگران از۱۲", "  آبان۱۴۰۲", ". دست از کار کشیدیم", "کارگران آمدند"];
        let broken = Broken::AtNumbers;
        let count = broken.count(&read, &read);
        assert_eq!(count, 3);
        assert_eq!(
            broken.joined(&read[..count], &read[..count]),
            "ما کارگران از ۱۲ آبان ۱۴۰۲ دست از کار کشیدیم."
        );
        let list = ["۲", " . بازگشت۱۷", "  نفر به کار"];
        assert_eq!(broken.count(&list, &list), 3);
        assert_eq!(broken.joined(&list, &list), "۲. بازگشت ۱۷ نفر به کار");
        let mark = [" ،جمعی از کارگران۱۸", "  آبان۱۴۰۲"];
        assert_eq!(broken.joined(&mark, &mark), "جمعی از کارگران، ۱۸ آبان ۱۴۰۲");
    }

    #[test]
    fn pieces_at_zwnj_are_one_line() {
        let lines = ["\u{200C}رویم.", "\u{200C}ایستیم و نمی", "ما تا آخر می", "و بس"];
        assert_eq!(Broken::AtJoiners.count(&lines, &lines), 3);
        assert_eq!(
            Broken::AtJoiners.joined(&lines[..3], &lines[..3]),
            "ما تا آخر می\u{200C}ایستیم و نمی\u{200C}رویم."
        );
    }

    #[test]
    fn numbers_that_end_a_line_with_a_blank_break_nothing() {
        let text = "کارگران ۱۲\nنفر ۱۳\n در سال ۱۴۰۲\nآمدند ۱۵\n";
        assert_eq!(Broken::of(&text.repeat(3), detect::Kind::Chunks(detect::MARKS_ONLY)), Broken::Nowhere);
    }
}
