//! Folding: one text for all its spellings, every position mapped back to the source.
//!
//! Letters and digits of the Arabic script are unified, marks and quotes too, diacritics, kashida and direction
//! controls dropped, presentation forms resolved (NFKC of Unicode 17, UAX #15), white space reduced to single
//! spaces. The table with a reason for each row is `data/fa/fold.tsv`.

use std::borrow::Cow;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use crate::span::{Chars, Span};

/// Zero width non-joiner: inside Persian words it separates morphemes without a space.
pub const ZWNJ: char = '\u{200C}';

/// A folded text and where each of its characters came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    pub(super) text: String,
    /// For each folded character the half-open range of source characters it stands for.
    pub(super) origins: Vec<(u32, u32)>,
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many characters the folded text has.
    pub fn char_count(&self) -> usize {
        self.origins.len()
    }

    /// The span of the source that a non-empty span of the folded text stands for; `None` past the end.
    pub fn source_span(&self, folded: Span<Chars>) -> Option<Span<Chars>> {
        let first = self.origins.get(folded.start)?;
        let last = self.origins.get(folded.end.checked_sub(1)?)?;
        Some(Span::new(first.0 as usize, last.1 as usize))
    }
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), origins: Vec::new() };
    folded.origins.reserve(text.len() / 2);
    if fold_into(text, &mut folded) { compose(&folded) } else { folded }
}

/// The folded text alone.
///
/// Where folding would change nothing, which is so for most words of a list, looking at them is far less work than
/// folding them.
pub fn fold_text(text: &str) -> Cow<'_, str> {
    if stays(text) { Cow::Borrowed(text) } else { Cow::Owned(fold(text).text) }
}

/// Whether a text is nothing but letters that folding leaves as they are, with single spaces or ZWNJ between them.
fn stays(text: &str) -> bool {
    let mut is_behind_letter = false;
    for c in text.chars() {
        let is_letter = stays_alone(c);
        if !is_letter && !(is_behind_letter && (c == ' ' || c == ZWNJ)) {
            return false;
        }
        is_behind_letter = is_letter;
    }
    is_behind_letter
}

/// Whether a text is one word of small letters that folding leaves as it is.
pub(crate) fn is_plain_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| stays_alone(c) && !c.is_ascii_uppercase())
}

/// Whether a character is a letter that folding leaves as it is wherever it stands.
fn stays_alone(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{622}' | '\u{627}' | '\u{628}' | '\u{62A}'..='\u{63A}' | '\u{641}'
        | '\u{642}' | '\u{644}'..='\u{648}' | '\u{67E}' | '\u{686}' | '\u{698}' | '\u{6A9}' | '\u{6AF}' | '\u{6CC}')
}

/// Receives folded characters.
pub(super) trait Sink {
    /// Appends a character that stands for source characters `from.0..from.1`.
    fn push(&mut self, c: char, from: (u32, u32));
    /// Whether and what was pushed last.
    fn last(&self) -> Option<char>;
    /// The last character becomes another, which also stands for the source up to `end`.
    fn make_last(&mut self, c: char, end: u32);
    /// The last character also stands for the source up to `end`.
    fn extend(&mut self, end: u32);
}

impl Sink for Folded {
    fn push(&mut self, c: char, from: (u32, u32)) {
        self.text.push(c);
        self.origins.push(from);
    }

    fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    fn make_last(&mut self, c: char, end: u32) {
        self.text.pop();
        self.text.push(c);
        self.extend(end);
    }

    fn extend(&mut self, end: u32) {
        if let Some(last) = self.origins.last_mut() {
            last.1 = end;
        }
    }
}

/// A space or ZWNJ that is written only when a character follows on the other side.
#[derive(Clone, Copy)]
struct Pending {
    c: char,
    from: (u32, u32),
}

const MADDA: char = '\u{0653}';

