//! Edit distance between words, and the cheapest way from one token sequence to another.

use crate::meaning::are_opposed;
use crate::text::Token;

/// Weight of a content word, a number or a name: the unit, in thousandths.
pub const CONTENT: u32 = 1000;

/// One step of an alignment of two token sequences; numbers are positions in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The same token on both sides.
    Same(usize, usize),
    /// One token stands where the other side has another.
    Changed(usize, usize),
    /// A token of the left side only.
    Left(usize),
    /// A token of the right side only.
    Right(usize),
    /// A compound written as one token on the left and as several on the right: where they begin and how many.
    Split(usize, usize, usize),
    /// A compound written as several tokens on the left, beginning here, and as one on the right; how many they are.
    Joined(usize, usize, usize),
}

impl Step {
    /// The same step seen from the other side.
    pub fn turned(self) -> Step {
        match self {
            Step::Same(i, j) => Step::Same(j, i),
            Step::Changed(i, j) => Step::Changed(j, i),
            Step::Left(i) => Step::Right(i),
            Step::Right(j) => Step::Left(j),
            Step::Split(i, j, parts) => Step::Joined(j, i, parts),
            Step::Joined(i, j, parts) => Step::Split(j, i, parts),
        }
    }
}

/// A weighted token: what it costs to leave it out.
#[derive(Debug, Clone)]
pub struct Weighted {
    /// The token.
    pub token: Token,
    /// Cost of leaving it out or putting it in, in thousandths of a content word.
    pub weight: u32,
    /// Which letters it has, one bit for each of 64 classes of characters.
    letters: u64,
    /// How many characters it has.
    length: usize,
}

impl Weighted {
    /// A token of this weight.
    pub fn new(token: Token, weight: u32) -> Weighted {
        let letters = token.text.chars().fold(0, |bits, c| bits | 1u64 << (u32::from(c) % 64));
        Weighted { length: token.text.chars().count(), letters, token, weight }
    }

    /// Whether more than half of the letters differ for certain: a letter that only one word has is an edit, and
    /// two of its letters may share a class but never the other way round.
    fn is_another_word(&self, other: &Weighted) -> bool {
        let only = |a: u64, b: u64| (a & !b).count_ones() as usize;
        let edits = only(self.letters, other.letters).max(only(other.letters, self.letters));
        2 * edits >= self.length.max(other.length)
    }
}

/// The cheapest alignment and its cost.
///
/// Leaving a token out costs its weight. Changing one into another costs the larger weight times
/// [`difference`] of their letters. Splitting or joining a compound costs nothing, in however many parts. Quadratic in the number of
/// tokens.
pub fn align(left: &[Weighted], right: &[Weighted]) -> (u64, Vec<Step>) {
    let width = right.len() + 1;
    // Cells hold the cheapest cost to here and the step that reached it; row-major, one row more than tokens.
    let mut cells: Vec<(u64, Option<Step>)> = Vec::with_capacity((left.len() + 1) * width);
    for i in 0..=left.len() {
        for j in 0..width {
            let cell = cheapest(&cells, width, left, right, i, j);
            cells.push(cell);
        }
    }
    let cost = cells.last().map_or(0, |c| c.0);
    (cost, walk_back(&cells, width, left.len(), right.len()))
}

fn cheapest(
    cells: &[(u64, Option<Step>)],
    width: usize,
    left: &[Weighted],
    right: &[Weighted],
    i: usize,
    j: usize,
) -> (u64, Option<Step>) {
    let cost_at = |up: usize, back: usize| {
        let (row, column) = (i.checked_sub(up)?, j.checked_sub(back)?);
        cells.get(row * width + column).map(|c| c.0)
    };
    let l = i.checked_sub(1).and_then(|i| left.get(i));
    let r = j.checked_sub(1).and_then(|j| right.get(j));
    let mut best: Option<(u64, Option<Step>)> = None;
    let mut offer = |cost: Option<u64>, step: Step| {
        if let Some(cost) = cost.filter(|c| best.is_none_or(|b| *c < b.0)) {
            best = Some((cost, Some(step)));
        }
    };
    if let (Some(l), Some(r)) = (l, r) {
        let same = l.token.text == r.token.text;
        let step = if same { Step::Same(i - 1, j - 1) } else { Step::Changed(i - 1, j - 1) };
        let price = if same { 0 } else { price(l, r) };
        offer(cost_at(1, 1).map(|c| c + price), step);
        if let Some(parts) = parts_of(l, right.get(..j)) {
            offer(cost_at(1, parts), Step::Split(i - 1, j - parts, parts));
        }
        if let Some(parts) = parts_of(r, left.get(..i)) {
            offer(cost_at(parts, 1), Step::Joined(i - parts, j - 1, parts));
        }
    }
    if let Some(l) = l {
        offer(cost_at(1, 0).map(|c| c + u64::from(l.weight)), Step::Left(i - 1));
    }
    if let Some(r) = r {
        offer(cost_at(0, 1).map(|c| c + u64::from(r.weight)), Step::Right(j - 1));
    }
    best.unwrap_or((0, None))
}

/// What changing one token into another costs; a changed fact costs a whole word however few letters differ.
fn price(l: &Weighted, r: &Weighted) -> u64 {
    if are_opposed(&l.token, &r.token) {
        return u64::from(l.weight.max(r.weight).max(CONTENT));
    }
    let weight = u64::from(l.weight.max(r.weight));
    if l.is_another_word(r) {
        weight
    } else {
        weight * u64::from(difference(&l.token.text, &r.token.text)) / 1000
    }
}

