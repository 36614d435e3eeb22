//! Facts about units and how two sets of them become one.

use std::collections::{BTreeMap, BTreeSet};

use crate::unit::{Unit, UnitId, hash128};

/// Why a unit's life changed, weakest first: of two reasons for the same count the later in this list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It was added or brought back.
    Add,
    /// The write that added it was undone.
    Undo,
    /// An edit put another unit in its place.
    Replace,
    /// Somebody removed it.
    Remove,
    /// Its text had to vanish.
    Purge,
}

/// A unit's life as a causal length: it grows by one with each change, odd is live and even is gone.
///
/// Merging takes the larger count, so a removal wins over every copy that never saw it, without clocks (Yu and
/// Rostad, *A Low-Cost Set CRDT Based on Causal Lengths*, PaPoC 2020). A purge stands against any count: its text
/// may endanger people, so no member's copy may bring it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Life {
    /// Changes so far; 0 for a unit only heard of.
    pub count: u32,
    /// Why it changed last.
    pub why: Why,
}

impl Life {
    /// A unit heard of but never added.
    pub const UNBORN: Life = Life { count: 0, why: Why::Add };
    /// A unit just added.
    pub const FIRST: Life = Life { count: 1, why: Why::Add };

    /// Whether the unit is live.
    pub fn is_live(self) -> bool {
        self.count % 2 == 1
    }

    /// The life after one more change for this reason.
    pub fn next(self, why: Why) -> Life {
        Life { count: self.count + 1, why }
    }

    /// The life after an undo that goes back to a state with this reason: what was removed before is removed again,
    /// and not merely undone, so that an import does not bring it back.
    pub fn turned_back(self, before: Option<Why>) -> Life {
        match (self.is_live(), before) {
            (false, _) => self.next(Why::Add),
            (true, Some(why @ (Why::Replace | Why::Remove))) => self.next(why),
            (true, _) => self.next(Why::Undo),
        }
    }

    /// What two stores agree on.
    pub fn merge(self, other: Life) -> Life {
        let rank = |life: &Life| (life.count, life.why);
        let larger = if rank(&other) > rank(&self) { other } else { self };
        if self.why != Why::Purge && other.why != Why::Purge {
            return larger;
        }
        // A purge takes the larger count over, so that no count ever falls and no change is told under an old one.
        Life { count: larger.count.next_multiple_of(2), why: Why::Purge }
    }
}

/// Opinion on a unit, most cautious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewState {
    /// Wrong: never suggested, never exported.
    Rejected,
    /// From a stranger and not accepted yet: suggested with a penalty, never exported.
    Untrusted,
    /// Paired by the aligner and not read by anyone.
    Aligned,
    /// Nobody said anything.
    Draft,
    /// Read and approved.
    Reviewed,
}

impl ReviewState {
    /// All states, most cautious first.
    pub const ALL: [ReviewState; 5] = [
        ReviewState::Rejected,
        ReviewState::Untrusted,
        ReviewState::Aligned,
        ReviewState::Draft,
        ReviewState::Reviewed,
    ];

    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            ReviewState::Rejected => "rejected",
            ReviewState::Untrusted => "untrusted",
            ReviewState::Aligned => "aligned",
            ReviewState::Draft => "draft",
            ReviewState::Reviewed => "reviewed",
        }
    }

    /// Whether units in this state may leave the store.
    pub fn may_leave(self) -> bool {
        self > ReviewState::Untrusted
    }
}

/// Where a unit was seen and what was said about it there.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sighting {
    /// The origin's label: a file name, `added by hand`.
    pub label: String,
    /// [`crate::detail::Detail::to_bytes`]; empty when nothing was said.
    pub detail: Vec<u8>,
}

/// Name of a review: the hash of its content.
pub type ReviewId = [u8; 16];

/// An opinion that supersedes those named in `after`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// The opinion.
    pub state: ReviewState,
    /// A pseudonym.
    pub who: String,
    /// The reviews it supersedes, ordered.
    pub after: Vec<ReviewId>,
}

impl Review {
    /// The content hash, domain `r1`.
    pub fn id(&self, unit: &UnitId) -> ReviewId {
        let mut bytes = b"r1".to_vec();
        bytes.extend_from_slice(&unit.0);
        bytes.push(self.state as u8);
        bytes.extend_from_slice(&(self.who.len() as u32).to_le_bytes());
        bytes.extend_from_slice(self.who.as_bytes());
        self.after.iter().for_each(|id| bytes.extend_from_slice(id));
        hash128(&bytes)
    }
}

/// Everything that merges about one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its name.
    pub id: UnitId,
    /// Its texts; none while it is only referred to, or purged.
    pub unit: Option<Unit>,
    /// Its life.
    pub life: Life,
    /// Causal length of the private mark: odd is private.
    pub private: u32,
    /// Where it was seen.
    pub sightings: BTreeSet<Sighting>,
    /// Opinions.
    pub reviews: BTreeMap<ReviewId, Review>,
    /// Units that replaced it.
    pub replaced_by: BTreeSet<UnitId>,
}

