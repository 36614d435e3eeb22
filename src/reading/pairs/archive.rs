//! TMX files in a ZIP archive (PKWARE APPNOTE 6.3.10), read from where they stand: no path of an archive is ever
//! written, members are streamed, everything is bounded.
//!
//! The `zip` crate reads the directory; members are unpacked with the same `flate2` as `.tmx.gz`. Not done: archives
//! in archives, encrypted members, other methods than store and deflate.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use flate2::Crc;
use flate2::read::{DeflateDecoder, MultiGzDecoder};
use zip::{CompressionMethod, ZipArchive};

use crate::failure::{Failure, Result};

/// First bytes of an archive: of its first member, or of the directory of an empty one.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// The most TMX members of an archive: tools write one for each memory or each document of a project.
const MOST_MEMBERS: usize = 1000;

/// The largest member, unpacked: 8 GiB are some ten million units.
const MOST_BYTES: u64 = 8 << 30;

/// How many times its size a member may unpack to. TMX of short units packs 20 to 40 fold, deflate's most is 1032.
const MOST_RATIO: u64 = 200;

/// What any member may unpack to, whatever its size: as much is read in a second.
const FREE_BYTES: u64 = 64 << 20;

/// Whether a file that begins so is an archive.
pub(super) fn is_archive(head: &[u8]) -> bool {
    MAGIC.iter().any(|magic| head.starts_with(magic))
}

/// What is in an archive.
pub(super) struct Contents {
    /// TMX by name, in the order of the directory, with its name.
    pub(super) memories: Vec<(String, Found)>,
    /// Names of what is no TMX.
    pub(super) others: Vec<String>,
}

/// A member that is TMX by its name.
pub(super) enum Found {
    /// It can be read.
    Readable(Member),
    /// It cannot, and why.
    Refused(String),
}

/// Reads the directory of an archive.
///
/// # Errors
/// It is damaged, its members overlap, or it has too many.
pub(super) fn contents(path: &Path, file: File) -> Result<Contents> {
    let name = path.display().to_string();
    let refused = |why: &dyn std::fmt::Display| Failure::archive(&name, why);
    let length = file.metadata().map_err(|error| Failure::unreadable(path, &error))?.len();
    let file = Rc::new(file);
    let shared = Shared { file: Rc::clone(&file), at: 0 };
    let mut archive = ZipArchive::new(BufReader::new(shared)).map_err(|error| refused(&error))?;
    let mut contents = Contents { memories: Vec::new(), others: Vec::new() };
    let mut packed = 0u64;
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(|error| refused(&error))?;
        let name = name_of(member.name_raw(), member.name().ok());
        packed = packed.saturating_add(member.compressed_size());
        if member.is_dir() {
            continue;
        }
        let lower = name.to_ascii_lowercase();
        // What macOS puts beside each file holds its icon, not its text.
        if lower.starts_with("__macosx/") || !(lower.ends_with(".tmx") || lower.ends_with(".tmx.gz")) {
            contents.others.push(name);
            continue;
        }
        let found = match (member.encrypted(), member.compression(), member.data_start()) {
            (true, ..) => Found::Refused("it is encrypted".to_owned()),
            (_, method @ (CompressionMethod::Stored | CompressionMethod::Deflated), Some(start)) => {
                Found::Readable(Member {
                    file: Rc::clone(&file),
                    start,
                    packed: member.compressed_size(),
                    checksum: member.crc32(),
                    is_deflated: method == CompressionMethod::Deflated,
                    is_gzip: lower.ends_with(".gz"),
                })
            }
            (_, method, _) => Found::Refused(format!("it is packed by {method}, not by deflate")),
        };
        contents.memories.push((name, found));
    }
    if contents.memories.len() > MOST_MEMBERS {
        return Err(refused(&format!("it holds more than {MOST_MEMBERS} TMX files")));
    }
    if packed > length {
        return Err(refused(&"its members overlap, as only an archive made to do harm has them"));
    }
    if archive.has_duplicate_names() {
        return Err(refused(&"two of its members have one name"));
    }
    Ok(contents)
}

/// The name of a member: UTF-8 whether it says so or not, else what the archive says it is.
fn name_of(raw: &[u8], told: Option<Cow<'_, str>>) -> String {
    let name = std::str::from_utf8(raw).ok().map(Cow::Borrowed).or(told);
    name.unwrap_or_else(|| String::from_utf8_lossy(raw)).replace('\\', "/")
}

/// A member that can be read, and read again.
#[derive(Debug)]
pub(super) struct Member {
    file: Rc<File>,
    start: u64,
    packed: u64,
    checksum: u32,
    is_deflated: bool,
    is_gzip: bool,
}

impl Member {
    /// Bytes it takes in the archive.
    pub(super) fn packed(&self) -> u64 {
        self.packed
    }

    /// Its content from the beginning; what is read of the archive goes through `watch`.
    pub(super) fn open(&self, watch: impl FnOnce(Box<dyn Read>) -> Box<dyn Read>) -> Box<dyn Read> {
        let shared = Shared { file: Rc::clone(&self.file), at: self.start };
        let packed = watch(Box::new(shared.take(self.packed)));
        let unpacked: Box<dyn Read> =
            if self.is_deflated { Box::new(DeflateDecoder::new(packed)) } else { packed };
        let whole =
            Checked { inner: Bounded::new(unpacked, self.packed), crc: Crc::new(), expected: self.checksum };
        if self.is_gzip {
            return Box::new(Bounded::new(MultiGzDecoder::new(BufReader::new(whole)), self.packed));
        }
        Box::new(whole)
    }
}

/// A file several readers share, each with its own place.
struct Shared {
    file: Rc<File>,
    at: u64,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.as_ref();
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        // The end and the place of others are not this reader's.
        let to = if let SeekFrom::Current(by) = to {
            SeekFrom::Start(self.at.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?)
        } else {
            to
        };
        self.at = self.file.as_ref().seek(to)?;
        Ok(self.at)
    }
}

/// A reader that fails when what is unpacked grows out of proportion.
pub(super) struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R> Bounded<R> {
    /// Bounds what `packed` bytes unpack to.
    pub(super) fn new(inner: R, packed: u64) -> Bounded<R> {
        Bounded { inner, left: packed.saturating_mul(MOST_RATIO).clamp(FREE_BYTES, MOST_BYTES) }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return Err(invalid("it unpacks to far more than any memory does")),
        }
        Ok(read)
    }
}

/// A reader that fails at the end when the bytes were not those that were packed.
struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.crc.update(buffer.get(..read).unwrap_or_default());
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(invalid("its checksum is wrong: the archive is damaged"));
        }
        Ok(read)
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
