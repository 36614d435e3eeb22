//! What has to be known before the first byte is written: which units, in which order, under which names.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use tm::lang::Lang;
use tm::sensitive::Kind;
use tm::sensitive::names::{Names, Reason, Refusal, Veiled};
use tm::store::{Record, StoreError, UnitNumber, UnitStore};
use tm::unit::{Unit, Variant};

use super::{Report, Request};
use crate::args::ExportFormat;
use crate::failure::{Failure, Result};
use crate::ui::progress::Progress;

/// Bytes of the hub text kept for sorting, so that a million units sort in about 50 MB; units that agree in them
/// are compared whole.
const PREFIX: usize = 32;

type Prefix = [u8; PREFIX];

/// What has to be known before the first byte is written.
pub(super) struct Survey {
    units: Vec<(Prefix, UnitNumber)>,
    pub(super) langs: BTreeSet<String>,
    pub(super) hub_everywhere: bool,
    /// Texts of units with more than two languages: only a unit all of whose texts are here can be hidden behind
    /// another.
    texts_of_larger: HashSet<u64>,
    /// Units that name somebody, as they are written.
    veiled: HashMap<UnitNumber, Unit>,
}

impl Survey {
    pub(super) fn take(store: &dyn UnitStore, request: &Request) -> Result<Survey> {
        let mut survey = Survey {
            units: Vec::new(),
            langs: BTreeSet::new(),
            hub_everywhere: true,
            texts_of_larger: HashSet::new(),
            veiled: HashMap::new(),
        };
        let mut naming = Vec::new();
        let mut without_hub = Vec::new();
        let is_hub = |tag: &str| Lang::parse(tag).is_ok_and(|lang| request.hub.accepts(&lang));
        store.scan(&mut |number, variants| {
            if variants.len() > 2 {
                survey.texts_of_larger.extend(variants.iter().map(|v| text_hash(v.lang, v.text)));
            }
            let wanted =
                || variants.iter().filter(|v| Lang::parse(v.lang).is_ok_and(|lang| request.wants(&lang)));
            if wanted().count() < 2 || !request.selection.accepts_texts(variants) {
                return;
            }
            let hub = wanted().find(|v| is_hub(v.lang));
            let first = hub.or_else(|| wanted().next()).map_or("", |v| v.text);
            survey.units.push((prefix(first), number));
            // Languages that stay here tell of whom those that leave speak.
            if !request.full && variants.iter().any(|v| !request.names.find(v.text).is_empty()) {
                naming.push(number);
            }
            if hub.is_none() {
                without_hub.push(number);
            }
        })?;
        survey.veil(store, request, &naming)?;
        survey.units.sort_unstable();
        for number in without_hub {
            let Some(record) = request.record(store, number)? else { continue };
            if request.full || may_leave(&record) && !survey.is_hidden(store, request, &record.unit)? {
                survey.hub_everywhere = false;
                break;
            }
        }
        if request.format == ExportFormat::Csv {
            survey.langs = survey.columns(store, request)?;
        }
        Ok(survey)
    }

    /// Puts pseudonyms into the units that name somebody and would leave.
    fn veil(&mut self, store: &dyn UnitStore, request: &Request, naming: &[UnitNumber]) -> Result<()> {
        let mut refused: Vec<(Record, Refusal)> = Vec::new();
        for number in naming {
            let Some(record) = request.record(store, *number)?.filter(may_leave) else { continue };
            let Some(unit) = self.outgoing(store, request, &record)? else { continue };
            if let Some(missing) = missing(&record.unit, &unit, &request.names) {
                refused.push((record, missing));
                continue;
            }
            match request.names.veil(&unit) {
                Veiled::Untouched => {}
                Veiled::Changed(unit) => drop(self.veiled.insert(*number, unit)),
                Veiled::Refused(refusal) => refused.push((record, refusal)),
            }
        }
        if !refused.is_empty() {
            return Err(refusal(&refused, &request.names));
        }
        for (first, number) in self.units.iter_mut().filter(|(_, number)| self.veiled.contains_key(number)) {
            let unit = self.veiled.get(number);
            let text = unit.and_then(|u| u.variant(&request.hub).or_else(|| u.variants().first()));
            *first = prefix(text.map_or("", |v| v.text.as_str()));
        }
        Ok(())
    }

    /// A unit that may leave in the languages wanted, if it does.
    fn outgoing(
        &self,
        store: &dyn UnitStore,
        request: &Request,
        record: &Record,
    ) -> std::result::Result<Option<Unit>, StoreError> {
        let Some(unit) = record.unit.project(|lang| request.wants(lang)) else { return Ok(None) };
        let hidden = unit == record.unit && self.is_hidden(store, request, &unit)?;
        Ok((!hidden).then_some(unit))
    }

    /// Hands the units to `visit` in their order, none twice unless everything is wanted.
    pub(super) fn visit(
        &self,
        store: &dyn UnitStore,
        request: &Request,
        progress: &Progress,
        visit: &mut dyn FnMut(Unit, &Record) -> Result<()>,
    ) -> Result<Report> {
        let mut report = Report::default();
        let mut before: Option<Unit> = None;
        let mut rest = self.units.as_slice();
        while let Some((prefix, _)) = rest.first() {
            let length = rest.iter().take_while(|(p, _)| p == prefix).count();
            let (group, others) = rest.split_at(length);
            rest = others;
            for (unit, record) in sorted(store, group, request, self, &mut report)? {
                if request.full {
                    visit(unit, &record)?;
                } else if before.as_ref() != Some(&unit) {
                    report.veiled += u64::from(self.veiled.contains_key(&record.number));
                    report.partly += u64::from(names_a_part(&unit, &request.names));
                    visit(unit.clone(), &record)?;
                    before = Some(unit);
                }
            }
            progress.advance(length as u64);
        }
        Ok(report)
    }

