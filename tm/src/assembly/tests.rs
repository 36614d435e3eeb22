use super::*;
use crate::index::Index;
use crate::store::{MemoryStore, Sighting, TxInfo, UnitWriter};
use crate::text::fold::tests::persian_text;
use crate::unit::{Unit, Variant};
use proptest::prelude::*;

/// The English pairs of the measuring memory in a store.
fn store() -> MemoryStore {
    let rows = include_str!("../../data/align/memory.tsv").lines().filter(|row| row.starts_with("en\t"));
    let pairs: Vec<(String, String)> = rows
        .filter_map(|row| {
            let mut cells = row.split('\t').skip(1);
            Some((cells.next()?.replace('~', "\u{200C}"), cells.next()?.to_owned()))
        })
        .collect();
    with(&pairs)
}

fn with(pairs: &[(String, String)]) -> MemoryStore {
    let mut store = MemoryStore::new();
    let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() };
    store.begin(&info).unwrap();
    for (fa, en) in pairs {
        let variants = vec![Variant::plain(Lang::persian(), fa), Variant::plain(english(), en)];
        store.add(&Unit::new(variants).unwrap(), &Sighting::default(), false).unwrap();
    }
    store.commit().unwrap();
    store
}

fn english() -> Lang {
    Lang::parse("en").unwrap()
}

fn assembled(store: &MemoryStore, text: &str, known: &[Part]) -> Option<Assembled> {
    let words = Index::build(store, &Lang::persian(), &mut || ()).unwrap();
    let memory = Memory::new(store, &words, Lang::persian(), english());
    assemble(text, &memory, known).unwrap()
}

#[test]
fn passages_are_put_together_in_the_order_of_the_source() {
    let store = store();
    let found =
        assembled(&store, "مأموران امنیتی به تحصن خانواده\u{200C}های زندانیان سیاسی یورش بردند.", &[])
            .unwrap();
    assert_eq!(found.target, "Security agents sit-in families of political prisoners […]");
    assert_eq!(
        found.parts.iter().max_by_key(|part| part.span.len()).unwrap().target,
        "families of political prisoners"
    );
    assert!(found.score > Score(400) && found.score < Score(900), "{:?}", found.score);
}

#[test]
fn terms_and_values_take_part() {
    let text = "شورای کارگران در ۲۰ شهریور ۱۴۰۰ به نظارت شورایی رأی داد.";
    let span = |part: &str| {
        let start = text[..text.find(part).unwrap()].chars().count();
        Span::new(start, start + part.chars().count())
    };
    let part = |text: &str, target: &str, from| Part {
        span: span(text),
        target: target.to_owned(),
        from,
        pairs: 0,
        confidence: 1.0,
    };
    let known = [
        part("شورای کارگران", "workers' council", From::Glossary),
        part("۲۰ شهریور ۱۴۰۰", "11 September 2021", From::Value),
    ];
    let found = assembled(&store(), text, &known).unwrap();
    assert!(found.target.starts_with("workers' council 11 September 2021 "), "{}", found.target);
    let from: Vec<_> = found.parts.iter().map(|part| part.from).collect();
    assert_eq!(from[..2], [From::Glossary, From::Value]);
}

#[test]
fn a_whole_text_inside_another_is_taken_whole() {
    let pairs = [("زنده باد همبستگی!".to_owned(), "Long live solidarity!".to_owned())];
    let found = assembled(&with(&pairs), "دوستان ما گفتند زنده باد همبستگی", &[]).unwrap();
    assert_eq!(found.target, "[…] Long live solidarity");
}

#[test]
fn two_lists_that_share_a_word_again_and_again_share_no_passage_but_it() {
    let list = |words: &str, by: &str| words.split(' ').collect::<Vec<_>>().join(by);
    // Nothing is in both but the word that every item begins with.
    let pairs: Vec<(String, String)> = [
        ("نان مسکن درمان مدرسه", "bread housing care schools"),
        ("آب برق گاز جاده", "water power gas roads"),
        ("بیمه مرخصی ایمنی دستمزد", "insurance leave safety wages"),
    ]
    .iter()
    .map(|(fa, en)| (format!("حق {}", list(fa, "، حق ")), format!("right to {}", list(en, ", right to "))))
    .collect();
    let asked = format!("حق {}", list("موسیقی ورزش شادی آفتاب باران خنده", "، حق "));
    let store = with(&pairs);
    let words = Index::build(&store, &Lang::persian(), &mut || ()).unwrap();
    let memory = Memory::new(&store, &words, Lang::persian(), english());
    let (found, read) = passages(&Sentence::new(&asked, &Lang::persian()), &memory).unwrap();
    assert_eq!(read.len(), 3);
    // The word stands six times here and four times there; each pair says it once for each place here.
    let lengths: Vec<usize> = found.iter().map(|passage| passage.words.len()).collect();
    assert_eq!(lengths, [1; 6]);
    assert!(found.iter().all(|passage| passage.said.len() == 3));
    let assembled = assembled(&store, &asked, &[]).map(|found| (found.target, found.parts.len()));
    let (target, parts) = assembled.unwrap_or_default();
    assert!(target.replace("right", "").chars().all(|c| c.is_whitespace() || "[]…".contains(c)), "{target}");
    assert!(parts <= 6, "{parts}");
}

