//! What is said of a document that a PDF program garbled.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use tm::repair::{Certainty, Damage, Line};
use tm::segment::Segment;

use super::{Context, Outcome};
use crate::args::{InputArgs, Repair};
use crate::failure::Result;
use crate::reading::document::Document;
use crate::reading::input::Input;
use crate::ui::{Style, Ui};

/// Bytes of the longest line that is told of with each of its segments: two pages. A book on one line would be told
/// as often as it has sentences.
const LONGEST_REPEATED: usize = 1 << 13;

/// What was repaired in all parts of a document.
#[derive(Debug, Default)]
pub(super) struct Summary {
    damage: BTreeSet<Damage>,
    changed: usize,
    doubtful: usize,
    /// Doubtful lines that were repaired as far as it is certain.
    partly: usize,
    lost: usize,
}

impl Summary {
    /// Counts a part of the document.
    pub(super) fn add(&mut self, document: &Document) {
        let Some(repair) = &document.repair else { return };
        let count = |certainty| repair.lines.iter().filter(|line| line.certainty == certainty).count();
        self.damage.extend(&repair.damage);
        self.changed += repair.lines.iter().filter(|line| line.text != line.original).count();
        self.doubtful += count(Certainty::Doubtful);
        let is_partly = |line: &&Line| line.certainty == Certainty::Doubtful && line.text != line.original;
        self.partly += repair.lines.iter().filter(is_partly).count();
        self.lost += count(Certainty::NotRestorable);
    }

    /// Says on standard error what was damaged and how far it was repaired; nothing of an intact document.
    pub(super) fn tell(&self, ui: &mut Ui, how: Repair) {
        if self.damage.is_empty() {
            return;
        }
        let kinds: Vec<&str> = self.damage.iter().map(|damage| named(*damage)).collect();
        ui.say(&format!("The document is damaged: {}.", kinds.join("; ")));
        let partly = match self.partly {
            0 => String::new(),
            count => format!(" ({count} of them repaired in part)"),
        };
        let (done, look) = match how {
            Repair::Report => ("Can be repaired", ""),
            _ => ("Repaired", " (--repair report shows every line)"),
        };
        ui.say(&format!(
            "{done}: {}. Doubtful: {}{partly}. Cannot be restored: {}{look}.",
            lines(self.changed),
            lines(self.doubtful),
            lines(self.lost)
        ));
        if self.damage.contains(&Damage::ReversedNumbers) {
            ui.complain(
                "warning: the digits of its numbers were reversed and have been turned: check every number",
            );
        }
        if self.damage.contains(&Damage::SuspiciousNumbers) {
            ui.complain(
                "warning: some of its numbers are impossible and may be reversed: check every number",
            );
        }
    }
}

fn lines(count: usize) -> String {
    if count == 1 { "1 line".to_owned() } else { format!("{count} lines") }
}

fn named(damage: Damage) -> &'static str {
    match damage {
        Damage::Mirrored => "its letters are reversed",
        Damage::VisualOrder => "the parts of its lines are in reverse",
        Damage::MarksAtEdge => "marks and numbers stand at the wrong end of its lines",
        Damage::Runs => "it is in runs of pdftotext",
        Damage::PresentationForms => "its letters are presentation forms",
        Damage::ReversedNumbers => "its numbers are reversed",
        Damage::SuspiciousNumbers => "its numbers may be reversed",
        Damage::TornLines => "its lines were torn at ZWNJ",
        Damage::ExchangedLetters => "lam and alef are exchanged",
        Damage::BrokenLines => "its lines are broken into pieces",
        Damage::Kashidas => "kashidas stand as signs or blanks inside words",
        Damage::LostLetters => "letters were lost",
        _ => "its text is garbled",
    }
}

/// Adds what the repair did to the lines of a segment to its JSON; `read` is the document as it was read, when
/// `document` is one that was written otherwise.
pub(super) fn tell(object: &mut Value, document: &Document, segment: Option<&Segment>, read: &Document) {
    let Some(fields) = object.as_object_mut() else { return };
    fields.insert("repaired".to_owned(), json!(false));
    let Some(of) = segment.and_then(|segment| document.repair_of(segment)) else { return };
    fields.insert("repaired".to_owned(), json!(of.is_changed));
    fields.insert("lines".to_owned(), json!([of.first, of.last]));
    if !of.is_first && of.said.iter().any(|line| line.original.len() > LONGEST_REPEATED) {
        return;
    }
    if of.is_changed {
        fields.insert("original".to_owned(), json!(read.original(of.first, of.last)));
    }
    let open: Vec<Value> =
        of.said.iter().filter(|line| line.certainty != Certainty::Certain).map(note).collect();
    if !open.is_empty() {
        fields.insert("doubts".to_owned(), json!(open));
    }
}

fn note(line: &Line) -> Value {
    json!({
        "line": line.number, "certainty": line.certainty.as_str(), "reason": line.reason, "proposal": line.proposal,
    })
}

/// `--repair report`: what was and would be done, line by line.
pub(super) fn report(context: &mut Context<'_>, args: &InputArgs, srx: Option<&Path>) -> Result<Outcome> {
    let source = context.settings.source.value.clone();
    let mut summary = Summary::default();
    Input::open(args, &source, srx)?.in_parts(&mut |document, _| {
        context.complain(document);
        summary.add(document);
        for line in document.repair.iter().flat_map(|repair| &repair.lines) {
            show(context, line)?;
        }
        Ok(())
    })?;
    if summary.damage.is_empty() {
        context.ui.say("The document is not damaged.");
        return Ok(Outcome::Done);
    }
    summary.tell(&mut context.ui, Repair::Report);
    Ok(Outcome::Nothing)
}

fn show(context: &mut Context<'_>, line: &Line) -> Result<()> {
    let ui = &mut context.ui;
    if context.global.json {
        return ui.json(&json!({
            "v": 1, "line": line.number, "certainty": line.certainty.as_str(), "reason": line.reason,
            "original": line.original, "text": line.text, "proposal": line.proposal,
        }));
    }
    ui.line(Style::Strong, &format!("line {}, {}: {}", line.number, line.certainty.as_str(), line.reason))?;
    for piece in line.original.split('\n') {
        ui.text(2, piece)?;
    }
    if line.text != line.original {
        ui.line(Style::Dim, "becomes")?;
        ui.text(2, &line.text)?;
    }
    if let Some(proposal) = &line.proposal {
        ui.line(Style::Dim, "perhaps")?;
        ui.text(2, proposal)?;
    }
    ui.line(Style::Plain, "")
}
