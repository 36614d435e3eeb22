//! Years that no word for a year stands before: انقلاب ۱۳۵۷, `the 1979 revolution`, (1398).

use std::ops::RangeInclusive;

use super::calendar::Calendar;
use super::lexicon::{Certainty, Sense, Tongue};
use super::others::year_item;
use super::parts::{Item, Reader, Year, with_century};
use super::scan::{Kind, Number};
use super::value::Ambiguity;

/// Solar years that figures alone may be taken for: the century of the texts and what they look ahead to.
const SOLAR_UNMARKED: RangeInclusive<u32> = 1300..=1449;
/// Gregorian years of the same kind: from the first unions on.
const GREGORIAN_UNMARKED: RangeInclusive<u32> = 1850..=2099;
/// Years behind a noun that has years: from the Constitutional Revolution on.
const SOLAR_NAMED: RangeInclusive<u32> = 1280..=1449;
/// As in the revolution of 1789.
const GREGORIAN_NAMED: RangeInclusive<u32> = 1700..=2099;
/// Two figures that name a Solar year behind a noun: smaller ones are counts.
const SHORT: RangeInclusive<u32> = 30..=99;
/// Words of a phrase that are searched for its noun: انتخابات ریاست\u{200C}جمهوری ۱۳۸۸.
const PHRASE_MOST: usize = 4;

