//! Segmentation: documents into translation segments.
//!
//! First the lines of a document are grouped into units (`layout`): paragraphs whose line breaks are wraps,
//! headings, list items, fields, labels, page numbers. Then each unit is split into sentences by SRX 2.0 rules
//! (`srx`, `data/segment/*.srx`), with quotes and brackets (`structure`) able to hold a sentence together.
//!
//! Text extracted in visual order is put right before it comes here. Not done: several columns side by side.

mod context;
mod error;
mod inline;
mod kind;
mod layout;
mod lines;
mod marker;
mod parts;
mod profile;
mod rows;
mod sentences;
mod shape;
mod srx;
mod structure;
mod words;
mod wraps;

use std::borrow::Cow;
use std::sync::OnceLock;

pub use error::SegmentRulesError;
pub use kind::SegmentKind;

use crate::lang::{Lang, Script};
use crate::span::{Bytes, Chars, Span};
use layout::Unit;
use srx::Rules;

const PERSIAN: &str = include_str!("../../data/segment/fa.srx");
const LATIN: &str = include_str!("../../data/segment/latin.srx");

/// What [`rules_ahead`] makes of them.
const PERSIAN_AHEAD: &[u8] = include_bytes!("../../data/segment/fa.ahead");
const LATIN_AHEAD: &[u8] = include_bytes!("../../data/segment/latin.ahead");

/// Our own sentence rules compiled ahead: the name and content of each file in `data/segment`.
///
/// # Errors
/// In words, when a rule needs what cannot be compiled ahead.
#[cfg(feature = "make-rules")]
pub fn rules_ahead() -> Result<[(&'static str, Vec<u8>); 2], String> {
    Ok([("fa.ahead", srx::made_ahead(PERSIAN)?), ("latin.ahead", srx::made_ahead(LATIN)?)])
}

/// Splits documents of one language into segments.
#[derive(Debug)]
pub struct Segmenter {
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// Our own rules, read when the first sentence asks for them.
    BuiltIn { lang: Lang, rules: OnceLock<Option<Rules>> },
    /// A group's rules.
    Own(Rules),
}

/// One segment of a document: what is translated, stored and matched as a whole.
///
/// It begins and ends with neither white space nor a control that only sets the direction of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where it lies, in Unicode scalar values.
    pub chars: Span<Chars>,
    /// Where it lies, in bytes of UTF-8.
    pub bytes: Span<Bytes>,
    /// What it is.
    pub kind: SegmentKind,
}

impl Segment {
    /// The segment's text in its document, with inner line breaks as they are.
    pub fn text<'t>(&self, document: &'t str) -> &'t str {
        document.get(self.bytes.start..self.bytes.end).unwrap_or_default()
    }

    /// The segment's text with each inner line break and the blanks around it as one space.
    pub fn flat(&self, document: &str) -> String {
        let text = self.text(document);
        let mut lines = text
            .split(lines::is_line_break)
            .map(|line| line.trim_matches(words::is_gap))
            .filter(|l| !l.is_empty());
        if !text.contains(lines::is_line_break) {
            return text.to_owned();
        }
        let mut flat = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            flat.push(' ');
            flat.push_str(line);
        }
        flat
    }
}

impl Segmenter {
    /// The segmenter with the rules that come with `tm`.
    pub fn built_in(lang: &Lang) -> Segmenter {
        Segmenter { source: Source::BuiltIn { lang: lang.clone(), rules: OnceLock::new() } }
    }

    /// The segmenter with a group's own sentence rules in SRX 2.0; lines are grouped as with the built-in rules.
    ///
    /// # Errors
    /// Any [`SegmentRulesError`]: no XML, no SRX, a pattern we cannot evaluate, no rules for `lang`.
    pub fn from_srx(srx: &str, lang: &Lang) -> Result<Segmenter, SegmentRulesError> {
        Ok(Segmenter { source: Source::Own(Rules::compile(srx, lang)?) })
    }

    /// Splits a document; the segments are in order and what lies between them is blank.
    pub fn segment(&self, text: &str) -> Vec<Segment> {
        let mut cutter = Cutter::new(text);
        let mut from = 0;
        while let Some(part) = text
            .get(from..)
            .filter(|rest| !rest.is_empty())
            .and_then(|rest| rest.get(..parts::first_part(rest, true)?))
        {
            for unit in layout::units(part) {
                let unit = Unit { start: from + unit.start, end: from + unit.end, ..unit };
                self.cut(&unit, &mut cutter);
            }
            from += part.len();
        }
        cutter.segments
    }

    /// The bytes of the first part of a long text that can be segmented without the rest, a few megabytes at most.
    ///
    /// [`Segmenter::segment`] finds in the whole text the segments it finds in its parts. `None` when what follows
    /// `text` has to be seen first; never when `is_all` says that nothing follows.
    pub fn first_part(text: &str, is_all: bool) -> Option<usize> {
        parts::first_part(text, is_all)
    }

