//! Whole documents of plain text.

use thiserror::Error;

use super::Encoding;
use super::guess::{self, Utf8Count};

/// A document as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte order mark; line ends as they were.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// Broken places that became U+FFFD.
    pub replaced: usize,
}

/// Why bytes are no text.
#[derive(Debug, Error, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodingError {
    /// The bytes are those of another kind of file.
    #[error("this is no text{}", looks_like.map_or(String::new(), |name| format!(" but {name}")))]
    Binary {
        /// What its first bytes say it is.
        looks_like: Option<&'static str>,
    },
}

/// Bytes looked at for statistics: 64 KiB hold some ten pages, the decision needs a few lines of them.
const SAMPLE_BYTES: usize = 1 << 16;

/// Finds the encoding of a plain text and decodes it.
///
/// In this order: byte order mark, UTF-16 by its high bytes, UTF-8 (with a few broken bytes too), Windows-1256 when
/// its letters form words, Windows-1252.
///
/// # Errors
/// [`EncodingError::Binary`] for bytes that are no text.
pub fn decode_document(bytes: &[u8]) -> Result<Decoded, EncodingError> {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    if let Some(name) = guess::looks_like_binary(sample) {
        return Err(EncodingError::Binary { looks_like: Some(name) });
    }
    if let Some((encoding, length)) = guess::byte_order_mark(bytes) {
        return Ok(decode(bytes.get(length..).unwrap_or_default(), encoding));
    }
    if let Some(encoding) = guess::utf16_without_mark(sample) {
        return Ok(decode(bytes, encoding));
    }
    if guess::is_binary(sample) {
        return Err(EncodingError::Binary { looks_like: None });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8, replaced: 0 });
    }
    let encoding =
        if Utf8Count::of(bytes).is_utf8() { Encoding::Utf8 } else { guess::single_byte(high_sample(bytes)) };
    Ok(decode(bytes, encoding))
}

/// A sample that begins shortly before the first byte that is not ASCII.
fn high_sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0).saturating_sub(1);
    let rest = bytes.get(first..).unwrap_or(bytes);
    rest.get(..SAMPLE_BYTES).unwrap_or(rest)
}

fn decode(bytes: &[u8], encoding: Encoding) -> Decoded {
    let mut decoder = encoding.table().new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
    let (mut rest, mut replaced) = (bytes, 0);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            encoding_rs::DecoderResult::InputEmpty => break,
            encoding_rs::DecoderResult::OutputFull => text.reserve(rest.len().max(16) * 3),
            encoding_rs::DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                replaced += 1;
            }
        }
    }
    text.shrink_to_fit();
    Decoded { text, encoding, replaced }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PERSIAN: &str =
        "کارگران نیشکر هفت\u{200C}تپه سه هفته است که دستمزد نگرفته\u{200C}اند.\r\nThey wait.\r\n";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    fn windows_1256(text: &str) -> Vec<u8> {
        encoding_rs::WINDOWS_1256.encode(text).0.into_owned()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let arabic_yeh = PERSIAN.replace('ی', "ي");
        for (name, bytes, text, encoding) in [
            ("utf-8", PERSIAN.as_bytes().to_vec(), PERSIAN, Encoding::Utf8),
            ("utf-8 with mark", format!("\u{FEFF}{PERSIAN}").into_bytes(), PERSIAN, Encoding::Utf8),
            ("utf-16le", utf16(PERSIAN, true), PERSIAN, Encoding::Utf16Le),
            ("utf-16be", utf16(PERSIAN, false), PERSIAN, Encoding::Utf16Be),
            ("utf-16le with mark", utf16(&format!("\u{FEFF}{PERSIAN}"), true), PERSIAN, Encoding::Utf16Le),
            ("utf-16be with mark", utf16(&format!("\u{FEFF}{PERSIAN}"), false), PERSIAN, Encoding::Utf16Be),
            ("windows-1256", windows_1256(&arabic_yeh), &arabic_yeh, Encoding::Windows1256),
            ("latin utf-16le", utf16("Solidarity\n", true), "Solidarity\n", Encoding::Utf16Le),
            (
                "windows-1252",
                b"La gr\xE8ve \x96 d\xE9j\xE0 longue".to_vec(),
                "La grève \u{2013} déjà longue",
                Encoding::Windows1252,
            ),
            ("ascii", b"bread".to_vec(), "bread", Encoding::Utf8),
            ("nothing", Vec::new(), "", Encoding::Utf8),
        ] {
            let decoded = decode_document(&bytes);
            assert_eq!(decoded, Ok(Decoded { text: text.to_owned(), encoding, replaced: 0 }), "{name}");
        }
    }

    #[test]
    fn a_cut_end_is_replaced_and_counted() {
        let bytes = PERSIAN.trim_end_matches(|c: char| c.is_ascii()).as_bytes();
        let decoded = decode_document(&bytes[..bytes.len() - 1]).unwrap();
        assert_eq!((decoded.encoding, decoded.replaced), (Encoding::Utf8, 1));
        assert!(decoded.text.ends_with('\u{FFFD}'));
        let odd = utf16(PERSIAN, true);
        let decoded = decode_document(&odd[..odd.len() - 1]).unwrap();
        assert_eq!((decoded.encoding, decoded.replaced), (Encoding::Utf16Le, 1));
    }

    #[test]
    fn other_files_are_named_or_refused() {
        let looks_like = |bytes: &[u8]| decode_document(bytes).map(|d| d.encoding);
        let named = |name| Err(EncodingError::Binary { looks_like: name });
        assert_eq!(looks_like(b"%PDF-1.7\n%\xE2\xE3"), named(Some("a PDF")));
        assert_eq!(looks_like(b"\x1F\x8B\x08\0"), named(Some("a gzip file")));
        assert_eq!(looks_like(b"SQLite format 3\0\x10\0"), named(Some("an SQLite database")));
        assert_eq!(looks_like(b"\x01\0\0\0\x02\0\0\0\x03\0\0\0\x04\0\0\0"), named(None));
        assert_eq!(looks_like(b"ab\x01\x02\x03\x04cd"), named(None));
        let error = decode_document(b"%PDF-1.7").unwrap_err();
        assert_eq!(error.to_string(), "this is no text but a PDF");
    }

    proptest! {
        #[test]
        fn utf8_is_never_mistaken(text in "[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیيك\u{200C}\u{200F}۰-۹٠-٩0-9a-zäöß .،؟\r\n]{0,200}") {
            let decoded = decode_document(text.as_bytes()).unwrap();
            prop_assert_eq!(decoded, Decoded { text, encoding: Encoding::Utf8, replaced: 0 });
        }

        #[test]
        fn utf16_persian_needs_no_mark(text in "[آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی ]{8,200}", little: bool) {
            let decoded = decode_document(&utf16(&text, little)).unwrap();
            prop_assert_eq!(decoded.text, text);
        }

        #[test]
        fn any_bytes_are_text_or_refused(bytes in any::<Vec<u8>>()) {
            let _ = decode_document(&bytes);
        }
    }
}
