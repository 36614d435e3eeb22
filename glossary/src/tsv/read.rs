//! Reading tables.

use tm::lang::Lang;
use tm::skipped::Skipped;

use super::cells::{split_list, split_pairs, unescape};
use super::columns::{self, Attribute, Column, Field};
use super::{Pair, Reading, TsvError, memoq};
use crate::concept::{Concept, Matching, PROPOSED, Term, TermStatus};
use crate::omegat::read_omegat;

/// Reads TSV: a line a row, quotes are ordinary characters; a byte order mark and CRLF are tolerated.
///
/// # Errors
/// [`TsvError`] when the header row is missing, names no language or a column twice.
pub fn read_tsv(text: &str) -> Result<Reading, TsvError> {
    read_rows(tsv_rows(text), None)
}

/// Reads CSV (RFC 4180) with commas or semicolons between the cells, whichever the header has more of; `pair` are the
/// languages of columns that are called source and target.
///
/// # Errors
/// [`TsvError`] as [`read_tsv`].
pub fn read_csv(text: &str, pair: Option<&Pair>) -> Result<Reading, TsvError> {
    let text = without_mark(text);
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let semicolons = header.matches(';').count() > header.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if semicolons { b';' } else { b',' })
        .from_reader(text.as_bytes());
    let (mut rows, mut lines) = (Vec::new(), Lines { text, at: 0, line: 1 });
    for record in reader.records() {
        let record = record.map_err(|error| TsvError::Csv { line: lines.line, reason: error.to_string() })?;
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        rows.push((line, record.iter().map(str::to_owned).collect()));
    }
    read_rows(rows.into_iter(), pair)
}

/// Reads TSV when the first line has a tab, else CSV; with a pair of languages also tables that do not name them.
///
/// # Errors
/// [`TsvError`] as [`read_tsv`].
pub fn read_table(text: &str, pair: Option<&Pair>) -> Result<Reading, TsvError> {
    let header = without_mark(text).lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let delimited = |c: char| header.contains(c);
    if !delimited('\t') && (delimited(',') || delimited(';')) {
        return read_csv(text, pair);
    }
    match (read_rows(tsv_rows(text), pair), pair) {
        (Err(TsvError::NoLanguage { .. }), Some(pair)) if (2..=3).contains(&header.split('\t').count()) => {
            Ok(read_omegat(text, pair))
        }
        (reading, _) => reading,
    }
}

/// Reads rows of cells with their lines; `pair` as in [`read_csv`].
///
/// # Errors
/// [`TsvError`] as [`read_tsv`].
pub fn read_rows(
    rows: impl Iterator<Item = (u64, Vec<String>)>,
    pair: Option<&Pair>,
) -> Result<Reading, TsvError> {
    let mut rows = rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let (line, header) = rows.next().ok_or(TsvError::Empty)?;
    if memoq::is_header(&header) && memoq::names_a_language(&header) {
        return Ok(memoq::read(&header, rows));
    }
    let columns = read_header(line, &header, pair)?;
    let mut reading = Reading::default();
    for (line, cells) in rows {
        let mut row = Row { line, concept: Concept::default(), skipped: &mut reading.skipped };
        if row.read(&columns, &cells) {
            let concept = row.concept;
            reading.push(line, concept);
        }
    }
    Ok(reading)
}

fn tsv_rows(text: &str) -> impl Iterator<Item = (u64, Vec<String>)> {
    let lines = without_mark(text).split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    (1..).zip(lines).map(|(line, row)| (line, row.split('\t').map(str::to_owned).collect()))
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Lines of records, whose places stand before the line ends that are passed over.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let rest = self.text.as_bytes().get(byte..).unwrap_or_default();
        let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let passed = self.text.as_bytes().get(self.at..byte + ends).unwrap_or_default();
        self.line += passed.iter().filter(|b| **b == b'\n').count() as u64;
        self.at = self.at.max(byte + ends);
        self.line
    }
}

fn read_header(line: u64, header: &[String], pair: Option<&Pair>) -> Result<Vec<Column>, TsvError> {
    let mut columns: Vec<Column> = Vec::new();
    for cell in header {
        let column = columns::parse(&unescape(cell.trim()));
        // Spreadsheets leave nameless columns behind; their cells are ignored.
        if columns.contains(&column) && !cell.trim().is_empty() {
            return Err(TsvError::ColumnTwice { line, column: cell.trim().to_owned() });
        }
        columns.push(column);
    }
    if columns.iter().any(|c| matches!(c, Column::Terms(..))) {
        return Ok(columns);
    }
    match (columns::of_weblate(header, pair), columns::is_of_weblate(header)) {
        (Some(columns), _) => Ok(columns),
        (None, true) => Err(TsvError::NamelessPair { line }),
        (None, false) => {
            let shown = header.join(", ").chars().take(80).collect();
            Err(TsvError::NoLanguage { line, columns: shown })
        }
    }
}

struct Row<'a> {
    line: u64,
    concept: Concept,
    skipped: &'a mut Vec<Skipped>,
}

