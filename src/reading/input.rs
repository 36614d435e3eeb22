//! INPUT: an existing file, standard input, or the text itself.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use tm::encoding::{DocumentDecoder, Encoding, decode_document};
use tm::lang::Lang;
use tm::segment::{Segment, Segmenter};

use crate::args::InputArgs;
use crate::failure::{Failure, Result};

/// Endings of documents: a missing INPUT that ends so was meant as a file.
const KNOWN_ENDINGS: &[&str] = &[
    "txt", "md", "html", "htm", "docx", "odt", "rtf", "doc", "pdf", "srt", "epub", "json", "jsonl", "xlf",
    "xliff", "tmx", "tsv", "csv", "po", "srx",
];

/// The largest document that is read: 256 MB, fifty times the longest book.
const MOST_BYTES: u64 = 256 << 20;

/// Bytes of a file read at once where it is read in parts: twice what the segmenter wants to see.
const PART_BYTES: u64 = 8 << 20;

/// A text and its segments.
#[derive(Debug)]
pub struct Document {
    /// The whole text, decoded.
    pub text: String,
    /// Its segments in order.
    pub segments: Vec<Segment>,
    /// What the reader should know: bytes that were no text.
    pub warning: Option<String>,
}

/// Reads and segments INPUT.
///
/// # Errors
/// It looks like a file and is none, cannot be read, or is no text.
pub fn read(args: &InputArgs, source: &Lang, srx: Option<&Path>) -> Result<Document> {
    let (text, warning) = read_text(args)?;
    let segments = match (args.lines, srx) {
        (true, _) => Segmenter::lines(&text),
        (false, None) => Segmenter::built_in(source).segment(&text),
        (false, Some(path)) => own_rules(path, source)?.segment(&text),
    };
    Ok(Document { text, segments, warning })
}

/// Reads and segments INPUT of any length in bounded memory: `take` gets one part after the other, each a document of
/// its own with the number of characters before it. Only a file above the bytes of one part has several.
///
/// # Errors
/// It looks like a file and is none, cannot be read, is no text, or `take` fails.
pub fn read_in_parts(
    args: &InputArgs,
    source: &Lang,
    srx: Option<&Path>,
    take: &mut dyn FnMut(&Document, usize) -> Result<()>,
) -> Result<()> {
    let Some((name, file)) = long_file(args)? else {
        return take(&read(args, source, srx)?, 0);
    };
    let segmenter = match srx {
        None => Segmenter::built_in(source),
        Some(path) => own_rules(path, source)?,
    };
    in_parts(&name, file, PART_BYTES, &segmenter, take)
}

/// Reads `at_once` bytes after the other, and gives each part of the text to `take` as soon as it is whole.
fn in_parts(
    name: &str,
    mut reader: impl Read,
    at_once: u64,
    segmenter: &Segmenter,
    take: &mut dyn FnMut(&Document, usize) -> Result<()>,
) -> Result<()> {
    let mut bytes = Vec::new();
    let mut more = |bytes: &mut Vec<u8>| {
        bytes.clear();
        let read = reader.by_ref().take(at_once).read_to_end(bytes);
        read.map_err(|error| Failure::unreadable(Path::new(name), &error))
    };
    more(&mut bytes)?;
    let (mut decoder, mark) = DocumentDecoder::new(&bytes).map_err(|error| Failure::not_text(name, error))?;
    bytes.drain(..mark);
    let (mut text, mut chars) = (String::new(), 0);
    loop {
        let is_all = bytes.is_empty();
        decoder.decode(&bytes, is_all, &mut text);
        while let Some(end) = Segmenter::first_part(&text, is_all).filter(|end| *end > 0) {
            let rest = text.split_off(end);
            let segments = segmenter.segment(&text);
            let warning = if rest.is_empty() && is_all { broken(name, &decoder) } else { None };
            let document = Document { text: std::mem::replace(&mut text, rest), segments, warning };
            take(&document, chars)?;
            chars += document.text.chars().count();
        }
        if is_all {
            return Ok(());
        }
        more(&mut bytes)?;
    }
}

/// The file INPUT names, when it is one of more than a part.
fn long_file(args: &InputArgs) -> Result<Option<(String, File)>> {
    let path = Path::new(&args.input);
    let is_long = |found: std::fs::Metadata| found.is_file() && found.len() > PART_BYTES;
    if args.text || args.lines || args.input == "-" || !std::fs::metadata(path).is_ok_and(is_long) {
        return Ok(None);
    }
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
    Ok(Some((args.input.clone(), file)))
}

fn own_rules(path: &Path, source: &Lang) -> Result<Segmenter> {
    let bytes = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
    let name = path.display().to_string();
    let rules = decode_document(&bytes).map_err(|error| Failure::rules(&name, error))?;
    Segmenter::from_srx(&rules.text, source).map_err(|error| Failure::rules(&name, error))
}

fn read_text(args: &InputArgs) -> Result<(String, Option<String>)> {
    if args.text {
        return Ok((args.input.clone(), None));
    }
    if args.input == "-" {
        return decode("standard input", &limited("standard input", std::io::stdin())?);
    }
    let path = Path::new(&args.input);
    match std::fs::metadata(path) {
        // A word may be a folder's name by chance; a path is not.
        Ok(found) if found.is_dir() && !looks_like_a_file(&args.input) && !is_ascii_name(&args.input) => {
            Ok((args.input.clone(), None))
        }
        Ok(found) if found.is_dir() => Err(Failure::is_a_directory(path)),
        Ok(_) => {
            let file = File::open(path).map_err(|error| Failure::unreadable(path, &error))?;
            decode(&args.input, &limited(&args.input, file)?)
        }
        Err(_) if looks_like_a_file(&args.input) => Err(Failure::missing_input(&args.input)),
        Err(_) => Ok((args.input.clone(), None)),
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
    format!("warning: {name}: {count} places are no {encoding} text, shown as \u{FFFD}")
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
        let segmenter = Segmenter::built_in(&Lang::persian());
        let mut found = Vec::new();
        let (mut parts, mut expected) = (0, Vec::new());
        in_parts("x", text.as_bytes(), 100_001, &segmenter, &mut |document, before| {
            parts += 1;
            found.extend(document.segments.iter().map(|s| (before + s.chars.start, s.flat(&document.text))));
            Ok(())
        })
        .unwrap();
        expected.extend(segmenter.segment(&text).iter().map(|s| (s.chars.start, s.flat(&text))));
        assert!(parts == 2 && found == expected, "{parts} parts");
    }
}
