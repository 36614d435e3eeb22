//! Where a translation says a value, and how the new one is written there.

use super::fact::{Change, Fact, What, facts};
use super::{Pair, RepairKind, TermForm, Terms, amount, article, words};
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::date;
use crate::text::name::listed_spellings;
use crate::text::number::{Measure, Number};
use crate::text::placeable::{Content, Kind, Placeable};

/// A place of the translation and what is written there.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) kind: RepairKind,
    pub(super) span: Span<Chars>,
    pub(super) text: String,
    pub(super) warning: Option<&'static str>,
}

/// The grammar around a term or a name.
const AROUND: &str = "look at article, gender and case around it";

/// The place of a change, if there is exactly one and its writing is known.
pub(super) fn place(pair: &Pair<'_>, terms: Option<&dyn Terms>, change: &Change) -> Option<Edit> {
    let edit = match (&change.old.what, &change.new.what) {
        (What::Value(old), What::Value(new)) => value(pair, old, new)?,
        (What::Name(old), What::Name(new)) => name(pair, old, new)?,
        (What::Term(old), What::Term(new)) => term(pair, terms?, old.concept, new.concept, new.form)?,
        _ => return None,
    };
    Some(article::fitted(pair, Edit { kind: change.old.kind(), ..edit }))
}

fn value(pair: &Pair<'_>, old: &Placeable, new: &Placeable) -> Option<Edit> {
    let all = facts(pair.target, pair.target_lang, None);
    let values: Vec<&Placeable> = all
        .iter()
        .filter_map(|fact: &Fact| match &fact.what {
            What::Value(value) => Some(value),
            _ => None,
        })
        .collect();
    let mut says = values.iter().filter(|value| value.kind == old.kind && value.value == old.value);
    let (found, None) = (says.next()?, says.next()) else { return None };
    let written = slice(pair.target, found.span);
    let spans: Vec<Span<Chars>> = values.iter().map(|value| value.span).collect();
    let source = facts(pair.memory, pair.lang, None);
    let alike = |other: &&&Placeable| amount_of(other).is_some() && amount_of(other) == amount_of(old);
    let in_source = source.iter().filter(|f| matches!(&f.what, What::Value(v) if alike(&&v))).count();
    // The same amount once more, of something else or in another form: which of them is meant is not known.
    if amount_of(old).is_some()
        && (values.iter().filter(|v| alike(v)).count() != in_source
            || words::stands_for_amount(pair.target, pair.target_lang, amount_of(old)?, &spans))
    {
        return None;
    }
    let (text, warning) = match (&old.content, &new.content) {
        // Whether a clock of twelve hours is meant, and which half of the day, stands in words that are not rewritten.
        (Content::Date(from), Content::Date(to)) if half_of_day(from) != half_of_day(to) => return None,
        (Content::Date(from), Content::Date(to)) => {
            (date::rewrite(&written, &from.value, &to.value, pair.target_lang)?, None)
        }
        (Content::Number(from), Content::Number(to)) => {
            amount::rewritten(&written, from, to, pair.target_lang, found.span.start == 0)?
        }
        (Content::Text, Content::Text) => (identifier(&written, old, new)?, None),
        _ => return None,
    };
    if let Some(unit) = behind_hyphen(&written)
        && matches!(
            &old.content,
            Content::Number(Number { measure: Measure::Unit(_) | Measure::Money(_), .. })
        )
        && behind_hyphen(&text) != Some(unit)
    {
        return None;
    }
    Some(Edit { kind: RepairKind::Number, span: found.span, text, warning })
}

/// The unit of a two-week strike, which is no two-weeks strike: behind a hyphen it has one form. Twenty-five weeks have none.
fn behind_hyphen(amount: &str) -> Option<&str> {
    let (_, unit) = amount.rsplit_once('-')?;
    unit.chars().all(char::is_alphabetic).then_some(unit)
}

/// Whether a time of the clock is behind noon; nothing for a date without one.
fn half_of_day(date: &date::DateFound) -> Option<bool> {
    let value = date.value.to_string();
    let hour = value.split_once('T')?.1.get(..2)?;
    Some(hour.parse::<u8>().ok()? >= 12)
}

