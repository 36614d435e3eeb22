//! Compiles our own rules ahead, for [`super::ahead`] to read.

use regex_automata::MatchKind;
use regex_automata::dfa::StartKind;
use regex_automata::dfa::dense::{Builder, Config};
use regex_automata::nfa::thompson;

use super::ahead::ANY;
use super::plan::{Plan, Rule};
use super::read;
use crate::lang::Lang;

/// Patterns a side may have: [`super::Found`] keeps a bit of a `u128` for each.
const PATTERNS: usize = 128;

/// The content of the `.ahead` file of an SRX file.
///
/// # Errors
/// In words, when a `languagepattern` is neither `.*` nor `(aa|bb)(-.*)?`, or a rule needs what an automaton
/// cannot do.
pub(in crate::segment) fn made_ahead(srx: &str) -> Result<Vec<u8>, String> {
    let (mut languages, mut before, mut after) = (Vec::new(), Pool::default(), Pool::default());
    for pattern in read::language_patterns(srx).map_err(|error| error.to_string())? {
        let names = names(&pattern)?;
        let first = names.split(',').next().filter(|name| *name != ANY).unwrap_or("mul");
        let lang = Lang::parse(first).map_err(|error| error.to_string())?;
        let plan = Plan::new(srx, &lang).map_err(|error| error.to_string())?;
        let (before, after) = (before.numbers(&plan.before), after.numbers(&plan.after));
        block(&mut languages, names.as_bytes())?;
        block(&mut languages, &written(&plan.rules, &before, &after)?)?;
    }
    let mut data = blake3::hash(srx.as_bytes()).as_bytes().to_vec();
    block(&mut data, &automaton(&before.patterns, true)?)?;
    block(&mut data, &automaton(&after.patterns, false)?)?;
    data.extend(languages);
    Ok(data)
}

/// The patterns of all languages, each once.
#[derive(Default)]
struct Pool {
    patterns: Vec<String>,
}

impl Pool {
    fn numbers(&mut self, patterns: &[String]) -> Vec<usize> {
        let mut number = |pattern: &String| {
            self.patterns.iter().position(|known| known == pattern).unwrap_or_else(|| {
                self.patterns.push(pattern.clone());
                self.patterns.len() - 1
            })
        };
        patterns.iter().map(&mut number).collect()
    }
}

/// The primary subtags a `languagepattern` stands for, with commas.
fn names(pattern: &str) -> Result<String, String> {
    if pattern == ".*" {
        return Ok(ANY.to_owned());
    }
    let names = pattern.strip_suffix("(-.*)?").map(|names| names.trim_matches(['(', ')']).replace('|', ","));
    names
        .filter(|names| names.split(',').all(|name| name.chars().all(|c| c.is_ascii_lowercase())))
        .ok_or_else(|| format!("languagepattern {pattern} is no list of languages"))
}

/// The rules with their patterns' numbers in the automata of the whole file.
fn written(rules: &[Rule], before: &[usize], after: &[usize]) -> Result<Vec<u8>, String> {
    let mut data = Vec::new();
    for rule in rules {
        if !rule.looking.is_empty() {
            return Err("a rule has look-around in its middle".to_owned());
        }
        data.push(u8::from(rule.breaks));
        for (list, numbers) in [(&rule.before, before), (&rule.after, after)] {
            data.push(byte(list.len())?);
            for (number, wanted) in list {
                let number = numbers.get(*number).copied().unwrap_or(PATTERNS);
                data.extend([byte(number)?, u8::from(*wanted)]);
            }
        }
    }
    Ok(data)
}

fn byte(number: usize) -> Result<u8, String> {
    u8::try_from(number).map_err(|error| error.to_string())
}

fn automaton(patterns: &[String], is_reverse: bool) -> Result<Vec<u8>, String> {
    if patterns.len() > PATTERNS {
        return Err(format!("{} patterns, {PATTERNS} at most", patterns.len()));
    }
    let config = Config::new().match_kind(MatchKind::All).start_kind(StartKind::Anchored).minimize(true);
    let dense = Builder::new()
        .configure(config)
        .thompson(thompson::Config::new().reverse(is_reverse))
        .build_many(patterns)
        .map_err(|error| error.to_string())?;
    let sparse = dense.to_sparse().map_err(|error| error.to_string())?;
    Ok(sparse.to_bytes_little_endian())
}

fn block(data: &mut Vec<u8>, block: &[u8]) -> Result<(), String> {
    data.extend(u32::try_from(block.len()).map_err(|error| error.to_string())?.to_le_bytes());
    data.extend(block);
    Ok(())
}
