//! The word lists of negation and the endings a listed word may take.

use std::sync::OnceLock;

use crate::listed::{ListedMap, ListedSet};
use crate::text::{ZWNJ, fold_text};

/// Words of a language by kind.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    kinds: ListedMap<&'static str, ListedSet<String>>,
    /// Beginnings of words, from rows that end in `*`.
    beginnings: ListedMap<&'static str, Vec<String>>,
}

impl Lexicon {
    /// The words of Persian.
    pub(super) fn persian() -> &'static Lexicon {
        static WORDS: OnceLock<Lexicon> = OnceLock::new();
        WORDS.get_or_init(|| Lexicon::parse(include_str!("../../../data/polarity/words.tsv"), "fa"))
    }

    /// The words of a language written in Latin letters.
    pub(super) fn latin(lang: &str) -> &'static Lexicon {
        static WORDS: OnceLock<ListedMap<&'static str, Lexicon>> = OnceLock::new();
        static NOTHING: OnceLock<Lexicon> = OnceLock::new();
        let all = WORDS.get_or_init(|| {
            let rows = include_str!("../../../data/polarity/latin.tsv");
            ["en", "de", "fr", "sv"].into_iter().map(|l| (l, Lexicon::parse(rows, l))).collect()
        });
        all.get(lang).unwrap_or_else(|| NOTHING.get_or_init(Lexicon::default))
    }

    fn parse(rows: &'static str, wanted: &str) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for row in rows.lines().skip(1) {
            let mut cells = row.split('\t');
            let (Some(lang), Some(kind), Some(words)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            for word in words.split(';').filter(|_| lang == wanted) {
                match word.strip_suffix('*') {
                    Some(beginning) => lexicon.beginnings.entry(kind).or_default().push(beginning.to_owned()),
                    None => {
                        lexicon.kinds.entry(kind).or_default().insert(key(word));
                    }
                }
            }
        }
        lexicon
    }

    /// Whether the word stands in the list `kind`.
    pub(super) fn has(&self, kind: &str, word: &str) -> bool {
        self.kinds.get(kind).is_some_and(|words| words.contains(word))
            || self.beginnings.get(kind).is_some_and(|all| all.iter().any(|b| word.starts_with(b.as_str())))
    }

    /// Whether the word, with or without an ending of nouns and adjectives, stands in the list `kind`.
    pub(super) fn has_stem(&self, kind: &str, word: &str) -> bool {
        self.kinds
            .get(kind)
            .is_some_and(|words| stem_is_listed_under(word, |stem| words.contains(stem)).is_some())
    }
}

/// How a word is spelt in the lists: folded, without ZWNJ.
fn key(word: &str) -> String {
    fold_text(word).replace(ZWNJ, "")
}

/// Endings of Persian nouns and adjectives, glued: plural, indefinite, comparative, clitics.
const ENDINGS: [&str; 20] = [
    "",
    "ی",
    "ها",
    "های",
    "هایی",
    "هایش",
    "هایشان",
    "ان",
    "ای",
    "تر",
    "ترین",
    "تری",
    "م",
    "ش",
    "شان",
    "مان",
    "تان",
    "ند",
    "اند",
    "یم",
];

/// What `listed` says of the word or of the word without an ending.
pub(crate) fn stem_is_listed_under(word: &str, listed: impl Fn(&str) -> bool) -> Option<&str> {
    ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| listed(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_row_is_whole() {
        for row in [
            include_str!("../../../data/polarity/words.tsv"),
            include_str!("../../../data/polarity/latin.tsv"),
            include_str!("../../../data/polarity/contraries.tsv"),
        ]
        .iter()
        .flat_map(|rows| rows.lines().skip(1))
        {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 4 && cells.iter().all(|c| !c.is_empty()), "{row}");
            assert!(Lang::parse_known(cells[0]).is_ok(), "{row}");
            assert!(cells[2].split(';').all(|w| !w.trim().is_empty()), "{row}");
        }
    }

    #[test]
    fn an_ending_is_no_other_word() {
        let words = Lexicon::persian();
        assert!(words.has("un", "نامعلوم") && words.has_stem("un", "نامعلومی"));
        assert!(!words.has_stem("un", "نامزد") && !words.has_stem("bi", "بیمار"));
        assert!(Lexicon::latin("de").has("affix", "unbezahlten"));
    }
}
