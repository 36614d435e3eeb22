//! What are the words of a text like that says a pattern?
//!
//! A pattern is looked for in exact keys, where words run together, while an index has canonical words. Both are made of the
//! same folded letters, and every letter of the key stands in some word, with these exceptions: a ی behind heh that is ezafe
//! may be kept in the one and dropped in the other, a hamza that a space tears off its word may be dropped, and the seat of
//! one in a word that is torn, or glued to letters of another script, may be another (`data/fa/seats.tsv`). So the letters
//! that these rules touch are left out of the comparison: و ی ء, and in words with other letters than Arabic ones ا as well.
//!
//! Then, if a key holds a run of letters and figures, some word of the text covers the letter at any place of the run, and as
//! far as that word and the run lie upon each other they are the same. That is a [`Clue`]; a text without such a word cannot
//! say the pattern.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Pattern, Strictness};
use crate::lang::Script;
use crate::text::letter::{is_figure, is_letter};

/// Something that a canonical word of every text that says a pattern fulfils.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    /// It is this word.
    Word(String),
    /// It lies upon these letters at one place.
    Part(Part),
}

/// Letters that a word lies upon so that it covers the one at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The letter at the place.
    letter: char,
    /// The letters that are compared with those of Arabic words, and the place among them …
    arabic: (Vec<char>, usize),
    /// … and with those of others.
    others: (Vec<char>, usize),
    script: Script,
}

/// Letters between a place and the end of a run: a word that reaches over the end has them and one more in common with
/// the run, which few words have.
const DEEP: usize = 2;

/// Letters that lie between two places that clues are taken from: about a word.
const APART: usize = 5;

/// Places that clues for one run are taken from: looking through all words for one takes a fraction of a millisecond.
const MOST_PLACES: usize = 4;

impl Pattern {
    /// What words of every text in a script that says this are like: a text has a word for each of these groups, whichever
    /// clue of the group is taken. None where it cannot be told.
    pub fn clues(&self, script: Script) -> Vec<Vec<Clue>> {
        let prepared = if script == Script::Arabic { &self.arabic } else { &self.other };
        match self.strictness {
            Strictness { word: true, .. } => {
                prepared.words.iter().map(|word| vec![Clue::Word(word.clone())]).collect()
            }
            // What is cut out of a word letter by letter may fold to something else than inside the word.
            Strictness { exact: true, .. } => Vec::new(),
            _ => {
                let groups = runs(&prepared.key).into_iter().map(|run| parts(&run, script));
                groups.filter(|group| !group.is_empty()).collect()
            }
        }
    }
}

/// The runs of letters and figures in a key that are in canonical words as they are.
fn runs(key: &str) -> Vec<Vec<char>> {
    // A mark of a letter behind a figure is in no word, and sigma has two lower cases.
    let is_kept = |c: &char| {
        (is_letter(*c) || is_figure(*c))
            && !unicode_normalization::char::is_combining_mark(*c)
            && !matches!(c, 'σ' | 'ς')
    };
    let letters: Vec<char> = key.chars().collect();
    let runs = letters.split(|c| !is_kept(c)).filter(|run| !run.is_empty());
    runs.map(<[char]>::to_vec).collect()
}

/// Clues to a run, at the letters that the fewest words have: deep inside the run if there are such, for each word's length
/// of it, and wherever it is.
fn parts(run: &[char], script: Script) -> Vec<Clue> {
    let places: Vec<(usize, char)> =
        run.iter().copied().enumerate().filter(|(_, c)| is_compared(*c, false)).collect();
    let depth = |at: usize| at.min(run.len() - 1 - at).min(DEEP);
    let deepest = places
        .chunk_by(|(one, _), (other, _)| one / APART == other / APART)
        .filter_map(|stretch| stretch.iter().min_by_key(|(at, c)| (Reverse(depth(*at)), frequency(*c))));
    let rarest = places.iter().min_by_key(|(_, c)| frequency(*c));
    let taken: BTreeSet<(usize, char)> =
        rarest.into_iter().chain(deepest).copied().take(MOST_PLACES).collect();
    taken.into_iter().filter_map(|(at, letter)| Part::new(run, at, letter, script)).map(Clue::Part).collect()
}

