//! Laws: whatever happened to a store, segments of earlier moments and the delta find what building anew finds; a look-up
//! finds what a comparison with every unit finds; another way of counting words has another version.

use proptest::prelude::*;

use super::*;
use crate::concordance::Strictness;
use crate::lookup::{Match, Wanted, look_up};
use crate::occurrences::Occurrences;
#[cfg(feature = "sqlite")]
use crate::sqlite::{SqliteStore, fresh};
use crate::store::{
    MemoryStore, ReviewState, Sighting, StoreError, TxInfo, TxNumber, UnitLog, UnitStore, UnitWriter,
};
use crate::unit::{Unit, Variant};

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

const WORDS: [&str; 10] =
    ["کارگران", "کارگر", "اعتصاب", "می\u{200C}کنند", "نمی\u{200C}کنند", "۱۲", "و", "نان", "نفر", "،"];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..6).prop_map(|words| words.join(" "))
}

/// Parts of the texts, which may begin and end inside a word.
fn asked() -> impl Strategy<Value = String> {
    (texts(), 0usize..6, 0usize..6).prop_map(|(text, from, back)| {
        let cut: String = text.chars().skip(from).collect();
        cut.chars().take(cut.chars().count().saturating_sub(back)).collect()
    })
}

/// A source text, a translation, and whether it is German, English or both.
type Pair = (String, u8, u8);

#[derive(Debug, Clone)]
enum Change {
    Add(Pair),
    Remove(usize),
    Replace(usize, Pair),
    Review(usize, bool),
    Undo(usize),
}

fn pairs() -> impl Strategy<Value = Pair> {
    (texts(), 0u8..3, 0u8..3)
}

fn changes() -> impl Strategy<Value = Vec<Vec<Change>>> {
    let change = prop_oneof![
        6 => pairs().prop_map(Change::Add),
        1 => (0usize..30).prop_map(Change::Remove),
        1 => (0usize..30, pairs()).prop_map(|(n, pair)| Change::Replace(n, pair)),
        2 => (0usize..30, any::<bool>()).prop_map(|(n, good)| Change::Review(n, good)),
        1 => (0usize..9).prop_map(Change::Undo),
    ];
    prop::collection::vec(prop::collection::vec(change, 1..8), 1..6)
}

fn unit((text, translation, langs): &Pair) -> Unit {
    let translation = ["one", "two", "three"][usize::from(*translation)];
    let mut variants = vec![Variant::plain(Lang::persian(), text)];
    if *langs != 1 {
        variants.push(Variant::plain(lang("en"), translation));
    }
    if *langs != 0 {
        variants.push(Variant::plain(lang("de"), translation));
    }
    Unit::new(variants).unwrap()
}

fn write(store: &mut dyn UnitWriter, changes: &[Change]) {
    let info = TxInfo { day: "2026-05-01".into(), command: "test".into(), origin: String::new() };
    let n = store.begin(&info).unwrap();
    for change in changes {
        let ids = store.ids().unwrap();
        let id = |n: usize| ids.get(n % ids.len().max(1)).copied();
        let done: Result<(), StoreError> = match change {
            Change::Add(pair) => store.add(&unit(pair), &Sighting::default(), true).map(drop),
            Change::Remove(n) => id(*n).map_or(Ok(()), |id| store.remove(&id)),
            Change::Replace(n, pair) => {
                id(*n).map_or(Ok(()), |id| store.replace(&id, &unit(pair), &Sighting::default()))
            }
            Change::Review(n, good) => {
                let state = if *good { ReviewState::Reviewed } else { ReviewState::Rejected };
                id(*n).map_or(Ok(()), |id| store.review(&id, state, "golnar"))
            }
            Change::Undo(tx) => store.undo(TxNumber(*tx as i64 % (n.0 + 1))).map(drop),
        };
        done.unwrap();
    }
    store.commit().unwrap();
}

fn wanted(targets: &[&str], least: u16, most: usize) -> Wanted {
    let targets = targets.iter().map(|tag| lang(tag)).collect();
    Wanted { source: Lang::persian(), targets, least: Score(least), most }
}

/// What is found without an index: every unit is looked at.
fn brute_force(store: &dyn UnitStore, text: &str, wanted: &Wanted) -> Vec<Match> {
    let mut numbers = Vec::new();
    store.scan(&mut |number, _| numbers.push(number)).unwrap();
    let records = numbers.into_iter().filter_map(|number| store.record(number).unwrap());
    crate::lookup::among(records, text, wanted)
}

