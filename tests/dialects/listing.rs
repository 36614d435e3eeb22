//! What was read from a file, as a text to be read by people.

use std::io::Read;
use std::path::Path;

use tm::context::{Context, NeighbourKind};
use tm::tmx::{Entry, ReadOptions, Reader};
use tm::unit::{CodeKind, Variant};

/// The units of a file by line, and what the import said and answered.
pub fn of(path: &Path, import: &std::process::Output) -> String {
    let mut shown = String::new();
    if let Ok(reader) = Reader::new(open(path), ReadOptions::default()) {
        for entry in reader.flatten() {
            show(&entry, &mut shown);
        }
    }
    let file = path.display().to_string();
    let short = path.file_name().unwrap().to_string_lossy();
    let said = String::from_utf8(import.stderr.clone()).unwrap().replace(&file, &short);
    let said =
        said.lines().filter(|line| !line.starts_with("Created the memory") && !line.starts_with("Write "));
    let said: String = said.map(|line| format!("{line}\n")).collect();
    format!("{shown}{said}[exit {}]\n", import.status.code().unwrap())
}

fn open(path: &Path) -> Box<dyn Read> {
    let file = std::fs::File::open(path).unwrap();
    if path.extension().is_some_and(|e| e == "gz") {
        return Box::new(flate2::read::GzDecoder::new(file));
    }
    Box::new(file)
}

fn show(entry: &Entry, shown: &mut String) {
    *shown += &format!("line {}\n", entry.line);
    for variant in entry.unit.variants() {
        *shown += &format!("  {:8}  {}\n", variant.lang.as_str(), with_codes(variant));
    }
    let context = Context::of(&entry.detail);
    for (word, neighbours) in [("previous", &context.previous), ("next", &context.next)] {
        for neighbour in neighbours {
            let what = if neighbour.kind == NeighbourKind::Text { "" } else { neighbour.kind.as_str() };
            let value = visible(&neighbour.value);
            *shown += &format!("  {word} {what}{}{value}\n", if what.is_empty() { "" } else { " " });
        }
    }
    for (word, values) in [("id", &context.id), ("document", &context.document)] {
        values.iter().for_each(|value| *shown += &format!("  {word} {}\n", visible(value)));
    }
}

/// The text with its codes.
fn with_codes(variant: &Variant) -> String {
    let mut shown = String::new();
    let mut written = 0;
    for code in &variant.codes {
        let at = code.at as usize;
        shown += &visible(&variant.text[written..at]);
        written = at;
        shown += &match code.kind {
            CodeKind::Open => format!("{{{}", code.number),
            CodeKind::Close => format!("{}}}", code.number),
            CodeKind::Single => format!("{{{}}}", code.number),
        };
    }
    shown + &visible(&variant.text[written..])
}

/// Characters that cannot be seen as `\u{200c}`.
fn visible(text: &str) -> String {
    text.chars().map(|c| if is_seen(c) { c.to_string() } else { c.escape_default().to_string() }).collect()
}

fn is_seen(letter: char) -> bool {
    let combining = matches!(letter, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}');
    let mark = matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    !letter.is_control() && !combining && !mark
}
