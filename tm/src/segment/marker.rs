//! List markers: bullets, numbers in all digit sets, letters, pictures.

use super::lines::is_emoji;

/// What stands before a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// Bytes of the marker with the blanks after it.
    pub(super) len: usize,
    pub(super) kind: MarkerKind,
}

/// How sure a marker is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerKind {
    /// A bullet or picture: nothing else begins a line so.
    Bullet,
    /// A dash: a wrapped line may begin with one too.
    Dash,
    /// A number and its value.
    Number(u32),
    /// A letter of the alphabet in a bracket or before a dash.
    Letter,
}

/// The marker a line begins with.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let kind_and_len = match first {
        '•' | '·' | '●' | '○' | '◦' | '‣' | '⁃' | '▪' | '▫' | '◆' | '◇' | '➢' | '►' | '*' | '\u{F0B7}' => {
            bullet(text, first)
        }
        '-' | '–' | '—' | 'ـ' | '−' => dash(text, first),
        '(' | '[' => bracketed(text),
        c if digit(c).is_some() => number(text),
        c if is_emoji(c) => pictures(text),
        c if c.is_alphabetic() => letter(text),
        _ => None,
    };
    let (kind, len) = kind_and_len?;
    let rest = text.get(len..)?;
    let blanks = rest.len() - rest.trim_start().len();
    Some(Marker { len: len + blanks, kind })
}

/// The value of a digit of the Latin, Persian or Arabic set.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        _ => None,
    }
}

type Found = Option<(MarkerKind, usize)>;

fn bullet(text: &str, first: char) -> Found {
    let rest = text.get(first.len_utf8()..)?;
    // "***" is a rule, and "*word*" is emphasis.
    if first == '*' && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    // A bullet may stand before a number: "· 1_ …".
    let inner = rest.trim_start();
    let skipped = first.len_utf8() + rest.len() - inner.len();
    let second = if inner.chars().next().and_then(digit).is_some() { number(inner) } else { None };
    Some((MarkerKind::Bullet, skipped + second.map_or(0, |(_, len)| len)))
}

fn dash(text: &str, first: char) -> Found {
    let rest = text.get(first.len_utf8()..)?;
    let next = rest.chars().next()?;
    let follows = next.is_whitespace() || next.is_alphabetic() && first != 'ـ';
    (follows && !rest.trim_start().is_empty()).then_some((MarkerKind::Dash, first.len_utf8()))
}

/// `(۳)`, `[4]`, `(الف)`, `(a)`.
fn bracketed(text: &str) -> Found {
    let close = text.char_indices().take(8).find(|(_, c)| matches!(c, ')' | ']'))?.0;
    let inner = text.get(1..close)?.trim();
    let kind = match value(inner) {
        Some((value, len)) if len == inner.len() => MarkerKind::Number(value),
        _ if is_list_letter(inner) => MarkerKind::Letter,
        _ => return None,
    };
    Some((kind, close + 1))
}

/// `۱.` `۱ .` `۱)` `1_` `1-` `1️⃣` `۱.-`, but not `۱.۵` and not a year.
fn number(text: &str) -> Found {
    let (value, len) = value(text)?;
    let rest = text.get(len..)?;
    if let Some(after) = rest.strip_prefix("\u{FE0F}\u{20E3}").or_else(|| rest.strip_prefix('\u{20E3}')) {
        return Some((MarkerKind::Number(value), text.len() - after.len()));
    }
    let inner = rest.trim_start();
    let separator =
        inner.chars().next().filter(|c| matches!(c, '.' | ')' | '-' | '_' | '–' | '—' | 'ـ' | '/' | ']'))?;
    let mut after = inner.get(separator.len_utf8()..)?;
    if matches!(separator, '.' | ')') {
        after = after.strip_prefix(['-', '–', ')', 'ـ']).unwrap_or(after);
    }
    let next = after.trim_start().chars().next();
    let is_joined = after.len() == after.trim_start().len();
    let is_number =
        next.is_some_and(|c| digit(c).is_some()) && (is_joined || matches!(separator, '-' | '/' | '–'));
    let is_path = separator == '/' && is_joined;
    // "۳-4 نفر", "2021-", "3.5" are numbers, "۵-ساله" and "8-bit" are words.
    let is_word =
        separator == '-' && is_joined && rest.len() == inner.len() && next.is_some_and(char::is_alphabetic);
    if is_number && is_joined && separator == '.' {
        // "۱.۲. گاز": a section within a section.
        let (_, inner) = number(after)?;
        let is_section = after.get(..inner)?.ends_with('.');
        return is_section.then(|| (MarkerKind::Letter, text.len() - after.len() + inner));
    }
    if is_number || is_path || is_word && next.is_some_and(|c| c.is_ascii_lowercase()) {
        return None;
    }
    Some((MarkerKind::Number(value), text.len() - after.len()))
}

