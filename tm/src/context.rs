//! The context of a unit: what stood before and behind it, its identifier, its document.
//!
//! TMX 1.4b (LISA OSCAR, 2005) has no context, so every tool writes props of its own. `data/context.tsv` lists them;
//! here they become one model. The native props stay in the [`Detail`] and come back as they were: a [`Context`] is
//! computed from it and never stored.
//!
//! A row of the table is a place: `level` is `tu`, `tuv` or `any`; `place` the type of a prop, or an attribute after
//! `@`, in any case; `part` what it tells; `kind` what its value is: `text`, `seg` (a segment as escaped XML, or plain
//! text), `trados` (four fields with `|` between), `pair` (two signed 64-bit numbers), `md5` (32 hexadecimal digits),
//! `hash`, `id`. Where two rows fit, the first whose value has the shape of its kind counts.
//!
//! Not done: the neighbours' translations are left out, as is the second segment of Trados' `x-ContextContent`, which
//! is the previous translation or the next source according to a header that a unit does not carry.

use std::sync::OnceLock;

use crate::detail::{Annotation, Attribute, Detail};
use crate::lang::Lang;
use crate::tmx::segment_text;

/// Where a unit stood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// What stood before it: one for each place where it was seen, in the order of the file.
    pub previous: Vec<Neighbour>,
    /// What stood behind it.
    pub next: Vec<Neighbour>,
    /// Its identifiers: a key, a path, a number.
    pub id: Vec<String>,
    /// The documents it is from.
    pub document: Vec<String>,
    /// It was said that nothing stands before it.
    pub is_first: bool,
    /// It was said that nothing stands behind it.
    pub is_last: bool,
    /// Where among `previous` it was said that nothing stands there.
    pub first: Vec<Edge>,
    /// Where among `next` it was said that nothing stands there.
    pub last: Vec<Edge>,
}

/// A beginning or an end among the neighbours of a unit, each of which belongs to one place where it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The number of neighbours before it.
    pub at: usize,
    /// The language of the texts it was said of, where the file says it.
    pub lang: Option<Lang>,
}

/// What is known of one side of a unit, to be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told<'t> {
    /// Nothing is known.
    Unknown,
    /// The text begins or ends there.
    Edge,
    /// This text stands there.
    Text(&'t str),
}

/// Writes down what stood before and behind a unit, as the props `prev` and `next` that OmegaT understands; an empty
/// one says that nothing stood there.
pub fn tell(detail: &mut Detail, previous: Told<'_>, next: Told<'_>) {
    for (name, told) in [("prev", previous), ("next", next)] {
        let text = match told {
            Told::Unknown => continue,
            Told::Edge => "",
            Told::Text(text) => text,
        };
        detail.annotations.push(Annotation {
            element: "prop".to_owned(),
            attributes: vec![("type".to_owned(), name.to_owned())],
            text: text.to_owned(),
        });
    }
}

/// A segment before or behind a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// What `value` is.
    pub kind: NeighbourKind,
    /// The language of the text, where the file says it.
    pub lang: Option<Lang>,
    /// A text, a hash or an identifier.
    pub value: String,
}

/// What is known of a neighbour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NeighbourKind {
    /// Its text.
    Text,
    /// A hash of its text by the tool that wrote it.
    Hash,
    /// Its identifier.
    Id,
}

impl NeighbourKind {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            NeighbourKind::Text => "text",
            NeighbourKind::Hash => "hash",
            NeighbourKind::Id => "id",
        }
    }
}

impl Context {
    /// The context that `detail` tells in the words of any tool.
    pub fn of(detail: &Detail) -> Context {
        let mut context = Context::default();
        context.take(Level::Unit, None, &detail.attributes, &detail.annotations);
        for variant in &detail.variants {
            context.take(Level::Variant, Some(&variant.lang), &variant.attributes, &variant.annotations);
        }
        context
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.previous.is_empty() && self.next.is_empty() && self.id.is_empty() && self.document.is_empty()
    }

    fn take(&mut self, level: Level, lang: Option<&Lang>, attributes: &[Attribute], said: &[Annotation]) {
        for (name, value) in attributes {
            self.add(level, lang, &format!("@{name}"), value);
        }
        for (kind, text) in said.iter().filter_map(Annotation::prop) {
            self.add(level, lang, kind, text);
        }
    }

