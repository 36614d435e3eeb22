//! Pairs out of TMX, archives of TMX, TSV, CSV and JSONL, as one stream of units.

mod archive;
mod jsonl;
mod table;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::rc::Rc;

use flate2::read::MultiGzDecoder;
use rusqlite::Connection;
use tm::context::prop_of_column;
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
use archive::{Bounded, Contents, Found, Member};
use jsonl::Jsonl;
use table::Table;

/// A unit and what its file said about it.
#[derive(Debug)]
pub struct Pair {
    /// The unit.
    pub unit: Unit,
    /// What was said about it.
    pub detail: Detail,
    /// The line of its file that it begins in, from 1; 0 where there are no lines.
    pub line: u64,
}

/// Languages of what does not name them.
#[derive(Debug, Clone, Default)]
pub struct Assumed {
    /// Columns of a table without a header, in order; the first two are those of `source` and `target` in JSONL.
    pub columns: Vec<Lang>,
    /// Texts of a TMX unit, in order.
    pub texts: Vec<Lang>,
}

impl Assumed {
    fn options(&self) -> tmx::ReadOptions {
        tmx::ReadOptions { assumed: self.texts.clone(), ..tmx::ReadOptions::default() }
    }
}

/// What happened to one record.
pub type Item = std::result::Result<Pair, Skipped>;

/// A file, or a member of an archive, whose beginning is that of its format: nothing has to be undone when it is not.
pub struct Prepared {
    /// Set when its packing ended too early.
    cut: Cut,
    /// As it was named; a member behind its archive.
    pub name: String,
    /// The file as it was given.
    pub file: String,
    records: Records,
}

type Input = Watched<Box<dyn Read>>;

enum Records {
    Tmx(Box<tmx::Reader<Input>>),
    /// Opened when its turn comes, so that one member at a time is in memory.
    Member(Member, Progress, tmx::ReadOptions),
    Refused(String),
    Table(Box<Table>),
    Jsonl(Box<Jsonl>),
    Store(Connection),
}

/// Opens a file, tells its format by name, then by its beginning, and reads its beginning. An archive gives each TMX
/// in it; what else is in it is told.
///
/// # Errors
/// It cannot be opened, is nothing we know, or is not of its format.
pub fn prepare(
    path: &Path,
    format: Option<ImportFormat>,
    assumed: &Assumed,
    ui: &mut Ui,
) -> Result<Vec<(Prepared, Progress)>> {
    let name = path.display().to_string();
    let (format, input, length, cut) = match open(path, format)? {
        Opened::Stream { format, input, length, cut } => (format, input, length, cut),
        Opened::Archive(contents) => return prepare_members(&name, contents, assumed, ui),
    };
    let progress = Progress::new(ui, &name, length, progress::Unit::Bytes);
    let records = match format {
        ImportFormat::Tmdb => Records::Store(workspace::open_of_another(path)?),
        _ => records(&name, format, Watched::new(input, progress.clone()), assumed)?,
    };
    Ok(vec![(Prepared { cut, file: name.clone(), name, records }, progress)])
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
    Ok(Prepared { cut: Cut::default(), name: name.to_owned(), file: name.to_owned(), records })
}

fn records(name: &str, format: ImportFormat, input: Input, assumed: &Assumed) -> Result<Records> {
    Ok(match format {
        ImportFormat::Tmx => {
            let refused = |error: tmx::TmxError| Failure::not_format(name, "TMX", error);
            Records::Tmx(Box::new(tmx::Reader::new(input, assumed.options()).map_err(refused)?))
        }
        ImportFormat::Tsv | ImportFormat::Csv => {
            Records::Table(Box::new(Table::begin(name, format == ImportFormat::Csv, input, assumed)?))
        }
        ImportFormat::Jsonl => Records::Jsonl(Box::new(Jsonl::begin(name, input, assumed)?)),
        ImportFormat::Tmdb => return Err(Failure::not_format(name, "a stream", "it is a memory")),
    })
}

/// Names of other members that are told one by one.
const OTHERS_TOLD: usize = 10;

fn prepare_members(
    file: &str,
    contents: Contents,
    assumed: &Assumed,
    ui: &mut Ui,
) -> Result<Vec<(Prepared, Progress)>> {
    let mut prepared = Vec::new();
    for (member, found) in contents.memories {
        let name = format!("{file}/{member}");
        let length = if let Found::Readable(member) = &found { member.packed() } else { 0 };
        let progress = Progress::new(ui, &name, Some(length), progress::Unit::Bytes);
        let records = match found {
            Found::Readable(member) => {
                match tmx::Reader::new(member.open(|packed| packed), assumed.options()) {
                    Ok(_) => Records::Member(member, progress.clone(), assumed.options()),
                    Err(tmx::TmxError::Io(error)) => return Err(Failure::archive(&name, error)),
                    Err(error) => Records::Refused(error.to_string()),
                }
            }
            Found::Refused(why) => Records::Refused(why),
        };
        prepared.push((Prepared { cut: Cut::default(), name, file: file.to_owned(), records }, progress));
    }
    if !prepared.iter().any(|(member, _)| matches!(member.records, Records::Member(..))) {
        let why = prepared.into_iter().filter_map(|(member, _)| match member.records {
            Records::Refused(why) => Some(format!("{}: {why}", member.name)),
            _ => None,
        });
        return Err(Failure::no_tmx_in_archive(file, why));
    }
    for other in contents.others.iter().take(OTHERS_TOLD) {
        ui.say(&format!("{file}/{other}: left out, no TMX"));
    }
    if let Some(more) = contents.others.len().checked_sub(OTHERS_TOLD).filter(|n| *n > 0) {
        ui.say(&format!("{file}: {more} more left out, no TMX"));
    }
    Ok(prepared)
}

