//! A small reader of its own for the structure of TMX: what our reader misses, this one must not miss too.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// An element with its content, text in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    line: u64,
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    /// What stands between its tags, as it was written.
    raw: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Text(String),
    Element(Element),
}

/// The units of a file.
#[derive(Debug)]
pub struct Tree {
    root: Element,
}

impl Tree {
    /// Reads well-formed UTF-8 without entities of its own; `None` for anything else.
    pub fn read(bytes: &[u8]) -> Option<Tree> {
        let text = std::str::from_utf8(bytes).ok()?;
        let declares = |what: &str| text.get(..400.min(text.len())).is_some_and(|head| head.contains(what));
        if text.contains('\0') || declares("<!ENTITY") {
            return None;
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        let mut xml = quick_xml::Reader::from_str(&text);
        let mut root = None;
        loop {
            match xml.read_event().ok()? {
                Event::Start(tag) if root.is_none() => root = Some(element(&mut xml, &text, &tag)?),
                Event::Start(_) | Event::Empty(_) => return None,
                Event::Eof => return root.map(|root| Tree { root }),
                _ => {}
            }
        }
    }

    fn units(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        self.root.find("tu", &mut found);
        found
    }

    /// What `original` says that this file does not, by the lines of the unit.
    pub fn lost_of(&self, original: &Tree) -> Vec<(RangeInclusive<u64>, String)> {
        let here: Vec<(BTreeSet<String>, Vec<BTreeSet<String>>)> =
            self.units().into_iter().map(|unit| (unit.said(), unit.variants())).collect();
        let mut lost = Vec::new();
        for unit in original.units() {
            let said = unit.said();
            for variant in unit.variants() {
                let found = here.iter().any(|(all, variants)| {
                    all.is_superset(&said) && variants.iter().any(|v| v.is_superset(&variant))
                });
                if !found {
                    lost.push((unit.lines(), format!("{said:?} {variant:?}")));
                }
            }
        }
        lost
    }
}

fn element(xml: &mut quick_xml::Reader<&[u8]>, text: &str, tag: &BytesStart<'_>) -> Option<Element> {
    let begin = xml.buffer_position() as usize;
    let mut element = empty(text, begin, tag)?;
    loop {
        let before = xml.buffer_position() as usize;
        match xml.read_event().ok()? {
            Event::Start(tag) => element.children.push(Node::Element(self::element(xml, text, &tag)?)),
            Event::Empty(tag) => {
                let at = xml.buffer_position() as usize;
                element.children.push(Node::Element(empty(text, at, &tag)?));
            }
            Event::End(_) => {
                element.raw = text[begin..before].to_owned();
                return Some(element);
            }
            Event::Text(piece) => element.push_text(&piece),
            Event::CData(piece) => element.push_text(&piece),
            Event::GeneralRef(name) => {
                let name: &str = &name;
                let resolved = quick_xml::escape::unescape(&format!("&{name};")).ok()?.into_owned();
                element.push_text(&resolved);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// An element without its content; the prefix of TMX itself is no part of a name.
fn empty(text: &str, end: usize, tag: &BytesStart<'_>) -> Option<Element> {
    let name = tag.name().0;
    let attributes = tag.attributes().map(|attribute| {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned();
        Some((attribute.key.0.to_owned(), value))
    });
    Some(Element {
        line: text[..end]
            .rfind(&format!("<{name}"))
            .map_or(0, |at| text[..at].matches('\n').count() as u64 + 1),
        name: name.strip_prefix("t:").unwrap_or(name).to_owned(),
        attributes: attributes.collect::<Option<_>>()?,
        children: Vec::new(),
        raw: String::new(),
    })
}

impl Element {
    fn lines(&self) -> RangeInclusive<u64> {
        self.line..=self.line + self.raw.matches('\n').count() as u64
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    fn find<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for child in self.elements() {
            if child.is(name) {
                found.push(child);
            } else {
                child.find(name, found);
            }
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn push_text(&mut self, text: &str) {
        match self.children.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.children.push(Node::Text(text.to_owned())),
        }
    }

    fn text(&self) -> String {
        self.children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Element(element) => element.text(),
            })
            .collect()
    }

    /// Attributes, notes, props and other elements of a unit or variant, as sentences.
    fn said(&self) -> BTreeSet<String> {
        let language = |name: &str| if name == "lang" { "xml:lang".to_owned() } else { name.to_owned() };
        let attributes =
            self.attributes.iter().map(|(name, value)| format!("{} is {value:?}", language(name)));
        let structure = |e: &&Element| !["tuv", "seg"].iter().any(|name| e.is(name)) && !e.is_inline();
        // Their order is part of what is said.
        let annotations = self.elements().filter(structure).enumerate();
        let annotations =
            annotations.map(|(n, e)| format!("{n} {} {:?} {:?}", e.name, e.attributes, e.text()));
        attributes.chain(annotations).collect()
    }

    fn is_inline(&self) -> bool {
        ["bpt", "ept", "it", "ph", "ut", "hi", "g", "x", "bx", "ex", "mrk"].iter().any(|name| self.is(name))
    }

    /// What is said of each variant: its own attributes and elements, its text and its codes.
    fn variants(&self) -> Vec<BTreeSet<String>> {
        let mut said = Vec::new();
        for variant in self.elements().filter(|e| e.is("tuv")) {
            let segment = variant.elements().find(|e| e.is("seg")).unwrap_or(variant);
            let mut pieces = Vec::new();
            segment.pieces(&mut pieces);
            if let Some(Piece::Text(first)) = pieces.first_mut() {
                *first = first.trim_start_matches([' ', '\t', '\n']).to_owned();
            }
            if let Some(Piece::Text(last)) = pieces.last_mut() {
                *last = last.trim_end_matches([' ', '\t', '\n']).to_owned();
            }
            pieces.retain(|piece| *piece != Piece::Text(String::new()));
            if !pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if !text.trim().is_empty())) {
                continue;
            }
            let mut all = variant.said();
            all.insert(format!("segment {pieces:?}"));
            said.push(all);
        }
        said
    }

    fn holds_text(&self) -> bool {
        ["hi", "g", "mrk", "m:ch"].iter().any(|name| self.is(name))
    }

    /// The texts and codes of a segment in order, with their native content as it was written.
    fn pieces(&self, pieces: &mut Vec<Piece>) {
        for node in &self.children {
            let element = match node {
                Node::Text(text) => {
                    pieces.push(Piece::Text(text.clone()));
                    continue;
                }
                Node::Element(element) if element.is_inline() || element.holds_text() => element,
                Node::Element(_) => continue,
            };
            let named = |a: &&(String, String)| !a.0.starts_with("xmlns");
            let attributes: Vec<_> = element.attributes.iter().filter(named).collect();
            let begin = format!("{} {attributes:?}", element.name);
            if element.holds_text() {
                pieces.push(Piece::Code(begin));
                element.pieces(pieces);
                pieces.push(Piece::Code(format!("/{}", element.name)));
            } else {
                pieces.push(Piece::Code(format!("{begin} {:?}", element.raw)));
            }
        }
    }
}

/// A part of a segment.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Code(String),
}

/// What other programs demand of an export: TMX 1.4, nothing but languages, texts and empty codes.
pub fn check_export(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n";
    let rest = text.strip_prefix(head).ok_or("another beginning")?;
    if text.contains('\r') || text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n')) {
        return Err("a control character".to_owned());
    }
    let tree = Tree::read(bytes).ok_or("no XML")?;
    let parts: Vec<&str> = tree.root.elements().map(|e| e.name.as_str()).collect();
    if parts != ["header", "body"] || !rest.ends_with("</body>\n</tmx>\n") {
        return Err(format!("the root holds {parts:?}"));
    }
    let header = tree.root.elements().next().map(|e| e.attributes.clone()).unwrap_or_default();
    let names: Vec<&str> = header.iter().map(|(name, _)| name.as_str()).collect();
    let required =
        ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"];
    if names != required {
        return Err(format!("the header says {names:?}"));
    }
    let source = header.iter().find(|(name, _)| name == "srclang").map_or("", |(_, value)| value);
    let units = tree.units();
    units
        .iter()
        .try_for_each(|unit| check_unit(unit, source).map_err(|why| format!("line {}: {why}", unit.line)))?;
    check_order(&units)
}