/// How many of the last tokens, two or more, have together the letters of `whole`.
fn parts_of(whole: &Weighted, tokens: Option<&[Weighted]>) -> Option<usize> {
    let mut rest = whole.token.text.as_str();
    for (parts, part) in (1..).zip(tokens?.iter().rev()) {
        rest = rest.strip_suffix(part.token.text.as_str())?;
        if rest.is_empty() {
            return (parts > 1).then_some(parts);
        }
    }
    None
}

fn walk_back(cells: &[(u64, Option<Step>)], width: usize, mut i: usize, mut j: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    while let Some(step) = cells.get(i * width + j).and_then(|c| c.1) {
        steps.push(step);
        let (up, back) = match step {
            Step::Same(..) | Step::Changed(..) => (1, 1),
            Step::Left(_) => (1, 0),
            Step::Right(_) => (0, 1),
            Step::Split(_, _, parts) => (1, parts),
            Step::Joined(_, _, parts) => (parts, 1),
        };
        i -= up;
        j -= back;
    }
    steps.reverse();
    steps
}

/// How different two words are, in thousandths: 0 for the same letters, 1000 when less than half of them agree.
///
/// Twice the Levenshtein distance over the longer length, cut at 1000. Unrelated words of a language share about a
/// third of their letters by chance, so the lower half of the scale says nothing; above it a shared stem shows.
pub fn difference(a: &str, b: &str) -> u32 {
    let (m, n) = (a.chars().count(), b.chars().count());
    let (shorter, longer) = (m.min(n), m.max(n));
    if 2 * (longer - shorter) >= longer.max(1) {
        return if longer == 0 { 0 } else { 1000 };
    }
    ((2000 * levenshtein(a, b) / longer) as u32).min(1000)
}

/// Levenshtein distance in characters, by Myers' bit-parallel algorithm (JACM 46(3), 1999) for words of up to 64
/// letters; longer ones by the library that is also the oracle of the tests.
pub fn levenshtein(a: &str, b: &str) -> usize {
    let length = a.chars().count();
    if length == 0 {
        return b.chars().count();
    }
    if length > 64 {
        return strsim::levenshtein(a, b);
    }
    let last = 1u64 << (length - 1);
    let (mut plus, mut minus, mut distance) = (!0u64, 0u64, length);
    for c in b.chars() {
        // Words are short: looking through the pattern beats building a table of its letters.
        let equal = a.chars().enumerate().fold(0u64, |bits, (i, x)| bits | (u64::from(x == c) << i));
        let zero = (((equal & plus).wrapping_add(plus)) ^ plus) | equal | minus;
        let mut up = minus | !(zero | plus);
        let mut down = plus & zero;
        distance += usize::from(up & last != 0);
        distance -= usize::from(down & last != 0);
        up = (up << 1) | 1;
        down <<= 1;
        plus = down | !(zero | up);
        minus = up & zero;
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Script;
    use crate::text::tokens;
    use proptest::prelude::*;

    fn weighted(text: &str) -> Vec<Weighted> {
        tokens(text, Script::Arabic).into_iter().map(|token| Weighted::new(token, CONTENT)).collect()
    }

    proptest! {
        #[test]
        fn the_distance_of_words_is_levenshtein(a in "[ابپتکگ]{0,70}", b in "[ابپتکگ]{0,70}") {
            prop_assert_eq!(levenshtein(&a, &b), strsim::levenshtein(&a, &b));
        }

        #[test]
        fn only_words_that_differ_wholly_are_passed_over(a in "[ابپتکگ]{1,9}", b in "[ابپتکگ]{1,9}") {
            let word = |text: &str| weighted(text).remove(0);
            if word(&a).is_another_word(&word(&b)) {
                prop_assert_eq!(difference(&a, &b), 1000);
            }
        }

        #[test]
        fn cost_is_symmetric_and_nothing_between_equals(a in "([ابپ]{1,3} ){0,8}", b in "([ابپ]{1,3} ){0,8}") {
            let (a, b) = (weighted(&a), weighted(&b));
            prop_assert_eq!(align(&a, &b).0, align(&b, &a).0);
            prop_assert_eq!(align(&a, &a).0, 0);
        }

        #[test]
        fn steps_cover_both_sides_in_order(a in "([ابپ]{1,3} ){0,8}", b in "([ابپ]{1,3} ){0,8}") {
            let (a, b) = (weighted(&a), weighted(&b));
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for step in align(&a, &b).1 {
                match step {
                    Step::Same(i, j) | Step::Changed(i, j) => { left.push(i); right.push(j); }
                    Step::Left(i) => left.push(i),
                    Step::Right(j) => right.push(j),
                    Step::Split(i, j, n) => { left.push(i); right.extend(j..j + n); }
                    Step::Joined(i, j, n) => { left.extend(i..i + n); right.push(j); }
                }
            }
            prop_assert_eq!(left, (0..a.len()).collect::<Vec<_>>());
            prop_assert_eq!(right, (0..b.len()).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_compound_may_be_split() {
        let (cost, steps) =
            align(&weighted("نیشکر کوره\u{200C}پز\u{200C}خانه"), &weighted("نیشکر کوره پز خانه"));
        assert_eq!((cost, steps), (0, vec![Step::Same(0, 0), Step::Split(1, 1, 3)]));
        let (cost, steps) = align(&weighted("سر و سامان"), &weighted("سروسامان"));
        assert_eq!((cost, steps), (0, vec![Step::Joined(0, 0, 3)]));
    }

    #[test]
    fn a_shared_stem_costs_less_than_another_word() {
        assert_eq!(difference("کارگر", "کارگر"), 0);
        assert!(difference("کارگران", "کارگر") < 600);
        assert_eq!(difference("کارگر", "زندان"), 1000);
    }
}
