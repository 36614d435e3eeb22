//! Numbers whose digits are reversed while the text around them is right: `۲۰۴۱` for `۱۴۰۲`.
//!
//! The most dangerous damage, because nothing looks wrong. A single number proves nothing; years, days, thousands and
//! zeros of the whole document are counted for and against.

use super::pieces::{is_digit, is_right_letter};
use super::words::{COUNTED, ERA, MONTH, YEAR, is_in};

/// Numbers that must be impossible as they stand before a document's numbers are turned: two may be slips.
const ENOUGH: usize = 3;
/// Numbers that must be impossible before anything is said, and of as many kinds: a plan for 2041 and 2051 is no damage.
const ENOUGH_TO_SAY: usize = 2;
/// For each number that is right as it stands, as many must be impossible before anything is said.
const FOR_EACH_TO_SAY: usize = 3;
/// The last year of any calendar in use that a text speaks of: 2600 of the imperial one.
const LAST_YEAR: u32 = 2600;
/// What is impossible about the number of a list item.
const OUT_OF_ORDER: u8 = 1 << 7;
/// For each number that is right as it stands, as many must be impossible: a reversed document has numbers like 013.
const FOR_EACH_AGAINST: usize = 8;
/// Years anybody writes of: 1200 to 1450 in the Persian calendar, 1800 to 2035 in the Gregorian; 2041 is 1402 in reverse.
const YEARS: [std::ops::RangeInclusive<u32>; 2] = [1200..=1450, 1800..=2035];
/// Years that nobody writes behind a month of the Persian or Gregorian calendar: 1041 is 1401 in reverse.
const LONG_PAST: std::ops::Range<u32> = 1000..1200;
/// The longest month.
const DAYS: std::ops::RangeInclusive<u32> = 1..=31;

/// What the numbers of one digit set say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Votes {
    /// Impossible as they stand, possible in reverse.
    reversed: usize,
    /// Years among them that nobody writes of, neither of history nor of plans: 8931.
    absurd: usize,
    /// Kinds of impossibility among them, a bit each.
    kinds: u8,
    /// Possible as they stand, impossible in reverse.
    straight: usize,
}

/// The votes by digit set: ASCII, Arabic, Persian. Extractors treat them differently.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    sets: [Votes; 3],
    /// The number of the last list item.
    item: Option<u32>,
}

/// What is to be done with the numbers of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They are as they should be.
    Straight,
    /// Some are impossible; too few to be sure.
    Suspicious,
    /// They are reversed.
    Reversed,
}

impl Evidence {
    /// Counts what the numbers of a line say.
    pub(super) fn add(&mut self, line: &str) {
        let mut before = "";
        for (number, rest, head) in numbers(line) {
            before = last_word(head).unwrap_or(before);
            let is_item = head.trim().is_empty() && is_behind_item(rest) && is_first(line, head, number);
            let vote = if is_item { self.item_vote(number) } else { vote(number, before, first_word(rest)) };
            let Some(votes) = number.chars().next().and_then(set).and_then(|set| self.sets.get_mut(set))
            else {
                continue;
            };
            match vote {
                Some(kind) if kind > 0 && is_padded(number, head) => {}
                Some(kind) if kind > 0 => {
                    votes.reversed += 1;
                    votes.kinds |= kind;
                    let is_absurd = value(number).is_some_and(|year| {
                        (is_in(before, YEAR) && year > LAST_YEAR)
                            || (is_in(before, MONTH) && LONG_PAST.contains(&year))
                    });
                    votes.absurd += usize::from(is_absurd);
                }
                Some(_) => votes.straight += 1,
                None => {}
            }
        }
    }

    /// Whether a list item has the number that comes next as it stands, or in reverse: 9, 01, 11.
    fn item_vote(&mut self, number: &str) -> Option<u8> {
        let next = self.item.map(|last| last + 1);
        let (as_read, turned) = (value(number), value(&number.chars().rev().collect::<String>()));
        let is_single = number.chars().nth(1).is_none();
        if as_read == turned || is_single || (next.is_some() && next == as_read) {
            self.item = as_read;
            (as_read != turned).then_some(0)
        } else if next.is_some() && next == turned {
            self.item = turned;
            Some(OUT_OF_ORDER)
        } else {
            self.item = None;
            None
        }
    }

    /// What follows from the votes of a digit set.
    fn verdict(&self, set: usize) -> Verdict {
        let votes = self.sets.get(set).copied().unwrap_or_default();
        if votes.reversed >= ENOUGH
            && votes.kinds.count_ones() > 1
            && votes.straight * FOR_EACH_AGAINST <= votes.reversed
        {
            Verdict::Reversed
        } else if (votes.reversed >= ENOUGH_TO_SAY
            && (votes.kinds.count_ones() > 1 || votes.absurd > 0)
            && votes.reversed > votes.straight * FOR_EACH_TO_SAY)
            || (votes.absurd > 0 && votes.straight == 0)
        {
            Verdict::Suspicious
        } else {
            Verdict::Straight
        }
    }

