//! What is left of the kashidas that stretch words to the width of a line.
//!
//! A kashida says nothing. Where it became a sign that is no letter (U+FFFD, `(cid:5)`, `J`, `'`), the sign goes; where
//! it became a blank, the blank goes when the word stands whole elsewhere in the document.

use std::collections::{HashMap, HashSet};

use super::debris::is_unread;
use super::detect;
use super::pieces::is_right_letter;
use super::words::{JOIN, folded, is_in};

/// Places where a sign stands between letters that a kashida joins. A lost letter stands anywhere: with two letters in
/// three joined to the next, as many places would all be so once in a hundred documents of lost letters.
const ENOUGH: usize = 12;
/// Different letters behind them: `خانه'ی`, `خانه'ها` are how some people write endings.
const ENOUGH_LETTERS: usize = 3;
/// One place in so many may be another.
const ALMOST_ALL: usize = 20;
/// Letters that stand alone, without which blanks are no debris: initials and list letters are fewer.
const ENOUGH_ALONE: usize = 12;
/// One word in so many is a letter that stands alone.
const ONE_IN: usize = 12;
/// Parts a word is put together from: a word has that many places for a kashida.
const MOST_PARTS: usize = 6;
/// Words that are counted: 200,000 are a book, and as many bound the memory.
const MOST_WORDS: usize = 200_000;

/// A document without the signs that took the place of kashidas; nothing when there are none.
pub(super) fn without_signs(text: &str) -> Option<String> {
    let signs: Vec<Sign> = Sign::all().filter(|sign| sign.is_kashida(text)).collect();
    (!signs.is_empty()).then(|| {
        let mut clean = text.to_owned();
        for sign in signs {
            clean = sign.removed(&clean);
        }
        clean
    })
}

/// What a kashida may have become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// `(cid:5)` of pdfminer.
    Glyph,
    /// A character of its own.
    Character(char),
}

impl Sign {
    /// All there are; a control character is what a font without a table of letters gives.
    fn all() -> impl Iterator<Item = Sign> {
        let controls = ('\0'..' ').filter(|c| is_unread(*c));
        let characters = ['\u{FFFD}', 'J', '\''].into_iter().chain(controls);
        std::iter::once(Sign::Glyph).chain(characters.map(Sign::Character))
    }

    /// Whether the sign stands where kashidas do, in lines of either direction.
    fn is_kashida(self, text: &str) -> bool {
        let (mut all, mut forward, mut backward) = (0, 0, 0);
        let mut behind = HashSet::new();
        for line in detect::sample(text) {
            for (before, after) in self.places(line) {
                if !before.is_some_and(is_letter) && !after.is_some_and(is_letter) {
                    continue;
                }
                all += 1;
                let (Some(before), Some(after)) = (before, after) else { continue };
                behind.insert(after);
                forward += usize::from(joins(before) && is_letter(after));
                backward += usize::from(joins(after) && is_letter(before));
            }
        }
        let right = forward.max(backward);
        right >= ENOUGH && (all - right) * ALMOST_ALL <= all && behind.len() >= ENOUGH_LETTERS
    }

    /// The characters before and behind each run of the sign.
    fn places(self, line: &str) -> Vec<(Option<char>, Option<char>)> {
        let mut places = Vec::new();
        let mut rest = line;
        let mut before = None;
        while let Some((at, length)) = self.next(rest) {
            let head = rest.get(..at).unwrap_or_default();
            let after = rest.get(at + length..).unwrap_or_default();
            places.push((head.chars().next_back().or(before), after.chars().next()));
            before = None;
            rest = after;
        }
        places
    }

    /// Where the next run of the sign starts and how long it is, in bytes.
    fn next(self, text: &str) -> Option<(usize, usize)> {
        let start = match self {
            Sign::Glyph => text.find("(cid:"),
            Sign::Character(c) => text.find(c),
        }?;
        let mut rest = text.get(start..)?;
        let mut length = 0;
        while let Some(one) = self.one(rest) {
            length += one;
            rest = rest.get(one..)?;
        }
        // An unclosed `(cid:` is text, and what stands behind it is looked at for itself.
        if length == 0 {
            let (at, length) = self.next_behind(text, start)?;
            return Some((at, length));
        }
        Some((start, length))
    }

