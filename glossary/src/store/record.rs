//! What stores exchange about one concept.

use std::collections::BTreeMap;

use tm::unit::hash128;

use crate::concept::Concept;
use crate::id::ConceptId;
use crate::pack::{pack, unpack};

/// The 128-bit name of a revision.
pub type RevisionId = [u8; 16];

/// One content of a concept and the revisions it came after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its name: blake3 over the domain tag `r1`, the concept's id, the revisions before it and the content.
    pub id: RevisionId,
    /// The heads it replaced, in order; empty for the first.
    pub after: Vec<RevisionId>,
    /// The content.
    pub concept: Concept,
    /// The local transaction that brought it.
    pub tx: i64,
    /// The local transaction that replaced it, if any did.
    pub replaced: Option<i64>,
}

/// Why a life counter stands where it stands, weakest first: of two reasons for one number the stronger counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// Added or brought back.
    Add,
    /// An earlier step was undone.
    Undo,
    /// Somebody removed it.
    Remove,
    /// Its texts had to vanish: stands against any number, so that no member's copy brings them back.
    Purge,
}

/// The causal-length counter of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// Odd: live, even: gone.
    pub n: u32,
    /// What the last step was.
    pub why: Why,
}

/// Everything a store knows of one concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The concept.
    pub id: ConceptId,
    /// Its counter.
    pub life: Life,
    /// Its revisions, ordered by id.
    pub revisions: Vec<Revision>,
}

#[cfg(feature = "sqlite")]
impl Why {
    /// The number a store keeps.
    pub(crate) fn number(self) -> i64 {
        self as i64
    }

    /// The reason of a number.
    pub(crate) fn of(number: i64) -> Why {
        match number {
            0 => Why::Add,
            1 => Why::Undo,
            2 => Why::Remove,
            // An unknown reason is treated as the one that gives nothing away.
            _ => Why::Purge,
        }
    }
}

impl Life {
    /// The life of a concept that was just added.
    pub(crate) const BORN: Life = Life { n: 1, why: Why::Add };

    /// Whether the concept is live.
    pub fn is_live(self) -> bool {
        self.n % 2 == 1
    }

    /// One step on.
    pub(crate) fn next(self, why: Why) -> Life {
        Life { n: self.n.saturating_add(1), why }
    }
}

impl Ord for Life {
    fn cmp(&self, other: &Life) -> std::cmp::Ordering {
        let rank = |life: &Life| (life.why == Why::Purge, life.n, life.why);
        rank(self).cmp(&rank(other))
    }
}

impl PartialOrd for Life {
    fn partial_cmp(&self, other: &Life) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Revision {
    /// The revision in bytes, for an exchange between stores.
    pub fn body(&self) -> Vec<u8> {
        pack(&self.concept)
    }
}

/// The id of a content that replaces `after`.
pub(crate) fn revision_id(concept: ConceptId, after: &[RevisionId], body: &[u8]) -> RevisionId {
    let mut bytes = b"r1".to_vec();
    bytes.extend_from_slice(&concept.0);
    bytes.extend_from_slice(&(after.len() as u32).to_le_bytes());
    after.iter().for_each(|id| bytes.extend_from_slice(id));
    bytes.extend_from_slice(body);
    hash128(&bytes)
}

/// A revision with its content packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packed {
    pub(crate) after: Vec<RevisionId>,
    pub(crate) body: Vec<u8>,
    pub(crate) tx: i64,
    pub(crate) replaced: Option<i64>,
}

/// What a store keeps of one concept; both stores work on it, so that they cannot disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) lives: Vec<(Life, i64)>,
    pub(crate) revisions: BTreeMap<RevisionId, Packed>,
}

impl Entry {
    /// A concept nobody has seen.
    pub(crate) fn unborn() -> Entry {
        Entry { lives: Vec::new(), revisions: BTreeMap::new() }
    }

    /// The current counter.
    pub(crate) fn life(&self) -> Life {
        self.lives.iter().map(|(life, _)| *life).max().unwrap_or(Life { n: 0, why: Why::Add })
    }

    /// The revisions that no other came after.
    pub(crate) fn heads(&self) -> Vec<RevisionId> {
        let replaced = |id: &RevisionId| self.revisions.values().any(|r| r.after.contains(id));
        self.revisions.keys().filter(|id| !replaced(id)).copied().collect()
    }

