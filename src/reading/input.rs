//! INPUT: an existing file, standard input, or the text itself.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use tm::encoding::{DocumentDecoder, Encoding, decode_document};
use tm::lang::Lang;
use tm::segment::{Segment, Segmenter};

use super::document::Document;
use crate::args::{InputArgs, Repair};
use crate::failure::{Failure, Result, STANDARD_INPUT};

/// Endings of documents: a missing INPUT that ends so was meant as a file.
const KNOWN_ENDINGS: &[&str] = &[
    "txt", "md", "html", "htm", "docx", "odt", "rtf", "doc", "pdf", "srt", "epub", "json", "jsonl", "xlf",
    "xliff", "tmx", "tsv", "csv", "po", "srx",
];

/// The largest document that is read whole, and the longest line: 256 MB, fifty times the longest book.
const MOST_BYTES: u64 = 256 << 20;

/// Bytes read at once of a text that is read in parts: twice what the segmenter wants to see.
const PART_BYTES: u64 = 8 << 20;

/// Reads and segments INPUT.
///
/// # Errors
/// It looks like a file and is none, cannot be read, is too large, or is no text.
pub fn read(args: &InputArgs, source: &Lang, srx: Option<&Path>) -> Result<Document> {
    let Input { text, cutter, repair } = Input::open(args, source, srx)?;
    let (text, warning) = match text {
        Text::Given(text) => (text, None),
        Text::Stream(name, reader) => decode(&name, &limited(&name, reader)?)?,
    };
    Ok(Document::of(text, repair, 0, &|text| cutter.segments(text)).warned(warning))
}

/// The document INPUT is, as messages name it; none where it is the text itself.
pub fn document_name(args: &InputArgs) -> Option<&str> {
    match args.input.as_str() {
        _ if args.text => None,
        "-" => Some(STANDARD_INPUT),
        name => Path::new(name).exists().then_some(name),
    }
}

/// Refuses the name of a document where there is none, for an option or argument that is never the text itself; `-` is
/// standard input.
///
/// # Errors
/// It is no file.
pub fn check_is_document(name: &Path) -> Result<()> {
    if name == Path::new("-") {
        return Ok(());
    }
    let found = std::fs::metadata(name).map_err(|error| Failure::unreadable(name, &error))?;
    if found.is_dir() { Err(Failure::is_a_directory(name)) } else { Ok(()) }
}

/// An INPUT that is there, not yet read.
pub struct Input {
    text: Text,
    cutter: Cutter,
    repair: Repair,
}

enum Text {
    Given(String),
    /// A name for messages, and the bytes.
    Stream(String, Box<dyn Read>),
}

/// How a text becomes segments.
pub enum Cutter {
    /// Every line one segment.
    Lines,
    /// By rules.
    Sentences(Box<Segmenter>),
}

impl Cutter {
    /// The way the options of INPUT want it.
    ///
    /// # Errors
    /// The rules cannot be read or used.
    pub fn new(args: &InputArgs, source: &Lang, srx: Option<&Path>) -> Result<Cutter> {
        Ok(match (args.lines, srx) {
            (true, _) => Cutter::Lines,
            (false, None) => Cutter::Sentences(Box::new(Segmenter::built_in(source))),
            (false, Some(path)) => Cutter::Sentences(Box::new(own_rules(path, source)?)),
        })
    }

    /// The segments of a text.
    pub fn segments(&self, text: &str) -> Vec<Segment> {
        match self {
            Cutter::Lines => Segmenter::lines(text),
            Cutter::Sentences(segmenter) => segmenter.segment(text),
        }
    }

    fn first_part(&self, text: &str, is_all: bool) -> Option<usize> {
        match self {
            Cutter::Lines => Segmenter::first_lines(text, is_all),
            Cutter::Sentences(_) => Segmenter::first_part(text, is_all),
        }
    }
}

impl Input {
    /// Opens INPUT and the rules it is to be segmented by.
    ///
    /// # Errors
    /// It looks like a file and is none, cannot be opened, or the rules are none.
    pub fn open(args: &InputArgs, source: &Lang, srx: Option<&Path>) -> Result<Input> {
        let text = open_text(args)?;
        Ok(Input { text, cutter: Cutter::new(args, source, srx)?, repair: args.repair })
    }

