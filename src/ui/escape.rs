//! Making characters visible that could change what a terminal shows or does.

use std::fmt::Write;

/// The text with control characters, direction overrides, isolates and tag characters written as `\u{…}`; line
/// breaks and tabs, ZWNJ, LRM, RLM and ALM stay.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_dangerous(c) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{{{:X}}}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// JSON text with the same characters written as JSON writes them, so that it says what it said.
pub fn in_json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_dangerous(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

fn is_dangerous(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        c if c.is_control() => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        '\u{E0000}'..='\u{E007F}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{in_json, visible};

    #[test]
    fn json_says_what_it_said() {
        let text = serde_json::to_string("a\u{9b}b\u{202E}\u{E0041}").unwrap();
        let shown = in_json(&text);
        assert!(shown.is_ascii(), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), "a\u{9b}b\u{202E}\u{E0041}");
    }

    #[test]
    fn what_could_deceive_is_shown_and_persian_stays() {
        assert_eq!(visible("a\u{1b}[31mb\u{202E}c\u{E0041}"), "a\\u{1B}[31mb\\u{202E}c\\u{E0041}");
        let persian = "می\u{200C}رویم\u{200F}!\tنان\n";
        assert_eq!(visible(persian), persian);
    }
}
