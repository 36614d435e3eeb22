//! What stands around a possible term: boundaries, cues, words that forbid it.

use tm::text::ZWNJ;

use super::tables::{Kind, Tables};
use crate::finder::Form;

/// The folded text a scan runs over.
#[derive(Clone, Copy)]
pub(super) struct Context<'t> {
    pub(super) text: &'t [char],
    /// Places between letters where a term that was found shows the end of a word, in order.
    pub(super) breaks: &'t [usize],
}

/// Letters of one script, or digits: what runs together in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Arabic,
    Digit,
    Letter,
    None,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        // Most letters by far, all alphabetic.
        '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' => Class::Arabic,
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' if c.is_alphabetic() => Class::Arabic,
        c if c.is_alphanumeric() => Class::Letter,
        _ => Class::None,
    }
}

impl<'t> Context<'t> {
    pub(super) fn at(self, place: usize) -> Option<char> {
        self.text.get(place).copied()
    }

    fn class(self, place: usize) -> Class {
        self.at(place).map_or(Class::None, class)
    }

    /// Whether two neighbours belong to one word.
    pub(super) fn joined(self, place: usize) -> bool {
        let here = self.class(place);
        here != Class::None
            && place.checked_sub(1).is_some_and(|before| self.class(before) == here)
            && self.breaks.binary_search(&place).is_err()
    }

    fn is_word(self, place: usize) -> bool {
        self.class(place) != Class::None
    }

    /// Whether a term may begin here.
    pub(super) fn starts(self, place: usize) -> bool {
        if !self.is_word(place) || self.joined(place) {
            return false;
        }
        match place.checked_sub(1).and_then(|before| self.at(before)) {
            Some(ZWNJ) => Tables::get().is(Kind::Joiner, self.word_before(place - 1)),
            Some(' ') => !Tables::get().is(Kind::Blocker, self.word_before(place - 1)),
            _ => true,
        }
    }

