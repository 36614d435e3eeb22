//! Amounts with what they count: percent, money, units; indefinite numbers; qualifiers.

use super::decimal::Decimal;
use super::lexicon::{Language, Role};
use super::pieces::{Gap, Kind};
use super::spelled::{Compound, is_hyphen};
use super::{Amount, Measure, Phrase, Qualifier, Reader};

impl Reader<'_> {
    /// The end of a fixed phrase or name that holds number words.
    pub(super) fn fixed(&self, at: usize) -> Option<usize> {
        if !self.pieces.is_word(at) {
            return None;
        }
        self.words.find(self.pieces, at, Role::Fixed).map(|(_, end)| end)
    }

    /// The number that begins at a piece with everything that belongs to it.
    pub(super) fn phrase(&self, at: usize) -> Option<Phrase> {
        if !self.may_begin(at) {
            return None;
        }
        let found = self
            .qualified(at)
            .or_else(|| self.range(at))
            .or_else(|| self.indefinite(at))
            .or_else(|| self.measured(at).filter(|p| !p.weak || self.is_numbering(at, p.end)))?;
        Some(self.qualified_after(found))
    }

    /// شعبه یک: یک behind a noun that has numbers, and before nothing that it counts.
    fn is_numbering(&self, at: usize, end: usize) -> bool {
        let noun = at.checked_sub(1).filter(|_| self.pieces.gap(at) == Some(Gap::Space));
        let has_numbers =
            noun.is_some_and(|noun| self.words.find(self.pieces, noun, Role::Numbered).is_some());
        let counts = [Role::Counter, Role::Unit, Role::Currency];
        has_numbers && counts.iter().all(|role| self.words.find(self.pieces, end, *role).is_none())
    }

    /// Most pieces begin no number; they cost this look only.
    fn may_begin(&self, at: usize) -> bool {
        let listed = Role::starts(self.pieces.roles(at));
        match self.pieces.get(at).map(|p| p.kind) {
            Some(Kind::Figure) => true,
            Some(Kind::Mark(typed)) => {
                listed || matches!(typed, '½' | '⅓' | '⅔' | '¼' | '¾' | '⅕' | '٫') || self.is_minus(at)
            }
            Some(Kind::Word) => listed || self.compound(at).is_some(),
            None => false,
        }
    }

    fn qualified(&self, at: usize) -> Option<Phrase> {
        if let Some((_, next)) = self.words.find(self.pieces, at, Role::Negative)
            && let Some(found) =
                self.measured(next).filter(|p| !p.weak && (!p.spelled || is_below_zero(p.measure)))
        {
            return negated(found);
        }
        if self.is_minus(at) {
            return negated(self.measured(at + 1)?);
        }
        let (entry, end) = self.words.find(self.pieces, at, Role::Qualifier)?;
        let next = self.after_determiner(end);
        let found = self.range(next).or_else(|| self.indefinite(next)).or_else(|| self.measured(next))?;
        // "more than one" counts, "über ein …" is mostly "about a …".
        let counts = !found.weak || end - at > 1;
        let qualifier = found.qualifier.or(Qualifier::parse(entry.value));
        (counts && found.measure != Measure::Ordinal).then_some(Phrase { qualifier, weak: false, ..found })
    }

    fn qualified_after(&self, found: Phrase) -> Phrase {
        match self.words.find(self.pieces, found.end, Role::QualifierAfter) {
            Some((entry, end)) if found.qualifier.is_none() && found.measure != Measure::Ordinal => {
                Phrase { qualifier: Qualifier::parse(entry.value), end, ..found }
            }
            _ => found,
        }
    }

    /// "more than the half", "plus de la moitié", "about a dozen".
    fn after_determiner(&self, at: usize) -> usize {
        let the =
            matches!(self.pieces.lower(at), "the" | "la" | "le" | "les" | "den" | "die" | "der" | "das");
        if the { at + 1 } else { at }
    }

    fn is_minus(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        let free = before.is_none_or(|b| !self.pieces.is_figure(b) && self.pieces.gap(at) != Some(Gap::None));
        free && self.pieces.is_mark(at, "-") && self.pieces.is_figure(at + 1) && self.pieces.is_glued(at + 1)
    }

    /// An amount with its percent sign, currency or unit.
    pub(super) fn measured(&self, at: usize) -> Option<Phrase> {
        if let Some(found) = self.currency_before(at).or_else(|| self.percent_before(at)) {
            return Some(found);
        }
        if let Some(Compound::Unit(value, unit)) = self.compound(at) {
            return Some(Phrase::new(Amount::Single(value.into()), Measure::Unit(unit), at + 1));
        }
        if let Some(found) = self.about_so_many(at).or_else(|| self.article_of_time(at)) {
            return Some(found);
        }
        let amount = self.amount(at)?;
        if amount.measure == Measure::Ordinal || matches!(amount.amount, Amount::Code(_)) {
            return Some(amount);
        }
        Some(self.with_unit(amount))
    }

    fn with_unit(&self, found: Phrase) -> Phrase {
        let hyphen = is_hyphen(self.pieces, found.end) && self.words.language != Language::Persian;
        let at = match self.words.language {
            // "5 millions de tomans"
            Language::French if found.scaled => self.after_of(found.end),
            _ => found.end + usize::from(hyphen),
        };
        let figures = !found.spelled || found.scaled;
        for role in [Role::Percent, Role::Currency, Role::Unit, Role::Symbol] {
            let Some((entry, end)) = self.words.find(self.pieces, at, role) else { continue };
            // What is weighed only shows that تن is no person here.
            let end = if entry.value == "t" { at + 1 } else { end };
            let glued = self.pieces.is_glued(end) && self.pieces.is_word(end) && self.pieces.is_word(end - 1);
            let hyphen_needed = hyphen && role != Role::Unit;
            if role == Role::Symbol && !figures || glued || hyphen_needed {
                continue;
            }
            let measure = match role {
                Role::Percent => Measure::Percent,
                Role::Currency => {
                    let Some((money, zeros)) = scaled_money(entry.value) else { continue };
                    let found = shifted(of_unit(found), zeros);
                    return Phrase { measure: Measure::Money(money), end, weak: false, ..found };
                }
                _ => Measure::Unit(entry.value),
            };
            return self.and_half_unit(Phrase { measure, end, weak: false, ..of_unit(found) });
        }
        if found.scaled
            && self.words.language == Language::Persian
            && self.pieces.lower(at) == "تن"
            && self.is_heavy(&found)
        {
            return Phrase { measure: Measure::Unit("t"), end: at + 1, ..found };
        }
        let counted = self.words.find(self.pieces, at, Role::Counter).is_some();
        let nine = matches!(&found.amount, Amount::Single(value) if value.small() == Some(9));
        let noun = counted || self.words.language == Language::French && self.pieces.is_word(at);
        Phrase { weak: found.weak && !(nine && noun), ..found }
    }

    /// Millions of تن are tonnes, not persons.
    fn is_heavy(&self, found: &Phrase) -> bool {
        matches!(&found.amount, Amount::Single(value) if *value >= Decimal::from(1_000_000))
    }

    /// دو سال و نیم
    fn and_half_unit(&self, found: Phrase) -> Phrase {
        let Some((_, end)) = self.words.find(self.pieces, found.end, Role::AndHalf) else { return found };
        match &found.amount {
            Amount::Single(value) if value.is_whole() && matches!(found.measure, Measure::Unit(_)) => {
                Phrase { amount: Amount::Single(value.plus(&Decimal::new("0", "5"))), end, ..found }
            }
            _ => found,
        }
    }

    /// €200, EUR 5 million.
    fn currency_before(&self, at: usize) -> Option<Phrase> {
        let (entry, next) = self.words.find(self.pieces, at, Role::Currency)?;
        if !self.pieces.is_figure(next) {
            return None;
        }
        let found = self.cardinal(next).filter(|f| !matches!(f.amount, Amount::Code(_)))?;
        // "200 euros 5 …": the name of a currency stands behind its number.
        let sign = self.pieces.lower(at).chars().any(|c| !c.is_alphabetic());
        let code = self.pieces.text(at, next).chars().all(|c| c.is_ascii_uppercase());
        (sign || code).then_some(Phrase { measure: Measure::Money(entry.value), ..found })
    }

    /// ٪۲۰, as it is typed from right to left, and %20 in Turkish.
    fn percent_before(&self, at: usize) -> Option<Phrase> {
        let sign =
            self.pieces.is_mark(at, "%") && self.pieces.is_figure(at + 1) && self.pieces.is_glued(at + 1);
        let found = self.cardinal(at + 1).filter(|f| sign && matches!(f.amount, Amount::Single(_)))?;
        Some(Phrase { measure: Measure::Percent, ..found })
    }

    /// "une centaine", "ett tjugotal".
    fn about_so_many(&self, at: usize) -> Option<Phrase> {
        let (_, next) = self.words.find(self.pieces, at, Role::One)?;
        let (entry, end) = self.words.find(self.pieces, next, Role::About)?;
        let phrase = Phrase::new(Amount::Single(entry.number.into()), Measure::Count, end);
        let next = self.after_of(end);
        let unit = self.words.find(self.pieces, next, Role::Unit);
        let (measure, end) = unit.map_or((Measure::Count, end), |(e, end)| (Measure::Unit(e.value), end));
        Some(Phrase { qualifier: Some(Qualifier::About), measure, end, ..phrase })
    }

    /// "a month ago", "for an hour", "a year and a half"; elsewhere "an hour" is mostly "per hour".
    fn article_of_time(&self, at: usize) -> Option<Phrase> {
        let (_, next) = self.words.find(self.pieces, at, Role::Article)?;
        let (unit, end) = self.words.find(self.pieces, next, Role::Unit)?;
        let role_before =
            |role| at.checked_sub(1).is_some_and(|b| self.words.find(self.pieces, b, role).is_some());
        let phrase = Phrase::new(Amount::Single(1.into()), Measure::Unit(unit.value), end);
        let longer = self.and_half_unit(phrase);
        let counted = longer.end > end
            || self.words.find(self.pieces, end, Role::Ago).is_some()
            || role_before(Role::For)
            || role_before(Role::Qualifier);
        counted.then_some(longer)
    }

    /// Dozens, صدها, "tens of thousands", چند هزار.
    pub(super) fn indefinite(&self, at: usize) -> Option<Phrase> {
        let plural = |at| {
            [Role::Indefinite, Role::IndefinitePlural]
                .iter()
                .find_map(|role| self.words.find(self.pieces, at, *role))
        };
        let size = |zeros: usize| format!("1{:0<zeros$}s", "");
        let zeros = |value: &str| value.len().saturating_sub(2);
        if let Some((entry, end)) = plural(at) {
            let next = self.after_of(end);
            let (found, end) = match self.scale_or_plural(next) {
                Some((more, end)) => (size(zeros(entry.value) + more), end),
                None => (entry.value.to_owned(), end),
            };
            return Some(Phrase::new(Amount::Indefinite(found), Measure::Count, end));
        }
        let several = self.words.find(self.pieces, at, Role::Several);
        let asked = several.is_none();
        let (_, end) = several.or_else(|| self.words.find(self.pieces, at, Role::Some))?;
        if asked && self.words.language == Language::Persian && self.is_asked(end) {
            return None;
        }
        if let Some((more, end)) = self.scale_or_plural(end) {
            return Some(Phrase::new(Amount::Indefinite(size(more)), Measure::Count, end));
        }
        // "some 300" is a qualifier in English.
        (!asked || self.words.language == Language::Persian)
            .then(|| Phrase::new(Amount::Indefinite("several".to_owned()), Measure::Count, end))
    }

    fn after_of(&self, at: usize) -> usize {
        self.words.find(self.pieces, at, Role::Of).map_or(at, |(_, end)| end)
    }

    /// The zeros of a scale or of an indefinite plural.
    fn scale_or_plural(&self, at: usize) -> Option<(usize, usize)> {
        for role in [Role::Indefinite, Role::IndefinitePlural] {
            if let Some((entry, end)) = self.words.find(self.pieces, at, role) {
                return Some((entry.value.len().saturating_sub(2), end));
            }
        }
        if let Some((entry, end)) = self.words.find(self.pieces, at, Role::Scale) {
            return Some((usize::try_from(entry.number).unwrap_or(0), end));
        }
        if let Some((_, end)) = self.words.find(self.pieces, at, Role::Hundred) {
            return Some((2, end));
        }
        let ten = self.words.find(self.pieces, at, Role::Cardinal).filter(|(e, _)| e.number == 10)?;
        Some((1, ten.1))
    }

    /// Whether the sentence ends in a question mark, in sight.
    fn is_asked(&self, at: usize) -> bool {
        /// Pieces looked through: the length of a long sentence.
        const SIGHT: usize = 40;
        let end =
            (at..at + SIGHT).find(|i| ["?", ".", "!", ";"].iter().any(|mark| self.pieces.is_mark(*i, mark)));
        end.is_some_and(|i| self.pieces.is_mark(i, "?"))
    }
}

