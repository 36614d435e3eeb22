//! What shows in the words of a translation: none at all, letters of the source, a word typed twice.

use super::side::Side;
use super::words;
use super::{CheckKind, Finding, Severity};
use crate::sensitive;
use crate::span::{Chars, Span};

/// A translation without a letter or digit of a source that has some.
pub(super) fn empty(source: &Side, target: &Side) -> Option<Finding> {
    let says = |side: &Side| side.chars.iter().any(|c| c.is_alphanumeric());
    (says(source) && !says(target)).then(|| Finding {
        kind: CheckKind::Empty,
        severity: Severity::Error,
        source: vec![Span::new(0, source.chars.len())],
        target: Vec::new(),
        detail: "no translation".to_owned(),
    })
}

/// Letters of the Arabic script in a translation into a language that is not written in it.
pub(super) fn untranslated(source: &Side, target: &Side) -> Vec<Finding> {
    if !source.is_arabic() || target.is_arabic() {
        return Vec::new();
    }
    let mut runs = arabic_runs(&target.chars);
    if !runs.is_empty() {
        let kept = addresses(target);
        runs.retain(|run| {
            let at = kept.partition_point(|address| address.end < run.end);
            !kept.get(at).is_some_and(|address| address.contains(run))
        });
    }
    let finding = |run: Span<Chars>| Finding {
        kind: CheckKind::Untranslated,
        severity: if is_gloss(&target.chars, run) { Severity::Hint } else { Severity::Error },
        source: Vec::new(),
        target: vec![run],
        detail: "left as in the source".to_owned(),
    };
    let mut found: Vec<Finding> = runs.into_iter().map(finding).collect();
    found.extend(signs(&target.chars).into_iter().map(|sign| Finding {
        severity: if is_gloss(&target.chars, sign) { Severity::Hint } else { Severity::Warning },
        detail: "figures or marks of the source".to_owned(),
        ..finding(sign)
    }));
    found
}

/// Runs of Persian or Arabic figures and marks that no letter stands beside.
fn signs(chars: &[char]) -> Vec<Span<Chars>> {
    let mut runs: Vec<Span<Chars>> = Vec::new();
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| is_arabic_sign(**c)) {
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) => run.end = at + 1,
            None => runs.push(Span::new(at, at + 1)),
        }
    }
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_arabic_letter(*c));
    runs.retain(|run| !letter(run.start.checked_sub(1)) && !letter(Some(run.end)));
    runs
}

fn is_arabic_sign(c: char) -> bool {
    matches!(c, '۰'..='۹' | '٠'..='٩' | '،' | '؛' | '؟' | '٪' | '٫' | '٬')
}

/// Runs of letters of the Arabic script with the spaces between them.
fn arabic_runs(chars: &[char]) -> Vec<Span<Chars>> {
    let mut runs: Vec<Span<Chars>> = Vec::new();
    let mut open = false;
    for (at, c) in chars.iter().enumerate() {
        if is_arabic_letter(*c) {
            match runs.last_mut().filter(|_| open) {
                Some(run) => run.end = at + 1,
                None => runs.push(Span::new(at, at + 1)),
            }
            open = true;
        } else {
            open &= c.is_whitespace() || matches!(c, '\u{200C}' | '\u{200D}' | '_' | '\u{64B}'..='\u{65F}');
        }
    }
    runs
}

fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{6FA}'..='\u{6FF}' | '\u{750}'..='\u{77F}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && c.is_alphabetic()
}

/// Hashtags and addresses, which are carried over as they are: in order, apart.
fn addresses(target: &Side) -> Vec<Span<Chars>> {
    let mut kept: Vec<Span<Chars>> = sensitive::find(target.text).into_iter().map(|f| f.span).collect();
    let mut tag = None;
    for (at, c) in target.chars.iter().enumerate() {
        match (tag, c) {
            (_, '#') => tag = Some(at),
            (Some(_), c) if c.is_alphanumeric() || matches!(c, '_' | '\u{200C}') => {}
            (Some(from), _) => {
                kept.push(Span::new(from, at));
                tag = None;
            }
            _ => {}
        }
    }
    kept.extend(tag.map(|from| Span::new(from, target.chars.len())));
    kept.sort();
    let mut apart: Vec<Span<Chars>> = Vec::with_capacity(kept.len());
    for address in kept {
        match apart.last_mut().filter(|last| address.start < last.end) {
            Some(last) => last.end = last.end.max(address.end),
            None => apart.push(address),
        }
    }
    apart
}

