//! What helps where nothing matches: passages of the memory with their likely rendering, put together with terms and
//! values.

use tm::align::evidence::Memory;
use tm::assembly::{Assembled, From, Part, assemble};
use tm::lang::Lang;
use tm::lookup::{Match, Wanted};
use tm::occurrences::Occurrences;
use tm::store::UnitStore;
use tm::text::placeable::Shown;

use super::suggest::Term;
use crate::failure::Result;

/// What was assembled for a segment in each language without a match of more than it can score: a match that keeps less is no
/// better beginning.
///
/// # Errors
/// The store cannot be read.
pub fn assembled(
    store: &dyn UnitStore,
    words: &dyn Occurrences,
    text: &str,
    wanted: &Wanted,
    matches: &[Match],
    terms: &[Term<'_>],
    values: &[Shown],
) -> Result<Vec<Assembled>> {
    let langs = if wanted.targets.is_empty() { words.targets() } else { wanted.targets.clone() };
    let mut all = Vec::new();
    let _held = store.hold()?;
    for lang in langs {
        let is_matched = |found: &Match| found.score > Assembled::MOST && lang.accepts(&found.target.lang);
        if wanted.source.accepts(&lang) || matches.iter().any(is_matched) {
            continue;
        }
        let known = known(terms, values, &wanted.source, &lang);
        let memory = Memory::new(store, words, wanted.source.clone(), lang);
        all.extend(assemble(text, &memory, &known)?);
    }
    Ok(all)
}

/// Terms with their preferred rendering, and values as they are written in a language.
fn known(terms: &[Term<'_>], values: &[Shown], source: &Lang, lang: &Lang) -> Vec<Part> {
    let part =
        |span, target: &str, from| Part { span, target: target.to_owned(), from, pairs: 0, confidence: 1.0 };
    let targets = std::slice::from_ref(lang);
    let terms = terms.iter().filter_map(|term| {
        let renderings = term.renderings(source, targets);
        let preferred = renderings.first()?.1.first()?;
        Some(part(term.hit.span, preferred, From::Glossary))
    });
    // What is told of a day that does not exist is no part of a translation.
    let exists = |value: &&Shown| value.value.is_some();
    let rendered = |value: &Shown| Some(part(value.span, &value.render(lang)?, From::Value));
    let values = values.iter().filter(exists).filter_map(rendered);
    terms.chain(values).collect()
}

#[cfg(test)]
mod tests {
    use tm::text::placeable::{placeables, shown};

    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_no_part() {
        let (persian, english) = (Lang::persian(), Lang::parse("en").unwrap());
        let parts = |text: &str| -> Vec<String> {
            let values = shown(text, &placeables(text, &persian));
            known(&[], &values, &persian, &english).into_iter().map(|part| part.target).collect()
        };
        assert_eq!(parts("جلسه ۳۰ مهر ۱۴۰۱ است."), ["22 October 2022 (30 Mehr 1401)"]);
        assert_eq!(parts("جلسه ۳۱ مهر ۱۴۰۱ است."), [""; 0]);
    }
}
