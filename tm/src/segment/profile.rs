//! Whether the lines of a block are wrapped at a width, told from their lengths and edges.

use super::lines::{Ending, Line, ending, is_mark};
use super::marker::marker;
use super::shape::Shape;
use super::words::{Set, first_word, is_in, is_in_any, is_letter, last_word};

/// Narrowest column, in characters, that is taken for wrapped prose: narrower lines are verse and lists.
pub(super) const NARROWEST: usize = 34;
/// Below this width, verse and lists of names are common and prose has to show itself more clearly.
const NARROW: usize = 46;
/// Share of the column a line fills at least in text set with letters of unequal width, in per cent.
const FILLED: usize = 86;

/// Share of the column, in per cent, below which a line without a mark is a heading rather than a badly filled line.
const SHORT: usize = 50;

/// The column the lines of a block are wrapped to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// Its width in characters.
    width: usize,
    /// Whether it was counted in characters by a program that leaves no line short of the next word.
    is_exact: bool,
}

impl Column {
    /// The column of a block, if its lines are wrapped.
    pub(super) fn of(lines: &[Line<'_>], shapes: &[Shape]) -> Option<Column> {
        if lines.len() < 3 {
            return None;
        }
        let text: Vec<&Line<'_>> =
            lines.iter().zip(shapes).filter(|(_, shape)| !shape.is_alone()).map(|(line, _)| line).collect();
        if text.len() < 3 {
            return None;
        }
        let column = Column { width: usual_width(text.iter().map(|line| line.width)), is_exact: false };
        if column.width < NARROWEST {
            return None;
        }
        let exact = Column { width: usual_width(text.iter().map(|line| line.chars)), is_exact: true };
        let (mut breaks, mut full, mut open, mut exactly) = (0usize, 0usize, 0usize, 0usize);
        for pair in text.windows(2) {
            let [line, next] = pair else { continue };
            if next.blank_before > 0 || marker(next.body).is_some() {
                continue;
            }
            let is_full = column.is_full(line, next);
            // The end of a paragraph and a short heading say nothing about where lines were broken.
            let is_open = matches!(ending(line.body), Ending::Open | Ending::Comma);
            breaks += usize::from(is_full || is_open && !column.is_short(line));
            full += usize::from(is_full);
            if is_full && matches!(ending(line.body), Ending::Open | Ending::Comma) {
                open += 1;
                exactly += usize::from(exact.is_full(line, next));
            }
        }
        // Half of the lines, because paragraphs end early; two, because one is chance.
        if full < 2 || full * 2 < breaks {
            return None;
        }
        let is_narrow = column.width < NARROW;
        if is_narrow && !text.iter().any(|line| has_inner_end(line.body)) {
            return None;
        }
        let share = if is_narrow { 5 } else { 6 };
        let needed = text.len().div_ceil(share);
        let pairs = text.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        (pairs.filter(|(line, next)| shows_prose(line, next)).take(needed).count() == needed)
            // Four lines, because three may fit by chance; a few in a hundred are headings beside the text.
            .then_some(if open >= 4 && exactly * 100 >= open * 96 { exact } else { column })
    }

    /// Whether the first word of the next line had no room on this one.
    pub(super) fn is_full(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let word = next.body.split_whitespace().next().map_or(0, |word| word.chars().count());
        if self.is_exact {
            // Two more: blanks that stood at the break were dropped.
            return line.chars + 3 + word > self.width;
        }
        (line.width + 1 + word) * 100 > self.width * FILLED || line.width >= self.width
    }

    /// Whether a line without a mark is too short to be wrapped.
    pub(super) fn is_short(self, line: &Line<'_>) -> bool {
        line.width * 100 < self.width * SHORT
    }

    /// Whether it was found by counting characters, so that it can be trusted beyond its own block.
    pub(super) fn is_exact(self) -> bool {
        self.is_exact
    }

    /// Whether most lines of a block fill this column.
    pub(super) fn fills(self, lines: &[Line<'_>]) -> bool {
        let full = lines.windows(2).filter(|pair| matches!(pair, [a, b] if self.is_full(a, b))).count();
        full * 2 >= lines.len().saturating_sub(1)
    }

    /// Whether a line comes close to this column, so that a short block beside a wrapped one is judged by it.
    pub(super) fn fits(self, lines: &[Line<'_>]) -> bool {
        lines.iter().all(|line| line.width <= self.width + self.width / 10)
    }
}

/// The greatest width that at least a fifth of the lines (and two) come close to: one long line sets no column.
fn usual_width(widths: impl Iterator<Item = usize>) -> usize {
    let mut widths: Vec<usize> = widths.collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    let needed = (widths.len() / 5).max(2);
    let near = |width: usize| {
        widths.partition_point(|w| *w * 100 >= width * FILLED) - widths.partition_point(|w| *w > width)
    };
    widths.iter().copied().find(|width| near(*width) >= needed).unwrap_or(0)
}

/// Signs of running text: a sentence that ends inside the line, or an edge in the middle of a clause.
fn shows_prose(line: &Line<'_>, next: &Line<'_>) -> bool {
    has_inner_end(line.body)
        || ending(line.body) == Ending::Comma
        || ending(line.body) == Ending::Open
            && (is_in(last_word(line.body), Set::Open)
                || is_in_any(first_word(next.body), &[Set::Carry, Set::Preposition])
                || next.body.starts_with(|c: char| c.is_lowercase()))
}

/// Where the last sentence end inside a line is followed by more text: the byte after its mark.
pub(super) fn inner_end(body: &str) -> Option<usize> {
    body.char_indices().rev().filter(|(_, c)| is_mark(*c)).find_map(|(at, c)| {
        let after = at + c.len_utf8();
        let (head, rest) = (body.get(..at)?, body.get(after..)?);
        let word = head.trim_end();
        let ends_word = |text: &str| text.chars().rev().take(2).filter(|c| is_letter(*c)).count() == 2;
        let is_apart = rest.starts_with(char::is_whitespace) && ends_word(head);
        // Copied pages have the blank on the wrong side or none: `شدند .در`, `شدند.در`.
        let is_glued = rest.starts_with(|c: char| is_letter(c) && !c.is_ascii()) && ends_word(word);
        (is_apart || is_glued).then_some(after)
    })
}

fn has_inner_end(body: &str) -> bool {
    inner_end(body).is_some_and(|at| body.get(at..).is_some_and(|rest| !rest.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn column(text: &str) -> Option<usize> {
        let lines = lines(text);
        Column::of(&lines, &vec![Shape::Plain; lines.len()]).map(|c| c.width)
    }

    #[test]
    fn wrapped_prose_has_a_column() {
        let text = "کارکنان آبفا از صبح امروز در برابر ساختمان فرمانداری\nگرد آمدند و خواهان پرداخت سه ماه دستمزد عقب\u{200C}افتادهٔ خود\nشدند. فرماندار به میان آنان نیامد و نیروهای انتظامی\nخیابان را بستند.";
        assert!(column(text).is_some());
    }

    #[test]
    fn names_and_paragraphs_have_none() {
        let names = "سندیکای نانوایان و شیرینی\u{200C}پزان سقز و حومه\nانجمن صنفی برق\u{200C}کاران و لوله\u{200C}کشان بانه\nکانون بازنشستگان صنایع فولاد در اصفهان\nاتحادیهٔ نقاشان ساختمان استان کردستان";
        assert_eq!(column(names), None);
        assert_eq!(
            column("کوتاه\nیک بند بسیار بلندتر از دیگران است و همین جا تمام می\u{200C}شود.\nبند سوم"),
            None
        );
    }
}
