//! Bytes in any encoding as a stream of bytes that are UTF-8.

use std::io::{self, Read};

use encoding_rs::DecoderResult;

use super::Encoding;
use super::guess::{self, Utf8Count};

/// Bytes decoded at a time: several reads of a disk block, and it stays in a processor's second-level cache.
pub(super) const CHUNK_BYTES: usize = 1 << 16;

/// Bytes in which an XML declaration must end; it is the first thing in a file and rarely longer than 60.
const DECLARATION_BYTES: usize = 1 << 10;

/// What stands for a broken place in a [`ByteStream`]: a byte that UTF-8 never uses.
const BROKEN: u8 = 0xFF;

/// A stream of bytes that are UTF-8 but for broken places, which its reader has to find: bytes of a file that says
/// it is UTF-8 pass unseen, broken places of other encodings become 0xFF.
#[derive(Debug)]
pub(crate) struct ByteStream<R> {
    input: R,
    /// Bytes read but not yet given out, from `start`.
    raw: Vec<u8>,
    start: usize,
    mode: Mode,
    position: u64,
    at_end: bool,
    looks_like: Option<&'static str>,
}

enum Mode {
    /// Nothing has been read.
    Begin,
    /// All ASCII until now, and what the XML declaration says.
    Undecided(Option<&'static encoding_rs::Encoding>),
    Utf8,
    Table(Encoding, Box<encoding_rs::Decoder>),
    Done(Encoding),
}

impl std::fmt::Debug for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Mode::Begin => "Begin",
            Mode::Undecided(_) => "Undecided",
            Mode::Utf8 => "Utf8",
            Mode::Table(..) => "Table",
            Mode::Done(_) => "Done",
        })
    }
}

