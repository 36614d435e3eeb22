//! Which units are meant: one rule for every command that takes some of the memory.

use tm::concordance::{Pattern, Strictness};
use tm::lang::Lang;
use tm::store::{Record, StoreError, UnitNumber, UnitStore, VariantRef};
use tm::unit::Unit;

use crate::args::{SelectionArgs, Status};
use crate::failure::{Failure, Result};

/// Fewest hexadecimal digits that name a unit: 16 bits, so that a slip of the hand rarely names another.
const SHORTEST_NAME: usize = 4;

/// Units that are meant; everything that is not said excludes nothing.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    source: Option<Lang>,
    targets: Vec<Lang>,
    since: Option<String>,
    status: Vec<Status>,
    origin: Option<String>,
    matching: Option<Pattern>,
    units: Vec<String>,
}

impl Selection {
    /// Understands what was typed. A unit must have a text in one of `targets`, and another in one of them or in
    /// `source`, as in an export of these languages; without targets any languages do.
    ///
    /// # Errors
    /// A day or the name of a unit is written in a way nobody can read.
    pub fn new(args: &SelectionArgs, source: &Lang, targets: Vec<Lang>) -> Result<Selection> {
        Ok(Selection {
            source: Some(source.clone()),
            targets,
            since: args.since.as_deref().map(day).transpose()?,
            status: args.status.clone(),
            origin: said("--origin", args.origin.as_deref())?.map(str::to_lowercase),
            matching: said("--match", args.matching.as_deref())?
                .map(|text| Pattern::new(text, Strictness::default())),
            units: args.unit.iter().map(|name| unit_name(name)).collect::<Result<_>>()?,
        })
    }

    /// Whether it excludes nothing.
    pub fn is_everything(&self) -> bool {
        let Selection { source: _, targets, since, status, origin, matching, units } = self;
        targets.is_empty()
            && since.is_none()
            && status.is_empty()
            && origin.is_none()
            && matching.is_none()
            && units.is_empty()
    }

    /// Whether states are asked for.
    pub fn names_a_status(&self) -> bool {
        !self.status.is_empty()
    }

    /// Whether the texts of a unit are such as are meant; cheaper than [`Selection::accepts`], which asks the rest.
    pub fn accepts_texts(&self, variants: &[VariantRef<'_>]) -> bool {
        if self.targets.is_empty() && self.matching.is_none() {
            return true;
        }
        let langs = || variants.iter().filter_map(|v| Some((Lang::parse(v.lang).ok()?, v.text)));
        let target = |lang: &Lang| self.targets.iter().any(|t| t.accepts(lang));
        let wanted = |lang: &Lang| target(lang) || self.source.as_ref().is_some_and(|s| s.accepts(lang));
        let languages = self.targets.is_empty()
            || langs().any(|(lang, _)| target(&lang)) && langs().filter(|(lang, _)| wanted(lang)).count() > 1;
        let says = |(lang, text): (Lang, &str)| self.matching.as_ref().is_none_or(|p| p.is_in(text, &lang));
        languages && langs().any(says)
    }

    /// [`Selection::accepts_texts`] of a unit at hand.
    pub fn accepts_unit(&self, unit: &Unit) -> bool {
        let texts = unit.variants().iter().map(|v| VariantRef { lang: v.lang.as_str(), text: &v.text });
        self.accepts_texts(&texts.collect::<Vec<_>>())
    }

    /// Whether a unit whose texts are accepted is meant.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn accepts(&self, store: &dyn UnitStore, record: &Record) -> std::result::Result<bool, StoreError> {
        let young = self.since.as_ref().is_none_or(|since| record.day.as_str() >= since.as_str());
        let state = self.status.is_empty() || self.status.iter().any(|status| status.is_of(record));
        let named = || {
            let id = record.unit.id().to_string();
            self.units.iter().any(|name| id.starts_with(name))
        };
        Ok(young && state && (self.units.is_empty() || named()) && self.was_seen(store, record)?)
    }

    fn was_seen(&self, store: &dyn UnitStore, record: &Record) -> std::result::Result<bool, StoreError> {
        let Some(origin) = &self.origin else { return Ok(true) };
        let is_it = |label: &str| label.to_lowercase().contains(origin);
        Ok(is_it(&record.sighting.label) || store.sightings(record.number)?.iter().any(|s| is_it(&s.label)))
    }

    /// Hands every live unit that is meant to `visit`, by number.
    ///
    /// # Errors
    /// The store cannot be read, or `visit` fails.
    pub fn records(&self, store: &dyn UnitStore, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        for number in self.candidates(store)? {
            let Some(record) = store.record(number)? else { continue };
            if self.accepts(store, &record)? {
                visit(record)?;
            }
        }
        Ok(())
    }

    fn candidates(&self, store: &dyn UnitStore) -> Result<Vec<UnitNumber>> {
        let mut numbers = Vec::new();
        store.scan(&mut |number, variants| {
            if self.accepts_texts(variants) {
                numbers.push(number);
            }
        })?;
        Ok(numbers)
    }
}

impl Status {
    fn is_of(self, record: &Record) -> bool {
        use tm::store::ReviewState;
        match self {
            Status::Rejected => record.state == ReviewState::Rejected,
            Status::Untrusted => record.state == ReviewState::Untrusted,
            Status::Aligned => record.state == ReviewState::Aligned,
            Status::Draft => record.state == ReviewState::Draft,
            Status::Reviewed => record.state == ReviewState::Reviewed,
            Status::Private => record.private,
        }
    }
}