impl Prepared {
    /// The memory it is, if it is one; such a file is merged, not read record by record.
    pub fn as_store(&self) -> Option<&Connection> {
        match &self.records {
            Records::Store(connection) => Some(connection),
            _ => None,
        }
    }

    /// Whether it is a table with tabs, as aligned documents are kept.
    pub fn is_tsv(&self) -> bool {
        matches!(&self.records, Records::Table(table) if table.is_tsv())
    }

    /// Hands every record to `take`.
    ///
    /// # Errors
    /// The file cannot be read to its end, or `take` fails; nothing must be kept then.
    pub fn read(self, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
        let cut = Rc::clone(&self.cut);
        self.read_records(take)?;
        if cut.get() {
            take(Err(Skipped::new(
                0,
                "its compressed data is cut or damaged; what stands before that is read",
            )))?;
        }
        Ok(())
    }

    fn read_records(self, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
        match self.records {
            Records::Tmx(reader) => read_tmx(*reader, &self.name, take),
            Records::Member(member, progress, options) => {
                let input = member.open(|packed| Box::new(Watched::new(packed, progress)));
                let reader = tmx::Reader::new(input, options);
                read_tmx(reader.map_err(|error| Failure::archive(&self.name, error))?, &self.name, take)
            }
            // The member as a whole, not a line of it.
            Records::Refused(why) => take(Err(Skipped::new(0, why))),
            Records::Table(table) => table.read(&self.name, take),
            Records::Jsonl(lines) => lines.read(&self.name, take),
            Records::Store(_) => Ok(()),
        }
    }
}

fn read_tmx<R: Read>(
    mut reader: tmx::Reader<R>,
    name: &str,
    take: &mut dyn FnMut(Item) -> Result<()>,
) -> Result<()> {
    for item in reader.by_ref() {
        take(item.map(|entry| Pair { unit: entry.unit, detail: entry.detail, line: entry.line }))?;
    }
    match reader.io_error() {
        Some(error) => Err(Failure::unreadable(Path::new(name), error)),
        None => Ok(()),
    }
}

/// Props of our own in full exports: where a unit was seen first.
pub const ORIGIN: &str = "x-tm-origin";
/// Its review state.
pub const STATE: &str = "x-tm-state";
/// `yes` for a unit that never leaves the memory.
pub const PRIVATE: &str = "x-tm-private";

/// Characters that say nothing in a text and may command a terminal: XML refuses them too.
pub fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// The first bytes of a gzip member (RFC 1952, section 2.3.1).
const GZIP: &[u8] = &[0x1F, 0x8B];

/// Whether packed data ended too early.
type Cut = Rc<Cell<bool>>;

/// What a packed stream holds as far as it can be unpacked: a cut file gives what stands before the cut.
struct Unpacked<R> {
    inner: R,
    cut: Cut,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let damaged = |error: &io::Error| {
            matches!(
                error.kind(),
                ErrorKind::UnexpectedEof | ErrorKind::InvalidInput | ErrorKind::InvalidData
            )
        };
        match self.inner.read(buffer) {
            Err(error) if damaged(&error) => {
                self.cut.set(true);
                Ok(0)
            }
            read => read,
        }
    }
}

enum Opened {
    Stream { format: ImportFormat, input: Box<dyn Read>, length: Option<u64>, cut: Cut },
    Archive(Contents),
}

fn open(path: &Path, format: Option<ImportFormat>) -> Result<Opened> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Failure::unreadable(path, &error);
    let (mut reader, length): (Box<dyn BufRead>, _) = if path == Path::new("-") {
        let mut reader = BufReader::new(io::stdin());
        if archive::is_archive(reader.fill_buf().map_err(unreadable)?) {
            return Err(Failure::archive(&name, "its directory stands at its end, so it has to be a file"));
        }
        (Box::new(reader), None)
    } else {
        let file = File::open(path).map_err(unreadable)?;
        let found = file.metadata().map_err(unreadable)?;
        if found.is_dir() {
            return Err(Failure::is_a_directory(path));
        }
        let mut reader = BufReader::with_capacity(1 << 16, file);
        let may_be = format.is_none_or(|format| format == ImportFormat::Tmx);
        if may_be && archive::is_archive(reader.fill_buf().map_err(unreadable)?) {
            return Ok(Opened::Archive(archive::contents(path, reader.into_inner())?));
        }
        (Box::new(reader), Some(found.len()))
    };
    let mut inner = path.to_owned();
    let cut = Cut::default();
    if reader.fill_buf().map_err(unreadable)?.starts_with(GZIP) {
        let unpacked = Unpacked { inner: MultiGzDecoder::new(reader), cut: Rc::clone(&cut) };
        reader = match length {
            Some(length) => Box::new(BufReader::new(Bounded::new(unpacked, length))),
            None => Box::new(BufReader::new(unpacked)),
        };
        // union.tmx.gz holds union.tmx.
        inner.set_extension("");
    }
    let head = reader.fill_buf().map_err(unreadable)?;
    if head.is_empty() {
        return Err(Failure::empty(&name));
    }
    let format = format.or_else(|| by_name(&inner)).or_else(|| by_content(head));
    let format = format.ok_or_else(|| Failure::unknown_format(&name))?;
    Ok(Opened::Stream { format, input: Box::new(reader), length, cut })
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

/// What a column says; columns that tell context get the names other programs know.
fn prop(name: &str, value: &str) -> Annotation {
    let name = prop_of_column(name).unwrap_or(name);
    Annotation {
        element: "prop".to_owned(),
        attributes: vec![("type".to_owned(), name.to_owned())],
        text: value.to_owned(),
    }
}