fn shown(matches: &[Match]) -> Vec<String> {
    matches
        .iter()
        .map(|m| format!("{:?} {} {:?} {:?}", m.kind, m.score.0, m.record.number, m.target))
        .collect()
}

/// The segment of everything up to now, as a file would bring it back.
fn segment(store: &dyn UnitLog, after: UnitNumber) -> Segment {
    let moment = store.moment().unwrap();
    let mut builder = SegmentBuilder::new(&Lang::persian());
    store.scan_between(after, moment.unit, &mut |number, texts| builder.add(number, texts)).unwrap();
    let imprint = store.imprint(moment).unwrap();
    let mut bytes = Vec::new();
    let stamp = Stamp { source: Lang::persian(), after, moment, imprint };
    builder.finish(stamp).write(&mut bytes).unwrap();
    Segment::copy(&bytes).unwrap()
}

/// Writes, and takes a segment of what is new after each of them.
fn lives(store: &mut (impl UnitWriter + UnitLog), writes: &[Vec<Change>]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for changes in writes {
        write(store, changes);
        let after = segments.last().map_or(UnitNumber::NONE, |last| last.stamp().moment.unit);
        segments.push(segment(store, after));
    }
    segments
}

fn finds_the_same(store: &dyn UnitLog, segments: Vec<Segment>, queries: &[String]) {
    let anew = Index::build(store, &Lang::persian(), &mut || ()).unwrap();
    let index = plan(store, &Lang::persian(), segments).unwrap().index(store, None, &mut || ()).unwrap();
    for text in queries {
        let here = Scored::new(text, &Lang::persian());
        for targets in [vec![], vec![lang("en")], vec![lang("de")]] {
            for most in [1, 3, 50] {
                let expected = anew.search(&here, Score(500), most, &targets);
                assert_eq!(index.search(&here, Score(500), most, &targets), expected, "{text}");
            }
        }
    }
    assert!(!index.is_damaged());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn segments_and_what_is_new_are_what_building_anew_gives(
        writes in changes(),
        later in changes(),
        queries in prop::collection::vec(texts(), 1..4),
    ) {
        let mut memory = MemoryStore::new();
        let segments = lives(&mut memory, &writes);
        later.iter().for_each(|changes| write(&mut memory, changes));
        finds_the_same(&memory, segments, &queries);
        #[cfg(feature = "sqlite")]
        {
            let connection = fresh();
            let mut file = SqliteStore::new(&connection);
            let segments = lives(&mut file, &writes);
            later.iter().for_each(|changes| write(&mut file, changes));
            finds_the_same(&file, segments, &queries);
        }
    }

    #[test]
    fn units_that_have_some_words_are_those_a_scan_finds(
        writes in changes(),
        later in changes(),
        asked in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..4),
    ) {
        let mut store = MemoryStore::new();
        let segments = lives(&mut store, &writes);
        later.iter().for_each(|changes| write(&mut store, changes));
        let index = plan(&store, &Lang::persian(), segments).unwrap().index(&store, None, &mut || ()).unwrap();
        let words = |text: &str| -> Vec<String> {
            Scored::new(text, &Lang::persian()).tokens.into_iter().map(|word| word.token.text).collect()
        };
        let asked = words(&asked.join("\u{60C} "));
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let mut expected = Vec::new();
        store.scan(&mut |number, variants| {
            let has = |v: &crate::store::VariantRef<'_>| {
                let own = words(v.text);
                v.lang == "fa" && asked.iter().all(|word| own.iter().any(|own| own == word))
            };
            if variants.iter().any(|v| v.lang == "en") && variants.iter().any(has) {
                expected.push(number);
            }
        }).unwrap();
        prop_assert_eq!(index.having(&asked, &lang("en"), usize::MAX).unwrap(), expected);
        prop_assert!(index.having(&asked, &lang("sv"), usize::MAX).unwrap().is_empty());
    }

    #[test]
    fn units_that_say_something_are_among_those_looked_at(
        writes in changes(),
        later in changes(),
        asked in prop::collection::vec(asked(), 1..6),
        word: bool,
    ) {
        let mut store = MemoryStore::new();
        let segments = lives(&mut store, &writes);
        later.iter().for_each(|changes| write(&mut store, changes));
        let index = plan(&store, &Lang::persian(), segments).unwrap().index(&store, None, &mut || ()).unwrap();
        for asked in asked {
            let pattern = Pattern::new(&asked, Strictness { exact: false, word });
            let (mut live, mut saying) = (Vec::new(), Vec::new());
            store.scan(&mut |number, variants| {
                live.push(number);
                let texts = variants.iter().filter(|v| v.lang == "fa");
                saying.extend(texts.filter(|v| pattern.is_in(v.text, &Lang::persian())).map(|_| number));
            }).unwrap();
            let Some(sought) = index.sought(&pattern, Script::Arabic) else { continue };
            let found = index.saying(&sought, |_| true);
            prop_assert!(saying.iter().all(|number| found.contains(number)), "{asked}");
            prop_assert!(found.iter().all(|number| live.contains(number)), "{asked}");
            prop_assert!(found.len() <= sought.reach && index.last() <= store.moment().unwrap().unit);
            let even = index.saying(&sought, |number| number.0 % 2 == 0);
            let evens: Vec<UnitNumber> = found.into_iter().filter(|number| number.0 % 2 == 0).collect();
            prop_assert_eq!(even, evens);
        }
    }

    #[test]
    fn a_look_up_finds_what_a_comparison_with_every_unit_finds(
        writes in changes(),
        queries in prop::collection::vec(texts(), 1..4),
        least in 0u16..=1000,
        most in 0usize..5,
    ) {
        let mut store = MemoryStore::new();
        writes.iter().for_each(|changes| write(&mut store, changes));
        let index = Index::build(&store, &Lang::persian(), &mut || ()).unwrap();
        for text in &queries {
            for targets in [&[][..], &["en"], &["de", "en"]] {
                let wanted = wanted(targets, least, most);
                let found = look_up(&store, &index, text, &wanted).unwrap();
                prop_assert_eq!(shown(&found), shown(&brute_force(&store, text, &wanted)), "{}", text);
            }
        }
    }

    #[test]
    fn an_index_of_other_texts_finds_less_and_nothing_that_is_not_so(
        writes in changes(),
        strange in prop::collection::vec(pairs(), 0..40),
        query in texts(),
        least in 0u16..=1000,
    ) {
        let mut store = MemoryStore::new();
        writes.iter().for_each(|changes| write(&mut store, changes));
        // As if a stranger had written it: under the numbers of the units stand other texts.
        let mut other = MemoryStore::new();
        write(&mut other, &strange.into_iter().map(Change::Add).collect::<Vec<_>>());
        let index = Index::new(vec![segment(&other, UnitNumber::NONE)], Default::default(), None);
        let all = shown(&brute_force(&store, &query, &wanted(&["en"], least, usize::MAX)));
        let found = look_up(&store, &index, &query, &wanted(&["en"], least, usize::MAX / 8)).unwrap();
        prop_assert!(shown(&found).iter().all(|found| all.contains(found)), "{}", query);
    }

    #[test]
    fn a_match_that_says_something_else_never_outranks_one_as_similar(
        writes in changes(),
        query in texts(),
    ) {
        let mut store = MemoryStore::new();
        writes.iter().for_each(|changes| write(&mut store, changes));
        let here = Scored::new(&query, &Lang::persian());
        let similarity = |m: &Match| {
            crate::score::compare(&here, &Scored::new(&m.source, &Lang::persian())).similarity
        };
        let ranked = brute_force(&store, &query, &wanted(&["en"], 0, usize::MAX));
        for (place, other) in ranked.iter().enumerate().filter(|(_, m)| !m.differences.is_empty()) {
            for below in ranked.iter().skip(place).filter(|m| m.differences.is_empty()) {
                prop_assert!(similarity(below) < similarity(other), "{query}: {} / {}", other.source, below.source);
            }
        }
    }
}

