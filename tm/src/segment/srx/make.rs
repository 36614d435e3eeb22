//! Compiles our own rules ahead, for [`super::ahead`] to read.

use std::collections::HashMap;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::{Anchored, Input, MatchKind};

use super::ahead::{ANY, DEAD, START};
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
    for (pool, is_reverse) in [(before, true), (after, false)] {
        let (sets, states) = laid_out(&automaton(&pool.patterns, is_reverse)?)?;
        block(&mut data, &sets)?;
        block(&mut data, &states)?;
    }
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

fn automaton(patterns: &[String], is_reverse: bool) -> Result<dense::DFA<Vec<u32>>, String> {
    if patterns.len() > PATTERNS {
        return Err(format!("{} patterns, {PATTERNS} at most", patterns.len()));
    }
    let config =
        dense::Config::new().match_kind(MatchKind::All).start_kind(StartKind::Anchored).minimize(true);
    dense::Builder::new()
        .configure(config)
        .thompson(thompson::Config::new().reverse(is_reverse))
        .build_many(patterns)
        .map_err(|error| error.to_string())
}

/// The sets and states of an automaton as [`super::ahead`] reads them.
fn laid_out(automaton: &dense::DFA<Vec<u32>>) -> Result<(Vec<u8>, Vec<u8>), String> {
    let input = Input::new("").anchored(Anchored::Yes);
    let start = automaton.start_state_forward(&input).map_err(|error| error.to_string())?;
    let mut found = vec![(start, ranges(automaton, start))];
    let mut places = HashMap::from([(start, START)]);
    let (mut at, mut end) = (0, START);
    while let Some((_, ranges)) = found.get(at).cloned() {
        end += 7 + 4 * ranges.len();
        at += 1;
        for (_, next) in ranges.into_iter().filter(|(_, next)| !automaton.is_dead_state(*next)) {
            places.entry(next).or_insert_with(|| {
                found.push((next, self::ranges(automaton, next)));
                DEAD
            });
        }
        if let Some((next, _)) = found.get(at) {
            places.insert(*next, end);
        }
    }
    let reachable = reachable(automaton, &found);
    let mut sets = vec![0_u128];
    let mut states = vec![0; START];
    for (state, ranges) in found {
        let at_end = matched(automaton, automaton.next_eoi_state(state));
        let to_come = reachable.get(&state).copied().unwrap_or_default();
        for set in [matched(automaton, state), at_end, to_come] {
            let number = sets.iter().position(|known| *known == set).unwrap_or_else(|| {
                sets.push(set);
                sets.len() - 1
            });
            states.extend(u16::try_from(number).map_err(|error| error.to_string())?.to_le_bytes());
        }
        states.push(byte(ranges.len() - 1)?);
        for (last, next) in ranges {
            let place = places.get(&next).copied().unwrap_or(DEAD);
            let [low, middle, high, 0, ..] = place.to_le_bytes() else {
                return Err("the automaton has over 16 MB".to_owned());
            };
            states.extend([last, low, middle, high]);
        }
    }
    Ok((sets.into_iter().flat_map(u128::to_le_bytes).collect(), states))
}

/// What can match behind each state, a bit each.
fn reachable(
    automaton: &dense::DFA<Vec<u32>>,
    states: &[(StateID, Vec<(u8, StateID)>)],
) -> HashMap<StateID, u128> {
    let mut reachable: HashMap<StateID, u128> = HashMap::new();
    let mut has_grown = true;
    while has_grown {
        has_grown = false;
        for (state, ranges) in states.iter().rev() {
            let behind = |(_, next): &(u8, StateID)| {
                matched(automaton, *next) | reachable.get(next).copied().unwrap_or_default()
            };
            let at_end = matched(automaton, automaton.next_eoi_state(*state));
            let all = ranges.iter().map(behind).fold(at_end, |all, some| all | some);
            has_grown |= reachable.insert(*state, all) != Some(all);
        }
    }
    reachable
}

/// The last byte of each run of bytes that lead to the same state, and that state.
fn ranges(automaton: &dense::DFA<Vec<u32>>, state: StateID) -> Vec<(u8, StateID)> {
    let mut ranges: Vec<(u8, StateID)> = Vec::new();
    for byte in 0..=u8::MAX {
        let next = automaton.next_state(state, byte);
        match ranges.last_mut() {
            Some(range) if range.1 == next => range.0 = byte,
            _ => ranges.push((byte, next)),
        }
    }
    ranges
}

/// The patterns that match one byte before a state, a bit each.
fn matched(automaton: &dense::DFA<Vec<u32>>, state: StateID) -> u128 {
    if !automaton.is_match_state(state) {
        return 0;
    }
    let patterns = (0..automaton.match_len(state)).map(|at| automaton.match_pattern(state, at).as_u32());
    patterns.fold(0, |set, pattern| set | 1 << pattern)
}

fn block(data: &mut Vec<u8>, block: &[u8]) -> Result<(), String> {
    data.extend(u32::try_from(block.len()).map_err(|error| error.to_string())?.to_le_bytes());
    data.extend(block);
    Ok(())
}
