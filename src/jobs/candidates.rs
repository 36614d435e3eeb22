//! Which units may say something, and which of them are read: all, or, where they are many, the first ones and a sample.

use std::collections::{BTreeMap, BTreeSet};

use tm::index::{Index, Sought};
use tm::lang::Lang;
use tm::store::{UnitNumber, UnitStore};

use super::find::{Found, Opened, Report, Request};
use crate::failure::Result;

/// Units that may say it: all that do and some that do not.
pub enum Candidates<'o> {
    /// Those found by reading every text, by number.
    Read(Vec<UnitNumber>),
    /// Those that indexes find.
    Sought {
        /// The indexes.
        opened: &'o Opened<'o>,
        /// What is looked for in which.
        sought: Vec<(Lang, Sought)>,
    },
}

/// Prepares to look for units that may say it.
///
/// # Errors
/// The store cannot be read.
pub fn candidates<'o>(
    store: &dyn UnitStore,
    opened: &'o mut Opened<'_>,
    request: &Request,
) -> Result<Candidates<'o>> {
    let present = store.langs()?;
    let mut sought = Vec::new();
    for lang in request.indexed(&present) {
        let script = lang.script();
        // An index reads all its texts by one script.
        let is_read_so = present.iter().filter(|own| lang.accepts(own)).all(|own| own.script() == script);
        let found = if is_read_so { opened.of(&lang)?.sought(&request.pattern, script) } else { None };
        match found {
            Some(found) => sought.push((lang, found)),
            None => return Ok(Candidates::Read(scanned(store, opened, request)?)),
        }
    }
    Ok(Candidates::Sought { opened, sought })
}

/// Units that say it, by number, where no word tells in which to look.
fn scanned(store: &dyn UnitStore, opened: &Opened<'_>, request: &Request) -> Result<Vec<UnitNumber>> {
    opened.progress.expect(store.live_units()?);
    let mut numbers = Vec::new();
    store.scan(&mut |number, variants| {
        opened.progress.advance(1);
        let says = variants.iter().any(|variant| {
            Lang::parse(variant.lang)
                .is_ok_and(|lang| request.searches(&lang) && request.pattern.is_in(variant.text, &lang))
        });
        if says {
            numbers.push(number);
        }
    })?;
    Ok(numbers)
}

impl Candidates<'_> {
    /// Texts that are looked at to find all of them.
    fn reach(&self) -> usize {
        match self {
            Candidates::Read(numbers) => numbers.len(),
            Candidates::Sought { sought, .. } => sought.iter().map(|(_, sought)| sought.reach).sum(),
        }
    }

    /// No unit behind this one is among them.
    fn last(&self) -> UnitNumber {
        match self {
            Candidates::Read(numbers) => numbers.last().copied().unwrap_or(UnitNumber::NONE),
            Candidates::Sought { opened, sought } => {
                let indexes = sought.iter().filter_map(|(lang, _)| opened.known(lang));
                indexes.map(Index::last).max().unwrap_or(UnitNumber::NONE)
            }
        }
    }

    /// Those that are wanted, by number.
    fn among(&self, wants: impl Fn(UnitNumber) -> bool) -> Vec<UnitNumber> {
        match self {
            Candidates::Read(numbers) => numbers.iter().copied().filter(|number| wants(*number)).collect(),
            Candidates::Sought { opened, sought } => {
                let mut found = Vec::new();
                for (lang, sought) in sought {
                    found.extend(
                        opened.known(lang).map(|index| index.saying(sought, &wants)).unwrap_or_default(),
                    );
                }
                found.sort_unstable();
                found.dedup();
                found
            }
        }
    }
}

/// Units that are read whatever is shown: of more candidates a sample of so many tells how many say it. Reading one takes
/// about a hundredth of a millisecond.
const MOST_READ: usize = 256;

/// Pairs that renderings are counted in: what stands in one pair of ten is among them all but surely, and to align one takes
/// some hundredths of a millisecond.
const MOST_RENDERED: usize = 128;

/// Texts of an index that are looked at for candidates, a tenth of a microsecond each; of more a sample of so many tells
/// how many candidates there are.
const MOST_LOOKED_AT: usize = 1 << 14;

/// Reads candidates: the first units that say it, as many as are shown, and those of a sample.
///
/// # Errors
/// The store cannot be read.
pub fn read(store: &dyn UnitStore, request: &Request, candidates: &Candidates<'_>) -> Result<Report> {
    let mut reading = Reading { store, request, found: BTreeMap::new(), read: BTreeSet::new() };
    let (all, expected) = sampled(candidates);
    let sample = least_shaken(&all, MOST_READ);
    reading.read_all(&sample)?;
    let share = reading.found.len() as f64 / sample.len().max(1) as f64;
    let is_whole = match expected {
        None => sample.len() == all.len() || reading.first_of(&all)?,
        Some(expected) => reading.first_within(candidates, expected)?,
    };
    let estimate = two_digits(share * expected.unwrap_or(all.len() as f64));
    let mut found = reading.found;
    let count = if is_whole { found.len() } else { estimate.max(found.len()) };
    let (shown, others): (Vec<UnitNumber>, Vec<UnitNumber>) = {
        let mut numbers = found.keys().copied();
        (numbers.by_ref().take(request.most).collect(), numbers.collect())
    };
    let rendered = least_shaken(&others, MOST_RENDERED.saturating_sub(shown.len()));
    let kept: BTreeSet<UnitNumber> = shown.into_iter().chain(rendered).collect();
    found.retain(|number, _| kept.contains(number));
    Ok(Report { count, is_counted: is_whole, shown: found.into_values().collect(), totals: Vec::new() })
}

