//! Whether a word of one text stands against its contrary in the other (`data/polarity/contraries.tsv`).

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Sides;
use crate::span::{Chars, Span};
use crate::text::polarity::{Stated, stem_is_listed_under};
use crate::text::{ZWNJ, fold};

/// A word's place in the list: which pair, and which end of it.
type Place = (usize, bool);

/// The contraries that stand against each other.
pub(super) fn differ(here: &Stated, memory: &Stated, lang: &str) -> Sides {
    let (own, other) = (places(here, lang), places(memory, lang));
    let mut sides: Sides = (Vec::new(), Vec::new());
    for (&(pair, end), spans) in &own {
        let opposite = other.get(&(pair, !end));
        let Some(against) =
            opposite.filter(|o| balance(&own, pair, end) != balance(&other, pair, end) && !o.is_empty())
        else {
            continue;
        };
        // Both words on both sides: their order may differ, the facts do not.
        if balance(&own, pair, end) > balance(&other, pair, end) {
            sides.0.extend(spans);
            sides.1.extend(against);
        }
    }
    for side in [&mut sides.0, &mut sides.1] {
        side.sort();
        side.dedup();
    }
    sides
}

type Places = HashMap<Place, Vec<Span<Chars>>>;

/// By how many words one end outweighs the other in a text.
fn balance(places: &Places, pair: usize, end: bool) -> i64 {
    let count = |end| places.get(&(pair, end)).map_or(0, |s| s.len() as i64);
    count(end) - count(!end)
}

fn places(text: &Stated, lang: &str) -> Places {
    let mut places = Places::new();
    let Some(list) = contraries().get(lang) else { return places };
    for word in &text.words {
        let listed = |w: &str| list.contains_key(w);
        let stem = if lang == "fa" {
            stem_is_listed_under(&word.text, listed)
        } else {
            Some(word.text.as_str()).filter(|w| listed(w))
        };
        for place in stem.and_then(|s| list.get(s)).into_iter().flatten() {
            let spans = places.entry(*place).or_default();
            // A word that ZWNJ joins to its ending comes without and with it: همه and همه\u{200C}ی are one.
            spans.pop_if(|inner| word.span.start <= inner.start && inner.end <= word.span.end);
            spans.push(word.span);
        }
    }
    places
}

fn contraries() -> &'static HashMap<&'static str, HashMap<String, Vec<Place>>> {
    static LISTS: OnceLock<HashMap<&'static str, HashMap<String, Vec<Place>>>> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists: HashMap<&'static str, HashMap<String, Vec<Place>>> = HashMap::new();
        for (pair, row) in include_str!("../../data/polarity/contraries.tsv").lines().skip(1).enumerate() {
            let mut cells = row.split('\t');
            let (Some(lang), Some(one), Some(other)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let list = lists.entry(lang).or_default();
            for (words, end) in [(one, false), (other, true)] {
                for word in words.split(';') {
                    let key = fold(word).as_str().replace(ZWNJ, "");
                    list.entry(key).or_default().push((pair, end));
                }
            }
        }
        lists
    })
}