    fn add(&mut self, level: Level, lang: Option<&Lang>, place: &str, value: &str) {
        let fits = |row: &&Row| {
            row.level.is_none_or(|wanted| wanted == level) && row.place.eq_ignore_ascii_case(place)
        };
        let mut found = rows().iter().filter(fits).filter_map(|row| Some((row, row.kind.value(value)?)));
        let Some((row, value)) = found.next() else { return };
        if value.is_empty() {
            self.is_first |= row.part == Part::Previous;
            self.is_last |= row.part == Part::Next;
            // A hash says again what the text beside it says.
            if row.kind.of_neighbour() == NeighbourKind::Text {
                let edge = |at| Edge { at, lang: lang.cloned() };
                match row.part {
                    Part::Previous => self.first.push(edge(self.previous.len())),
                    Part::Next => self.last.push(edge(self.next.len())),
                    Part::Id | Part::Document => {}
                }
            }
            return;
        }
        let neighbour = |value| Neighbour { kind: row.kind.of_neighbour(), lang: lang.cloned(), value };
        match row.part {
            Part::Previous => self.previous.push(neighbour(value)),
            Part::Next => self.next.push(neighbour(value)),
            Part::Id => push_new(&mut self.id, value),
            Part::Document => push_new(&mut self.document, value),
        }
    }
}

/// The prop under which a column of a table that tells context is kept: the names OmegaT knows.
pub fn prop_of_column(column: &str) -> Option<&'static str> {
    let names = [("previous", "prev"), ("next", "next"), ("id", "id"), ("document", "file")];
    names.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(column)).map(|(_, prop)| prop)
}

fn push_new(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Unit,
    Variant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Previous,
    Next,
    Id,
    Document,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Seg,
    Trados,
    Pair,
    Md5,
    Hash,
    Id,
}

/// A place where a tool writes context.
struct Row {
    /// `None` for both.
    level: Option<Level>,
    place: &'static str,
    part: Part,
    kind: Kind,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| lines().filter_map(row).collect())
}

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("../data/context.tsv").lines().skip(1)
}

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let level = match cells.next()? {
        "tu" => Some(Level::Unit),
        "tuv" => Some(Level::Variant),
        "any" => None,
        _ => return None,
    };
    let place = cells.next()?;
    let part = match cells.next()? {
        "previous" => Part::Previous,
        "next" => Part::Next,
        "id" => Part::Id,
        "document" => Part::Document,
        _ => return None,
    };
    let kind = match cells.next()? {
        "text" => Kind::Text,
        "seg" => Kind::Seg,
        "trados" => Kind::Trados,
        "pair" => Kind::Pair,
        "md5" => Kind::Md5,
        "hash" => Kind::Hash,
        "id" => Kind::Id,
        _ => return None,
    };
    Some(Row { level, place, part, kind })
}

impl Kind {
    /// What a value of this kind says, empty for nothing; `None` when it is not of this kind.
    fn value(self, value: &str) -> Option<String> {
        let value = value.trim();
        match self {
            Kind::Seg if value.starts_with("<seg") => {
                Some(segment_text(value).unwrap_or_else(|| value.to_owned()))
            }
            Kind::Trados => Some(first_field(value)),
            Kind::Pair => {
                let (first, second) = value.split_once(',')?;
                let numbers = (first.trim().parse::<i64>().ok()?, second.trim().parse::<i64>().ok()?);
                // Two zeros stand for the beginning of a document.
                Some(if numbers == (0, 0) { String::new() } else { value.to_owned() })
            }
            Kind::Md5 => is_md5(value).then(|| value.to_owned()),
            // XTM writes 0 where there is no neighbour.
            Kind::Hash => Some(if value == "0" { String::new() } else { value.to_owned() }),
            Kind::Seg | Kind::Text | Kind::Id => Some(value.to_owned()),
        }
    }

    fn of_neighbour(self) -> NeighbourKind {
        match self {
            Kind::Text | Kind::Seg | Kind::Trados => NeighbourKind::Text,
            Kind::Pair | Kind::Md5 | Kind::Hash => NeighbourKind::Hash,
            Kind::Id => NeighbourKind::Id,
        }
    }
}

