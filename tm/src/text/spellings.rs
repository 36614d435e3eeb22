//! Key and tokens over whole sentences: every spelling of one gives the same, no two that differ in meaning do.

use std::collections::HashMap;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{Token, TokenKind, ZWNJ, exact_key, tokens};
use crate::distance::{CONTENT, Weighted, align};
use crate::lang::{Lang, Script};
use crate::score::{Score, Scored, compare, differences};

/// The sentences of `data/polarity/pairs.tsv`, both sides, with the label of their row.
fn polarity_sentences() -> Vec<(&'static str, String)> {
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

/// Where the parts of a compound meet, until it is said how they are joined.
const SEAM: char = '\u{E000}';

/// The sentences of `data/fa/sentences.tsv`, their compounds not joined yet.
fn sentences() -> Vec<String> {
    let rows = include_str!("../../data/fa/sentences.tsv").lines().skip(1);
    rows.map(|row| row.split('\t').nth(1).unwrap().replace('~', "\u{200C}").replace('+', &SEAM.to_string()))
        .collect()
}

/// The pairs of `data/fa/unlike.tsv`.
fn unlike() -> Vec<[String; 2]> {
    let rows = include_str!("../../data/fa/unlike.tsv").lines().skip(1);
    rows.map(|row| {
        let cells: Vec<_> = row.split('\t').map(|cell| cell.replace('~', "\u{200C}")).collect();
        [cells[1].clone(), cells[2].clone()]
    })
    .collect()
}

type Change = fn(&str) -> String;

/// Twelve ways in which a sentence is typed, each in several forms.
const VARIANTS: [(&str, &[Change]); 12] = [
    (
        "letters of other keyboards",
        &[
            |t| t.replace('ی', "ي").replace('ک', "ك"),
            |t| t.replace('ی', "ى").replace('ک', "ڪ"),
            |t| t.replace('ه', "ہ").replace('ی', "ې"),
            |t| t.nfd().collect(),
        ],
    ),
    ("digits", &[|t| digits(t, '0'), |t| digits(t, '٠')]),
    (
        "vowel signs",
        &[
            |t| t.replace('ر', "ر\u{064E}").replace('م', "م\u{0651}\u{064F}"),
            |t| t.replace('ا', "ا\u{064B}").replace(['\u{0651}', '\u{064F}'], ""),
        ],
    ),
    ("kashida", &[|t| t.replace('س', "س\u{0640}\u{0640}"), |t| t.replace('ی', "\u{0640}ی")]),
    (
        "controls",
        &[
            |t| format!("\u{202B}{}\u{202C}\u{200F}", t.replace(' ', "\u{200E} ")),
            |t| format!("\u{FEFF}{}", t.replace('ه', "ه\u{200D}").replace('د', "د\u{2060}")),
            |t| t.replace(ZWNJ, "\u{00AD}"),
            |t| t.replace(ZWNJ, "\u{200B}\u{200C}"),
        ],
    ),
    (
        "presentation forms",
        &[
            |t| t.replace('ن', "\u{FEE7}").replace("لا", "\u{FEFB}").replace('ر', "\u{FEAE}"),
            |t| t.replace('ی', "\u{FBFE}").replace('ک', "\u{FB90}").replace('ه', "\u{FEEA}"),
        ],
    ),
    (
        "spaces",
        &[
            |t| t.replace(' ', "\u{00A0}"),
            |t| t.replace(' ', "\u{202F}"),
            |t| format!(" {}\n", t.replace(' ', " \t ")),
        ],
    ),
    (
        "quotes and marks",
        &[
            |t| t.replace('«', "\u{201C}").replace('»', "\u{201D}"),
            |t| t.replace(['«', '»'], "\""),
            |t| t.replace('؟', "?").replace('،', ",").replace('؛', ";"),
        ],
    ),
    ("affixes", &[|t| t.replace(ZWNJ, " "), |t| t.replace(ZWNJ, "")]),
    ("compounds", &[|t| t.replace(SEAM, " "), |t| t.replace(SEAM, "")]),
    (
        "hamza and ezafe",
        &[
            |t| t.replace('ئ', "ی").replace('أ', "ا").replace('ؤ', "و"),
            |t| t.replace("مسئو", "مسؤو").replace("هیئت", "هیأت").replace("جرئت", "جرأت"),
            |t| t.replace('ۀ', "ه\u{0654}"),
            |t| t.replace("ه\u{0654}", "ۀ").replace("ه\u{200C}ی ", "ۀ "),
            |t| t.replace("ه\u{0654} ", "ه\u{200C}ی ").replace("ۀ ", "ه\u{200C}ی "),
            |t| t.replace("ه\u{0654} ", "ه ی ").replace("ه\u{200C}ی ", "ه "),
        ],
    ),
    (
        "marks apart",
        &[
            |t| t.replace('،', " ،").replace('؛', " ؛").replace('؟', " ؟").replace('!', " !"),
            |t| t.replace("، ", "،  ").replace('.', " .").replace("«", "« ").replace("»", " »"),
        ],
    ),
];

fn digits(text: &str, zero: char) -> String {
    let turn = |c: char| match c {
        '۰'..='۹' => char::from_u32(u32::from(zero) + u32::from(c) - u32::from('۰')).unwrap(),
        c => c,
    };
    text.chars().map(turn).collect()
}

/// What is not joined yet as an editor would: by ZWNJ.
fn edited(text: &str) -> String {
    text.replace(SEAM, "\u{200C}")
}

fn key(text: &str) -> String {
    exact_key(&edited(text), Script::Arabic)
}

fn words(text: &str) -> Vec<Token> {
    tokens(&edited(text), Script::Arabic)
}

/// What is wrong where another spelling of a sentence has not its key and words.
fn fault(sentence: &str, variant: &str) -> Option<String> {
    if key(variant) != key(sentence) {
        return Some(format!("key {} of {variant}", key(variant)));
    }
    let (here, there) = (words(sentence), words(variant));
    check_spans(&edited(variant), &there);
    // How a compound that is in no list was joined shows in the tokens and costs nothing.
    if sentence.contains(SEAM) && !variant.contains(SEAM) {
        let weighted =
            |all: &[Token]| all.iter().map(|t| Weighted::new(t.clone(), CONTENT)).collect::<Vec<_>>();
        let (cost, steps) = align(&weighted(&here), &weighted(&there));
        return (cost > 0).then(|| format!("{cost} for {variant}: {steps:?}"));
    }
    let texts = |all: &[Token]| all.iter().map(|t| (t.text.clone(), t.kind)).collect::<Vec<_>>();
    let other = texts(&there).into_iter().filter(|t| !texts(&here).contains(t)).collect::<Vec<_>>();
    (texts(&here) != texts(&there)).then(|| format!("tokens {other:?} of {variant}"))
}

fn check_spans(text: &str, tokens: &[Token]) {
    let slice =
        |token: &Token| text.chars().skip(token.span.start).take(token.span.len()).collect::<String>();
    let mut together = String::new();
    for token in tokens {
        let letters = slice(token);
        let key = exact_key(&letters, Script::Arabic);
        match token.kind {
            TokenKind::Mark => assert!(key.chars().all(|c| token.text.chars().eq([c])), "{letters:?} {text}"),
            _ => assert_eq!(key.to_lowercase(), token.text, "{letters:?} {text}"),
        }
        assert!(!letters.starts_with([' ', ZWNJ]) && !letters.ends_with([' ', ZWNJ]), "{letters:?} {text}");
        together.push_str(&key);
    }
    assert_eq!(together, exact_key(text, Script::Arabic), "{text}");
}

#[test]
fn every_spelling_alone_gives_the_same_key_and_tokens() {
    let sentences = sentences();
    assert!(sentences.len() >= 200);
    for (name, changes) in VARIANTS {
        let (mut changed, mut faults) = (0, Vec::new());
        for sentence in &sentences {
            for change in changes {
                let variant = change(sentence);
                changed += usize::from(variant != *sentence);
                faults.extend(fault(sentence, &variant));
            }
        }
        assert!(changed > 20, "{name} changes nothing");
        assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
    }
}

#[test]
fn every_two_spellings_together_give_the_same_key_and_tokens() {
    for (at, sentence) in sentences().iter().enumerate() {
        for (i, (first, one)) in VARIANTS.iter().enumerate() {
            for (k, (second, other)) in VARIANTS.iter().enumerate() {
                // Forms take turns from sentence to sentence.
                let form = |changes: &[Change], turn: usize| changes[turn % changes.len()];
                let variant = form(other, at / 4 + k)(&form(one, at + i)(sentence));
                let fault = fault(sentence, &variant);
                assert_eq!(fault, None, "{first}, {second}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_spellings_in_any_order_give_the_same_key_and_tokens(
        at in 0..10_000usize,
        chosen in prop::collection::vec((0..VARIANTS.len(), 0..10_000usize), 1..9),
    ) {
        let sentences = sentences();
        let sentence = &sentences[at % sentences.len()];
        let variant = chosen.iter().fold(sentence.clone(), |text, (name, form)| {
            let (_, changes) = VARIANTS[*name];
            changes[form % changes.len()](&text)
        });
        prop_assert_eq!(fault(sentence, &variant), None);
    }
}

#[test]
fn a_compound_joined_in_another_way_is_no_difference_of_meaning() {
    let lang = Lang::persian();
    let (mut seen, apart): (usize, Change) = (0, |t| t.replace([ZWNJ, SEAM], " "));
    let mut wrong = Vec::new();
    for sentence in sentences().iter().filter(|s| s.contains([SEAM, ZWNJ])) {
        for variant in [apart(sentence), sentence.replace(SEAM, "")] {
            // Another text, so that the key alone does not decide.
            let longer = Scored::new(&format!("{} امروز", edited(sentence)), &lang);
            let variant = Scored::new(&variant, &lang);
            let same = Scored::new(&edited(sentence), &lang);
            let comparison = compare(&longer, &variant);
            let found = differences(&longer, &variant, &comparison.steps);
            // The word more costs what it costs beside the same spelling, but for the words there are to share it.
            let cost = align(&longer.tokens, &variant.tokens).0;
            if found != differences(&longer, &same, &[]) || cost != align(&longer.tokens, &same.tokens).0 {
                wrong.push(format!("{sentence}: {cost}, {found:?}"));
            }
            assert_eq!(compare(&same, &variant).similarity, Score::FULL);
            seen += 1;
        }
    }
    assert!(seen > 200 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_sentences_about_denial_have_one_key_in_every_spelling() {
    for (_, text) in polarity_sentences() {
        for (name, changes) in VARIANTS {
            for change in changes {
                assert_eq!(key(&change(&text)), key(&text), "{name}: {text}");
            }
        }
    }
}

#[test]
fn texts_of_different_meaning_have_different_keys() {
    let mut seen: HashMap<String, String> = HashMap::new();
    let pairs = unlike();
    assert!(pairs.len() >= 100);
    for [one, other] in &pairs {
        assert_ne!(key(one), key(other), "{one}");
    }
    for text in sentences().into_iter().chain(pairs.into_iter().flatten()) {
        let letters = edited(&text).replace([ZWNJ, ' '], "");
        let before = seen.insert(key(&text), letters.clone());
        assert!(before.is_none_or(|before| before == letters), "{text}");
    }
    for pair in polarity_sentences().chunks(2) {
        let [(label, here), (_, memory)] = pair else { continue };
        assert!(*label == "same" || key(here) != key(memory), "{here}");
    }
}
