//! Rewrites the regular expressions of foreign SRX files (ICU and Java) into those of the `regex` crate.
//!
//! What stands at a break is a fixed place: look-around there becomes a condition of its own. A look-behind
//! at the start of `beforebreak` and a look-ahead at the end of `afterbreak` are plain context. A pattern with
//! look-around anywhere else is left whole to a slower engine. Back references, `\G` and `\X` are not done.

use super::boundary::without_boundaries;

/// A condition on the text at a possible break: whether `pattern` matches there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) side: Side,
    pub(super) pattern: String,
    pub(super) wanted: bool,
    /// Whether it has look-around, which only [`super::looking`] evaluates.
    pub(super) is_looking: bool,
}

impl Condition {
    fn plain(side: Side, pattern: String, wanted: bool) -> Condition {
        Condition { side, pattern, wanted, is_looking: false }
    }
}

/// Which text a condition reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// What ends at the break.
    Before,
    /// What begins at the break.
    After,
}

/// The alternatives of a pattern, each a list of conditions that must all hold.
pub(super) fn conditions(pattern: &str, side: Side) -> Result<Vec<Vec<Condition>>, &'static str> {
    if pattern.is_empty() {
        return Ok(vec![Vec::new()]);
    }
    let translated = translate(pattern)?;
    let plain = without_boundaries(&translated, side);
    if !has_look(&plain) {
        return Ok(vec![vec![Condition::plain(side, plain, true)]]);
    }
    let peeled: Option<Vec<_>> =
        alternatives(unwrapped(&plain)).into_iter().map(|one| peel(one, side)).collect();
    let whole = || vec![vec![Condition { side, pattern: translated, wanted: true, is_looking: true }]];
    Ok(peeled.unwrap_or_else(whole))
}

const LOOKS: [(&str, Side, bool); 4] = [
    ("(?<=", Side::Before, true),
    ("(?<!", Side::Before, false),
    ("(?=", Side::After, true),
    ("(?!", Side::After, false),
];

fn has_look(pattern: &str) -> bool {
    // A class or an escape such as `\(?=` may look like one: the group walk below tells them apart.
    groups(pattern).any(|(start, _)| look(pattern.get(start..).unwrap_or_default()).is_some())
}

fn look(text: &str) -> Option<(&'static str, Side, bool)> {
    LOOKS.into_iter().find(|(opener, ..)| text.starts_with(opener))
}

/// Takes look-around off both ends of one alternative; `None` when some is left.
fn peel(pattern: &str, side: Side) -> Option<Vec<Condition>> {
    let mut conditions = Vec::new();
    let mut rest = pattern.to_owned();
    while let Some((cut, piece)) = edge(&rest, side == Side::After) {
        let Some((opener, looks, wanted)) = look(&piece) else { break };
        let inner = piece.get(opener.len()..piece.len().saturating_sub(1)).unwrap_or_default().to_owned();
        conditions.push(Condition::plain(looks, inner, wanted));
        rest = cut;
    }
    // The far end: context that only has to be there.
    let mut context = String::new();
    while let Some((cut, piece)) = edge(&rest, side == Side::Before) {
        let Some((opener, looks, wanted)) = look(&piece) else { break };
        if looks != side {
            return None;
        }
        let inner = piece.get(opener.len()..piece.len().saturating_sub(1)).unwrap_or_default();
        let plain = match (wanted, side) {
            (true, _) => format!("(?:{inner})"),
            (false, Side::Before) => format!("(?:\\A|{})", complement(inner)?),
            (false, Side::After) => format!("(?:\\z|{})", complement(inner)?),
        };
        context = if side == Side::Before { context + &plain } else { plain + &context };
        rest = cut;
    }
    let rest = if side == Side::Before { context + &rest } else { rest + &context };
    if !rest.is_empty() {
        conditions.push(Condition::plain(side, rest, true));
    }
    (!conditions.iter().any(|c| has_look(&c.pattern))).then_some(conditions)
}

/// The group at one end of a pattern and what is left without it; a group with a quantifier is none.
fn edge(pattern: &str, at_start: bool) -> Option<(String, String)> {
    let (start, end) = if at_start {
        groups(pattern).find(|(start, _)| *start == 0)?
    } else {
        groups(pattern).find(|(_, end)| *end == pattern.len())?
    };
    let piece = pattern.get(start..end)?.to_owned();
    let rest = if at_start { pattern.get(end..)? } else { pattern.get(..start)? };
    if at_start && rest.starts_with(['*', '+', '?', '{']) {
        return None;
    }
    Some((rest.to_owned(), piece))
}

/// One character that is not `inner`, when `inner` is a choice of single characters.
fn complement(inner: &str) -> Option<String> {
    let mut class = String::from("[^");
    for one in alternatives(unwrapped(inner)) {
        let is_class = one.starts_with('[') && class_end(one, 0) == one.len();
        let is_escape = one.starts_with('\\')
            && (one.chars().count() == 2 || one.starts_with("\\p") || one.starts_with("\\P"));
        let is_letter = one.chars().count() == 1 && !one.starts_with(['.', '^', '$', '*', '+', '?']);
        if one.starts_with("\\b") || one.starts_with("\\B") || !(is_class || is_escape || is_letter) {
            return None;
        }
        class.push_str(one);
    }
    class.push(']');
    Some(class)
}

