//! Names of both sides: who and what is named on one alone.

use super::side::{Side, idioms};
use super::{CheckKind, Finding, Severity};
use crate::span::{Chars, Span};
use crate::text::name;
use crate::text::name::{NameDifference, NameKind, names_differ, related};

/// Fewest letters of a name that are looked for inside a longer word: Iran in iranisch, Evin in Evinfängelset.
const SHORTEST_STEM: usize = 4;
/// Most letters behind a name in such a word: the endings of adjectives, and the second half of a compound.
const LONGEST_ENDING: usize = 12;
/// Most words of the other side that are compared with a name letter by letter; more are in no segment.
const MOST_WORDS: usize = 400;

/// Names without a related name on the other side.
pub(super) fn compare(source: &Side, target: &Side) -> Vec<Finding> {
    let all = names_differ(source.text, source.lang, target.text, target.lang);
    let of = |side: name::Side, from: &Side, to: &Side| {
        let lone = |d: &&NameDifference| d.side == side && d.name.kind != NameKind::Unknown;
        let lone = all.iter().filter(lone).map(|d| (d.name.kind, d.name.span));
        lone.filter(|(_, span)| !is_inside_word(&from.quote(*span), to)).collect::<Vec<_>>()
    };
    let mut here = of(name::Side::First, source, target);
    let mut there = of(name::Side::Second, target, source);
    let mut found = Vec::new();
    here.retain(|(_, span)| {
        let name = source.quote(*span);
        let same =
            there.iter().take(MOST_NAMES).position(|(_, other)| is_within(&name, &target.quote(*other)));
        same.is_none_or(|at| {
            there.remove(at);
            false
        })
    });
    here.retain(|(kind, span)| match there.iter().position(|(other, _)| other == kind) {
        Some(at) => {
            let (_, other) = there.remove(at);
            found.push(finding(Severity::Error, Some(*span), Some(other)));
            false
        }
        None => true,
    });
    // A body is often translated word by word, or called by a word of its kind; the readers' own country is left out, as
    // in LO for اتحادیه\u{200C}های سوئد.
    let (home_here, home_there) = (homes(source, target), homes(target, source));
    let severity = |kind: &NameKind, homes: &[Span<Chars>], at: Span<Chars>| match kind {
        NameKind::Organisation => Severity::Hint,
        _ if homes.iter().take(MOST_WORDS).any(|home| at.contains(home)) => Severity::Hint,
        _ => Severity::Warning,
    };
    found.extend(here.iter().map(|(kind, at)| finding(severity(kind, &home_here, *at), Some(*at), None)));
    found.extend(there.iter().map(|(kind, at)| finding(severity(kind, &home_there, *at), None, Some(*at))));
    found
}

/// Most names of one side that are compared with one of the other; more are in no segment.
const MOST_NAMES: usize = 50;

/// Whether words of a longer name are related to the name: German nouns have a capital as names do, and names an s.
fn is_within(name: &str, longer: &str) -> bool {
    let words: Vec<&str> = longer.split_whitespace().collect();
    let length = name.split_whitespace().count();
    length > 1
        && words.windows(length).any(|words| {
            let words = words.join(" ");
            related(name, &words) || words.strip_suffix('s').is_some_and(|stem| related(name, stem))
        })
}

/// Where the country is named that all texts are about, or that of the readers of the other side.
fn homes(side: &Side, other: &Side) -> Vec<Span<Chars>> {
    let own = match other.lang.primary() {
        "en" => "home of en",
        "de" => "home of de",
        "fr" => "home of fr",
        "sv" => "home of sv",
        _ => return idioms(side, "home"),
    };
    let mut found = idioms(side, "home");
    found.extend(idioms(side, own));
    found
}

fn finding(severity: Severity, here: Option<Span<Chars>>, there: Option<Span<Chars>>) -> Finding {
    Finding {
        kind: CheckKind::Name,
        severity,
        source: here.into_iter().collect(),
        target: there.into_iter().collect(),
        detail: match (here, there) {
            (Some(_), Some(_)) => "one name here, another there",
            (Some(_), None) => "named here, not there",
            _ => "named there, not here",
        }
        .to_owned(),
    }
}

/// Whether a word of a text begins with a spelling of the name.
fn is_inside_word(name: &str, text: &Side) -> bool {
    if name.split_whitespace().nth(1).is_some() {
        return false;
    }
    text.stated.words.iter().take(MOST_WORDS).any(|word| {
        let letters: Vec<char> = word.text.chars().collect();
        let shortest = SHORTEST_STEM.max(letters.len().saturating_sub(LONGEST_ENDING));
        (shortest..=letters.len()).any(|length| {
            letters.get(..length).is_some_and(|stem| related(name, &stem.iter().collect::<String>()))
        })
    })
}
