//! Writing: the same units are the same bytes.

use std::io::{self, Write};

use super::full;
use super::inline;
use super::reference::is_char;
use crate::detail::Detail;
use crate::lang::Lang;
use crate::unit::{Code, CodeKind, Unit, Variant};

/// What the header of a written file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// The source language of every unit; `None` becomes `*all*`.
    pub source: Option<Lang>,
}

/// Writes TMX 1.4 in UTF-8 with LF line ends, one `tuv` a line, without any date or name.
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    /// One unit; kept for its memory.
    text: String,
}

impl<W: Write> Writer<W> {
    /// Begins a file. `out` should have a buffer: it is written to once for each unit.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(mut out: W, options: &WriteOptions) -> io::Result<Writer<W>> {
        let source = options.source.as_ref().map_or("*all*", Lang::as_str);
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
             <header creationtool=\"tm\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"tm\" adminlang=\"en\" \
             srclang=\"{source}\" datatype=\"plaintext\"/>\n<body>\n"
        )?;
        Ok(Writer { out, text: String::new() })
    }

    /// Writes a unit for others: languages, texts and empty codes, nothing else. The text in `hub` comes first.
    ///
    /// A code whose other half is missing is written as one that stands alone; characters that XML 1.0 does not
    /// allow are dropped.
    ///
    /// # Errors
    /// Those of the output.
    pub fn unit(&mut self, unit: &Unit, hub: &Lang) -> io::Result<()> {
        self.text.clear();
        self.text.push_str("<tu>\n");
        for variant in hub_first(unit, hub) {
            self.text.push_str("<tuv xml:lang=\"");
            self.text.push_str(variant.lang.as_str());
            self.text.push_str("\"><seg>");
            put_segment(&mut self.text, variant);
            self.text.push_str("</seg></tuv>\n");
        }
        self.text.push_str("</tu>\n");
        self.out.write_all(self.text.as_bytes())
    }

    /// Writes a unit for oneself: everything a file said about it comes back, so that reading gives the same
    /// [`super::Entry`] again.
    ///
    /// Codes about which `detail` says what would change the unit when it is read again get new numbers.
    ///
    /// # Errors
    /// Those of the output.
    pub fn unit_full(&mut self, unit: &Unit, detail: &Detail, hub: &Lang) -> io::Result<()> {
        self.text.clear();
        full::put_unit(&mut self.text, unit, detail, hub);
        self.out.write_all(self.text.as_bytes())
    }

    /// Ends the file and gives the output back, flushed.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(b"</body>\n</tmx>\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// The variants, that of the hub first, the others by tag.
pub(super) fn hub_first<'a>(unit: &'a Unit, hub: &Lang) -> impl Iterator<Item = &'a Variant> {
    let first = unit.variant(hub);
    let others = unit.variants().iter().filter(move |v| first.is_none_or(|first| first.lang != v.lang));
    first.into_iter().chain(others)
}

fn put_segment(out: &mut String, variant: &Variant) {
    if variant.codes.is_empty() {
        put_text(out, &variant.text);
        return;
    }
    let pairs = inline::pairs(&variant.codes);
    put_with_codes(out, variant, |out, index| {
        if let (Some(code), Some(pair)) = (variant.codes.get(index), pairs.get(index)) {
            put_code(out, code, *pair);
        }
    });
}

/// Writes a text and calls `code` with the index of each code where it stands. Codes behind the text, inside a
/// character or out of order, which no reader gives, stand at the next place they can.
pub(super) fn put_with_codes(out: &mut String, variant: &Variant, mut code: impl FnMut(&mut String, usize)) {
    let mut written = 0;
    for (index, at) in variant.codes.iter().map(|code| code.at as usize).enumerate() {
        let length = variant.text.len();
        let boundary = (at.min(length)..length).find(|at| variant.text.is_char_boundary(*at));
        let at = boundary.unwrap_or(length).max(written);
        put_text(out, variant.text.get(written..at).unwrap_or_default());
        written = at;
        code(out, index);
    }
    put_text(out, variant.text.get(written..).unwrap_or_default());
}

fn put_code(out: &mut String, code: &Code, pair: Option<u32>) {
    let number = code.number;
    let element = match (code.kind, pair) {
        (CodeKind::Open, Some(i)) => format!("<bpt i=\"{i}\" x=\"{number}\"/>"),
        (CodeKind::Close, Some(i)) => format!("<ept i=\"{i}\"/>"),
        _ => format!("<ph x=\"{number}\"/>"),
    };
    out.push_str(&element);
}

/// Writes text between tags. A line feed becomes a reference, so that every `tuv` stays on its line.
pub(super) fn put_text(out: &mut String, text: &str) {
    put_escaped(out, text, |c| match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        c if is_char(c) => None,
        _ => Some(""),
    });
}

/// Writes the value of an attribute.
pub(super) fn put_value(out: &mut String, value: &str) {
    put_escaped(out, value, |c| match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        c if is_char(c) => None,
        _ => Some(""),
    });
}

fn put_escaped(out: &mut String, text: &str, escape: impl Fn(char) -> Option<&'static str>) {
    // U+FFFE and U+FFFF begin with the byte 0xEF; everything else that is escaped is ASCII.
    let is_special = |b: u8| b < 0x20 || matches!(b, b'<' | b'>' | b'&' | b'"' | 0xEF);
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut chars = special.chars();
        if let Some(c) = chars.next() {
            match escape(c) {
                Some(escaped) => out.push_str(escaped),
                None => out.push(c),
            }
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variant(tag: &str, text: &str, codes: &[(u32, CodeKind, u32)]) -> Variant {
        let codes = codes.iter().map(|(at, kind, number)| Code { at: *at, kind: *kind, number: *number });
        Variant { codes: codes.collect(), ..Variant::plain(Lang::parse(tag).unwrap(), text) }
    }

    fn written(variants: Vec<Variant>) -> String {
        let mut writer = Writer::new(Vec::new(), &WriteOptions { source: Some(Lang::persian()) }).unwrap();
        writer.unit(&Unit::new(variants).unwrap(), &Lang::persian()).unwrap();
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_file_is_these_bytes() {
        let file = written(vec![
            variant("en", "Bread & <work>\nnow", &[]),
            variant("fa", "نان و کار", &[(0, CodeKind::Open, 1), (6, CodeKind::Close, 1)]),
            variant("de", "Brot\u{1}", &[]),
        ]);
        assert_eq!(
            file,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
             <header creationtool=\"tm\" creationtoolversion=\"1\" segtype=\"sentence\" o-tmf=\"tm\" adminlang=\"en\" \
             srclang=\"fa\" datatype=\"plaintext\"/>\n<body>\n<tu>\n\
             <tuv xml:lang=\"fa\"><seg><bpt i=\"1\" x=\"1\"/>نان<ept i=\"1\"/> و کار</seg></tuv>\n\
             <tuv xml:lang=\"de\"><seg>Brot</seg></tuv>\n\
             <tuv xml:lang=\"en\"><seg>Bread &amp; &lt;work&gt;&#10;now</seg></tuv>\n\
             </tu>\n</body>\n</tmx>\n"
        );
    }

    #[test]
    fn broken_pairs_and_misplaced_codes_stay_valid() {
        let file = written(vec![
            variant(
                "fa",
                "نان",
                &[(1, CodeKind::Open, 1), (99, CodeKind::Close, 2), (0, CodeKind::Single, 3)],
            ),
            variant("en", "bread", &[]),
        ]);
        assert!(file.contains("<seg>ن<ph x=\"1\"/>ان<ph x=\"2\"/><ph x=\"3\"/></seg>"), "{file}");
    }
}