/// The inside of a pattern that is nothing but one plain group.
fn unwrapped(pattern: &str) -> &str {
    let mut inner = pattern;
    while let Some(group) =
        inner.strip_prefix("(?:").or_else(|| inner.strip_prefix('(').filter(|r| !r.starts_with('?')))
        && groups(inner).any(|span| span == (0, inner.len()))
    {
        inner = group.strip_suffix(')').unwrap_or(group);
    }
    inner
}

/// Splits at each `|` outside of groups and classes.
fn alternatives(pattern: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut from, mut at) = (Vec::new(), 0usize, 0usize, 0usize);
    while let Some(c) = pattern.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '\\' => at += pattern.get(at + 1..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8),
            '[' => {
                at = class_end(pattern, at);
                continue;
            }
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.extend(pattern.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    parts.extend(pattern.get(from..));
    parts
}

/// The spans of all groups, outer and inner, in order of their end.
fn groups(pattern: &str) -> impl Iterator<Item = (usize, usize)> {
    let (mut found, mut open, mut at) = (Vec::new(), Vec::new(), 0usize);
    while let Some(c) = pattern.get(at..).and_then(|rest| rest.chars().next()) {
        match c {
            '\\' => at += pattern.get(at + 1..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8),
            '[' => {
                at = class_end(pattern, at);
                continue;
            }
            '(' => open.push(at),
            ')' => found.extend(open.pop().map(|start| (start, at + 1))),
            _ => {}
        }
        at += c.len_utf8();
    }
    found.into_iter()
}

/// The end of the character class that begins at `start`.
pub(super) fn class_end(pattern: &str, start: usize) -> usize {
    let (mut depth, mut escaped, mut last) = (0usize, false, '\0');
    for (at, c) in pattern.get(start..).unwrap_or_default().char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            // `[]a]` and `[^]a]`: a bracket that comes first is a letter.
            ']' if depth == 1 && (last == '[' && at == 1 || last == '^' && at == 2) => {}
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return start + at + c.len_utf8();
        }
        last = c;
    }
    pattern.len()
}

