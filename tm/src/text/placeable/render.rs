//! Placeables in the languages translated into; words and patterns in `data/placeable/words.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::shown::Shown;
use super::{Content, Kind};
use crate::lang::Lang;
use crate::text::date;
use crate::text::number::{Amount, Decimal, Measure, Number};

/// A row of the words.
pub(super) struct Words {
    /// A currency code, or a span of time as ISO 8601 writes one of it.
    pub(super) code: &'static str,
    /// In each language `one|many`.
    forms: [&'static str; 4],
}

const LANGUAGES: [&str; 4] = ["en", "de", "fr", "sv"];
/// Grouping and decimal sign (CLDR 46) by language.
const SIGNS: [(&str, char); 4] = [(",", '.'), (".", ','), ("\u{202F}", ','), ("\u{A0}", ',')];
const FRENCH: usize = 2;
/// Small numbers by name.
const NAMES: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

pub(super) fn words(sense: &str) -> Option<&'static Words> {
    static WORDS: OnceLock<HashMap<&'static str, Words>> = OnceLock::new();
    let rows = || include_str!("../../../data/placeable/words.tsv").lines().skip(1);
    let row = |row: &'static str| {
        let mut cells = row.split('\t');
        let (sense, code) = (cells.next()?, cells.next()?);
        let forms = [cells.next()?, cells.next()?, cells.next()?, cells.next()?];
        Some((sense, Words { code, forms }))
    };
    WORDS.get_or_init(|| rows().filter_map(row).collect()).get(sense)
}

/// How an expression is written.
pub(super) fn render(shown: &Shown, lang: &Lang) -> Option<String> {
    let language = LANGUAGES.iter().position(|l| *l == lang.primary())?;
    let writer = Writer { language };
    let first = shown.parts.first()?;
    match (&first.content, first.kind) {
        (Content::Date(found), _) => date::render(&found.value, lang),
        (Content::Number(number), _) => {
            let qualified = writer.qualified(shown.qualifier, writer.number(number)?);
            Some(if shown.is_ago { writer.ago(&qualified) } else { qualified })
        }
        (_, kind @ (Kind::Article | Kind::Note | Kind::Convention)) => {
            let values: Vec<&str> = shown.parts.iter().map(|part| part.value.as_str()).collect();
            writer.list(kind.as_str(), &values)
        }
        // A clause of a law or a ward of a prison.
        (_, Kind::Clause) => None,
        _ => Some(shown.written.clone().unwrap_or_else(|| first.value.clone())),
    }
}

/// A unit, a currency or a scale: one of it and many.
pub(crate) fn forms(sense: &str, lang: &Lang) -> Option<(&'static str, &'static str)> {
    let writer = Writer { language: LANGUAGES.iter().position(|l| *l == lang.primary())? };
    Some((writer.form(sense, false)?, writer.form(sense, true)?))
}

/// A place in an order, in figures.
pub(crate) fn ordinal(number: u64, lang: &Lang) -> Option<String> {
    let language = LANGUAGES.iter().position(|l| *l == lang.primary())?;
    Writer { language }.ordinal(&Decimal::from(number))
}

/// The sign between groups of thousands and the decimal sign of a language.
pub(crate) fn signs(lang: &Lang) -> (&'static str, char) {
    let language = LANGUAGES.iter().position(|l| *l == lang.primary());
    language.and_then(|at| SIGNS.get(at)).copied().unwrap_or((",", '.'))
}

/// Whether a value takes the singular in a language: one, in French all below two; whether it is negative says nothing of it
/// (CLDR 46, plural rules).
pub(crate) fn is_one(value: &Decimal, language: &str) -> bool {
    let (_, whole, fraction) = value.digits();
    let is_french = language == "fr";
    whole == "1" && (fraction.is_empty() || is_french) || is_french && whole == "0"
}

/// A number in figures, with this sign between groups of thousands and this decimal sign.
pub(crate) fn figures(value: &Decimal, group: &str, point: char) -> String {
    let (negative, whole, fraction) = value.digits();
    let mut written = if negative { "−".to_owned() } else { String::new() };
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            written.push_str(group);
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(point);
        written.push_str(fraction);
    }
    written
}

#[derive(Clone, Copy)]
struct Writer {
    language: usize,
}

