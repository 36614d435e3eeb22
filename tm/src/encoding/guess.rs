//! What a few kilobytes of a file say about its encoding.

use super::Encoding;

/// First bytes of formats that are no plain text, by their published specifications (`file`, version 5.45, agrees).
const MAGIC: [(&[u8], &str); 18] = [
    (b"PK\x03\x04", "a ZIP archive (docx, odt, xlsx, epub …)"),
    (b"%PDF-", "a PDF"),
    (b"\x1F\x8B", "a gzip file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Microsoft Office file"),
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\xFD7zXZ\0", "an xz file"),
    (b"BZh91AY&SY", "a bzip2 file"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard file"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xFF\xFE\0\0", "UTF-32, which no program we know writes: save it as UTF-8"),
    (b"\0\0\xFE\xFF", "UTF-32, which no program we know writes: save it as UTF-8"),
];

/// The format whose first bytes these are, when it is none that holds plain text.
pub(super) fn looks_like_binary(bytes: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

/// The encoding a byte order mark names, and the mark's length in bytes.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => Some((Encoding::Utf8, 3)),
        [0xFF, 0xFE, ..] => Some((Encoding::Utf16Le, 2)),
        [0xFE, 0xFF, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    }
}

/// UTF-16 without a byte order mark, from the high bytes of its characters.
///
/// Latin letters have the high byte 0x00 and Persian ones 0x06. Neither byte stands in plain text of another
/// encoding, so they betray the byte order when they gather on one side.
pub(super) fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let (mut even, mut odd, mut units) = (0u32, 0u32, 0u32);
    for pair in sample.chunks_exact(2) {
        if let [first, second] = pair {
            even += u32::from(matches!(first, 0x00 | 0x06));
            odd += u32::from(matches!(second, 0x00 | 0x06));
            units += 1;
        }
    }
    // More than half: general punctuation (0x20), Arabic presentation forms (0xFB, 0xFE) make up the rest.
    // Three times the other side: tables of small binary numbers have zeros on both.
    match (odd * 2 > units && odd > even * 3, even * 2 > units && even > odd * 3) {
        (true, _) => Some(Encoding::Utf16Le),
        (_, true) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether a text that is not UTF-16 holds what no text holds: NUL, or more than one control character in fifty; in a
/// text of other letters than ASCII one in five.
pub(super) fn is_binary(sample: &[u8]) -> bool {
    let is_control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    let controls = sample.iter().filter(is_control).count();
    // Of stretched lines one sign in ten is a kashida without a letter.
    let at_least = if is_letters(sample) { 5 } else { 50 };
    controls * at_least > sample.len() || (sample.contains(&0) && at_least == 50)
}

/// Whether a sample is UTF-8 and a third of it other letters than ASCII. Programs that take text out of PDFs write NUL
/// for a glyph without a letter, between blanks of the layout; no binary format looks like this beside it.
fn is_letters(sample: &[u8]) -> bool {
    let count = Utf8Count::of(sample);
    count.broken == 0 && sample.iter().filter(|b| !b.is_ascii()).count() * 3 > sample.len()
}

/// Well-formed sequences of two to four bytes, and broken places, of a text read as UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Utf8Count {
    pub(super) sequences: usize,
    pub(super) broken: usize,
}

impl Utf8Count {
    /// Counts; a sequence cut by the end of the sample is not held against it.
    pub(super) fn of(sample: &[u8]) -> Utf8Count {
        let mut count = Utf8Count { sequences: 0, broken: 0 };
        let mut chunks = sample.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            count.sequences += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
            let cut = chunks.peek().is_none() && is_cut_sequence(chunk.invalid());
            count.broken += usize::from(!chunk.invalid().is_empty() && !cut);
        }
        count
    }

    /// Whether the text is UTF-8, perhaps with damage: text of a single-byte encoding forms few sequences by chance.
    pub(super) fn is_utf8(self) -> bool {
        self.broken == 0 || self.sequences > self.broken
    }
}

fn is_cut_sequence(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Windows-1256 when its Arabic letters stand beside each other, Windows-1252 when high bytes stand among ASCII
/// letters: Persian words consist of the former, Western European words of the latter.
pub(super) fn single_byte(sample: &[u8]) -> Encoding {
    let (mut joined, mut mixed) = (0u32, 0u32);
    for (a, b) in sample.iter().zip(sample.iter().skip(1)) {
        match (is_arabic_letter(*a), is_arabic_letter(*b)) {
            (true, true) => joined += 1,
            (true, false) if b.is_ascii_alphabetic() => mixed += 1,
            (false, true) if a.is_ascii_alphabetic() => mixed += 1,
            _ => {}
        }
    }
    if joined > mixed { Encoding::Windows1256 } else { Encoding::Windows1252 }
}

/// Arabic and Persian letters of Windows-1256 (its French letters and signs excepted).
fn is_arabic_letter(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8A | 0x8D..=0x90 | 0x98 | 0x9A | 0x9F | 0xAA | 0xC0..=0xD6 | 0xD8..=0xDF
        | 0xE1 | 0xE3..=0xE6 | 0xEC | 0xED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_letters_of_windows_1256_are_told_from_accents_of_windows_1252() {
        let bytes = |text: &str, table: &'static encoding_rs::Encoding| table.encode(text).0.into_owned();
        for text in ["کارگران چاپخانه\u{200C}ها گفتند", "پژوهش", "از 1 مه 1403 به بعد، نان گران شد."]
        {
            let arabic_yeh = text.replace('ی', "ي");
            let encoded = bytes(&arabic_yeh, encoding_rs::WINDOWS_1256);
            assert_eq!(single_byte(&encoded), Encoding::Windows1256, "{text}");
        }
        for text in ["Löhne für Näherinnen", "une grève générale à Orléans", "ÅÄÖ är svenska bokstäver", "ß"]
        {
            let encoded = bytes(text, encoding_rs::WINDOWS_1252);
            assert_eq!(single_byte(&encoded), Encoding::Windows1252, "{text}");
        }
    }

    #[test]
    fn a_nul_among_persian_letters_is_a_lost_glyph_and_elsewhere_no_text() {
        let text = "کارگران امروز در محوطه کارخانه جمع شدند و خواسته خود را گفتند";
        assert!(!is_binary(format!("{text}\0{text}").as_bytes()));
        assert!(is_binary(format!("{text}{}", "\0".repeat(60)).as_bytes()));
        assert!(is_binary(b"plain\0text"));
        let mut broken = format!("{text}\0{text}").into_bytes();
        broken.extend(b"\xFFa");
        assert!(is_binary(&broken));
    }

    #[test]
    fn a_cut_sequence_at_the_end_is_no_damage() {
        let bytes = "نان".as_bytes();
        assert_eq!(Utf8Count::of(&bytes[..5]), Utf8Count { sequences: 2, broken: 0 });
        assert_eq!(Utf8Count::of(b"a\xFFb"), Utf8Count { sequences: 0, broken: 1 });
    }
}
