//! An engine for SRX 2.0 rules: at each place the first rule whose two patterns fit decides.

mod ahead;
mod boundary;
mod looking;
#[cfg(feature = "make-rules")]
mod make;
mod merge;
mod pattern;
mod plan;
mod read;

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder, SetMatches};

use crate::lang::Lang;
use crate::segment::SegmentRulesError;
use ahead::Ahead;
#[cfg(feature = "make-rules")]
pub(super) use make::made_ahead;
use pattern::Side;
use plan::{Plan, Rule};

/// Bytes of text a pattern may look back at, so that a place costs the same in a text of any length;
/// 256 hold some 130 Persian letters, more than any abbreviation with its context.
const BACK: usize = 256;
/// Bytes of text a pattern may look ahead at, for the same reason.
const AHEAD: usize = 256;
/// Bytes a compiled set may take: LanguageTool's largest language needs about 10 MB.
const SIZE: usize = 64 << 20;

/// The rules of one language, ready to be asked.
#[derive(Debug)]
pub(super) struct Rules {
    patterns: Patterns,
    rules: Vec<Rule>,
    /// What must match before and after a place for any rule to break there.
    breaking: Breaking,
}

/// The patterns of both sides of a place.
#[derive(Debug)]
enum Patterns {
    /// Compiled from an SRX file just now.
    Compiled { before: RegexSet, after: RegexSet },
    /// Compiled when the program was written.
    Ahead(Ahead),
}

/// Which patterns of one side match at a place.
enum Found {
    Compiled(SetMatches),
    /// A bit each.
    Ahead(u128),
}

impl Found {
    fn fits(&self, all: &[(usize, bool)]) -> bool {
        all.iter().all(|(number, wanted)| {
            *wanted
                == match self {
                    Found::Compiled(found) => found.matched(*number),
                    Found::Ahead(found) => found >> number & 1 == 1,
                }
        })
    }
}

impl Patterns {
    fn after(&self, rest: &str) -> Found {
        match self {
            Patterns::Compiled { after, .. } => Found::Compiled(after.matches(rest)),
            Patterns::Ahead(ahead) => Found::Ahead(ahead.after(rest)),
        }
    }

    /// What matches at the end of `past` and begins at byte `from` or later.
    fn before(&self, past: &str, from: usize) -> Found {
        match self {
            Patterns::Compiled { before, .. } => Found::Compiled(before.matches_at(past, from)),
            Patterns::Ahead(ahead) => Found::Ahead(ahead.before(past, from)),
        }
    }
}

/// What must match on each side of a place for any rule to break there, compiled when first asked for.
#[derive(Debug, Default)]
struct Breaking {
    before: Option<String>,
    after: Option<String>,
    compiled: OnceLock<(Option<Regex>, Option<Regex>)>,
}

impl Breaking {
    fn compiled(&self) -> &(Option<Regex>, Option<Regex>) {
        let compile = |pattern: &Option<String>| {
            pattern.as_ref().and_then(|pattern| RegexBuilder::new(pattern).size_limit(SIZE).build().ok())
        };
        self.compiled.get_or_init(|| (compile(&self.before), compile(&self.after)))
    }
}

impl Rules {
    /// Our own rules for `lang`: as they were built ahead, where `srx` has not changed since.
    pub(super) fn built_in(srx: &str, ahead: &'static [u8], lang: &Lang) -> Option<Rules> {
        match ahead::read(ahead, srx, lang) {
            Some((rules, ahead)) => {
                Some(Rules { patterns: Patterns::Ahead(ahead), rules, breaking: Breaking::default() })
            }
            None => Rules::compile(srx, lang).ok(),
        }
    }

    /// Compiles the rules of `srx` for `lang`.
    pub(super) fn compile(srx: &str, lang: &Lang) -> Result<Rules, SegmentRulesError> {
        let plan = Plan::new(srx, lang)?;
        let set = |patterns: &[String]| {
            let set = RegexSetBuilder::new(patterns).size_limit(SIZE).build();
            set.map_err(|error| plan.refused(&error.to_string()))
        };
        let patterns = Patterns::Compiled { before: set(&plan.before)?, after: set(&plan.after)? };
        let breaking = Breaking {
            before: plan.any_of(Side::Before),
            after: plan.any_of(Side::After),
            compiled: OnceLock::new(),
        };
        Ok(Rules { patterns, rules: plan.rules, breaking })
    }

    /// What the rules say about a break at byte `at` of `text`; `None` when no rule speaks.
    pub(super) fn decide(&self, text: &str, at: usize) -> Option<bool> {
        let (past, rest) = text.split_at_checked(at)?;
        let rest = rest.get(..floor(rest, AHEAD)).unwrap_or(rest);
        let after = self.patterns.after(rest);
        let mut ahead = self.rules.iter().filter(|rule| after.fits(&rule.after)).peekable();
        ahead.peek()?;
        let before = self.patterns.before(past, floor(past, past.len().saturating_sub(BACK)));
        let holds =
            |rule: &&Rule| before.fits(&rule.before) && rule.looking.iter().all(|look| look.holds(text, at));
        ahead.find(holds).map(|rule| rule.breaks)
    }

    /// All places inside `text` at which the rules break it.
    pub(super) fn breaks<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let places = text.char_indices().skip(1).map(|(at, _)| at);
        places.filter(|at| self.may_break(text, *at) && self.decide(text, *at) == Some(true))
    }

    /// Whether a rule that breaks might fit: two cheap looks that spare most places the full one.
    fn may_break(&self, text: &str, at: usize) -> bool {
        let Some((past, rest)) = text.split_at_checked(at) else { return false };
        let rest = rest.get(..floor(rest, AHEAD)).unwrap_or(rest);
        let (before, after) = self.breaking.compiled();
        after.as_ref().is_none_or(|after| after.is_match(rest))
            && before
                .as_ref()
                .is_none_or(|before| before.is_match_at(past, floor(past, past.len().saturating_sub(BACK))))
    }
}

/// The last character boundary at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
