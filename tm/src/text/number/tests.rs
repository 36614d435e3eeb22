use super::*;

fn read(lang: &str, text: &str) -> Vec<(String, Option<Ambiguity>)> {
    let lang = Lang::parse(lang).unwrap();
    numbers(text, &lang).into_iter().map(|n| (format!("{}={n}", n.kind()), n.ambiguity)).collect()
}

#[test]
fn what_can_be_read_otherwise_is_stated() {
    for (lang, text, expected, ambiguity) in [
        ("fa", "۳4۵ خانواده", "number=345", Some(Ambiguity::MixedDigits)),
        ("fa", "۱/۵ اعضا", "fraction=1/5", Some(Ambiguity::RatioOrFraction)),
        ("fa", "۱/۵ میلیون", "number=1500000", Some(Ambiguity::RatioOrFraction)),
        ("fa", "۱.۲۵۰ نفر", "number=1250", Some(Ambiguity::GroupOrFraction)),
        ("de", "1,250 Liter", "quantity=1.25 l", Some(Ambiguity::GroupOrFraction)),
        ("en", "1,250 litres", "quantity=1250 l", None),
    ] {
        assert_eq!(read(lang, text), [(expected.to_owned(), ambiguity)], "{text}");
    }
}

#[test]
fn forty_digits_are_kept_one_by_one() {
    let long = "1234567890123456789012345678901234567891";
    assert_eq!(read("en", &format!("{long}.25 rials")), [(format!("money={long}.25 rial"), None)]);
    assert_eq!(read("fa", &format!("{long} هزار تومان")), [(format!("money={long}000 toman"), None)]);
}

#[test]
fn a_span_covers_the_unit_and_the_qualifier() {
    let text = "مزد بیش از ۵ میلیون تومان بود.";
    let found = numbers(text, &Lang::persian());
    let span = found.first().unwrap().span;
    let covered: String = text.chars().skip(span.start).take(span.len()).collect();
    assert_eq!(covered, "بیش از ۵ میلیون تومان");
}

#[test]
fn a_fraction_as_it_is_said_may_have_any_length() {
    let digits = "3".repeat(70_000);
    let found = numbers(&format!("پنج ممیز {digits} درصد"), &Lang::persian());
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), [format!("5.{digits}")]);
}
