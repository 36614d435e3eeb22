//! The lemma patterns that stand for a term: spellings, broken plurals, words with separators.

use std::collections::HashMap;
use std::rc::Rc;

use tm::text::{ZWNJ, fold_text};

use super::tables::{Kind, Tables, compact};
use super::trie::{FIRST_VERB, JOIN, WORD};
use crate::alternatives;
use crate::concept::{Concept, Matching, Term};
use crate::finder::Form;

/// What a key of the trie stands for.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) concept: u32,
    pub(super) term: u32,
    pub(super) form: Form,
    /// No inflection.
    pub(super) exact: bool,
    /// How many words, compounds counting as one.
    pub(super) words: u8,
    /// How many letters.
    pub(super) length: u8,
    /// The term is an adjective by its part of speech.
    pub(super) adjective: bool,
    /// What its last word is.
    pub(super) last: Traits,
}

/// What endings after a word depend on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traits {
    /// An adjective that carries the article of its noun.
    pub(super) modifier: bool,
    /// It reads as an adjective.
    pub(super) adjectival: bool,
    /// With -i it is an adjective of its own.
    pub(super) nisba: bool,
    /// A plural with its own stem.
    pub(super) plural: bool,
    /// Its last member is also a present stem: سرمایه دارند.
    pub(super) present_stem: bool,
    /// With a person ending it is a verb: خواستند.
    pub(super) finite_stem: bool,
}

/// A form a word of a term may stand in before any ending.
#[derive(Debug, Clone)]
struct Choice {
    key: String,
    form: Form,
    traits: Traits,
}

/// Makes the keys of terms; words that many terms share are worked out once.
#[derive(Debug, Default)]
pub(super) struct Builder {
    last: HashMap<String, Rc<[Choice]>>,
    inner: HashMap<String, Rc<[Choice]>>,
    /// The keys made so far, each with what it stands for.
    pub(super) found: Vec<(String, Pattern)>,
}

const YEH: char = '\u{06CC}';

/// The most keys of one term: spellings and broken plurals of several words multiply.
const MAX_KEYS: usize = 12;

/// The least letters of a word that gives up a final ezafe: below it the yeh belongs to the word (جای, روی).
const LEAST_WITH_EZAFE: usize = 4;

impl Builder {
    /// Adds the keys of a term; `at` is the index of its concept and its own.
    pub(super) fn add(&mut self, concept: &Concept, term: &Term, at: (u32, u32)) {
        let start = self.found.len();
        for (i, text) in std::iter::once(&term.text).chain(&term.variants).enumerate() {
            let variant = if i > 0 { Form::VARIANT } else { Form::BASE };
            for wording in alternatives(text) {
                for spelling in slogan(wording, &concept.part_of_speech) {
                    self.add_spelling(&spelling, concept, term, at, (start, variant));
                }
            }
        }
    }

    fn add_spelling(
        &mut self,
        text: &str,
        concept: &Concept,
        term: &Term,
        at: (u32, u32),
        from: (usize, Form),
    ) {
        for (key, choice) in self.keys(text, &concept.part_of_speech) {
            let exact = term.matching == Matching::Exact;
            let known = self.found.get(from.0..).is_some_and(|own| own.iter().any(|(k, _)| *k == key));
            if known || key.is_empty() || exact && choice.form.has(Form::BROKEN_PLURAL) {
                continue;
            }
            let separators =
                |wanted: char| key.bytes().filter(|b| u32::from(*b) == u32::from(wanted)).count();
            let (words, joints) = (separators(WORD), separators(JOIN));
            let letters = key.bytes().filter(|b| !(0x80..0xC0).contains(b)).count() - words - joints;
            let pattern = Pattern {
                concept: at.0,
                term: at.1,
                form: choice.form.and(from.1),
                exact,
                words: 1 + words.min(200) as u8,
                length: letters.min(200) as u8,
                adjective: concept.part_of_speech.contains("adj"),
                last: choice.traits,
            };
            self.found.push((key, pattern));
        }
    }

