//! English, German, French and Swedish: listed words, and the pairs of words that deny once.

use super::atoms::Atom;
use super::lexicon::Lexicon;
use super::{DenialKind, Found};

/// The denials of a text in one of the four languages.
pub(super) fn read(atoms: &[Atom], lang: &str) -> Vec<Found> {
    let reader = Reader { atoms, words: Lexicon::latin(lang), lang };
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        match reader.denial(at) {
            Some(denial) => {
                at = denial.to.max(at + 1);
                found.push(denial);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'a> {
    atoms: &'a [Atom],
    words: &'static Lexicon,
    lang: &'a str,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |a| a.text.as_str())
    }

    fn denial(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let kind = match word {
            _ if self.is_contracted(at) => DenialKind::Verb,
            _ if self.is_silent(at) => return None,
            _ if self.words.has("no", word) => DenialKind::Verb,
            _ if self.words.has("neither", word) => DenialKind::Particle,
            _ if self.words.has("none", word) || self.words.has("alone", word) => DenialKind::None,
            _ if self.words.has("without", word) => DenialKind::Without,
            _ if self.words.has("lack", word) => DenialKind::Lack,
            _ if self.words.has("refusal", word) => DenialKind::Refusal,
            _ if self.words.has("affix", word) => DenialKind::Affix,
            _ => return None,
        };
        let head = self.atoms.get(at + 1).filter(|a| a.mark.is_none()).map_or("", |a| a.text.as_str());
        let head = if kind == DenialKind::Affix { word } else { head };
        Some(Found { kind, head: head.to_owned(), from: at, to: at + 1 })
    }

    /// t of don't and isn't; the n stands with the verb.
    fn is_contracted(&self, at: usize) -> bool {
        self.lang == "en"
            && self.word(at) == "t"
            && self.atoms.get(at).and_then(|a| a.mark) == Some('\'')
            && at > 0
            && self.word(at - 1).ends_with('n')
    }

    /// Whether a listed word denies nothing by itself here.
    fn is_silent(&self, at: usize) -> bool {
        let word = self.word(at);
        match self.lang {
            "en" => {
                let or_not = word == "not" && self.earlier(at, 1) == "or";
                or_not || word == "no" && self.word(at + 1).starts_with(|c: char| c.is_numeric())
            }
            "de" => word == "noch" && !self.sentence_has(at, |w| w == "weder"),
            "sv" => match word {
                "eller" => !self.sentence_has(at, |w| w == "varken"),
                // inte X utan Y: not X but Y.
                "utan" => self.before_in_sentence(at).any(|i| matches!(self.word(i), "inte" | "ej" | "icke")),
                _ => false,
            },
            _ => self.is_silent_french(at),
        }
    }

    /// ne … pas is one denial, ne … que none, ne … ni … ni those of ni; n stands before an apostrophe.
    fn is_silent_french(&self, at: usize) -> bool {
        let word = self.word(at);
        let is_ne = |i: usize| match self.word(i) {
            "ne" => true,
            "n" => self.atoms.get(i + 1).is_some_and(|a| a.mark == Some('\'')),
            _ => false,
        };
        let sentence = || self.sentence(at);
        match word {
            "ne" | "n" => {
                let neither = sentence().any(|i| self.word(i) == "ni");
                let que =
                    sentence().find(|i| *i > at && *i < at + 8 && self.words.has("only", self.word(*i)));
                let denies_before =
                    |que| sentence().any(|i| i < que && self.words.has("second", self.word(i)));
                !is_ne(at) || neither || que.is_some_and(|que| !denies_before(que))
            }
            _ => self.words.has("second", word) && sentence().any(is_ne),
        }
    }

    fn earlier(&self, at: usize, steps: usize) -> &str {
        at.checked_sub(steps).map_or("", |i| self.word(i))
    }

    /// Words of one sentence that are looked at on either side: a sentence has fewer, and a text without a full stop
    /// must not cost the square of its length.
    const REACH: usize = 60;

    fn sentence(&self, at: usize) -> impl Iterator<Item = usize> {
        let here = self.atoms.get(at).map(|a| a.sentence);
        let same = move |i: &usize| self.atoms.get(*i).map(|a| a.sentence) == here;
        (at.saturating_sub(Self::REACH)..self.atoms.len().min(at + Self::REACH)).filter(same)
    }

    fn before_in_sentence(&self, at: usize) -> impl Iterator<Item = usize> {
        self.sentence(at).take_while(move |i| *i < at)
    }

    fn sentence_has(&self, at: usize, wanted: impl Fn(&str) -> bool) -> bool {
        self.sentence(at).any(|i| wanted(self.word(i)))
    }
}