    /// Whether it is a document with a beginning and an end, not a text out of the middle of one.
    pub fn is_document(&self) -> bool {
        matches!(self.text, Text::Stream(..))
    }

    /// Reads and segments it in bounded memory, whatever its length: `take` gets one part after the other, each a
    /// document of its own with the number of characters before it. A text below a megabyte is one part.
    ///
    /// # Errors
    /// It cannot be read, is no text, has a line of over 256 MB, or `take` fails.
    pub fn in_parts(self, take: &mut dyn FnMut(&Document, usize) -> Result<()>) -> Result<()> {
        match self.text {
            Text::Given(text) => {
                take(&Document::of(text, self.repair, 0, &|text| self.cutter.segments(text)), 0)
            }
            Text::Stream(name, reader) => {
                in_parts(&name, reader, PART_BYTES, &self.cutter, self.repair, take)
            }
        }
    }
}

/// Reads `at_once` bytes after the other, and gives each part of the text to `take` as soon as it is whole.
fn in_parts(
    name: &str,
    mut reader: impl Read,
    at_once: u64,
    cutter: &Cutter,
    how: Repair,
    take: &mut dyn FnMut(&Document, usize) -> Result<()>,
) -> Result<()> {
    let mut more = |bytes: &mut Vec<u8>| {
        bytes.clear();
        let read = reader.by_ref().take(at_once).read_to_end(bytes);
        // After less than was asked for, a terminal would wait for a second end.
        read.map(|read| (read as u64) < at_once).map_err(|error| Failure::unreadable(Path::new(name), &error))
    };
    let mut bytes = Vec::new();
    let mut is_all = more(&mut bytes)?;
    let (mut decoder, mark) = DocumentDecoder::new(&bytes).map_err(|error| Failure::not_text(name, error))?;
    bytes.drain(..mark);
    let (mut text, mut chars, mut lines) = (String::new(), 0, 0);
    loop {
        decoder.decode(&bytes, is_all, &mut text);
        while let Some(end) = cutter.first_part(&text, is_all).filter(|end| *end > 0) {
            let rest = text.split_off(end);
            let is_last = rest.is_empty() && is_all;
            let warning = if is_last { broken(name, &decoder) } else { None };
            let part = std::mem::replace(&mut text, rest);
            let part_lines = part.matches('\n').count();
            let mut document = Document::of(part, how, lines, &|text| cutter.segments(text)).warned(warning);
            document.is_last = is_last;
            take(&document, chars)?;
            chars += document.text.chars().count();
            lines += part_lines;
        }
        if is_all {
            return Ok(());
        }
        if text.len() as u64 > MOST_BYTES {
            return Err(Failure::not_text(name, format!("it has a line of over {} MB", MOST_BYTES >> 20)));
        }
        is_all = more(&mut bytes)?;
    }
}

fn own_rules(path: &Path, source: &Lang) -> Result<Segmenter> {
    let bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    let name = path.display().to_string();
    let rules = decode_document(&bytes).map_err(|error| Failure::rules(&name, error))?;
    Segmenter::from_srx(&rules.text, source).map_err(|error| Failure::rules(&name, error))
}

fn open_text(args: &InputArgs) -> Result<Text> {
    if args.text {
        return Ok(Text::Given(args.input.clone()));
    }
    if args.input == "-" {
        return Ok(Text::Stream("standard input".to_owned(), Box::new(std::io::stdin())));
    }
    let path = Path::new(&args.input);
    match std::fs::metadata(path) {
        // A word may be a folder's name by chance; a path is not.
        Ok(found) if found.is_dir() && !looks_like_a_file(&args.input) && !is_ascii_name(&args.input) => {
            Ok(Text::Given(args.input.clone()))
        }
        Ok(found) if found.is_dir() => Err(Failure::is_a_directory(path)),
        Ok(_) => {
            let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
            Ok(Text::Stream(args.input.clone(), Box::new(file)))
        }
        Err(_) if looks_like_a_file(&args.input) => Err(Failure::missing_input(&args.input)),
        Err(_) => Ok(Text::Given(args.input.clone())),
    }
}

