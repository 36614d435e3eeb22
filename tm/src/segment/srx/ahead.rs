//! Our own rules as they were compiled ahead, so that no expression is compiled when a program starts.
//!
//! `data/segment/*.srx` are the rules; `data/segment/*.ahead` are made of them by [`super::make`] and begin with
//! the hash of the file they were made of. A changed SRX file is compiled like a foreign one until they are made
//! anew, so that what is read there is always what holds.

use regex_automata::dfa::Automaton;
use regex_automata::dfa::sparse::DFA;
use regex_automata::{Anchored, Input};

use super::plan::Rule;
use crate::lang::Lang;

/// Bytes of the hash of the SRX file at the start.
const HASH: usize = 32;

/// The name in a list of languages that stands for every other language.
pub(super) const ANY: &str = "*";

/// The automata of one language.
#[derive(Debug)]
pub(super) struct Ahead {
    /// Reads backwards from a place.
    before: DFA<&'static [u8]>,
    /// Reads forwards from a place.
    after: DFA<&'static [u8]>,
}

impl Ahead {
    /// The patterns that match at the start of `rest`, a bit each.
    pub(super) fn after(&self, rest: &str) -> u128 {
        let input = Input::new(rest).anchored(Anchored::Yes);
        let Ok(start) = self.after.start_state_forward(&input) else { return 0 };
        let bytes = rest.bytes();
        walk(&self.after, start, bytes, |state| self.after.next_eoi_state(state))
    }

    /// The patterns that match at the end of `past` and begin at byte `from` or later, a bit each.
    pub(super) fn before(&self, past: &str, from: usize) -> u128 {
        let input = Input::new(past).range(from..).anchored(Anchored::Yes);
        let Ok(start) = self.before.start_state_reverse(&input) else { return 0 };
        let (unseen, seen) = past.as_bytes().split_at_checked(from).unwrap_or_default();
        walk(&self.before, start, seen.iter().rev().copied(), |state| match unseen.last() {
            Some(byte) => self.before.next_state(state, *byte),
            None => self.before.next_eoi_state(state),
        })
    }
}

type State = regex_automata::util::primitives::StateID;

/// Follows the bytes and what is at their end; a match is told one step late.
fn walk(
    automaton: &DFA<&'static [u8]>,
    start: State,
    bytes: impl Iterator<Item = u8>,
    at_end: impl FnOnce(State) -> State,
) -> u128 {
    let (mut state, mut found) = (start, 0);
    for byte in bytes {
        state = automaton.next_state(state, byte);
        if automaton.is_special_state(state) {
            if automaton.is_dead_state(state) {
                return found;
            }
            found |= matched(automaton, state);
        }
    }
    found | matched(automaton, at_end(state))
}

fn matched(automaton: &DFA<&'static [u8]>, state: State) -> u128 {
    if !automaton.is_match_state(state) {
        return 0;
    }
    let patterns = (0..automaton.match_len(state)).map(|at| automaton.match_pattern(state, at).as_u32());
    patterns.fold(0, |found, pattern| found | 1_u128.checked_shl(pattern).unwrap_or_default())
}

/// The rules for `lang` in `data`; `None` when they were made of another file than `srx`, or for other machines.
pub(super) fn read(data: &'static [u8], srx: &str, lang: &Lang) -> Option<(Vec<Rule>, Ahead)> {
    let (hash, data) = data.split_at_checked(HASH)?;
    if hash != blake3::hash(srx.as_bytes()).as_bytes() {
        return None;
    }
    let mut cursor = Cursor(data);
    let automaton = |bytes| DFA::from_bytes(bytes).ok().map(|(automaton, _)| automaton);
    let ahead = Ahead { before: automaton(cursor.block()?)?, after: automaton(cursor.block()?)? };
    loop {
        let names = std::str::from_utf8(cursor.block()?).ok()?;
        let rules = cursor.block()?;
        if names.split(',').any(|name| name == ANY || name == lang.primary()) {
            return Some((read_rules(rules)?, ahead));
        }
    }
}

