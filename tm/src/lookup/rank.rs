//! The order of matches, and how many of them are shown.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Match, Wanted};
use crate::lang::Lang;
use crate::text::exact_key;

/// Translations of one text that are shown: more are a formula that nobody reads through.
const MOST_TRANSLATIONS: usize = 20;

/// Best first, those below the wanted score left out, the same pair once.
///
/// A match that says something else ranks below every match of equal or higher similarity that does not: that costs at
/// least as much as any state ([`crate::score`] holds it), and among equal scores it comes last.
///
/// `most` counts texts of the memory for each language, and each comes with all its different translations, the
/// reviewed first, then the latest: which of several translations is shown moves more than which sentence is (2.4 of
/// 71 chrF in the field study of 681 pairs), so none of them may push another one out.
pub fn rank(mut matches: Vec<Match>, wanted: &Wanted) -> Vec<Match> {
    matches.retain(|m| m.score >= wanted.least);
    matches.sort_by_cached_key(|m| {
        let says_the_same = m.differences.is_empty() || m.carried.is_some();
        let place = Reverse((m.kind, m.score, says_the_same, m.context, m.record.state, m.record.number));
        (place, m.target.lang.clone(), m.source.clone())
    });
    let mut shown: HashMap<Lang, Vec<Shown>> = HashMap::new();
    matches.retain(|m| {
        let texts = shown.entry(m.target.lang.clone()).or_default();
        let key = exact_key(&m.source, wanted.source.script());
        let at = match texts.iter().position(|text| text.key == key) {
            Some(at) => at,
            None if texts.len() < wanted.most => {
                texts.push(Shown { key, pairs: Vec::new() });
                texts.len() - 1
            }
            None => return false,
        };
        let Some(text) = texts.get_mut(at) else { return false };
        let pair = (m.source.clone(), m.target.text.clone());
        let is_new = !text.pairs.contains(&pair) && text.pairs.len() < MOST_TRANSLATIONS;
        if is_new {
            text.pairs.push(pair);
        }
        is_new
    });
    matches
}

/// A text of the memory with the pairs of it that are shown.
struct Shown {
    key: String,
    pairs: Vec<(String, String)>,
}
