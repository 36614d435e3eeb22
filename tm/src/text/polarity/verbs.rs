//! Persian verb forms, told by their stem.

use std::sync::OnceLock;

use crate::listed::ListedMap;

/// A verb form cut into stem and ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// The past stem, which names the verb.
    pub(super) verb: &'static str,
    /// Whether it is built on the past stem.
    pub(super) past: bool,
    /// Whether an ending follows the stem.
    pub(super) ends: bool,
}

/// Stems by their letters, each with the past stem of its verb.
pub(super) struct Verbs {
    past: ListedMap<&'static str, &'static str>,
    present: ListedMap<&'static str, &'static str>,
}

/// Letters of the longest verb form with its endings (`برنمی\u{200C}گرداندندشان`); longer runs are no words.
const LONGEST: usize = 24;

/// Endings on the past stem: persons, infinitive, participle and what is glued to them, written and spoken.
const PAST: [&str; 27] = [
    "", "م", "ی", "یم", "ید", "ند", "ن", "ین", "ه", "های", "هام", "هایم", "هاید", "هاند", "هاست", "نی",
    "نها", "نهای", "نش", "نشان", "نمان", "نتان", "هها", "هش", "هشان", "گان", "گی",
];

/// Endings on the present stem, written and spoken.
const PRESENT: [&str; 9] = ["", "م", "ی", "د", "یم", "ید", "ند", "ه", "ن"];

/// Object clitics behind a personal ending.
const CLITICS: [&str; 5] = ["ش", "شان", "مان", "تان", "ت"];

impl Verbs {
    /// The verbs of `data/polarity/verbs.tsv`.
    pub(super) fn get() -> &'static Verbs {
        static VERBS: OnceLock<Verbs> = OnceLock::new();
        VERBS.get_or_init(|| {
            let mut verbs = Verbs { past: ListedMap::default(), present: ListedMap::default() };
            for row in include_str!("../../../data/polarity/verbs.tsv").lines().skip(1) {
                let mut cells = row.split('\t');
                let (Some(past), Some(present)) = (cells.next(), cells.next()) else { continue };
                verbs.past.insert(past, past);
                for stem in present.split(';') {
                    verbs.present.entry(stem).or_insert(past);
                }
            }
            verbs
        })
    }

    /// The form of a word without prefix.
    pub(super) fn form(&self, word: &str) -> Option<Form> {
        if word.len() > LONGEST * 2 {
            return None;
        }
        let starts = word.char_indices().rev().map(|(at, _)| at);
        std::iter::once(word.len()).chain(starts).filter(|at| *at > 0).find_map(|at| {
            let (stem, ending) = word.split_at_checked(at)?;
            let form = |verb: &&'static str, past| Form { verb, past, ends: !ending.is_empty() };
            let past = self.past.get(stem).filter(|_| has_ending(&PAST, ending)).map(|v| form(v, true));
            past.or_else(|| {
                self.present.get(stem).filter(|_| has_ending(&PRESENT, ending)).map(|v| form(v, false))
            })
        })
    }

    /// The form behind a prefix (`ن`, `ب`, `م`): a verb in آ or ا takes ی between.
    pub(super) fn prefixed(&self, rest: &str) -> Option<Form> {
        let glides = match rest.strip_prefix('ی') {
            Some(tail) => match tail.strip_prefix('ا') {
                Some(last) => vec![format!("آ{last}"), tail.to_owned()],
                None => vec![format!("ا{tail}")],
            },
            None => Vec::new(),
        };
        self.form(rest).or_else(|| glides.iter().find_map(|g| self.form(g)))
    }

    /// Whether the word is a bare past stem: رفت of نخواهد رفت.
    pub(super) fn past_stem(&self, word: &str) -> Option<&'static str> {
        self.past.get(word).copied()
    }
}

fn has_ending(endings: &[&str], ending: &str) -> bool {
    endings.contains(&ending)
        || CLITICS.iter().filter_map(|c| ending.strip_suffix(c)).any(|e| {
            // Behind a bare stem only ش is an object: ندیدش; others are endings of nouns.
            (!e.is_empty() || ending == "ش" && endings.len() == PAST.len()) && endings.contains(&e)
        })
}

/// Checks that stems are spelt as folded text is.
#[cfg(test)]
fn is_folded(word: &str) -> bool {
    crate::text::fold(word).as_str() == word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_whole_and_folded() {
        let rows: Vec<_> = include_str!("../../../data/polarity/verbs.tsv").lines().skip(1).collect();
        assert!(rows.len() >= 250);
        for row in rows {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 3 && cells[2].len() > 1, "{row}");
            assert!(
                is_folded(cells[0]) && cells[1].split(';').all(|s| is_folded(s) && !s.is_empty()),
                "{row}"
            );
        }
    }

    #[test]
    fn a_form_is_known_by_its_stem() {
        let verb = |word| Verbs::get().prefixed(word).map(|f| f.verb);
        for (rest, past) in [
            ("رفتند", "رفت"),
            ("یامد", "آمد"),
            ("یفتاده", "افتاد"),
            ("ینداختند", "انداخت"),
            ("گویید", "گفت"),
            ("پذیرفتنش", "پذیرفت"),
        ] {
            assert_eq!(verb(rest), Some(past), "{rest}");
        }
        for rest in ["فت", "یرو", "امه", "ماینده", "یشکر", "گاه", ""] {
            assert_eq!(verb(rest), None, "{rest}");
        }
    }
}