impl Row<'_> {
    /// Fills the concept; `false` when the row gives none.
    fn read(&mut self, columns: &[Column], cells: &[String]) -> bool {
        let extra = cells.iter().skip(columns.len()).filter(|cell| !cell.trim().is_empty()).count();
        if extra > 0 {
            self.skip(format!("{} cells, the header has {}", cells.len(), columns.len()));
            return false;
        }
        let filled = || columns.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty());
        for (column, cell) in filled() {
            match column {
                Column::Field(field) => self.field(*field, unescape(cell.trim())),
                Column::Terms(lang, status) => self.terms(lang, *status, cell),
                Column::Property(name) if name.is_empty() => {}
                Column::Property(name) => {
                    self.concept.properties.push((name.clone(), unescape(cell.trim())));
                }
                Column::Note => self.remark(cell.trim()),
                Column::Fuzzy if is_yes(cell) => self.concept.review = PROPOSED.to_owned(),
                Column::Fuzzy | Column::Attribute(..) => {}
            }
        }
        self.status_of_translations();
        self.report_twice();
        self.concept = std::mem::take(&mut self.concept).normalised();
        for (column, cell) in filled() {
            if let Column::Attribute(lang, attribute) = column {
                self.attribute(lang, *attribute, cell);
            }
        }
        self.concept = std::mem::take(&mut self.concept).normalised();
        if self.concept.terms.is_empty() {
            self.skip("no term in any language");
        }
        !self.concept.terms.is_empty()
    }

    /// Adds a remark as another program wrote it.
    fn remark(&mut self, text: &str) {
        let note = &mut self.concept.note;
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(text);
    }

    fn skip(&mut self, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(self.line, reason));
    }

    fn field(&mut self, field: Field, value: String) {
        let concept = &mut self.concept;
        match field {
            Field::Id => concept.external_id = Some(value),
            Field::Termbase => concept.termbase = value,
            Field::PartOfSpeech => concept.part_of_speech = value,
            Field::Domain => concept.domain = value,
            Field::Definition => concept.definition = value,
            Field::Note => concept.note = value,
            Field::Scope => concept.scope = value,
            Field::Source => concept.source = value,
            Field::Status => concept.review = value,
            Field::DoNotTranslate => {
                concept.do_not_translate =
                    !matches!(value.to_lowercase().as_str(), "0" | "no" | "false" | "-");
            }
        }
    }

    fn terms(&mut self, lang: &Lang, status: TermStatus, cell: &str) {
        for text in split_list(cell) {
            let usable = |t: &Term| t.lang == *lang && t.status == TermStatus::Preferred;
            let later = status == TermStatus::Preferred && self.concept.terms.iter().any(usable);
            let status = if later { TermStatus::Admitted } else { status };
            self.concept.terms.push(Term::new(lang.clone(), text, status));
        }
    }

    /// A `status` that is a term's ("forbidden") is about the translations in the row, not about its review.
    fn status_of_translations(&mut self) {
        let Some(status) = TermStatus::parse(&self.concept.review) else { return };
        self.concept.review.clear();
        let hub = self.concept.hub_term().map(|t| t.lang.clone());
        for term in self.concept.terms.iter_mut().filter(|t| Some(&t.lang) != hub.as_ref()) {
            term.status = term.status.max(status);
        }
    }

    fn report_twice(&mut self) {
        let terms = &self.concept.terms;
        let earlier = |i: usize, t: &Term| terms.iter().take(i).any(|e| e.lang == t.lang && e.text == t.text);
        let twice: Vec<String> = terms
            .iter()
            .enumerate()
            .filter(|(i, t)| earlier(*i, t))
            .map(|(_, t)| format!("the {} term \u{201C}{}\u{201D} stands twice in the row", t.lang, t.text))
            .collect();
        twice.into_iter().for_each(|reason| self.skip(reason));
    }

    fn attribute(&mut self, lang: &Lang, attribute: Attribute, cell: &str) {
        let pairs = match attribute {
            Attribute::Exact | Attribute::Case => {
                split_list(cell).map(|text| (Some(text), String::new())).collect()
            }
            _ => split_pairs(cell),
        };
        for (name, value) in pairs {
            let mut of_lang = self.concept.terms.iter_mut().filter(|t| t.lang == *lang);
            let term = match &name {
                Some(name) => of_lang.find(|t| t.text == *name),
                None => of_lang.next(),
            };
            match (term, attribute) {
                (Some(term), Attribute::Variants) => term.variants.push(value),
                (Some(term), Attribute::Exceptions) => term.exceptions.push(value),
                (Some(term), Attribute::Case) => term.case_sensitive = true,
                (Some(term), Attribute::Exact) => term.matching = Matching::Exact,
                (Some(term), Attribute::Gender) => term.gender = value,
                (Some(term), Attribute::Note) => term.note = value,
                (Some(term), Attribute::Source) => term.source = value,
                (None, _) => {
                    let named = name.unwrap_or(value);
                    self.skip(format!("there is no {lang} term for \u{201C}{named}\u{201D} in the row"));
                }
            }
        }
    }
}

