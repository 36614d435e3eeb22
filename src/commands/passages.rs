//! Assembled suggestions and passages as JSON.

use serde_json::{Value, json};
use tm::assembly::{Assembled, From, Part};
use tm::lang::Lang;
use tm::score::{MatchKind, Score};

use crate::jobs::suggest::Suggestion;
use crate::ui::passages::cut;

/// The assembled suggestions that score `least` or more, as matches of their own kind.
pub(super) fn objects(suggestion: &Suggestion<'_>, least: Score) -> impl Iterator<Item = Value> {
    suggestion
        .assembled
        .iter()
        .filter(move |one| one.score >= least)
        .map(|one| object(one, &suggestion.source))
}

/// The passages of the memory in a segment, whatever is assembled of them, as they stand.
pub(super) fn parts(suggestion: &Suggestion<'_>) -> Vec<Value> {
    let passages = |one: &Assembled| -> Vec<Value> {
        let parts = one.parts.iter().filter(|part| part.from == From::Memory);
        parts.map(|part| passage(part, &one.lang, &suggestion.source)).collect()
    };
    suggestion.assembled.iter().flat_map(passages).collect()
}

/// With all fields of a match; what belongs to a single unit is empty.
fn object(one: &Assembled, source: &str) -> Value {
    let parts = one.parts.iter().map(|part| {
        json!({
            "at": [part.span.start, part.span.end],
            "source": cut(source, part),
            "target": part.target,
            "from": part.from.as_str(),
        })
    });
    json!({
        "score": one.score.percent(),
        "kind": MatchKind::Assembled.as_str(),
        "source": source,
        "target": one.target,
        "lang": one.lang.as_str(),
        "status": "",
        "origin": "",
        "date": "",
        "differences": [],
        "changes": [],
        "penalties": [],
        "diff": [],
        "parts": parts.collect::<Vec<_>>(),
    })
}

fn passage(part: &Part, lang: &Lang, source: &str) -> Value {
    json!({
        "at": [part.span.start, part.span.end],
        "source": cut(source, part),
        "target": part.target,
        "lang": lang.as_str(),
        "pairs": part.pairs,
        "confidence": super::find::hundredths(part.confidence),
    })
}
