//! The order of matches, and how many of them are shown.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Match, Wanted};
use crate::lang::Lang;
use crate::score::MatchKind;

/// Translations of one text that are shown: more are a formula that nobody reads through.
const MOST_TRANSLATIONS: usize = 20;

/// Best first, those below the wanted score left out, the same pair once: what says the same before what had to be repaired,
/// that before what is only similar, and within each by score.
///
/// A match that says something else ranks below every match of equal or higher similarity that does not: that costs at
/// least as much as any state ([`crate::score`] holds it), and among equal scores it comes last.
///
/// `most` counts texts of the memory for each language, and each comes with all its different translations, the
/// reviewed first, then the latest: which of several translations is shown moves more than which sentence is (2.4 of
/// 71 chrF in the field study of 681 pairs), so none of them may push another one out.
pub fn rank(matches: Vec<Match>, wanted: &Wanted) -> Vec<Match> {
    let order = order(&matches, wanted);
    let mut matches: Vec<Option<Match>> = matches.into_iter().map(Some).collect();
    order.iter().filter_map(|ranked| matches.get_mut(ranked.at).and_then(Option::take)).collect()
}

/// A match that is shown.
pub(super) struct Ranked {
    /// Which of the matches.
    pub(super) at: usize,
    /// Which text of its language it is by score, from 0.
    pub(super) text: usize,
    class: MatchKind,
}

/// Those that are shown, best first. Which they are the score alone decides, so that a higher threshold shows the same
/// and less of it.
pub(super) fn order(matches: &[Match], wanted: &Wanted) -> Vec<Ranked> {
    let mut sorted: Vec<(usize, &Match)> =
        matches.iter().enumerate().filter(|(_, m)| m.score >= wanted.least).collect();
    sorted.sort_by_key(|&(_, m)| {
        let says_the_same = m.differences.is_empty() || m.carried.is_some();
        let place = (m.score, m.kind, says_the_same, m.context, m.record.state, m.record.number);
        (Reverse(place), &m.target.lang, &m.source)
    });
    let mut shown: HashMap<&Lang, Vec<Shown<'_>>> = HashMap::new();
    let mut order = Vec::with_capacity(sorted.len());
    for (at, found) in sorted {
        let texts = shown.entry(&found.target.lang).or_default();
        let text = match texts.iter().position(|text| text.key == found.key) {
            Some(text) => text,
            None if texts.len() < wanted.most => {
                texts.push(Shown { key: &found.key, pairs: Vec::new() });
                texts.len() - 1
            }
            None => continue,
        };
        let Some(shown) = texts.get_mut(text) else { continue };
        let pair = (found.source.as_str(), found.target.text.as_str());
        if shown.pairs.len() < MOST_TRANSLATIONS && !shown.pairs.contains(&pair) {
            shown.pairs.push(pair);
            order.push(Ranked { at, text, class: found.kind.class() });
        }
    }
    order.sort_by_key(|ranked| Reverse(ranked.class));
    order
}

/// A text of the memory with the pairs of it that are shown.
struct Shown<'m> {
    key: &'m str,
    pairs: Vec<(&'m str, &'m str)>,
}
