//! Calls and questions in a row that one introduction keeps together.

use super::words::first_word;

/// Longest row of calls or questions in bytes, some 300 Persian letters: what is longer is prose again.
const LONGEST_ROW: usize = 600;

/// Calls in a row behind one introduction stay together: `شعار می\u{200C}دادند: نان! کار! آزادی!`
pub(super) fn join_rows(text: &str, breaks: Vec<usize>) -> Vec<usize> {
    let mut kept = Vec::with_capacity(breaks.len());
    let mut start = 0;
    let mut following = breaks.iter().copied().skip(1).chain([text.len()]);
    for at in &breaks {
        let end = following.next().unwrap_or(text.len());
        let (row, next) = (text.get(start..*at).unwrap_or_default(), text.get(*at..end).unwrap_or_default());
        let is_call = next.trim_end().ends_with('!') && next.split_whitespace().take(7).count() < 7;
        if is_introduced_row(row) && is_call || is_counted_off(row, next) {
            continue;
        }
        kept.push(*at);
        start = *at;
    }
    kept
}

/// Questions counted off in one sentence: `دو پرسش هست: نخست، چرا؟ دوم، چگونه؟`
fn is_counted_off(row: &str, next: &str) -> bool {
    const FIRST: [&str; 4] = ["نخست", "اول", "یکم", "یک"];
    const OTHERS: [&str; 9] = ["دوم", "دو", "سوم", "سه", "چهارم", "چهار", "پنجم", "آخر", "سرانجام"];
    let next = next.trim_start();
    let next = next
        .strip_prefix('و')
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .unwrap_or(next)
        .trim_start();
    let counts = |text: &str, words: &[&str]| {
        let word = first_word(text);
        words.contains(&word)
            && text.split_once(word).is_some_and(|(_, rest)| rest.trim_start().starts_with('،'))
    };
    counts(next, &OTHERS)
        && row.len() <= LONGEST_ROW
        && row.trim_end().ends_with(['؟', '?'])
        && row.split_once(':').is_some_and(|(_, questions)| counts(questions, &FIRST))
}

/// Whether a sentence is an introduction of slogans, a colon and short calls.
fn is_introduced_row(sentence: &str) -> bool {
    if sentence.len() > LONGEST_ROW || !sentence.trim_end().ends_with('!') {
        return false;
    }
    sentence.split_once(':').is_some_and(|(introduction, calls)| {
        SLOGAN_WORDS.iter().any(|word| introduction.contains(word)) && !calls.contains(['.', '؟', '«'])
    })
}

/// Words that introduce slogans.
pub(super) const SLOGAN_WORDS: [&str; 6] = ["شعار", "فریاد", "slogan", "Losung", "Parole", "chant"];