fn is_yes(cell: &str) -> bool {
    ["true", "1", "yes"].iter().any(|yes| yes.eq_ignore_ascii_case(cell.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(reading: &Reading) -> Vec<String> {
        let term = |t: &Term| format!("{}:{}:{}", t.lang, t.text, t.status.as_str());
        reading.concepts.iter().map(|c| c.terms.iter().map(term).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn the_first_of_several_terms_is_preferred() {
        let reading =
            read_tsv("\u{FEFF}id\tfa\ten\tforbidden_en\r\nT1\tتحصن\tsit-in; sit-down\tasylum\r\n").unwrap();
        assert_eq!(
            shown(&reading),
            ["fa:تحصن:preferred en:sit-in:preferred en:sit-down:admitted en:asylum:forbidden"]
        );
        assert_eq!(reading.concepts[0].external_id.as_deref(), Some("T1"));
        assert_eq!(reading.skipped, []);
    }

    #[test]
    fn csv_in_either_dialect_gives_the_same_concepts() {
        let tsv = read_tsv("en\tnote\tfa\nunion\tsays \"we\"; not they\tاتحادیه\n").unwrap();
        assert_eq!(read_csv("en,note,fa\nunion,\"says \"\"we\"\"; not they\",اتحادیه\n", None).unwrap(), tsv);
        assert_eq!(
            read_table("en;note;fa\r\nunion;\"says \"\"we\"\"; not they\";اتحادیه\r\n", None).unwrap(),
            tsv
        );
    }

    #[test]
    fn a_damaged_row_is_listed_and_the_others_are_read() {
        let reading = read_tsv("fa\ten\nنان\tbread\tx\n\t\n\n \nکار\twork\t\t\n").unwrap();
        assert_eq!(shown(&reading), ["fa:کار:preferred en:work:preferred"]);
        assert_eq!(reading.skipped, [Skipped::new(2, "3 cells, the header has 2")]);
        let reading = read_tsv("fa\tnote\nنان\t\n\tbread\n").unwrap();
        assert_eq!(reading.skipped, [Skipped::new(3, "no term in any language")]);
    }

    #[test]
    fn a_table_without_a_usable_header_is_refused() {
        assert_eq!(read_tsv(""), Err(TsvError::Empty));
        assert_eq!(read_tsv("\n\r\n"), Err(TsvError::Empty));
        let error = read_tsv("کارگر\tworker\n").unwrap_err();
        assert_eq!(error.to_string(), "line 1: the header row names no language, only کارگر, worker");
        let error = read_tsv("fa\ten\tEN\n").unwrap_err();
        assert_eq!(error, TsvError::ColumnTwice { line: 1, column: "EN".to_owned() });
        assert_eq!(read_tsv("fa\ten"), Ok(Reading::default()));
    }

    #[test]
    fn properties_of_single_terms_find_their_term() {
        let table = "fa\tvariants_fa\tde\tgender_de\texact_de\n\
                     معدن; کان\tمعادن; کان = کانها\tMine; Bergwerk\tf; Bergwerk = n\tMine\n";
        let reading = read_tsv(table).unwrap();
        let terms = &reading.concepts[0].terms;
        assert_eq!(
            (terms[0].variants.as_slice(), terms[1].variants.as_slice()),
            (["معادن".to_owned()].as_slice(), ["کانها".to_owned()].as_slice())
        );
        assert_eq!((terms[2].gender.as_str(), terms[3].gender.as_str()), ("f", "n"));
        assert_eq!(terms[2].matching, Matching::Exact);
        let table = "fa\texceptions_fa\ten\tcase_en\nکار\tکار زدن; سر کار گذاشتن\tLabour; work\tLabour\n";
        let terms = &read_tsv(table).unwrap().concepts[0].terms;
        assert_eq!(terms[0].exceptions, ["کار زدن", "سر کار گذاشتن"]);
        assert_eq!((terms[1].case_sensitive, terms[2].case_sensitive), (true, false));
        let reading = read_tsv("fa\tvariants_fa\nکان\tمعدن = معادن\n").unwrap();
        let reason = "there is no fa term for \u{201C}معدن\u{201D} in the row";
        assert_eq!(reading.skipped, [Skipped::new(2, reason)]);
    }

    #[test]
    fn a_status_that_is_a_terms_is_about_the_translations() {
        let reading = read_tsv("fa\ten\tstatus\nشورا\tsoviet\tforbidden\nنان\tbread\tdraft\n").unwrap();
        assert_eq!(shown(&reading)[0], "fa:شورا:preferred en:soviet:forbidden");
        assert_eq!(reading.concepts[1].review, "draft");
    }

    #[test]
    fn unknown_columns_are_kept() {
        let reading = read_tsv("fa\tseen in\n تورم \t bulletin 4 \n").unwrap();
        assert_eq!(reading.concepts[0].properties, [("seen in".to_owned(), "bulletin 4".to_owned())]);
    }
}