fn limited(name: &str, reader: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = reader.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::unreadable(Path::new(name), &error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::not_text(name, format!("it is larger than {} MB", MOST_BYTES >> 20)));
    }
    Ok(bytes)
}

fn decode(name: &str, bytes: &[u8]) -> Result<(String, Option<String>)> {
    let decoded = decode_document(bytes).map_err(|error| Failure::not_text(name, error))?;
    let warning = (decoded.replaced > 0).then(|| replaced(name, decoded.replaced, decoded.encoding));
    Ok((decoded.text, warning))
}

fn broken(name: &str, decoder: &DocumentDecoder) -> Option<String> {
    (decoder.replaced() > 0).then(|| replaced(name, decoder.replaced(), decoder.encoding()))
}

fn replaced(name: &str, count: usize, encoding: Encoding) -> String {
    match count {
        1 => format!("warning: {name}: 1 place is no {encoding} text, shown as \u{FFFD}"),
        _ => format!("warning: {name}: {count} places are no {encoding} text, shown as \u{FFFD}"),
    }
}

/// One word of ASCII letters, as folders are named; texts to translate into ASCII languages have spaces.
fn is_ascii_name(input: &str) -> bool {
    input.is_ascii() && !input.contains(' ')
}

/// A path separator or a known ending, and no white space: somebody meant a file.
fn looks_like_a_file(input: &str) -> bool {
    if input.is_empty() || input.contains(char::is_whitespace) {
        return false;
    }
    let ending = input.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    input.contains(['/', std::path::MAIN_SEPARATOR])
        || ending.is_some_and(|e| KNOWN_ENDINGS.contains(&e.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_file_name() {
        for text in ["کارگران اعتصاب کردند.", "نان/کار /آزادی", "سلام", "", "1.5"]
        {
            assert!(!looks_like_a_file(text), "{text}");
        }
        for name in ["statement.txt", "a/b", "./x", "متن.docx"] {
            assert!(looks_like_a_file(name), "{name}");
        }
    }

    #[test]
    fn a_long_text_has_the_same_segments_in_parts() {
        let paragraph =
            "اعتصاب ادامه دارد. \u{1F534} کارگران نان می\u{200C}خواهند!\nخواست\u{200C}ها: بیمه\n\n";
        let text = paragraph.repeat((1 << 20) / paragraph.len() * 6 / 5);
        let cutters = [Cutter::Sentences(Box::new(Segmenter::built_in(&Lang::persian()))), Cutter::Lines];
        for (cutter, expected_parts) in cutters.iter().zip([2, 13]) {
            let (mut parts, mut found, mut expected) = (0, Vec::new(), Vec::new());
            in_parts("x", text.as_bytes(), 100_001, cutter, Repair::Auto, &mut |document, before| {
                parts += 1;
                let flat = |s: &Segment| (before + s.chars.start, s.flat(&document.text));
                found.extend(document.segments.iter().map(flat));
                Ok(())
            })
            .unwrap();
            expected.extend(cutter.segments(&text).iter().map(|s| (s.chars.start, s.flat(&text))));
            assert!(parts == expected_parts && found == expected, "{parts} parts");
        }
    }

    #[test]
    fn lines_are_parted_at_their_breaks() {
        let text = "نان\r\nکار\r\rآزادی\u{2028}خانه\nبیمه";
        for at_once in 1..9 {
            let mut found = Vec::new();
            in_parts("x", text.as_bytes(), at_once, &Cutter::Lines, Repair::Auto, &mut |document, before| {
                found.extend(document.segments.iter().map(|s| before + s.chars.start));
                Ok(())
            })
            .unwrap();
            let whole: Vec<usize> = Segmenter::lines(text).iter().map(|s| s.chars.start).collect();
            assert_eq!(found, whole, "{at_once}");
        }
    }
}
