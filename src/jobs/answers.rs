//! What was said of a segment, for when it stands in the text once more: a leaflet in every number of a newspaper, the lines of
//! a form.

use std::collections::HashMap;

use tm::assembly::Assembled;
use tm::lookup::Match;
use tm::surroundings::{Beside, Surroundings};
use tm::text::placeable::Shown;

use super::course::Place;
use super::suggest::Term;

/// Bytes of answers that are kept, roughly reckoned: some thousand of usual length, and a share of what the program needs
/// for a large memory anyway. When it is reached, all go, since what comes next is rather near than far.
const MOST_BYTES: usize = 32 << 20;

/// What memory and glossary say to a segment.
#[derive(Debug, Clone)]
pub(super) struct Answer<'a> {
    pub matches: Vec<Match>,
    pub assembled: Vec<Assembled>,
    pub terms: Vec<Term<'a>>,
    pub placeables: Vec<Shown>,
}

/// Answers to segments that stand in a text repeatedly, by all they depend on.
#[derive(Debug, Default)]
pub(super) struct Answers<'a> {
    known: HashMap<(String, Vec<Surroundings>), Answer<'a>>,
    bytes: usize,
}

impl<'a> Answers<'a> {
    /// The answer to the same text between the same neighbours.
    pub fn get(&self, place: &Place) -> Option<Answer<'a>> {
        // What stands somewhere for the first time was never asked; to look for it would copy its text.
        place.same_as?;
        self.known.get(&(place.text.clone(), place.around.clone())).cloned()
    }

    /// Whether there is one to the same text between the same neighbours.
    pub fn has(&self, place: &Place) -> bool {
        place.same_as.is_some() && self.known.contains_key(&(place.text.clone(), place.around.clone()))
    }

    /// Keeps an answer where it may be asked for again: a text that was seen twice.
    pub fn keep(&mut self, place: &Place, answer: &Answer<'a>) {
        let bytes = weight(place, answer);
        if place.same_as.is_none() || bytes > MOST_BYTES {
            return;
        }
        if self.bytes + bytes > MOST_BYTES {
            self.known.clear();
            self.bytes = 0;
        }
        self.bytes += bytes;
        self.known.insert((place.text.clone(), place.around.clone()), answer.clone());
    }
}

/// Bytes of an answer, roughly: a match has its texts in the unit, in its difference and for itself, and a part of an
/// answer some hundred bytes besides.
fn weight(place: &Place, answer: &Answer<'_>) -> usize {
    const EACH: usize = 500;
    const COPIES: usize = 4;
    let matches = answer.matches.iter().map(|found| found.source.len() + found.target.text.len());
    let assembled = answer.assembled.iter().map(|found| found.target.len() + EACH * found.parts.len());
    let parts = 1 + answer.matches.len() + answer.terms.len() + answer.placeables.len();
    let sides = place.around.iter().flat_map(|around| [&around.previous, &around.next]);
    let beside = sides.map(|side| match side {
        Beside::Keys(keys) => keys.iter().map(String::len).sum(),
        Beside::Edge | Beside::Unknown => 0,
    });
    COPIES * (place.text.len() + matches.sum::<usize>())
        + beside.sum::<usize>()
        + assembled.sum::<usize>()
        + EACH * parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, previous: &str, same_as: Option<usize>) -> Place {
        let previous = Beside::Keys(vec![previous.to_owned()]);
        let around = vec![Surroundings { previous, next: Beside::Unknown }];
        Place { number: 9, text: text.to_owned(), around, same_as }
    }

    fn nothing<'a>() -> Answer<'a> {
        Answer { matches: Vec::new(), assembled: Vec::new(), terms: Vec::new(), placeables: Vec::new() }
    }

    #[test]
    fn an_answer_is_that_of_a_text_in_its_place() {
        let mut answers = Answers::default();
        answers.keep(&place("نان", "کار", None), &nothing());
        assert!(answers.known.is_empty());
        answers.keep(&place("نان", "کار", Some(1)), &nothing());
        assert!(answers.get(&place("نان", "کار", Some(1))).is_some());
        assert!(answers.get(&place("نان", "آزادی", Some(1))).is_none());
        assert!(answers.get(&place("نان!", "کار", Some(1))).is_none());
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut answers = Answers::default();
        let text = |n: usize| "نان ".repeat(150_000) + &n.to_string();
        for n in 0..40 {
            answers.keep(&place(&text(n), "", Some(1)), &nothing());
            assert!(answers.bytes <= MOST_BYTES);
        }
        assert!(
            (1..10).contains(&answers.known.len()) && answers.get(&place(&text(39), "", Some(1))).is_some()
        );
        answers.keep(&place(&text(0).repeat(10), "", Some(1)), &nothing());
        assert!(answers.get(&place(&text(39), "", Some(1))).is_some());
    }
}