/// The number of a value, as far as it is one.
fn amount_of(value: &Placeable) -> Option<&str> {
    let exact = value.value.trim_start_matches(['~', '<', '>', '=']);
    matches!(value.content, Content::Number(_)).then(|| exact.split(' ').next().unwrap_or(exact))
}

/// An identifier or an address, exchanged where it stands letter by letter.
fn identifier(written: &str, old: &Placeable, new: &Placeable) -> Option<String> {
    let (from, to) = match old.kind {
        Kind::Article
        | Kind::Clause
        | Kind::Note
        | Kind::Convention
        | Kind::Code
        | Kind::Url
        | Kind::Mail
        | Kind::Handle
        | Kind::Account => (old.value.as_str(), new.value.as_str()),
        Kind::Phone => {
            return (words::digits(written) == words::digits(&old.value))
                .then(|| words::in_groups_of(written, &words::digits(&new.value)))?;
        }
        _ => return None,
    };
    let mut places = written.match_indices(from);
    let (at, None) = (places.next()?.0, places.next()) else { return None };
    let (before, behind) = (written.get(..at)?, written.get(at + from.len()..)?);
    let glued = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside = glued(before.chars().next_back()) || glued(behind.chars().next());
    (!inside || old.kind == Kind::Convention).then(|| format!("{before}{to}{behind}"))
}

fn name(pair: &Pair<'_>, old: &str, new: &str) -> Option<Edit> {
    let (from, to) = (listed_spellings(old)?, listed_spellings(new)?);
    // English writes all places alike; of the spellings of other languages the list does not say which is whose.
    let [first, rest @ ..] = to.latin.as_slice() else { return None };
    let is_sure = pair.target_lang.primary() == "en" || rest.is_empty();
    if !is_sure || !from.is_like(to) {
        return None;
    }
    let mut places = Vec::new();
    for spelling in &from.latin {
        for span in words::places(pair.target, spelling) {
            if !places.iter().any(|known: &Span<Chars>| known.start < span.end && span.start < known.end) {
                places.push(span);
            }
        }
    }
    let [span] = places.as_slice() else { return None };
    // A name of several words may hold the shorter one.
    let around = words::neighbours(pair.target, *span);
    if around.iter().any(|c| *c == '-' || c.is_alphanumeric()) {
        return None;
    }
    // Tehran University, the Tehran Times: another name holds it.
    if pair.target_lang.primary() == "en" && words::stands_in_a_name(pair.target, *span) {
        return None;
    }
    let warning = (pair.target_lang.primary() != "en").then_some(AROUND);
    Some(Edit { kind: RepairKind::Name, span: *span, text: (*first).to_owned(), warning })
}

fn term(pair: &Pair<'_>, terms: &dyn Terms, old: usize, new: usize, form: TermForm) -> Option<Edit> {
    let lang = pair.target_lang;
    let found = terms.in_target(pair.target, lang);
    let mut says = found.iter().filter(|term| term.concept == old);
    let (place, None) = (says.next()?, says.next()) else { return None };
    // Who reads the new term in the translation already may have meant it by the old one.
    if found.iter().any(|term| term.concept == new) || place.form != form {
        return None;
    }
    let rendering = terms.rendering(new, lang)?;
    let text = match form {
        TermForm::Base => rendering,
        TermForm::Plural if lang.primary() == "en" => words::english_plural(&rendering)?,
        _ => return None,
    };
    let written = slice(pair.target, place.span);
    let text = words::with_capital_of(&written, &text);
    let is_read = terms.in_target(&text, lang).iter().any(|term| term.concept == new && term.form == form);
    // L'usine, la grève: the word in front loses its vowel before another.
    if lang.primary() == "fr" && words::begins_with_vowel(&written) != words::begins_with_vowel(&text) {
        return None;
    }
    let warning = (lang.primary() != "en").then_some(AROUND);
    is_read.then_some(Edit { kind: RepairKind::Term, span: place.span, text, warning })
}

/// The characters of a span.
pub(super) fn slice(text: &str, span: Span<Chars>) -> String {
    text.chars().skip(span.start).take(span.len()).collect()
}

/// Whether a language is one whose numbers in words are written.
pub(super) fn language(lang: &Lang) -> Option<usize> {
    ["en", "de", "fr", "sv"].iter().position(|known| *known == lang.primary())
}
