//! Numbers that name: articles, clauses, notes, conventions, files, accounts.

use super::{Kind, Placeable, placeable};
use crate::text::number::Reader;
use crate::text::number::lexicon::{Language, Role};

/// Most numbers in one list of articles.
const MOST: usize = 64;

/// The identifiers that begin at a piece, and the piece behind them: ماده ۲۷ و ۲۸.
pub(super) fn identifiers(reader: &Reader, at: usize) -> Option<(Vec<Placeable>, usize)> {
    if let Some(found) =
        convention_code(reader, at).or_else(|| account(reader, at)).or_else(|| file_number(reader, at))
    {
        return Some((vec![found.0], found.1));
    }
    let (entry, next) = reader.words.find(reader.pieces, at, Role::Identifier)?;
    let kind = match entry.value {
        "article" => Kind::Article,
        "clause" => Kind::Clause,
        "note" => Kind::Note,
        "convention" => Kind::Convention,
        _ => return None,
    };
    let start = number_word(reader, next);
    let (value, mut end) = identifying_number(reader, start)?;
    let mut found: Vec<Placeable> = placeable(reader, at, end, kind, value).into_iter().collect();
    while found.len() < MOST {
        let Some(next) = list_joint(reader, end).filter(|next| reader.pieces.is_figure(*next)) else { break };
        let Some((value, behind)) = identifying_number(reader, next) else { break };
        if is_counted(reader, behind) {
            break;
        }
        found.extend(placeable(reader, next, behind, kind, value));
        end = behind;
    }
    Some((found, end))
}

/// The place behind "No." and its like.
fn number_word(reader: &Reader, at: usize) -> usize {
    reader.words.find(reader.pieces, at, Role::NumberWord).map_or(at, |(_, end)| end)
}

/// A number with what belongs to it as a name: 27, 27a, 27(1).
fn identifying_number(reader: &Reader, at: usize) -> Option<(String, usize)> {
    let pieces = reader.pieces;
    if pieces.is_figure(at) {
        let figure = pieces.lower(at).trim_start_matches('0');
        let mut value = if figure.is_empty() { "0".to_owned() } else { figure.to_owned() };
        let mut end = at + 1;
        let letter = pieces.lower(end);
        if pieces.is_glued(end) && pieces.is_word(end) && letter.len() == 1 {
            value.push_str(letter);
            end += 1;
        } else if let Some((_, behind)) = reader.words.find(pieces, end, Role::OrdinalEnd)
            && reader.words.language == Language::Persian
        {
            end = behind;
        }
        if pieces.is_mark(end, "(")
            && pieces.is_glued(end)
            && pieces.is_figure(end + 1)
            && pieces.is_mark(end + 2, ")")
        {
            value.push_str(&format!("({})", pieces.lower(end + 1)));
            end += 3;
        }
        return Some((value, end));
    }
    reader.spelled(at).map(|(value, end)| (value.to_string(), end))
}

fn list_joint(reader: &Reader, at: usize) -> Option<usize> {
    let comma = reader.pieces.is_mark(at, ",").then_some(at + 1);
    let and = |at| reader.words.find(reader.pieces, at, Role::And).map(|(_, end)| end);
    match comma {
        Some(next) => and(next).or(Some(next)),
        None => and(at),
    }
}

/// A figure behind "and" that counts something of its own.
fn is_counted(reader: &Reader, at: usize) -> bool {
    let roles = [Role::Unit, Role::Percent, Role::Currency, Role::Counter, Role::Scale, Role::Symbol];
    roles.iter().any(|role| reader.words.find(reader.pieces, at, *role).is_some())
}

/// C87
fn convention_code(reader: &Reader, at: usize) -> Option<(Placeable, usize)> {
    let pieces = reader.pieces;
    let figure = pieces.lower(at + 1);
    let named = pieces.text(at, at + 1) == "C"
        && pieces.is_figure(at + 1)
        && pieces.is_glued(at + 1)
        && figure.len() <= 3
        && !pieces.is_glued(at)
        && !(pieces.is_glued(at + 2) && pieces.is_word(at + 2));
    let value = figure.trim_start_matches('0').to_owned();
    named.then(|| placeable(reader, at, at + 2, Kind::Convention, value).map(|p| (p, at + 2)))?
}

/// پرونده شماره ۱۲۳, "case no. 12/3".
fn file_number(reader: &Reader, at: usize) -> Option<(Placeable, usize)> {
    let pieces = reader.pieces;
    let (_, next) = reader.words.find(pieces, at, Role::CodeCue)?;
    let start = number_word(reader, next);
    if start == next && !matches!(pieces.lower(at), "کد" | "code" | "kod" | "aktenzeichen") {
        return None;
    }
    let mut end = start;
    while pieces.is_figure(end)
        || pieces.is_word(end) && end > start
        || end == start && is_latin(pieces.lower(end))
    {
        end += 1;
        let joins = ["-", "/", ".", "_"].iter().any(|mark| pieces.is_mark(end, mark));
        if joins
            && pieces.is_glued(end)
            && pieces.is_glued(end + 1)
            && (pieces.is_figure(end + 1) || pieces.is_word(end + 1))
        {
            end += 1;
        } else if !pieces.is_glued(end) {
            break;
        }
    }
    let value = pieces.text(start, end);
    let figures = value.bytes().any(|b| b.is_ascii_digit());
    figures.then(|| placeable(reader, start, end, Kind::Code, value.to_owned()).map(|p| (p, end)))?
}

/// Words between what is numbered and its digits: شماره حساب ما نزد بانک ملی.
const BETWEEN: usize = 4;
/// Fewest digits of an account: fewer count something.
const LEAST_DIGITS: usize = 3;

/// شماره حساب: ۱۲۳۴-۵۶۷۸, "account number 1234 5678": one name, whatever stands between its digits.
fn account(reader: &Reader, at: usize) -> Option<(Placeable, usize)> {
    let pieces = reader.pieces;
    let (entry, next) = reader.words.find(pieces, at, Role::AccountCue)?;
    let kind = if entry.value == "phone" { Kind::Phone } else { Kind::Account };
    let may_stand_before = |at: &usize| pieces.is_word(*at) || pieces.is_mark(*at, ":");
    let start = next + (next..next + BETWEEN).take_while(may_stand_before).count();
    if !pieces.is_figure(start) {
        return None;
    }
    let end = behind_groups(reader, start);
    let value: String = pieces.text(start, end).chars().filter(char::is_ascii_alphanumeric).collect();
    // Behind other words a number may count what they say.
    let is_tied = (start..end).any(|at| pieces.is_mark(at, "-"));
    let is_near = start == next || pieces.is_mark(start.saturating_sub(1), ":") || is_tied;
    let names = value.len() >= LEAST_DIGITS && is_near && !is_counted(reader, end);
    names.then(|| placeable(reader, start, end, kind, value).map(|found| (found, end)))?
}

/// The place behind digits that are joined by signs or stand in groups.
fn behind_groups(reader: &Reader, start: usize) -> usize {
    let pieces = reader.pieces;
    let is_group = |at: usize| pieces.is_figure(at) && pieces.lower(at).len() >= LEAST_DIGITS;
    let mut end = start + 1;
    loop {
        let sign = ["-", "/", ".", "_", "–"].iter().any(|mark| pieces.is_mark(end, mark));
        if sign && pieces.is_glued(end) && pieces.is_glued(end + 1) && pieces.is_figure(end + 1) {
            end += 2;
        } else if is_group(end - 1) && is_group(end) {
            end += 1;
        } else {
            return end;
        }
    }
}

fn is_latin(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic())
}
