//! Cuts a stream into the bytes of its units, whatever is broken in or between them.
//!
//! A unit reaches from `<tu` to `</tu>`; comments, CDATA sections and instructions are stepped over. Nothing of its
//! inside is understood here, so damage there stays inside. Every byte is looked at a bounded number of times.

use std::io::{self, Read};

use super::bytes;
use super::names::Names;
use super::prolog::tag_end;
use super::source::Source;
use super::tag::{COMMENT, Ends, INSTRUCTION, SECTION, Tag, tag_of};
use crate::encoding::ByteStream;
use crate::skipped::Skipped;

/// A stream cut into units.
#[derive(Debug)]
pub(super) struct Splitter<R> {
    source: Source<R>,
    names: Names,
    comments: Ends,
    sections: Ends,
    instructions: Ends,
    /// The longest unit in bytes.
    limit: usize,
    /// The unit given out last.
    unit: usize,
    /// Inside something broken that has been told.
    is_recovering: bool,
    is_closed: bool,
    is_told: bool,
}

/// What comes next in a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A unit: see [`Splitter::unit`].
    Unit,
    /// Something broken.
    Damage(Skipped),
    End,
}

/// Where a unit ends.
enum Scan {
    Whole(usize),
    More,
    /// Broken because of `reason` at `at`; reading resumes at `resume`.
    Broken {
        reason: String,
        at: usize,
        resume: usize,
    },
}

impl<R: Read> Splitter<R> {
    /// Cuts what follows the start tag of the root element.
    pub(super) fn new(source: Source<R>, names: Names, is_closed: bool, limit: usize) -> Splitter<R> {
        let [comments, sections, instructions] = [COMMENT, SECTION, INSTRUCTION].map(Ends::new);
        Splitter {
            source,
            names,
            comments,
            sections,
            instructions,
            limit,
            unit: 0,
            is_recovering: false,
            is_closed,
            is_told: false,
        }
    }

    pub(super) fn position(&self) -> u64 {
        self.source.stream().position()
    }