/// Reads what `make` wrote: for each rule whether it breaks, then two lists of patterns that must or must not match.
fn read_rules(data: &[u8]) -> Option<Vec<Rule>> {
    let mut bytes = data.iter().map(|byte| usize::from(*byte));
    let mut rules = Vec::new();
    while let Some(breaks) = bytes.next() {
        let mut list = || {
            let len = bytes.next()?;
            (0..len).map(|_| Some((bytes.next()?, bytes.next()? == 1))).collect::<Option<Vec<_>>>()
        };
        rules.push(Rule { breaks: breaks == 1, before: list()?, after: list()?, looking: Vec::new() });
    }
    Some(rules)
}

/// Blocks of bytes, each behind its length in four bytes.
struct Cursor(&'static [u8]);

impl Cursor {
    fn block(&mut self) -> Option<&'static [u8]> {
        let (len, rest) = self.0.split_first_chunk::<4>()?;
        let (block, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*len)).ok()?)?;
        self.0 = rest;
        Some(block)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use proptest::prelude::*;

    use super::super::{Patterns, Rules};
    use crate::lang::{Lang, Script, known_langs};
    use crate::segment::{LATIN, LATIN_AHEAD, PERSIAN, PERSIAN_AHEAD};

    fn files(lang: &Lang) -> (&'static str, &'static [u8]) {
        if lang.script() == Script::Arabic { (PERSIAN, PERSIAN_AHEAD) } else { (LATIN, LATIN_AHEAD) }
    }

    /// The rules of a language built ahead and compiled now.
    fn both(tag: &str) -> (Rules, Rules) {
        let lang = Lang::parse(tag).unwrap();
        let (srx, data) = files(&lang);
        let ahead = Rules::built_in(srx, data, &lang).unwrap();
        assert!(matches!(ahead.patterns, Patterns::Ahead(_)), "{tag}");
        (ahead, Rules::compile(srx, &lang).unwrap())
    }

    fn differ_at(text: &str, (ahead, compiled): &(Rules, Rules)) -> Option<usize> {
        let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        places.into_iter().find(|at| ahead.decide(text, *at) != compiled.decide(text, *at))
    }

    #[test]
    fn every_language_decides_as_if_compiled_now() {
        let texts = [
            include_str!("../../../data/segment/golden/fa-sentences.txt"),
            include_str!("../../../data/segment/golden/de.txt"),
            include_str!("../../../data/segment/golden/other.txt"),
        ];
        let tags = known_langs().iter().map(|known| known.tag);
        for tag in tags.chain(["de-AT", "kmr-Latn-TR", "ku-Arab", "uz-Cyrl", "zz", "fa-Latn"]) {
            let rules = both(tag);
            for text in texts {
                let some: String = text.chars().take(4000).collect();
                assert_eq!(differ_at(&some, &rules), None, "{tag}");
            }
        }
    }

    #[test]
    fn rules_of_a_changed_file_are_compiled() {
        let lang = Lang::persian();
        let changed = PERSIAN.replace("<!-- eras", "<!-- all eras");
        assert!(super::read(PERSIAN_AHEAD, &changed, &lang).is_none());
        let rules = Rules::built_in(&changed, PERSIAN_AHEAD, &lang).unwrap();
        assert!(matches!(rules.patterns, Patterns::Compiled { .. }));
    }

    #[test]
    fn damaged_data_is_no_rules() {
        for len in (0..PERSIAN_AHEAD.len()).step_by(997) {
            assert!(super::read(&PERSIAN_AHEAD[..len], PERSIAN, &Lang::persian()).is_none(), "{len}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_decided_as_if_compiled_now(
            text in r#"([.!؟…»«":؛ \n\u{200C}\u{200F}]|م|و|ق\.م|است|ما|آخ|نک|[۰-۹a-zA-Z]|Dr|bzw|کار|می|[یكء]){0,160}"#,
            number in 0..4_usize,
        ) {
            static RULES: OnceLock<Vec<(Rules, Rules)>> = OnceLock::new();
            let rules = RULES.get_or_init(|| ["fa", "ar", "en", "de"].map(both).into());
            prop_assert_eq!(differ_at(&text, &rules[number]), None);
        }
    }
}
