//! A document filled with the translations a memory has, the rest left open.

use std::collections::HashSet;
use std::io::Write;

use tm::lang::Lang;
use tm::lookup::Match;
use tm::sensitive::names::Names;
use tm::tmx;
use tm::unit::{Unit, UnitId, Variant};

use super::bands::{Amount, Band, Tally};
use super::suggest::Suggestion;
use crate::args::PretranslateFormat;
use crate::failure::Result;
use crate::writing::csv::{defused, failure};

/// What was filled and what is open in one language.
#[derive(Debug, Clone)]
pub struct Report {
    /// The language.
    pub target: Lang,
    /// Filled segments, by the class of their match.
    pub filled: Tally,
    /// Segments without a match that is good enough.
    pub open: Amount,
    /// Filled segments whose match states another fact.
    pub differing: u64,
    /// Filled segments whose match must not leave the memory: not written to TMX.
    pub withheld: u64,
}

/// What was written.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// Segments of the document.
    pub segments: u64,
    /// Rows or units written.
    pub written: u64,
    /// Units that name somebody held back: not written to TMX.
    pub named: u64,
    /// What was filled in each language.
    pub reports: Vec<Report>,
}

/// A pretranslation being written.
pub struct Filler<'t> {
    source: Lang,
    /// Names that must not leave.
    names: Names,
    sheet: Sheet<'t>,
    done: Filled,
}

enum Sheet<'t> {
    Table(Box<csv::Writer<&'t mut dyn Write>>),
    /// Each unit once.
    Tmx(tmx::Writer<&'t mut dyn Write>, HashSet<UnitId>),
}

impl<'t> Filler<'t> {
    /// Begins a file for the translations from `source` into each of `targets`; a TMX, which is for others, has nobody
    /// of `names` in it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(
        source: &Lang,
        targets: &[Lang],
        format: PretranslateFormat,
        names: Names,
        out: &'t mut dyn Write,
    ) -> Result<Filler<'t>> {
        let report = |target: &Lang| Report {
            target: target.clone(),
            filled: Tally::default(),
            open: Amount::default(),
            differing: 0,
            withheld: 0,
        };
        let sheet = match format {
            PretranslateFormat::Tsv => {
                let mut table = csv::WriterBuilder::new()
                    .delimiter(b'\t')
                    .quote_style(csv::QuoteStyle::Never)
                    .from_writer(out);
                table.write_record(header(source, targets)).map_err(failure)?;
                Sheet::Table(Box::new(table))
            }
            PretranslateFormat::Tmx => {
                let options = tmx::WriteOptions { source: Some(source.clone()) };
                Sheet::Tmx(tmx::Writer::new(out, &options)?, HashSet::new())
            }
        };
        let done = Filled { reports: targets.iter().map(report).collect(), ..Filled::default() };
        Ok(Filler { source: source.clone(), names, sheet, done })
    }

    /// Writes a segment with the best match for each language, if there is one: all of `suggestion` are good enough.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn segment(&mut self, suggestion: &Suggestion<'_>) -> Result<()> {
        let amount = Amount::of(&suggestion.source);
        self.done.segments += 1;
        let is_table = matches!(self.sheet, Sheet::Table(_));
        let best: Vec<Option<&Match>> = self
            .done
            .reports
            .iter()
            .map(|report| {
                let mut fit = suggestion.matches.iter().filter(|m| report.target.accepts(&m.target.lang));
                // In what is for others, the best that may leave stands for one that may not.
                let first = fit.clone().next();
                if is_table { first } else { fit.find(|found| may_leave(found)).or(first) }
            })
            .collect();
        for (report, found) in self.done.reports.iter_mut().zip(&best) {
            match found {
                Some(found) => {
                    report.filled.add(Band::of(Some(found)), amount);
                    // What was carried over differs no more.
                    let differs = !found.differences.is_empty() && found.carried.is_none();
                    report.differing += u64::from(differs);
                    report.withheld += u64::from(!may_leave(found));
                }
                None => report.open.add(amount),
            }
        }
        match &mut self.sheet {
            Sheet::Table(table) => {
                self.done.written += 1;
                table.write_record(row(suggestion, &best)).map_err(failure)
            }
            Sheet::Tmx(writer, known) => {
                let targets = best.into_iter().flatten().filter(|found| may_leave(found));
                let plain = |lang: &Lang, text: &str| Variant::plain(lang.clone(), text);
                let mut variants = vec![plain(&self.source, &suggestion.source)];
                variants.extend(targets.map(|found| plain(&found.target.lang, &found.target.text)));
                // A source without a target is no unit.
                let unit = Unit::new(variants).ok().filter(|unit| known.insert(unit.id()));
                let Some(unit) = unit else { return Ok(()) };
                if unit.variants().iter().any(|variant| !self.names.find(&variant.text).is_empty()) {
                    self.done.named += 1;
                    return Ok(());
                }
                self.done.written += 1;
                Ok(writer.unit(&unit, &self.source)?)
            }
        }
    }

    /// Ends the file; tells what is in it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(self) -> Result<Filled> {
        match self.sheet {
            Sheet::Table(mut table) => table.flush()?,
            Sheet::Tmx(writer, _) => drop(writer.finish()?),
        }
        Ok(self.done)
    }
}

/// Whether a match is one that an export for others may hold.
fn may_leave(found: &Match) -> bool {
    let leads = found.via.as_ref().map(|via| &via.record);
    [Some(&found.record), leads]
        .into_iter()
        .flatten()
        .all(|record| !record.private && record.state.may_leave())
}

/// Columns that say where a translation comes from. With several languages each has its own, with the language behind
/// an underscore: behind a hyphen it would be a language tag, and `n` keeps the whole row from being nothing but tags.
const FACTS: [&str; 5] = ["score", "kind", "status", "origin", "differs"];

fn header(source: &Lang, targets: &[Lang]) -> Vec<String> {
    let texts = [source].into_iter().chain(targets).map(Lang::to_string);
    let facts = targets.iter().flat_map(|target| {
        FACTS.map(|fact| if targets.len() == 1 { fact.to_owned() } else { format!("{fact}_{target}") })
    });
    texts.chain(facts).chain(["n".to_owned()]).collect()
}

fn row(suggestion: &Suggestion<'_>, best: &[Option<&Match>]) -> Vec<String> {
    let texts = best.iter().map(|found| found.map_or("", |found| &found.target.text));
    let texts = [suggestion.source.as_str()].into_iter().chain(texts).map(cell);
    let facts = best.iter().flat_map(|found| facts(*found)).map(|fact| cell(&fact));
    texts.chain(facts).chain([suggestion.number.to_string()]).collect()
}

fn facts(found: Option<&Match>) -> [String; FACTS.len()] {
    let Some(found) = found else { return Default::default() };
    let status = if found.record.private { "private" } else { found.record.state.as_str() };
    // What was carried over differs no more.
    let left = found.differences.iter().filter(|_| found.carried.is_none());
    let differs: Vec<&str> = left.map(|difference| difference.kind.as_str()).collect();
    [
        format!("{:.1}", found.score.percent()),
        found.kind.as_str().to_owned(),
        status.to_owned(),
        found.record.sighting.label.clone(),
        differs.join(" "),
    ]
}

/// A text as a cell between tabs: on one line, and nothing that a spreadsheet would reckon with.
fn cell(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let flat: String = text.trim().chars().map(|c| if is_break(c) { ' ' } else { c }).collect();
    defused(&flat).into_owned()
}
