//! Names of which only the family name stands whole: behind an initial, or with a middle name or nickname between.
//! People decide about them: initials are shared by many, and a word between may be the sentence's.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::affixes::Affixes;
use super::pattern::{Reach, is_gap};
use super::text::{Plain, is_arabic};
use super::{Candidate, Names, spelling};
use crate::sensitive::Kind;
use crate::text::ZWNJ;

/// Most words between a given name and a family name, initials too: R. M. H. Kamyab.
const MOST_BETWEEN: usize = 2;
/// Most signs between two of them: `." (`.
const WIDEST: usize = 4;
/// Longest word between, in letters: Abdolhossein has 12. It bounds the search.
const LONGEST: usize = 16;
/// Longest initial in letters: Sh. for Shirin.
const LONGEST_INITIAL: usize = 2;
/// Words in titles and texts in capitals that are no middle name.
const NO_NAMES: &[&str] = &[
    "and", "or", "the", "of", "for", "with", "und", "oder", "der", "die", "das", "mit", "et", "ou", "le",
    "la", "les", "de", "avec", "och", "eller", "den", "det", "med", "is", "was", "free",
];

/// The initials of an entry.
pub(super) type Initials = HashSet<Vec<char>>;

/// The initials that the words of a name before its family name may have.
pub(super) fn initials(words: &[Vec<char>]) -> impl Iterator<Item = Vec<char>> {
    let given = words.split_last().map_or(&[] as &[Vec<char>], |(_, given)| given);
    let named = given.iter().filter(|word| !Affixes::get().is_particle(word));
    named.flat_map(|word| spelling::initials(word)).filter(|initial| initial.len() <= LONGEST_INITIAL)
}

/// Where the given names of each entry end that stand in a text, and where they start.
type Given = HashMap<(usize, usize), usize>;

impl Names {
    /// Adds the names of which only the family name stands whole.
    pub(super) fn add_loose(&self, plain: &Plain, candidates: &mut Vec<Candidate>) {
        let reach = |c: &Candidate| self.patterns.get(c.pattern).map(|p| (p.entry, p.reach));
        let given: Given = candidates
            .iter()
            .filter_map(|c| match reach(c)? {
                (entry, Reach::Given) => Some(((entry, c.end), c.start)),
                _ => None,
            })
            .collect();
        let mut found = Vec::new();
        for family in candidates.iter() {
            let Some((entry, Reach::Family)) = reach(family) else { continue };
            let start = self.start(plain, &given, entry, family);
            let end = if start.is_none() { self.end(plain, entry, family) } else { Some(family.end) };
            if let Some(end) = end {
                let start = start.unwrap_or(family.start);
                found.push(Candidate { start, end, kind: Kind::NameLike, faint: false, ..*family });
            }
        }
        candidates.extend(found);
    }

    /// Where the name begins whose family name stands here.
    fn start(&self, plain: &Plain, given: &Given, entry: usize, family: &Candidate) -> Option<usize> {
        let mut place = family.start;
        for _ in 0..=MOST_BETWEEN {
            let signs = plain.back(place, WIDEST, is_gap);
            let gap = plain.range(signs, place);
            if gap.is_empty() || !gap.iter().all(|c| is_joint(*c)) || family.faint && !is_handle(gap) {
                return None;
            }
            if let Some(start) = given.get(&(entry, signs)).filter(|_| !ends_sentence(gap)) {
                return Some(*start);
            }
            let arabic = is_arabic(plain.before(signs));
            let word = plain.back(signs, LONGEST, |c| c.is_alphabetic() && is_arabic(c) == arabic);
            let word = Word { start: word, letters: plain.range(word, signs), gap, family };
            if word.letters.is_empty() || plain.before(word.start).is_alphanumeric() {
                return None;
            }
            if self.has_initial(entry, word.letters) && word.is_initial(plain) {
                return Some(word.start);
            }
            if !word.is_between(plain) {
                return None;
            }
            place = word.start;
        }
        None
    }

