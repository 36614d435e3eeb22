//! What holds for any text and any two names.

use proptest::prelude::*;

use super::*;
use crate::text::fold::tests::persian_text;

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        persian_text(),
        any::<String>(),
        "([A-Z]?[a-z]{1,7}[ .'-]){0,12}",
        "(رضا|آقای|تهران|هفت|تپه|\u{200C}| |کریمی|در|ی|\\.|\u{202E}|Reza|M|s|'){0,20}",
    ]
}

proptest! {
    #[test]
    fn names_are_in_order_and_inside(text in any_text(), lang in "fa|en|de|fr|sv|es|ar|zh") {
        let length = text.chars().count();
        let mut before = 0;
        for name in names(&text, &Lang::parse(&lang).unwrap()) {
            prop_assert!(before <= name.span.start && name.span.start < name.span.end && name.span.end <= length);
            before = name.span.end;
        }
    }

    #[test]
    fn relating_does_not_ask_who_comes_first(a in any_text(), b in any_text()) {
        prop_assert_eq!(related(&a, &b), related(&b, &a));
        prop_assert_eq!(similarity(&a, &b), similarity(&b, &a));
    }

    #[test]
    fn a_name_is_related_to_itself(text in any_text()) {
        prop_assert_eq!(related(&text, &text), text.chars().any(|c| !form::words(&c.to_string()).is_empty()));
    }

    #[test]
    fn a_text_has_all_its_own_names(text in any_text(), lang in "fa|en|de|fr|sv") {
        let lang = Lang::parse(&lang).unwrap();
        prop_assert_eq!(names_differ(&text, &lang, &text, &lang), Vec::new());
    }
}

#[test]
fn long_texts_of_one_kind_are_read_to_the_end() {
    let persian = Lang::persian();
    let english = Lang::parse("en").unwrap();
    for piece in
        ["ا", "رضا ", "آقای ", "تهران ", "محمد\u{200C}", "\u{64B}", "7", "Ali ", "Mr. ", "A", "-", "'"]
    {
        let text = piece.repeat(10_000);
        for lang in [&persian, &english] {
            let found = names(&text, lang);
            assert!(found.iter().all(|name| name.span.end <= text.chars().count()));
            names_differ(&text, lang, "رضا Ali", &english);
        }
    }
}
