//! Which of the segments at hand can be used, and what else is to be indexed.

use std::collections::HashSet;

use super::{Built, Index, Segment, SegmentBuilder, Stamp};
use crate::lang::Lang;
use crate::store::{Moment, StoreError, UnitLog, UnitNumber};

/// Units that a program indexes for itself when it starts, about ten microseconds each; more are worth a segment.
pub const MOST_IN_MEMORY: usize = 500;

/// Changed units of a segment that are left out of it, and looked for in the store, at every start; with more of them it
/// is written anew.
const MOST_CHANGED: usize = 4 * MOST_IN_MEMORY;

/// A segment takes those in that are not so many times as large as what is new. So their number grows with the logarithm
/// of the units, and a unit is indexed anew about a dozen times while a memory grows from a thousand to a million.
const TIMES_LARGER: i64 = 4;

/// What makes an index of a store at one moment. All of it is to be read in one transaction.
#[derive(Debug)]
pub struct Plan {
    /// The segments that can be used, by their numbers.
    pub keep: Vec<Segment>,
    /// What is not in them.
    pub delta: Delta,
}

/// What is not in the segments that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    source: Lang,
    /// Everything above this number …
    after: UnitNumber,
    /// … up to now.
    now: Moment,
    /// Units of the segments whose life changed.
    changed: Vec<UnitNumber>,
    /// Whether there is so much of it that a segment should be written of what is above `after`.
    pub is_large: bool,
}

/// Makes the best of segments that may be of any store, language and moment.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn plan(store: &dyn UnitLog, source: &Lang, segments: Vec<Segment>) -> Result<Plan, StoreError> {
    let now = store.moment()?;
    let mut keep = chain(store, source, now, segments)?;
    let mut changed = Vec::with_capacity(keep.len());
    for segment in &keep {
        let stamp = segment.stamp();
        let happened = store.happened_since(stamp.moment)?;
        if happened.purged {
            keep.clear();
            changed.clear();
            break;
        }
        let own = happened.units.into_iter().filter(|number| *number > stamp.after);
        changed.push(own.collect::<Vec<_>>());
    }
    if let Some(worn) = changed.iter().position(|changed| changed.len() > MOST_CHANGED) {
        keep.truncate(worn);
    }
    let worn = keep.len() < changed.len();
    let mut after = keep.last().map_or(UnitNumber::NONE, |last| last.stamp().moment.unit);
    let is_large = worn || now.unit.0 - after.0 > MOST_IN_MEMORY as i64;
    while let Some(last) = keep.last().map(Segment::stamp).filter(|_| is_large) {
        if last.moment.unit.0 - last.after.0 >= TIMES_LARGER * (now.unit.0 - last.moment.unit.0) {
            break;
        }
        after = last.after;
        keep.pop();
    }
    changed.truncate(keep.len());
    let changed = changed.concat();
    Ok(Plan { keep, delta: Delta { source: source.clone(), after, now, changed, is_large } })
}

/// Segments of this store and language that follow one another from the first unit on, as far as they reach.
fn chain(
    store: &dyn UnitLog,
    source: &Lang,
    now: Moment,
    segments: Vec<Segment>,
) -> Result<Vec<Segment>, StoreError> {
    let mut usable = Vec::new();
    for segment in segments {
        let Stamp { source: of, after, moment, imprint } = segment.stamp();
        let is_possible =
            of == source && moment.tx <= now.tx && moment.unit <= now.unit && *after < moment.unit;
        if is_possible && store.imprint(*moment)? == *imprint {
            usable.push(segment);
        }
    }
    let mut chain: Vec<Segment> = Vec::new();
    loop {
        let at = chain.last().map_or(UnitNumber::NONE, |last| last.stamp().moment.unit);
        let next = usable.iter().enumerate().filter(|(_, segment)| segment.stamp().after == at);
        let next = next.max_by_key(|(_, segment)| (segment.stamp().moment.unit, segment.stamp().moment.tx));
        match next.map(|(place, _)| place) {
            Some(place) => chain.push(usable.swap_remove(place)),
            None => return Ok(chain),
        }
    }
}

impl Delta {
    /// How many units there may be in it.
    pub fn len(&self) -> usize {
        (self.now.unit.0 - self.after.0).unsigned_abs() as usize + self.changed.len()
    }

    /// Whether the segments have everything as it is now.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Indexes what is above the segments; `step` is called for each unit.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn build(&self, store: &dyn UnitLog, step: &mut dyn FnMut()) -> Result<Built, StoreError> {
        Ok(self.collect(store, step)?.finish(self.stamp(store)?))
    }

    fn collect(&self, store: &dyn UnitLog, step: &mut dyn FnMut()) -> Result<SegmentBuilder, StoreError> {
        let mut builder = SegmentBuilder::new(&self.source);
        store.scan_between(self.after, self.now.unit, &mut |number, texts| {
            step();
            builder.add(number, texts);
        })?;
        Ok(builder)
    }

    fn stamp(&self, store: &dyn UnitLog) -> Result<Stamp, StoreError> {
        let imprint = store.imprint(self.now)?;
        Ok(Stamp { source: self.source.clone(), after: self.after, moment: self.now, imprint })
    }
}

impl Plan {
    /// The index, once what is above the segments has become one (`tail`) or is indexed here in memory; `step` is called
    /// for each unit.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn index(
        self,
        store: &dyn UnitLog,
        tail: Option<Segment>,
        step: &mut dyn FnMut(),
    ) -> Result<Index, StoreError> {
        let Plan { mut keep, delta } = self;
        let mut builder = match &tail {
            Some(_) => SegmentBuilder::new(&delta.source),
            None => delta.collect(store, step)?,
        };
        keep.extend(tail);
        for number in &delta.changed {
            step();
            let before = UnitNumber(number.0 - 1);
            store.scan_between(before, *number, &mut |number, texts| builder.add(number, texts))?;
        }
        // On a computer whose numbers begin with their highest byte there is no index; what has the same key is found.
        let anew = match builder.is_empty() {
            true => None,
            false => builder.finish(delta.stamp(store)?).open().ok(),
        };
        Ok(Index::new(keep, delta.changed.into_iter().collect::<HashSet<_>>(), anew))
    }
}

impl Index {
    /// The index of a store that has no files, in memory; `step` is called for each unit.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub fn build(store: &dyn UnitLog, source: &Lang, step: &mut dyn FnMut()) -> Result<Index, StoreError> {
        plan(store, source, Vec::new())?.index(store, None, step)
    }
}
