//! A name on the list never survives, however it is spelled, inflected and set into a text.

use proptest::prelude::*;

use super::*;
use crate::lang::Lang;
use crate::text::fold::tests::persian_text;
use crate::text::{exact_key, fold};
use crate::unit::{Unit, Variant};

/// Given and family names of nobody, with spellings in English, German, French and Swedish that were written down
/// without looking at the table of sounds.
const GIVEN: &[(&str, &[&str])] = &[
    ("رضا", &["Reza", "Resa", "Rezâ", "Riza"]),
    ("سارا", &["Sara", "Sarah", "Sârâ"]),
    ("یوسف", &["Yousef", "Yusuf", "Jusuf", "Youssef", "Joussef"]),
    ("فاطمه", &["Fatemeh", "Fatima", "Fatimeh", "Fâtemeh"]),
    ("محمد", &["Mohammad", "Muhammad", "Mohamed", "Mohammed"]),
    ("شیرین", &["Shirin", "Schirin", "Chirine", "Šīrīn", "Sjirin"]),
    ("جواد", &["Javad", "Djavad", "Dschawad", "Jawad"]),
    ("خدیجه", &["Khadijeh", "Chadidscheh", "Khadija"]),
    ("حسین", &["Hossein", "Hussein", "Hosein", "Hussain"]),
    ("آذر", &["Azar", "Asar", "Âzar"]),
];
const FAMILY: &[(&str, &[&str])] = &[
    ("کامیاب", &["Kamyab", "Kamjab", "Kâmyâb", "Kamiab"]),
    ("شهابی", &["Shahabi", "Shahaby", "Schahabi", "Chahabi"]),
    ("نوروزی", &["Norouzi", "Nowruzi", "Noroozi", "Norusi"]),
    ("رضایی", &["Rezaei", "Rezai", "Rezaee", "Resai", "Rézaï"]),
    ("حسین\u{200C}زاده", &["Hosseinzadeh", "Husseinzadeh", "Hossein-Zadeh", "Hoseinzade"]),
    ("قربانی", &["Ghorbani", "Qorbani", "Gorbani", "Korbani"]),
    ("بهرامی", &["Bahrami", "Bahramy", "Bahrâmi"]),
    ("چراغی", &["Cheraghi", "Tscheraghi", "Tcheraghi", "Cheragi"]),
    ("ژرفا", &["Zharfa", "Jarfa", "Jarfâ"]),
    ("وکیلی", &["Vakili", "Wakili", "Vakily"]),
];
const TAILS: &[&str] = &[
    "",
    "",
    "",
    "\u{200C}ها",
    "ها",
    "را",
    "\u{200C}را",
    " را",
    "م",
    "\u{200C}ام",
    "ست",
    "\u{200C}اند",
    "هم",
    "\u{650}",
    "\u{200C}شان",
];
const BEFORE: &[&str] = &[
    "",
    "",
    "آقای ",
    "خانم ",
    "رفیق ",
    "و",
    "به\u{200C}",
    "«",
    "(",
    "#",
    "همسرِ ",
    "1 - ",
    "از\u{200F} ",
    "با ",
];
const LATIN_TAILS: &[&str] =
    &["", "", "'s", "\u{2019}s", "s", ".", ",", "!", ")", "\u{2019}", "-case", "@example.org"];
const LATIN_BEFORE: &[&str] =
    &["", "", "Mr ", "Frau ", "\"", "(", "#", "@", "d'", "the ", "https://example.org/"];
const FRAME: &[(&str, &str)] = &[
    ("دیروز ", " بازداشت شد."),
    ("نامهٔ ", " به کارگران معدن رسید"),
    ("", ""),
    ("۱۲ نفر، از جمله ", "، آزاد شدند."),
    ("می\u{200C}گویند ", " بیمار است؛ چرا؟"),
];
const LATIN_FRAME: &[(&str, &str)] = &[
    ("Yesterday ", " was arrested."),
    ("", ""),
    ("Der Brief von ", " kam an"),
    ("12 personnes, dont ", ", libres"),
];

