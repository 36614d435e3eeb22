//! Entities that a document type declaration declares, expanded within bounds.

use std::borrow::Cow;
use std::collections::HashMap;

use super::bytes;
use super::names::{clip, is_name};
use super::reference::{Piece, each_piece, is_resolvable, line_feeds};

/// The most entities a file declares: real ones declare a dozen.
const MAX_ENTITIES: usize = 1000;
/// The deepest nesting of entities in entities; real ones nest once.
const MAX_DEPTH: usize = 16;
/// The longest text an entity stands for, in bytes: some thirty pages.
const MAX_EXPANDED_BYTES: usize = 1 << 16;
/// The most references followed for one entity; it stops bombs that expand to nothing.
const MAX_STEPS: usize = 10_000;

/// The entities of one file.
#[derive(Debug, Default)]
pub(super) struct Entities {
    declared: HashMap<String, Declared>,
    /// Texts as they are put in, by name.
    expanded: HashMap<String, Result<String, String>>,
    /// Bytes put in until now.
    spent: u64,
}

#[derive(Debug)]
enum Declared {
    Internal(String),
    External,
}

impl Entities {
    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// Takes note of what stands between `<!ENTITY` and `>`; the first declaration of a name counts (XML 1.0,
    /// section 4.2).
    pub(super) fn declare(&mut self, declaration: &str) {
        let text = declaration.trim_start();
        // Parameter entities are only used inside the declaration, where nothing else interests us.
        if text.starts_with('%') || self.declared.len() >= MAX_ENTITIES {
            return;
        }
        let Some((name, rest)) = text.split_once(|c: char| c.is_ascii_whitespace()) else { return };
        let rest = rest.trim();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = quote.and_then(|q| rest.get(1..)?.split(q).next());
        if is_name(name) && !matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
            let declared =
                value.map_or(Declared::External, |value| Declared::Internal(replacement_text(value)));
            self.declared.entry(name.to_owned()).or_insert(declared);
        }
    }

    /// A record with every declared entity put in; `position` bounds what a whole file may expand to.
    ///
    /// References in CDATA sections, comments and instructions are none and stay.
    pub(super) fn expand<'a>(&mut self, record: &'a [u8], position: u64) -> Result<Cow<'a, [u8]>, String> {
        if self.is_empty() || bytes::find(record, 0, b'&').is_none() {
            return Ok(Cow::Borrowed(record));
        }
        let mut out = Vec::with_capacity(record.len() * 2);
        let (mut rest, budget) = (record, budget(position));
        while let Some(at) = rest.iter().position(|b| matches!(b, b'&' | b'<')) {
            let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, &[]));
            out.extend_from_slice(before);
            let taken = match literal_length(behind) {
                Some(length) => {
                    out.extend_from_slice(behind.get(..length).unwrap_or(behind));
                    length
                }
                None => self.put_in(behind, &mut out)?,
            };
            if self.spent > budget || out.len() > record.len() + MAX_EXPANDED_BYTES {
                return Err("its entities expand to too much text".to_owned());
            }
            rest = behind.get(taken..).unwrap_or_default();
        }
        out.extend_from_slice(rest);
        Ok(Cow::Owned(out))
    }

    /// Writes what the text begins with, a reference or another byte, and says how much that was.
    fn put_in(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<usize, String> {
        let name = text.strip_prefix(b"&").and_then(|rest| {
            let end = rest.iter().take(MAX_NAME_BYTES).position(|b| *b == b';')?;
            std::str::from_utf8(rest.get(..end)?).ok()
        });
        match name.filter(|name| self.declared.contains_key(*name)) {
            Some(name) => {
                let expanded = self.expansion(name)?;
                out.extend_from_slice(expanded.as_bytes());
                let length = expanded.len() as u64;
                self.spent += length;
                Ok(name.len() + 2)
            }
            None => {
                out.extend(text.first());
                Ok(1)
            }
        }
    }

    fn expansion(&mut self, name: &str) -> Result<&str, String> {
        if !self.expanded.contains_key(name) {
            let mut out = String::new();
            let result = self.flatten(name, &mut out, 0, &mut 0).map(|()| harmless_quotes(out));
            self.expanded.insert(name.to_owned(), result);
        }
        match self.expanded.get(name) {
            Some(Ok(text)) => Ok(text),
            Some(Err(reason)) => Err(reason.clone()),
            None => Ok(""),
        }
    }

    fn flatten(&self, name: &str, out: &mut String, depth: usize, steps: &mut usize) -> Result<(), String> {
        let value = match self.declared.get(name) {
            Some(Declared::Internal(value)) => value,
            Some(Declared::External) => {
                return Err(format!("the external entity `&{};` is never fetched", clip(name)));
            }
            None if is_resolvable(name) => {
                out.extend(["&", name, ";"]);
                return Ok(());
            }
            None => return Err(format!("`&{};` is not declared", clip(name))),
        };
        *steps += 1;
        if depth > MAX_DEPTH || *steps > MAX_STEPS || out.len() > MAX_EXPANDED_BYTES {
            return Err(format!("the entity `&{};` expands without bound", clip(name)));
        }
        each_piece(value, |piece| match piece {
            Piece::Text(text) => {
                out.push_str(text);
                Ok(())
            }
            Piece::Reference(inner) => self.flatten(inner, out, depth + 1, steps),
        })
    }
}

