//! Character and entity references, and text that is put together from pieces.

use std::borrow::Cow;

use super::names::{clip, is_name};

/// What a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reference {
    Char(char),
    /// Half of a surrogate pair, which careless tools write as two references.
    High(u32),
    Low(u32),
}

/// Text that comes in pieces.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    high: Option<u32>,
}

impl Text {
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.high.is_none()
    }

    /// Adds text as it stands in the file; line ends become line feeds (XML 1.0, section 2.11).
    pub(super) fn push(&mut self, raw: &str) -> Result<(), String> {
        self.whole()?;
        if raw.contains('\r') {
            self.text.push_str(&line_feeds(raw));
        } else {
            self.text.push_str(raw);
        }
        Ok(())
    }

    /// Adds what `&name;` stands for.
    pub(super) fn push_reference(&mut self, name: &str) -> Result<(), String> {
        match (resolve(name)?, self.high.take()) {
            (Reference::Char(c), None) => self.text.push(c),
            (Reference::High(high), None) => self.high = Some(high),
            (Reference::Low(low), Some(high)) => {
                let code = 0x1_0000 + ((high & 0x3FF) << 10) + (low & 0x3FF);
                self.text.push(char::from_u32(code).ok_or_else(|| bad_reference(name))?);
            }
            _ => return Err(bad_reference(name)),
        }
        Ok(())
    }

    /// Fails when half a surrogate pair is left over.
    pub(super) fn whole(&self) -> Result<(), String> {
        match self.high {
            None => Ok(()),
            Some(high) => Err(bad_reference(&format!("#x{high:X}"))),
        }
    }

    pub(super) fn finish(self) -> Result<String, String> {
        self.whole()?;
        Ok(self.text)
    }
}

/// The value of an attribute as it stands in the file, references resolved and white space made spaces (XML 1.0,
/// section 3.3.3).
pub(super) fn attribute(raw: &str) -> Result<Cow<'_, str>, String> {
    if raw.contains('<') {
        return Err("a `<` stands in an attribute".to_owned());
    }
    if !raw.contains(['&', '\t', '\n', '\r']) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut text = Text::default();
    each_piece(raw, |piece| match piece {
        Piece::Text(plain) => text.push(&line_feeds(plain).replace(['\t', '\n'], " ")),
        Piece::Reference(name) => text.push_reference(name),
    })?;
    text.finish().map(Cow::Owned)
}

/// Raw XML with line ends as line feeds and surrogate pairs joined.
pub(super) fn clean_raw(raw: &str) -> Result<Cow<'_, str>, String> {
    if !raw.contains('\r') && !raw.contains("&#") {
        return Ok(Cow::Borrowed(raw));
    }
    let raw = line_feeds(raw);
    // References in CDATA sections and comments are none; such content has no surrogates to join either.
    if !raw.contains("&#") || raw.contains("<!") {
        return Ok(Cow::Owned(raw));
    }
    let mut clean = String::with_capacity(raw.len());
    let mut high = None;
    each_piece(&raw, |piece| {
        match piece {
            Piece::Text(plain) => clean.push_str(plain),
            Piece::Reference(name) => match (resolve(name)?, high.take()) {
                (Reference::High(half), None) => high = Some(half),
                (Reference::Low(low), Some(half)) => {
                    let mut pair = Text { text: String::new(), high: Some(half) };
                    pair.push_reference(&format!("#{low}"))?;
                    clean.push_str(&pair.text);
                }
                _ => clean.extend(["&", name, ";"]),
            },
        }
        Ok(())
    })?;
    Ok(Cow::Owned(clean))
}

/// Part of a raw text.
pub(super) enum Piece<'a> {
    /// Text without references.
    Text(&'a str),
    /// The name in `&name;`.
    Reference(&'a str),
}

/// Cuts a raw text at its references.
pub(super) fn each_piece(
    raw: &str,
    mut each: impl FnMut(Piece<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let mut rest = raw;
    while let Some((before, behind)) = rest.split_once('&') {
        if !before.is_empty() {
            each(Piece::Text(before))?;
        }
        let (name, after) = behind.split_once(';').filter(|(name, _)| looks_like_name(name)).ok_or(BARE)?;
        each(Piece::Reference(name))?;
        rest = after;
    }
    if rest.is_empty() { Ok(()) } else { each(Piece::Text(rest)) }
}

/// What is said about an ampersand that begins no reference.
pub(super) const BARE: &str = "a bare `&`";

/// White space by any of the conventions as line feeds.
pub(super) fn line_feeds(raw: &str) -> String {
    raw.replace("\r\n", "\n").replace('\r', "\n")
}

/// Whether the reference is one of those that resolve without a declaration.
pub(super) fn is_resolvable(name: &str) -> bool {
    matches!(resolve(name), Ok(Reference::Char(_)))
}

fn looks_like_name(name: &str) -> bool {
    name.strip_prefix('#').map_or_else(|| is_name(name), |digits| !digits.is_empty())
}

fn resolve(name: &str) -> Result<Reference, String> {
    let predefined = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return resolve_number(name),
    };
    Ok(Reference::Char(predefined))
}

fn resolve_number(name: &str) -> Result<Reference, String> {
    let Some(digits) = name.strip_prefix('#') else {
        return Err(if is_name(name) {
            format!("`&{};` is not declared", clip(name))
        } else {
            BARE.to_owned()
        });
    };
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16),
        None if digits.bytes().all(|b| b.is_ascii_digit()) => digits.parse(),
        _ => return Err(bad_reference(name)),
    };
    match code.map_err(|_| bad_reference(name))? {
        high @ 0xD800..=0xDBFF => Ok(Reference::High(high)),
        low @ 0xDC00..=0xDFFF => Ok(Reference::Low(low)),
        code => char::from_u32(code)
            .filter(|c| is_char(*c))
            .map(Reference::Char)
            .ok_or_else(|| bad_reference(name)),
    }
}

/// XML 1.0, production 2.
pub(super) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

fn bad_reference(name: &str) -> String {
    format!("`&{};` is no character", clip(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_values_are_normalised() {
        for (raw, value) in [
            ("plain", Ok("plain")),
            ("a &amp; b&#x200C;c", Ok("a & b\u{200C}c")),
            ("a\r\nb\tc&#10;d", Ok("a b c\nd")),
            ("&#xD83D;&#xDE00;", Ok("😀")),
            ("a & b", Err("a bare `&`")),
            ("a &b c; d", Err("a bare `&`")),
            ("a < b", Err("a `<` stands in an attribute")),
            ("&nbsp;", Err("`&nbsp;` is not declared")),
            ("&#0;", Err("`&#0;` is no character")),
            ("&#x1B;", Err("`&#x1B;` is no character")),
            ("&#xFFFE;", Err("`&#xFFFE;` is no character")),
            ("&#xD83D;x", Err("`&#xD83D;` is no character")),
            ("&#xDE00;", Err("`&#xDE00;` is no character")),
            ("&#99999999999;", Err("`&#99999999999;` is no character")),
            ("&#+5;", Err("`&#+5;` is no character")),
        ] {
            assert_eq!(attribute(raw).as_deref(), value.map_err(str::to_owned).as_ref().copied(), "{raw}");
        }
    }

    #[test]
    fn raw_content_keeps_its_references() {
        assert_eq!(clean_raw("&lt;a&#x200C;&gt;\r\n").unwrap(), "&lt;a&#x200C;&gt;\n");
        assert_eq!(clean_raw("&#xD83D;&#xDE00;&amp;").unwrap(), "😀&amp;");
    }
}
