//! Cells: lists of terms and escapes.

/// The parts of a cell between separators, trimmed, without empty ones, escapes resolved.
pub(super) fn split_list(cell: &str) -> impl Iterator<Item = String> {
    split_raw(cell, &[';', '\u{061B}'])
        .into_iter()
        .map(|part| unescape(part.trim()))
        .filter(|p| !p.is_empty())
}

/// The parts of a cell as [`split_list`], each with the term it is about, if it names one: `term = value`.
pub(super) fn split_pairs(cell: &str) -> Vec<(Option<String>, String)> {
    split_raw(cell, &[';', '\u{061B}'])
        .into_iter()
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let halves = split_raw(part, &['=']);
            match (halves.first(), part.len()) {
                (Some(term), whole) if term.len() < whole => {
                    let value = part.get(term.len() + 1..).unwrap_or("");
                    (Some(unescape(term.trim())), unescape(value.trim()))
                }
                _ => (None, unescape(part.trim())),
            }
        })
        .collect()
}

/// A text with its escapes resolved; a backslash before anything else is a backslash.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some(c @ ('\\' | ';' | '\u{061B}' | '=' | '+' | '-' | '@')) => out.push(c),
            Some(c) => out.extend(['\\', c]),
            None => out.push('\\'),
        }
    }
    out
}

/// Escapes what would end the cell.
pub(super) fn escape(text: &str) -> String {
    escaped(text, &[])
}

/// Escapes what would end the cell, the item or its name.
pub(super) fn escape_item(text: &str) -> String {
    escaped(text, &[';', '\u{061B}', '='])
}

fn escaped(text: &str, also: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    // What begins so a spreadsheet computes (OWASP, *CSV Injection*).
    if text.starts_with(['=', '+', '-', '@']) && !text.starts_with(also) {
        out.push('\\');
    }
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if also.contains(&c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Splits at separators that no backslash stands before.
fn split_raw<'a>(cell: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, c) in cell.char_indices() {
        if !escaped && separators.contains(&c) {
            parts.push(cell.get(start..at).unwrap_or(""));
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(cell.get(start..).unwrap_or(""));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_split_at_both_semicolons_and_not_at_escaped_ones() {
        let list: Vec<_> = split_list(r" کارگر؛ زحمتکش ;; a\;b ; c:\x\\ ").collect();
        assert_eq!(list, ["کارگر", "زحمتکش", "a;b", r"c:\x\"]);
    }

    #[test]
    fn pairs_name_their_term_or_none() {
        let pairs = split_pairs(r"معادن; کان = کانها; x\=y");
        let named = |t: &str, v: &str| (Some(t.to_owned()), v.to_owned());
        assert_eq!(pairs, [(None, "معادن".to_owned()), named("کان", "کانها"), (None, "x=y".to_owned())]);
    }
}
