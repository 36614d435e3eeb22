//! The cheapest way from one token sequence to another.

use std::cmp::Ordering;

use crate::near::is_near;
use crate::text::{Token, TokenKind};

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

/// A weighted token: what it costs to leave it out.
#[derive(Debug, Clone)]
pub struct Weighted {
    /// The token.
    pub token: Token,
    /// Cost of leaving it out or putting it in, in thousandths of a content word.
    pub weight: u32,
    /// How many characters it has.
    length: usize,
}

impl Weighted {
    /// A token of this weight.
    pub fn new(token: Token, weight: u32) -> Weighted {
        Weighted { length: token.text.chars().count(), token, weight }
    }

    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Whether it may be written in parts at no cost.
    pub(crate) fn may_be_compound(&self) -> bool {
        self.token.kind == TokenKind::Word && COMPOUND_LETTERS.contains(&self.length)
    }
}

/// Letters of a word that may be a compound. Two parts of two letters each are the shortest compound of content words
/// (`گل آب`, `نی شکر`); in shorter words the parts are function words, which are there or not (`با` and `ب ا`). Beyond
/// forty letters a run is an address or debris and no word.
pub(crate) const COMPOUND_LETTERS: std::ops::RangeInclusive<usize> = 4..=crate::near::LONGEST;

/// Parts of a compound at most, as many as a number has that is written in one (`چهارصدوپنجاه`): in parts of one or two
/// letters nearly every word could be written, and an index had to reckon with it.
pub(crate) const MOST_PARTS: usize = 4;

/// The cheapest alignment and its cost.
///
/// Leaving a token out costs its weight. Changing one into another costs the larger weight, or half of it where the two
/// are [near](crate::near). Splitting or joining a compound of up to four parts costs nothing. The steps do not
/// depend on which side is left: turned, they are those of the turned question; where tokens of only one side stand
/// together, those of the left come first. Quadratic in the number of tokens, with a byte for each pair.
pub fn align(left: &[Weighted], right: &[Weighted]) -> (u64, Vec<Step>) {
    // Of several cheapest ways one side would be favoured, so that it must not matter which side that is.
    let is_turned = order(left, right) == Ordering::Greater;
    let (cost, mut steps) = if is_turned { cheapest(right, left) } else { cheapest(left, right) };
    if is_turned {
        steps.iter_mut().for_each(|step| *step = turned(*step));
    }
    for run in steps.chunk_by_mut(|a, b| is_lone(a) && is_lone(b)) {
        run.sort_by_key(|step| matches!(step, Step::Right(_)));
    }
    (cost, steps)
}

fn order(left: &[Weighted], right: &[Weighted]) -> Ordering {
    let texts = |side: &'_ [Weighted], other: &[Weighted]| {
        let first = side.iter().zip(other).find(|(one, other)| one.token.text != other.token.text);
        first.map_or(Ordering::Equal, |(one, other)| one.token.text.cmp(&other.token.text))
    };
    left.len().cmp(&right.len()).then_with(|| texts(left, right))
}

fn turned(step: Step) -> Step {
    match step {
        Step::Same(i, j) => Step::Same(j, i),
        Step::Changed(i, j) => Step::Changed(j, i),
        Step::Left(i) => Step::Right(i),
        Step::Right(j) => Step::Left(j),
        Step::Split(i, j, parts) => Step::Joined(j, i, parts),
        Step::Joined(i, j, parts) => Step::Split(j, i, parts),
    }
}

fn is_lone(step: &Step) -> bool {
    matches!(step, Step::Left(_) | Step::Right(_))
}

/// What the last step of the cheapest way to a cell is; how many parts a compound has is found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Diagonal,
    Left,
    Right,
    Split,
    Joined,
}

/// Rows of costs that are kept: a compound of the right side goes back over as many as it has parts at most.
const ROWS: usize = MOST_PARTS + 1;

