//! Takes `\b` out of patterns where its neighbours say what it asserts.
//!
//! The automata of the `regex` crate leave the fast path at a Unicode word boundary beside letters that are
//! not ASCII, and foreign SRX files begin each of hundreds of abbreviations with `\b`.

use super::merge::WORD_START;
use super::pattern::{Side, class_end};

/// The pattern with as few `\b` as its neighbours allow.
pub(super) fn without_boundaries(pattern: &str, side: Side) -> String {
    if !pattern.contains(r"\b") {
        return pattern.to_owned();
    }
    let mut out = String::with_capacity(pattern.len() + 16);
    // Whether the text stands at the start of an alternative that begins the pattern, for each open group.
    let mut starts = vec![true];
    let mut is_start = true;
    let mut before = Edge::Unknown;
    let mut at = 0;
    while let Some(token) = token(pattern, at) {
        at += token.len();
        let rest = pattern.get(at..).unwrap_or_default();
        let mut next_is_start = false;
        match token {
            r"\b" => {
                next_is_start = is_start;
                match (is_start && side == Side::Before, before, edge(rest)) {
                    (true, _, Edge::Word) => out.push_str(WORD_START),
                    (_, Edge::Word, Edge::Other) | (_, Edge::Other, Edge::Word) => {}
                    _ => out.push_str(token),
                }
                is_start = next_is_start;
                continue;
            }
            "(" | "(?:" => {
                starts.push(is_start);
                next_is_start = is_start;
            }
            "|" => next_is_start = starts.last().copied().unwrap_or(false),
            ")" => {
                starts.pop();
            }
            _ => {}
        }
        before = if matches!(token, "+") { before } else { edge(token) };
        is_start = next_is_start;
        out.push_str(token);
    }
    out
}

/// What kind of character a piece of a pattern begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// A letter or digit.
    Word,
    /// A blank or a mark.
    Other,
    /// It depends.
    Unknown,
}

fn edge(pattern: &str) -> Edge {
    let inner = pattern.trim_start_matches("(?:").trim_start_matches('(');
    // A class tells by its first member: `[Aa]`, `[\.,]`.
    let inner = inner.strip_prefix('[').unwrap_or(inner);
    let mut chars = inner.chars();
    match chars.next() {
        Some('\\') => match chars.next() {
            Some('w' | 'd') => Edge::Word,
            Some('s' | 't' | '.' | ',' | ':' | '-' | '(' | ')') => Edge::Other,
            Some('p')
                if ["\\p{L", "\\p{N", "\\p{Upper", "\\p{Lower", "\\p{Alpha"]
                    .iter()
                    .any(|p| inner.starts_with(p)) =>
            {
                Edge::Word
            }
            _ => Edge::Unknown,
        },
        Some(c) if c.is_alphanumeric() => Edge::Word,
        Some(' ' | ',' | ':' | ';' | '!') => Edge::Other,
        _ => Edge::Unknown,
    }
}

/// The escape, class, group opener or character at `at`.
fn token(pattern: &str, at: usize) -> Option<&str> {
    let rest = pattern.get(at..)?;
    let first = rest.chars().next()?;
    let len = match first {
        '\\' => {
            let second = rest.chars().nth(1).map_or(0, char::len_utf8);
            let braced = matches!(rest.as_bytes().get(1), Some(b'p' | b'P' | b'x'))
                && rest.as_bytes().get(2) == Some(&b'{');
            if braced { rest.find('}').map_or(rest.len(), |end| end + 1) } else { 1 + second }
        }
        '[' => class_end(pattern, at) - at,
        '(' if rest.starts_with("(?:") => 3,
        _ => first.len_utf8(),
    };
    rest.get(..len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_that_say_nothing_new_go() {
        for (given, expected) in [
            (r"\bprof\.\s", r"(?:\A|\W)prof\.\s"),
            (r"\b(Bc|Mgr)\.", r"(?:\A|\W)(Bc|Mgr)\."),
            (r"\bet\b\s\bal\.", r"(?:\A|\W)et\s\bal\.".replace(r"\s\b", r"\s").as_str()),
            (r"(?:\ba|\b[Bb])\.", r"(?:(?:\A|\W)a|(?:\A|\W)[Bb])\."),
            (r"x\b-y", r"x\b-y"),
            (r"[\b]a", r"[\b]a"),
        ] {
            assert_eq!(without_boundaries(given, Side::Before), expected, "{given}");
        }
        assert_eq!(without_boundaries(r"\bund", Side::After), r"\bund");
    }
}
