//! The bytes a store keeps of a concept: a version, then LEB128 numbers and length-prefixed texts.

use tm::lang::Lang;

use crate::concept::{Concept, Matching, Term, TermStatus};

/// First byte of every body; a later layout takes the next number.
const VERSION: u8 = 1;

/// First byte of a body in which the letter case of a term or an exception counts. A body without either is written
/// as ever: the names of revisions are made of these bytes and must not change.
const WITH_CASE_AND_EXCEPTIONS: u8 = 2;

/// Items that room is made for before they are read: more terms than a concept has, fewer than damage could ask for.
const MOST_RESERVED: usize = 32;

/// Packs a concept.
pub(crate) fn pack(concept: &Concept) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    let has_more = |term: &Term| term.case_sensitive || !term.exceptions.is_empty();
    out.push(if concept.terms.iter().any(has_more) { WITH_CASE_AND_EXCEPTIONS } else { VERSION });
    let flags = u8::from(concept.do_not_translate) | u8::from(concept.external_id.is_some()) << 1;
    out.push(flags);
    if let Some(id) = &concept.external_id {
        text(&mut out, id);
    }
    for field in [
        &concept.termbase,
        &concept.domain,
        &concept.definition,
        &concept.note,
        &concept.scope,
        &concept.source,
        &concept.part_of_speech,
        &concept.review,
    ] {
        text(&mut out, field);
    }
    number(&mut out, concept.terms.len());
    for term in &concept.terms {
        pack_term(&mut out, term);
    }
    number(&mut out, concept.properties.len());
    for (name, value) in &concept.properties {
        text(&mut out, name);
        text(&mut out, value);
    }
    out
}

/// Reads a packed concept; `None` on bytes that [`pack`] does not write.
pub(crate) fn unpack(bytes: &[u8]) -> Option<Concept> {
    unpack_with(&mut Langs::default(), bytes)
}

/// Languages that were read before: parsing each tag again takes longer than all else in a body.
#[derive(Debug, Default)]
pub(crate) struct Langs(Vec<Lang>);

/// Reads one of many packed concepts.
pub(crate) fn unpack_with(langs: &mut Langs, bytes: &[u8]) -> Option<Concept> {
    let mut input = Input { rest: bytes, langs };
    if !matches!(input.byte()?, VERSION | WITH_CASE_AND_EXCEPTIONS) {
        return None;
    }
    let flags = input.byte()?;
    let concept = Concept {
        do_not_translate: flags & 1 != 0,
        external_id: if flags & 2 != 0 { Some(input.string()?) } else { None },
        termbase: input.string()?,
        domain: input.string()?,
        definition: input.string()?,
        note: input.string()?,
        scope: input.string()?,
        source: input.string()?,
        part_of_speech: input.string()?,
        review: input.string()?,
        terms: input.list(unpack_term)?,
        properties: input.list(|i| Some((i.string()?, i.string()?)))?,
    };
    input.rest.is_empty().then_some(concept)
}

fn pack_term(out: &mut Vec<u8>, term: &Term) {
    text(out, term.lang.as_str());
    text(out, &term.text);
    let extra = !(term.gender.is_empty() && term.note.is_empty() && term.source.is_empty());
    let exact = term.matching == Matching::Exact;
    let excepted = !term.exceptions.is_empty();
    let flags = u8::from(exact) << 2 | u8::from(extra) << 3;
    out.push(term.status as u8 | flags | u8::from(term.case_sensitive) << 4 | u8::from(excepted) << 5);
    if extra {
        text(out, &term.gender);
        text(out, &term.note);
        text(out, &term.source);
    }
    texts(out, &term.variants);
    if excepted {
        texts(out, &term.exceptions);
    }
}

fn unpack_term(input: &mut Input<'_, '_>) -> Option<Term> {
    let lang = input.lang()?;
    let text = input.string()?;
    let flags = input.byte()?;
    let status = match flags & 3 {
        0 => TermStatus::Preferred,
        1 => TermStatus::Admitted,
        2 => TermStatus::Deprecated,
        _ => TermStatus::Forbidden,
    };
    let mut term = Term::new(lang, text, status);
    if flags & 4 != 0 {
        term.matching = Matching::Exact;
    }
    if flags & 8 != 0 {
        term.gender = input.string()?;
        term.note = input.string()?;
        term.source = input.string()?;
    }
    term.case_sensitive = flags & 16 != 0;
    term.variants = input.list(Input::string)?;
    if flags & 32 != 0 {
        term.exceptions = input.list(Input::string)?;
    }
    Some(term)
}

fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn texts(out: &mut Vec<u8>, texts: &[String]) {
    number(out, texts.len());
    texts.iter().for_each(|item| text(out, item));
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

struct Input<'a, 'l> {
    rest: &'a [u8],
    langs: &'l mut Langs,
}

impl<'a> Input<'a, '_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return usize::try_from(number).ok();
            }
        }
        None
    }

    fn str(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        std::str::from_utf8(text).ok()
    }

    fn string(&mut self) -> Option<String> {
        self.str().map(str::to_owned)
    }

    fn lang(&mut self) -> Option<Lang> {
        let tag = self.str()?;
        if let Some(lang) = self.langs.0.iter().find(|lang| lang.as_str() == tag) {
            return Some(lang.clone());
        }
        let lang = Lang::parse(tag).ok()?;
        self.langs.0.push(lang.clone());
        Some(lang)
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // An item takes at least one byte: a larger count is damage, not a reason to reserve memory.
        if count > self.rest.len() {
            return None;
        }
        let mut items = Vec::with_capacity(count.min(MOST_RESERVED));
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_body_without_case_and_exceptions_is_as_it_always_was() {
        let mut term = Term::new(Lang::persian(), "نان", TermStatus::Forbidden);
        term.variants.push("a".to_owned());
        let mut concept = Concept { terms: vec![term], ..Concept::default() };
        let bytes = b"\x01\0\0\0\0\0\0\0\0\0\x01\x02fa\x06\xd9\x86\xd8\xa7\xd9\x86\x03\x01\x01a\0";
        assert_eq!(pack(&concept), bytes);
        concept.terms[0].case_sensitive = true;
        assert_eq!(pack(&concept)[0], WITH_CASE_AND_EXCEPTIONS);
    }

    proptest! {
        #[test]
        fn what_was_packed_is_unpacked(concept in crate::concept::tests::concept()) {
            prop_assert_eq!(unpack(&pack(&concept)), Some(concept));
        }

        #[test]
        fn damage_is_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut damaged = vec![VERSION, 0];
            damaged.extend(bytes);
            let _ = unpack(&damaged);
        }
    }
}
