//! Terms of the glossary: by which of their renderings are they said?

use std::collections::BTreeMap;

use glossary::renderings::TermRenderings;
use glossary::{Concept, Term, TermStatus};
use tm::check::Severity;
use tm::lang::Lang;
use tm::unit::Variant;

use super::{Inconsistency, Place, Rendering, most_frequent_first};

/// What is counted of each term and language.
pub(super) struct Terms<'c> {
    concepts: &'c [Concept],
    source: Lang,
    /// Made ready when a language is first met.
    langs: Vec<(Lang, TermRenderings<'c>)>,
    /// By the numbers of the concept and the language.
    counted: BTreeMap<(usize, usize), Counted>,
    /// How many of them were met.
    met: usize,
}

struct Counted {
    /// When it was met.
    order: usize,
    /// Pairs it stands in.
    count: u64,
    /// Each with the number of the term, none for none of them.
    renderings: Vec<(Option<usize>, Rendering)>,
}

impl<'c> Terms<'c> {
    pub(super) fn new(concepts: &'c [Concept], source: Lang) -> Terms<'c> {
        Terms { concepts, source, langs: Vec::new(), counted: BTreeMap::new(), met: 0 }
    }

    pub(super) fn count(&mut self, source: &Variant, target: &Variant, place: Place) {
        if self.concepts.is_empty() {
            return;
        }
        let lang = self.lang(&target.lang);
        let Some((_, renderings)) = self.langs.get(lang) else { return };
        for rendered in renderings.find(&source.text, &target.text) {
            let Some(concept) = self.concepts.get(rendered.concept) else { continue };
            let met = &mut self.met;
            let counted = self.counted.entry((rendered.concept, lang)).or_insert_with(|| {
                *met += 1;
                Counted { order: *met, count: 0, renderings: Vec::new() }
            });
            counted.count += 1;
            if rendered.terms.is_empty() {
                counted.add(None, None, place);
            }
            for term in rendered.terms {
                counted.add(Some(term), concept.terms.get(term), place);
            }
        }
    }

    pub(super) fn inconsistencies(self) -> Vec<Inconsistency> {
        let Terms { concepts, source, langs, counted, .. } = self;
        let mut found = Vec::new();
        for ((concept, lang), counted) in counted {
            let (Some(severity), Some((lang, _))) = (counted.severity(), langs.get(lang)) else { continue };
            let name =
                concepts.get(concept).and_then(|c| c.terms_in(&source).next().or_else(|| c.hub_term()));
            let mut renderings: Vec<Rendering> =
                counted.renderings.into_iter().map(|(_, rendering)| rendering).collect();
            most_frequent_first(&mut renderings);
            found.push((
                counted.order,
                Inconsistency {
                    concept: Some(concept),
                    lang: lang.clone(),
                    source: name.map(|term| term.text.clone()).unwrap_or_default(),
                    severity,
                    count: counted.count,
                    renderings,
                },
            ));
        }
        found.sort_by_key(|(order, inconsistency)| (std::cmp::Reverse(inconsistency.count), *order));
        found.into_iter().map(|(_, inconsistency)| inconsistency).collect()
    }

    fn lang(&mut self, lang: &Lang) -> usize {
        if let Some(at) = self.langs.iter().position(|(known, _)| known == lang) {
            return at;
        }
        let renderings = TermRenderings::new(self.concepts, &self.source, lang);
        self.langs.push((lang.clone(), renderings));
        self.langs.len() - 1
    }
}

impl Counted {
    fn add(&mut self, number: Option<usize>, term: Option<&Term>, place: Place) {
        if let Some((_, rendering)) = self.renderings.iter_mut().find(|(known, _)| *known == number) {
            return rendering.count(place);
        }
        let mut rendering = Rendering::new(term.map(|t| t.text.clone()), term.map(|t| t.status));
        rendering.count(place);
        self.renderings.push((number, rendering));
    }

    /// None where the term is always said in one way, or never in one that the glossary has.
    fn severity(&self) -> Option<Severity> {
        let named = || self.renderings.iter().filter_map(|(_, rendering)| rendering.status);
        let bad = named().any(|status| status == TermStatus::Forbidden);
        match (bad, named().count(), self.renderings.len()) {
            (true, _, _) => Some(Severity::Error),
            (_, several, _) if several > 1 => Some(Severity::Warning),
            (_, 1, several) if several > 1 => Some(Severity::Hint),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TermStatus::{Admitted, Forbidden, Preferred};

    fn concepts() -> Vec<Concept> {
        let concept = |terms: &[(&str, &str, TermStatus)]| {
            let term = |(tag, text, status): &(&str, &str, TermStatus)| {
                Term::new(Lang::parse(tag).unwrap(), *text, *status)
            };
            Concept { terms: terms.iter().map(term).collect(), ..Concept::default() }.normalised()
        };
        vec![
            concept(&[("fa", "شورا", Preferred), ("en", "council", Preferred), ("en", "soviet", Forbidden)]),
            concept(&[("fa", "اعتصاب", Preferred), ("en", "strike", Preferred), ("en", "walkout", Admitted)]),
            concept(&[("fa", "دستمزد", Preferred), ("en", "wage", Preferred), ("de", "Lohn", Preferred)]),
        ]
    }

    fn found(pairs: &[(&str, &str, &str)]) -> Vec<String> {
        let concepts = concepts();
        let mut terms = Terms::new(&concepts, Lang::persian());
        for (line, (fa, tag, text)) in (1..).zip(pairs) {
            let source = Variant::plain(Lang::persian(), fa);
            let target = Variant::plain(Lang::parse(tag).unwrap(), text);
            terms.count(&source, &target, Place { file: 0, line, number: line });
        }
        let show = |r: &Rendering| format!("{} {}", r.count, r.text.as_deref().unwrap_or("other words"));
        let line = |i: Inconsistency| {
            let ways: Vec<String> = i.renderings.iter().map(show).collect();
            format!("{} {} {} {}: {}", i.severity.as_str(), i.count, i.lang, i.source, ways.join(", "))
        };
        terms.inconsistencies().into_iter().map(line).collect()
    }

    #[test]
    fn renderings_are_counted_the_most_frequent_first() {
        let pairs = [
            ("شورا آمد.", "en", "The council came."),
            ("اعتصاب شد.", "en", "There was a walkout."),
            ("اعتصاب شد.", "en", "There was a strike."),
            ("اعتصاب\u{200C}ها", "en", "Strikes and a walkout"),
            ("اعتصاب", "en", "A strike!"),
            ("شوراها", "en", "soviets"),
            ("شورا", "en", "they"),
        ];
        assert_eq!(
            found(&pairs),
            [
                "warning 4 en اعتصاب: 3 strike, 2 walkout",
                "error 3 en شورا: 1 council, 1 soviet, 1 other words"
            ]
        );
    }

    #[test]
    fn one_way_is_consistent_and_other_words_are_a_hint() {
        let pairs = [("دستمزدها", "en", "wages"), ("دستمزد", "de", "der Lohn"), ("دستمزد", "de", "Löhne")];
        assert_eq!(found(&pairs), Vec::<String>::new());
        let pairs = [("دستمزد", "en", "pay"), ("دستمزدها", "en", "wages")];
        assert_eq!(found(&pairs), ["hint 2 en دستمزد: 1 other words, 1 wage"]);
        assert_eq!(found(&[("دستمزد", "en", "pay"), ("دستمزد", "en", "money")]), Vec::<String>::new());
    }
}
