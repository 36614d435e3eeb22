//! The inside of one unit or header, read with `quick-xml`.

use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, errors::IllFormedError};

use super::bytes;
use super::inline::{self, Content, Shape};
use super::names::{Names, clip, is_name};
use super::raw::{Damage, Language, Languages, RawUnit, RawVariant, Segment};
use super::reference::{self, Text};
use super::split;
use crate::detail::{Annotation, Attribute, Native};

/// The most inline elements, notes, props and variants of one unit: each takes a hundred bytes of memory, and real
/// units have some hundreds.
const MAX_PARTS: usize = 1 << 14;

/// Reads the events of one record.
pub(super) struct Record<'a> {
    bytes: &'a [u8],
    xml: quick_xml::Reader<&'a [u8]>,
    names: &'a Names,
    /// Where the event read last begins.
    at: usize,
    parts: usize,
}

impl<'a> Record<'a> {
    pub(super) fn new(bytes: &'a [u8], names: &'a Names) -> Record<'a> {
        Record { bytes, xml: quick_xml::Reader::from_reader(bytes), names, at: 0, parts: 0 }
    }

    /// Reads a `header`: its attributes and what it holds.
    pub(super) fn header(mut self) -> Result<(Vec<Attribute>, Vec<Annotation>), Damage> {
        let attributes = match self.event()? {
            Event::Start(tag) => self.attributes(&tag)?,
            Event::Empty(tag) => return Ok((self.attributes(&tag)?, Vec::new())),
            _ => return Err(self.damage("`<header>` does not begin")),
        };
        let mut annotations = Vec::new();
        loop {
            match self.event()? {
                Event::Start(tag) => annotations.push(self.annotation(&tag, false)?),
                Event::Empty(tag) => annotations.push(self.annotation(&tag, true)?),
                Event::End(_) => return Ok((attributes, annotations)),
                Event::Eof => return Err(self.damage("`<header>` is not closed")),
                _ => {}
            }
        }
    }

    /// Reads a `tu`.
    pub(super) fn unit(mut self, languages: &mut Languages) -> Result<RawUnit, Damage> {
        if let Some(at) = bytes::find_illegal(self.bytes) {
            return Err(Damage::new(at, "a character stands here that XML does not allow"));
        }
        let mut unit = RawUnit::default();
        match self.event()? {
            Event::Start(tag) => unit.attributes = self.bound_attributes(&tag)?,
            Event::Empty(tag) => {
                unit.attributes = self.bound_attributes(&tag)?;
                return Ok(unit);
            }
            _ => return Err(self.damage("`<tu>` does not begin")),
        }
        loop {
            let event = self.event()?;
            let (tag, is_empty) = match event {
                Event::Start(tag) => (tag, false),
                Event::Empty(tag) => (tag, true),
                Event::End(_) => return Ok(unit),
                Event::Eof => return Err(self.damage("`<tu>` is not closed")),
                Event::DocType(_) => return Err(self.damage("a document type declaration stands here")),
                Event::Text(text) if text.trim_ascii().is_empty() => continue,
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    let left_out = Damage::new(self.at, "text outside `<tuv>` was left out");
                    self.count_part()?;
                    unit.left_out.push(left_out);
                    continue;
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
            };
            if self.names.is(tag.name().0, "tuv") {
                let variant = self.variant(&tag, is_empty, languages, &mut unit.left_out)?;
                unit.variants.push(variant);
            } else {
                unit.annotations.push(self.annotation(&tag, is_empty)?);
            }
        }
    }

    fn event(&mut self) -> Result<Event<'a>, Damage> {
        self.at = self.position();
        self.xml.read_event().map_err(|error| self.damage_of(&error))
    }

    fn position(&self) -> usize {
        usize::try_from(self.xml.buffer_position()).unwrap_or(usize::MAX)
    }

    fn damage(&self, reason: impl Into<String>) -> Damage {
        Damage::new(self.at, reason)
    }

    fn damage_of(&self, error: &Error) -> Damage {
        let at = usize::try_from(self.xml.error_position()).unwrap_or(self.at);
        Damage::new(at.max(self.at), reason_of(error))
    }

    fn count_part(&mut self) -> Result<(), Damage> {
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return Err(self.damage(format!("the unit has more than {MAX_PARTS} elements")));
        }
        Ok(())
    }

    fn variant(
        &mut self,
        tag: &BytesStart<'_>,
        is_empty: bool,
        languages: &mut Languages,
        left_out: &mut Vec<Damage>,
    ) -> Result<RawVariant, Damage> {
        self.count_part()?;
        let at = self.at;
        let (language, attributes) = self.language(tag, languages)?;
        let mut variant = RawVariant {
            at,
            language,
            attributes,
            annotations: Vec::new(),
            text: String::new(),
            marks: Vec::new(),
        };
        if is_empty {
            return Ok(variant);
        }
        // Text may stand directly in the `tuv`: then `beside` is the segment.
        let (mut segment, mut beside) = (None, Segment::default());
        loop {
            let event = self.event()?;
            match &event {
                Event::Start(tag) if beside.depth == 0 && self.names.is(tag.name().0, "seg") => {
                    self.begin_segment(tag, &segment)?;
                    segment = Some(self.segment()?);
                }
                Event::Empty(tag) if beside.depth == 0 && self.names.is(tag.name().0, "seg") => {
                    self.begin_segment(tag, &segment)?;
                    segment = Some(Segment::default());
                }
                Event::Start(tag) | Event::Empty(tag)
                    if (beside.is_blank() || segment.is_some() && beside.depth == 0)
                        && !inline::is_known(self.names.local(tag.name().0)) =>
                {
                    let is_empty = matches!(event, Event::Empty(_));
                    variant.annotations.push(self.annotation(tag, is_empty)?);
                }
                Event::Text(text) if beside.is_blank() && text.trim_ascii().is_empty() => {}
                _ => {
                    if self.inline(event, &mut beside, "tuv")? {
                        break;
                    }
                }
            }
        }
        if segment.is_some() && !beside.is_blank() {
            left_out.push(Damage::new(at, "text beside `<seg>` was left out"));
        }
        (variant.text, variant.marks) =
            segment.unwrap_or(beside).trimmed().map_err(|reason| self.damage(reason))?;
        Ok(variant)
    }

    fn begin_segment(&self, tag: &BytesStart<'_>, before: &Option<Segment>) -> Result<(), Damage> {
        self.attributes(tag)?;
        if before.is_some() { Err(self.damage("`<tuv>` has two `<seg>`")) } else { Ok(()) }
    }

    fn segment(&mut self) -> Result<Segment, Damage> {
        let mut segment = Segment::default();
        loop {
            let event = self.event()?;
            if self.inline(event, &mut segment, "seg")? {
                return Ok(segment);
            }
        }
    }

    /// Takes in one event of a segment; `true` at the end tag of the element that holds it.
    fn inline(&mut self, event: Event<'a>, segment: &mut Segment, holder: &str) -> Result<bool, Damage> {
        match event {
            Event::Text(text) => segment.text.push(&text),
            Event::CData(text) => segment.text.push(&text),
            Event::GeneralRef(name) => segment.text.push_reference(&name),
            Event::Start(tag) => {
                self.begin_mark(&tag, segment)?;
                Ok(())
            }
            Event::Empty(tag) => {
                let native = self.native(&tag, String::new())?;
                segment.mark(Shape::Point, native);
                Ok(())
            }
            Event::End(_) => {
                if segment.depth == 0 {
                    return Ok(true);
                }
                segment.depth -= 1;
                segment.mark(Shape::End, Native::default());
                Ok(())
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Ok(()),
            Event::DocType(_) => Err("a document type declaration stands here".to_owned()),
            Event::Eof => Err(format!("`<{holder}>` is not closed")),
        }
        .map_err(|reason| self.damage(reason))?;
        Ok(false)
    }

    fn begin_mark(&mut self, tag: &BytesStart<'_>, segment: &mut Segment) -> Result<(), Damage> {
        if inline::content_of(self.names.local(tag.name().0)) == Content::Text {
            let native = self.native(tag, String::new())?;
            segment.mark(Shape::Begin, native);
            segment.depth += 1;
        } else {
            let content = self.raw_content(tag)?;
            let native = self.native(tag, content)?;
            segment.mark(Shape::Point, native);
        }
        Ok(())
    }

    fn native(&mut self, tag: &BytesStart<'_>, content: String) -> Result<Native, Damage> {
        self.count_part()?;
        let mut attributes = self.attributes(tag)?;
        let element = self.names.local(tag.name().0).to_owned();
        self.names.bind(&element, &content, &mut attributes);
        Ok(Native { element, attributes, content })
    }

    /// The content of the element that has just begun, as raw XML that is well formed.
    fn raw_content(&mut self, tag: &BytesStart<'_>) -> Result<String, Damage> {
        let begin = self.position();
        let (mut depth, mut references) = (0usize, Text::default());
        loop {
            match self.event()? {
                Event::Start(inner) => {
                    self.attributes(&inner)?;
                    depth += 1;
                }
                Event::Empty(inner) => drop(self.attributes(&inner)?),
                Event::GeneralRef(name) => {
                    references.push_reference(&name).map_err(|reason| self.damage(reason))?;
                    continue;
                }
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.damage(format!("`<{}>` is not closed", clip(tag.name().0)))),
                Event::DocType(_) => return Err(self.damage("a document type declaration stands here")),
                _ => {}
            }
            references.whole().map_err(|reason| self.damage(reason))?;
        }
        references.whole().map_err(|reason| self.damage(reason))?;
        let raw =
            self.bytes.get(begin..self.at).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
        let clean = reference::clean_raw(raw).map_err(|reason| self.damage(reason))?;
        Ok(self.names.unprefixed(&clean).into_owned())
    }

    fn annotation(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<Annotation, Damage> {
        self.count_part()?;
        let mut attributes = self.attributes(tag)?;
        let element = self.names.local(tag.name().0).to_owned();
        self.names.bind(&element, "", &mut attributes);
        let (mut text, mut depth) = (Text::default(), usize::from(!is_empty));
        while depth > 0 {
            match self.event()? {
                Event::Start(_) => {
                    depth += 1;
                    Ok(())
                }
                Event::End(_) => {
                    depth -= 1;
                    Ok(())
                }
                Event::Text(piece) => text.push(&piece),
                Event::CData(piece) => text.push(&piece),
                Event::GeneralRef(name) => text.push_reference(&name),
                Event::Eof => Err(format!("`<{}>` is not closed", clip(&element))),
                Event::DocType(_) => Err("a document type declaration stands here".to_owned()),
                _ => Ok(()),
            }
            .map_err(|reason| self.damage(reason))?;
        }
        let text = text.finish().map_err(|reason| self.damage(reason))?;
        Ok(Annotation { element, attributes, text })
    }

    fn bound_attributes(&self, tag: &BytesStart<'_>) -> Result<Vec<Attribute>, Damage> {
        let mut attributes = self.attributes(tag)?;
        self.names.bind("", "", &mut attributes);
        Ok(attributes)
    }

    fn attributes(&self, tag: &BytesStart<'_>) -> Result<Vec<Attribute>, Damage> {
        let element = tag.name().0;
        if !is_name(element) {
            return Err(self.damage(format!("`<{}` begins no element", clip(element))));
        }
        let mut attributes = Vec::new();
        if tag.attributes_raw().is_empty() {
            return Ok(attributes);
        }
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.damage(attribute_reason(&error, element)))?;
            let name = attribute.key.0;
            if !is_name(name) {
                return Err(self.damage(format!(
                    "`{}` in `<{}>` is no attribute",
                    clip(name),
                    clip(element)
                )));
            }
            let value = reference::attribute(&attribute.value).map_err(|reason| self.damage(reason))?;
            attributes.push((name.to_owned(), value.into_owned()));
        }
        Ok(attributes)
    }

    /// The language of a `tuv`, `xml:lang` before `lang`, and the attributes without it when it is canonical.
    fn language(
        &self,
        tag: &BytesStart<'_>,
        languages: &mut Languages,
    ) -> Result<(Language, Vec<Attribute>), Damage> {
        if let Some(lang) = only_language(tag.attributes_raw()).and_then(|value| {
            let lang = languages.get(value)?;
            (lang.as_str() == value).then_some(lang)
        }) {
            return Ok((Language::Known(lang), Vec::new()));
        }
        let mut attributes = self.bound_attributes(tag)?;
        let Some(value) =
            ["xml:lang", "lang"].into_iter().find_map(|name| inline::attribute(&attributes, name))
        else {
            return Ok((Language::Missing, attributes));
        };
        let Some(lang) = languages.get(value.trim()) else {
            return Ok((Language::Malformed(clip(value)), attributes));
        };
        attributes.retain(|(name, value)| !(is_language(name) && value == lang.as_str()));
        for (name, _) in &mut attributes {
            // `XML:LANG` would be no attribute of XML when it is written again.
            if is_language(name) {
                name.make_ascii_lowercase();
            }
        }
        Ok((Language::Known(lang), attributes))
    }
}

