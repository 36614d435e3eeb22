//! Numbers in words, in the four languages translated into; what is written is read again before it is believed.

/// The words of one language.
struct Spoken {
    /// 0 to 19.
    small: [&'static str; 20],
    /// 20 to 90.
    tens: [&'static str; 8],
}

const ENGLISH: Spoken = Spoken {
    small: [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
    tens: ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
};
const GERMAN: Spoken = Spoken {
    small: [
        "null",
        "ein",
        "zwei",
        "drei",
        "vier",
        "fünf",
        "sechs",
        "sieben",
        "acht",
        "neun",
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
    ],
    tens: ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"],
};
const FRENCH: Spoken = Spoken {
    small: [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
        "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
    ],
    tens: [
        "vingt",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "soixante",
        "quatre-vingt",
        "quatre-vingt",
    ],
};
const SWEDISH: Spoken = Spoken {
    small: [
        "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
        "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
    ],
    tens: ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"],
};

/// Ordinals 1 to 12; in German without their ending.
const ORDINALS: [[&str; 12]; 4] = [
    [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ],
    [
        "erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft",
        "zwölft",
    ],
    [
        "premier",
        "deuxième",
        "troisième",
        "quatrième",
        "cinquième",
        "sixième",
        "septième",
        "huitième",
        "neuvième",
        "dixième",
        "onzième",
        "douzième",
    ],
    [
        "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde",
        "elfte", "tolfte",
    ],
];

/// English, German, French, Swedish.
const LANGUAGES: [Spoken; 4] = [ENGLISH, GERMAN, FRENCH, SWEDISH];
const GERMAN_AT: usize = 1;
const FRENCH_AT: usize = 2;

/// A number from 1 to 999,999 in words: whole hundreds and thousands above a hundred, since others are written in figures.
pub(super) fn cardinal(language: usize, number: u64) -> Option<String> {
    let spoken = LANGUAGES.get(language)?;
    match number {
        0..100 => below_hundred(language, spoken, number),
        100..1000 if number.is_multiple_of(100) => hundreds(language, spoken, number / 100),
        1000..1_000_000 if number.is_multiple_of(1000) => thousands(language, number / 1000),
        _ => None,
    }
}

fn below_hundred(language: usize, spoken: &Spoken, number: u64) -> Option<String> {
    let small = |n: u64| spoken.small.get(usize::try_from(n).ok()?).copied();
    if let Some(word) = small(number) {
        return Some(word.to_owned());
    }
    let (ten, one) = (number / 10, number % 10);
    let tens = spoken.tens.get(usize::try_from(ten).ok()?.checked_sub(2)?)?;
    Some(match (language, one) {
        (FRENCH_AT, _) => return french(tens, ten, one),
        (_, 0) => (*tens).to_owned(),
        (0, _) => format!("{tens}-{}", small(one)?),
        (GERMAN_AT, _) => format!("{}und{tens}", small(one)?),
        (_, 1) => format!("{tens}ett"),
        _ => format!("{tens}{}", small(one)?),
    })
}

/// By twenties from sixty on.
fn french(tens: &str, ten: u64, one: u64) -> Option<String> {
    let one = if matches!(ten, 7 | 9) { one + 10 } else { one };
    let small = FRENCH.small.get(usize::try_from(one).ok()?)?;
    Some(match (ten, one) {
        (8, 0) => format!("{tens}s"),
        (_, 0) => tens.to_owned(),
        (8 | 9, _) => format!("{tens}-{small}"),
        (_, 1 | 11) => format!("{tens}-et-{small}"),
        _ => format!("{tens}-{small}"),
    })
}

fn hundreds(language: usize, spoken: &Spoken, count: u64) -> Option<String> {
    let small = spoken.small.get(usize::try_from(count).ok()?)?;
    Some(match (language, count) {
        (0, _) => format!("{small} hundred"),
        (GERMAN_AT, 1) => "hundert".to_owned(),
        (GERMAN_AT, _) => format!("{small}hundert"),
        (FRENCH_AT, 1) => "cent".to_owned(),
        (FRENCH_AT, _) => format!("{small} cents"),
        (_, 1) => "hundra".to_owned(),
        _ => format!("{small}hundra"),
    })
}

fn thousands(language: usize, count: u64) -> Option<String> {
    let words = cardinal(language, count)?;
    Some(match (language, count) {
        (0, _) => format!("{words} thousand"),
        (GERMAN_AT, 1) => "tausend".to_owned(),
        (GERMAN_AT, _) => format!("{words}tausend"),
        (FRENCH_AT, 1) => "mille".to_owned(),
        // Quatre-vingts and cents lose their s before another number.
        (FRENCH_AT, _) => {
            let bare =
                words.strip_suffix('s').filter(|bare| bare.ends_with("vingt") || bare.ends_with("cent"));
            format!("{} mille", bare.unwrap_or(&words))
        }
        (_, 1) => "tusen".to_owned(),
        _ => format!("{words} tusen"),
    })
}

/// The ordinal that stands for another one, with the ending of the old: dritter, vierter.
pub(super) fn ordinal_like(language: usize, written: &str, old: u64, new: u64) -> Option<String> {
    let word = |n: u64| ORDINALS.get(language)?.get(usize::try_from(n).ok()?.checked_sub(1)?);
    let (from, to) = (word(old)?, word(new)?);
    let ending = written.to_lowercase().strip_prefix(from)?.to_owned();
    match language {
        GERMAN_AT => {
            matches!(ending.as_str(), "e" | "en" | "er" | "es" | "em").then(|| format!("{to}{ending}"))
        }
        // Premier has a gender, the others have none.
        FRENCH_AT if old == 1 || new == 1 => None,
        _ => ending.is_empty().then(|| (*to).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::text::number::numbers;

    #[test]
    fn what_is_written_is_read_as_the_same_number() {
        let nouns = [("en", "workers"), ("de", "Arbeiter"), ("fr", "ouvriers"), ("sv", "arbetare")];
        for (at, (lang, noun)) in nouns.iter().enumerate() {
            let lang = Lang::parse(lang).unwrap();
            for number in (2..100).chain((2..10).map(|n| n * 100)).chain((2..100).map(|n| n * 1000)) {
                let text = format!("{} {noun}", cardinal(at, number).unwrap());
                let read: Vec<String> = numbers(&text, &lang).iter().map(ToString::to_string).collect();
                assert_eq!(read, [number.to_string()], "{text}");
            }
        }
    }

    #[test]
    fn ordinals_keep_their_endings() {
        assert_eq!(ordinal_like(1, "dritter", 3, 4).as_deref(), Some("vierter"));
        assert_eq!(ordinal_like(0, "Third", 3, 5).as_deref(), Some("fifth"));
        assert_eq!(ordinal_like(2, "troisième", 3, 1), None);
        assert_eq!(ordinal_like(3, "tredjedel", 3, 4), None);
    }
}
