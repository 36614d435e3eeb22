//! What stands before the first unit: declaration, document type, root element, header.

use quick_xml::events::BytesStart;

use super::TmxError;
use super::bytes;
use super::entities::Entities;
use super::names::{Names, clip};
use super::reference;
use crate::detail::{Annotation, Attribute};
use crate::lang::Lang;

/// What a file says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Header {
    /// The version of TMX as the root element gives it: `1.4`, `1.4b`, …
    pub version: Option<String>,
    /// The source language, when there is one for all units.
    pub source: Option<Lang>,
    /// Attributes of `header` in file order.
    pub attributes: Vec<Attribute>,
    /// Notes, props and other elements of `header` in file order.
    pub annotations: Vec<Annotation>,
}

/// What stands before the header.
#[derive(Debug)]
pub(super) struct Prolog {
    pub(super) names: Names,
    pub(super) entities: Entities,
    pub(super) version: Option<String>,
    /// Bytes up to the end of the root start tag.
    pub(super) length: usize,
    /// Whether the root element is empty.
    pub(super) is_empty: bool,
}

/// Reads the prolog; `None` when `window` ends before it does and more may come.
pub(super) fn read(window: &[u8], is_all: bool) -> Result<Option<Prolog>, TmxError> {
    let mut entities = Entities::default();
    let mut at = 0;
    loop {
        at += white_space(window.get(at..).unwrap_or_default());
        let rest = window.get(at..).unwrap_or_default();
        let line = || bytes::lines(window.get(..at).unwrap_or_default()) + 1;
        let not_xml = || TmxError::NotXml { line: line(), looks_like: None };
        let unclosed = |what| if is_all { Err(TmxError::Prolog { line: line(), what }) } else { Ok(None) };
        let length = if rest.len() < LONGEST_OPENING && !is_all {
            return Ok(None);
        } else if rest.is_empty() {
            return Err(if at == window.len() && is_blank(window) { TmxError::Empty } else { not_xml() });
        } else if rest.starts_with(b"<?") {
            bytes::find_all(rest, 2, b"?>").map(|end| end + 2).ok_or("an instruction")
        } else if rest.starts_with(b"<!--") {
            bytes::find_all(rest, 4, b"-->").map(|end| end + 3).ok_or("a comment")
        } else if starts_with_doctype(rest) {
            document_type(rest, &mut entities).ok_or("the document type declaration")
        } else if rest.get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'_' || !b.is_ascii())
            && rest.starts_with(b"<")
        {
            return match tag_end(rest, 1) {
                Some(end) => {
                    root(rest.get(1..end).unwrap_or_default(), line(), at + end + 1, entities).map(Some)
                }
                None => unclosed("the root element's start tag"),
            };
        } else {
            return Err(not_xml());
        };
        match length {
            Ok(length) => at += length,
            Err(what) => return unclosed(what),
        }
        if at < window.len() || is_all {
            continue;
        }
        return Ok(None);
    }
}

/// The longest of the openings told apart, `<!DOCTYPE`, in bytes.
const LONGEST_OPENING: usize = 9;

fn is_blank(bytes: &[u8]) -> bool {
    white_space(bytes) == bytes.len()
}

/// The length of the white space and byte order marks that begin here.
fn white_space(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        let trimmed = rest.trim_ascii_start();
        match trimmed.strip_prefix(b"\xEF\xBB\xBF") {
            Some(behind_mark) => rest = behind_mark,
            None => return bytes.len() - trimmed.len(),
        }
    }
}

fn starts_with_doctype(bytes: &[u8]) -> bool {
    bytes.get(..LONGEST_OPENING).is_some_and(|begin| begin.eq_ignore_ascii_case(b"<!DOCTYPE"))
}