/// Whether an attribute of `tuv` gives its language.
pub(super) fn is_language(name: &str) -> bool {
    ["xml:lang", "lang"].into_iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The value in ` xml:lang="…"` when a tag says nothing else: nearly every `tuv`.
fn only_language(attributes: &str) -> Option<&str> {
    let value = attributes.strip_prefix(" xml:lang=\"")?.strip_suffix('"')?;
    value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-').then_some(value)
}

fn attribute_reason(error: &AttrError, element: &str) -> String {
    let element = clip(element);
    match error {
        AttrError::Duplicated(..) => format!("an attribute of `<{element}>` stands twice"),
        AttrError::UnquotedValue(_) | AttrError::ExpectedQuote(..) => {
            format!("an attribute of `<{element}>` is not quoted")
        }
        AttrError::ExpectedEq(_) | AttrError::ExpectedValue(_) => {
            format!("an attribute of `<{element}>` has no value")
        }
    }
}

/// What the error means to people who see the file.
fn reason_of(error: &Error) -> String {
    match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("`<{}>` is not closed before `</{}>`", clip(expected), clip(found))
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            format!("`</{}>` ends what never began", clip(found))
        }
        Error::IllFormed(IllFormedError::UnclosedReference) => reference::BARE.to_owned(),
        Error::Syntax(_) => "a tag is not closed".to_owned(),
        Error::Encoding(_) => "bytes stand here that are no characters".to_owned(),
        other => other.to_string(),
    }
}

/// The text of a `seg` that stands alone, as some tools write neighbours; `None` when it is damaged.
pub(crate) fn segment_text(xml: &str) -> Option<String> {
    let names = Names::default();
    let mut record = Record::new(xml.as_bytes(), &names);
    let segment = match record.event().ok()? {
        Event::Start(_) => record.segment().ok()?,
        Event::Empty(_) => Segment::default(),
        _ => return None,
    };
    segment.trimmed().ok().map(|(text, _)| text)
}

/// Whether `content` can stand inside an element as it is: what a native that no file gave may not be.
pub(super) fn is_well_formed(content: &str) -> bool {
    if bytes::find_illegal(content.as_bytes()).is_some() {
        return false;
    }
    let names = Names::default();
    let wrapped = format!("<tu>{content}</tu>");
    let mut record = Record::new(wrapped.as_bytes(), &names);
    let is_whole = match record.event() {
        Ok(Event::Start(tag)) => record.raw_content(&tag).is_ok_and(|raw| raw == content),
        _ => false,
    };
    is_whole && (!content.contains('<') || split::is_one_unit(&wrapped))
}
