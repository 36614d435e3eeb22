use proptest::prelude::*;

use super::*;
use crate::concept::Concept;
use crate::concept::tests::concept;
use crate::tsv::read_tsv;

const VERSIONS: [Version; 2] = [Version::Two, Version::Three];

/// Concepts with texts that XML has to write otherwise or that look like notes of ours.
fn awkward() -> impl Strategy<Value = Concept> {
    let texts = prop::sample::select(vec![
        "a < b & \"c\" > 'd'",
        "]]>",
        "&amp;",
        "review: proposed",
        "note: note: id: 7",
        "do not translate",
        "do not use",
        "as in the original",
        "variant of: شورا",
        "property a = b",
        "property a\\= = b = c",
        "match: exact",
        "letters: as written",
        "not in: شورا",
        "gender: x",
        "verb phrase",
        "adjective",
        "properNoun",
        "c-0123456789abcdef0123456789abcdef",
        "T 1",
        "<term>",
        "\u{200F}نمی\u{200C}دهند\u{200E}",
        "a  b\n\tc\u{85}\u{2028}d",
    ]);
    (concept(), prop::collection::vec((0usize..13, texts), 0..6)).prop_map(|(mut concept, changes)| {
        for (place, text) in changes {
            let text = text.to_owned();
            let count = concept.terms.len();
            let term = concept.terms.get_mut(place % count).unwrap();
            match place {
                0 => concept.note = text,
                1 => term.note = text,
                2 => concept.part_of_speech = text,
                3 => concept.external_id = Some(text),
                4 => term.text = text,
                5 => term.variants.push(text),
                6 => term.gender = text,
                7 => concept.properties.push((text, "value".to_owned())),
                8 => concept.properties.push(("name".to_owned(), text)),
                9 => concept.review = text,
                10 => concept.definition = text,
                11 => term.exceptions.push(text),
                _ => concept.termbase = text,
            }
        }
        concept.normalised()
    })
}

/// Ids as a store holds them: none stands twice.
fn with_ids_once(concepts: Vec<Concept>) -> Vec<Concept> {
    let mut seen = std::collections::HashSet::new();
    let mut id =
        |c: &Concept| c.external_id.is_none() || seen.insert((c.termbase.clone(), c.external_id.clone()));
    concepts.into_iter().filter(|c| id(c)).collect()
}