    /// The letters right before a place, up to the nearest separator.
    fn word_before(self, end: usize) -> &'t [char] {
        let before = self.text.get(..end).unwrap_or_default();
        let start = before.iter().rposition(|c| class(*c) == Class::None).map_or(0, |at| at + 1);
        before.get(start..).unwrap_or_default()
    }

    /// The letters from a place on, up to the next separator.
    fn word_at(self, start: usize) -> &'t [char] {
        let rest = self.text.get(start..).unwrap_or_default();
        let end = rest.iter().position(|c| class(*c) == Class::None).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// Whether a term in this form may end here.
    pub(super) fn ends(self, place: usize, form: Form) -> bool {
        match self.at(place) {
            Some(ZWNJ) if self.is_word(place + 1) => {
                // Nothing is derived from a plural: a ZWNJ after it stands for a space.
                form.has(Form::PLURAL) || Tables::get().is(Kind::Enclitic, self.word_at(place + 1))
            }
            _ if self.joined(place) => self.ends_before_enclitic(place, form),
            _ => true,
        }
    }

    /// Whether what is glued on is a word of its own: فقرو فلاکت, کارگرانرا, کارگرانیکه.
    fn ends_before_enclitic(self, place: usize, form: Form) -> bool {
        let word = self.word_at(place);
        if !Tables::get().is(Kind::Enclitic, word) {
            return false;
        }
        let after = place + word.len();
        match word {
            ['\u{0648}'] => self.at(after) == Some(' ') && self.is_word(after + 1),
            ['\u{06A9}', ..] => form.has(Form::INDEFINITE) || form.has(Form::PLURAL),
            ['\u{0631}', ..] => self.at(after) != Some(ZWNJ),
            _ => false,
        }
    }

    /// Whether the word before, or the word after a noun that no other noun governs, shows that its -i is the
    /// article; `strong` says that the word before does.
    pub(super) fn shows_article(self, start: usize, end: usize) -> Cue {
        let tables = Tables::get();
        let before = self.token_before(start);
        if before.is_some_and(|word| tables.is(Kind::Cue, word)) {
            return Cue::Strong;
        }
        let glued = self.word_at(end);
        let after = match self.at(end) {
            Some(' ' | ZWNJ) => self.word_at(end + 1),
            _ => glued,
        };
        if tables.is(Kind::Follower, after) && self.is_ungoverned(start) { Cue::Weak } else { Cue::None }
    }

    /// Whether the neighbours of a noun of action leave its -i no other reading than the article: a function word or
    /// adverb stands before, or the sentence begins where no abstract noun can have this form, and it is no predicate.
    pub(super) fn stands_alone(self, start: usize, end: usize, is_abstract: bool) -> bool {
        let after = self.at(end).filter(|c| *c == ' ').map(|_| self.word_at(end + 1)).unwrap_or_default();
        let opened = match self.token_before(start) {
            Some(word) => Tables::get().is(Kind::Opener, word),
            None => !is_abstract && !after.is_empty() && self.begins_sentence(start),
        };
        opened && !Tables::get().is(Kind::Copula, after)
    }

    fn begins_sentence(self, start: usize) -> bool {
        let before = self.text.get(..start).unwrap_or_default();
        let last = before.iter().rev().find(|c| !c.is_whitespace());
        last.is_none_or(|c| matches!(c, '.' | '!' | '?' | '\u{061F}' | ':' | '\u{061B}'))
    }

    /// Whether no noun stands right before that could govern this one.
    pub(super) fn is_ungoverned(self, start: usize) -> bool {
        let tables = Tables::get();
        let Some(word) = self.token_before(start) else { return true };
        if tables.is(Kind::Coordinator, word) {
            // Before a glued coordinator there is nothing to look at.
            let begins = start.checked_sub(word.len() + 1);
            return begins.is_none_or(|before| self.token_before(before).is_none());
        }
        tables.is(Kind::Opener, word) || tables.is(Kind::Cue, word)
    }

    /// The word before, when only a space or ZWNJ is between; the prefix itself for a term with a glued prefix.
    fn token_before(self, start: usize) -> Option<&'t [char]> {
        let before = start.checked_sub(1)?;
        let word = match self.at(before)? {
            ' ' | ZWNJ => self.word_before(before),
            _ if self.joined(start) => self.word_before(start),
            _ => return None,
        };
        (!word.is_empty()).then_some(word)
    }
}

/// How sure a neighbour makes us of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Nothing does.
    None,
    /// A relative clause or object marker follows.
    Weak,
    /// A determiner stands before.
    Strong,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(text: &str, ask: impl FnOnce(Context<'_>) -> T) -> T {
        let text: Vec<char> = text.chars().collect();
        ask(Context { text: &text, breaks: &[] })
    }

    #[test]
    fn a_term_begins_at_a_word_or_after_a_joined_function_word() {
        assert!(with("4اتاق", |c| c.starts(1)));
        assert!(with("به\u{200C}کارگران", |c| c.starts(3)));
        assert!(!with("بی\u{200C}بیمه", |c| c.starts(3)));
        assert!(!with("می زنند", |c| c.starts(3)));
        assert!(!with("کارگر", |c| c.starts(1)));
    }

    #[test]
    fn a_glued_function_word_ends_a_term() {
        assert!(with("فقرو فلاکت", |c| c.ends(3, Form::BASE)));
        assert!(!with("فقرو", |c| c.ends(3, Form::BASE)));
        assert!(with("کارگرانرا", |c| c.ends(7, Form::PLURAL)));
        assert!(!with("تشکل\u{200C}یابی", |c| c.ends(4, Form::BASE)));
        assert!(with("اعتصاب_غذا", |c| c.ends(6, Form::BASE)));
    }

    #[test]
    fn the_article_is_shown_by_neighbours() {
        assert_eq!(with("هر کارگری", |c| c.shows_article(3, 9)), Cue::Strong);
        assert_eq!(with("کارگری که", |c| c.shows_article(0, 6)), Cue::Weak);
        assert_eq!(with("جنبش کارگری که", |c| c.shows_article(5, 11)), Cue::None);
        assert_eq!(with("با کارگری که", |c| c.shows_article(3, 9)), Cue::Weak);
    }
}
