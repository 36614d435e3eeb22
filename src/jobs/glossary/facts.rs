//! What is known of a concept as single facts, and how two states of it differ.

use glossary::{Concept, Matching, Term};

/// Something that is said of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What is said: `en forbidden`, `domain`.
    pub what: String,
    /// Its text.
    pub text: String,
}

/// A fact that came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Whether it came.
    pub came: bool,
    /// Which.
    pub fact: Fact,
}

impl Difference {
    /// As a line of text, Persian last.
    pub fn line(&self) -> String {
        format!("{} {}: {}", if self.came { '+' } else { '-' }, self.fact.what, self.fact.text)
    }
}

/// Everything that is said of a concept.
pub fn facts(concept: &Concept) -> Vec<Fact> {
    let fact = |what: &str, text: &str| Fact { what: what.to_owned(), text: text.to_owned() };
    let mut facts: Vec<Fact> = concept.terms.iter().flat_map(term_facts).collect();
    for (what, text) in [
        ("termbase", &concept.termbase),
        ("domain", &concept.domain),
        ("part of speech", &concept.part_of_speech),
        ("definition", &concept.definition),
        ("note", &concept.note),
        ("scope", &concept.scope),
        ("reference", &concept.source),
        ("review", &concept.review),
    ] {
        facts.extend((!text.is_empty()).then(|| fact(what, text)));
    }
    facts.extend(concept.do_not_translate.then(|| fact("do not translate", "yes")));
    facts.extend(concept.properties.iter().map(|(name, value)| fact(name, value)));
    facts
}

fn term_facts(term: &Term) -> Vec<Fact> {
    let lang = &term.lang;
    let fact = |what: String, text: &str| Fact { what, text: text.to_owned() };
    let about = |what: &str, text: &str| fact(format!("{lang} {what}"), &format!("{} = {text}", term.text));
    let mut facts = vec![fact(format!("{lang} {}", term.status.as_str()), &term.text)];
    facts.extend(term.variants.iter().map(|text| about("variant", text)));
    facts.extend(term.exceptions.iter().map(|text| about("exception", text)));
    for (what, text) in [("gender", &term.gender), ("note", &term.note), ("reference", &term.source)] {
        facts.extend((!text.is_empty()).then(|| about(what, text)));
    }
    facts.extend(
        (term.matching == Matching::Exact).then(|| fact(format!("{lang} found as written"), &term.text)),
    );
    facts.extend(term.case_sensitive.then(|| fact(format!("{lang} letter case counts"), &term.text)));
    facts
}

/// What went and what came between two states, in the order of the facts, what went first.
pub fn differences(before: &Concept, after: &Concept) -> Vec<Difference> {
    let (before, after) = (facts(before), facts(after));
    let went = before.iter().filter(|fact| !after.contains(fact)).map(|fact| (false, fact));
    let came = after.iter().filter(|fact| !before.contains(fact)).map(|fact| (true, fact));
    went.chain(came).map(|(came, fact)| Difference { came, fact: fact.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use glossary::TermStatus;
    use tm::lang::Lang;

    #[test]
    fn what_went_and_came() {
        let mut concept = Concept {
            terms: vec![Term::new(Lang::persian(), "شورا", TermStatus::Preferred)],
            note: "old".to_owned(),
            ..Concept::default()
        };
        let before = concept.clone();
        concept.terms[0].variants.push("شوری".to_owned());
        concept.terms[0].matching = Matching::Exact;
        concept.note.clear();
        concept.do_not_translate = true;
        let lines: Vec<String> = differences(&before, &concept).iter().map(Difference::line).collect();
        assert_eq!(
            lines,
            [
                "- note: old",
                "+ fa variant: شورا = شوری",
                "+ fa found as written: شورا",
                "+ do not translate: yes"
            ]
        );
        assert_eq!(differences(&concept, &concept), []);
    }
}
