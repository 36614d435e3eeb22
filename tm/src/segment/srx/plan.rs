//! From rules as written to the patterns to compile: each pattern once, each rule as numbers of patterns.

use std::collections::HashMap;

use super::looking::Looking;
use super::merge::{Clause, merged};
use super::pattern::{Condition, Side, conditions};
use super::read::{self, RawRule};
use crate::lang::Lang;
use crate::segment::SegmentRulesError;
use regex::Regex;

/// The rules of one language and their patterns, not yet compiled.
pub(super) struct Plan {
    /// The rules in order, with the numbers of their patterns.
    pub(super) rules: Vec<Rule>,
    /// Patterns for the text before a place, each anchored at its end.
    pub(super) before: Vec<String>,
    /// Patterns for the text after a place, each anchored at its start.
    pub(super) after: Vec<String>,
    raw: Vec<RawRule>,
    lang: Lang,
}

/// What must and must not match for a rule to speak.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) breaks: bool,
    /// Number in the set and whether it must match.
    pub(super) before: Vec<(usize, bool)>,
    pub(super) after: Vec<(usize, bool)>,
    /// What is asked last.
    pub(super) looking: Vec<Looking>,
}

impl Plan {
    /// The plan for the rules of `srx` for `lang`.
    pub(super) fn new(srx: &str, lang: &Lang) -> Result<Plan, SegmentRulesError> {
        let raw = read::rules_for(srx, lang)?;
        let (mut before, mut after) = (Pool::default(), Pool::default());
        let mut clauses = Vec::with_capacity(raw.len());
        for rule in &raw {
            for all in both_sides(rule)? {
                let (after, before) = all.into_iter().partition(|c: &Condition| c.side == Side::After);
                clauses.push(Clause { breaks: rule.breaks, before, after });
            }
        }
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
        let (before, after) = (before.patterns, after.patterns);
        let plan = Plan { rules: Vec::new(), before, after, raw, lang: lang.clone() };
        match rules {
            Ok(rules) => Ok(Plan { rules, ..plan }),
            Err(error) => Err(plan.refused(&error.to_string())),
        }
    }

    /// Why the patterns do not compile: one that is none, else that they are too large together.
    pub(super) fn refused(&self, reason: &str) -> SegmentRulesError {
        self.raw.iter().find_map(bad_rule).unwrap_or_else(|| SegmentRulesError::TooLarge {
            lang: self.lang.to_string(),
            reason: read::last_line(reason),
        })
    }

    /// One expression for what the breaking rules want on a side, if each of them wants something.
    pub(super) fn any_of(&self, side: Side) -> Option<String> {
        let patterns = if side == Side::Before { &self.before } else { &self.after };
        let wanted = |rule: &Rule| {
            let all = if side == Side::Before { &rule.before } else { &rule.after };
            all.iter().find(|(_, wanted)| *wanted).and_then(|(number, _)| patterns.get(*number))
        };
        let mut parts: Vec<&String> =
            self.rules.iter().filter(|rule| rule.breaks).map(wanted).collect::<Option<_>>()?;
        parts.sort_unstable();
        parts.dedup();
        let inner: Vec<String> = parts.iter().map(|part| format!("(?:{part})")).collect();
        let pattern = match side {
            Side::Before => format!(r"(?:{})\z", inner.join("|")),
            Side::After => format!(r"\A(?:{})", inner.join("|")),
        };
        (!inner.is_empty()).then_some(pattern)
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
