//! Reading: a stream of bytes becomes units.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::TmxError;
use super::assemble;
use super::entities::Entities;
use super::inline;
use super::plain;
use super::prolog::{self, Header};
use super::raw::{Damage, Languages};
use super::record::Record;
use super::source::Source;
use super::split::{Part, Splitter};
use crate::detail::Detail;
use crate::encoding::Encoding;
use crate::lang::Lang;
use crate::skipped::Skipped;
use crate::unit::Unit;

/// A unit and what the file said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line its `tu` begins in, from 1.
    pub line: u64,
    /// Its texts.
    pub unit: Unit,
    /// Everything else; empty for a unit without attributes, notes, props and native codes.
    pub detail: Detail,
}

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadOptions {
    /// The languages of the `tuv` of a unit that name none, in order; a language the unit has already is passed
    /// over, and without one such a text is left out.
    pub assumed: Vec<Lang>,
    /// The longest unit in bytes of UTF-8; a longer one is left out.
    pub unit_bytes: usize,
}

impl Default for ReadOptions {
    /// No language is guessed, units have up to 8 MiB: two texts of the greatest length a unit holds, with room for
    /// codes and notes, and no file makes the reader hold more than a few times that in memory.
    fn default() -> ReadOptions {
        ReadOptions { assumed: Vec::new(), unit_bytes: 8 << 20 }
    }
}

/// Reads the units of a TMX file one by one.
///
/// After [`Reader::new`] nothing is fatal: what is damaged comes as [`Skipped`] in its place, a file cut in the middle
/// gives its whole units and one [`Skipped`]. An input that fails ends the iteration: ask [`Reader::io_error`].
#[derive(Debug)]
pub struct Reader<R> {
    splitter: Splitter<R>,
    options: ReadOptions,
    header: Header,
    entities: Entities,
    languages: Languages,
    /// Made of one `tu` but not yet given out.
    waiting: VecDeque<Result<Entry, Skipped>>,
}

impl<R: Read> Reader<R> {
    /// Reads what stands before the first unit; `input` needs no buffer of its own.
    ///
    /// # Errors
    /// [`TmxError`] when the file is empty, no XML, or XML of another kind; [`TmxError::Io`] when the input fails.
    pub fn new(input: R, options: ReadOptions) -> Result<Reader<R>, TmxError> {
        let mut source = Source::new(input);
        let prolog = loop {
            if let Some(prolog) = read_prolog(&source, options.unit_bytes)? {
                break prolog;
            }
            source.more();
            if let Some(error) = source.take_error() {
                return Err(TmxError::Io(error));
            }
        };
        source.consume(prolog.length);
        let mut reader = Reader {
            splitter: Splitter::new(source, prolog.names, prolog.is_empty, options.unit_bytes),
            options,
            header: Header { version: prolog.version, ..Header::default() },
            entities: prolog.entities,
            languages: Languages::default(),
            waiting: VecDeque::new(),
        };
        reader.read_header();
        reader.splitter.take_error().map_or(Ok(reader), |error| Err(TmxError::Io(error)))
    }

    /// What the file says about itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The encoding, as far as the bytes read until now tell it.
    pub fn encoding(&self) -> Encoding {
        self.splitter.stream().encoding()
    }

    /// Bytes of the input read until now, for progress.
    pub fn position(&self) -> u64 {
        self.splitter.position()
    }

    /// The failure of the input that ended the iteration, if one did.
    pub fn io_error(&self) -> Option<&io::Error> {
        self.splitter.error()
    }

    /// Takes the failure of the input that ended the iteration.
    pub fn take_io_error(&mut self) -> Option<io::Error> {
        self.splitter.take_error()
    }

    /// A header that is damaged costs nothing but itself.
    fn read_header(&mut self) {
        match self.splitter.header() {
            Part::Unit => {
                let expanded = self.entities.expand(self.splitter.unit(), self.splitter.position());
                let header = expanded.map_err(|reason| Damage::new(0, reason));
                match header.and_then(|bytes| Record::new(&bytes, self.splitter.names()).header()) {
                    Ok((attributes, annotations)) => {
                        let source = inline::attribute(&attributes, "srclang");
                        self.header.source = source.and_then(|tag| Lang::parse(tag).ok());
                        (self.header.attributes, self.header.annotations) = (attributes, annotations);
                    }
                    Err(damage) => {
                        let skipped = Skipped::new(self.splitter.line_at(damage.at), damage.reason);
                        self.waiting.push_back(Err(skipped));
                    }
                }
            }
            Part::Damage(skipped) => self.waiting.push_back(Err(skipped)),
            Part::End => {}
        }
    }

    /// Reads the unit that was found; all but the last of what it gives waits.
    fn read_unit(&mut self) {
        let bytes = self.splitter.unit();
        let line = self.splitter.line_at(0);
        let waiting = &mut self.waiting;
        let mut left_out = Vec::new();
        let is_shifted = !self.entities.is_empty();
        let result = self
            .entities
            .expand(bytes, self.splitter.position())
            .map_err(|reason| Damage::new(0, reason))
            .and_then(|bytes| Record::new(&bytes, self.splitter.names()).unit(&mut self.languages))
            .and_then(|raw| {
                let give = |unit, detail| waiting.push_back(Ok(Entry { line, unit, detail }));
                assemble::units(raw, &self.options.assumed, &mut left_out, give)
            });
        if let Err(damage) = result {
            // One line for one `tu`: what else was left out of it matters no more.
            left_out = vec![damage];
        }
        for (place, damage) in left_out.into_iter().enumerate() {
            // Entities that were put in have moved what follows them.
            let at = if is_shifted { 0 } else { damage.at };
            let untranslated = damage.untranslated;
            let skipped = Skipped { untranslated, ..Skipped::new(self.splitter.line_at(at), damage.reason) };
            // The unit stands with its first damage only: it may be large and have thousands.
            let unit = if place == 0 { self.splitter.unit() } else { &[] };
            self.waiting.push_back(Err(skipped.of(String::from_utf8_lossy(unit))));
        }
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Entry, Skipped>;

    fn next(&mut self) -> Option<Result<Entry, Skipped>> {
        loop {
            if let Some(waiting) = self.waiting.pop_front() {
                return Some(waiting);
            }
            match self.splitter.next() {
                Part::Unit => match plain::unit(self.splitter.unit(), &mut self.languages) {
                    Some(unit) => {
                        return Some(Ok(Entry {
                            line: self.splitter.line_at(0),
                            unit,
                            detail: Detail::default(),
                        }));
                    }
                    None => self.read_unit(),
                },
                Part::Damage(skipped) => return Some(Err(skipped)),
                Part::End => return None,
            }
        }
    }
}

fn read_prolog<R: Read>(source: &Source<R>, limit: usize) -> Result<Option<prolog::Prolog>, TmxError> {
    if let Some(name) = source.stream().looks_like() {
        return Err(TmxError::NotXml { line: 1, looks_like: Some(name) });
    }
    // A prolog longer than a unit may be is damage that would swallow the file.
    let is_all = source.is_all() || source.window().len() > limit;
    prolog::read(source.window(), is_all)
}