/// The `>` that ends the tag or declaration, quoted ones left out.
pub(super) fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The length of the document type declaration; its entities are taken note of.
fn document_type(bytes: &[u8], entities: &mut Entities) -> Option<usize> {
    let (mut at, mut quote, mut is_internal) = (LONGEST_OPENING, None, false);
    loop {
        let rest = bytes.get(at..)?;
        let (first, _) = rest.split_first()?;
        at += match (quote, first) {
            (Some(open), byte) => {
                quote = quote.filter(|_| open != *byte);
                1
            }
            (None, b'>') if !is_internal => return Some(at + 1),
            (None, b'"' | b'\'') if !is_internal => {
                quote = Some(*first);
                1
            }
            (None, b'[' | b']') => {
                is_internal = *first == b'[';
                1
            }
            (None, b'<') if rest.starts_with(b"<!--") => bytes::find_all(rest, 4, b"-->")? + 3,
            (None, b'<') if rest.starts_with(b"<?") => bytes::find_all(rest, 2, b"?>")? + 2,
            (None, b'<') => {
                let end = tag_end(rest, 1)?;
                if let Some(declaration) = rest.get(..end).and_then(|d| d.strip_prefix(b"<!ENTITY")) {
                    entities.declare(&String::from_utf8_lossy(declaration));
                }
                end + 1
            }
            _ => 1,
        };
    }
}

/// Reads the root element's start tag, given without `<` and `>`. Damage in it costs the attributes, not the file.
fn root(tag: &[u8], line: u64, length: usize, entities: Entities) -> Result<Prolog, TmxError> {
    let text = String::from_utf8_lossy(tag);
    let is_empty = text.ends_with('/');
    let text = text.trim_end_matches('/');
    let name_length = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    let tag = BytesStart::from_content(text, name_length);
    let name = tag.name().0.to_owned();
    let (prefix, local) =
        name.split_once(':').map_or((String::new(), name.as_str()), |(p, l)| (format!("{p}:"), l));
    if !local.eq_ignore_ascii_case("tmx") {
        return Err(TmxError::NotTmx { line, root: clip(&name) });
    }
    let (mut version, mut bound) = (None, Vec::new());
    for attribute in tag.attributes().flatten() {
        let Ok(value) = reference::attribute(&attribute.value) else { continue };
        match attribute.key.0 {
            "version" | "VERSION" => version = Some(value.into_owned()),
            key => match key.strip_prefix("xmlns:") {
                Some(own) if prefix.strip_suffix(':') == Some(own) => {}
                Some(_) => bound.push((key.to_owned(), value.into_owned())),
                None => {}
            },
        }
    }
    Ok(Prolog { names: Names { prefix, bound }, entities, version, length, is_empty })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        read(text.as_bytes(), true).unwrap_err().to_string()
    }

    #[test]
    fn what_is_no_tmx_says_so() {
        for (text, message) in [
            ("", "the file is empty"),
            (" \n\u{FEFF}", "the file is empty"),
            ("bread", "line 1: this is no XML"),
            ("<?xml version='1.0'?>\nbread", "line 2: this is no XML"),
            ("<!-- only this -->", "line 1: this is no XML"),
            ("<!DOCTYPE html>\n\n<html lang='fa'>", "line 3: the root element is <html>, not <tmx>"),
            ("\n<xliff>", "line 2: the root element is <xliff>, not <tmx>"),
            ("<tmx version='1.4", "line 1: the root element's start tag is not closed"),
            ("\n<!-- ", "line 2: a comment is not closed"),
            ("<!DOCTYPE tmx [ <!ENTITY a 'b'> ", "line 1: the document type declaration is not closed"),
        ] {
            assert_eq!(error(text), message, "{text}");
        }
    }

    #[test]
    fn more_is_asked_for_at_every_cut() {
        let text = "\u{FEFF}<?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE tmx SYSTEM \"a>b\" [\n<!-- ' -->\n\
            <!ENTITY u 'union>'><!ELEMENT tmx ANY> %pe; ]>\n<t:tmx xmlns:t='urn:t' xmlns:m='urn:m' a='>' version='1.4b'>";
        for cut in 0..text.len() {
            assert!(matches!(read(&text.as_bytes()[..cut], false), Ok(None)), "{cut}");
        }
        let prolog = read(text.as_bytes(), false).unwrap().unwrap();
        assert_eq!(prolog.length, text.len());
        assert_eq!(prolog.version.as_deref(), Some("1.4b"));
        assert_eq!(prolog.names.prefix, "t:");
        assert_eq!(prolog.names.bound, [("xmlns:m".to_owned(), "urn:m".to_owned())]);
        assert!(!prolog.entities.is_empty() && !prolog.is_empty);
    }
}
