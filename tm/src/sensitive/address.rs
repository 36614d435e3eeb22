//! Mail addresses, web addresses and names on social networks.

use super::Kind;
use super::letters::Letters;
use super::words::{Cue, Words};

/// Longest local part of a mail address (RFC 5321, 4.5.3.1.1) and longest label of a host (RFC 1035).
const LONGEST_LOCAL: usize = 64;
/// Longest host (RFC 1035, 2.3.4).
const LONGEST_HOST: usize = 253;
/// Longest web address read to its end, in characters: what servers take.
const LONGEST_URL: usize = 8000;
/// Longest name on a network; the longest allowed is Facebook's with 50.
const LONGEST_HANDLE: usize = 64;

/// The web address that begins at `start`; `None` inside a word.
pub(crate) fn url(letters: &Letters, start: usize) -> Option<(Kind, usize)> {
    if is_word(letters.before(start)) || matches!(letters.before(start), '@' | '.' | '-' | '\\' | '/') {
        return None;
    }
    let scheme = scheme(letters, start);
    let host = start + scheme.unwrap_or(0);
    let host_end = host_end(letters, host);
    let name = letters.slice(host, host_end).to_lowercase();
    let path = letters.at(host_end) == '/' && is_path(letters.at(host_end + 1));
    let named = is_host(&name, letters.range(host, host_end));
    if scheme.is_none() && !named || host_end == host {
        return None;
    }
    let end = url_end(letters, host_end);
    let social = name.strip_prefix("www.").or(name.strip_prefix("m.")).unwrap_or(&name);
    let network = letters.slice(start, host).eq_ignore_ascii_case("tg://");
    let handle = network || path && Words::get().is(Cue::Social, social);
    Some((if handle { Kind::Handle } else { Kind::Url }, end))
}

const SCHEMES: &[&str] =
    &["http://", "https://", "hxxp://", "hxxps://", "ftp://", "sftp://", "tg://", "ws://"];

fn scheme(letters: &Letters, start: usize) -> Option<usize> {
    let head = letters.slice(start, start + 8).to_lowercase();
    SCHEMES.iter().find(|scheme| head.starts_with(**scheme)).map(|scheme| scheme.len())
}

/// Letters, digits and dashes with single dots between.
fn host_end(letters: &Letters, start: usize) -> usize {
    let end = letters.skip(start, LONGEST_HOST, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    letters.skip_back(end, LONGEST_HOST, |c| matches!(c, '.' | '-')).max(start)
}

/// Whether a host is one without a scheme before it: known end, no empty label, not in capitals as ASP.NET is.
fn is_host(name: &str, cells: &[char]) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let Some((last, rest)) = labels.split_last() else { return false };
    let whole = !rest.is_empty() && labels.iter().all(|label| !label.is_empty());
    let capitals = cells.iter().rev().take_while(|c| **c != '.').any(char::is_ascii_uppercase);
    whole && (labels.first() == Some(&"www") || !capitals && Words::get().is(Cue::Domain, last))
}

/// Port, path, query and fragment; closing marks of the sentence around it are not part of it.
fn url_end(letters: &Letters, host_end: usize) -> usize {
    if !matches!(letters.at(host_end), '/' | ':' | '?' | '#') {
        return host_end;
    }
    let end =
        letters.skip(host_end, LONGEST_URL, |c| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '\0'));
    let closing = |c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ')' | ']' | '}');
    letters.skip_back(end, LONGEST_URL, closing).max(host_end)
}

fn is_path(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '@' | '+' | '#' | '_' | '-' | '%' | '?')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The mail address or name around the at sign at `at`, or what is written for one.
pub(crate) fn at_sign(letters: &Letters, at: usize) -> Option<(Kind, usize, usize)> {
    mail(letters, at).or_else(|| handle(letters, at))
}

/// `@`, or `[at]` in any brackets: how many cells it takes.
fn sign(letters: &Letters, at: usize) -> Option<usize> {
    if letters.at(at) == '@' {
        return Some(1);
    }
    let word = letters.slice(at, at + 4).to_lowercase();
    matches!(word.as_str(), "(at)" | "[at]" | "{at}").then_some(4)
}

