use proptest::prelude::*;
use tm::score::{Score, Scored, compare, differences, penalised, penalties};
use tm::store::{MemoryStore, ReviewState, Sighting, TxInfo, UnitWriter};
use tm::unit::{Unit, Variant};

use super::*;
use crate::args::{InputArgs, Repair};
use crate::reading::input::Input;

/// Sentences of documents; some are in the memory, in this or another spelling, some are like them.
const POOL: [&str; 9] = [
    "کارگران فولاد دست از کار کشیدند.",
    "كارگران فولاد دست از کار كشیدند.",
    "کارگران فولاد دیروز دست از کار کشیدند.",
    "بازنشستگان مقابل استانداری گرد آمدند.",
    "بازنشستگان مقابل فرمانداری گرد آمدند.",
    "هیچ وعده\u{200C}ای عملی نشد و سفره\u{200C}ها خالی ماند.",
    "هیچ وعده\u{200C}ای عملی نشد و سفره\u{200C}های ما خالی ماند.",
    "۱۲ خرداد ۱۴۰۳",
    "* * *",
];

fn memory() -> MemoryStore {
    let mut store = MemoryStore::new();
    let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() };
    store.begin(&info).unwrap();
    for (fa, en, de) in [
        (
            "کارگران فولاد دست از کار کشیدند.",
            "Steel workers stopped work.",
            "Stahlarbeiter legten die Arbeit nieder.",
        ),
        ("بازنشستگان مقابل استانداری گرد آمدند.", "Pensioners gathered outside the governor's office.", ""),
    ] {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let mut variants = vec![Variant::plain(lang("fa"), fa), Variant::plain(lang("en"), en)];
        if !de.is_empty() {
            variants.push(Variant::plain(lang("de"), de));
        }
        store.add(&Unit::new(variants).unwrap(), &Sighting::default(), false).unwrap();
    }
    store.commit().unwrap();
    store
}

fn analysed(documents: &[Vec<usize>]) -> (Vec<Analysis>, Analysis) {
    let wanted = Wanted {
        source: Lang::persian(),
        targets: ["en", "de"].map(|tag| Lang::parse(tag).unwrap()).to_vec(),
        least: Score::from_percent(50.0),
        most: 5,
    };
    let (store, progress) = (memory(), Progress::unseen());
    let suggester = Suggester::new(&store, &store, &[], &wanted, &progress).unwrap();
    let mut analyst = Analyst::new(suggester, &[], &wanted, &[]);
    for document in documents {
        let text = document.iter().map(|at| POOL[*at]).collect::<Vec<_>>().join("\n");
        let input = InputArgs { input: text, text: true, lines: true, repair: Repair::Off };
        analyst.begin("document");
        Input::open(&input, &wanted.source, None)
            .unwrap()
            .in_parts(&mut |part, _| analyst.part(part, &progress))
            .unwrap();
    }
    analyst.finish(&progress).unwrap()
}

fn segments(tally: &Tally, bands: &[Band]) -> Vec<u64> {
    bands.iter().map(|band| tally.of(*band).segments).collect()
}

fn documents() -> impl Strategy<Value = Vec<Vec<usize>>> {
    prop::collection::vec(prop::collection::vec(0..POOL.len(), 0..8), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_segment_is_in_one_class(documents in documents()) {
        let (each, total) = analysed(&documents);
        let count = documents.iter().map(Vec::len).sum::<usize>() as u64;
        prop_assert_eq!(total.amount.segments, count);
        for document in each.iter().chain([&total]) {
            for sheet in &document.sheets {
                prop_assert_eq!(sheet.bands.total(), document.amount);
                prop_assert_eq!(sheet.matches.total(), document.amount);
                let mut repeated = sheet.inside;
                repeated.add(sheet.across);
                prop_assert_eq!(repeated, sheet.bands.of(Band::Repetition));
            }
        }
        for (document, sheet) in each.iter().flat_map(|d| d.sheets.iter().map(move |sheet| (d, sheet))) {
            let words: u64 = sheet.slices.iter().map(|slice| slice.words).sum();
            prop_assert_eq!(words, document.amount.words);
        }
    }

    #[test]
    fn the_order_of_documents_moves_repetitions_alone(documents in documents()) {
        let turned: Vec<_> = documents.iter().rev().cloned().collect();
        let ((_, total), (_, back)) = (analysed(&documents), analysed(&turned));
        for (there, back) in total.sheets.iter().zip(&back.sheets) {
            prop_assert_eq!(segments(&there.bands, &Band::ALL), segments(&back.bands, &Band::ALL));
            prop_assert_eq!(&there.matches, &back.matches);
        }
    }
}

/// The class in which `later` is when `earlier` is in the memory.
fn band_of(earlier: &str, later: &str) -> Band {
    let [here, memory] = [later, earlier].map(|text| Scored::new(text, &Lang::persian()));
    let comparison = compare(&here, &memory);
    let differences = differences(&here, &memory, &comparison.steps);
    Band::of_score(penalised(comparison.similarity, &penalties(&differences, ReviewState::Draft)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn earlier_segments_serve_later_ones(document in prop::collection::vec(2..7usize, 0..12)) {
        let (_, total) = analysed(std::slice::from_ref(&document));
        let mut expected = Tally::default();
        let mut before: Vec<&str> = Vec::new();
        for text in document.iter().map(|at| POOL[*at]) {
            let by_memory = POOL[..4].iter().step_by(3).map(|known| band_of(known, text)).min().unwrap();
            if by_memory <= Band::Full || before.contains(&text) {
                continue;
            }
            let by_earlier = before.iter().map(|earlier| band_of(earlier, text)).min().unwrap_or(Band::New);
            if by_earlier < by_memory {
                expected.add(by_earlier, Amount::of(text));
            }
            before.push(text);
        }
        prop_assert_eq!(&total.sheets[0].in_order, &expected);
    }
}

#[test]
fn a_document_counted() {
    let (each, total) = analysed(&[vec![0, 2, 5, 6, 5], vec![5, 7, 8, 1, 4]]);
    // What the score is, calibration may change: every similar class is one here.
    let of = |document: &Analysis, language: usize| {
        let of = |bands: &[Band]| segments(&document.sheets[language].bands, bands).iter().sum::<u64>();
        let similar = of(&[Band::From95, Band::From85, Band::From75, Band::From50]);
        [of(&[Band::Full]), of(&[Band::Fixed]), of(&[Band::Repetition]), similar, of(&[Band::New])]
    };
    assert_eq!(of(&each[0], 0), [1, 0, 1, 1, 2]);
    assert_eq!(of(&each[1], 0), [1, 2, 1, 1, 0]);
    assert_eq!(of(&each[1], 1), [1, 2, 1, 0, 1]);
    let english = &total.sheets[0];
    assert_eq!((english.inside.segments, english.across.segments), (1, 1));
    // The sixth sentence is like the fifth, which the memory does not know.
    assert_eq!(english.in_order.total().segments, 1);
}