    fn next_behind(self, text: &str, start: usize) -> Option<(usize, usize)> {
        let mut from = start + 1;
        while let Some(at) = text.get(from..)?.find("(cid:") {
            let length = self.one(text.get(from + at..)?);
            if let Some(length) = length {
                return Some((from + at, length));
            }
            from += at + 1;
        }
        None
    }

    /// The bytes of one sign at the start.
    fn one(self, text: &str) -> Option<usize> {
        match self {
            Sign::Character(c) => text.starts_with(c).then_some(c.len_utf8()),
            Sign::Glyph => {
                let digits = text.strip_prefix("(cid:")?;
                let count = digits.bytes().take_while(u8::is_ascii_digit).count();
                let is_closed = count > 0 && digits.get(count..)?.starts_with(')');
                is_closed.then_some("(cid:".len() + count + 1)
            }
        }
    }

    /// The text without the sign between letters.
    fn removed(self, text: &str) -> String {
        let mut clean = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((at, length)) = self.next(rest) {
            let (head, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let (sign, after) = from.split_at_checked(length).unwrap_or((from, ""));
            clean.push_str(head);
            let is_inside = clean.ends_with(is_letter) && after.starts_with(is_letter);
            if !is_inside {
                clean.push_str(sign);
            }
            rest = after;
        }
        clean.push_str(rest);
        clean
    }
}

/// The words of a document whose kashidas became blanks.
#[derive(Debug, Default)]
pub(super) struct Blanks {
    counts: HashMap<String, usize>,
    alone: usize,
    all: usize,
}

impl Blanks {
    /// Counts the words of a line in logical order. Alphabets, crosswords and spaced-out titles, more than half of
    /// whose words are letters, say nothing.
    pub(super) fn add(&mut self, line: &str) {
        let words = || line.split_whitespace().filter(|word| !bare(word).is_empty());
        if 2 * words().filter(|word| bare(word).chars().nth(1).is_none()).count() > words().count() {
            return;
        }
        for word in line.split_whitespace() {
            let bare = bare(word);
            if bare.is_empty() {
                continue;
            }
            self.all += 1;
            self.alone += usize::from(is_alone(word));
            if self.counts.len() < MOST_WORDS {
                *self.counts.entry(folded(bare)).or_default() += 1;
            }
        }
    }

    /// Whether words are torn.
    pub(super) fn are_debris(&self) -> bool {
        self.alone >= ENOUGH_ALONE && self.alone * ONE_IN >= self.all
    }

    /// The line with the words put together that stand whole elsewhere, and whether blanks are left in others.
    pub(super) fn joined(&self, line: &str) -> (String, bool) {
        let tokens: Vec<&str> = line.split(' ').collect();
        let mut words: Vec<String> = Vec::new();
        let mut is_left = false;
        let mut rest = tokens.as_slice();
        while let Some(first) = rest.first() {
            let count = self.parts(rest);
            let (parts, behind) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            is_left |= count == 1 && is_alone(first);
            words.push(parts.concat());
            rest = behind;
        }
        (words.join(" "), is_left)
    }

    /// How many of the next parts make one word.
    fn parts(&self, tokens: &[&str]) -> usize {
        let mut word = String::new();
        let mut longest = 1;
        for (index, token) in tokens.iter().take(MOST_PARTS).enumerate() {
            if index > 0 && !token.starts_with(is_letter) {
                break;
            }
            word.push_str(token);
            let parts = tokens.get(..=index).unwrap_or_default();
            if index > 0 && self.is_whole(bare(&word)) && !parts.iter().all(|part| self.stands(part)) {
                longest = index + 1;
            }
            if !token.ends_with(joins) {
                break;
            }
        }
        longest
    }

    /// A word that stands whole elsewhere.
    fn is_whole(&self, word: &str) -> bool {
        is_in(word, JOIN) || (word.chars().nth(1).is_some() && self.counts.contains_key(&folded(word)))
    }

