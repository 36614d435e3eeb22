//! Question mark, comma, semicolon and ellipsis behind Persian words.

use super::line::{Line, is_blank, is_digit, is_letter, is_persian_digit, is_vowel};
use super::rule::Rule;

pub(super) fn tidy(line: &mut Line) {
    // Whether what the next mark closes is Persian.
    let mut persian = false;
    let mut index = 0;
    while let Some(c) = line.at(index) {
        if line.is_shielded(index) {
            persian = false;
        } else if is_letter(c) || is_persian_digit(c) {
            persian = true;
        } else if c.is_ascii_digit() || matches!(c, '(' | '[' | '=' | '/' | '&') {
            persian = false;
        } else if c == '.' {
            index = dots(line, index, persian);
            continue;
        } else if persian {
            mark(line, index, c);
        }
        index += 1;
    }
    line.settle();
}

fn mark(line: &mut Line, index: usize, c: char) {
    let behind = line.at(index + 1);
    // Grown onto Latin or a number, it is part of something else.
    let free = !line.is_shielded(index + 1) && !behind.is_some_and(|c| c.is_ascii_digit());
    let between_digits = line.before(index).is_some_and(is_digit) && behind.is_some_and(is_digit);
    match c {
        '?' if free => line.substitute(index, '؟', Rule::QuestionMark),
        ',' if free && !between_digits => line.substitute(index, '،', Rule::Comma),
        ';' if free => line.substitute(index, '؛', Rule::Semicolon),
        _ => {}
    }
}

/// Three dots are an ellipsis, two or four are what they are. Gives the end of the dots.
fn dots(line: &mut Line, index: usize, persian: bool) -> usize {
    let end = line.skip(index, |c| c == '.');
    let behind = line.skip(end, is_blank);
    let before_persian =
        line.at(behind).is_some_and(|c| is_letter(c) || is_vowel(c)) && !line.is_shielded(behind);
    let grown = line.is_shielded(end) || line.at(end).is_some_and(is_digit);
    if end - index == 3 && !line.is_shielded(end - 1) && (persian || before_persian) && !grown {
        line.replace(index, end, "…", Rule::Ellipsis);
    }
    end
}
