//! XML that streams by, as UTF-8, in constant memory.

use std::io::{self, BufRead, Read};

use super::Encoding;
use super::stream::{ByteStream, CHUNK_BYTES};

/// Reads a stream of XML in any encoding as UTF-8.
///
/// The encoding is that of the byte order mark, else of `<` written in two bytes, else what the bytes and the XML
/// declaration agree on; a declaration that lies yields to the bytes. Broken places become U+FFFD and are counted.
#[derive(Debug)]
pub struct Decoder<R> {
    stream: ByteStream<R>,
    /// Well-formed UTF-8 up to `valid`; what stands behind waits for the rest of its sequence.
    buffer: Vec<u8>,
    start: usize,
    valid: usize,
    end: usize,
    replaced: usize,
}

impl<R: Read> Decoder<R> {
    /// Reads from `input`, which needs no buffer of its own.
    pub fn new(input: R) -> Decoder<R> {
        Decoder {
            stream: ByteStream::new(input),
            buffer: Vec::new(),
            start: 0,
            valid: 0,
            end: 0,
            replaced: 0,
        }
    }

    /// The encoding, as far as the bytes read until now tell it.
    pub fn encoding(&self) -> Encoding {
        self.stream.encoding()
    }

    /// Broken places that became U+FFFD until now.
    pub fn replaced(&self) -> usize {
        self.replaced
    }

    /// Bytes of the input read until now.
    pub fn position(&self) -> u64 {
        self.stream.position()
    }

    fn refill(&mut self) -> io::Result<()> {
        self.buffer.resize(CHUNK_BYTES, 0);
        self.buffer.copy_within(self.valid..self.end, 0);
        let kept = self.end - self.valid;
        (self.start, self.valid, self.end) = (0, 0, kept);
        let read = match self.buffer.get_mut(kept..) {
            Some(free) => self.stream.fill(free)?,
            None => 0,
        };
        self.end += read;
        let filled = self.buffer.get(..self.end).unwrap_or_default();
        match std::str::from_utf8(filled) {
            Ok(_) => self.valid = self.end,
            Err(error) if error.error_len().is_none() && read > 0 => self.valid = error.valid_up_to(),
            Err(_) => self.replace(read == 0),
        }
        Ok(())
    }

    /// Replaces broken places; a sequence cut by the end of the chunk waits unless the input ends here.
    fn replace(&mut self, last: bool) {
        let filled = self.buffer.get(..self.end).unwrap_or_default();
        let mut fixed = Vec::with_capacity(CHUNK_BYTES * 3);
        let mut waiting: &[u8] = &[];
        let mut chunks = filled.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            fixed.extend_from_slice(chunk.valid().as_bytes());
            let is_cut = chunks.peek().is_none()
                && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
            if is_cut && !last {
                waiting = chunk.invalid();
            } else if !chunk.invalid().is_empty() {
                fixed.extend_from_slice("\u{FFFD}".as_bytes());
                self.replaced += 1;
            }
        }
        self.valid = fixed.len();
        fixed.extend_from_slice(waiting);
        self.end = fixed.len();
        self.buffer = fixed;
    }
}

