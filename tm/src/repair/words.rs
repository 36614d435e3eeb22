//! The word lists of `data/repair/words.tsv`.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Frequent words whose mirror image is no word that is as frequent.
pub(super) const DIRECTION: &str = "direction";
/// Mirror images of these that are words or names after all.
pub(super) const BOTH_WAYS: &str = "both-ways";
/// Finite verbs a sentence ends with.
pub(super) const VERB: &str = "verb";
/// Names of months that are no other word.
pub(super) const MONTH: &str = "month";
/// What a year stands behind.
pub(super) const YEAR: &str = "year";
/// Endings that are written apart, with ZWNJ or glued.
pub(super) const ENDING: &str = "ending";
/// What stands behind a year of another era than ours.
pub(super) const ERA: &str = "era";
/// What numbers count.
pub(super) const COUNTED: &str = "counted";
/// Endings written with ZWNJ, which begin no sentence.
pub(super) const BOUND: &str = "bound";
/// Prefixes written with ZWNJ, which end no line.
pub(super) const PREFIX: &str = "prefix";
/// What becomes of words with lam and alef when the two are exchanged, as far as it is no word.
pub(super) const EXCHANGED: &str = "exchanged";
/// Short words that stand alone.
pub(super) const JOIN: &str = "join";

/// Whether a word stands in a list, with Persian or Arabic letters.
pub(super) fn is_in(word: &str, set: &'static str) -> bool {
    lists().contains(&(set, folded(word)))
}

/// The word with Persian letters.
pub(super) fn folded(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            other => other,
        })
        .collect()
}

fn lists() -> &'static HashSet<(&'static str, String)> {
    static LISTS: OnceLock<HashSet<(&'static str, String)>> = OnceLock::new();
    LISTS.get_or_init(|| {
        let rows = include_str!("../../data/repair/words.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let mut fields = row.split('\t');
            Some((fields.next()?, fields.next()?))
        })
        .flat_map(|(set, words)| words.split(';').map(move |word| (set, folded(word))))
        .collect()
    })
}
