//! Laws of reading and writing, over generated units and broken files.

use std::io::Read;

use proptest::prelude::*;

use super::{Entry, ReadOptions, Reader, WriteOptions, Writer};
use crate::detail::{Annotation, Attribute, Detail, VariantDetail};
use crate::lang::Lang;
use crate::skipped::Skipped;
use crate::unit::{Code, CodeKind, Unit, Variant};

/// Persian and Arabic letters, three sets of digits, marks that cannot be seen, what XML escapes, white space.
const LETTERS: &str = "[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيكئأؤة\u{200C}\u{200D}\u{200F}\u{200E}\u{64B}۰-۹٠-٩0-9a-zA-Zäß😀،؟<>&\"']";
const INNER: &str = "[آبپتثجچنویيك\u{200C}a-z<>&\"' \n\r\t\u{A0}\u{FEFF}]{0,20}";

fn texts() -> impl Strategy<Value = String> {
    (LETTERS, INNER, LETTERS).prop_map(|(begin, inner, end)| begin + &inner + &end)
}

/// Codes that stand in pairs or alone, pairs overlapping too.
fn codes() -> impl Strategy<Value = Vec<(CodeKind, u32)>> {
    proptest::collection::vec((0..3u8, 1..5u32, 0..3usize), 0..6).prop_map(|steps| {
        let (mut codes, mut open): (Vec<_>, Vec<u32>) = (Vec::new(), Vec::new());
        for (step, number, which) in steps {
            codes.push(match (step, open.is_empty()) {
                (0, _) => (CodeKind::Single, number),
                (1, _) | (_, true) => {
                    open.push(number);
                    (CodeKind::Open, number)
                }
                (_, false) => (CodeKind::Close, open.remove(which % open.len())),
            });
        }
        codes.extend(open.into_iter().map(|number| (CodeKind::Close, number)));
        codes
    })
}

fn variants(tag: &'static str) -> impl Strategy<Value = Variant> {
    let places = proptest::collection::vec(any::<prop::sample::Index>(), 12);
    (texts(), codes(), places).prop_map(move |(text, codes, places)| {
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let places = places.iter().take(codes.len());
        let mut places: Vec<usize> = places.map(|place| boundaries[place.index(boundaries.len())]).collect();
        places.sort_unstable();
        let codes = codes.into_iter().zip(places);
        let codes = codes.map(|((kind, number), at)| Code { at: at as u32, kind, number }).collect();
        Variant { lang: Lang::parse(tag).unwrap(), text, codes }
    })
}

fn units() -> impl Strategy<Value = Unit> {
    (variants("fa"), variants("en-GB"), proptest::option::of(variants("de")))
        .prop_map(|(fa, en, de)| Unit::new([fa, en].into_iter().chain(de).collect()).unwrap())
}

fn attribute_lists() -> impl Strategy<Value = Vec<Attribute>> {
    proptest::collection::btree_map("[a-eg-k][a-z-]{0,6}|o:x|tuid|xml:space", INNER, 0..3)
        .prop_map(|map| map.into_iter().collect())
}

fn annotation_lists() -> impl Strategy<Value = Vec<Annotation>> {
    let one = ("note|prop|custom|o:x", attribute_lists(), INNER);
    proptest::collection::vec(
        one.prop_map(|(element, attributes, text)| Annotation { element, attributes, text }),
        0..3,
    )
}

fn details() -> impl Strategy<Value = Detail> {
    let said = || (attribute_lists(), annotation_lists());
    (attribute_lists(), annotation_lists(), said(), said()).prop_map(
        |(attributes, annotations, english, persian)| {
            let of = |tag, (attributes, annotations)| VariantDetail {
                attributes,
                annotations,
                ..VariantDetail::new(Lang::parse(tag).unwrap())
            };
            let variants =
                [of("en-GB", english), of("fa", persian)].into_iter().filter(|v| !v.is_empty()).collect();
            Detail { attributes, annotations, variants }
        },
    )
}

fn one_of(pieces: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(pieces)
}

