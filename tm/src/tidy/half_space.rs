//! ZWNJ between the parts of words that were typed apart, and behind می where it was glued to its verb.
//!
//! Each rule has guards; where a guard says that the word can be read otherwise, the change is proposed, not made.

use super::line::{Line, is_digit};
use super::rule::Rule;
use super::tables::{Suffix, Tables};
use super::words::{Word, is_near, words};

const ZWNJ: char = '\u{200C}';

/// What a rule says of two words.
enum Verdict {
    Join(Rule),
    Propose(Rule),
}

pub(super) fn tidy(line: &mut Line) {
    let words = words(line);
    let mut joined_before = false;
    for (index, word) in words.iter().enumerate() {
        glued(line, word);
        let Some(next) = words.get(index + 1).filter(|next| is_near(line, word, next)) else {
            joined_before = false;
            continue;
        };
        let before =
            index.checked_sub(1).and_then(|at| words.get(at)).filter(|before| is_near(line, before, word));
        let after = words.get(index + 2).filter(|after| is_near(line, next, after));
        let verdict = verdict(line, before.filter(|_| !joined_before), word, next, after);
        joined_before = false;
        match verdict {
            Some(Verdict::Join(rule)) => {
                line.put(word.end, ZWNJ, (word.start, next.end), rule);
                joined_before = true;
            }
            Some(Verdict::Propose(rule)) => {
                let after =
                    format!("{}{ZWNJ}{}", line.text(word.start, word.end), line.text(next.start, next.end));
                line.propose(word.start, next.end, after, rule);
            }
            None => {}
        }
    }
    line.settle();
}

fn verdict(
    line: &Line,
    before: Option<&Word>,
    word: &Word,
    next: &Word,
    after: Option<&Word>,
) -> Option<Verdict> {
    let tables = Tables::get();
    if is_verb_prefix(&word.text) {
        return verb(line, before, word, next);
    }
    if tables.compounds.get(&word.text).is_some_and(|seconds| seconds.contains(&next.text)) {
        return Some(Verdict::Join(Rule::Compound));
    }
    let (form, rest) = match next.text.split_once(ZWNJ) {
        Some((form, rest)) => (form, Some(rest)),
        None => (next.text.as_str(), None),
    };
    let kind = tables
        .suffixes
        .get(&next.text)
        .or_else(|| tables.suffixes.get(form).filter(|_| rest == Some("ها")))?;
    suffix(line, *kind, word, next, after)
}

fn is_verb_prefix(word: &str) -> bool {
    let bare = word.strip_suffix("می").and_then(|rest| rest.strip_suffix('ن').or(Some(rest)));
    bare.is_some_and(|rest| rest.is_empty() || Tables::get().is("preverb", rest))
}

/// می and a form of a verb; the month of May and wine are not said so.
fn verb(line: &Line, before: Option<&Word>, word: &Word, next: &Word) -> Option<Verdict> {
    let tables = Tables::get();
    let form = next.text.split(ZWNJ).next().unwrap_or_default();
    if !tables.verbs.contains(form) && !tables.participles.contains(form) {
        return None;
    }
    let is_may = before.is_some_and(|b| tables.is("may", &b.text) || tables.is("wine", &b.text))
        || word.start >= 2 && line.at(word.start - 2).is_some_and(is_digit);
    let doubtful = word.text == "می" && (is_may || tables.is("drink", form));
    Some(if doubtful { Verdict::Propose(Rule::VerbPrefix) } else { Verdict::Join(Rule::VerbPrefix) })
}

fn suffix(line: &Line, kind: Suffix, word: &Word, next: &Word, after: Option<&Word>) -> Option<Verdict> {
    let tables = Tables::get();
    let text = word.text.as_str();
    let last = text.rsplit(ZWNJ).next().unwrap_or_default();
    if text.chars().nth(1).is_none() || tables.suffixes.contains_key(last) || is_verb_prefix(text) {
        return None;
    }
    match kind {
        Suffix::Plural | Suffix::Superlative if tables.is("function", text) => None,
        Suffix::Plural => {
            let called = next.text == "ها" && line.at(next.end) == Some('!');
            let doubtful = called || next.text == "ها" && tables.is("ambiguous-plural", text);
            Some(if doubtful { Verdict::Propose(Rule::Plural) } else { Verdict::Join(Rule::Plural) })
        }
        Suffix::Superlative => Some(Verdict::Join(Rule::Comparative)),
        Suffix::Comparative if tables.adjectives.contains(text) => Some(Verdict::Join(Rule::Comparative)),
        Suffix::Comparative => None,
        Suffix::Ezafe if is_silent_heh(text) => Some(Verdict::Join(Rule::Ezafe)),
        Suffix::Clitic if is_silent_heh(text) => Some(Verdict::Join(Rule::Ending)),
        Suffix::Copula => copula(text, &next.text, after),
        Suffix::Ezafe | Suffix::Clitic => None,
    }
}

fn copula(word: &str, ending: &str, after: Option<&Word>) -> Option<Verdict> {
    let tables = Tables::get();
    // رسمی اند: behind ی only اند has no other reading.
    let behind_yeh = ending == "اند" && word.ends_with('ی') && word.chars().count() > 3;
    if !is_silent_heh(word) && !behind_yeh {
        return None;
    }
    let doubtful = match ending {
        "ای" => after.is_some_and(|after| tables.is("vocative", &after.text)),
        "ام" => after.is_some_and(|after| tables.is("letter-name", &after.text)),
        _ => false,
    };
    Some(if doubtful { Verdict::Propose(Rule::Ending) } else { Verdict::Join(Rule::Ending) })
}

/// Whether the heh at the end only stands for a vowel: خانه, not راه, گروه, توجه.
fn is_silent_heh(word: &str) -> bool {
    let mut letters = word.chars().rev();
    letters.next() == Some('ه')
        && letters.next().is_some_and(|c| !matches!(c, 'ا' | 'آ' | 'و' | ZWNJ))
        && !Tables::get().is("pronounced", word)
}

/// میروم, نمیخواهند, برمیگردد.
fn glued(line: &mut Line, word: &Word) {
    let tables = Tables::get();
    let first = word.text.split(ZWNJ).next().unwrap_or_default();
    if !first.contains("می") {
        return;
    }
    let Some(prefix) = prefix_of(first) else { return };
    let form = first.get(prefix.len()..).unwrap_or_default();
    let spelled = line.text(word.start, word.start + prefix.chars().count());
    // Vowels between the letters move the place: such words are spelled with care already.
    if spelled != prefix || !tables.verbs.contains(form) || tables.not_glued.contains(first) {
        return;
    }
    let at = word.start + prefix.chars().count();
    line.insert(at, ZWNJ, (word.start, word.end), Rule::VerbPrefix);
}

/// The longest prefix with می that a word begins with.
fn prefix_of(word: &str) -> Option<&str> {
    let bare = |rest: &str| ["نمی", "می"].into_iter().find(|prefix| rest.starts_with(prefix)).map(str::len);
    let preverb = Tables::get().set("preverb").find_map(|preverb| {
        let rest = word.strip_prefix(preverb)?;
        Some(preverb.len() + bare(rest)?)
    });
    word.get(..bare(word).or(preverb)?)
}