/// A value that says something: an empty one is a slip, and would mean every unit or none.
fn said<'a>(option: &str, value: Option<&'a str>) -> Result<Option<&'a str>> {
    match value {
        Some(value) if value.trim().is_empty() => Err(Failure::says_nothing(option)),
        value => Ok(value),
    }
}

/// Days are compared as they are written, so they have to be written in one way.
fn day(typed: &str) -> Result<String> {
    let date: jiff::civil::Date =
        typed.parse().map_err(|_| Failure::not_a_day(typed)).and_then(|date: jiff::civil::Date| {
            // A year such as 1403 is one of the Solar Hijri calendar, which nothing was entered in.
            if date.year() < 1900 { Err(Failure::not_a_day(typed)) } else { Ok(date) }
        })?;
    Ok(date.to_string())
}

fn unit_name(typed: &str) -> Result<String> {
    let name = typed.to_ascii_lowercase();
    let is_one = name.len() >= SHORTEST_NAME && name.bytes().all(|b| b.is_ascii_hexdigit());
    if is_one { Ok(name) } else { Err(Failure::not_a_unit_name(typed)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tm::store::{MemoryStore, ReviewState, Sighting, TxInfo, UnitWriter};
    use tm::unit::Variant;

    fn store() -> MemoryStore {
        let mut store = MemoryStore::new();
        let rows = [
            ("2026-05-01", "may.tmx", "fa", "زنده باد اول ماه مه", "en", "Long live May Day"),
            ("2026-05-01", "may.tmx", "fa", "نان و کار", "de", "Brot und Arbeit"),
            ("2026-09-12", "Bulletin-31.tmx", "fa", "شوراي كارگري", "sv", "arbetarråd"),
        ];
        for (day, label, fa, source, tag, target) in rows {
            let info = TxInfo { day: day.into(), command: "add".into(), origin: String::new() };
            store.begin(&info).unwrap();
            let variant = |tag: &str, text: &str| Variant::plain(Lang::parse(tag).unwrap(), text);
            let unit = Unit::new(vec![variant(fa, source), variant(tag, target)]).unwrap();
            store.add(&unit, &Sighting { label: label.into(), detail: Vec::new() }, false).unwrap();
            if tag == "de" {
                store.review(&unit.id(), ReviewState::Reviewed, "golnar").unwrap();
                store.mark_private(&unit.id(), true).unwrap();
            }
            store.commit().unwrap();
        }
        store
    }

    fn selected(args: &SelectionArgs, targets: &[&str]) -> Vec<String> {
        let targets = targets.iter().map(|t| Lang::parse(t).unwrap()).collect();
        let mut texts = Vec::new();
        let selection = Selection::new(args, &Lang::persian(), targets).unwrap();
        let mut visit = |record: Record| {
            texts.extend(
                record.unit.variants().iter().filter(|v| v.lang != Lang::persian()).map(|v| v.text.clone()),
            );
            Ok(())
        };
        selection.records(&store(), &mut visit).unwrap();
        texts
    }

    #[test]
    fn every_part_selects() {
        let all = SelectionArgs::default();
        assert_eq!(selected(&all, &[]).len(), 3);
        assert_eq!(selected(&all, &["sv"]), ["arbetarråd"]);
        let since = SelectionArgs { since: Some("2026-05-02".into()), ..all.clone() };
        assert_eq!(selected(&since, &[]), ["arbetarråd"]);
        let status = SelectionArgs { status: vec![Status::Draft], ..all.clone() };
        assert_eq!(selected(&status, &[]), ["Long live May Day", "arbetarråd"]);
        let private = SelectionArgs { status: vec![Status::Private], ..all.clone() };
        assert_eq!(selected(&private, &[]), ["Brot und Arbeit"]);
        let origin = SelectionArgs { origin: Some("bulletin".into()), ..all.clone() };
        assert_eq!(selected(&origin, &[]), ["arbetarråd"]);
        let matching = SelectionArgs { matching: Some("شورای کارگری".into()), ..all.clone() };
        assert_eq!(selected(&matching, &[]), ["arbetarråd"]);
        assert!(selected(&matching, &["de"]).is_empty());
    }

    #[test]
    fn a_unit_is_found_by_the_beginning_of_its_name() {
        let mut name = String::new();
        let everything = Selection::default();
        everything
            .records(&store(), &mut |r| {
                name = r.unit.id().to_string();
                Ok(())
            })
            .unwrap();
        let args = SelectionArgs { unit: vec![name[..8].to_uppercase()], ..SelectionArgs::default() };
        assert_eq!(selected(&args, &[]), ["arbetarråd"]);
    }

    #[test]
    fn what_nobody_can_read_is_refused() {
        for since in ["yesterday", "2026-13-01", "1403-06-20"] {
            let args = SelectionArgs { since: Some(since.into()), ..SelectionArgs::default() };
            assert!(Selection::new(&args, &Lang::persian(), Vec::new()).is_err(), "{since}");
        }
        for unit in ["abc", "xyzw", ""] {
            let args = SelectionArgs { unit: vec![unit.into()], ..SelectionArgs::default() };
            assert!(Selection::new(&args, &Lang::persian(), Vec::new()).is_err(), "{unit}");
        }
    }
}
