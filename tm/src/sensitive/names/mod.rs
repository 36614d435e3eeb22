//! Names somebody wants held back: found in every spelling, replaced by pseudonyms.
//!
//! A name is looked for in Persian spellings and inflected forms, in the ways Latin-script languages write its sound,
//! and as its renderings are given; in the order of the name and with the family name first; in prose, hashtags and
//! addresses. Where it is unsure, it says so ([`crate::sensitive::Kind::NameLike`]) and leaves the decision to people.

mod affixes;
mod entry;
mod lookalike;
mod loose;
mod pattern;
mod percent;
mod pseudonym;
mod spelling;
mod text;
mod veil;
mod weigh;
mod work;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::affixes::Affixes;
use self::loose::Initials;
use self::pattern::{Pattern, Rank, Reach, is_doubtful};
use self::text::{Plain, is_arabic};
use self::weigh::Inside;
use super::Kind;
use crate::span::{Chars, Span};
use crate::text::ZWNJ;

pub use entry::Entry;
pub use pseudonym::{invent, is_name};
pub use veil::{Reason, Refusal, Veiled};

/// A list of names, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Names {
    entries: Vec<Entry>,
    patterns: Vec<Pattern>,
    /// Of each entry.
    initials: Vec<Initials>,
    /// Patterns by the letters they may begin with.
    first: HashMap<char, Vec<usize>>,
    /// What is not meant, as patterns of the entry it is said of.
    exceptions: Vec<Pattern>,
}

/// A place where a name stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameHit {
    /// [`Kind::Name`], [`Kind::NameLike`] or [`Kind::NamePart`].
    pub kind: Kind,
    /// Number of the entry in [`Names::entries`].
    pub entry: usize,
    /// The name without what is glued on before and after.
    pub span: Span<Chars>,
    /// The same with a glide that goes with it: رضای, فاطمه\u{200C}ی.
    glided: Span<Chars>,
    family: bool,
    arabic: bool,
    case: Case,
}

/// How the letters of a name are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// REZA
    Capitals,
    /// reza
    Small,
    /// Reza, and every script without case.
    Name,
}

/// A hit while it is weighed, in places of the plain text.
struct Candidate {
    start: usize,
    end: usize,
    kind: Kind,
    pattern: usize,
    /// Whether it is a part of a name only heard in small letters: nothing alone, and something beside another part.
    faint: bool,
}

/// From this many letters on a name of several words counts as found inside a longer word, unsurely.
const LONG: usize = 7;
/// Fewest letters of a name of one word that is surely meant where it is only heard in Latin letters, as Ali in "Ally".
const SURE: usize = 4;
/// Most letters glued to a name that are looked at.
const LONGEST_TAIL: usize = 8;

impl Names {
    /// A list of these names.
    pub fn new(entries: Vec<Entry>) -> Names {
        let mut names = Names { initials: vec![Initials::new(); entries.len()], ..Names::default() };
        for (number, entry) in entries.iter().enumerate() {
            let texts = std::iter::once(&entry.name).chain(entry.renderings.iter().map(|(_, text)| text));
            for text in texts {
                names.learn(number, text);
            }
            for text in &entry.exceptions {
                let whole = Pattern::of_text(text).map(|pattern| Pattern { entry: number, ..pattern });
                names.exceptions.extend(whole);
            }
        }
        names.entries = entries;
        for (number, pattern) in names.patterns.iter().enumerate() {
            for letter in pattern.first_letters() {
                names.first.entry(letter).or_default().push(number);
            }
        }
        names
    }

