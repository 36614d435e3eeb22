//! Where everything stands in an image, and whether it can stand there.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::ImageError;

/// The first bytes of every image.
pub const MAGIC: [u8; 8] = *b"tm index";

/// The layout this program reads and writes.
pub const VERSION: u32 = 1;

/// Bytes that have a checksum together: what a disk reads at once, and a checksum takes less than a microsecond of.
pub(super) const BLOCK: usize = 4096;

/// Checksums of blocks that have a checksum together: they fill a block.
pub(super) const GROUP: usize = BLOCK / size_of::<u64>();

/// Magic, version, bytes of the stamp, number of sections, 4 free bytes, number of blocks, checksum.
pub(super) const FIXED: usize = 40;

/// Where the checksum of the head stands; it covers all of the head but itself.
pub(super) const SUM: Range<usize> = 32..40;

/// Name, bytes of a number, 4 free bytes, place in the data, bytes.
pub(super) const ENTRY: usize = NAME + 24;

/// Bytes of a section's name.
pub(super) const NAME: usize = 16;

/// Bytes that a section's place is a multiple of: the longest numbers of a column, and the lines a processor reads.
pub(super) const ALIGNMENT: usize = 64;

/// More sections than any index has: a head that claims more is none.
const MOST_SECTIONS: usize = 1024;

/// More bytes than any stamp has.
const MOST_STAMP: usize = BLOCK;

/// What the head says.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) stamp: Range<usize>,
    pub(super) sections: Vec<Section>,
    pub(super) blocks: usize,
    /// Where the checksums of the groups, those of the blocks, and the data begin.
    group_sums: usize,
    sums: usize,
    pub(super) data: usize,
}

/// A run of numbers.
#[derive(Debug)]
pub(super) struct Section {
    name: [u8; NAME],
    /// Bytes of a number.
    pub(super) width: u32,
    /// Where it stands in the image.
    pub(super) place: Range<usize>,
}

impl Section {
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name == padded(name)
    }
}

/// A name as it stands in the table; what is too long is cut.
pub(super) fn padded(name: &str) -> [u8; NAME] {
    let mut field = [0; NAME];
    field.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
    field
}

/// The next multiple of a block.
pub(super) fn blocks_of(bytes: usize) -> usize {
    bytes.div_ceil(BLOCK)
}

/// Where the parts of an image of this shape begin: checksums of groups, checksums of blocks, data, end.
pub(super) fn places(stamp: usize, sections: usize, blocks: usize) -> Option<[usize; 4]> {
    let group_sums =
        FIXED.checked_add(stamp.next_multiple_of(8))?.checked_add(sections.checked_mul(ENTRY)?)?;
    let groups = blocks.div_ceil(GROUP);
    let sums = group_sums.checked_add(groups.checked_mul(8)?)?.checked_next_multiple_of(BLOCK)?;
    let data = sums.checked_add(groups.checked_mul(BLOCK)?)?;
    Some([group_sums, sums, data, data.checked_add(blocks.checked_mul(BLOCK)?)?])
}

impl Head {
    pub(super) fn read(bytes: &[u8]) -> Result<Head, ImageError> {
        if bytes.get(..MAGIC.len()) != Some(&MAGIC[..]) {
            let is_beginning = MAGIC.starts_with(bytes);
            return Err(if is_beginning { ImageError::Truncated } else { ImageError::Foreign });
        }
        let version = number(bytes, 8, 4).ok_or(ImageError::Truncated)? as u32;
        if version != VERSION {
            return Err(ImageError::OtherVersion { found: version });
        }
        if cfg!(target_endian = "big") || !(bytes.as_ptr() as usize).is_multiple_of(8) {
            return Err(ImageError::Unaligned);
        }
        let field = |at, width| number(bytes, at, width).ok_or(ImageError::Truncated);
        let (stamp, count, blocks) = (field(12, 4)? as usize, field(16, 4)? as usize, field(24, 8)?);
        let blocks = usize::try_from(blocks).map_err(|_| ImageError::Damaged)?;
        if stamp > MOST_STAMP || count > MOST_SECTIONS {
            return Err(ImageError::Damaged);
        }
        let [group_sums, sums, data, end] = places(stamp, count, blocks).ok_or(ImageError::Damaged)?;
        let head = bytes.get(..sums).ok_or(ImageError::Truncated)?;
        if field(SUM.start, 8)? != sum(head) {
            return Err(ImageError::Damaged);
        }
        if bytes.len() != end {
            return Err(ImageError::Truncated);
        }
        let table = FIXED + stamp.next_multiple_of(8);
        let entries = (0..count).map(|n| entry(bytes, table + n * ENTRY, data, end));
        let sections = entries.collect::<Option<_>>().ok_or(ImageError::Damaged)?;
        Ok(Head { stamp: FIXED..FIXED + stamp, sections, blocks, group_sums, sums, data })
    }

    pub(super) fn groups(&self) -> usize {
        self.blocks.div_ceil(GROUP)
    }

    /// The checksums of a group.
    pub(super) fn group<'b>(&self, bytes: &'b [u8], group: usize) -> Option<&'b [u8]> {
        let start = self.sums + group * BLOCK;
        bytes.get(start..start + BLOCK)
    }

    pub(super) fn group_sum(&self, bytes: &[u8], group: usize) -> Option<u64> {
        number(bytes, self.group_sums + group * 8, 8).filter(|_| group < self.groups())
    }

    pub(super) fn block<'b>(&self, bytes: &'b [u8], block: usize) -> Option<&'b [u8]> {
        let start = self.data + block * BLOCK;
        bytes.get(start..start + BLOCK)
    }

    pub(super) fn block_sum(&self, bytes: &[u8], block: usize) -> Option<u64> {
        number(bytes, self.sums + block * 8, 8).filter(|_| block < self.blocks)
    }
}

/// The checksum of a head: of what stands before its place and behind.
pub(super) fn sum(head: &[u8]) -> u64 {
    let before = head.get(..SUM.start).map_or(0, xxh3_64);
    let behind = head.get(SUM.end..).map_or(0, xxh3_64);
    xxh3_64(bytemuck::cast_slice(&[before.to_le(), behind.to_le()]))
}

fn entry(bytes: &[u8], at: usize, data: usize, end: usize) -> Option<Section> {
    let name = bytes.get(at..at + NAME)?.try_into().ok()?;
    let width = number(bytes, at + NAME, 4)? as u32;
    let start = data.checked_add(usize::try_from(number(bytes, at + NAME + 8, 8)?).ok()?)?;
    let stop = start.checked_add(usize::try_from(number(bytes, at + NAME + 16, 8)?).ok()?)?;
    (stop <= end && start.is_multiple_of(ALIGNMENT)).then_some(Section { name, width, place: start..stop })
}

/// The little-endian number of `width` bytes at `at`.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let found = bytes.get(at..at.checked_add(width)?)?;
    Some(found.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}
