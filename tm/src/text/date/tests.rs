//! Own sentences with what is in them, and laws.

use super::*;
use proptest::prelude::*;

const LANGS: [&str; 4] = ["en", "de", "fr", "sv"];

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

/// A sentence without its brackets, and the spans they mark.
fn marked(text: &str) -> (String, Vec<Span<Chars>>) {
    let (mut plain, mut spans, mut start, mut at) = (String::new(), Vec::new(), 0, 0);
    for c in text.chars() {
        match c {
            '[' => start = at,
            ']' => spans.push(Span::new(start, at)),
            c => {
                plain.push(c);
                at += 1;
            }
        }
    }
    (plain, spans)
}

/// A value as its rendering says it: without a day of the week that is wrong.
fn rendered(value: DateValue) -> DateValue {
    match value {
        DateValue::Date { date, weekday: Some(stated) } if date.calendar != Calendar::Lunar => {
            let wrong = date.days().is_some_and(|(day, _)| day.weekday() != stated);
            DateValue::Date { date, weekday: Some(stated).filter(|_| !wrong) }
        }
        value => value,
    }
}

#[test]
fn dates_of_own_sentences_are_read_and_rendered() {
    let mut wrong = Vec::new();
    let rows: Vec<&str> = include_str!("golden/dates.tsv").lines().skip(1).collect();
    for row in &rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [tag, text, values, english, notes] = cells[..] else { panic!("{row}") };
        let (plain, spans) = marked(text);
        let found = dates(&plain, &lang(tag));
        let joined =
            |part: &dyn Fn(&DateFound) -> String| found.iter().map(part).collect::<Vec<_>>().join("; ");
        let read = joined(&|f| f.to_string());
        let written = joined(&|f| render(&f.value, &lang("en")).unwrap());
        let mut told: Vec<_> = found.iter().flat_map(|f| &f.ambiguity).map(Ambiguity::as_str).collect();
        told.dedup();
        let at: Vec<_> = found.iter().map(|f| f.span).collect();
        // A target's date may stand in the Gregorian calendar alone.
        let same_text = tag != "fa" || written == english;
        if read != values || at != spans || !same_text || told.join(" ") != notes {
            wrong.push(format!(
                "{tag} {text}\n   {values} | {english} | {notes}\n   {read} | {written} | {}",
                told.join(" ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn sentences_without_a_date_have_none() {
    for row in include_str!("golden/negatives.tsv").lines().skip(1) {
        let (tag, text) = row.split_once('\t').unwrap();
        let found: Vec<_> = dates(text, &lang(tag)).iter().map(DateFound::to_string).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn what_is_rendered_is_read_back() {
    let mut wrong = Vec::new();
    for row in include_str!("golden/dates.tsv").lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        for found in dates(&marked(cells[1]).0, &lang(cells[0])) {
            for tag in LANGS {
                let text = render(&found.value, &lang(tag)).unwrap();
                let again = dates(&text, &lang(tag));
                if again.len() != 1 || again[0].value != rendered(found.value) {
                    wrong.push(format!("{tag} {text}: {again:?} for {:?}", found.value));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_day_and_month_of_the_calendars_is_read_back() {
    let mut wrong = Vec::new();
    for calendar in [Calendar::Solar, Calendar::Gregorian, Calendar::Lunar] {
        let years = if calendar == Calendar::Gregorian {
            [None, Some(2020), Some(2021)]
        } else {
            [None, Some(1399), Some(1400)]
        };
        let days = || std::iter::once(None).chain((1..=31).map(Some));
        let dates_of = |year| (1..=12).flat_map(move |month| days().map(move |day| (year, month, day)));
        for (year, month, day) in years.into_iter().flat_map(dates_of) {
            let date = StatedDate { calendar, year, month: Some(month), day };
            let value = if date.is_possible() {
                DateValue::Date { date, weekday: None }
            } else {
                DateValue::Impossible(date)
            };
            for tag in LANGS {
                let text = render(&value, &lang(tag)).unwrap();
                let read: Vec<_> = dates(&text, &lang(tag)).iter().map(|found| found.value).collect();
                if read != [value] {
                    wrong.push(format!("{tag} {text}: {read:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

fn stated(calendar: Calendar) -> impl Strategy<Value = StatedDate> {
    let years = match calendar {
        Calendar::Solar => 1300..1450,
        Calendar::Gregorian => 1900..2099,
        Calendar::Lunar => 1300..1500,
    };
    let date = (prop::option::of(years), 1u8..=12, prop::option::of(1u8..=31));
    date.prop_map(move |(year, month, day)| StatedDate { calendar, year, month: Some(month), day })
}

fn any_stated() -> impl Strategy<Value = StatedDate> {
    prop_oneof![stated(Calendar::Solar), stated(Calendar::Gregorian), stated(Calendar::Lunar)]
}

fn value() -> impl Strategy<Value = DateValue> {
    let date = any_stated().prop_map(|date| match date.is_possible() {
        true => DateValue::Date { date, weekday: None },
        false => DateValue::Impossible(date),
    });
    let weekday = (any_stated(), 1u8..=7)
        .prop_filter("a day", |(date, _)| date.day.is_some() && date.is_possible())
        .prop_map(|(date, day)| DateValue::Date { date, weekday: Some(day) });
    let season =
        (1330..1450i32, 1u8..=4, prop::bool::ANY).prop_map(|(year, season, solar)| DateValue::Season {
            calendar: if solar { Calendar::Solar } else { Calendar::Gregorian },
            year,
            season,
        });
    let decades = (130..145i32, 0..3i32).prop_map(|(first, more)| DateValue::Decades {
        calendar: Calendar::Solar,
        first: first * 10,
        last: (first + more) * 10,
    });
    let time = || (0u8..24, 0u8..60).prop_map(|(hour, minute)| TimeOfDay { hour, minute });
    let times = (time(), time()).prop_filter("in order", |(a, b)| a < b);
    prop_oneof![
        date,
        weekday,
        interval(),
        season,
        decades,
        time().prop_map(DateValue::Time),
        times.prop_map(|(a, b)| DateValue::Times(a, b)),
        (1u8..=7).prop_map(DateValue::Weekday),
    ]
}

fn interval() -> impl Strategy<Value = DateValue> {
    let calendar = prop_oneof![Just(Calendar::Solar), Just(Calendar::Gregorian)];
    let part = || (1300..1450i32, 1u8..=12, 1u8..=28);
    (calendar, part(), part(), 0..3u8)
        .prop_filter("in order", |(_, a, b, depth)| match depth {
            0 => a < b,
            1 => (a.0, a.1) < (b.0, b.1),
            _ => a.0 < b.0 && b.0 - a.0 <= 120,
        })
        .prop_map(|(calendar, a, b, depth)| {
            let offset = if calendar == Calendar::Solar { 0 } else { 600 };
            let date = |(year, month, day): (i32, u8, u8)| StatedDate {
                calendar,
                year: Some(year + offset),
                month: (depth < 2).then_some(month),
                day: (depth < 1).then_some(day),
            };
            DateValue::Interval { first: date(a), last: date(b) }
        })
}

proptest! {
    #[test]
    fn a_rendered_value_is_read_back(value in value()) {
        for tag in LANGS {
            let text = render(&value, &lang(tag)).unwrap();
            let read: Vec<_> = dates(&text, &lang(tag)).iter().map(|found| found.value).collect();
            prop_assert_eq!(read, vec![rendered(value)], "{}: {}", tag, text);
        }
    }

    #[test]
    fn spans_are_inside_and_apart(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..30), joined in prop::bool::ANY) {
        let text = pieces.join(if joined { "" } else { " " });
        for tag in ["fa", "en", "de", "fr", "sv", "ckb"] {
            let mut end = 0;
            for found in dates(&text, &lang(tag)) {
                prop_assert!(found.span.start >= end && !found.span.is_empty(), "{}: {:?}", text, found);
                end = found.span.end;
                prop_assert!(!found.to_string().is_empty());
                let _ = render(&found.value, &lang("en"));
            }
            prop_assert!(end <= text.chars().count());
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in crate::text::fold::tests::persian_text()) {
        for tag in ["fa", "de"] {
            let _ = dates(&text, &lang(tag));
        }
    }
}

/// What dates are made of, and what breaks them.
const PIECES: [&str; 44] = [
    "۲۰",
    "5",
    "۱۴۰۰",
    "1397",
    "٢٠٢١",
    "98",
    "0",
    "مهر",
    "مي",
    "می\u{200C}",
    "ماه",
    "سال",
    "دهه",
    "شنبه",
    "بیست",
    "و",
    "یکم",
    "سی",
    "ام",
    "هزار",
    "تا",
    "از",
    "-",
    "/",
    ".",
    ":",
    "(",
    ")",
    ",",
    "ساعت",
    "صبح",
    "May",
    "September",
    "Aban",
    "the",
    "s",
    "Uhr",
    "Mai",
    "talet",
    "\u{202E}",
    "\u{0640}",
    "\u{064E}",
    "le",
    "er",
];

#[test]
fn long_runs_are_read_to_their_end() {
    for piece in [
        "9",
        "۵ مهر ۹۸ تا ",
        "(",
        "\u{064E}",
        "5, ",
        "دهه ۶۰ و ",
        "1/1/",
        "May ",
        "شنبه، ",
        "یک و ",
        "از ",
        "from ",
        "دی و ",
        "بهار و ",
        "سال ۱۳۹۶، ",
        "انقلاب ۱۳۵۷ ",
        "کتاب ۱۴۰۰، ",
        "(1400) ",
        "شنبه ۱۲ و ",
        "نیمه دوم ",
        "half past ",
    ] {
        let text = piece.repeat(20_000);
        for tag in ["fa", "en"] {
            let found = dates(&text, &lang(tag));
            assert!(found.iter().all(|f| f.span.end <= text.chars().count()));
        }
    }
}