    pub(super) fn stream(&self) -> &ByteStream<R> {
        self.source.stream()
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    pub(super) fn error(&self) -> Option<&io::Error> {
        self.source.error()
    }

    pub(super) fn take_error(&mut self) -> Option<io::Error> {
        self.source.take_error()
    }

    /// The unit found last.
    pub(super) fn unit(&self) -> &[u8] {
        self.source.window().get(..self.unit).unwrap_or_default()
    }

    /// The line of a byte of the unit found last.
    pub(super) fn line_at(&self, at: usize) -> u64 {
        let before = self.unit().get(..at).unwrap_or_else(|| self.unit());
        self.source.line() + bytes::lines(before)
    }

    /// The next unit or damage.
    pub(super) fn next(&mut self) -> Part {
        let found = self.unit;
        self.source.consume(found);
        self.unit = 0;
        let part = self.next_part();
        // What a failing input breaks off is no damage of the file.
        if self.source.has_failed() { Part::End } else { part }
    }

    /// The header as if it were a unit, when it comes next and is whole.
    pub(super) fn header(&mut self) -> Part {
        loop {
            let Some(tag) = self.next_tag_from_here() else { return Part::End };
            match tag {
                Tag::Comment | Tag::Section | Tag::Instruction => match self.construct(tag, 0) {
                    Scan::Whole(length) => self.source.consume(length),
                    Scan::More if self.source.more() => {}
                    Scan::More | Scan::Broken { .. } => return Part::End,
                },
                Tag::OpenHeader => return self.scan(Tag::OpenHeader),
                _ => return Part::End,
            }
        }
    }

    fn next_part(&mut self) -> Part {
        while let Some(tag) = self.next_tag_from_here() {
            match tag {
                Tag::Comment | Tag::Section | Tag::Instruction => match self.construct(tag, 0) {
                    Scan::Whole(length) => self.source.consume(length),
                    Scan::More => {
                        self.source.more();
                    }
                    Scan::Broken { reason, at, resume } => return self.damage(reason, at, resume),
                },
                Tag::OpenUnit if self.is_closed && !self.is_told => {
                    self.is_told = true;
                    return self.damage("units stand behind the end of the root element".to_owned(), 0, 0);
                }
                Tag::OpenUnit => return self.scan(Tag::OpenUnit),
                Tag::CloseUnit if !self.is_recovering => {
                    return self.damage("`</tu>` ends a unit that never began".to_owned(), 0, 1);
                }
                _ => {
                    self.is_recovering &= tag != Tag::CloseUnit;
                    self.is_closed |= tag == Tag::CloseRoot;
                    self.source.consume(1);
                }
            }
        }
        self.finish()
    }

    fn finish(&mut self) -> Part {
        if self.is_closed || self.is_told {
            return Part::End;
        }
        self.is_told = true;
        let reason = "the file ends before `</tmx>`".to_owned();
        Part::Damage(Skipped::new(self.source.line(), reason))
    }

    fn damage(&mut self, reason: String, at: usize, resume: usize) -> Part {
        let line = self.source.line() + bytes::lines(self.source.window().get(..at).unwrap_or_default());
        // Half a tag is no record.
        let text = self.source.window().get(..resume).filter(|text| text.len() > 1).unwrap_or_default();
        let skipped = Skipped::new(line, reason).of(String::from_utf8_lossy(text).trim_end());
        self.source.consume(resume);
        Part::Damage(skipped)
    }

    /// Moves the window to the next `<`; `None` at the end.
    fn next_tag_from_here(&mut self) -> Option<Tag> {
        loop {
            match bytes::find(self.source.window(), 0, b'<') {
                Some(at) => self.source.consume(at),
                None => self.source.consume(usize::MAX),
            }
            match self.tag(0) {
                Some(Tag::Short) | None if self.source.more() => {}
                tag => return tag,
            }
        }
    }

    fn tag(&self, at: usize) -> Option<Tag> {
        let rest = self.source.window().get(at..).filter(|rest| !rest.is_empty())?;
        Some(tag_of(rest, self.names.prefix.as_bytes()))
    }

    /// Finds the end of the element that begins the window.
    fn scan(&mut self, element: Tag) -> Part {
        self.is_recovering = false;
        loop {
            match self.scan_window(element) {
                Scan::Whole(length) if length > self.limit => {
                    return self.damage(self.too_long(), 0, length);
                }
                Scan::Whole(length) => {
                    self.unit = length;
                    return Part::Unit;
                }
                Scan::More => {
                    self.source.more();
                }
                Scan::Broken { reason, at, resume } => {
                    self.is_recovering = true;
                    self.is_told |= self.source.is_all() && resume == self.source.window().len();
                    return self.damage(reason, at, resume);
                }
            }
        }
    }

    fn scan_window(&mut self, element: Tag) -> Scan {
        let (name, close, what) = match element {
            Tag::OpenHeader => ("header", Tag::CloseHeader, "the header"),
            _ => ("tu", Tag::CloseUnit, "a unit"),
        };
        let mut at = match self.start_tag(name.len()) {
            StartTag::Open(at) => at,
            StartTag::Empty(at) => return Scan::Whole(at),
        };
        loop {
            let Some(found) = bytes::find(self.source.window(), at, b'<') else {
                return self.cut(what, self.source.window().len());
            };
            let Some(tag) = self.tag(found) else { return self.cut(what, found) };
            match tag {
                Tag::Short => return self.cut(what, found),
                Tag::Comment | Tag::Section | Tag::Instruction => match self.construct(tag, found) {
                    Scan::Whole(length) => at = found + length,
                    other => return other,
                },
                tag if tag == close => {
                    let window = self.source.window();
                    let end =
                        window.iter().enumerate().skip(found + 1).find(|(_, b)| matches!(b, b'<' | b'>'));
                    return match end {
                        Some((end, b'>')) => Scan::Whole(end + 1),
                        Some((end, _)) => Scan::Whole(end),
                        None => self.cut(what, found),
                    };
                }
                Tag::OpenUnit | Tag::Body | Tag::OpenRoot | Tag::CloseRoot => {
                    let reason = format!("`<{name}>` is not closed");
                    return Scan::Broken { reason, at: 0, resume: found };
                }
                _ => at = found + 1,
            }
        }
    }

    /// The window ends inside an element; nothing up to `looked_at` must be looked at again.
    fn cut(&self, what: &str, looked_at: usize) -> Scan {
        let length = self.source.window().len();
        if self.source.is_all() {
            return Scan::Broken { reason: format!("the file ends inside {what}"), at: 0, resume: length };
        }
        if length < self.limit {
            return Scan::More;
        }
        Scan::Broken { reason: self.too_long(), at: 0, resume: looked_at.max(1) }
    }

    fn too_long(&self) -> String {
        format!("the unit is longer than {} bytes", self.limit)
    }

    fn start_tag(&self, name_length: usize) -> StartTag {
        let window = self.source.window();
        let from = 1 + self.names.prefix.len() + name_length;
        if window.get(from) == Some(&b'>') {
            return StartTag::Open(from + 1);
        }
        // A `<` cannot stand inside a tag: a tag that meets one is broken, and does not swallow what follows.
        let limit = bytes::find(window, from, b'<').unwrap_or(window.len());
        let tag = window.get(..limit).unwrap_or(window);
        match tag_end(tag, from.min(limit)) {
            Some(end) if end > 0 && tag.get(end - 1) == Some(&b'/') => StartTag::Empty(end + 1),
            Some(end) => StartTag::Open(end + 1),
            None => StartTag::Open(limit),
        }
    }

    /// The length of the comment, CDATA section or instruction at `at`.
    fn construct(&mut self, tag: Tag, at: usize) -> Scan {
        let (source, ends) = match tag {
            Tag::Comment => (&self.source, &mut self.comments),
            Tag::Section => (&self.source, &mut self.sections),
            _ => (&self.source, &mut self.instructions),
        };
        let (kind, window) = (ends.kind(), source.window());
        let inside = at + kind.begin.len();
        let end = ends.find(window, source.consumed(), inside);
        let content = end.and_then(|end| window.get(inside..end)).unwrap_or_default();
        match end {
            // An opening inside shows that the end found is the end of another one.
            Some(end) if end - at <= self.limit && bytes::find_all(content, 0, kind.begin).is_none() => {
                Scan::Whole(end + kind.end.len() - at)
            }
            None if !source.is_all() && window.len() - at < self.limit => Scan::More,
            _ => Scan::Broken { reason: format!("{} is not closed", kind.name), at, resume: inside },
        }
    }
}

/// Whether `text` is read again as exactly one unit.
pub(super) fn is_one_unit(text: &str) -> bool {
    let mut splitter = Splitter::new(Source::new(text.as_bytes()), Names::default(), true, usize::MAX >> 1);
    splitter.is_told = true;
    splitter.next() == Part::Unit && splitter.unit().len() == text.len()
}

enum StartTag {
    Open(usize),
    Empty(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, limit: usize) -> Vec<String> {
        let names = Names::default();
        let mut splitter = Splitter::new(Source::new(text.as_bytes()), names, false, limit);
        let mut parts = Vec::new();
        loop {
            match splitter.next() {
                Part::Unit => {
                    let unit = String::from_utf8_lossy(splitter.unit());
                    parts.push(format!("{}: {unit}", splitter.line_at(0)));
                }
                Part::Damage(skipped) => parts.push(format!("{}! {}", skipped.line, skipped.reason)),
                Part::End => return parts,
            }
        }
    }