/// Segments with inline elements of every kind, as XML.
fn segments() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[آبپیك\u{200C}a-z ]{1,6}",
        Just("&amp;&lt;&#x200C;".to_owned()),
        Just("<![CDATA[<b> & ]]>".to_owned()),
        (
            "ph|it|ut|x",
            "| x='1'| x='2'| id='7'| type='&quot;&amp;'",
            one_of(&["", "&lt;br/>", "<sub>زیر<ph/></sub>", "<![CDATA[<i>]]>", "\r\n"])
        )
            .prop_map(|(element, attributes, content)| format!(
                "<{element}{attributes}>{content}</{element}>"
            )),
        ("bpt|ept", 1..4u8, "| x='1'| x='3'| type='b'", "|&lt;b>").prop_map(
            |(element, i, attributes, content)| format!(
                "<{element} i='{i}'{attributes}>{content}</{element}>"
            )
        ),
        ("bx|ex|br", 1..4u8).prop_map(|(element, id)| format!("<{element} id='{id}'/>")),
    ];
    let inside = leaf.prop_recursive(3, 12, 4, |inner| {
        ("hi|g|b0", "| x='4'| id='7'", proptest::collection::vec(inner, 0..4)).prop_map(
            |(element, attributes, inner)| format!("<{element}{attributes}>{}</{element}>", inner.concat()),
        )
    });
    proptest::collection::vec(inside, 0..5).prop_map(|parts| format!("ن{}", parts.concat()))
}

/// Files whose units have codes, notes and repeated languages; some texts are empty.
fn files() -> impl Strategy<Value = String> {
    let tuv = (
        "xml:lang='fa'|xml:lang=\"fa\"|lang='EN_us' changeid='a'|xml:lang='de' lang='DE'",
        "|<note>یادداشت &amp; x</note>",
        segments(),
    )
        .prop_map(|(lang, note, segment)| format!("<tuv {lang}>{note}<seg>{segment}</seg></tuv>\n"));
    let tu = (
        one_of(&["", " tuid='1' creationid='A\\b'"]),
        "|<prop type='x'>1, 2</prop>",
        proptest::collection::vec(tuv, 2..4),
    )
        .prop_map(|(attributes, prop, variants)| {
            format!("<tu{attributes}>{prop}\n{}</tu>\n", variants.concat())
        });
    proptest::collection::vec(tu, 1..4).prop_map(|units| {
        format!(
            "<?xml version='1.0'?>\n<tmx version='1.4'>\n<header/>\n<body>\n{}</body>\n</tmx>\n",
            units.concat()
        )
    })
}

fn read(bytes: &[u8]) -> Vec<Result<Entry, Skipped>> {
    Reader::new(bytes, ReadOptions::default()).map(Iterator::collect).unwrap_or_default()
}

fn write(units: &[Unit]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &WriteOptions::default()).unwrap();
    units.iter().for_each(|unit| writer.unit(unit, &Lang::persian()).unwrap());
    writer.finish().unwrap()
}

fn write_full(entries: &[(Unit, Detail)]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &WriteOptions { source: Some(Lang::persian()) }).unwrap();
    entries.iter().for_each(|(unit, detail)| writer.unit_full(unit, detail, &Lang::persian()).unwrap());
    writer.finish().unwrap()
}

fn content(items: Vec<Result<Entry, Skipped>>) -> Vec<(Unit, Detail)> {
    items.into_iter().map(|item| item.unwrap()).map(|entry| (entry.unit, entry.detail)).collect()
}

/// Gives out a few bytes at a time.
struct Trickle<'a>(&'a [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let wanted = self.1.min(out.len());
        self.0.read(&mut out[..wanted])
    }
}

