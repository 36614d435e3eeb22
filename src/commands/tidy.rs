//! `tm segment --tidy`

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Value, json};
use tm::lang::Lang;
use tm::segment::Segment;
use tm::span::{Chars, Span};
use tm::tidy::{Change, RuleGroup, Tidied, tidy};

use super::{Context, Outcome};
use crate::args::{SegmentArgs, Tidy};
use crate::failure::{Failure, Result, no_text};
use crate::reading::document::Document;
use crate::reading::input::{Cutter, Input, document_name};
use crate::ui::Style;

/// What is said of a text without a fault.
const CLEAN: &str = "nothing to tidy";

/// What was tidied so far, part by part.
pub(super) struct Tidying {
    cutter: Cutter,
    counts: BTreeMap<RuleGroup, usize>,
    proposals: usize,
}

/// A document of tidied text, and the one it was made from.
#[derive(Debug)]
pub(super) struct TidiedDocument<'d> {
    pub document: Document,
    tidied: Tidied,
    original: &'d Document,
    /// Character and byte of the original that a segment was last found at.
    reached: Cell<(usize, usize)>,
}

impl Tidying {
    /// Nothing tidied yet; texts will be segmented as the options want it.
    ///
    /// # Errors
    /// The segmentation rules cannot be read or used.
    pub fn new(args: &SegmentArgs, source: &Lang) -> Result<Tidying> {
        let cutter = Cutter::new(&args.input, source, args.srx.as_deref())?;
        Ok(Tidying { cutter, counts: BTreeMap::new(), proposals: 0 })
    }

    /// Tidies a document and segments it anew.
    pub fn document<'d>(&mut self, original: &'d Document) -> TidiedDocument<'d> {
        let tidied = self.count(tidy(&original.text));
        let text = tidied.text().to_owned();
        let segments = self.cutter.segments(&text);
        let document = original.rewritten(text, segments);
        TidiedDocument { document, tidied, original, reached: Cell::default() }
    }

    /// What was done, in one line.
    pub fn summary(&self) -> String {
        let done = match self.counted() {
            counted if counted.is_empty() => CLEAN.to_owned(),
            counted => format!("tidied: {counted}"),
        };
        match self.proposals {
            0 => done,
            n => format!(
                "{done}; {n} doubtful left as {} (--tidy=report lists all)",
                if n == 1 { "it is" } else { "they are" }
            ),
        }
    }

    fn count(&mut self, tidied: Tidied) -> Tidied {
        for change in tidied.changes() {
            *self.counts.entry(change.rule.group()).or_default() += 1;
        }
        self.proposals += tidied.proposals().len();
        tidied
    }

    fn counted(&self) -> String {
        let counted: Vec<String> =
            self.counts.iter().map(|(group, count)| format!("{count} {}", name(*group, *count))).collect();
        counted.join(", ")
    }
}

fn name(group: RuleGroup, count: usize) -> String {
    let name = match group {
        RuleGroup::Letters => "letter",
        RuleGroup::Controls => "control",
        RuleGroup::Numbers => "number",
        RuleGroup::Marks => "mark",
        RuleGroup::Quotes => "quotation mark",
        RuleGroup::Spaces => "space",
        RuleGroup::HalfSpaces => "half space",
        _ => "other change",
    };
    format!("{name}{}", if count == 1 { "" } else { "s" })
}

