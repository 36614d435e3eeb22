//! The endings that a word may carry from a place in the text.

use tm::text::ZWNJ;

use super::tables::{Conditions, State, Suffix, Tables};
use crate::finder::Form;

/// A way to read the endings after a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ending {
    /// Where it ends.
    pub(super) end: usize,
    /// What it is.
    pub(super) form: Form,
    /// What must hold.
    pub(super) conditions: Conditions,
}

/// The most endings one after the other: plural, ezafe, clitic.
const MAX_DEPTH: u8 = 4;

/// Collects every way to read endings from `at` after a word of class `state`, the empty one included.
///
/// `inner` is for a word that another word of the term follows.
pub(super) fn endings(text: &[char], at: usize, state: State, inner: bool, out: &mut Vec<Ending>) {
    let start = Ending { end: at, ..Ending::default() };
    out.push(start);
    follow(text, start, state, inner, 0, out);
}

/// The endings that replace the last letter of a word: گان for ه, ات for ه or ت.
pub(super) fn replacing(text: &[char], at: usize, state: State, inner: bool, out: &mut Vec<Ending>) {
    follow(text, Ending { end: at, ..Ending::default() }, state, inner, 0, out);
}

fn follow(text: &[char], so_far: Ending, state: State, inner: bool, depth: u8, out: &mut Vec<Ending>) {
    if depth == MAX_DEPTH {
        return;
    }
    for suffix in Tables::get().suffixes(state) {
        let allowed = if inner { suffix.inner } else { suffix.last };
        let Some(end) = after_joint(text, so_far.end, suffix).filter(|_| allowed) else { continue };
        let ending = Ending {
            end,
            form: so_far.form.and(suffix.form),
            conditions: both(so_far.conditions, suffix.conditions),
        };
        out.push(ending);
        follow(text, ending, suffix.next, inner, depth + 1, out);
    }
}

fn after_joint(text: &[char], at: usize, suffix: &Suffix) -> Option<usize> {
    let from = match text.get(at)? {
        &ZWNJ if suffix.joints.zwnj => at + 1,
        ' ' | '_' if suffix.joints.space => at + 1,
        _ if suffix.joints.glued => at,
        _ => return None,
    };
    let end = from + suffix.letters.len();
    (text.get(from..end)? == suffix.letters).then_some(end)
}

fn both(a: Conditions, b: Conditions) -> Conditions {
    Conditions {
        ya: a.ya || b.ya,
        nisba: a.nisba || b.nisba,
        long: a.long || b.long,
        adjective: a.adjective || b.adjective,
        ambiguous: a.ambiguous || b.ambiguous,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forms(text: &str, at: usize, state: State) -> Vec<String> {
        let text: Vec<char> = text.chars().collect();
        let mut out = vec![];
        endings(&text, at, state, false, &mut out);
        out.retain(|e| e.end == text.len());
        out.iter().map(|e| e.form.to_string()).collect()
    }

    #[test]
    fn endings_follow_each_other() {
        assert_eq!(forms("کارگرانشان", 5, State::Consonant), ["plural+clitic"]);
        assert_eq!(forms("شوراهایی", 4, State::Vowel), ["plural+indefinite"]);
        assert_eq!(forms("خواسته\u{200C}های\u{200C}شان", 6, State::Heh), ["plural+ezafe+clitic"]);
        assert_eq!(forms("سرمایه\u{200C}دارانست", 10, State::Consonant), ["plural+copula"]);
        assert_eq!(forms("کارگاه", 3, State::Consonant), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_leave_the_text(text in "[ا-یهای\u{200C} ]{0,20}", at in 0usize..25) {
            let text: Vec<char> = text.chars().collect();
            let mut out = vec![];
            endings(&text, at, State::Heh, true, &mut out);
            prop_assert!(out.iter().skip(1).all(|e| e.end <= text.len()));
        }
    }
}
