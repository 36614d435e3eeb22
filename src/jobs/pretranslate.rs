//! A document filled with the translations a memory has, the rest left open.

use std::collections::HashSet;
use std::io::Write;

use tm::detail::{Annotation, Detail, VariantDetail};
use tm::lang::Lang;
use tm::lookup::Match;
use tm::score::Score;
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
    /// Segments left open because every match that is good enough states another fact.
    pub left: u64,
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
    /// Whether a match that states another fact is filled in.
    fills_differing: bool,
    sheet: Sheet<'t>,
    done: Filled,
}

/// What becomes of a segment in one language.
#[derive(Clone, Copy)]
enum Choice<'m> {
    Filled(&'m Match),
    /// The best match states another fact, so that its translation would be wrong without looking so.
    Left(&'m Match),
    Open,
}

impl<'m> Choice<'m> {
    fn found(self) -> Option<&'m Match> {
        match self {
            Choice::Filled(found) | Choice::Left(found) => Some(found),
            Choice::Open => None,
        }
    }

    fn filled(self) -> Option<&'m Match> {
        match self {
            Choice::Filled(found) => Some(found),
            Choice::Left(_) | Choice::Open => None,
        }
    }
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
            left: 0,
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
        Ok(Filler { source: source.clone(), names, fills_differing: false, sheet, done })
    }

    /// The same, which also fills in matches that state another fact.
    pub fn with_differing(self, fills_differing: bool) -> Filler<'t> {
        Filler { fills_differing, ..self }
    }

    /// Writes a segment with the best match for each language, if there is one: all of `suggestion` are good enough. A match
    /// that states another fact is told and not filled in.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn segment(&mut self, suggestion: &Suggestion<'_>) -> Result<()> {
        let amount = Amount::of(&suggestion.source);
        self.done.segments += 1;
        let is_table = matches!(self.sheet, Sheet::Table(_));
        let chosen = self.done.reports.iter().map(|report| self.choice(suggestion, &report.target, is_table));
        let chosen: Vec<Choice<'_>> = chosen.collect();
        for (report, choice) in self.done.reports.iter_mut().zip(&chosen) {
            report.left += u64::from(matches!(choice, Choice::Left(_)));
            match choice.filled() {
                Some(found) => {
                    report.filled.add(Band::of(Some(found)), amount);
                    report.differing += u64::from(differs(found));
                    report.withheld += u64::from(!may_leave(found));
                }
                None => report.open.add(amount),
            }
        }
        match &mut self.sheet {
            Sheet::Table(table) => {
                self.done.written += 1;
                table.write_record(row(suggestion, &chosen)).map_err(failure)
            }
            Sheet::Tmx(writer, known) => {
                let targets =
                    || chosen.iter().filter_map(|choice| choice.filled()).filter(|found| may_leave(found));
                let plain = |lang: &Lang, text: &str| Variant::plain(lang.clone(), text);
                let mut variants = vec![plain(&self.source, &suggestion.source)];
                variants.extend(targets().map(|found| plain(&found.target.lang, &found.target.text)));
                // A source without a target is no unit.
                let unit = Unit::new(variants).ok().filter(|unit| known.insert(unit.id()));
                let Some(unit) = unit else { return Ok(()) };
                if unit.variants().iter().any(|variant| !self.names.find(&variant.text).is_empty()) {
                    self.done.named += 1;
                    return Ok(());
                }
                self.done.written += 1;
                let notes = Detail { variants: targets().filter_map(note).collect(), ..Detail::default() };
                Ok(writer.unit_full(&unit, &notes, &self.source)?)
            }
        }
    }

    fn choice<'m>(&self, suggestion: &'m Suggestion<'_>, target: &Lang, is_table: bool) -> Choice<'m> {
        let fit = || suggestion.matches.iter().filter(|m| target.accepts(&m.target.lang));
        let mut right = fit().filter(|found| self.fills_differing || !differs(found));
        let first = right.clone().next();
        // In what is for others, the best that may leave stands for one that may not.
        let best = if is_table { first } else { right.find(|found| may_leave(found)).or(first) };
        match (best, fit().next()) {
            (Some(best), _) => Choice::Filled(best),
            (None, Some(differing)) => Choice::Left(differing),
            (None, None) => Choice::Open,
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

/// Whether a match states another fact than the text; what was carried over differs no more.
fn differs(found: &Match) -> bool {
    !found.differences.is_empty() && found.carried.is_none()
}

/// Whether a match is one that an export for others may hold.
fn may_leave(found: &Match) -> bool {
    let leads = found.via.as_ref().map(|via| &via.record);
    [Some(&found.record), leads]
        .into_iter()
        .flatten()
        .all(|record| !record.private && record.state.may_leave())
}

/// What a reader of a TMX has to know of a translation that is none of this very text: how it came about, nothing of people or
/// places.
fn note(found: &Match) -> Option<VariantDetail> {
    if found.score >= Score::FULL {
        return None;
    }
    let through = if found.via.is_some() { " through another language" } else { "" };
    let mut text = format!("{}{through}, {} %: check", found.kind.as_str(), found.score.whole_percent());
    if differs(found) {
        text += &format!("; the text it is from states another fact: {}", differing(found));
    }
    let annotation = Annotation { element: "note".to_owned(), attributes: Vec::new(), text };
    Some(VariantDetail { annotations: vec![annotation], ..VariantDetail::new(found.target.lang.clone()) })
}

/// The facts that a match states otherwise.
fn differing(found: &Match) -> String {
    let differences = found.differences.iter().filter(|_| differs(found));
    differences.map(|difference| difference.kind.as_str()).collect::<Vec<_>>().join(" ")
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

fn row(suggestion: &Suggestion<'_>, chosen: &[Choice<'_>]) -> Vec<String> {
    let texts = chosen.iter().map(|choice| choice.filled().map_or("", |found| &found.target.text));
    let texts = [suggestion.source.as_str()].into_iter().chain(texts).map(cell);
    let facts = chosen.iter().flat_map(|choice| facts(choice.found())).map(|fact| cell(&fact));
    texts.chain(facts).chain([suggestion.number.to_string()]).collect()
}

fn facts(found: Option<&Match>) -> [String; FACTS.len()] {
    let Some(found) = found else { return Default::default() };
    let status = if found.record.private { "private" } else { found.record.state.as_str() };
    [
        format!("{:.1}", found.score.percent()),
        found.kind.as_str().to_owned(),
        status.to_owned(),
        found.record.sighting.label.clone(),
        differing(found),
    ]
}

/// A text as a cell between tabs: on one line, and nothing that a spreadsheet would reckon with.
fn cell(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let flat: String = text.trim().chars().map(|c| if is_break(c) { ' ' } else { c }).collect();
    defused(&flat).into_owned()
}
