//! Two texts of any bytes: what they say is read without panic, in order and inside of them; comparing them is the same in
//! both directions, and a spelling alone makes no difference.

use tm::check::check as check_pair;
use tm::encoding::decode_document;
use tm::lang::{Lang, Script};
use tm::meaning::{Difference, compare};
use tm::span::{Chars, Span};
use tm::text::date::dates;
use tm::text::name::names;
use tm::text::number::numbers;
use tm::text::placeable::{placeables, shown};
use tm::text::polarity::denials;
use tm::text::{exact_key, tokens};

const LANGS: [&str; 8] = ["fa", "en", "de", "fr", "sv", "tr", "ar", "fa"];

/// The whole check of one input: its first byte names two languages, a NUL parts the texts.
pub fn check(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let lang = |at: u8| Lang::parse(LANGS[usize::from(at % 8)]).unwrap();
    let (here, there) = (lang(first & 7), lang(first >> 3));
    let parted: Vec<String> = rest.splitn(2, |b| *b == 0).map(text).collect();
    let a = parted.first().cloned().unwrap_or_default();
    let b = parted.get(1).cloned().unwrap_or_default();
    read_law(&a, &here);
    read_law(&b, &there);
    compare_law(&a, &b, &here);
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let found = check_pair(&a, &here, &b, &there);
    assert!(found.is_sorted());
    for finding in found {
        assert!(finding.source.iter().all(|span| inside(span, a_length)), "{finding:?}");
        assert!(finding.target.iter().all(|span| inside(span, b_length)), "{finding:?}");
        assert!(!finding.detail.is_empty());
    }
}

fn text(bytes: &[u8]) -> String {
    decode_document(bytes)
        .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text)
}

fn inside(span: &Span<Chars>, length: usize) -> bool {
    span.start < span.end && span.end <= length
}

/// Spans are in order, apart and inside of the text.
fn apart(spans: impl Iterator<Item = Span<Chars>>, length: usize, what: &str) {
    let mut before = 0;
    for span in spans {
        assert!(before <= span.start && inside(&span, length), "{what} {span:?} in {length}");
        before = span.end;
    }
}

fn read_law(text: &str, lang: &Lang) {
    let length = text.chars().count();
    let found = placeables(text, lang);
    apart(found.iter().map(|p| p.span), length, "placeable");
    assert!(found.iter().all(|placeable| !placeable.value.is_empty()));
    let shown = shown(text, &found);
    assert!(shown.iter().all(|s| inside(&s.span, length)));
    for target in ["en", "de", "fr", "sv", "tr"] {
        let target = Lang::parse(target).unwrap();
        assert!(shown.iter().all(|s| s.render(&target).is_none_or(|written| !written.is_empty())));
    }
    apart(dates(text, lang).iter().map(|d| d.span), length, "date");
    apart(numbers(text, lang).iter().map(|n| n.span), length, "number");
    apart(names(text, lang).iter().map(|n| n.span), length, "name");
    assert!(denials(text, lang).iter().all(|denial| inside(&denial.span, length)));
    apart(tokens(text, lang.script()).iter().map(|t| t.span), length, "token");
}

fn compare_law(a: &str, b: &str, lang: &Lang) {
    let turned = |d: Difference| Difference { kind: d.kind, here: d.memory, memory: d.here };
    let there = compare(a, b, lang);
    let back: Vec<Difference> = compare(b, a, lang).into_iter().map(turned).collect();
    assert_eq!(there, back);
    let arabic = lang.script() == Script::Arabic;
    if arabic && exact_key(a, Script::Arabic) == exact_key(b, Script::Arabic) {
        assert_eq!(there, []);
    }
    assert_eq!(compare(a, a, lang), []);
}