/// A word in brackets or quotes behind its translation or transliteration: kolbar (کولبر).
fn is_gloss(chars: &[char], run: Span<Chars>) -> bool {
    let before = run.start.checked_sub(1).and_then(|at| chars.get(at));
    let behind = chars.get(run.end);
    let marks = |c: Option<&char>| c.is_some_and(|c| matches!(c, '(' | ')' | '[' | ']'));
    run.start > 1 && marks(before) && marks(behind)
}

/// A word typed twice.
pub(super) fn doubled(source: &Side, target: &Side) -> Vec<Finding> {
    // What the source says twice the translation may say twice.
    if !pairs(source).is_empty() {
        return Vec::new();
    }
    let lang = target.lang.primary();
    let finding = |(span, _): (Span<Chars>, String)| Finding {
        kind: CheckKind::Doubled,
        severity: Severity::Warning,
        source: Vec::new(),
        target: vec![span],
        detail: "stands twice".to_owned(),
    };
    pairs(target).into_iter().filter(|(_, word)| !words::may_double(lang, word)).map(finding).collect()
}

/// Words that stand twice with nothing but white space between, as the second is typed.
fn pairs(side: &Side) -> Vec<(Span<Chars>, String)> {
    let mut found = Vec::new();
    let mut last: Option<(Span<Chars>, String)> = None;
    for word in typed_words(&side.chars) {
        let text: String = side.slice(word).iter().flat_map(|c| c.to_lowercase()).collect();
        if let Some((before, same)) = &last
            && *same == text
            && side.slice(Span::new(before.end, word.start)).iter().all(|c| c.is_whitespace())
            && text.chars().all(char::is_alphabetic)
        {
            found.push((Span::new(before.start, word.end), text.clone()));
        }
        last = Some((word, text));
    }
    found.extend(doubled_pairs(side));
    found.sort();
    found
}

/// Two words that stand twice, as in "a été a été"; "again and again and again" goes on.
fn doubled_pairs(side: &Side) -> Vec<(Span<Chars>, String)> {
    let words: Vec<(Span<Chars>, String)> = typed_words(&side.chars)
        .into_iter()
        .map(|word| (word, side.slice(word).iter().flat_map(|c| c.to_lowercase()).collect()))
        .collect();
    let touch = |a: &Span<Chars>, b: &Span<Chars>| {
        side.slice(Span::new(a.end, b.start)).iter().all(|c| c.is_whitespace())
    };
    let mut found = Vec::new();
    for (at, four) in words.windows(4).enumerate() {
        let [(a, one), (b, two), (c, same), (d, other)] = four else { continue };
        let doubled = one == same && two == other && one != two;
        let alphabetic = one.chars().chain(two.chars()).all(char::is_alphabetic);
        let goes_on = words.get(at + 4).is_some_and(|(_, next)| next == one)
            || at
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .is_some_and(|(_, before)| before == two);
        if doubled && alphabetic && !goes_on && touch(a, b) && touch(b, c) && touch(c, d) {
            found.push((Span::new(a.start, d.end), format!("{one} {two}")));
        }
    }
    found
}

/// Runs of letters, digits and what stands inside words.
fn typed_words(chars: &[char]) -> Vec<Span<Chars>> {
    let mut found: Vec<Span<Chars>> = Vec::new();
    let mut open = false;
    for (at, c) in chars.iter().enumerate() {
        let inside =
            c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '-' | '\u{200C}' | '_' | '#' | '@');
        match found.last_mut().filter(|_| open) {
            Some(word) if inside => word.end = at + 1,
            _ if inside => found.push(Span::new(at, at + 1)),
            _ => {}
        }
        open = inside;
    }
    found
}
