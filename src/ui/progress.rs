//! A progress bar for jobs that take over half a second, on a terminal only.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Ui;

/// Jobs shorter than this show nothing.
const QUIET_FOR: Duration = Duration::from_millis(500);

/// Progress of one job.
#[derive(Debug, Clone)]
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: std::rc::Rc<std::cell::Cell<bool>>,
}

impl Progress {
    /// A bar that counts up to `length`, or a spinner where nobody knows how far it is.
    pub fn new(ui: &Ui, what: &str, length: Option<u64>, unit: Unit) -> Progress {
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        let count = match unit {
            Unit::Bytes => "{bytes}/{total_bytes}",
            Unit::Items => "{pos}/{len}",
        };
        let template = match length {
            Some(_) => format!("{{msg}} {{wide_bar}} {count} {{eta}}"),
            None => "{msg} {spinner} {pos}".to_owned(),
        };
        bar.set_style(
            ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message(super::escape::visible(what));
        let shown = std::rc::Rc::new(std::cell::Cell::new(!ui.shows_progress()));
        Progress { bar, begun: Instant::now(), shown }
    }

    /// Progress of a job that nobody watches.
    pub fn unseen() -> Progress {
        let shown = std::rc::Rc::new(std::cell::Cell::new(true));
        Progress { bar: ProgressBar::hidden(), begun: Instant::now(), shown }
    }

    /// Moves on by `delta`.
    pub fn advance(&self, delta: u64) {
        self.bar.inc(delta);
        if !self.shown.get() && self.begun.elapsed() > QUIET_FOR {
            self.shown.set(true);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Counts on `more` further steps.
    pub fn expect(&self, more: u64) {
        self.bar.inc_length(more);
    }

    /// Prints something without the bar in between.
    pub fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// What a bar counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of a file.
    Bytes,
    /// Segments, units.
    Items,
}

/// A reader that moves a bar.
#[derive(Debug)]
pub struct Watched<R> {
    inner: R,
    progress: Progress,
}

impl<R> Watched<R> {
    /// Watches `inner`.
    pub fn new(inner: R, progress: Progress) -> Watched<R> {
        Watched { inner, progress }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.progress.advance(read as u64);
        Ok(read)
    }
}
