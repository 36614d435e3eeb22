//! The formats an export is written in.

use std::io::Write;

use tm::detail::Detail;
use tm::lang::Lang;
use tm::store::{Record, ReviewState, StoreError, UnitStore};
use tm::tmx;
use tm::unit::{Unit, is_xml_space};

use super::Request;
use super::survey::Survey;
use crate::args::ExportFormat;
use crate::failure::{Failure, Result};
use crate::jobs::own;
use crate::jobs::seen::Seen;
use crate::writing::csv::{defused, failure};

/// A format being written.
pub(super) enum Sink<'t> {
    Tmx(tmx::Writer<&'t mut dyn Write>),
    Csv(Box<csv::Writer<&'t mut dyn Write>>, Vec<Lang>),
    Jsonl(&'t mut dyn Write),
}

impl<'t> Sink<'t> {
    pub(super) fn begin(request: &Request, survey: &Survey, target: &'t mut dyn Write) -> Result<Sink<'t>> {
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
                writer.write_record(langs.iter().map(Lang::as_str)).map_err(failure)?;
                Ok(Sink::Csv(Box::new(writer), langs))
            }
            ExportFormat::Jsonl => Ok(Sink::Jsonl(target)),
        }
    }

    pub(super) fn unit(&mut self, unit: &Unit, hub: &Lang) -> Result<()> {
        match self {
            Sink::Tmx(writer) => Ok(writer.unit(unit, hub)?),
            Sink::Csv(writer, langs) => {
                let cell = |lang: &Lang| unit.variants().iter().find(|v| v.lang == *lang);
                let cells = langs.iter().map(|lang| defused(cell(lang).map_or("", |v| v.text.as_str())));
                writer.write_record(cells.map(|cell| cell.into_owned())).map_err(failure)
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
    pub(super) fn full(
        &mut self,
        store: &dyn UnitStore,
        unit: &Unit,
        record: &Record,
        hub: &Lang,
    ) -> Result<u64> {
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
                        if record.state != ReviewState::Draft {
                            line.insert("status".to_owned(), record.state.as_str().into());
                        }
                        if record.private {
                            line.insert("private".to_owned(), true.into());
                        }
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

    pub(super) fn finish(self) -> Result<()> {
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