/// A young memory of its own, in which most words stand once.
const YOUNG: [(&str, &str); 14] = [
    ("شماره حساب صندوق: ۷۷۳۱-۲۰۰۴", "Account number of the fund: 7731-2004"),
    ("مجوز راهپیمایی رانندگان لغو شد.", "The drivers' march permit was revoked."),
    ("قرعه\u{200C}کشی باید لغو شود.", "The lottery must be cancelled."),
    ("ما فریاد نخواهیم زد.", "We will not shout."),
    ("نرگس کریمی از زندان کارون آزاد شد.", "Narges Karimi was released from Karun prison."),
    ("نانوایان در یزد تحصن کردند.", "Bakers held a sit-in in Yazd."),
    ("شهرداری با کاهش بلیت\u{200C}ها مخالفت نکرد.", "The city did not oppose cutting fares."),
    ("همسایه ما اجازه سفر ندارد.", "Our neighbour is not permitted to travel."),
    ("مهمان به قول\u{200C}های خود عمل کرد.", "The guest kept his word."),
    ("سه هفته است دارو نرسیده است.", "No medicine has arrived for three weeks."),
    ("در ۱۸ مهر ۱۴۰۱ مدرسه بسته شد.", "The school was closed on 10 October 2022."),
    ("نانوایان کرمان نامه نوشتند.", "Bakers in Kerman wrote a letter."),
    ("رانندگان نامه نوشتند.", "The drivers wrote a letter."),
    ("مدرسه باز است.", "The school is open."),
];

/// What is shown for a text: the parts and what is assembled of them.
fn shown_for(text: &str) -> String {
    let pairs: Vec<(String, String)> =
        YOUNG.iter().map(|(fa, en)| (fa.to_string(), en.to_string())).collect();
    let Some(found) = assembled(&with(&pairs), text, &[]) else { return String::new() };
    let parts: Vec<String> = found.parts.iter().map(|part| part.target.clone()).collect();
    format!("{} | {}", found.target, parts.join(" | "))
}

#[test]
fn nothing_states_a_value_name_denial_or_verb_that_the_text_has_not() {
    for (text, others) in [
        ("شماره حساب صندوق: ۷۷۳۱-۲۰۴۰", &["7731", "2004"][..]),
        ("شماره حساب صندوق: ۷۷۳۱", &["2004"]),
        ("مجوز راهپیمایی رانندگان صادر شد.", &["revoked", "cancelled"]),
        ("مجوز راهپیمایی رانندگان لغو نشد.", &["revoked", "cancelled"]),
        ("ما فریاد زدیم.", &["not", "will"]),
        ("همسایه ما اجازه دارد.", &["not"]),
        ("نرگس کریمی از زندان سپیدار آزاد نشد.", &["Karun", "released"]),
        ("نانوایان در شیراز تحصن کردند.", &["Yazd", "Kerman"]),
        ("شهرداری با کاهش بلیت\u{200C}ها موافقت کرد.", &["oppose", "not"]),
        ("مهمان قول\u{200C}های خود را نوشت.", &["kept"]),
        ("سه روز است دارو نرسیده است.", &["weeks"]),
        ("چهار هفته است دارو رسیده است.", &["three", "No "]),
        ("در ۱۸ آبان ۱۴۰۱ مدرسه باز شد.", &["October", "2022", "closed", "is open"]),
    ] {
        let shown = shown_for(text);
        for other in others {
            assert!(!shown.contains(other), "{text}: {shown}");
        }
    }
}

#[test]
fn a_passage_that_cannot_be_trusted_whole_is_tried_in_parts() {
    // The bakers stand in two pairs, the sit-in in one.
    let shown = shown_for("نانوایان در یزد جشن گرفتند.");
    assert!(shown.contains("Bakers") && !shown.contains("sit-in"), "{shown}");
    let shown = shown_for("فردا نرگس کریمی نامه نوشتند.");
    assert!(shown.contains("Narges Karimi") && !shown.contains("released"), "{shown}");
}

#[test]
fn a_part_that_the_rest_denies_is_left_out() {
    let part = |words: (usize, usize), target: &str| Part {
        span: Span::new(words.0, words.1),
        target: target.to_owned(),
        from: From::Memory,
        pairs: 1,
        confidence: 1.0,
    };
    let text = "رانندگان آزاد نشدند";
    let sentence = Sentence::new(text, &Lang::persian());
    let parts = vec![part((0, 8), "drivers"), part((9, 13), "released")];
    let left: Vec<String> =
        truthful(text, &sentence, &english(), parts).into_iter().map(|part| part.target).collect();
    assert_eq!(left, ["drivers"]);
}

#[test]
fn nothing_is_assembled_from_nothing() {
    assert_eq!(assembled(&with(&[]), "کارگران اعتصاب کردند", &[]), None);
    assert_eq!(assembled(&store(), "", &[]), None);
}

proptest! {
    #[test]
    fn parts_are_ordered_inside_and_apart(pairs in proptest::collection::vec((persian_text(), "[a-d ]{0,12}x"), 0..8), text in persian_text()) {
        let pairs: Vec<_> = pairs.into_iter().filter(|(fa, _)| !fa.trim().is_empty()).collect();
        let Some(found) = assembled(&with(&pairs), &text, &[]) else { return Ok(()) };
        let mut before = 0;
        for part in &found.parts {
            prop_assert!(before <= part.span.start && part.span.start < part.span.end);
            prop_assert!(part.span.end <= text.chars().count() && (0.0..=1.0).contains(&part.confidence));
            before = part.span.end;
        }
        prop_assert!(found.score <= Score::ALMOST);
        prop_assert_eq!(assembled(&with(&pairs), &text, &[]), Some(found));
    }
}
