//! Web addresses spell Persian as bytes: `%D8%B1` is ر (RFC 3986, 2.1), and web pages write `&nbsp;` and `&#1585;` (HTML,
//! 13.5). Names are looked for behind them too.

use crate::span::{Chars, Span};
use crate::text::ZWNJ;

/// A text with the bytes of its addresses read, and where each of its characters came from.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    origins: Vec<Span<Chars>>,
}

impl Decoded {
    /// The source of a stretch of the decoded text.
    pub(super) fn source(&self, span: Span<Chars>) -> Span<Chars> {
        let first = self.origins.get(span.start).copied();
        let last = span.end.checked_sub(1).and_then(|last| self.origins.get(last)).copied();
        first.zip(last).map_or(span, |(first, last)| Span::new(first.start, last.end))
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        self.origins.push(Span::new(start, end));
    }
}

/// Reads the bytes; `None` when there are none, as in most texts.
pub(super) fn decode(text: &str) -> Option<Decoded> {
    let spelled = |w: &[u8]| byte(w).is_some() || matches!(w, [b'&', b'#' | b'a'..=b'z', _]);
    text.as_bytes().windows(3).any(spelled).then(|| {
        let characters: Vec<char> = text.chars().collect();
        let mut decoded = Decoded { text: String::with_capacity(text.len()), origins: Vec::new() };
        let mut place = 0;
        while let Some(c) = characters.get(place) {
            let (read, length) =
                character(&characters, place).or_else(|| reference(&characters, place)).unwrap_or((*c, 1));
            decoded.push(read, place, place + length);
            place += length;
        }
        decoded
    })
}

/// The character that bytes at a place spell, and how many characters of the text spell it.
fn character(text: &[char], place: usize) -> Option<(char, usize)> {
    let mut bytes = Vec::with_capacity(4);
    // UTF-8 takes four bytes at most.
    for number in 0..4 {
        let written: String = text.get(place + 3 * number..place + 3 * number + 3)?.iter().collect();
        bytes.push(byte(written.as_bytes())?);
        if let Ok(read) = std::str::from_utf8(&bytes) {
            return read.chars().next().map(|c| (c, 3 * bytes.len()));
        }
    }
    None
}

/// The character that a reference of HTML at a place stands for, and its length.
fn reference(text: &[char], place: usize) -> Option<(char, usize)> {
    let written = text.get(place..)?.strip_prefix(&['&'])?;
    let length = written.iter().take(LONGEST_REFERENCE).position(|c| *c == ';')?;
    let name: String = written.iter().take(length).collect();
    let read = match name.as_str() {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "zwnj" => ZWNJ,
        "shy" => '\u{AD}',
        "amp" => '&',
        name => {
            let number = name.strip_prefix('#')?;
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
        }
    };
    Some((read, length + 2))
}

/// Most characters of a reference between its signs: `#x10FFFF`.
const LONGEST_REFERENCE: usize = 10;

fn byte(written: &[u8]) -> Option<u8> {
    let [b'%', high, low] = written else { return None };
    let digit = |c: &u8| char::from(*c).to_digit(16);
    u8::try_from(digit(high)? << 4 | digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_an_address_are_read_where_they_are_text() {
        let decoded = decode("a%D8%B1b%20%zz%FF").unwrap();
        assert_eq!(decoded.text, "a\u{631}b %zz%FF");
        assert_eq!(decoded.source(Span::new(1, 2)), Span::new(1, 7));
        assert_eq!(decoded.source(Span::new(2, 4)), Span::new(7, 11));
        assert!(decode("100% of them").is_none());
        let decoded = decode("R&nbsp;K&#1585;&#x20;&amp; &co; &#xD800;").unwrap();
        assert_eq!(decoded.text, "R K\u{631} & &co; &#xD800;");
        assert_eq!(decoded.source(Span::new(1, 2)), Span::new(1, 7));
    }
}
