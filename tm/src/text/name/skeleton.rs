//! Skeletons: the consonants of a name by class, equal for most spellings of a name in both scripts.

use super::form::{Form, MOST_LETTERS, is_arabic};

/// The consonants of a name by class.
///
/// Vowels, h, and what may be one (و, ی, v, w, y) are left out, doubled consonants count once; s stands for all of
/// س ص ث ز ذ ض ظ, k for ق غ ک گ, and c for ش چ ج ژ خ, because `ch` is one of them in English, another in German and
/// a third in French. A name that begins with a vowel begins with a. Names with one skeleton need not be one name
/// ([`super::related`] tells), and j for ی, as in German, is c.
pub fn skeleton(text: &str) -> String {
    quick(text).unwrap_or_else(|| of(&Form::new(text)))
}

/// The skeleton of a single word of folded Persian letters, which most are: nothing of it changes in its [`Form`].
fn quick(word: &str) -> Option<String> {
    let mut skeleton = String::new();
    for (at, letter) in word.chars().enumerate() {
        let class = class(letter);
        let is_plain = class.is_some() || matches!(letter, 'ا' | 'و' | 'ه' | 'ی' | 'ع' | 'ح');
        if !is_plain || at == MOST_LETTERS {
            return None;
        }
        if let Some(class) = class.filter(|class| !skeleton.ends_with(*class)) {
            skeleton.push(class);
        }
    }
    if word.starts_with(VOWELS) {
        skeleton.insert(0, 'a');
    }
    Some(skeleton)
}

/// Vowels that a name begins with.
const VOWELS: [char; 7] = ['\u{627}', '\u{639}', 'a', 'e', 'i', 'o', 'u'];

pub(super) fn of(form: &Form) -> String {
    let mut skeleton = String::new();
    let mut place = 0;
    while place < form.letters.len() {
        let (class, length) =
            if is_arabic(form.at(place)) { (class(form.at(place)), 1) } else { latin(form.from(place)) };
        if let Some(class) = class.filter(|class| !skeleton.ends_with(*class)) {
            skeleton.push(class);
        }
        place += length;
    }
    if VOWELS.contains(&form.at(0)) { format!("a{skeleton}") } else { skeleton }
}

/// The class of a Persian consonant.
fn class(letter: char) -> Option<char> {
    match letter {
        'ب' => Some('b'),
        'پ' => Some('p'),
        'ت' | 'ط' => Some('t'),
        'د' => Some('d'),
        'س' | 'ص' | 'ث' | 'ز' | 'ذ' | 'ض' | 'ظ' => Some('s'),
        'ش' | 'چ' | 'ج' | 'ژ' | 'خ' => Some('c'),
        'ق' | 'غ' | 'ک' | 'گ' => Some('k'),
        'ل' => Some('l'),
        'م' => Some('m'),
        'ن' => Some('n'),
        'ر' => Some('r'),
        'ف' => Some('f'),
        _ => None,
    }
}

/// Letters that stand for one sound together, the longest first.
const TOGETHER: &[(&str, char)] = &[
    ("tsch", 'c'),
    ("dsch", 'c'),
    ("sch", 'c'),
    ("tch", 'c'),
    ("dzh", 'c'),
    ("sh", 'c'),
    ("ch", 'c'),
    ("kh", 'c'),
    ("zh", 'c'),
    ("sj", 'c'),
    ("tj", 'c'),
    ("dj", 'c'),
    ("gh", 'k'),
    ("ck", 'k'),
    ("ph", 'f'),
    ("th", 't'),
];

fn latin(letters: &[char]) -> (Option<char>, usize) {
    let starts =
        |together: &str| together.chars().zip(letters).filter(|(a, b)| a == *b).count() == together.len();
    if let Some((together, class)) = TOGETHER.iter().find(|(together, _)| starts(together)) {
        return (Some(*class), together.len());
    }
    let class = letters.first().and_then(|letter| match letter {
        'b' | 'p' | 't' | 'd' | 's' | 'l' | 'm' | 'n' | 'r' | 'f' | 'k' => Some(*letter),
        'z' => Some('s'),
        'j' | 'x' => Some('c'),
        'q' | 'g' | 'c' => Some('k'),
        _ => None,
    });
    (class, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Script;
    use crate::text::fold::tests::persian_text;
    use crate::text::tokens;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quick_way_gives_the_same(text in persian_text(), letters in "[اآبپتعحهیوئءكي\u{200C}]{0,70}") {
            for word in tokens(&text, Script::Arabic).into_iter().map(|t| t.text).chain([letters]) {
                if let Some(skeleton) = quick(&word) {
                    prop_assert_eq!(skeleton, of(&Form::new(&word)), "{}", word);
                }
            }
        }
    }
}