    /// The gravest verdict.
    pub(super) fn gravest(&self) -> Verdict {
        let all = [0, 1, 2].map(|set| self.verdict(set));
        [Verdict::Reversed, Verdict::Suspicious]
            .into_iter()
            .find(|v| all.contains(v))
            .unwrap_or(Verdict::Straight)
    }

    /// The line with the numbers turned whose set has this verdict; nothing when none changes.
    pub(super) fn turned(&self, line: &str, verdict: Verdict) -> Option<String> {
        let mut text = String::with_capacity(line.len());
        let mut rest = line;
        for (number, after, head) in numbers(line) {
            text.push_str(head);
            let is_meant =
                number.chars().next().and_then(set).is_some_and(|set| self.verdict(set) == verdict);
            if is_meant {
                text.extend(number.chars().rev())
            } else {
                text.push_str(number)
            }
            rest = after;
        }
        text.push_str(rest);
        (text != line).then_some(text)
    }
}

/// The value of a digit of any set.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    }
}

fn set(c: char) -> Option<usize> {
    Some(match c {
        '0'..='9' => 0,
        '٠'..='٩' => 1,
        '۰'..='۹' => 2,
        _ => return None,
    })
}

/// The numbers of a line, inner marks included: the number, what follows, what stands between it and the one before.
fn numbers(line: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let start = rest.find(|c| digit(c).is_some())?;
        let from = rest.get(start..)?;
        let mut end = 0;
        let mut characters = from.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let next = characters.peek().and_then(|(_, next)| digit(*next));
            let inner = matches!(c, '.' | ',' | '٫' | '٬' | ':' | '/') && next.is_some();
            if digit(c).is_none() && !inner {
                break;
            }
            end = at + c.len_utf8();
        }
        let (number, after) = from.split_at_checked(end)?;
        let head = rest.get(..start)?;
        rest = after;
        Some((number, after, head))
    })
}

/// What stands behind the number of a list item.
fn is_behind_item(rest: &str) -> bool {
    rest.trim_start()
        .strip_prefix(['.', ')', '-', '–'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || is_right_letter(c)))
}

/// Whether a number with what stands before it begins the line.
fn is_first(line: &str, head: &str, number: &str) -> bool {
    line.strip_prefix(head).is_some_and(|line| line.starts_with(number))
        && number.chars().all(|c| digit(c).is_some())
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    text.split(|c: char| !is_right_letter(c)).next().unwrap_or_default()
}

fn last_word(text: &str) -> Option<&str> {
    let text = text.trim_end();
    text.rsplit(|c: char| !is_right_letter(c)).next().filter(|word| !word.is_empty())
}

/// A bit for what is impossible about the number, 0 when only its reverse is impossible.
fn vote(number: &str, before: &str, after: &str) -> Option<u8> {
    let reverse: String = number.chars().rev().collect();
    if number == reverse {
        return None;
    }
    for (bit, test) in [is_day, is_year, is_grouped, is_whole].into_iter().enumerate() {
        let (as_read, turned) = (test(number, before, after), test(&reverse, before, after));
        match (as_read, turned) {
            (Some(false), Some(true)) => return Some(1 << bit),
            (Some(true), Some(false)) => return Some(0),
            _ => {}
        }
    }
    None
}

/// The value, of digits alone.
fn value(number: &str) -> Option<u32> {
    (number.chars().count() <= 9).then_some(())?;
    number.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?))
}

fn is_day(number: &str, _: &str, after: &str) -> Option<bool> {
    let is_short = number.chars().count() == 2 && is_in(after, MONTH);
    is_short.then(|| value(number)).flatten().map(|day| DAYS.contains(&day) && !leads_with_zero(number))
}

fn is_year(number: &str, before: &str, after: &str) -> Option<bool> {
    if is_in(after, ERA) {
        return None;
    }
    let year = (number.chars().count() == 4).then(|| value(number)).flatten()?;
    let is_plausible = YEARS.iter().any(|years| years.contains(&year));
    is_in(before, YEAR).then_some(is_plausible)
}

/// Thousands in groups of three.
fn is_grouped(number: &str, _: &str, _: &str) -> Option<bool> {
    let groups: Vec<usize> = number.split(['٬', ',']).map(|group| group.chars().count()).collect();
    let (first, rest) = groups.split_first()?;
    let is_plain = number.chars().all(|c| is_digit(c) || matches!(c, '٬' | ','));
    (is_plain && !rest.is_empty())
        .then(|| (1..=3).contains(first) && rest.iter().all(|group| *group == 3) && !leads_with_zero(number))
}

/// A number of things does not begin with a zero; telephone numbers and codes do.
fn is_whole(number: &str, _: &str, after: &str) -> Option<bool> {
    let is_count =
        number.chars().count() > 1 && number.chars().all(|c| digit(c).is_some()) && is_in(after, COUNTED);
    is_count.then(|| !leads_with_zero(number))
}

/// `۰۵ مهر`: schedules fill days and hours up to two digits. Not `به۰۱ نفر`, which no schedule has.
fn is_padded(number: &str, head: &str) -> bool {
    number.chars().count() == 2 && leads_with_zero(number) && !head.ends_with(is_right_letter)
}

fn leads_with_zero(number: &str) -> bool {
    number.chars().next().and_then(digit) == Some(0)
}
