//! Lines of pdftotext, which sets what it believes to run in one direction between LRE or RLE and PDF.
//!
//! By default a line is one run from right to left; what stands in it between LRE and PDF (numbers, marks and the
//! blanks beside them) is in the order it is drawn. With `-raw` every word is a run and the words are drawn from left to right.

use super::Outcome;
use super::mirror;
use super::pieces::{Kind, is_right_letter, pieces};

const LEFT: char = '\u{202A}';
const RIGHT: char = '\u{202B}';
const POP: char = '\u{202C}';

/// Whether there is anything to do. A line of controls alone stays: without them the last line of a text is none.
pub(super) fn is_embedded(line: &str) -> bool {
    let is_control = |c: char| matches!(c, LEFT | RIGHT | POP);
    line.contains(is_control) && line.contains(|c: char| !is_control(c) && !c.is_whitespace())
}

/// What becomes of a line; `is_raw` when the document's words are runs of their own.
pub(super) fn repair(line: &str, is_raw: bool) -> Outcome {
    if let Some(inner) = whole_run(line) {
        return Outcome { text: logical(inner), proposal: None, doubt: None };
    }
    if is_raw && word_runs(line) > 0 {
        let words = words(line);
        let broken = words.iter().any(|word| word.starts_with('\u{200C}'))
            || words.first().is_some_and(|word| word.starts_with('\u{200C}'));
        let text: String = words.iter().rev().map(String::as_str).collect();
        let text = mirror::letters(text.trim());
        let doubt = if broken {
            Some("a word is broken across lines")
        } else {
            ends_in_part(line).then_some("the last word may go on in the line before")
        };
        return Outcome { text, proposal: None, doubt };
    }
    let text = line.replace([LEFT, RIGHT, POP], "");
    Outcome { text, proposal: None, doubt: None }
}

/// Whether the last word of a line, which is drawn first, touches the word before it: pdftotext breaks lines inside words
/// and gives the rest first. Single letters are the ends of words that a ligature parted.
fn ends_in_part(line: &str) -> bool {
    let rest = line.trim_start().strip_prefix(RIGHT).and_then(|rest| rest.split_once(POP));
    rest.is_some_and(|(last, rest)| rest.starts_with(RIGHT) && last.chars().count() > 1)
}

/// Runs from right to left that hold one word each; none when one holds more, or a word stands outside.
pub(super) fn word_runs(line: &str) -> usize {
    let is_word = |text: &str| text.contains(|c: char| c.is_alphabetic() && is_right_letter(c));
    let mut runs = line.split(RIGHT);
    let outside = runs.next().unwrap_or_default();
    let runs: Vec<(&str, &str)> = runs.filter_map(|run| run.split_once(POP)).collect();
    let is_raw = !is_word(outside)
        && runs.iter().all(|(inner, behind)| !inner.contains([' ', LEFT]) && !is_word(behind));
    if is_raw { runs.len() } else { 0 }
}

/// The inside of a line that is one run from right to left.
pub(super) fn whole_run(line: &str) -> Option<&str> {
    let inner = line.trim().strip_prefix(RIGHT)?.strip_suffix(POP)?;
    let mut depth = 0_i32;
    for c in inner.chars() {
        depth += match c {
            LEFT | RIGHT => 1,
            POP => -1,
            _ => 0,
        };
        if depth < 0 {
            return None;
        }
    }
    (depth == 0).then_some(inner)
}

/// The inside of a run from right to left, its runs from left to right turned.
fn logical(inner: &str) -> String {
    let mut text = String::new();
    let mut rest = inner;
    while let Some((before, run)) = rest.split_once(LEFT) {
        text.extend(before.chars().filter(|c| !matches!(*c, RIGHT | POP)));
        let (run, after) = run.split_once(POP).unwrap_or((run, ""));
        text.push_str(&turned(run));
        rest = after;
    }
    text.extend(rest.chars().filter(|c| !matches!(*c, RIGHT | POP)));
    mirror::letters(text.trim())
}

/// Numbers and Latin words as they are, everything between them in reverse.
fn turned(run: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for piece in pieces(run) {
        if piece.kind == Kind::Left {
            let inner = piece.text.trim();
            let (start, end) = piece.text.split_once(inner).unwrap_or_default();
            parts.extend([start.to_owned(), inner.to_owned(), end.to_owned()]);
        } else {
            parts.push(piece.text.chars().rev().collect());
        }
    }
    parts.into_iter().rev().collect()
}

/// The words, numbers and single marks of a line in the order they are drawn.
fn words(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = line;
    loop {
        let (before, run) = rest.split_once(RIGHT).unwrap_or((rest, ""));
        for piece in pieces(&before.replace([LEFT, POP], "")) {
            let inner = piece.text.trim();
            let (start, end) = piece.text.split_once(inner).unwrap_or_default();
            parts.extend(start.chars().map(String::from));
            match piece.kind {
                Kind::Left => parts.push(inner.to_owned()),
                _ => parts.extend(inner.chars().map(String::from)),
            }
            parts.extend(end.chars().map(String::from));
        }
        let Some((inner, after)) = run.split_once(POP) else { break };
        parts.push(inner.to_owned());
        rest = after;
    }
    parts.retain(|part| !part.is_empty());
    parts
}
