//! Words that say what stands beside them: `data/sensitive/words.tsv`, a reason in each row.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::letters::Letters;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Cue {
    Phone,
    NationalId,
    Passport,
    Amount,
    Handle,
    Workplace,
    Month,
    Social,
    Domain,
}

/// The words of a kind.
#[derive(Debug)]
pub(crate) struct Words(HashMap<Cue, HashSet<String>>);

impl Words {
    /// The table, read at first use.
    pub(crate) fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::read(include_str!("../../data/sensitive/words.tsv")))
    }

    fn read(table: &str) -> Words {
        let mut words: HashMap<Cue, HashSet<String>> = HashMap::new();
        for row in table.lines().skip(1) {
            let mut cells = row.split('\t');
            if let (Some(cue), Some(word)) = (cells.next().and_then(cue), cells.next()) {
                let letters = Letters::new(word);
                words.entry(cue).or_default().insert(letters.slice(0, letters.len()).to_lowercase());
            }
        }
        Words(words)
    }

    /// Whether a word, folded and in lower case, is of a kind.
    pub(crate) fn is(&self, cue: Cue, word: &str) -> bool {
        self.0.get(&cue).is_some_and(|words| words.contains(word))
    }

    /// Whether one of the words before a place is of a kind.
    pub(crate) fn before(&self, cue: Cue, letters: &Letters, place: usize) -> bool {
        letters.words_before(place).iter().any(|word| self.is(cue, word))
    }
}

fn cue(name: &str) -> Option<Cue> {
    Some(match name {
        "phone" => Cue::Phone,
        "national-id" => Cue::NationalId,
        "passport" => Cue::Passport,
        "amount" => Cue::Amount,
        "handle" => Cue::Handle,
        "workplace" => Cue::Workplace,
        "month" => Cue::Month,
        "social" => Cue::Social,
        "domain" => Cue::Domain,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood_stands_once_and_has_a_reason() {
        let mut seen = HashSet::new();
        for row in include_str!("../../data/sensitive/words.tsv").lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert!(cells.len() == 3 && cells.iter().all(|c| !c.is_empty()), "{row}");
            assert!(cue(cells[0]).is_some(), "{row}");
            assert!(seen.insert((cells[0], cells[1])), "{row} stands twice");
        }
    }
}
