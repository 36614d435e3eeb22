//! The memory into a file, in an order that depends on its content alone.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;

use tm::detail::Detail;
use tm::lang::Lang;
use tm::sensitive::names::{Names, Reason, Refusal, Veiled};
use tm::store::{Record, StoreError, UnitNumber, UnitStore};
use tm::tmx;
use tm::unit::{Unit, Variant, is_xml_space};

use super::own;
use super::seen::Seen;
use super::selection::Selection;
use crate::args::ExportFormat;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::ui::progress::Progress;
use crate::writing::csv::defused;

/// What is to be written.
#[derive(Debug)]
pub struct Request {
    /// The language that comes first in every unit.
    pub hub: Lang,
    /// Languages wanted besides the hub; empty for all.
    pub targets: Vec<Lang>,
    /// Units that are meant.
    pub selection: Selection,
    /// Names that pseudonyms take the place of, unless everything is written.
    pub names: Names,
    /// Everything, for one's own backup.
    pub full: bool,
    /// As what.
    pub format: ExportFormat,
}

/// What was written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Units, or sightings of units in a full export.
    pub written: u64,
    /// Units that may not leave: private, rejected or from strangers.
    pub withheld: u64,
    /// Units in which pseudonyms took the place of names.
    pub veiled: u64,
    /// Units that hold a part of a name on the list alone, as they leave.
    pub partly: u64,
}

/// Bytes of the hub text kept for sorting, so that a million units sort in about 50 MB; units that agree in them
/// are compared whole.
const PREFIX: usize = 32;

type Prefix = [u8; PREFIX];

/// Writes the units that `request` wants.
///
/// # Errors
/// The store cannot be read or the target not be written.
pub fn export(
    store: &dyn UnitStore,
    request: &Request,
    target: &mut dyn Write,
    progress: &Progress,
) -> Result<Report> {
    let survey = Survey::take(store, request)?;
    let mut sink = Sink::begin(request, &survey, target)?;
    let mut written = 0;
    let mut report = survey.visit(store, request, progress, &mut |unit, record| {
        interrupt::check()?;
        if request.full {
            written += sink.full(store, &unit, record, &request.hub)?;
        } else {
            sink.unit(&unit, &request.hub)?;
            written += 1;
        }
        Ok(())
    })?;
    report.written = written;
    sink.finish()?;
    Ok(report)
}

/// Hands every unit that an export would write to `visit`, as it would be written and as it is stored, in order.
///
/// # Errors
/// The store cannot be read, a name would be given away, or `visit` fails.
pub fn leaving(
    store: &dyn UnitStore,
    request: &Request,
    progress: &Progress,
    visit: &mut dyn FnMut(Unit, &Record) -> Result<()>,
) -> Result<()> {
    Survey::take(store, request)?.visit(store, request, progress, visit)?;
    Ok(())
}

/// How many units an export of everything would look at; for a progress bar.
///
/// # Errors
/// The store cannot be read.
pub fn extent(store: &dyn UnitStore) -> Result<u64> {
    Ok(store.live_units()?)
}
/// What has to be known before the first byte is written.
struct Survey {
    units: Vec<(Prefix, UnitNumber)>,
    langs: BTreeSet<String>,
    hub_everywhere: bool,
    /// Texts of units with more than two languages: only a unit all of whose texts are here can be hidden behind
    /// another.
    texts_of_larger: HashSet<u64>,
    /// Units that name somebody, as they are written.
    veiled: HashMap<UnitNumber, Unit>,
}