fn mail(letters: &Letters, at: usize) -> Option<(Kind, usize, usize)> {
    let sign = sign(letters, at)?;
    let spaced = letters.before(at) == ' ' || sign > 1;
    let local_end = if letters.before(at) == ' ' { at - 1 } else { at };
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let local = letters.skip_back(local_end, LONGEST_LOCAL, is_local);
    let local =
        letters.skip(local, LONGEST_LOCAL, |c| !c.is_ascii_alphanumeric() && is_local(c)).min(local_end);
    let host = at + sign + usize::from(letters.at(at + sign) == ' ');
    let (end, last, dots) = mail_host(letters, host)?;
    let tld = last.chars().count() >= 2 && last.chars().all(char::is_alphabetic);
    // With spaces around it, an at sign of prose is more likely than a mail address with an unknown end.
    let known = !spaced || Words::get().is(Cue::Domain, &last.to_lowercase());
    (local < local_end && dots > 0 && tld && known).then_some((Kind::Mail, local, end))
}

/// Host of a mail address with `.` or `[dot]` between its labels: where it ends, its last label, how many dots.
fn mail_host(letters: &Letters, start: usize) -> Option<(usize, String, usize)> {
    let label =
        |from: usize| letters.skip(from, LONGEST_LOCAL, |c| c.is_alphanumeric() || c == '-' || c == '_');
    let mut end = label(start);
    let mut first = start;
    let mut dots = 0;
    while end > first && dots < 8 {
        let Some(next) = dot(letters, end).filter(|next| label(*next) > *next) else { break };
        (first, end) = (next, label(next));
        dots += 1;
    }
    (end > start).then(|| (end, letters.slice(first, end), dots))
}

fn dot(letters: &Letters, place: usize) -> Option<usize> {
    if letters.at(place) == '.' {
        return Some(place + 1);
    }
    let begin = letters.skip(place, 1, |c| c == ' ');
    let word = letters.slice(begin, begin + 5).to_lowercase();
    matches!(word.as_str(), "(dot)" | "[dot]" | "{dot}").then(|| letters.skip(begin + 5, 1, |c| c == ' '))
}

fn handle(letters: &Letters, at: usize) -> Option<(Kind, usize, usize)> {
    if letters.at(at) != '@' || letters.before(at) == '@' {
        return None;
    }
    let is_handle = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
    let end = letters.skip(at + 1, LONGEST_HANDLE, is_handle);
    let end = letters.skip_back(end, LONGEST_HANDLE, |c| matches!(c, '.' | '-')).max(at + 1);
    let named = letters.range(at + 1, end).iter().filter(|c| c.is_alphabetic()).count() >= 2;
    if named && !is_word(letters.before(at)) {
        // A name on another server: @name@server.
        let server = mail_host(letters, end + 1).filter(|_| letters.at(end) == '@').map(|(end, ..)| end);
        return Some((Kind::Handle, at, server.unwrap_or(end)));
    }
    // Typed from right to left, the sign comes last.
    let start =
        letters.skip_back(at, LONGEST_HANDLE, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let cells = letters.range(start, at);
    let named = cells.len() >= 4 && cells.iter().any(char::is_ascii_alphabetic);
    (named && end == at + 1).then_some((Kind::Handle, start, at + 1))
}

/// A name after a word and a colon: «اینستاگرام: golnar.k»; `colon` is the place of the colon.
pub(crate) fn announced(letters: &Letters, colon: usize) -> Option<(Kind, usize, usize)> {
    if letters.at(colon) != ':' || !Words::get().is(Cue::Handle, letters.words_before(colon).first()?) {
        return None;
    }
    let start = letters.skip(colon + 1, 2, |c| c == ' ');
    let end = letters.skip(start, LONGEST_HANDLE, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let end = letters.skip_back(end, LONGEST_HANDLE, |c| c == '.').max(start);
    let named = letters.range(start, end).iter().any(char::is_ascii_alphabetic);
    (named && end > start + 2).then_some((Kind::Handle, start, end))
}
