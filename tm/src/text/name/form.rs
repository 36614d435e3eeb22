//! A name as names are compared: its letters alone, and where its words begin.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lists::Lists;
use super::transliteration::spelled_out;
use crate::text::letter::is_letter;
use crate::text::{ZWNJ, fold_text};

/// Most letters of a name that are compared: the longest names of companies and bodies stay below; it bounds the time.
pub(super) const MOST_LETTERS: usize = 64;

/// Letters of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Form {
    pub(super) letters: Vec<char>,
    /// Of each letter, the place of the first letter of its word.
    pub(super) word: Vec<usize>,
    pub(super) arabic: bool,
}

impl Form {
    /// Of a text: titles and the ezafe between Latin words are left out, marks and spaces only divide words.
    pub(super) fn new(text: &str) -> Form {
        let words = words(text);
        let lists = Lists::get();
        let untitled: Vec<&String> = words.iter().filter(|word| !lists.is_title(word)).collect();
        let kept: Vec<&String> = if untitled.is_empty() { words.iter().collect() } else { untitled };
        Form::of(&kept)
    }

    /// Of words of which none is a title.
    pub(super) fn of_words(words: &[String]) -> Form {
        Form::of(&words.iter().collect::<Vec<_>>())
    }

    fn of(words: &[&String]) -> Form {
        let last = words.len().saturating_sub(1);
        let mut form = Form::default();
        for (number, word) in words.iter().enumerate() {
            if number > 0 && number < last && matches!(word.as_str(), "e" | "ye" | "i" | "yi" | "\u{6CC}") {
                continue;
            }
            form.push(word);
        }
        form
    }

    fn push(&mut self, word: &str) {
        let start = self.letters.len();
        for letter in word.chars().take(MOST_LETTERS.saturating_sub(start)) {
            self.letters.push(letter);
            self.word.push(start);
            self.arabic |= is_arabic(letter);
        }
    }

    /// Whether a word begins at a place, the end of all included.
    pub(super) fn begins(&self, place: usize) -> bool {
        self.word.get(place).is_none_or(|start| *start == place)
    }

    /// The letter at a place; NUL, which no name has, outside.
    pub(super) fn at(&self, place: usize) -> char {
        self.letters.get(place).copied().unwrap_or('\0')
    }

    /// The letters from a place on.
    pub(super) fn from(&self, place: usize) -> &[char] {
        self.letters.get(place..).unwrap_or_default()
    }

    /// The word a letter stands in and its number there.
    pub(super) fn in_word(&self, place: usize) -> (&[char], usize) {
        let start = self.word.get(place).copied().unwrap_or(place);
        let end = (place + 1..self.letters.len()).find(|at| self.begins(*at)).unwrap_or(self.letters.len());
        (self.letters.get(start..end).unwrap_or_default(), place - start)
    }

    /// All letters.
    pub(super) fn key(&self) -> String {
        self.letters.iter().collect()
    }
}

/// The words of a text, each as plain letters: of the Arabic script without hamza, of Latin script small and without
/// diacritics.
pub(super) fn words(text: &str) -> Vec<String> {
    in_words(&fold_text(text))
}

/// Letters and spaces that a name has in its [`Form`] too, of which most names are.
pub(super) fn is_folded(c: char) -> bool {
    matches!(c, ' ' | 'a'..='z' | 'ا' | 'ب' | 'ت'..='غ' | 'ف' | 'ق' | 'ل'..='و' | 'پ' | 'چ' | 'ژ' | 'ک' | 'گ' | 'ی')
}

fn in_words(folded: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in folded.chars() {
        match c {
            '\'' => {}
            c if c == ZWNJ || !(is_letter(c) || is_combining_mark(c)) => words.push(String::new()),
            c => {
                if let Some(word) = words.last_mut() {
                    plain(c, word);
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A folded letter without marks.
pub(super) fn plain(c: char, word: &mut String) {
    match c {
        c if c.is_ascii() => word.push(c.to_ascii_lowercase()),
        '\u{621}' => {}
        '\u{622}' => word.push('\u{627}'),
        '\u{600}'..='\u{6FF}' => word.push(c),
        '\u{161}' | '\u{160}' | '\u{15F}' | '\u{15E}' => word.push_str("sh"),
        '\u{10D}' | '\u{10C}' => word.push_str("ch"),
        '\u{17E}' | '\u{17D}' => word.push_str("zh"),
        '\u{11F}' | '\u{11E}' | '\u{121}' => word.push_str("gh"),
        c => {
            for low in c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
                match spelled_out(low) {
                    "" => word.push(low),
                    letters => word.push_str(letters),
                }
            }
        }
    }
}

/// Whether a letter is of the Arabic script.
pub(super) fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_folded_is_the_word_it_stands_for(text in "[a-zابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]{1,40}") {
            prop_assert!(text.chars().all(is_folded));
            prop_assert_eq!(words(&text), [text]);
        }
    }
}
