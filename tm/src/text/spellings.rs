//! The exact key over whole sentences: every spelling of one shares it, no two that differ in a word do.

use unicode_normalization::UnicodeNormalization;

use super::{ZWNJ, exact_key};
use crate::lang::Script;

/// The sentences of `data/polarity/pairs.tsv`, both sides, with the label of their row.
fn sentences() -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    for (label, row) in
        include_str!("../../data/polarity/pairs.tsv").lines().skip(1).filter_map(|r| r.split_once('\t'))
    {
        for wanted in [1, 2] {
            let mut side = 0;
            let mut text = String::new();
            for c in row.replace('~', "\u{200C}").chars() {
                match c {
                    '[' => side = 1,
                    '|' => side = 2,
                    ']' => side = 0,
                    c => text.extend(Some(c).filter(|_| side == 0 || side == wanted)),
                }
            }
            all.push((label, text));
        }
    }
    all
}

type Variant = (&'static str, fn(&str) -> String);

/// Thirteen ways in which the same sentence is typed.
const VARIANTS: [Variant; 13] = [
    ("Arabic letters", |t| t.replace('ی', "ي").replace('ک', "ك")),
    ("ASCII digits", |t| digits(t, '0')),
    ("Arabic digits", |t| digits(t, '٠')),
    ("affixes apart", |t| t.replace(ZWNJ, " ")),
    ("affixes glued", |t| t.replace(ZWNJ, "")),
    ("vowel signs", |t| t.replace('ر', "ر\u{064E}").replace('م', "م\u{0651}\u{064F}")),
    ("kashida", |t| t.replace('س', "س\u{0640}\u{0640}")),
    ("direction controls", |t| format!("\u{202B}{}\u{202C}\u{200F}", t.replace(' ', "\u{200E} "))),
    ("presentation forms", |t| t.replace('ن', "\u{FEE7}").replace("لا", "\u{FEFB}").replace('ر', "\u{FEAE}")),
    ("decomposed letters", |t| t.nfd().collect()),
    ("no-break spaces", |t| t.replace(' ', "\u{00A0}")),
    ("other quotes", |t| {
        t.replace('«', "\u{201C}").replace('»', "\u{201D}").replace('؟', "?").replace('،', ",")
    }),
    ("hamza left out", |t| t.replace('ئ', "ی").replace('أ', "ا").replace('ؤ', "و").replace("ه\u{0654}", "ۀ")),
];

fn digits(text: &str, zero: char) -> String {
    let turn = |c: char| match c {
        '۰'..='۹' => char::from_u32(u32::from(zero) + u32::from(c) - u32::from('۰')).unwrap(),
        c => c,
    };
    text.chars().map(turn).collect()
}

#[test]
fn every_spelling_of_a_sentence_shares_its_key() {
    let sentences = sentences();
    assert!(sentences.len() > 200);
    for (_, text) in sentences {
        let key = exact_key(&text, Script::Arabic);
        for (first, one) in VARIANTS {
            assert_eq!(exact_key(&one(&text), Script::Arabic), key, "{first}: {text}");
            for (second, other) in VARIANTS {
                assert_eq!(exact_key(&other(&one(&text)), Script::Arabic), key, "{first}, {second}: {text}");
            }
        }
        let all = VARIANTS.iter().fold(text.clone(), |t, (_, variant)| variant(&t));
        assert_eq!(exact_key(&all, Script::Arabic), key, "all: {text}");
    }
}

#[test]
fn sentences_of_different_meaning_have_different_keys() {
    for pair in sentences().chunks(2) {
        let [(label, here), (_, memory)] = pair else { continue };
        assert!(
            *label == "same" || exact_key(here, Script::Arabic) != exact_key(memory, Script::Arabic),
            "{here}"
        );
    }
    for (one, other) in [
        ("کارگر", "کارگری"),
        ("شورا", "شورایی"),
        ("اعتراض", "اعتراضی"),
        ("نمی\u{200C}رود", "می\u{200C}رود"),
        ("آب", "اب"),
        ("کارگران", "کارگر"),
        ("سر", "سیر"),
        ("خانه", "خانه\u{200C}ای"),
        ("۷ ماه", "۱۷ ماه"),
        ("نه!", "نه؟"),
        ("نیامد", "بیامد"),
        ("بدون", "بودن"),
    ] {
        assert_ne!(exact_key(one, Script::Arabic), exact_key(other, Script::Arabic), "{one}");
    }
}
