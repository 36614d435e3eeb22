//! A day and a workplace in one segment: who was there can be told from both together.

use super::digits::Run;
use super::letters::Letters;
use super::words::{Cue, Words};

/// The stretch from the first to the last of a day and a workplace, when the text names both.
pub(crate) fn day_and_workplace(letters: &Letters) -> Option<(usize, usize)> {
    let (mut day, mut workplace) = (None, None);
    let mut place = 0;
    while place < letters.len() && (day.is_none() || workplace.is_none()) {
        let c = letters.at(place);
        if c.is_ascii_digit() && !letters.before(place).is_ascii_digit() {
            day = day.or_else(|| day_at(letters, place));
            place = letters.skip(place, letters.len(), |c| c.is_ascii_digit());
        } else if c.is_alphabetic() {
            let end = letters.skip(place, letters.len(), char::is_alphabetic);
            workplace = workplace.or_else(|| is_workplace(letters, place, end).then_some((place, end)));
            place = end;
        } else {
            place += 1;
        }
    }
    let (day, workplace) = (day?, workplace?);
    Some((day.0.min(workplace.0), day.1.max(workplace.1)))
}

/// 12 Aban, 3. November, 1400/8/12 at a digit.
fn day_at(letters: &Letters, start: usize) -> Option<(usize, usize)> {
    if matches!(letters.before(start), '/' | '.' | '-') {
        return None;
    }
    let run = Run::new(letters, start);
    if run.is_date() {
        let (lengths, _) = run.groups(run.digits.len());
        return run.end(lengths.iter().take(3).sum()).map(|end| (start, end));
    }
    let digits_end = letters.skip(start, 3, |c| c.is_ascii_digit());
    let day: u32 = letters.slice(start, digits_end).parse().ok()?;
    let ordinal = letters.skip(digits_end, 1, |c| c == '.');
    let month = letters.skip(ordinal, 1, |c| c == ' ' || c == crate::text::ZWNJ);
    let word = letters.word(month);
    let named = Words::get().is(Cue::Month, &word);
    let end = month + word.chars().count();
    let year = letters.skip(end, 2, |c| c == ' ' || c == ',');
    let year_end = letters.skip(year, 5, |c| c.is_ascii_digit());
    let end = if matches!(year_end - year, 2 | 4) { year_end } else { end };
    ((1..=31).contains(&day) && named).then_some((start, end))
}

/// A workplace word, in Persian with its endings, in German at the end of a compound.
fn is_workplace(letters: &Letters, start: usize, end: usize) -> bool {
    let words = Words::get();
    let word = letters.slice(start, end).to_lowercase();
    let ending = |suffix: &str| word.strip_suffix(suffix).is_some_and(|stem| words.is(Cue::Workplace, stem));
    words.is(Cue::Workplace, &word)
        || ["\u{6CC}", "\u{647}\u{627}\u{6CC}", "s", "es", "e", "n", "en"].into_iter().any(ending)
}
