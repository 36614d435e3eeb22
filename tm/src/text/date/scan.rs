//! From text to the atoms of dates: numbers, words with what they can be, single marks.

use super::lexicon::{Lexicon, Sense, Tongue};
use crate::text::fold::{Folded, ZWNJ, fold};
use crate::text::letter::{is_letter, lower, push_lower};

/// A number, a word or phrase, or a mark.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    pub kind: Kind,
    pub senses: &'static [Sense],
    /// Folded characters.
    pub start: usize,
    pub end: usize,
    /// White space stands before it.
    pub gap: bool,
    /// A ZWNJ stands before it.
    pub glued: bool,
}

/// What an atom is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Number),
    /// A word; whether it begins with a capital letter.
    Word {
        capital: bool,
    },
    Mark(char),
}

/// A number in figures or words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub value: u32,
    /// Count of figures; 0 in words.
    pub figures: usize,
    pub ordinal: bool,
}

/// Splits a text into atoms.
pub(super) fn atoms(text: &str, tongue: Tongue) -> (Folded, Vec<Atom>) {
    let folded = fold(text);
    let lexicon = Lexicon::get(tongue);
    let raw = raw_atoms(&folded, lexicon);
    let atoms = join_numbers(join_phrases(&raw, lexicon));
    (folded, atoms)
}

/// An atom with its letters in lower case.
struct Raw {
    word: String,
    atom: Atom,
}

fn raw_atoms(folded: &Folded, lexicon: &'static Lexicon) -> Vec<Raw> {
    let mut raw: Vec<Raw> = Vec::new();
    let (mut gap, mut glued) = (true, false);
    let mut open = false;
    for (at, c) in folded.as_str().chars().enumerate() {
        if c == ' ' || c == ZWNJ {
            (gap, glued, open) = (c == ' ', c == ZWNJ, false);
            continue;
        }
        match raw.last_mut().filter(|last| open && last.takes(c)) {
            Some(last) => last.push(c, at),
            None => raw.push(Raw::new(c, at, gap, glued)),
        }
        (gap, glued, open) = (false, false, true);
    }
    join_ezafe(raw).into_iter().flat_map(|raw| split_and(raw, lexicon)).collect()
}

/// ی behind a ZWNJ is the ezafe of the word before: فوریه\u{200C}ی ۲۰۲۱.
fn join_ezafe(raw: Vec<Raw>) -> Vec<Raw> {
    let mut joined: Vec<Raw> = Vec::with_capacity(raw.len());
    for one in raw {
        let ezafe = one.word == "ی" && one.atom.glued;
        match joined.last_mut().filter(|last| ezafe && matches!(last.atom.kind, Kind::Word { .. })) {
            Some(word) => word.atom.end = one.atom.end,
            None => joined.push(one),
        }
    }
    joined
}

impl Raw {
    fn new(c: char, at: usize, gap: bool, glued: bool) -> Raw {
        let kind = match c {
            '0'..='9' => {
                Kind::Number(Number { value: u32::from(c) - u32::from('0'), figures: 1, ordinal: false })
            }
            c if is_letter(c) => Kind::Word { capital: c.is_uppercase() },
            c => Kind::Mark(c),
        };
        let word = if is_letter(c) { lower(c) } else { String::new() };
        Raw { word, atom: Atom { kind, senses: &[], start: at, end: at + 1, gap, glued } }
    }

    fn takes(&self, c: char) -> bool {
        match self.atom.kind {
            Kind::Number(_) => c.is_ascii_digit(),
            Kind::Word { .. } => is_letter(c) || unicode_normalization::char::is_combining_mark(c),
            Kind::Mark(_) => false,
        }
    }

    fn push(&mut self, c: char, at: usize) {
        self.atom.end = at + 1;
        match &mut self.atom.kind {
            Kind::Number(number) => {
                let digit = c.to_digit(10).unwrap_or(0);
                number.value = number.value.saturating_mul(10).saturating_add(digit);
                number.figures += 1;
            }
            _ => push_lower(&mut self.word, c),
        }
    }
}