/// One of the spellings of a Persian word, decided by the bits of `how`, at each letter.
fn respelled(word: &str, how: u32) -> String {
    let mut out = String::new();
    for (number, c) in word.chars().enumerate() {
        let bit = how >> (number % 16) & 1 == 1;
        out.push(match c {
            '\u{6CC}' if bit => ['\u{64A}', '\u{649}'][number % 2],
            '\u{6A9}' if bit => '\u{643}',
            '\u{622}' if bit => '\u{627}',
            '\u{200C}' if bit => ' ',
            c => c,
        });
        let mark = how >> ((number + 5) % 16) & 3;
        if c != '\u{200C}' {
            match mark {
                1 if number == 1 => out.push('\u{640}'),
                2 => out.push('\u{64E}'),
                3 if number == 2 => out.push('\u{200D}'),
                _ => {}
            }
        }
    }
    out
}

fn pick<T>(of: &[T], by: u32) -> &T {
    &of[by as usize % of.len()]
}

/// What is left of a text when everything but its letters is dropped.
fn letters(text: &str) -> String {
    let folded = exact_key(fold(text).as_str(), crate::lang::Script::Arabic).replace('\u{622}', "\u{627}");
    folded.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect()
}

fn entry(name: &str) -> Entry {
    let pseudonyms = invent(b"secret", name, &Names::default());
    Entry { name: name.to_owned(), pseudonyms, ..Entry::default() }
}

const GAPS: &[&str] = &[
    " ",
    "@",
    "=",
    "&",
    " & ",
    "&nbsp;",
    "%20",
    " (",
    "+",
    "\n",
    "! ",
    " \u{270A} ",
    "#",
    "\u{AD} ",
    "\u{2060}_",
    " / ",
];
const INVISIBLE: &[char] = &['\u{AD}', '\u{200B}', '\u{2060}', '\u{FEFF}', '\u{301}', '\u{FE0F}'];
const LOOK_ALIKES: &[(char, char)] = &[
    ('a', '\u{430}'),
    ('e', '\u{435}'),
    ('o', '\u{3BF}'),
    ('K', '\u{41A}'),
    ('i', '\u{456}'),
    ('A', '\u{391}'),
];

/// A word with invisible characters and look-alikes in it; its first Latin letter stays.
fn hidden(word: &str, seed: u32) -> String {
    let mut out = String::new();
    for (number, c) in word.chars().enumerate() {
        let bits = seed.rotate_left(number as u32 * 5);
        let alike = LOOK_ALIKES.iter().find(|(from, _)| number > 0 && bits & 3 == 0 && *from == c);
        out.push(alike.map_or(c, |(_, to)| *to));
        if bits & 12 == 0 && word.is_ascii() {
            out.push(*pick(INVISIBLE, bits >> 4));
        } else if bits & 12 == 0 {
            out.push(*pick(&INVISIBLE[..4], bits >> 4));
        }
    }
    out
}

