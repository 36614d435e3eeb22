//! `tm segment`

use serde_json::json;

use super::{Context, Outcome};
use crate::args::SegmentArgs;
use crate::failure::Result;
use crate::reading::input;

pub(super) fn run(context: &mut Context<'_>, args: &SegmentArgs) -> Result<Outcome> {
    let source = context.settings.source.value.clone();
    let document = input::read(&args.input, &source, args.srx.as_deref())?;
    context.warn(&document);
    for (number, segment) in (1..).zip(&document.segments) {
        let text = segment.flat(&document.text);
        if context.global.json {
            context.ui.json(&json!({
                "v": 1, "n": number, "source": text, "at": [segment.chars.start, segment.chars.end],
                "kind": segment.kind.as_str(), "repaired": false,
            }))?;
        } else {
            context.ui.text(0, &text)?;
        }
    }
    Ok(Outcome::of(!document.segments.is_empty()))
}