impl Survey {
    fn take(store: &dyn UnitStore, request: &Request) -> Result<Survey> {
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
            if !request.full && wanted().any(|v| !request.names.find(v.text).is_empty()) {
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
            if request.full || may_leave(&record) && !survey.is_hidden(store, &record.unit)? {
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
        let hidden = unit == record.unit && self.is_hidden(store, &unit)?;
        Ok((!hidden).then_some(unit))
    }

    /// Hands the units to `visit` in their order, none twice unless everything is wanted.
    fn visit(
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

    /// Whether a unit that may leave says the same and more.
    fn is_hidden(&self, store: &dyn UnitStore, unit: &Unit) -> std::result::Result<bool, StoreError> {
        let known = |v: &Variant| self.texts_of_larger.contains(&text_hash(v.lang.as_str(), &v.text));
        Ok(unit.variants().iter().all(known) && store.is_hidden(unit, &may_leave)?)
    }
}

impl Request {
    /// The unit, if it is one of those meant.
    fn record(
        &self,
        store: &dyn UnitStore,
        number: UnitNumber,
    ) -> std::result::Result<Option<Record>, StoreError> {
        let Some(record) = store.record(number)? else { return Ok(None) };
        Ok(self.selection.accepts(store, &record)?.then_some(record))
    }

    fn wants(&self, lang: &Lang) -> bool {
        self.targets.is_empty() || self.hub.accepts(lang) || self.targets.iter().any(|t| t.accepts(lang))
    }
}

/// Units shown of those that cannot leave: enough to see what is the matter.
const SHOWN: usize = 5;
/// Digits of a unit's name that are shown, as by `tm review`.
const SHOWN_OF_NAME: usize = 12;

fn refusal(refused: &[(Record, Refusal)], names: &Names) -> Failure {
    let short =
        |record: &Record| record.unit.id().to_string().chars().take(SHOWN_OF_NAME).collect::<String>();
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

/// A format being written.
enum Sink<'t> {
    Tmx(tmx::Writer<&'t mut dyn Write>),
    Csv(Box<csv::Writer<&'t mut dyn Write>>, Vec<Lang>),
    Jsonl(&'t mut dyn Write),
}

impl<'t> Sink<'t> {
    fn begin(request: &Request, survey: &Survey, target: &'t mut dyn Write) -> Result<Sink<'t>> {
        match request.format {
            ExportFormat::Tmx => {
                let hub = survey.hub_everywhere.then_some(&request.hub);
                Ok(Sink::Tmx(tmx::Writer::new(target, &tmx::WriteOptions { source: hub.cloned() })?))
            }
            ExportFormat::Csv => {
                let mut langs: Vec<Lang> =
                    survey.langs.iter().filter_map(|tag| Lang::parse(tag).ok()).collect();
                langs.sort_by_key(|lang| (!request.hub.accepts(lang), lang.clone()));
                let mut writer = csv::Writer::from_writer(target);
                writer.write_record(langs.iter().map(Lang::as_str)).map_err(csv_failure)?;
                Ok(Sink::Csv(Box::new(writer), langs))
            }
            ExportFormat::Jsonl => Ok(Sink::Jsonl(target)),
        }
    }

    fn unit(&mut self, unit: &Unit, hub: &Lang) -> Result<()> {
        match self {
            Sink::Tmx(writer) => Ok(writer.unit(unit, hub)?),
            Sink::Csv(writer, langs) => {
                let cell = |lang: &Lang| unit.variants().iter().find(|v| v.lang == *lang);
                let cells = langs.iter().map(|lang| defused(cell(lang).map_or("", |v| v.text.as_str())));
                writer.write_record(cells.map(|cell| cell.into_owned())).map_err(csv_failure)
            }
            Sink::Jsonl(target) => {
                let mut object = serde_json::Map::new();
                object.insert("v".to_owned(), 1.into());
                for variant in unit.variants() {
                    object.insert(variant.lang.to_string(), variant.text.as_str().into());
                }
                write_json(target, &serde_json::Value::Object(object))
            }
        }
    }

    /// Writes everything about a unit; tells how many records that took.
    fn full(&mut self, store: &dyn UnitStore, unit: &Unit, record: &Record, hub: &Lang) -> Result<u64> {
        match self {
            Sink::Tmx(writer) => {
                let mut sightings = store.sightings(record.number)?;
                if sightings.is_empty() {
                    // A unit that came from another store without saying where it was seen.
                    sightings.push(record.sighting.clone());
                }
                for sighting in &sightings {
                    let damaged = |_| StoreError::Damaged { number: record.number.0 };
                    let mut detail = Detail::from_bytes(&sighting.detail).map_err(damaged)?;
                    detail.variants.retain(|v| unit.variants().iter().any(|kept| kept.lang == v.lang));
                    own::attach(&mut detail, &sighting.label, record);
                    writer.unit_full(unit, &detail, hub)?;
                }
                Ok(sightings.len() as u64)
            }
            Sink::Jsonl(target) => {
                let id = record.unit.id().to_string();
                let mut seen = place(store, record)?;
                for variant in unit.variants() {
                    let mut line = serde_json::Map::new();
                    line.insert("v".to_owned(), 1.into());
                    line.insert("unit".to_owned(), id.as_str().into());
                    line.insert("lang".to_owned(), variant.lang.as_str().into());
                    // Without codes the space beside one is outer space.
                    line.insert("text".to_owned(), variant.text.trim_matches(is_xml_space).into());
                    // Once for a unit is enough.
                    if let Some(seen) = seen.take() {
                        seen.add_to(&mut line);
                    }
                    write_json(target, &serde_json::Value::Object(line))?;
                }
                Ok(1)
            }
            Sink::Csv(..) => {
                Err(Failure::usage("--full does not go with CSV", "give --format tmx or --format jsonl"))
            }
        }
    }

    fn finish(self) -> Result<()> {
        match self {
            Sink::Tmx(writer) => {
                writer.finish()?;
            }
            Sink::Csv(mut writer, _) => writer.flush()?,
            Sink::Jsonl(_) => {}
        }
        Ok(())
    }
}

/// Where a unit was seen: the first place by content that tells a context, else the first of all.
fn place(store: &dyn UnitStore, record: &Record) -> Result<Option<Seen>> {
    let damaged = |_| StoreError::Damaged { number: record.number.0 };
    let mut first = None;
    for sighting in store.sightings(record.number)? {
        let seen = Seen::of(&sighting).map_err(damaged)?;
        if !seen.context.is_empty() {
            return Ok(Some(seen));
        }
        first.get_or_insert(seen);
    }
    Ok(first)
}

fn write_json(target: &mut dyn Write, value: &serde_json::Value) -> Result<()> {
    serde_json::to_writer(&mut *target, value).map_err(std::io::Error::from)?;
    Ok(target.write_all(b"\n")?)
}

fn csv_failure(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Failure::new("cannot write the table").because(format!("{other:?}")),
    }
}
