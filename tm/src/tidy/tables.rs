//! The tables of `data/tidy/`.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::rule::Rule;

/// Everything the rules look up.
#[derive(Debug)]
pub(super) struct Tables {
    /// Letters to what stands for them.
    pub letters: Vec<(char, (String, Rule))>,
    /// Forms of verbs that follow می.
    pub verbs: HashSet<String>,
    /// Past participles: رفته.
    pub participles: HashSet<String>,
    /// Words that only look like می and a verb.
    pub not_glued: HashSet<String>,
    /// Suffixes and their kinds.
    pub suffixes: HashMap<String, Suffix>,
    /// Adjectives that are compared.
    pub adjectives: HashSet<String>,
    /// Words of two parts.
    pub compounds: HashMap<String, HashSet<String>>,
    sets: HashMap<String, HashSet<String>>,
}

/// What a suffix is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    Plural,
    Comparative,
    Superlative,
    Copula,
    Clitic,
    Ezafe,
}

/// Endings of the present tense, on its stem.
const PRESENT: [&str; 6] = ["م", "ی", "د", "یم", "ید", "ند"];
/// Endings of the imperfect, on the past stem.
const PAST: [&str; 6] = ["", "م", "ی", "یم", "ید", "ند"];

impl Tables {
    pub fn get() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(Tables::read)
    }

    /// Whether a set of `words.tsv` has a word.
    pub fn is(&self, set: &str, word: &str) -> bool {
        self.sets.get(set).is_some_and(|words| words.contains(word))
    }

    /// The words of a set.
    pub fn set(&self, set: &str) -> impl Iterator<Item = &str> {
        self.sets.get(set).into_iter().flatten().map(String::as_str)
    }

    fn read() -> Tables {
        let words = |table| rows(table).map(|[word, _]| word).collect::<HashSet<String>>();
        let mut verbs = words(include_str!("../../data/tidy/verb_forms.tsv"));
        let mut participles = HashSet::new();
        for [past, present, _] in rows(include_str!("../../data/tidy/verbs.tsv")) {
            verbs.extend(PAST.iter().map(|ending| format!("{past}{ending}")));
            verbs.extend(PRESENT.iter().map(|ending| format!("{present}{ending}")));
            participles.insert(format!("{past}ه"));
        }
        let mut compounds: HashMap<String, HashSet<String>> = HashMap::new();
        for [first, second, _] in rows(include_str!("../../data/tidy/compounds.tsv")) {
            compounds.entry(first).or_default().insert(second);
        }
        let mut sets: HashMap<String, HashSet<String>> = HashMap::new();
        for [set, word, _] in rows(include_str!("../../data/tidy/words.tsv")) {
            sets.entry(set).or_default().insert(word);
        }
        Tables {
            letters: rows(include_str!("../../data/tidy/letters.tsv")).filter_map(letter).collect(),
            verbs,
            participles,
            not_glued: words(include_str!("../../data/tidy/not_glued.tsv")),
            suffixes: rows(include_str!("../../data/tidy/suffixes.tsv")).filter_map(suffix).collect(),
            adjectives: words(include_str!("../../data/tidy/adjectives.tsv")),
            compounds,
            sets,
        }
    }
}

/// The first cells of each row, ZWNJ in its place; the last one is the reason.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [String; N]> {
    table.lines().skip(1).map(|row| {
        let mut cells = row.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default().replace("{ZWNJ}", "\u{200C}"))
    })
}

fn letter([from, to, rule, _]: [String; 4]) -> Option<(char, (String, Rule))> {
    let character = |code: &str| char::from_u32(u32::from_str_radix(code, 16).ok()?);
    let to = to.split(' ').map(character).collect::<Option<String>>()?;
    let rule = Rule::ALL.iter().find(|known| known.as_str() == rule)?;
    Some((character(&from)?, (to, *rule)))
}

fn suffix([form, kind, _]: [String; 3]) -> Option<(String, Suffix)> {
    let kind = match kind.as_str() {
        "plural" => Suffix::Plural,
        "comparative" => Suffix::Comparative,
        "superlative" => Suffix::Superlative,
        "copula" => Suffix::Copula,
        "clitic" => Suffix::Clitic,
        "ezafe" => Suffix::Ezafe,
        _ => return None,
    };
    Some((form, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_once_and_has_its_reason() {
        let tables = [
            (include_str!("../../data/tidy/adjectives.tsv"), 2),
            (include_str!("../../data/tidy/compounds.tsv"), 3),
            (include_str!("../../data/tidy/letters.tsv"), 4),
            (include_str!("../../data/tidy/not_glued.tsv"), 2),
            (include_str!("../../data/tidy/suffixes.tsv"), 3),
            (include_str!("../../data/tidy/verb_forms.tsv"), 2),
            (include_str!("../../data/tidy/verbs.tsv"), 3),
            (include_str!("../../data/tidy/words.tsv"), 3),
        ];
        for (table, width) in tables {
            let mut seen = HashSet::new();
            for row in table.lines() {
                let cells: Vec<&str> = row.split('\t').collect();
                assert!(cells.len() == width && cells.iter().all(|cell| !cell.is_empty()), "{row}");
                assert!(seen.insert(row.rsplit_once('\t')), "twice: {row}");
            }
        }
        let lines = |table: &str| table.lines().count() - 1;
        let read = Tables::get();
        assert_eq!(read.letters.len(), lines(tables[2].0));
        assert_eq!(read.suffixes.len(), lines(tables[4].0));
        assert_eq!(read.sets.values().map(HashSet::len).sum::<usize>(), lines(tables[7].0));
    }
}