impl Writer {
    fn form(self, sense: &str, many: bool) -> Option<&'static str> {
        let forms = words(sense)?.forms.get(self.language)?;
        let (one, more) = forms.split_once('|').unwrap_or((forms, forms));
        Some(if many { more } else { one })
    }

    fn number(self, number: &Number) -> Option<String> {
        match (&number.amount, number.measure) {
            (Amount::Code(code), _) => Some(code.clone()),
            (Amount::Fraction(..), measure) if measure != Measure::Count => None,
            (Amount::Fraction(above, below), _) => Some(format!("{above}/{below}")),
            (Amount::Indefinite(size), Measure::Count) => self.form(size, true).map(str::to_owned),
            (Amount::Indefinite(_), _) => None,
            (Amount::Single(value), Measure::Ordinal) => self.ordinal(value),
            (Amount::Single(value), measure) => {
                self.measured(&self.amount(value), measure, self.is_many(value))
            }
            (Amount::Range(from, to), measure) => self.measured(&self.range(from, to), measure, true),
        }
    }

    fn is_many(self, value: &Decimal) -> bool {
        !is_one(value, LANGUAGES.get(self.language).copied().unwrap_or_default())
    }

    fn measured(self, amount: &str, measure: Measure, many: bool) -> Option<String> {
        match measure {
            Measure::Count => Some(amount.to_owned()),
            Measure::Ordinal => None,
            Measure::Percent => Some(self.form("percent", true)?.replace("{}", amount)),
            Measure::Money(unit) | Measure::Unit(unit) => {
                let scaled = amount.ends_with(|c: char| c.is_alphabetic());
                let of = if self.language == FRENCH && scaled { "de " } else { "" };
                // Signs of measures are the same everywhere.
                let name = self.form(unit, many).unwrap_or(unit);
                let of = if of.is_empty() || !name.starts_with(['a', 'e', 'h', 'é']) { of } else { "d'" };
                Some(format!("{amount} {of}{name}"))
            }
        }
    }

    /// In figures; from a million on with the scale where at most three places of the fraction remain.
    fn amount(self, value: &Decimal) -> String {
        let (_, whole, _) = value.digits();
        for (scale, sense) in [(12, "e12"), (9, "e9"), (6, "e6")] {
            if whole.len() <= scale || whole.len() > scale + 3 {
                continue;
            }
            let scaled = value.unshifted(scale);
            if scaled.digits().2.len() <= 3 {
                let name = self.form(sense, self.is_many(&scaled)).unwrap_or(sense);
                return format!("{} {name}", self.figures(&scaled));
            }
        }
        self.figures(value)
    }

    fn figures(self, value: &Decimal) -> String {
        let (group, point) = SIGNS.get(self.language).copied().unwrap_or((",", '.'));
        figures(value, group, point)
    }

    /// Neighbours below ten in words, as they are said: two or three.
    fn range(self, from: &Decimal, to: &Decimal) -> String {
        let name = |value: &Decimal| {
            let index = usize::try_from(value.small()?).ok()?.checked_sub(1)?;
            self.form(NAMES.get(index)?, true)
        };
        let neighbours = from.plus(&Decimal::from(1)) == *to;
        match (name(from), name(to), self.form("vague", true)) {
            (Some(first), Some(second), Some(pattern)) if neighbours => {
                pattern.replacen("{}", first, 1).replacen("{}", second, 1)
            }
            _ => format!("{}–{}", self.amount(from), self.amount(to)),
        }
    }

    fn ordinal(self, value: &Decimal) -> Option<String> {
        let number = value.small()?;
        let teens = (11..=13).contains(&(number % 100));
        Some(match (LANGUAGES.get(self.language).copied()?, number % 10) {
            ("de", _) => format!("{number}."),
            ("fr", _) if number == 1 => "1er".to_owned(),
            ("fr", _) => format!("{number}e"),
            ("sv", 1 | 2) if !(11..=12).contains(&(number % 100)) => format!("{number}:a"),
            ("sv", _) => format!("{number}:e"),
            (_, 1) if !teens => format!("{number}st"),
            (_, 2) if !teens => format!("{number}nd"),
            (_, 3) if !teens => format!("{number}rd"),
            _ => format!("{number}th"),
        })
    }

    fn qualified(self, qualifier: Option<&str>, amount: String) -> String {
        let pattern = qualifier.and_then(|qualifier| self.form(qualifier, true));
        pattern.map_or(amount.clone(), |pattern| pattern.replace("{}", &amount))
    }

    /// "vor" takes the dative.
    fn ago(self, span: &str) -> String {
        let dative =
            LANGUAGES.get(self.language) == Some(&"de") && span.ends_with('e') && !span.starts_with("1 ");
        let span = if dative { format!("{span}n") } else { span.to_owned() };
        self.form("ago", true).unwrap_or("{}").replace("{}", &span)
    }

    fn list(self, sense: &str, values: &[&str]) -> Option<String> {
        let (last, before) = values.split_last()?;
        let listed = match before {
            [] => (*last).to_owned(),
            _ => self.form("and", true)?.replacen("{}", &before.join(", "), 1).replacen("{}", last, 1),
        };
        Some(self.form(sense, !before.is_empty())?.replace("{}", &listed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_all_its_cells_and_a_reason() {
        for row in include_str!("../../../data/placeable/words.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert_eq!(cells.len(), 7, "{row}");
            assert!(cells.iter().enumerate().all(|(i, cell)| i == 1 || !cell.is_empty()), "{row}");
        }
        for name in NAMES {
            assert!(words(name).is_some(), "{name}");
        }
    }

    #[test]
    fn the_singular_stands_at_one_whatever_its_sign() {
        let one = |whole: &str, fraction: &str, language: &str| {
            let value = Decimal::new(whole, fraction);
            assert_eq!(is_one(&value, language), is_one(&value.clone().negated(), language));
            is_one(&value, language)
        };
        assert!(one("1", "", "en") && !one("0", "", "en") && !one("1", "5", "sv") && !one("12", "", "de"));
        assert!(one("0", "", "fr") && one("1", "5", "fr") && !one("2", "", "fr"));
    }
}
