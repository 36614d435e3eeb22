//! Units that differ in spelling only, and others nobody needs.

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hash, Hasher};

use tm::lang::Lang;
use tm::sqlite::SqliteStore;
use tm::store::{Record, ReviewState, TxNumber, UnitNumber, UnitStore, UnitWriter};
use tm::text::{ZWNJ, exact_key};
use tm::unit::Unit;

use super::selection::Selection;
use super::write;
use crate::failure::Result;

/// Units that say the same in every language, up to spelling.
#[derive(Debug)]
pub struct Twins {
    /// The best of them.
    pub keep: UnitNumber,
    /// The others.
    pub others: Vec<UnitNumber>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Spelling twins.
    pub twins: Vec<Twins>,
    /// One source with several translations into one language.
    pub targets: Vec<Vec<UnitNumber>>,
    /// Units with the same text on both sides.
    pub same: Vec<UnitNumber>,
    /// Units with a side that says nothing.
    pub empty: Vec<UnitNumber>,
}

/// What is to be changed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// Put the best twin in the place of the others.
    pub twins: bool,
    /// Remove what says the same on both sides.
    pub same: bool,
    /// Remove what says nothing on one side.
    pub empty: bool,
}

/// How many units were changed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// Twins that another one took the place of.
    pub replaced: usize,
    /// Units removed.
    pub removed: usize,
    /// Units left as they are, because somebody changed them or their twin since they were found.
    pub skipped: usize,
}

/// Units by the hash of what they share: 16 bytes for each, so that a million fit in a few megabytes.
type Groups = Vec<(u64, UnitNumber)>;

/// Looks at the units that are meant. Rejected ones are left out: nothing is to be won from them, and a rejection must
/// not pass to a twin.
///
/// # Errors
/// The store cannot be read.
pub fn find(store: &dyn UnitStore, selection: &Selection, source: &Lang) -> Result<Found> {
    let (mut twins, mut sources, mut found) = (Groups::new(), Groups::new(), Found::default());
    selection.records(store, &mut |record| {
        if record.state == ReviewState::Rejected {
            return Ok(());
        }
        let keys = keys(&record.unit);
        if has_an_empty_side(&keys) {
            found.empty.push(record.number);
            return Ok(());
        }
        if says_the_same(&keys) {
            found.same.push(record.number);
            return Ok(());
        }
        twins.push((hash_of(&keys), record.number));
        if let Some(hub) = keys.iter().find(|(lang, ..)| source.accepts(lang)) {
            sources.push((hash_of(&hub), record.number));
        }
        Ok(())
    })?;
    for group in groups(&mut twins) {
        found.twins.extend(real_twins(store, &group)?);
    }
    for group in groups(&mut sources) {
        found.targets.extend(several_targets(store, &group, source)?);
    }
    Ok(found)
}

/// Language, exact key and number of codes of each variant: twins agree in all of them, because what a file said
/// about the codes of one has to fit the other.
fn keys(unit: &Unit) -> Vec<(Lang, String, usize)> {
    let variants = unit.variants().iter();
    variants.map(|v| (v.lang.clone(), exact_key(&v.text, v.lang.script()), v.codes.len())).collect()
}

fn has_an_empty_side(keys: &[(Lang, String, usize)]) -> bool {
    keys.iter().any(|(_, key, _)| !key.contains(char::is_alphanumeric))
}

/// Whether a text and its translation are one text; numbers and dates are the same in every language.
fn says_the_same(keys: &[(Lang, String, usize)]) -> bool {
    let lower = |key: &str| key.to_lowercase().replace(' ', "");
    let mut texts: Vec<String> = keys.iter().map(|(_, key, _)| lower(key)).collect();
    texts.dedup();
    texts.len() == 1 && texts.iter().any(|text| text.contains(char::is_alphabetic))
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Units that share a hash, groups of at least two, by their first unit.
fn groups(units: &mut Groups) -> Vec<Vec<UnitNumber>> {
    units.sort_unstable();
    let runs = units.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1);
    let mut groups: Vec<Vec<UnitNumber>> =
        runs.map(|run| run.iter().map(|(_, number)| *number).collect()).collect();
    groups.sort_unstable();
    groups
}

fn records(store: &dyn UnitStore, group: &[UnitNumber]) -> Result<Vec<Record>> {
    let mut records = Vec::with_capacity(group.len());
    for number in group {
        records.extend(store.record(*number)?);
    }
    Ok(records)
}

/// Equal hashes are no proof: the texts decide.
fn real_twins(store: &dyn UnitStore, group: &[UnitNumber]) -> Result<Vec<Twins>> {
    let mut ranked = Vec::with_capacity(group.len());
    for record in records(store, group)? {
        let seen = store.sightings(record.number)?.len();
        let rank = (
            keys(&record.unit),
            Reverse(record.state),
            Reverse(seen),
            oddities(&record.unit),
            record.unit.id(),
        );
        ranked.push((rank, record.number));
    }
    ranked.sort_by(|a, b| a.0.cmp(&b.0));
    let mut found: Vec<Twins> = Vec::new();
    let mut before = None;
    for ((keys, ..), number) in ranked {
        match found.last_mut().filter(|_| before.as_ref() == Some(&keys)) {
            Some(twins) => twins.others.push(number),
            None => found.push(Twins { keep: number, others: Vec::new() }),
        }
        before = Some(keys);
    }
    found.retain(|twins| !twins.others.is_empty());
    Ok(found)
}

