//! Number words below a thousand, and words that are whole numbers in German and Swedish.

use super::lexicon::{Language, Lexicon, Role};
use super::pieces::{Gap, Pieces};

/// A number in words below a thousand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk {
    pub(crate) value: u64,
    pub(crate) end: usize,
    /// It is only a word that is mostly the article.
    pub(crate) bare_one: bool,
    /// It is only a word that is mostly something else.
    pub(crate) guarded: bool,
}

/// The number words that begin at a piece, up to the next scale.
pub(crate) fn chunk(pieces: &Pieces, words: &Lexicon, at: usize) -> Option<Chunk> {
    let mut found: Option<Chunk> = None;
    // What may still be added: after a hundred anything below it, after a ten a unit.
    let mut room = u64::MAX;
    loop {
        let place = found.map_or(Some(at), |f| joint(pieces, words, f.end, room));
        let next = place.and_then(|place| word(pieces, words, place));
        let hundred = found.and_then(|f| multiplied(pieces, words, f, room));
        if let Some(multiplied) = hundred {
            room = 100;
            found = Some(multiplied);
            continue;
        }
        let Some((role, value, end)) = next else { break };
        match found {
            None => {
                let (bare_one, guarded) = (role == Role::One, role == Role::Guarded);
                found = Some(Chunk { value, end, bare_one, guarded });
            }
            Some(f) if value > 0 && value < room && role != Role::Hundred => {
                found = Some(Chunk { value: f.value + value, end, bare_one: false, guarded: false });
            }
            Some(_) => break,
        }
        room = room_of(words.language, value);
    }
    found
}

/// How much may be added to a number that ends in this one.
pub(crate) fn room_of(language: Language, value: u64) -> u64 {
    match value {
        60 | 80 if language == Language::French => 20,
        v if v >= 100 && v.is_multiple_of(100) => 100,
        20..=90 if value.is_multiple_of(10) => 10,
        _ => 0,
    }
}

fn word(pieces: &Pieces, words: &Lexicon, at: usize) -> Option<(Role, u64, usize)> {
    let wanted = [Role::Cardinal, Role::One, Role::Guarded, Role::Hundred];
    let entry = words.at(pieces, at).find(|e| wanted.contains(&e.role))?;
    let value = if entry.role == Role::Hundred { 100 } else { entry.number };
    Some((entry.role, value, at + entry.len()))
}

/// "two hundred", `هفت صد`.
fn multiplied(pieces: &Pieces, words: &Lexicon, found: Chunk, room: u64) -> Option<Chunk> {
    let hyphen = usize::from(is_hyphen(pieces, found.end));
    let (_, end) = words.find(pieces, found.end + hyphen, Role::Hundred)?;
    let value = found.value * 100;
    ((1..=9).contains(&found.value) && room == 0).then_some(Chunk {
        value,
        end,
        bare_one: false,
        guarded: false,
    })
}

/// The place of a word that may go on a number ending before `at`.
fn joint(pieces: &Pieces, words: &Lexicon, at: usize, room: u64) -> Option<usize> {
    if room == 0 {
        return None;
    }
    let and = words.find(pieces, at, Role::And).map(|(_, end)| end);
    match words.language {
        Language::Persian => and,
        Language::French if is_hyphen(pieces, at) => match words.find(pieces, at + 1, Role::And) {
            Some((_, end)) if is_hyphen(pieces, end) => Some(end + 1),
            _ => Some(at + 1),
        },
        _ if is_hyphen(pieces, at) => Some(at + 1),
        Language::French => and.or(Some(at)),
        Language::English if room == 100 => and.or(Some(at)),
        _ => Some(at),
    }
}

/// A hyphen that joins two words.
pub(crate) fn is_hyphen(pieces: &Pieces, at: usize) -> bool {
    pieces.is_mark(at, "-") && pieces.gap(at) == Some(Gap::None) && pieces.gap(at + 1) == Some(Gap::None)
}

/// What a word made of number words says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compound {
    Cardinal(u64),
    /// So many and a half: `zweieinhalb`.
    AndHalf(u64),
    Ordinal(u64),
    Part(u64),
    /// A number and its unit: `dreitägig`.
    Unit(u64, &'static str),
}

/// Longest number word read, in letters (`neunhundertneunundneunzigtausendneunhundertneunundneunzigste` has 57).
const LONGEST: usize = 64;

/// Reads a word of German or Swedish that is a number as a whole.
pub(crate) fn compound(words: &Lexicon, word: &str) -> Option<Compound> {
    if word.len() > LONGEST * 2 {
        return None;
    }
    match words.language {
        Language::German => german(words, word),
        Language::Swedish => swedish(words, word),
        _ => None,
    }
}

fn german(words: &Lexicon, word: &str) -> Option<Compound> {
    if let Some(value) = german_number(words, word, false) {
        return Some(Compound::Cardinal(value));
    }
    if let Some(stem) = word.strip_suffix("einhalb") {
        return german_number(words, stem, false).map(Compound::AndHalf);
    }
    if let Some(stem) = word.strip_suffix("mal") {
        return german_number(words, stem, false).filter(|v| *v > 1).map(Compound::Cardinal);
    }
    for part in ["tel", "teln", "tels"] {
        if let Some(stem) = word.strip_suffix(part) {
            return german_number(words, stem, true).filter(|v| *v > 2).map(Compound::Part);
        }
    }
    for ending in ["te", "ten", "ter", "tes", "tem"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return german_number(words, stem, true).map(Compound::Ordinal);
        }
    }
    let base = ["e", "en", "er", "es", "em"].iter().find_map(|e| word.strip_suffix(e)).unwrap_or(word);
    // "achte" keeps the t of its stem.
    if let Some(stem) = base.strip_suffix("acht").filter(|_| base != word)
        && let Some(before) = if stem.is_empty() {
            Some(0)
        } else {
            german_number(words, stem.strip_suffix("und").unwrap_or(stem), false)
        }
    {
        return before.is_multiple_of(100).then_some(Compound::Ordinal(before + 8));
    }
    ["stündig", "minütig", "tägig", "wöchig", "monatig", "jährig"].iter().find_map(|ending| {
        let value = german_number(words, base.strip_suffix(ending)?, false)?;
        Some(Compound::Unit(value, words.word(ending, Role::Adjective)?.value))
    })
}

