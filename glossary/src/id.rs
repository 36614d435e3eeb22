//! Names of concepts and terms, equal on every machine for equal content.

use std::fmt;

use tm::unit::hash128;

use crate::concept::{Concept, Term};

/// The 128-bit name of a concept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub [u8; 16]);

/// The 128-bit name of a term within its concept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(pub [u8; 16]);

impl ConceptId {
    /// The id of a concept: blake3 over the domain tag `c1`, its termbase and its external id, or, without one, its
    /// termbase, hub term and domain.
    ///
    /// A concept without a Persian term is named by its first term and that term's language.
    pub fn of(concept: &Concept) -> ConceptId {
        let mut bytes = tagged(b"c1", &concept.termbase);
        match (&concept.external_id, concept.hub_term()) {
            (Some(id), _) => {
                bytes.push(b'i');
                put(&mut bytes, id);
            }
            (None, Some(term)) => {
                bytes.push(b't');
                put(&mut bytes, term.lang.as_str());
                put(&mut bytes, &term.text);
                put(&mut bytes, &concept.domain);
            }
            (None, None) => {
                bytes.push(b'd');
                put(&mut bytes, &concept.domain);
            }
        }
        ConceptId(hash128(&bytes))
    }

    /// The id written as 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<ConceptId> {
        let mut id = [0; 16];
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        for (byte, pair) in id.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(ConceptId(id))
    }
}

impl TermId {
    /// The id of a term: blake3 over the domain tag `t1`, its concept's id, its language and its text.
    pub fn of(concept: ConceptId, term: &Term) -> TermId {
        let mut bytes = b"t1".to_vec();
        bytes.extend_from_slice(&concept.0);
        put(&mut bytes, term.lang.as_str());
        put(&mut bytes, &term.text);
        TermId(hash128(&bytes))
    }
}

fn tagged(tag: &[u8; 2], termbase: &str) -> Vec<u8> {
    let mut bytes = tag.to_vec();
    put(&mut bytes, termbase);
    bytes
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}

fn hex(bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Display for TermId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for TermId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concept::TermStatus;
    use tm::lang::Lang;

    fn concept(id: Option<&str>, fa: &str, domain: &str) -> Concept {
        Concept {
            external_id: id.map(str::to_owned),
            domain: domain.to_owned(),
            terms: vec![Term::new(Lang::persian(), fa, TermStatus::Preferred)],
            ..Concept::default()
        }
    }

    #[test]
    fn an_external_id_names_the_concept_whatever_it_holds() {
        let a = ConceptId::of(&concept(Some("T7"), "اعتصاب", ""));
        assert_eq!(a, ConceptId::of(&concept(Some("T7"), "تحصن", "strike")));
        assert_ne!(a, ConceptId::of(&concept(None, "T7", "")));
        let other = Concept { termbase: "union".to_owned(), ..concept(Some("T7"), "اعتصاب", "") };
        assert_ne!(a, ConceptId::of(&other));
    }

    #[test]
    fn without_one_the_hub_term_and_the_domain_do() {
        let a = ConceptId::of(&concept(None, "بند", "law"));
        assert_ne!(a, ConceptId::of(&concept(None, "بند", "prison")));
        let mut more = concept(None, "بند", "law");
        more.terms.insert(0, Term::new(Lang::parse("en").unwrap(), "clause", TermStatus::Preferred));
        assert_eq!(a, ConceptId::of(&more));
    }

    #[test]
    fn the_ids_are_the_same_for_ever() {
        let concept = concept(None, "نان", "core");
        let id = ConceptId::of(&concept);
        assert_eq!(ConceptId::parse(&id.to_string()), Some(id));
        assert_eq!(ConceptId::parse("x"), None);
        assert_eq!(id.to_string(), "ffcd7ddd4f0418dbff99b6475d4a3fee");
        assert_eq!(TermId::of(id, &concept.terms[0]).to_string(), "c0cbb0e9b3a93d7372a21ec3a00a0fe1");
    }
}
