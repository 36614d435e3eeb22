//! The glossary that comes with the program.

use crate::concept::Concept;
use crate::tsv;

/// The movement's terms of `data/movement.tsv`, in file order.
pub fn starter() -> Vec<Concept> {
    // A test reads the file without a skipped row, so the error cannot happen in a program that was tested.
    tsv::read_tsv(include_str!("../data/movement.tsv")).map(|reading| reading.concepts).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use tm::lang::Lang;
    use tm::text::ZWNJ;

    use super::*;
    use crate::concept::{Term, TermStatus};
    use crate::id::ConceptId;

    #[test]
    fn every_row_is_read_and_written_back() {
        let file = include_str!("../data/movement.tsv");
        let reading = tsv::read_tsv(file).unwrap();
        assert_eq!(reading.skipped, []);
        assert_eq!(reading.concepts.len(), file.lines().count() - 1);
        let written = tsv::write_tsv(&reading.concepts);
        assert_eq!(tsv::read_tsv(&written).unwrap(), reading);
        let ids: HashSet<_> = reading.concepts.iter().map(ConceptId::of).collect();
        assert_eq!(ids.len(), reading.concepts.len());
    }

    #[test]
    fn every_concept_has_persian_and_english_and_a_part_of_speech() {
        let (fa, en) = (Lang::persian(), Lang::parse("en").unwrap());
        let mut seen = HashSet::new();
        for concept in starter() {
            let name = concept.hub_term().unwrap().text.clone();
            assert!(concept.preferred(&fa).is_some() && concept.preferred(&en).is_some(), "{name}");
            assert!(!concept.part_of_speech.is_empty() && !concept.domain.is_empty(), "{name}");
            assert!(
                seen.insert((name.clone(), concept.domain, concept.part_of_speech)),
                "{name} stands twice"
            );
        }
    }

    #[test]
    fn no_cell_has_invisible_junk() {
        for line in include_str!("../data/movement.tsv").lines() {
            for cell in line.split('\t') {
                assert!(cell.trim() == cell && !cell.contains("  "), "{cell:?}");
                let joined = |word: &str| word.starts_with(ZWNJ) || word.ends_with(ZWNJ);
                assert!(!cell.split_whitespace().any(joined), "ZWNJ at the edge of a word in {cell:?}");
                let junk = |c: char| {
                    c != ZWNJ && matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
                        || matches!(c, '\u{A0}' | '\u{640}' | '\u{643}' | '\u{649}' | '\u{64A}' | '\u{FEFF}')
                };
                assert!(!cell.contains(junk), "{cell:?}");
            }
        }
    }

    #[test]
    fn nothing_is_both_recommended_and_forbidden() {
        for concept in starter() {
            let words = |wanted: fn(&Term) -> bool| -> Vec<String> {
                concept.terms.iter().filter(|t| wanted(t)).map(|t| t.text.to_lowercase()).collect()
            };
            let forbidden = words(|t| t.status == TermStatus::Forbidden);
            let usable = words(|t| t.status <= TermStatus::Admitted);
            assert!(!forbidden.iter().any(|f| usable.contains(f)), "{forbidden:?}");
        }
    }
}
