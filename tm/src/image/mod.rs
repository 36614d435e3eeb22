//! Named columns of numbers in one run of bytes that is used where it lies: a file in memory, or a memory map of it.
//!
//! Nothing is read on opening but a head of a few KiB. All else is divided into blocks, each with a checksum that is
//! compared when the block is first touched; the checksums are divided into groups with a checksum each in the head, and
//! the head has one of its own. So a byte that was changed anywhere is found before it is used, or never used. What is
//! damaged reads as zero or as nothing, and [`Image::is_damaged`] tells afterwards that an answer is not to be trusted.
//!
//! # Layout
//!
//! All numbers are little-endian, all places multiples of a block.
//!
//! | part | content |
//! |---|---|
//! | head | [`MAGIC`], version of the layout, bytes of the stamp, number of sections, of blocks; checksum of the head; stamp; table of sections; checksums of the groups |
//! | checksums | one for each block of data |
//! | data | the sections |
//!
//! The checksums are XXH3 of 64 bits: they find damage, not malice. Whoever may write to the file can make it say anything
//! that its numbers can say; nothing but numbers is taken from it.

mod layout;
#[cfg(test)]
mod tests;
mod write;

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use bytemuck::Pod;
use thiserror::Error;
use xxhash_rust::xxh3::xxh3_64;

use layout::{BLOCK, GROUP, Head};
pub use layout::{MAGIC, VERSION};
pub use write::{Buffer, Writer};

/// What a column may consist of.
pub trait Number: Pod {}

impl Number for u8 {}
impl Number for u16 {}
impl Number for u32 {}
impl Number for u64 {}
impl Number for i64 {}
impl Number for [u32; 2] {}
impl Number for [u64; 2] {}
impl Number for [u64; 4] {}

/// Why bytes are no image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ImageError {
    /// They are something else.
    #[error("it is no index of this program")]
    Foreign,
    /// Another version of the program wrote them.
    #[error("another version of this program wrote it (layout {found})")]
    OtherVersion {
        /// The layout they have.
        found: u32,
    },
    /// Their end is missing, or something stands behind it.
    #[error("it is not as long as it says")]
    Truncated,
    /// The head is not what was written.
    #[error("its head is damaged")]
    Damaged,
    /// Numbers are not stored here as they stand in memory: the machine is big-endian, or the bytes do not begin at a
    /// multiple of eight.
    #[error("it cannot be used in place on this computer")]
    Unaligned,
}

/// Columns of numbers in `bytes`.
pub struct Image<B> {
    bytes: B,
    head: Head,
    checks: Checks,
}

impl<B: AsRef<[u8]>> Image<B> {
    /// Reads the head.
    ///
    /// # Errors
    /// All of [`ImageError`].
    pub fn open(bytes: B) -> Result<Image<B>, ImageError> {
        let head = Head::read(bytes.as_ref())?;
        let checks = Checks::new(&head, false);
        Ok(Image { bytes, head, checks })
    }

    /// The image of what [`Writer::to_buffer`] has just made and that needs no checking.
    ///
    /// # Errors
    /// [`ImageError::Unaligned`] on a big-endian computer.
    pub fn of_built(bytes: B) -> Result<Image<B>, ImageError> {
        let head = Head::read(bytes.as_ref())?;
        let checks = Checks::new(&head, true);
        Ok(Image { bytes, head, checks })
    }

    /// What the writer stamped it with.
    pub fn stamp(&self) -> &[u8] {
        self.bytes.as_ref().get(self.head.stamp.clone()).unwrap_or_default()
    }

    /// Bytes of the whole.
    pub fn bytes(&self) -> usize {
        self.bytes.as_ref().len()
    }

