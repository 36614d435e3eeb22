//! What each word of the texts is: its lemma, and where in a term it may stand.

use std::collections::{HashMap, HashSet};

use tm::lang::{Lang, Script};
use tm::text::{TokenKind, fold_text, tokens};

use super::lemma::{is_listed, lemma};
use super::tables::{Place, Tables, plain};
use super::{BREAK, Extractor};

/// What a word is in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It may be a term, begin or end one.
    Free,
    /// It may begin a term or stand inside.
    NotAlone,
    /// It may end a term or stand inside.
    Adjective,
    /// It stands in no term, unless the word before takes it.
    Outside,
    /// The same, a verb that makes a verb of the noun before it.
    LightVerb,
}

/// A word of the texts, by its number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Number of its lemma.
    pub(super) lemma: u32,
    pub(super) role: Role,
    /// Whether a phrase ends with it.
    pub(super) is_last: bool,
}

/// All words of the texts.
#[derive(Debug)]
pub(super) struct Words {
    script: Script,
    all: Vec<Word>,
    /// The lemmas, with ZWNJ where they have any.
    lemmas: Vec<String>,
    /// How often each lemma stands there.
    pub(super) counts: Vec<usize>,
    /// For each lemma, the lemmas of the prepositions that it takes inside a term.
    takes: HashMap<u32, Vec<u32>>,
    stand_alone: HashSet<String>,
}

impl Words {
    /// Finds what the words of the texts are; those of `known` terms are words too.
    pub(super) fn new(texts: &Extractor, known: &[&str]) -> Words {
        let tables = Tables::get();
        let mut stand_alone: HashSet<String> = texts.spellings.iter().map(|word| plain(word)).collect();
        stand_alone.retain(|word| !tables.verbs.contains_key(word));
        for word in known.iter().flat_map(|term| term.split_whitespace()) {
            stand_alone.insert(plain(word));
        }
        let mut words = Words {
            script: texts.script,
            all: Vec::with_capacity(texts.spellings.len()),
            lemmas: Vec::new(),
            counts: Vec::new(),
            takes: HashMap::new(),
            stand_alone,
        };
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for spelling in &texts.spellings {
            let (lemma, is_last) = words.lemma(spelling);
            let number = words.number_of(&mut numbers, lemma);
            let role = role(spelling, &words.lemmas, number, &texts.lang, &words.stand_alone);
            words.all.push(Word { lemma: number, role, is_last });
        }
        for number in texts.flow.iter().filter(|number| **number != BREAK) {
            let lemma = words.of(*number).lemma;
            if let Some(count) = words.counts.get_mut(lemma as usize) {
                *count += 1;
            }
        }
        words.takes = words.links(&numbers);
        words
    }

    /// A word by its number.
    pub(super) fn of(&self, number: u32) -> Word {
        let nothing = Word { lemma: BREAK, role: Role::Outside, is_last: true };
        self.all.get(number as usize).copied().unwrap_or(nothing)
    }

    /// A lemma by its number.
    pub(super) fn lemma_text(&self, lemma: u32) -> &str {
        self.lemmas.get(lemma as usize).map_or("", String::as_str)
    }

    /// Whether a lemma takes this word inside a term: عضویت در.
    pub(super) fn takes(&self, lemma: u32, link: u32) -> bool {
        self.takes.get(&lemma).is_some_and(|links| links.contains(&link))
    }

    /// What all forms of a term have in common.
    pub(super) fn key(&self, term: &str) -> String {
        let words = tokens(term, self.script).into_iter().filter(|token| token.kind == TokenKind::Word);
        let letters: Vec<char> = term.chars().collect();
        let spelling = |span: tm::span::Span<tm::span::Chars>| -> String {
            letters.get(span.start..span.end).unwrap_or_default().iter().collect()
        };
        let keys: Vec<String> = words.map(|token| plain(&self.lemma(&spelling(token.span)).0)).collect();
        keys.join(" ")
    }

