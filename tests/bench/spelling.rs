//! How fast a text is folded, keyed, cut into canonical tokens and read for its meaning, against the plainest loop
//! that copies its characters.
//!
//! Corpus: the 219 sentences of `tm/data/fa/sentences.tsv`, one call a sentence, as they stand and as a keyboard with
//! Arabic letters, digits and vowel signs would type them.
//!
//! A run of 2026-11-21 on two shared cores, others at work on them (median, MB/s, as edited and as retyped):
//!
//! | copied | folded | keyed | folded and keyed | tokens | meaning |
//! |---|---|---|---|---|---|
//! | 769.6, 755.9 | 217, 224.1 | 141.6, 145.2 | 74.14, 72.08 | 21.88, 21.63 | 2.597, 2.641 |
//!
//! Folding and keying together take a tenth of the rate of the copying loop.

use divan::counter::BytesCount;
use tm::lang::{Lang, Script};
use tm::meaning::Meaning;
use tm::text::{exact_key, fold, tokens};

fn main() {
    divan::main();
}

#[derive(Clone, Copy, Debug)]
enum Typed {
    AsEdited,
    OnAnArabicKeyboard,
}

const BOTH: [Typed; 2] = [Typed::AsEdited, Typed::OnAnArabicKeyboard];

fn sentences(typed: Typed) -> Vec<String> {
    let rows = include_str!("../../tm/data/fa/sentences.tsv").lines().skip(1);
    let sentences = rows.filter_map(|row| row.split('\t').nth(1)).map(|s| s.replace(['~', '+'], "\u{200C}"));
    let retyped = |s: String| {
        let s = s.replace('ی', "ي").replace('ک', "ك").replace('م', "م\u{064E}").replace('\u{200C}', " ");
        s.chars().map(|c| if ('۰'..='۹').contains(&c) { arabic_digit(c) } else { c }).collect()
    };
    match typed {
        Typed::AsEdited => sentences.collect(),
        Typed::OnAnArabicKeyboard => sentences.map(retyped).collect(),
    }
}

fn arabic_digit(c: char) -> char {
    char::from_u32(u32::from(c) - 0x90).unwrap()
}

/// Runs `each` on every sentence; its result is a count that must not be nothing.
fn run(bencher: divan::Bencher<'_, '_>, typed: Typed, each: impl Fn(&str) -> usize + Sync) {
    let sentences = sentences(typed);
    assert_eq!(sentences.len(), 219);
    let bytes: usize = sentences.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let count: usize = sentences.iter().map(|s| each(s)).sum();
        assert!(count > sentences.len());
        count
    });
}

/// What any folding has to do at the least: look at each character and write one.
#[divan::bench(args = BOTH)]
fn copied(bencher: divan::Bencher<'_, '_>, typed: Typed) {
    run(bencher, typed, |text| {
        let mut copy = String::with_capacity(text.len());
        text.chars().for_each(|c| copy.push(divan::black_box(c)));
        copy.len()
    });
}

#[divan::bench(args = BOTH)]
fn folded(bencher: divan::Bencher<'_, '_>, typed: Typed) {
    run(bencher, typed, |text| fold(text).char_count());
}

#[divan::bench(args = BOTH)]
fn keyed(bencher: divan::Bencher<'_, '_>, typed: Typed) {
    run(bencher, typed, |text| exact_key(text, Script::Arabic).len());
}

#[divan::bench(args = BOTH)]
fn folded_and_keyed(bencher: divan::Bencher<'_, '_>, typed: Typed) {
    run(bencher, typed, |text| fold(text).char_count() + exact_key(text, Script::Arabic).len());
}

#[divan::bench(args = BOTH)]
fn cut_into_tokens(bencher: divan::Bencher<'_, '_>, typed: Typed) {
    run(bencher, typed, |text| tokens(text, Script::Arabic).len());
}

#[divan::bench(args = BOTH)]
fn read_for_meaning(bencher: divan::Bencher<'_, '_>, typed: Typed) {
    let lang = Lang::persian();
    run(bencher, typed, |text| {
        divan::black_box(Meaning::new(text, &lang));
        text.len()
    });
}