fn is_compared(c: char, is_arabic: bool) -> bool {
    !matches!(c, 'و' | 'ی' | 'ء') && (is_arabic || c != 'ا')
}

/// Letters from frequent to rare in running Persian and in the Latin languages.
const LETTERS: &str = "اردنمهتبسشکلeainrtsodlcuhmgpf";

/// A number that is the larger the more words have a letter.
fn frequency(c: char) -> usize {
    let place = LETTERS.chars().position(|letter| letter == c);
    place.map_or(0, |place| LETTERS.len() - place)
}

impl Clue {
    /// Whether the word with this number among the words of a text fulfils it, where it fits by itself.
    pub fn is_fulfilled<'w>(&self, words: &dyn Fn(usize) -> Option<&'w str>, number: usize) -> bool {
        match self {
            Clue::Word(_) => true,
            Clue::Part(part) => part.runs_on(words, number),
        }
    }
}

impl Part {
    fn new(run: &[char], at: usize, letter: char, script: Script) -> Option<Part> {
        let before = run.get(..at)?;
        let compared = |letters: &[char], is_arabic: bool| -> Vec<char> {
            letters.iter().copied().filter(|c| is_compared(*c, is_arabic)).collect()
        };
        let place = |is_arabic| (compared(run, is_arabic), compared(before, is_arabic).len());
        Some(Part { letter, arabic: place(true), others: place(false), script })
    }

    /// A letter that every such word has.
    pub fn letter(&self) -> char {
        self.letter
    }

    /// Whether the letter is a figure.
    pub fn is_figure(&self) -> bool {
        is_figure(self.letter)
    }

    /// Whether a canonical word is such a one; `letters` is room to work in.
    pub fn fits(&self, word: &str, letters: &mut Vec<char>) -> bool {
        let is_arabic = self.is_arabic(word);
        letters.clear();
        letters.extend(word.chars().filter(|c| is_compared(*c, is_arabic)));
        let (run, at) = if is_arabic { &self.arabic } else { &self.others };
        let places = letters.iter().enumerate().filter(|(_, c)| **c == self.letter);
        places.map(|(place, _)| place).any(|place| {
            let before = place.min(*at);
            let (own, other) = (letters.iter().skip(place - before), run.iter().skip(at - before));
            own.zip(other).all(|(own, other)| own == other)
        })
    }

    /// Whether the word with this number among the words of a text and those beside it are together what the letters are.
    fn runs_on<'w>(&self, words: &dyn Fn(usize) -> Option<&'w str>, number: usize) -> bool {
        let seen_others = Cell::new(false);
        let is_there = |is_arabic: bool, (run, at): &(Vec<char>, usize)| {
            let compared = |number: usize| -> Option<Vec<char>> {
                let word = words(number)?;
                seen_others.set(seen_others.get() || !self.is_arabic(word));
                Some(word.chars().filter(|c| is_compared(*c, is_arabic)).collect())
            };
            let Some(own) = compared(number) else { return false };
            let mut places =
                own.iter().enumerate().filter(|(_, c)| **c == self.letter).map(|(place, _)| place);
            places.any(|place| {
                let before = (0..number).rev().map_while(compared).flat_map(|word| word.into_iter().rev());
                let before = own.iter().take(place).rev().copied().chain(before);
                let behind = (number + 1..).map_while(compared).flatten();
                let behind = own.iter().skip(place).copied().chain(behind);
                is_begun_by(before, run.iter().take(*at).rev()) && is_begun_by(behind, run.iter().skip(*at))
            })
        };
        is_there(true, &self.arabic) || seen_others.get() && is_there(false, &self.others)
    }

    /// Whether a word has all its letters from the key: it is not one of several scripts.
    fn is_arabic(&self, word: &str) -> bool {
        self.script == Script::Arabic && (!word.contains('ا') || word.chars().all(is_arabic_letter))
    }
}