impl<R: Read> ByteStream<R> {
    pub(crate) fn new(input: R) -> ByteStream<R> {
        let (raw, mode) = (Vec::new(), Mode::Begin);
        ByteStream { input, raw, start: 0, mode, position: 0, at_end: false, looks_like: None }
    }

    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// The format of the input, when its first bytes are those of one that is no text.
    pub(crate) fn looks_like(&self) -> Option<&'static str> {
        self.looks_like
    }

    pub(crate) fn encoding(&self) -> Encoding {
        match &self.mode {
            Mode::Begin | Mode::Undecided(_) | Mode::Utf8 => Encoding::Utf8,
            Mode::Table(encoding, _) | Mode::Done(encoding) => *encoding,
        }
    }

    /// Writes the next bytes into `out`, which must have room for at least 16; 0 only at the end.
    pub(crate) fn fill(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if matches!(self.mode, Mode::Begin) {
            self.begin()?;
        }
        if let Mode::Undecided(declared) = self.mode {
            let written = self.pass_ascii(out)?;
            if written > 0 || self.at_end && self.waiting().is_empty() {
                return Ok(written);
            }
            self.decide(declared)?;
        }
        match self.mode {
            Mode::Utf8 => self.pass(out),
            Mode::Table(..) => self.decode(out),
            _ => Ok(0),
        }
    }

    fn waiting(&self) -> &[u8] {
        self.raw.get(self.start..).unwrap_or_default()
    }

    /// Reads until `wanted` bytes wait or the input ends.
    fn read_ahead(&mut self, wanted: usize) -> io::Result<()> {
        if self.start > 0 {
            self.raw.drain(..self.start);
            self.start = 0;
        }
        let mut filled = self.raw.len();
        self.raw.resize(wanted.max(filled), 0);
        let mut failed = None;
        while filled < wanted && !self.at_end && failed.is_none() {
            match read_once(&mut self.input, self.raw.get_mut(filled..).unwrap_or_default()) {
                Ok(read) => {
                    filled += read;
                    self.position += read as u64;
                    self.at_end = read == 0;
                }
                Err(error) => failed = Some(error),
            }
        }
        self.raw.truncate(filled);
        failed.map_or(Ok(()), Err)
    }

    fn begin(&mut self) -> io::Result<()> {
        self.read_ahead(DECLARATION_BYTES)?;
        self.looks_like = guess::looks_like_binary(self.waiting());
        let head = self.waiting();
        if let Some((encoding, length)) = guess::byte_order_mark(head) {
            self.start = length;
            self.mode = mode_of(encoding);
            return Ok(());
        }
        let white_or_markup = |byte: &u8| matches!(byte, b'<' | b' ' | b'\t' | b'\r' | b'\n');
        self.mode = match head {
            [a, 0, b, ..] if white_or_markup(a) && *b != 0 => mode_of(Encoding::Utf16Le),
            [0, a, 0, ..] if white_or_markup(a) => mode_of(Encoding::Utf16Be),
            _ => Mode::Undecided(declared(head)),
        };
        Ok(())
    }

    /// Passes on the ASCII before the first other byte.
    fn pass_ascii(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.waiting().is_empty() {
            self.read_ahead(CHUNK_BYTES)?;
        }
        let waiting = self.waiting();
        let ascii = if waiting.is_ascii() {
            waiting.len()
        } else {
            waiting.iter().position(|b| !b.is_ascii()).unwrap_or(waiting.len())
        };
        let written = waiting.get(..ascii).unwrap_or_default().read(out)?;
        self.start += written;
        Ok(written)
    }

    /// Decides by the bytes from the first that is not ASCII; what was declared breaks the tie.
    fn decide(&mut self, declared: Option<&'static encoding_rs::Encoding>) -> io::Result<()> {
        self.read_ahead(CHUNK_BYTES)?;
        let sample = self.waiting();
        self.mode = mode_of(match declared {
            _ if Utf8Count::of(sample).is_utf8() => Encoding::Utf8,
            Some(table) => Encoding::of(table),
            None => guess::single_byte(sample),
        });
        Ok(())
    }

    fn pass(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.start < self.raw.len() {
            let written = self.waiting().read(out)?;
            self.start += written;
            return Ok(written);
        }
        if self.at_end {
            return Ok(0);
        }
        let read = read_once(&mut self.input, out)?;
        self.position += read as u64;
        self.at_end = read == 0;
        Ok(read)
    }

    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.waiting().is_empty() {
                self.read_ahead(CHUNK_BYTES)?;
            }
            let last = self.at_end;
            let Mode::Table(encoding, decoder) = &mut self.mode else { return Ok(0) };
            // One byte is kept for the mark of a broken place.
            let (room, waiting) =
                (out.len().saturating_sub(1), self.raw.get(self.start..).unwrap_or_default());
            let target = out.get_mut(..room).unwrap_or_default();
            let (result, read, mut written) =
                decoder.decode_to_utf8_without_replacement(waiting, target, last);
            self.start += read;
            match result {
                DecoderResult::Malformed(..) => {
                    if let Some(mark) = out.get_mut(written) {
                        *mark = BROKEN;
                        written += 1;
                    }
                }
                DecoderResult::InputEmpty if last => self.mode = Mode::Done(*encoding),
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
            if written > 0 || matches!(self.mode, Mode::Done(_)) {
                return Ok(written);
            }
        }
    }
}

fn mode_of(encoding: Encoding) -> Mode {
    match encoding {
        Encoding::Utf8 => Mode::Utf8,
        _ => Mode::Table(encoding, Box::new(encoding.table().new_decoder_without_bom_handling())),
    }
}

fn read_once(input: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match input.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// The single- or multi-byte encoding an XML declaration names; `None` for none, for Unicode (the bytes show that
/// better) and for ASCII, which these bytes are not when the question comes up.
fn declared(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = head.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = head.iter().position(|b| *b == b'>')?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = rest.get(1..)?.split(quote).next()?.trim().to_ascii_lowercase();
    let table = encoding_rs::Encoding::for_label(label.as_bytes())?;
    let says_little = label.ends_with("ascii") || table.output_encoding() == encoding_rs::UTF_8;
    (!says_little).then_some(table)
}
