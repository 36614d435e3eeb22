//! Groups lines into units: paragraphs, headings, items, whose inner line breaks are wraps.

use super::SegmentKind;
use super::context::shapes;
use super::lines::{Ending, Line, ending, lines};
use super::profile::{Column, inner_end};
use super::shape::{Shape, before_colon, is_field, shape};
use super::words::{Set, ends_with_verb, first_word, has_verb, is_in, last_word};
use super::wraps::{Stack, Wraps};

/// A stretch of lines that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// First byte in the document.
    pub(super) start: usize,
    /// First byte after it.
    pub(super) end: usize,
    /// What its segments are, or its first one for lists.
    pub(super) kind: SegmentKind,
    /// Whether sentences are to be found in it.
    pub(super) is_split: bool,
    /// Bytes of the speaker label it begins with.
    pub(super) label: Option<usize>,
}

/// The units of a document, in order.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let lines = close_double_spacing(lines(text));
    let shapes = shapes(&lines);
    let Wraps { joins, stacks } = Wraps::find(&lines, &shapes);
    let mut units = Vec::new();
    let mut first = 0;
    for at in 0..lines.len() {
        if joins.get(at + 1).copied().unwrap_or(false) {
            continue;
        }
        let (Some(group), Some(shape)) = (lines.get(first..=at), shapes.get(first)) else { continue };
        units.extend(unit(group, *shape, stacks.get(first).copied().unwrap_or_default(), lines.len()));
        first = at + 1;
    }
    units
}

fn unit(group: &[Line<'_>], shape: Shape, stack: Stack, lines_of_document: usize) -> Option<Unit> {
    let (first, last) = (group.first()?, group.last()?);
    let kind = kind(group, first, shape, stack);
    let is_slogan = group.len() == 1 && lines_of_document > 1 && is_slogan_line(first.body);
    let label = match shape {
        Shape::Label(after) => Some(first.body_start + after - first.start),
        _ => None,
    };
    Some(Unit {
        start: first.start,
        end: last.end,
        kind: if is_slogan { SegmentKind::Slogan } else { kind },
        is_split: !(is_slogan || stack != Stack::None || shape.is_alone()),
        label,
    })
}

fn kind(group: &[Line<'_>], first: &Line<'_>, shape: Shape, stack: Stack) -> SegmentKind {
    match shape {
        Shape::Item(_) => SegmentKind::ListItem,
        Shape::PageNumber => SegmentKind::PageNumber,
        Shape::Link => SegmentKind::Link,
        Shape::Tags => SegmentKind::Tags,
        Shape::MailHeader => SegmentKind::MailHeader,
        Shape::Separator => SegmentKind::Separator,
        Shape::Date if before_colon(first.body).is_some_and(|(head, _)| is_field(head)) => {
            SegmentKind::KeyValue
        }
        Shape::Date => SegmentKind::Date,
        Shape::Chrome => SegmentKind::Chrome,
        Shape::Note => SegmentKind::Note,
        Shape::RunningHeader => SegmentKind::RunningHeader,
        Shape::KeyValue(after) if first.body.len() > after => SegmentKind::KeyValue,
        Shape::KeyValue(_) => SegmentKind::Heading,
        Shape::Label(_) => SegmentKind::Sentence,
        Shape::Plain => match stack {
            Stack::Verse => SegmentKind::Verse,
            Stack::Names => SegmentKind::Heading,
            Stack::None if group.len() == 1 => kind_of_line(first),
            Stack::None => SegmentKind::Sentence,
        },
    }
}

/// What a line of text is that stands alone.
fn kind_of_line(line: &Line<'_>) -> SegmentKind {
    let end = ending(line.body);
    // 120 characters: no heading is longer, and a paragraph without a full stop mostly is.
    if line.width > 120 || end == Ending::Closed || inner_end(line.body).is_some() {
        return SegmentKind::Sentence;
    }
    // A clause that introduces a list has a verb, or says "that" before the colon.
    if end == Ending::Colon && (has_verb(line.body) || is_in(last_word(line.body), Set::Open)) {
        return SegmentKind::Sentence;
    }
    match before_colon(line.body) {
        Some((head, after))
            if after < line.body.len() && head.split_whitespace().count() <= 3 && !ends_with_verb(head) =>
        {
            SegmentKind::KeyValue
        }
        _ => SegmentKind::Heading,
    }
}

/// In a text with a blank line after every line, the blank lines say nothing.
fn close_double_spacing(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let gaps = lines.len().saturating_sub(1);
    let double = lines.iter().skip(1).filter(|line| line.blank_before == 1).count();
    let single = lines.iter().skip(1).filter(|line| line.blank_before == 0).count();
    let open = lines.iter().filter(|line| ending(line.body) == Ending::Open).count();
    // Ten lines and nine in ten: a page of short paragraphs ends its lines with full stops instead.
    if gaps >= 10 && single * 10 <= gaps && double * 10 >= gaps * 6 && open * 10 >= gaps * 6 {
        let mut closed = lines.clone();
        for line in &mut closed {
            line.blank_before = line.blank_before.saturating_sub(1);
        }
        let shapes: Vec<Shape> = closed.iter().map(|line| shape(line.body)).collect();
        if Column::of(&closed, &shapes).is_some() {
            lines = closed;
        }
    }
    lines
}

/// Several short calls on one line: `نان! کار! آزادی!`
pub(super) fn is_slogan_line(body: &str) -> bool {
    if ending(body) != Ending::Closed || body.contains(['.', '؟', '?', '…', '«']) {
        return false;
    }
    let calls: Vec<&str> =
        body.split('!').map(str::trim).filter(|call| call.contains(char::is_alphanumeric)).collect();
    let is_call = |call: &str| {
        let words = call.split_whitespace().count();
        words <= 3
            || words <= 9 && is_in(first_word(call), Set::Slogan)
            || words <= 6 && (!has_verb(call) || is_in(last_word(call), Set::SloganEnd))
    };
    calls.len() >= 2 && calls.iter().all(|call| is_call(call))
}