/// A text as it is read: look-alikes are what they look like, and nothing invisible is seen.
fn seen(text: &str) -> String {
    let alike = |c: char| LOOK_ALIKES.iter().find(|(_, to)| *to == c).map_or(c, |(from, _)| *from);
    text.chars().filter(|c| !INVISIBLE.contains(c)).map(alike).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_spelling_of_a_name_survives(random in prop::array::uniform16(any::<u32>())) {
        let [g, f, how_g, how_f, joint, tail, before, frame, l_g, l_f, l_joint, l_tail, l_before, l_frame, case, lang] = random;
        let ((given, given_latin), (family, family_latin)) = (pick(GIVEN, g), pick(FAMILY, f));
        let name = format!("{given} {family}");
        let joint = pick(&[" ", "\u{200C}", "", "_", "  ", "\u{A0}", "\n", "\u{200F} ", " - "], joint);
        let (front, back) = pick(FRAME, frame);
        let persian = format!("{front}{}{}{joint}{}{}{back}", pick(BEFORE, before), respelled(given, how_g), respelled(family, how_f), pick(TAILS, tail));
        let (given_latin, family_latin) = (pick(given_latin, l_g), pick(family_latin, l_f));
        let l_joint = pick(&[" ", "-", "_", ".", "", "\u{A0}", "\n"], l_joint);
        let written = match case % 4 {
            0 => format!("{given_latin}{l_joint}{family_latin}").to_uppercase(),
            1 => format!("{family_latin}, {given_latin}"),
            2 => format!("{given_latin}{l_joint}{family_latin}").to_lowercase(),
            _ => format!("{given_latin}{l_joint}{family_latin}"),
        };
        let (front, back) = pick(LATIN_FRAME, l_frame);
        let latin = format!("{front}{}{written}{}{back}", pick(LATIN_BEFORE, l_before), pick(LATIN_TAILS, l_tail));
        let lang = pick(&["en", "de", "fr", "sv"], lang);
        let variant = |tag: &str, text: &str| Variant::plain(Lang::parse(tag).unwrap(), text);
        let unit = Unit::new(vec![variant("fa", &persian), variant(lang, &latin)]).unwrap();
        let names = Names::new(vec![entry(&name)]);
        let Veiled::Changed(veiled) = names.veil(&unit) else {
            return Err(TestCaseError::fail(format!("{:?}\n{persian}\n{latin}", names.veil(&unit))));
        };
        for variant in veiled.variants() {
            let left = letters(&variant.text);
            prop_assert!(!left.contains(&letters(&name)) && !left.contains(&letters(family)), "{}", variant.text);
            prop_assert!(!left.contains(&letters(family_latin)), "{}", variant.text);
            prop_assert!(names.find(&variant.text).iter().all(|hit| hit.kind == Kind::NamePart && !hit.family));
        }
        // Pseudonyms are veiled already.
        prop_assert_eq!(names.veil(&veiled), Veiled::Untouched);
    }

    #[test]
    fn no_disguise_of_a_name_leaves(random in prop::array::uniform16(any::<u32>())) {
        let [g, f, l_g, l_f, gap, l_gap, seed, l_seed, case, shape, between, frame, l_frame, ..] = random;
        let ((given, given_latin), (family, family_latin)) = (pick(GIVEN, g), pick(FAMILY, f));
        let (given_latin, family_latin) = (pick(given_latin, l_g), pick(family_latin, l_f));
        let cased = |word: &str| if case % 2 == 0 { word.to_uppercase() } else { word.to_owned() };
        let (front, back) = pick(FRAME, frame);
        let between = pick(&["", "", "", "محمد ", "م. ", "«بابک» "], between);
        let persian = format!("{front}{}{}{between}{}{back}", hidden(given, seed), pick(GAPS, gap), hidden(family, seed >> 8));
        let (front, back) = pick(LATIN_FRAME, l_frame);
        let first = if shape % 4 == 0 { format!("{}.", given_latin.chars().next().unwrap()) } else { hidden(&cased(given_latin), l_seed) };
        let last = hidden(&cased(family_latin), l_seed >> 8);
        let l_gap = if shape % 4 == 0 { " " } else { pick(GAPS, l_gap) };
        let latin = format!("{front}{first}{l_gap}{last}{back}");
        let variant = |tag: &str, text: &str| Variant::plain(Lang::parse(tag).unwrap(), text);
        let unit = Unit::new(vec![variant("fa", &persian), variant("en", &latin)]).unwrap();
        match Names::new(vec![entry(&format!("{given} {family}"))]).veil(&unit) {
            Veiled::Untouched => prop_assert!(false, "{persian}\n{latin}"),
            Veiled::Refused(_) => {}
            Veiled::Changed(veiled) => for variant in veiled.variants() {
                let left = letters(&seen(&variant.text));
                prop_assert!(!left.contains(&letters(family)) && !left.contains(&letters(family_latin)), "{left}\n{persian}\n{latin}");
            },
        }
    }

    #[test]
    fn any_text_is_looked_through_and_hits_stay_inside_it(text in persian_text(), latin in "\\PC{0,24}") {
        let names = Names::new(GIVEN.iter().zip(FAMILY).map(|((g, _), (f, _))| entry(&format!("{g} {f}"))).collect());
        let text = format!("{text}رضا{latin}Reza Kamyab{text}");
        let count = text.chars().count();
        let mut before = 0;
        for hit in names.find(&text) {
            prop_assert!(before <= hit.span.start && hit.span.start < hit.span.end && hit.span.end <= count);
            before = hit.span.end;
        }
        for finding in crate::sensitive::find(&text) {
            prop_assert!(finding.span.start < finding.span.end && finding.span.end <= count);
        }
    }
}

/// Sentences of the movement's everyday prose hold no name: nothing of them is touched.
#[test]
fn the_starter_memory_names_nobody() {
    let names = Names::new(
        GIVEN.iter().flat_map(|(g, _)| FAMILY.iter().map(move |(f, _)| entry(&format!("{g} {f}")))).collect(),
    );
    let starter = include_str!("../../../data/starter/movement.tmx");
    let whole = |hit: &NameHit| hit.kind != Kind::NamePart;
    for line in starter.lines() {
        let found: Vec<NameHit> = names.find(line).into_iter().filter(whole).collect();
        assert!(found.is_empty(), "{line} {found:?}");
    }
}
