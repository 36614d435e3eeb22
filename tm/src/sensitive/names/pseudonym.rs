//! Pseudonyms: invented names of one word from nature, the same in every language, chosen so that nothing of the name
//! shows in them (`data/sensitive/pseudonyms.tsv`).
//!
//! Numbers or initials were no choice: "Worker 1" takes neither ezafe nor a genitive well and makes everybody a worker,
//! and initials give people away.

use std::sync::OnceLock;

use super::{Entry, Names};
use crate::lang::Lang;

/// Invents a pseudonym in Persian and in Latin letters that depends on the secret of a store and the name alone, but
/// for those that are `taken` or not fit for the names on the list.
pub fn invent(secret: &[u8], name: &str, taken: &Names) -> Vec<(Lang, String)> {
    let folded: String = super::spelling::words(name).concat().into_iter().collect();
    let mut hasher = blake3::Hasher::new_derive_key("tm pseudonym of a held-back name, version 1");
    hasher.update(secret).update(folded.as_bytes());
    let hash = hasher.finalize();
    let first = hash.as_bytes().iter().take(8).fold(0u64, |n, byte| n << 8 | u64::from(*byte));
    let own = Names::new(vec![Entry { name: name.to_owned(), parts: true, ..Entry::default() }]);
    let count = table().len() as u64;
    // One round through the table, then again with numbers behind.
    let tries = (0..).map(|n| pseudonym((first.wrapping_add(n)) % count, n / count));
    let free = |pair: &Vec<(Lang, String)>| {
        let used = |text: &str| taken.entries().iter().any(|e| e.pseudonyms.iter().any(|(_, t)| t == text));
        pair.iter().all(|(_, text)| !used(text) && !is_name(taken, text) && !is_name(&own, text))
    };
    tries.take(MOST_TRIES).find(free).unwrap_or_default()
}

/// Whether a text names somebody on the list, or a part of a name.
pub fn is_name(names: &Names, text: &str) -> bool {
    !names.find(text).is_empty()
}

/// Many more than anybody holds back; it bounds the search.
const MOST_TRIES: usize = 100_000;

fn pseudonym(number: u64, round: u64) -> Vec<(Lang, String)> {
    let row = usize::try_from(number).ok().and_then(|n| table().get(n)).copied().unwrap_or_default();
    let english = Lang::parse("en").unwrap_or_else(|_| Lang::persian());
    let behind = if round > 0 { format!(" {}", round + 1) } else { String::new() };
    let persian: String = behind
        .chars()
        .map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x06F0 + d)).unwrap_or(c))
        .collect();
    vec![(Lang::persian(), format!("{}{persian}", row.0)), (english, format!("{}{behind}", row.1))]
}

fn table() -> &'static [(&'static str, &'static str)] {
    static TABLE: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = include_str!("../../../data/sensitive/pseudonyms.tsv").lines().skip(1);
        let row = |row: &'static str| {
            let mut cells = row.split('\t');
            Some((cells.next()?, cells.next()?))
        };
        rows.filter_map(row).collect()
    })
}
