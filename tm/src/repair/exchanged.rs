//! Lam and alef in the wrong order, as some fonts' ligatures come out: `اسالم` for the word written with lam first.
//!
//! Many words have alef before lam by right (سال, حال, مطالبات). So a document must show the damage with several
//! words of a list that are no words as they stand, and only these and words that end with two alefs and a lam are
//! mended.

use std::collections::HashSet;

use super::detect;
use super::pieces::is_right_letter;
use super::words::{ENDING, EXCHANGED, is_in};

const READ: &str = "\u{0627}\u{0644}";
const MEANT: &str = "\u{0644}\u{0627}";
/// Two alefs in a row stand in no Persian word but names whose hamza was left out: علاالدین.
const IMPOSSIBLE: &str = "\u{0627}\u{0627}\u{0644}";
/// Places without which nothing is done: two may be slips.
const ENOUGH: usize = 3;
/// Different words among them: one word may be a name.
const ENOUGH_WORDS: usize = 2;
/// Where lam stands before alef, so many times as many places must show the damage.
const OUTNUMBER: usize = 3;

/// Whether the words of the document show it.
pub(super) fn is_damaged(text: &str) -> bool {
    let (mut places, mut right) = (0, 0);
    let mut seen: HashSet<&str> = HashSet::new();
    for word in detect::sample(text).flat_map(words) {
        right += usize::from(word.contains(MEANT));
        if is_exchanged(word) {
            places += 1;
            seen.insert(word);
        }
    }
    places >= ENOUGH && seen.len() >= ENOUGH_WORDS && places > OUTNUMBER * right
}

/// The line with these words mended.
pub(super) fn mended(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(is_letter) {
        let (head, from) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let end = from.find(|c| !is_letter(c)).unwrap_or(from.len());
        let (word, after) = from.split_at_checked(end).unwrap_or((from, ""));
        text.push_str(head);
        if is_exchanged(word) {
            text.push_str(&word.replacen(READ, MEANT, 1));
        } else {
            text.push_str(word);
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

fn is_exchanged(word: &str) -> bool {
    let is_impossible = || {
        let (_, behind) = word.split_once(IMPOSSIBLE)?;
        Some(matches!(behind, "" | "ی" | "یی" | "تر" | "ترین" | "م" | "ت" | "ش") || is_in(behind, ENDING))
    };
    is_in(word, EXCHANGED) || is_impossible() == Some(true)
}

fn is_letter(c: char) -> bool {
    is_right_letter(c) && c != '\u{200C}'
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_none_are_mended_and_real_ones_stay() {
        let text = "کاال گران شد و انقالب آغاز شد.\nسال گذشته حال ما و مطالبات ما و اطالعیه کارگران\nکاال\u{200C}ها را خیال کن\n";
        assert!(is_damaged(text));
        let right = "کالا گران شد و انقلاب آغاز شد.\nسال گذشته حال ما و مطالبات ما و اطلاعیه کارگران\nکالا\u{200C}ها را خیال کن\n";
        assert_eq!(mended(text), right);
        assert!(!is_damaged(right));
    }

    #[test]
    fn single_slips_and_real_words_prove_nothing() {
        assert!(!is_damaged("کاال کاال کاال کارگران آمدند."));
        assert!(!is_damaged("سال سالم عالم مطالبه فعالیت خیال حال مال طالب تالش خالصه مطالبات"));
        assert!(!is_damaged("علاالدین، بهاالدین، ضیاالدین و باالخره ماالشعیر"));
        assert!(!is_damaged("کاال، انقالب و اطالعات، اما کالا و انقلاب هم"));
    }
}
