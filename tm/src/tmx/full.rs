//! The full form of a unit: everything that was read comes back.

use super::inline::{self, Content, Mark, Role, Shape};
use super::names::is_name;
use super::record::{is_language, is_well_formed};
use super::reference::is_char;
use super::write::{hub_first, put_text, put_value, put_with_codes};
use crate::detail::{Annotation, Attribute, Detail, Native, VariantDetail};
use crate::lang::Lang;
use crate::unit::{Code, CodeKind, Unit, Variant};

/// Writes a `tu` with all its details.
pub(super) fn put_unit(out: &mut String, unit: &Unit, detail: &Detail, hub: &Lang) {
    let natives = natives(unit, detail);
    out.push_str("<tu");
    put_attributes(out, &detail.attributes);
    out.push_str(">\n");
    put_annotations(out, &detail.annotations, "\n", |_| false);
    for variant in hub_first(unit, hub) {
        let of_variant = unit.variants().iter().zip(&natives).find(|(v, _)| v.lang == variant.lang);
        let natives = of_variant.map_or(&[][..], |(_, natives)| natives);
        put_variant(out, variant, detail.variant(&variant.lang), natives);
    }
    out.push_str("</tu>\n");
}

fn put_variant(out: &mut String, variant: &Variant, said: Option<&VariantDetail>, natives: &[Native]) {
    out.push_str("<tuv");
    let attributes = said.map_or(&[][..], |said| &said.attributes);
    // A tag that was written in another way comes back that way; one that means another language cannot.
    let is_own = |(name, value): &Attribute| {
        name != "xml:lang" || Lang::parse(value).is_ok_and(|lang| lang == variant.lang)
    };
    if !attributes.iter().any(|a| a.0 == "xml:lang" && is_own(a)) {
        out.push_str(" xml:lang=\"");
        out.push_str(variant.lang.as_str());
        out.push('"');
    }
    let not_own_again = |(name, value): &&Attribute| is_language(name) && value == variant.lang.as_str();
    let attributes: Vec<Attribute> =
        attributes.iter().filter(|a| is_own(a) && !not_own_again(a)).cloned().collect();
    put_attributes(out, &attributes);
    out.push('>');
    // A known inline element beside `seg` would be read as part of the text.
    put_annotations(out, said.map_or(&[], |said| &said.annotations), "", inline::is_known);
    out.push_str("<seg>");
    let mut open: Vec<&str> = Vec::new();
    put_with_codes(out, variant, |out, index| {
        if let (Some(code), Some(native)) = (variant.codes.get(index), natives.get(index)) {
            put_native(out, code.kind, native, &mut open);
        }
    });
    out.push_str("</seg></tuv>\n");
}

fn put_native<'a>(out: &mut String, kind: CodeKind, native: &'a Native, open: &mut Vec<&'a str>) {
    match shape(kind, native) {
        Shape::End => {
            let element = open.pop().unwrap_or_default();
            out.extend(["</", element, ">"]);
        }
        shape => {
            out.extend(["<", native.element.as_str()]);
            put_attributes(out, &native.attributes);
            if shape == Shape::Begin {
                open.push(&native.element);
                out.push('>');
            } else if native.content.is_empty() {
                out.push_str("/>");
            } else {
                out.extend([">", native.content.as_str(), "</", native.element.as_str(), ">"]);
            }
        }
    }
}

fn put_annotations(out: &mut String, annotations: &[Annotation], end: &str, is_taken: impl Fn(&str) -> bool) {
    for annotation in annotations {
        let element = annotation.element.as_str();
        let is_taken = is_taken(element) || is_structure(element) || !is_name(element);
        let element = if is_taken { "note" } else { element };
        out.extend(["<", element]);
        put_attributes(out, &annotation.attributes);
        if annotation.text.is_empty() {
            out.push_str("/>");
        } else {
            out.push('>');
            put_text(out, &annotation.text);
            out.extend(["</", element, ">"]);
        }
        out.push_str(end);
    }
}

/// Elements that an annotation cannot be.
fn is_structure(element: &str) -> bool {
    let structure = ["tmx", "header", "body", "tu", "tuv", "seg"];
    structure.iter().any(|known| element.eq_ignore_ascii_case(known))
}

