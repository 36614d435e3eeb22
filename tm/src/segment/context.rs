//! What a line is by its place in the document: running headers, speakers, fields.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};

use super::lines::{Ending, Line, ending};
use super::marker::digit;
use super::shape::{Shape, before_colon, is_field, is_speaker, is_speech, shape};
use super::words::{Set, first_word, fold, has_verb, is_in, is_in_any, last_word};

/// The shape of every line, told by its looks and by the lines around it.
pub(super) fn shapes(lines: &[Line<'_>]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = lines.iter().map(|line| shape(line.body)).collect();
    mark_running_headers(lines, &mut shapes);
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
    let beside: HashSet<u64> = (0..lines.len())
        .filter(|at| is_beside(*at, shapes))
        .filter_map(|at| lines.get(at).filter(|line| may_be_header(line)).map(wording))
        .collect();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_be_header(line)) {
        let Some(found) = repeated.0.get(&wording(line)) else { continue };
        let near_page = is_beside(at, shapes);
        // Page one has its header too, at the very top.
        let is_first = at == 0 && beside.contains(&wording(line));
        let repeats = found.places >= 2 && (is_first || near_page)
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
    for (at, head, after, speaks, is_empty) in found {
        let is_speaker = is_speaker(head);
        let shape = if is_field(head) && !(is_in(head, Set::Role) && speaks) {
            (!speaks).then_some(Shape::KeyValue(after))
        } else if is_empty || is_verbal(head) && !is_speaker {
            None
        } else if is_repeated(head)
            || is_speaker
                && (speaks || speakers >= 2 || is_in(head, Set::Role) && !is_among_fields(lines, at))
            || speakers >= 2 && speaks && is_in_any(first_word(head), &[Set::GivenName, Set::Honorific])
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