fn store_of(count: usize) -> MemoryStore {
    let mut store = MemoryStore::new();
    let text = |n: usize| format!("{} {} {n}", WORDS[n % 10], WORDS[n / 10 % 10]);
    let adds: Vec<Change> = (0..count).map(|n| Change::Add((text(n), 0, 0))).collect();
    write(&mut store, &adds);
    store
}

#[test]
fn a_segment_is_written_of_much_that_is_new_and_takes_small_ones_in() {
    let mut store = store_of(2000);
    let first = plan(&store, &Lang::persian(), Vec::new()).unwrap();
    assert!(first.keep.is_empty() && first.delta.is_large && first.delta.len() == 2000);
    let base = segment(&store, UnitNumber::NONE);
    let more = |store: &mut MemoryStore, from: usize, count: usize| {
        let adds: Vec<_> = (from..from + count).map(|n| Change::Add((format!("نان {n}"), 1, 1))).collect();
        write(store, &adds);
    };
    more(&mut store, 0, MOST_IN_MEMORY);
    let few = plan(&store, &Lang::persian(), vec![base]).unwrap();
    assert!(!few.delta.is_large && few.keep.len() == 1);
    more(&mut store, 5000, 1);
    let many = plan(&store, &Lang::persian(), few.keep).unwrap();
    assert!(many.delta.is_large && many.keep.is_empty(), "a quarter of the base takes it in");
}

