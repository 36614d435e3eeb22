//! Learning: IBM model 1 over stems, in both directions at once.

use std::cmp::Ordering;

use super::links::{Grid, Links};
use super::sentence::{Pair, Sentence};
use super::word::{ByLetters, Letters};

/// How a model learns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Passes over the pairs.
    pub rounds: usize,
    /// The share of a word's probability that it stands for nothing, before anything is known. A word that was looked for
    /// stands in all pairs that are learnt from, as the empty word does: with a share of 0.3 the empty word took from it two
    /// of three renderings there are (scripture and news, words of up to 500 pairs: 38 and 31 of a hundred found, with 0.05
    /// 75 and 78, of which 95 and 96 right); for phrases that stand once or twice it makes no difference.
    pub nothing: f32,
    /// Counts added to every pair of words (Moore, *Improving IBM Word-Alignment Model 1*, ACL 2004, section 4.1): keeps
    /// a rare word from standing for everything beside it.
    pub smoothing: f32,
    /// Most pairs of words that are looked at, over all sentences; bounds memory at 4 bytes for each. Sentence pairs
    /// beyond are left out, evenly.
    pub most_cells: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { rounds: 6, nothing: 0.05, smoothing: 0.01, most_cells: 64_000_000 }
    }
}

/// What was learnt: how likely a stem stands for another, in both directions.
#[derive(Debug, Clone)]
pub struct Model<'p> {
    sources: Vocabulary,
    targets: Vocabulary,
    table: Table,
    options: Options,
    /// What it learnt from, ordered by the texts.
    learnt: Vec<Cells<'p>>,
}

/// Number of the empty word in both vocabularies.
const NOTHING: u32 = 0;

#[derive(Debug, Clone, Default)]
struct Vocabulary(ByLetters<Letters, u32>);

impl Vocabulary {
    fn learn(&mut self, sentence: &Sentence) -> Vec<u32> {
        let mut number = |stem: &Letters| {
            let next = self.0.len() as u32 + 1;
            match self.0.get(stem) {
                Some(known) => *known,
                None => *self.0.entry(stem.clone()).or_insert(next),
            }
        };
        let words = sentence.content().map(|word| number(&word.form.stem));
        std::iter::once(NOTHING).chain(words).collect()
    }

    /// The empty word, then the words of the sentence; nothing for those never seen.
    fn read(&self, sentence: &Sentence) -> Vec<Option<u32>> {
        let words = sentence.content().map(|word| self.0.get(&word.form.stem).copied());
        std::iter::once(Some(NOTHING)).chain(words).collect()
    }
}

/// A number for each direction: of the target stem, given the source stem; and of the source stem, given the target stem.
type Both = [f32; 2];

/// Probabilities of pairs of stems that met, in the order they met.
#[derive(Debug, Clone, Default)]
struct Table {
    stems: Vec<(u32, u32)>,
    values: Vec<Both>,
    /// Where the pairs of each source stem begin in `targets` and `places`, and where the last end.
    starts: Vec<u32>,
    targets: Vec<u32>,
    places: Vec<u32>,
}

