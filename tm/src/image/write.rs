//! Writing an image, into a file or into memory.

use std::io::{self, Write};

use xxhash_rust::xxh3::xxh3_64;

use super::Number;
use super::layout::{
    ALIGNMENT, BLOCK, ENTRY, FIXED, GROUP, MAGIC, SUM, VERSION, blocks_of, padded, places, sum,
};

/// Collects the columns of an image.
#[derive(Debug, Default)]
pub struct Writer<'s> {
    sections: Vec<(&'static str, u32, &'s [u8])>,
}

impl<'s> Writer<'s> {
    /// A writer without columns.
    pub fn new() -> Writer<'s> {
        Writer::default()
    }

    /// Adds a column; its name has 16 bytes at most and is given once.
    pub fn add<T: Number>(&mut self, name: &'static str, numbers: &'s [T]) {
        debug_assert!(name.len() <= super::layout::NAME && !self.sections.iter().any(|(n, ..)| *n == name));
        self.sections.push((name, size_of::<T>() as u32, bytemuck::cast_slice(numbers)));
    }

    /// Bytes of the image with a stamp of so many bytes.
    pub fn bytes(&self, stamp: usize) -> usize {
        places(stamp, self.sections.len(), self.blocks()).map_or(0, |[.., end]| end)
    }

    /// Writes the image: the head and the checksums, then the columns.
    ///
    /// # Errors
    /// What `out` says; and [`io::ErrorKind::Unsupported`] on a big-endian computer or for more than it can address.
    pub fn write(&self, stamp: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let unsupported = || io::Error::from(io::ErrorKind::Unsupported);
        if cfg!(target_endian = "big") {
            return Err(unsupported());
        }
        let blocks = self.blocks();
        let parts = places(stamp.len(), self.sections.len(), blocks).ok_or_else(unsupported)?;
        let sums = self.sums(blocks);
        out.write_all(&self.head(stamp, blocks, parts, &sums))?;
        out.write_all(bytemuck::cast_slice(&sums))?;
        self.each_block(&mut |block| out.write_all(block))
    }

    /// The image in memory.
    pub fn to_buffer(&self, stamp: &[u8]) -> Buffer {
        let mut buffer = Buffer { words: vec![0; self.bytes(stamp.len()).div_ceil(8)], length: 0 };
        // Writing to memory cannot fail; what could not be written at all would be refused on opening.
        let _ = self.write(stamp, &mut buffer);
        buffer
    }

    fn blocks(&self) -> usize {
        blocks_of(self.sections.iter().map(|(_, _, bytes)| bytes.len().next_multiple_of(ALIGNMENT)).sum())
    }

    /// Visits the data block by block, the last one filled up with zeros.
    fn each_block(&self, visit: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let mut block = Vec::with_capacity(BLOCK);
        for (_, _, bytes) in &self.sections {
            let mut rest = *bytes;
            while let Some((part, behind)) = rest.split_at_checked((BLOCK - block.len()).min(rest.len())) {
                rest = behind;
                block.extend_from_slice(part);
                if rest.is_empty() {
                    block.resize(block.len().next_multiple_of(ALIGNMENT), 0);
                }
                if block.len() == BLOCK {
                    visit(&block)?;
                    block.clear();
                }
                if rest.is_empty() {
                    break;
                }
            }
        }
        if block.is_empty() {
            return Ok(());
        }
        block.resize(BLOCK, 0);
        visit(&block)
    }

    /// Checksums of the blocks, filled up with zeros to whole groups.
    fn sums(&self, blocks: usize) -> Vec<u64> {
        let mut sums = Vec::with_capacity(blocks.next_multiple_of(GROUP));
        let _ = self.each_block(&mut |block| {
            sums.push(xxh3_64(block).to_le());
            Ok(())
        });
        sums.resize(blocks.next_multiple_of(GROUP), 0);
        sums
    }

    fn head(&self, stamp: &[u8], blocks: usize, parts: [usize; 4], sums: &[u64]) -> Vec<u8> {
        let [_, length, ..] = parts;
        let mut head = Vec::with_capacity(length);
        head.extend_from_slice(&MAGIC);
        for number in [VERSION, stamp.len() as u32, self.sections.len() as u32, 0] {
            head.extend_from_slice(&number.to_le_bytes());
        }
        head.extend_from_slice(&(blocks as u64).to_le_bytes());
        head.resize(FIXED, 0);
        head.extend_from_slice(stamp);
        head.resize(FIXED + stamp.len().next_multiple_of(8), 0);
        self.add_table(&mut head);
        for group in sums.chunks(GROUP) {
            head.extend_from_slice(&xxh3_64(bytemuck::cast_slice(group)).to_le_bytes());
        }
        head.resize(length, 0);
        let total = sum(&head).to_le_bytes();
        head.iter_mut().skip(SUM.start).zip(total).for_each(|(to, from)| *to = from);
        head
    }

    fn add_table(&self, head: &mut Vec<u8>) {
        let mut start = 0;
        for (name, width, bytes) in &self.sections {
            let end = head.len() + ENTRY;
            head.extend_from_slice(&padded(name));
            head.extend_from_slice(&u64::from(*width).to_le_bytes());
            head.extend_from_slice(&(start as u64).to_le_bytes());
            head.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            debug_assert_eq!(head.len(), end);
            start += bytes.len().next_multiple_of(ALIGNMENT);
        }
    }
}

/// Bytes that begin at a multiple of eight, so that numbers can be used where they stand.
#[derive(Debug, Default)]
pub struct Buffer {
    words: Vec<u64>,
    /// Bytes in use.
    length: usize,
}

impl Buffer {
    /// A copy of bytes that may lie anywhere.
    pub fn copy(bytes: &[u8]) -> Buffer {
        let mut buffer = Buffer { words: vec![0; bytes.len().div_ceil(8)], length: 0 };
        let _ = buffer.write(bytes);
        buffer
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        bytemuck::cast_slice(&self.words).get(..self.length).unwrap_or_default()
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let end = self.length + bytes.len();
        if self.words.len() * 8 < end {
            self.words.resize(end.div_ceil(8), 0);
        }
        let place: &mut [u8] = bytemuck::cast_slice_mut(&mut self.words);
        if let Some(place) = place.get_mut(self.length..end) {
            place.copy_from_slice(bytes);
        }
        self.length = end;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
