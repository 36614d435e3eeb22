//! What the aligner sees of a text: its words, with their stems and places, and what surely stands for what.

use std::collections::HashMap;
use std::rc::Rc;

use super::word::{Form, Letters, Lexicon};
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::name::{names, related};
use crate::text::placeable::placeables;
use crate::text::{Token, TokenKind, tokens};

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// What is known of it wherever it stands.
    pub form: Rc<Form>,
    /// Where it stands.
    pub span: Span<Chars>,
}

/// The words of a text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Words, numbers and marks in the order they stand.
    pub words: Vec<Word>,
    /// The text they stand in.
    pub text: String,
    /// Its language.
    pub lang: Lang,
    /// Numbers of the words that say something by themselves, in order: those the aligner looks at.
    pub(super) content: Vec<usize>,
}

/// Words of a sentence that are looked at. Behind them stands a text that was never segmented; the table of an
/// alignment has the square of this many cells.
const MOST_WORDS: usize = 200;

impl Sentence {
    /// Reads a text by itself; of a long one the beginning.
    pub fn new(text: &str, lang: &Lang) -> Sentence {
        Sentence::read(text, &Lexicon::new(lang))
    }

    /// Reads a text in the language of a lexicon, which many share.
    pub fn read(text: &str, lexicon: &Lexicon) -> Sentence {
        let lang = lexicon.lang.clone();
        let mut tokens = tokens(text, lang.script());
        tokens.truncate(MOST_WORDS);
        let capitals = capitals(text, &tokens);
        let word =
            |(token, capital): (&Token, bool)| Word { form: lexicon.form(token, capital), span: token.span };
        let words: Vec<Word> = tokens.iter().zip(capitals).map(word).collect();
        let content =
            (0..).zip(&words).filter(|(_, word)| !word.form.is_function).map(|(at, _)| at).collect();
        Sentence { words, text: text.to_owned(), lang, content }
    }

    /// Numbers of the words that say something by themselves, in order.
    pub fn content_words(&self) -> impl Iterator<Item = usize> + '_ {
        self.content.iter().copied()
    }

    /// The words that say something.
    pub(super) fn content(&self) -> impl Iterator<Item = &Word> {
        self.content.iter().filter_map(|at| self.words.get(*at))
    }

    /// The words that a span of the text touches.
    pub fn words_of(&self, span: Span<Chars>) -> Range {
        let inside = |word: &Word| word.span.start < span.end && span.start < word.span.end;
        let start = self.words.iter().position(inside).unwrap_or(0);
        let length = self.words.iter().skip(start).take_while(|word| inside(word)).count();
        Range { start, end: start + length }
    }

    /// Where these words stand in the text.
    pub fn span_of(&self, range: Range) -> Option<Span<Chars>> {
        let words = self.words.get(range.start..range.end)?;
        Some(Span::new(words.first()?.span.start, words.last()?.span.end))
    }

    /// These words and those that a hyphen ties to them: of *sit-in* not *sit* alone.
    pub(super) fn whole(&self, range: Range) -> Range {
        let tied = |left: usize, right: usize| {
            let (Some(left), Some(right)) = (self.words.get(left), self.words.get(right)) else {
                return false;
            };
            left.span.end == right.span.start
        };
        let ties = |at: usize| self.words.get(at).is_some_and(|word| TIES.contains(&word.form.text()));
        let mut whole = range;
        while ties(whole.end) && tied(whole.end - 1, whole.end) && tied(whole.end, whole.end + 1) {
            whole.end += 2;
        }
        while whole.start >= 2
            && ties(whole.start - 1)
            && tied(whole.start - 1, whole.start)
            && tied(whole.start - 2, whole.start - 1)
        {
            whole.start -= 2;
        }
        whole
    }

    /// These words as they are written.
    pub fn text_of(&self, range: Range) -> String {
        let Some(span) = self.span_of(range) else { return String::new() };
        self.text.chars().skip(span.start).take(span.len()).collect()
    }
}

/// What ties two tokens of the Latin script to one word.
const TIES: [&str; 3] = ["-", "\u{2010}", "\u{2011}"];

