//! Persian number words that were typed without a gap: پنجهزار, هزارتومان, بیستوپنج, سهساله, سی\u{200C}وپنجمین.
//!
//! A word is cut only where all of it is number words in an order that numbers have, so that دوستان and نهاد stay whole.

use super::lexicon::{Entry, Lexicon, Role};
use super::pieces::{Gap, Kind, Pieces};

/// Letters of the longest word that is cut: a longer one is no number somebody typed.
const MOST_LETTERS: usize = 48;
/// Letters of the shortest number word: و between two of them.
const LEAST_BYTES: usize = 4;
const AND: &str = "و";

/// What the words so far allow behind them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    /// Nothing was read yet.
    Start,
    /// A number below a thousand.
    Number,
    /// Thousand, million.
    Scale,
    /// "and".
    And,
}

/// Cuts every glued number word of a text into its parts, as if ZWNJ stood between them; whether there was one.
pub(super) fn cut(pieces: &mut Pieces, words: &Lexicon) -> bool {
    let unknown =
        |at: &usize| pieces.get(*at).is_some_and(|p| p.kind == Kind::Word) && pieces.roles(*at) == 0;
    let cuts = (0..pieces.len()).filter(unknown).map(|at| (at, lengths(pieces, words, at)));
    let cuts: Vec<_> = cuts.filter(|(_, lengths)| lengths.len() > 1).collect();
    pieces.cut(&cuts);
    !cuts.is_empty()
}

fn lengths(pieces: &Pieces, words: &Lexicon, at: usize) -> Vec<usize> {
    let word = pieces.lower(at);
    if word.len() > 2 * MOST_LETTERS || word.len() < LEAST_BYTES {
        return Vec::new();
    }
    let mut found = Vec::new();
    // A و that belongs to the number before: سی\u{200C}وپنج.
    let continues = at.checked_sub(1).is_some_and(|before| {
        let before = pieces.lower(before);
        pieces.gap(at) == Some(Gap::Joiner)
            && before.len() <= 2 * MOST_LETTERS
            && parts(words, before, Behind::Start, &mut Vec::new())
    });
    if let Some(rest) = word.strip_prefix(AND).filter(|_| continues)
        && parts(words, rest, Behind::And, &mut found)
    {
        found.insert(0, AND.len());
        return found;
    }
    found.clear();
    if parts(words, word, Behind::Start, &mut found) && found.len() > 1 { found } else { Vec::new() }
}

/// Cuts the rest of a word; whether all of it is number words.
fn parts(words: &Lexicon, rest: &str, behind: Behind, found: &mut Vec<usize>) -> bool {
    if rest.is_empty() {
        return behind == Behind::Number || behind == Behind::Scale;
    }
    if !words.may_begin(rest) && !rest.starts_with(AND) {
        return false;
    }
    let kept = found.len();
    for (length, _) in rest.char_indices().skip(1).chain([(rest.len(), ' ')]) {
        let (Some(word), Some(left)) = (rest.get(..length), rest.get(length..)) else { break };
        found.truncate(kept);
        found.push(length);
        let done = match behind {
            Behind::Number | Behind::Scale if word == AND && !left.is_empty() => {
                parts(words, left, Behind::And, found)
            }
            Behind::Number | Behind::Scale if is_scale(words, word) => {
                parts(words, left, Behind::Scale, found)
            }
            Behind::Number if words.word(word, Role::Hundred).is_some() => {
                parts(words, left, Behind::Number, found)
            }
            Behind::Number | Behind::Scale => left.is_empty() && is_counted(words, word),
            Behind::Start | Behind::And => match number(words, word) {
                Some(Role::Ordinal | Role::OrdinalOnly) => left.is_empty() && behind == Behind::And,
                Some(_) => parts(words, left, Behind::Number, found),
                None if is_scale(words, word) => parts(words, left, Behind::Scale, found),
                None => false,
            },
        };
        if done {
            return true;
        }
    }
    found.truncate(kept);
    false
}

/// The role of a number word.
fn number(words: &Lexicon, word: &str) -> Option<Role> {
    const ROLES: [Role; 6] =
        [Role::Cardinal, Role::One, Role::Guarded, Role::Hundred, Role::Ordinal, Role::OrdinalOnly];
    ROLES.into_iter().find(|role| words.word(word, *role).is_some())
}

fn is_scale(words: &Lexicon, word: &str) -> bool {
    words.word(word, Role::Scale).is_some()
}

/// What stands glued behind a number: a currency, a unit, a counter.
fn is_counted(words: &Lexicon, word: &str) -> bool {
    let is = |role| words.word(word, role).is_some_and(|entry: &Entry| entry.len() == 1);
    [Role::Currency, Role::Percent, Role::Unit, Role::Counter].into_iter().any(is)
}
