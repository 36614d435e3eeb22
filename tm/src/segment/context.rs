//! What a line is by its place in the document: running headers, speakers, fields.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};

use super::lines::{Ending, Line, ending};
use super::marker::{MarkerKind, digit};
use super::shape::{Shape, before_colon, is_field, is_speaker, is_speech, shape};
use super::words::{Set, first_word, fold, has_verb, is_in, is_in_any, last_word};

/// The shape of every line, told by its looks and by the lines around it.
pub(super) fn shapes(lines: &[Line<'_>]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = lines.iter().map(|line| shape(line.body)).collect();
    mark_running_headers(lines, &mut shapes);
    mark_questions(lines, &mut shapes);
    mark_ends_in_brackets(lines, &mut shapes);
    mark_labels(lines, &mut shapes);
    shapes
}

/// A short line that comes back on other pages, the numbers in it aside.
fn mark_running_headers(lines: &[Line<'_>], shapes: &mut [Shape]) {
    let pages = shapes.iter().filter(|shape| **shape == Shape::PageNumber).count();
    let repeated = Repeated::find(lines);
    let is_beside = |at: usize, shapes: &[Shape]| {
        let is_page = |n: Option<usize>| n.and_then(|n| shapes.get(n)) == Some(&Shape::PageNumber);
        pages >= 2 && (is_page(at.checked_sub(1)) || is_page(Some(at + 1)))
    };
    let is_below = |at: usize, shapes: &[Shape]| {
        at.checked_sub(1).and_then(|n| shapes.get(n)) == Some(&Shape::PageNumber)
    };
    let beside: HashSet<u64> = (0..lines.len())
        .filter(|at| is_beside(*at, shapes))
        .filter_map(|at| lines.get(at).filter(|line| may_be_header(line)).map(wording))
        .collect();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_be_header(line)) {
        let Some(found) = repeated.0.get(&wording(line)) else { continue };
        let near_page = is_beside(at, shapes);
        // Page one has its header too, at the very top.
        let is_first = at == 0 && beside.contains(&wording(line));
        // A text of few pages may repeat its title on one alone, with the name of who wrote it.
        let is_title = at > 0 && is_below(at, shapes) && begins_with_title(lines, line);
        let repeats = is_title
            || found.places >= 2 && (is_first || near_page)
            || found.is_at_page_distance() && (found.is_numbered || line.width >= 12);
        if let Some(shape @ Shape::Plain) = shapes.get_mut(at).filter(|_| repeats) {
            *shape = Shape::RunningHeader;
        }
    }
}

/// Characters from a running header to the next at least: half a leaflet's page.
const PAGE: usize = 400;

/// The short lines of a document by their wording.
struct Repeated(HashMap<u64, Repeat>);

/// How often a line comes, and where.
#[derive(Default)]
struct Repeat {
    /// How often in all.
    count: usize,
    /// How often a page or more behind the one before; the first of all counts.
    apart: usize,
    /// How often among other lines than before: a text that is repeated whole repeats what stands around a line.
    places: usize,
    /// Whether each has a number in it.
    is_numbered: bool,
    /// Characters before the end of the last one.
    last: usize,
}

impl Repeat {
    /// Three pages, and few others in between: a refrain or the name of a field comes closer.
    fn is_at_page_distance(&self) -> bool {
        self.places >= 3 && self.apart >= 3 && self.apart * 2 >= self.count
    }
}

impl Repeated {
    fn find(lines: &[Line<'_>]) -> Repeated {
        let mut found: HashMap<u64, Repeat> = HashMap::new();
        let (mut places, mut passed) = (HashSet::new(), 0);
        let around: Vec<u64> = lines.iter().map(|line| hash(line.body)).collect();
        for (at, line) in lines.iter().enumerate() {
            passed += line.chars;
            if !may_be_header(line) {
                continue;
            }
            let repeat = found
                .entry(wording(line))
                .or_insert_with(|| Repeat { is_numbered: true, ..Repeat::default() });
            let is_apart = repeat.count == 0 || passed - repeat.last >= PAGE;
            repeat.count += 1;
            repeat.apart += usize::from(is_apart);
            repeat.places += usize::from(places.insert((wording(line), neighbours(&around, at))));
            repeat.is_numbered &= line.body.contains(|c: char| digit(c).is_some());
            repeat.last = passed;
        }
        Repeated(found)
    }
}

/// The two lines before and after: headers are stacks of two or three lines. Behind the last line the first is read
/// again, so that each round of a repeated text is like the others.
fn neighbours(lines: &[u64], at: usize) -> [Option<u64>; 4] {
    let len = lines.len();
    [2 * len - 2, 2 * len - 1, 1, 2].map(|step| lines.get((at + step) % len).copied())
}

fn may_be_header(line: &Line<'_>) -> bool {
    (4..=90).contains(&line.width) && ending(line.body) == Ending::Open
}

/// A line but for the numbers in it.
fn wording(line: &Line<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    line.body.chars().filter(|c| digit(*c).is_none()).for_each(|c| hasher.write_u32(u32::from(c)));
    hasher.finish()
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Whether a line begins with the first line of the document, if that is long enough to tell.
fn begins_with_title(lines: &[Line<'_>], line: &Line<'_>) -> bool {
    lines.first().is_some_and(|title| title.width >= 10 && line.body.starts_with(title.body))
}

/// `س -` and `ج۲)` are questions and answers where both occur, not letters of a list.
fn mark_questions(lines: &[Line<'_>], shapes: &mut [Shape]) {
    let found: Vec<(usize, char, usize)> = (0..lines.len())
        .filter(|at| matches!(shapes.get(*at), Some(Shape::Plain | Shape::Item(_))))
        .filter_map(|at| {
            lines.get(at).and_then(|line| question_label(line.body)).map(|(c, len)| (at, c, len))
        })
        .collect();
    let is_asked = found.iter().any(|(_, letter, _)| *letter == 'س');
    let is_answered = found.iter().any(|(_, letter, _)| *letter != 'س');
    // A list has its other letters too.
    if is_asked && is_answered && !shapes_have_other_letters(lines, shapes) {
        for (at, _, after) in found {
            if let Some(shape) = shapes.get_mut(at) {
                *shape = Shape::Label(after);
            }
        }
    }
}

/// The letter of a question or answer, perhaps with its number, and the byte behind the mark that parts it off.
fn question_label(body: &str) -> Option<(char, usize)> {
    let letter = body.chars().next().filter(|c| matches!(c, 'س' | 'ج' | 'پ'))?;
    let rest = body.get(letter.len_utf8()..)?;
    let mark = rest.trim_start_matches(|c: char| c == ' ' || digit(c).is_some());
    let first = mark.chars().next().filter(|c| matches!(c, '-' | '–' | '—' | 'ـ' | ')'))?;
    let after = mark.get(first.len_utf8()..)?;
    (!after.trim().is_empty()).then_some((letter, body.len() - after.len()))
}

/// `(بنگرید به پیوست).` below a line that is not closed ends the sentence of that line.
fn mark_ends_in_brackets(lines: &[Line<'_>], shapes: &mut [Shape]) {
    for (at, pair) in lines.windows(2).enumerate() {
        let [line, note] = pair else { continue };
        let ends = note.blank_before == 0 && note.body.ends_with('.') && ending(line.body) == Ending::Open;
        if let Some(shape @ Shape::Note) = shapes.get_mut(at + 1).filter(|_| ends) {
            *shape = Shape::Plain;
        }
    }
}

/// Whether a list counts with `ب`, which no question or answer begins with.
fn shapes_have_other_letters(lines: &[Line<'_>], shapes: &[Shape]) -> bool {
    lines.iter().zip(shapes).any(|(line, shape)| {
        matches!(shape, Shape::Item(marker) if marker.kind == MarkerKind::Letter)
            && line.body.trim_start_matches(['(', '[']).starts_with('ب')
    })
}

/// Tells speakers from fields: by role, by name, or because the same label comes again before speech.
fn mark_labels(lines: &[Line<'_>], shapes: &mut [Shape]) {
    let mut heads: HashMap<String, (usize, usize)> = HashMap::new();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if shapes.get(at) != Some(&Shape::Plain) {
            continue;
        }
        let Some((head, after)) = before_colon(line.body) else { continue };
        let rest = line.body.get(after..).unwrap_or_default();
        // A label alone on its line speaks through the next.
        let speech =
            if rest.trim().is_empty() { lines.get(at + 1).map_or("", |next| next.body) } else { rest };
        let entry = heads.entry(fold(head)).or_default();
        entry.0 += 1;
        entry.1 += usize::from(is_speech(speech));
        found.push((at, head, after, is_speech(rest), rest.trim().is_empty()));
    }
    let is_verbal = |head: &str| has_verb(head) || is_in_any(last_word(head), &[Set::Reporting, Set::Verb]);
    let is_repeated = |head: &str| {
        let (count, speech) = heads.get(&fold(head)).copied().unwrap_or_default();
        count >= 2 && speech * 2 >= count && !is_verbal(head) && head.split_whitespace().count() <= 4
    };
    let speakers =
        heads.keys().filter(|head| !is_field(head) && (is_repeated(head) || is_speaker(head))).count();
    let speaking: HashSet<usize> = found
        .iter()
        .filter(|(_, head, ..)| !is_field(head) && is_repeated(head))
        .map(|(at, ..)| *at)
        .collect();
    let turns: Vec<(usize, bool)> = found
        .iter()
        .map(|(at, head, _, speaks, _)| {
            let is_turn = *speaks && !is_verbal(head) && head.split_whitespace().count() <= 3;
            (*at, !is_field(head) && (is_turn || is_repeated(head)))
        })
        .collect();
    let exchange = exchange(&turns, &speaking);
    for (at, head, after, speaks, is_empty) in found {
        let is_speaker = is_speaker(head);
        let value = lines.get(at).and_then(|line| line.body.get(after..)).unwrap_or_default();
        let shape = if is_in(head, Set::Role) && names_somebody(value) {
            Some(Shape::KeyValue(after))
        } else if is_field(head) && !(is_in(head, Set::Role) && speaks) {
            (!speaks).then_some(Shape::KeyValue(after))
        } else if is_empty || is_verbal(head) && !is_speaker {
            None
        } else if is_repeated(head)
            || is_speaker
                && (speaks || (speakers >= 2 || is_in(head, Set::Role)) && !is_among_fields(lines, at))
            || speakers >= 2 && speaks && is_in_any(first_word(head), &[Set::GivenName, Set::Honorific])
            || speaks
                && head.split_whitespace().count() <= 3
                && (is_between(at, &speaking) || exchange.contains(&at))
        {
            Some(Shape::Label(after))
        } else {
            (!speaks && head.split_whitespace().count() <= 3).then_some(Shape::KeyValue(after))
        };
        if let (Some(shape), Some(place)) = (shape, shapes.get_mut(at)) {
            *place = shape;
        }
    }
}

/// The lines of conversations: rows of turns in which half of the speakers at least speak more than once.
fn exchange(turns: &[(usize, bool)], speaking: &HashSet<usize>) -> HashSet<usize> {
    // Six lines: a turn that is wrapped, or a remark between two turns.
    let is_near = |a: &(usize, bool), b: &(usize, bool)| b.1 && a.1 && b.0 - a.0 <= 6;
    let known = |row: &[(usize, bool)]| row.iter().filter(|(at, _)| speaking.contains(at)).count();
    turns
        .chunk_by(is_near)
        .filter(|row| row.len() >= 3 && known(row) >= 2 && known(row) * 2 >= row.len())
        .flatten()
        .map(|(at, _)| *at)
        .collect()
}

/// `منشی: ر. ملکی`: who has a part in a meeting, rather than what was said there.
fn names_somebody(value: &str) -> bool {
    let value = value.trim();
    let mut chars = value.chars();
    let begins_with_initial = chars.next().is_some_and(char::is_alphabetic) && chars.next() == Some('.');
    let is_named = begins_with_initial || is_in_any(first_word(value), &[Set::Honorific, Set::GivenName]);
    is_named
        && (1..=4).contains(&value.split_whitespace().count())
        && ending(value) == Ending::Open
        && !has_verb(value)
}

/// Whether the lines above and below are spoken by known speakers, so that a third may speak between them.
fn is_between(at: usize, speaking: &HashSet<usize>) -> bool {
    at.checked_sub(1).is_some_and(|above| speaking.contains(&above)) && speaking.contains(&(at + 1))
}

/// Whether the line above or below is a field with a value, so that `وکیل: ندارد` is one too.
fn is_among_fields(lines: &[Line<'_>], at: usize) -> bool {
    let is_field_line = |n: Option<usize>| {
        let body = n.and_then(|n| lines.get(n)).map_or("", |line| line.body);
        before_colon(body).is_some_and(|(head, after)| {
            let value = body.get(after..).unwrap_or_default();
            !value.trim().is_empty() && !is_speech(value) && !is_speaker(head)
        })
    };
    is_field_line(at.checked_sub(1)) || is_field_line(Some(at + 1))
}