/// A currency, and the zeros that its name says: همت is a thousand milliards of tomans.
fn scaled_money(value: &'static str) -> Option<(&'static str, usize)> {
    match value.split_once('*') {
        Some((money, zeros)) => Some((money, zeros.parse().ok()?)),
        None => Some((value, 0)),
    }
}

fn shifted(found: Phrase, zeros: usize) -> Phrase {
    let shift = |value: &Decimal| value.shifted(zeros);
    let amount = match &found.amount {
        Amount::Single(value) if zeros > 0 => Amount::Single(shift(value)),
        Amount::Range(from, to) if zeros > 0 => Amount::Range(shift(from), shift(to)),
        _ => return found,
    };
    Phrase { amount, ..found }
}

/// A quarter of an hour is .25 hour, so that it equals the same time in figures.
fn of_unit(found: Phrase) -> Phrase {
    let Amount::Fraction(above, below) = &found.amount else { return found };
    let tenths = match (above.small(), below.small()) {
        (Some(1), Some(2)) => "5",
        (Some(1), Some(4)) => "25",
        (Some(3), Some(4)) => "75",
        _ => return found,
    };
    Phrase { amount: Amount::Single(Decimal::new("0", tenths)), ..found }
}

/// منفی ده درجه is below zero, نکات منفی ده سال گذشته is not: in words only what has a zero is.
fn is_below_zero(measure: Measure) -> bool {
    matches!(measure, Measure::Percent | Measure::Unit("degree"))
}

fn negated(found: Phrase) -> Option<Phrase> {
    match found.amount {
        Amount::Single(value) if found.measure != Measure::Ordinal => {
            Some(Phrase { amount: Amount::Single(value.negated()), ..found })
        }
        _ => None,
    }
}
