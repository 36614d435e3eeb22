//! The coverage of documents as a picture: SVG 1.1, the same bytes for the same counts.
//!
//! Nothing of a document's text is in it, no script and nothing from elsewhere; names of files are. Colours follow the
//! scheme of the viewer, light or dark, where it has one. The classes go from blue to red over yellow, in an order that
//! people who see few colours can tell apart (after ColorBrewer's *RdYlBu*).

use std::collections::BTreeMap;
use std::fmt::Write;

use tm::lang::Lang;

use crate::jobs::analysis::{Analysis, Sheet, Slice};
use crate::jobs::bands::{Amount, Band, Tally, percent};
use crate::ui::escape;
use crate::ui::text::counted;

/// Hundredths of a pixel: places are reckoned in whole numbers, so that every machine draws the same.
const PIXEL: u64 = 100;
/// Width of the picture in pixels: it fits a page and half a screen.
const WIDTH: u64 = 840;
/// Pixels on either side.
const MARGIN: u64 = 24;
/// Pixels of bars and strips from left to right.
const INNER: u64 = WIDTH - 2 * MARGIN;
/// Pixels of a bar from top to bottom.
const BAR: u64 = 22;
/// Pixels between the lines of text.
const LINE: u64 = 20;
/// Pixels that a segment of the strip should have on average, so that single ones are seen: with fewer the strip goes on
/// in another row.
const SLICE: u64 = 4;
/// Most rows of a strip: half a screen.
const MOST_ROWS: u64 = 40;
/// Pixels of a row of the strip, and to the next.
const ROW: u64 = 14;
const ROW_STEP: u64 = 17;
/// A slice of three pixels or more ends half a pixel early, so that it is seen to end.
const SEEN_TO_END: u64 = 3 * PIXEL;
const GAP: u64 = PIXEL / 2;
/// Characters of a name that fit.
const NAME: usize = 90;

/// Draws what documents need, each and all together.
pub fn picture(source: &Lang, documents: &[Analysis], total: &Analysis) -> String {
    let mut drawing = Drawing { body: String::new(), y: 0 };
    for (at, sheet) in total.sheets.iter().enumerate() {
        drawing.y += MARGIN;
        drawing.section(source, total, sheet, documents.len());
        for document in documents {
            if let Some(sheet) = document.sheets.get(at) {
                drawing.document(document, sheet, documents.len() > 1);
            }
        }
    }
    drawing.y += MARGIN;
    let height = drawing.y;
    let title = title(documents);
    let summary = summary(source, total);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\">\n\
         <title>{title}</title>\n<desc>{summary}</desc>\n\
         <style type=\"text/css\">{STYLE}</style>\n\
         <rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n{}</svg>\n",
        drawing.body
    )
}

/// What the strip of a document is.
const STRIP: &str =
    "The strip below a name is the document from its first segment to its last, each as wide as its words.";

const STYLE: &str = "\
text{font-family:sans-serif;font-size:13px;fill:#222}\
.page{fill:#fff}.head{font-size:17px;font-weight:bold}.name{font-weight:bold}.small{font-size:12px;fill:#555}\
.number{text-anchor:end}.frame{fill:none;stroke:#888}.ground{fill:#ddd}\
@media (prefers-color-scheme:dark){text{fill:#eee}.small{fill:#aaa}.page{fill:#1c1c20}.ground{fill:#444}}";

fn colour(band: Band) -> &'static str {
    match band {
        Band::InContext => "#313695",
        Band::Full => "#4575b4",
        Band::Fixed => "#9a9a9a",
        Band::Repetition => "#74add1",
        Band::From95 => "#b5dcea",
        Band::From85 => "#fee8a0",
        Band::From75 => "#fdbf5f",
        Band::From50 => "#f4803c",
        Band::New => "#c8271f",
    }
}

/// What is drawn so far, and how far down.
struct Drawing {
    body: String,
    y: u64,
}