/// Words that stand side by side, by their numbers; the end is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Range {
    /// The first.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
}

impl Range {
    /// Whether the word with this number is one of them.
    pub fn has(self, word: usize) -> bool {
        self.start <= word && word < self.end
    }

    /// How many they are.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// A text and its translation, ready to be aligned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The text.
    pub source: Sentence,
    /// The translation.
    pub target: Sentence,
    /// Words that surely stand for each other: numbers of a source and of a target word, ordered.
    pub anchors: Vec<(usize, usize)>,
}

impl Pair {
    /// Pairs two sentences; words that are written the same, and names of one skeleton, are anchors.
    pub fn new(source: Sentence, target: Sentence) -> Pair {
        let anchors = anchors(&source, &target);
        Pair { source, target, anchors }
    }

    /// The same, with anchors where names are spellings of each other.
    pub fn with_names(source: Sentence, target: Sentence) -> Pair {
        let mut pair = Pair::new(source, target);
        for (here, there) in related_names(&pair) {
            let (own, other) = (pair.source.words_of(here), pair.target.words_of(there));
            // The words of a name keep their order.
            if own.len() == other.len() {
                pair.anchors.extend((own.start..own.end).zip(other.start..other.end));
            }
        }
        pair.anchors.extend(related_words(&pair));
        pair.anchors.sort_unstable();
        pair.anchors.dedup();
        pair
    }

    /// The same, with anchors where numbers and dates agree by value as well. Reading values costs many times
    /// what alignment does: for pairs that are looked at one by one.
    pub fn with_values(source: Sentence, target: Sentence) -> Pair {
        let mut pair = Pair::with_names(source, target);
        for (here, there) in equal_values(&pair) {
            let (own, other) = (pair.source.words_of(here), pair.target.words_of(there));
            // Values of several words on both sides do not say which word is which.
            if own.len() == 1 || other.len() == 1 {
                let links = (own.start..own.end).flat_map(|i| (other.start..other.end).map(move |j| (i, j)));
                pair.anchors.extend(links);
            }
        }
        pair.anchors.sort_unstable();
        pair.anchors.dedup();
        pair
    }
}

fn anchors(source: &Sentence, target: &Sentence) -> Vec<(usize, usize)> {
    let foreign = source.lang.script() != target.lang.script();
    let written = |form: &Form| {
        // Within one script the same letters are often another word, unless they begin with a capital.
        let is_carried = form.is_latin && (foreign || form.may_be_name());
        !form.is_function && (form.kind == TokenKind::Number || is_carried)
    };
    let mut found = alike(source, target, &written, |form| Some(&form.text));
    if foreign {
        found.extend(alike(source, target, &|form| form.is_known_by_skeleton, |form| form.skeleton.as_ref()));
    }
    found.sort_unstable();
    // A word is anchored once.
    let mut taken: (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    found.retain(|(i, j)| {
        let free = !taken.0.contains(i) && !taken.1.contains(j);
        taken.0.push(*i);
        taken.1.push(*j);
        free
    });
    found
}

/// Words that share a feature with one word of the other side and no other of their own.
fn alike(
    source: &Sentence,
    target: &Sentence,
    is_wanted: &dyn Fn(&Form) -> bool,
    feature: impl Fn(&Form) -> Option<&Letters>,
) -> Vec<(usize, usize)> {
    let other = wanted(target, is_wanted);
    // Most pairs have none.
    if other.is_empty() {
        return Vec::new();
    }
    let own = wanted(source, is_wanted);
    let single = |words: &[(usize, &Form)], letters: &Letters| -> Option<usize> {
        let mut same = words.iter().filter(|(_, form)| feature(form) == Some(letters));
        same.next().filter(|_| same.next().is_none()).map(|(at, _)| *at)
    };
    let pairs = other.iter().filter_map(|(_, form)| {
        let letters = feature(form)?;
        Some((single(&own, letters)?, single(&other, letters)?))
    });
    pairs.collect()
}

/// Words with their places.
fn wanted<'s>(sentence: &'s Sentence, is_wanted: &dyn Fn(&Form) -> bool) -> Vec<(usize, &'s Form)> {
    let words = sentence.words.iter().map(|word| &*word.form).enumerate();
    words.filter(|(_, form)| is_wanted(form)).collect()
}

