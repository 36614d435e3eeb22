//! Reads SRX 2.0 (Segmentation Rules eXchange, LISA OSCAR 2008): the rules one language gets, in order.
//!
//! `formathandle` and `segmentsubflows` speak of inline codes; plain text has none, so they are checked
//! but change nothing.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use regex::Regex;

use crate::lang::Lang;
use crate::segment::SegmentRulesError;

/// One `rule` as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RawRule {
    pub(super) breaks: bool,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) line: u64,
    /// Name of its `languagerule`.
    pub(super) set: String,
    /// Number in its `languagerule`, from 1.
    pub(super) number: usize,
}

/// The rules of `srx` for `lang`: of every fitting map with `cascade="yes"`, else of the first.
pub(super) fn rules_for(srx: &str, lang: &Lang) -> Result<Vec<RawRule>, SegmentRulesError> {
    let file = Reader::new(srx).read()?;
    let mut rules = Vec::new();
    let mut found = false;
    let tag = lang.as_str();
    let spellings = [tag.to_owned(), tag.to_lowercase(), tag.to_uppercase(), tag.replace('-', "_")];
    for map in &file.maps {
        let pattern = Regex::new(&format!("^(?:{})$", map.pattern)).map_err(|error| {
            let reason = last_line(&error.to_string());
            SegmentRulesError::BadPattern { line: map.line, set: String::new(), rule: 1, reason }
        })?;
        // The pattern fits the whole tag in any case: `[Ee][Nn].*`, `EN` and `en(-.*)?` all mean English.
        if !spellings.iter().any(|tag| pattern.is_match(tag)) {
            continue;
        }
        found = true;
        let set = file
            .sets
            .get(&map.set)
            .ok_or_else(|| SegmentRulesError::UnknownSet { line: map.line, set: map.set.clone() })?;
        rules.extend(set.iter().cloned());
        if !file.cascade {
            break;
        }
    }
    if found { Ok(rules) } else { Err(SegmentRulesError::UnknownLanguage { lang: lang.to_string() }) }
}

/// The `languagepattern` of every map, in order.
#[cfg(feature = "make-rules")]
pub(super) fn language_patterns(srx: &str) -> Result<Vec<String>, SegmentRulesError> {
    Ok(Reader::new(srx).read()?.maps.into_iter().map(|map| map.pattern).collect())
}

/// The last line of a message of several lines: what the regex crate says after drawing the pattern.
pub(super) fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

struct Map {
    pattern: String,
    set: String,
    line: u64,
}

#[derive(Default)]
struct File {
    cascade: bool,
    sets: HashMap<String, Vec<RawRule>>,
    maps: Vec<Map>,
}

