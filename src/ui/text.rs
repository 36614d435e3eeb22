//! Suggestions and finds as people read them: Persian alone on its line, numbers and words of ours on lines of
//! their own, nothing aligned after Persian.

use glossary::TermStatus;
use tm::detail::Detail;
use tm::explain::explain;
use tm::lang::Lang;
use tm::lookup::{Match, Side, Wanted};
use tm::score::{MatchKind, Score};
use tm::store::Record;
use tm::surroundings::Agreement;

use super::explained::explained;
use super::passages::passages;
use super::placeables::placeables;
use super::{Style, Ui};
use crate::failure::Result;
use crate::jobs::suggest::{Suggestion, Term};

/// Columns that texts are set in from the left.
const INDENT: usize = 4;

/// Prints a segment with its matches and terms.
///
/// # Errors
/// Nobody reads it any more, or the disk is full.
pub fn suggestion(
    ui: &mut Ui,
    suggestion: &Suggestion<'_>,
    wanted: &Wanted,
    is_explained: bool,
) -> Result<()> {
    ui.line(Style::Dim, &format!("[{}]", suggestion.number))?;
    ui.text(0, &suggestion.source)?;
    if let Some(first) = suggestion.same_as {
        ui.line(Style::Plain, &format!("    same as segment {first}"))?;
        // What was found for its text stands there; between other neighbours it may have a translation of its own.
        let own = suggestion.matches.iter().filter(|found| found.kind == MatchKind::InContext);
        for (number, found) in (1..).zip(own) {
            a_match(ui, number, found)?;
        }
        return ui.line(Style::Plain, "");
    }
    if let Some(why) = why_empty(suggestion) {
        ui.line(Style::Plain, &format!("    {why}"))?;
    }
    for (number, found) in (1..).zip(&suggestion.matches) {
        ui.line(Style::Plain, "")?;
        a_match(ui, number, found)?;
        if is_explained {
            explained(ui, &explain(&suggestion.source, found, &wanted.source))?;
        }
    }
    passages(ui, suggestion, wanted)?;
    if !suggestion.terms.is_empty() {
        ui.line(Style::Plain, "")?;
        terms(ui, suggestion, &wanted.source, &wanted.targets)?;
    }
    placeables(ui, &suggestion.source, &suggestion.placeables, &wanted.targets)?;
    ui.line(Style::Plain, "")
}

