//! Numbers in Persian sentences: digits, the marks inside them, per cent.

use super::line::{Line, is_blank, is_digit, is_letter, is_persian_digit};
use super::rule::Rule;
use super::tables::Tables;

/// Digits in a row, or around hyphens, that make a number a phone, account or card number rather than an amount.
const CODE_DIGITS: usize = 8;

pub(super) fn tidy(line: &mut Line) {
    if !line.cells.iter().any(|cell| is_digit(cell.c)) {
        return;
    }
    let near = Neighbours::of(line);
    let mut index = 0;
    while index < line.cells.len() {
        if line.at(index).is_some_and(is_digit) && !line.is_shielded(index) {
            let end = end_of_number(line, index);
            number(line, index, end, &near);
            index = end;
        } else {
            index += 1;
        }
    }
    per_cent(line);
}

/// Whether the nearest letter on either side is Persian.
struct Neighbours {
    left: Vec<bool>,
    right: Vec<bool>,
}

impl Neighbours {
    fn of(line: &Line) -> Neighbours {
        let step = |last: &mut bool, index: usize| {
            let was = *last;
            match line.at(index) {
                Some(c) if !line.is_shielded(index) && is_letter(c) => *last = true,
                Some(c) if line.is_shielded(index) || c.is_alphabetic() => *last = false,
                _ => {}
            }
            was
        };
        let count = line.cells.len();
        let (mut left, mut right) = (false, false);
        let lefts = (0..count).map(|index| step(&mut left, index)).collect();
        let mut rights: Vec<bool> = (0..count).rev().map(|index| step(&mut right, index)).collect();
        rights.reverse();
        Neighbours { left: lefts, right: rights }
    }

    fn is_persian(&self, from: usize, to: usize) -> bool {
        let left = self.left.get(from).copied().unwrap_or(false);
        left || self.right.get(to.saturating_sub(1)).copied().unwrap_or(false)
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '/' | ':' | '-' | '٫' | '٬' | '،')
}

fn end_of_number(line: &Line, from: usize) -> usize {
    let mut end = from;
    loop {
        end = line.skip(end, is_digit);
        let goes_on = line.at(end).is_some_and(is_separator)
            && !line.is_shielded(end)
            && line.at(end + 1).is_some_and(is_digit)
            && !line.is_shielded(end + 1);
        if !goes_on {
            return end;
        }
        end += 1;
    }
}

fn number(line: &mut Line, from: usize, to: usize, near: &Neighbours) {
    let text: Vec<char> = line.text(from, to).chars().collect();
    if !near.is_persian(from, to) || is_code(&text) || beside_latin(line, from, to) {
        return;
    }
    let digits: String = text.iter().map(|c| persian_digit(*c).unwrap_or(*c)).collect();
    line.respell(from, to, &digits, Rule::Digit);
    let amount = is_amount(line, from, to);
    if is_decimal(&text) && amount {
        substitute_marks(line, from, to, '.', '٫', Rule::DecimalMark);
    }
    let groups = thousands(&text);
    if groups > 1 || groups == 1 && amount {
        substitute_marks(line, from, to, ',', '٬', Rule::ThousandsMark);
        substitute_marks(line, from, to, '،', '٬', Rule::ThousandsMark);
    }
}

fn substitute_marks(line: &mut Line, from: usize, to: usize, mark: char, by: char, rule: Rule) {
    for index in from..to {
        if line.at(index) == Some(mark) {
            line.substitute(index, by, rule);
        }
    }
}

fn persian_digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x0660,
        _ => return None,
    };
    char::from_u32(0x06F0 + value)
}

/// Phone, account and serial numbers, IP addresses, versions.
fn is_code(text: &[char]) -> bool {
    let parts: Vec<usize> = text.split(|c| !is_digit(*c)).map(<[char]>::len).collect();
    let has = |mark| text.contains(&mark);
    let is_date = matches!(parts[..], [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 4]);
    parts.iter().any(|digits| *digits >= CODE_DIGITS)
        || has('-') && parts.iter().sum::<usize>() >= CODE_DIGITS && !is_date && parts.len() != 2
        || has('.') && parts.len() > 2 && !is_date && !parts.iter().skip(1).all(|digits| *digits == 3)
}

/// Latin letters beside a number, or a sign that makes it a code or name.
fn beside_latin(line: &Line, from: usize, to: usize) -> bool {
    let before = line.skip_back(from, is_blank);
    let behind = line.skip(to, is_blank);
    let is_latin = |index: usize| line.is_shielded(index);
    let is_sign = |c: Option<char>| matches!(c, Some('+' | '#' | '=' | '&' | '_' | '\\' | '@' | '*' | '$'));
    before.is_some_and(is_latin) || is_latin(behind) || is_sign(line.before(from)) || is_sign(line.at(to))
}

fn is_decimal(text: &[char]) -> bool {
    let mut parts = text.split(|c| *c == '.');
    let digits = |part: Option<&[char]>| {
        part.filter(|part| !part.is_empty() && part.iter().all(|c| is_digit(*c))).map(<[char]>::len)
    };
    // Three digits behind a point may be thousands written with it.
    matches!((digits(parts.next()), digits(parts.next()), parts.next()), (Some(_), Some(behind), None) if behind != 3)
}

/// How many groups of three follow the first; 0 where it is no number in groups.
fn thousands(text: &[char]) -> usize {
    let mut parts = text.split(|c| matches!(c, ',' | '،' | '٬'));
    let first =
        parts.next().is_some_and(|part| matches!(part.len(), 1..=3) && part.iter().all(|c| is_digit(*c)));
    let mut groups = 0;
    for part in parts {
        if part.len() != 3 || !part.iter().all(|c| is_digit(*c)) {
            return 0;
        }
        groups += 1;
    }
    if first { groups } else { 0 }
}

/// A unit or a per cent sign follows, and no word before makes it an article.
fn is_amount(line: &Line, from: usize, to: usize) -> bool {
    let tables = Tables::get();
    let behind = line.skip(to, is_blank);
    let unit = line.text(behind, line.skip(behind, is_letter));
    let before = line.skip_back(from, is_blank).map_or(0, |at| at + 1);
    let start = line.skip_back(before, is_letter).map_or(0, |at| at + 1);
    let is_unit = tables.is("unit", &unit) || matches!(line.at(behind), Some('%' | '٪'));
    is_unit && !tables.is("article", &line.text(start, before))
}

fn per_cent(line: &mut Line) {
    for index in 0..line.cells.len() {
        if line.at(index) != Some('%') || line.is_shielded(index) {
            continue;
        }
        let before = line.skip_back(index, is_blank).and_then(|at| line.at(at));
        let behind = line.at(index + 1);
        if before.is_some_and(is_persian_digit) || behind.is_some_and(is_persian_digit) {
            line.substitute(index, '٪', Rule::PercentSign);
        }
    }
}