/// `الف)` `ب-` `a)` `iv.`
fn letter(text: &str) -> Found {
    let end = text.find(|c: char| !c.is_alphabetic() && c != '\u{200C}')?;
    let word = text.get(..end)?;
    if !is_list_letter(word) {
        return None;
    }
    let rest = text.get(end..)?;
    let inner = rest.trim_start();
    let separator = inner.chars().next()?;
    let after = inner.get(separator.len_utf8()..)?;
    let spaced = after.starts_with(char::is_whitespace);
    let is_marker = match separator {
        ')' => true,
        '-' | '–' | 'ـ' | '_' => !word.is_ascii() && (spaced || rest.len() == inner.len()) && word != "و",
        '.' => {
            spaced && rest.len() == inner.len() && (word == "الف" || is_roman(word) || is_item(word, after))
        }
        _ => false,
    };
    // "ب-۲. مسکن" is counted within its letter.
    let second = if separator == '.' { None } else { number(after) };
    is_marker.then(|| (MarkerKind::Letter, text.len() - after.len() + second.map_or(0, |(_, len)| len)))
}

/// `a. The first`, but not `e. g. this` or `z. B. das`.
fn is_item(letter: &str, after: &str) -> bool {
    let mut chars = after.trim_start().chars();
    letter.len() == 1
        && letter.bytes().all(|b| b.is_ascii_lowercase())
        && chars.next().is_some_and(char::is_uppercase)
        && chars.next() != Some('.')
}

fn pictures(text: &str) -> Found {
    let len = text.find(|c: char| !is_emoji(c) && !c.is_whitespace()).unwrap_or(text.len());
    (len < text.len()).then_some((MarkerKind::Bullet, len))
}

/// The number a text begins with, of at most three digits, and its length in bytes.
fn value(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut len, mut count) = (0, 0, 0);
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        value = value * 10 + d;
        len += c.len_utf8();
        count += 1;
        if count > 3 {
            return None;
        }
    }
    (count > 0).then_some((value, len))
}

fn is_list_letter(word: &str) -> bool {
    let one =
        word.chars().count() == 1 && word.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, 'آ'..='ی'));
    one || word == "الف" || is_roman(word)
}

fn is_roman(word: &str) -> bool {
    (1..=5).contains(&word.len())
        && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x' | b'I' | b'V' | b'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_all_kinds_are_found() {
        for (text, kind, rest) in [
            ("۱. نان", MarkerKind::Number(1), "نان"),
            ("٧ . مسکن", MarkerKind::Number(7), "مسکن"),
            ("12) کار", MarkerKind::Number(12), "کار"),
            ("1_ کانون", MarkerKind::Number(1), "کانون"),
            ("3 - شورا", MarkerKind::Number(3), "شورا"),
            ("4-حق", MarkerKind::Number(4), "حق"),
            ("2\u{FE0F}\u{20E3} دو", MarkerKind::Number(2), "دو"),
            ("(۳) سه", MarkerKind::Number(3), "سه"),
            ("الف) یک", MarkerKind::Letter, "یک"),
            ("ب- دو", MarkerKind::Letter, "دو"),
            ("پ-۲. سه", MarkerKind::Letter, "سه"),
            ("۲.۱. چهار", MarkerKind::Letter, "چهار"),
            ("a) one", MarkerKind::Letter, "one"),
            ("b. Bread", MarkerKind::Letter, "Bread"),
            ("2.) Bread", MarkerKind::Number(2), "Bread"),
            ("• نقطه", MarkerKind::Bullet, "نقطه"),
            ("·          1_ کانون", MarkerKind::Bullet, "کانون"),
            ("- خط", MarkerKind::Dash, "خط"),
            ("\u{1F534} خبر", MarkerKind::Bullet, "خبر"),
        ] {
            let found = marker(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.kind, &text[found.len..]), (kind, rest), "{text}");
        }
    }

    #[test]
    fn numbers_and_words_are_no_markers() {
        for text in [
            "۱.۵ درصد",
            "۱۳۸۴ - سال",
            "8 -6 -2007",
            "-5 درجه",
            "کار",
            "ما - همه",
            "***",
            "8-bit",
            "۱/۲ سهم",
            "I am",
            "z. B. Brot",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