/// How far a unit's Persian is from standard spelling: Arabic letters, kashida and vowel signs count against it, then
/// every missing ZWNJ against those that have more.
fn oddities(unit: &Unit) -> (usize, Reverse<usize>) {
    let persian = unit.variants().iter().filter(|v| v.lang.primary() == "fa");
    let letters = || persian.clone().flat_map(|v| v.text.chars());
    let odd =
        |c: &char| matches!(c, '\u{064A}' | '\u{0643}' | '\u{0629}' | '\u{0640}' | '\u{064B}'..='\u{0652}');
    (letters().filter(odd).count(), Reverse(letters().filter(|c| *c == ZWNJ).count()))
}

/// Units of one source whose translations into some language differ in more than spelling.
fn several_targets(
    store: &dyn UnitStore,
    group: &[UnitNumber],
    source: &Lang,
) -> Result<Option<Vec<UnitNumber>>> {
    let units: Vec<_> = records(store, group)?.into_iter().map(|r| (r.number, keys(&r.unit))).collect();
    let mut targets: Vec<_> =
        units.iter().flat_map(|(_, keys)| keys.iter().filter(|(lang, ..)| !source.accepts(lang))).collect();
    targets.sort();
    targets.dedup();
    let several = targets.windows(2).any(|pair| matches!(pair, [a, b] if a.0 == b.0));
    Ok(several.then(|| group.to_vec()))
}

/// Changes what is wanted, in one write, as far as it still is what was found: a twin that was purged or removed since
/// must neither come back nor take the place of another.
///
/// # Errors
/// The store says no: then nothing was changed.
pub fn apply(
    store: &mut SqliteStore<'_>,
    found: &Found,
    wanted: Wanted,
    dry_run: bool,
) -> Result<(TxNumber, Changed)> {
    write(store, "dedupe", "", dry_run, |store, _| {
        let mut changed = Changed::default();
        for twins in found.twins.iter().filter(|_| wanted.twins) {
            replace_twins(store, twins, &mut changed)?;
        }
        for number in found.same.iter().filter(|_| wanted.same) {
            remove_if(store, *number, says_the_same, &mut changed)?;
        }
        for number in found.empty.iter().filter(|_| wanted.empty) {
            remove_if(store, *number, has_an_empty_side, &mut changed)?;
        }
        Ok(changed)
    })
}

fn replace_twins(store: &mut dyn UnitWriter, twins: &Twins, changed: &mut Changed) -> Result<()> {
    let keep = usable(store, twins.keep)?;
    for number in &twins.others {
        let other = usable(store, *number)?;
        match (&keep, other) {
            (Some(keep), Some(other)) if keys(&keep.unit) == keys(&other.unit) => {
                replace(store, &other, keep)?;
                changed.replaced += 1;
            }
            _ => changed.skipped += 1,
        }
    }
    Ok(())
}

fn remove_if(
    store: &mut dyn UnitWriter,
    number: UnitNumber,
    still: impl FnOnce(&[(Lang, String, usize)]) -> bool,
    changed: &mut Changed,
) -> Result<()> {
    match usable(store, number)?.filter(|record| still(&keys(&record.unit))) {
        Some(record) => {
            store.remove(&record.unit.id())?;
            changed.removed += 1;
        }
        None => changed.skipped += 1,
    }
    Ok(())
}

/// A unit that takes part as [`find`] understands it.
fn usable(store: &dyn UnitWriter, number: UnitNumber) -> Result<Option<Record>> {
    Ok(store.record(number)?.filter(|record| record.state != ReviewState::Rejected))
}

/// The kept unit takes over where the other was seen, and its private mark.
fn replace(store: &mut dyn UnitWriter, other: &Record, keep: &Record) -> Result<()> {
    let sightings = store.sightings(other.number)?;
    store.replace(&other.unit.id(), &keep.unit, &other.sighting)?;
    for sighting in &sightings {
        store.add(&keep.unit, sighting, true)?;
    }
    if other.private && !keep.private {
        store.mark_private(&keep.unit.id(), true)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tm::store::{Sighting, TxInfo};
    use tm::unit::Variant;

    use super::*;
    use crate::workspace;

    fn unit(fa: &str, en: &str) -> Unit {
        let variant = |lang, text| Variant::plain(Lang::parse(lang).unwrap(), text);
        Unit::new(vec![variant("fa", fa), variant("en", en)]).unwrap()
    }

    fn live(store: &SqliteStore<'_>) -> usize {
        store.live_units().unwrap() as usize
    }

    #[test]
    fn what_changed_since_it_was_found_is_left_alone() {
        let all = Wanted { twins: true, same: true, empty: true };
        let twins = [
            unit("می\u{200C}رویم", "we go"),
            unit("ميرويم", "we go"),
            unit("کتاب", "book"),
            unit("نان", "نان"),
        ];
        for (first, second, left) in [(true, false, 2), (false, true, 2), (true, true, 1)] {
            let connection = workspace::in_memory().unwrap();
            let mut store = SqliteStore::new(&connection);
            let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() };
            store.begin(&info).unwrap();
            for unit in &twins {
                store.add(unit, &Sighting::default(), false).unwrap();
            }
            store.commit().unwrap();
            let selection = Selection::default();
            let found = find(&store, &selection, &Lang::persian()).unwrap();
            assert_eq!((found.twins.len(), found.same.len()), (1, 1));
            // Somebody else was faster.
            store.begin(&info).unwrap();
            let pair = &found.twins[0];
            if first {
                store.purge(pair.keep).unwrap();
            }
            if second {
                store.purge(pair.others[0]).unwrap();
            }
            store.commit().unwrap();
            let (_, changed) = apply(&mut store, &found, all, false).unwrap();
            assert_eq!(changed, Changed { replaced: 0, removed: 1, skipped: 1 });
            assert_eq!(live(&store), left);
        }
    }
}