    fn learn(&mut self, entry: usize, text: &str) {
        let words = spelling::words(text);
        for words in spelling::variants(&words) {
            self.patterns.extend(spelling::patterns(&words).into_iter().map(|p| Pattern { entry, ..p }));
        }
        if words.len() < 2 {
            return;
        }
        if let Some(initials) = self.initials.get_mut(entry) {
            initials.extend(loose::initials(&words));
        }
        for (number, word) in words.iter().enumerate() {
            // Two letters are a word of their own in every language.
            if word.len() < 3 || Affixes::get().is_particle(word) {
                continue;
            }
            let reach = if number + 1 == words.len() { Reach::Family } else { Reach::Given };
            let parts = spelling::variants(std::slice::from_ref(word));
            let parts: Vec<Pattern> = parts.iter().flat_map(|words| spelling::patterns(words)).collect();
            self.patterns.extend(parts.into_iter().map(|p| Pattern { entry, reach, ..p }));
        }
    }

    /// The entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether there is no name on the list.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The names in a text, ordered by position, none over another.
    pub fn find(&self, text: &str) -> Vec<NameHit> {
        if self.is_empty() {
            return Vec::new();
        }
        let plain = Plain::new(text);
        let mut candidates = self.candidates(&plain);
        self.add_loose(&plain, &mut candidates);
        self.drop_exceptions(&plain, &mut candidates);
        candidates.retain(|candidate| !candidate.faint);
        let kept = self.weighed(candidates, plain.cells.len());
        kept.iter().filter_map(|(candidate, alike)| self.hit(&plain, candidate, *alike)).collect()
    }

    fn entry_of(&self, candidate: &Candidate) -> Option<usize> {
        self.patterns.get(candidate.pattern).map(|p| p.entry)
    }

    fn candidates(&self, plain: &Plain) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for word in (0..plain.cells.len()).filter(|place| plain.begins(*place)) {
            for glued in Affixes::get().starts(plain.from(word)) {
                let start = word + glued;
                for number in self.first.get(&plain.at(start)).into_iter().flatten() {
                    let Some(pattern) = self.patterns.get(*number) else { continue };
                    // A short word behind a glued letter is another word: سارا is not و + سارا's rest.
                    if glued > 0 && !pattern.several && pattern.letters < SURE {
                        continue;
                    }
                    let lengths = pattern.lengths(plain.from(start));
                    let judged = lengths
                        .iter()
                        .rev()
                        .filter_map(|length| Some((*length, pattern.judge(plain, start, *length)?)));
                    // The longest of the surest: "Sara Shahabi and" is no "Shahabi a" with an ending.
                    let found = judged.min_by_key(|(_, kind)| *kind);
                    if let Some((length, kind)) = found {
                        let kind = if self.is_held_whole(pattern) { kind } else { Kind::NamePart };
                        let faint = pattern.is_faint(plain, start);
                        candidates.push(Candidate {
                            start,
                            end: start + length,
                            kind,
                            pattern: *number,
                            faint,
                        });
                    }
                }
            }
        }
        candidates
    }

    /// Whether what the pattern stands for is held back by itself.
    fn is_held_whole(&self, pattern: &Pattern) -> bool {
        pattern.reach == Reach::Whole || self.entries.get(pattern.entry).is_some_and(|entry| entry.parts)
    }

    fn drop_exceptions(&self, plain: &Plain, candidates: &mut Vec<Candidate>) {
        if self.exceptions.is_empty() || candidates.is_empty() {
            return;
        }
        let mut meant: Vec<(usize, usize, usize)> = Vec::new();
        for start in (0..plain.cells.len()).filter(|place| plain.begins(*place)) {
            for exception in &self.exceptions {
                let lengths = exception.lengths(plain.from(start));
                let whole =
                    lengths.iter().rev().find(|length| plain.rest_of_word(start + **length, 1).is_empty());
                meant.extend(whole.map(|length| (exception.entry, start, start + length)));
            }
        }
        self.drop_inside(&Inside::new(meant), candidates);
    }

    fn hit(&self, plain: &Plain, candidate: &Candidate, alike: bool) -> Option<NameHit> {
        let pattern = self.patterns.get(candidate.pattern)?;
        let arabic = is_arabic(plain.at(candidate.start));
        let case = plain.case(candidate.start, candidate.end);
        let glide = if arabic { pattern.glide(plain, candidate.end) } else { 0 };
        Some(NameHit {
            kind: if alike && candidate.kind == Kind::Name { Kind::NameLike } else { candidate.kind },
            entry: pattern.entry,
            span: plain.source(candidate.start, candidate.end)?,
            glided: plain.source(candidate.start, candidate.end + glide)?,
            family: pattern.reach != Reach::Given,
            arabic,
            case,
        })
    }
}

