//! The Persian words of a line.

use super::line::{Line, is_letter, is_vowel};

/// A word, and what it is beneath vowels and the spelling of its letters.
#[derive(Debug)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// The words that rules may touch, in order.
pub(super) fn words(line: &Line) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (index, cell) in line.cells.iter().enumerate() {
        let inside =
            is_letter(cell.c) || open && (is_vowel(cell.c) || matches!(cell.c, '\u{200C}' | '\u{0640}'));
        if !inside || cell.shielded {
            open = false;
            continue;
        }
        if !open {
            words.push(Word { start: index, end: index, text: String::new() });
        }
        open = true;
        if let Some(word) = words.last_mut() {
            word.end = index + 1;
            match cell.c {
                'ي' | 'ى' | 'ئ' => word.text.push('ی'),
                'ك' => word.text.push('ک'),
                c if is_vowel(c) || c == '\u{0640}' => {}
                c => word.text.push(c),
            }
        }
    }
    words
}

/// Whether one blank and nothing else stands between two words.
pub(super) fn is_near(line: &Line, first: &Word, second: &Word) -> bool {
    first.end + 1 == second.start && line.at(first.end) == Some(' ')
}