    /// One key per combination of its words' forms, the plainest first, with the form of all and the last word's
    /// traits.
    fn keys(&mut self, text: &str, part_of_speech: &str) -> Vec<(String, Choice)> {
        let folded = fold_text(text);
        let mut words = folded.split([' ', '_']).filter(|word| !word.is_empty()).peekable();
        let empty = Choice { key: String::new(), form: Form::BASE, traits: Traits::default() };
        let mut keys: Vec<(String, Choice)> = vec![(String::with_capacity(text.len()), empty)];
        while let Some(word) = words.next() {
            let last = words.peek().is_none();
            let choices = match verb(word).filter(|_| last && part_of_speech != "noun") {
                Some(verb) => {
                    let key = verb.to_string();
                    Rc::from([Choice { key, form: Form::BASE, traits: Traits::default() }])
                }
                None => self.choices(word, last),
            };
            extend(&mut keys, &choices, if is_mark(word) { JOIN } else { WORD });
        }
        keys
    }

    fn choices(&mut self, word: &str, last: bool) -> Rc<[Choice]> {
        let memo = if last { &mut self.last } else { &mut self.inner };
        if let Some(choices) = memo.get(word) {
            return Rc::clone(choices);
        }
        let choices: Rc<[Choice]> = choices(word, last).into();
        memo.insert(word.to_owned(), Rc::clone(&choices));
        choices
    }
}

/// Puts each choice after each key.
fn extend(keys: &mut Vec<(String, Choice)>, choices: &[Choice], separator: char) {
    let Some((first, others)) = choices.split_first() else { return };
    let mut more = Vec::new();
    for choice in others {
        for (key, so_far) in keys.iter() {
            if keys.len() + more.len() < MAX_KEYS {
                let mut extended = (key.clone(), so_far.clone());
                append(&mut extended, choice, separator);
                more.push(extended);
            }
        }
    }
    for key in keys.iter_mut() {
        append(key, first, separator);
    }
    keys.append(&mut more);
}

fn append((key, so_far): &mut (String, Choice), choice: &Choice, separator: char) {
    if !key.is_empty() && !choice.key.is_empty() {
        key.push(separator);
    }
    key.push_str(&choice.key);
    so_far.form = so_far.form.and(choice.form);
    so_far.traits = choice.traits;
}

/// A slogan's words are also written with marks between them: زن، زندگی، آزادی.
fn slogan(text: String, part_of_speech: &str) -> Vec<String> {
    if part_of_speech != "slogan" {
        return vec![text];
    }
    let marked = [" , ", " - ", " ! "].map(|mark| text.replace(' ', mark));
    std::iter::once(text).chain(marked).collect()
}

fn is_mark(word: &str) -> bool {
    word.is_ascii() && !word.bytes().any(|b| b.is_ascii_alphanumeric())
}

/// The private character of a verb, when a word is an infinitive.
fn verb(word: &str) -> Option<char> {
    let index = *Tables::get().infinitives.get(word)?;
    char::from_u32(FIRST_VERB + index as u32)
}

fn choices(word: &str, last: bool) -> Vec<Choice> {
    let tables = Tables::get();
    let pieces = pieces(word, last);
    let mut choices = vec![choice(&pieces, Form::BASE)];
    let mut add = |word: &str, form: Form| {
        let choice = choice(&self::pieces(word, last), form);
        if !choices.iter().any(|c| c.key == choice.key) {
            choices.push(choice);
        }
    };
    let lemma = pieces.concat();
    let lemma = if last { compact(word) } else { lemma };
    for other in tables.spellings.get(&lemma).into_iter().flatten() {
        add(other, Form::BASE);
    }
    for member in tables.second_members.iter().filter(|_| pieces.len() == 1) {
        let first = lemma.strip_suffix(member.text.as_str());
        if let Some(first) =
            first.filter(|first| first.chars().count() >= member.least && !(last && member.is_inner))
        {
            add(&format!("{first}{ZWNJ}{}", member.text), Form::BASE);
        }
    }
    for plural in tables.broken_plurals.get(&lemma).into_iter().flatten() {
        add(plural, Form::BROKEN_PLURAL);
    }
    choices
}

