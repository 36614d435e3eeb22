//! Languages that are written in words: light inflection by the endings of `data/latin.tsv`.
//!
//! Case does not matter but in acronyms and in terms that say so; a hyphen and a space are the same; no compounds are taken apart.

use std::collections::HashMap;
use std::sync::OnceLock;

use tm::lang::Lang;
use tm::span::Span;
use tm::text::fold;

use super::{Form, TermHit};
use crate::alternatives;
use crate::concept::{Concept, Matching, Term};

/// The terms of a glossary in one language, by their first word.
#[derive(Debug, Clone, Default)]
pub(super) struct WordIndex {
    by_first: HashMap<String, Vec<u32>>,
    patterns: Vec<Pattern>,
    lang: String,
}

#[derive(Debug, Clone)]
struct Pattern {
    concept: u32,
    term: u32,
    exact: bool,
    case_sensitive: bool,
    variant: bool,
    words: Vec<Word>,
}

#[derive(Debug, Clone)]
struct Word {
    text: String,
    lower: String,
    acronym: bool,
    /// What stands before it in the term, behind the last word: `, ` in bread, work, freedom.
    gap: String,
}

/// A word of a text.
#[derive(Debug, Clone)]
struct Token {
    text: String,
    lower: String,
    start: usize,
    end: usize,
    /// Written without spaces around it: an ideograph or kana.
    dense: bool,
}

/// An ending: `strip` of the lemma becomes `add`.
#[derive(Debug)]
struct Rule {
    lang: &'static str,
    strip: &'static str,
    add: &'static str,
    umlaut: bool,
}

impl WordIndex {
    /// An index of terms, each with the indexes of its concept and of itself.
    pub(super) fn new<'c>(
        terms: impl Iterator<Item = (&'c Concept, &'c Term, (u32, u32))>,
        lang: &Lang,
    ) -> WordIndex {
        let mut index = WordIndex { lang: lang.primary().to_owned(), ..WordIndex::default() };
        for (_, term, (concept, at)) in terms {
            for (i, text) in std::iter::once(&term.text).chain(&term.variants).enumerate() {
                for wording in alternatives(text) {
                    let words = pattern_words(&wording);
                    let exact = term.matching == Matching::Exact;
                    let case_sensitive = term.case_sensitive;
                    index.add(Pattern { concept, term: at, exact, case_sensitive, variant: i > 0, words });
                }
            }
        }
        index
    }

    fn add(&mut self, pattern: Pattern) {
        if let Some(first) = pattern.words.first() {
            let number = self.patterns.len() as u32;
            self.by_first.entry(first.lower.clone()).or_default().push(number);
            self.patterns.push(pattern);
        }
    }

    /// The terms in a text, in no order.
    pub(super) fn find(&self, text: &str) -> Vec<TermHit> {
        let folded = fold(text);
        let (tokens, letters) = tokens(folded.as_str());
        let mut hits = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            let mut seen: Vec<u32> = Vec::new();
            for lemma in self.lemmas(&token.lower) {
                for number in self.by_first.get(&lemma).into_iter().flatten() {
                    if seen.contains(number) {
                        continue;
                    }
                    seen.push(*number);
                    let Some(pattern) = self.patterns.get(*number as usize) else { continue };
                    let Some((end, form)) =
                        self.follow(pattern, tokens.get(i..).unwrap_or_default(), &letters)
                    else {
                        continue;
                    };
                    if let Some(span) = folded.source_span(Span::new(token.start, end)) {
                        let (concept, term) = (pattern.concept as usize, pattern.term as usize);
                        hits.push(TermHit { concept, term, span, form, nested: false });
                    }
                }
            }
        }
        hits
    }

    /// The lemmas a word may be a form of, itself first.
    fn lemmas(&self, word: &str) -> Vec<String> {
        let mut lemmas = vec![word.to_owned()];
        for rule in rules().iter().filter(|r| r.lang == self.lang) {
            if let Some(stem) = word.strip_suffix(rule.add).filter(|stem| stem.chars().count() > 1) {
                lemmas.push(format!("{stem}{}", rule.strip));
                if rule.umlaut
                    && let Some(plain) = without_umlaut(stem)
                {
                    lemmas.push(format!("{plain}{}", rule.strip));
                }
            }
        }
        lemmas
    }

    /// Where a term ends that begins with the first of these tokens, and its form.
    fn follow(&self, pattern: &Pattern, tokens: &[Token], letters: &[char]) -> Option<(usize, Form)> {
        let mut form = if pattern.variant { Form::VARIANT } else { Form::BASE };
        let mut at = 0;
        let mut last: Option<&Token> = None;
        for word in &pattern.words {
            let mut token = tokens.get(at)?;
            if let Some(before) = last {
                // A possessive between two words: the workers' council, the union's strike.
                if token.lower == "s" && word.lower != "s" && letters.get(before.end) == Some(&'\'') {
                    at += 1;
                    token = tokens.get(at)?;
                }
                let gap = letters.get(before.end..token.start)?;
                let joins = |c: &char| matches!(c, ' ' | '-' | '\'' | 's') || word.gap.contains(*c);
                let close = gap.len() <= 3 && gap.iter().all(joins);
                if !close || gap.is_empty() && !token.dense {
                    return None;
                }
            }
            if !self.is_form(word, token, pattern)? {
                form = form.and(Form::INFLECTED);
            }
            last = Some(token);
            at += 1;
        }
        let last = last?;
        let (end, inflected) = after_marks(last.end, tokens.get(at), letters);
        match inflected && !pattern.exact {
            true => Some((end, form.and(Form::INFLECTED))),
            false => Some((last.end, form)),
        }
    }

    /// Whether a token is a form of a word: `Some(true)` the very word, `None` no form of it.
    fn is_form(&self, word: &Word, token: &Token, pattern: &Pattern) -> Option<bool> {
        let exact = pattern.exact;
        if word.acronym {
            let rest = token.text.strip_prefix(word.text.as_str())?;
            return (rest.is_empty() || rest == "s" && !exact).then_some(rest.is_empty());
        }
        if pattern.case_sensitive {
            let is_inflected = || !exact && self.lemmas(&token.text).contains(&word.text);
            return (token.text == word.text).then_some(true).or_else(|| is_inflected().then_some(false));
        }
        if token.lower == word.lower {
            return Some(true);
        }
        (!exact && self.lemmas(&token.lower).contains(&word.lower)).then_some(false)
    }
}