fn cheapest(left: &[Weighted], right: &[Weighted]) -> (u64, Vec<Step>) {
    let width = right.len() + 1;
    let mut ways = Vec::with_capacity((left.len() + 1) * width);
    let mut rows: Vec<Vec<u64>> = vec![Vec::with_capacity(width); ROWS.min(left.len() + 1)];
    for i in 0..=left.len() {
        let mut row = std::mem::take(rows.get_mut(i % ROWS).unwrap_or(&mut Vec::new()));
        row.clear();
        let l = i.checked_sub(1).and_then(|last| left.get(last));
        for j in 0..width {
            let cost_at = |up: usize, back: usize| {
                let column = j.checked_sub(back)?;
                if up == 0 { row.get(column) } else { rows.get(i.checked_sub(up)? % ROWS)?.get(column) }
                    .copied()
            };
            let (cost, way) = cheapest_cell(cost_at, (left, i, l), (right, j));
            row.push(cost);
            ways.push(way);
        }
        if let Some(slot) = rows.get_mut(i % ROWS) {
            *slot = row;
        }
    }
    let cost = rows.get(left.len() % ROWS).and_then(|row| row.last()).copied().unwrap_or(0);
    (cost, walk_back(&ways, left, right))
}

fn cheapest_cell(
    cost_at: impl Fn(usize, usize) -> Option<u64>,
    (left, i, l): (&[Weighted], usize, Option<&Weighted>),
    (right, j): (&[Weighted], usize),
) -> (u64, Way) {
    let r = j.checked_sub(1).and_then(|last| right.get(last));
    let mut best: Option<(u64, Way)> = None;
    let mut offer = |cost: Option<u64>, way: Way| {
        if let Some(cost) = cost.filter(|cost| best.is_none_or(|best| *cost < best.0)) {
            best = Some((cost, way));
        }
    };
    if let (Some(l), Some(r)) = (l, r) {
        offer(cost_at(1, 1).map(|cost| cost + price(l, r)), Way::Diagonal);
        if let Some(parts) = parts_of(l, right.get(..j)) {
            offer(cost_at(1, parts), Way::Split);
        }
        if let Some(parts) = parts_of(r, left.get(..i)) {
            offer(cost_at(parts, 1), Way::Joined);
        }
    }
    if let Some(l) = l {
        offer(cost_at(1, 0).map(|cost| cost + u64::from(l.weight)), Way::Left);
    }
    if let Some(r) = r {
        offer(cost_at(0, 1).map(|cost| cost + u64::from(r.weight)), Way::Right);
    }
    best.unwrap_or((0, Way::Diagonal))
}

/// What changing one token into another costs, in thousandths of a content word.
pub(crate) fn price(l: &Weighted, r: &Weighted) -> u64 {
    if l.token.text == r.token.text {
        return 0;
    }
    let heavier = u64::from(l.weight.max(r.weight));
    if is_near(l, r) { heavier / 2 } else { heavier }
}

/// How many of the last tokens, two or more, have together the letters of `whole`.
fn parts_of(whole: &Weighted, tokens: Option<&[Weighted]>) -> Option<usize> {
    let tokens = tokens?;
    let mut rest = whole.token.text.as_str().strip_suffix(tokens.last()?.token.text.as_str())?;
    if rest.is_empty() || !whole.may_be_compound() {
        return None;
    }
    for (parts, part) in (2..=MOST_PARTS).zip(tokens.iter().rev().skip(1)) {
        rest = rest.strip_suffix(part.token.text.as_str())?;
        if rest.is_empty() {
            return Some(parts);
        }
    }
    None
}

