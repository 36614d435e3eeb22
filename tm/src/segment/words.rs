//! The word lists of `data/segment/words.tsv` and what can be told of a single word.

use std::collections::HashMap;
use std::sync::OnceLock;

/// One word list, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Set {
    Open = 1,
    Carry = 1 << 1,
    Starter = 1 << 2,
    GoOn = 1 << 3,
    Preposition = 1 << 4,
    Reporting = 1 << 5,
    Verb = 1 << 6,
    NotVerb = 1 << 7,
    Title = 1 << 8,
    Role = 1 << 9,
    LeadIn = 1 << 10,
    Field = 1 << 11,
    Mail = 1 << 12,
    Agency = 1 << 13,
    Honorific = 1 << 14,
    GivenName = 1 << 15,
    Month = 1 << 16,
    DateWord = 1 << 17,
    Chrome = 1 << 18,
    Page = 1 << 19,
    Slogan = 1 << 20,
    Quoted = 1 << 21,
    Organisation = 1 << 22,
    SloganEnd = 1 << 23,
}

const SETS: [(&str, Set); 24] = [
    ("open", Set::Open),
    ("carry", Set::Carry),
    ("starter", Set::Starter),
    ("go_on", Set::GoOn),
    ("preposition", Set::Preposition),
    ("reporting", Set::Reporting),
    ("verb", Set::Verb),
    ("not_verb", Set::NotVerb),
    ("title", Set::Title),
    ("role", Set::Role),
    ("lead_in", Set::LeadIn),
    ("field", Set::Field),
    ("mail", Set::Mail),
    ("agency", Set::Agency),
    ("honorific", Set::Honorific),
    ("given_name", Set::GivenName),
    ("month", Set::Month),
    ("date_word", Set::DateWord),
    ("chrome", Set::Chrome),
    ("page", Set::Page),
    ("slogan", Set::Slogan),
    ("quoted", Set::Quoted),
    ("organisation", Set::Organisation),
    ("slogan_end", Set::SloganEnd),
];

/// Whether `words` (one word or several with single spaces) stands in `set`, in any spelling.
pub(super) fn is_in(words: &str, set: Set) -> bool {
    sets_of(words) & set as u32 != 0
}

/// Whether `words` stands in one of `sets`.
pub(super) fn is_in_any(words: &str, sets: &[Set]) -> bool {
    let found = sets_of(words);
    sets.iter().any(|set| found & *set as u32 != 0)
}

/// Whether a Persian word looks like a finite verb: by the list, or by prefix and personal ending.
pub(super) fn is_verb(word: &str) -> bool {
    if word.len() > 90 {
        return false;
    }
    let key = fold(word);
    let found = table().get(key.as_str()).copied().unwrap_or(0);
    if found & Set::Verb as u32 != 0 {
        return true;
    }
    let letters = key.chars().count();
    if found & Set::NotVerb as u32 != 0 || letters < 4 {
        return false;
    }
    // The suffix of adjectives and surnames: هنرمند, فرهمند.
    let has_suffix = key.ends_with("مند") && !key.ends_with("نامند");
    let personal = !has_suffix && ["ند", "یم", "ید"].iter().any(|ending| key.ends_with(ending));
    personal
        || letters > 4 && key.starts_with("نمی")
        || letters > 4
            && key.starts_with("می")
            && key.ends_with(['د', 'م'])
            && key != "میلاد"
            && key != "میعاد"
}

/// The first word of a text, without the marks around it.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !is_letter_or_digit(c));
    text.split(|c: char| !in_word(c)).next().unwrap_or(text)
}

/// The last word of a text, without the marks around it.
pub(super) fn last_word(text: &str) -> &str {
    let text = text.trim_end_matches(|c: char| !is_letter_or_digit(c) && !is_combining(c));
    text.rsplit(|c: char| !in_word(c)).next().unwrap_or(text)
}

