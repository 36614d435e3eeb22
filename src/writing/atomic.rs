//! A file is written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::settings;
use crate::ui::Ui;
use crate::workspace::{self, folder_of};

/// Where an export goes.
pub enum Target<'u> {
    /// A regular file: written under another name beside it, then renamed over it.
    File(PathBuf, BufWriter<NamedTempFile>),
    /// A pipe or device: written straight through.
    Device(PathBuf, BufWriter<fs::File>),
    /// Standard output.
    Standard(&'u mut Ui),
}

impl<'u> Target<'u> {
    /// Begins to write to `path`; `-` is standard output.
    ///
    /// # Errors
    /// Its folder may not be written to.
    pub fn open(path: &Path, ui: &'u mut Ui) -> Result<Target<'u>> {
        if path == Path::new("-") {
            return Ok(Target::Standard(ui));
        }
        let failed = |error: io::Error| Failure::unwritable(path, &error);
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
            Ok(found) if is_device(path, &found) => {
                let file = fs::OpenOptions::new().append(true).open(path).map_err(failed)?;
                Ok(Target::Device(path.to_owned(), BufWriter::new(file)))
            }
            found => {
                if found.is_ok() {
                    refuse_ours(path)?;
                }
                // Links stay links: what they point to is replaced.
                let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
                let file = workspace::temporary_in(folder_of(&path)).map_err(failed)?;
                // As long as it is locked, it is no leftover; where there are no locks, it is never taken for one.
                let _ = file.as_file().try_lock();
                interrupt::remove_at_end(file.path().to_owned());
                Ok(Target::File(path, BufWriter::with_capacity(1 << 16, file)))
            }
        }
    }

    /// Makes everything durable and gives the file its name.
    ///
    /// # Errors
    /// The disk is full, or the file may not be replaced; then it is as it was.
    pub fn finish(self) -> Result<()> {
        match self {
            Target::Standard(ui) => ui.finish(),
            Target::Device(path, mut file) => file.flush().map_err(|e| failed(&path, e)),
            Target::File(path, file) => {
                let file = file.into_inner().map_err(|e| failed(&path, e.into_error()))?;
                file.as_file().sync_all().map_err(|e| failed(&path, e))?;
                interrupt::decide()?;
                file.persist(&path).map_err(|e| failed(&path, e.error))?;
                workspace::sync_folder(folder_of(&path)).map_err(|e| failed(&path, e))
            }
        }
    }
}

/// Refuses to write where a file is that somebody may have worked on, before anything is looked up for it.
///
/// # Errors
/// There is such a file.
pub fn refuse_existing(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if path != Path::new("-") && found.is_file() && !is_device(path, &found) => {
            refuse_ours(path)?;
            Err(Failure::work_is_there(path))
        }
        _ => Ok(()),
    }
}

/// What is written straight through. /dev/stdout may lead to a regular file that others write to as well: it is appended
/// to, not replaced.
fn is_device(path: &Path, found: &fs::Metadata) -> bool {
    !found.is_file() || path.starts_with("/dev") || path.starts_with("/proc")
}

/// Nothing takes the place of a memory or of its settings.
fn refuse_ours(path: &Path) -> Result<()> {
    if workspace::is_sqlite(path) {
        return Err(Failure::would_overwrite_a_store(path));
    }
    if path.file_name().is_some_and(|name| name == settings::FILE_NAME) {
        return Err(Failure::would_overwrite_settings(path));
    }
    Ok(())
}

fn failed(path: &Path, error: io::Error) -> Failure {
    Failure::from(error).writing(path)
}

impl Write for Target<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::File(_, file) => file.write(bytes),
            Target::Device(_, file) => file.write(bytes),
            Target::Standard(ui) => ui.data(bytes).map(|()| bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::File(_, file) => file.flush(),
            Target::Device(_, file) => file.flush(),
            Target::Standard(ui) => ui.out().flush(),
        }
    }
}
