//! What differs between two sources, carried into the translation of the one.
//!
//! A sentence that differs from one of the memory only in a number, a date, the name of a place or one term of the glossary has a
//! translation that differs in the same: the old value is looked for in it, and where exactly one place says it, the new one
//! is written there in the same manner, in figures or words, in one calendar or two. Nothing is guessed: a value that the
//! translation says twice, or in other words ("both", "a quarter", "halved"), that changes between one and many, or that
//! would leave the sentence with another finding of [`crate::check`], is not carried over. What is put in is read again, and
//! has to give the new value and leave all others as they were.
//!
//! Not done: people's names, which are written in too many ways; ranges, fractions and sizes; cases of German.

mod amount;
mod article;
mod fact;
mod place;
mod spelled;
mod words;

use crate::check::{Finding, check};
use crate::distance::CONTENT;
use crate::lang::Lang;
use crate::score::{Score, Scored, compare};
use crate::span::{Chars, Span};
use crate::text::{TokenKind, exact_key, tokens};

use fact::{Fact, changes, facts};
pub use words::english_plural;

/// What was carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// A number of something, a per cent, a place in an order, an identifier.
    Number,
    /// An amount of a unit or of money.
    Quantity,
    /// A day, a month, a year or a time.
    Date,
    /// A place, a body, an address.
    Name,
    /// A term of the glossary.
    Term,
}

impl RepairKind {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            RepairKind::Number => "number",
            RepairKind::Quantity => "quantity",
            RepairKind::Date => "date",
            RepairKind::Name => "name",
            RepairKind::Term => "term",
        }
    }
}

/// A place of a translation that was written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What was carried over.
    pub kind: RepairKind,
    /// What stood there in the memory.
    pub from: String,
    /// What stands there now.
    pub to: String,
    /// Where it stands now.
    pub at: Span<Chars>,
    /// What the translator should look at around it.
    pub warning: Option<&'static str>,
}

/// A translation into which a difference was carried over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The translation as the memory has it.
    pub before: String,
    /// The translation that says what the text says.
    pub target: String,
    /// What was written anew, in the order it stands.
    pub repairs: Vec<Repair>,
    /// The score before penalties, never above 99.
    pub score: Score,
}

/// A source of the memory with its translation, and the text it is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The text that a translation is wanted for.
    pub here: &'a str,
    /// The text of the memory.
    pub memory: &'a str,
    /// Their language.
    pub lang: &'a Lang,
    /// The translation of the memory.
    pub target: &'a str,
    /// Its language.
    pub target_lang: &'a Lang,
}

/// A term that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermFound {
    /// Where it stands.
    pub span: Span<Chars>,
    /// A number that two terms of one concept share.
    pub concept: usize,
    /// How it is inflected.
    pub form: TermForm,
    /// Another concept whose plural this term, in its base form, is as well: a glossary may have worker and workers as two.
    pub plural_of: Option<usize>,
}

/// How a term is inflected, as far as it can be carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermForm {
    /// As the glossary has it.
    Base,
    /// In the plural and nothing else.
    Plural,
    /// Otherwise.
    Other,
}

/// A glossary of two languages.
pub trait Terms {
    /// The terms of the source language in a text, none over another.
    fn in_source(&self, text: &str) -> Vec<TermFound>;
    /// The terms of the language of the translation in a text.
    fn in_target(&self, text: &str, lang: &Lang) -> Vec<TermFound>;
    /// What a concept is to be called.
    fn rendering(&self, concept: usize, lang: &Lang) -> Option<String>;
}

/// A glossary where what is a term of its own and the plural of another is read as the plural.
struct Plurals<'t>(&'t dyn Terms);

impl Terms for Plurals<'_> {
    fn in_source(&self, text: &str) -> Vec<TermFound> {
        self.0.in_source(text).into_iter().map(TermFound::as_plural).collect()
    }

    fn in_target(&self, text: &str, lang: &Lang) -> Vec<TermFound> {
        self.0.in_target(text, lang).into_iter().map(TermFound::as_plural).collect()
    }

    fn rendering(&self, concept: usize, lang: &Lang) -> Option<String> {
        self.0.rendering(concept, lang)
    }
}

impl TermFound {
    fn as_plural(self) -> TermFound {
        match self.plural_of {
            Some(concept) => TermFound { concept, form: TermForm::Plural, plural_of: None, ..self },
            None => self,
        }
    }
}

