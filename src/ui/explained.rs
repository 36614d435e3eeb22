//! Why a match has its score, for people and for programs.

use serde_json::{Value, json};
use tm::explain::{Costly, Explanation, Folding};
use tm::score::{MatchKind, Score, kept_after, kept_before};

use super::{Style, Ui};
use crate::failure::Result;

/// Prints the words that cost something, the spellings that cost nothing, and the sum.
///
/// # Errors
/// Nobody reads it any more, or the disk is full.
pub fn explained(ui: &mut Ui, explanation: &Explanation) -> Result<()> {
    ui.line(Style::Dim, "    why:")?;
    for step in &explanation.steps {
        let kind = match (&step.here, &step.memory) {
            (Some(_), Some(_)) if step.is_near => "another form",
            (Some(_), Some(_)) => "another word",
            (Some(_), None) => "only here",
            _ => "only in the memory",
        };
        let whole = if step.cost < step.weight {
            format!(" where another word costs {}", amount(step.weight))
        } else {
            String::new()
        };
        ui.line(Style::Plain, &format!("      {kind}, costs {}{whole}:", words(step.cost)))?;
        let texts: Vec<&str> = [&step.here, &step.memory].into_iter().flatten().map(String::as_str).collect();
        ui.text(8, &texts.join(" / "))?;
    }
    for folding in &explanation.folded {
        ui.line(Style::Plain, &format!("      spelling ({}), costs nothing:", folding.what.join(", ")))?;
        ui.text(8, &format!("{} / {}", folding.here, folding.memory))?;
    }
    let Explanation { here, memory, cost, kept, similarity, base, score, .. } = explanation;
    let heavier = here.max(memory);
    let sum = format!(
        "      {} here, {} in the memory; kept {} of {}: {:.1} %",
        words(*here),
        words(*memory),
        amount(heavier.saturating_sub(*cost)),
        words(*heavier),
        kept.percent(),
    );
    ui.line(Style::Plain, &sum)?;
    if kept != similarity {
        ui.line(Style::Plain, &format!("      on the scale of scores: {:.1} %", similarity.percent()))?;
    }
    if base != similarity {
        let why = match explanation.kind {
            MatchKind::InContext => "both neighbours are the same",
            MatchKind::Repaired => "what differs was carried over",
            _ => "only the writing of values differs",
        };
        ui.line(Style::Plain, &format!("      {why}: {:.1} %", base.percent()))?;
    }
    if explanation.penalties.is_empty() {
        return Ok(());
    }
    let points: Vec<String> =
        explanation.penalties.iter().map(|p| format!("{} ({})", p.points, p.name)).collect();
    let from = Score(kept_before(*base) as u16);
    let less = Score(kept_after(*base, &explanation.penalties) as u16);
    let sum = format!("{:.1} - {} = {:.1} %", from.percent(), points.join(" - "), less.percent());
    ui.line(Style::Plain, &format!("      {sum}"))?;
    if less != *score {
        ui.line(Style::Plain, &format!("      on the scale of scores: {:.1} %", score.percent()))?;
    }
    Ok(())
}

/// A weight in words of content.
fn words(weight: u64) -> String {
    let amount = amount(weight);
    format!("{amount} word{}", if amount == "1" { "" } else { "s" })
}

fn amount(weight: u64) -> String {
    format!("{:.1}", weight as f64 / 1000.0).trim_end_matches(".0").to_owned()
}

/// The same for programs; weights and costs are in words of content.
pub fn object(explanation: &Explanation) -> Value {
    let weight = |weight: u64| weight as f64 / 1000.0;
    let step = |step: &Costly| {
        json!({
            "here": step.here, "memory": step.memory, "near": step.is_near,
            "weight": weight(step.weight), "cost": weight(step.cost),
        })
    };
    let folding = |f: &Folding| {
        json!({
            "here": f.here, "here_at": [f.here_at.start, f.here_at.end],
            "memory": f.memory, "memory_at": [f.memory_at.start, f.memory_at.end], "what": f.what,
        })
    };
    json!({
        "tokens": explanation.steps.iter().map(step).collect::<Vec<_>>(),
        "folded": explanation.folded.iter().map(folding).collect::<Vec<_>>(),
        "weight_here": weight(explanation.here),
        "weight_memory": weight(explanation.memory),
        "cost": weight(explanation.cost),
        "kept": explanation.kept.percent(),
        "similarity": explanation.similarity.percent(),
        "base": explanation.base.percent(),
        "penalties": explanation.penalties.iter()
            .map(|p| json!({"name": p.name, "points": p.points}))
            .collect::<Vec<_>>(),
        "score": explanation.score.percent(),
    })
}
