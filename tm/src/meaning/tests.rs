use super::*;
use std::collections::BTreeMap;

/// The two sides of a row of `data/polarity/pairs.tsv`: `a [b|c]` is `a b` and `a c`.
fn sides(row: &str) -> (String, String) {
    let (mut here, mut memory) = (String::new(), String::new());
    let mut side = 0;
    for c in row.replace('~', "\u{200C}").chars() {
        match c {
            '[' => side = 1,
            '|' => side = 2,
            ']' => side = 0,
            c => {
                here.extend(Some(c).filter(|_| side != 2));
                memory.extend(Some(c).filter(|_| side != 1));
            }
        }
    }
    (here, memory)
}

fn pairs() -> Vec<(&'static str, &'static str)> {
    let sets = [include_str!("../../data/polarity/pairs.tsv"), include_str!("../../data/meaning/facts.tsv")];
    sets.iter().flat_map(|set| set.lines().skip(1)).map(|row| row.split_once('\t').unwrap()).collect()
}

fn kinds(here: &str, memory: &str) -> Vec<&'static str> {
    compare(here, memory, &Lang::persian()).iter().map(|d| d.kind.as_str()).collect()
}

/// Of the rows that `counts`, how many are found to differ in `kind`, in per cent; the others are listed.
fn rate(kind: &str, counts: impl Fn(&str) -> bool) -> (f64, Vec<&'static str>) {
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    for (_, row) in pairs().into_iter().filter(|(label, _)| counts(label)) {
        let (here, memory) = sides(row);
        let (there, back) = (kinds(&here, &memory), kinds(&memory, &here));
        assert_eq!(there, back, "{row}");
        if there.contains(&kind) { found.push(row) } else { rest.push(row) }
    }
    let percent = 100.0 * found.len() as f64 / (found.len() + rest.len()) as f64;
    (percent, if percent > 50.0 { rest } else { found })
}

#[test]
fn grammatical_negation_is_found_and_nothing_else_is_taken_for_it() {
    let (found, missed) = rate("negation", |label| label == "negation");
    let (alarms, false_alarms) = rate("negation", |label| label != "negation");
    assert!(found >= 99.0 && alarms <= 1.0, "{found:.1} {missed:#?}\n{alarms:.1} {false_alarms:#?}");
}

#[test]
fn contraries_are_named_and_nothing_else_is_taken_for_them() {
    let (found, missed) = rate("contrary", |label| label == "contrary");
    let (alarms, false_alarms) = rate("contrary", |label| matches!(label, "harmless" | "same"));
    assert!(found >= 95.0 && alarms <= 1.0, "{found:.1} {missed:#?}\n{alarms:.1} {false_alarms:#?}");
}

/// Labels of differing values; a row labelled `number` may count something.
const VALUES: [(&str, &[&str]); 5] = [
    // An hour of the day is a time.
    ("number", &["number", "quantity", "date"]),
    ("quantity", &["quantity"]),
    ("unit", &["unit"]),
    ("date", &["date"]),
    ("name", &["name"]),
];

#[test]
fn numbers_dates_quantities_units_and_names_that_differ_are_found() {
    let (mut all, mut missed) = (0, Vec::new());
    for (label, row) in pairs() {
        let Some((_, wanted)) = VALUES.iter().find(|(value, _)| *value == label) else { continue };
        let (here, memory) = sides(row);
        let found = kinds(&here, &memory);
        all += 1;
        if !found.iter().any(|kind| wanted.contains(kind)) {
            missed.push(format!("{label} {found:?} {row}"));
        }
    }
    assert!(missed.len() * 50 <= all, "{} of {all} missed: {missed:#?}", missed.len());
}

#[test]
fn a_harmless_change_raises_no_alarm() {
    let labels = |label: &str| matches!(label, "harmless" | "same");
    let (mut all, mut alarms) = (0, Vec::new());
    for (label, row) in pairs().into_iter().filter(|(label, _)| labels(label)) {
        let (here, memory) = sides(row);
        let found = kinds(&here, &memory);
        all += 1;
        if !found.is_empty() {
            alarms.push(format!("{label} {found:?} {row}"));
        }
    }
    assert!(alarms.len() * 100 <= all, "{} of {all}: {alarms:#?}", alarms.len());
}

#[test]
fn another_spelling_differs_in_nothing() {
    for (_, row) in pairs().into_iter().filter(|(label, _)| *label == "same") {
        let (here, memory) = sides(row);
        assert_eq!(kinds(&here, &memory), [""; 0], "{row}");
    }
}

#[test]
fn a_difference_says_where_it_stands() {
    let found = compare("حقوق ما پرداخت نشد.", "حقوق ما پرداخت شد.", &Lang::persian());
    let negation =
        Difference { kind: DifferenceKind::Negation, here: vec![Span::new(15, 18)], memory: Vec::new() };
    assert_eq!(found, [negation]);
    let found = compare("۷ نفر آزاد شدند", "۱۷ نفر بازداشت شدند", &Lang::persian());
    assert_eq!(
        found,
        [
            Difference {
                kind: DifferenceKind::Number,
                here: vec![Span::new(0, 1)],
                memory: vec![Span::new(0, 2)]
            },
            Difference {
                kind: DifferenceKind::Contrary,
                here: vec![Span::new(6, 10)],
                memory: vec![Span::new(7, 14)]
            },
        ]
    );
}