/// What may follow a noun: the possessive of English, the gender marks of German (Arbeiter*innen, Arbeiter:in).
fn after_marks(end: usize, next: Option<&Token>, letters: &[char]) -> (usize, bool) {
    let Some(next) = next.filter(|token| token.start == end + 1) else { return (end, false) };
    match (letters.get(end), next.lower.as_str()) {
        (Some('\''), "s") | (Some('*' | ':' | '_' | '/'), "in" | "innen") => (next.end, true),
        _ => (end, false),
    }
}

fn without_umlaut(stem: &str) -> Option<String> {
    let (at, vowel) =
        stem.char_indices().rev().find(|(_, c)| matches!(c, 'ä' | 'ö' | 'ü' | 'Ä' | 'Ö' | 'Ü'))?;
    let plain = match vowel {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        'Ä' => 'A',
        'Ö' => 'O',
        _ => 'U',
    };
    let (before, rest) = stem.split_at_checked(at)?;
    Some(format!("{before}{plain}{}", rest.strip_prefix(vowel)?))
}

fn pattern_words(term: &str) -> Vec<Word> {
    let (tokens, letters) = tokens(term);
    let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
    let mut before = 0;
    for token in tokens {
        let gap = letters.get(before..token.start).unwrap_or_default().iter().collect();
        before = token.end;
        words.push(word(token, gap));
    }
    words
}

fn word(token: Token, gap: String) -> Word {
    let capitals = token.text.chars().filter(|c| c.is_uppercase()).count();
    Word { acronym: capitals > 1, text: token.text, lower: token.lower, gap }
}

/// The words of a text with their places in it, and its characters.
fn tokens(text: &str) -> (Vec<Token>, Vec<char>) {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in letters.iter().enumerate().filter(|(_, c)| c.is_alphanumeric()) {
        let dense =
            matches!(u32::from(*c), 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF);
        match tokens.last_mut() {
            Some(token) if token.end == at && !dense && !token.dense => {
                token.text.push(*c);
                token.end = at + 1;
            }
            _ => tokens.push(Token {
                text: c.to_string(),
                lower: String::new(),
                start: at,
                end: at + 1,
                dense,
            }),
        }
    }
    for token in &mut tokens {
        token.lower = token.text.to_lowercase();
    }
    (tokens, letters)
}

fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| include_str!("../../data/latin.tsv").lines().skip(1).filter_map(rule).collect())
}

fn rule(line: &'static str) -> Option<Rule> {
    let mut cells = line.split('\t');
    let lang = cells.next()?;
    let mut text = || cells.next().map(|cell| if cell == "-" { "" } else { cell });
    let (strip, add) = (text()?, text()?);
    Some(Rule { lang, strip, add, umlaut: text()? == "yes" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_row_of_the_table_is_read_and_stands_once() {
        let mut seen = HashSet::new();
        for line in include_str!("../../data/latin.tsv").lines().skip(1) {
            assert_eq!(line.split('\t').count(), 5, "{line}");
            let rule = rule(line).unwrap();
            assert!(!rule.add.is_empty() && seen.insert((rule.lang, rule.strip, rule.add)), "{line}");
        }
    }

    #[test]
    fn umlauts_are_undone() {
        assert_eq!(without_umlaut("räum").as_deref(), Some("raum"));
        assert_eq!(without_umlaut("lohn"), None);
    }
}
