//! The sets of cases are measured with a glossary in `tests/carry.rs`; here are laws.

use super::*;
use crate::text::number::numbers;
use proptest::prelude::*;

/// A source with a number in it, a translation of it, and its language.
const SENTENCES: [(&str, &str, &str); 5] = [
    ("در این کارخانه {} نفر کار می\u{200C}کنند.", "{} people work in this factory.", "en"),
    ("این نامه {} امضا دارد.", "The letter carries {} signatures.", "en"),
    ("در این کارخانه {} نفر کار می\u{200C}کنند.", "In diesem Werk arbeiten {} Menschen.", "de"),
    ("{} کارگر بازداشت شدند.", "On a arrêté {} ouvriers.", "fr"),
    ("{} کارگر بازداشت شدند.", "{} arbetare greps.", "sv"),
];

fn persian(number: u32) -> String {
    number.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0x6F0 - 0x30)).collect()
}

/// The old translation again, by undoing each repair where it says it stands.
fn undone(carried: &Carried) -> String {
    let mut letters: Vec<char> = carried.target.chars().collect();
    for repair in carried.repairs.iter().rev() {
        let put_in: String = letters[repair.at.start..repair.at.end].iter().collect();
        assert_eq!(put_in, repair.to);
        letters.splice(repair.at.start..repair.at.end, repair.from.chars());
    }
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn a_carried_number_is_said_and_nothing_else_changes(
        old in 2u32..1000, new in 2u32..1000, at in 0..SENTENCES.len(), latin: bool,
    ) {
        let (source, target, tag) = SENTENCES[at];
        let (lang, target_lang) = (Lang::persian(), Lang::parse(tag).unwrap());
        let memory = source.replace("{}", &persian(old));
        let here = source.replace("{}", &if latin { new.to_string() } else { persian(new) });
        let target = target.replace("{}", &old.to_string());
        let pair = Pair { here: &here, memory: &memory, lang: &lang, target: &target, target_lang: &target_lang };
        let carried = carry(&pair, None);
        prop_assert_eq!(carried.is_some(), old != new);
        if let Some(carried) = carried {
            let said: Vec<String> = numbers(&carried.target, &target_lang).iter().map(ToString::to_string).collect();
            prop_assert_eq!(said, [new.to_string()]);
            prop_assert_eq!(undone(&carried), target.clone());
            prop_assert!(carried.score <= Score(990));
            // What is repaired has nothing left to repair.
            let again = Pair { memory: &here, target: &carried.target, ..pair };
            prop_assert_eq!(carry(&again, None), None);
        }
    }
}

#[test]
fn what_was_carried_into_the_cases_is_undone_at_its_places() {
    let sets = [include_str!("../../data/carry/cases.tsv"), include_str!("../../data/carry/fresh.tsv")];
    let mut all = 0;
    for row in sets.iter().flat_map(|set| set.lines().skip(1)) {
        let row = row.replace('~', "\u{200C}");
        let cells: Vec<&str> = row.split('\t').collect();
        assert_eq!(cells.len(), 6, "{row}");
        let target_lang = Lang::parse(cells[1]).unwrap();
        let lang = Lang::persian();
        let pair = Pair {
            here: cells[4],
            memory: cells[2],
            lang: &lang,
            target: cells[3],
            target_lang: &target_lang,
        };
        if let Some(carried) = carry(&pair, None) {
            all += 1;
            assert_eq!(undone(&carried), cells[3]);
            assert!(carried.score <= Score(990) && carried.target != carried.before);
        }
    }
    assert!(all >= 140, "{all}");
}

fn carried(
    memory: &str,
    target: &str,
    here: &str,
    lang: &str,
) -> Option<(String, u16, Option<&'static str>)> {
    let target_lang = Lang::parse(lang).unwrap();
    let pair = Pair { here, memory, lang: &Lang::persian(), target, target_lang: &target_lang };
    let found = carry(&pair, None)?;
    Some((found.target, found.score.0, found.repairs.first()?.warning))
}

#[test]
fn scores_and_warnings_say_how_sure_a_repair_is() {
    let two = ("۴ زن و ۶ مرد آمدند.", "4 women and 6 men came.");
    assert_eq!(
        carried(two.0, two.1, "۵ زن و ۹ مرد آمدند.", "en"),
        Some(("5 women and 9 men came.".into(), 980, None))
    );
    let (target, score, warning) = carried(two.0, two.1, "۱ زن و ۶ مرد آمدند.", "en").unwrap();
    assert_eq!((target.as_str(), score), ("1 women and 6 men came.", 950));
    assert!(warning.unwrap().contains("plural"));
    // Another mark as well.
    let (_, score, _) = carried(two.0, two.1, "۵ زن و ۶ مرد آمدند!", "en").unwrap();
    assert!((900..990).contains(&score), "{score}");
    assert_eq!(carried(two.0, two.1, "۵ زن و ۶ مرد آمدند؟", "en"), None);
}

#[test]
fn so_many_thousand_and_a_part_are_written_in_full() {
    let memory = "پنج هزار کارگر اعتصاب کردند.";
    let here = "۶۵۰۰ کارگر اعتصاب کردند.";
    for (target, expected, lang) in [
        ("Five thousand workers went on strike.", "6,500 workers went on strike.", "en"),
        ("In all, five thousand workers went on strike.", "In all, 6,500 workers went on strike.", "en"),
        ("In all, 5 thousand workers went on strike.", "In all, 6,500 workers went on strike.", "en"),
        ("Rund um fünf tausend Arbeiter streikten.", "Rund um 6.500 Arbeiter streikten.", "de"),
    ] {
        let found = carried(memory, target, here, lang).map(|found| found.0);
        assert_eq!(found.as_deref(), Some(expected));
    }
    // Millions are said in parts.
    let found = carried("۲ میلیون نفر آمدند.", "Two million people came.", "۲/۵ میلیون نفر آمدند.", "en")
        .map(|f| f.0);
    assert_eq!(found.as_deref(), Some("2.5 million people came."));
}

#[test]
fn a_hyphen_inside_a_number_is_none_before_its_unit() {
    for (memory, target, here, expected) in [
        (
            "بیست و پنج کارگر اخراج شدند.",
            "Twenty-five workers were dismissed.",
            "بیست و هفت کارگر اخراج شدند.",
            Some("Twenty-seven workers were dismissed."),
        ),
        (
            "اعتصاب بیست و پنج هفته طول کشید.",
            "The strike lasted twenty-five weeks.",
            "اعتصاب بیست و شش هفته طول کشید.",
            Some("The strike lasted twenty-six weeks."),
        ),
        (
            "اعتصاب دو هفته\u{200C}ای تمام شد.",
            "The two-week strike is over.",
            "اعتصاب یک هفته\u{200C}ای تمام شد.",
            Some("The one-week strike is over."),
        ),
        (
            "اعتصاب دو هفته\u{200C}ای تمام شد.",
            "The two-week strike is over.",
            "اعتصاب دو ماهه تمام شد.",
            None,
        ),
    ] {
        assert_eq!(carried(memory, target, here, "en").map(|found| found.0).as_deref(), expected, "{here}");
    }
}
