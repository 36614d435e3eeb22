//! `tm suggest`

use serde_json::{Value, json};
use tm::lang::Lang;
use tm::lookup::{Match, Wanted};
use tm::meaning::Difference;
use tm::score::Score;
use tm::span::{Chars, Span};
use tm::text::placeable::Shown;
use tm::unit::is_xml_space;

use super::{Context, Outcome, Seen, concepts, repair, units};
use crate::args::{Repair, SuggestArgs};
use crate::failure::{Failure, Result};
use crate::jobs::suggest::{Suggester, Suggestion, Term};
use crate::reading::input::Input;
use crate::ui::progress::{Progress, Unit};
use crate::ui::{placeables, text};

pub(super) fn run(context: &mut Context<'_>, args: &SuggestArgs) -> Result<Outcome> {
    if !(0.0..=100.0).contains(&args.min) {
        return Err(Failure::usage("--min is a percentage", "give a number from 0 to 100, such as --min 75"));
    }
    if args.input.repair == Repair::Report {
        return repair::report(context, &args.input, args.srx.as_deref());
    }
    let wanted = Wanted {
        source: context.settings.source.value.clone(),
        targets: context.settings.targets.value.clone(),
        least: Score::from_percent(args.min),
        most: args.limit,
    };
    let input = Input::open(&args.input, &wanted.source, args.srx.as_deref())?;
    let memory = context.memory()?;
    let concepts = if args.no_terms { Vec::new() } else { concepts(&memory)? };
    let store = units(&memory);
    let progress = Progress::new(&context.ui, "looking up", Some(0), Unit::Items);
    let mut suggester = Suggester::new(&*store, &memory, &concepts, &wanted, &progress)?;
    let (mut any, mut seen, as_json) = (false, Seen::default(), context.global.json);
    input.in_parts(&mut |document, _| {
        progress.suspend(|| context.complain(document));
        let before = seen.segments;
        seen.add(document, &args.skip);
        progress.expect(document.segments.len() as u64);
        let ui = &mut context.ui;
        any |=
            suggester.suggest(document, before, &args.skip, &progress, &mut |suggestion| match as_json {
                true => {
                    let mut object = object(&suggestion, &wanted);
                    repair::tell(
                        &mut object,
                        document,
                        document.segments.get(suggestion.number - before - 1),
                        document,
                    );
                    ui.json(&object)
                }
                false => progress.suspend(|| text::suggestion(ui, &suggestion, &wanted)),
            })?;
        Ok(())
    })?;
    progress.finish();
    seen.explain(&mut context.ui);
    Ok(Outcome::of(any))
}

fn object(suggestion: &Suggestion<'_>, wanted: &Wanted) -> Value {
    json!({
        "v": 1,
        "n": suggestion.number,
        "source": suggestion.source,
        "matches": suggestion.matches.iter().map(match_object).collect::<Vec<_>>(),
        "terms": suggestion.terms.iter()
            .map(|term| term_object(term, &suggestion.source, &wanted.source, &wanted.targets))
            .collect::<Vec<_>>(),
        "placeables": suggestion.placeables.iter()
            .map(|placeable| placeable_object(placeable, &wanted.targets))
            .collect::<Vec<_>>(),
    })
}

/// A placeable as JSON; `target` is the first rendering, `renderings` has one for each language.
fn placeable_object(placeable: &Shown, targets: &[Lang]) -> Value {
    let renderings = placeables::renderings(placeable, targets);
    let by_lang: serde_json::Map<String, Value> =
        renderings.iter().map(|(lang, text)| (lang.to_string(), json!(text))).collect();
    json!({
        "kind": placeable.kind,
        "at": [placeable.span.start, placeable.span.end],
        "value": placeable.value,
        "qualifier": placeable.qualifier,
        "target": renderings.first().map(|(_, text)| text),
        "renderings": by_lang,
        "doubts": placeable.doubts,
    })
}

fn match_object(found: &Match) -> Value {
    json!({
        "score": found.score.percent(),
        "kind": found.kind.as_str(),
        // Codes are not shown, so the space that parted a text from one is outer space.
        "source": found.source.trim_matches(is_xml_space),
        "target": found.target.text.trim_matches(is_xml_space),
        "lang": found.target.lang.as_str(),
        "status": found.record.state.as_str(),
        "origin": found.record.sighting.label,
        "date": text::day_of(&found.record),
        "differences": found.differences.iter().map(|d| d.kind.as_str()).collect::<Vec<_>>(),
        "changes": found.differences.iter().map(change_object).collect::<Vec<_>>(),
        "penalties": found.penalties.iter().map(|p| json!({"name": p.name, "points": p.points})).collect::<Vec<_>>(),
        "diff": found.diff.iter().map(|part| json!([part.side.sign(), part.text])).collect::<Vec<_>>(),
    })
}

/// A difference with its places: `here` in the segment, `memory` in the source of the match.
fn change_object(difference: &Difference) -> Value {
    let places = |spans: &[Span<Chars>]| spans.iter().map(|s| [s.start, s.end]).collect::<Vec<_>>();
    json!({
        "kind": difference.kind.as_str(),
        "here": places(&difference.here),
        "memory": places(&difference.memory),
    })
}

/// A term as JSON; `target` has the renderings of all languages asked for, `renderings` keeps them apart.
pub(super) fn term_object(term: &Term<'_>, source_text: &str, source: &Lang, targets: &[Lang]) -> Value {
    let renderings = term.renderings(source, targets);
    let by_lang: serde_json::Map<String, Value> =
        renderings.iter().map(|(lang, texts)| (lang.to_string(), json!(texts))).collect();
    let concept = match &term.concept.external_id {
        Some(id) => id.clone(),
        None => glossary::ConceptId::of(term.concept).to_string(),
    };
    json!({
        "concept": concept,
        "source": term.concept.terms.get(term.hit.term).map(|t| t.text.as_str()),
        "text": term.form_in(source_text),
        "target": renderings.iter().flat_map(|(_, texts)| texts.iter()).collect::<Vec<_>>(),
        "renderings": by_lang,
        "forbidden": text::forbidden(term, targets),
        "note": term.concept.note,
        "at": [term.hit.span.start, term.hit.span.end],
        "form": term.hit.form.to_string(),
        "nested": term.hit.nested,
    })
}
