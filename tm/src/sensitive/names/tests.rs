use super::*;
use crate::lang::Lang;
use crate::unit::{Code, CodeKind, Unit, Variant};

fn entry(name: &str) -> Entry {
    let lang = |tag: &str| Lang::parse(tag).unwrap();
    Entry {
        name: name.to_owned(),
        pseudonyms: vec![(lang("fa"), "سپیدار".to_owned()), (lang("en"), "Sepidar".to_owned())],
        ..Entry::default()
    }
}

fn kinds(names: &Names, text: &str) -> Vec<(&'static str, String)> {
    let cut = |span: Span<Chars>| text.chars().skip(span.start).take(span.len()).collect();
    names.find(text).into_iter().map(|hit| (hit.kind.as_str(), cut(hit.span))).collect()
}

/// A row with its characters by name or number put in: `{ZWNJ}`, `{AD}`.
fn unescaped(row: &str) -> String {
    let row = row.replace("{ZWNJ}", "\u{200C}").replace("{RLM}", "\u{200F}").replace("{NBSP}", "\u{A0}");
    let mut parts = row.split('{');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}

/// Names of nobody, with spellings that must be found and neighbours that must not.
#[test]
fn golden_cases_of_names() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in include_str!("../golden/names.tsv").lines().skip(1) {
        let row = unescaped(row);
        let cells: Vec<&str> = row.split('\t').collect();
        let [name, wanted, text] = cells[..] else { panic!("{row}") };
        count += 1;
        let found = kinds(&Names::new(vec![entry(name)]), text);
        let first = found.first().map_or("-", |(kind, _)| kind);
        if first != wanted {
            wrong.push(format!("{row}\n    {found:?}"));
        }
    }
    assert!(count >= 100 && wrong.is_empty(), "{} of {count} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn unit(texts: &[(&str, &str)]) -> Unit {
    Unit::new(texts.iter().map(|(lang, text)| Variant::plain(Lang::parse(lang).unwrap(), text)).collect())
        .unwrap()
}

fn veiled(names: &Names, texts: &[(&str, &str)]) -> Result<Vec<String>, Reason> {
    match names.veil(&unit(texts)) {
        Veiled::Untouched => Ok(Vec::new()),
        Veiled::Changed(unit) => Ok(unit.variants().iter().map(|v| v.text.clone()).collect()),
        Veiled::Refused(refusal) => Err(refusal.reason),
    }
}

#[test]
fn a_name_becomes_its_pseudonym_in_all_languages() {
    let names = Names::new(vec![entry("رضا کامیاب")]);
    for (texts, wanted) in [
        (
            [("fa", "رضا كامياب را بردند."), ("en", "They took Reza Kamyab away.")],
            ["They took Sepidar away.", "سپیدار را بردند."],
        ),
        (
            [("fa", "همسر رضای کامیاب\u{200C}ها"), ("en", "Resa Kamjab’s wife")],
            ["Sepidar’s wife", "همسر سپیدار\u{200C}ها"],
        ),
        (
            [("fa", "آزادی رضا کامیاب! کامیاب بیمار است."), ("en", "FREE REZA KAMYAB! Kamyab is ill.")],
            ["FREE SEPIDAR! Sepidar is ill.", "آزادی سپیدار! سپیدار بیمار است."],
        ),
        ([("fa", "رضا کامیاب نوشت"), ("en", "Reza wrote")], ["Sepidar wrote", "سپیدار نوشت"]),
        (
            [
                ("fa", "رضا کامیابرا و #رضا_کامیاب (Reza Kamyab)"),
                ("en", "Reza Kamyab #FreeRezaKamyabNow reza.kamyab@example.org"),
            ],
            ["Sepidar #FreeSepidarNow sepidar@example.org", "سپیداررا و #سپیدار (Sepidar)"],
        ),
    ] {
        let wanted: Vec<String> = wanted.iter().map(|t| (*t).to_owned()).collect();
        assert_eq!(veiled(&names, &texts), Ok(wanted), "{texts:?}");
    }
    assert_eq!(veiled(&names, &[("fa", "رضا خندید"), ("en", "Reza laughed")]), Ok(Vec::new()));
}

#[test]
fn a_vowel_takes_its_glide_along() {
    let names = Names::new(vec![entry("سارا")]);
    let texts = [("fa", "سارای کارگر و مادر سارا"), ("en", "Sarah the worker and Sara's mother")];
    let wanted =
        vec!["Sepidar the worker and Sepidar's mother".to_owned(), "سپیدار کارگر و مادر سپیدار".to_owned()];
    assert_eq!(veiled(&names, &texts), Ok(wanted));
}