impl Table {
    /// The pairs of stems of some sentences, with nothing known of them. Of each cell of all sentences its place is set.
    fn new(cells: &mut [Cells<'_>], (sources, targets): (usize, usize)) -> Table {
        let mut table = Table::default();
        table.group(cells, (sources, targets));
        table.places = vec![u32::MAX; table.targets.len()];
        for Cells { sources, targets, places: cells, .. } in cells {
            for (source, row) in sources.iter().zip(cells.chunks_mut(targets.len())) {
                for (target, cell) in targets.iter().zip(row) {
                    let Some(place) = table.places.get_mut(*cell as usize) else { continue };
                    if *place == u32::MAX {
                        *place = table.stems.len() as u32;
                        table.stems.push((*source, *target));
                    }
                    *cell = *place;
                }
            }
        }
        table.values = vec![[1.0; 2]; table.stems.len()];
        table
    }

    /// Finds the target stems that each source stem meets, one source stem after the other: so no pair is looked up. Of each
    /// cell its place among them is set.
    fn group(&mut self, cells: &mut [Cells<'_>], (sources, targets): (usize, usize)) {
        let rows = Rows::new(cells, sources);
        // Which source stem a target stem met last, and its place there.
        let mut met: Vec<(u32, u32)> = vec![(u32::MAX, 0); targets];
        for source in 0..sources as u32 {
            self.starts.push(self.targets.len() as u32);
            for (sentence, row) in rows.of(source) {
                let Some(cells) = cells.get_mut(*sentence as usize) else { continue };
                let own = cells.places.iter_mut().skip(*row as usize * cells.targets.len());
                for (cell, target) in own.zip(&cells.targets) {
                    let Some((last, place)) = met.get_mut(*target as usize) else { continue };
                    if *last != source {
                        (*last, *place) = (source, self.targets.len() as u32);
                        self.targets.push(*target);
                    }
                    *cell = *place;
                }
            }
        }
        self.starts.push(self.targets.len() as u32);
    }

    /// What a source stem met: the target stems and the values.
    fn of(&self, source: u32) -> impl Iterator<Item = (u32, Both)> + '_ {
        let at = |place: usize| self.starts.get(place).map_or(0, |start| *start as usize);
        let range = at(source as usize)..at(source as usize + 1);
        let targets = self.targets.get(range.clone()).unwrap_or_default();
        let values = self.places.get(range).unwrap_or_default().iter().map(|place| self.at(*place));
        targets.iter().copied().zip(values)
    }

    fn at(&self, place: u32) -> Both {
        self.values.get(place as usize).copied().unwrap_or_default()
    }

    /// Counts become probabilities given the other stem, of so many source and target stems.
    fn normalise(&mut self, smoothing: f32, (sources, targets): (usize, usize)) {
        let mut forward = vec![smoothing * targets as f32; sources + 1];
        let mut backward = vec![smoothing * sources as f32; targets + 1];
        for ((source, target), [there, back]) in self.stems.iter().zip(&self.values) {
            if let (Some(own), Some(other)) =
                (forward.get_mut(*source as usize), backward.get_mut(*target as usize))
            {
                *own += there;
                *other += back;
            }
        }
        let share = |count: f32, totals: &[f32], stem: u32| {
            let total = totals.get(stem as usize).copied().unwrap_or(1.0);
            (count + smoothing) / total.max(f32::MIN_POSITIVE)
        };
        for ((source, target), [there, back]) in self.stems.iter().zip(&mut self.values) {
            *there = share(*there, &forward, *source);
            *back = share(*back, &backward, *target);
        }
    }
}

/// A sentence pair that is learnt from: its stems, the empty ones first, and for every pair of them, row by row, its place in
/// the table.
#[derive(Debug, Clone)]
struct Cells<'p> {
    pair: &'p Pair,
    sources: Vec<u32>,
    targets: Vec<u32>,
    places: Vec<u32>,
}

impl Cells<'_> {
    /// Whether a pair of the same texts has the same words.
    fn are_of(&self, pair: &Pair) -> bool {
        self.pair.source.words == pair.source.words && self.pair.target.words == pair.target.words
    }
}

/// In which sentences each source stem stands, and in which rows of them.
struct Rows {
    starts: Vec<u32>,
    rows: Vec<(u32, u32)>,
}

