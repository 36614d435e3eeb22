//! Pairs compared with their sources.

use std::collections::HashMap;

use glossary::Concept;
use glossary::check::TermCheck;
use tm::check::{CheckKind, Finding, Severity, check};
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::sqlite::SqliteStore;
use tm::unit::{Unit, Variant};

use super::selection::Selection;
use crate::failure::Result;
use crate::interrupt;
use crate::reading::pairs::Prepared;
use crate::ui::progress::Progress;

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Language of the sources.
    pub source: Lang,
    /// Languages of the translations; empty for any.
    pub targets: Vec<Lang>,
    /// Kinds to look for; empty for all.
    pub only: Vec<CheckKind>,
    /// The least serious to show.
    pub least: Severity,
}

/// Findings of one kind that are shown of a pair. Each is shown with both texts, and where there are more these are long
/// and no translations of each other.
pub const MOST_OF_A_KIND: usize = 100;

/// A source, its translation, and what is to be looked at.
#[derive(Debug)]
pub struct CheckedPair<'p> {
    /// As the file was named.
    pub file: &'p str,
    /// The line the pair begins in; 0 where there are no lines.
    pub line: u64,
    /// Its number in the file, from 1.
    pub number: u64,
    /// The source.
    pub source: &'p Variant,
    /// The translation.
    pub target: &'p Variant,
    /// What was found, in the order of kinds.
    pub findings: Vec<Finding>,
}

/// What happens while files are checked.
#[derive(Debug)]
pub enum Event<'p> {
    /// A pair with findings.
    Found(CheckedPair<'p>),
    /// A record whose translation is missing, in the file of this name.
    Untranslated(&'p str, u64, &'p Skipped),
    /// So many rows of the draft of this name are still to be translated.
    Open(&'p str, u64),
    /// A record that could not be read.
    Skipped(&'p str, &'p Skipped),
}

/// What was checked and found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Pairs compared.
    pub pairs: u64,
    /// Pairs with findings that were shown.
    pub with_findings: u64,
    /// Findings shown.
    pub findings: u64,
    /// Findings less serious than asked for.
    pub not_shown: u64,
    /// Findings beyond [`MOST_OF_A_KIND`].
    pub too_many: u64,
    /// Units without the source's language or a language asked for.
    pub without_pair: u64,
    /// Rows of drafts that are still to be translated.
    pub open: u64,
    /// Records that could not be read.
    pub skipped: u64,
}

/// Compares pairs.
pub struct Checker<'c> {
    wanted: Wanted,
    concepts: &'c [Concept],
    /// Made ready when a language is first met.
    terms: Vec<(Lang, TermCheck<'c>)>,
    counts: Counts,
}

impl<'c> Checker<'c> {
    /// Gets ready; terms are those of `concepts`.
    pub fn new(wanted: Wanted, concepts: &'c [Concept]) -> Checker<'c> {
        Checker { wanted, concepts, terms: Vec::new(), counts: Counts::default() }
    }

    /// What was checked and found so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Compares the pairs of a file and hands what it finds to `take`.
    ///
    /// # Errors
    /// The file cannot be read to its end, or `take` fails.
    pub fn file(
        &mut self,
        file: Prepared,
        progress: &Progress,
        take: &mut dyn FnMut(Event<'_>) -> Result<()>,
    ) -> Result<()> {
        let name = file.name.clone();
        let (mut number, mut open) = (0, 0);
        let lists_open = self.wanted.only.contains(&CheckKind::Empty);
        if let Some(connection) = file.as_store() {
            Selection::default().records(&SqliteStore::new(connection), &mut |record| {
                number += 1;
                progress.advance(1);
                self.unit(&record.unit, (&name, 0, number), take)
            })?;
        } else {
            file.read(&mut |item| {
                interrupt::check()?;
                number += 1;
                match item {
                    Ok(pair) => self.unit(&pair.unit, (&name, pair.line, number), take),
                    Err(skipped) if skipped.open && !lists_open => {
                        open += 1;
                        Ok(())
                    }
                    Err(skipped) if skipped.untranslated => {
                        self.untranslated((&name, number), &skipped, take)
                    }
                    Err(skipped) => {
                        self.counts.skipped += 1;
                        take(Event::Skipped(&name, &skipped))
                    }
                }
            })?;
        }
        progress.finish();
        self.counts.open += open;
        let is_asked = self.wanted.only.is_empty();
        if open > 0 && is_asked { take(Event::Open(&name, open)) } else { Ok(()) }
    }

    fn untranslated(
        &mut self,
        (file, number): (&str, u64),
        record: &Skipped,
        take: &mut dyn FnMut(Event<'_>) -> Result<()>,
    ) -> Result<()> {
        self.counts.pairs += 1;
        if !self.wanted.only.is_empty() && !self.wanted.only.contains(&CheckKind::Empty) {
            return Ok(());
        }
        self.counts.with_findings += 1;
        self.counts.findings += 1;
        take(Event::Untranslated(file, number, record))
    }

    fn unit(
        &mut self,
        unit: &Unit,
        (file, line, number): (&str, u64, u64),
        take: &mut dyn FnMut(Event<'_>) -> Result<()>,
    ) -> Result<()> {
        let Wanted { source, targets, .. } = self.wanted.clone();
        let is_wanted = |lang: &Lang| targets.is_empty() || targets.iter().any(|t| t.accepts(lang));
        let sources: Vec<&Variant> = unit.variants().iter().filter(|v| source.accepts(&v.lang)).collect();
        let mut any = false;
        for source in &sources {
            for target in unit.variants().iter().filter(|v| v.lang != source.lang && is_wanted(&v.lang)) {
                any = true;
                let findings = self.findings(source, target);
                self.counts.pairs += 1;
                if !findings.is_empty() {
                    self.counts.with_findings += 1;
                    self.counts.findings += findings.len() as u64;
                    take(Event::Found(CheckedPair { file, line, number, source, target, findings }))?;
                }
            }
        }
        self.counts.without_pair += u64::from(!any);
        Ok(())
    }

    fn findings(&mut self, source: &Variant, target: &Variant) -> Vec<Finding> {
        let mut found = check(&source.text, &source.lang, &target.text, &target.lang);
        found.extend(
            self.terms(&target.lang)
                .map(|terms| terms.check(&source.text, &target.text))
                .into_iter()
                .flatten(),
        );
        found.retain(|finding| self.wanted.only.is_empty() || self.wanted.only.contains(&finding.kind));
        let all = found.len();
        found.retain(|finding| finding.severity >= self.wanted.least);
        self.counts.not_shown += (all - found.len()) as u64;
        let all = found.len();
        let mut of_kind: HashMap<CheckKind, usize> = HashMap::new();
        found.retain(|finding| {
            let count = of_kind.entry(finding.kind).or_default();
            *count += 1;
            *count <= MOST_OF_A_KIND
        });
        self.counts.too_many += (all - found.len()) as u64;
        found
    }

    fn terms(&mut self, target: &Lang) -> Option<&TermCheck<'c>> {
        if self.concepts.is_empty() {
            return None;
        }
        let known = self.terms.iter().position(|(lang, _)| lang == target);
        let at = known.unwrap_or_else(|| {
            let terms = TermCheck::new(self.concepts, &self.wanted.source, target);
            self.terms.push((target.clone(), terms));
            self.terms.len() - 1
        });
        self.terms.get(at).map(|(_, terms)| terms)
    }
}