/// Whether a text has a finite verb at its end; light verbs after `می` with a space count.
pub(super) fn ends_with_verb(text: &str) -> bool {
    let word = last_word(text);
    if word.is_empty() {
        return false;
    }
    if is_verb(word) {
        return true;
    }
    let head = text.trim_end_matches(|c: char| !is_letter_or_digit(c) && !is_combining(c));
    let before = last_word(head.strip_suffix(word).unwrap_or(head));
    matches!(fold(before).as_str(), "می" | "نمی")
}

/// Whether any word of a text looks like a finite verb.
pub(super) fn has_verb(text: &str) -> bool {
    text.split(|c: char| !in_word(c)).any(|word| is_verb(word) || matches!(word, "می" | "نمی"))
}

/// The spelling the lists are compared in: Persian letters, lower case, no ZWNJ, kashida, vowel sign or bidi control.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ي' | 'ى' => folded.push('ی'),
            'ك' => folded.push('ک'),
            'ۀ' | 'ة' => folded.push('ه'),
            '\u{200C}' | '\u{200D}' | '\u{640}' => {}
            'ء'..='ۓ' if !is_combining(c) => folded.push(c),
            _ if is_combining(c) || is_bidi_control(c) => {}
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// Vowel signs and other marks on letters.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{FE0F}')
}

/// Controls that only set the direction of text, and the byte order mark, which shows nothing either.
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(
        c,
        '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// What lies between segments.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || is_bidi_control(c)
}

/// What [`char::is_alphabetic`] says, without a table for the letters we meet most.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, 'ء'..='غ' | 'ف'..='ي' | 'ٱ'..='ۓ')
        || if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() }
}

/// What [`char::is_alphanumeric`] says, likewise.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

fn in_word(c: char) -> bool {
    is_letter_or_digit(c) || is_combining(c) || matches!(c, '\u{200C}' | '\u{200D}' | '\'' | '\u{2019}')
}

fn sets_of(words: &str) -> u32 {
    // No entry is longer than 60 bytes; ZWNJ and vowel signs may add some.
    if words.is_empty() || words.len() > 90 {
        return 0;
    }
    table().get(fold(words).as_str()).copied().unwrap_or(0)
}

fn table() -> &'static HashMap<String, u32> {
    static TABLE: OnceLock<HashMap<String, u32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::with_capacity(2048);
        for line in include_str!("../../data/segment/words.tsv").lines().skip(1) {
            let mut cells = line.split('\t');
            let set = cells.next().and_then(|name| SETS.iter().find(|(n, _)| *n == name));
            let (Some((_, set)), Some(words)) = (set, cells.next()) else { continue };
            for word in words.split(';') {
                *table.entry(fold(word)).or_insert(0) |= *set as u32;
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_a_set_and_gives_its_reason() {
        for line in include_str!("../../data/segment/words.tsv").lines().skip(1) {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(SETS.iter().any(|(name, _)| *name == cells[0]), "{line}");
            assert!(!cells[2].trim().is_empty(), "{line}");
            let mut seen = std::collections::HashSet::new();
            for word in cells[1].split(';') {
                assert!(!word.is_empty() && word.trim() == word && word.len() <= 60, "{word:?}");
                assert!(seen.insert(word), "{word} stands twice in {}", cells[0]);
            }
        }
    }

    #[test]
    fn verbs_are_told_from_nouns_with_their_endings() {
        for verb in [
            "کردند",
            "می\u{200C}نامند",
            "می\u{200C}رویم",
            "ميكنند",
            "نمی\u{200C}شه",
            "است",
            "نرسیده\u{200C}اند",
        ] {
            assert!(is_verb(verb), "{verb}");
        }
        for noun in ["کارمند", "فرهمند", "خورشید", "رژیم", "میدان", "کارخانه", "تولید"]
        {
            assert!(!is_verb(noun), "{noun}");
        }
        assert!(ends_with_verb("این کار را می کرد."));
    }

    #[test]
    fn words_are_found_whatever_stands_around_them() {
        assert_eq!(first_word("«کتاب، قلم"), "کتاب");
        assert_eq!(last_word("دفتر و مداد)."), "مداد");
        assert_eq!(last_word("…"), "");
    }
}
