//! Every term of the starter glossary is found in its own text, however it is typed.

use std::collections::BTreeSet;

use tm::lang::Lang;
use tm::span::Span;
use tm::text::ZWNJ;

use super::starter;
use crate::concept::{Concept, TermStatus};
use crate::finder::Finder;

/// Texts of a concept in a language: its terms and their variants.
fn texts<'c>(concept: &'c Concept, lang: &'c Lang) -> impl Iterator<Item = &'c str> {
    let terms = concept.terms.iter().filter(move |t| t.lang == *lang && t.status <= TermStatus::Deprecated);
    terms.flat_map(|term| std::iter::once(&term.text).chain(&term.variants)).map(String::as_str)
}

fn is_joint(c: char) -> bool {
    c == ' ' || c == ZWNJ
}

/// What is found outside of longer terms, with places counted in letters, so that spellings can be compared.
///
/// What lies inside a longer term is left out: اعتصاب is a word of its own in اعتصاب شکن and none in اعتصاب\u{200C}شکن.
fn hits(finder: &Finder, text: &str) -> BTreeSet<(usize, usize, usize)> {
    let letters: Vec<char> = text.chars().collect();
    let before = |at: usize| letters[..at].iter().filter(|c| !is_joint(**c)).count();
    let outer = finder.find(text).into_iter().filter(|hit| !hit.nested);
    outer.map(|h| (h.concept, before(h.span.start), before(h.span.end))).collect()
}

fn arabic_letters(text: &str) -> String {
    text.replace('ی', "\u{64A}").replace('ک', "\u{643}")
}

#[test]
fn every_term_is_found_whole_in_its_own_text() {
    let concepts = starter();
    let mut wrong = Vec::new();
    for tag in ["fa", "en", "de", "fr", "sv"] {
        let lang = Lang::parse(tag).unwrap();
        let finder = Finder::new(&concepts, &lang);
        for (at, concept) in concepts.iter().enumerate() {
            for text in texts(concept, &lang) {
                let length = text.trim_end_matches(['-', '!', ' ', '\'']).chars().count();
                let whole =
                    |h: &crate::TermHit| h.concept == at && !h.nested && h.span == Span::new(0, length);
                if !finder.find(text).iter().any(whole) {
                    wrong.push(format!("{tag}: {text}: {:?}", finder.find(text)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn four_spellings_of_every_persian_term_give_identical_hits() {
    let concepts = starter();
    let lang = Lang::persian();
    let finder = Finder::new(&concepts, &lang);
    let mut wrong = Vec::new();
    for text in concepts.iter().flat_map(|concept| texts(concept, &lang)) {
        let expected = hits(&finder, text);
        let spellings = [
            ("space", text.replace(ZWNJ, " ")),
            ("ZWNJ", text.replace(' ', "\u{200C}")),
            ("glued", text.replace(is_joint, "")),
            ("Arabic letters", arabic_letters(text)),
        ];
        if finder.find(&arabic_letters(text)) != finder.find(text) {
            wrong.push(format!("Arabic letters: {text}: other forms or nested hits"));
        }
        for (spelling, typed) in spellings {
            let found = hits(&finder, &typed);
            if found != expected {
                wrong.push(format!("{spelling}: {typed}: {found:?} instead of {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
