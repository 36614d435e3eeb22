use super::*;
use proptest::prelude::*;
use tm::span::Span;

fn concept(lang: &str, text: &str) -> Concept {
    let lang = Lang::parse(lang).unwrap();
    Concept { terms: vec![Term::new(lang, text, TermStatus::Preferred)], ..Concept::default() }
}

fn hits(lang: &str, terms: &[&str], text: &str) -> Vec<String> {
    let concepts: Vec<Concept> = terms.iter().map(|t| concept(lang, t)).collect();
    let finder = Finder::new(&concepts, &Lang::parse(lang).unwrap());
    let letters: Vec<char> = text.chars().collect();
    let show = |h: TermHit| {
        let found: String = letters[h.span.start..h.span.end].iter().collect();
        format!("{}|{found}|{}{}", terms[h.concept], h.form, if h.nested { "|nested" } else { "" })
    };
    finder.find(text).into_iter().map(show).collect()
}

#[test]
fn golden_pairs() {
    let mut wrong = vec![];
    let rows: Vec<Vec<&str>> = include_str!("../../data/golden/recognition.tsv")
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    for row in &rows {
        let [term, text, expect, phenomenon] = row.as_slice() else { panic!("{row:?}") };
        let found = hits("fa", &[term], text);
        if found.is_empty() == (*expect == "1") {
            wrong.push(format!("{phenomenon}: {term} in {text} should be {expect}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} pairs\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn spans_count_characters_of_the_text_as_typed() {
    let concepts = [concept("fa", "کارگر اعتصابی")];
    let finder = Finder::new(&concepts, &Lang::persian());
    let found = finder.find("  «كارگَران اعتصابي» آمدند");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].span, Span::new(3, 19));
    assert_eq!(found[0].form.to_string(), "plural");
}

#[test]
fn a_longer_term_lists_the_shorter_ones_as_nested() {
    assert_eq!(
        hits("fa", &["شورا", "شورای اسلامی کار", "کار"], "شوراهای اسلامی کار را منحل کنید"),
        [
            "شورای اسلامی کار|شوراهای اسلامی کار|plural+ezafe",
            "شورا|شوراهای|plural+ezafe|nested",
            "کار|کار|base|nested"
        ]
    );
    assert_eq!(
        hits("fa", &["اعتصاب", "اعتصاب سراسری"], "اعتصابی سراسری در پیش است"),
        ["اعتصاب سراسری|اعتصابی سراسری|indefinite", "اعتصاب|اعتصابی|indefinite|nested"]
    );
}

#[test]
fn latin_languages_are_lightly_inflected() {
    for (lang, term, text, found) in [
        ("en", "trade union", "Trade unions and the trade-union\u{2019}s members", 2),
        ("en", "policy", "new policies", 1),
        ("en", "ILO", "the ILO, not silo or ilo", 1),
        ("en", "workers\u{2019} council", "The Workers' Council met", 1),
        ("en", "strike", "The striker strikes", 1),
        ("en", "sit-in", "a sit in and two sit-ins", 2),
        ("de", "Lohn", "die Löhne, des Lohnes, nicht Lohnung", 2),
        ("de", "Arbeiter/in", "Arbeiterinnen und Arbeiter*innen der Arbeiterin", 3),
        ("de", "streikende/r Arbeiter/in", "den streikenden Arbeitern", 1),
        ("fr", "syndical(e)", "l'action syndicale, les droits syndicaux", 2),
        ("fr", "ouvrier/ouvrière", "les ouvrières et l\u{2019}ouvrier", 2),
        ("sv", "strejk", "strejkerna, strejkens mål", 2),
        ("ja", "労働組合", "独立労働組合の声明", 1),
    ] {
        assert_eq!(
            hits(lang, &[term], text).len(),
            found,
            "{term} in {text}: {:?}",
            hits(lang, &[term], text)
        );
    }
}

#[test]
fn an_exact_term_is_found_only_as_it_is_written() {
    let mut exact = concept("fa", "کانون");
    exact.terms[0].matching = crate::Matching::Exact;
    let finder = Finder::new(&[exact], &Lang::persian());
    assert_eq!(finder.find("كانون ما").len(), 1);
    assert_eq!(finder.find("کانون\u{200C}های ما").len(), 0);
}

#[test]
fn words_written_as_one_are_found_one_by_one() {
    assert_eq!(
        hits("fa", &["نیشکر", "نیشکر هفت\u{200C}تپه", "هفت\u{200C}تپه"], "کارگران نیشکرهفت تپه"),
        [
            "نیشکر هفت\u{200C}تپه|نیشکرهفت تپه|base",
            "نیشکر|نیشکر|base|nested",
            "هفت\u{200C}تپه|هفت تپه|base|nested"
        ]
    );
}

#[test]
fn a_regional_text_has_the_languages_terms() {
    let finder = Finder::new(&[concept("fa", "تورم")], &Lang::parse("fa-IR").unwrap());
    assert_eq!(finder.find("تورمِ نان").len(), 1);
}

#[test]
fn a_slogan_may_have_marks_between_its_words() {
    let mut slogan = concept("fa", "زن زندگی آزادی");
    slogan.part_of_speech = "slogan".to_owned();
    let finder = Finder::new(&[slogan], &Lang::persian());
    for text in ["زن، زندگی، آزادی!", "زن - زندگی - آزادی", "زن زندگی آزادی", "#زن_زندگی_آزادی"]
    {
        assert_eq!(finder.find(text).len(), 1, "{text}");
    }
}

#[test]
fn forbidden_terms_are_found_when_asked_for() {
    let mut labourer = concept("en", "labourer");
    labourer.terms[0].status = TermStatus::Forbidden;
    let en = Lang::parse("en").unwrap();
    assert_eq!(Finder::new(&[labourer.clone()], &en).find("the labourers").len(), 0);
    let forbidden = Finder::select(&[labourer], &en, |_, t| t.status == TermStatus::Forbidden);
    assert_eq!(forbidden.find("the labourers").len(), 1);
}

fn starter_finder() -> &'static (Vec<Concept>, Finder) {
    static FINDER: std::sync::OnceLock<(Vec<Concept>, Finder)> = std::sync::OnceLock::new();
    FINDER.get_or_init(|| {
        let concepts = crate::starter();
        let finder = Finder::new(&concepts, &Lang::persian());
        (concepts, finder)
    })
}

proptest! {
    #[test]
    fn any_text_gives_ordered_hits_inside_it(text in "[ا-یآئؤةيك\u{200C}\u{200F}\u{064E}_ 0-9۰-۹.]{0,60}") {
        let (_, finder) = starter_finder();
        let length = text.chars().count();
        let found = finder.find(&text);
        prop_assert!(found.iter().all(|h| h.span.start < h.span.end && h.span.end <= length));
        prop_assert!(found.is_sorted_by_key(|h| h.span.start));
    }

    #[test]
    fn a_starter_term_alone_is_found_whole(number in 0usize..10_000, joint in 0usize..3) {
        let (concepts, finder) = starter_finder();
        let number = number % concepts.len();
        let concept = &concepts[number];
        let text = concept.hub_term().unwrap().text.replace('\u{200C}', ["", " ", "\u{200C}"][joint]);
        let length = text.chars().count();
        let whole = finder.find(&text).into_iter().find(|h| h.span == Span::new(0, length) && h.concept == number);
        prop_assert!(whole.is_some_and(|h| !h.nested), "{}", text);
    }
}

#[test]
fn a_term_is_not_found_inside_its_exceptions() {
    let mut kar = concept("fa", "کار");
    kar.terms[0].exceptions = vec!["سر کار گذاشتن".to_owned(), "کار دستی".to_owned()];
    let mut union = concept("en", "union");
    union.terms[0].exceptions = vec!["European Union".to_owned(), "Soviet Union".to_owned()];
    let concepts = [kar, union];
    for (lang, text, found) in [
        ("fa", "ما را سر كار گذاشتند.", 0),
        ("fa", "سر\u{200C}کار می\u{200C}گذارند ولی کار نیست", 1),
        ("fa", "کارهای دستی و کار", 1),
        ("fa", "به سر کار رفتیم", 1),
        ("en", "the european union's unions", 1),
        ("en", "The Soviet Union had unions.", 1),
    ] {
        let finder = Finder::new(&concepts, &Lang::parse(lang).unwrap());
        assert_eq!(finder.find(text).len(), found, "{text}: {:?}", finder.find(text));
    }
}

#[test]
fn letter_case_counts_where_a_term_says_so() {
    for (lang, term, text, plain, sensitive) in [
        ("en", "Labour", "Labour said that labour matters; Labour's", 3, 2),
        ("en", "may day", "May Day and may day", 2, 1),
        ("de", "Ast", "die \u{C4}ste, \u{E4}ste und ast", 3, 1),
        ("de", "Rat", "R\u{E4}te und rat, Rates", 3, 2),
    ] {
        let mut concept = concept(lang, term);
        let lang = Lang::parse(lang).unwrap();
        assert_eq!(Finder::new(&[concept.clone()], &lang).find(text).len(), plain, "{text}");
        concept.terms[0].case_sensitive = true;
        assert_eq!(Finder::new(&[concept], &lang).find(text).len(), sensitive, "{text}");
    }
}