    /// The column of this name; one that was not written or not with these numbers is empty, and that is damage.
    pub fn column<T: Number>(&self, name: &str) -> Column<'_, T> {
        let bytes = self.bytes.as_ref();
        let section = self.head.sections.iter().find(|section| section.is_named(name));
        let values = section
            .filter(|section| section.width as usize == size_of::<T>())
            .and_then(|section| bytes.get(section.place.clone()))
            .and_then(|found| bytemuck::try_cast_slice(found).ok());
        if values.is_none() {
            self.checks.note();
        }
        let start = section.map_or(0, |section| section.place.start.saturating_sub(self.head.data));
        Column { values: values.unwrap_or_default(), start, bytes, head: &self.head, checks: &self.checks }
    }

    /// Whether anything was touched that is not what was written.
    pub fn is_damaged(&self) -> bool {
        self.checks.damaged.load(Ordering::Relaxed)
    }

    /// Compares every checksum; whether all is as it was written.
    pub fn verify(&self) -> bool {
        let blocks = 0..self.head.blocks;
        let sound = blocks.into_iter().all(|block| self.checks.touch(&self.head, self.bytes.as_ref(), block));
        sound && !self.is_damaged()
    }
}

impl<B> fmt::Debug for Image<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image").field("head", &self.head).finish_non_exhaustive()
    }
}

/// Numbers that are checked when they are first touched.
#[derive(Debug, Clone, Copy)]
pub struct Column<'i, T> {
    values: &'i [T],
    /// Where it begins, in bytes from the beginning of the data.
    start: usize,
    bytes: &'i [u8],
    head: &'i Head,
    checks: &'i Checks,
}

impl<'i, T: Number> Column<'i, T> {
    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The number at `place`; zero where there is none or it is damaged.
    #[inline]
    pub fn get(&self, place: usize) -> T {
        match self.values.get(place) {
            Some(value) if self.is_sound(place, place + 1) => *value,
            _ => T::zeroed(),
        }
    }

    /// The numbers at these places; none where not all of them are there and sound.
    #[inline]
    pub fn slice(&self, places: Range<usize>) -> &'i [T] {
        match self.values.get(places.clone()) {
            Some(values) if values.is_empty() || self.is_sound(places.start, places.end) => values,
            _ => &[],
        }
    }

    /// All of them; none where any is damaged.
    pub fn all(&self) -> &'i [T] {
        self.slice(0..self.len())
    }

    #[inline]
    fn is_sound(&self, start: usize, end: usize) -> bool {
        let first = (self.start + start * size_of::<T>()) / BLOCK;
        let last = (self.start + end * size_of::<T>() - 1) / BLOCK;
        (first..=last)
            .all(|block| self.checks.is_known(block) || self.checks.touch(self.head, self.bytes, block))
    }
}

/// Which blocks were compared and found sound: a bit each.
#[derive(Debug)]
struct Checks {
    blocks: Box<[AtomicU64]>,
    groups: Box<[AtomicU64]>,
    damaged: AtomicBool,
}

impl Checks {
    fn new(head: &Head, known: bool) -> Checks {
        let bits = |count: usize| -> Box<[AtomicU64]> {
            let all = if known { u64::MAX } else { 0 };
            (0..count.div_ceil(64)).map(|_| AtomicU64::new(all)).collect()
        };
        Checks { blocks: bits(head.blocks), groups: bits(head.groups()), damaged: AtomicBool::new(false) }
    }

    #[inline]
    fn is_known(&self, block: usize) -> bool {
        is_set(&self.blocks, block)
    }

    fn note(&self) {
        self.damaged.store(true, Ordering::Relaxed);
    }

    /// Compares a block, and the group its checksum is in, if they were not compared yet.
    #[cold]
    fn touch(&self, head: &Head, bytes: &[u8], block: usize) -> bool {
        let group = block / GROUP;
        let is_sound = is_set(&self.groups, group)
            || head.group_sum(bytes, group) == head.group(bytes, group).map(xxh3_64);
        let expected = head.block_sum(bytes, block);
        if is_sound && expected.is_some() && expected == head.block(bytes, block).map(xxh3_64) {
            set(&self.groups, group);
            set(&self.blocks, block);
            return true;
        }
        self.note();
        false
    }
}

#[inline]
fn is_set(bits: &[AtomicU64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|part| part.load(Ordering::Relaxed) >> (at % 64) & 1 == 1)
}

fn set(bits: &[AtomicU64], at: usize) {
    if let Some(part) = bits.get(at / 64) {
        part.fetch_or(1 << (at % 64), Ordering::Relaxed);
    }
}
