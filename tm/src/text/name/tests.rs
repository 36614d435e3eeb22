//! The golden names and sentences, and the rates they are held to.

use super::*;

const PAIRS: &str = include_str!("golden/pairs.tsv");
const UNRELATED: &str = include_str!("golden/unrelated.tsv");
const SENTENCES: &str = include_str!("golden/sentences.tsv");

fn pairs() -> Vec<(&'static str, &'static str)> {
    let row = |row: &'static str| {
        let cells: Vec<_> = row.split('\t').collect();
        (cells[0], cells[3])
    };
    PAIRS.lines().skip(1).map(row).collect()
}

#[test]
fn at_least_95_of_100_spellings_are_related_to_their_name() {
    let pairs = pairs();
    let missed: Vec<_> = pairs.iter().filter(|(persian, latin)| !related(persian, latin)).collect();
    assert!(pairs.len() >= 300);
    assert!(missed.len() * 20 <= pairs.len(), "{missed:?}");
}

#[test]
fn at_most_1_of_100_other_names_is_related() {
    let pairs = pairs();
    let (mut all, mut wrong) = (0, Vec::new());
    for (persian, _) in &pairs {
        for (other, latin) in pairs.iter().filter(|(other, _)| other != persian) {
            all += 1;
            if related(persian, latin) {
                wrong.push((persian, latin, other));
            }
        }
    }
    assert!(wrong.len() * 100 <= all, "{} of {all}: {wrong:?}", wrong.len());
}

#[test]
fn at_least_95_of_100_pairs_of_latin_spellings_are_related_and_at_most_1_of_other_names() {
    let pairs = pairs();
    let (mut same, mut missed, mut other, mut wrong) = (0, Vec::new(), 0, Vec::new());
    for (i, (persian, a)) in pairs.iter().enumerate() {
        for (second, b) in &pairs[i + 1..] {
            let are = related(a, b);
            if persian == second {
                same += 1;
                missed.extend((!are).then_some((a, b)));
            } else {
                other += 1;
                wrong.extend(are.then_some((a, b)));
            }
        }
    }
    assert!(missed.len() * 20 <= same, "{missed:?}");
    assert!(wrong.len() * 100 <= other, "{wrong:?}");
}

