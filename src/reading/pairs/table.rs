//! Tables of pairs: TSV and CSV.

use std::io::{BufRead, BufReader};

use tm::detail::Detail;
use tm::encoding::Decoder;
use tm::lang::Lang;
use tm::skipped::Skipped;
use tm::unit::{Unit, Variant};

use super::{Assumed, Input, Item, Pair, prop};
use crate::failure::{Failure, Result};
use crate::writing::csv::undefused;

type Records = csv::Reader<BufReader<Decoder<Input>>>;

/// A table whose columns are known.
pub(super) struct Table {
    records: Records,
    columns: Vec<Column>,
    /// A first row that was no header.
    first: Option<csv::StringRecord>,
}

/// What a column of a table holds.
enum Column {
    Text(Lang),
    Prop(String),
}

impl Table {
    pub(super) fn begin(name: &str, quoted: bool, input: Input, assumed: &Assumed) -> Result<Table> {
        let what = if quoted { "CSV" } else { "TSV" };
        let mut input = BufReader::new(Decoder::new(input));
        let head = input.fill_buf().map_err(|error| Failure::not_format(name, what, error))?;
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
            return Ok(Table { records, columns, first: None });
        }
        let columns = assumed_columns(assumed).ok_or_else(|| Failure::no_languages(name))?;
        Ok(Table { records, columns, first: Some(first) })
    }

    pub(super) fn read(mut self, name: &str, take: &mut dyn FnMut(Item) -> Result<()>) -> Result<()> {
        if let Some(first) = self.first.take() {
            take(row(&first, 1, &self.columns))?;
        }
        let mut record = csv::StringRecord::new();
        loop {
            let line = self.records.position().line();
            match self.records.read_record(&mut record) {
                Ok(false) => return Ok(()),
                Ok(true) => {
                    let line = record.position().map_or(line, csv::Position::line);
                    take(row(&record, line, &self.columns))?;
                }
                Err(error) if error.is_io_error() => {
                    return Err(Failure::not_format(name, "a table", error));
                }
                Err(_) => take(Err(Skipped::new(line, "the line is no text")))?,
            }
        }
    }
}

/// The delimiter that the first line has more of.
fn csv_delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| line.iter().filter(|b| **b == wanted).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// A header row names at least two languages by tags we know.
fn header(record: &csv::StringRecord) -> Option<Vec<Column>> {
    let column = |cell: &str| match Lang::parse_known(cell.trim_start_matches('\u{FEFF}')) {
        Ok(lang) => Column::Text(lang),
        Err(_) => Column::Prop(cell.trim().to_owned()),
    };
    let columns: Vec<Column> = record.iter().map(column).collect();
    let languages = columns.iter().filter(|c| matches!(c, Column::Text(_))).count();
    (languages >= 2).then_some(columns)
}

fn assumed_columns(assumed: &Assumed) -> Option<Vec<Column>> {
    Some(vec![Column::Text(assumed.source.clone()?), Column::Text(assumed.target.clone()?)])
}

fn row(record: &csv::StringRecord, line: u64, columns: &[Column]) -> Item {
    if record.len() > columns.len() {
        let reason = format!("the line has {} cells, the first line {}", record.len(), columns.len());
        return Err(Skipped::new(line, reason));
    }
    let mut variants = Vec::new();
    let mut detail = Detail::default();
    for (cell, column) in record.iter().zip(columns).filter(|(cell, _)| !cell.trim().is_empty()) {
        match column {
            Column::Text(lang) => variants.push(Variant::plain(lang.clone(), &undefused(cell))),
            Column::Prop(name) => detail.annotations.push(prop(name, cell)),
        }
    }
    Unit::new(variants).map(|unit| Pair { unit, detail }).map_err(|why| Skipped::new(line, why.to_string()))
}
