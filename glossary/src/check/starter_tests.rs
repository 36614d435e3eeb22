//! The whole starter glossary, checked against itself.

use super::*;
use crate::starter;

const TARGETS: [&str; 4] = ["en", "de", "fr", "sv"];

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn persian(concept: &Concept) -> impl Iterator<Item = &str> {
    let terms =
        concept.terms.iter().filter(|t| t.lang == Lang::persian() && t.status <= TermStatus::Admitted);
    terms.flat_map(|term| std::iter::once(&term.text).chain(&term.variants)).map(String::as_str)
}

/// Fails with all that is wrong, a line each.
fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_recommended_rendering_raises_a_finding() {
    let concepts = starter();
    let mut wrong = Vec::new();
    for tag in TARGETS {
        let target = lang(tag);
        let check = TermCheck::new(&concepts, &Lang::persian(), &target);
        for concept in &concepts {
            for (source, rendering) in
                persian(concept).flat_map(|source| concept.renderings(&target).map(move |r| (source, r)))
            {
                let found = check.check(source, rendering);
                wrong.extend(found.iter().map(|f| format!("{source} – {rendering}: {}", f.detail)));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn every_forbidden_rendering_is_caught_unless_a_homonym_licenses_it() {
    let concepts = starter();
    let mut wrong = Vec::new();
    for tag in TARGETS {
        let target = lang(tag);
        let check = TermCheck::new(&concepts, &Lang::persian(), &target);
        for (at, concept) in concepts.iter().enumerate() {
            let forbidden = || concept.terms_in(&target).filter(|t| t.status == TermStatus::Forbidden);
            for (source, term) in
                persian(concept).flat_map(|source| forbidden().map(move |term| (source, term)))
            {
                let found = check.check(source, &term.text);
                let caught =
                    found.iter().any(|f| f.severity == Severity::Error && f.detail.contains(&term.note));
                if !caught && !is_licensed(&check, at, source, &term.text) {
                    wrong.push(format!("{tag} {source} – {}: {found:?}", term.text));
                }
            }
        }
    }
    assert_none(wrong);
}

/// Whether a rendering is what another concept with the very same Persian words is rightly called.
fn is_licensed(check: &TermCheck, concept: usize, source: &str, rendering: &str) -> bool {
    let whole = Span::new(0, source.chars().count());
    let named = check.in_source.find(source);
    let homonym = |hit: &TermHit| {
        hit.concept != concept && named.iter().any(|n| n.concept == hit.concept && n.span == whole)
    };
    check.usable.find(rendering).iter().any(homonym)
}
