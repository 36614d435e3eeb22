//! Into which class of work a segment falls.
//!
//! The classes are those of the field's analyses (memoQ: 101, 100, 95–99, 85–94, 75–84, 50–74, no match). A segment is
//! in one of them, the first of [`Band::ALL`] that holds. So a segment the memory knows whole is never a repetition, as
//! Trados counts (RWS, *Trados repetitions and cross-file repetitions*); memoQ has it as the setting *Repetitions take
//! precedence over 100 %*, switched off. What has nothing to translate is a class of its own, as Phrase's and XTM's
//! *non-translatable*.

use std::collections::BTreeMap;

use tm::lookup::Match;
use tm::score::Score;

/// The lowest score, in per cent, of a match that saves work: below it translators type anew.
pub const LEAST_PERCENT: u16 = 50;

/// A class of work, least work first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// In the memory, between the same neighbours.
    InContext,
    /// In the memory, in any spelling.
    Full,
    /// Nothing but numbers, dates, addresses and marks.
    Fixed,
    /// Stood before in these documents.
    Repetition,
    /// 95 to 99 %: marks, or a number carried over.
    From95,
    /// 85 to 94 %.
    From85,
    /// 75 to 84 %.
    From75,
    /// 50 to 74 %.
    From50,
    /// Nothing in the memory that helps.
    New,
}

impl Band {
    /// Every class in order.
    pub const ALL: [Band; 9] = [
        Band::InContext,
        Band::Full,
        Band::Fixed,
        Band::Repetition,
        Band::From95,
        Band::From85,
        Band::From75,
        Band::From50,
        Band::New,
    ];

    /// The classes a match, or its absence, can put a segment in.
    pub const OF_MATCHES: [Band; 7] =
        [Band::InContext, Band::Full, Band::From95, Band::From85, Band::From75, Band::From50, Band::New];

    /// The class of the best match there is.
    pub fn of(best: Option<&Match>) -> Band {
        best.map_or(Band::New, |best| Band::of_score(best.score))
    }

    /// The class of a score: its whole per cent decide.
    pub fn of_score(score: Score) -> Band {
        match score.whole_percent() {
            101.. => Band::InContext,
            100 => Band::Full,
            95.. => Band::From95,
            85.. => Band::From85,
            75.. => Band::From75,
            LEAST_PERCENT.. => Band::From50,
            _ => Band::New,
        }
    }

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Band::InContext => "in-context",
            Band::Full => "100",
            Band::Fixed => "untranslatable",
            Band::Repetition => "repetition",
            Band::From95 => "95-99",
            Band::From85 => "85-94",
            Band::From75 => "75-84",
            Band::From50 => "50-74",
            Band::New => "new",
        }
    }

    /// The name for people.
    pub fn label(self) -> &'static str {
        match self {
            Band::InContext => "in context",
            Band::Full => "100 %",
            Band::Fixed => "numbers only",
            Band::Repetition => "repetitions",
            Band::From95 => "95\u{2013}99 %",
            Band::From85 => "85\u{2013}94 %",
            Band::From75 => "75\u{2013}84 %",
            Band::From50 => "50\u{2013}74 %",
            Band::New => "new",
        }
    }
}

/// How much text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Segments.
    pub segments: u64,
    /// Words, as [`super::stats::words`] counts them.
    pub words: u64,
    /// Characters, spaces included (Unicode scalar values).
    pub characters: u64,
}

impl Amount {
    /// One segment.
    pub fn of(text: &str) -> Amount {
        Amount { segments: 1, words: super::stats::words(text), characters: text.chars().count() as u64 }
    }

    /// Adds `more`.
    pub fn add(&mut self, more: Amount) {
        self.segments += more.segments;
        self.words += more.words;
        self.characters += more.characters;
    }
}

/// Whole per cent of words, to the nearest.
pub fn percent(part: u64, whole: u64) -> u64 {
    (200 * part + whole).checked_div(2 * whole).unwrap_or(0)
}

/// How much text in each class.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally(BTreeMap<Band, Amount>);

impl Tally {
    /// Adds `more` to a class.
    pub fn add(&mut self, band: Band, more: Amount) {
        self.0.entry(band).or_default().add(more);
    }

    /// Adds another tally.
    pub fn add_all(&mut self, other: &Tally) {
        other.0.iter().for_each(|(band, amount)| self.add(*band, *amount));
    }

    /// How much is in a class.
    pub fn of(&self, band: Band) -> Amount {
        self.0.get(&band).copied().unwrap_or_default()
    }

    /// How much is in all classes.
    pub fn total(&self) -> Amount {
        let mut total = Amount::default();
        self.0.values().for_each(|amount| total.add(*amount));
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_per_cent_decide() {
        let bands = [1010, 1000, 999, 990, 950, 949, 850, 849, 750, 749, 500, 499, 0];
        let bands = bands.map(|score| Band::of_score(Score(score)).as_str());
        let expected = [
            "in-context",
            "100",
            "95-99",
            "95-99",
            "95-99",
            "85-94",
            "85-94",
            "75-84",
            "75-84",
            "50-74",
            "50-74",
            "new",
            "new",
        ];
        assert_eq!(bands, expected);
    }

    #[test]
    fn per_cent_are_rounded_to_the_nearest() {
        assert_eq!([percent(1, 3), percent(2, 3), percent(0, 0), percent(5, 5)], [33, 67, 0, 100]);
    }

    #[test]
    fn classes_are_listed_in_their_order() {
        assert!(Band::ALL.is_sorted() && Band::OF_MATCHES.is_sorted());
    }
}