fn walk_back(ways: &[Way], left: &[Weighted], right: &[Weighted]) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut i, mut j) = (left.len(), right.len());
    while i + j > 0 {
        let Some(way) = ways.get(i * (right.len() + 1) + j) else { break };
        let (l, r) = (left.get(i.wrapping_sub(1)), right.get(j.wrapping_sub(1)));
        let parts = |whole: Option<&Weighted>, tokens: Option<&[Weighted]>| {
            whole.and_then(|whole| parts_of(whole, tokens)).unwrap_or(1)
        };
        let (up, back) = match way {
            Way::Diagonal => (1, 1),
            Way::Left => (1, 0),
            Way::Right => (0, 1),
            Way::Split => (1, parts(l, right.get(..j))),
            Way::Joined => (parts(r, left.get(..i)), 1),
        };
        let is_same = l.map(|l| &l.token.text) == r.map(|r| &r.token.text);
        (i, j) = (i.saturating_sub(up), j.saturating_sub(back));
        steps.push(match way {
            Way::Diagonal if is_same => Step::Same(i, j),
            Way::Diagonal => Step::Changed(i, j),
            Way::Left => Step::Left(i),
            Way::Right => Step::Right(j),
            Way::Split => Step::Split(i, j, back),
            Way::Joined => Step::Joined(i, j, up),
        });
    }
    steps.reverse();
    steps
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

    /// The cheapest cost by its definition, from the front.
    fn defined(left: &[Weighted], right: &[Weighted]) -> u64 {
        let width = right.len() + 1;
        let mut costs = vec![u64::MAX; (left.len() + 1) * width];
        costs[0] = 0;
        for i in 0..=left.len() {
            for j in 0..width {
                let here = costs[i * width + j];
                let mut reach = |up: usize, back: usize, price: u64| {
                    if i + up <= left.len() && j + back <= right.len() {
                        let cell = &mut costs[(i + up) * width + j + back];
                        *cell = (*cell).min(here + price);
                    }
                };
                let (l, r) = (left.get(i), right.get(j));
                if let Some(l) = l {
                    reach(1, 0, u64::from(l.weight));
                }
                if let Some(r) = r {
                    reach(0, 1, u64::from(r.weight));
                }
                if let (Some(l), Some(r)) = (l, r) {
                    reach(1, 1, price(l, r));
                    let is_run = |whole: &Weighted, parts: &[Weighted]| {
                        let joined: String = parts.iter().map(|part| part.token.text.as_str()).collect();
                        whole.may_be_compound() && whole.token.text == joined
                    };
                    for parts in 2..=MOST_PARTS.min(right.len() - j) {
                        if is_run(l, &right[j..j + parts]) {
                            reach(1, parts, 0);
                        }
                    }
                    for parts in 2..=MOST_PARTS.min(left.len() - i) {
                        if is_run(r, &left[i..i + parts]) {
                            reach(parts, 1, 0);
                        }
                    }
                }
            }
        }
        costs[costs.len() - 1]
    }

    /// Sequences rich in repeated words, near words and compounds.
    fn sequence() -> impl Strategy<Value = Vec<Weighted>> {
        proptest::collection::vec(("[ابپ]{1,6}", prop_oneof![Just(CONTENT), Just(500)]), 0..9).prop_map(
            |words| {
                let word = |(text, weight): (String, u32)| {
                    weighted(&text).into_iter().map(move |word| Weighted::new(word.token, weight))
                };
                words.into_iter().flat_map(word).collect()
            },
        )
    }

    proptest! {
        #[test]
        fn the_cost_is_the_cheapest_and_what_the_steps_cost(a in sequence(), b in sequence()) {
            let (cost, steps) = align(&a, &b);
            prop_assert_eq!(cost, defined(&a, &b));
            let of_step = |step: &Step| match *step {
                Step::Changed(i, j) => price(&a[i], &b[j]),
                Step::Left(i) => u64::from(a[i].weight),
                Step::Right(j) => u64::from(b[j].weight),
                Step::Same(..) | Step::Split(..) | Step::Joined(..) => 0,
            };
            prop_assert_eq!(cost, steps.iter().map(of_step).sum::<u64>());
            prop_assert_eq!(align(&a, &a).0, 0);
        }

        #[test]
        fn the_turned_question_has_the_turned_steps(a in sequence(), b in sequence()) {
            let (mut there, mut back) = (align(&a, &b), align(&b, &a));
            back.1.iter_mut().for_each(|step| *step = turned(*step));
            for steps in [&mut there.1, &mut back.1] {
                for run in steps.chunk_by_mut(|a, b| is_lone(a) && is_lone(b)) {
                    run.sort_by_key(|step| matches!(step, Step::Left(_)));
                }
            }
            prop_assert_eq!(there, back);
        }

        #[test]
        fn steps_cover_both_sides_in_order(a in sequence(), b in sequence()) {
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
    fn short_words_and_numbers_are_no_compounds() {
        for (whole, parts) in [("نفت", "ن فت"), ("۱۴۰۵", "۱۴ ۰۵")] {
            assert_eq!(align(&weighted(whole), &weighted(parts)).0, 2 * u64::from(CONTENT), "{whole}");
        }
    }

    #[test]
    fn a_near_word_costs_half_of_another() {
        let cost = |a: &str, b: &str| align(&weighted(a), &weighted(b)).0;
        assert_eq!(cost("کارگران آمدند", "کارگرها آمدند"), 500);
        assert_eq!(cost("کارگران آمدند", "زنان آمدند"), 1000);
        assert_eq!(cost("کارگران آمدند", "کارگران نیامدند"), 1000);
        assert_eq!(cost("بند ۱۴۰۴", "بند ۱۴۰۵"), 1000);
    }
}