impl Drawing {
    fn section(&mut self, source: &Lang, total: &Analysis, sheet: &Sheet, files: usize) {
        let target = sheet.target.as_ref().map_or("any language", Lang::as_str);
        self.y += LINE - 4;
        self.text("head", MARGIN, &format!("{source} \u{2192} {target}"));
        self.y += LINE;
        self.text("small", MARGIN, &amounts(total.amount, Some(files)));
        self.y += LINE / 2;
        self.bar(&sheet.bands, total.amount.words);
        self.legend(sheet, total.amount.words);
        for note in notes(sheet, total.amount) {
            self.y += LINE;
            self.text("small", MARGIN, &note);
        }
        self.y += LINE;
        self.text("small", MARGIN, STRIP);
    }

    fn legend(&mut self, sheet: &Sheet, words: u64) {
        self.y += LINE;
        for (x, title) in [(260, "segments"), (350, "words"), (420, "of words")] {
            self.text("small number", MARGIN + x, title);
        }
        for band in Band::ALL {
            self.y += LINE;
            let amount = sheet.bands.of(band);
            let share = percent(amount.words, words);
            self.add(format_args!(
                "<rect class=\"frame\" style=\"fill:{}\" x=\"{MARGIN}\" y=\"{}\" width=\"14\" height=\"14\"/>\n",
                colour(band),
                self.y - 12
            ));
            self.text("label", MARGIN + 24, band.label());
            self.text("number", MARGIN + 260, &amount.segments.to_string());
            self.text("number", MARGIN + 350, &amount.words.to_string());
            self.text("number", MARGIN + 420, &format!("{share} %"));
        }
    }

    fn document(&mut self, document: &Analysis, sheet: &Sheet, has_others: bool) {
        self.y += LINE + LINE;
        self.text("name", MARGIN, &shortened(&document.name));
        if has_others {
            self.y += LINE;
            self.text("small", MARGIN, &amounts(document.amount, None));
            self.y += LINE / 2;
            self.bar(&sheet.bands, document.amount.words);
        }
        self.y += LINE / 2;
        self.strip(&sheet.slices, document.amount.words);
    }

    /// The classes side by side.
    fn bar(&mut self, bands: &Tally, words: u64) {
        let mut paths = Paths::default();
        let mut before = 0;
        for band in Band::ALL {
            let more = bands.of(band).words;
            let (from, to) = (across(before, words), across(before + more, words));
            paths.add(band, (from, self.y * PIXEL), (to - from, BAR * PIXEL));
            before += more;
        }
        self.framed(&paths, BAR);
        self.y += BAR;
    }

    /// The segments one behind the other, in rows.
    fn strip(&mut self, slices: &[Slice], words: u64) {
        let rows = (SLICE * slices.len() as u64).div_ceil(INNER).clamp(1, MOST_ROWS);
        let mut paths: Vec<Paths> = (0..rows).map(|_| Paths::default()).collect();
        // A place counts hundredths of pixels along all rows laid end to end.
        let length = rows * INNER * PIXEL;
        let place = |words_before: u64| (words_before * length).checked_div(words).unwrap_or(0);
        let mut before = 0;
        for slice in slices {
            let (mut from, to) = (place(before), place(before + slice.words));
            before += slice.words;
            while from < to {
                let row = from / (INNER * PIXEL);
                let end = to.min((row + 1) * INNER * PIXEL);
                let gap = if end - from >= SEEN_TO_END { GAP } else { 0 };
                let x = MARGIN * PIXEL + from % (INNER * PIXEL);
                if let Some(paths) = paths.get_mut(row as usize) {
                    let y = (self.y + row * ROW_STEP) * PIXEL;
                    paths.add(slice.band, (x, y), (end - from - gap, ROW * PIXEL));
                }
                from = end;
            }
        }
        for (row, paths) in paths.iter().enumerate() {
            if row > 0 {
                self.y += ROW_STEP;
            }
            self.framed(paths, ROW);
        }
        self.y += ROW;
    }

