//! Tables of pairs: TSV and CSV.

use std::io::{self, BufRead, BufReader, Read};

use tm::detail::Detail;
use tm::encoding::Decoder;
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::unit::{Unit, Variant};

use super::{Assumed, Input, Item, Pair, is_control, prop};
use crate::failure::{Failure, Result};
use crate::writing::csv::undefused;

type Records = csv::Reader<BufReader<Guarded<Decoder<Input>>>>;

/// A table whose columns are known.
pub(super) struct Table {
    records: Records,
    columns: Vec<Column>,
    /// A first row that was no header.
    first: Option<csv::StringRecord>,
    /// Whether cells are quoted, as spreadsheets write them.
    quoted: bool,
    delimiter: u8,
}

/// The longest line of a table: eight of the longest texts a unit holds.
const MOST_LINE_BYTES: usize = 8 << 20;

/// A reader that counts quotation marks and refuses lines without end.
struct Guarded<R> {
    inner: R,
    quotes: u64,
    /// Bytes since the last line break.
    line: usize,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        for byte in buffer.iter().take(read) {
            self.quotes += u64::from(*byte == b'"');
            self.line = if *byte == b'\n' { 0 } else { self.line + 1 };
        }
        if self.line > MOST_LINE_BYTES {
            let what = format!("a line is longer than {} MB", MOST_LINE_BYTES >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(read)
    }
}

/// What a column of a table holds.
enum Column {
    Text(Lang),
    Prop(String),
}

impl Table {
    /// Whether its cells have tabs between them.
    pub(super) fn is_tsv(&self) -> bool {
        self.delimiter == b'\t'
    }

    pub(super) fn begin(name: &str, quoted: bool, input: Input, assumed: &Assumed) -> Result<Table> {
        let what = if quoted { "CSV" } else { "TSV" };
        let mut input = BufReader::new(Guarded { inner: Decoder::new(input), quotes: 0, line: 0 });
        let head = input.fill_buf().map_err(|error| Failure::not_format(name, what, error))?;
        if head.contains(&0) {
            return Err(Failure::not_format(name, what, "there are NUL bytes in it, so it is no text"));
        }
        let delimiter = if quoted { csv_delimiter(head) } else { b'\t' };
        let mut records = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(quoted)
            .has_headers(false)
            .flexible(true)
            .from_reader(input);
        let mut first = csv::StringRecord::new();
        records.read_record(&mut first).map_err(|error| Failure::not_format(name, what, error))?;
        if let Some(columns) = header(&first) {
            return Ok(Table { records, columns, first: None, quoted, delimiter });
        }
        let columns = assumed_columns(assumed).ok_or_else(|| Failure::no_languages(name))?;
        Ok(Table { records, columns, first: Some(first), quoted, delimiter })
    }

    pub(super) fn read(mut self, name: &str, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
        if let Some(first) = self.first.take() {
            take(self.item(&first, 1))?;
        }
        let mut record = csv::StringRecord::new();
        // One row is held back: only the end of the file tells whether the last one was ever closed.
        let mut last: Option<(u64, Item)> = None;
        loop {
            let line = self.records.position().line();
            let item = match self.records.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    let line = record.position().map_or(line, csv::Position::line);
                    (line, self.item(&record, line))
                }
                Err(error) if error.is_io_error() => {
                    return Err(Failure::not_format(name, "a table", error));
                }
                Err(_) => (line, Err(Skipped::new(line, "the line is no text"))),
            };
            if let Some((_, before)) = last.replace(item) {
                take(before)?;
            }
        }
        let unclosed = self.quoted && self.records.get_ref().get_ref().quotes % 2 == 1;
        match last {
            Some((line, _)) if unclosed => {
                let reason = "a quotation mark is never closed; everything after it is left out";
                take(Err(Skipped::new(line, reason).of(self.written(&record))))
            }
            Some((_, item)) => take(item),
            None => Ok(()),
        }
    }
}

impl Table {
    fn item(&self, record: &csv::StringRecord, line: u64) -> Item {
        row(record, line, &self.columns).map_err(|skipped| {
            let open = skipped.untranslated && self.is_draft();
            Skipped { open, ..skipped.of(self.written(record)) }
        })
    }

    /// Whether it is what `tm pretranslate` writes, which has a row for each segment, translated or not.
    fn is_draft(&self) -> bool {
        let has = |wanted: &str| {
            self.columns.iter().any(|column| match column {
                Column::Prop(name) => name.split_once('_').map_or(name.as_str(), |(name, _)| name) == wanted,
                Column::Text(_) => false,
            })
        };
        ["score", "differs", "n"].into_iter().all(has)
    }

    /// A row as such a table writes it.
    fn written(&self, record: &csv::StringRecord) -> String {
        if !self.quoted {
            return record.iter().collect::<Vec<_>>().join("\t");
        }
        let mut writer =
            csv::WriterBuilder::new().flexible(true).delimiter(self.delimiter).from_writer(Vec::new());
        let written = writer.write_record(record).is_ok();
        let bytes = writer.into_inner().ok().filter(|_| written).unwrap_or_default();
        String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()
    }
}

/// The delimiter that the first line has more of.
fn csv_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| line.iter().filter(|b| **b == wanted).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// A header row names at least two languages. A column `id` holds identifiers where two others are languages, and
/// languages outside our list are believed in a row of nothing but tags, one of them known.
fn header(record: &csv::StringRecord) -> Option<Vec<Column>> {
    let cells: Vec<&str> = record.iter().map(|cell| cell.trim_start_matches('\u{FEFF}').trim()).collect();
    let known = |cell: &str| Lang::parse_known(cell).ok();
    let tag = |cell: &str| Lang::parse(cell).ok();
    let only_tags =
        cells.iter().all(|cell| tag(cell).is_some()) && cells.iter().any(|cell| known(cell).is_some());
    let lang = |cell: &str| if only_tags { tag(cell) } else { known(cell) };
    let languages = cells.iter().filter(|cell| lang(cell).is_some()).count();
    let column = |cell: &&str| match lang(cell) {
        Some(_) if languages > 2 && cell.eq_ignore_ascii_case("id") => Column::Prop((*cell).to_owned()),
        Some(lang) => Column::Text(lang),
        None => Column::Prop((*cell).to_owned()),
    };
    (languages >= 2).then(|| cells.iter().map(column).collect())
}

fn assumed_columns(assumed: &Assumed) -> Option<Vec<Column>> {
    let columns = &assumed.columns;
    (columns.len() >= 2).then(|| columns.iter().cloned().map(Column::Text).collect())
}

fn row(record: &csv::StringRecord, line: u64, columns: &[Column]) -> Item {
    if record.len() > columns.len() {
        let reason = format!("the line has {} cells where {} are expected", record.len(), columns.len());
        return Err(Skipped::new(line, reason));
    }
    let mut variants = Vec::new();
    let mut detail = Detail::default();
    for (cell, column) in record.iter().zip(columns).filter(|(cell, _)| !cell.trim().is_empty()) {
        match column {
            Column::Text(_) if cell.contains('\u{FFFD}') => {
                return Err(Skipped::new(line, "some bytes of the line are no characters"));
            }
            Column::Text(_) if cell.contains(is_control) => {
                return Err(Skipped::new(line, "there are control characters in it"));
            }
            Column::Text(lang) => variants.push(Variant::plain(lang.clone(), &undefused(cell))),
            Column::Prop(name) => detail.annotations.push(prop(name, cell)),
        }
    }
    Unit::new(variants).map(|unit| Pair { unit, detail, line }).map_err(|why| Skipped::no_unit(line, &why))
}