/// One change of the bytes of a file.
#[derive(Debug, Clone)]
enum Change {
    Set(prop::sample::Index, u8),
    Cut(prop::sample::Index, usize),
    Insert(prop::sample::Index, &'static str),
    End(prop::sample::Index),
}

fn changes() -> impl Strategy<Value = Change> {
    let place = any::<prop::sample::Index>;
    const PIECES: &[&str] = &[
        "<",
        ">",
        "&",
        "</tu>",
        "<tu>",
        "<tuv>",
        "<seg>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "\0",
        "\"",
        "'",
        "&#xD83D;",
        "</tmx>",
        "<body>",
        "<header>",
        "\u{FFFE}",
        "<tu",
        "</",
        "\u{FEFF}",
        "<!DOCTYPE tmx [",
        "&x;",
    ];
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (place(), 1..40usize).prop_map(|(at, length)| Change::Cut(at, length)),
        (place(), one_of(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        place().prop_map(Change::End),
    ]
}

fn change(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        _ if bytes.is_empty() => {}
        Change::Set(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Cut(at, length) => {
            let at = at.index(bytes.len());
            bytes.drain(at..(at + length).min(bytes.len()));
        }
        Change::Insert(at, piece) => {
            let at = at.index(bytes.len());
            bytes.splice(at..at, piece.bytes());
        }
        Change::End(at) => bytes.truncate(at.index(bytes.len())),
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(units in proptest::collection::vec(units(), 0..4)) {
        let written = write(&units);
        let entries = content(read(&written));
        prop_assert!(entries.iter().all(|(_, detail)| detail.is_empty()));
        let read: Vec<Unit> = entries.into_iter().map(|(unit, _)| unit).collect();
        prop_assert_eq!(&read, &units);
        prop_assert_eq!(write(&read), written);
    }

    #[test]
    fn what_is_written_in_full_is_read_in_full(entry in (units(), details())) {
        let written = write_full(std::slice::from_ref(&entry));
        prop_assert_eq!(content(read(&written)), vec![entry], "{}", String::from_utf8_lossy(&written));
    }

    #[test]
    fn what_is_read_is_written_in_full(file in files()) {
        let entries: Vec<(Unit, Detail)> =
            read(file.as_bytes()).into_iter().flatten().map(|entry| (entry.unit, entry.detail)).collect();
        let written = write_full(&entries);
        prop_assert_eq!(&content(read(&written)), &entries, "{}", String::from_utf8_lossy(&written));
    }

    #[test]
    fn the_short_form_keeps_the_units(file in files()) {
        let units: Vec<Unit> = read(file.as_bytes()).into_iter().flatten().map(|entry| entry.unit).collect();
        let again: Vec<Unit> = content(read(&write(&units))).into_iter().map(|(unit, _)| unit).collect();
        prop_assert_eq!(again, units);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in any::<Vec<u8>>()) {
        read(&bytes);
        read(&[b"<tmx><body><tu>", bytes.as_slice()].concat());
    }

    #[test]
    fn a_changed_file_reads_the_same_in_any_pieces(
        file in files(), changes in proptest::collection::vec(changes(), 1..4), step in 1..9usize, limit in 20..3000usize,
    ) {
        let mut bytes = file.into_bytes();
        changes.iter().for_each(|c| change(&mut bytes, c));
        for unit_bytes in [limit, 8 << 20] {
            let options = ReadOptions { unit_bytes, ..ReadOptions::default() };
            let whole = Reader::new(bytes.as_slice(), options.clone()).map(Iterator::collect::<Vec<_>>);
            let pieces = Reader::new(Trickle(&bytes, step), options).map(Iterator::collect::<Vec<_>>);
            prop_assert_eq!(whole.map_err(|e| e.to_string()), pieces.map_err(|e| e.to_string()));
        }
    }

    #[test]
    fn one_wrong_byte_costs_one_unit_at_most(texts in (texts(), texts()), at in any::<prop::sample::Index>(), byte: u8) {
        let plain = |fa: &str, en: &str| {
            let lang = |tag| Lang::parse(tag).unwrap();
            Unit::new(vec![Variant::plain(lang("fa"), fa), Variant::plain(lang("en"), en)]).unwrap()
        };
        let units = [plain("آب", "water"), plain(&texts.0, &texts.1), plain("کارِ مزدی", "work")];
        let mut bytes = write(&units);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let starts: Vec<usize> = text.match_indices("<tu>").map(|(at, _)| at).collect();
        let place = starts[1] + at.index(starts[2] - starts[1]);
        bytes[place] = byte;
        let read: Vec<Unit> = read(&bytes).into_iter().flatten().map(|entry| entry.unit).collect();
        prop_assert_eq!(read.first(), units.first());
        prop_assert_eq!(read.last(), units.last());
    }
}

#[test]
fn files_made_to_be_slow_are_read_in_passing() {
    // Quadratic work on any of these would take minutes.
    const TIMES: usize = 60_000;
    for piece in [
        "<tu>",
        "<tu><!--",
        "<tu><![CDATA[",
        "<tu><?",
        "<!--",
        "<![CDATA[",
        "<?x ",
        "</tu>",
        "<tu a='",
        "<tu>&",
        "<tu/>",
        "<",
        "<t",
        "&x;",
        "<tu><tuv><seg>",
        "<hi>",
        "<tu><!-- --></tu>",
        "<header>",
        "</tmx>",
        "<tu><![CDATA[]]>",
        "<tu a=\">\"",
    ] {
        let text = format!("<tmx><body>{}", piece.repeat(TIMES));
        read(text.as_bytes());
        let inside =
            format!("<tmx><body><tu><tuv xml:lang='fa'><seg>{}</seg></tuv></tu>", piece.repeat(TIMES));
        read(inside.as_bytes());
    }
    let attributes: String = (0..TIMES).map(|i| format!(" a{i}=''")).collect();
    read(format!("<tmx><body><tu{attributes}></tu>").as_bytes());
    let same = "<tuv xml:lang='fa'><seg>نان</seg></tuv>".repeat(10_000);
    read(format!("<tmx><body><tu>{same}</tu>").as_bytes());
}