/// The longest entity name looked for; XML has no limit, declared names are words.
const MAX_NAME_BYTES: usize = 256;

/// What a file may expand to: a mebibyte, and eight times what has been read (expat 2.4 allows a hundred times).
fn budget(position: u64) -> u64 {
    (1 << 20) + position * 8
}

/// The length of what begins here and holds no references; a tag's attributes do hold them.
fn literal_length(text: &[u8]) -> Option<usize> {
    [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")].into_iter().find_map(|(begin, end)| {
        text.starts_with(begin.as_bytes()).then(|| {
            bytes::find_all(text, begin.len(), end.as_bytes()).map_or(text.len(), |at| at + end.len())
        })
    })
}

/// Character references of a declared value are replaced at once, others wait (XML 1.0, section 4.5).
fn replacement_text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut high = None;
    let result = each_piece(&line_feeds(value), |piece| {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Reference(name) if name.starts_with('#') => {
                let mut text = high.take().unwrap_or_else(super::reference::Text::default);
                text.push_reference(name)?;
                match text.whole() {
                    Ok(()) => out.push_str(&text.finish()?),
                    Err(_) => high = Some(text),
                }
            }
            Piece::Reference(name) => out.extend(["&", name, ";"]),
        }
        Ok(())
    });
    // A broken value is kept as it is: the units that use it show the damage.
    if result.is_err() { value.to_owned() } else { out }
}

/// Quotes of a text end no attribute it is put into (XML 1.0, section 4.4.5); those of markup must stay.
fn harmless_quotes(text: String) -> String {
    if text.contains('<') || !text.contains(['"', '\'']) {
        return text;
    }
    text.replace('"', "&quot;").replace('\'', "&apos;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(declarations: &[&str], record: &str) -> Result<String, String> {
        let mut entities = Entities::default();
        declarations.iter().for_each(|d| entities.declare(d));
        entities.expand(record.as_bytes(), 0).map(|b| String::from_utf8(b.into_owned()).unwrap())
    }

    #[test]
    fn internal_entities_are_put_in() {
        for (declarations, record, expanded) in [
            (vec![" union 'اتحادیه'"], "<seg>&union;</seg>", "<seg>اتحادیه</seg>"),
            (vec![" a \"x&b;x\"", " b \"&#38;amp;\""], "&a;", "x&amp;x"),
            (vec![" a 'say \"no\"'"], "<p t=\"&a;\">", "<p t=\"say &quot;no&quot;\">"),
            (vec![" br '<ph x=\"1\"/>'"], "a&br;b", "a<ph x=\"1\"/>b"),
            (vec![" a 'first'", " a 'second'"], "&a;", "first"),
            (vec![" amp 'wrong'", " a 'b'"], "&amp;&other; & &a", "&amp;&other; & &a"),
            (vec![" a 'b'"], "<![CDATA[&a;]]><!--&a;-->&a;", "<![CDATA[&a;]]><!--&a;-->b"),
        ] {
            assert_eq!(expand(&declarations, record).as_deref(), Ok(expanded), "{record}");
        }
    }

    #[test]
    fn bombs_and_external_entities_are_refused() {
        let external = expand(&[" x SYSTEM 'file:///etc/hostname'"], "&x;");
        assert_eq!(external, Err("the external entity `&x;` is never fetched".to_owned()));
        let unbound = "the entity `&a0;` expands without bound";
        assert!(expand(&[" a0 '&a0;'"], "&a0;").unwrap_err().ends_with("expands without bound"), "{unbound}");
        let doubling = |last| {
            (0..30).map(|i| format!(" a{i} '&a{};&a{};'", i + 1, i + 1)).chain([last]).collect::<Vec<_>>()
        };
        for last in [" a30 'ha'".to_owned(), " a30 ''".to_owned()] {
            let declarations = doubling(last);
            let declarations: Vec<&str> = declarations.iter().map(String::as_str).collect();
            assert!(expand(&declarations, "&a0;").is_err());
            assert!(expand(&declarations, "&a25;").is_ok());
        }
        let long = format!(" long '{}'", "la".repeat(20_000));
        assert_eq!(
            expand(&[&long], &"&long;".repeat(3)),
            Err("its entities expand to too much text".to_owned())
        );
    }
}
