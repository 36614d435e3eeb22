//! What in a text could lead to a person: numbers, addresses, paths, and names on a list.
//!
//! [`find`] needs no list: telephone numbers, mail and web addresses, names on social networks, numbers of persons and
//! accounts with their check digits, file paths, and a day together with a workplace. [`names`] finds the names
//! somebody wants held back, in every spelling, and puts pseudonyms in their place. Names that are on no list are not
//! recognised: nothing here makes a text anonymous.
//!
//! Every look-ahead is bounded, so the time is linear in the text.

mod address;
mod checksum;
mod digits;
mod identity;
mod letters;
pub mod names;
mod occasion;
mod path;
mod phone;
mod words;

#[cfg(test)]
mod tests;

use crate::span::{Chars, Span};
use crate::text::ZWNJ;

use self::digits::Run;
use self::letters::Letters;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A name on the hold-back list, in any spelling.
    Name,
    /// What is probably a name on the list: look at it.
    NameLike,
    /// A part of a name on the list standing alone.
    NamePart,
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// A web address.
    Url,
    /// A name on a social network.
    Handle,
    /// An Iranian national number.
    NationalId,
    /// A passport number.
    Passport,
    /// A bank account (IBAN, «شبا»).
    Iban,
    /// A bank card.
    Card,
    /// An account of a network: `DOMAIN\user`.
    Account,
    /// A file path.
    Path,
    /// A day and a workplace in one text.
    DateAndWorkplace,
}

impl Kind {
    /// Its name in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::NameLike => "name-like",
            Kind::NamePart => "name-part",
            Kind::Phone => "phone",
            Kind::Mail => "mail",
            Kind::Url => "url",
            Kind::Handle => "handle",
            Kind::NationalId => "national-id",
            Kind::Passport => "passport",
            Kind::Iban => "iban",
            Kind::Card => "card",
            Kind::Account => "account",
            Kind::Path => "path",
            Kind::DateAndWorkplace => "date-and-workplace",
        }
    }
}

/// Something in a text that could lead to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where.
    pub span: Span<Chars>,
}

/// Everything in a text that could lead to a person and needs no list of names, ordered by position.
pub fn find(text: &str) -> Vec<Finding> {
    let letters = Letters::new(text);
    let mut found: Vec<(Kind, usize, usize)> = Vec::new();
    let mut place = 0;
    while place < letters.len() {
        let before = found.last().map_or(0, |(.., end)| *end);
        match at(&letters, place).filter(|(_, start, end)| *start >= before && end > start) {
            Some((kind, start, end)) => {
                found.push((kind, start, end));
                place = end.max(place + 1);
            }
            None => place += 1,
        }
    }
    if let Some((start, end)) = occasion::day_and_workplace(&letters) {
        found.push((Kind::DateAndWorkplace, start, end));
        found.sort_by_key(|(kind, start, _)| (*start, *kind));
    }
    let finding =
        |(kind, start, end): (Kind, usize, usize)| Some(Finding { kind, span: letters.source(start, end)? });
    found.into_iter().filter_map(finding).collect()
}

/// What begins at a place, or has its sign there.
fn at(letters: &Letters, place: usize) -> Option<(Kind, usize, usize)> {
    let c = letters.at(place);
    let from_here = |(kind, end): (Kind, usize)| (kind, place, end);
    if let Some(found) = path::path(letters, place).or_else(|| address::url(letters, place)) {
        return Some(from_here(found));
    }
    match c {
        '@' | '(' | '[' | '{' if let Some(found) = address::at_sign(letters, place) => Some(found),
        ':' => address::announced(letters, place),
        '\\' => path::account(letters, place),
        '+' | '(' | '0'..='9' => number(letters, place),
        c if c.is_ascii_alphabetic() => identity::lettered(letters, place).map(from_here),
        _ => None,
    }
}

/// The number that begins at a digit, or at a plus sign or bracket before one.
fn number(letters: &Letters, place: usize) -> Option<(Kind, usize, usize)> {
    let first = letters.skip(place, 4, |c| matches!(c, '+' | '(' | ' ' | ZWNJ));
    let plus = letters.range(place, first).contains(&'+');
    letters.digit(first)?;
    let inside = |c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ',') && letters.digit(place.wrapping_sub(2)).is_some()
    };
    if first == place && (inside(letters.before(place)) || letters.before(place).is_ascii_alphabetic()) {
        return None;
    }
    let run = Run::new(letters, first);
    let identity = || identity::number(letters, &run, first).map(|(kind, end)| (kind, first, end));
    let phone = || {
        let end = phone::end(letters, &run, first, plus)?;
        // Typed from right to left, the plus sign comes last.
        let end = if !plus && letters.at(end) == '+' { end + 1 } else { end };
        let bracket = letters.range(place, first).contains(&'(') && letters.range(first, end).contains(&')');
        let sign = letters.skip(place, 4, |c| c != '+' && !c.is_ascii_digit());
        Some((Kind::Phone, if bracket { place } else { sign }, end))
    };
    let announced = words::Words::get().before(words::Cue::NationalId, letters, first);
    let mobile = !announced && matches!(run.digits.as_slice(), [9, 0..=4 | 9, ..]);
    if plus || mobile { phone().or_else(identity) } else { identity().or_else(phone) }
}
