use super::*;

fn list(lang: &str, text: &str) -> String {
    let lang = Lang::parse(lang).unwrap();
    let found: Vec<String> = around(text, &lang, Vec::new()).iter().map(ToString::to_string).collect();
    if found.is_empty() { "-".to_owned() } else { found.join("; ") }
}

#[test]
fn placeables_of_the_set_are_read() {
    let rows: Vec<&str> = include_str!("golden/rows.tsv").lines().skip(1).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [lang, text, expected] = cells[..] else { panic!("{row}") };
        let found = list(lang, text);
        if found != expected {
            wrong.push(format!("{lang}: {text}\n  expected {expected}\n  found    {found}"));
        }
    }
    let (right, all) = (rows.len() - wrong.len(), rows.len());
    assert!(right * 100 >= all * 100, "{right} of {all}\n{}", wrong.join("\n"));
}

fn pairs(rows: &'static str) -> Vec<(bool, &'static str)> {
    let sorted = |lang: &str, text: &str| {
        let lang = Lang::parse(lang).unwrap();
        let mut found: Vec<String> =
            around(text, &lang, Vec::new()).iter().map(ToString::to_string).collect();
        found.sort();
        found
    };
    let equal = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [persian, lang, target] = cells[..] else { panic!("{row}") };
        (sorted("fa", persian) == sorted(lang, target), row)
    };
    rows.lines().skip(1).map(equal).collect()
}

#[test]
fn both_sides_of_a_right_translation_have_equal_values() {
    let pairs = pairs(include_str!("golden/equal.tsv"));
    let wrong: Vec<_> = pairs.iter().filter(|(equal, _)| !equal).collect();
    assert!(pairs.len() >= 80 && wrong.len() * 100 <= pairs.len(), "{wrong:#?}");
}

#[test]
fn a_seeded_difference_shows_in_the_values() {
    let pairs = pairs(include_str!("golden/different.tsv"));
    let unseen: Vec<_> = pairs.iter().filter(|(equal, _)| *equal).collect();
    assert!(pairs.len() >= 40 && unseen.is_empty(), "{unseen:#?}");
}

#[test]
fn what_is_already_known_stays_and_is_not_read_again() {
    let date = Placeable {
        span: Span::new(3, 9),
        kind: Kind::Date,
        value: "0000-11-04".to_owned(),
        content: Content::Text,
    };
    let text = "از ۴ بهمن ۳۰ نفر";
    let found = around(text, &Lang::persian(), vec![date.clone()]);
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["date=0000-11-04", "number=30"]);
    assert_eq!(found.first(), Some(&date));
}

#[test]
fn extreme_texts_are_read_in_linear_time() {
    // Square time would take minutes.
    const LENGTH: usize = 30_000;
    for unit in [
        "7",
        "۷٬",
        "1.",
        "1,",
        "-1",
        "دو ",
        "یک ",
        "a",
        "é\u{301}",
        "A-1",
        "#a_",
        "از ۵ تا ",
        "و ",
        "بیش از ",
        "hundert",
        "\u{202E}۵",
        "@",
        "C8",
        "ماده ۵ و ",
    ] {
        let text: String = unit.repeat(LENGTH / unit.chars().count());
        for lang in ["fa", "en", "de", "fr", "sv", "tr"] {
            let found = placeables(&text, &Lang::parse(lang).unwrap());
            assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start), "{unit} {lang}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn spans_are_ordered_and_inside(text in crate::text::fold::tests::persian_text(), lang in "fa|en|de|fr|sv|tr") {
        let length = text.chars().count();
        let mut before = 0;
        for found in placeables(&text, &Lang::parse(&lang).unwrap()) {
            proptest::prop_assert!(before <= found.span.start && found.span.start < found.span.end && found.span.end <= length);
            proptest::prop_assert!(!found.value.is_empty());
            before = found.span.end;
        }
    }
}
