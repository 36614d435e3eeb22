//! Values that both texts state, in each other's place: of 120 workers 300, of 300 workers 120.
//!
//! Whether a value moved together with the words around it, as where two clauses change places, or without them, shows
//! in its neighbours: the word before and the word behind.

use std::collections::HashMap;

use super::{DifferenceKind, Sides, facts};
use crate::span::{Chars, Span};
use crate::text::placeable::{Kind, Placeable};
use crate::text::polarity::{Stated, Word};

/// A text with its facts.
pub(super) type Told<'m> = (&'m Stated, &'m [Placeable]);

/// The values that stand in each other's place, by the kind of what differs.
pub(super) fn differ(here: Told<'_>, memory: Told<'_>) -> Vec<(DifferenceKind, Sides)> {
    let shared = shared(here.1, memory.1);
    if shared.is_sorted_by_key(|(_, twin)| twin.span.start) {
        return Vec::new();
    }
    let placed = |&(own, other): &Twins<'_>| Placed {
        own: Place { span: own.span, neighbours: neighbours(here.0, own) },
        other: Place { span: other.span, neighbours: neighbours(memory.0, other) },
        kind: own.kind,
        difference: facts::kind(own, &[]),
    };
    let placed: Vec<Placed<'_>> = shared.iter().map(placed).collect();
    let mut found: Vec<(DifferenceKind, Sides)> = Vec::new();
    for (at, first) in placed.iter().enumerate() {
        for second in placed.iter().skip(at + 1).filter(|second| are_exchanged(first, second)) {
            if !is_list(here.0, first.own.span.end, second.own.span.start) {
                let sides = |fact: &Placed<'_>| (vec![fact.own.span], vec![fact.other.span]);
                found.extend([first, second].map(|fact| (fact.difference, sides(fact))));
            }
        }
    }
    found
}

/// A value with where it stands in both texts.
struct Placed<'m> {
    own: Place<'m>,
    other: Place<'m>,
    kind: Kind,
    difference: DifferenceKind,
}

struct Place<'m> {
    span: Span<Chars>,
    neighbours: [Option<&'m str>; 2],
}

/// A fact and the one of the other text that states the same.
type Twins<'m> = (&'m Placeable, &'m Placeable);

/// The facts that both state, in the order of the first; of equal ones the first stands for the first.
fn shared<'m>(here: &'m [Placeable], memory: &'m [Placeable]) -> Vec<Twins<'m>> {
    let mut places: HashMap<(Kind, &str), Vec<&Placeable>> = HashMap::new();
    for fact in memory.iter().rev() {
        places.entry((fact.kind, &fact.value)).or_default().push(fact);
    }
    here.iter()
        .filter_map(|fact| Some((fact, places.get_mut(&(fact.kind, fact.value.as_str()))?.pop()?)))
        .collect()
}

fn are_exchanged(first: &Placed<'_>, second: &Placed<'_>) -> bool {
    let is_turned = second.other.span.end <= first.other.span.start && first.kind == second.kind;
    let alike = |own: &Place<'_>, other: &Place<'_>| {
        own.neighbours.iter().zip(other.neighbours).filter(|(own, other)| **own == *other).count()
    };
    is_turned
        && alike(&first.own, &second.other) + alike(&second.own, &first.other)
            > alike(&first.own, &first.other) + alike(&second.own, &second.other)
}

/// Words that only list values, whose order says nothing: clauses 3 and 5.
const LISTING: [&str; 10] = ["و", "یا", "and", "or", "und", "oder", "et", "ou", "och", "eller"];

fn is_list(text: &Stated, start: usize, end: usize) -> bool {
    let between = text.words.iter().filter(|word| start <= word.span.start && word.span.end <= end);
    between.into_iter().all(|word| LISTING.contains(&word.text.as_str()))
}

/// The words before and behind a fact; nothing at an end of the text.
fn neighbours<'m>(text: &'m Stated, fact: &Placeable) -> [Option<&'m str>; 2] {
    let before = text.words.iter().filter(|word| word.span.end <= fact.span.start);
    let behind = text.words.iter().filter(|word| fact.span.end <= word.span.start);
    // Of words and their parts the whole word.
    let before = before.max_by_key(|word| (word.span.end, word.span.len()));
    let behind = behind.min_by_key(|word| (word.span.start, std::cmp::Reverse(word.span.len())));
    [before, behind].map(|word| word.map(|word: &Word| word.text.as_str()))
}
