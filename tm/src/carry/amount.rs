//! An amount written as another one was: the same signs, the same scale, in figures or in words.

use super::place::language;
use super::spelled::{cardinal, ordinal_like};
use super::words::{places, with_capital_of};
use crate::lang::Lang;
use crate::span::Chars;
use crate::span::Span;
use crate::text::number::{Amount, Decimal, Measure, Number};
use crate::text::placeable::{figures, forms, is_one, ordinal, signs};

/// Around a number that passes from one to many or back.
const PLURAL: &str = "look at singular and plural around it";

/// Signs between groups of thousands that are met.
const GROUPS: [&str; 6] = ["", ",", ".", " ", "\u{A0}", "\u{202F}"];

/// A way to write an amount, and the two amounts written so.
struct Manner {
    old: String,
    new: String,
    in_figures: bool,
}

/// The expression with the new amount in it, and what is to be looked at.
pub(super) fn rewritten(
    written: &str,
    old: &Number,
    new: &Number,
    lang: &Lang,
    is_first: bool,
) -> Option<(String, Option<&'static str>)> {
    let (Amount::Single(from), Amount::Single(to)) = (&old.amount, &new.amount) else { return None };
    if old.qualifier != new.qualifier {
        return None;
    }
    if (old.measure, new.measure) == (Measure::Ordinal, Measure::Ordinal) {
        return Some((ordinals(written, from, to, lang)?, None));
    }
    let language = language(lang)?;
    let changes_number = is_one(from, lang.primary()) != is_one(to, lang.primary());
    let exchanged = match from == to {
        true => written.to_owned(),
        false => {
            let manner = manners(from, to, lang, language, is_first)
                .into_iter()
                .filter(|m| places(written, &m.old).len() == 1)
                .max_by_key(|m| m.old.chars().count())?;
            if changes_number && !manner.in_figures && !is_unit_known(old.measure) {
                return None;
            }
            exchange(written, &manner.old, &manner.new)?
        }
    };
    if !changes_number && old.measure == new.measure {
        return Some((exchanged, None));
    }
    match unit(&exchanged, old.measure, new.measure, lang, !is_one(to, lang.primary())) {
        Some(text) => Some((text, None)),
        None if old.measure == new.measure && old.measure == Measure::Count => {
            Some((exchanged, Some(PLURAL)))
        }
        None => (old.measure == new.measure && old.measure == Measure::Percent).then_some((exchanged, None)),
    }
}

fn is_unit_known(measure: Measure) -> bool {
    matches!(measure, Measure::Money(_) | Measure::Unit(_) | Measure::Percent)
}

/// The word for the unit, exchanged as well.
fn unit(written: &str, old: Measure, new: Measure, lang: &Lang, many: bool) -> Option<String> {
    let (from, to, is_money) = match (old, new) {
        (Measure::Money(from), Measure::Money(to)) => (from, to, true),
        (Measure::Unit(from), Measure::Unit(to)) => (from, to, false),
        _ => return None,
    };
    // Cases of German and genders of French around other units than money are not known.
    if !is_money && !matches!(lang.primary(), "en" | "sv") {
        return None;
    }
    let (one, more) = forms(from, lang)?;
    let (new_one, new_more) = forms(to, lang)?;
    let found = [more, one].into_iter().find(|form| places(written, form).len() == 1)?;
    exchange(written, found, if many { new_more } else { new_one })
}

fn ordinals(written: &str, from: &Decimal, to: &Decimal, lang: &Lang) -> Option<String> {
    let (old, new) = (from.small()?, to.small()?);
    if let (Some(from), Some(to)) = (ordinal(old, lang), ordinal(new, lang))
        && written.contains(&from)
    {
        return exchange_text(written, &from, &to);
    }
    let words = written.split(' ');
    let language = language(lang)?;
    let mut found = words.filter_map(|word| Some((word, ordinal_like(language, word, old, new)?)));
    let ((from, to), None) = (found.next()?, found.next()) else { return None };
    exchange_text(written, from, &with_capital_of(from, &to))
}

