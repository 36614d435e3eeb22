//! Blanks: one between words, none before a mark, one behind it, none inside brackets.

use super::line::{Line, is_blank, is_digit, is_letter, is_vowel};
use super::rule::Rule;
use super::tables::{Suffix, Tables};

pub(super) fn tidy(line: &mut Line) {
    kinds(line);
    runs(line);
    line.settle();
    before_marks(line);
    line.settle();
    behind_marks(line);
    line.settle();
    let pairs = brackets(line);
    inside_brackets(line, &pairs);
    line.settle();
    behind_brackets(line);
    line.settle();
}

/// No-break and typographic blanks; between digits they hold a number together.
fn kinds(line: &mut Line) {
    for index in 0..line.cells.len() {
        let Some('\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}') = line.at(index)
        else {
            continue;
        };
        let digits = line.before(index).is_some_and(is_digit) && line.at(index + 1).is_some_and(is_digit);
        if !line.is_shielded(index) && !digits {
            line.substitute(index, ' ', Rule::SpaceKind);
        }
    }
}

/// Blanks at the beginning of a line are its indent; those at its end are nobody's business.
fn runs(line: &mut Line) {
    let mut index = line.skip(0, char::is_whitespace);
    while index < line.cells.len() {
        let end = line.skip(index, is_blank);
        let inside = line.at(end).is_some_and(|c| !c.is_whitespace())
            && !line.before(index).is_some_and(char::is_whitespace);
        if end > index + 1 && inside && !line.is_shielded(index) {
            line.remove(index + 1, end, (index - 1, end + 1), Rule::SpaceRun);
        }
        index = end.max(index + 1);
    }
}

fn before_marks(line: &mut Line) {
    let mut index = 1;
    while index < line.cells.len() {
        let end = line.skip(index, is_blank);
        if end > index && !line.is_shielded(end) && is_misplaced(line, index, end) {
            line.remove(index, end, (index - 1, end + 1), Rule::SpaceBefore);
            // The blank was on the wrong side.
            if line.at(end + 1).is_some_and(is_letter) && !line.is_shielded(end + 1) {
                line.insert(end + 1, ' ', (end, end + 2), Rule::SpaceAfter);
            }
        }
        index = end.max(index + 1);
    }
}

/// Whether the mark at `end` belongs to what stands before the blanks from `from` on.
fn is_misplaced(line: &Line, from: usize, end: usize) -> bool {
    let Some(before) = line.before(from) else { return false };
    let own = !line.is_shielded(from - 1);
    let letter = own && (is_letter(before) || is_vowel(before) || before == '\u{200C}');
    let word = letter
        || own && (is_digit(before) || matches!(before, '»' | ')' | ']' | '”' | '٪' | '؟' | '!' | '…'));
    let behind = line.at(end + 1);
    match line.at(end) {
        Some('،' | '؛') => word || !own,
        Some('؟' | '!') => (word || !own) && behind != Some('='),
        Some('.') => {
            let next = line.skip(end + 1, is_blank);
            let stops = behind
                .is_none_or(|c| c.is_whitespace() || is_letter(c) || matches!(c, '»' | ')' | '"' | '”'));
            word && stops && !line.is_shielded(end + 1) && line.at(next) != Some('.') && before != '…'
        }
        // Not the eyes of a smiley, not between numbers.
        Some(':') => {
            (letter || own && matches!(before, '»' | ')' | ']'))
                && behind.is_none_or(|c| c.is_whitespace() || is_letter(c) || matches!(c, '«' | '“' | '"'))
                && !line.is_shielded(end + 1)
                && !matches!(line.at(line.skip(end + 1, is_blank)), Some(')' | '('))
        }
        _ => false,
    }
}

fn behind_marks(line: &mut Line) {
    for index in 1..line.cells.len() {
        let (Some(before), Some(behind)) = (line.before(index), line.at(index + 1)) else { continue };
        let touched = line.is_shielded(index) || line.is_shielded(index + 1) || line.is_shielded(index - 1);
        let letter = is_letter(before) || is_vowel(before);
        let word = letter || is_digit(before) || matches!(before, '»' | ')' | ']' | '”' | '؟' | '!');
        let wanted = match line.at(index) {
            _ if touched => false,
            Some('،' | '؛') => {
                word && (is_letter(behind) || behind == '«' || is_digit(behind) && !is_digit(before))
            }
            Some('؟' | '!') => word && (is_letter(behind) || behind == '«'),
            Some(':') => letter && (is_letter(behind) || behind == '«'),
            Some('.') => letter && is_letter(behind) && ends_a_sentence(line, index),
            _ => false,
        };
        if wanted {
            line.insert(index + 1, ' ', (index - 1, index + 2), Rule::SpaceAfter);
        }
    }
}

