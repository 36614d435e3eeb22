//! The words of dates: rows of `data/date/words.tsv`, folded once for each language.

use std::sync::OnceLock;

use super::calendar::Calendar;
use crate::lang::Lang;
use crate::listed::ListedMap;
use crate::text::fold::{ZWNJ, fold_text};

/// What a word can be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    Month(Month),
    Weekday(u8),
    Season(u8),
    Cardinal(u32),
    Ordinal(u32),
    /// Letters after figures that make an ordinal: ام, th, er.
    Suffix,
    Year,
    YearKind,
    MonthWord,
    /// Before its number: دهه, années.
    Decade,
    /// Right after its number: s, er, talet.
    DecadeSuffix,
    DecadeTail,
    Range,
    From,
    And,
    Era(Calendar),
    EraWord,
    Clock,
    ClockAfter,
    /// A number word that is an hour beside a word for the clock, and no number of a date elsewhere.
    Hour(u8),
    DayPart(DayPart),
    Minutes(u8),
    MinuteWord,
    /// After a number it makes a count of it.
    Unit,
    /// After a month word it makes it the ordinary word.
    NounFollows,
    Closed,
    Before,
    /// Before a month without a day, a part of which it names: پایان آذر.
    MonthCue,
    Of,
    /// Inside the parenthesis that a rendering adds.
    Note,
    /// Before a month: which part of it.
    MonthPart(MonthPart),
    /// A word for several years: سال\u{200C}های.
    Years,
    /// Behind its year: 1979 års.
    YearAfter,
    /// Before a year that nothing else marks: انقلاب ۱۳۵۷.
    YearNoun(Certainty),
    /// Before a number that is no year: شماره, ماده.
    NumberHead,
    /// Before a date that names a street or a square.
    PlaceHead(PlaceHead),
    /// Behind such a date.
    PlaceTail,
    /// A day with a name of its own: month and day.
    NamedDay(u8, u8),
    /// A decade in one word or two: seventies, siebziger Jahre.
    DecadeName(u32),
    /// It makes a decade of two figures too.
    ShortDecade,
    /// Minutes added to the hour that follows: half past, halb.
    HourShift(i8),
    /// An hour word that leaves no doubt: midi.
    Noon,
}

/// Which part of a month a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MonthPart {
    /// No day is its first or its last.
    Vague,
    /// First and last day, 31 for the end.
    Days(u8, u8),
}

/// How far a noun makes years of the figures behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Of two figures as well.
    TwoFigures,
    /// Of four figures that count nothing known.
    FourFigures,
    /// Of four figures only where nothing follows that they could count.
    AtTheEnd,
}

/// Which dates a place is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceHead {
    /// Any date.
    Any,
    /// Those that are commemorated: the place may also be where something happened that day.
    Commemorated,
}

/// A month as a word names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    pub calendar: Calendar,
    pub number: u8,
    pub strength: Strength,
}

/// How far a month word needs evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// ماه is glued on.
    Sure,
    /// Nothing but a month.
    Clear,
    /// Also a word: needs a day, a year or ماه.
    Word,
    /// Mostly a word: needs a year, ماه or a day of the week.
    Rare,
    /// Also the prefix or auxiliary of a verb: what follows must not be one.
    Verb,
}

/// Part of the day, for hours counted to twelve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Noon,
    Afternoon,
    Night,
    AfterNoon12,
}

/// The languages whose dates are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Persian,
    English,
    German,
    French,
    Swedish,
    Other,
}

impl Tongue {
    pub(super) fn of(lang: &Lang) -> Tongue {
        match lang.primary() {
            "fa" | "prs" => Tongue::Persian,
            "en" => Tongue::English,
            "de" => Tongue::German,
            "fr" => Tongue::French,
            "sv" => Tongue::Swedish,
            _ => Tongue::Other,
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Tongue::Persian => "fa",
            Tongue::English => "en",
            Tongue::German => "de",
            Tongue::French => "fr",
            Tongue::Swedish => "sv",
            Tongue::Other => "",
        }
    }
}

/// Words after the first of a phrase, and what the phrase can be.
type Phrase = (Vec<String>, Vec<Sense>);

/// The words of one language.
pub(super) struct Lexicon {
    /// By first word; longest phrase first.
    phrases: ListedMap<String, Vec<Phrase>>,
}