    /// The content that counts: of several heads, which are a conflict, the one with the greatest id.
    pub(crate) fn body(&self) -> Option<&[u8]> {
        let head = self.heads().pop()?;
        self.revisions.get(&head).map(|r| r.body.as_slice())
    }

    /// Makes `body` the content; its heads become history.
    pub(crate) fn revise(&mut self, id: ConceptId, body: Vec<u8>, tx: i64) {
        let after = self.heads();
        for head in &after {
            if let Some(revision) = self.revisions.get_mut(head) {
                revision.replaced.get_or_insert(tx);
            }
        }
        let name = revision_id(id, &after, &body);
        self.revisions.insert(name, Packed { after, body, tx, replaced: None });
    }

    /// A step of the counter.
    pub(crate) fn step(&mut self, why: Why, tx: i64) {
        let next = if self.lives.is_empty() { Life::BORN } else { self.life().next(why) };
        self.lives.push((next, tx));
    }

    /// Forgets every content and ends the life for good; `false` when that was done before, or nobody has seen it.
    pub(crate) fn purge(&mut self, tx: i64) -> bool {
        let life = self.life();
        if self.lives.is_empty() || life.why == Why::Purge {
            return false;
        }
        // Live numbers are odd: a concept that is gone stays gone, only the reason changes.
        self.lives.push((Life { n: life.n + life.n % 2, why: Why::Purge }, tx));
        self.revisions.clear();
        true
    }

    /// Undoes what `undone` did to the concept, in transaction `tx`; `None` when it did nothing, `Some(false)` when
    /// something came after it.
    pub(crate) fn undo(&mut self, id: ConceptId, undone: i64, tx: i64) -> Option<bool> {
        let lived = self.lives.iter().any(|(_, of)| *of == undone);
        let revised = self.revisions.values().any(|r| r.tx == undone);
        if !lived && !revised {
            return None;
        }
        if self.life().why == Why::Purge {
            return Some(false);
        }
        let later = self.lives.iter().map(|(_, of)| *of).chain(self.revisions.values().map(|r| r.tx));
        if later.max() != Some(undone) {
            return Some(false);
        }
        if self.lives.iter().filter(|(_, of)| *of == undone).count() % 2 == 1 {
            self.step(Why::Undo, tx);
        }
        let before = self.revisions.values().filter(|r| r.replaced == Some(undone) && r.tx != undone);
        if let Some(body) = before.map(|r| r.body.clone()).next_back()
            && self.body() != Some(body.as_slice())
        {
            self.revise(id, body, tx);
        }
        Some(true)
    }

    /// Takes in another store's record; whether something was new.
    pub(crate) fn absorb(&mut self, record: &Record, tx: i64) -> bool {
        let mut news = false;
        if record.life.max(self.life()).why == Why::Purge {
            news = record.life > self.life();
            if news {
                self.lives.push((record.life, tx));
            }
            self.revisions.clear();
            return news;
        }
        for revision in &record.revisions {
            let body = revision.body();
            let id = revision_id(record.id, &revision.after, &body);
            self.revisions.entry(id).or_insert_with(|| {
                news = true;
                Packed { after: revision.after.clone(), body, tx, replaced: None }
            });
        }
        let heads = self.heads();
        for (_, packed) in
            self.revisions.iter_mut().filter(|(id, p)| p.replaced.is_none() && !heads.contains(id))
        {
            packed.replaced = Some(tx);
        }
        if record.life > self.life() {
            news = true;
            self.lives.push((record.life, tx));
        }
        news
    }

    /// The revisions unpacked: the current one first, then the replaced ones, latest first.
    pub(crate) fn history(&self) -> Vec<Revision> {
        let mut history: Vec<_> = self.revisions.iter().filter_map(|(id, r)| unpacked(*id, r)).collect();
        history.sort_by_key(|r| {
            (std::cmp::Reverse(r.replaced.unwrap_or(i64::MAX)), std::cmp::Reverse(r.tx), r.id)
        });
        history
    }

    /// Everything for another store.
    pub(crate) fn record(&self, id: ConceptId) -> Record {
        let revisions = self.revisions.iter().filter_map(|(id, r)| unpacked(*id, r)).collect();
        Record { id, life: self.life(), revisions }
    }
}

fn unpacked(id: RevisionId, packed: &Packed) -> Option<Revision> {
    Some(Revision {
        id,
        after: packed.after.clone(),
        concept: unpack(&packed.body)?,
        tx: packed.tx,
        replaced: packed.replaced,
    })
}