/// The candidates, and how many there are in all where these are only some of them.
fn sampled(candidates: &Candidates<'_>) -> (Vec<UnitNumber>, Option<f64>) {
    let reach = candidates.reach();
    if reach > MOST_LOOKED_AT {
        let border = (u64::MAX / reach as u64).saturating_mul(MOST_LOOKED_AT as u64);
        let some = candidates.among(|number| shaken(number) <= border);
        // So few tell too little.
        if some.len() >= MOST_READ {
            let expected = some.len() as f64 * reach as f64 / MOST_LOOKED_AT as f64;
            return (some, Some(expected));
        }
    }
    (candidates.among(|_| true), None)
}

/// Some of them, the same ones whatever else is among them: those whose numbers, shaken, are the least.
fn least_shaken(candidates: &[UnitNumber], most: usize) -> Vec<UnitNumber> {
    let mut numbers = candidates.to_vec();
    if numbers.len() > most {
        numbers.select_nth_unstable_by_key(most, |number| shaken(*number));
        numbers.truncate(most);
    }
    numbers
}

/// A number that has nothing to do with the order of units (the finaliser of SplitMix64, see Steele, Lea and Flood, OOPSLA
/// 2014).
fn shaken(number: UnitNumber) -> u64 {
    let mixed = (number.0 as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Rounded to two digits: a sample of some hundred tells no more.
fn two_digits(count: f64) -> usize {
    let unit = 10f64.powi((count.max(1.0).log10().floor() as i32 - 1).max(0));
    ((count / unit).round() * unit) as usize
}

struct Reading<'r> {
    store: &'r dyn UnitStore,
    request: &'r Request,
    found: BTreeMap<UnitNumber, Found>,
    read: BTreeSet<UnitNumber>,
}

impl Reading<'_> {
    fn read_all(&mut self, numbers: &[UnitNumber]) -> Result<()> {
        numbers.iter().try_for_each(|number| self.says(*number).map(drop))
    }

    /// Whether a unit says it; it is read once.
    fn says(&mut self, number: UnitNumber) -> Result<bool> {
        if !self.read.insert(number) {
            return Ok(self.found.contains_key(&number));
        }
        let Some(record) = self.store.record(number)? else { return Ok(false) };
        let says = self.request.is_said(&record) && self.request.is_meant(self.store, &record)?;
        if says {
            self.found.insert(number, self.request.found(record));
        }
        Ok(says)
    }

    /// Reads all candidates in order until as many say it as are shown; whether all were read.
    fn first_of(&mut self, all: &[UnitNumber]) -> Result<bool> {
        let mut said = 0;
        for number in all {
            if said == self.request.most {
                return Ok(false);
            }
            said += usize::from(self.says(*number)?);
        }
        Ok(true)
    }

    /// The same where only some candidates are known, of so many: the others are looked for in growing steps.
    fn first_within(&mut self, candidates: &Candidates<'_>, expected: f64) -> Result<bool> {
        let last = candidates.last().0;
        let density = expected / (last.max(1) as f64);
        let mut width = (2.0 * (self.request.most.min(1 << 20) + 8) as f64 / density.max(1e-9)) as i64;
        let (mut after, mut said) = (UnitNumber::NONE.0, 0);
        while after < last {
            let until = after.saturating_add(width.max(1));
            for number in candidates.among(|number| after < number.0 && number.0 <= until) {
                if said == self.request.most {
                    return Ok(false);
                }
                said += usize::from(self.says(number)?);
            }
            (after, width) = (until, width.saturating_mul(2));
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_the_same_whatever_else_is_among_the_candidates() {
        let all: Vec<UnitNumber> = (0..1000).map(UnitNumber).collect();
        let mut ten = least_shaken(&all, 10);
        let mut of_half = least_shaken(&all, 500);
        of_half.reverse();
        let mut again = least_shaken(&of_half, 10);
        ten.sort();
        again.sort();
        assert_eq!(ten, again);
        assert!(ten.iter().any(|n| n.0 < 500) && ten.iter().any(|n| n.0 >= 500), "{ten:?}");
    }

    #[test]
    fn an_estimate_has_two_digits() {
        assert_eq!([0.0, 7.4, 42.2, 1449.0, 314_159.0].map(two_digits), [0, 7, 42, 1400, 310_000]);
    }
}