fn equal_values(pair: &Pair) -> Vec<(Span<Chars>, Span<Chars>)> {
    let read = |sentence: &Sentence| -> Vec<(String, usize)> {
        placeables(&sentence.text, &sentence.lang)
            .iter()
            .enumerate()
            .map(|(at, p)| (p.to_string(), at))
            .collect()
    };
    let (own, other) =
        (placeables(&pair.source.text, &pair.source.lang), placeables(&pair.target.text, &pair.target.lang));
    let places = matched(read(&pair.source), read(&pair.target));
    places.into_iter().filter_map(|(i, j)| Some((own.get(i)?.span, other.get(j)?.span))).collect()
}

/// Features that stand once on each side, and where.
fn matched(source: Vec<(String, usize)>, target: Vec<(String, usize)>) -> Vec<(usize, usize)> {
    let mut places: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
    source.into_iter().for_each(|(text, at)| places.entry(text).or_default().0.push(at));
    target.into_iter().for_each(|(text, at)| places.entry(text).or_default().1.push(at));
    let single = places.into_values().filter_map(|(own, other)| match (&own[..], &other[..]) {
        ([i], [j]) => Some((*i, *j)),
        _ => None,
    });
    single.collect()
}

fn related_names(pair: &Pair) -> Vec<(Span<Chars>, Span<Chars>)> {
    let cut = |sentence: &Sentence, span: Span<Chars>| -> String {
        sentence.text.chars().skip(span.start).take(span.len()).collect()
    };
    // Most translations name nobody, and names are told sooner by capitals.
    let other = names(&pair.target.text, &pair.target.lang);
    if other.is_empty() {
        return Vec::new();
    }
    let own = names(&pair.source.text, &pair.source.lang);
    let mut found = Vec::new();
    for name in &own {
        let text = cut(&pair.source, name.span);
        let mut same = other.iter().filter(|n| related(&text, &cut(&pair.target, n.span)));
        if let (Some(one), None) = (same.next(), same.next()) {
            found.push((name.span, one.span));
        }
    }
    found
}

/// Words that are spellings of one name, and of no other word of the pair, where nothing is anchored yet.
fn related_words(pair: &Pair) -> Vec<(usize, usize)> {
    let free = |sentence: &Sentence, is_anchored: &dyn Fn(usize) -> bool| -> Vec<usize> {
        let named = sentence.content.iter().copied().filter(|at| !is_anchored(*at));
        named.filter(|at| sentence.words.get(*at).is_some_and(|word| word.form.may_be_name())).collect()
    };
    let own = free(&pair.source, &|at| pair.anchors.iter().any(|(i, _)| *i == at));
    let other = free(&pair.target, &|at| pair.anchors.iter().any(|(_, j)| *j == at));
    let is_one = |i: usize, j: usize| match (pair.source.words.get(i), pair.target.words.get(j)) {
        // Comparing spellings costs much, and most names of another sound begin with another one.
        (Some(a), Some(b)) => {
            let begins = |word: &Word| word.form.skeleton.as_ref()?.as_str().chars().next();
            begins(a) == begins(b) && related(a.form.text(), b.form.text())
        }
        _ => false,
    };
    let found: Vec<(usize, usize)> = own
        .iter()
        .flat_map(|i| other.iter().map(move |j| (*i, *j)))
        .filter(|(i, j)| is_one(*i, *j))
        .collect();
    let is_single = |(i, j): &(usize, usize)| {
        found.iter().filter(|(a, _)| a == i).count() == 1 && found.iter().filter(|(_, b)| b == j).count() == 1
    };
    found.iter().copied().filter(is_single).collect()
}

/// For each token whether it begins with a capital.
fn capitals(text: &str, tokens: &[Token]) -> Vec<bool> {
    let mut letters = text.chars().enumerate();
    let first = |token: &Token| letters.by_ref().find(|(at, _)| *at == token.span.start);
    tokens.iter().map(first).map(|found| found.is_some_and(|(_, c)| c.is_uppercase())).collect()
}
