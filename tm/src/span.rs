//! Spans that say what they count, end exclusive.

use std::marker::PhantomData;

/// Unicode scalar values: what every offset outside the libraries counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chars {}

/// Bytes of UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bytes {}

/// A half-open range counted in `U` ([`Chars`] or [`Bytes`]).
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span<U> {
    /// First position inside.
    pub start: usize,
    /// First position after.
    pub end: usize,
    unit: PhantomData<U>,
}

impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<U> Copy for Span<U> {}

impl<U> Span<U> {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end, unit: PhantomData }
    }

    /// How many positions it covers.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