    #[test]
    fn units_are_cut_out() {
        for (text, expected) in [
            (
                "<body>\n<tu>a</tu>\n<tu a='>'/><TU>b</tu >c</body></tmx>",
                vec!["2: <tu>a</tu>", "3: <tu a='>'/>", "3: <TU>b</tu >"],
            ),
            (
                "<!-- <tu> --><tuv/><tu><!-- </tu> --><![CDATA[</tu>]]><?x </tu>?></tu></tmx>",
                vec!["1: <tu><!-- </tu> --><![CDATA[</tu>]]><?x </tu>?></tu>"],
            ),
            ("<tu>\n<tu>a</tu></tmx>", vec!["1! `<tu>` is not closed", "2: <tu>a</tu>"]),
            ("<tu>a</body></tmx>", vec!["1! `<tu>` is not closed"]),
            ("<tu>a\n", vec!["1! the file ends inside a unit"]),
            ("<tu>a</tu>\n</bo", vec!["1: <tu>a</tu>", "2! the file ends before `</tmx>`"]),
            (
                "a</tu>\n</tu><tu/></tmx>",
                vec![
                    "1! `</tu>` ends a unit that never began",
                    "2! `</tu>` ends a unit that never began",
                    "2: <tu/>",
                ],
            ),
            (
                "<tu>a\n<!-- </tu><tu>b</tu><!-- c --></tmx>",
                vec!["2! a comment is not closed", "2: <tu>b</tu>"],
            ),
            (
                "<tu>\n<![CDATA[</tu><tu>b</tu></tmx>",
                vec!["2! a CDATA section is not closed", "2: <tu>b</tu>"],
            ),
            ("</tmx>\n<tu/>", vec!["2! units stand behind the end of the root element", "2: <tu/>"]),
            ("<tu a='><tuv></tuv></tu></tmx>", vec!["1: <tu a='><tuv></tuv></tu>"]),
            ("<tu>a</tu<tu>b</tu></tmx>", vec!["1! `<tu>` is not closed", "1: <tu>b</tu>"]),
        ] {
            assert_eq!(parts(text, 1 << 20), expected, "{text}");
        }
    }

    #[test]
    fn what_is_too_long_is_left_out() {
        let long = "x".repeat(1 << 20);
        let text = format!("<tu>{long}</tu>\n<tu>a</tu><!--{long}--><tu>b</tu></tmx>");
        let expected = [
            "1! the unit is longer than 1000 bytes",
            "2: <tu>a</tu>",
            "2! a comment is not closed",
            "2: <tu>b</tu>",
        ];
        assert_eq!(parts(&text, 1000), expected);
    }

    #[test]
    fn many_unclosed_comments_are_searched_once() {
        let text = "<tu><!-- ".repeat(50_000);
        assert_eq!(parts(&text, 8 << 20).len(), 50_000 + 1);
    }
}
