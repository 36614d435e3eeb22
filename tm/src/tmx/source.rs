//! The part of a stream that is held in memory.

use std::io::{self, Read};

use super::bytes;
use crate::encoding::ByteStream;

/// A window that moves over a stream.
#[derive(Debug)]
pub(super) struct Source<R> {
    stream: ByteStream<R>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes before the window.
    consumed: u64,
    line: u64,
    is_all: bool,
    has_failed: bool,
    error: Option<io::Error>,
}

/// Bytes read at a time; two of them fit a second-level cache.
const CHUNK_BYTES: usize = 1 << 17;

impl<R: Read> Source<R> {
    pub(super) fn new(input: R) -> Source<R> {
        let stream = ByteStream::new(input);
        let (buffer, error) = (Vec::new(), None);
        Source {
            stream,
            buffer,
            start: 0,
            end: 0,
            consumed: 0,
            line: 1,
            is_all: false,
            has_failed: false,
            error,
        }
    }

    pub(super) fn stream(&self) -> &ByteStream<R> {
        &self.stream
    }

    pub(super) fn window(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the window reaches to the end of the stream.
    pub(super) fn is_all(&self) -> bool {
        self.is_all
    }

    /// The line the window begins in, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Bytes of the stream before the window.
    pub(super) fn consumed(&self) -> u64 {
        self.consumed
    }

    /// Whether the input failed.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed
    }

    pub(super) fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }

    pub(super) fn take_error(&mut self) -> Option<io::Error> {
        self.error.take()
    }

    /// Steps over the first `length` bytes of the window.
    pub(super) fn consume(&mut self, length: usize) {
        let length = length.min(self.end - self.start);
        self.line += bytes::lines(self.window().get(..length).unwrap_or_default());
        self.start += length;
        self.consumed += length as u64;
    }

    /// Lengthens the window, at least twofold when it was long, so that what is looked at again stays in proportion;
    /// `false` at the end.
    pub(super) fn more(&mut self) -> bool {
        if self.is_all {
            return false;
        }
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        let before = self.end;
        let wanted = before + before.max(CHUNK_BYTES);
        self.buffer.resize(wanted.max(self.buffer.len()), 0);
        while self.end < wanted && !self.is_all {
            match self.stream.fill(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                Ok(0) => self.is_all = true,
                Ok(read) => self.end += read,
                Err(error) => {
                    (self.is_all, self.has_failed) = (true, true);
                    self.error = Some(error);
                }
            }
            // The stream needs room for a character at a time.
            if self.buffer.len() - self.end < 16 {
                break;
            }
        }
        self.end > before
    }
}
