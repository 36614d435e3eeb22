//! Pairs in the order of a text: each gets what stood before and behind it as its context.

use tm::context::{Context, Told, tell};
use tm::lang::Lang;

use crate::reading::pairs::Pair;

/// Holds a pair back until the next one is known.
#[derive(Debug)]
pub struct Chain {
    /// The language whose text is in order; nothing is told without one.
    source: Option<Lang>,
    held: Option<Pair>,
    before: Before,
}

/// What stands before the pair that is held.
#[derive(Debug)]
enum Before {
    Edge,
    Unknown,
    Text(String),
}

impl Chain {
    /// The beginning of a text in `source`.
    pub fn new(source: Option<Lang>) -> Chain {
        Chain { source, held: None, before: Before::Edge }
    }

    /// Takes the next pair and gives the one before it, with its context.
    pub fn take(&mut self, pair: Pair) -> Option<Pair> {
        if self.source.is_none() {
            return Some(pair);
        }
        let text = self.text(&pair);
        let behind = text.as_deref().map_or(Told::Unknown, Told::Text);
        let told = self.held.take().map(|held| self.told(held, behind));
        if told.is_some() {
            self.before =
                told.as_ref().and_then(|held| self.text(held)).map_or(Before::Unknown, Before::Text);
        }
        self.held = Some(pair);
        told
    }

    /// The pair before a record that could not be read.
    pub fn interrupted(&mut self) -> Option<Pair> {
        let held = self.held.take().map(|held| self.told(held, Told::Unknown));
        self.before = Before::Unknown;
        held
    }

    /// The last pair.
    pub fn end(&mut self) -> Option<Pair> {
        let held = self.held.take()?;
        // A pair alone is no text.
        let is_alone = matches!(self.before, Before::Edge);
        Some(if is_alone { held } else { self.told(held, Told::Edge) })
    }

    /// The pair with its context, unless its file told another one.
    fn told(&self, mut pair: Pair, next: Told<'_>) -> Pair {
        let previous = match &self.before {
            Before::Edge => Told::Edge,
            Before::Unknown => Told::Unknown,
            Before::Text(text) => Told::Text(text),
        };
        let own = Context::of(&pair.detail);
        if own.previous.is_empty() && own.next.is_empty() && !own.is_first && !own.is_last {
            tell(&mut pair.detail, previous, next);
        }
        pair
    }

    fn text(&self, pair: &Pair) -> Option<String> {
        let source = self.source.as_ref()?;
        let variant = pair.unit.variants().iter().find(|v| source.accepts(&v.lang))?;
        Some(variant.text.clone())
    }
}
