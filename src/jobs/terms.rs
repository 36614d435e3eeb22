//! The glossary as a source of terms that can be exchanged for each other.

use std::cell::RefCell;

use glossary::{Concept, Finder, Form, TermHit, TermStatus};
use tm::carry::{TermForm, TermFound, Terms, english_plural};
use tm::lang::Lang;

/// The terms of the source language and of those that translations are in.
pub struct Exchange<'a> {
    concepts: &'a [Concept],
    in_source: &'a Finder,
    /// Made when a language is first asked for: most segments exchange nothing.
    in_target: RefCell<Vec<(Lang, Finder)>>,
}

impl<'a> Exchange<'a> {
    /// The terms of `concepts`, which `in_source` finds.
    pub fn new(concepts: &'a [Concept], in_source: &'a Finder) -> Exchange<'a> {
        Exchange { concepts, in_source, in_target: RefCell::new(Vec::new()) }
    }
}

impl Exchange<'_> {
    /// The finder knows that an English word is inflected, not that it is in the plural.
    fn is_english_plural(&self, hit: &TermHit, text: &str, lang: &Lang) -> bool {
        let term = self.concepts.get(hit.concept).and_then(|concept| concept.terms.get(hit.term));
        let written: String = text.chars().skip(hit.span.start).take(hit.span.len()).collect();
        let plural = term.filter(|_| lang.primary() == "en").and_then(|term| english_plural(&term.text));
        plural.is_some_and(|plural| plural == written.to_lowercase())
    }
}

impl Terms for Exchange<'_> {
    fn in_source(&self, text: &str) -> Vec<TermFound> {
        certain(self.in_source.find(text), |hit| form(hit.form))
    }

    fn in_target(&self, text: &str, lang: &Lang) -> Vec<TermFound> {
        let mut finders = self.in_target.borrow_mut();
        let at = match finders.iter().position(|(known, _)| known == lang) {
            Some(at) => at,
            None => {
                let usable =
                    Finder::select(self.concepts, lang, |_, term| term.status <= TermStatus::Deprecated);
                finders.push((lang.clone(), usable));
                finders.len() - 1
            }
        };
        let hits = finders.get(at).map(|(_, finder)| finder.find(text)).unwrap_or_default();
        certain(hits, |hit| match form(hit.form) {
            TermForm::Other if self.is_english_plural(hit, text, lang) => TermForm::Plural,
            form => form,
        })
    }

    fn rendering(&self, concept: usize, lang: &Lang) -> Option<String> {
        self.concepts.get(concept)?.renderings(lang).next().map(str::to_owned)
    }
}

/// The hits that lie in no longer one and are of one concept alone, or the base form of one and the plural of one other.
fn certain(hits: Vec<TermHit>, form: impl Fn(&TermHit) -> TermForm) -> Vec<TermFound> {
    let mut found = Vec::new();
    for hit in hits.iter().filter(|hit| !hit.nested) {
        let overlaps = |other: &&TermHit| {
            let touches = other.span.start < hit.span.end && hit.span.start < other.span.end;
            other.concept != hit.concept && touches && !other.nested
        };
        let others: Vec<&TermHit> = hits.iter().filter(overlaps).collect();
        let plural_of = match others.as_slice() {
            [] => None,
            [other] if other.span == hit.span => {
                let is_base_of_plural = form(hit) == TermForm::Base && form(other) == TermForm::Plural;
                if !is_base_of_plural {
                    continue;
                }
                Some(other.concept)
            }
            _ => continue,
        };
        found.push(TermFound { span: hit.span, concept: hit.concept, form: form(hit), plural_of });
    }
    found
}

/// Ezafe is no inflection that a translation shows, and a listed spelling is the term.
fn form(form: Form) -> TermForm {
    let plurals = [Form::PLURAL, Form::BROKEN_PLURAL, Form::PLURAL.and(Form::VARIANT)];
    let is_one_of = |forms: &[Form]| forms.iter().any(|f| form == *f || form == f.and(Form::EZAFE));
    if is_one_of(&[Form::BASE, Form::VARIANT]) {
        TermForm::Base
    } else if is_one_of(&plurals) {
        TermForm::Plural
    } else {
        TermForm::Other
    }
}