impl TidiedDocument<'_> {
    /// Adds to a segment's object where it stands in the original, and what it was there if it was changed; segments
    /// come in order.
    pub fn describe(&self, segment: &Segment, before: usize, object: &mut Value) {
        let (Some(at), Some(object)) = (self.tidied.source_span(segment.chars), object.as_object_mut())
        else {
            return;
        };
        let changes = self.tidied.changes();
        let first = changes.partition_point(|change| change.at.start < at.start);
        let own = changes.iter().skip(first).take_while(|change| change.at.start < at.end);
        let changes: Vec<Value> = own.map(|change| shown(change, before)).collect();
        object.insert("at".to_owned(), json!([before + at.start, before + at.end]));
        object.insert("tidied".to_owned(), json!(!changes.is_empty()));
        if !changes.is_empty() {
            // What a repair keeps is older.
            object.entry("original").or_insert_with(|| json!(self.cut(at)));
            object.insert("changes".to_owned(), json!(changes));
        }
    }

    /// A span of the original, found from where the last one was.
    fn cut(&self, at: Span<Chars>) -> &str {
        let bytes_of = |from: usize, count: usize| {
            let rest = self.original.text.get(from..).unwrap_or_default();
            from + rest.char_indices().nth(count).map_or(rest.len(), |(byte, _)| byte)
        };
        let (chars, bytes) = if self.reached.get().0 <= at.start { self.reached.get() } else { (0, 0) };
        let start = bytes_of(bytes, at.start - chars);
        self.reached.set((at.start, start));
        self.original.text.get(start..bytes_of(start, at.len())).unwrap_or_default()
    }
}

fn shown(change: &Change, before: usize) -> Value {
    json!({
        "rule": change.rule.as_str(), "at": [before + change.at.start, before + change.at.end],
        "before": change.before, "after": change.after,
    })
}

/// Whether changes are only listed.
///
/// # Errors
/// The text is in a language whose typography we do not know.
pub(super) fn is_report(args: &SegmentArgs, source: &Lang) -> Result<bool> {
    if args.tidy.is_some() && source.primary() != Lang::persian().primary() {
        return Err(Failure::no_typography(source.as_str()));
    }
    Ok(args.tidy == Some(Tidy::Report))
}

/// Lists every change and every proposal.
pub(super) fn report(context: &mut Context<'_>, args: &SegmentArgs) -> Result<Outcome> {
    let source = context.settings.source.value.clone();
    let (mut tidying, mut lines, mut any) = (Tidying::new(args, &source)?, 0, false);
    Input::open(&args.input, &source, args.srx.as_deref())?.in_parts(&mut |document, before| {
        context.complain(document);
        any |= !document.segments.is_empty();
        let tidied = tidying.count(tidy(&document.text));
        let made = tidied.changes().iter().map(|change| (change, false));
        let mut all: Vec<_> = made.chain(tidied.proposals().iter().map(|change| (change, true))).collect();
        all.sort_by_key(|(change, _)| (change.at.start, change.at.end));
        for (change, proposed) in all {
            entry(context, change, proposed, (before, lines))?;
        }
        lines += tidied.line_breaks();
        Ok(())
    })?;
    let counted = tidying.counted();
    let proposals = tidying.proposals;
    context.ui.say(&match (any, counted.is_empty(), proposals) {
        (false, ..) => no_text(document_name(&args.input)),
        (true, true, 0) => CLEAN.to_owned(),
        (true, true, n) => format!("{CLEAN}; {n} doubtful"),
        (true, false, 0) => format!("to tidy: {counted}"),
        (true, false, n) => format!("to tidy: {counted}; {n} doubtful"),
    });
    Ok(Outcome::of(any))
}

/// A change as people or programs read it; `passed` are the characters and lines of earlier parts.
fn entry(context: &mut Context<'_>, change: &Change, proposed: bool, passed: (usize, usize)) -> Result<()> {
    let line = passed.1 + change.line;
    if context.global.json {
        let mut object = json!({"v": 1, "line": line, "column": change.column});
        if let (Some(object), Value::Object(more)) = (object.as_object_mut(), shown(change, passed.0)) {
            object.extend(more);
            object.insert("proposed".to_owned(), json!(proposed));
        }
        return context.ui.json(&object);
    }
    let doubtful = if proposed { "  doubtful, left as it is" } else { "" };
    context.ui.line(Style::Dim, &format!("{line}:{}  {}{doubtful}", change.column, change.rule.as_str()))?;
    context.ui.text(INDENT, &change.before)?;
    context.ui.text(INDENT, &change.after)
}

/// Columns that texts are set in from the left, as in suggestions.
const INDENT: usize = 4;
