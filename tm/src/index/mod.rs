//! Which units are most similar to a text? Answered from images ([`crate::image`]) of the texts of one source language,
//! one for each range of unit numbers, and a set of those units that are no longer what an image says.
//!
//! A [`Segment`] holds the units of a range as they were at one moment of a store. [`plan`] says which of the segments at
//! hand can be used and what else must be indexed to have every live unit exactly once: new units are in a segment of their
//! own, units whose life changed are left out of theirs and, if they live, indexed anew.

mod occurrences;
mod plan;
mod segment;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use plan::{Delta, MOST_IN_MEMORY, Plan, plan};
pub use segment::{Built, Bytes, Segment, SegmentBuilder, SegmentError, Stamp, VERSION};

use crate::concordance::Pattern;
use crate::lang::{Lang, Script};
use crate::retrieval::SoughtWords;
use crate::score::{Score, Scored};
use crate::store::UnitNumber;

/// All live units with a text in one source language.
#[derive(Debug, Default)]
pub struct Index {
    segments: Vec<Segment>,
    /// Units that the segments of a moment before now do not know as they are.
    changed: HashSet<UnitNumber>,
    /// Those of them that live.
    anew: Option<Segment>,
    /// Units from here on are not found.
    end: Option<UnitNumber>,
}

/// What the words of texts that say a pattern are, in an index.
#[derive(Debug)]
pub struct Sought {
    parts: Vec<SoughtWords>,
    /// Texts that are looked at for it at most.
    pub reach: usize,
}

impl Index {
    /// The index of segments of ranges that do not overlap, without the units that `changed` and with those of `anew`.
    pub fn new(segments: Vec<Segment>, changed: HashSet<UnitNumber>, anew: Option<Segment>) -> Index {
        Index { segments, changed, anew, end: None }
    }

    /// From now on finds units below `end` alone.
    pub fn end_before(&mut self, end: UnitNumber) {
        self.end = Some(end);
    }

    /// Whether it may find this unit.
    pub fn reaches(&self, number: UnitNumber) -> bool {
        self.end.is_none_or(|end| number < end)
    }

    /// The newest unit it may know.
    pub fn last(&self) -> UnitNumber {
        self.parts().map(|segment| segment.stamp().moment.unit).max().unwrap_or(UnitNumber::NONE)
    }

    /// How many texts are indexed, those of units that changed since included.
    pub fn len(&self) -> usize {
        self.parts().map(Segment::len).sum()
    }

    /// Whether no text is indexed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The segments, for those who tell of them.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The units whose text is most similar to this one and that have a translation in one of `targets` (any, where there
    /// is none): the best first, the newer first among equals, at most `most`, all with a similarity of `least` or more.
    pub fn search(
        &self,
        here: &Scored,
        least: Score,
        most: usize,
        targets: &[Lang],
    ) -> Vec<(UnitNumber, Score)> {
        let mut found = Vec::new();
        for segment in &self.segments {
            let is_current = |number: UnitNumber| self.reaches(number) && !self.changed.contains(&number);
            found.extend(segment.search(here, least, most, targets, &is_current));
        }
        if let Some(segment) = &self.anew {
            found.extend(segment.search(here, least, most, targets, &|number| self.reaches(number)));
        }
        found.sort_unstable_by_key(|(number, score)| std::cmp::Reverse((*score, *number)));
        found.truncate(most);
        found
    }

    /// Units whose text has all these canonical words, is of a weight from one to another, and has a translation in one of
    /// `targets`; at most `most`, the newer first. Of words that very many texts of that weight have, some are missed.
    pub fn framed(
        &self,
        words: &[&str],
        weights: (u64, u64),
        targets: &[Lang],
        most: usize,
    ) -> Vec<UnitNumber> {
        let mut found = Vec::new();
        for segment in &self.segments {
            let is_current = |number: UnitNumber| self.reaches(number) && !self.changed.contains(&number);
            found.extend(segment.framed(words, weights, targets, &is_current, most));
        }
        if let Some(segment) = &self.anew {
            found.extend(segment.framed(words, weights, targets, &|number| self.reaches(number), most));
        }
        found.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
        found.dedup();
        found.truncate(most);
        found
    }

    /// What to look for in order to find the texts that say something, read by a script; `None` where there is no word to
    /// find them by.
    pub fn sought(&self, pattern: &Pattern, script: Script) -> Option<Sought> {
        let clues = pattern.clues(script);
        let parts: Vec<(SoughtWords, usize)> = self.parts().map(|segment| segment.sought(&clues)).collect();
        let reach = parts.iter().map(|(_, reach)| reach).sum();
        (!clues.is_empty())
            .then(|| Sought { parts: parts.into_iter().map(|(sought, _)| sought).collect(), reach })
    }

    /// The units that are wanted and of which a text may say what is sought here: all that do and some that do not, to be
    /// told apart by their texts. In no order, some twice.
    pub fn saying(&self, sought: &Sought, wants: impl Fn(UnitNumber) -> bool) -> Vec<UnitNumber> {
        let is_current = |number: UnitNumber| self.reaches(number) && !self.changed.contains(&number);
        let mut found = Vec::new();
        for (place, (segment, sought)) in self.parts().zip(&sought.parts).enumerate() {
            let is_anew = place == self.segments.len();
            let wants =
                |number: UnitNumber| wants(number) && (is_current(number) || is_anew && self.reaches(number));
            found.append(&mut segment.saying(sought, wants));
        }
        found
    }

    /// The languages that units have besides the indexed text, each once.
    pub fn targets(&self) -> Vec<Lang> {
        let mut langs: Vec<Lang> = self.parts().flat_map(Segment::targets).cloned().collect();
        langs.sort();
        langs.dedup();
        langs
    }

    /// Whether anything was touched that is not what was written: then no answer may be used.
    pub fn is_damaged(&self) -> bool {
        self.parts().any(Segment::is_damaged)
    }

    fn parts(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().chain(&self.anew)
    }
}
