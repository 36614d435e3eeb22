//! An engine for SRX 2.0 rules: at each place the first rule whose two patterns fit decides.

mod boundary;
mod looking;
mod merge;
mod pattern;
mod read;

use std::collections::HashMap;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use crate::lang::Lang;
use crate::segment::SegmentRulesError;
use looking::Looking;
use merge::{Clause, merged};
use pattern::{Condition, Side, conditions};
use read::RawRule;

/// Bytes of text a pattern may look back at, so that a place costs the same in a text of any length;
/// 256 hold some 130 Persian letters, more than any abbreviation with its context.
const BACK: usize = 256;
/// Bytes of text a pattern may look ahead at, for the same reason.
const AHEAD: usize = 256;
/// Bytes a compiled set may take: LanguageTool's largest language needs about 10 MB.
const SIZE: usize = 64 << 20;

/// The compiled rules of one language.
#[derive(Debug)]
pub(super) struct Rules {
    before: RegexSet,
    after: RegexSet,
    rules: Vec<Rule>,
    /// What must match before and after a place for any rule to break there.
    breaking: Breaking,
}

#[derive(Debug)]
struct Rule {
    breaks: bool,
    /// Number in the set and whether it must match.
    before: Vec<(usize, bool)>,
    after: Vec<(usize, bool)>,
    /// What is asked last.
    looking: Vec<Looking>,
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
    /// Compiles the rules of `srx` for `lang`.
    pub(super) fn compile(srx: &str, lang: &Lang) -> Result<Rules, SegmentRulesError> {
        let raw = read::rules_for(srx, lang)?;
        let (mut before, mut after) = (Pool::default(), Pool::default());
        let mut clauses = Vec::with_capacity(raw.len());
        for rule in &raw {
            for all in both_sides(rule)? {
                let (after, before) = all.into_iter().partition(|c: &Condition| c.side == Side::After);
                clauses.push(Clause { breaks: rule.breaks, before, after });
            }
        }
        let too_large = |reason| SegmentRulesError::TooLarge { lang: lang.to_string(), reason };
        let bad = |reason: &str| {
            let found = raw.iter().find_map(bad_rule);
            found.unwrap_or_else(|| too_large(read::last_line(reason)))
        };
        let mut numbered = |clause: Clause| {
            let all = clause.before.into_iter().chain(clause.after);
            let (looking, plain): (Vec<_>, Vec<_>) = all.partition(|condition| condition.is_looking);
            let (past, next) =
                plain.into_iter().partition(|condition: &Condition| condition.side == Side::Before);
            let past: Vec<Condition> = past;
            let next: Vec<Condition> = next;
            Ok(Rule {
                breaks: clause.breaks,
                before: past.into_iter().map(|condition| before.add(condition)).collect(),
                after: next.into_iter().map(|condition| after.add(condition)).collect(),
                looking: looking.iter().map(Looking::compile).collect::<Result<_, _>>()?,
            })
        };
        let rules: Result<Vec<Rule>, fancy_regex::Error> =
            merged(clauses).into_iter().map(&mut numbered).collect();
        let rules = rules.map_err(|error| bad(&error.to_string()))?;
        match (before.compile(), after.compile()) {
            (Ok(before_set), Ok(after_set)) => {
                let breaking = Breaking {
                    before: before.any_of(&rules, Side::Before),
                    after: after.any_of(&rules, Side::After),
                    compiled: OnceLock::new(),
                };
                Ok(Rules { before: before_set, after: after_set, rules, breaking })
            }
            (Err(error), _) | (_, Err(error)) => Err(bad(&error.to_string())),
        }
    }

    /// What the rules say about a break at byte `at` of `text`; `None` when no rule speaks.
    pub(super) fn decide(&self, text: &str, at: usize) -> Option<bool> {
        let (past, rest) = text.split_at_checked(at)?;
        let rest = rest.get(..floor(rest, AHEAD)).unwrap_or(rest);
        let after = self.after.matches(rest);
        let fits = |all: &[(usize, bool)], found: &regex::SetMatches| {
            all.iter().all(|(n, wanted)| found.matched(*n) == *wanted)
        };
        let mut ahead = self.rules.iter().filter(|rule| fits(&rule.after, &after)).peekable();
        ahead.peek()?;
        let before = self.before.matches_at(past, floor(past, past.len().saturating_sub(BACK)));
        let holds = |rule: &&Rule| {
            fits(&rule.before, &before) && rule.looking.iter().all(|look| look.holds(text, at))
        };
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

/// Patterns of one side, each once.
#[derive(Default)]
struct Pool {
    patterns: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Pool {
    fn add(&mut self, condition: Condition) -> (usize, bool) {
        let pattern = anchored(&condition);
        let next = self.patterns.len();
        let number = *self.numbers.entry(pattern).or_insert_with_key(|pattern| {
            self.patterns.push(pattern.clone());
            next
        });
        (number, condition.wanted)
    }

    /// One expression for what the breaking rules want on this side, if each of them wants something.
    fn any_of(&self, rules: &[Rule], side: Side) -> Option<String> {
        let wanted = |rule: &Rule| {
            let all = if side == Side::Before { &rule.before } else { &rule.after };
            all.iter().find(|(_, wanted)| *wanted).and_then(|(number, _)| self.patterns.get(*number))
        };
        let mut parts: Vec<&String> =
            rules.iter().filter(|rule| rule.breaks).map(wanted).collect::<Option<_>>()?;
        parts.sort_unstable();
        parts.dedup();
        let inner: Vec<String> = parts.iter().map(|part| format!("(?:{part})")).collect();
        let pattern = match side {
            Side::Before => format!(r"(?:{})\z", inner.join("|")),
            Side::After => format!(r"\A(?:{})", inner.join("|")),
        };
        (!inner.is_empty()).then_some(pattern)
    }

    fn compile(&self) -> Result<RegexSet, regex::Error> {
        RegexSetBuilder::new(&self.patterns).size_limit(SIZE).build()
    }
}

fn anchored(condition: &Condition) -> String {
    match condition.side {
        Side::Before => format!(r"(?:{})\z", condition.pattern),
        Side::After => format!(r"\A(?:{})", condition.pattern),
    }
}

/// The rule as alternatives of conditions.
fn both_sides(rule: &RawRule) -> Result<Vec<Vec<Condition>>, SegmentRulesError> {
    let unsupported = |what: &str| SegmentRulesError::Unsupported {
        line: rule.line,
        set: rule.set.clone(),
        rule: rule.number,
        what: what.to_owned(),
    };
    let before = conditions(&rule.before, Side::Before).map_err(unsupported)?;
    let after = conditions(&rule.after, Side::After).map_err(unsupported)?;
    let pairs = before.iter().flat_map(|b| after.iter().map(move |a| b.iter().chain(a).cloned().collect()));
    Ok(pairs.collect())
}

/// The error of a rule one of whose patterns does not compile.
fn bad_rule(rule: &RawRule) -> Option<SegmentRulesError> {
    let all = both_sides(rule).ok()?;
    let error = |condition: &Condition| match condition.is_looking {
        true => Looking::compile(condition).err().map(|error| error.to_string()),
        false => Regex::new(&condition.pattern).err().map(|error| error.to_string()),
    };
    Some(SegmentRulesError::BadPattern {
        line: rule.line,
        set: rule.set.clone(),
        rule: rule.number,
        reason: read::last_line(&all.iter().flatten().find_map(error)?),
    })
}

/// The last character boundary at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
