//! `tm segment`

use serde_json::json;

use super::{Context, NO_TEXT, Outcome};
use crate::args::SegmentArgs;
use crate::failure::Result;
use crate::reading::input;

pub(super) fn run(context: &mut Context<'_>, args: &SegmentArgs) -> Result<Outcome> {
    let source = context.settings.source.value.clone();
    let (mut number, mut any) = (0, false);
    input::read_in_parts(&args.input, &source, args.srx.as_deref(), &mut |document, before| {
        context.complain(document);
        for segment in &document.segments {
            number += 1;
            if args.skip.contains(&segment.kind) {
                continue;
            }
            any = true;
            let text = segment.flat(&document.text);
            if context.global.json {
                context.ui.json(&json!({
                    "v": 1, "n": number, "source": text,
                    "at": [before + segment.chars.start, before + segment.chars.end],
                    "kind": segment.kind.as_str(), "repaired": false,
                }))?;
            } else {
                context.ui.text(0, &text)?;
            }
        }
        Ok(())
    })?;
    if number == 0 {
        context.ui.say(NO_TEXT);
    }
    Ok(Outcome::of(any))
}
