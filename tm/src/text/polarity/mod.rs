//! What a text denies: negated verbs, negative words, refusals and negative affixes.
//!
//! In Persian a verb is known by its stem (`data/polarity/verbs.tsv`), so that `نرفت` denies and `نفت` does not, in
//! every spelling of its prefix; other words are rows of `data/polarity/words.tsv`. English, German, French and
//! Swedish are read to the same measure (`data/polarity/latin.tsv`): one denial where the sentence denies once, though
//! it may take two words (`هرگز نرفت`, `ne … pas`). Tense is not polarity.

mod atoms;
mod latin;
mod lexicon;
mod negated;
mod persian;
mod prefixed;
mod verbs;

use crate::lang::Lang;
use crate::span::{Chars, Span};

pub(crate) use atoms::{Atom, atoms, slice_span};
pub(crate) use lexicon::stem_is_listed_under;

/// One denial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Where it stands in the text, in Unicode scalar values.
    pub span: Span<Chars>,
    /// How it is expressed.
    pub kind: DenialKind,
    /// What is denied, in folded letters: `پرداخت شد` of `پرداخت نشده است`, `قرارداد` of `بدون قرارداد`; empty where
    /// nothing follows. In other languages than Persian the word that comes next.
    pub head: String,
}

/// How a denial is expressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DenialKind {
    /// A negated verb or the negation of one: نمی\u{200C}رود, نیست, مکن, not, nicht, ne … pas, inte.
    Verb,
    /// No: نه, خیر, neither.
    Particle,
    /// Nothing, nobody, never, where no verb is negated with it: هیچ, هرگز, kein, ingen.
    None,
    /// Without: بدون, ohne.
    Without,
    /// Absence: عدم, فاقد, lack of.
    Lack,
    /// Refusal in words: خودداری کرد, سر باز زد, refuse, fail to.
    Refusal,
    /// Part of a word: بی, غیر, نا, un-, o-.
    Affix,
}

impl DenialKind {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            DenialKind::Verb => "verb",
            DenialKind::Particle => "particle",
            DenialKind::None => "none",
            DenialKind::Without => "without",
            DenialKind::Lack => "lack",
            DenialKind::Refusal => "refusal",
            DenialKind::Affix => "affix",
        }
    }
}

/// The denials of a text in order; of a language that has no rules, none.
pub fn denials(text: &str, lang: &Lang) -> Vec<Denial> {
    read(text, lang).denials
}

/// What a text denies and what it states.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stated {
    /// Its denials in order.
    pub(crate) denials: Vec<Denial>,
    /// Verbs that are not denied, written as a denial's head is; Persian only.
    pub(crate) affirmed: Vec<String>,
    /// Its words between spaces, ZWNJ and marks, and those that ZWNJ joins once more as one.
    pub(crate) words: Vec<Word>,
}

/// A word of a text.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Folded, in lower case, without ZWNJ.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) span: Span<Chars>,
    /// Whether it is part of a denial.
    pub(crate) is_denied: bool,
}

/// Reads a text in one pass.
pub(crate) fn read(text: &str, lang: &Lang) -> Stated {
    let folded = super::fold(text);
    let atoms = atoms(&folded);
    let (found, affirmed) = match lang.primary() {
        "fa" | "prs" => persian::read(&atoms),
        "en" | "de" | "fr" | "sv" => (latin::read(&atoms, lang.primary()), Vec::new()),
        _ => (Vec::new(), Vec::new()),
    };
    let span = |from, to| slice_span(&atoms, from, to).and_then(|s| folded.source_span(s));
    let mut stated = Stated { affirmed, ..Stated::default() };
    stated.words = words(&atoms, &found, span);
    for f in found {
        if let Some(span) = span(f.from, f.to) {
            stated.denials.push(Denial { span, kind: f.kind, head: f.head });
        }
    }
    stated
}

fn words(atoms: &[Atom], found: &[Found], span: impl Fn(usize, usize) -> Option<Span<Chars>>) -> Vec<Word> {
    let mut inside = vec![false; atoms.len()];
    found.iter().for_each(|f| inside.iter_mut().take(f.to).skip(f.from).for_each(|i| *i = true));
    let mut words: Vec<Word> = Vec::with_capacity(atoms.len());
    let mut run: Option<(usize, String)> = None;
    for (i, (atom, is_denied)) in atoms.iter().zip(inside).enumerate() {
        let place = span(i, i + 1);
        words.extend(place.map(|span| Word { text: atom.text.clone(), span, is_denied }));
        run = match run.take() {
            Some((from, text)) if atom.joined => Some((from, text + &atom.text)),
            _ => Some((i, atom.text.clone())),
        };
        let ends = !atoms.get(i + 1).is_some_and(|next| next.joined);
        if let Some((from, text)) = run.as_ref().filter(|(from, _)| ends && *from < i) {
            let place = span(*from, i + 1);
            words.extend(place.map(|span| Word { text: text.clone(), span, is_denied }));
        }
    }
    words
}

/// A denial over atoms `from..to`.
#[derive(Debug, Clone)]
struct Found {
    kind: DenialKind,
    head: String,
    from: usize,
    to: usize,
}

#[cfg(test)]
mod tests;
