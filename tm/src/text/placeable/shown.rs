//! Placeables as they are shown: one for each expression, with the kind and value other programs read.
//!
//! Kinds and values: dates by calendar (`date-sh`, `monthday-sh`, `month-sh`, `year-sh`, `season-sh`, `decade-sh`,
//! `interval-sh`; `-greg`, `-lh`) as ISO 8601 with inclusive intervals; `percent` (`50%`), `currency` (`IRT 10000000`),
//! `duration` (`P40Y`), `duration-vague` (`P20Y/P30Y`), `identifier` (`C087;C098`). What is not certain has a doubt, what
//! is unknown no value.

use super::render::{self, words};
use super::{Content, Kind, Placeable};
use crate::lang::Lang;
use crate::span::{Chars, Span};
use crate::text::date::{Ambiguity, Calendar, DateValue, StatedDate};
use crate::text::number::{Amount, Decimal, Measure, Number};
use crate::text::{ZWNJ, fold};

/// An expression of a text that is carried over by value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Where it stands in the source.
    pub span: Span<Chars>,
    /// Its kind.
    pub kind: String,
    /// Its value; nothing where there is none, such as the 31st of a month of 30 days.
    pub value: Option<String>,
    /// `about`, `more than` …
    pub qualifier: Option<&'static str>,
    /// What a reader could take otherwise.
    pub doubts: Vec<&'static str>,
    pub(super) parts: Vec<Placeable>,
    pub(super) is_ago: bool,
    /// An account as it is typed, with ASCII digits: its groups are read as they stand.
    pub(super) written: Option<String>,
}

impl Shown {
    /// How it is written in English, German, French or Swedish; nothing where that is not certain, or for another language.
    pub fn render(&self, lang: &Lang) -> Option<String> {
        render::render(self, lang)
    }
}

/// The placeables of a text, those of one list as one: مقاوله\u{200C}نامه\u{200C}های ۸۷ و ۹۸.
pub fn shown(text: &str, placeables: &[Placeable]) -> Vec<Shown> {
    let letters: Vec<char> = text.chars().collect();
    let mut found: Vec<Shown> = Vec::new();
    for placeable in placeables {
        match found.last_mut() {
            Some(last) if continues(last, placeable, &letters) => {
                last.span = Span::new(last.span.start, placeable.span.end);
                last.parts.push(placeable.clone());
            }
            _ => found.push(one(placeable, &letters)),
        }
    }
    // Of a list only when it is whole: it can be as long as the text.
    found.iter_mut().for_each(|one| one.value = value(&one.parts, &one.kind));
    found
}

/// Most letters between two numbers of a list: a comma, "and", spaces.
const JOINT: usize = 6;

/// Whether a number goes on with the list before it, without a word of its own for what it names.
fn continues(last: &Shown, next: &Placeable, letters: &[char]) -> bool {
    let lists = matches!(next.kind, Kind::Article | Kind::Note | Kind::Clause | Kind::Convention);
    let same = last.parts.last().is_some_and(|part| part.kind == next.kind);
    let bare = letters.get(next.span.start).is_some_and(|c| c.is_numeric() || *c == 'C');
    lists && same && bare && next.span.start.saturating_sub(last.span.end) <= JOINT
}

fn one(placeable: &Placeable, letters: &[char]) -> Shown {
    let parts = vec![placeable.clone()];
    let kind = kind(placeable);
    let is_ago = kind == "duration" || kind == "duration-vague";
    let ago = is_ago.then(|| ago(letters, placeable.span.end)).flatten();
    let qualifier = match &placeable.content {
        Content::Number(number) => number.qualifier.map(|q| q.name()),
        _ => None,
    };
    let mut doubts = placeable.doubts();
    let covered = letters.get(placeable.span.start..placeable.span.end).unwrap_or_default();
    if covered.iter().any(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')) {
        doubts.push("hidden-direction");
    }
    Shown {
        span: Span::new(placeable.span.start, ago.unwrap_or(placeable.span.end)),
        value: None,
        kind,
        qualifier,
        doubts,
        parts,
        is_ago: ago.is_some(),
        written: (placeable.kind == Kind::Account).then(|| written(covered)),
    }
}

/// What is typed, on one line, with the digits of all languages.
fn written(letters: &[char]) -> String {
    let typed: String = letters.iter().collect();
    let plain: String = fold(&typed).as_str().chars().filter(|c| *c != ZWNJ).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The end of قبل or پیش behind a span of time, unless it says before what.
fn ago(letters: &[char], end: usize) -> Option<usize> {
    let mut words = WordsFrom { letters, at: end };
    let (word, after) = words.next()?;
    let before_what = words.next().is_some_and(|(next, _)| next == "از");
    (matches!(word.as_str(), "قبل" | "پیش") && !before_what).then_some(after)
}

/// Words of a text from a place on, folded, while only spaces part them.
struct WordsFrom<'t> {
    letters: &'t [char],
    at: usize,
}