impl Reader<'_> {
    /// A year told by the noun before it, by parentheses, or by counting nothing.
    pub(super) fn bare_year(&self, at: usize) -> Option<Item> {
        let number = self.number(at).filter(|n| !n.ordinal && n.figures > 0)?;
        if self.is_fragment(at) || self.is_joined(at) || self.has(at + 1, Sense::Unit) {
            return None;
        }
        let enclosed = at > 1 && self.mark(at - 1) == Some('(') && self.mark(at + 1) == Some(')');
        if enclosed {
            return unmarked(number, at).filter(|_| self.is_titled(at - 2) && !self.has_number_head(at - 1));
        }
        if self.stands_beside_its_noun(at) {
            return named(number, at);
        }
        match self.head(at) {
            Some(Head::Number) => None,
            Some(Head::Year(certainty, near)) => self.behind_noun(number, at, certainty, near),
            None => {
                let solar = SOLAR_UNMARKED.contains(&number.value) && self.tongue == Tongue::Persian;
                let ends = self.ends_phrase(at + 1) && at > 0 && self.is_noun(at - 1) && self.gap(at);
                unmarked(number, at).filter(|_| solar && ends)
            }
        }
    }

    fn behind_noun(&self, number: Number, at: usize, certainty: Certainty, near: bool) -> Option<Item> {
        if number.figures == 2 {
            let sure = certainty == Certainty::TwoFigures && near && SHORT.contains(&number.value);
            let stands = sure && self.tongue == Tongue::Persian && self.counts_nothing(at + 1);
            let year = with_century(number.value, Calendar::Solar).filter(|_| stands)?;
            return Some(year_item(
                Year { number: year, calendar: Calendar::Solar, century_added: true },
                at,
                at + 1,
            ));
        }
        let stands = certainty != Certainty::AtTheEnd || self.counts_nothing(at + 1);
        named(number, at).filter(|_| stands)
    }

    /// `the 1979 revolution`, `1979 års`.
    fn stands_beside_its_noun(&self, at: usize) -> bool {
        let noun = || self.year_noun(at + 1).is_some() && at > 0 && self.has(at - 1, Sense::Of);
        match self.tongue {
            Tongue::English => noun(),
            Tongue::Swedish => self.has(at + 1, Sense::YearAfter),
            _ => false,
        }
    }

    /// Whether nothing stands here that a number before it could count.
    pub(super) fn counts_nothing(&self, at: usize) -> bool {
        let Some(atom) = self.atoms.get(at) else { return true };
        match atom.kind {
            Kind::Mark(mark) => !matches!(mark, '%' | '٪' | '/' | '-' | '+' | '×' | '$' | '€' | '£'),
            Kind::Number(_) => false,
            Kind::Word { .. } if atom.senses.contains(&Sense::And) => {
                self.number(at + 1).is_none_or(|next| {
                    let alike = at
                        .checked_sub(1)
                        .and_then(|before| self.number(before))
                        .is_some_and(|number| number.figures == next.figures);
                    next.figures == 4 || alike && !self.has(at + 2, Sense::Unit)
                })
            }
            Kind::Word { .. } => {
                let grammar = atom.senses.contains(&Sense::Closed) && !atom.glued;
                grammar && !self.has(at, Sense::Unit) && self.year_noun(at).is_none()
            }
        }
    }

    /// As [`Reader::counts_nothing`], without the words that end a statement of an amount: است, بود.
    fn ends_phrase(&self, at: usize) -> bool {
        let word = self.atoms.get(at).is_some_and(|atom| matches!(atom.kind, Kind::Word { .. }));
        let link = [Sense::And, Sense::Before, Sense::From, Sense::Range];
        self.counts_nothing(at) && (!word || link.into_iter().any(|sense| self.has(at, sense)))
    }

    /// Figures that a sign joins to others, as grouped thousands and codes are.
    fn is_joined(&self, at: usize) -> bool {
        let after = self.mark(at + 1).is_some() && !self.gap(at + 1) && !self.gap(at + 2);
        let before = at > 1 && self.mark(at - 1).is_some() && !self.gap(at) && !self.gap(at - 1);
        after && self.number(at + 2).is_some() || before && self.number(at - 2).is_some()
    }

    /// A noun or an ordinal: کنگرهٔ سوم (۱۳۹۸).
    fn is_titled(&self, at: usize) -> bool {
        self.is_word(at) || self.number(at).is_some_and(|number| number.ordinal)
    }

    fn is_word(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| matches!(atom.kind, Kind::Word { .. }))
    }

    /// A word that is none of grammar.
    fn is_noun(&self, at: usize) -> bool {
        let grammar =
            [Sense::Closed, Sense::Before, Sense::From, Sense::And, Sense::Range, Sense::Of, Sense::Unit];
        let other = [Sense::Clock, Sense::MonthWord, Sense::Decade, Sense::MinuteWord];
        self.is_word(at) && !grammar.into_iter().chain(other).any(|sense| self.has(at, sense))
    }

    fn year_noun(&self, at: usize) -> Option<Certainty> {
        self.find(at, |sense| match sense {
            Sense::YearNoun(certainty) => Some(*certainty),
            _ => None,
        })
    }

    fn has_number_head(&self, at: usize) -> bool {
        matches!(self.head(at), Some(Head::Number))
    }

    /// The nearest noun of the phrase before a number that says what the number is.
    fn head(&self, at: usize) -> Option<Head> {
        let nearest = self.noun_before(at)?;
        let most = if self.tongue == Tongue::Persian { PHRASE_MOST } else { 1 };
        for back in (nearest.saturating_sub(most - 1)..=nearest).rev() {
            if let Some(certainty) = self.year_noun(back) {
                return Some(Head::Year(certainty, back == nearest));
            }
            // یک کرون نروژ ۱۴۳۰ is a rate.
            if self.has(back, Sense::NumberHead) || self.has(back, Sense::Unit) {
                return Some(Head::Number);
            }
            if !self.is_noun(back) {
                return None;
            }
        }
        None
    }
}

/// What a noun makes of the number behind it.
enum Head {
    /// A year; whether it stands right before it.
    Year(Certainty, bool),
    /// A number, a sum, an article.
    Number,
}

fn named(number: Number, at: usize) -> Option<Item> {
    year(number, at, &SOLAR_NAMED, &GREGORIAN_NAMED)
}

fn unmarked(number: Number, at: usize) -> Option<Item> {
    let mut item = year(number, at, &SOLAR_UNMARKED, &GREGORIAN_UNMARKED)?;
    item.ambiguity.push(Ambiguity::YearUnmarked);
    Some(item)
}

fn year(
    number: Number,
    at: usize,
    solar: &RangeInclusive<u32>,
    gregorian: &RangeInclusive<u32>,
) -> Option<Item> {
    let calendar = match number.value {
        value if number.figures != 4 || !(solar.contains(&value) || gregorian.contains(&value)) => {
            return None;
        }
        value if solar.contains(&value) => Calendar::Solar,
        _ => Calendar::Gregorian,
    };
    let year = Year { number: i32::try_from(number.value).ok()?, calendar, century_added: false };
    Some(year_item(year, at, at + 1))
}