impl Facts {
    /// A unit of which nothing is known but its name.
    pub fn unknown(id: UnitId) -> Facts {
        Facts {
            id,
            unit: None,
            life: Life::UNBORN,
            private: 0,
            sightings: BTreeSet::new(),
            reviews: BTreeMap::new(),
            replaced_by: BTreeSet::new(),
        }
    }

    /// Union with what another store knows of the same unit.
    pub fn merge(&mut self, other: &Facts) {
        self.life = self.life.merge(other.life);
        self.private = self.private.max(other.private);
        self.reviews.extend(other.reviews.iter().map(|(id, review)| (*id, review.clone())));
        self.replaced_by.extend(&other.replaced_by);
        if self.life.why == Why::Purge {
            self.unit = None;
            self.sightings.clear();
        } else {
            self.unit = self.unit.take().or_else(|| other.unit.clone());
            self.sightings.extend(other.sightings.iter().cloned());
        }
    }

    /// The reviews no other review supersedes; more than one is a conflict.
    pub fn review_heads(&self) -> Vec<ReviewId> {
        heads(&self.reviews)
    }

    /// The state that counts: the most cautious of the heads.
    pub fn state(&self) -> ReviewState {
        state(&self.reviews)
    }
}

/// The reviews no other review supersedes, ordered.
pub fn heads(reviews: &BTreeMap<ReviewId, Review>) -> Vec<ReviewId> {
    let superseded: BTreeSet<&ReviewId> = reviews.values().flat_map(|r| &r.after).collect();
    reviews.keys().filter(|id| !superseded.contains(id)).copied().collect()
}

/// The most cautious state among the heads; [`ReviewState::Draft`] without reviews.
pub fn state(reviews: &BTreeMap<ReviewId, Review>) -> ReviewState {
    heads(reviews)
        .iter()
        .filter_map(|id| reviews.get(id))
        .map(|r| r.state)
        .min()
        .unwrap_or(ReviewState::Draft)
}

/// The opinion that goes back to what held before the opinions `given`: none when they changed nothing, and
/// nothing at all when a later opinion supersedes one of them.
pub fn before_reviews(
    reviews: &BTreeMap<ReviewId, Review>,
    given: &BTreeSet<ReviewId>,
) -> Option<Option<Review>> {
    let (of_then, rest): (BTreeMap<_, _>, BTreeMap<_, _>) =
        reviews.iter().map(|(id, review)| (*id, review.clone())).partition(|(id, _)| given.contains(id));
    if rest.values().any(|review| review.after.iter().any(|id| of_then.contains_key(id))) {
        return None;
    }
    let before = state(&rest);
    let changed = before != state(reviews);
    Some(changed.then(|| Review { state: before, who: String::new(), after: heads(reviews) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lives() -> impl Strategy<Value = Life> {
        let whys = prop::sample::select(vec![Why::Undo, Why::Replace, Why::Remove, Why::Purge]);
        (0u32..6, whys).prop_map(|(count, why)| Life {
            count,
            why: if count % 2 == 1 || count == 0 { Why::Add } else { why },
        })
    }

    proptest! {
        #[test]
        fn lives_merge_in_any_order_any_number_of_times(a in lives(), b in lives(), c in lives()) {
            prop_assert_eq!(a.merge(b), b.merge(a));
            prop_assert_eq!(a.merge(b).merge(c), a.merge(b.merge(c)));
            prop_assert_eq!(a.merge(b).merge(b), a.merge(b));
        }
    }

    #[test]
    fn a_removal_wins_over_a_copy_that_never_saw_it() {
        let removed = Life::FIRST.next(Why::Remove);
        assert_eq!(Life::FIRST.merge(removed), removed);
        assert_eq!(removed.merge(Life::FIRST.next(Why::Undo)), removed);
    }

    #[test]
    fn a_purge_wins_over_any_count() {
        let purged = Life::FIRST.next(Why::Purge);
        let revived = Life::FIRST.next(Why::Undo).next(Why::Add);
        for merged in [revived.merge(purged), purged.merge(revived)] {
            assert_eq!(merged, Life { count: 4, why: Why::Purge });
        }
    }

    #[test]
    fn the_most_cautious_head_counts() {
        let unit = UnitId([7; 16]);
        let first = Review { state: ReviewState::Rejected, who: "golnar".into(), after: vec![] };
        let second =
            Review { state: ReviewState::Reviewed, who: "omid".into(), after: vec![first.id(&unit)] };
        let rival =
            Review { state: ReviewState::Untrusted, who: "sara".into(), after: vec![first.id(&unit)] };
        let mut facts = Facts::unknown(unit);
        assert_eq!(facts.state(), ReviewState::Draft);
        for review in [&first, &second] {
            facts.reviews.insert(review.id(&unit), review.clone());
        }
        assert_eq!((facts.state(), facts.review_heads().len()), (ReviewState::Reviewed, 1));
        facts.reviews.insert(rival.id(&unit), rival);
        assert_eq!((facts.state(), facts.review_heads().len()), (ReviewState::Untrusted, 2));
    }
}
