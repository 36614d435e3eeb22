//! Patterns with look-around in their middle, which foreign SRX files have a few of.
//!
//! They backtrack, so they read only the bounded text around a place, take a bounded number of steps, and are
//! asked last.

use fancy_regex::{Error, Regex, RegexBuilder};

use super::pattern::{Condition, Side};
use super::{AHEAD, BACK, floor};

/// Steps one look may take; the longest pattern of LanguageTool's file needs some thousands over 512 bytes.
const STEPS: usize = 100_000;

/// A compiled pattern with look-around.
#[derive(Debug)]
pub(super) struct Looking {
    regex: Regex,
    side: Side,
    wanted: bool,
}

impl Looking {
    pub(super) fn compile(condition: &Condition) -> Result<Looking, Error> {
        let pattern = match condition.side {
            Side::Before => format!(r"(?:{})\z", condition.pattern),
            // `\G` is where the search begins: text before it is seen by look-behind only.
            Side::After => format!(r"\G(?:{})", condition.pattern),
        };
        let regex = RegexBuilder::new(&pattern).backtrack_limit(STEPS).build()?;
        Ok(Looking { regex, side: condition.side, wanted: condition.wanted })
    }

    /// Whether the condition holds at byte `at`; a pattern that takes too many steps does not match.
    ///
    /// A look-ahead in the middle of a `beforebreak` sees nothing behind the place.
    pub(super) fn holds(&self, text: &str, at: usize) -> bool {
        let from = floor(text, at.saturating_sub(BACK));
        let to = match self.side {
            Side::Before => at,
            Side::After => floor(text, at.saturating_add(AHEAD)),
        };
        let Some(window) = text.get(from..to) else { return false };
        let start = if self.side == Side::Before { 0 } else { at - from };
        let found = self.regex.find_from_pos(window, start);
        found.is_ok_and(|found| found.is_some()) == self.wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(pattern: &str, side: Side, text: &str, at: usize) -> bool {
        let condition = Condition { side, pattern: pattern.to_owned(), wanted: true, is_looking: true };
        Looking::compile(&condition).unwrap().holds(text, at)
    }

    #[test]
    fn look_around_sees_the_text_beside_the_match() {
        assert!(holds(r"[A-Z](?<!°[A-Z])\.", Side::Before, "10 C.", 5));
        assert!(!holds(r"[A-Z](?<!°[A-Z])\.", Side::Before, "10 °C.", 7));
        assert!(holds(r"(?:X|V)+(?<=[XV]+)", Side::After, "w. XV", 3));
        assert!(holds(r"\s*(?!(?:But|So)\s)[A-Z]", Side::After, "p. Now", 2));
        assert!(!holds(r"\s*(?!(?:But|So)\s)[A-Z]", Side::After, "p. But now", 2));
        assert!(!holds(r"a(?=b)b", Side::After, "x ab", 1), "only where the place is");
    }

    #[test]
    fn a_pattern_that_explodes_does_not_match() {
        let text = "a".repeat(400);
        assert!(!holds(r"(?:a+)+(?=b)b", Side::Before, &text, 400));
    }
}