#[test]
fn a_denial_that_moved_is_a_difference() {
    assert_eq!(kinds("اعتصاب نکردند و به خانه رفتند.", "اعتصاب کردند و به خانه نرفتند."), ["negation"]);
    assert_eq!(kinds("حقوق ندادند و رفتند.", "رفتند و حقوق ندادند."), [""; 0]);
}

#[test]
fn numbers_are_compared_by_value() {
    assert_eq!(kinds("۳ ماه مزد", "4 ماه مزد"), ["quantity"]);
    assert_eq!(kinds("۳ ماه مزد", "٣ ماه مزد"), [""; 0]);
    assert_eq!(kinds("مزد سه ماه", "مزد چهار ماه"), ["quantity"]);
    assert_eq!(kinds("مزد سه ماه", "مزد ۳ ماه"), [""; 0]);
}

#[test]
fn other_languages_have_their_words() {
    for (lang, here, memory, kind) in [
        ("en-GB", "They were not paid.", "They were paid.", "negation"),
        ("en", "They weren't paid.", "They were paid.", "negation"),
        ("en", "Five teachers were released.", "Five teachers were arrested.", "contrary"),
        ("de", "Der Lohn wurde nicht gezahlt.", "Der Lohn wurde gezahlt.", "negation"),
        ("fr", "Ils n'ont pas signé.", "Ils ont signé.", "negation"),
        ("sv", "De fick ingen lön.", "De fick lön.", "negation"),
    ] {
        let found: Vec<_> =
            compare(here, memory, &Lang::parse(lang).unwrap()).iter().map(|d| d.kind.as_str()).collect();
        assert_eq!(found, [kind], "{here}");
    }
}

#[test]
fn the_set_is_as_large_as_it_must_be() {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    pairs().iter().for_each(|(label, _)| *sizes.entry(label).or_default() += 1);
    assert!(sizes["negation"] >= 150 && sizes["harmless"] >= 120, "{sizes:?}");
    assert!(sizes.values().sum::<usize>() >= 400, "{sizes:?}");
}

#[test]
fn values_that_change_places_differ() {
    for (here, memory, kind) in [
        ("از ۱۲۰ کارگر ۳۰۰ نفر آمدند.", "از ۳۰۰ کارگر ۱۲۰ نفر آمدند.", "number"),
        ("از سه زن و پنج مرد گفت.", "از پنج زن و سه مرد گفت.", "number"),
        (
            "مزد از ۵ میلیون تومان به ۷ میلیون تومان رسید.",
            "مزد از ۷ میلیون تومان به ۵ میلیون تومان رسید.",
            "quantity",
        ),
        ("از ۳ تیر ۱۴۰۱ تا ۹ مهر ۱۴۰۱ تعطیل بود.", "از ۹ مهر ۱۴۰۱ تا ۳ تیر ۱۴۰۱ تعطیل بود.", "date"),
    ] {
        assert_eq!(kinds(here, memory), [kind], "{here}");
    }
}

#[test]
fn another_day_of_the_week_is_another_date() {
    for (here, memory) in [
        ("شنبه همدیگر را می\u{200C}بینیم.", "یکشنبه همدیگر را می\u{200C}بینیم."),
        ("جلسه روز سه\u{200C}شنبه است.", "جلسه روز چهارشنبه است."),
        ("جلسه روز پنجشنبه است.", "جلسه روز جمعه است."),
        ("جلسه دوشنبه ساعت ۵ است.", "جلسه سه شنبه ساعت ۵ است."),
        ("شنبه\u{200C}ها جمع می\u{200C}شوند.", "یکشنبه\u{200C}ها جمع می\u{200C}شوند."),
        ("دوشنبه ۲۲ اردیبهشت ۱۴۰۱ آمدند.", "سه\u{200C}شنبه ۲۲ اردیبهشت ۱۴۰۱ آمدند."),
    ] {
        assert_eq!(kinds(here, memory), ["date"], "{here}");
    }
    // A day of the week that one side leaves out is no other day.
    assert_eq!(kinds("دوشنبه ۲۲ فروردین ۱۴۰۱ آمدند.", "۲۲ فروردین ۱۴۰۱ آمدند."), [""; 0]);
}

#[test]
fn values_that_move_with_their_words_do_not_differ() {
    for (here, memory) in [
        ("در تهران ۵ نفر و در کرج ۳ نفر آزاد شدند.", "در کرج ۳ نفر و در تهران ۵ نفر آزاد شدند."),
        ("سه زن و پنج مرد آمدند.", "پنج مرد و سه زن آمدند."),
        ("بندهای ۳ و ۵ حذف شد.", "بندهای ۵ و ۳ حذف شد."),
        ("روز ۳ تیر ۱۴۰۱ تعطیل بود و ۹ مهر ۱۴۰۱ نه.", "روز ۹ مهر ۱۴۰۱ نه و ۳ تیر ۱۴۰۱ تعطیل بود."),
    ] {
        assert_eq!(kinds(here, memory), [""; 0], "{here}");
    }
}

#[test]
fn exchanged_values_are_shown_where_they_stand() {
    let found = compare("از ۱۲۰ کارگر ۳۰۰ نفر", "از ۳۰۰ کارگر ۱۲۰ نفر", &Lang::persian());
    let places = vec![Span::new(3, 6), Span::new(13, 16)];
    assert_eq!(found, [Difference { kind: DifferenceKind::Number, here: places.clone(), memory: places }]);
}
