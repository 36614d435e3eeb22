//! What every row of the starter glossary has to keep, whoever writes it.

use std::collections::{HashMap, HashSet};

use tm::lang::Lang;
use tm::text::ZWNJ;

use super::starter;
use crate::concept::{Concept, Term, TermStatus};
use crate::id::ConceptId;
use crate::tsv;

const FILE: &str = include_str!("../../data/movement.tsv");

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn name(concept: &Concept) -> &str {
    &concept.hub_term().unwrap().text
}

fn usable(concept: &Concept) -> impl Iterator<Item = &Term> {
    concept.terms.iter().filter(|term| term.status <= TermStatus::Admitted)
}

fn forbidden(concept: &Concept) -> impl Iterator<Item = &Term> {
    concept.terms.iter().filter(|term| term.status == TermStatus::Forbidden)
}

/// Fails with all that is wrong, a line each.
fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} rows\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_is_read_and_written_back_byte_for_byte() {
    let reading = tsv::read_tsv(FILE).unwrap();
    assert_eq!(reading.skipped, []);
    assert_eq!(reading.concepts.len(), FILE.lines().count() - 1);
    let written = tsv::write_tsv(&reading.concepts);
    for (line, (there, back)) in FILE.lines().zip(written.lines()).enumerate() {
        assert_eq!(there, back, "line {}", line + 1);
    }
    assert_eq!((written.lines().count(), written.len()), (FILE.lines().count(), FILE.len()));
    assert!(written == FILE, "the ends of lines differ");
    let ids: HashSet<_> = reading.concepts.iter().map(ConceptId::of).collect();
    assert_eq!(ids.len(), reading.concepts.len());
}

#[test]
fn every_concept_has_its_languages_unless_it_is_only_proposed() {
    let mut wrong = Vec::new();
    for concept in starter() {
        let proposed = concept.review == "proposed";
        let needed: &[&str] = if proposed { &["fa", "en"] } else { &["fa", "en", "de", "fr", "sv"] };
        for tag in needed.iter().filter(|tag| concept.preferred(&lang(tag)).is_none()) {
            wrong.push(format!("{}: no {tag}", name(&concept)));
        }
        if !proposed && concept.review != "reviewed" {
            wrong.push(format!("{}: status {:?}", name(&concept), concept.review));
        }
        if proposed && concept.note.is_empty() {
            wrong.push(format!("{}: proposed, and nothing says what to confirm", name(&concept)));
        }
        if concept.part_of_speech.is_empty() || concept.domain.is_empty() {
            wrong.push(format!("{}: no part of speech or domain", name(&concept)));
        }
        let known = ["fa", "en", "de", "fr", "sv"].map(lang);
        wrong.extend(concept.terms.iter().filter(|t| !known.contains(&t.lang)).map(|t| format!("{t:?}")));
    }
    assert_none(wrong);
}