/// Writes attributes; one that XML does not allow, or that stands twice, is left out.
fn put_attributes(out: &mut String, attributes: &[Attribute]) {
    for (index, (name, value)) in attributes.iter().enumerate() {
        if is_name(name) && !attributes.iter().take(index).any(|(before, _)| before == name) {
            out.extend([" ", name, "=\""]);
            put_value(out, value);
            out.push('"');
        }
    }
}

/// The natives to write for each variant: as they are when reading them gives the unit again, else repaired.
fn natives(unit: &Unit, detail: &Detail) -> Vec<Vec<Native>> {
    if unit.variants().iter().all(|v| v.codes.is_empty()) {
        return Vec::new();
    }
    let given: Vec<Vec<Native>> = unit
        .variants()
        .iter()
        .map(|variant| match detail.variant(&variant.lang) {
            Some(said) if said.natives.len() == variant.codes.len() => {
                said.natives.iter().map(clean).collect()
            }
            _ => inline::plain_natives(&variant.codes),
        })
        .collect();
    if is_faithful(unit, &given) {
        return given;
    }
    unit.variants().iter().zip(&given).map(|(variant, natives)| repaired(&variant.codes, natives)).collect()
}

/// A native that can be written.
fn clean(native: &Native) -> Native {
    let mut clean = native.clone();
    for (_, value) in &mut clean.attributes {
        value.retain(is_char);
    }
    if !is_well_formed(&native.content) {
        clean.content.clear();
        put_text(&mut clean.content, &native.content);
    }
    clean
}

fn shape(kind: CodeKind, native: &Native) -> Shape {
    match kind {
        CodeKind::Close if native.element.is_empty() => Shape::End,
        CodeKind::Open if inline::content_of(&native.element) == Content::Text => Shape::Begin,
        _ => Shape::Point,
    }
}

/// Whether reading the natives gives the codes of the unit.
fn is_faithful(unit: &Unit, natives: &[Vec<Native>]) -> bool {
    let marks: Vec<Vec<Mark>> = unit
        .variants()
        .iter()
        .zip(natives)
        .map(|(variant, natives)| {
            let mark = |(code, native): (&Code, &Native)| Mark {
                at: code.at as usize,
                shape: shape(code.kind, native),
                native: native.clone(),
            };
            variant.codes.iter().zip(natives).map(mark).collect()
        })
        .collect();
    if !marks.iter().all(|marks| is_nested(marks) && marks.iter().all(is_element)) {
        return false;
    }
    let codes = inline::codes(&marks.iter().map(Vec::as_slice).collect::<Vec<_>>());
    unit.variants().iter().zip(&codes).all(|(variant, codes)| variant.codes == *codes)
}

fn is_nested(marks: &[Mark]) -> bool {
    let depth = marks.iter().try_fold(0usize, |depth, mark| match mark.shape {
        Shape::Begin => Some(depth + 1),
        Shape::End => depth.checked_sub(1),
        Shape::Point => Some(depth),
    });
    depth == Some(0)
}

fn is_element(mark: &Mark) -> bool {
    let native = &mark.native;
    if mark.shape == Shape::End {
        return true;
    }
    // An element that encloses text has no content of its own, as an empty one it stands alone.
    let holds_text = inline::content_of(&native.element) == Content::Text;
    is_name(&native.element) && !is_structure(&native.element) && (!holds_text || native.content.is_empty())
}

/// Natives that read as the codes they stand for, with the content they have.
fn repaired(codes: &[Code], natives: &[Native]) -> Vec<Native> {
    let plain = inline::plain_natives(codes);
    plain.into_iter().zip(natives).map(|(plain, native)| repair(plain, native)).collect()
}

