use super::*;
use TermStatus::{Admitted, Deprecated, Forbidden, Preferred};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

fn council() -> Concept {
    let terms = [
        ("fa", "شورا", Preferred),
        ("en", "council", Preferred),
        ("en", "workers' council", Admitted),
        ("en", "soviet", Forbidden),
        ("en-GB", "assembly", Preferred),
    ];
    let terms = terms.iter().map(|(tag, text, status)| Term::new(lang(tag), *text, *status)).collect();
    Concept { terms, ..Concept::default() }.normalised()
}

fn status(tag: &str, text: &str, status: TermStatus) -> Change {
    Change::Status(lang(tag), text.to_owned(), status)
}

fn of_term(tag: &str, text: Option<&str>, change: TermChange) -> Change {
    Change::Term(TermName { lang: lang(tag), text: text.map(str::to_owned) }, change)
}

fn shown(concept: &Concept) -> Vec<String> {
    concept.terms.iter().map(|t| format!("{} {} {}", t.lang, t.text, t.status.as_str())).collect()
}

fn refused(changes: &[Change]) -> String {
    council().edited(changes).unwrap_err().to_string()
}

#[test]
fn a_preferred_term_takes_the_place_of_the_one_before() {
    let edited = council().edited(&[status("en", "workers' council", Preferred)]).unwrap();
    assert_eq!(
        shown(&edited),
        [
            "fa شورا preferred",
            "en workers' council preferred",
            "en council admitted",
            "en soviet forbidden",
            "en-GB assembly preferred"
        ]
    );
}

#[test]
fn a_term_that_is_not_there_is_added_with_its_status() {
    let changes = [
        status("de", "Rat", Admitted),
        status("de", "Sowjet", Forbidden),
        status("en", "soviet", Deprecated),
    ];
    let edited = council().edited(&changes).unwrap();
    assert_eq!(shown(&edited)[1..3], ["de Rat preferred", "de Sowjet forbidden"]);
    assert_eq!(shown(&edited)[5], "en soviet deprecated");
}

#[test]
fn terms_are_renamed_and_removed_in_any_spelling() {
    let mut concept = council();
    concept.terms[0].text = "شورای کارگری".to_owned();
    concept.terms[0].variants = vec!["شوراهای کارگری".to_owned()];
    let changes = [
        Change::Rename(lang("fa"), "شوراي كارگري".to_owned(), " شورای کارگران ".to_owned()),
        Change::Remove(lang("en"), "soviet".to_owned()),
        Change::Remove(lang("en"), "assembly".to_owned()),
    ];
    let edited = concept.edited(&changes).unwrap();
    assert_eq!(
        shown(&edited),
        ["fa شورای کارگران preferred", "en council preferred", "en workers' council admitted"]
    );
    assert_eq!(edited.terms[0].variants, ["شوراهای کارگری"]);
}

#[test]
fn everything_about_a_term_can_be_said_and_taken_back() {
    let said = [
        of_term("fa", None, TermChange::AddVariant("شوری".to_owned())),
        of_term("fa", None, TermChange::AddException("شورای نگهبان".to_owned())),
        of_term("en", Some("soviet"), TermChange::Note("read as the state".to_owned())),
        of_term("en", Some("soviet"), TermChange::Source("style sheet".to_owned())),
        of_term("en", None, TermChange::CaseSensitive(true)),
        of_term("en", None, TermChange::Matching(Matching::Exact)),
        of_term("en-GB", None, TermChange::Gender("n".to_owned())),
        Change::Field(Field::Definition, "elected at work".to_owned()),
        Change::DoNotTranslate(true),
    ];
    let edited = council().edited(&said).unwrap();
    let [fa, council_en, _, soviet, british] = edited.terms.as_slice() else { panic!("{edited:?}") };
    assert_eq!((&fa.variants, &fa.exceptions), (&vec!["شوری".to_owned()], &vec!["شورای نگهبان".to_owned()]));
    assert_eq!((soviet.note.as_str(), soviet.source.as_str()), ("read as the state", "style sheet"));
    assert_eq!((council_en.case_sensitive, council_en.matching), (true, Matching::Exact));
    assert_eq!((british.gender.as_str(), edited.definition.as_str()), ("n", "elected at work"));
    let back = [
        of_term("fa", None, TermChange::RemoveVariant("شوري".to_owned())),
        of_term("fa", None, TermChange::RemoveException("شوراي نگهبان".to_owned())),
        of_term("en", Some("soviet"), TermChange::Note(String::new())),
        of_term("en", Some("soviet"), TermChange::Source(String::new())),
        of_term("en", None, TermChange::CaseSensitive(false)),
        of_term("en", None, TermChange::Matching(Matching::Inflected)),
        of_term("en-GB", None, TermChange::Gender(String::new())),
        Change::Field(Field::Definition, String::new()),
        Change::DoNotTranslate(false),
    ];
    assert_eq!(edited.edited(&back).unwrap(), council());
}

#[test]
fn a_term_that_is_not_named_is_the_preferred_one_by_then() {
    let changes =
        [status("en", "workers' council", Preferred), of_term("en", None, TermChange::CaseSensitive(true))];
    let edited = council().edited(&changes).unwrap();
    let sensitive: Vec<_> =
        edited.terms.iter().filter(|t| t.case_sensitive).map(|t| t.text.as_str()).collect();
    assert_eq!(sensitive, ["workers' council"]);
}

#[test]
fn what_cannot_be_says_why() {
    assert_eq!(
        refused(&[status("en", "soviet", Admitted), status("en", "soviet", Forbidden)]),
        "the en term “soviet” cannot be admitted and forbidden at once"
    );
    assert_eq!(
        refused(&[status("de", "Rat", Preferred), status("de", "Beirat", Preferred)]),
        "“Rat” and “Beirat” cannot both be the preferred de term"
    );
    assert_eq!(
        refused(&[status("fa", "شورا", Admitted)]),
        "“شورا” is the only fa term to be used, so it is the preferred one"
    );
    assert_eq!(
        refused(&[Change::Remove(lang("en"), "counsel".to_owned())]),
        "it has no en term “counsel”; it has “council”, “workers' council”, “soviet”, “assembly”"
    );
    assert_eq!(refused(&[of_term("fr", None, TermChange::Gender("m".to_owned()))]), "it has no term in fr");
    assert_eq!(
        refused(&[of_term("fa", None, TermChange::RemoveVariant("شوراها".to_owned()))]),
        "“شورا” has no variant “شوراها”; it has none"
    );
    assert_eq!(
        refused(&[of_term("fa", None, TermChange::AddException("شورا".to_owned()))]),
        "the exception “شورا” is the term itself: it would never be found"
    );
    assert_eq!(
        refused(&[Change::Rename(lang("en"), "soviet".to_owned(), "council".to_owned())]),
        "the en term “council” is there already"
    );
    assert_eq!(refused(&[status("en", "?!", Forbidden)]), "“?!” is no term: it has no letter and no digit");
    let one = Concept { terms: vec![Term::new(lang("fa"), "نان", Preferred)], ..Concept::default() };
    assert_eq!(one.edited(&[Change::Remove(lang("fa"), "نان".to_owned())]), Err(EditError::NothingLeft));
}
