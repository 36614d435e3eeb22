//! JSONL: one object a line.

use std::io::{self, BufRead, BufReader, Read};

use serde_json::Value;
use tm::detail::{Annotation, Detail};
use tm::encoding::Decoder;
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::unit::{Unit, UnitError, Variant};

use super::{Assumed, Input, Item, ORIGIN, PRIVATE, Pair, STATE, is_control, prop};
use crate::failure::{Failure, Result};

/// A file whose first line is an object.
pub(super) struct Jsonl {
    input: BufReader<Decoder<Input>>,
    assumed: Assumed,
    /// The line that was read last, and its number.
    text: String,
    line: u64,
}

/// The longest line of a JSONL file: eight of the longest texts a unit holds.
const MOST_LINE_BYTES: u64 = 8 << 20;

impl Jsonl {
    pub(super) fn begin(name: &str, input: Input, assumed: &Assumed) -> Result<Jsonl> {
        let input = BufReader::new(Decoder::new(input));
        let mut lines = Jsonl { input, assumed: assumed.clone(), text: String::new(), line: 0 };
        let refused = |why: &dyn std::fmt::Display| Failure::not_format(name, "JSONL", why);
        if !lines.next().map_err(|error| refused(&error))? {
            return Err(refused(&"there is no line in it"));
        }
        object(&lines.text).map_err(|why| refused(&format!("line {}: {why}", lines.line)))?;
        Ok(lines)
    }

    pub(super) fn read(mut self, name: &str, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
        let mut grouped = Grouped::default();
        loop {
            match object(&self.text) {
                Ok(fields) => {
                    let items = grouped.take(fields, self.line, &self.assumed).into_iter();
                    // What is left out of lines before this one is not this line.
                    let whole = |item: Item| match item {
                        Err(skipped) if skipped.line == self.line => Err(skipped.of(self.text.trim_end())),
                        item => item,
                    };
                    items.map(whole).try_for_each(&mut *take)?;
                }
                Err(reason) => take(Err(Skipped::new(self.line, reason).of(self.text.trim_end())))?,
            }
            if !self.next().map_err(|error| Failure::not_format(name, "JSONL", error))? {
                return grouped.finish().into_iter().try_for_each(take);
            }
        }
    }

    /// Reads the next line that holds something; `false` at the end.
    fn next(&mut self) -> io::Result<bool> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            self.line += 1;
            if self.input.by_ref().take(MOST_LINE_BYTES).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(false);
            }
            if bytes.len() as u64 == MOST_LINE_BYTES && bytes.last() != Some(&b'\n') {
                // What is left of the line says nothing without its beginning, and the beginning nothing without it.
                self.input.skip_until(b'\n')?;
                self.text = "a line too long".to_owned();
                return Ok(true);
            }
            self.text = String::from_utf8_lossy(&bytes).into_owned();
            if !self.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
                return Ok(true);
            }
        }
    }
}

fn object(line: &str) -> std::result::Result<serde_json::Map<String, Value>, String> {
    let fields = parsed(line)?;
    let commands = |value: &Value| value.as_str().is_some_and(|text| text.contains(is_control));
    if fields.values().any(commands) {
        return Err("there are control characters in it".to_owned());
    }
    Ok(fields)
}

fn parsed(line: &str) -> std::result::Result<serde_json::Map<String, Value>, String> {
    if line.contains('\u{FFFD}') {
        return Err("some bytes of the line are no characters".to_owned());
    }
    match serde_json::from_str(line.trim_start_matches('\u{FEFF}')) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err("the line is JSON but no object".to_owned()),
        Err(_) => Err("the line is no JSON object".to_owned()),
    }
}

/// Variants of a full export stand on consecutive lines with the same unit.
#[derive(Default)]
struct Grouped {
    unit: String,
    line: u64,
    variants: Vec<Variant>,
    detail: Detail,
}

impl Grouped {
    fn take(&mut self, fields: serde_json::Map<String, Value>, line: u64, assumed: &Assumed) -> Vec<Item> {
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        if let (Some(unit), Some(lang), Some(words)) = (text("unit"), text("lang"), text("text")) {
            let before = if unit == self.unit { None } else { self.finish() };
            self.unit = unit.to_owned();
            self.detail.annotations.extend(said(&fields));
            let skipped = match Lang::parse(lang) {
                Ok(lang) => {
                    self.line = if self.variants.is_empty() { line } else { self.line };
                    self.variants.push(Variant::plain(lang, words));
                    None
                }
                Err(why) => Some(Err(Skipped::new(line, why.to_string()))),
            };
            return before.into_iter().chain(skipped).collect();
        }
        let pair = match (text("source"), text("target"), assumed.columns.as_slice()) {
            (Some(source), Some(target), [from, to, ..]) => {
                Unit::new(vec![Variant::plain(from.clone(), source), Variant::plain(to.clone(), target)])
                    .map(|unit| Pair { unit, detail: Detail::default(), line })
            }
            _ => by_language(&fields, line),
        };
        self.finish().into_iter().chain([pair.map_err(|why| Skipped::no_unit(line, &why))]).collect()
    }

    fn finish(&mut self) -> Option<Item> {
        let variants = std::mem::take(&mut self.variants);
        let detail = std::mem::take(&mut self.detail);
        self.unit.clear();
        if variants.is_empty() {
            return None;
        }
        let line = self.line;
        let unit = Unit::new(variants).map(|unit| Pair { unit, detail, line });
        Some(unit.map_err(|why| Skipped::no_unit(line, &why)))
    }
}

/// What a line of a full export says of its unit, as the props that say the same in TMX.
fn said(fields: &serde_json::Map<String, Value>) -> Vec<Annotation> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str);
    let mut said: Vec<Annotation> = [("origin", ORIGIN), ("status", STATE)]
        .into_iter()
        .filter_map(|(name, kind)| Some(prop(kind, text(name)?)))
        .collect();
    if fields.get("private").and_then(Value::as_bool) == Some(true) {
        said.push(prop(PRIVATE, "yes"));
    }
    said
}

/// `{"fa": "…", "en": "…"}`; every other key with a text is kept as a prop.
fn by_language(fields: &serde_json::Map<String, Value>, line: u64) -> std::result::Result<Pair, UnitError> {
    let mut variants = Vec::new();
    let mut detail = Detail::default();
    let texts: Vec<(&String, &str)> =
        fields.iter().filter_map(|(name, v)| Some((name, v.as_str()?))).collect();
    // In our own lines every text stands under its language; elsewhere only languages we know are believed.
    let ours = fields.contains_key("v");
    let lang = |name: &str| if ours { Lang::parse(name).ok() } else { Lang::parse_known(name).ok() };
    let languages = texts.iter().filter(|(name, _)| lang(name).is_some()).count();
    for (name, text) in texts {
        match lang(name) {
            Some(_) if languages > 2 && !ours && name.eq_ignore_ascii_case("id") => {
                detail.annotations.push(prop(name, text));
            }
            Some(lang) => variants.push(Variant::plain(lang, text)),
            None => detail.annotations.push(prop(name, text)),
        }
    }
    Unit::new(variants).map(|unit| Pair { unit, detail, line })
}