fn repair(mut plain: Native, native: &Native) -> Native {
    let Content::Code(role) = inline::content_of(&native.element) else { return plain };
    if role == Role::Alone && plain.element == "ph" && is_name(&native.element) {
        plain.element.clone_from(&native.element);
    }
    let is_number = |name: &str| name.eq_ignore_ascii_case("i") || name.eq_ignore_ascii_case("x");
    // An end tag has an `i` and nothing else in TMX 1.4.
    if plain.element != "ept" {
        plain.attributes.extend(native.attributes.iter().filter(|(name, _)| !is_number(name)).cloned());
    }
    plain.content.clone_from(&native.content);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn native(element: &str, attributes: &[(&str, &str)], content: &str) -> Native {
        let attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Native { element: element.to_owned(), attributes, content: content.to_owned() }
    }

    fn full(codes: &[(u32, CodeKind, u32)], natives: Vec<Native>) -> String {
        let codes = codes.iter().map(|(at, kind, number)| Code { at: *at, kind: *kind, number: *number });
        let fa = Lang::persian();
        let variants = vec![
            Variant { codes: codes.collect(), ..Variant::plain(fa.clone(), "نان") },
            Variant::plain(Lang::parse("en").unwrap(), "bread"),
        ];
        let said = VariantDetail { natives, ..VariantDetail::new(fa.clone()) };
        let detail = Detail { variants: vec![said], ..Detail::default() };
        let mut out = String::new();
        put_unit(&mut out, &Unit::new(variants).unwrap(), &detail, &fa);
        out.lines().nth(1).unwrap().replace("<tuv xml:lang=\"fa\"><seg>", "").replace("</seg></tuv>", "")
    }

    use CodeKind::{Close, Open, Single};

    #[test]
    fn natives_come_back() {
        for (codes, natives, written) in [
            (
                vec![(0, Open, 1), (6, Close, 1)],
                vec![native("hi", &[("type", "b")], ""), Native::default()],
                "<hi type=\"b\">نان</hi>",
            ),
            (
                vec![(0, Open, 1), (6, Close, 1)],
                vec![native("bpt", &[("i", "7")], "&lt;b>"), native("ept", &[("i", "7")], "<sub>x</sub>")],
                "<bpt i=\"7\">&lt;b></bpt>نان<ept i=\"7\"><sub>x</sub></ept>",
            ),
            (vec![(6, Single, 1)], vec![native("br", &[], "")], "نان<br/>"),
            (vec![(0, Single, 1)], vec![native("ut", &[], "{\\b")], "<ut>{\\b</ut>نان"),
        ] {
            assert_eq!(full(&codes, natives), written);
        }
    }

    #[test]
    fn natives_that_would_change_the_unit_are_repaired() {
        for (codes, natives, written) in [
            // The other half of a pair is gone.
            (vec![(0, Open, 1)], vec![native("hi", &[], "")], "<ph x=\"1\"/>نان"),
            (vec![(0, Open, 1)], vec![native("bpt", &[("i", "1")], "b")], "<ph x=\"1\">b</ph>نان"),
            // Two halves that do not know each other.
            (
                vec![(0, Open, 1), (6, Close, 1)],
                vec![native("bpt", &[("i", "1"), ("type", "b")], ""), native("ept", &[("i", "2")], "")],
                "<bpt i=\"1\" x=\"1\" type=\"b\"/>نان<ept i=\"1\"/>",
            ),
            // Enclosing elements that overlap.
            (
                vec![(0, Open, 1), (2, Open, 2), (4, Close, 1), (6, Close, 2)],
                vec![native("hi", &[], ""), native("hi", &[], ""), Native::default(), Native::default()],
                "<bpt i=\"1\" x=\"1\"/>ن<bpt i=\"2\" x=\"2\"/>ا<ept i=\"1\"/>ن<ept i=\"2\"/>",
            ),
            // Content that is no XML, names that are none.
            (vec![(0, Single, 1)], vec![native("ph", &[], "</seg>")], "<ph>&lt;/seg&gt;</ph>نان"),
            (
                vec![(0, Single, 1)],
                vec![native("ph", &[], "<tu>&x;</tu>")],
                "<ph>&lt;tu&gt;&amp;x;&lt;/tu&gt;</ph>نان",
            ),
            (vec![(0, Single, 1)], vec![native("a b", &[], "")], "<ph x=\"1\"/>نان"),
            (vec![(0, Single, 1)], vec![native("tu", &[], "")], "<ph x=\"1\"/>نان"),
        ] {
            assert_eq!(full(&codes, natives), written);
        }
    }
}
