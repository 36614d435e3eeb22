//! Searching and counting bytes, many at a time.
//!
//! The loops over whole chunks have no early exit, which lets the compiler use vector instructions.

/// Bytes looked at together: two 128-bit vectors, which every 64-bit processor has.
const CHUNK: usize = 32;

/// The first `needle` at or behind `from`.
pub(super) fn find(bytes: &[u8], from: usize, needle: u8) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let mut at = from;
    for chunk in rest.chunks(CHUNK) {
        if chunk.iter().fold(false, |found, b| found | (*b == needle)) {
            return chunk.iter().position(|b| *b == needle).map(|i| at + i);
        }
        at += chunk.len();
    }
    None
}

/// The first `needle` of several bytes at or behind `from`.
pub(super) fn find_all(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    while let Some(found) = find(bytes, at, first) {
        if bytes.get(found..)?.starts_with(needle) {
            return Some(found);
        }
        at = found + 1;
    }
    None
}

/// How many line feeds there are.
pub(super) fn lines(bytes: &[u8]) -> u64 {
    // 255 is the most a byte counts to.
    let in_chunk = |chunk: &[u8]| chunk.iter().fold(0u8, |n, b| n + u8::from(*b == b'\n'));
    bytes.chunks(255).map(|chunk| u64::from(in_chunk(chunk))).sum()
}

/// The first byte of a character that XML 1.0 does not allow (production 2): a control character, U+FFFE or U+FFFF.
pub(super) fn find_illegal(bytes: &[u8]) -> Option<usize> {
    // 0xEF begins U+F000 to U+FFFF, which few texts hold: the cheap test sorts out the rest.
    let suspicious = |chunk: &[u8]| {
        chunk.iter().fold(false, |found, b| {
            found | (*b < 0x20) & (*b != b'\n') & (*b != b'\t') & (*b != b'\r') | (*b == 0xEF)
        })
    };
    let mut at = 0;
    for chunk in bytes.chunks(CHUNK) {
        if suspicious(chunk) {
            let found = (at..at + chunk.len()).find(|i| is_illegal(bytes.get(*i..).unwrap_or_default()));
            if found.is_some() {
                return found;
            }
        }
        at += chunk.len();
    }
    None
}

fn is_illegal(rest: &[u8]) -> bool {
    match rest {
        [b'\n' | b'\t' | b'\r', ..] => false,
        [0..0x20, ..] | [0xEF, 0xBF, 0xBE | 0xBF, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn chunks_find_what_single_bytes_find(bytes in proptest::collection::vec(0u8..4, 0..600), from in 0usize..700) {
            let slow = bytes.iter().enumerate().position(|(i, b)| i >= from && *b == 2);
            prop_assert_eq!(find(&bytes, from, 2), slow);
            let pair = (from..bytes.len()).find(|i| bytes[*i..].starts_with(&[1, 2]));
            prop_assert_eq!(find_all(&bytes, from, &[1, 2]), pair);
        }

        #[test]
        fn lines_are_line_feeds(text in "[\na]{0,600}") {
            prop_assert_eq!(lines(text.as_bytes()), text.matches('\n').count() as u64);
        }

        #[test]
        fn illegal_characters_are_found(text in "[\0-\u{2F}\u{FFF0}-\u{FFFF}ی]{0,100}") {
            let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}');
            prop_assert_eq!(find_illegal(text.as_bytes()), text.find(|c| !legal(c)));
        }
    }
}
