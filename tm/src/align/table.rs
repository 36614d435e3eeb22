//! What is known of pairs of stems, and where each pair of words of a sentence pair finds it.

use super::sentence::Pair;

/// A number for each direction: of the target stem, given the source stem; and of the source stem, given the target stem.
pub(super) type Both = [f32; 2];

/// Probabilities of pairs of stems that met, in the order they met.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    stems: Vec<(u32, u32)>,
    pub(super) values: Vec<Both>,
    /// Where the pairs of each source stem begin in `targets` and `places`, and where the last end.
    starts: Vec<u32>,
    targets: Vec<u32>,
    places: Vec<u32>,
}

impl Table {
    /// The pairs of stems of some sentences, with nothing known of them. Of each cell of all sentences its place is set.
    pub(super) fn new(cells: &mut [Cells<'_>], (sources, targets): (usize, usize)) -> Table {
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
    pub(super) fn of(&self, source: u32) -> impl Iterator<Item = (u32, Both)> + '_ {
        let at = |place: usize| self.starts.get(place).map_or(0, |start| *start as usize);
        let range = at(source as usize)..at(source as usize + 1);
        let targets = self.targets.get(range.clone()).unwrap_or_default();
        let values = self.places.get(range).unwrap_or_default().iter().map(|place| self.at(*place));
        targets.iter().copied().zip(values)
    }

    pub(super) fn at(&self, place: u32) -> Both {
        self.values.get(place as usize).copied().unwrap_or_default()
    }

    /// Counts become probabilities given the other stem, of so many source and target stems.
    pub(super) fn normalise(&mut self, smoothing: f32, (sources, targets): (usize, usize)) {
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
pub(super) struct Cells<'p> {
    pub(super) pair: &'p Pair,
    pub(super) sources: Vec<u32>,
    pub(super) targets: Vec<u32>,
    pub(super) places: Vec<u32>,
}

impl Cells<'_> {
    /// Whether a pair of the same texts has the same words.
    pub(super) fn are_of(&self, pair: &Pair) -> bool {
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