struct Reader<'a> {
    xml: quick_xml::Reader<&'a [u8]>,
    source: &'a str,
    /// Byte and line the count of lines has come to.
    counted: (usize, u64),
    file: File,
    set: String,
    rule: RawRule,
    /// Text of the `beforebreak` or `afterbreak` that is open.
    text: Option<String>,
    is_srx: bool,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Self {
        let mut xml = quick_xml::Reader::from_str(source.trim_start_matches('\u{FEFF}'));
        xml.config_mut().check_end_names = true;
        Reader {
            xml,
            source: source.trim_start_matches('\u{FEFF}'),
            counted: (0, 1),
            file: File::default(),
            set: String::new(),
            rule: RawRule::default(),
            text: None,
            is_srx: false,
        }
    }

    fn read(mut self) -> Result<File, SegmentRulesError> {
        let mut depth = 0usize;
        loop {
            let line = self.line();
            let event = self.xml.read_event().map_err(|error| SegmentRulesError::Malformed {
                line: self.line_at(usize::try_from(self.xml.error_position()).unwrap_or(usize::MAX)),
                reason: error.to_string(),
            })?;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    self.open(&tag, line)?;
                }
                Event::Empty(tag) => {
                    self.open(&tag, line)?;
                    self.close(tag.local_name().as_ref());
                }
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    self.close(tag.local_name().as_ref());
                }
                Event::Text(text) => self.push(&text),
                Event::CData(text) => self.push(&text),
                Event::GeneralRef(name) => match resolve(&name) {
                    Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
                    None => {
                        let reason = format!("&{};: unknown entity", &*name);
                        return Err(SegmentRulesError::Malformed { line, reason });
                    }
                },
                Event::Eof if depth > 0 => {
                    let reason = "the file ends before its last element is closed".to_owned();
                    return Err(SegmentRulesError::Malformed { line, reason });
                }
                Event::Eof if !self.is_srx => return Err(not_srx(line, "there is no element srx in it")),
                Event::Eof if self.file.maps.is_empty() => return Err(not_srx(line, "no languagemap")),
                Event::Eof => return Ok(self.file),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, line: u64) -> Result<(), SegmentRulesError> {
        let local = tag.local_name();
        let name: &str = local.as_ref();
        if !self.is_srx {
            if name != "srx" {
                return Err(not_srx(line, &format!("the root element is <{name}>")));
            }
            let version = attribute(tag, "version", line)?.unwrap_or_default();
            if !matches!(version.trim(), "1.0" | "2.0") {
                return Err(not_srx(line, &format!("version \u{201C}{version}\u{201D}")));
            }
            self.is_srx = true;
            return Ok(());
        }
        match name {
            "header" => self.file.cascade = flag(tag, "cascade", line)?.unwrap_or(false),
            "formathandle" => {
                let kind = required(tag, "type", line)?;
                if !matches!(kind.as_str(), "start" | "end" | "isolated") {
                    return Err(not_srx(line, &format!("formathandle of type \u{201C}{kind}\u{201D}")));
                }
                flag(tag, "include", line)?;
            }
            "languagerule" => {
                self.set = required(tag, "languagerulename", line)?;
                self.file.sets.entry(self.set.clone()).or_default();
            }
            "rule" => {
                let number = self.file.sets.get(&self.set).map_or(0, Vec::len) + 1;
                let breaks = flag(tag, "break", line)?.unwrap_or(true);
                self.rule = RawRule { breaks, line, number, set: self.set.clone(), ..RawRule::default() };
            }
            "beforebreak" | "afterbreak" => self.text = Some(String::new()),
            "languagemap" => {
                let pattern = required(tag, "languagepattern", line)?;
                let set = required(tag, "languagerulename", line)?;
                self.file.maps.push(Map { pattern, set, line });
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "beforebreak" => self.rule.before = self.text.take().unwrap_or_default(),
            "afterbreak" => self.rule.after = self.text.take().unwrap_or_default(),
            "rule" => {
                let rule = std::mem::take(&mut self.rule);
                self.file.sets.entry(rule.set.clone()).or_default().push(rule);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(open) = &mut self.text {
            open.push_str(text);
        }
    }

    fn line(&mut self) -> u64 {
        self.line_at(usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX))
    }

    fn line_at(&mut self, at: usize) -> u64 {
        let passed =
            self.source.as_bytes().get(self.counted.0..at.min(self.source.len())).unwrap_or_default();
        let breaks = passed.iter().filter(|b| **b == b'\n').count();
        self.counted = (self.counted.0 + passed.len(), self.counted.1 + breaks as u64);
        self.counted.1
    }
}

fn not_srx(line: u64, reason: &str) -> SegmentRulesError {
    SegmentRulesError::NotSrx { line, reason: reason.to_owned() }
}

fn attribute(tag: &BytesStart<'_>, name: &str, line: u64) -> Result<Option<String>, SegmentRulesError> {
    let malformed = |reason: String| SegmentRulesError::Malformed { line, reason };
    for found in tag.attributes() {
        let found = found.map_err(|error| malformed(error.to_string()))?;
        if found.key.as_ref() == name {
            let value = found.normalized_value(quick_xml::XmlVersion::default());
            return Ok(Some(value.map_err(|error| malformed(error.to_string()))?.into_owned()));
        }
    }
    Ok(None)
}

fn required(tag: &BytesStart<'_>, name: &str, line: u64) -> Result<String, SegmentRulesError> {
    attribute(tag, name, line)?.ok_or_else(|| not_srx(line, &format!("attribute {name} is missing")))
}

fn flag(tag: &BytesStart<'_>, name: &str, line: u64) -> Result<Option<bool>, SegmentRulesError> {
    match attribute(tag, name, line)?.as_deref().map(str::trim) {
        None => Ok(None),
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some(other) => Err(not_srx(line, &format!("{name} is \u{201C}{other}\u{201D}, neither yes nor no"))),
    }
}

fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
