//! File paths and accounts of a network: both name people and machines.

use super::Kind;
use super::letters::Letters;
use crate::text::ZWNJ;

/// Longest path read to its end, in characters (Linux PATH_MAX is 4096 bytes).
const LONGEST_PATH: usize = 4096;
/// Longest name with spaces in a path that is looked through for the next separator, in characters (NTFS: 255; people's
/// folders stay below).
const LONGEST_NAME: usize = 48;

/// Folders under the root that hold what belongs to somebody.
const ROOTS: &[&str] = &[
    "/home/",
    "/users/",
    "/root/",
    "/mnt/",
    "/media/",
    "/var/",
    "/etc/",
    "/tmp/",
    "/srv/",
    "/opt/",
    "/volumes/",
    "/sdcard/",
    "/storage/",
    "/run/",
    "/data/",
];
const LONGEST_ROOT: usize = 9;

/// The path that begins at `start`, and where it ends.
pub(crate) fn path(letters: &Letters, start: usize) -> Option<(Kind, usize)> {
    if letters.before(start).is_alphanumeric() || matches!(letters.before(start), '/' | '\\' | '.' | '~') {
        return None;
    }
    let head = letters.slice(start, start + LONGEST_ROOT).to_lowercase();
    let windows =
        drive(letters, start) || head.starts_with("\\\\") && letters.at(start + 2).is_alphanumeric();
    let variable = head.starts_with('%') && variable_end(letters, start).is_some();
    let unix = ROOTS.iter().any(|root| head.starts_with(root))
        || head.starts_with("~/")
        || head.starts_with("file://");
    if !windows && !variable && !unix {
        return None;
    }
    let end = end(letters, start, windows || variable);
    (end > start + 3).then_some((Kind::Path, end))
}

/// `C:\x` or `C:/x`.
fn drive(letters: &Letters, start: usize) -> bool {
    let slash = letters.at(start + 2);
    letters.at(start).is_ascii_alphabetic()
        && letters.at(start + 1) == ':'
        && (slash == '\\' || slash == '/')
        && (letters.at(start + 3).is_alphanumeric() || slash == '\\' && letters.at(start + 3) == '\\')
}

fn variable_end(letters: &Letters, start: usize) -> Option<usize> {
    let end = letters.skip(start + 1, 24, |c| c.is_ascii_uppercase() || c == '_');
    (end > start + 2 && letters.at(end) == '%' && letters.at(end + 1) == '\\').then_some(end)
}

fn end(letters: &Letters, start: usize, windows: bool) -> usize {
    let inside =
        |c: char| !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | '|' | '*' | '?' | '\0' | ';' | ',');
    let mut end = letters.skip(start, LONGEST_PATH, inside);
    while windows && end < start + LONGEST_PATH && letters.at(end) == ' ' {
        // A name with spaces goes on when another separator follows soon.
        let name = letters.skip(end, LONGEST_NAME, |c| {
            c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '(' | ')' | ZWNJ)
        });
        if letters.at(name) != '\\' {
            break;
        }
        end = letters.skip(name, LONGEST_PATH, inside);
    }
    letters.skip_back(end, LONGEST_NAME, |c| matches!(c, '.' | ':' | '!' | ')' | ']' | '\'')).max(start)
}

/// `DOMAIN\user` around the backslash at `at`.
pub(crate) fn account(letters: &Letters, at: usize) -> Option<(Kind, usize, usize)> {
    if letters.at(at) != '\\' {
        return None;
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '$');
    let start = letters.skip_back(at, LONGEST_NAME, is_name);
    let end = letters.skip(at + 1, LONGEST_NAME, is_name);
    let end = letters.skip_back(end, LONGEST_NAME, |c| matches!(c, '.' | '-')).max(at + 1);
    let outside = matches!(letters.before(start), '\\' | '/' | ':') || letters.at(end) == '\\';
    let (domain, user) = (letters.slice(start, at), letters.slice(at + 1, end));
    let conjunction = matches!(domain.as_str(), "and" | "und" | "et" | "och" | "or" | "he" | "she");
    let long = |name: &str| name.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    (!outside && !conjunction && long(&domain) && long(&user)).then_some((Kind::Account, start, end))
}
