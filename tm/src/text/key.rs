//! The exact key: what two spellings of the same text share.

use super::fold::{Folded, Sink, ZWNJ, fold, fold_into};
use super::orthography::{Appended, append, ends_in_ezafe};
use crate::lang::Script;

/// The exact key: what two spellings of the same text share.
///
/// In the Arabic script all spaces and ZWNJ are dropped from the folded text and words with several spellings have one
/// (`data/fa/seats.tsv`, `data/fa/silent_heh.tsv`); other scripts keep single spaces and case.
pub fn exact_key(text: &str, script: Script) -> String {
    make(text, Key::new(text, script, None)).text
}

/// The exact key, each of its characters with what it stands for in the text.
pub(crate) fn traced_key(text: &str, script: Script) -> Folded {
    let key = make(text, Key::new(text, script, Some(Vec::with_capacity(text.len() / 2))));
    Folded { text: key.text, origins: key.origins.unwrap_or_default() }
}

fn make(text: &str, mut key: Key) -> Key {
    if fold_into(text, &mut key) {
        // Marks are rare enough to pay for the offsets that composing needs.
        let folded = fold(text);
        key.clear();
        folded.text.chars().zip(&folded.origins).for_each(|(c, from)| key.push(c, *from));
    }
    key.end_word();
    key
}

/// A heh that a ی apart from it makes ezafe is not a word's only letter: lists name letters too.
const LEAST_LETTERS: usize = 2;

struct Key {
    text: String,
    origins: Option<Vec<(u32, u32)>>,
    arabic: bool,
    /// Letters since the last gap or mark.
    letters: usize,
    /// Letters before the gap that was last, if only letters and one gap stood between.
    before: usize,
    /// Whether the last letter is ی behind a gap and a heh.
    apart: bool,
}

impl Key {
    fn new(text: &str, script: Script, origins: Option<Vec<(u32, u32)>>) -> Key {
        let arabic = script == Script::Arabic;
        Key { text: String::with_capacity(text.len()), origins, arabic, letters: 0, before: 0, apart: false }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.origins = self.origins.take().map(|_| Vec::new());
        (self.letters, self.before, self.apart) = (0, 0, false);
    }

    fn push_letter(&mut self, c: char, from: (u32, u32)) {
        self.apart =
            c == 'ی' && self.letters == 0 && self.before >= LEAST_LETTERS && self.text.ends_with('ه');
        self.letters += 1;
        let appended = append(&mut self.text, c, self.letters);
        let Some(origins) = &mut self.origins else { return };
        origins.push(from);
        if let Appended::Reseated(were, are) = appended
            && were != are
        {
            let first = origins.len().saturating_sub(were);
            let start = origins.get(first).map_or(from.0, |o| o.0);
            origins.truncate(first);
            origins.extend(std::iter::repeat_n((start, from.1), are));
        }
    }

    fn end_word(&mut self) {
        if self.letters > 0 && self.arabic && ends_in_ezafe(&self.text, self.apart) {
            self.text.pop();
            self.origins.as_mut().map(Vec::pop);
        }
        (self.letters, self.before, self.apart) = (0, self.letters, false);
    }
}

impl Sink for Key {
    fn push(&mut self, c: char, from: (u32, u32)) {
        if self.arabic && is_letter(c) {
            return self.push_letter(c, from);
        }
        self.end_word();
        if c == ZWNJ || c == ' ' && self.arabic {
            return;
        }
        self.before = 0;
        self.text.push(c);
        if let Some(origins) = &mut self.origins {
            origins.push(from);
        }
    }

    fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    fn make_last(&mut self, c: char, end: u32) {
        self.text.pop();
        self.text.push(c);
        self.extend(end);
    }

    fn extend(&mut self, end: u32) {
        if let Some(last) = self.origins.as_mut().and_then(|o| o.last_mut()) {
            last.1 = end;
        }
    }
}

/// Letters of the Arabic script, as folding leaves them: signs and digits of its block have become others.
fn is_letter(c: char) -> bool {
    ('\u{0620}'..='\u{06FF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::text::fold::tests::persian_text;
    use proptest::prelude::*;

    fn key(text: &str) -> String {
        exact_key(text, Script::Arabic)
    }

    proptest! {
        #[test]
        fn the_key_of_a_folded_text_is_the_key(text in persian_text()) {
            for script in [Script::Arabic, Script::Latin] {
                prop_assert_eq!(exact_key(fold(&text).as_str(), script), exact_key(&text, script));
            }
        }

        #[test]
        fn a_traced_key_is_the_key_and_stands_in_the_text_in_order(text in persian_text()) {
            for script in [Script::Arabic, Script::Latin] {
                let traced = traced_key(&text, script);
                prop_assert_eq!(traced.as_str(), exact_key(&text, script));
                prop_assert_eq!(traced.as_str().chars().count(), traced.char_count());
                let mut before = 0;
                for i in 0..traced.char_count() {
                    let span = traced.source_span(Span::new(i, i + 1)).unwrap();
                    prop_assert!(before <= span.start && span.start < span.end && span.end <= text.chars().count());
                    before = span.start;
                }
            }
        }
    }

    #[test]
    fn ezafe_behind_a_silent_heh_has_one_key() {
        for spelling in
            ["خانۀ ما", "خانه\u{0654} ما", "خانه\u{200C}ی ما", "خانه ی ما", "خانه\u{200C}ي ما", "خانهی ما"]
        {
            assert_eq!(key(spelling), "خانهما", "{spelling}");
        }
        assert_eq!(key("خانه\u{200C}ی"), key("خانه"));
        assert_eq!(key("«خانه\u{200C}ی»"), key("«خانه»"));
        for (one, other) in [
            ("خانه\u{200C}ای", "خانه"),
            ("گروهی", "گروه"),
            ("ه ی", "ه"),
            ("خانه یک", "خانه ک"),
            ("خانه، ی", "خانه،"),
        ] {
            assert_ne!(key(one), key(other), "{one}");
        }
    }

    #[test]
    fn a_hamza_has_one_seat() {
        for (one, other) in [
            ("مسؤول", "مسئول"),
            ("شؤون", "شئون"),
            ("هیأت\u{200C}ها", "هیئت ها"),
            ("سئوال", "سؤال"),
            ("امضاء کنندگان", "امضا کنندگان"),
            ("اعضاء", "اعضا"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        assert_ne!(key("جزء"), key("جز"));
    }
}
