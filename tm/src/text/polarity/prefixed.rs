//! Persian words that deny by a part of them: بی, غیر, نا.

use super::persian::Reader;
use super::{DenialKind, Found};

impl Reader<'_> {
    /// A word with a negative affix that begins at the atom.
    pub(super) fn prefixed_word(&self, at: usize) -> Option<Found> {
        let (head, to) =
            self.bi(at).or_else(|| self.ghair(at)).or_else(|| self.na(at)).or_else(|| self.apart(at))?;
        Some(Found { kind: DenialKind::Affix, head, from: at, to })
    }

    /// بی set apart, or glued in a listed word.
    fn bi(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        if word == "بی" {
            let next = self.after(at);
            let broadcasts = matches!(next, "بی" | "سی") || self.before(at) == "بی";
            return (!broadcasts && next.chars().count() > 1).then(|| (next.to_owned(), at + 2));
        }
        let rest = word.strip_prefix("بی").filter(|_| self.words.has_stem("bi", word))?;
        Some((rest.to_owned(), at + 1))
    }

    /// غیر set apart or glued; not غیر از (except) and غیره.
    fn ghair(&self, at: usize) -> Option<(String, usize)> {
        let rest = self.word(at).strip_prefix("غیر")?;
        if rest.is_empty() {
            let next = self.after(at);
            let denies =
                !matches!(next, "" | "از" | "و" | "را" | "ه" | "این" | "اینصورت") && self.before(at) != "به";
            return denies.then(|| (next.to_owned(), at + 2));
        }
        let denies = rest.chars().count() > 2 && !self.words.has("ghair_not", self.word(at));
        denies.then(|| (rest.to_owned(), at + 1))
    }

    /// نا set apart, or glued in a listed word.
    fn na(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        if word == "نا" {
            let next = self.after(at);
            return (next.chars().count() > 2).then(|| (next.to_owned(), at + 2));
        }
        let rest = word.strip_prefix("نا")?;
        if self.words.has("un_not", word) || !self.words.has_stem("un", word) {
            return None;
        }
        Some((rest.to_owned(), at + 1))
    }

    /// A second half that denies, glued to the first: شکستناپذیر.
    fn apart(&self, at: usize) -> Option<(String, usize)> {
        const HALVES: [&str; 2] = ["ناپذیر", "ناپذیری"];
        let word = self.word(at);
        let first =
            HALVES.iter().find_map(|half| word.strip_suffix(half)).filter(|f| f.chars().count() > 1)?;
        Some((first.to_owned(), at + 1))
    }
}