#[test]
fn what_is_not_in_all_languages_or_unsure_is_refused() {
    let names = Names::new(vec![entry("رضا کامیاب"), entry("علی")]);
    assert_eq!(veiled(&names, &[("fa", "رضا کامیاب رفت"), ("en", "He left")]), Err(Reason::Missing));
    assert_eq!(veiled(&names, &[("fa", "او رفت"), ("en", "Reza Kamyab left")]), Err(Reason::Missing));
    assert_eq!(veiled(&names, &[("fa", "رضا کامیاب رفت"), ("ru", "Реза Камьяб ушел")]), Err(Reason::Missing));
    assert_eq!(veiled(&names, &[("fa", "رضا کامیاب"), ("en", "Reza Kamyabian")]), Err(Reason::Unsure));
    assert_eq!(veiled(&names, &[("fa", "متحد"), ("en", "Ally")]), Err(Reason::Unsure));
    let twins = Names::new(vec![entry("رضا کامیاب"), entry("رضا کمیاب")]);
    assert_eq!(veiled(&twins, &[("fa", "رضا کامیاب"), ("de", "Reza Kamyab")]), Err(Reason::Unsure));
}

#[test]
fn exceptions_and_parts_are_as_the_entry_says() {
    let exception = Entry {
        exceptions: vec!["Reza Kamyabian".into(), "رضا کامیابیان".into()],
        ..entry("رضا کامیاب")
    };
    let names = Names::new(vec![exception]);
    assert_eq!(veiled(&names, &[("fa", "رضا کامیابیان"), ("en", "Reza Kamyabian")]), Ok(Vec::new()));
    let names = Names::new(vec![Entry { parts: true, ..entry("رضا کامیاب") }]);
    let wanted = vec!["Mr Sepidar".to_owned(), "آقای سپیدار".to_owned()];
    assert_eq!(veiled(&names, &[("fa", "آقای کامیاب"), ("en", "Mr Kamyab")]), Ok(wanted));
}

#[test]
fn renderings_are_found_where_the_sound_says_nothing() {
    let lang = Lang::parse("ru").unwrap();
    let entry =
        Entry { renderings: vec![(lang, "Реза Камьяб".into())], ..entry("رضا کامیاب") };
    let names = Names::new(vec![entry]);
    let wanted = vec!["سپیدار رفت".to_owned(), "Sepidar ушел".to_owned()];
    assert_eq!(veiled(&names, &[("fa", "رضا کامیاب رفت"), ("ru", "Реза Камьяб ушел")]), Ok(wanted));
}

#[test]
fn codes_in_and_around_a_name_survive_in_their_order() {
    let names = Names::new(vec![entry("رضا کامیاب")]);
    let code = |at, kind, number| Code { at, kind, number };
    let english = Variant {
        codes: vec![
            code(0, CodeKind::Open, 1),
            code(5, CodeKind::Open, 2),
            code(9, CodeKind::Close, 2),
            code(16, CodeKind::Close, 1),
            code(17, CodeKind::Single, 3),
            code(22, CodeKind::Single, 4),
        ],
        ..Variant::plain(Lang::parse("en").unwrap(), "Dear Reza Kamyab, hello")
    };
    let persian = Variant {
        codes: vec![code(6, CodeKind::Open, 1), code(9, CodeKind::Close, 1)],
        ..Variant::plain(Lang::parse("fa").unwrap(), "رضا کامیاب سلام")
    };
    let Veiled::Changed(unit) = names.veil(&Unit::new(vec![english, persian]).unwrap()) else { panic!() };
    let shown: Vec<(String, Vec<u32>)> =
        unit.variants().iter().map(|v| (v.text.clone(), v.codes.iter().map(|c| c.at).collect())).collect();
    let wanted = [("Dear Sepidar, hello", vec![0, 5, 12, 12, 13, 18]), ("سپیدار سلام", vec![12, 12])];
    assert_eq!(shown, wanted.map(|(text, at)| (text.to_owned(), at)));
}

/// Four names, a part, and an exception in every sentence: what is looked at grows as the text does.
#[test]
fn the_search_grows_with_the_text_and_no_faster() {
    let exceptions = vec!["Reza Kamyabian".to_owned()];
    let names = Names::new(vec![Entry { exceptions, ..entry("رضا کامیاب") }, entry("سارا شهابی")]);
    let sentence = "Reza Kamyab and Sara, not Reza Kamyabian, wrote to Sara Shahabi and Reza. ";
    let persian = "رضا کامیاب و سارا شهابی نوشتند. رضا رفت. ";
    let work = |count: usize| {
        let texts = [("en", sentence.repeat(count)), ("fa", persian.repeat(count))];
        let texts = texts.each_ref().map(|(lang, text)| (*lang, text.as_str()));
        work::of(|| assert!(veiled(&names, &texts).is_ok_and(|texts| !texts.is_empty())))
    };
    let (once, twice, more) = (work(50), work(100), work(800));
    assert!(once > 1000, "nothing was counted: {once}");
    // A binary search takes one step more for twice as much.
    assert!(twice < once * 23 / 10 && more < once * 20, "{once} {twice} {more}");
}
