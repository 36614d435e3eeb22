//! Which concept somebody means who types an id or a term.

use tm::lang::Lang;
use tm::text::exact_key;

use crate::concept::{Concept, TermStatus};
use crate::id::ConceptId;

/// Hexadecimal digits of an id that are shown, as of a unit's; fewer than [`LEAST_DIGITS`] name nothing.
const SHORT: usize = 8;

/// The least hexadecimal digits that name a concept: fewer are a word.
const LEAST_DIGITS: usize = 4;

/// The least similarity of a term to be shown as a near one, of 1 for the same: below it the two have little in common.
const LEAST_SIMILAR: f64 = 0.8;

/// What a concept is called on the screen: the id its source gave it, else the beginning of its own.
pub fn short_name((id, concept): &(ConceptId, Concept)) -> String {
    concept.external_id.clone().unwrap_or_else(|| id.to_string().chars().take(SHORT).collect())
}

/// The concepts that `typed` may mean, in their order: those with this id, else those with this term or variant in any
/// language and spelling, the usable terms first, else those whose id begins with these hexadecimal digits.
pub fn named<'c>(concepts: &'c [(ConceptId, Concept)], typed: &str) -> Vec<&'c (ConceptId, Concept)> {
    let typed = typed.trim();
    let all = |wanted: &dyn Fn(&(ConceptId, Concept)) -> bool| -> Vec<&'c (ConceptId, Concept)> {
        concepts.iter().filter(|concept| wanted(concept)).collect()
    };
    let usable = |status: TermStatus| status != TermStatus::Forbidden;
    let digits = typed.to_ascii_lowercase();
    let is_id = digits.len() >= LEAST_DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let by_id = all(&|(id, concept)| {
        concept.external_id.as_deref() == Some(typed) || is_id && id.to_string() == digits
    });
    if !by_id.is_empty() {
        return by_id;
    }
    let by_term = all(&|(_, concept)| has_term(concept, typed, usable));
    if !by_term.is_empty() {
        return by_term;
    }
    let by_forbidden = all(&|(_, concept)| has_term(concept, typed, |status| !usable(status)));
    if !by_forbidden.is_empty() {
        return by_forbidden;
    }
    all(&|(id, _)| is_id && id.to_string().starts_with(&digits))
}

/// The terms most like `typed`, the nearest first, at most `most`.
pub fn nearest(concepts: &[(ConceptId, Concept)], typed: &str, most: usize) -> Vec<String> {
    let mut near: Vec<(f64, &str)> = Vec::new();
    for (_, concept) in concepts {
        for term in concept.terms.iter().filter(|term| term.status != TermStatus::Forbidden) {
            let alike = strsim::jaro_winkler(&spelling(&term.text, &term.lang), &spelling(typed, &term.lang));
            if alike >= LEAST_SIMILAR {
                near.push((alike, &term.text));
            }
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(most).map(|(_, text)| text.to_owned()).collect()
}

fn has_term(concept: &Concept, typed: &str, wanted: impl Fn(TermStatus) -> bool) -> bool {
    concept.terms.iter().filter(|term| wanted(term.status)).any(|term| {
        let typed = spelling(typed, &term.lang);
        std::iter::once(&term.text).chain(&term.variants).any(|text| spelling(text, &term.lang) == typed)
    })
}

/// What the spellings of a text share, in any letter case.
fn spelling(text: &str, lang: &Lang) -> String {
    exact_key(text.trim(), lang.script()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concept::Term;

    fn glossary() -> Vec<(ConceptId, Concept)> {
        let rows = [
            (Some("T1"), "کارگر", "worker", ""),
            (Some("T2"), "شورا", "council", "soviet"),
            (None, "شوروی", "Soviet", ""),
            (None, "بند", "clause", ""),
            (Some("P9"), "بند", "ward", ""),
        ];
        let concept = |(id, fa, en, forbidden): (Option<&str>, &str, &str, &str)| {
            let term = |tag, text: &str, status| Term::new(Lang::parse(tag).unwrap(), text, status);
            let terms = vec![
                term("fa", fa, TermStatus::Preferred),
                term("en", en, TermStatus::Preferred),
                term("en", forbidden, TermStatus::Forbidden),
            ];
            Concept { external_id: id.map(str::to_owned), terms, ..Concept::default() }.normalised()
        };
        rows.into_iter().map(concept).map(|concept| (ConceptId::of(&concept), concept)).collect()
    }

    fn names(typed: &str) -> Vec<String> {
        let concepts = glossary();
        named(&concepts, typed)
            .into_iter()
            .map(|(_, c)| c.preferred(&Lang::parse("en").unwrap()).unwrap().text.clone())
            .collect()
    }

    #[test]
    fn a_concept_is_named_by_its_id_or_a_term_in_any_spelling() {
        assert_eq!(names("T2"), ["council"]);
        assert_eq!(names("كارگر"), ["worker"]);
        assert_eq!(names(" Worker "), ["worker"]);
        let id = glossary()[3].0.to_string();
        assert_eq!(names(&id), ["clause"]);
        assert_eq!(names(&id[..6].to_uppercase()), ["clause"]);
        assert_eq!(names(&id[..3]), Vec::<String>::new());
    }

    #[test]
    fn homonyms_are_all_named_and_a_usable_term_comes_before_a_forbidden_one() {
        assert_eq!(names("بند"), ["clause", "ward"]);
        assert_eq!(names("soviet"), ["Soviet"]);
        assert_eq!(names("T7"), Vec::<String>::new());
    }

    #[test]
    fn near_terms_come_nearest_first() {
        assert_eq!(nearest(&glossary(), "کارگرر", 3), ["کارگر"]);
        assert_eq!(nearest(&glossary(), "counsel", 2), ["council"]);
        assert_eq!(nearest(&glossary(), "xyz", 2), Vec::<String>::new());
    }

    #[test]
    fn a_concept_is_called_by_the_id_of_its_source_or_eight_digits() {
        let concepts = glossary();
        assert_eq!(short_name(&concepts[0]), "T1");
        assert!(concepts[2].0.to_string().starts_with(&short_name(&concepts[2])));
        assert_eq!(short_name(&concepts[2]).len(), 8);
    }
}
