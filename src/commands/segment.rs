//! `tm segment`

use serde_json::json;

use super::{Context, Outcome, Seen, repair};
use crate::args::{Repair, SegmentArgs};
use crate::failure::Result;
use crate::reading::input::Input;

pub(super) fn run(context: &mut Context<'_>, args: &SegmentArgs) -> Result<Outcome> {
    if args.input.repair == Repair::Report {
        return repair::report(context, &args.input);
    }
    let source = context.settings.source.value.clone();
    let (mut number, mut seen) = (0, Seen::default());
    Input::open(&args.input, &source, args.srx.as_deref())?.in_parts(&mut |document, before| {
        context.complain(document);
        seen.add(document, &args.skip);
        for segment in &document.segments {
            number += 1;
            if args.skip.contains(&segment.kind) {
                continue;
            }
            let text = segment.flat(&document.text);
            if context.global.json {
                let mut object = json!({
                    "v": 1, "n": number, "source": text,
                    "at": [before + segment.chars.start, before + segment.chars.end],
                    "kind": segment.kind.as_str(),
                });
                repair::tell(&mut object, document, Some(segment));
                context.ui.json(&object)?;
            } else {
                context.ui.text(0, &text)?;
            }
        }
        Ok(())
    })?;
    seen.explain(&mut context.ui);
    Ok(Outcome::of(seen.kept > 0))
}
