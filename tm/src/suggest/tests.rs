use proptest::prelude::*;

use super::*;
use crate::lang::Lang;
use crate::score::{Scored, compare};
use crate::store::{MemoryStore, ReviewState, Sighting, TxInfo, UnitWriter};
use crate::unit::{Unit, Variant};

/// A memory of Persian and English; texts of strangers are marked as such.
fn memory(pairs: &[(&str, &str, bool)]) -> MemoryStore {
    let mut store = MemoryStore::new();
    let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() };
    store.begin(&info).unwrap();
    for (fa, en, is_own) in pairs {
        let english = Lang::parse("en").unwrap();
        let unit = Unit::new(vec![Variant::plain(Lang::persian(), fa), Variant::plain(english, en)]).unwrap();
        store.add(&unit, &Sighting::default(), false).unwrap();
        if !is_own {
            store.review(&unit.id(), ReviewState::Untrusted, "").unwrap();
        }
    }
    store.commit().unwrap();
    store
}

fn wanted(least: f64) -> Wanted {
    let targets = vec![Lang::parse("en").unwrap()];
    Wanted { source: Lang::persian(), targets, least: Score::from_percent(least), most: 5 }
}

fn found(store: &MemoryStore, text: &str, least: f64) -> Vec<Match> {
    let index = Index::build(store, &Lang::persian(), &mut || ()).unwrap();
    suggest(store, &index, &Asked { text, around: &[], terms: None, similar: None }, &wanted(least)).unwrap()
}

/// The same with what was looked up beforehand.
fn found_ahead(store: &MemoryStore, text: &str, least: f64) -> Vec<Match> {
    let index = Index::build(store, &Lang::persian(), &mut || ()).unwrap();
    let wanted = wanted(least);
    let similar = Some(look_ahead(&index, text, &wanted));
    suggest(store, &index, &Asked { text, around: &[], terms: None, similar }, &wanted).unwrap()
}

fn shown(matches: &[Match]) -> Vec<(&str, &str, u16)> {
    matches.iter().map(|m| (m.kind.as_str(), m.target.text.as_str(), m.score.0)).collect()
}

#[test]
fn a_value_written_otherwise_ranks_above_a_repaired_one() {
    for (here, same, other) in [
        ("پانزده کارگر شرکت اخراج شدند.", "۱۵ کارگر شرکت اخراج شدند.", "۱۶ کارگر شرکت اخراج شدند."),
        ("مزدها ۲۰ درصد کم شد.", "مزدها ۲۰٪ کم شد.", "مزدها ۳۰ درصد کم شد."),
        (
            "نشست ۱۴۰۱/۰۲/۲۲ در تهران برگزار شد.",
            "نشست ۲۲ اردیبهشت ۱۴۰۱ در تهران برگزار شد.",
            "نشست ۱۴۰۱/۰۲/۲۴ در تهران برگزار شد.",
        ),
    ] {
        let english = |persian: &str| match persian {
            _ if persian.contains("کارگر") && persian.contains("۱۶") => {
                "16 workers of the company were dismissed."
            }
            _ if persian.contains("کارگر") => "15 workers of the company were dismissed.",
            _ if persian.contains("۳۰") => "Wages fell by 30 per cent.",
            _ if persian.contains("۲۰") => "Wages fell by 20 per cent.",
            _ if persian.contains("۲۴") => "The meeting was held in Tehran on 24 Ordibehesht 1401.",
            _ => "The meeting was held in Tehran on 22 Ordibehesht 1401.",
        };
        let store = memory(&[(same, english(same), true), (other, english(other), true)]);
        let matches = found(&store, here, 60.0);
        let expected = [("spelling", english(same), 990), ("repaired", english(same), 990)];
        assert_eq!(shown(&matches), expected, "{here}");
        assert_eq!(matches[0].differences, []);
        assert_eq!(matches[0].source, same);
    }
}

#[test]
fn a_value_written_otherwise_does_not_hinder_the_repair_of_another() {
    let store =
        memory(&[("۱۵ کارگر و سه معلم آزاد شدند.", "15 workers and three teachers were released.", true)]);
    let matches = found(&store, "پانزده کارگر و پنج معلم آزاد شدند.", 60.0);
    assert_eq!(shown(&matches), [("repaired", "15 workers and five teachers were released.", 990)]);
}

#[test]
fn an_own_text_in_another_spelling_stands_before_the_same_letters_of_a_stranger() {
    let store = memory(&[
        ("کارگران می\u{200C}گویند: نان و آزادی!", "A stranger's words.", false),
        ("کارگران میگویند: نان و آزادی!", "Workers say: bread and freedom!", true),
        ("۱۵ کارگر آزاد شدند.", "Fifteen workers were released.", true),
        ("پانزده کارگر آزاد شدند.", "Another stranger's words.", false),
    ]);
    let matches = found(&store, "کارگران می\u{200C}گویند: نان و آزادی!", 60.0);
    assert_eq!(
        shown(&matches)[..2],
        [("spelling", "Workers say: bread and freedom!", 1000), ("exact", "A stranger's words.", 950)]
    );
    let matches = found(&store, "پانزده کارگر آزاد شدند.", 60.0);
    assert_eq!(
        shown(&matches),
        [("spelling", "Fifteen workers were released.", 990), ("exact", "Another stranger's words.", 950)]
    );
}

