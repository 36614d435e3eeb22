//! Lines whose chunks were written from left to right while the letters in each chunk are in order.
//!
//! The logical line is the chunks in reverse. Numbers, left-to-right words and some marks show where a chunk ends;
//! cuts inside a run of letters are hidden and only ever proposed (`hidden`).

use super::Outcome;
use super::detect::ChunkStyle;
use super::mirror::facing;
use super::pieces::{
    Kind, Piece, assemble, is_closing, is_digit, is_end_mark, is_opening, is_right_letter, pieces,
};
use super::words::{VERB, is_in};

/// Digits of the longest list number.
const LONGEST_LIST_NUMBER: usize = 2;

/// What becomes of a line.
pub(super) fn repair(line: &str, style: ChunkStyle, is_list: bool) -> Outcome {
    let parts = runs(line, style);
    let is_reversed = parts.len() > 1 && is_visual(line, &parts, style);
    let mut order: Vec<Piece> = parts;
    if is_reversed {
        order.reverse();
        for part in order.iter_mut().filter(|part| part.kind == Kind::Marks) {
            part.text = part.text.trim().chars().rev().collect();
        }
        if is_list {
            number_first(&mut order);
        }
    }
    let text = match is_reversed {
        true => joined(&order),
        false => line.to_owned(),
    };
    let text = if style.cuts_marks { text } else { facing(&text) };
    if style.cuts_numbers
        && !is_reversed
        && order.len() > 1
        && order.iter().any(|part| part.kind == Kind::Left)
    {
        order.reverse();
        let doubt = Some("its numbers may part exchanged halves");
        return Outcome { proposal: Some(joined(&order)), doubt, text };
    }
    Outcome { text, proposal: None, doubt: None }
}

/// The pieces as one line.
fn joined(order: &[Piece]) -> String {
    assemble(order.iter().map(|part| (part.kind, part.text.as_str())))
}

/// The number of a list item and the full stop behind it, which was taken for the end of what follows.
fn number_first(order: &mut Vec<Piece>) {
    if order.len() > 2 {
        let stop = order.remove(2);
        order.insert(1, stop);
    }
}

/// The number of a line `. text۳`, which may be an item of a list.
pub(super) fn list_number(line: &str, style: ChunkStyle) -> Option<u32> {
    let runs = runs(line, style);
    let mut from_end = runs.iter().rev();
    let (number, text, stop) = (from_end.next()?, from_end.next()?, from_end.next()?);
    let is_shape = number.kind == Kind::Left
        && text.kind == Kind::Words
        && stop.kind == Kind::Marks
        && stop.text.trim() == ".";
    let digits = number.text.trim();
    if !is_shape || digits.chars().count() > LONGEST_LIST_NUMBER {
        return None;
    }
    digits.chars().try_fold(0, |sum, c| Some(sum * 10 + super::numbers::digit(c)?))
}

/// The pieces of the line that move as a whole.
fn runs(line: &str, style: ChunkStyle) -> Vec<Piece> {
    let all = pieces(line);
    let count = all.len();
    let cuts_brackets = has_odd_brackets(line);
    let mut runs: Vec<Piece> = Vec::new();
    let mut glue = false;
    for (index, piece) in all.iter().enumerate() {
        let next = all.get(index + 1).map(|next| next.kind);
        let previous = runs.last().map(|run| run.kind);
        let is_inner = piece.kind == Kind::Marks
            && index > 0
            && index + 1 < count
            && match (previous, next) {
                (Some(Kind::Words), Some(Kind::Words)) => !is_cut(piece, style, cuts_brackets),
                // `کشیده\u{200C}ایم.۱۴۰۲`: the full stop stayed with its words.
                (Some(Kind::Words), Some(Kind::Left)) => ends_words(piece) || !style.cuts_numbers,
                (Some(Kind::Words), _) | (_, Some(Kind::Words)) => {
                    !style.cuts_numbers && !is_inverted(piece.text.trim())
                }
                _ => false,
            };
        let is_quote = piece.kind == Kind::Marks && !cuts_brackets && is_brackets(&piece.text);
        if is_quote && index == 0 && next == Some(Kind::Words) {
            runs.push(Piece { kind: Kind::Words, text: piece.text.clone() });
            glue = true;
            continue;
        }
        let is_inner = is_inner || (is_quote && index + 1 == count && previous == Some(Kind::Words));
        match runs.last_mut() {
            Some(run)
                if is_inner || (glue && piece.kind == Kind::Words) || keeps_number(run, piece, style) =>
            {
                run.text.push_str(&piece.text)
            }
            _ => runs.push(piece.clone()),
        }
        glue = is_inner && next == Some(Kind::Words);
    }
    keep_final_mark(&mut runs, line);
    keep_opening_quote(&mut runs);
    commas_behind(&mut runs);
    runs
}

/// `».«متن`: what opens at the end of the first marks belongs to the words behind it.
fn keep_opening_quote(runs: &mut [Piece]) {
    if let [marks, words, ..] = runs
        && marks.kind == Kind::Marks
        && words.kind == Kind::Words
        && !is_inverted(marks.text.trim())
    {
        let closing = marks.text.trim_end_matches(is_opening);
        if closing.contains(is_end_mark) && closing.len() < marks.text.len() {
            words.text.insert_str(0, marks.text.get(closing.len()..).unwrap_or_default());
            marks.text.truncate(closing.len());
        }
    }
}

