//! A document as it was read, repaired where a PDF program garbled it, and its segments.

use tm::repair::{Line, Repaired, lines, repair};
use tm::segment::Segment;

use crate::args::Repair;

/// A text and its segments.
#[derive(Debug)]
pub struct Document {
    /// The whole text, decoded, and repaired unless the repair was off or only to be reported.
    pub text: String,
    /// Its segments in order.
    pub segments: Vec<Segment>,
    /// What the reader should know: bytes that were no text.
    pub warning: Option<String>,
    /// Whether the text ends with it: a long one comes in parts.
    pub is_last: bool,
    /// What was damaged, the lines counted in the file; nothing for an intact text.
    pub repair: Option<Repaired>,
    /// Whether the repair changed the line, for each it said something of.
    changed: Vec<bool>,
    /// Lines of the file before this part of it.
    lines_before: usize,
    /// Where each line of `text` starts, in bytes; empty for an intact text.
    starts: Vec<usize>,
    /// The line of the file each line of `text` begins on, and one behind the last; empty while every line is one.
    origins: Vec<usize>,
}

/// What the repair of a document did to the lines of one segment.
#[derive(Debug, Clone, Copy)]
pub struct RepairOf<'d> {
    /// The first line the segment stands on, from 1.
    pub first: usize,
    /// The last line.
    pub last: usize,
    /// What was said of these lines.
    pub said: &'d [Line],
    /// Whether one of them was changed.
    pub is_changed: bool,
    /// Whether no segment before stands on the first of them.
    pub is_first: bool,
}

impl Document {
    /// Repairs and segments what was read behind `lines_before` lines of a file.
    pub(super) fn of(
        read: String,
        how: Repair,
        lines_before: usize,
        segments: &dyn Fn(&str) -> Vec<Segment>,
    ) -> Document {
        let mut repair = if how == Repair::Off { None } else { repair(&read) };
        let text = match repair.as_mut() {
            Some(repaired) if how == Repair::Auto => std::mem::take(&mut repaired.text),
            _ => read,
        };
        let starts = if repair.is_some() { starts(&text) } else { Vec::new() };
        for line in repair.iter_mut().flat_map(|repaired| &mut repaired.lines) {
            line.number += lines_before;
        }
        let segments = segments(&text);
        let origins = match how {
            Repair::Report => Vec::new(),
            _ => repair.as_mut().map(|repaired| std::mem::take(&mut repaired.origins)).unwrap_or_default(),
        };
        let changed = repair.iter().flat_map(|repaired| &repaired.lines);
        let changed = changed.map(|line| line.text != line.original).collect();
        Document {
            text,
            segments,
            warning: None,
            is_last: true,
            repair,
            changed,
            lines_before,
            starts,
            origins,
        }
    }

    /// The document with a warning to its reader.
    pub(super) fn warned(self, warning: Option<String>) -> Document {
        Document { warning, ..self }
    }

    /// The document with its text written otherwise, line for line.
    pub fn rewritten(&self, text: String, segments: Vec<Segment>) -> Document {
        let starts = if self.repair.is_some() { starts(&text) } else { Vec::new() };
        Document {
            text,
            segments,
            warning: None,
            is_last: self.is_last,
            repair: self.repair.clone(),
            changed: self.changed.clone(),
            lines_before: self.lines_before,
            starts,
            origins: self.origins.clone(),
        }
    }

    /// The lines a segment stands on and what the repair said of them.
    pub fn repair_of(&self, segment: &Segment) -> Option<RepairOf<'_>> {
        let repair = self.repair.as_ref()?;
        let index = |at: usize| self.starts.partition_point(|start| *start <= at);
        let first = self.number(index(segment.bytes.start));
        let last = self.number(index(segment.bytes.end.saturating_sub(1)) + 1) - 1;
        let from = repair.lines.partition_point(|line| line.number < first);
        let to = repair.lines.partition_point(|line| line.number <= last);
        let said = repair.lines.get(from..to).filter(|lines| !lines.is_empty())?;
        let is_changed = self.changed.get(from..to).unwrap_or_default().contains(&true);
        let own = self.segments.partition_point(|other| other.bytes.start < segment.bytes.start);
        let before = own.checked_sub(1).and_then(|before| self.segments.get(before));
        let start = index(segment.bytes.start).checked_sub(1).and_then(|line| self.starts.get(line));
        let is_first = before.zip(start).is_none_or(|(before, start)| before.bytes.end <= *start);
        Some(RepairOf { first, last, said, is_changed, is_first })
    }

    /// The lines of the file from `first` to `last` as they were read, one blank between two.
    pub fn original(&self, first: usize, last: usize) -> String {
        let said = self.repair.as_ref().map_or(&[][..], |repair| &repair.lines);
        let original = (first..=last).map(|number| {
            let said =
                said.binary_search_by_key(&number, |line| line.number).ok().and_then(|at| said.get(at));
            said.map_or_else(|| self.line(number).to_owned(), |said| said.original.replace('\n', " "))
        });
        original.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The line of the file on which a line of the text begins, both from 1.
    fn number(&self, index: usize) -> usize {
        let origin = index.checked_sub(1).and_then(|index| self.origins.get(index));
        self.lines_before + origin.copied().unwrap_or(index)
    }

    fn line(&self, number: usize) -> &str {
        let index = number.checked_sub(self.lines_before + 1);
        let index = match self.origins.is_empty() {
            true => index,
            false => index.and_then(|index| self.origins.binary_search(&(index + 1)).ok()),
        };
        let start = index.and_then(|index| self.starts.get(index));
        let rest = start.and_then(|start| self.text.get(*start..)).unwrap_or_default();
        rest.split('\n').next().unwrap_or_default().trim_end_matches('\r')
    }
}

fn starts(text: &str) -> Vec<usize> {
    let mut at = 0;
    lines(text)
        .map(|(line, end)| {
            let start = at;
            at += line.len() + end.len();
            start
        })
        .collect()
}