    /// The lemmas side by side.
    pub(super) fn plain_form<'l>(&self, lemmas: impl Iterator<Item = &'l u32>) -> String {
        lemmas.map(|lemma| self.lemma_text(*lemma)).collect::<Vec<_>>().join(" ")
    }

    /// The dictionary form of a phrase: its most frequent form, its first word in the singular.
    pub(super) fn dictionary_form(&self, lemmas: &[u32], variants: &[(String, usize)]) -> String {
        let plain_form = self.plain_form(lemmas.iter());
        let Some((form, _)) = variants.first() else { return plain_form };
        if self.script != Script::Arabic {
            return form.clone();
        }
        let folded = fold_text(form);
        let mut parts: Vec<&str> = folded.split(' ').collect();
        let Some(lemma) = lemmas.first().map(|head| self.lemma_text(*head)) else { return plain_form };
        if parts.len() != lemmas.len() {
            return plain_form;
        }
        // A word in -a keeps the ezafe that the rest of the term hangs on.
        let needs_ezafe = lemmas.len() > 1 && lemma.ends_with('ا');
        let head = if needs_ezafe { format!("{lemma}ی") } else { lemma.to_owned() };
        if let Some(first) = parts.first_mut() {
            *first = &head;
        }
        // Inside, plurals belong to the term (نماینده کارگران); at its end, an ezafe or the article does not.
        let is_ended =
            |word: &&&str| word.ends_with("های") || word.ends_with("هایی") || word.contains("\u{200C}ی");
        let last = lemmas.last().map(|lemma| self.lemma_text(*lemma)).filter(|_| lemmas.len() > 1);
        if let (Some(last), true) = (last, parts.last().filter(is_ended).is_some()) {
            parts.pop();
            parts.push(last);
        }
        parts.join(" ")
    }

    fn lemma(&self, spelling: &str) -> (String, bool) {
        if self.script != Script::Arabic {
            return (spelling.to_lowercase(), false);
        }
        let is_word = |word: &str| self.stand_alone.contains(word) || is_listed(word);
        let found = lemma(&fold_text(spelling), &is_word);
        (found.text, found.is_last)
    }

    /// One number for a lemma with and without ZWNJ.
    fn number_of(&mut self, numbers: &mut HashMap<String, u32>, lemma: String) -> u32 {
        let next = self.lemmas.len() as u32;
        let number = *numbers.entry(plain(&lemma)).or_insert(next);
        if number == next {
            self.lemmas.push(lemma);
            self.counts.push(0);
        }
        number
    }

    fn links(&self, numbers: &HashMap<String, u32>) -> HashMap<u32, Vec<u32>> {
        let pairs = Tables::get().links.iter().filter_map(|(word, links)| {
            let links = links.iter().filter_map(|link| numbers.get(link).copied()).collect();
            Some((*numbers.get(word)?, links))
        });
        pairs.collect()
    }
}

fn role(spelling: &str, lemmas: &[String], lemma: u32, lang: &Lang, stand_alone: &HashSet<String>) -> Role {
    let tables = Tables::get();
    let word = plain(spelling);
    let lemma = lemmas.get(lemma as usize).map(|lemma| plain(lemma)).unwrap_or_default();
    if lang.script() != Script::Arabic {
        return if word.chars().count() < LEAST_LATIN { Role::Outside } else { Role::Free };
    }
    if let Some(is_light) = tables.verbs.get(&word) {
        return if *is_light { Role::LightVerb } else { Role::Outside };
    }
    let place = tables.stop.get(&word).or_else(|| tables.stop.get(&lemma));
    match place {
        Some(Place::Nowhere) => Role::Outside,
        Some(Place::NotAlone) => Role::NotAlone,
        None if is_made_verb(spelling) || is_other_end(&word) || word.chars().count() < 2 => Role::Outside,
        None if is_relational(&lemma, stand_alone) => Role::Adjective,
        None => Role::Free,
    }
}

/// Whether a word is an adjective made of another word: صنفی of صنف; names of actions end so too, and heads are nouns.
fn is_relational(word: &str, stand_alone: &HashSet<String>) -> bool {
    let tables = Tables::get();
    let base = word.strip_suffix('ی').filter(|base| base.chars().count() > 1);
    let is_action = || tables.formatives.iter().any(|ending| word.ends_with(ending.as_str()));
    let is_of = |base: &str| is_listed(base) || stand_alone.contains(base) && !is_action();
    base.is_some_and(is_of) && !tables.heads.contains_key(word)
}

/// Superlatives, adjectives with the article that make no term without it (مهمی), and nouns with a copula that needs no blank: جداست.
fn is_other_end(word: &str) -> bool {
    let is_stop = |base: &str| Tables::get().stop.get(base) == Some(&Place::Nowhere);
    word.strip_suffix('ی').is_some_and(|base| base.chars().count() > 2 && is_stop(base))
        || word.ends_with("ترین")
        || word.ends_with("است") && !is_listed(word) && word != "سیاست" && word != "ریاست"
}

/// Whether a present prefix is set apart: می\u{200C}نویسند is a verb, میدان is none.
fn is_made_verb(spelling: &str) -> bool {
    let folded = fold_text(spelling);
    let apart = |prefix: &str| {
        folded.strip_prefix(prefix).is_some_and(|rest| rest.starts_with([tm::text::ZWNJ, ' ']))
    };
    apart("می") || apart("نمی")
}

/// Letters of the shortest word in Latin script that may be a term: nearly all function words are shorter.
const LEAST_LATIN: usize = 4;