/// Rewrites escapes and quantifiers; look-around stays.
fn translate(pattern: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut chars = pattern.chars().peekable();
    let mut classes = 0usize;
    // Whether the last thing written was a quantifier, so that a `+` after it makes it possessive.
    let mut quantified = false;
    // Whether the last thing written was `\d` or the like in a class, so that a `-` after it is a letter.
    let mut many = false;
    while let Some(c) = chars.next() {
        let was_quantified = std::mem::take(&mut quantified);
        let was_many = std::mem::take(&mut many);
        match c {
            '\\' => {
                many = chars
                    .peek()
                    .is_some_and(|c| matches!(c, 'd' | 'D' | 'w' | 'W' | 's' | 'S' | 'h' | 'p' | 'P'));
                escape(&mut chars, &mut out, classes > 0)?;
            }
            '-' if classes > 0 && (was_many || chars.peek() == Some(&'-')) => out.push_str(r"\-"),
            '[' => {
                classes += 1;
                out.push('[');
            }
            ']' => {
                classes = classes.saturating_sub(1);
                out.push(']');
            }
            '+' if classes == 0 && was_quantified => {}
            '*' | '+' | '?' | '}' if classes == 0 => {
                quantified = !(c == '?' && (was_quantified || out.ends_with('(')));
                out.push(c);
            }
            '(' if classes == 0 => {
                out.push('(');
                let mut ahead = chars.clone();
                if ahead.next() == Some('?') && ahead.next() == Some('>') {
                    // Atomic: what we lose is only the refusal to backtrack.
                    chars = ahead;
                    out.push_str("?:");
                }
            }
            _ => out.push(c),
        }
    }
    Ok(out)
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Rewrites what follows a backslash.
fn escape(chars: &mut Chars<'_>, out: &mut String, in_class: bool) -> Result<(), &'static str> {
    let Some(c) = chars.next() else { return Err("a backslash at its end") };
    let wrap = |inner: &str| if in_class { inner.to_owned() } else { format!("[{inner}]") };
    match c {
        'h' => out.push_str(&wrap(r"\t\x20\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}")),
        'H' if !in_class => {
            out.push_str(r"[^\t\x20\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]")
        }
        'R' if !in_class => out.push_str(r"(?:\r\n|[\n\x0B\x0C\r\x{85}\x{2028}\x{2029}])"),
        'v' if !in_class => out.push_str(r"[\n\x0B\x0C\r\x{85}\x{2028}\x{2029}]"),
        'Z' => out.push_str(r"\z"),
        'e' => out.push_str(r"\x1B"),
        'Q' => quoted(chars, out),
        'E' => {}
        'p' | 'P' => property(c, chars, out),
        'G' => return Err(r"\G"),
        'X' => return Err(r"\X"),
        'k' => return Err("a back reference"),
        '1'..='9' if !in_class => return Err("a back reference"),
        '<' => out.push_str(r"\x3C"),
        '>' => out.push_str(r"\x3E"),
        _ if c.is_ascii_punctuation() || c.is_ascii_alphanumeric() => out.extend(['\\', c]),
        _ => out.push(c),
    }
    Ok(())
}

/// `\Q…\E`: everything literally.
fn quoted(chars: &mut Chars<'_>, out: &mut String) {
    while let Some(c) = chars.next() {
        if c == '\\' && chars.peek() == Some(&'E') {
            chars.next();
            return;
        }
        out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
    }
}

/// `\p{Lu}` stays; the names only Java and ICU know are spelt as the `regex` crate does.
fn property(kind: char, chars: &mut Chars<'_>, out: &mut String) {
    out.extend(['\\', kind]);
    if chars.peek() != Some(&'{') {
        return;
    }
    chars.next();
    let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
    let known = match name.as_str() {
        "javaUpperCase" | "Upper" | "IsUppercase" => "Uppercase",
        "javaLowerCase" | "Lower" | "IsLowercase" => "Lowercase",
        "Alpha" | "IsAlphabetic" | "javaLetter" => "Alphabetic",
        "Punct" | "IsPunctuation" => "P",
        "Digit" | "IsDigit" | "javaDigit" => "Nd",
        "Space" | "IsWhite_Space" | "javaWhitespace" => "White_Space",
        other => other.strip_prefix("Is").unwrap_or(other),
    };
    out.push('{');
    out.push_str(known);
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pattern: &str, side: Side) -> Vec<Vec<String>> {
        let show = |c: Condition| {
            format!(
                "{}{}{}",
                if c.wanted { "" } else { "not " },
                if c.side == Side::Before { "…" } else { "" },
                c.pattern
            )
        };
        conditions(pattern, side)
            .unwrap()
            .into_iter()
            .map(|all| all.into_iter().map(show).collect())
            .collect()
    }

    #[test]
    fn what_the_crate_spells_otherwise_is_rewritten() {
        for (given, expected) in [
            (r"\p{Lu}\.", r"\p{Lu}\."),
            (r"[\p{Ll}]++\.", r"[\p{Ll}]+\."),
            (r"a*+b?+c{2}+d+?", r"a*b?c{2}d+?"),
            (r"(?>ab|c)\.", r"(?:ab|c)\."),
            (r"\Qa.b\E", r"a\.b"),
            (r"\«\<", r"«\x3C"),
            (r"\p{javaUpperCase}\p{IsArabic}", r"\p{Uppercase}\p{Arabic}"),
            (r"[\(?=]", r"[\(?=]"),
            (r"[\d-–]+[a-z]", r"[\d\-–]+[a-z]"),
        ] {
            assert_eq!(shown(given, Side::Before), [[format!("…{expected}")]], "{given}");
        }
        assert!(
            regex::Regex::new(&conditions(r"\h+", Side::After).unwrap()[0][0].pattern).unwrap().is_match(" ")
        );
    }

    #[test]
    fn look_around_at_the_edges_becomes_context_or_a_condition() {
        assert_eq!(shown(r"(?<=\s)Dr\.", Side::Before), [[r"…(?:\s)Dr\."]]);
        assert_eq!(shown(r"(?<!\w|-)Dr\.", Side::Before), [[r"…(?:\A|[^\w-])Dr\."]]);
        assert_eq!(shown(r"\.(?=\s)", Side::Before), [[r"\s", r"…\."]]);
        assert_eq!(shown(r"[.!](?<!etc\.)", Side::Before), [[r"not …etc\.", r"…[.!]"]]);
        assert_eq!(shown(r"(?!und|oder)\s\p{Lu}", Side::After), [[r"not und|oder", r"\s\p{Lu}"]]);
        assert_eq!(shown(r"\s+a(?!b)", Side::After), [[r"\s+a(?:\z|[^b])"]]);
        assert_eq!(shown(r"(?:a(?=b)|c)", Side::Before), [vec!["b", "…a"], vec!["…c"]]);
        assert_eq!(shown(r"(?<=a)", Side::After), [["…a"]]);
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        for pattern in [r"(a)\1", r"\Gx", r"a\"] {
            assert!(conditions(pattern, Side::Before).is_err(), "{pattern}");
        }
    }

    #[test]
    fn look_around_in_the_middle_is_left_whole() {
        for pattern in [r"a(?=b)c", r"(?<!abc)d", r"\bx(?<!°)[A-Z]\.", r"(a|b(?!c))+"] {
            let all = conditions(pattern, Side::Before).unwrap();
            assert!(all.iter().flatten().all(|c| c.is_looking && c.pattern == pattern), "{pattern}");
        }
    }
}