    /// A part that is a word of its own.
    fn stands(&self, part: &str) -> bool {
        !is_alone(part)
            && (is_in(bare(part), JOIN)
                || self.counts.get(&folded(bare(part))).is_some_and(|count| *count > 1))
    }
}

/// A single letter that is no word: not `و`, no initial and no letter of a list.
fn is_alone(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| is_letter(*c));
    let is_one = letters.next().is_some_and(|c| c != 'و') && letters.next().is_none();
    is_one && !word.contains([')', '(', '-', '/']) && !(word.ends_with('.') && word.chars().count() == 2)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !is_letter(c))
}

/// A letter: no vowel mark, no sign of the Quran, no kashida, which is also set for a dash, and no ligature that is a word.
fn is_letter(c: char) -> bool {
    is_right_letter(c)
        && !matches!(c, '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{06D6}'..='\u{06ED}' | '\u{FD3E}'..='\u{FDFF}')
}

/// Letters that join the next one, as a kashida needs it.
fn joins(c: char) -> bool {
    is_letter(c)
        && !matches!(
            c,
            'ا' | 'آ' | 'أ' | 'إ' | 'د' | 'ذ' | 'ر' | 'ز' | 'ژ' | 'و' | 'ؤ' | 'ء' | 'ة' | '\u{200C}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_between_joined_letters_are_kashidas() {
        let clean = "کارگران شهر بیدارند و نان خود را می\u{200C}خواهند\n";
        for sign in ["\u{FFFD}\u{FFFD}", "(cid:5)", "JJ", "'", "\u{3}"] {
            let torn = |text: String, (left, right): (&str, &str)| {
                text.replace(&format!("{left}{right}"), &format!("{left}{sign}{right}"))
            };
            let stretched = [("ش", "ه"), ("ب", "ی"), ("ن", "د")].into_iter().fold(clean.to_owned(), torn);
            assert_eq!(without_signs(&stretched.repeat(8)), Some(clean.repeat(8)), "{sign:?}");
        }
    }

    #[test]
    fn lost_letters_and_names_are_none() {
        assert_eq!(without_signs(&"کا\u{FFFD}ر د\u{FFFD}ر نا\u{FFFD}\n".repeat(20)), None);
        assert_eq!(without_signs(&"O'Neil و J. Jones آمدند (cid: 5)\n".repeat(20)), None);
    }

    #[test]
    fn an_apostrophe_before_an_ending_is_none() {
        assert_eq!(without_signs(&"خانه'ی ما و پرنده'ی او و بچه'ها آمدند\n".repeat(20)), None);
    }

    #[test]
    fn blanks_go_where_the_word_stands_whole_elsewhere() {
        let mut blanks = Blanks::default();
        for _ in 0..8 {
            blanks.add("کارگران کارخانه به شهر");
            blanks.add("ک ارگران کارخان ه");
        }
        assert!(blanks.are_debris());
        assert_eq!(blanks.joined("ک ارگران کارخان ه ب ه"), ("کارگران کارخانه به".to_owned(), false));
        assert_eq!(blanks.joined("ن اشناس و کارگران ۱۲"), ("ن اشناس و کارگران ۱۲".to_owned(), true));
    }

    #[test]
    fn alphabets_dashes_and_signs_of_the_quran_are_no_debris() {
        for line in
            ["ا ب پ ت ث و ه ی", "۱. ن ا ن", "مزد ـ نان ـ کار", "\u{06D6} قل هو الله", "محمد \u{FDFA} گفت"]
        {
            let mut blanks = Blanks::default();
            (0..20).for_each(|_| blanks.add(line));
            assert!(!blanks.are_debris(), "{line}");
        }
    }

    #[test]
    fn list_letters_and_initials_are_no_debris() {
        let mut blanks = Blanks::default();
        for _ in 0..20 {
            blanks.add("ب) نان ا. رهگذر و کار");
        }
        assert!(!blanks.are_debris());
    }
}
