//! Lines whose letters stand from left to right, as they are drawn.

use unicode_normalization::UnicodeNormalization;

use super::Outcome;
use super::pieces::{Kind, is_closing, is_digit, is_end_mark, is_opening, is_right_letter, mirrored, pieces};

/// Words of more than four parts joined by ZWNJ do not exist.
const MANY_JOINERS: usize = 4;
/// Letters of a list letter or number: `الف)`.
const LONGEST_LABEL: usize = 3;

/// Turns a line: letters, order, and brackets where they need it.
pub(super) fn repair(line: &str) -> Outcome {
    let line = &blanks(line);
    let whole = facing(&whole(line));
    let in_place = facing(&in_place(line));
    // LibreOffice's chunks come in order, each with its letters reversed.
    let text = if awkward(&in_place) < awkward(&whole) { in_place } else { whole };
    Outcome { text: letters(&text), proposal: None, doubt: None }
}

/// Every letter in reverse, numbers and Latin words as they are.
fn whole(line: &str) -> String {
    let parts = pieces(line);
    let turned = |text: &str, kind: Kind| match kind {
        Kind::Left => text.to_owned(),
        _ => text.chars().rev().collect::<String>(),
    };
    let line: String = parts
        .iter()
        .rev()
        .map(|piece| match piece.kind {
            // Blanks behind a number stand before it now.
            Kind::Left => {
                let inner = piece.text.trim();
                let (start, end) = piece.text.split_once(inner).unwrap_or_default();
                format!("{end}{}{start}", turned(inner, Kind::Left))
            }
            kind => turned(&piece.text, kind),
        })
        .collect();
    line.trim().to_owned()
}

/// Runs of letters and marks in reverse, each in its place.
fn in_place(line: &str) -> String {
    let mut text = String::new();
    let mut run = String::new();
    for piece in pieces(line) {
        if piece.kind != Kind::Left {
            run.push_str(&piece.text);
            continue;
        }
        text.extend(run.chars().rev());
        run.clear();
        let inner = piece.text.trim_end();
        text.push_str(inner);
        run.push_str(piece.text.get(inner.len()..).unwrap_or_default());
    }
    text.extend(run.chars().rev());
    text.trim().to_owned()
}

/// Whether a repaired line still has what no writer writes: a bracket that closes before it opens or is glued to what
/// follows, a mark that begins the line, a number glued to a word.
pub(super) fn is_awkward(line: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = ' ';
    let mut is_turned = false;
    for c in line.chars() {
        depth += i32::from(is_opening(c)) - i32::from(is_closing(c));
        is_turned |= depth < 0 && c != ')'
            || (is_closing(before) && is_right_letter(c))
            || (is_opening(before) && c == ' ');
        before = c;
    }
    is_turned || awkward(line) > 0
}

/// How many places no writer writes: a mark first, a number glued to a word or mark.
fn awkward(line: &str) -> usize {
    let mut count = usize::from(line.starts_with(|c: char| is_end_mark(c) || c == '،' || is_closing(c)));
    let mut before: Option<char> = None;
    for c in line.chars() {
        if let Some(b) = before {
            let glued = (is_digit(b) && is_right_letter(c) || is_right_letter(b) && is_digit(c))
                && !(is_digit(b) && is_digit(c));
            let stop = is_end_mark(b) && is_digit(c) || is_end_mark(b) && is_right_letter(c) && b != ':';
            count += usize::from(glued) + usize::from(stop);
        }
        before = Some(c);
    }
    count
}

/// ZWNJ that took the place of every blank of a line (LibreOffice with some fonts) as blanks.
fn blanks(line: &str) -> String {
    let is_blankless = !line.trim().contains(' ') && line.matches('\u{200C}').count() >= MANY_JOINERS;
    if is_blankless { line.replace('\u{200C}', " ") } else { line.to_owned() }
}

/// Brackets and quotes in the direction that opens before it closes; behind a list letter, `الف)`, a bracket closes.
pub(super) fn facing(line: &str) -> String {
    let Some((at, first)) = line.char_indices().find(|(_, c)| is_opening(*c) || is_closing(*c)) else {
        return line.to_owned();
    };
    let label = line.get(..at).unwrap_or_default().trim_start();
    let is_item = !label.is_empty()
        && !label.contains(' ')
        && label.chars().count() <= LONGEST_LABEL
        && matches!(first, '(' | ')');
    match is_item == is_closing(first) {
        true => line.to_owned(),
        false => line.chars().map(|c| mirrored(c).unwrap_or(c)).collect(),
    }
}

/// Presentation forms as the letters they are; ligatures that are words of their own (ﷲ, ﷼) stay.
pub(super) fn letters(line: &str) -> String {
    if !line.contains(is_presentation_form) {
        return line.to_owned();
    }
    let mut text = String::with_capacity(line.len());
    for c in line.chars() {
        match is_presentation_form(c) {
            true => text.extend(c.nfkc()),
            false => text.push(c),
        }
    }
    text
}

/// A form a letter takes beside others, which nobody types.
pub(super) fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FE70}'..='\u{FEFC}')
}
