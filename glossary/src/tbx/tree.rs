//! The elements of one entry, held in memory together; the file around them streams by.

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::TbxError;

/// The deepest nesting of elements: TBX itself nests nine deep.
const MAX_DEPTH: usize = 32;

/// The most bytes of text in one entry: a long one with definitions in twenty languages has a few thousand.
const MAX_ENTRY_BYTES: usize = 1 << 20;

/// The most elements in one entry: a concept in all languages of the European Union with five terms each has some
/// thousand.
const MAX_ENTRY_ELEMENTS: usize = 20_000;

/// An element with what is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: String,
    /// Its attributes by name, `xml:` kept as it is.
    attributes: Vec<(String, String)>,
    /// Its text, that of mark-up within it included.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
    /// The line its start tag begins in, from 1.
    pub(super) line: u64,
}

impl Element {
    /// An attribute that says something.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    fn take_in(&mut self, child: Element) {
        match child.name.as_str() {
            // Mark-up of words, whose text is text; the other kind holds a tool's own codes.
            "hi" | "foreign" | "sc" | "ec" => self.text.push_str(&child.text),
            "bpt" | "ept" | "it" | "ph" | "ut" => {}
            _ => self.children.push(child),
        }
    }
}

/// Calls `give` with each entry of a file.
///
/// # Errors
/// [`TbxError`]: then what was given before is of a file that is refused.
pub(super) fn entries(text: &str, give: &mut dyn FnMut(&Element)) -> Result<(), TbxError> {
    let mut walk = Walk {
        reader: Reader::from_str(text),
        lines: Lines { text, at: 0, line: 1 },
        depth: 0,
        has_root: false,
        open: Vec::new(),
        bytes: 0,
        elements: 0,
    };
    while walk.step(give)? {}
    Ok(())
}

struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    lines: Lines<'a>,
    depth: usize,
    has_root: bool,
    /// The entry that is being read, and what is open in it.
    open: Vec<Element>,
    bytes: usize,
    elements: usize,
}

impl Walk<'_> {
    /// Takes one event; `false` at the end of the file.
    fn step(&mut self, give: &mut dyn FnMut(&Element)) -> Result<bool, TbxError> {
        let from = self.reader.buffer_position();
        let event = match self.reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let line = self.lines.of(self.reader.error_position());
                return Err(TbxError::Malformed { line, reason: reason(&error) });
            }
        };
        let line = self.lines.of(from);
        match event {
            Event::Start(tag) => self.start(&tag, line)?,
            Event::Empty(tag) => {
                self.start(&tag, line)?;
                self.end(give);
            }
            Event::End(_) => self.end(give),
            Event::Text(text) => self.text(&text, line)?,
            Event::CData(text) => self.text(&text, line)?,
            Event::GeneralRef(reference) => self.reference(&reference, line)?,
            Event::DocType(declaration) if declaration.contains("<!ENTITY") => {
                return Err(TbxError::Unsafe { line, reason: "it declares entities, which no TBX needs" });
            }
            Event::Eof => return self.finish(line),
            _ => {}
        }
        Ok(true)
    }

    fn start(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<(), TbxError> {
        let name = local(tag.name().0).to_owned();
        if !self.has_root && !matches!(name.as_str(), "martif" | "tbx") {
            return Err(TbxError::NotTbx { line, root: name.chars().take(40).collect() });
        }
        if self.depth == 0 && self.has_root {
            return Err(malformed(line, "a second root element"));
        }
        self.has_root = true;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(TbxError::Unsafe { line, reason: "elements are nested deeper than TBX nests them" });
        }
        if self.open.is_empty() && !matches!(name.as_str(), "termEntry" | "conceptEntry") {
            return Ok(());
        }
        self.elements += 1;
        if self.elements > MAX_ENTRY_ELEMENTS {
            return Err(TbxError::Unsafe { line, reason: "an entry has too many elements" });
        }
        let attributes = attributes(tag, line)?;
        self.open.push(Element { name, attributes, line, ..Element::default() });
        Ok(())
    }

    fn end(&mut self, give: &mut dyn FnMut(&Element)) {
        self.depth = self.depth.saturating_sub(1);
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.take_in(element),
            None => {
                give(&element);
                (self.bytes, self.elements) = (0, 0);
            }
        }
    }

    /// Adds text as it stands in the file: white space with a line end or tab in it is how the file was laid out.
    fn text(&mut self, raw: &str, line: u64) -> Result<(), TbxError> {
        let at_root = self.depth == 0;
        if at_root && !raw.trim_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']).is_empty() {
            return Err(malformed(line, "text stands outside the root element"));
        }
        let Some(element) = self.open.last_mut() else { return Ok(()) };
        self.bytes += raw.len();
        if self.bytes > MAX_ENTRY_BYTES {
            return Err(TbxError::Unsafe { line, reason: "an entry is longer than a megabyte" });
        }
        let is_layout = |c: char| matches!(c, '\t' | '\r' | '\n');
        let is_space = |c: char| c == ' ' || is_layout(c);
        let mut rest = raw;
        while let Some(at) = rest.find(is_space) {
            let (before, behind) = rest.split_at(at);
            let after = behind.trim_start_matches(is_space);
            let space = behind.strip_suffix(after).unwrap_or(" ");
            element.text.push_str(before);
            element.text.push_str(if space.contains(is_layout) { " " } else { space });
            rest = after;
        }
        element.text.push_str(rest);
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>, line: u64) -> Result<(), TbxError> {
        let c = resolve(reference).ok_or_else(|| {
            let name: String = reference.chars().take(40).collect();
            malformed(line, &format!("&{name}; stands for no character"))
        })?;
        match self.open.last_mut() {
            Some(element) => element.text.push(c),
            None if self.depth == 0 => return Err(malformed(line, "text stands outside the root element")),
            None => {}
        }
        self.bytes += c.len_utf8();
        Ok(())
    }

    fn finish(&self, line: u64) -> Result<bool, TbxError> {
        match (self.has_root, self.depth) {
            (false, _) => Err(TbxError::Empty),
            (true, 0) => Ok(false),
            (true, _) => Err(malformed(line, "the file ends before its elements do")),
        }
    }
}

fn malformed(line: u64, reason: &str) -> TbxError {
    TbxError::Malformed { line, reason: reason.to_owned() }
}

/// What is wrong with the XML, in words without the parser's own names.
fn reason(error: &Error) -> String {
    match error {
        Error::Syntax(error) => error.to_string(),
        Error::IllFormed(error) => error.to_string(),
        other => other.to_string(),
    }
}

fn attributes(tag: &BytesStart<'_>, line: u64) -> Result<Vec<(String, String)>, TbxError> {
    let mut found = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| malformed(line, &error.to_string()))?;
        found.push((attribute.key.0.to_owned(), value(&attribute.value)));
    }
    Ok(found)
}

/// The value of an attribute with its references resolved; what stands for nothing stays as it is.
fn value(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        match behind.split_once(';').and_then(|(name, after)| Some((resolve(name)?, after))) {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character that `&name;` stands for.
fn resolve(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            match digits.strip_prefix('x') {
                Some(digits) => number(digits, 16),
                None => number(digits, 10),
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Lines of places in a text that only grow.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, position: u64) -> u64 {
        let position = usize::try_from(position).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.as_bytes().get(self.at..position).unwrap_or_default();
        self.line += passed.iter().filter(|b| **b == b'\n').count() as u64;
        self.at = self.at.max(position);
        self.line
    }
}