/// و glued to a number word behind a ZWNJ (بیست\u{200C}وپنجم) is a word of its own.
fn split_and(raw: Raw, lexicon: &'static Lexicon) -> Vec<Raw> {
    let rest = raw.word.strip_prefix('و').filter(|_| raw.atom.glued);
    match rest {
        Some(rest)
            if lexicon.senses(rest).iter().any(|s| matches!(s, Sense::Cardinal(_) | Sense::Ordinal(_))) =>
        {
            let rest = rest.to_owned();
            let at = raw.atom.start;
            let number = Atom { start: at + 1, gap: false, glued: false, ..raw.atom.clone() };
            let and = Raw { word: String::from("و"), atom: Atom { end: at + 1, ..raw.atom } };
            vec![and, Raw { word: rest, atom: number }]
        }
        _ => vec![raw],
    }
}

/// Gives words their senses, the longest phrase first.
fn join_phrases(raw: &[Raw], lexicon: &'static Lexicon) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(first) = raw.get(at) {
        let mut atom = first.atom.clone();
        let mut next = at + 1;
        if matches!(atom.kind, Kind::Word { .. }) {
            let phrases = lexicon.phrases(&first.word);
            if let Some((end, senses)) =
                phrases.iter().find_map(|(rest, senses)| Some((phrase_end(raw, at + 1, rest)?, senses)))
            {
                atom.senses = senses;
                atom.end = raw.get(end - 1).map_or(atom.end, |last| last.atom.end);
                next = end;
            }
        }
        atoms.push(atom);
        at = next;
    }
    atoms
}

/// Where a phrase ends whose other words stand from `at` on; hyphens and apostrophes inside words count as spaces.
fn phrase_end(raw: &[Raw], mut at: usize, rest: &[String]) -> Option<usize> {
    for word in rest {
        if raw.get(at).is_some_and(|r| matches!(r.atom.kind, Kind::Mark('-' | '\'' | '.')) && !r.atom.gap) {
            at += 1;
        }
        raw.get(at).filter(|r| r.word == *word)?;
        at += 1;
    }
    Some(at)
}

/// Makes one number of number words (سی و یکم, هزار و سیصد و نود و هشت), and an ordinal of سی and ام.
fn join_numbers(atoms: Vec<Atom>) -> Vec<Atom> {
    let mut joined: Vec<Atom> = Vec::with_capacity(atoms.len());
    for mut atom in atoms {
        let number = word_number(&atom);
        if let Some(number) = number {
            atom.kind = Kind::Number(number);
            if !joined_to_words(&mut joined, &atom) {
                joined.push(atom);
            }
            continue;
        }
        if atom.senses.contains(&Sense::Suffix)
            && let Some(Atom { kind: Kind::Number(number), end, .. }) = joined.last_mut()
            && takes_suffix(number, &atom)
        {
            number.ordinal = true;
            *end = atom.end;
            continue;
        }
        joined.push(atom);
    }
    joined
}

fn word_number(atom: &Atom) -> Option<Number> {
    atom.senses.iter().find_map(|sense| match *sense {
        Sense::Cardinal(value) => Some(Number { value, figures: 0, ordinal: false }),
        Sense::Ordinal(value) => Some(Number { value, figures: 0, ordinal: true }),
        _ => None,
    })
}

fn takes_suffix(number: &Number, suffix: &Atom) -> bool {
    // ۲۰ ام and سی ام are written apart too; one letter alone would be an abbreviation.
    let near = !suffix.gap || suffix.end - suffix.start == 2;
    !number.ordinal && near && (1..=31).contains(&number.value) && (number.figures <= 2)
}

/// Adds a number word to the number before it: a smaller one after و.
fn joined_to_words(joined: &mut Vec<Atom>, atom: &Atom) -> bool {
    let [.., Atom { kind: Kind::Number(before), .. }, and] = joined.as_slice() else { return false };
    let (Kind::Number(number), before) = (atom.kind, *before) else { return false };
    if before.figures > 0 || before.ordinal || !and.senses.contains(&Sense::And) {
        return false;
    }
    // 20 takes a unit, 300 what is below 100, 1000 what is below 1000.
    let room = [1000, 100, 10].into_iter().find(|size| before.value % size == 0 && before.value >= 2 * size);
    let room = if before.value == 1000 { Some(1000) } else { room };
    if room.is_none_or(|room| number.value >= room) {
        return false;
    }
    joined.pop();
    if let Some(last) = joined.last_mut() {
        last.end = atom.end;
        last.kind = Kind::Number(Number { value: before.value + number.value, ..number });
    }
    true
}
