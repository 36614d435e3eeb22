//! Pairs out of TMX, TSV, CSV and JSONL, as one stream of units.

mod jsonl;
mod table;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use rusqlite::Connection;
use tm::detail::{Annotation, Detail};
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::tmx;
use tm::unit::Unit;

use crate::args::ImportFormat;
use crate::failure::{Failure, Result};
use crate::ui::Ui;
use crate::ui::progress::{self, Progress, Watched};
use crate::workspace;
use jsonl::Jsonl;
use table::Table;

/// A unit and what its file said about it.
#[derive(Debug)]
pub struct Pair {
    /// The unit.
    pub unit: Unit,
    /// What was said about it.
    pub detail: Detail,
}

/// The languages of tables that do not name them.
#[derive(Debug, Clone, Default)]
pub struct Assumed {
    /// First column.
    pub source: Option<Lang>,
    /// Second column.
    pub target: Option<Lang>,
}

/// What happened to one record.
pub type Item = std::result::Result<Pair, Skipped>;

/// A file whose beginning is that of its format: nothing has to be undone when it is not.
pub struct Prepared {
    /// As it was named.
    pub name: String,
    records: Records,
}

type Input = Watched<Box<dyn Read>>;

enum Records {
    Tmx(Box<tmx::Reader<Input>>),
    Table(Box<Table>),
    Jsonl(Box<Jsonl>),
    Store(Connection),
}

/// Opens a file, tells its format by name, then by its beginning, and reads its beginning.
///
/// # Errors
/// It cannot be opened, is nothing we know, or is not of its format.
pub fn prepare(
    path: &Path,
    format: Option<ImportFormat>,
    assumed: &Assumed,
    ui: &Ui,
) -> Result<(Prepared, Progress)> {
    let name = path.display().to_string();
    let (format, input, length) = open(path, format)?;
    let progress = Progress::new(ui, &name, length, progress::Unit::Bytes);
    let records = match format {
        ImportFormat::Tmdb => Records::Store(workspace::open_of_another(path)?),
        _ => records(&name, format, Watched::new(input, progress.clone()), assumed)?,
    };
    Ok((Prepared { name, records }, progress))
}

/// The same for a stream that is open already, of any format but a memory.
///
/// # Errors
/// It is not of its format.
pub fn prepare_stream(
    name: &str,
    format: ImportFormat,
    assumed: &Assumed,
    input: Box<dyn Read>,
) -> Result<Prepared> {
    let records = records(name, format, Watched::new(input, Progress::unseen()), assumed)?;
    Ok(Prepared { name: name.to_owned(), records })
}

fn records(name: &str, format: ImportFormat, input: Input, assumed: &Assumed) -> Result<Records> {
    Ok(match format {
        ImportFormat::Tmx => {
            let refused = |error: tmx::TmxError| Failure::not_format(name, "TMX", error);
            Records::Tmx(Box::new(tmx::Reader::new(input, tmx::ReadOptions::default()).map_err(refused)?))
        }
        ImportFormat::Tsv | ImportFormat::Csv => {
            Records::Table(Box::new(Table::begin(name, format == ImportFormat::Csv, input, assumed)?))
        }
        ImportFormat::Jsonl => Records::Jsonl(Box::new(Jsonl::begin(name, input, assumed)?)),
        ImportFormat::Tmdb => return Err(Failure::not_format(name, "a stream", "it is a memory")),
    })
}

impl Prepared {
    /// The memory it is, if it is one; such a file is merged, not read record by record.
    pub fn as_store(&self) -> Option<&Connection> {
        match &self.records {
            Records::Store(connection) => Some(connection),
            _ => None,
        }
    }

    /// Hands every record to `take`.
    ///
    /// # Errors
    /// The file cannot be read to its end, or `take` fails; nothing must be kept then.
    pub fn read(self, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
        match self.records {
            Records::Tmx(mut reader) => {
                for item in reader.by_ref() {
                    take(item.map(|entry| Pair { unit: entry.unit, detail: entry.detail }))?;
                }
                match reader.io_error() {
                    Some(error) => Err(Failure::unreadable(Path::new(&self.name), error)),
                    None => Ok(()),
                }
            }
            Records::Table(table) => table.read(&self.name, take),
            Records::Jsonl(lines) => lines.read(&self.name, take),
            Records::Store(_) => Ok(()),
        }
    }
}

/// The first bytes of a gzip member (RFC 1952, section 2.3.1).
const GZIP: &[u8] = &[0x1F, 0x8B];

fn open(path: &Path, format: Option<ImportFormat>) -> Result<(ImportFormat, Box<dyn Read>, Option<u64>)> {
    let (mut reader, length): (Box<dyn BufRead>, _) = if path == Path::new("-") {
        (Box::new(BufReader::new(io::stdin())), None)
    } else {
        let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
        let found = file.metadata().map_err(|error| Failure::unreadable(path, &error))?;
        if found.is_dir() {
            return Err(Failure::is_a_directory(path));
        }
        (Box::new(BufReader::with_capacity(1 << 16, file)), Some(found.len()))
    };
    let name = path.display().to_string();
    let mut inner = path.to_owned();
    if reader.fill_buf().map_err(|error| Failure::unreadable(path, &error))?.starts_with(GZIP) {
        reader = Box::new(BufReader::new(MultiGzDecoder::new(reader)));
        // union.tmx.gz holds union.tmx.
        inner.set_extension("");
    }
    let head = reader.fill_buf().map_err(|error| Failure::unreadable(path, &error))?;
    if head.is_empty() {
        return Err(Failure::empty(&name));
    }
    let format = format.or_else(|| by_name(&inner)).or_else(|| by_content(head));
    let format = format.ok_or_else(|| Failure::unknown_format(&name))?;
    Ok((format, Box::new(reader), length))
}

fn by_name(path: &Path) -> Option<ImportFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "tmx" => Some(ImportFormat::Tmx),
        "tsv" | "tab" => Some(ImportFormat::Tsv),
        "csv" => Some(ImportFormat::Csv),
        "jsonl" | "ndjson" => Some(ImportFormat::Jsonl),
        "tmdb" => Some(ImportFormat::Tmdb),
        _ => None,
    }
}

fn by_content(head: &[u8]) -> Option<ImportFormat> {
    if head.starts_with(workspace::MAGIC) {
        return Some(ImportFormat::Tmdb);
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches(['\u{FEFF}', '\u{FFFD}', '\0', ' ', '\n', '\r', '\t']);
    let line = text.lines().next()?;
    match text.chars().next()? {
        '<' => Some(ImportFormat::Tmx),
        '{' => Some(ImportFormat::Jsonl),
        _ if line.contains('\t') => Some(ImportFormat::Tsv),
        _ => None,
    }
}

fn prop(name: &str, value: &str) -> Annotation {
    Annotation {
        element: "prop".to_owned(),
        attributes: vec![("type".to_owned(), name.to_owned())],
        text: value.to_owned(),
    }
}