impl Rows {
    fn new(cells: &[Cells<'_>], sources: usize) -> Rows {
        let mut starts = vec![0u32; sources + 1];
        let mut count = |source: u32| {
            if let Some(next) = starts.get_mut(source as usize + 1) {
                *next += 1;
            }
        };
        cells.iter().flat_map(|cells| &cells.sources).for_each(|source| count(*source));
        let mut sum = 0;
        starts.iter_mut().for_each(|start| {
            sum += *start;
            *start = sum;
        });
        let mut free = starts.clone();
        let mut rows = vec![(0, 0); sum as usize];
        for (sentence, cells) in (0..).zip(cells) {
            for (row, source) in (0..).zip(&cells.sources) {
                let Some(place) = free.get_mut(*source as usize) else { continue };
                if let Some(slot) = rows.get_mut(*place as usize) {
                    *slot = (sentence, row);
                }
                *place += 1;
            }
        }
        Rows { starts, rows }
    }

    fn of(&self, source: u32) -> &[(u32, u32)] {
        let at = |place: usize| self.starts.get(place).map_or(0, |start| *start as usize);
        self.rows.get(at(source as usize)..at(source as usize + 1)).unwrap_or_default()
    }
}

impl<'p> Model<'p> {
    /// Learns from pairs; the same pairs give the same model in whatever order they come.
    pub fn train(pairs: impl IntoIterator<Item = &'p Pair>, options: Options) -> Model<'p> {
        let kept = bounded(pairs.into_iter().collect(), options.most_cells);
        let (mut sources, mut targets) = (Vocabulary::default(), Vocabulary::default());
        let cells = kept.into_iter().map(|pair| {
            let (own, other) = (sources.learn(&pair.source), targets.learn(&pair.target));
            Cells { pair, places: vec![0; own.len() * other.len()], sources: own, targets: other }
        });
        let mut cells: Vec<Cells<'_>> = cells.collect();
        // With the empty words.
        let table = Table::new(&mut cells, (sources.0.len() + 1, targets.0.len() + 1));
        let mut model = Model { sources, targets, table, options, learnt: cells };
        let (mut grid, mut counts) = (Grid::default(), Vec::new());
        for _ in 0..options.rounds {
            model.learn(&mut grid, &mut counts);
        }
        model
    }

    /// How many pairs it learnt from.
    pub fn learnt_from(&self) -> usize {
        self.learnt.len()
    }

    /// How the words of a pair stand for each other.
    pub fn links(&self, pair: &Pair) -> Links {
        let mut grid = Grid::default();
        let learnt = self.learnt.binary_search_by(|cells| by_texts(cells.pair, pair));
        match learnt.ok().and_then(|at| self.learnt.get(at)).filter(|cells| cells.are_of(pair)) {
            Some(cells) => {
                grid.fill(cells.targets.len(), cells.places.iter().map(|place| self.table.at(*place)));
            }
            None => self.look_up(pair, &mut grid),
        }
        grid.share(pair, &self.options);
        Links::new(pair, grid)
    }

    /// What the table says of a pair that was not learnt from.
    fn look_up(&self, pair: &Pair, grid: &mut Grid) {
        let (own, other) = (self.sources.read(&pair.source), self.targets.read(&pair.target));
        // Words that never met may still stand for each other, if nothing else explains them.
        grid.fill(other.len(), std::iter::repeat_n([UNSEEN; 2], own.len() * other.len()));
        // For each target stem its last column plus one, and for each column the one before it with the same stem.
        let mut last: Vec<u32> = vec![0; self.targets.0.len() + 1];
        let before: Vec<u32> = (1..)
            .zip(&other)
            .map(|(column, target)| {
                let slot = target.and_then(|target| last.get_mut(target as usize));
                slot.map_or(0, |slot| std::mem::replace(slot, column))
            })
            .collect();
        for (row, source) in own.iter().enumerate() {
            let Some(source) = source else { continue };
            for (target, value) in self.table.of(*source) {
                let mut column = last.get(target as usize).copied().unwrap_or(0) as usize;
                while let Some(at) = column.checked_sub(1) {
                    grid.set(row * other.len() + at, value);
                    column = before.get(at).copied().unwrap_or(0) as usize;
                }
            }
        }
    }

    /// How likely `source` is rendered as `target`, by both directions: the geometric mean; 0 for words never seen
    /// together.
    pub fn likelihood(&self, source: &str, target: &str) -> f32 {
        let number = |words: &Vocabulary, stem: &str| words.0.get(&Letters::new(stem)).copied();
        let (Some(source), Some(target)) = (number(&self.sources, source), number(&self.targets, target))
        else {
            return 0.0;
        };
        let found = self.table.of(source).find(|(known, _)| *known == target);
        found.map_or(0.0, |(_, [there, back])| (there * back).sqrt())
    }

    /// One pass: what the table says of each pair is counted, and the counts are the new table.
    fn learn(&mut self, grid: &mut Grid, counts: &mut Vec<Both>) {
        counts.clear();
        counts.resize(self.table.values.len(), [0.0; 2]);
        for Cells { pair, targets, places, .. } in &self.learnt {
            grid.fill(targets.len(), places.iter().map(|place| self.table.at(*place)));
            grid.share(pair, &self.options);
            for (place, (there, back)) in places.iter().zip(grid.forward.iter().zip(&grid.backward)) {
                if let Some([forward, backward]) = counts.get_mut(*place as usize) {
                    *forward += there;
                    *backward += back;
                }
            }
        }
        std::mem::swap(&mut self.table.values, counts);
        self.table.normalise(self.options.smoothing, (self.sources.0.len(), self.targets.0.len()));
    }
}

/// Probability of two words that never met: far below any that was learnt from the few pairs a young memory has.
const UNSEEN: f32 = 1e-6;

/// The pairs in an order of their own, every so many left out where they are too many.
fn bounded(mut pairs: Vec<&Pair>, most_cells: usize) -> Vec<&Pair> {
    pairs.retain(|pair| !pair.source.content.is_empty() && !pair.target.content.is_empty());
    pairs.sort_by(|a, b| by_texts(a, b));
    let cells: usize =
        pairs.iter().map(|p| (p.source.content.len() + 1) * (p.target.content.len() + 1)).sum();
    let every = cells.div_ceil(most_cells.max(1)).max(1);
    pairs.into_iter().step_by(every).collect()
}

fn by_texts(a: &Pair, b: &Pair) -> Ordering {
    (&a.source.text, &a.target.text).cmp(&(&b.source.text, &b.target.text))
}