impl Plain {
    fn case(&self, start: usize, end: usize) -> Case {
        let letters = || (start..end).filter(|at| self.at(*at).is_alphabetic() && !is_arabic(self.at(*at)));
        let capitals = letters().filter(|at| self.is_upper(*at)).count();
        match letters().count() {
            0 => Case::Name,
            count if count > 1 && capitals == count => Case::Capitals,
            _ if capitals == 0 => Case::Small,
            _ => Case::Name,
        }
    }
}

impl Pattern {
    /// A text as it is, for exceptions.
    fn of_text(text: &str) -> Option<Pattern> {
        spelling::patterns(&spelling::words(text)).into_iter().next()
    }

    /// What a match of this pattern is, by what is glued to its end; `None` for part of another word.
    fn judge(&self, plain: &Plain, start: usize, length: usize) -> Option<Kind> {
        let arabic = is_arabic(plain.before(start + length));
        let rest = plain.rest_of_word(start + length, LONGEST_TAIL);
        // With an ending glued on, a short word is mostly another word: علیه is not علی.
        let ends = match !arabic || self.several || self.letters >= SURE {
            true => Affixes::get().is_tail(rest, arabic),
            false => {
                matches!(rest, [] | ['\u{631}', '\u{627}'])
                    || rest == ['\u{6CC}'] && self.glide(plain, start + length) > 0
            }
        };
        let latin = self.rank != Rank::Given && !arabic;
        let heard = latin && !self.several;
        if !plain.before(start + length).is_alphanumeric()
            || latin && self.runs_over_words(plain, start, length)
        {
            return None;
        }
        let long = self.letters >= LONG && (!latin || plain.is_upper(start));
        match (ends, self.several) {
            // One word that only sounds like the name: a capital and enough letters make it sure.
            (true, false) if self.is_faint(plain, start) => {
                (self.reach != Reach::Whole).then_some(Kind::NamePart)
            }
            (true, false) if heard && self.letters < SURE => Some(Kind::NameLike),
            (true, true) if is_doubtful(plain.range(start, start + length)) => Some(Kind::NameLike),
            (true, _) => Some(Kind::Name),
            (false, true) if long => Some(Kind::NameLike),
            (false, _) => None,
        }
    }

    /// Whether it is one word that is only heard, and in small letters.
    fn is_faint(&self, plain: &Plain, start: usize) -> bool {
        self.rank != Rank::Given && !self.several && !is_arabic(plain.at(start)) && !plain.is_upper(start)
    }

    /// Whether a name that is only heard would take more words of the text than it has: "Hossein zadeh" is one word,
    /// and so is what a capital begins.
    fn runs_over_words(&self, plain: &Plain, start: usize, length: usize) -> bool {
        let breaks = (start..start + length).filter(|at| {
            let word = plain.rest_of_word(at + 1, LONGEST_TAIL);
            plain.at(*at) == ' '
                && plain.at(at + 1).is_alphabetic()
                && !plain.is_upper(at + 1)
                && !Affixes::get().is_particle(word)
        });
        breaks.count() >= self.words
    }

    /// How many cells of a glide follow: the ی of ezafe after a vowel.
    fn glide(&self, plain: &Plain, end: usize) -> usize {
        const YEH: char = '\u{6CC}';
        let vowel = matches!(plain.before(end), '\u{627}' | '\u{648}');
        let heh = plain.before(end) == '\u{647}';
        match (plain.at(end), plain.at(end + 1)) {
            (YEH, _) if vowel => 1,
            (ZWNJ | ' ', YEH) if heh && !plain.at(end + 2).is_alphabetic() => 2,
            _ => 0,
        }
    }
}
