//! Inline elements: which open, close or stand alone, and which of one variant correspond to which of another.

use std::collections::HashMap;

use crate::detail::{Attribute, Native};
use crate::unit::{Code, CodeKind};

/// Where an inline element of a segment stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Byte offset in the text.
    pub(super) at: usize,
    pub(super) shape: Shape,
    pub(super) native: Native,
}

/// How an inline element stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It holds no text of the segment.
    Point,
    /// Begins an element that encloses text.
    Begin,
    /// Ends it.
    End,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Native code; one of the two vocabularies that write pairs as two elements, or neither.
    Code(Role),
    /// Text of the segment.
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// `bpt`, or `bx` and `sc` of XLIFF.
    Opens(Vocabulary),
    /// `ept`, or `ex` and `ec` of XLIFF.
    Closes(Vocabulary),
    Alone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Vocabulary {
    Tmx,
    Xliff,
}

/// What the inline element `name` holds; an unknown one holds text.
pub(super) fn content_of(name: &str) -> Content {
    let is = |wanted: &[&str]| wanted.iter().any(|w| name.eq_ignore_ascii_case(w));
    match () {
        () if is(&["bpt"]) => Content::Code(Role::Opens(Vocabulary::Tmx)),
        () if is(&["ept"]) => Content::Code(Role::Closes(Vocabulary::Tmx)),
        () if is(&["bx", "sc"]) => Content::Code(Role::Opens(Vocabulary::Xliff)),
        () if is(&["ex", "ec"]) => Content::Code(Role::Closes(Vocabulary::Xliff)),
        () if is(&["ph", "it", "ut", "x", "sm", "em"]) => Content::Code(Role::Alone),
        () => Content::Text,
    }
}

