//! `tm suggest`

use std::path::Path;

use serde_json::{Value, json};
use tm::carry::Repair;
use tm::explain::explain;
use tm::lang::Lang;
use tm::lookup::{Match, Wanted};
use tm::meaning::Difference;
use tm::segment::Segment;
use tm::span::{Chars, Span};
use tm::surroundings::{Agreement, Beside, Surroundings};
use tm::text::exact_key;
use tm::text::placeable::Shown;
use tm::unit::is_xml_space;

use super::{Context, Outcome, Seen, concepts, passages, percentage, repair, units};
use crate::args::{Repair as Mending, SuggestArgs};
use crate::failure::{Failure, Result, in_other_languages};
use crate::jobs::course::{Around, Course};
use crate::jobs::suggest::{Suggester, Suggestion, Term};
use crate::reading::input::{Input, check_is_document, read};
use crate::ui::progress::{Progress, Unit};
use crate::ui::{explained, placeables, text};

pub(super) fn run(context: &mut Context<'_>, args: &SuggestArgs) -> Result<Outcome> {
    if args.limit == 0 {
        let hint = "leave it out for 5, or give a number; tm glossary find shows terms alone";
        return Err(Failure::usage("--limit is at least 1", hint));
    }
    if args.input.repair == Mending::Report {
        return repair::report(context, &args.input, args.srx.as_deref());
    }
    if args.input.input == "-" && !args.input.text && args.context.as_deref() == Some(Path::new("-")) {
        return Err(Failure::usage(
            "- is given as INPUT and as --context",
            "standard input can be read once",
        ));
    }
    let (source, targets) = context.settings.direction()?;
    let wanted = Wanted { source, targets, least: percentage(&args.min)?, most: args.limit };
    let input = Input::open(&args.input, &wanted.source, args.srx.as_deref())?;
    let mut course = Course::new(&wanted.source, around(args, &input, &wanted.source)?);
    let memory = context.memory()?;
    let concepts = if args.no_terms { Vec::new() } else { concepts(&memory)? };
    let store = units(&memory);
    let progress = Progress::new(&context.ui, "looking up", Some(0), Unit::Items);
    let suggester = Suggester::new(&*store, &memory, &concepts, &wanted, &progress)?;
    let mut suggester = if args.no_assembled { suggester } else { suggester.assembling() };
    let (mut any, mut seen, as_json) = (false, Seen::default(), context.global.json);
    input.in_parts(&mut |document, _| {
        progress.suspend(|| context.complain(document));
        let before = seen.segments;
        seen.add(document, &args.skip);
        progress.expect(document.segments.len() as u64);
        let ui = &mut context.ui;
        any |=
            suggester.suggest(
                document,
                &mut course,
                &args.skip,
                &progress,
                &mut |suggestion| match as_json {
                    true => {
                        let mut object = object(&suggestion, &wanted, args.explain);
                        repair::tell(
                            &mut object,
                            document,
                            document.segments.get(suggestion.number - before - 1),
                            document,
                        );
                        ui.json(&object)
                    }
                    false => progress.suspend(|| text::suggestion(ui, &suggestion, &wanted, args.explain)),
                },
            )?;
        Ok(())
    })?;
    progress.finish();
    seen.explain(&mut context.ui, &args.input);
    if !suggester.elsewhere().is_empty() {
        context.ui.say(&in_other_languages(&wanted.targets, suggester.elsewhere()));
    }
    Ok(Outcome::of(any))
}

/// What is known of the text around INPUT: a document begins and ends, a text may stand anywhere.
fn around(args: &SuggestArgs, input: &Input, source: &Lang) -> Result<Around> {
    if let Some(path) = &args.context {
        check_is_document(path)?;
        let document = read(&args.input.of_file(path), source, args.srx.as_deref())?;
        let key = |segment: &Segment| exact_key(&segment.flat(&document.text), source.script());
        return Ok(Around::inside(&document.segments.iter().map(key).collect::<Vec<_>>()));
    }
    let edge = if input.is_document() { Beside::Edge } else { Beside::Unknown };
    let side = |text: &Option<String>| text.as_ref().map_or(edge.clone(), |text| Beside::text(text, source));
    Ok(Around::Between(Surroundings { previous: side(&args.previous), next: side(&args.next) }))
}

fn object(suggestion: &Suggestion<'_>, wanted: &Wanted, is_explained: bool) -> Value {
    let mut object = json!({
        "v": 1,
        "n": suggestion.number,
        "source": suggestion.source,
        "matches": suggestion.matches.iter()
            .map(|found| match match_object(found) {
                Value::Object(mut object) if is_explained => {
                    let explanation = explain(&suggestion.source, found, &wanted.source);
                    object.insert("explain".to_owned(), explained::object(&explanation));
                    Value::Object(object)
                }
                object => object,
            })
            .chain(passages::objects(suggestion, wanted.least))
            .collect::<Vec<_>>(),
        "passages": passages::parts(suggestion),
        "terms": suggestion.terms.iter()
            .map(|term| term_object(term, &suggestion.source, &wanted.source, &wanted.targets))
            .collect::<Vec<_>>(),
        "placeables": suggestion.placeables.iter()
            .map(|placeable| placeable_object(placeable, &wanted.targets))
            .collect::<Vec<_>>(),
    });
    if let (Some(first), Some(object)) = (suggestion.same_as, object.as_object_mut()) {
        object.insert("same_as".to_owned(), json!(first));
    }
    object
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
    let mut object = json!({
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
    });
    let Some(fields) = object.as_object_mut() else { return object };
    if found.context != Agreement::Nothing {
        fields.insert("context".to_owned(), json!(found.context.as_str()));
    }
    if let Some(carried) = &found.carried {
        fields.insert("memory_target".to_owned(), json!(carried.before.trim_matches(is_xml_space)));
        // Places count in the target as it is printed.
        let cut = found.target.text.chars().take_while(|c| is_xml_space(*c)).count();
        let repair = |r: &Repair| {
            json!({
                "kind": r.kind.as_str(), "from": r.from, "to": r.to,
                "at": [r.at.start - cut.min(r.at.start), r.at.end - cut.min(r.at.end)], "warning": r.warning,
            })
        };
        fields.insert("repairs".to_owned(), json!(carried.repairs.iter().map(repair).collect::<Vec<_>>()));
    }
    if let Some(via) = &found.via {
        let via = json!({
            "lang": via.variant.lang.as_str(), "text": via.variant.text.trim_matches(is_xml_space),
            "status": via.record.state.as_str(), "origin": via.record.sighting.label,
        });
        fields.insert("via".to_owned(), via);
    }
    object
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