fn choice(pieces: &[&str], form: Form) -> Choice {
    let mut joint = [0; 4];
    let key = pieces.join(&*JOIN.encode_utf8(&mut joint));
    // A spelling of two words.
    let key = key.replace(' ', WORD.encode_utf8(&mut joint));
    Choice { traits: traits(pieces), key, form }
}

/// The traits of a word by its last member, which is all of it when it is no compound.
fn traits(pieces: &[&str]) -> Traits {
    let tables = Tables::get();
    let member: Vec<char> = pieces.last().map(|piece| piece.chars().collect()).unwrap_or_default();
    let whole: Vec<char> = pieces.iter().flat_map(|piece| piece.chars()).collect();
    let modifier = tables.is(Kind::Modifier, &whole);
    Traits {
        modifier,
        adjectival: modifier || matches!(member.as_slice(), [.., YEH | '\u{0647}']),
        nisba: tables.is(Kind::Nisba, &whole),
        plural: tables.plural_stems.contains(&whole),
        present_stem: pieces.len() > 1 && is_present(&member),
        finite_stem: tables.finite_stems.contains(&whole),
    }
}

/// Whether a member is a present stem, alone or with the -i of its noun of action: دار, دهی.
fn is_present(member: &[char]) -> bool {
    let stems = &Tables::get().present_stems;
    stems.contains(member) || matches!(member, [stem @ .., YEH] if stem.len() > 1 && stems.contains(stem))
}

/// The members of a word; what is only the ezafe of the glossary's spelling goes, unless it is the last word.
fn pieces(word: &str, last: bool) -> Vec<&str> {
    let mut pieces: Vec<&str> = Vec::new();
    for piece in word.split(ZWNJ).filter(|piece| !piece.is_empty()) {
        match piece.split_at_checked('\u{0648}'.len_utf8()) {
            // A waw between two members is a member of its own: گفت\u{200C}وگو, گفت و گو.
            Some((waw @ "\u{0648}", rest)) if !pieces.is_empty() && rest.chars().count() > 1 => {
                pieces.extend([waw, rest]);
            }
            _ => pieces.push(piece),
        }
    }
    if !last {
        drop_ezafe(&mut pieces);
    }
    pieces
}

fn drop_ezafe(pieces: &mut Vec<&str>) {
    if pieces.len() > 1 && pieces.last() == Some(&"\u{06CC}") {
        pieces.pop();
        return;
    }
    let Some(piece) = pieces.last_mut() else { return };
    if let Some(base) = piece.strip_suffix(YEH)
        && base.ends_with(['\u{0627}', '\u{0648}'])
        && piece.chars().count() >= LEAST_WITH_EZAFE
    {
        *piece = base;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |key: String| {
            key.chars()
                .map(|c| match c {
                    WORD => '+',
                    JOIN => '-',
                    c if u32::from(c) >= FIRST_VERB => 'V',
                    c => c,
                })
                .collect()
        };
        Builder::default().keys(text, "").into_iter().map(|(key, _)| show(key)).collect()
    }

    #[test]
    fn a_term_becomes_words_members_and_verbs() {
        assert_eq!(shown("شورای اسلامی کار"), ["شورا+اسلامی+کار"]);
        assert_eq!(shown("طبقه\u{200C}ی کارگر"), ["طبقه+کارگر"]);
        assert_eq!(shown("طبقهٔ کارگر"), ["طبقه+کارگر"]);
        assert_eq!(shown("هفت\u{200C}تپه"), ["هفت-تپه"]);
        assert_eq!(shown("گفت\u{200C}وگو"), ["گفت-و-گو", "گفتگو"]);
        assert_eq!(shown("دست از کار کشیدن"), ["دست+از+کار+V"]);
        assert_eq!(shown("حزب سیاسی"), ["حزب+سیاسی", "احزاب+سیاسی"]);
        assert_eq!(shown("قطعنامه"), ["قطعنامه", "قطع-نامه"]);
        assert_eq!(shown("حق رأی عمومی")[0], "حق+رای+عمومی");
    }
}