impl Iterator for WordsFrom<'_> {
    type Item = (String, usize);

    fn next(&mut self) -> Option<(String, usize)> {
        let rest = self.letters.get(self.at..)?;
        let skipped = rest.iter().take_while(|c| c.is_whitespace() || **c == ZWNJ).count();
        let word: String = rest.iter().skip(skipped).take_while(|c| c.is_alphabetic()).collect();
        self.at += skipped + word.chars().count();
        (!word.is_empty()).then(|| (fold(&word).as_str().to_owned(), self.at))
    }
}

fn kind(placeable: &Placeable) -> String {
    match &placeable.content {
        Content::Date(date) => date_kind(&date.value),
        Content::Number(number) if duration(number).is_some() => match number.amount {
            Amount::Range(..) => "duration-vague".to_owned(),
            _ => "duration".to_owned(),
        },
        _ => match placeable.kind {
            Kind::Money => "currency".to_owned(),
            Kind::Article | Kind::Clause | Kind::Note | Kind::Convention | Kind::Code => {
                "identifier".to_owned()
            }
            kind => kind.as_str().to_owned(),
        },
    }
}

fn date_kind(value: &DateValue) -> String {
    let of = |name: &str, calendar: Calendar| {
        let calendar = match calendar {
            Calendar::Solar => "sh",
            Calendar::Gregorian => "greg",
            Calendar::Lunar => "lh",
        };
        format!("{name}-{calendar}")
    };
    match *value {
        DateValue::Date { date, .. } | DateValue::Impossible(date) => of(stated_kind(date), date.calendar),
        DateValue::Interval { first, .. } => of("interval", first.calendar),
        DateValue::Season { calendar, .. } => of("season", calendar),
        DateValue::Decades { calendar, .. } => of("decade", calendar),
        DateValue::Time(_) => "time".to_owned(),
        DateValue::Times(..) => "time-interval".to_owned(),
        DateValue::Weekday(_) => "weekday".to_owned(),
    }
}

fn stated_kind(date: StatedDate) -> &'static str {
    match (date.year, date.month, date.day) {
        (None, _, Some(_)) if date.calendar != Calendar::Gregorian => "monthday",
        (_, _, Some(_)) => "date",
        (_, Some(_), None) => "month",
        (_, None, None) => "year",
    }
}

/// The value of an expression, of a list with semicolons.
fn value(parts: &[Placeable], kind: &str) -> Option<String> {
    let each: Option<Vec<String>> = parts.iter().map(|part| part_value(part, kind)).collect();
    each.map(|values| values.join(";"))
}

fn part_value(placeable: &Placeable, kind: &str) -> Option<String> {
    match &placeable.content {
        Content::Date(date) if date.ambiguity.contains(&Ambiguity::Impossible) => None,
        Content::Number(number) => Some(number_value(number, kind)),
        _ => Some(match placeable.kind {
            Kind::Convention => format!("C{:0>3}", placeable.value),
            kind @ (Kind::Article | Kind::Clause | Kind::Note) => {
                format!("{} {}", kind.as_str(), placeable.value)
            }
            _ => placeable.value.clone(),
        }),
    }
}

fn number_value(number: &Number, kind: &str) -> String {
    let amount = number.amount.to_string();
    match number.measure {
        _ if kind.starts_with("duration") => duration(number).unwrap_or(amount),
        Measure::Percent => format!("{amount}%"),
        Measure::Money(name) => match words(name).map(|w| w.code).filter(|code| !code.is_empty()) {
            Some(code) => format!("{code} {amount}"),
            None => format!("{name} {amount}"),
        },
        Measure::Unit(unit) => format!("{amount} {unit}"),
        Measure::Count | Measure::Ordinal => amount,
    }
}

