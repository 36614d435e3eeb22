//! Days, years, seasons and parts of the day that are named from where the speaker stands: دیروز, امسال, پاییز.
//!
//! They are no dates, since nobody knows which; but where one text says yesterday and the other today, a fact differs.
//! The words are in `data/meaning/relative.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Sides;
use crate::text::polarity::{Stated, Word};
use crate::text::{ZWNJ, fold};

/// What a word names: in which group, and what.
type Place = (&'static str, &'static str);
type Words = HashMap<&'static str, HashMap<String, Place>>;

/// The words of one group that stand for each other with another value.
pub(super) fn differ(here: &Stated, memory: &Stated, lang: &str) -> Sides {
    let (own, other) = (places(here, lang), places(memory, lang));
    let alone = |these: &[(Place, &Word)], those: &[(Place, &Word)]| {
        let lone = |(place, _): &&(Place, _)| !those.iter().any(|(there, _)| there == place);
        these.iter().filter(lone).map(|(place, word)| (place.0, word.span)).collect::<Vec<_>>()
    };
    let (left, right) = (alone(&own, &other), alone(&other, &own));
    let opposed = |group: &str, those: &[(&str, _)]| those.iter().any(|(there, _)| *there == group);
    (
        left.iter().filter(|(group, _)| opposed(group, &right)).map(|(_, span)| *span).collect(),
        right.iter().filter(|(group, _)| opposed(group, &left)).map(|(_, span)| *span).collect(),
    )
}

fn places<'s>(text: &'s Stated, lang: &str) -> Vec<(Place, &'s Word)> {
    let Some(known) = words().get(lang) else { return Vec::new() };
    text.words.iter().filter_map(|word| Some((*known.get(&word.text)?, word))).collect()
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut all = Words::new();
        for row in include_str!("../../data/meaning/relative.tsv").lines().skip(1) {
            let mut cells = row.split('\t');
            let (Some(lang), Some(group), Some(words), Some(value)) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            for word in words.split(';') {
                let key = fold(word).as_str().replace(ZWNJ, "");
                all.entry(lang).or_default().insert(key, (group, value));
            }
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let rows: Vec<_> = include_str!("../../data/meaning/relative.tsv").lines().skip(1).collect();
        let all: usize = rows.iter().map(|row| row.split('\t').nth(2).unwrap().split(';').count()).sum();
        assert_eq!(words().values().map(HashMap::len).sum::<usize>(), all);
        assert_eq!(words()["fa"].get("پسفردا"), Some(&("day", "2")));
    }
}
