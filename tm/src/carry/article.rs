//! The English article in front of what was exchanged: a 5-day strike, an 8-day strike.

use super::Pair;
use super::place::{Edit, slice};
use super::words::with_capital_of;
use crate::span::Span;

/// The edit, with the article before it where that has to change.
pub(super) fn fitted(pair: &Pair<'_>, edit: Edit) -> Edit {
    if pair.target_lang.primary() != "en" {
        return edit;
    }
    let before: Vec<char> = pair.target.chars().take(edit.span.start).collect();
    let Some((' ', words)) = before.split_last().map(|(last, rest)| (*last, rest)) else { return edit };
    let start = words.iter().rposition(|c| !c.is_alphabetic()).map_or(0, |at| at + 1);
    let article: String = words.get(start..).unwrap_or_default().iter().collect();
    let old = slice(pair.target, edit.span);
    let wanted = if begins_with_vowel(&edit.text) { "an" } else { "a" };
    let is_article = matches!(article.to_lowercase().as_str(), "a" | "an");
    if !is_article || begins_with_vowel(&old) == begins_with_vowel(&edit.text) {
        return edit;
    }
    let text = format!("{} {}", with_capital_of(&article, wanted), edit.text);
    Edit { span: Span::new(start, edit.span.end), text, ..edit }
}

/// By sound: eight, 8, 80, 11, 18 and 800 begin with one; one, union and European do not.
fn begins_with_vowel(text: &str) -> bool {
    let text = text.to_lowercase();
    let digits: String =
        text.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
    if !digits.is_empty() {
        let eleven_or_eighteen =
            digits.len() % 3 == 2 && (digits.starts_with("11") || digits.starts_with("18"));
        return digits.starts_with('8') || eleven_or_eighteen;
    }
    let consonant = ["one", "once", "uni", "eu", "use", "usu"].iter().any(|start| text.starts_with(start));
    let silent = ["hour", "honest", "honour", "heir"].iter().any(|start| text.starts_with(start));
    silent
        || text.starts_with(['a', 'e', 'i', 'o', 'u']) && !consonant
        || text.starts_with("unin")
        || text.starts_with("unim")
}

#[cfg(test)]
mod tests {
    use super::begins_with_vowel;

    #[test]
    fn vowels_are_heard_not_read() {
        for text in ["8-day", "11-day", "18", "80", "eight", "hour", "11,000", "uninsured"] {
            assert!(begins_with_vowel(text), "{text}");
        }
        for text in ["5-day", "110", "1,100", "one-day", "union", "strike"] {
            assert!(!begins_with_vowel(text), "{text}");
        }
    }
}