    fn framed(&mut self, paths: &Paths, height: u64) {
        let y = self.y;
        self.add(format_args!(
            "<rect class=\"ground\" x=\"{MARGIN}\" y=\"{y}\" width=\"{INNER}\" height=\"{height}\"/>\n"
        ));
        for (band, path) in &paths.0 {
            self.add(format_args!("<path style=\"fill:{}\" d=\"{path}\"/>\n", colour(*band)));
        }
    }

    fn text(&mut self, class: &str, x: u64, text: &str) {
        let y = self.y;
        self.add(format_args!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>\n", escaped(text)));
    }

    fn add(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(what);
    }
}

/// The rectangles of each class, as one path a class.
#[derive(Default)]
struct Paths(BTreeMap<Band, String>);

impl Paths {
    fn add(&mut self, band: Band, (x, y): (u64, u64), (width, height): (u64, u64)) {
        if width == 0 {
            return;
        }
        let path = self.0.entry(band).or_default();
        let [x, y, width, height] = [x, y, width, height].map(pixels);
        let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
    }
}

/// Where so many words of all end, in hundredths of a pixel.
fn across(words: u64, all: u64) -> u64 {
    MARGIN * PIXEL + (words * INNER * PIXEL).checked_div(all).unwrap_or(0)
}

/// Hundredths of a pixel as a number of pixels.
fn pixels(hundredths: u64) -> String {
    match (hundredths / PIXEL, hundredths % PIXEL) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

fn amounts(amount: Amount, files: Option<usize>) -> String {
    let files = files.filter(|files| *files > 1).map(|files| format!("{files} files, ")).unwrap_or_default();
    let (segments, words) = (counted(amount.segments, "segment"), counted(amount.words, "word"));
    format!("{files}{segments}, {words}, {}", counted(amount.characters, "character"))
}

fn notes(sheet: &Sheet, all: Amount) -> Vec<String> {
    let mut notes = Vec::new();
    let better = sheet.in_order.total();
    if better.segments > 0 {
        let (segments, words) = (counted(better.segments, "segment"), counted(better.words, "word"));
        notes.push(format!("Earlier segments, once translated, will serve {segments} ({words}) better."));
    }
    if sheet.terms.known > 0 {
        let (known, words) = (counted(sheet.terms.known, "concept"), counted(all.words, "word"));
        let terms = &sheet.terms;
        notes.push(format!(
            "{} of {known} of the glossary occur, in {} of {words}.",
            terms.concepts(),
            terms.words
        ));
    }
    notes
}

fn title(documents: &[Analysis]) -> String {
    match documents {
        [one] => escaped(&format!("What the memory covers of {}", shortened(&one.name))),
        several => format!("What the memory covers of {} files", several.len()),
    }
}

/// The picture in words.
fn summary(source: &Lang, total: &Analysis) -> String {
    let sheets = total.sheets.iter().map(|sheet| {
        let target = sheet.target.as_ref().map_or("any language", Lang::as_str);
        let bands = Band::ALL.iter().map(|band| (band, sheet.bands.of(*band)));
        let bands = bands
            .filter(|(_, amount)| amount.segments > 0)
            .map(|(band, amount)| format!("{} {}", band.label(), percent(amount.words, total.amount.words)));
        format!("{source} to {target}, per cent of words: {}.", bands.collect::<Vec<_>>().join(", "))
    });
    escaped(&format!("{}. {}", amounts(total.amount, None), sheets.collect::<Vec<_>>().join(" ")))
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}\u{2026}", name.get(..end).unwrap_or_default()),
        None => name.to_owned(),
    }
}

/// Text between tags; what XML does not have is left out, what could deceive is shown.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in escape::visible(text).chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c => shown.push(c),
        }
    }
    shown
}