/// ` ،متن`: the comma was drawn left of its words.
fn commas_behind(runs: &mut [Piece]) {
    for run in runs.iter_mut().filter(|run| run.kind == Kind::Words) {
        if let Some(inner) =
            run.text.trim_start().strip_prefix('،').filter(|inner| inner.starts_with(is_right_letter))
        {
            run.text = format!(" {}، ", inner.trim_end());
        }
    }
}

/// A full stop at the right end of a line stays with its words: `متن. ۱۲ متن` has nothing to move it.
fn keep_final_mark(runs: &mut Vec<Piece>, line: &str) {
    let begins_with_mark = line.trim_start().starts_with(is_end_mark);
    let is_final =
        runs.last().is_some_and(|run| run.kind == Kind::Marks && run.text.trim().starts_with(is_end_mark));
    if !begins_with_mark
        && runs.len() == 2
        && is_final
        && let Some(mark) = runs.pop()
        && let Some(run) = runs.last_mut()
    {
        run.text.push_str(&mark.text);
    }
}

/// Brackets and quotes alone.
fn is_brackets(marks: &str) -> bool {
    marks.trim().chars().all(|c| is_opening(c) || is_closing(c))
}

/// Numbers stay where they are when they part no chunks.
fn keeps_number(run: &Piece, piece: &Piece, style: ChunkStyle) -> bool {
    !style.cuts_numbers && run.kind != Kind::Marks && piece.kind != Kind::Marks
}

fn ends_words(piece: &Piece) -> bool {
    let mark = piece.text.as_str();
    mark == mark.trim()
        && mark.chars().all(|c| matches!(c, '.' | '!' | '؟' | '?') || is_opening(c) || is_closing(c))
        && mark.contains(is_end_mark)
}

/// Whether a mark between two runs of words parts chunks.
fn is_cut(piece: &Piece, style: ChunkStyle, cuts_brackets: bool) -> bool {
    let mark = piece.text.trim();
    if is_inverted(mark) {
        return true;
    }
    style.cuts_marks
        && mark.chars().all(|c| match c {
            '.' | '!' | '…' | '-' | '–' | '—' => true,
            c if is_opening(c) || is_closing(c) => cuts_brackets,
            c => c.is_whitespace(),
        })
}

/// `« :` is `: «` from left to right.
fn is_inverted(mark: &str) -> bool {
    let inner: Vec<char> = mark.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(inner.as_slice(), ['«', ':'] | ['(', ':'] | ['«', '.'])
}

/// Brackets that do not pair within the line.
fn has_odd_brackets(line: &str) -> bool {
    let mut depth = 0_i32;
    let mut is_odd = false;
    for c in line.chars() {
        depth += i32::from(is_opening(c)) - i32::from(is_closing(c));
        is_odd |= depth < 0;
    }
    is_odd || depth != 0
}

/// Whether this line shows that its chunks are exchanged; in a document without a single line to the contrary, every cut does.
fn is_visual(line: &str, parts: &[Piece], style: ChunkStyle) -> bool {
    if style.is_pure {
        return true;
    }
    begins_with_mark(line)
        || (style.cuts_numbers && number_touches_words(line))
        || parts.iter().any(|part| is_inverted(part.text.trim()))
}

/// A closing mark, then words.
pub(super) fn begins_with_mark(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| is_end_mark(c) || is_closing(c) || c.is_whitespace());
    let lead = line.len() - rest.len();
    let lead = line.get(..lead).unwrap_or_default().trim();
    !lead.is_empty()
        && !lead.starts_with("..")
        && !lead.starts_with('…')
        && rest.starts_with(|c: char| is_right_letter(c) || is_digit(c) || is_opening(c))
}

/// A number glued to a word on one side and not on the other, as chunks are: `۲۱ما`, `تا۱۳ `.
pub(super) fn number_touches_words(line: &str) -> bool {
    let mut before: Option<char> = None;
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        let is_word = |c: Option<char>| c.is_some_and(|c| is_right_letter(c) || is_end_mark(c) || c == ')');
        let starts = is_digit(c) && is_word(before) && !before.is_some_and(is_digit);
        let ends = is_digit(c) && next.is_some_and(is_right_letter);
        if starts || ends {
            return true;
        }
        before = Some(c);
    }
    false
}

/// What a full stop inside a line says: for exchanged halves, against them, or nothing.
pub(super) fn inner_stop(line: &str) -> Option<bool> {
    let line = line.trim();
    let (before, after) = line.char_indices().find_map(|(at, c)| {
        let (before, after) = (line.get(..at)?, line.get(at + c.len_utf8()..)?);
        let inner = c == '.'
            && !after.starts_with('.')
            && !before.ends_with('.')
            && after.starts_with(char::is_whitespace);
        let in_words =
            before.trim_end().ends_with(is_right_letter) && after.trim_start().starts_with(is_right_letter);
        (inner && in_words).then_some((before, after))
    })?;
    let last_word = |text: &str| {
        let word = text
            .rsplit(|c: char| !is_right_letter(c))
            .find(|word| !word.is_empty())
            .unwrap_or_default()
            .to_owned();
        is_in(&word, VERB)
    };
    match (last_word(before), last_word(after)) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => before.ends_with(char::is_whitespace).then_some(true),
    }
}