/// Whether `name` is an inline element of TMX 1.4 or XLIFF.
pub(super) fn is_known(name: &str) -> bool {
    let enclosing = ["hi", "g", "mrk", "pc", "sub"];
    content_of(name) != Content::Text || enclosing.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// What two codes of different variants have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key<'a> {
    /// The same `x`.
    X(&'a str),
    /// The same `i`, used for the same time.
    Pair(&'a str, u32),
    /// The same `id`, as in XLIFF.
    Id(&'a str),
    /// The same element, for the same time.
    Nth(String, u32),
}

/// The codes of variants, numbered by first appearance, equal numbers for codes that correspond: by `x` when every
/// variant with codes has it, else by `i` or `id`, else by order.
pub(super) fn codes(variants: &[&[Mark]]) -> Vec<Vec<Code>> {
    let has_x = |marks: &&&[Mark]| marks.is_empty() || marks.iter().any(|mark| mark.attribute("x").is_some());
    let by_x = variants.iter().all(|marks| has_x(&marks));
    let mut numbers = HashMap::new();
    variants.iter().map(|marks| codes_of(marks, by_x, &mut numbers)).collect()
}

fn codes_of<'a>(marks: &'a [Mark], by_x: bool, numbers: &mut HashMap<Key<'a>, u32>) -> Vec<Code> {
    let partners = partners(marks);
    let mut times: HashMap<Key<'a>, u32> = HashMap::new();
    let mut codes: Vec<Code> = Vec::with_capacity(marks.len());
    for (index, (mark, partner)) in marks.iter().zip(&partners).enumerate() {
        let opening = partner.filter(|p| *p < index).and_then(|p| codes.get(p));
        let (kind, number) = match (partner, opening) {
            (Some(_), Some(opening)) => (CodeKind::Close, opening.number),
            (partner, _) => {
                let kind = if partner.is_some() { CodeKind::Open } else { CodeKind::Single };
                let key = key(mark, by_x, &mut times);
                let next = numbers.len() as u32 + 1;
                (kind, *numbers.entry(key).or_insert(next))
            }
        };
        codes.push(Code { at: mark.at as u32, kind, number });
    }
    codes
}

fn key<'a>(mark: &'a Mark, by_x: bool, times: &mut HashMap<Key<'a>, u32>) -> Key<'a> {
    if let Some(x) = mark.attribute("x").filter(|_| by_x) {
        return Key::X(x);
    }
    let mut nth = |key| {
        let times = times.entry(key).or_insert(0);
        *times += 1;
        *times
    };
    let is_opening = content_of(&mark.native.element) == Content::Code(Role::Opens(Vocabulary::Tmx));
    if let Some(i) = mark.attribute("i").filter(|_| is_opening) {
        return Key::Pair(i, nth(Key::Pair(i, 0)));
    }
    if let Some(id) = mark.attribute("id") {
        return Key::Id(id);
    }
    let element = mark.native.element.to_ascii_lowercase();
    let time = nth(Key::Nth(element.clone(), 0));
    Key::Nth(element, time)
}

/// For each mark the index of the other half of its pair.
fn partners(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut partners = vec![None; marks.len()];
    let mut enclosing = Vec::new();
    let mut open: HashMap<(Vocabulary, &str), Vec<usize>> = HashMap::new();
    for (index, mark) in marks.iter().enumerate() {
        let begin = match (mark.shape, content_of(&mark.native.element)) {
            (Shape::Begin, _) => {
                enclosing.push(index);
                None
            }
            (Shape::End, _) => enclosing.pop(),
            (Shape::Point, Content::Code(Role::Opens(vocabulary))) => {
                open.entry((vocabulary, mark.pair(vocabulary, &["rid", "id"]))).or_default().push(index);
                None
            }
            (Shape::Point, Content::Code(Role::Closes(vocabulary))) => open
                .get_mut(&(vocabulary, mark.pair(vocabulary, &["startRef", "rid", "id"])))
                .and_then(Vec::pop),
            (Shape::Point, _) => None,
        };
        if let Some(begin) = begin {
            for (at, other) in [(begin, index), (index, begin)] {
                if let Some(partner) = partners.get_mut(at) {
                    *partner = Some(other);
                }
            }
        }
    }
    partners
}

impl Mark {
    fn attribute(&self, name: &str) -> Option<&str> {
        attribute(&self.native.attributes, name)
    }

    /// What pairs it with its other half; an element that says nothing pairs with another that says nothing.
    fn pair(&self, vocabulary: Vocabulary, of_xliff: &[&str]) -> &str {
        let names = if vocabulary == Vocabulary::Tmx { &["i"] } else { of_xliff };
        names.iter().find_map(|name| self.attribute(name)).unwrap_or_default()
    }
}

/// The value of an attribute, its name in any case.
pub(super) fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// For each code the `i` of its pair as a writer numbers them, 1, 2, … by opening; `None` for codes that stand alone
/// or lost their other half.
pub(super) fn pairs(codes: &[Code]) -> Vec<Option<u32>> {
    let mut pairs = vec![None; codes.len()];
    let mut open: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut joined = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        match code.kind {
            CodeKind::Open => open.entry(code.number).or_default().push(index),
            CodeKind::Close => {
                joined.extend(open.get_mut(&code.number).and_then(Vec::pop).map(|begin| (begin, index)))
            }
            CodeKind::Single => {}
        }
    }
    joined.sort_unstable();
    for ((begin, end), i) in joined.into_iter().zip(1..) {
        for at in [begin, end] {
            if let Some(pair) = pairs.get_mut(at) {
                *pair = Some(i);
            }
        }
    }
    pairs
}

/// The natives of codes about which no file said anything: `bpt`, `ept` and `ph` with numbers only.
pub(super) fn plain_natives(codes: &[Code]) -> Vec<Native> {
    codes.iter().zip(pairs(codes)).map(|(code, pair)| plain_native(code, pair)).collect()
}

fn plain_native(code: &Code, pair: Option<u32>) -> Native {
    let numbered = |name: &str, number: u32| (name.to_owned(), number.to_string());
    let (element, attributes) = match (code.kind, pair) {
        (CodeKind::Open, Some(i)) => ("bpt", vec![numbered("i", i), numbered("x", code.number)]),
        (CodeKind::Close, Some(i)) => ("ept", vec![numbered("i", i)]),
        _ => ("ph", vec![numbered("x", code.number)]),
    };
    Native { element: element.to_owned(), attributes, content: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(element: &str, attributes: &[(&str, &str)]) -> Mark {
        let attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let native = Native { element: element.to_owned(), attributes, content: String::new() };
        Mark { at: 0, shape: Shape::Point, native }
    }

    fn shapes(variants: &[&[Mark]]) -> Vec<String> {
        let letter = |code: &Code| match code.kind {
            CodeKind::Open => format!("<{}", code.number),
            CodeKind::Close => format!("{}>", code.number),
            CodeKind::Single => code.number.to_string(),
        };
        codes(variants).iter().map(|codes| codes.iter().map(letter).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn pairs_are_found_by_i_and_singles_by_order() {
        let marks = [
            point("bpt", &[("i", "1")]),
            point("BPT", &[("I", "2")]),
            point("ept", &[("i", "1")]),
            point("ph", &[]),
            point("ept", &[("i", "2")]),
            point("ept", &[("i", "7")]),
            point("bpt", &[("i", "1")]),
            point("ept", &[("i", "1")]),
        ];
        assert_eq!(shapes(&[&marks]), ["<1 <2 1> 3 2> 4 <5 5>"]);
        let other = [point("ph", &[]), point("bpt", &[("i", "2")]), point("ept", &[("i", "2")])];
        assert_eq!(shapes(&[&marks, &other]), ["<1 <2 1> 3 2> 4 <5 5>", "3 <2 2>"]);
    }

    #[test]
    fn x_joins_codes_of_variants_when_all_have_it() {
        let a = [point("ph", &[("x", "1")]), point("it", &[("x", "2")])];
        let b = [point("ph", &[("x", "2")]), point("ph", &[("x", "1")])];
        let c = [point("ph", &[]), point("ph", &[])];
        assert_eq!(shapes(&[&a, &b]), ["1 2", "2 1"]);
        assert_eq!(shapes(&[&a, &b, &c]), ["1 2", "1 3", "1 3"]);
    }

    #[test]
    fn xliff_pairs_by_id() {
        let marks = [
            point("bx", &[("id", "1"), ("rid", "9")]),
            point("x", &[("id", "5")]),
            point("ex", &[("id", "2"), ("rid", "9")]),
            point("sc", &[("id", "s")]),
            point("ec", &[("startRef", "s")]),
        ];
        assert_eq!(shapes(&[&marks]), ["<1 2 1> <3 3>"]);
    }

    #[test]
    fn a_writer_numbers_pairs_by_opening() {
        let code = |kind, number| Code { at: 0, kind, number };
        use CodeKind::{Close, Open, Single};
        let codes = [
            code(Close, 3),
            code(Open, 5),
            code(Open, 4),
            code(Close, 5),
            code(Single, 5),
            code(Close, 4),
            code(Open, 3),
        ];
        assert_eq!(pairs(&codes), [None, Some(1), Some(2), Some(1), None, Some(2), None]);
    }
}
