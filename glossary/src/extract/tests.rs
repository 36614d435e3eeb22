use proptest::prelude::*;
use tm::segment::Segmenter;

use super::*;

const ARTICLE: &str = include_str!("../../../tests/fixtures/extract/article.txt");
const GOLD: &str = include_str!("../../../tests/fixtures/extract/gold.tsv");

fn read(text: &str) -> Extractor {
    let fa = Lang::persian();
    let mut extractor = Extractor::new(&fa);
    for segment in Segmenter::built_in(&fa).segment(text) {
        extractor.add(&segment.flat(text));
    }
    extractor
}

fn all(limit: usize) -> Options {
    Options { min_count: None, limit, all: true }
}

#[test]
fn the_terms_of_the_article_stand_in_front() {
    let extractor = read(ARTICLE);
    assert!(extractor.words() > 3000);
    let words = Words::new(&extractor, &[]);
    let gold: HashSet<String> =
        GOLD.lines().skip(1).filter_map(|line| line.split('\t').next()).map(|term| words.key(term)).collect();
    assert!(gold.len() > 140);
    // Without any glossary: its words would help, and nobody has it who begins.
    let found = extractor.finish(&[], &all(200));
    let is_right = |candidate: &&Candidate| gold.contains(&candidate.key);
    let right = |most: usize| found.candidates.iter().take(most).filter(is_right).count();
    let (precision, recall) = (right(100) as f64 / 100.0, right(200) as f64 / gold.len() as f64);
    assert!(precision >= 0.40 && recall >= 0.60, "P@100 {precision:.2}, R@200 {recall:.2}");
}

#[test]
fn forms_and_spellings_are_one_candidate() {
    let text = "صندوق اعتصاب خالی است. صندوق\u{200C}های اعتصاب را پر کنید. صندوقهای اعتصاب. صندوق اعتصابمان.";
    let found = read(text).finish(&[], &all(10));
    let fund = found.candidates.iter().find(|candidate| candidate.key == "صندوق اعتصاب").unwrap();
    assert_eq!((fund.term.as_str(), fund.count, fund.contexts.len()), ("صندوق اعتصاب", 4, 3));
    assert_eq!(fund.variants.len(), 4, "{:?}", fund.variants);
    assert_eq!(fund.variants.first(), Some(&("صندوق اعتصاب".to_owned(), 1)));
}

#[test]
fn what_the_glossary_has_is_left_out_in_every_form() {
    let text = "کمیته\u{200C}های اعتصاب نشست داشتند. کمیته اعتصاب بیانیه داد.";
    let known = ["كميته\u{200C}ی اعتصاب"];
    let options = Options { all: false, ..all(10) };
    let found = read(text).finish(&known, &options);
    assert!(found.known > 0);
    assert!(found.candidates.iter().all(|candidate| candidate.key != "کمیته اعتصاب"));
    let found = read(text).finish(&known, &all(10));
    assert!(found.candidates.iter().any(|candidate| candidate.is_known && candidate.key == "کمیته اعتصاب"));
}

#[test]
fn a_noun_before_its_light_verb_is_no_part_of_a_longer_phrase() {
    let found = read("کارگران نساجی اعتصاب کردند.").finish(&[], &all(10));
    let keys: Vec<&str> = found.candidates.iter().map(|candidate| candidate.key.as_str()).collect();
    assert!(keys.iter().all(|key| !key.ends_with("نساجی اعتصاب")), "{keys:?}");
}

#[test]
fn a_shorter_candidate_says_where_it_is_nested() {
    let text = "صندوق اعتصاب پرستاران. صندوق اعتصاب پرستاران. صندوق اعتصاب.";
    let found = read(text).finish(&[], &all(10));
    let fund = found.candidates.iter().find(|candidate| candidate.key == "صندوق اعتصاب").unwrap();
    assert_eq!(fund.nested_in.as_deref(), Some("صندوق اعتصاب پرستاران"));
    assert_eq!(fund.count, 3);
}

#[test]
fn rare_candidates_are_left_out_of_long_texts_or_on_request() {
    let text = "بیمه بیکاری کافی نیست. حق اعتصاب را نمی\u{200C}دهند. حق اعتصاب!";
    let options = Options { min_count: Some(2), ..all(10) };
    let found = read(text).finish(&[], &options);
    assert!(found.candidates.iter().all(|candidate| candidate.count >= 2));
    assert!(found.candidates.iter().any(|candidate| candidate.key == "حق اعتصاب"));
}

#[test]
fn texts_in_latin_letters_have_phrases_too() {
    let mut extractor = Extractor::new(&Lang::parse("en").unwrap());
    for segment in ["The strike fund is empty.", "Members pay into the Strike Fund of the union."] {
        extractor.add(segment);
    }
    let found = extractor.finish(&[], &all(10));
    let fund = found.candidates.iter().find(|candidate| candidate.key == "strike fund").unwrap();
    assert_eq!(fund.count, 2);
}

proptest! {
    #[test]
    fn any_text_gives_candidates_that_stand_in_it(
        words in prop::collection::vec("[آ-یهکگچپژ\u{200C}]{1,9}|کارگران|شوراهای|اعتصاب|[۰-۹]{1,3}|،|ي|ك", 0..40),
    ) {
        let text = words.join(" ");
        let mut extractor = Extractor::new(&Lang::persian());
        extractor.add(&text);
        extractor.add(&text);
        let found = extractor.finish(&[], &all(20));
        for candidate in &found.candidates {
            let counts: usize = candidate.variants.iter().map(|(_, count)| count).sum();
            prop_assert_eq!(counts, candidate.count);
            prop_assert!(!candidate.term.trim().is_empty() && candidate.score > 0.0);
            prop_assert!(!candidate.contexts.is_empty());
        }
    }
}