impl Lexicon {
    pub(super) fn get(tongue: Tongue) -> &'static Lexicon {
        static PERSIAN: OnceLock<Lexicon> = OnceLock::new();
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        static GERMAN: OnceLock<Lexicon> = OnceLock::new();
        static FRENCH: OnceLock<Lexicon> = OnceLock::new();
        static SWEDISH: OnceLock<Lexicon> = OnceLock::new();
        static OTHER: OnceLock<Lexicon> = OnceLock::new();
        let slot = match tongue {
            Tongue::Persian => &PERSIAN,
            Tongue::English => &ENGLISH,
            Tongue::German => &GERMAN,
            Tongue::French => &FRENCH,
            Tongue::Swedish => &SWEDISH,
            Tongue::Other => &OTHER,
        };
        slot.get_or_init(|| Lexicon::read(tongue))
    }

    fn read(tongue: Tongue) -> Lexicon {
        let mut lexicon = Lexicon { phrases: ListedMap::default() };
        for row in rows_for(tongue) {
            if let Some(sense) = row.sense() {
                lexicon.add(row.word, sense);
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        lexicon
    }

    fn add(&mut self, word: &str, sense: Sense) {
        let folded = fold_text(word).to_lowercase();
        let mut words = folded.split([' ', ZWNJ, '-', '\'', '.']).filter(|w| !w.is_empty()).map(String::from);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let phrases = self.phrases.entry(first).or_default();
        match phrases.iter_mut().find(|(other, _)| *other == rest) {
            Some((_, senses)) => senses.push(sense),
            None => phrases.push((rest, vec![sense])),
        }
    }

    /// The phrases that begin with a word.
    pub(super) fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// What a single word can be.
    pub(super) fn senses(&self, word: &str) -> &[Sense] {
        let alone = self.phrases(word).iter().find(|(rest, _)| rest.is_empty());
        alone.map_or(&[], |(_, senses)| senses.as_slice())
    }
}

/// The words a rendering writes: for each sense the first row of its language.
pub(super) fn written(tongue: Tongue, sense: &str, value: u8) -> &'static str {
    let number = value.to_string();
    let mut fits = rows_for(tongue)
        .filter(|row| row.sense == sense && row.value.split(' ').next() == Some(number.as_str()));
    fits.next().map_or("", |row| row.word)
}

struct Row {
    word: &'static str,
    sense: &'static str,
    value: &'static str,
}

const TABLE: &str = include_str!("../../../data/date/words.tsv");

/// The rows of a language.
fn rows_for(tongue: Tongue) -> impl Iterator<Item = Row> {
    let is_latin = !matches!(tongue, Tongue::Persian | Tongue::Other);
    let rows = TABLE.lines().skip(1).filter_map(|row| row.split_once('\t'));
    let rows = rows.filter(move |(lang, _)| *lang == tongue.tag() || is_latin && *lang == "latin");
    rows.filter_map(|(_, row)| Row::of(row))
}

impl Row {
    /// Of what stands behind the language.
    fn of(cells: &'static str) -> Option<Row> {
        let mut cells = cells.split('\t');
        Some(Row { word: cells.next()?, sense: cells.next()?, value: cells.next()? })
    }

