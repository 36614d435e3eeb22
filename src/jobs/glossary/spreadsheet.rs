//! Rows of a spreadsheet (Office Open XML, ECMA-376), within bounds.
//!
//! The parts of the archive are unpacked here, each into what is left of one allowance, before the spreadsheet reader
//! sees them: what an archive says about sizes may be a lie. Cells are read one by one, so that a cell in the last
//! column of the last row costs no table of seventeen milliards.

use std::io::{Cursor, Read, Write};

use calamine::{DataRef, Reader, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Bytes of all parts unpacked: a sheet of a hundred thousand terms with notes has some thirty million.
const MOST_BYTES: u64 = 128 << 20;

/// Parts of the archive: a workbook has a dozen and two for each sheet.
const MOST_PARTS: usize = 2000;

/// Rows of a sheet.
const MOST_ROWS: u32 = 200_000;

/// Columns of a sheet: ten languages with all that is said of their terms have ninety.
const MOST_COLUMNS: u32 = 1000;

/// Bytes of text in the cells of a sheet, of which many may share one string.
const MOST_TEXT: usize = 128 << 20;

/// A row with its number, from 1.
pub(super) type Row = (u64, Vec<String>);

/// The name and the rows of each sheet, in the order of the workbook.
///
/// # Errors
/// Why it is no spreadsheet, or none that is read.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<(String, Vec<Row>)>, String> {
    let plain = unpacked(bytes, MOST_BYTES)?;
    let mut workbook = Xlsx::new(Cursor::new(plain)).map_err(|error| error.to_string())?;
    let names = workbook.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let rows = rows(&mut workbook, &name).map_err(|why| format!("sheet {name}: {why}"))?;
            Ok((name, rows))
        })
        .collect()
}

fn rows(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Vec<Row>, String> {
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
    let mut rows: Vec<Row> = Vec::new();
    let mut bytes = 0;
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        bytes += text.len();
        if row >= MOST_ROWS || column >= MOST_COLUMNS || bytes > MOST_TEXT {
            return Err(format!(
                "it has more than {MOST_ROWS} rows, {MOST_COLUMNS} columns or {MOST_TEXT} bytes"
            ));
        }
        let number = u64::from(row) + 1;
        // Rows that go backwards, which no program writes, are rows of their own.
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            let column = column as usize;
            cells.resize(cells.len().max(column + 1), String::new());
            if let Some(place) = cells.get_mut(column) {
                *place = text;
            }
        }
    }
    Ok(rows)
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// The archive with its parts of XML, none of them packed, all together up to `most` bytes.
fn unpacked(bytes: &[u8], most: u64) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    if archive.len() > MOST_PARTS {
        return Err(format!("it has more than {MOST_PARTS} parts"));
    }
    let mut plain = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = most;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| error.to_string())?;
        let name = part.name().map_err(|error| error.to_string())?.into_owned();
        if !(name.ends_with(".xml") || name.ends_with(".rels")) {
            continue;
        }
        let mut content = Vec::new();
        part.take(left + 1).read_to_end(&mut content).map_err(|error| error.to_string())?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or_else(|| format!("it unpacks to more than {} MB", most >> 20))?;
        if memchr::memchr(0, &content).is_some() {
            return Err(format!("{name} is no UTF-8"));
        }
        if memchr::memmem::find(&content, b"sheetData").is_some() && has_impossible_places(&content) {
            return Err(format!("{name} has a cell where no sheet has one"));
        }
        without_promises(&mut content);
        plain.start_file(name, stored).map_err(|error| error.to_string())?;
        plain.write_all(&content).map_err(|error| error.to_string())?;
    }
    plain.finish().map(Cursor::into_inner).map_err(|error| error.to_string())
}

