//! Values and terms carried over into translations: how many are, and how many wrongly, on sets of own cases.
//!
//! The second set was set down before anything was tried on it.

use glossary::{Concept, Finder, Term, TermStatus};
use tm::carry::{Pair, carry};
use tm::lang::Lang;
use workbench::jobs::terms::Exchange;

use crate::sandbox::repository;

/// Persian, English, German, French, Swedish.
const TERMS: [[&str; 5]; 10] = [
    ["شورا", "council", "Rat", "conseil", "råd"],
    ["اعتصاب", "strike", "Streik", "grève", "strejk"],
    ["اعتراض", "protest", "Protest", "protestation", "protest"],
    ["صندوق اعتصاب", "strike fund", "Streikkasse", "caisse de grève", "strejkfond"],
    ["اتحادیه", "union", "Gewerkschaft", "syndicat", "fackförening"],
    ["کارگر", "worker", "Arbeiter", "ouvrier", "arbetare"],
    ["معلم", "teacher", "Lehrkraft", "enseignant", "lärare"],
    ["بازنشسته", "pensioner", "Rentner", "retraité", "pensionär"],
    ["زندان", "prison", "Gefängnis", "prison", "fängelse"],
    ["تجمع", "rally", "Kundgebung", "rassemblement", "samling"],
];

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn glossary() -> Vec<Concept> {
    let tags = ["fa", "en", "de", "fr", "sv"];
    let concept = |row: &[&str; 5]| {
        let term = |(tag, text): (&&str, &&str)| Term::new(lang(tag), *text, TermStatus::Preferred);
        Concept { terms: tags.iter().zip(row).map(term).collect(), ..Concept::default() }.normalised()
    };
    TERMS.iter().map(concept).collect()
}

/// What is to be repaired, how much of it is, how much is repaired wrongly, and the rows that went otherwise.
fn measured(set: &str) -> (usize, usize, usize, Vec<String>) {
    let table = std::fs::read_to_string(repository(set)).unwrap().replace('~', "\u{200C}");
    let concepts = glossary();
    let finder = Finder::new(&concepts, &Lang::persian());
    let terms = Exchange::new(&concepts, &finder);
    let (mut due, mut right, mut wrong, mut told) = (0, 0, 0, Vec::new());
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [kind, tag, memory, target, here, expected] = cells.as_slice() else { panic!("{row}") };
        let target_lang = lang(tag);
        let pair = Pair { here, memory, lang: &Lang::persian(), target, target_lang: &target_lang };
        let found = carry(&pair, Some(&terms));
        due += usize::from(*expected != "-");
        match found.as_ref().map(|carried| carried.target.as_str()) {
            Some(text) if text == *expected => right += 1,
            None if *expected == "-" => {}
            Some(text) => {
                wrong += 1;
                told.push(format!("WRONG {kind} {tag} {here} | {text} | {expected}"));
            }
            None => told.push(format!("missed {kind} {tag} {here} | {expected}")),
        }
    }
    (due, right, wrong, told)
}

#[test]
fn most_values_are_carried_over_and_none_wrongly() {
    for (set, least) in [("tm/data/carry/cases.tsv", 90), ("tm/data/carry/fresh.tsv", 80)] {
        let (due, right, wrong, told) = measured(set);
        println!("{set}: {right} of {due} repaired, {wrong} wrongly");
        assert!(right * 100 >= due * least && wrong == 0, "{set}: {right} of {due}, {wrong} wrong {told:#?}");
    }
}

/// A glossary that has workers beside worker, and teachers only as the plural of teacher.
#[test]
fn a_plural_that_is_a_concept_of_its_own_is_exchanged() {
    let pairs = [
        [("fa", "کارگر"), ("en", "worker")],
        [("fa", "کارگران"), ("en", "workers")],
        [("fa", "معلم"), ("en", "teacher")],
        [("fa", "پرستار"), ("en", "nurse")],
        [("fa", "پرستاران"), ("en", "nurses")],
    ];
    let concept = |pair: &[(&str, &str); 2]| {
        let terms = pair.iter().map(|(tag, text)| Term::new(lang(tag), *text, TermStatus::Preferred));
        Concept { terms: terms.collect(), ..Concept::default() }.normalised()
    };
    let concepts: Vec<Concept> = pairs.iter().map(concept).collect();
    let finder = Finder::new(&concepts, &Lang::persian());
    let terms = Exchange::new(&concepts, &finder);
    let (persian, english) = (Lang::persian(), lang("en"));
    for (memory, target, here, expected) in [
        (
            "معلمان بیانیه دادند.",
            "The teachers issued a statement.",
            "کارگران بیانیه دادند.",
            Some("The workers issued a statement."),
        ),
        (
            "کارگران بیانیه دادند.",
            "The workers issued a statement.",
            "معلمان بیانیه دادند.",
            Some("The teachers issued a statement."),
        ),
        (
            "کارگران بیانیه دادند.",
            "The workers issued a statement.",
            "پرستاران بیانیه دادند.",
            Some("The nurses issued a statement."),
        ),
        // One is not many.
        ("این حق معلم است.", "This is the right of the teacher.", "این حق کارگران است.", None),
        ("این حق کارگران است.", "This is the right of the workers.", "این حق کارگر است.", None),
        (
            "این حق کارگر است.",
            "This is the right of the worker.",
            "این حق پرستار است.",
            Some("This is the right of the nurse."),
        ),
    ] {
        let pair = Pair { here, memory, lang: &persian, target, target_lang: &english };
        let found = carry(&pair, Some(&terms)).map(|carried| carried.target);
        assert_eq!(found.as_deref(), expected, "{here}");
    }
}