impl<R: Read> BufRead for Decoder<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.start == self.valid {
            let waited = self.end - self.valid;
            self.refill()?;
            if self.valid == 0 && self.end == waited {
                break;
            }
        }
        Ok(self.buffer.get(self.start..self.valid).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.start = (self.start + amount).min(self.valid);
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (String, Encoding, usize) {
        let mut decoder = Decoder::new(bytes);
        let mut text = String::new();
        decoder.read_to_string(&mut text).unwrap();
        (text, decoder.encoding(), decoder.replaced())
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn bytes_win_over_what_is_declared() {
        let body = "<a>نان و آزادی</a>";
        for (declared, bytes) in [
            ("utf-8", body.as_bytes().to_vec()),
            ("UTF-16", body.as_bytes().to_vec()),
            ("us-ascii", body.as_bytes().to_vec()),
            ("windows-1252", body.as_bytes().to_vec()),
            ("nonsense", body.as_bytes().to_vec()),
        ] {
            let head = format!("<?xml version=\"1.0\" encoding=\"{declared}\"?>");
            let all = [head.as_bytes(), &bytes].concat();
            assert_eq!(read(&all), (format!("{head}{body}"), Encoding::Utf8, 0), "{declared}");
            for little in [true, false] {
                let encoding = if little { Encoding::Utf16Le } else { Encoding::Utf16Be };
                let whole = format!("{head}{body}");
                assert_eq!(read(&utf16(&whole, little)), (whole.clone(), encoding, 0), "{declared}");
                let marked = utf16(&format!("\u{FEFF}{whole}"), little);
                assert_eq!(read(&marked), (whole, encoding, 0), "{declared}");
            }
        }
    }

    #[test]
    fn a_declared_code_page_is_used_when_the_bytes_agree() {
        let head = b"<?xml version='1.0' encoding='iso-8859-2'?><a>";
        let (text, encoding, _) = read(&[head.as_slice(), b"\xBEivot</a>"].concat());
        assert!(text.ends_with("<a>život</a>"), "{text}");
        assert_eq!(encoding, Encoding::Other("ISO-8859-2"));
    }

    #[test]
    fn undeclared_code_pages_are_guessed() {
        let persian = "<a>كارگران ساختماني دستمزد مي\u{200C}خواهند</a>";
        let bytes = encoding_rs::WINDOWS_1256.encode(persian).0.into_owned();
        assert_eq!(read(&bytes), (persian.to_owned(), Encoding::Windows1256, 0));
        let lying = [b"<?xml version='1.0' encoding='utf-8'?>".as_slice(), &bytes].concat();
        assert_eq!(read(&lying).1, Encoding::Windows1256);
        assert_eq!(read(b"<a>d\xE9j\xE0</a>"), ("<a>déjà</a>".to_owned(), Encoding::Windows1252, 0));
    }

    #[test]
    fn broken_places_are_replaced_and_counted() {
        assert_eq!(read("<a>نان\u{FFFF}</a>".as_bytes()).2, 0);
        let mut bytes = "<a>نان و آزادی</a>".as_bytes().to_vec();
        bytes.insert(5, 0xC0);
        let (text, encoding, replaced) = read(&bytes);
        assert_eq!((encoding, replaced), (Encoding::Utf8, 1));
        assert!(text.contains('\u{FFFD}'));
        let cut = &"<a>نان و آزادی".as_bytes()[..20];
        assert_eq!(read(cut).2, 1);
        let lone = utf16("<a>", true).into_iter().chain([0x3D, 0xD8]).chain(utf16("b</a>", true));
        assert_eq!(read(&lone.collect::<Vec<_>>()).0, "<a>\u{FFFD}b</a>");
    }

    /// Gives out one to seven bytes at a time.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.1 = self.1 % 7 + 1;
            let wanted = self.1.min(out.len());
            self.0.read(&mut out[..wanted])
        }
    }

    #[test]
    fn long_streams_are_read_in_pieces() {
        let text = format!("<a>{}</a>", "هفت\u{200C}تپه 😀 ab\n".repeat(20_000));
        for bytes in [text.clone().into_bytes(), utf16(&text, true), utf16(&text, false)] {
            let mut decoder = Decoder::new(Trickle(&bytes, 0));
            let mut read = String::new();
            decoder.read_to_string(&mut read).unwrap();
            assert!(read == text);
            assert_eq!((decoder.replaced(), decoder.position()), (0, bytes.len() as u64));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(bytes in any::<Vec<u8>>()) {
            let (text, ..) = read(&bytes);
            prop_assert!(text.len() <= bytes.len() * 3 + 3);
        }
    }
}