/// Pushes the folded characters; tells whether there are marks that [`compose`] must join to their letters.
pub(super) fn fold_into(text: &str, sink: &mut impl Sink) -> bool {
    let table = Table::get();
    let mut marked = false;
    let mut pending: Option<Pending> = None;
    let mut started = false;
    for (at, c) in (0u32..).zip(text.chars()) {
        let here = (at, at + 1);
        let mapped = if c.is_ascii() { ascii(c) } else { table.map(c) };
        match mapped {
            Mapped::Char(' ') => {
                pending = started.then_some(Pending { c: ' ', from: here });
            }
            Mapped::Char(ZWNJ) => {
                if started && pending.is_none() {
                    pending = Some(Pending { c: ZWNJ, from: here });
                }
            }
            Mapped::Drop if c == MADDA && pending.is_none() && sink.last() == Some('\u{0627}') => {
                sink.make_last('\u{0622}', here.1);
            }
            Mapped::Drop => {
                if started && pending.is_none() && is_combining_mark(c) {
                    sink.extend(here.1);
                }
            }
            Mapped::Char(to) => {
                // Between figures it joins nothing and shows nothing.
                if to.is_ascii_digit()
                    && pending.is_some_and(|p| p.c == ZWNJ)
                    && sink.last().is_some_and(|c| c.is_ascii_digit())
                {
                    pending = None;
                }
                flush(&mut pending, sink);
                started = true;
                marked |= is_mark(to);
                sink.push(to, here);
            }
            Mapped::Compatibility => {
                for to in std::iter::once(c).nfkc() {
                    let to = if to.is_ascii() { ascii(to) } else { table.map(to) };
                    if let Mapped::Char(to) = to
                        && (to != ' ' && to != ZWNJ)
                    {
                        flush(&mut pending, sink);
                        started = true;
                        sink.push(to, here);
                    }
                }
            }
        }
    }
    marked
}

fn flush(pending: &mut Option<Pending>, sink: &mut impl Sink) {
    if let Some(Pending { c, from }) = pending.take() {
        sink.push(c, from);
    }
}

/// Combining marks that the table keeps: all outside the Arabic script.
fn is_mark(c: char) -> bool {
    c >= '\u{0300}' && canonical_combining_class(c) != 0
}

/// Joins letters and their marks into one character where there is one (NFC, UAX #15).
fn compose(folded: &Folded) -> Folded {
    let mut composed = Folded::default();
    let mut characters = folded.text.chars().zip(&folded.origins).peekable();
    while let Some((base, origin)) = characters.next() {
        let mut cluster = String::from(base);
        let mut origin = *origin;
        while let Some((mark, from)) = characters.next_if(|(c, _)| is_mark(*c)) {
            cluster.push(mark);
            origin.1 = from.1;
        }
        cluster.nfc().for_each(|c| composed.push(c, origin));
    }
    composed
}

