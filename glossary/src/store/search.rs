//! Searching by text.

use tm::text::exact_key;

use crate::concept::Concept;

/// Whether a term or variant of the concept holds the text, spelling and case aside.
pub(crate) fn matches(concept: &Concept, text: &str) -> bool {
    let key = |s: &str, lang: &tm::lang::Lang| exact_key(s, lang.script()).to_lowercase();
    concept.terms.iter().any(|term| {
        let wanted = key(text, &term.lang);
        let holds = |s: &String| key(s, &term.lang).contains(&wanted);
        holds(&term.text) || term.variants.iter().any(holds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concept::{Term, TermStatus};
    use tm::lang::Lang;

    #[test]
    fn spelling_and_case_do_not_matter() {
        let mut term = Term::new(Lang::persian(), "اعتصاب\u{200C}شکن", TermStatus::Preferred);
        term.variants.push("جاش".to_owned());
        let en = Term::new(Lang::parse("en").unwrap(), "Strikebreaker", TermStatus::Preferred);
        let concept = Concept { terms: vec![term, en], ..Concept::default() };
        for text in ["اعتصاب شكن", "شکن", "جاش", "strikeb", "BREAKER"] {
            assert!(matches(&concept, text), "{text}");
        }
        assert!(!matches(&concept, "strike breaker"));
    }
}
