//! What is asked of every character of a text, answered without a table for the letters of Persian and of ASCII.

/// Arabic letters in their block from hamza to the Persian ی, signs above letters among them; all are alphabetic or none of
/// them has case.
fn is_persian(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}' | '\u{671}'..='\u{6D3}')
}

/// Whether a character is surely its own lower case.
pub(crate) fn is_caseless(c: char) -> bool {
    is_persian(c)
}

/// `char::is_numeric`
pub(crate) fn is_figure(c: char) -> bool {
    !is_persian(c) && c.is_numeric()
}

/// `char::is_alphabetic`
pub(crate) fn is_letter(c: char) -> bool {
    is_persian(c) || c != ' ' && c.is_alphabetic()
}

/// `char::is_alphanumeric`
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_persian(c) || c != ' ' && c.is_alphanumeric()
}

/// Adds a character in lower case.
pub(crate) fn push_lower(text: &mut String, c: char) {
    if is_persian(c) {
        text.push(c);
    } else if c.is_ascii() {
        text.push(c.to_ascii_lowercase());
    } else {
        text.extend(c.to_lowercase());
    }
}

/// A character in lower case, as a text.
pub(crate) fn lower(c: char) -> String {
    let mut text = String::new();
    push_lower(&mut text, c);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{:X}", c as u32);
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{:X}", c as u32);
            assert_eq!(is_figure(c), c.is_numeric(), "{:X}", c as u32);
            assert!(lower(c).chars().eq(c.to_lowercase()), "{:X}", c as u32);
        }
    }
}