    /// Where the name ends whose family name stands here before its initial: Kamyab, R.
    fn end(&self, plain: &Plain, entry: usize, family: &Candidate) -> Option<usize> {
        let gap =
            plain.from(family.end).iter().take(WIDEST).take_while(|c| matches!(c, ' ' | ',' | '\u{60C}'));
        let (count, comma) = gap.fold((0, false), |(count, comma), c| (count + 1, comma || *c != ' '));
        let start = family.end + count;
        let arabic = is_arabic(plain.at(start));
        let letters = plain.from(start).iter().take(LONGEST_INITIAL + 1).take_while(|c| c.is_alphabetic());
        let end = start + letters.count();
        let marked = plain.at(end) == '.' || !arabic && !plain.at(end).is_alphanumeric();
        let capital = arabic || plain.is_upper(start) && !family.faint;
        (comma && marked && capital && self.has_initial(entry, plain.range(start, end))).then_some(end)
    }

    fn has_initial(&self, entry: usize, letters: &[char]) -> bool {
        self.initials.get(entry).is_some_and(|initials| initials.contains(letters))
    }
}

/// A word before a family name.
struct Word<'a> {
    start: usize,
    letters: &'a [char],
    /// The signs behind it.
    gap: &'a [char],
    family: &'a Candidate,
}

impl Word<'_> {
    fn is_arabic(&self) -> bool {
        self.letters.iter().any(|c| is_arabic(*c))
    }

    /// Whether it is set as an initial is: R. or, of a consonant, R alone; r. in an address.
    fn is_initial(&self, plain: &Plain) -> bool {
        let signed = self.gap.iter().any(|c| matches!(c, '.' | '_' | '-'));
        if self.is_arabic() {
            // و alone is "and".
            return signed || self.letters != ['\u{648}'];
        }
        if is_handle(self.gap) && (self.family.faint || !plain.is_upper(self.start)) {
            return true;
        }
        // "A" and "I" are words, and so is the "Y" of French.
        let alone = matches!(self.letters, [c] if !"aeiouy".contains(*c));
        plain.is_upper(self.start) && plain.is_upper(self.family.start) && (signed || alone)
    }

    /// Whether it may stand between a given name and the family name.
    fn is_between(&self, plain: &Plain) -> bool {
        let nickname = self.gap.iter().any(|c| is_bracket(*c)) && is_bracket(plain.before(self.start));
        let initial = self.letters.len() <= LONGEST_INITIAL && self.gap.contains(&'.');
        if nickname || initial || is_handle(self.gap) && self.family.faint {
            return true;
        }
        if self.is_arabic() {
            return middle_names().contains(self.letters) || Affixes::get().is_particle(self.letters);
        }
        let word: String = self.letters.iter().collect();
        plain.is_upper(self.start) && plain.is_upper(self.family.start) && !NO_NAMES.contains(&word.as_str())
    }
}

/// Signs that set a name apart from nothing: no comma, which divides the names of a list.
fn is_joint(c: char) -> bool {
    c.is_whitespace() || matches!(c, ZWNJ | '.' | '-' | '_' | '\'') || is_bracket(c)
}

fn is_bracket(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | '\u{AB}' | '\u{BB}' | '\u{2018}'..='\u{201F}')
}

/// Whether the signs are those of addresses and file names.
fn is_handle(gap: &[char]) -> bool {
    matches!(gap, ['.' | '_' | '-'])
}

fn ends_sentence(gap: &[char]) -> bool {
    gap.contains(&'.') && gap.iter().any(|c| c.is_whitespace())
}

/// Given names that often follow another (`data/sensitive/middle.tsv`).
fn middle_names() -> &'static HashSet<Vec<char>> {
    static NAMES: OnceLock<HashSet<Vec<char>>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let rows = include_str!("../../../data/sensitive/middle.tsv").lines().skip(1);
        rows.map(|row| Plain::new(row.split('\t').next().unwrap_or_default()).cells).collect()
    })
}