#[test]
fn the_nearest_other_names_are_not_related() {
    let wrong: Vec<_> = UNRELATED
        .lines()
        .skip(1)
        .filter(|row| row.split_once('\t').is_some_and(|(a, b)| related(a, b)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Start and end of a name, whether it is asked for, and its kind.
type Marked = (usize, usize, bool, char);

/// A sentence, its names and whether each is asked for; small letters stand for what may be found.
fn sentence(row: &str) -> (Lang, String, Vec<Marked>) {
    let (lang, marked) = row.split_once('\t').unwrap();
    let (mut text, mut names, mut open) = (String::new(), Vec::new(), None);
    let mut rest = marked.chars().peekable();
    let mut length = 0;
    while let Some(c) = rest.next() {
        match c {
            '{' => {
                open = rest.next().map(|kind| (length, kind));
                rest.next();
            }
            '}' => names.extend(
                open.take()
                    .map(|(start, kind)| (start, length, kind.is_uppercase(), kind.to_ascii_uppercase())),
            ),
            c => {
                text.push(c);
                length += 1;
            }
        }
    }
    (Lang::parse(lang).unwrap(), text, names)
}

#[test]
fn names_in_sentences_are_found_and_little_else() {
    let (mut found, mut wrong, mut wanted, mut missed) = (0, Vec::new(), 0, Vec::new());
    for row in SENTENCES.lines() {
        let (lang, text, marked) = sentence(row);
        let got = names(&text, &lang);
        let slice = |start: usize, end: usize| text.chars().skip(start).take(end - start).collect::<String>();
        for name in &got {
            found += 1;
            let right = marked.iter().any(|(start, end, _, kind)| {
                // A town and the company named after it are one name.
                let kinds =
                    (name.kind == NameKind::Person) == (*kind == 'P') || name.kind == NameKind::Unknown;
                (*start, *end) == (name.span.start, name.span.end) && kinds
            });
            wrong.extend(
                (!right)
                    .then(|| format!("{} {:?} in {row}", slice(name.span.start, name.span.end), name.kind)),
            );
        }
        for (start, end, _, _) in marked.iter().filter(|(_, _, asked, _)| *asked) {
            wanted += 1;
            let is = got.iter().any(|name| (name.span.start, name.span.end) == (*start, *end));
            missed.extend((!is).then(|| format!("{} in {row}", slice(*start, *end))));
        }
    }
    assert!(SENTENCES.lines().count() >= 120);
    assert!(wrong.len() * 50 <= found, "{wrong:#?}");
    assert!(missed.len() * 10 <= wanted, "{missed:#?}");
}

fn differing(a: &str, a_lang: &str, b: &str, b_lang: &str) -> Vec<(Side, String)> {
    let lang = |tag| Lang::parse(tag).unwrap();
    let differences = names_differ(a, &lang(a_lang), b, &lang(b_lang));
    let text = |d: &NameDifference| {
        let text = if d.side == Side::First { a } else { b };
        text.chars().skip(d.name.span.start).take(d.name.span.len()).collect()
    };
    differences.iter().map(|d| (d.side, text(d))).collect()
}

#[test]
fn another_name_is_told_and_another_spelling_is_not() {
    let same = [
        ("محمود سلیمی در سنندج آزاد شد.", "fa", "Mahmud Salimi has been released in Sanandaj.", "en"),
        ("آقای سلیمی آزاد شد.", "fa", "Mahmoud Salimi was released.", "en"),
        ("کارگران نیشکر هفت\u{200C}تپه اعتصاب کردند.", "fa", "Die Arbeiter von Haft Tape streiken.", "de"),
        ("زندان قزل حصار", "fa", "la prison de Ghezel Hessar", "fr"),
        ("تجمع در برابر سفارت در کلن و استکهلم", "fa", "Kundgebung in Köln und Stockholm", "de"),
        ("شهرام قاسمی بازداشت شد.", "fa", "شهرام\u{200C}قاسمي بازداشت شد", "fa"),
        ("Der Arbeiter Schahram Ghassemi wurde verhaftet.", "de", "Shahram Qasemi was arrested.", "en"),
        ("خواست ما آزادی است.", "fa", "We demand freedom, wrote Lafargue.", "en"),
    ];
    for (a, a_lang, b, b_lang) in same {
        assert_eq!(differing(a, a_lang, b, b_lang), [], "{a} {b}");
    }
    let other = [
        ("محمود سلیمی آزاد شد.", "fa", "Ahmad Salimi was released.", "en", "محمود سلیمی", "Ahmad Salimi"),
        ("اعتصاب در اهواز", "fa", "Streik in Arak", "de", "اهواز", "Arak"),
        ("در تهران تجمع شد.", "fa", "در تبریز تجمع شد.", "fa", "تهران", "تبریز"),
        ("We met Reza Karimi there.", "en", "We met Reza Rahimi there.", "en", "Reza Karimi", "Reza Rahimi"),
    ];
    for (a, a_lang, b, b_lang, first, second) in other {
        let expected = [(Side::First, first.to_owned()), (Side::Second, second.to_owned())];
        assert_eq!(differing(a, a_lang, b, b_lang), expected, "{a} {b}");
    }
}

#[test]
fn a_skeleton_is_shared_by_scripts() {
    for (persian, latin) in [
        ("هفت\u{200C}تپه", "Haft Tappeh"),
        ("محمود سلیمی", "Mahmud Salimi"),
        ("قزل\u{200C}حصار", "Ghezel Hesar"),
    ] {
        assert_eq!(skeleton(persian), skeleton(latin));
    }
}

#[test]
fn similarity_grades() {
    let to = |latin| similarity("محمود سلیمی", latin);
    assert_eq!(to("Mahmud Salimi"), 1000);
    assert!(to("Mahmud Salimi") > to("Mahmoud Salmi"));
    assert!(to("Mahmoud Salmi") > to("Mahmoud Karimi"));
    assert!(to("Mahmoud Karimi") > to("Peter Schmidt"));
}
