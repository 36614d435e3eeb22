//! What no rule may touch: links, mail addresses, handles, hashtags, code, tags, runs of Latin letters.

use super::line::{Line, is_digit, is_letter, is_vowel};

/// Marks each character that no rule may touch.
pub(super) fn mark(line: &mut Line) {
    let chars: Vec<char> = line.cells.iter().map(|cell| cell.c).collect();
    let mut shields = vec![false; chars.len()];
    links(&chars, &mut shields);
    names(&chars, &mut shields);
    enclosed(&chars, &mut shields);
    latin(&chars, &mut shields);
    for (cell, shielded) in line.cells.iter_mut().zip(shields) {
        cell.shielded = shielded;
    }
}

fn cover(shields: &mut [bool], from: usize, to: usize) {
    shields.get_mut(from..to).unwrap_or_default().fill(true);
}

/// Chunks without white space that hold `://`, begin with `www.` or are a mail address.
fn links(chars: &[char], shields: &mut [bool]) {
    let mut from = 0;
    for chunk in chars.split(|c| c.is_whitespace()) {
        let scheme = chunk.windows(3).position(|three| three == [':', '/', '/']);
        let site = chunk.windows(4).position(|four| four == ['w', 'w', 'w', '.']);
        let mail = chunk.iter().position(|c| *c == '@').filter(|at| *at > 0);
        let before = |until: usize| {
            let head = chunk.get(..until).unwrap_or_default();
            head.iter().rposition(|c| !is_address(*c)).map_or(0, |at| at + 1)
        };
        let start = scheme.map(before).into_iter().chain(site).min();
        if let Some(start) = start {
            let end = chunk.iter().rposition(|c| !is_closing(*c)).map_or(0, |at| at + 1);
            cover(shields, from + start, from + end);
        } else if let Some(at) = mail {
            let tail = chunk.get(at + 1..).unwrap_or_default();
            let end = at + 1 + tail.iter().take_while(|c| is_address(**c)).count();
            cover(shields, from + before(at), from + end);
        }
        from += chunk.len() + 1;
    }
}

fn is_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%')
}

/// Marks that end the sentence around a link, not the link.
fn is_closing(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '؟' | '،' | '؛' | '»' | ')' | ']' | '"' | '”' | '…')
}

/// `@handle` and `#hashtag`, in any script.
fn names(chars: &[char], shields: &mut [bool]) {
    let mut end = 0;
    for (at, c) in chars.iter().enumerate() {
        if matches!(c, '@' | '#') && at >= end {
            let tail = chars.get(at + 1..).unwrap_or_default();
            end = at + 1 + tail.iter().take_while(|c| is_of_name(**c)).count();
            if end > at + 1 {
                cover(shields, at, end);
            }
        }
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\u{200C}' || c == '\u{0640}' || is_vowel(c)
}

/// `` `code` ``, `<tag>` and `{name}`, opened and closed on the line.
fn enclosed(chars: &[char], shields: &mut [bool]) {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in chars.iter().enumerate() {
        match (open, *c) {
            (Some((from, close)), c) if c == close => {
                cover(shields, from, at + 1);
                open = None;
            }
            (Some((_, '`')), _) => {}
            (_, '`') => open = Some((at, '`')),
            (_, '<') if chars.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == '/') => {
                open = Some((at, '>'));
            }
            (_, '{') => open = Some((at, '}')),
            _ => {}
        }
    }
}

/// From a letter of another script to the last one before Persian goes on, with the digits grown onto it.
fn latin(chars: &[char], shields: &mut [bool]) {
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        if !is_other_letter(*c) {
            at += 1;
            continue;
        }
        let head = chars.get(..at).unwrap_or_default();
        let start = head.iter().rposition(|c| !is_grown(*c)).map_or(0, |before| before + 1);
        let tail = chars.get(at..).unwrap_or_default();
        let length = tail.iter().position(|c| is_persian(*c) || *c == '\t').unwrap_or(tail.len());
        let run = tail.get(..length).unwrap_or_default();
        let last = run.iter().rposition(|c| is_other_letter(*c)).unwrap_or(0);
        let grown = run.get(last + 1..).unwrap_or_default();
        let more = grown.iter().take_while(|c| is_grown(**c)).count();
        // A mark at the end belongs to the sentence unless digits follow it: COVID-19, but ILO.
        let more =
            grown.get(..more).unwrap_or_default().iter().rposition(char::is_ascii_digit).map_or(0, |d| d + 1);
        cover(shields, start, at + last + 1 + more);
        at += length.max(1);
    }
}

fn is_other_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || !c.is_ascii() && !('\u{0600}'..='\u{06FF}').contains(&c) && !is_letter(c) && c.is_alphabetic()
}

fn is_persian(c: char) -> bool {
    is_letter(c) || is_digit(c) && !c.is_ascii_digit()
}

fn is_grown(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | '_' | '-' | '/' | '+')
}
