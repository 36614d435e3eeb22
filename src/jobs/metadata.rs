//! Whom and what the metadata of a file names: shown before it is kept, never exported for others.

use std::collections::BTreeMap;

use serde_json::json;
use tm::context::Context;
use tm::detail::{Annotation, Detail};
use tm::sensitive::{self, Kind};

use crate::ui::Ui;

/// Attributes of `tu` and `tuv` that name a user (TMX 1.4b, sections `creationid`, `changeid`), and the names under
/// which programs write the same as a prop: Phrase, Wordfast, memoQ, Across, MateCat.
const PEOPLE: &[&str] = &[
    "creationid",
    "changeid",
    "created_by",
    "modified_by",
    "updated_by",
    "x-created-by",
    "x-user",
    "x-author",
    "x-translator",
    "x-reviewer",
    "corrected_by",
    "last_modified_by",
];

/// Different values kept: enough to see who is named, and bounded for a file that names everybody.
const MOST_VALUES: usize = 500;

/// Values of one kind shown on screen.
const MOST_SHOWN: usize = 8;

/// Names found in metadata, and how often each.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Metadata {
    named: BTreeMap<(&'static str, String), u64>,
    /// Values there was no room for.
    more: u64,
}

impl Metadata {
    /// Looks at what a file says about one unit: who made it and, when `closely`, documents and everything that looks
    /// like an address, a number, an account or a path.
    pub fn look_at(&mut self, detail: &Detail, closely: bool) {
        if detail.is_empty() {
            return;
        }
        let attributes = detail.attributes.iter().chain(detail.variants.iter().flat_map(|v| &v.attributes));
        let annotations =
            || detail.annotations.iter().chain(detail.variants.iter().flat_map(|v| &v.annotations));
        let props = annotations().filter_map(Annotation::prop);
        let said = attributes.map(|(name, value)| (name.as_str(), value.as_str())).chain(props);
        for (name, value) in said {
            if PEOPLE.iter().any(|known| known.eq_ignore_ascii_case(name)) && !value.trim().is_empty() {
                self.name("person", value.trim());
            } else if closely {
                self.look_into(value);
            }
        }
        if closely {
            annotations().filter(|a| a.element == "note").for_each(|note| self.look_into(&note.text));
            Context::of(detail).document.iter().for_each(|document| self.name("document", document));
        }
    }

    fn look_into(&mut self, value: &str) {
        for finding in sensitive::find(value) {
            if finding.kind == Kind::DateAndWorkplace {
                continue;
            }
            let text: String = value.chars().skip(finding.span.start).take(finding.span.len()).collect();
            self.name(finding.kind.as_str(), &text);
        }
    }

    fn name(&mut self, kind: &'static str, value: &str) {
        let key = (kind, value.to_owned());
        if let Some(count) = self.named.get_mut(&key) {
            *count += 1;
        } else if self.named.len() < MOST_VALUES {
            self.named.insert(key, 1);
        } else {
            self.more += 1;
        }
    }

    /// Says it on screen, a line a kind.
    pub fn tell(&self, file: &str, ui: &mut Ui) {
        if self.named.is_empty() {
            return;
        }
        ui.say(&format!("{file} names in what it says about its units (--no-metadata leaves it out):"));
        let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for ((kind, value), count) in &self.named {
            kinds.entry(kind).or_default().push(format!("{value} ({count})"));
        }
        for (kind, values) in kinds {
            let shown: Vec<&str> = values.iter().take(MOST_SHOWN).map(String::as_str).collect();
            let more = match values.len() - shown.len() {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            ui.say(&format!("  {kind}: {}{more}", shown.join(", ")));
        }
        if self.more > 0 {
            ui.say(&format!("  and {} more", self.more));
        }
    }

    /// The same for programs.
    pub fn objects(&self) -> Vec<serde_json::Value> {
        let object = |((kind, value), count): (&(&str, String), &u64)| json!({"kind": kind, "value": value, "count": count});
        self.named.iter().map(object).collect()
    }
}

/// Leaves nothing but the native content of inline codes.
pub fn strip(detail: &mut Detail) {
    detail.attributes.clear();
    detail.annotations.clear();
    for variant in &mut detail.variants {
        variant.attributes.clear();
        variant.annotations.clear();
    }
    detail.variants.retain(|variant| !variant.is_empty());
}