/// Why nothing stands below a segment.
fn why_empty(suggestion: &Suggestion<'_>) -> Option<&'static str> {
    let Suggestion { source, matches, terms, assembled, placeables, .. } = suggestion;
    let is_empty = matches.is_empty() && terms.is_empty() && assembled.is_empty() && placeables.is_empty();
    let has_words = source.chars().any(char::is_alphanumeric);
    is_empty.then_some(if has_words {
        "nothing found"
    } else {
        "nothing to translate: no letter and no digit"
    })
}

fn a_match(ui: &mut Ui, number: usize, found: &Match) -> Result<()> {
    let kind = if found.kind == MatchKind::Fuzzy { "" } else { found.kind.as_str() };
    let words = [kind, found.record.state.as_str(), &day_of(&found.record), &found.record.sighting.label];
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    let head = format!(
        "{number}  {:>3} %  {}  {}",
        found.score.whole_percent(),
        found.target.lang,
        words.join("  ")
    );
    ui.line(Style::Strong, &head)?;
    if !matches!(found.kind, MatchKind::Exact | MatchKind::InContext) {
        ui.text(INDENT, &found.source)?;
    }
    ui.text(INDENT, &found.target.text)?;
    if let Some(via) = &found.via {
        let origin = &via.record.sighting.label;
        ui.line(Style::Plain, &format!("    through {} ({origin}):", via.variant.lang))?;
        ui.text(INDENT + 2, &via.variant.text)?;
    }
    for repair in found.carried.iter().flat_map(|carried| &carried.repairs) {
        let warning = repair.warning.map(|warning| format!(" ({warning})")).unwrap_or_default();
        ui.text(INDENT, &format!("~ {}: {} → {}{warning}", repair.kind.as_str(), repair.from, repair.to))?;
    }
    match found.context {
        Agreement::Previous => ui.line(Style::Plain, "    the segment before it is the same there")?,
        Agreement::Next => ui.line(Style::Plain, "    the segment behind it is the same there")?,
        Agreement::Nothing | Agreement::Both => {}
    }
    for penalty in &found.penalties {
        ui.line(Style::Plain, &format!("    ! {} (-{})", penalty.name, penalty.points))?;
    }
    let is_respelled = found.kind == MatchKind::Spelling && found.base < Score::FULL;
    if is_respelled || matches!(found.kind, MatchKind::Fuzzy | MatchKind::Repaired) {
        difference(ui, found, Side::Here, "only here:")?;
        difference(ui, found, Side::Memory, "only in the memory:")?;
    }
    Ok(())
}

fn difference(ui: &mut Ui, found: &Match, side: Side, title: &str) -> Result<()> {
    let words: Vec<&str> = found.diff.iter().filter(|p| p.side == side).map(|p| p.text.as_str()).collect();
    if words.is_empty() {
        return Ok(());
    }
    ui.line(Style::Dim, &format!("    {} {title}", side.sign()))?;
    ui.text(INDENT + 2, &words.join(" / "))
}

/// Prints the terms of a segment, each with its renderings below it.
fn terms(ui: &mut Ui, suggestion: &Suggestion<'_>, source: &Lang, targets: &[Lang]) -> Result<()> {
    ui.line(Style::Dim, "terms")?;
    let mut shown: Vec<(usize, String)> = Vec::new();
    for term in &suggestion.terms {
        let form = term.form_in(&suggestion.source);
        // The same word twice in a segment needs no second entry.
        if shown.contains(&(term.hit.concept, form.clone())) {
            continue;
        }
        a_term(ui, term, &form, source, targets)?;
        shown.push((term.hit.concept, form));
    }
    Ok(())
}

/// Prints a term and its renderings.
///
/// # Errors
/// Nobody reads it any more, or the disk is full.
pub fn a_term(ui: &mut Ui, term: &Term<'_>, form: &str, source: &Lang, targets: &[Lang]) -> Result<()> {
    ui.text(INDENT, form)?;
    for (lang, texts) in term.renderings(source, targets) {
        ui.line(Style::Plain, &format!("      {lang}  {}", texts.join("; ")))?;
    }
    let forbidden = forbidden(term, targets);
    if !forbidden.is_empty() {
        ui.line(Style::Plain, &format!("      not: {}", forbidden.join("; ")))?;
    }
    Ok(())
}

/// Renderings that must not be used.
pub fn forbidden<'t>(term: &Term<'t>, targets: &[Lang]) -> Vec<&'t str> {
    let wanted = |lang: &Lang| targets.is_empty() || targets.iter().any(|t| t.accepts(lang));
    let terms = term.concept.terms.iter();
    terms.filter(|t| t.status == TermStatus::Forbidden && wanted(&t.lang)).map(|t| t.text.as_str()).collect()
}

/// A count and its noun: `1 unit`, `2 units`.
pub fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// What is said of rows of a draft that nobody has translated yet.
pub fn still_open(rows: u64) -> String {
    let verb = if rows == 1 { "is" } else { "are" };
    format!("{} {verb} still open", counted(rows, "row"))
}

/// The day a unit was last changed where its file says so, else the day it entered the memory.
pub fn day_of(record: &Record) -> String {
    let said = Detail::from_bytes(&record.sighting.detail).ok().and_then(|detail| {
        let find =
            |name: &str| detail.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
        find("changedate").or_else(|| find("creationdate"))
    });
    said.and_then(|date| iso_day(&date)).unwrap_or_else(|| record.day.clone())
}

/// `20210914T120000Z` as `2021-09-14`.
fn iso_day(date: &str) -> Option<String> {
    let day = date.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()))?;
    Some(format!("{}-{}-{}", day.get(..4)?, day.get(4..6)?, day.get(6..)?))
}

#[cfg(test)]
mod tests {
    use super::iso_day;

    #[test]
    fn tmx_dates_become_days() {
        assert_eq!(iso_day("20210914T120000Z").as_deref(), Some("2021-09-14"));
        assert_eq!(iso_day("yesterday"), None);
        assert_eq!(iso_day("۲۰۲۱"), None);
    }
}
