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
    let (mut decoder, mark) = DocumentDecoder::new(bytes)?;
    let rest = bytes.get(mark..).unwrap_or_default();
    if decoder.encoding == Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(rest)
    {
        return Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8, replaced: 0 });
    }
    let mut text = String::new();
    decoder.decode(rest, true, &mut text);
    text.shrink_to_fit();
    Ok(Decoded { text, encoding: decoder.encoding, replaced: decoder.replaced })
}

/// Decodes a plain text that is too long to be held in memory.
pub struct DocumentDecoder {
    table: encoding_rs::Decoder,
    encoding: Encoding,
    replaced: usize,
}

impl std::fmt::Debug for DocumentDecoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DocumentDecoder").field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

impl DocumentDecoder {
    /// Finds the encoding from the first bytes of a text, as [`decode_document`] does from all of them; gives the
    /// length of the byte order mark, which is not decoded, too.
    ///
    /// # Errors
    /// [`EncodingError::Binary`] for bytes that are no text.
    pub fn new(head: &[u8]) -> Result<(DocumentDecoder, usize), EncodingError> {
        let (encoding, mark) = detect(head)?;
        let table = encoding.table().new_decoder_without_bom_handling();
        Ok((DocumentDecoder { table, encoding, replaced: 0 }, mark))
    }

    /// The encoding.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Broken places that became U+FFFD until now.
    pub fn replaced(&self) -> usize {
        self.replaced
    }

    /// Adds the text of the next bytes to `text`; `is_last` when no more follow.
    pub fn decode(&mut self, bytes: &[u8], is_last: bool, text: &mut String) {
        let mut rest = bytes;
        text.reserve(self.table.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
        loop {
            let (result, read) = self.table.decode_to_string_without_replacement(rest, text, is_last);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                encoding_rs::DecoderResult::InputEmpty => break,
                encoding_rs::DecoderResult::OutputFull => text.reserve(rest.len().max(16) * 3),
                encoding_rs::DecoderResult::Malformed(..) => {
                    text.push(char::REPLACEMENT_CHARACTER);
                    self.replaced += 1;
                }
            }
        }
    }
}

/// The encoding of a text and the length of its byte order mark.
fn detect(bytes: &[u8]) -> Result<(Encoding, usize), EncodingError> {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    if let Some(name) = guess::looks_like_binary(sample) {
        return Err(EncodingError::Binary { looks_like: Some(name) });
    }
    if let Some(marked) = guess::byte_order_mark(bytes) {
        return Ok(marked);
    }
    if let Some(encoding) = guess::utf16_without_mark(sample) {
        return Ok((encoding, 0));
    }
    if guess::is_binary(sample) {
        return Err(EncodingError::Binary { looks_like: None });
    }
    let is_utf8 = std::str::from_utf8(bytes).is_ok() || Utf8Count::of(bytes).is_utf8();
    Ok((if is_utf8 { Encoding::Utf8 } else { guess::single_byte(high_sample(bytes)) }, 0))
}

/// A sample that begins shortly before the first byte that is not ASCII.
fn high_sample(bytes: &[u8]) -> &[u8] {
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0).saturating_sub(1);
    let rest = bytes.get(first..).unwrap_or(bytes);
    rest.get(..SAMPLE_BYTES).unwrap_or(rest)
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
    fn a_text_in_pieces_is_decoded_as_in_one() {
        for bytes in [
            PERSIAN.as_bytes().to_vec(),
            utf16(&format!("\u{FEFF}{PERSIAN}"), true),
            windows_1256("نان، كار!"),
        ] {
            let whole = decode_document(&bytes).unwrap();
            let (mut decoder, mark) = DocumentDecoder::new(&bytes).unwrap();
            let mut text = String::new();
            bytes[mark..].chunks(3).for_each(|chunk| decoder.decode(chunk, false, &mut text));
            decoder.decode(&[], true, &mut text);
            assert_eq!(
                (text, decoder.encoding(), decoder.replaced()),
                (whole.text, whole.encoding, whole.replaced)
            );
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
