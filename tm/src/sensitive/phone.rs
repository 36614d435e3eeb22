//! Telephone numbers: Iranian ones however they are written, others with their country code, an area code or a word
//! before them that says what they are.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::digits::{Gap, Run};
use super::letters::Letters;
use super::words::{Cue, Words};

/// Digits of an Iranian number without its country code and trunk zero, mobile and landline (national numbering plan of
/// 2010).
const NATIONAL: usize = 10;

/// The end of the telephone number that begins at `start`, a digit; `plus` when a plus sign stands at its front.
pub(crate) fn end(letters: &Letters, run: &Run, start: usize, plus: bool) -> Option<usize> {
    let count = international(run, plus)
        .or_else(|| if plus { None } else { iranian(run) })
        .or_else(|| if plus { None } else { national(run) })
        .or_else(|| if plus { None } else { announced(letters, run, start) })?;
    let end = run.end(count)?;
    let counted = run.first(1) != [0] && Words::get().is(Cue::Amount, &letters.word_after(end));
    let share = letters.at(end) == '%' || letters.at(end) == ',' && letters.digit(end + 1).is_some();
    (plus || !counted && !share).then_some(end)
}

/// With `+` or `00` and a country code.
fn international(run: &Run, plus: bool) -> Option<usize> {
    let skipped = match (plus, run.digits.as_slice()) {
        (true, _) => 0,
        (_, [0, 0, ..]) => 2,
        // Without either, only what leaves no doubt: 98 and an Iranian mobile.
        (_, [9, 8, 9, ..]) => return whole(run, NATIONAL + 2, NATIONAL + 2),
        (_, [9, 8, a, b, ..]) if is_area(*a, *b) && run.groups(NATIONAL + 2).0.len() > 1 => {
            return whole(run, NATIONAL + 2, NATIONAL + 2);
        }
        _ => return None,
    };
    let code = |length: usize| {
        let digits = run.digits.get(skipped..skipped + length)?;
        let code = digits.iter().fold(0u16, |code, d| code * 10 + u16::from(*d));
        countries().get(&code).map(|(shortest, longest)| (length, *shortest, *longest))
    };
    let (length, shortest, longest) = (1..=3).find_map(code)?;
    let before = skipped + length;
    whole(run, before + shortest, before + longest)
}

/// 0912…, 912…, 021….
fn iranian(run: &Run) -> Option<usize> {
    match run.digits.as_slice() {
        [0, 9, ..] => whole(run, NATIONAL + 1, NATIONAL + 1),
        [0, a, b, ..] if is_area(*a, *b) => whole(run, NATIONAL + 1, NATIONAL + 1),
        [0, 1..=8, ..] if run.groups(NATIONAL + 1).0.len() > 1 && !is_decimal(run) => {
            whole(run, NATIONAL + 1, NATIONAL + 1)
        }
        [9, 0..=4 | 9, ..] if run.ends_at(NATIONAL) => Some(NATIONAL),
        _ => None,
    }
}

/// An area code with a zero, or the three groups of North America.
fn national(run: &Run) -> Option<usize> {
    if run.is_date() {
        return None;
    }
    match run.digits.as_slice() {
        [0, 1..=9, ..] => {
            let count = whole(run, 9, 12)?;
            (run.groups(count).0.len() > 1 && !is_decimal(run)).then_some(count)
        }
        [2..=9, ..] => {
            let (lengths, gaps) = run.groups(10);
            let dashes = gaps.iter().filter(|gap| matches!(gap, Gap::Dash | Gap::Dot)).count();
            (run.ends_at(10) && lengths == [3, 3, 4] && dashes > 0).then_some(10)
        }
        _ => None,
    }
}

/// 0.1234567891
fn is_decimal(run: &Run) -> bool {
    let (lengths, gaps) = run.groups(run.digits.len());
    lengths.first() == Some(&1) && gaps.first() == Some(&Gap::Dot)
}

/// A local number, or any, after a word such as «تلفن».
fn announced(letters: &Letters, run: &Run, start: usize) -> Option<usize> {
    if run.is_date() || !Words::get().before(Cue::Phone, letters, start) {
        return None;
    }
    whole(run, 7, 12)
}

/// The longest whole number of digits between two bounds.
fn whole(run: &Run, shortest: usize, longest: usize) -> Option<usize> {
    let longest = longest.min(run.digits.len());
    (shortest..=longest).rev().find(|count| run.ends_at(*count))
}

/// Area codes of the provinces since 2014 (Communications Regulatory Authority), without the trunk zero.
fn is_area(a: u8, b: u8) -> bool {
    matches!(
        (a, b),
        (1, 1 | 3 | 7)
            | (2, 1 | 3..=6 | 8)
            | (3, 1 | 4 | 5 | 8)
            | (4, 1 | 4 | 5)
            | (5, 1 | 4 | 6 | 8)
            | (6, 1 | 6)
            | (7, 1 | 4 | 6 | 7)
            | (8, 1 | 3 | 4 | 6 | 7)
    )
}

/// Country codes with the fewest and most digits behind them: `data/sensitive/countries.tsv`.
fn countries() -> &'static HashMap<u16, (usize, usize)> {
    static COUNTRIES: OnceLock<HashMap<u16, (usize, usize)>> = OnceLock::new();
    COUNTRIES.get_or_init(|| {
        let rows = include_str!("../../data/sensitive/countries.tsv").lines().skip(1);
        let row = |row: &str| {
            let mut cells = row.split('\t');
            let code = cells.next()?.parse().ok()?;
            Some((code, (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?)))
        };
        rows.filter_map(row).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_country_code_begins_with_another() {
        let rows = include_str!("../../data/sensitive/countries.tsv").lines().skip(1).count();
        assert_eq!(countries().len(), rows);
        for code in countries().keys() {
            let text = code.to_string();
            for length in 1..text.len() {
                assert!(!countries().contains_key(&text[..length].parse().unwrap()), "{code}");
            }
        }
    }
}
