//! Speaking to people and programs: data on standard output, talk on standard error.

pub mod bidi;
pub mod coverage;
pub mod escape;
pub mod explained;
pub mod passages;
pub mod placeables;
pub mod progress;
pub mod text;

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::args::{Bidi, ColorWhen, Global};
use crate::failure::Result;

/// The terminal, or what stands in its place.
pub struct Ui {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// Whether a person reads standard output.
    out_is_terminal: bool,
    /// Whether styles are sent to standard output.
    styled: bool,
    err_is_terminal: bool,
    bidi: Bidi,
    quiet: bool,
    /// The beginning of a character whose rest has not been written yet.
    cut: Vec<u8>,
}

/// Style of a piece of Latin text; Persian is never styled, because terminals colour the wrong letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// Scores.
    Strong,
    /// What is read last.
    Dim,
}

impl Ui {
    /// Standard output and error as the options want them.
    pub fn new(global: &Global, bidi: Bidi) -> Ui {
        let choice = match global.color {
            ColorWhen::Auto => ColorChoice::Auto,
            ColorWhen::Always => ColorChoice::Always,
            ColorWhen::Never => ColorChoice::Never,
        };
        let out_is_terminal = io::stdout().is_terminal();
        let out: Box<dyn Write> = if out_is_terminal || choice == ColorChoice::Always {
            Box::new(AutoStream::new(io::stdout(), choice))
        } else {
            // Bytes go out as they are: data may hold what looks like an escape sequence.
            Box::new(io::BufWriter::with_capacity(1 << 16, io::stdout()))
        };
        Ui {
            out,
            err: Box::new(AutoStream::new(io::stderr(), choice)),
            out_is_terminal,
            styled: out_is_terminal || choice == ColorChoice::Always,
            err_is_terminal: io::stderr().is_terminal(),
            bidi,
            quiet: global.quiet,
            cut: Vec::new(),
        }
    }

    /// Standard output, for data as it is.
    pub fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Writes data; a terminal gets dangerous characters visibly.
    ///
    /// # Errors
    /// Nobody reads it any more, or the disk is full.
    pub fn data(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.out_is_terminal {
            return self.out.write_all(bytes);
        }
        self.cut.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.cut) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.cut.split_off(whole);
        let text = String::from_utf8_lossy(&self.cut).into_owned();
        self.cut = rest;
        self.out.write_all(escape::visible(&text).as_bytes())
    }

    /// Whether progress is worth showing.
    pub fn shows_progress(&self) -> bool {
        self.err_is_terminal && !self.quiet
    }

    /// Prints a line of Latin text in a style.
    ///
    /// # Errors
    /// Nobody reads it any more, or the disk is full.
    pub fn line(&mut self, style: Style, text: &str) -> Result<()> {
        let text = self.shown(text);
        let (on, off) = match style {
            Style::Plain => ("", ""),
            _ if !self.styled => ("", ""),
            Style::Strong => ("\u{1b}[1m", "\u{1b}[0m"),
            Style::Dim => ("\u{1b}[2m", "\u{1b}[0m"),
        };
        Ok(writeln!(self.out, "{on}{text}{off}")?)
    }

    /// Prints a line of a text in any language, alone on its line, `indent` spaces in.
    ///
    /// # Errors
    /// Nobody reads it any more, or the disk is full.
    pub fn text(&mut self, indent: usize, text: &str) -> Result<()> {
        let text = self.shown(text);
        let text = match self.bidi {
            Bidi::Visual if self.out_is_terminal => bidi::visual(&text),
            _ => text,
        };
        // Lines with right-to-left letters only; a Latin line needs no detection.
        let (on, off) = match self.bidi {
            Bidi::Terminal if self.out_is_terminal && bidi::is_right_to_left(&text) => {
                ("\u{1b}[?2501h", "\u{1b}[?2501l")
            }
            _ => ("", ""),
        };
        Ok(writeln!(self.out, "{on}{:indent$}{text}{off}", "")?)
    }

    /// Prints one JSON object on its line.
    ///
    /// # Errors
    /// Nobody reads it any more, or the disk is full.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Result<()> {
        if self.out_is_terminal {
            let text = serde_json::to_string(value).map_err(io::Error::from)?;
            return Ok(writeln!(self.out, "{}", escape::in_json(&text))?);
        }
        serde_json::to_writer(&mut self.out, value).map_err(io::Error::from)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// Says something to the person at the terminal, unless they want quiet.
    pub fn say(&mut self, text: &str) {
        if !self.quiet {
            // Talk that nobody can hear is no reason to fail.
            let _ = writeln!(self.err, "{}", escape::visible(text));
        }
    }

    /// Says something that must not be missed, quiet or not.
    pub fn complain(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", escape::visible(text));
    }

    /// Sends what is held back on its way.
    ///
    /// # Errors
    /// Nobody reads it any more, or the disk is full.
    pub fn finish(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }

    fn shown(&self, text: &str) -> String {
        if self.out_is_terminal { escape::visible(text) } else { text.to_owned() }
    }
}