fn is_md5(value: &str) -> bool {
    value.len() == 32 && value.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The text before the first `|` that stands alone; two of them are one of the text.
fn first_field(value: &str) -> String {
    let mut field = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '|' && letters.next_if_eq(&'|').is_none() {
            break;
        }
        field.push(letter);
    }
    field.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detail::VariantDetail;
    use proptest::prelude::*;

    /// A context as props that OmegaT writes.
    fn props(context: &Context) -> Vec<Annotation> {
        let texts = |neighbours: &[Neighbour]| -> Vec<String> {
            let texts = neighbours.iter().filter(|n| n.kind == NeighbourKind::Text);
            texts.map(|n| n.value.clone()).collect()
        };
        let parts = [
            ("file", context.document.clone()),
            ("id", context.id.clone()),
            ("prev", texts(&context.previous)),
            ("next", texts(&context.next)),
        ];
        let props = parts.into_iter().flat_map(|(name, values)| {
            values.into_iter().map(move |value| Annotation {
                element: "prop".to_owned(),
                attributes: vec![("type".to_owned(), name.to_owned())],
                text: value,
            })
        });
        props.collect()
    }

    fn prop(kind: &str, text: &str) -> Annotation {
        Annotation {
            element: "prop".into(),
            attributes: vec![("type".into(), kind.into())],
            text: text.into(),
        }
    }

    fn of_unit(props: &[(&str, &str)]) -> Context {
        let annotations = props.iter().map(|(kind, text)| prop(kind, text)).collect();
        Context::of(&Detail { annotations, ..Detail::default() })
    }

    /// `previous / next / id / document`, hashes with `#`, identifiers with `@`.
    fn shown(context: &Context) -> String {
        let neighbours = |list: &[Neighbour]| {
            let shown = list.iter().map(|n| match n.kind {
                NeighbourKind::Text => n.value.clone(),
                NeighbourKind::Hash => format!("#{}", n.value),
                NeighbourKind::Id => format!("@{}", n.value),
            });
            shown.collect::<Vec<_>>().join("; ")
        };
        let (previous, next) = (neighbours(&context.previous), neighbours(&context.next));
        [previous, next, context.id.join("; "), context.document.join("; ")].join(" / ")
    }

    #[test]
    fn every_tool_is_understood() {
        const MD5: &str = "9e107d9d372bb6826bd81d3542a419d6";
        for (tool, props, expected) in [
            ("Trados", vec![("x-Context", "-772, 895")], "#-772, 895 /  /  / "),
            (
                "Trados, the first of a document",
                vec![("x-Context", "0, 0"), ("x-ContextContent", " |  |  | ")],
                " /  /  / ",
            ),
            ("Trados, with text", vec![("x-ContextContent", "نان |  | bread | ")], "نان /  /  / "),
            (
                "Trados, with a bar",
                vec![("x-ContextContent", "نان || کار | AAE= | a | ")],
                "نان | کار /  /  / ",
            ),
            ("Trados, by key", vec![("x-IdContext", "join")], " /  / join / "),
            (
                "memoQ",
                vec![("x-context-pre", "<seg>نان &amp; <ph>{}</ph>کار</seg>"), ("x-context-post", "<seg/>")],
                "نان & کار /  /  / ",
            ),
            (
                "memoQ, a key",
                vec![("x-context", "menu.strike"), ("x-document", "b.docx")],
                " /  / menu.strike / b.docx",
            ),
            ("memoQ, damaged", vec![("x-context-pre", "<seg>نان & کار")], "<seg>نان & کار /  /  / "),
            (
                "MateCat",
                vec![("x-context-pre", "نان"), ("x-MateCAT-filename", "l.docx")],
                "نان /  /  / l.docx",
            ),
            (
                "Phrase",
                vec![("context_prev", "نان"), ("context_next", "کار"), ("filename", "a.docx")],
                "نان / کار /  / a.docx",
            ),
            (
                "XTM",
                vec![
                    ("x-previous-source-text", "نان"),
                    ("x-next-source-text", ""),
                    ("x-previous-crc", "285"),
                    ("x-next-crc", "0"),
                ],
                "نان; #285 /  /  / ",
            ),
            (
                "GlobalLink",
                vec![("previousMd5Segment", "نان"), ("nextMd5Checksum", MD5)],
                "نان / #9e107d9d372bb6826bd81d3542a419d6 /  / ",
            ),
            ("Wordfast", vec![("nextMd5Segment", MD5)], " / #9e107d9d372bb6826bd81d3542a419d6 /  / "),
            ("Transifex", vec![("context", "nav.home")], " /  / nav.home / "),
            (
                "OmegaT",
                vec![("file", "f.odt"), ("prev", "نان"), ("next", "کار"), ("id", "7"), ("path", "/a")],
                "نان / کار / 7; /a / f.odt",
            ),
            (
                "OmegaT, several",
                vec![("x-ice", "12"), ("x-100pc", "10"), ("x-100pc", "12")],
                " /  / 12; 10 / ",
            ),
            ("Lokit", vec![("x-previous-id", "u1"), ("x-next-id", "u3")], "@u1 / @u3 /  / "),
            ("a table", vec![("Previous", "نان"), ("document", "d")], "نان /  /  / d"),
            ("no context", vec![("x-project", "p"), ("note", "n")], " /  /  / "),
        ] {
            assert_eq!(shown(&of_unit(&props)), expected, "{tool}");
        }
    }

    #[test]
    fn a_variant_tells_its_language_and_attributes_count() {
        let fa = VariantDetail {
            annotations: vec![prop("context_prev", "نان")],
            ..VariantDetail::new(Lang::persian())
        };
        let detail = Detail {
            attributes: vec![("tuid".into(), "17".into())],
            variants: vec![fa],
            ..Detail::default()
        };
        let context = Context::of(&detail);
        assert_eq!(shown(&context), "نان /  / 17 / ");
        assert_eq!(context.previous.first().and_then(|n| n.lang.clone()), Some(Lang::persian()));
    }

    #[test]
    fn columns_of_tables_get_the_names_of_omegat() {
        assert_eq!(prop_of_column("Previous"), Some("prev"));
        assert_eq!(prop_of_column("document"), Some("file"));
        assert_eq!(prop_of_column("project"), None);
        for (column, part) in [
            ("previous", "a /  /  / "),
            ("next", " / a /  / "),
            ("id", " /  / a / "),
            ("document", " /  /  / a"),
        ] {
            assert_eq!(shown(&of_unit(&[(prop_of_column(column).unwrap(), "a")])), part);
        }
    }

    #[test]
    fn every_row_is_whole_and_its_example_is_of_its_kind() {
        assert_eq!(rows().len(), lines().count());
        for (line, row) in lines().zip(rows()) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 6 && cells.iter().all(|cell| !cell.trim().is_empty()), "{line}");
            assert!(row.kind.value(cells[5]).is_some_and(|value| !value.is_empty()), "{line}");
        }
    }

    proptest! {
        #[test]
        fn lists_stay_lists_in_order(texts in proptest::collection::vec("[آبپی\u{200C} a-z|]{0,8}", 0..200)) {
            let props: Vec<Annotation> = texts.iter().map(|text| prop("x-ContextContent", &format!("{} |  |  | ", text.replace('|', "||")))).collect();
            let context = Context::of(&Detail { annotations: props, ..Detail::default() });
            let told: Vec<String> = context.previous.into_iter().map(|n| n.value).collect();
            let expected: Vec<String> = texts.iter().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect();
            prop_assert_eq!(told, expected);
        }

        #[test]
        fn our_own_props_are_understood(
            previous in proptest::collection::vec("[آبپیa]{1,8}", 0..5), next in proptest::collection::vec("[آبپیa]{1,8}", 0..5),
            id in proptest::option::of("[a-z.]{1,8}"), document in proptest::option::of("[a-z.]{1,8}"),
        ) {
            let text = |value: &String| Neighbour { kind: NeighbourKind::Text, lang: None, value: value.clone() };
            let context = Context {
                previous: previous.iter().map(text).collect(),
                next: next.iter().map(text).collect(),
                id: id.into_iter().collect(),
                document: document.into_iter().collect(),
                ..Context::default()
            };
            prop_assert_eq!(Context::of(&Detail { annotations: props(&context), ..Detail::default() }), context);
        }
    }
}