fn ascii(c: char) -> Mapped {
    match c {
        ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' => Mapped::Char(' '),
        c if c.is_ascii_control() => Mapped::Drop,
        c => Mapped::Char(c),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mapped {
    Char(char),
    Drop,
    Compatibility,
}

/// The table of `data/fa/fold.tsv`, direct-indexed for the two blocks that Persian text uses.
struct Table {
    arabic: Vec<Mapped>,
    punctuation: Vec<Mapped>,
    others: Vec<(char, Mapped)>,
}

const ARABIC_BLOCK: u32 = 0x0600;
const PUNCTUATION_BLOCK: u32 = 0x2000;

impl Table {
    fn get() -> &'static Table {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| Table::parse(include_str!("../../data/fa/fold.tsv")))
    }

    fn parse(rows: &'static str) -> Table {
        let identity = |block: u32, size: u32| -> Vec<Mapped> {
            (block..block + size).map(|c| char::from_u32(c).map_or(Mapped::Drop, Table::unlisted)).collect()
        };
        let mut table = Table {
            arabic: identity(ARABIC_BLOCK, 0x100),
            punctuation: identity(PUNCTUATION_BLOCK, 0x100),
            others: Vec::new(),
        };
        for (from, to) in rows.lines().skip(1).flat_map(parse_row) {
            table.set(from, to);
        }
        table.others.sort_by_key(|(c, _)| *c);
        table
    }

    fn set(&mut self, from: char, to: Mapped) {
        let slot = match u32::from(from) {
            c @ 0x0600..=0x06FF => self.arabic.get_mut((c - ARABIC_BLOCK) as usize),
            c @ 0x2000..=0x20FF => self.punctuation.get_mut((c - PUNCTUATION_BLOCK) as usize),
            _ => {
                self.others.push((from, to));
                None
            }
        };
        if let Some(slot) = slot {
            *slot = to;
        }
    }

    fn map(&self, c: char) -> Mapped {
        let code = u32::from(c);
        let listed = match code {
            0x0600..=0x06FF => self.arabic.get((code - ARABIC_BLOCK) as usize).copied(),
            0x2000..=0x20FF => self.punctuation.get((code - PUNCTUATION_BLOCK) as usize).copied(),
            _ => self
                .others
                .binary_search_by_key(&c, |(from, _)| *from)
                .ok()
                .and_then(|i| self.others.get(i).map(|(_, to)| *to)),
        };
        listed.unwrap_or_else(|| Table::unlisted(c))
    }

    fn unlisted(c: char) -> Mapped {
        match c {
            c if c.is_whitespace() => Mapped::Char(' '),
            c if c.is_control() => Mapped::Drop,
            // Dot leaders, letter-like signs, ligatures of Latin type, Arabic presentation forms A and B.
            '\u{2024}'..='\u{2026}'
            | '\u{2126}'
            | '\u{212A}'..='\u{212B}'
            | '\u{FB00}'..='\u{FB06}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}' => Mapped::Compatibility,
            c => Mapped::Char(c),
        }
    }
}

/// The mappings of one row: a single character, or a range onto one character (digits: onto consecutive ones).
fn parse_row(row: &'static str) -> impl Iterator<Item = (char, Mapped)> {
    let mut cells = row.split('\t');
    let (from, to) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
    let code = |hex: &str| u32::from_str_radix(hex, 16).ok();
    let (first, last) = match from.split_once("..") {
        Some((first, last)) => (code(first), code(last)),
        None => (code(from), code(from)),
    };
    let to = code(to);
    let (first, last) = first.zip(last).unwrap_or((1, 0));
    (first..=last).filter_map(move |c| {
        // A range onto "0" is a digit set; every other range falls onto one character.
        let step = if to == Some(u32::from('0')) { c - first } else { 0 };
        let mapped = match to {
            Some(to) => Mapped::Char(char::from_u32(to + step)?),
            None => Mapped::Drop,
        };
        Some((char::from_u32(c)?, mapped))
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::lang::Script;
    use crate::text::exact_key;
    use proptest::prelude::*;

    /// Text as it reaches us: Persian and Arabic letters, marks, joiners, controls, digits of three sets, Latin.
    pub(crate) fn persian_text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "ی",
            "ي",
            "ى",
            "ک",
            "ك",
            "ه",
            "ة",
            "ۀ",
            "ا",
            "آ",
            "أ",
            "ا\u{0653}",
            "و",
            "ؤ",
            "ئ",
            "م",
            "ن",
            "ر",
            "د",
            "س",
            "ش",
            "گ",
            "پ",
            "چ",
            "ژ",
            "\u{200C}",
            "\u{200D}",
            "\u{200E}",
            "\u{200F}",
            "\u{202B}",
            "\u{202C}",
            "\u{064E}",
            "\u{064B}",
            "\u{0651}",
            "\u{0640}",
            "\u{00A0}",
            " ",
            "  ",
            "\n",
            "۱",
            "٢",
            "3",
            "٪",
            "٫",
            "٬",
            "،",
            "؛",
            "؟",
            ".",
            "…",
            "«",
            "»",
            "\u{201C}",
            "\"",
            "A",
            "é",
            "e\u{0301}",
            "o\u{0308}",
            "\u{FEFB}",
            "\u{FE8E}",
            "\u{FBFC}",
            "\u{FDF2}",
            "\u{00AC}",
            "\u{00AD}",
            "😊",
            "\u{1}",
            "\u{0301}",
            "\u{0654}",
        ]);
        prop::collection::vec(pieces, 0..40).prop_map(|parts| parts.concat())
    }

    #[test]
    fn a_zwnj_between_figures_is_no_part_of_them() {
        assert_eq!(fold("۱\u{200C}۲٣ کارگر").as_str(), "123 کارگر");
        assert_eq!(fold("۲۵\u{200C}امین").as_str(), "25\u{200C}امین");
        let span = fold("۱\u{200C}۲ ن").source_span(Span::new(1, 4));
        assert_eq!(span.map(|s| (s.start, s.end)), Some((2, 5)));
    }

    #[test]
    fn a_letter_that_stays_stays_between_others() {
        for c in ('\u{0}'..='\u{FFFF}').filter(|c| stays_alone(*c)) {
            assert_eq!(fold(&format!("ب{c}ب")).as_str(), format!("ب{c}ب"), "{c}");
        }
        assert!(
            stays("شورای هفت\u{200C}تپه") && !stays("شورای  کار") && !stays(" کار") && !stays("کار\u{200C}")
        );
    }

    proptest! {
        #[test]
        fn the_text_alone_is_the_same(text in persian_text(), plain in "[ \u{200C}اآبکگیهوءئ a-zA-Z]{0,12}") {
            for text in [text, plain] {
                prop_assert_eq!(fold_text(&text).into_owned(), fold(&text).text, "{:?}", text);
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in persian_text()) {
            let once = fold(&text);
            let twice = fold(once.as_str());
            prop_assert_eq!(twice.as_str(), once.as_str());
        }

        #[test]
        fn positions_map_inside_the_source_in_order(text in persian_text()) {
            let folded = fold(&text);
            prop_assert_eq!(folded.as_str().chars().count(), folded.char_count());
            let length = text.chars().count();
            let mut before = 0;
            for i in 0..folded.char_count() {
                let span = folded.source_span(Span::new(i, i + 1)).unwrap();
                prop_assert!(span.start < span.end && span.end <= length && before <= span.start);
                before = span.start;
            }
        }
    }

    #[test]
    fn spellings_of_one_sentence_share_the_key() {
        let plain = "کارگران می\u{200C}گویند: «مسئول ۱۲٪ افزایش کیست؟»";
        for other in [
            "كارگران مي\u{200C}گويند: «مسئول 12% افزايش كيست؟»",
            "کارگران می گویند : \u{201C}مسئول ١٢٪ افزایش کیست?\u{201D}",
            "کارگران میگویند:\u{00A0}«مسیول ۱۲٪ افزایش کیـــست؟»",
            "\u{202B}کارگَران می\u{00AC}گویند: «مسئول ۱۲٪ افزایش کیست؟»\u{202C}",
        ] {
            assert_eq!(exact_key(other, Script::Arabic), exact_key(plain, Script::Arabic), "{other}");
        }
    }

    #[test]
    fn presentation_forms_become_letters() {
        assert_eq!(fold("\u{FEB3}\u{FEFC}\u{FEE1}").as_str(), "سلام");
        assert_eq!(fold("ا\u{0653}ب").as_str(), "آب");
    }

    #[test]
    fn latin_text_keeps_spaces_and_case() {
        assert_eq!(exact_key("Die  Arbeiter\u{2019}innen", Script::Latin), "Die Arbeiter'innen");
        assert_eq!(exact_key("cafe\u{0301}", Script::Latin), "café");
        assert_ne!(exact_key("Polish", Script::Latin), exact_key("polish", Script::Latin));
    }

    #[test]
    fn a_span_of_the_folded_text_finds_its_source() {
        let text = "  كارگَران  نيشكر";
        let folded = fold(text);
        assert_eq!(folded.as_str(), "کارگران نیشکر");
        assert_eq!(folded.source_span(Span::new(0, 7)), Some(Span::new(2, 10)));
        assert_eq!(folded.source_span(Span::new(8, 13)), Some(Span::new(12, 17)));
        assert_eq!(folded.source_span(Span::new(8, 14)), None);
        assert_eq!(folded.source_span(Span::new(0, 0)), None);
        // A mark may stand between a letter and its madda.
        let folded = fold("با\u{064B}\u{0653}ن");
        assert_eq!((folded.as_str(), folded.source_span(Span::new(1, 2))), ("بآن", Some(Span::new(1, 4))));
    }

    #[test]
    fn every_row_of_the_table_is_read_and_has_its_reason() {
        let mut seen = std::collections::HashSet::new();
        for row in include_str!("../../data/fa/fold.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 3 && cells[2].len() > 3, "{row}");
            let mut mappings = parse_row(row).peekable();
            assert!(mappings.peek().is_some(), "{row}");
            for (from, _) in mappings {
                assert!(seen.insert(from), "U+{:04X} stands twice", u32::from(from));
            }
        }
    }
}