proptest! {
    #[test]
    fn what_was_written_is_read(concepts in prop::collection::vec(awkward(), 0..4)) {
        let concepts = with_ids_once(concepts);
        for version in VERSIONS {
            let written = write_tbx(&concepts, version);
            prop_assert_eq!(&written.lost, &vec![]);
            let reading = read_tbx(&written.text).unwrap();
            prop_assert_eq!(&reading.concepts, &concepts, "{}", written.text);
            prop_assert_eq!(&reading.skipped, &vec![]);
            prop_assert_eq!(write_tbx(&reading.concepts, version), written);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(<|>|&|<term>|</term>|<tig>|</tig>|<note>|</note>|<langSet xml:lang='fa'>|</langSet>|<termEntry>|</termEntry>|شورا|[ -~]){0,30}") {
        for text in [format!("<martif>{text}</martif>"), format!("<martif><termEntry>{text}</termEntry></martif>")] {
            if let Ok(reading) = read_tbx(&text) {
                let again = read_tbx(&write_tbx(&reading.concepts, Version::Three).text).unwrap();
                prop_assert_eq!(again.concepts, reading.concepts);
            }
        }
    }

    #[test]
    fn characters_that_xml_cannot_hold_are_counted(mut concept in concept(), at in 0usize..3) {
        let text = match at {
            0 => &mut concept.note,
            1 => &mut concept.terms[0].text,
            _ => &mut concept.definition,
        };
        text.insert_str(0, "x\u{0}\u{1B}\u{FFFE}");
        let written = write_tbx(&[concept.normalised()], Version::Two);
        prop_assert_eq!(written.lost[0].count, 3);
        prop_assert!(read_tbx(&written.text).is_ok());
    }
}

#[test]
fn a_concept_as_it_is_written() {
    let table = "id\tfa\tvariants_fa\ten\tforbidden_en\tgender_en\tpos\tdomain\tnote\tstatus\n\
                 T1\tشورا\tشوراها\tcouncil; workers' council\tsoviet\tn\tnoun\torganising\tnot a party organ\tproposed\n";
    let concepts = read_tsv(table).unwrap().concepts;
    let written = write_tbx(&concepts, Version::Two).text;
    let body = written.split("<body>\n").nth(1).unwrap();
    assert_eq!(
        body,
        "<termEntry id=\"T1\">\n\
         <descrip type=\"subjectField\">organising</descrip>\n\
         <note>not a party organ</note>\n\
         <note>review: proposed</note>\n\
         <langSet xml:lang=\"fa\">\n\
         <tig><term>شورا</term>\n\
         <termNote type=\"partOfSpeech\">noun</termNote>\n\
         <termNote type=\"administrativeStatus\">preferredTerm-admn-sts</termNote>\n\
         </tig>\n\
         <tig><term>شوراها</term>\n\
         <termNote type=\"partOfSpeech\">noun</termNote>\n\
         <termNote type=\"administrativeStatus\">preferredTerm-admn-sts</termNote>\n\
         <termNote type=\"termType\">variant</termNote>\n\
         <note>variant of: شورا</note>\n\
         </tig>\n\
         </langSet>\n\
         <langSet xml:lang=\"en\">\n\
         <tig><term>council</term>\n\
         <termNote type=\"partOfSpeech\">noun</termNote>\n\
         <termNote type=\"administrativeStatus\">preferredTerm-admn-sts</termNote>\n\
         <termNote type=\"grammaticalGender\">neuter</termNote>\n\
         </tig>\n\
         <tig><term>workers' council</term>\n\
         <termNote type=\"partOfSpeech\">noun</termNote>\n\
         <termNote type=\"administrativeStatus\">admittedTerm-admn-sts</termNote>\n\
         </tig>\n\
         <tig><term>soviet</term>\n\
         <termNote type=\"partOfSpeech\">noun</termNote>\n\
         <termNote type=\"administrativeStatus\">deprecatedTerm-admn-sts</termNote>\n\
         <note>do not use</note>\n\
         </tig>\n\
         </langSet>\n\
         </termEntry>\n\
         </body>\n</text>\n</martif>\n"
    );
}

#[test]
fn what_is_not_translated_is_repeated_for_others_only() {
    let table = "fa\ten\tde\tdo_not_translate\nنان\tbread\tBrot\t\nهفت\u{200C}تپه\t\t\tyes\n";
    let concepts = read_tsv(table).unwrap().concepts;
    for version in VERSIONS {
        let written = write_tbx(&concepts, version).text;
        assert_eq!(written.matches("<term>هفت\u{200C}تپه</term>").count(), 3);
        assert_eq!(read_tbx(&written).unwrap().concepts, concepts);
    }
}

#[test]
fn the_starter_glossary_comes_back() {
    let starter = crate::starter();
    for version in VERSIONS {
        let written = write_tbx(&starter, version);
        let reading = read_tbx(&written.text).unwrap();
        assert_eq!((reading.concepts.as_slice(), reading.skipped.as_slice()), (starter.as_slice(), &[][..]));
        assert_eq!(written.lost, []);
    }
}

#[test]
fn what_is_no_tbx_is_refused_with_its_line() {
    for (text, message) in [
        ("", "there is no XML element in it"),
        ("fa\ten\n", "line 1: text stands outside the root element"),
        ("<?xml version='1.0'?>\n<html/>", "line 2: the root element is <html>, not <tbx> or <martif>"),
        ("<martif>\n<text>\n", "line 3: the file ends before its elements do"),
        ("<martif>\n<text>\n</body></martif>", "line 3: expected `</text>`, but `</body>` was found"),
        ("<martif>\n&nbsp;</martif>", "line 2: &nbsp; stands for no character"),
        (
            "<!DOCTYPE martif [\n<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>\n<martif/>",
            "line 1: it declares entities, which no TBX needs",
        ),
    ] {
        assert_eq!(read_tbx(text).unwrap_err().to_string(), message, "{text}");
    }
    let deep = format!("<martif>{}", "<a>".repeat(100_000));
    let error = read_tbx(&deep).unwrap_err().to_string();
    assert_eq!(error, "line 1: elements are nested deeper than TBX nests them");
}
