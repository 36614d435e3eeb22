//! What is left of letters that were torn apart or lost.

use super::pieces::is_right_letter;

/// Tanvin behind a blank and before its alef: `لطف ًا`. A vowel mark behind a blank alone is also how people type ezafe.
const TORN_TANVIN: &str = " \u{064B}ا";
/// Tanvin behind its alef, as most people write it; before the alef it is another text to a comparison.
const TANVIN: &str = "ا\u{064B}";

/// The line with torn-off tanvin at its word again.
pub(super) fn join_marks(line: &str) -> String {
    line.replace(TORN_TANVIN, TANVIN)
}

/// Whether a letter was lost in an intact document: a replacement character or a control that touches a Persian letter.
pub(super) fn is_lost_among_letters(line: &str) -> bool {
    let mut before = ' ';
    line.chars().any(|c| {
        let touches =
            (is_lost_letter(c) && is_right_letter(before)) || (is_lost_letter(before) && is_right_letter(c));
        before = c;
        touches
    })
}

fn is_lost_letter(c: char) -> bool {
    c == '\u{FFFD}' || is_unread(c)
}

/// A control that no program writes: no white space, no hyphen of Word (1E, 1F), not the end of an old DOS file (1A).
pub(super) fn is_unread(c: char) -> bool {
    c.is_control() && !c.is_whitespace() && !matches!(c, '\u{B}' | '\u{1A}' | '\u{1E}' | '\u{1F}')
}

/// Whether a letter was lost: a replacement character, a control, a private sign, or a Latin letter inside a Persian word.
pub(super) fn is_lost(line: &str) -> bool {
    let mut before = ('\0', '\0');
    line.chars().any(|c| {
        let inside = is_foreign(before.1) && is_right_letter(before.0) && is_right_letter(c);
        before = (before.1, c);
        inside || is_lost_letter(c) || matches!(c, '\u{E000}'..='\u{F8FF}')
    })
}

fn is_foreign(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{2018}' | '\'' | '\u{0F00}'..='\u{0FFF}')
}