#[test]
fn a_repair_lifts_over_a_threshold_whatever_it_is() {
    let store = memory(&[
        ("نشست ۲۲ اردیبهشت ۱۴۰۱ بود.", "The meeting was on 22 Ordibehesht 1401.", true),
        ("نشست خوب بود.", "The meeting was good.", true),
    ]);
    for least in [0.0, 60.0, 85.0, 95.0] {
        let matches = found(&store, "نشست سه\u{200C}شنبه ۳ تیر ۱۴۰۲ بود.", least);
        assert!(matches.iter().all(|m| m.kind != MatchKind::Repaired), "a day of the week too many");
        let matches = found(&store, "نشست ۳ تیر ۱۴۰۲ بود.", least);
        assert_eq!(shown(&matches)[0], ("repaired", "The meeting was on 3 Tir 1402.", 990), "{least}");
    }
}

/// Persian and English of a word or value.
const PARTS: [(&str, &str); 12] = [
    ("کارگران", "workers"),
    ("آمدند", "came"),
    ("نیامدند", "did not come"),
    ("به تهران", "to Tehran"),
    ("به اهواز", "to Ahvaz"),
    ("۱۲ نفر", "12 people"),
    ("دوازده نفر", "12 people"),
    ("۴۵ نفر", "45 people"),
    ("سه روز", "three days"),
    ("۵ روز", "5 days"),
    ("۲۰ درصد", "20 per cent"),
    ("۲۲ اردیبهشت ۱۴۰۱", "22 Ordibehesht 1401"),
];

#[test]
fn no_way_leads_back_to_the_language_of_the_text() {
    // Two Persian texts have one English translation.
    let store = memory(&[
        ("کارگران به کار بازگشتند.", "The workers went back to work.", true),
        ("کارگران کار را از سر گرفتند.", "The workers went back to work.", true),
    ]);
    let index = Index::build(&store, &Lang::persian(), &mut || ()).unwrap();
    let asked = Asked {
        text: "کارگران به کار بازگشتند.", around: &[], terms: None, similar: None
    };
    for targets in ["fa", "fa,sv", "en,fa", ""] {
        let targets = targets.split(',').filter(|tag| !tag.is_empty()).map(|tag| Lang::parse(tag).unwrap());
        let wanted = Wanted { targets: targets.collect(), ..wanted(50.0) };
        let matches = suggest(&store, &index, &asked, &wanted).unwrap();
        assert!(matches.iter().all(|found| found.target.lang.as_str() == "en"), "{:?}", shown(&matches));
    }
}

fn sentence() -> impl Strategy<Value = (String, String)> {
    let parts = prop::collection::vec(prop::sample::select(PARTS.to_vec()), 1..5);
    parts.prop_map(|parts| {
        let (persian, english): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
        (persian.join(" "), english.join(" "))
    })
}

proptest! {
    #[test]
    fn a_higher_threshold_shows_the_same_and_less_of_it(
        pairs in prop::collection::vec((sentence(), any::<bool>()), 1..12),
        query in sentence(),
        lower in 0u16..=100,
        higher in 0u16..=100,
    ) {
        let pairs: Vec<_> = pairs.iter().map(|((fa, en), own)| (fa.as_str(), en.as_str(), *own)).collect();
        let store = memory(&pairs);
        let (lower, higher) = (lower.min(higher), lower.max(higher));
        let all = found(&store, &query.0, f64::from(lower));
        let mut expected = shown(&all);
        expected.retain(|(_, _, score)| *score >= higher * 10);
        let fewer = found(&store, &query.0, f64::from(higher));
        prop_assert_eq!(shown(&fewer), expected);
    }

    #[test]
    fn what_was_looked_up_beforehand_gives_the_same(
        pairs in prop::collection::vec((sentence(), any::<bool>()), 1..12),
        query in sentence(),
        least in 0u16..=100,
    ) {
        let pairs: Vec<_> = pairs.iter().map(|((fa, en), own)| (fa.as_str(), en.as_str(), *own)).collect();
        let (store, least) = (memory(&pairs), f64::from(least));
        let (ahead, alone) = (found_ahead(&store, &query.0, least), found(&store, &query.0, least));
        prop_assert_eq!(shown(&ahead), shown(&alone));
    }

    #[test]
    fn what_says_something_else_is_never_whole_and_below_all_as_similar_that_do_not(
        pairs in prop::collection::vec((sentence(), any::<bool>()), 1..12),
        query in sentence(),
    ) {
        let pairs: Vec<_> = pairs.iter().map(|((fa, en), own)| (fa.as_str(), en.as_str(), *own)).collect();
        let ranked = found(&memory(&pairs), &query.0, 0.0);
        let lang = Lang::persian();
        let similarity = |m: &Match| {
            compare(&Scored::new(&query.0, &lang), &Scored::new(&m.source, &lang)).similarity
        };
        for (place, other) in ranked.iter().enumerate().filter(|(_, m)| !m.differences.is_empty()) {
            prop_assert!(other.score < Score::FULL);
            // What was carried over differs no more; where it was not, nothing as similar stands below.
            for below in ranked.iter().skip(place).filter(|m| m.differences.is_empty() && other.carried.is_none()) {
                prop_assert!(similarity(below) < similarity(other), "{}: {} / {}", query.0, other.source, below.source);
            }
        }
    }
}