fn german_number(words: &Lexicon, word: &str, ordinal: bool) -> Option<u64> {
    let (thousands, rest) = match word.split_once("tausend") {
        Some((before, rest)) => {
            let before = if before.is_empty() { 1 } else { german_hundreds(words, before, false)? };
            (before, rest.strip_prefix("und").unwrap_or(rest))
        }
        None => (0, word),
    };
    let below = match rest {
        "" | "s" if thousands > 0 => 0,
        rest => german_hundreds(words, rest, ordinal)?,
    };
    Some(thousands * 1000 + below)
}

fn german_hundreds(words: &Lexicon, word: &str, ordinal: bool) -> Option<u64> {
    let (hundreds, rest) = match word.split_once("hundert") {
        Some((before, rest)) => {
            let before = if before.is_empty() { 1 } else { german_unit(words, before, false)? };
            (before, rest.strip_prefix("und").unwrap_or(rest))
        }
        None => (0, word),
    };
    if hundreds > 0 && (rest.is_empty() || ordinal && rest == "s") {
        return Some(hundreds * 100);
    }
    let below = match rest.split_once("und") {
        Some((unit, ten)) => {
            let ten =
                german_unit(words, if ordinal { ten.strip_suffix('s').unwrap_or(ten) } else { ten }, false)?;
            let unit = german_unit(words, unit, false)?;
            (unit < 10 && ten >= 20 && ten.is_multiple_of(10)).then_some(unit + ten)?
        }
        None => german_unit(words, rest, ordinal)?,
    };
    Some(hundreds * 100 + below)
}

fn german_unit(words: &Lexicon, word: &str, ordinal: bool) -> Option<u64> {
    match word {
        "ein" | "eins" if !ordinal => return Some(1),
        "ers" if ordinal => return Some(1),
        "drit" if ordinal => return Some(3),
        "sieb" if ordinal => return Some(7),
        "ach" if ordinal => return Some(8),
        _ => {}
    }
    let tens =
        word.strip_suffix('s').filter(|_| ordinal).and_then(|stem| words.cardinal(stem)).filter(|v| *v >= 20);
    tens.or_else(|| words.cardinal(word).filter(|v| *v < 100 && (!ordinal || *v < 20)))
}

fn swedish(words: &Lexicon, word: &str) -> Option<Compound> {
    let (thousands, rest) = match word.split_once("tusen") {
        Some(("", rest)) => (1, rest),
        Some((before, rest)) => (swedish_hundreds(words, before)?, rest),
        None => (0, word),
    };
    let (hundreds, rest) = match rest.split_once("hundra") {
        Some(("", rest)) => (1, rest),
        Some((before, rest)) => (swedish_unit(words, before)?, rest),
        None => (0, rest),
    };
    let base = thousands * 1000 + hundreds * 100;
    if rest.is_empty() {
        return (base > 0).then_some(Compound::Cardinal(base));
    }
    if let Some(value) = swedish_below(words, rest) {
        return Some(Compound::Cardinal(base + value));
    }
    let ordinal = |rest: &str| {
        let own = [Role::Ordinal, Role::OrdinalOnly]
            .iter()
            .find_map(|role| words.word(rest, *role))
            .map(|e| e.number);
        own.or_else(|| (rest == "andra").then_some(2))
    };
    let (ten, unit) = swedish_ten(words, rest).unwrap_or((0, rest));
    ordinal(unit).map(|value| Compound::Ordinal(base + ten + value))
}

fn swedish_hundreds(words: &Lexicon, word: &str) -> Option<u64> {
    match word.split_once("hundra") {
        Some((before, rest)) => {
            let hundreds = if before.is_empty() { 1 } else { swedish_unit(words, before)? };
            let below = if rest.is_empty() { 0 } else { swedish_below(words, rest)? };
            Some(hundreds * 100 + below)
        }
        None => swedish_below(words, word),
    }
}

fn swedish_unit(words: &Lexicon, word: &str) -> Option<u64> {
    if matches!(word, "en" | "ett") { Some(1) } else { words.cardinal(word).filter(|v| (1..10).contains(v)) }
}

fn swedish_below(words: &Lexicon, word: &str) -> Option<u64> {
    let own = words.cardinal(word).filter(|v| *v < 100).or_else(|| swedish_unit(words, word));
    own.or_else(|| {
        let (ten, unit) = swedish_ten(words, word)?;
        Some(ten + swedish_unit(words, unit)?)
    })
}

/// The ten a word begins with, and what follows it.
fn swedish_ten<'w>(words: &Lexicon, word: &'w str) -> Option<(u64, &'w str)> {
    const TENS: [&str; 8] = ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"];
    TENS.iter().find_map(|ten| {
        let rest = word.strip_prefix(ten).filter(|rest| !rest.is_empty())?;
        Some((words.cardinal(ten)?, rest))
    })
}
