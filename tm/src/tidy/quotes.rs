//! Quotation marks in pairs: « » around Persian, “ ” inside them.

use super::line::{Line, is_letter};
use super::rule::Rule;

/// Straight or curly, whatever side it is meant for.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟')
}

/// `open` says that an earlier line of the paragraph left a quotation open: which side a mark is on is not sure then.
pub(super) fn tidy(line: &mut Line, open: &mut bool) {
    let Some((outer, inner)) = grouped(line) else { return };
    let was_open = *open;
    *open |= outer.len() % 2 == 1;
    if !was_open {
        pairs(line, &outer, ('«', '»'));
    }
    for group in inner {
        pairs(line, &group, ('“', '”'));
    }
}

/// The marks outside guillemets, and those inside each pair of them; `None` where guillemets are out of order.
fn grouped(line: &Line) -> Option<(Vec<usize>, Vec<Vec<usize>>)> {
    let (mut outer, mut inner, mut depth) = (Vec::new(), Vec::new(), 0_usize);
    for (index, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.shielded) {
        match cell.c {
            '«' => {
                depth += 1;
                inner.push(Vec::new());
            }
            '»' => depth = depth.checked_sub(1)?,
            c if is_quote(c) && depth == 0 => outer.push(index),
            c if is_quote(c) => inner.last_mut().unwrap_or(&mut outer).push(index),
            _ => {}
        }
    }
    (depth == 0).then_some((outer, inner))
}

fn pairs(line: &mut Line, marks: &[usize], to: (char, char)) {
    let (pairs, rest) = marks.as_chunks::<2>();
    let sure =
        rest.is_empty() && pairs.iter().all(|[open, close]| opens(line, *open) && closes(line, *close));
    for [open, close] in pairs {
        let inside = line.cells.get(open + 1..*close).unwrap_or_default();
        let mut letters = inside.iter().filter(|cell| cell.c.is_alphabetic());
        let is_persian = [letters.next(), letters.next_back()]
            .into_iter()
            .flatten()
            .any(|cell| is_letter(cell.c) && !cell.shielded);
        let nested = inside.iter().any(|cell| matches!(cell.c, '«' | '»'));
        if !is_persian || nested {
            continue;
        }
        for (index, by) in [(*open, to.0), (*close, to.1)] {
            if line.at(index) == Some(by) {
                continue;
            }
            if sure {
                line.substitute(index, by, Rule::Quote);
            } else {
                line.propose(index, index + 1, by.to_string(), Rule::Quote);
            }
        }
    }
}

/// Whether a quotation can begin with this mark.
fn opens(line: &Line, index: usize) -> bool {
    line.before(index).is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '«' | ':' | '،' | '؛' | '.' | '-' | '–' | '—' | '/')
    })
}

/// Whether a quotation can end with this mark.
fn closes(line: &Line, index: usize) -> bool {
    line.at(index + 1).is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '.' | '،' | '؛' | ':' | '؟' | '!' | '…' | ')' | ']' | '»' | '-' | '–' | '—' | '/')
    })
}