    /// Takes each line that is not blank as one segment.
    pub fn lines(text: &str) -> Vec<Segment> {
        let mut cutter = Cutter::new(text);
        for line in lines::lines_as_they_stand(text) {
            cutter.push(line.start, line.end, SegmentKind::Line);
        }
        cutter.segments
    }

    /// The bytes of the first lines of a text that [`Segmenter::lines`] can take without the rest.
    ///
    /// `None` when no line of `text` is whole; never when `is_all` says that nothing follows.
    pub fn first_lines(text: &str, is_all: bool) -> Option<usize> {
        if is_all {
            return Some(text.len());
        }
        // LF may follow a CR at the end.
        let text = text.strip_suffix('\r').unwrap_or(text);
        text.char_indices().rfind(|(_, c)| lines::is_line_break(*c)).map(|(at, c)| at + c.len_utf8())
    }

    fn cut(&self, unit: &Unit, cutter: &mut Cutter<'_>) {
        let Some(text) = cutter.document.get(unit.start..unit.end) else { return };
        let head = unit.label.filter(|len| *len < text.len()).unwrap_or(0);
        cutter.push(unit.start, unit.start + head, SegmentKind::Label);
        let Some(rest) = text.get(head..) else { return };
        let mut kind = unit.kind;
        let mut from = 0;
        let breaks = if unit.is_split { self.breaks(rest) } else { Vec::new() };
        let marker = match kind {
            SegmentKind::ListItem => marker::marker(rest).map_or(0, |marker| marker.len),
            _ => 0,
        };
        for at in breaks.into_iter().filter(|at| *at > marker).chain([rest.len()]) {
            let sentence = rest.get(from..at).unwrap_or_default();
            let start = unit.start + head + from;
            let blanks = sentence.len() - sentence.trim_start_matches(words::is_gap).len();
            let trimmed = sentence.get(blanks..).unwrap_or_default();
            let (own, own_kind) = match inline::code(trimmed) {
                Some(len) => (Some(len), SegmentKind::Code),
                None if unit.is_split && self.is_built_in() => {
                    (inline::dateline(trimmed), SegmentKind::Dateline)
                }
                None => (None, SegmentKind::Dateline),
            };
            let body = own.map_or(0, |len| len + blanks);
            cutter.push(start, start + body, own_kind);
            cutter.push(start + body, unit.start + head + at, kind);
            kind = if matches!(kind, SegmentKind::ListItem | SegmentKind::Heading) {
                SegmentKind::Sentence
            } else {
                kind
            };
            from = at;
        }
    }

    fn breaks(&self, text: &str) -> Vec<usize> {
        match &self.source {
            Source::Own(rules) => rules.breaks(text).collect(),
            Source::BuiltIn { lang, rules } => {
                let rules = rules.get_or_init(|| match lang.script() {
                    Script::Arabic => Rules::built_in(PERSIAN, PERSIAN_AHEAD, lang),
                    _ => Rules::built_in(LATIN, LATIN_AHEAD, lang),
                });
                rules
                    .as_ref()
                    .map_or_else(Vec::new, |rules| sentences::sentence_breaks(&unified(text), rules))
            }
        }
    }

    fn is_built_in(&self) -> bool {
        matches!(self.source, Source::BuiltIn { .. })
    }
}

/// The text with Arabic yeh and kaf as Persian ones, which take as many bytes, so that offsets stay right.
fn unified(text: &str) -> Cow<'_, str> {
    if !text.contains(['ي', 'ى', 'ك']) {
        return Cow::Borrowed(text);
    }
    let letter = |c| match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        other => other,
    };
    Cow::Owned(text.chars().map(letter).collect())
}

/// Makes segments of byte ranges in ascending order, counting characters on the way.
struct Cutter<'t> {
    document: &'t str,
    segments: Vec<Segment>,
    /// Byte and character the count has come to.
    counted: (usize, usize),
}

impl<'t> Cutter<'t> {
    fn new(document: &'t str) -> Self {
        Cutter { document, segments: Vec::new(), counted: (0, 0) }
    }

    /// Adds what is left of a range without the blanks at its ends.
    fn push(&mut self, start: usize, end: usize, kind: SegmentKind) {
        let Some(range) = self.document.get(start..end) else { return };
        let content = range.trim_start_matches(words::is_gap);
        let start = end - content.len();
        let content = content.trim_end_matches(words::is_gap);
        if content.is_empty() {
            return;
        }
        let end = start + content.len();
        let chars = Span::new(self.count(start), self.count(end));
        self.segments.push(Segment { chars, bytes: Span::new(start, end), kind });
    }

    fn count(&mut self, at: usize) -> usize {
        let passed = self.document.get(self.counted.0..at).unwrap_or_default();
        self.counted = (at, self.counted.1 + passed.chars().count());
        self.counted.1
    }
}

#[cfg(test)]
mod tests;
