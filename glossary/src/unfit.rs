//! What cannot be a term.

use thiserror::Error;

/// Words of the longest term: a slogan or the name of a law has some twenty, a sentence in the place of a term more.
pub const MAX_WORDS: usize = 60;

/// Why a text cannot be a term, a variant or an exception of one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnfitTerm {
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// Nothing in it is a letter or a digit.
    #[error("it has no letter and no digit")]
    NoWord,
    /// It is a text, not a term.
    #[error("it has {words} words; a term has {MAX_WORDS} at most")]
    TooLong {
        /// How many.
        words: usize,
    },
    /// It goes over several lines or cells.
    #[error("a {what} stands in it")]
    Broken {
        /// A tab or a line break.
        what: &'static str,
    },
    /// Something that nobody sees stands in it.
    #[error("an invisible character that is no part of a word stands in it: U+{code:04X}")]
    Invisible {
        /// Its number in Unicode.
        code: u32,
    },
}

/// Tells why a text cannot be a term; ZWNJ and the marks LRM, RLM and ALM may stand in one.
///
/// # Errors
/// [`UnfitTerm`]
pub fn check_term(text: &str) -> Result<(), UnfitTerm> {
    let text = text.trim();
    for c in text.chars() {
        match c {
            '\t' => return Err(UnfitTerm::Broken { what: "tab" }),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => return Err(UnfitTerm::Broken { what: "line break" }),
            c if is_invisible(c) => return Err(UnfitTerm::Invisible { code: u32::from(c) }),
            _ => {}
        }
    }
    let words = text.split_whitespace().count();
    match words {
        0 => Err(UnfitTerm::Empty),
        words if words > MAX_WORDS => Err(UnfitTerm::TooLong { words }),
        _ if !text.chars().any(char::is_alphanumeric) => Err(UnfitTerm::NoWord),
        _ => Ok(()),
    }
}

/// Controls, embeddings, overrides and isolates of direction, tag characters, the byte order mark, a space of no width.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_fit() {
        for text in
            ["شورا", "اعتصاب\u{200C}شکن", "نان، کار، آزادی!", "ILO\u{200E}", "工", "C", "§ 7", " ماده ۷ "]
        {
            assert_eq!(check_term(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn what_is_no_term_says_why() {
        let shown = |text: &str| check_term(text).unwrap_err().to_string();
        assert_eq!(shown(" \u{A0} "), "it is empty");
        assert_eq!(shown("؟!…"), "it has no letter and no digit");
        assert_eq!(shown("\u{200C}"), "it has no letter and no digit");
        assert_eq!(shown("نان\tکار"), "a tab stands in it");
        assert_eq!(shown("نان\r\nکار"), "a line break stands in it");
        assert_eq!(
            shown("کارگر\u{202E}"),
            "an invisible character that is no part of a word stands in it: U+202E"
        );
        assert_eq!(shown(&"کار ".repeat(61)), "it has 61 words; a term has 60 at most");
        assert_eq!(check_term(&"کار ".repeat(60)), Ok(()));
    }
}