/// The most that is carried over into one sentence: more is another sentence.
const MOST_REPAIRS: usize = 4;

/// The longest text into which anything is carried over: a page. In longer ones no value stands alone.
const MOST_BYTES: usize = 10_000;

/// What stands around the values of a text: a text of which something can be carried over has the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Its canonical words, marks and values left out.
    pub words: Vec<String>,
    /// What a text with such a frame weighs, from the least to the most.
    pub weights: (u64, u64),
}

/// The most that one value weighs: five hundred and twenty-three million tomans, in thousandths of a content word.
const HEAVIEST_VALUE: u64 = 6 * CONTENT as u64;

/// The most that the marks of such a text weigh, in thousandths of a content word: fifteen of them, so that brackets and
/// quotation marks around every value fit in.
const HEAVIEST_MARKS: u64 = 3 * CONTENT as u64;

/// What stands around the values of a text; nothing where it has none, or nothing beside them.
pub fn frame(text: &str, lang: &Lang, terms: Option<&dyn Terms>) -> Option<Frame> {
    if text.len() > MOST_BYTES {
        return None;
    }
    let values = facts(text, lang, terms);
    let scored = Scored::new(text, lang);
    let is_value = |span: &Span<Chars>| {
        values.iter().any(|value| value.span.start < span.end && span.start < value.span.end)
    };
    let around = scored.tokens.iter().filter(|token| {
        let is_mark = token.token.kind == TokenKind::Mark;
        !is_mark && !is_value(&token.token.span)
    });
    let (words, weights): (Vec<String>, Vec<u64>) =
        around.map(|token| (token.token.text.clone(), u64::from(token.weight))).unzip();
    let lightest: u64 = weights.iter().sum();
    let heaviest = lightest + values.len() as u64 * HEAVIEST_VALUE + HEAVIEST_MARKS;
    (!values.is_empty() && !words.is_empty()).then_some(Frame { words, weights: (lightest, heaviest) })
}

/// The translation with every difference carried over; nothing where one of them cannot be for certain, or where the texts
/// differ in more than values and marks.
pub fn carry(pair: &Pair<'_>, terms: Option<&dyn Terms>) -> Option<Carried> {
    if pair.here.len().max(pair.memory.len()).max(pair.target.len()) > MOST_BYTES {
        return None;
    }
    let by = |terms: Option<&dyn Terms>| {
        let changes = changes(pair, terms).filter(|changes| changes.all.len() <= MOST_REPAIRS)?;
        carry_changes(pair, terms, &changes)
    };
    let is_plural =
        |text: &str, terms: &dyn Terms| terms.in_source(text).iter().any(|t| t.plural_of.is_some());
    let as_plurals = || {
        let terms = terms.filter(|terms| is_plural(pair.here, *terms) || is_plural(pair.memory, *terms))?;
        by(Some(&Plurals(terms)))
    };
    // A term may hide the name inside it.
    by(terms).or_else(as_plurals).or_else(|| terms.and_then(|_| by(None)))
}

/// The score before penalties of a translation of the same values that are written otherwise, `پانزده` for `۱۵`, where
/// nothing else differs but marks: nothing is to be carried over, it says what the text says.
pub fn respelled(pair: &Pair<'_>) -> Option<Score> {
    if pair.here.len().max(pair.memory.len()) > MOST_BYTES {
        return None;
    }
    let respelled = fact::respelled(pair)?;
    Some(Score(SURE.saturating_sub(lost_by_marks(pair, &respelled))))
}

fn carry_changes(pair: &Pair<'_>, terms: Option<&dyn Terms>, changes: &fact::Changes) -> Option<Carried> {
    let mut edits = Vec::new();
    for change in &changes.all {
        edits.push(place::place(pair, terms, change)?);
    }
    edits.sort_by_key(|edit| edit.span.start);
    let overlap = edits.windows(2).any(|two| matches!(two, [a, b] if a.span.end > b.span.start));
    if overlap {
        return None;
    }
    let mut carried = rewritten(pair.target, edits);
    carried.score = score(pair, &carried.repairs, &changes.exchanged);
    (says_the_same(pair, &carried, &changes.all) && is_clean(pair, &carried.target)).then_some(carried)
}

