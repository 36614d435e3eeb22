//! Our own rules as they were compiled ahead, so that no expression is compiled when a program starts.
//!
//! `data/segment/*.srx` are the rules; `data/segment/*.ahead` are made of them by [`super::make`] and begin with
//! the hash of the file they were made of. A changed SRX file is compiled like a foreign one until they are made
//! anew, so that what is read there is always what holds.

use super::plan::Rule;
use crate::lang::Lang;

/// Bytes of the hash of the SRX file at the start.
const HASH: usize = 32;

/// The name in a list of languages that stands for every other language.
pub(super) const ANY: &str = "*";

/// The automata of one SRX file.
#[derive(Debug)]
pub(super) struct Ahead {
    /// Reads backwards from a place.
    before: Automaton,
    /// Reads forwards from a place.
    after: Automaton,
}

impl Ahead {
    /// The patterns that match at the start of `rest`, a bit each.
    pub(super) fn after(&self, rest: &str) -> u128 {
        self.after.matches(rest.bytes(), None)
    }

    /// The patterns that match at the end of `past` and begin at byte `from` or later, a bit each.
    pub(super) fn before(&self, past: &str, from: usize) -> u128 {
        let (unseen, seen) = past.as_bytes().split_at_checked(from).unwrap_or_default();
        self.before.matches(seen.iter().rev().copied(), unseen.last().copied())
    }
}

/// A deterministic automaton over bytes, as it lies in the file: a state is the place of its first byte.
///
/// A state has the numbers of three sets, two bytes each: what matched before the last byte, what matches if the text
/// ends here, and what can still match if it goes on. Then the number of its ranges less one, and for each range of
/// bytes the last byte and the next state in three bytes.
#[derive(Debug)]
struct Automaton {
    /// Sets of patterns, a bit each, 16 bytes a set; the first is empty.
    sets: &'static [[u8; 16]],
    states: &'static [u8],
}

/// Byte before the first state: no state.
pub(super) const DEAD: usize = 0;
/// The first state.
pub(super) const START: usize = 1;

impl Automaton {
    /// The patterns that match some of `bytes` from the first on; `unseen` stands behind the last, else the text ends.
    fn matches(&self, bytes: impl Iterator<Item = u8>, unseen: Option<u8>) -> u128 {
        let (mut state, mut found) = (START, 0);
        for byte in bytes {
            state = self.next(state, byte);
            if state == DEAD {
                return found;
            }
            found |= self.set(state);
            if self.set(state + 4) & !found == 0 {
                return found;
            }
        }
        found
            | match unseen {
                Some(byte) => self.set(self.next(state, byte)),
                None => self.set(state + 2),
            }
    }

    fn next(&self, state: usize, byte: u8) -> usize {
        let Some([_, _, _, _, _, _, more, rest @ ..]) = self.states.get(state..) else { return DEAD };
        // Most bytes fall into one of the first ranges, so that halving is slower.
        let mut ranges = rest.as_chunks::<4>().0.iter().take(usize::from(*more) + 1);
        ranges.find(|[last, ..]| *last >= byte).map_or(DEAD, |[_, low, middle, high]| {
            usize::from(*low) | usize::from(*middle) << 8 | usize::from(*high) << 16
        })
    }

    /// The set whose number stands at a byte of the states.
    fn set(&self, at: usize) -> u128 {
        match self.states.get(at..) {
            Some([0, 0, ..]) => 0,
            Some([low, high, ..]) => self
                .sets
                .get(usize::from(*low) | usize::from(*high) << 8)
                .map_or(0, |set| u128::from_le_bytes(*set)),
            _ => 0,
        }
    }
}

/// The rules for `lang` in `data`; `None` when they were made of another file than `srx`.
pub(super) fn read(data: &'static [u8], srx: &str, lang: &Lang) -> Option<(Vec<Rule>, Ahead)> {
    let (hash, data) = data.split_at_checked(HASH)?;
    if hash != blake3::hash(srx.as_bytes()).as_bytes() {
        return None;
    }
    let mut cursor = Cursor(data);
    let mut automaton = || Some(Automaton { sets: cursor.block()?.as_chunks().0, states: cursor.block()? });
    let ahead = Ahead { before: automaton()?, after: automaton()? };
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