#[test]
fn what_is_of_another_store_or_past_or_language_is_not_used() {
    let store = store_of(20);
    let used =
        |store: &MemoryStore, segment| plan(store, &Lang::persian(), vec![segment]).unwrap().keep.len();
    assert_eq!(used(&store, segment(&store, UnitNumber::NONE)), 1);
    assert_eq!(used(&store_of(19), segment(&store, UnitNumber::NONE)), 0);
    let mut other = MemoryStore::new();
    (0..20).for_each(|n| write(&mut other, &[Change::Add((format!("نان {n}"), 0, 0))]));
    assert_eq!(used(&store, segment(&other, UnitNumber::NONE)), 0, "of more writes");
    assert_eq!(used(&store, segment(&store, UnitNumber(3))), 0, "its beginning is missing");
    let english = plan(&store, &lang("en"), vec![segment(&store, UnitNumber::NONE)]).unwrap();
    assert!(english.keep.is_empty());
}

#[cfg(feature = "sqlite")]
#[test]
fn another_past_of_the_same_store_is_noticed() {
    let adds: Vec<_> = ["نان", "کارگر"].map(|text| Change::Add((text.into(), 0, 0))).to_vec();
    let past = |removed: usize| {
        let connection = fresh();
        connection.execute("UPDATE meta SET value = x'01' WHERE key = 'store'", []).unwrap();
        let mut store = SqliteStore::new(&connection);
        write(&mut store, &adds);
        write(&mut store, &[Change::Remove(removed)]);
        let moment = store.moment().unwrap();
        (moment, store.imprint(moment).unwrap())
    };
    assert_eq!(past(0), past(0));
    assert_ne!(past(0), past(1), "an older copy in its place, then another write");
}

#[cfg(feature = "sqlite")]
#[test]
fn a_purge_leaves_no_segment_in_use() {
    let connection = fresh();
    let mut store = SqliteStore::new(&connection);
    write(&mut store, &[Change::Add(("نان".into(), 0, 0)), Change::Add(("کارگر".into(), 0, 0))]);
    let segment = segment(&store, UnitNumber::NONE);
    let info = TxInfo { day: "2026-05-01".into(), command: "purge".into(), origin: String::new() };
    store.begin(&info).unwrap();
    store.erase(UnitNumber(2)).unwrap();
    store.commit().unwrap();
    // The number of the erased unit is given again.
    write(&mut store, &[Change::Add(("اعتصاب".into(), 0, 0))]);
    finds_the_same(&store, vec![segment], &["کارگر".into(), "اعتصاب".into()]);
}

#[test]
fn a_change_of_tokens_weights_or_keys_needs_a_new_version() {
    // When this fails, raise `VERSION` and put the new hash here: indexes that older programs wrote are not read then.
    let texts = [
        "کارگران نیشکر هفت\u{200C}تپه، پس از ۱۲ روز اعتصاب، دستمزد خود را گرفتند.",
        "خانه\u{200C}ی ما در ۱۴ اسفند ۱۳۹۸ (۲٬۵۰۰ نفر) — نه نمی\u{200C}رویم!",
        "می گویند كه علي\u{200C}رغم وعده\u{200C}ها 40% حقوق\u{200C}ها پرداخت نشده",
        "The workers' council didn't meet on May 1st, 2024; e.g. 3.5 kg of bread.",
        "Die Beschäftigten streikten 24 Stunden — für 8,5 % mehr Lohn.",
    ];
    let mut said = String::new();
    for (text, tag) in texts.iter().zip(["fa", "fa", "fa", "en", "de"]) {
        let scored = Scored::new(text, &lang(tag));
        let tokens =
            scored.tokens.iter().map(|t| format!("{} {:?} {}\n", t.token.text, t.token.kind, t.weight));
        said.push_str(&tokens.collect::<String>());
        said.push_str(scored.key());
    }
    let hash = blake3::hash(said.as_bytes()).to_hex();
    assert_eq!((VERSION, &hash.as_str()[..16]), (2, "abdfe92040d5e4b4"));
}