/// Writes the edits, which come in order, into the translation.
fn rewritten(target: &str, edits: Vec<place::Edit>) -> Carried {
    let letters: Vec<char> = target.chars().collect();
    let slice = |from: usize, to: usize| letters.get(from..to).unwrap_or_default().iter().collect::<String>();
    let (mut text, mut length, mut at, mut repairs) = (String::new(), 0, 0, Vec::new());
    for edit in edits {
        let kept = slice(at, edit.span.start);
        length += kept.chars().count();
        text.push_str(&kept);
        let end = length + edit.text.chars().count();
        repairs.push(Repair {
            kind: edit.kind,
            from: slice(edit.span.start, edit.span.end),
            to: edit.text.clone(),
            at: Span::new(length, end),
            warning: edit.warning,
        });
        text.push_str(&edit.text);
        (length, at) = (end, edit.span.end);
    }
    text.push_str(&slice(at, letters.len()));
    Carried { before: target.to_owned(), target: text, repairs, score: Score(SURE) }
}

/// Whether the new translation states what the old one did but for the changes.
fn says_the_same(pair: &Pair<'_>, carried: &Carried, changes: &[fact::Change]) -> bool {
    let read = |text: &str| {
        let mut said: Vec<String> =
            facts(text, pair.target_lang, None).iter().filter(|f| f.is_value()).map(Fact::said).collect();
        said.sort();
        said
    };
    // A value that the source does not state was reckoned from one that it does, or tells the same day in another calendar.
    let stated: Vec<String> = facts(pair.memory, pair.lang, None).iter().map(Fact::said).collect();
    let mut expected = read(&carried.before);
    if !expected.iter().all(|said| stated.contains(said)) {
        return false;
    }
    for change in changes.iter().filter(|change| change.old.is_value()) {
        let Some(at) = expected.iter().position(|said| *said == change.old.said()) else { return false };
        if let Some(said) = expected.get_mut(at) {
            *said = change.new.said();
        }
    }
    expected.sort();
    expected == read(&carried.target)
}

/// Whether the check finds nothing in the new pair that it did not find in the old one.
fn is_clean(pair: &Pair<'_>, target: &str) -> bool {
    let found = |source: &str, target: &str| check(source, pair.lang, target, pair.target_lang);
    let mut known: Vec<Finding> = found(pair.memory, pair.target);
    found(pair.here, target).iter().all(|finding| {
        let twin = known.iter().position(|k| k.kind == finding.kind && k.severity == finding.severity);
        twin.map(|at| known.swap_remove(at)).is_some()
    })
}

/// Whether two texts are the same but for marks; a question is no statement.
fn differ_in_marks_only(a: &str, b: &str, lang: &Lang) -> bool {
    let script = lang.script();
    if exact_key(a, script) == exact_key(b, script) {
        return true;
    }
    let words = |text: &str| -> Vec<String> {
        let all = tokens(text, script).into_iter();
        all.filter(|t| t.kind != TokenKind::Mark || t.text == "?").map(|t| t.text).collect()
    };
    words(a) == words(b)
}

/// Of 39 values and terms of the second set of cases (`data/carry/fresh.tsv`), set down before anything was tried on it, 37 were
/// carried over, two of them otherwise than the set expected at first (`1 day of annual leave`, `1 miljon kronor`). Names and
/// terms stand in a grammar of their own, which no set of cases shows in full: they stay at the foot of the class 95–99 that
/// is read as "only numbers or marks differ".
const SURE: u16 = 990;
const GRAMMAR: u16 = 950;
/// Each further repair costs a point, so that a sentence that is all values comes last.
const FURTHER: u16 = 10;

/// The score before penalties: 99 where one value was put in, a point less for each further one, 95 at most where
/// the grammar around it may change; less where marks differ as well.
fn score(pair: &Pair<'_>, repairs: &[Repair], exchanged: &str) -> Score {
    let further = repairs.len().saturating_sub(1) as u16 * FURTHER;
    let grammar = repairs
        .iter()
        .any(|repair| repair.warning.is_some() || matches!(repair.kind, RepairKind::Name | RepairKind::Term));
    let rest = lost_by_marks(pair, exchanged);
    Score(if grammar { GRAMMAR } else { SURE }.saturating_sub(further).saturating_sub(rest))
}

/// What a text scores below identity when its values are those of the text at hand, in per mille.
fn lost_by_marks(pair: &Pair<'_>, exchanged: &str) -> u16 {
    let [here, there] = [pair.here, exchanged].map(|text| Scored::new(text, pair.lang));
    Score::FULL.0 - compare(&here, &there).similarity.0
}

#[cfg(test)]
mod tests;
