//! Invisible characters: what does nothing goes, what was typed for ZWNJ becomes one.

use super::line::{Line, is_letter, is_vowel, joins};
use super::rule::Rule;

const ZWNJ: char = '\u{200C}';

pub(super) fn tidy(line: &mut Line) {
    for index in 0..line.cells.len() {
        let Some(c) = line.at(index).filter(|_| !line.is_shielded(index)) else { continue };
        let (before, behind) = (line.before(index), line.at(index + 1));
        let between = before.is_some_and(|c| is_letter(c) || is_vowel(c)) && behind.is_some_and(is_letter);
        match c {
            '\u{00AD}' | '\u{00AC}' | '\u{200B}' if between => {
                line.substitute(index, ZWNJ, Rule::HalfSpaceSign)
            }
            '\u{FEFF}' => remove(line, index),
            // Directions inside a word or said twice, joiners where letters join anyway.
            '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2060}' if between || before == Some(c) => {
                remove(line, index);
            }
            '\u{200D}' if between && before.is_some_and(joins) => remove(line, index),
            _ => {}
        }
    }
    line.settle();
    half_spaces(line);
    line.settle();
}

fn remove(line: &mut Line, index: usize) {
    line.remove(index, index + 1, (index, index + 1), Rule::Control);
}

/// ZWNJ twice, at the edge of the line or beside what separates by itself.
fn half_spaces(line: &mut Line) {
    let separates = |c: Option<char>| {
        c.is_none_or(|c| {
            matches!(
                c,
                ' ' | '\t'
                    | '\r'
                    | '\u{A0}'
                    | '.'
                    | '،'
                    | '؛'
                    | ':'
                    | '؟'
                    | '!'
                    | '…'
                    | '«'
                    | '»'
                    | '('
                    | ')'
                    | '['
                    | ']'
            )
        })
    };
    for index in 0..line.cells.len() {
        if line.at(index) != Some(ZWNJ) || line.is_shielded(index) {
            continue;
        }
        let before = line.before(index);
        if before == Some(ZWNJ) || separates(before) || separates(line.at(index + 1)) {
            line.remove(index, index + 1, (index.saturating_sub(1), index + 2), Rule::HalfSpaceExtra);
        }
    }
}
