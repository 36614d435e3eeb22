//! What a `<` begins, and where the constructs end whose content is no markup.

use super::bytes;

/// What begins with a `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Too few bytes to tell.
    Short,
    Comment,
    Section,
    Instruction,
    OpenUnit,
    CloseUnit,
    OpenRoot,
    CloseRoot,
    OpenHeader,
    CloseHeader,
    Body,
    Other,
}

/// A construct whose content is no markup.
#[derive(Debug, Clone, Copy)]
pub(super) struct Construct {
    pub(super) begin: &'static [u8],
    pub(super) end: &'static [u8],
    pub(super) name: &'static str,
}

pub(super) const COMMENT: Construct = Construct { begin: b"<!--", end: b"-->", name: "a comment" };
pub(super) const SECTION: Construct = Construct { begin: b"<![CDATA[", end: b"]]>", name: "a CDATA section" };
pub(super) const INSTRUCTION: Construct =
    Construct { begin: b"<?", end: b"?>", name: "a processing instruction" };

/// Where constructs of one kind end, as far as the stream has been searched: many that are never closed must not
/// each search the same megabytes.
#[derive(Debug)]
pub(super) struct Ends {
    kind: Construct,
    /// Between these offsets of the stream the first end is `found`.
    from: u64,
    until: u64,
    found: Option<u64>,
}

impl Ends {
    pub(super) fn new(kind: Construct) -> Ends {
        Ends { kind, from: 0, until: 0, found: None }
    }

    pub(super) fn kind(&self) -> Construct {
        self.kind
    }

    /// The first end at or behind `from` of a window that begins at `base`.
    pub(super) fn find(&mut self, window: &[u8], base: u64, from: usize) -> Option<usize> {
        let wanted = base + from as u64;
        let is_known = (self.from..=self.until).contains(&wanted);
        match self.found {
            Some(found) if is_known && found >= wanted => return usize::try_from(found - base).ok(),
            None if is_known => {}
            _ => (self.from, self.until, self.found) = (wanted, wanted, None),
        }
        // An end may have begun in what was searched before.
        let overlap = self.kind.end.len() as u64 - 1;
        let search = self.until.saturating_sub(overlap).max(wanted).saturating_sub(base);
        let found = bytes::find_all(window, usize::try_from(search).ok()?, self.kind.end);
        self.until = base + window.len() as u64;
        self.found = found.map(|at| base + at as u64);
        found
    }
}

/// What `rest`, which begins with a `<`, begins with; names have the prefix of the root element or none.
pub(super) fn tag_of(rest: &[u8], prefix: &[u8]) -> Tag {
    match rest {
        [_, b'?', ..] => Tag::Instruction,
        [_, b'!', ..] if rest.starts_with(COMMENT.begin) => Tag::Comment,
        [_, b'!', ..] if rest.starts_with(SECTION.begin) => Tag::Section,
        [_, b'!', ..] if COMMENT.begin.starts_with(rest) || SECTION.begin.starts_with(rest) => Tag::Short,
        [_, b'/', name @ ..] => named(name, prefix, true),
        [_, name @ ..] => named(name, prefix, false),
        [] => Tag::Short,
    }
}

fn named(name: &[u8], prefix: &[u8], is_close: bool) -> Tag {
    let name = match prefix {
        // Nearly every file: a comparison less for every tag.
        [] => name,
        _ => match name.strip_prefix(prefix) {
            Some(name) => name,
            None if name.len() < prefix.len() && prefix.starts_with(name) => return Tag::Short,
            None => name,
        },
    };
    let (open, close, wanted): (Tag, Tag, &[u8]) = match name {
        [b't' | b'T', b'u' | b'U', b'v' | b'V', ..] => return Tag::Other,
        [b't' | b'T', b'u' | b'U', ..] => (Tag::OpenUnit, Tag::CloseUnit, b"tu"),
        [b't' | b'T', b'm' | b'M', ..] => (Tag::OpenRoot, Tag::CloseRoot, b"tmx"),
        [b'b' | b'B', b'o' | b'O', ..] => (Tag::Body, Tag::Body, b"body"),
        [b'h' | b'H', b'e' | b'E', ..] => (Tag::OpenHeader, Tag::CloseHeader, b"header"),
        [] | [b't' | b'T' | b'b' | b'B' | b'h' | b'H'] => return Tag::Short,
        _ => return Tag::Other,
    };
    let tag = if is_close { close } else { open };
    match name.split_at_checked(wanted.len()) {
        None if wanted.starts_with(&name.to_ascii_lowercase()) => Tag::Short,
        Some((_, [])) => Tag::Short,
        Some((name, [b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/', ..]))
            if name.eq_ignore_ascii_case(wanted) =>
        {
            tag
        }
        _ => Tag::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_apart_as_soon_as_they_can_be() {
        for (text, tag) in [
            ("<tu>", Tag::OpenUnit),
            ("<TU ", Tag::OpenUnit),
            ("</tu>", Tag::CloseUnit),
            ("<tuv", Tag::Other),
            ("<tum", Tag::Other),
            ("<tu", Tag::Short),
            ("<", Tag::Short),
            ("</", Tag::Short),
            ("</tmx ", Tag::CloseRoot),
            ("</tm", Tag::Short),
            ("<body>", Tag::Body),
            ("<bpt", Tag::Other),
            ("<header/", Tag::OpenHeader),
            ("<hea", Tag::Short),
            ("<hi>", Tag::Other),
            ("<!", Tag::Short),
            ("<![CDAT", Tag::Short),
            ("<![CDATA[", Tag::Section),
            ("<!-", Tag::Short),
            ("<!--", Tag::Comment),
            ("<!DOCTYPE", Tag::Other),
            ("<?", Tag::Instruction),
        ] {
            assert_eq!(tag_of(text.as_bytes(), b""), tag, "{text}");
        }
        assert_eq!(tag_of(b"<t:tu>", b"t:"), Tag::OpenUnit);
        assert_eq!(tag_of(b"<t", b"t:"), Tag::Short);
        assert_eq!(tag_of(b"<tu>", b"t:"), Tag::OpenUnit);
    }

    #[test]
    fn an_end_is_found_across_growing_and_moving_windows() {
        let mut ends = Ends::new(COMMENT);
        assert_eq!(ends.find(b"<!-- a -", 0, 4), None);
        assert_eq!(ends.find(b"<!-- a -->-->", 0, 4), Some(7));
        assert_eq!(ends.find(b"-->-->", 7, 1), Some(3));
        assert_eq!(ends.find(b"x", 100, 0), None);
    }
}