/// A span of time as ISO 8601-1:2019 writes it; a vague one as two of them.
fn duration(number: &Number) -> Option<String> {
    let Measure::Unit(unit) = number.measure else { return None };
    let pattern = words(unit)?.code;
    let (before, after) = pattern.strip_prefix('P').and_then(|p| p.split_once('1'))?;
    let zeros = after.bytes().take_while(|b| *b == b'0').count();
    let sign = after.trim_start_matches('0');
    let write = |value: &Decimal| format!("P{before}{}{sign}", value.shifted(zeros));
    match &number.amount {
        Amount::Single(value) => Some(write(value)),
        Amount::Range(from, to) => Some(format!("{}/{}", write(from), write(to))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::placeable::placeables;

    fn seen(text: &str, target: &str) -> Vec<String> {
        let text = text.replace('~', "\u{200C}");
        let target = Lang::parse(target).unwrap();
        let found = shown(&text, &placeables(&text, &Lang::persian()));
        let write = |s: &Shown| {
            let covered: String = text.chars().skip(s.span.start).take(s.span.len()).collect();
            let value = s.value.as_deref().unwrap_or("?");
            format!("{covered} | {} {value} | {}", s.kind, s.render(&target).unwrap_or("?".to_owned()))
        };
        found.iter().map(write).collect()
    }

    #[test]
    fn expressions_have_the_kinds_values_and_renderings_of_the_contract() {
        for (text, target, expected) in [
            ("دستمزدها ۳۵ درصد کم شد.", "en", "۳۵ درصد | percent 35% | 35%"),
            ("دستمزدها ٪۳۵ کم شد.", "de", "٪۳۵ | percent 35% | 35 %"),
            (
                "پانزده میلیون تومان طلب دارند.",
                "en",
                "پانزده میلیون تومان | currency IRT 15000000 | 15 million tomans",
            ),
            (
                "۲ میلیون و ۲۵۰ هزار تومان",
                "de",
                "۲ میلیون و ۲۵۰ هزار تومان | currency IRT 2250000 | 2,25 Millionen Toman",
            ),
            ("یک میلیون ریال پرداختند", "fr", "یک میلیون ریال | currency IRR 1000000 | 1 million de rials"),
            ("۸۰۰ هزار ریال پرداختند", "fr", "۸۰۰ هزار ریال | currency IRR 800000 | 800\u{202F}000 rials"),
            ("۱۲۰ کرون گرفتند", "sv", "۱۲۰ کرون | currency krona 120 | 120 kronor"),
            ("۱۲ هزار کارگر", "en", "۱۲ هزار | number 12000 | 12,000"),
            ("۱۲ هزار کارگر", "sv", "۱۲ هزار | number 12000 | 12\u{A0}000"),
            ("۳۰ سال پیش کارخانه باز شد.", "en", "۳۰ سال پیش | duration P30Y | 30 years ago"),
            ("۳۰ سال پیش کارخانه باز شد.", "de", "۳۰ سال پیش | duration P30Y | vor 30 Jahren"),
            ("سه ماه پیش از عید", "en", "سه ماه | duration P3M | 3 months"),
            ("سه چهار دهه گذشته", "en", "سه چهار دهه | duration-vague P30Y/P40Y | three or four decades"),
            ("دو ساعت تجمع کردند", "fr", "دو ساعت | duration PT2H | 2 heures"),
            (
                "مقاوله~نامه~های ۲۹ و ۱۰۵",
                "en",
                "مقاوله\u{200C}نامه\u{200C}های ۲۹ و ۱۰۵ | identifier C029;C105 | Conventions Nos. 29 and 105",
            ),
            ("ماده ۲۷ قانون کار", "sv", "ماده ۲۷ | identifier article 27 | artikel 27"),
            ("حدود ۳۰ سال پیش", "fr", "حدود ۳۰ سال پیش | duration P30Y | il y a environ 30 ans"),
            ("بیش از ۵ هزار نفر", "de", "بیش از ۵ هزار | number 5000 | mehr als 5.000"),
            ("ده~ها کارگر آمدند", "de", "ده\u{200C}ها | indefinite 10s | Dutzende"),
            ("برای سومین بار", "en", "سومین | ordinal 3 | 3rd"),
            ("۳۱ مهر ۱۴۰۱", "en", "۳۱ مهر ۱۴۰۱ | date-sh ? | 31 Mehr 1401 (no such day)"),
            ("۸ آوریل", "de", "۸ آوریل | date-greg --04-08 | 8. April"),
            ("ساعت ۹:۳۰ صبح", "de", "ساعت ۹:۳۰ صبح | time T09:30 | 09:30 Uhr"),
        ] {
            assert_eq!(seen(text, target), [expected], "{text}");
        }
    }

    #[test]
    fn what_hides_the_order_of_figures_is_told() {
        let text = "۱\u{202E}۲۳\u{202C}۴ تومان";
        let found = shown(text, &placeables(text, &Lang::persian()));
        assert_eq!(found.iter().map(|s| s.doubts.as_slice()).collect::<Vec<_>>(), [["hidden-direction"]]);
    }

    #[test]
    fn a_measure_covers_no_more_than_its_unit() {
        assert_eq!(seen("۵ تن گندم رسید.", "en"), ["۵ تن | quantity 5 t | 5 tonnes"]);
    }

    #[test]
    fn what_cannot_be_written_with_certainty_is_not_written() {
        assert_eq!(seen("بند ۳", "en"), ["بند ۳ | identifier clause 3 | ?"]);
        assert_eq!(seen("۱۲ هزار کارگر", "tr"), ["۱۲ هزار | number 12000 | ?"]);
    }

    #[test]
    fn an_account_is_written_as_it_is_typed() {
        let english = Lang::parse("en").unwrap();
        let rendered = |text: &str| -> Vec<String> {
            let found = shown(text, &placeables(text, &Lang::persian()));
            found.iter().filter_map(|one| one.render(&english)).collect()
        };
        assert_eq!(rendered("شماره حساب: ۷۷۳۱-۲۰۰۴"), ["7731-2004"]);
        assert_eq!(rendered("شماره حساب: ۷۷۳۱"), ["7731"]);
        assert_eq!(rendered("شماره کارت ۶۰۳۷ ۹۹۱۸ است."), ["6037 9918"]);
        assert_eq!(rendered("تلفن: ۴۴۱۸"), ["4418"]);
        assert_eq!(rendered("از ۷۷۳۱ تا ۸۰۰۴ کارگر"), ["7,731–8,004"]);
    }
}
