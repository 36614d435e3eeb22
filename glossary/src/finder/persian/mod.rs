//! Persian: lemmas in a trie, an inflection automaton after each word.
//!
//! Letters are folded with their offsets kept, separators are a class (space, ZWNJ, none), the rules are the tables
//! of `data/fa`. Nothing is stemmed.

mod context;
mod pattern;
mod scan;
mod suffix;
mod tables;
mod trie;
mod verb;

use std::sync::OnceLock;

use tm::listed::ListedMap;
use tm::span::Span;
use tm::text::{ZWNJ, fold};

use self::context::Context;
use self::pattern::{Builder, Pattern};
use self::scan::{Candidate, Scan};
use self::tables::{Kind, Tables};
use self::trie::Trie;
use super::{Form, TermHit};
use crate::concept::{Concept, Term, TermStatus};

/// The Persian terms of a glossary.
#[derive(Debug, Clone, Default)]
pub(super) struct PersianIndex {
    trie: Trie,
    patterns: Vec<Pattern>,
}

impl PersianIndex {
    /// An index of terms, each with the indexes of its concept and of itself; without inflection for other languages
    /// in Arabic letters.
    pub(super) fn new<'c>(
        terms: impl Iterator<Item = (&'c Concept, &'c Term, (u32, u32))>,
        inflected: bool,
    ) -> PersianIndex {
        let mut builder = Builder::default();
        for (concept, term, at) in terms {
            builder.add(concept, term, at);
        }
        let mut patterns = Vec::with_capacity(builder.found.len());
        let keys = (0u32..).zip(builder.found).map(|(number, (key, pattern))| {
            patterns.push(Pattern { exact: pattern.exact || !inflected, ..pattern });
            (key, number)
        });
        let trie = Trie::new(keys);
        PersianIndex { trie, patterns }
    }

    /// The terms in a text, in no order.
    pub(super) fn find(&self, text: &str) -> Vec<TermHit> {
        let folded = fold(text);
        let letters: Vec<char> = folded.as_str().chars().collect();
        let mut found = self.scan(Context { text: &letters, breaks: &[] });
        let mut breaks: Vec<usize> = found.iter().filter_map(|c| c.glued).collect();
        breaks.sort_unstable();
        if !breaks.is_empty() {
            // A term of several words written as one shows where its words end: they are terms too.
            found = self.scan(Context { text: &letters, breaks: &breaks });
        }
        let hit = |c: Candidate| {
            let pattern = self.patterns.get(c.pattern as usize)?;
            Some(TermHit {
                concept: pattern.concept as usize,
                term: pattern.term as usize,
                span: folded.source_span(Span::new(c.start, c.end))?,
                form: c.form,
                nested: false,
            })
        };
        found.into_iter().filter_map(hit).collect()
    }

    fn scan(&self, context: Context<'_>) -> Vec<Candidate> {
        let mut scan = Scan::new(&self.trie, &self.patterns, context);
        scan.run();
        self.weigh(scan.found, context)
    }

    /// Drops what longer lemmas explain better.
    fn weigh(&self, mut found: Vec<Candidate>, context: Context<'_>) -> Vec<Candidate> {
        found.sort_by_key(|candidate| candidate.start);
        let mut vetoes = Vec::new();
        let mut looked_at = None;
        let kept = found.iter().filter(|candidate| {
            if looked_at != Some(candidate.word_start) {
                looked_at = Some(candidate.word_start);
                vetoes = vetoes_at(candidate.word_start, context);
            }
            let veto = |v: &Candidate| {
                let longer = v.lemma_end > candidate.lemma_end && !is_plural_ha(candidate, v, context);
                let prefixed = candidate.start > v.start && v.lemma_end == candidate.lemma_end;
                candidate.end <= v.end && (longer || prefixed)
            };
            !vetoes.iter().any(veto)
                && !self.is_last_word_another(candidate, context)
                && (!candidate.unsure || is_licensed(candidate, rivals(candidate, &found)))
                && !self.is_outdone(candidate, rivals(candidate, &found))
        });
        kept.cloned().collect()
    }

    /// Whether the last of several words is one of the veto list: کودک کارتون is no کودک کار.
    fn is_last_word_another(&self, candidate: &Candidate, context: Context<'_>) -> bool {
        let is_several =
            self.patterns.get(candidate.pattern as usize).is_some_and(|pattern| pattern.words > 1);
        let lemma = context.text.get(candidate.start..candidate.lemma_end).unwrap_or_default();
        let separator = lemma.iter().rposition(|c| matches!(c, ' ' | '_')).filter(|_| is_several);
        let Some(separator) = separator else { return false };
        let vetoes = vetoes_at(candidate.start + separator + 1, context);
        vetoes.iter().any(|veto| {
            candidate.end <= veto.end
                && veto.lemma_end > candidate.lemma_end
                && !is_plural_ha(candidate, veto, context)
        })
    }

    /// Whether a longer single word of the glossary explains the ambiguous ending.
    fn is_outdone(&self, candidate: &Candidate, found: &[Candidate]) -> bool {
        candidate.ambiguous
            && found.iter().any(|other| {
                let pattern = self.patterns.get(other.pattern as usize);
                other.lemma_end > candidate.lemma_end
                    && other.end >= candidate.end
                    && !other.unsure
                    && pattern.is_some_and(|p| p.words == 1 && !(p.adjective && candidate.determined))
            })
    }
}