#[test]
fn no_term_is_shorthand() {
    let mut wrong = Vec::new();
    for term in starter().iter().flat_map(|concept| &concept.terms) {
        for text in std::iter::once(&term.text).chain(&term.variants) {
            let marks = ['/', '(', ')', '[', ']', '<', '>', '|', '…', ';', '='];
            if text.contains(marks) || text.contains("...") || text.contains("etc.") {
                wrong.push(text.clone());
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn no_cell_has_invisible_junk() {
    for line in FILE.lines() {
        for cell in line.split('\t') {
            assert!(cell.trim() == cell && !cell.contains("  "), "{cell:?}");
            let joined = |word: &str| word.starts_with(ZWNJ) || word.ends_with(ZWNJ);
            assert!(!cell.split_whitespace().any(joined), "ZWNJ at the edge of a word in {cell:?}");
            let junk = |c: char| {
                c != ZWNJ
                    && matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
                    || matches!(
                        c,
                        '\u{A0}' | '\u{AD}' | '\u{640}' | '\u{643}' | '\u{649}' | '\u{64A}' | '\u{FEFF}'
                    )
                    || matches!(c, '\u{300}'..='\u{36F}' | '\u{FB50}'..='\u{FEFC}')
                    || c.is_control()
            };
            assert!(!cell.contains(junk), "{cell:?}");
        }
    }
}

#[test]
fn a_term_is_written_in_the_letters_of_its_language() {
    let arabic = |c: char| matches!(c, '\u{600}'..='\u{6FF}' | '\u{200C}');
    let vowel_mark = |c: char| matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}');
    let mut wrong = Vec::new();
    for term in starter().iter().flat_map(|concept| &concept.terms) {
        for text in std::iter::once(&term.text).chain(&term.variants) {
            let strange = |c: char| c.is_alphabetic() && arabic(c) != (term.lang == Lang::persian());
            if text.contains(strange) || text.contains(vowel_mark) {
                wrong.push(format!("{}: {text}", term.lang));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn nothing_is_both_recommended_and_forbidden() {
    let mut wrong = Vec::new();
    for concept in starter() {
        let written = |term: &Term, text: &str| (term.lang.clone(), text.to_lowercase().replace('-', " "));
        let recommended: HashSet<_> = usable(&concept)
            .flat_map(|term| std::iter::once(&term.text).chain(&term.variants).map(move |t| written(term, t)))
            .collect();
        for term in forbidden(&concept).filter(|term| recommended.contains(&written(term, &term.text))) {
            wrong.push(format!("{}: {}", name(&concept), term.text));
        }
    }
    assert_none(wrong);
}

#[test]
fn every_forbidden_term_says_why_and_no_other_has_a_note_of_its_own() {
    let mut wrong = Vec::new();
    for concept in starter() {
        let silent = forbidden(&concept).filter(|term| term.note.is_empty());
        wrong.extend(
            silent.map(|term| format!("{}: {} is forbidden without a reason", name(&concept), term.text)),
        );
        let fa = Lang::persian();
        wrong.extend(forbidden(&concept).filter(|t| t.lang == fa).map(|t| format!("{} is Persian", t.text)));
    }
    assert_none(wrong);
}

#[test]
fn no_term_stands_twice_for_the_same_meaning() {
    let mut seen: HashMap<(String, String, String), String> = HashMap::new();
    let mut wrong = Vec::new();
    for concept in starter() {
        let fa = Lang::persian();
        let mut own = HashSet::new();
        for term in usable(&concept).filter(|term| term.lang == fa) {
            for text in std::iter::once(&term.text).chain(&term.variants) {
                let spelled: String =
                    tm::text::fold(text).as_str().chars().filter(|c| !is_joint(*c)).collect();
                own.insert(spelled);
            }
        }
        for text in own {
            let key = (text, concept.part_of_speech.clone(), concept.domain.clone());
            if let Some(other) = seen.insert(key, name(&concept).to_owned()) {
                wrong.push(format!("{} and {other}", name(&concept)));
            }
        }
    }
    assert_none(wrong);
}

fn is_joint(c: char) -> bool {
    c == ZWNJ || c == ' '
}

#[test]
fn genders_are_of_the_list_and_only_nouns_have_one() {
    let mut wrong = Vec::new();
    for concept in starter() {
        let noun = concept.part_of_speech.ends_with("noun");
        for term in concept.terms.iter().filter(|term| !term.gender.is_empty()) {
            let genders: &[&str] = match term.lang.primary() {
                "de" => &["m", "f", "n", "mf", "pl"],
                "fr" => &["m", "f", "mf"],
                "sv" => &["c", "n"],
                _ => &[],
            };
            if !noun || term.status > TermStatus::Admitted || !genders.contains(&term.gender.as_str()) {
                wrong.push(format!("{}: {} {:?}", name(&concept), term.text, term.gender));
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn the_parts_of_speech_and_domains_are_of_a_list() {
    let words =
        ["noun", "proper noun", "adj", "adv", "verb", "verb phrase", "phrase", "slogan", "abbreviation"];
    let mut wrong = Vec::new();
    for concept in starter() {
        if !words.contains(&concept.part_of_speech.as_str()) {
            wrong.push(format!("{}: {}", name(&concept), concept.part_of_speech));
        }
        if concept.domain.contains(['/', ';', ',']) {
            wrong.push(format!("{}: {}", name(&concept), concept.domain));
        }
    }
    assert_none(wrong);
}
