//! A name as a row of steps, each of which takes one of several spellings: matched by stepping through all of them at
//! once, so that time is the text's length times the name's.

use super::text::is_arabic;
use crate::text::ZWNJ;

/// Most steps of a name: the bits of a set of them.
const MOST_STEPS: usize = 126;
/// Most signs between two words of a name: ` <=> ` and what a table or an emoji with its spaces takes.
const WIDEST_GAP: usize = 6;
/// Most signs between two words that are surely one name: `, (` and `" -` with their spaces.
const WIDEST_SURE_GAP: usize = 4;

/// One step through a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// One of these spellings.
    One(Vec<Vec<char>>),
    /// One of these spellings, or nothing.
    Maybe(Vec<Vec<char>>),
    /// Any separators, or none.
    Gap,
}

/// How sure a pattern is of what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The name as it was given.
    Given,
    /// Another spelling of it that sounds the same.
    Heard,
    /// One word in each script.
    Mixed,
}

/// A spelling of a name or of a part of one.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    /// Number of the entry.
    pub(super) entry: usize,
    pub(super) steps: Vec<Step>,
    /// Whether it is the whole name, its last part, or another part.
    pub(super) reach: Reach,
    pub(super) rank: Rank,
    /// Letters it has at least: short ones are matched with more care.
    pub(super) letters: usize,
    /// Words it has.
    pub(super) words: usize,
    /// Whether it has more than one.
    pub(super) several: bool,
}

/// What of a name a pattern stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// All of it.
    Whole,
    /// The family name.
    Family,
    /// Another part.
    Given,
}

impl Pattern {
    /// A pattern of these words; `None` for a name too long or without letters.
    pub(super) fn new(
        words: &[Vec<char>],
        rank: Rank,
        spell: &dyn Fn(&[char], &mut Vec<Step>),
    ) -> Option<Pattern> {
        let mut steps = Vec::new();
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                if words.iter().flatten().any(|c| is_arabic(*c)) && is_in_arabic(&steps) {
                    // Ezafe between the parts of a name: رضای کامیاب.
                    let joints: [&[char]; 3] = [&['\u{6CC}'], &[ZWNJ, '\u{6CC}'], &[' ', '\u{6CC}']];
                    steps.push(Step::Maybe(joints.map(<[char]>::to_vec).to_vec()));
                }
                steps.push(Step::Gap);
            }
            spell(word, &mut steps);
        }
        let letters = words.iter().flatten().filter(|c| c.is_alphabetic()).count();
        (letters > 0 && steps.len() <= MOST_STEPS).then_some(Pattern {
            entry: 0,
            steps,
            reach: Reach::Whole,
            rank,
            letters,
            words: words.len(),
            several: words.len() > 1,
        })
    }

    /// The letters it may begin with.
    pub(super) fn first_letters(&self) -> Vec<char> {
        let mut first = Vec::new();
        for step in &self.steps {
            let (spellings, done) = match step {
                Step::One(spellings) => (spellings.as_slice(), !spellings.iter().any(Vec::is_empty)),
                Step::Maybe(spellings) => (spellings.as_slice(), false),
                Step::Gap => (&[] as &[Vec<char>], false),
            };
            first.extend(spellings.iter().filter_map(|s| s.first()).copied());
            if done {
                break;
            }
        }
        first.sort_unstable();
        first.dedup();
        first
    }

    /// How many cells the spellings take that begin where `text` does, each once, the shortest first.
    pub(super) fn lengths(&self, text: &[char]) -> Vec<usize> {
        let mut reached: Vec<u128> = vec![1];
        let mut lengths = Vec::new();
        let mut place = 0;
        while let Some(mut states) = reached.get(place).copied() {
            let rest = text.get(place..).unwrap_or_default();
            let mut looked_at = 0u128;
            // What a step leaves out leads to a later one, so that the lowest first meets them all.
            while states & !looked_at != 0 {
                let number = (states & !looked_at).trailing_zeros() as usize;
                looked_at |= 1 << number;
                let Some(step) = self.steps.get(number) else { break };
                let after = 1u128 << (number + 1);
                let spellings = match step {
                    Step::One(spellings) => spellings.as_slice(),
                    Step::Maybe(spellings) => {
                        states |= after;
                        spellings.as_slice()
                    }
                    Step::Gap => {
                        states |= after;
                        let signs = rest.iter().take(WIDEST_GAP).take_while(|c| is_gap(**c)).count();
                        (1..=signs).for_each(|length| reach(&mut reached, place + length, after));
                        &[]
                    }
                };
                for spelling in spellings.iter().filter(|s| rest.starts_with(s)) {
                    match spelling.len() {
                        0 => states |= after,
                        length => reach(&mut reached, place + length, after),
                    }
                }
            }
            if states & (1 << self.steps.len()) != 0 && place > 0 {
                lengths.push(place);
            }
            place += 1;
        }
        lengths
    }
}

fn reach(reached: &mut Vec<u128>, place: usize, state: u128) {
    if reached.len() <= place {
        reached.resize(place + 1, 0);
    }
    if let Some(states) = reached.get_mut(place) {
        *states |= state;
    }
}

fn is_in_arabic(steps: &[Step]) -> bool {
    let letter = |s: &Vec<char>| s.first().is_some_and(|c| is_arabic(*c));
    steps.iter().any(|step| matches!(step, Step::One(spellings) if spellings.iter().any(letter)))
}

/// What may stand between two parts of a name: everything that is no letter and no digit.
pub(super) fn is_gap(c: char) -> bool {
    !c.is_alphanumeric()
}

/// Whether what stands between the words may as well divide two people or two sentences: many signs, or signs that
/// are not those of prose, tables, file names, hashtags and addresses.
pub(super) fn is_doubtful(name: &[char]) -> bool {
    let gaps = name.split(|c| !is_gap(*c));
    gaps.into_iter().any(|gap| gap.len() > WIDEST_SURE_GAP || gap.iter().any(|c| !is_sure(*c)))
}

fn is_sure(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            ZWNJ | '-' | '_' | '.' | ',' | ':' | ';' | '\'' | '"' | '`' | '(' | ')' | '[' | ']' | '{' | '}'
        )
        || matches!(c, '<' | '>' | '/' | '\\' | '*' | '~' | '+' | '|' | '@' | '=' | '%' | '#' | '^' | '$')
        || matches!(
            c,
            '\u{60C}' | '\u{61B}' | '\u{AB}' | '\u{BB}' | '\u{B7}' | '\u{2022}' | '\u{2039}' | '\u{203A}'
        )
        || matches!(c, '\u{2010}'..='\u{201F}' | '\u{2212}')
}
