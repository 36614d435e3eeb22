//! What went wrong with a text before it came here.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};
use unicode_normalization::is_nfc;

use crate::lang::{Lang, Script};

/// Something in a text that no one typed, or that matching has to look through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// U+FFFD: a character was lost when the text was decoded.
    Replacement,
    /// UTF-8 or Windows-1256 that was read as Western European, once or several times: "Ø§Ù„".
    Garbled,
    /// Control characters, U+FEFF in the middle, or characters that turn the direction of a line around.
    Control,
    /// Letters and their marks apart (not in normalisation form C, UAX #15).
    Decomposed,
    /// Arabic yeh or kaf in Persian.
    ArabicLetters,
}

impl Fault {
    /// All faults, worst first.
    pub const ALL: [Fault; 5] =
        [Fault::Replacement, Fault::Garbled, Fault::Control, Fault::Decomposed, Fault::ArabicLetters];
}

/// Letters of a run that reads as garbled Windows-1256: shorter ones occur in Western names.
const SHORTEST_RUN: usize = 4;

/// The faults of a text in `lang`, worst first.
pub fn faults(text: &str, lang: &Lang) -> Vec<Fault> {
    if text.is_ascii() && !text.contains(is_stray) {
        return Vec::new();
    }
    let found = |fault: &Fault| match fault {
        Fault::Replacement => text.contains('\u{FFFD}'),
        Fault::Garbled => is_garbled(text, lang),
        Fault::Control => text.contains(is_stray),
        Fault::Decomposed => !is_nfc(text),
        Fault::ArabicLetters => lang.primary() == "fa" && text.contains(['\u{064A}', '\u{0643}']),
    };
    Fault::ALL.into_iter().filter(found).collect()
}

fn is_stray(c: char) -> bool {
    match c {
        '\n' | '\t' | '\r' => false,
        '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

/// Whether a run of characters that are not ASCII is bytes of another encoding.
fn is_garbled(text: &str, lang: &Lang) -> bool {
    let runs = text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty());
    runs.into_iter().any(|run| {
        let Some(bytes) = bytes_of(run) else { return false };
        let read = std::str::from_utf8(&bytes).ok().filter(|_| bytes.len() > 1);
        read.is_some_and(|read| read.chars().all(is_usual))
            || lang.script() == Script::Arabic && is_code_page(run, &bytes)
    })
}

/// Whether a character is of a script our texts are in, or punctuation: "é »" with a no-break space is a Chinese one
/// in UTF-8.
fn is_usual(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{77F}' | '\u{2000}'..='\u{22FF}' | '\u{FB50}'..='\u{FEFF}')
}

/// The bytes that Windows-1252 makes these characters from; the five it leaves out are control characters, as
/// browsers read them.
fn bytes_of(run: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(run.len());
    for c in run.chars() {
        match u32::from(c) {
            code @ 0x80..=0xFF
                if !matches!(code, 0x80..=0x9F) || matches!(code, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D) =>
            {
                bytes.push(code as u8);
            }
            _ => bytes.push(single_byte(c, WINDOWS_1252)?),
        }
    }
    Some(bytes)
}

fn single_byte(c: char, encoding: &'static Encoding) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding.encode(c.encode_utf8(&mut buffer));
    match (&*bytes, unmappable) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

/// Whether Latin letters are what Windows-1256 keeps Arabic letters at.
fn is_code_page(run: &str, bytes: &[u8]) -> bool {
    let letters = run.chars().count();
    let (decoded, _, broken) = WINDOWS_1256.decode(bytes);
    let arabic = decoded.chars().filter(|c| matches!(c, '\u{0600}'..='\u{06FF}')).count();
    letters >= SHORTEST_RUN && !broken && arabic == letters && run.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, lang: &str) -> Vec<Fault> {
        faults(text, &Lang::parse(lang).unwrap())
    }

    /// The text as a program shows it that takes `encoding` for Windows-1252.
    fn misread(text: &str, encoding: &'static Encoding) -> String {
        WINDOWS_1252.decode(&encoding.encode(text).0).0.into_owned()
    }

    #[test]
    fn texts_as_they_should_be() {
        for (text, lang) in [
            ("کارگران می\u{200C}مانند؛ «نه!»\u{200F}", "fa"),
            ("عاش العمال", "ar"),
            ("Öffentliche Straße, café, naïve – “yes”", "de"),
            ("Ärzteschaft ÄÖÜ", "de"),
            ("«\u{A0}Femme, Vie, Liberté\u{A0}»", "fr"),
            ("Łódź, Şişli, Œuvre", "fa"),
            ("a\tb\nc", "en"),
        ] {
            assert_eq!(of(text, lang), [], "{text}");
        }
    }

    #[test]
    fn each_fault_is_found() {
        assert_eq!(of("کار\u{FFFD}ر", "fa"), [Fault::Replacement]);
        assert_eq!(of("a\u{0}b", "en"), [Fault::Control]);
        assert_eq!(of("a\u{202E}b", "en"), [Fault::Control]);
        assert_eq!(of("cafe\u{301}", "fr"), [Fault::Decomposed]);
        assert_eq!(of("كارگري", "fa"), [Fault::ArabicLetters]);
        assert_eq!(of("كارگري", "ar"), []);
    }

    #[test]
    fn garbled_once_and_twice() {
        for text in ["سلام کارگران", "Grüße aus Köln", "she’s here"] {
            let once = misread(text, encoding_rs::UTF_8);
            assert!(of(&once, "fa").contains(&Fault::Garbled), "{once}");
            let twice = misread(&once, encoding_rs::UTF_8);
            assert!(of(&twice, "fa").contains(&Fault::Garbled), "{twice}");
        }
        let page = misread("سلام", WINDOWS_1256);
        assert_eq!((of(&page, "fa"), of(&page, "de")), (vec![Fault::Garbled], vec![]));
    }
}
