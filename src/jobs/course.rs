//! The segments of a text in their course: which number each has, what stands around it, and whether it stood before.

use std::collections::{HashMap, HashSet};

use tm::lang::Lang;
use tm::segment::SegmentKind;
use tm::surroundings::{Beside, Surroundings};
use tm::text::exact_key;
use tm::unit::hash128;

use crate::reading::document::Document;

/// A text read part by part.
#[derive(Debug)]
pub struct Course {
    source: Lang,
    around: Around,
    /// Segments of the parts before.
    before: usize,
    /// The first number of each normal form; its hash, since a text can be longer than memory.
    first: HashMap<[u8; 16], usize>,
    /// What stands before the next segment.
    last: Beside,
}

/// What is known of the text around INPUT.
#[derive(Debug, Clone)]
pub enum Around {
    /// INPUT stands between these.
    Between(Surroundings),
    /// INPUT is a text out of this one: what stands around each normal form of it.
    In(HashMap<String, Vec<Surroundings>>),
}

impl Around {
    /// A document begins and ends; a text may stand anywhere.
    pub fn of(is_document: bool) -> Around {
        let edge = if is_document { Beside::Edge } else { Beside::Unknown };
        Around::Between(Surroundings { previous: edge.clone(), next: edge })
    }

    /// Out of a text whose segments have these normal forms, in order.
    pub fn inside(keys: &[String]) -> Around {
        let side = |at: Option<usize>| match at.and_then(|at| keys.get(at)) {
            Some(key) => Beside::Keys(vec![key.clone()]),
            None => Beside::Edge,
        };
        let mut seen = HashSet::new();
        let mut places: HashMap<String, Vec<Surroundings>> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            let (before, behind) = (at.checked_sub(1), Some(at + 1));
            let around = [before, behind].map(|at| at.and_then(|at| keys.get(at)));
            // Where the same stands around it once more, nothing new is known.
            if seen.insert((key, around)) {
                let around = Surroundings { previous: side(before), next: side(behind) };
                places.entry(key.clone()).or_default().push(around);
            }
        }
        Around::In(places)
    }
}

/// A segment in its place.
#[derive(Debug)]
pub struct Place {
    /// Its number, from 1.
    pub number: usize,
    /// Its text on one line.
    pub text: String,
    /// What stands around it, wherever it stands.
    pub around: Vec<Surroundings>,
    /// The number of the first segment of its normal form, if it is not the first.
    pub same_as: Option<usize>,
}

impl Course {
    /// The beginning of a text.
    pub fn new(source: &Lang, around: Around) -> Course {
        let last = match &around {
            Around::Between(between) => between.previous.clone(),
            Around::In(_) => Beside::Unknown,
        };
        Course { source: source.clone(), around, before: 0, first: HashMap::new(), last }
    }

    /// The segments of the next part, without those of the kinds in `skip`.
    pub fn part(&mut self, document: &Document, skip: &[SegmentKind]) -> Vec<Place> {
        let flat = |segment: &tm::segment::Segment| segment.flat(&document.text);
        let key = |text: &String| exact_key(text, self.source.script());
        let texts: Vec<String> = document.segments.iter().map(flat).collect();
        let keys: Vec<String> = texts.iter().map(key).collect();
        let kept: Vec<bool> = document.segments.iter().map(|s| !skip.contains(&s.kind)).collect();
        let counts: Vec<bool> = document.segments.iter().map(|s| is_text(s.kind, skip)).collect();
        let end = match &self.around {
            Around::Between(between) if document.is_last => between.next.clone(),
            _ => Beside::Unknown,
        };
        let before = sides(keys.iter().zip(&counts), &self.last);
        let mut after = sides(keys.iter().zip(&counts).rev(), &end);
        after.reverse();
        if let Some(last) =
            sides(keys.iter().zip(&counts).chain([(&String::new(), &false)]), &self.last).pop()
        {
            self.last = last;
        }
        let mut places = Vec::new();
        for (at, ((text, key), _)) in
            texts.into_iter().zip(&keys).zip(&kept).enumerate().filter(|(_, (_, k))| **k)
        {
            let number = self.before + at + 1;
            let around = match &self.around {
                Around::In(places) => places.get(key).cloned().unwrap_or_default(),
                Around::Between(_) => vec![Surroundings {
                    previous: before.get(at).cloned().unwrap_or_default(),
                    next: after.get(at).cloned().unwrap_or_default(),
                }],
            };
            let first = *self.first.entry(hash128(key.as_bytes())).or_insert(number);
            places.push(Place { number, text, around, same_as: (first < number).then_some(first) });
        }
        self.before += keys.len();
        places
    }
}

/// Whether a segment belongs to the running text that a translator sees, not to the page around it.
fn is_text(kind: SegmentKind, skip: &[SegmentKind]) -> bool {
    use SegmentKind::{Chrome, Code, PageNumber, RunningHeader, Separator};
    !skip.contains(&kind) && !matches!(kind, Chrome | Code | PageNumber | RunningHeader | Separator)
}

/// What stands before each segment: the one right before it, and the last that belongs to the text.
fn sides<'k>(segments: impl Iterator<Item = (&'k String, &'k bool)>, edge: &Beside) -> Vec<Beside> {
    let (mut nearest, mut text) = (edge.clone(), edge.clone());
    let mut sides = Vec::new();
    for (key, is_text) in segments {
        sides.push(both(&nearest, &text));
        nearest = Beside::Keys(vec![key.clone()]);
        if *is_text {
            text = nearest.clone();
        }
    }
    sides
}

/// Either of two, where both are texts; an edge with the frame of the page before it is an edge.
fn both(nearest: &Beside, text: &Beside) -> Beside {
    match (nearest, text) {
        (Beside::Keys(one), Beside::Keys(other)) => {
            let mut keys = one.clone();
            keys.extend(other.iter().filter(|key| !one.contains(key)).cloned());
            Beside::Keys(keys)
        }
        (_, text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_between_the_same_neighbours_are_one() {
        let keys: Vec<String> = ["a", "b", "b", "b", "b", "c", "a", "b", "b"].map(str::to_owned).to_vec();
        let Around::In(places) = Around::inside(&keys) else { panic!("a text is inside") };
        let side = |side: &Beside| match side {
            Beside::Keys(keys) => keys.join(" "),
            Beside::Edge => "|".to_owned(),
            Beside::Unknown => "?".to_owned(),
        };
        let shown = |key: &str| -> Vec<String> {
            places[key].iter().map(|a| format!("{}-{}", side(&a.previous), side(&a.next))).collect()
        };
        assert_eq!(shown("b"), ["a-b", "b-b", "b-c", "b-|"]);
        assert_eq!(shown("a"), ["|-b", "c-b"]);
    }
}
