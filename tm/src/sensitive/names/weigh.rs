//! Which of the candidates at one place stands for what is there.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::pattern::Rank;
use super::{Candidate, Names, work};

impl Names {
    /// The best candidates, none over another, by position; each with whether another name on the list is written
    /// alike there.
    pub(super) fn weighed(&self, mut candidates: Vec<Candidate>, cells: usize) -> Vec<(Candidate, bool)> {
        let rank = |c: &Candidate| (c.kind, self.patterns.get(c.pattern).map(|p| p.rank));
        let mixed = |c: &Candidate| rank(c).1 == Some(Rank::Mixed);
        candidates.sort_by_key(|c| (c.kind, mixed(c), Reverse(c.end - c.start), c.start, rank(c), c.pattern));
        let mut kept: Vec<(Candidate, bool)> = Vec::new();
        // Who took each cell: a candidate looks at its own cells alone, however many were kept before.
        let mut taken: Vec<Option<usize>> = vec![None; cells];
        for candidate in candidates {
            let own = taken.get_mut(candidate.start..candidate.end).unwrap_or_default();
            let over = own.iter().inspect(|_| work::look()).find_map(|cell| *cell);
            match over.map(|number| kept.get_mut(number)) {
                // Two names on the list are written alike here: which one is meant?
                Some(Some((k, alike)))
                    if (k.start, k.end) == (candidate.start, candidate.end)
                        && rank(k) == rank(&candidate) =>
                {
                    *alike |= self.entry_of(k) != self.entry_of(&candidate);
                }
                Some(_) => {}
                None => {
                    own.fill(Some(kept.len()));
                    kept.push((candidate, false));
                }
            }
        }
        kept.sort_by_key(|(candidate, _)| candidate.start);
        kept
    }

    /// Takes out what lies inside an exception of its own entry.
    pub(super) fn drop_inside(&self, exceptions: &Inside, candidates: &mut Vec<Candidate>) {
        candidates
            .retain(|c| !self.entry_of(c).is_some_and(|entry| exceptions.contains(entry, c.start, c.end)));
    }
}

/// Stretches of a text by entry, ready to be asked what lies inside one of them.
pub(super) struct Inside {
    /// Entry, start, and the furthest end of the stretches of this entry up to here.
    stretches: Vec<(usize, usize, usize)>,
}

impl Inside {
    pub(super) fn new(mut stretches: Vec<(usize, usize, usize)>) -> Inside {
        stretches.sort_unstable();
        let mut before: Option<(usize, usize)> = None;
        for (entry, _, end) in &mut stretches {
            let furthest = before.filter(|(of, _)| of == entry).map_or(0, |(_, end)| end);
            *end = furthest.max(*end);
            before = Some((*entry, *end));
        }
        Inside { stretches }
    }

    fn contains(&self, entry: usize, start: usize, end: usize) -> bool {
        let count = self.stretches.partition_point(|(of, from, _)| {
            work::look();
            (*of, *from) <= (entry, start)
        });
        let last = count.checked_sub(1).and_then(|last| self.stretches.get(last));
        last.is_some_and(|(of, _, furthest)| *of == entry && end <= *furthest)
    }
}

/// The entries of some hits, to be asked once instead of going through the hits again for each.
pub(super) fn entries<'a>(hits: impl Iterator<Item = &'a super::NameHit>) -> HashSet<usize> {
    hits.inspect(|_| work::look()).map(|hit| hit.entry).collect()
}