    /// The languages of the units that are written: those of others are not even named.
    fn columns(&self, store: &dyn UnitStore, request: &Request) -> Result<BTreeSet<String>> {
        let mut langs = BTreeSet::new();
        for (_, number) in &self.units {
            let Some(record) = request.record(store, *number)?.filter(may_leave) else { continue };
            let wanted = record.unit.variants().iter().filter(|v| request.wants(&v.lang));
            langs.extend(wanted.map(|v| v.lang.to_string()));
        }
        Ok(langs)
    }

    /// Whether a unit that is meant and may leave says the same and more.
    fn is_hidden(
        &self,
        store: &dyn UnitStore,
        request: &Request,
        unit: &Unit,
    ) -> std::result::Result<bool, StoreError> {
        let known = |v: &Variant| self.texts_of_larger.contains(&text_hash(v.lang.as_str(), &v.text));
        // A unit that cannot be asked hides nothing.
        let leaves = |record: &Record| {
            may_leave(record)
                && request.selection.accepts_unit(&record.unit)
                && request.selection.accepts(store, record).unwrap_or(false)
        };
        Ok(unit.variants().iter().all(known) && store.is_hidden(unit, &leaves)?)
    }
}

/// A name that a language of `whole` tells which stays here, and a language of `leaving` where it is not found.
fn missing(whole: &Unit, leaving: &Unit, names: &Names) -> Option<Refusal> {
    let named = |variant: &Variant| -> BTreeSet<usize> {
        let hits = names.find(&variant.text).into_iter().filter(|hit| hit.kind != Kind::NamePart);
        hits.map(|hit| hit.entry).collect()
    };
    let stays = |variant: &&Variant| leaving.variants().iter().all(|v| v.lang != variant.lang);
    let told: BTreeSet<usize> = whole.variants().iter().filter(stays).flat_map(named).collect();
    leaving.variants().iter().find_map(|variant| {
        let entry = *told.difference(&named(variant)).next()?;
        Some(Refusal { entry, reason: Reason::Missing, lang: variant.lang.clone() })
    })
}

/// Units shown of those that cannot leave: enough to see what is the matter.
const SHOWN: usize = 5;

fn refusal(refused: &[(Record, Refusal)], names: &Names) -> Failure {
    let short = |record: &Record| record.unit.id().short();
    let line = |(record, refusal): &(Record, Refusal)| {
        let name = names.entries().get(refusal.entry).map_or("", |entry| entry.name.as_str());
        let what = match refusal.reason {
            Reason::Missing => "the name is in another language of it and not found here",
            Reason::Unsure => "this may be the name or something else",
            Reason::Remains => "without the name the text still gives it away",
        };
        let text =
            record.unit.variants().iter().find(|v| v.lang == refusal.lang).map_or("", |v| v.text.as_str());
        format!("unit {}, {}: {what}\n    {name}\n    {text}", short(record), refusal.lang)
    };
    let shown: Vec<String> = refused.iter().take(SHOWN).map(line).collect();
    Failure::held_back(
        refused.len(),
        &shown,
        &refused.first().map_or(String::new(), |(record, _)| short(record)),
    )
}

fn text_hash(lang: &str, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (lang, text).hash(&mut hasher);
    hasher.finish()
}

fn may_leave(record: &Record) -> bool {
    !record.private && record.state.may_leave()
}

fn names_a_part(unit: &Unit, names: &Names) -> bool {
    unit.variants().iter().any(|variant| !names.find(&variant.text).is_empty())
}

fn prefix(text: &str) -> Prefix {
    let mut prefix = [0; PREFIX];
    for (to, from) in prefix.iter_mut().zip(text.bytes()) {
        *to = from;
    }
    prefix
}

/// The units of a group that are written, projected to the languages wanted, by content.
fn sorted(
    store: &dyn UnitStore,
    group: &[(Prefix, UnitNumber)],
    request: &Request,
    survey: &Survey,
    report: &mut Report,
) -> std::result::Result<Vec<(Unit, Record)>, StoreError> {
    let mut units = Vec::with_capacity(group.len());
    for (_, number) in group {
        let Some(record) = request.record(store, *number)? else { continue };
        if request.full {
            let Some(unit) = record.unit.project(|lang| request.wants(lang)) else { continue };
            units.push((unit, record));
            continue;
        }
        if !may_leave(&record) {
            report.withheld += 1;
            continue;
        }
        let Some(mut unit) = survey.outgoing(store, request, &record)? else { continue };
        if let Some(veiled) = survey.veiled.get(number) {
            unit.clone_from(veiled);
        }
        if request.format != ExportFormat::Tmx {
            unit = unit.without_codes();
        }
        units.push((unit, record));
    }
    let hub_text = |unit: &Unit| unit.variant(&request.hub).map(|v| v.text.clone());
    units.sort_by_cached_key(|(unit, record)| (hub_text(unit), unit.clone(), record.unit.id()));
    Ok(units)
}