/// Whether some letters begin with all of these.
fn is_begun_by<'l>(mut letters: impl Iterator<Item = char>, wanted: impl Iterator<Item = &'l char>) -> bool {
    wanted.into_iter().all(|wanted| letters.next() == Some(*wanted))
}

fn is_arabic_letter(c: char) -> bool {
    ('\u{0620}'..='\u{06FF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::text::fold::tests::persian_text;
    use crate::text::tokens;
    use proptest::prelude::*;

    fn pattern(text: &str, word: bool) -> Pattern {
        Pattern::new(text, Strictness { exact: false, word })
    }

    /// Whether some word fulfils each clue.
    fn may_say(pattern: &Pattern, text: &str, script: Script) -> bool {
        let words = tokens(text, script);
        pattern.clues(script).iter().flatten().all(|clue| {
            let text = |number: usize| words.get(number).map(|word| word.text.as_str());
            (0..).zip(&words).any(|(number, word)| match clue {
                Clue::Word(whole) => word.text == *whole,
                Clue::Part(part) => {
                    part.fits(&word.text, &mut Vec::new()) && clue.is_fulfilled(&text, number)
                }
            })
        })
    }

    #[test]
    fn a_word_that_does_not_lie_upon_the_pattern_is_no_clue() {
        let (arabic, latin) = (Script::Arabic, Script::Latin);
        for (asked, text, may) in [
            ("کارگر", "کارگران آمدند", true),
            ("کارگر", "همکار گرامی", true),
            ("کارگر", "همکار خوب و گرامی", false),
            ("کارگر", "کارمند و گلدان", false),
            ("نظارت شورایی", "نظارت\u{200C}شورایی", true),
            ("نظارت شورایی", "شورای نظارت", false),
            ("هفت تپه", "کارگران هفت\u{200C}تپه", true),
            ("مسئول", "مس وول", true),
            ("علما در", "علما ء در", true),
        ] {
            assert_eq!(may_say(&pattern(asked, false), text, arabic), may, "{asked} in {text}");
        }
        assert!(may_say(&pattern("Strike fund", false), "the strike fund", latin));
        assert!(!may_say(&pattern("strike fund", false), "the striking workers", latin));
        assert!(pattern("؟ و", false).clues(arabic).is_empty());
    }

    /// Words that the exceptions are about, and what may tear them.
    fn hard_text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "مسئول",
            "مسؤول",
            "مس",
            "ئول",
            "علماء",
            "ء",
            "ا",
            "خانه",
            "خا",
            "نهی",
            "ی",
            "ه",
            "که",
            "هی",
            "ها",
            "های",
            "می",
            "مساله",
            "رووس",
            "سئوال",
            "a",
            "B",
            "12",
            "1.5",
            "ς",
            "Σ",
            "!",
            "،",
            "کار",
            "گر",
            "هفت",
            "تپه",
        ]);
        let gap = prop::sample::select(vec!["", " ", "\u{200C}", "  ", "\u{301}"]);
        prop::collection::vec((word, gap), 0..7)
            .prop_map(|parts| parts.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect())
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof![hard_text(), persian_text()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_text_that_says_it_has_all_clues(before in any_text(), asked in any_text(), behind in any_text(), cut in (0usize..9, 0usize..9), word: bool) {
            let text = format!("{before}{asked}{behind}");
            let inside: String = asked.chars().skip(cut.0).collect();
            let inside: String = inside.chars().take(inside.chars().count().saturating_sub(cut.1)).collect();
            for (lang, script) in [("fa", Script::Arabic), ("en", Script::Latin)] {
                for asked in [&asked, &inside] {
                    let pattern = pattern(asked, word);
                    if pattern.is_in(&text, &Lang::parse(lang).unwrap()) {
                        prop_assert!(may_say(&pattern, &text, script), "{asked:?} in {text:?} ({lang})");
                    }
                }
            }
        }
    }
}