/// What else begins where a candidate does; `found` comes ordered by position.
fn rivals<'f>(candidate: &Candidate, found: &'f [Candidate]) -> &'f [Candidate] {
    let first = found.partition_point(|other| other.start < candidate.start);
    let end = found.partition_point(|other| other.start <= candidate.start);
    found.get(first..end).unwrap_or_default()
}

/// Whether a longer term takes this one's -i for the article: اعتصابی سراسری.
fn is_licensed(candidate: &Candidate, found: &[Candidate]) -> bool {
    let licences = |other: &Candidate| {
        let same_word = other.first_word == Some((candidate.lemma_end, candidate.end));
        same_word && !other.unsure
    };
    found.iter().any(licences)
}

/// کارهای is کار with -ha, whatever words in heh there are.
fn is_plural_ha(candidate: &Candidate, veto: &Candidate, context: Context<'_>) -> bool {
    let from = candidate.lemma_end + usize::from(context.at(candidate.lemma_end) == Some(ZWNJ));
    let after = context.text.get(from..from + 2);
    candidate.form.has(Form::PLURAL) && veto.end > veto.lemma_end && after == Some(&['\u{0647}', '\u{0627}'])
}

/// The words of the veto list that begin here.
fn vetoes_at(start: usize, context: Context<'_>) -> Vec<Candidate> {
    let Some(index) = context.at(start).and_then(vetoes) else { return Vec::new() };
    let mut scan = Scan::new(&index.trie, &index.patterns, context);
    scan.from(start);
    scan.found
}

/// The words of the veto list that a word with this first letter can be: a text has few of them, and an index of the
/// whole list takes as long as one of a glossary.
fn vetoes(first: char) -> Option<&'static PersianIndex> {
    static BY_LETTER: OnceLock<ListedMap<char, OnceLock<PersianIndex>>> = OnceLock::new();
    let begins = |word: &Vec<char>| word.first().map(|letter| without_madda(*letter));
    let words = || Tables::get().words(Kind::Veto);
    let by_letter = BY_LETTER
        .get_or_init(|| words().filter_map(begins).map(|letter| (letter, OnceLock::new())).collect());
    let first = without_madda(first);
    let index = by_letter.get(&first)?;
    Some(index.get_or_init(|| {
        let term = |word: &Vec<char>| {
            Term::new(tm::lang::Lang::persian(), word.iter().collect::<String>(), TermStatus::Preferred)
        };
        let terms: Vec<Term> = words().filter(|word| begins(word) == Some(first)).map(term).collect();
        let concept = Concept::default();
        PersianIndex::new(terms.iter().map(|term| (&concept, term, (0, 0))), true)
    }))
}

/// A text may leave the madda of a lemma out.
fn without_madda(letter: char) -> char {
    if letter == '\u{0622}' { '\u{0627}' } else { letter }
}
