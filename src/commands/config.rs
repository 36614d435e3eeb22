//! `tm config`

use serde_json::json;

use super::{Context, Outcome};
use crate::failure::Result;
use crate::settings::{Origin, Setting};
use crate::ui::Style;
use crate::workspace::list_of;

pub(super) fn run(context: &mut Context<'_>) -> Result<Outcome> {
    let settings = &context.settings;
    let text =
        |setting: &Option<Setting<String>>| setting.as_ref().map(|s| (s.value.clone(), s.origin.clone()));
    let db = settings.db.as_ref().map(|db| {
        let state = if db.value.exists() { "" } else { " (not there)" };
        (format!("{}{state}", db.value.display()), db.origin.clone())
    });
    let targets = match settings.targets.value.as_slice() {
        [] => "all".to_owned(),
        some => list_of(some),
    };
    let bidi = format!("{:?}", settings.bidi.value).to_lowercase();
    let rows: [(&str, Option<(String, Origin)>); 6] = [
        ("db", db),
        ("source", Some((settings.source.value.to_string(), settings.source.origin.clone()))),
        ("target", Some((targets, settings.targets.origin.clone()))),
        ("bidi", Some((bidi, settings.bidi.origin.clone()))),
        ("name", text(&settings.group)),
        ("me", text(&settings.me)),
    ];
    for (name, row) in rows {
        let Some((value, origin)) = row else { continue };
        if context.global.json {
            context.ui.json(&json!({"v": 1, "name": name, "value": value, "origin": origin.to_string()}))?;
        } else {
            context.ui.line(Style::Plain, &format!("{name:<7} {value}   from {origin}"))?;
        }
    }
    Ok(Outcome::Done)
}