/// Every way the old amount may have been written, and the new one in the same.
fn manners(from: &Decimal, to: &Decimal, lang: &Lang, language: usize, is_first: bool) -> Vec<Manner> {
    let (group, point) = signs(lang);
    let mut all = Vec::new();
    for sign in GROUPS {
        let has_groups = from.digits().1.len() > 3;
        if sign.is_empty() || has_groups {
            // A number too short for groups does not tell how longer ones are written.
            let new_sign = if has_groups { sign } else { group };
            let (old, new) = (figures(from, sign, point), figures(to, new_sign, point));
            all.push(Manner { old, new, in_figures: true });
        }
    }
    for scale in SCALES {
        all.extend(scaled(from, to, lang, language, scale));
    }
    let (Some(old), Some(new)) = (from.small(), to.small()) else { return all };
    if let Some(words) = cardinal(language, old) {
        // At the beginning of a sentence no figures stand.
        let in_figures = || (!is_first).then(|| figures(to, group, point));
        let apart = words.replace('-', " ");
        let is_apart = apart != words;
        let new =
            cardinal(language, new).filter(|_| new <= 100 || new.is_multiple_of(100)).or_else(in_figures);
        for (words, spaced) in [(words, false), (apart, true)].into_iter().take(1 + usize::from(is_apart)) {
            all.extend(new.iter().map(|new| Manner {
                old: words.clone(),
                new: if spaced { new.replace('-', " ") } else { new.clone() },
                in_figures: false,
            }));
        }
    }
    all
}

/// Scales that have a word, the largest first.
const SCALES: [(usize, &str); 4] = [(12, "e12"), (9, "e9"), (6, "e6"), (3, THOUSAND)];
const THOUSAND: &str = "e3";

/// Whether so many of a scale are said: a million and a half, not a thousand million or a thousandth of one.
fn is_said(value: &Decimal) -> bool {
    let (_, whole, fraction) = value.digits();
    whole != "0" && whole.len() <= 3 && fraction.len() <= 3
}

/// So many millions, in figures or in words; in another scale where the new amount is too large or too small for this one.
fn scaled(
    from: &Decimal,
    to: &Decimal,
    lang: &Lang,
    language: usize,
    (scale, sense): (usize, &'static str),
) -> Vec<Manner> {
    let name = |value: &Decimal, sense: &str| {
        let (one, many) = forms(sense, lang)?;
        Some(if is_one(value, lang.primary()) { one } else { many })
    };
    let own = [(scale, sense)].into_iter().chain(SCALES.into_iter().filter(|(s, _)| *s >= 6));
    let fits = own.into_iter().find(|(s, _)| is_said(&to.unshifted(*s)));
    let old = from.unshifted(scale);
    let Some((new, new_sense)) = fits.filter(|_| is_said(&old)).map(|(s, sense)| (to.unshifted(s), sense))
    else {
        return Vec::new();
    };
    let (Some(old_name), Some(new_name)) = (name(&old, sense), name(&new, new_sense)) else {
        return Vec::new();
    };
    let (group, point) = signs(lang);
    // Nobody says six and a half thousand in figures.
    let in_full = (new_sense == THOUSAND && !new.digits().2.is_empty()).then(|| figures(to, group, point));
    let mut all = Vec::new();
    for gap in [" ", "\u{A0}"] {
        let text = |value: &Decimal, name: &str| format!("{}{gap}{name}", figures(value, group, point));
        let new = in_full.clone().unwrap_or_else(|| text(&new, new_name));
        all.push(Manner { old: text(&old, old_name), new, in_figures: true });
    }
    // One million is a million, eine Million, un million.
    let words = |value: &Decimal| value.small().filter(|n| *n > 1).and_then(|n| cardinal(language, n));
    if let (Some(from), false) = (words(&old), new.small() == Some(1)) {
        let to = words(&new).unwrap_or_else(|| figures(&new, group, point));
        let new = in_full.unwrap_or_else(|| format!("{to} {new_name}"));
        all.push(Manner { old: format!("{from} {old_name}"), new, in_figures: false });
    }
    all
}

/// The text with words exchanged that stand in it once.
fn exchange(text: &str, old: &str, new: &str) -> Option<String> {
    let found = places(text, old);
    let [span] = found.as_slice() else { return None };
    let letters: Vec<char> = text.chars().collect();
    let part =
        |span: Span<Chars>| letters.get(span.start..span.end).unwrap_or_default().iter().collect::<String>();
    let new = with_capital_of(&part(*span), new);
    Some(format!("{}{new}{}", part(Span::new(0, span.start)), part(Span::new(span.end, letters.len()))))
}

fn exchange_text(text: &str, old: &str, new: &str) -> Option<String> {
    let mut found = text.match_indices(old);
    let (at, None) = (found.next()?.0, found.next()) else { return None };
    Some(format!("{}{new}{}", text.get(..at)?, text.get(at + old.len()..)?))
}