/// Letters on a side of a dot from which on it stands between two words, not in an abbreviation.
const WORD: usize = 2;

/// Letters that are looked at on each side of a dot.
const LOOK: usize = 24;

/// A dot between two words of their own: no initials, no chain of dots.
fn ends_a_sentence(line: &Line, index: usize) -> bool {
    let is_part = |c: char| is_letter(c) || is_vowel(c) || c == '\u{200C}';
    let behind = (index + 1..index + 1 + LOOK).take_while(|at| line.at(*at).is_some_and(is_part)).count();
    let before =
        (index.saturating_sub(LOOK)..index).rev().take_while(|at| line.at(*at).is_some_and(is_part)).count();
    let first = index - before;
    let chained = line.before(first) == Some('.')
        || line.at(index + 1 + behind) == Some('.') && {
            // A full stop may follow, a further part may not.
            line.at(index + 2 + behind).is_some_and(is_part)
        };
    behind >= WORD && before >= WORD && !chained
}

/// Brackets and guillemets that are opened and closed on the line; none of a kind that is out of order.
fn brackets(line: &Line) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (open, close) in [('(', ')'), ('[', ']'), ('«', '»')] {
        if !line.cells.iter().any(|cell| cell.c == open) {
            continue;
        }
        let (mut stack, mut pairs, mut ordered) = (Vec::new(), Vec::new(), true);
        for (index, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.shielded) {
            let smiley = matches!(line.before(index), Some(':' | ';'))
                && open == '('
                && line.before(index - 1).is_none_or(|c| c.is_whitespace());
            if cell.c == open && !smiley {
                stack.push(index);
            } else if cell.c == close && !smiley {
                match stack.pop() {
                    Some(from) => pairs.push((from, index)),
                    // `الف)` and `۱)` at the beginning of an item open nothing.
                    None => ordered &= index <= ITEM,
                }
            }
        }
        if ordered && stack.is_empty() {
            found.extend(pairs);
        }
    }
    found.sort_unstable();
    found
}

/// Characters within which a closing bracket ends the number of an item.
const ITEM: usize = 6;

fn inside_brackets(line: &mut Line, pairs: &[(usize, usize)]) {
    if pairs.is_empty() {
        return;
    }
    // How many letters stand before each character.
    let mut letters = 0;
    let counts: Vec<usize> = line
        .cells
        .iter()
        .map(|cell| {
            let before = letters;
            letters += usize::from(!cell.shielded && (is_letter(cell.c) || is_digit(cell.c)));
            before
        })
        .collect();
    for (open, close) in pairs.iter().copied() {
        if counts.get(open) == counts.get(close) {
            continue;
        }
        let first = line.skip(open + 1, is_blank);
        if first > open + 1 {
            line.remove(open + 1, first, (open, first + 1), Rule::SpaceInside);
        }
        let last = line.skip_back(close, is_blank).map_or(close, |at| at + 1);
        if last < close {
            line.remove(last, close, (last - 1, close + 1), Rule::SpaceInside);
        }
    }
}

/// `(…)` that stood apart before and has the next word grown onto it.
fn behind_brackets(line: &mut Line) {
    for (open, close) in brackets(line) {
        let apart = line.at(close) == Some(')') && line.before(open).is_none_or(is_blank);
        let end = line.skip(close + 1, is_letter);
        let word = line.text(close + 1, end.min(close + 1 + LOOK));
        let is_suffix = word.starts_with("ها")
            || Tables::get().suffixes.get(&word).is_some_and(|kind| *kind != Suffix::Comparative);
        if apart && end > close + 3 && !is_suffix && !line.is_shielded(close + 1) {
            line.insert(close + 1, ' ', (close, close + 2), Rule::SpaceAfter);
        }
    }
}
