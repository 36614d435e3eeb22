//! `tm segment`

use serde_json::json;

use super::tidy::{self, Tidying};
use super::{Context, Outcome, Seen, repair};
use crate::args::{Repair, SegmentArgs};
use crate::failure::{Failure, Result};
use crate::reading::input::Input;

pub(super) fn run(context: &mut Context<'_>, args: &SegmentArgs) -> Result<Outcome> {
    if args.input.repair == Repair::Report {
        if args.tidy.is_some() || !args.skip.is_empty() {
            return Err(Failure::usage(
                "--repair report only lists the lines that a PDF program garbled",
                "leave --tidy and --skip out, or say --repair auto",
            ));
        }
        return repair::report(context, &args.input, args.srx.as_deref());
    }
    let source = context.settings.source.value.clone();
    if tidy::is_report(args, &source)? {
        return tidy::report(context, args);
    }
    let mut tidying = args.tidy.map(|_| Tidying::new(args, &source)).transpose()?;
    let (mut number, mut seen) = (0, Seen::default());
    Input::open(&args.input, &source, args.srx.as_deref())?.in_parts(&mut |read, before| {
        context.complain(read);
        let tidied = tidying.as_mut().map(|tidying| tidying.document(read));
        let document = tidied.as_ref().map_or(read, |tidied| &tidied.document);
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
                repair::tell(&mut object, document, Some(segment), read);
                if let Some(tidied) = &tidied {
                    tidied.describe(segment, before, &mut object);
                }
                context.ui.json(&object)?;
            } else {
                context.ui.text(0, &text)?;
            }
        }
        Ok(())
    })?;
    seen.explain(&mut context.ui, &args.input);
    if let Some(tidying) = tidying.filter(|_| seen.segments > 0) {
        context.ui.say(&tidying.summary());
    }
    Ok(Outcome::of(seen.kept > 0))
}
