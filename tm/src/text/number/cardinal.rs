//! Whole amounts: figures and words with their scales, fractions, ordinals.

use super::decimal::Decimal;
use super::figure::{Figure, figure};
use super::lexicon::{Language, Role};
use super::pieces::Gap;
use super::spelled::{Compound, chunk, compound, is_hyphen, room_of};
use super::{Ambiguity, Amount, Measure, Phrase, Reader};

/// One part of a composed number, before its scale.
struct Part {
    value: Decimal,
    end: usize,
    weak: bool,
    spelled: bool,
    /// Exponent of a scale inside the word itself: zweitausend.
    exponent: usize,
    ambiguity: Option<Ambiguity>,
}

impl Reader<'_> {
    /// The amount that begins at a piece, without its unit.
    pub(super) fn amount(&self, at: usize) -> Option<Phrase> {
        self.fraction(at).or_else(|| self.half(at)).or_else(|| self.ordinal(at)).or_else(|| self.cardinal(at))
    }

    /// A number with its scales: ۲ میلیون و ۵۰۰ هزار.
    pub(super) fn cardinal(&self, at: usize) -> Option<Phrase> {
        let mut found: Option<Phrase> = None;
        let mut total = Decimal::from(0);
        // The next part must be smaller than the last scale.
        let mut last = usize::MAX;
        loop {
            let place = match &found {
                None => Some(at),
                Some(f) => self.next_part(f.end),
            };
            let part = place.and_then(|place| self.part(place, found.is_none()));
            let Some(part) = part.map(|part| self.with_fraction(part)) else { break };
            let (half, end) = self.half_before_scale(&part);
            let (scale, end) = self.scales(end.unwrap_or(part.end));
            let exponent = scale + part.exponent;
            let value =
                if half && exponent > 0 { part.value.plus(&Decimal::new("0", "5")) } else { part.value };
            let end = if half && exponent == 0 { part.end } else { end };
            let fits =
                found.is_none() || exponent < last && value < Decimal::from(1).shifted(last - exponent);
            if !fits {
                break;
            }
            total = total.plus(&value.shifted(exponent));
            last = exponent;
            let mut phrase = Phrase::new(Amount::Single(total.clone()), Measure::Count, end);
            phrase.weak = part.weak && exponent == 0 && found.is_none();
            phrase.spelled = part.spelled && found.as_ref().is_none_or(|f| f.spelled);
            phrase.scaled = exponent > 0 || found.is_some();
            phrase.ambiguity = found.and_then(|f| f.ambiguity).or(part.ambiguity);
            found = Some(phrase);
            if exponent == 0 {
                break;
            }
        }
        found.map(|f| self.and_half(f, total, last)).or_else(|| self.ratio(at))
    }

    /// Adds the fraction as it is said: پنج ممیز دو, پنج ممیز دو صدم.
    fn with_fraction(&self, part: Part) -> Part {
        let said = || {
            let (_, at) = self.words.find(self.pieces, part.end, Role::Point)?;
            let (digits, end) = match chunk(self.pieces, self.words, at) {
                Some(chunk) => (chunk.value.to_string(), chunk.end),
                None if self.pieces.is_figure(at) => (self.pieces.lower(at).to_owned(), at + 1),
                None => return None,
            };
            let part = self.words.find(self.pieces, end, Role::Ordinal);
            let (places, end) = match part.map(|(entry, end)| (entry.number, end)) {
                Some((10, end)) => (1, end),
                Some((100, end)) => (2, end),
                Some((1000, end)) => (3, end),
                _ => (digits.len(), end),
            };
            let zeros = places.checked_sub(digits.len())?;
            Some(("0".repeat(zeros) + &digits, end))
        };
        match said().filter(|_| part.value.is_whole() && part.exponent == 0) {
            Some((fraction, end)) => {
                let value = Decimal::new(part.value.digits().1, &fraction);
                Part { value, end, weak: false, ..part }
            }
            None => part,
        }
    }

    /// Figures that are no decimal number.
    fn ratio(&self, at: usize) -> Option<Phrase> {
        let read = figure(self.pieces, self.words, at)?;
        let amount = match read.value {
            Figure::Decimal(_) => return None,
            Figure::Ratio(above, below) => Amount::Fraction(above, below),
            Figure::Code(code) => Amount::Code(code),
        };
        let phrase = Phrase::new(amount, Measure::Count, read.end);
        Some(Phrase { ambiguity: read.ambiguity, spelled: false, ..phrase })
    }

    /// Adds the half of the last scale: یک میلیون و نیم.
    fn and_half(&self, found: Phrase, total: Decimal, last: usize) -> Phrase {
        let Some((_, end)) = self.words.find(self.pieces, found.end, Role::AndHalf) else { return found };
        let half = Decimal::new("0", "5").shifted(last);
        Phrase { amount: Amount::Single(total.plus(&half)), end, weak: false, ..found }
    }

    fn half_before_scale(&self, part: &Part) -> (bool, Option<usize>) {
        match self.words.find(self.pieces, part.end, Role::AndHalf) {
            Some((_, end)) => (true, Some(end)),
            None => (false, None),
        }
    }

    /// The place of the next part of a composed number.
    fn next_part(&self, at: usize) -> Option<usize> {
        let and = self.words.find(self.pieces, at, Role::And).map(|(_, end)| end);
        match self.words.language {
            Language::Persian => and,
            Language::English => and.or(Some(at)),
            _ if is_hyphen(self.pieces, at) => Some(at + 1),
            _ => self.pieces.is_word(at).then_some(at),
        }
    }

    fn part(&self, at: usize, first: bool) -> Option<Part> {
        if let Some(read) = figure(self.pieces, self.words, at) {
            let Figure::Decimal(value) = read.value else { return None };
            return Some(Part {
                value,
                end: read.end,
                weak: false,
                spelled: false,
                exponent: 0,
                ambiguity: read.ambiguity,
            });
        }
        let part = |value, end, weak| Part { value, end, weak, spelled: true, exponent: 0, ambiguity: None };
        if let Some((entry, end)) = self.words.find(self.pieces, at, Role::Decimal) {
            let (whole, fraction) = entry.value.split_once('.').unwrap_or((entry.value, ""));
            return Some(part(Decimal::new(whole, fraction), end, false));
        }
        if let Some(chunk) = chunk(self.pieces, self.words, at) {
            // "ein Dutzend", "une douzaine".
            let dozen = self
                .words
                .find(self.pieces, chunk.end, Role::Cardinal)
                .filter(|(e, _)| chunk.bare_one && e.number == 12);
            return Some(match dozen {
                Some((entry, end)) => part(entry.number.into(), end, false),
                None => part(chunk.value.into(), chunk.end, chunk.bare_one || chunk.guarded),
            });
        }
        let scale = |at| self.words.find(self.pieces, at, Role::Scale).is_some();
        // "thousand" begins a number by itself in every language but English.
        if first
            && scale(at)
            && self.words.language != Language::English
            && self.words.find(self.pieces, at, Role::IndefinitePlural).is_none()
        {
            return Some(part(1.into(), at, false));
        }
        if let Some((_, next)) = self.words.find(self.pieces, at, Role::Article).filter(|_| first) {
            if scale(next) {
                return Some(part(1.into(), next, false));
            }
            let chunk = chunk(self.pieces, self.words, next).filter(|c| c.value >= 100 || c.value == 12)?;
            return Some(part(chunk.value.into(), chunk.end, false));
        }
        match self.compound(at)? {
            Compound::Cardinal(value) if value >= 1000 && value.is_multiple_of(1000) => {
                Some(Part { exponent: 3, ..part((value / 1000).into(), at + 1, false) })
            }
            Compound::Cardinal(value) => Some(part(value.into(), at + 1, false)),
            Compound::AndHalf(value) => Some(part(Decimal::new(&value.to_string(), "5"), at + 1, false)),
            _ => None,
        }
    }

    pub(super) fn compound(&self, at: usize) -> Option<Compound> {
        if !self.pieces.is_word(at) || !matches!(self.words.language, Language::German | Language::Swedish) {
            return None;
        }
        compound(self.words, self.pieces.lower(at))
    }

    /// The sum of the exponents of the scales that follow, and the place behind them.
    fn scales(&self, at: usize) -> (usize, usize) {
        let (mut exponent, mut end) = (0, at);
        /// Scales that follow each other: هزار میلیارد has two, and no sum of money needs more than four.
        const MOST: usize = 4;
        for _ in 0..MOST {
            let hyphen = usize::from(is_hyphen(self.pieces, end));
            let Some((entry, next)) = self.words.find(self.pieces, end + hyphen, Role::Scale) else { break };
            exponent += usize::try_from(entry.number).unwrap_or(0);
            // "3 Mio."
            let dot = self.pieces.is_mark(next, ".")
                && matches!(entry.value, "6" | "9")
                && self.pieces.lower(next - 1).len() <= 3
                && self.pieces.is_word(next + 1);
            end = next + usize::from(dot);
        }
        (exponent, end)
    }

    /// A part of a whole in words: دو سوم, "two thirds", "ein Drittel".
    fn fraction(&self, at: usize) -> Option<Phrase> {
        let article = self.words.find(self.pieces, at, Role::Article).map(|(_, end)| (1, end, true));
        let (above, end, article) = article.or_else(|| {
            let words = chunk(self.pieces, self.words, at).map(|c| (c.value, c.end, false));
            words.or_else(|| self.small_figure(at))
        })?;
        let next = end + usize::from(is_hyphen(self.pieces, end));
        let (below, end, sure) = self.denominator(next)?;
        let followed = self.words.find(self.pieces, end, Role::Of).is_some()
            || matches!(self.pieces.lower(end), "des" | "du" | "d");
        let accepted = match (sure, self.words.language) {
            (true, Language::English) => !article || followed,
            (true, _) => true,
            (false, Language::Persian) => self.pieces.is_word(at) && self.pieces.gap(next) != Some(Gap::None),
            (false, Language::English) => above == 1 && (followed || !article),
            (false, Language::French) => above == 1 && followed,
            (false, _) => false,
        };
        // "two quarters of a million" is rare; a half of a unit is a quantity, read by `half`.
        (accepted && above < below && below > 1)
            .then(|| Phrase::new(Amount::Fraction(above.into(), below.into()), Measure::Count, end))
    }

    fn small_figure(&self, at: usize) -> Option<(u64, usize, bool)> {
        let value = self.pieces.lower(at).parse().ok().filter(|_| self.pieces.is_figure(at))?;
        Some((value, at + 1, false))
    }

    /// What a whole is divided into; whether the word says nothing else.
    fn denominator(&self, at: usize) -> Option<(u64, usize, bool)> {
        if let Some((entry, end)) = self.words.find(self.pieces, at, Role::Part) {
            let half_unit =
                entry.number == 2 && self.half(at).is_some_and(|p| p.measure != Measure::Count || p.scaled);
            return (!half_unit).then_some((entry.number, end, true));
        }
        if let Some(Compound::Part(value)) = self.compound(at) {
            return Some((value, at + 1, true));
        }
        self.words.find(self.pieces, at, Role::Ordinal).map(|(e, end)| (e.number, end, false))
    }

    /// Half of something, of a scale or of a unit.
    fn half(&self, at: usize) -> Option<Phrase> {
        let article = [Role::One, Role::Article]
            .iter()
            .find_map(|role| self.words.find(self.pieces, at, *role))
            .map_or(at, |(_, end)| end);
        if let Some((_, end)) = self.words.find(self.pieces, article, Role::HalfOf) {
            let next = end + usize::from(is_hyphen(self.pieces, end));
            let (exponent, scaled) = self.scales(next);
            let value = Decimal::new("0", "5").shifted(exponent);
            let unit = self.words.find(self.pieces, scaled, Role::Unit);
            let percent = self.words.find(self.pieces, scaled, Role::Percent);
            if exponent > 0 || unit.is_some() || percent.is_some() {
                let phrase = Phrase::new(Amount::Single(value), Measure::Count, scaled);
                return Some(Phrase { scaled: true, ..phrase });
            }
        }
        let (_, end) = self.words.find(self.pieces, article, Role::Half)?;
        let compound = is_hyphen(self.pieces, end) && self.words.language == Language::English;
        (!compound && (article == at || self.words.language != Language::Persian))
            .then(|| Phrase::new(Amount::Fraction(1.into(), 2.into()), Measure::Count, end))
    }

    /// A place in an order.
    fn ordinal(&self, at: usize) -> Option<Phrase> {
        let place = |value: Decimal, end| Some(Phrase::new(Amount::Single(value), Measure::Ordinal, end));
        if self.pieces.is_figure(at) {
            let read = figure(self.pieces, self.words, at)?;
            let Figure::Decimal(value) = read.value else { return None };
            let end = self.ordinal_end(at, read.end).filter(|_| value.is_whole())?;
            return place(value, end);
        }
        if let Some((value, end)) = self.ordinal_word(at) {
            return place(value.into(), end);
        }
        let base = self.cardinal(at)?;
        let Amount::Single(value) = &base.amount else { return None };
        if let Some((_, end)) = self.words.find(self.pieces, base.end, Role::OrdinalEnd)
            && self.words.language == Language::Persian
        {
            return place(value.clone(), end);
        }
        let joint = match self.words.language {
            Language::Persian => self.words.find(self.pieces, base.end, Role::And)?.1,
            Language::French => {
                let hyphen = usize::from(is_hyphen(self.pieces, base.end));
                let next = base.end + hyphen;
                let and = self.words.find(self.pieces, next, Role::And).map_or(next, |(_, end)| end);
                and + usize::from(is_hyphen(self.pieces, and))
            }
            _ if is_hyphen(self.pieces, base.end) => base.end + 1,
            Language::English => {
                self.words.find(self.pieces, base.end, Role::And).map_or(base.end, |(_, end)| end)
            }
            _ => return None,
        };
        let (unit, end) = self.ordinal_word(joint)?;
        let number = value.small()?;
        let room = match number % 1000 {
            0 => 1000,
            below => room_of(self.words.language, if below.is_multiple_of(100) { 100 } else { below % 100 }),
        };
        (number > 0 && unit < room && !base.weak).then(|| place((number + unit).into(), end))?
    }

    fn ordinal_word(&self, at: usize) -> Option<(u64, usize)> {
        let listed = [Role::OrdinalOnly, Role::Ordinal]
            .iter()
            .find_map(|role| self.words.find(self.pieces, at, *role));
        if let Some((entry, end)) = listed {
            return Some((entry.number, end));
        }
        let Compound::Ordinal(value) = self.compound(at)? else { return None };
        // "achten" is also "to respect", "andra" also "others".
        let sure = self.is_determined(at) || value != 8 || self.words.language != Language::German;
        let others = self.pieces.lower(at) == "andra";
        (sure && !others).then_some((value, at + 1))
    }

    /// The end of an ordinal in figures: 3rd, 3:e, ۳م, "die 3. Sitzung".
    fn ordinal_end(&self, at: usize, end: usize) -> Option<usize> {
        let near = match self.words.language {
            Language::Persian => self.pieces.gap(end) != Some(Gap::Space) || self.pieces.lower(end) != "م",
            _ => self.pieces.is_glued(end),
        };
        let word = self.words.find(self.pieces, end, Role::OrdinalEnd).map(|(_, end)| end);
        if let Some(end) = word.filter(|_| near) {
            return Some(end);
        }
        let dot = self.words.language == Language::German
            && self.pieces.is_mark(end, ".")
            && self.pieces.is_glued(end)
            && self.pieces.is_word(end + 1)
            && self.pieces.lower(at).len() <= 3
            && self.is_determined(at);
        dot.then_some(end + 1)
    }

    fn is_determined(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|before| {
            self.words.find(self.pieces, before, Role::Determiner).is_some_and(|(_, end)| end == at)
        })
    }
}