/// Whether a row or cell says that it stands where none can, which the spreadsheet reader computes with before anybody
/// can ask: a place has up to three letters and seven digits (`XFD1048576`).
fn has_impossible_places(content: &[u8]) -> bool {
    let is_far = |place: &[u8]| {
        let letters = place.iter().filter(|b| b.is_ascii_alphabetic()).count();
        letters > 3 || place.len() - letters > 7
    };
    let mut rest = content;
    while let Some(at) = memchr::memchr2(b'"', b'\'', rest) {
        let (before, behind) = rest.split_at(at);
        let quote = behind.first().copied().unwrap_or_default();
        let behind = behind.get(1..).unwrap_or_default();
        let before = before.trim_ascii_end();
        let name = before.strip_suffix(b"=").map(<[u8]>::trim_ascii_end);
        let is_place = name.is_some_and(|name| {
            let tail = name.rsplit(|b| b.is_ascii_whitespace()).next().unwrap_or_default();
            matches!(tail, b"r" | b"ref")
        });
        // A quote in the text between tags belongs to no attribute, and may stand alone; no value holds a `<`.
        let end = name.and_then(|_| memchr::memchr2(quote, b'<', behind));
        let Some(end) = end.filter(|end| behind.get(*end) == Some(&quote)) else {
            rest = behind;
            continue;
        };
        let (value, after) = behind.split_at(end);
        if is_place && value.split(|b| !b.is_ascii_alphanumeric()).any(is_far) {
            return true;
        }
        rest = after.get(1..).unwrap_or_default();
    }
    false
}

/// Takes from a part what it says of the number of its strings: the spreadsheet reader makes room for as many, even for
/// more than any memory holds.
fn without_promises(content: &mut [u8]) {
    const PROMISE: &[u8] = b"uniqueCount";
    let mut at = 0;
    while let Some(found) = content.get(at..).and_then(|rest| memchr::memmem::find(rest, PROMISE)) {
        at += found + PROMISE.len();
        let is_attribute = content.get(at..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"="));
        if let (true, Some(last)) = (is_attribute, content.get_mut(at - 1)) {
            *last = b'_';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook of one sheet with these XML rows.
    pub(in crate::jobs::glossary) fn workbook(rows: &str) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        for (name, content) in [
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"terms\" sheetId=\"1\" \
                     r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relation}/worksheet\" \
                     Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ] {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn cell(place: &str, text: &str) -> String {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    #[test]
    fn cells_stand_in_their_columns() {
        let rows = format!(
            "<row r=\"1\">{}{}</row><row r=\"3\">{}<c r=\"C3\"><v>7</v></c></row>",
            cell("A1", "fa"),
            cell("B1", "en"),
            cell("A3", "نان")
        );
        let sheets = sheets(&workbook(&rows)).unwrap();
        let expected: Vec<Row> = vec![
            (1, vec!["fa".to_owned(), "en".to_owned()]),
            (3, vec!["نان".to_owned(), String::new(), "7".to_owned()]),
        ];
        assert_eq!(sheets, [("terms".to_owned(), expected)]);
    }

    #[test]
    fn bombs_are_refused() {
        let far = format!("<row r=\"1048576\">{}</row>", cell("XFD1048576", "x"));
        assert!(sheets(&workbook(&far)).unwrap_err().contains("more than 200000 rows"));
        for place in ["A99999999999", "ZZZZZZZZ1", "1:A99999999"] {
            let why = sheets(&workbook(&format!("<row>{}</row>", cell(place, "it's")))).unwrap_err();
            assert_eq!(why, "xl/worksheets/sheet1.xml has a cell where no sheet has one");
        }
        let packed = workbook(&" ".repeat(5 << 20));
        assert!(packed.len() < 1 << 16, "{} bytes", packed.len());
        assert_eq!(unpacked(&packed, 4 << 20).unwrap_err(), "it unpacks to more than 4 MB");
        assert!(unpacked(&packed, 6 << 20).is_ok());
        let mut promise = b"<sst uniqueCount =\"99999999999999\"><si><t>uniqueCount</t></si></sst>".to_vec();
        without_promises(&mut promise);
        assert_eq!(promise, b"<sst uniqueCoun_ =\"99999999999999\"><si><t>uniqueCount</t></si></sst>");
        assert!(sheets(b"PK\x03\x04 no archive").is_err());
    }
}
