//! What would leave with an export and could lead to a person.

use std::collections::BTreeMap;

use tm::lang::Lang;
use tm::sensitive::names::Names;
use tm::sensitive::{Finding, Kind, find};

use crate::failure::Result;

/// How often each kind was found.
#[derive(Debug, Default)]
pub struct Report {
    /// Texts looked at.
    pub texts: u64,
    /// Findings by kind.
    pub counts: BTreeMap<Kind, u64>,
}

impl Report {
    /// Whether somebody on the hold-back list is named, or may be.
    pub fn names_somebody(&self) -> bool {
        self.counts.contains_key(&Kind::Name) || self.counts.contains_key(&Kind::NameLike)
    }
}

/// Something found, and the text it is in.
#[derive(Debug)]
pub struct Found<'t> {
    /// What and where.
    pub finding: Finding,
    /// The text.
    pub text: &'t str,
    /// Its language.
    pub lang: &'t Lang,
}

impl Found<'_> {
    /// The text that was found.
    pub fn what(&self) -> String {
        self.text.chars().skip(self.finding.span.start).take(self.finding.span.len()).collect()
    }
}

/// Looks at one text and hands what is found to `show`, by position.
///
/// # Errors
/// Those of `show`.
pub fn scan(
    names: &Names,
    text: &str,
    lang: &Lang,
    report: &mut Report,
    show: &mut dyn FnMut(&Found<'_>) -> Result<()>,
) -> Result<()> {
    report.texts += 1;
    let named = names.find(text).into_iter().map(|hit| Finding { kind: hit.kind, span: hit.span });
    let mut findings: Vec<Finding> = named.chain(find(text)).collect();
    findings.sort_by_key(|finding| (finding.span, finding.kind));
    for finding in findings {
        *report.counts.entry(finding.kind).or_default() += 1;
        show(&Found { finding, text, lang })?;
    }
    Ok(())
}
