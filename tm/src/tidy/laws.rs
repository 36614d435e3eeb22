//! Tidying twice is tidying once, and no text means anything else afterwards.

use proptest::prelude::*;

use super::*;
use crate::lang::Script;
use crate::text::exact_key;

/// Words, affixes, marks and signs as they meet in real lines, right and wrong.
fn lines() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "کارگر",
        "كارگران",
        "خانه",
        "رفته",
        "می",
        "نمی",
        "رود",
        "روند",
        "میروند",
        "ها",
        "های",
        "هایی",
        "تر",
        "ترین",
        "بزرگ",
        "ام",
        "ای",
        "اند",
        "اش",
        "ی",
        "ي",
        "ى",
        "ۀ",
        "ة",
        "هٔ",
        "روزنامة",
        "از",
        "و",
        "بین",
        "المللی",
        "شنبه",
        "ماه",
        "دوست",
        "تن",
        "برمی",
        "گردد",
        "ھ",
        "ﻻ",
        "ﺳ",
        "ﷲ",
        "ـ",
        "ــ",
        "\u{064E}",
        "\u{0653}",
        "\u{0654}",
        "\u{0670}",
        "ا",
        "آ",
        "ه",
        "\u{200C}",
        "\u{200C}",
        "\u{200B}",
        "\u{00AC}",
        "\u{00AD}",
        "\u{200E}",
        "\u{200F}",
        "\u{200D}",
        "\u{FEFF}",
        "\u{2060}",
        "\u{202B}",
        "\u{202C}",
        " ",
        " ",
        " ",
        " ",
        "  ",
        "\u{A0}",
        "\u{202F}",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "\u{2028}",
        ".",
        ".",
        "..",
        "...",
        "…",
        "،",
        ",",
        ";",
        "؛",
        ":",
        "?",
        "؟",
        "!",
        "%",
        "٪",
        "\"",
        "\"",
        "“",
        "”",
        "„",
        "«",
        "»",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "{",
        "}",
        "`",
        "@",
        "#",
        "/",
        "-",
        "=",
        "+",
        "۱",
        "۲",
        "3",
        "45",
        "٤",
        "12.5",
        "1,200,300",
        "درصد",
        "تومان",
        "ILO",
        "a",
        "é",
        "e\u{0301}",
        "www.",
        "https://a.b/ی?ک,ل",
        "x@y.zz",
        "#هفته_نامة",
        "😊",
        "\u{1}",
        "ٹ",
        "الله",
    ]);
    prop::collection::vec(pieces, 0..30).prop_map(|parts| parts.concat())
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn tidying_twice_is_tidying_once(text in lines()) {
        let once = tidy(&text);
        let twice = tidy(once.text());
        prop_assert_eq!(twice.text(), once.text());
        prop_assert!(twice.changes().is_empty());
    }

    #[test]
    fn the_exact_key_stays(text in lines()) {
        let tidied = tidy(&text);
        prop_assert_eq!(exact_key(tidied.text(), Script::Arabic), exact_key(&text, Script::Arabic));
    }

    #[test]
    fn any_text_keeps_its_key_and_its_letters(text in crate::text::fold::tests::persian_text()) {
        let tidied = tidy(&text);
        prop_assert_eq!(exact_key(tidied.text(), Script::Arabic), exact_key(&text, Script::Arabic));
        let twice = tidy(tidied.text());
        prop_assert_eq!(twice.text(), tidied.text());
        let (kashida, none) = ('\u{0640}', "");
        prop_assert!(letters(tidied.text()) >= letters(&text.replace(kashida, none)));
    }

    #[test]
    fn every_position_maps_into_the_source_in_order(text in lines()) {
        let tidied = tidy(&text);
        let (length, source) = (tidied.text().chars().count(), text.chars().count());
        let mut before = 0;
        for at in 0..length {
            let span = tidied.source_span(Span::new(at, at + 1)).unwrap();
            prop_assert!(before <= span.start && span.start <= span.end && span.end <= source);
            before = span.start;
        }
        prop_assert!(tidied.source_span(Span::new(length, length + 1)).is_none());
        for change in tidied.changes().iter().chain(tidied.proposals()) {
            prop_assert!(change.at.start <= change.at.end && change.at.end <= source && change.before != change.after);
        }
    }

    #[test]
    fn lines_are_tidied_one_by_one(first in lines(), second in lines()) {
        let whole = tidy(&format!("{first}\n\n{second}"));
        let (one, two) = (tidy(&first), tidy(&second));
        prop_assert_eq!(whole.text(), format!("{}\n\n{}", one.text(), two.text()));
    }
}
