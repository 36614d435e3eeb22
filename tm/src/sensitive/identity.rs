//! Numbers that name a person or an account: national numbers, bank cards, bank accounts, passports.

use super::Kind;
use super::checksum::{is_iban, is_luhn, is_national_id};
use super::digits::{Gap, Run};
use super::letters::Letters;
use super::words::{Cue, Words};
use crate::text::ZWNJ;

/// The number of a person or account that begins at `start`, a digit, and where it ends.
pub(crate) fn number(letters: &Letters, run: &Run, start: usize) -> Option<(Kind, usize)> {
    iranian_account(letters, run, start)
        .or_else(|| card(run))
        .or_else(|| national_id(letters, run, start))
        .or_else(|| passport_number(letters, run, start))
}

/// The international account number or passport whose letters begin at `start`.
pub(crate) fn lettered(letters: &Letters, start: usize) -> Option<(Kind, usize)> {
    let joined = letters.before(start).is_ascii_alphanumeric();
    if joined || !letters.at(start).is_ascii_alphabetic() {
        return None;
    }
    account(letters, start)
        .map(|end| (Kind::Iban, end))
        .or_else(|| passport(letters, start).map(|end| (Kind::Passport, end)))
}

/// The 24 digits of «شبا» written without IR, or with IR at the wrong end, as right-to-left typing leaves it.
fn iranian_account(letters: &Letters, run: &Run, start: usize) -> Option<(Kind, usize)> {
    const DIGITS: usize = 24;
    if !run.ends_at(DIGITS) || letters.before(start).is_ascii_alphanumeric() {
        return None;
    }
    let digits = run.first(DIGITS).iter().filter_map(|d| char::from_digit(u32::from(*d), 10));
    let account: Vec<char> = "IR".chars().chain(digits).collect();
    let end = run.end(DIGITS)?;
    let turned = letters.slice(end, end + 2).eq_ignore_ascii_case("IR");
    is_iban(&account).then_some((Kind::Iban, if turned { end + 2 } else { end }))
}

fn card(run: &Run) -> Option<(Kind, usize)> {
    let count = match run.digits.as_slice() {
        // American Express: 34 or 37 and fifteen digits; all others sixteen, first digit 2 to 6 (ISO/IEC 7812-1).
        [3, 4 | 7, ..] => 15,
        [2..=6, ..] => 16,
        _ => return None,
    };
    let (lengths, gaps) = run.groups(count);
    let grouped = lengths.len() == 1 || lengths.len() <= 5 && !gaps.contains(&Gap::Slash);
    (run.ends_at(count) && grouped && is_luhn(run.first(count)))
        .then(|| run.end(count).map(|end| (Kind::Card, end)))?
}

fn national_id(letters: &Letters, run: &Run, start: usize) -> Option<(Kind, usize)> {
    const DIGITS: usize = 10;
    let words = Words::get();
    let announced = words.before(Cue::NationalId, letters, start);
    // Spreadsheets drop the zeros in front.
    let count = if announced { (8..=DIGITS).rev().find(|n| run.ends_at(*n))? } else { DIGITS };
    let (lengths, gaps) = run.groups(count);
    let grouped =
        lengths.len() == 1 || !gaps.contains(&Gap::Slash) && (lengths == [3, 6, 1] || lengths == [3, 7]);
    let end = run.end(count)?;
    let sure = count == DIGITS && grouped && is_national_id(run.first(count));
    let counted = words.is(Cue::Amount, &letters.word_after(end)) || letters.before(start) == '.';
    (run.ends_at(count) && !run.is_date() && !counted && (announced || sure))
        .then_some((Kind::NationalId, end))
}

/// Digits alone are a passport only when a word says so.
fn passport_number(letters: &Letters, run: &Run, start: usize) -> Option<(Kind, usize)> {
    let count = (7..=9).rev().find(|n| run.ends_at(*n) && run.groups(*n).0.len() == 1)?;
    let announced = Words::get().before(Cue::Passport, letters, start);
    announced.then(|| run.end(count).map(|end| (Kind::Passport, end)))?
}

/// Longest IBAN of ISO 13616, and with a sign between any two of its groups of four.
const LONGEST_ACCOUNT: usize = 34;

fn account(letters: &Letters, start: usize) -> Option<usize> {
    let mut account = Vec::new();
    let mut place = start;
    let mut fitting = None;
    while account.len() < LONGEST_ACCOUNT {
        let c = letters.at(place);
        if !c.is_ascii_alphanumeric() || account.len() < 2 && !c.is_ascii_alphabetic() {
            break;
        }
        // "No. 98 guarantees the" is no account, whatever its check digits say.
        if c.is_ascii_alphabetic() && c.is_ascii_lowercase() != letters.at(start).is_ascii_lowercase() {
            break;
        }
        if (2..4).contains(&account.len()) && !c.is_ascii_digit() {
            break;
        }
        account.push(c.to_ascii_uppercase());
        place += 1;
        let ends = !letters.at(place).is_ascii_alphanumeric();
        if ends && account.len() >= length_of(&account) && is_iban(&account) {
            fitting = Some(place);
        }
        let gap = letters.skip(place, 2, |c| matches!(c, ' ' | '-' | '.' | ZWNJ));
        if letters.at(gap).is_ascii_alphanumeric() {
            place = gap;
        }
    }
    fitting
}

/// Shortest account number of a country (IBAN registry); the shortest of all is Norway's.
fn length_of(account: &[char]) -> usize {
    match account {
        ['I', 'R', ..] => 26,
        ['D', 'E', ..] | ['G', 'B', ..] => 22,
        ['S', 'E', ..] => 24,
        ['F', 'R', ..] => 27,
        _ => 15,
    }
}

/// A letter and eight digits as Iranian passports have, or letters and digits mixed after a word that says so.
fn passport(letters: &Letters, start: usize) -> Option<usize> {
    let end = letters.skip(start, 11, |c| c.is_ascii_alphanumeric());
    let cells = letters.range(start, end);
    let digits = cells.iter().filter(|c| c.is_ascii_digit()).count();
    let capital = cells.first().is_some_and(char::is_ascii_uppercase);
    let iranian = cells.len() == 9 && digits == 8 && capital;
    let announced = || Words::get().before(Cue::Passport, letters, start);
    let mixed = (7..=10).contains(&cells.len()) && digits >= 4;
    let ends = !letters.at(end).is_alphanumeric();
    (ends && (iranian || mixed && announced())).then_some(end)
}