    fn sense(&self) -> Option<Sense> {
        let number = || self.value.parse::<u32>().ok();
        let small = || self.value.parse::<u8>().ok();
        Some(match self.sense {
            "solar" => Sense::Month(self.month(Calendar::Solar)?),
            "gregorian" => Sense::Month(self.month(Calendar::Gregorian)?),
            "lunar" => Sense::Month(self.month(Calendar::Lunar)?),
            "weekday" => Sense::Weekday(small()?),
            "season" => Sense::Season(small()?),
            "cardinal" => Sense::Cardinal(number()?),
            "ordinal" => Sense::Ordinal(number()?),
            "suffix" => Sense::Suffix,
            "year" => Sense::Year,
            "year-kind" => Sense::YearKind,
            "month-word" => Sense::MonthWord,
            "decade" => Sense::Decade,
            "decade-suffix" => Sense::DecadeSuffix,
            "decade-tail" => Sense::DecadeTail,
            "range" => Sense::Range,
            "from" => Sense::From,
            "and" => Sense::And,
            "era" => Sense::Era(calendar(self.value)?),
            "era-word" => Sense::EraWord,
            "clock" | "at" => Sense::Clock,
            "clock-after" => Sense::ClockAfter,
            "hour" => Sense::Hour(small()?),
            "day-part" => Sense::DayPart(day_part(self.value)?),
            "minutes" => Sense::Minutes(small()?),
            "minute-word" => Sense::MinuteWord,
            "unit" => Sense::Unit,
            "noun-follows" => Sense::NounFollows,
            "closed" => Sense::Closed,
            "before" => Sense::Before,
            "month-cue" => Sense::MonthCue,
            "of" => Sense::Of,
            "note" => Sense::Note,
            "month-part" => Sense::MonthPart(self.month_part()?),
            "years" => Sense::Years,
            "year-after" => Sense::YearAfter,
            "year-noun" => Sense::YearNoun(certainty(self.value)?),
            "number-head" => Sense::NumberHead,
            "place-head" => Sense::PlaceHead(match self.value {
                "any" => PlaceHead::Any,
                "commemorated" => PlaceHead::Commemorated,
                _ => return None,
            }),
            "place-tail" => Sense::PlaceTail,
            "named-day" => {
                let (month, day) = self.pair()?;
                Sense::NamedDay(month, day)
            }
            "decade-name" => Sense::DecadeName(number()?),
            "decade-short" => Sense::ShortDecade,
            "noon" => Sense::Noon,
            "hour-shift" => Sense::HourShift(self.value.parse().ok()?),
            _ => return None,
        })
    }

    fn pair(&self) -> Option<(u8, u8)> {
        let (first, second) = self.value.split_once(' ')?;
        Some((first.parse().ok()?, second.parse().ok()?))
    }

    fn month_part(&self) -> Option<MonthPart> {
        if self.value == "vague" {
            return Some(MonthPart::Vague);
        }
        self.pair().map(|(first, last)| MonthPart::Days(first, last))
    }

    fn month(&self, calendar: Calendar) -> Option<Month> {
        let (number, strength) = self.value.split_once(' ').unwrap_or((self.value, ""));
        let strength = match strength {
            "" => Strength::Clear,
            "sure" => Strength::Sure,
            "word" => Strength::Word,
            "rare" => Strength::Rare,
            "verb" => Strength::Verb,
            _ => return None,
        };
        Some(Month { calendar, number: number.parse().ok()?, strength })
    }
}

fn certainty(name: &str) -> Option<Certainty> {
    Some(match name {
        "two-figures" => Certainty::TwoFigures,
        "four-figures" => Certainty::FourFigures,
        "at-the-end" => Certainty::AtTheEnd,
        _ => return None,
    })
}

fn calendar(name: &str) -> Option<Calendar> {
    Some(match name {
        "solar" => Calendar::Solar,
        "gregorian" => Calendar::Gregorian,
        "lunar" => Calendar::Lunar,
        _ => return None,
    })
}

fn day_part(name: &str) -> Option<DayPart> {
    Some(match name {
        "morning" => DayPart::Morning,
        "noon" => DayPart::Noon,
        "afternoon" => DayPart::Afternoon,
        "night" => DayPart::Night,
        "pm" => DayPart::AfterNoon12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_has_its_reason() {
        let mut seen = std::collections::HashSet::new();
        for line in TABLE.lines().skip(1) {
            let cells: Vec<_> = line.split('\t').collect();
            assert!(cells.len() == 5 && cells[4].len() > 3, "{line}");
            assert!(seen.insert((cells[0], cells[1], cells[2])), "{line} stands twice");
        }
        for line in TABLE.lines().skip(1) {
            let row = line.split_once('\t').and_then(|(_, row)| Row::of(row));
            assert!(row.is_some_and(|row| row.sense().is_some()), "{line}");
        }
    }

    #[test]
    fn every_language_writes_all_its_names() {
        for tongue in [Tongue::English, Tongue::German, Tongue::French, Tongue::Swedish] {
            for (sense, last) in
                [("solar", 12), ("gregorian", 12), ("lunar", 12), ("weekday", 7), ("season", 4)]
            {
                for value in 1..=last {
                    assert!(!written(tongue, sense, value).is_empty(), "{tongue:?} {sense} {value}");
                }
            }
        }
    }
}