fn check_unit(unit: &Element, source: &str) -> Result<(), String> {
    if !unit.attributes.is_empty() || unit.elements().any(|e| e.name != "tuv") {
        return Err("more than texts".to_owned());
    }
    let langs: Vec<String> =
        unit.elements().map(|v| v.attribute("xml:lang").unwrap_or_default().to_lowercase()).collect();
    if langs.len() < 2 || langs.iter().collect::<BTreeSet<_>>().len() < langs.len() {
        return Err(format!("the languages {langs:?}"));
    }
    let primary = |tag: &str| tag.to_lowercase().split('-').next().map(str::to_owned);
    if source != "*all*" && primary(source) != primary(&langs[0]) {
        return Err(format!("{source} does not come first"));
    }
    let mut others = langs.iter().skip(usize::from(primary("fa") == primary(&langs[0])));
    if !others.clone().zip(others.by_ref().skip(1)).all(|(a, b)| a < b) {
        return Err(format!("the languages {langs:?} are not in order"));
    }
    unit.elements().try_for_each(check_variant)
}

fn check_variant(variant: &Element) -> Result<(), String> {
    let names: Vec<&str> = variant.attributes.iter().map(|(name, _)| name.as_str()).collect();
    let parts: Vec<&Element> = variant.elements().collect();
    let [segment] = parts.as_slice() else { return Err("not one seg".to_owned()) };
    if names != ["xml:lang"] || !segment.is("seg") || !segment.attributes.is_empty() {
        return Err(format!("a tuv with {names:?}"));
    }
    if segment.text().trim().is_empty() {
        return Err("an empty seg".to_owned());
    }
    let mut open = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for code in segment.elements() {
        let names: Vec<&str> = code.attributes.iter().map(|(name, _)| name.as_str()).collect();
        let i = code.attribute("i").unwrap_or_default();
        let right = match (code.name.as_str(), names.as_slice()) {
            ("bpt", ["i", "x"]) => seen.insert(i) && open.insert(i),
            ("ept", ["i"]) => open.remove(i),
            ("ph", ["x"]) => true,
            _ => false,
        };
        if !right
            || !code.children.is_empty()
            || !code.attributes.iter().all(|(_, v)| v.parse::<u32>().is_ok())
        {
            return Err(format!("the code {} {:?}", code.name, code.attributes));
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("bpt without ept: {open:?}")) }
}

/// Units are ordered by the text that comes first and stand once.
fn check_order(units: &[&Element]) -> Result<(), String> {
    // Further than this only units that have the hub are compared; `jobs::export` says why.
    const PREFIX: usize = 32;
    let first = |unit: &Element| unit.elements().next().map(Element::text).unwrap_or_default();
    let prefix = |unit: &Element| first(unit).into_bytes().into_iter().take(PREFIX).collect::<Vec<u8>>();
    if !units.iter().zip(units.iter().skip(1)).all(|(a, b)| prefix(a) <= prefix(b)) {
        return Err("the units are not in order".to_owned());
    }
    let raw: BTreeSet<&str> = units.iter().map(|unit| unit.raw.as_str()).collect();
    if raw.len() < units.len() { Err("a unit stands twice".to_owned()) } else { Ok(()) }
}
