//! Numbers in figures: which sign groups the digits and which begins the fraction, by language and shape.

use super::Ambiguity;
use super::decimal::Decimal;
use super::lexicon::{Language, Lexicon, Role};
use super::pieces::{Gap, Pieces};

/// What figures say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Figure {
    Decimal(Decimal),
    Ratio(Decimal, Decimal),
    /// Digits and signs that are no quantity: `20/6/1400`, `1.2.3`, `007`.
    Code(String),
}

/// Figures, the piece behind them and what is doubtful.
#[derive(Debug, Clone)]
pub(crate) struct ReadFigure {
    pub(crate) value: Figure,
    pub(crate) end: usize,
    pub(crate) ambiguity: Option<Ambiguity>,
}

/// More groups than any number has (a googol has 34); bounds the look-ahead.
const MOST_GROUPS: usize = 40;

/// The figures that begin at a piece.
pub(crate) fn figure(pieces: &Pieces, words: &Lexicon, at: usize) -> Option<ReadFigure> {
    if let Some((above, below)) = vulgar(pieces, at) {
        let value = Figure::Ratio(above.into(), below.into());
        return Some(ReadFigure { value, end: at + 1, ambiguity: None });
    }
    if let Some(read) = bare_fraction(pieces, at) {
        return Some(read);
    }
    if !pieces.is_figure(at) {
        return None;
    }
    let shape = Shape::read(pieces, words.language, at);
    let mixed = (at..shape.end()).any(|i| pieces.get(i).is_some_and(|p| p.mixed));
    let mut read = shape.interpret(pieces, words);
    if let (Figure::Decimal(value), Some((above, below))) = (&read.value, vulgar(pieces, read.end))
        && pieces.is_glued(read.end)
        && 100u64.is_multiple_of(below)
    {
        read.value = Figure::Decimal(value.plus(&Decimal::new("", &format!("{:02}", 100 * above / below))));
        read.end += 1;
    }
    read.ambiguity = if mixed { Some(Ambiguity::MixedDigits) } else { read.ambiguity };
    Some(read)
}

/// ٫۵ without the zero in front.
fn bare_fraction(pieces: &Pieces, at: usize) -> Option<ReadFigure> {
    let begins = pieces.typed(at)? == '٫' && pieces.is_figure(at + 1) && pieces.is_glued(at + 1);
    let continues = pieces.is_glued(at) && at.checked_sub(1).is_some_and(|before| pieces.is_figure(before));
    let value = Figure::Decimal(Decimal::new("0", pieces.lower(at + 1)));
    (begins && !continues).then_some(ReadFigure { value, end: at + 2, ambiguity: None })
}

/// ½ and its like.
fn vulgar(pieces: &Pieces, at: usize) -> Option<(u64, u64)> {
    match pieces.typed(at)? {
        '½' => Some((1, 2)),
        '⅓' => Some((1, 3)),
        '⅔' => Some((2, 3)),
        '¼' => Some((1, 4)),
        '¾' => Some((3, 4)),
        '⅕' => Some((1, 5)),
        _ => None,
    }
}

/// Groups of digits and the signs between them.
struct Shape<'t> {
    at: usize,
    groups: Vec<&'t str>,
    signs: Vec<char>,
    /// Places of the pieces behind each group.
    ends: Vec<usize>,
}

impl<'t> Shape<'t> {
    fn read(pieces: &'t Pieces, language: Language, at: usize) -> Shape<'t> {
        let mut shape = Shape { at, groups: vec![pieces.lower(at)], signs: Vec::new(), ends: vec![at + 1] };
        let in_list = at >= 2
            && pieces.is_glued(at)
            && pieces.is_mark(at - 1, ",")
            && pieces.is_glued(at - 1)
            && pieces.is_figure(at - 2);
        while !in_list && shape.groups.len() < MOST_GROUPS {
            let end = shape.end();
            let Some((sign, next)) = shape.sign(pieces, language, end) else { break };
            shape.signs.push(sign);
            shape.groups.push(pieces.lower(next));
            shape.ends.push(next + 1);
        }
        shape
    }

    fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or(self.at + 1)
    }

    /// The sign that joins another group, and the place of the group.
    fn sign(&self, pieces: &Pieces, language: Language, end: usize) -> Option<(char, usize)> {
        if pieces.is_figure(end) {
            let spaced = matches!(language, Language::French | Language::Swedish | Language::German);
            let allowed = match pieces.gap(end)? {
                Gap::Hard => true,
                Gap::Space => spaced,
                Gap::None | Gap::Joiner => false,
            };
            let of_three = pieces.lower(end).len() == 3 && self.groups.first().is_some_and(|g| g.len() <= 3);
            let alone = self.signs.iter().all(|sign| *sign == ' ');
            return (allowed && of_three && alone).then_some((' ', end));
        }
        let sign = match pieces.typed(end)? {
            '٬' => '٬',
            '٫' => '٫',
            _ => match pieces.lower(end) {
                "," => ',',
                "." => '.',
                "/" => '/',
                "'" => '\'',
                ":" => ':',
                _ => return None,
            },
        };
        (pieces.is_glued(end) && pieces.is_figure(end + 1) && pieces.is_glued(end + 1))
            .then_some((sign, end + 1))
    }

    /// Whether the groups up to `count` are those of thousands.
    fn are_thousands(&self, count: usize) -> bool {
        let first = self.groups.first().is_some_and(|g| g.len() <= 3 && *g != "0");
        first && self.groups.iter().take(count).skip(1).all(|g| g.len() == 3)
    }

    fn joined(&self, count: usize) -> String {
        self.groups.iter().take(count).copied().collect()
    }

    fn whole(&self, count: usize) -> ReadFigure {
        let value = Figure::Decimal(Decimal::new(&self.joined(count), ""));
        let end = self.ends.get(count.saturating_sub(1)).copied().unwrap_or(self.at + 1);
        ReadFigure { value, end, ambiguity: None }
    }

    /// All groups but the last are the whole part.
    fn fraction(&self) -> ReadFigure {
        let count = self.groups.len() - 1;
        let last = self.groups.last().copied().unwrap_or("");
        let value = Figure::Decimal(Decimal::new(&self.joined(count), last));
        ReadFigure { value, end: self.end(), ambiguity: None }
    }

    fn code(&self, pieces: &Pieces) -> ReadFigure {
        let value = Figure::Code(pieces.text(self.at, self.end()).to_owned());
        ReadFigure { value, end: self.end(), ambiguity: None }
    }

    fn interpret(&self, pieces: &Pieces, words: &Lexicon) -> ReadFigure {
        let first = self.groups.first().copied().unwrap_or("");
        match self.signs.as_slice() {
            [] if first.len() > 1 && first.starts_with('0') => self.code(pieces),
            [] => self.whole(1),
            [sign] => self.one_sign(*sign, pieces, words),
            [groups @ .., last] => {
                let same = groups.iter().all(|sign| groups.first() == Some(sign));
                let grouping =
                    same && groups.first().is_some_and(|s| matches!(s, ',' | '.' | '٬' | '\'' | ' '));
                let all = self.groups.len();
                let money = words.language == Language::Persian && is_money(pieces, words, self.end());
                if money && same && groups.first() == Some(last) && *last == '/' && self.are_thousands(all) {
                    return self.whole(all);
                }
                if grouping && groups.first() == Some(last) && self.are_thousands(all) {
                    self.whole(all)
                } else if grouping
                    && groups.first() != Some(last)
                    && matches!(last, '.' | ',' | '٫' | '/')
                    && self.are_thousands(all - 1)
                {
                    self.fraction()
                } else if self.signs.contains(&',') || self.signs.contains(&'٬') {
                    self.whole(1)
                } else if self.signs.contains(&' ') {
                    self.whole(self.signs.iter().take_while(|sign| **sign == ' ').count() + 1)
                } else {
                    self.code(pieces)
                }
            }
        }
    }

    fn one_sign(&self, sign: char, pieces: &Pieces, words: &Lexicon) -> ReadFigure {
        let thousands = self.are_thousands(2);
        let either = |read: ReadFigure| ReadFigure { ambiguity: Some(Ambiguity::GroupOrFraction), ..read };
        let grouped = || self.whole(2);
        match (sign, words.language) {
            // Parts of a toman are not paid and nobody writes three zeros behind a decimal sign: it groups thousands.
            ('٫' | '/', Language::Persian)
                if thousands
                    && (is_money(pieces, words, self.end())
                        || self.groups.get(1) == Some(&"000") && !is_scaled(pieces, words, self.end())) =>
            {
                either(grouped())
            }
            ('٫', _) => self.fraction(),
            ('٬' | '\'' | ' ', _) => {
                if thousands {
                    grouped()
                } else {
                    self.whole(1)
                }
            }
            ('.', Language::German | Language::French | Language::Swedish) if thousands => grouped(),
            ('.', Language::Persian) if thousands => {
                if is_one_of(pieces, words, self.end(), &[Role::Scale, Role::Percent]) {
                    either(self.fraction())
                } else {
                    either(grouped())
                }
            }
            ('.', _) => self.fraction(),
            (',', Language::German | Language::French | Language::Swedish) if thousands => {
                either(self.fraction())
            }
            (',', Language::German | Language::French | Language::Swedish) => self.fraction(),
            (',', _) => {
                if thousands {
                    grouped()
                } else {
                    either(self.fraction())
                }
            }
            ('/', _) => self.slash(pieces, words),
            _ => self.code(pieces),
        }
    }

    /// ۱/۵ is a fifth before what is divided, one and a half before a scale, a percent sign or a unit.
    fn slash(&self, pieces: &Pieces, words: &Lexicon) -> ReadFigure {
        let parts = (self.groups.first().copied().unwrap_or(""), self.groups.get(1).copied().unwrap_or(""));
        let (above, below) = (Decimal::new(parts.0, ""), Decimal::new(parts.1, ""));
        let persian = words.language == Language::Persian;
        let unsure = |read: ReadFigure| ReadFigure { ambiguity: Some(Ambiguity::RatioOrFraction), ..read };
        let date = parts.0.len() > 3 || parts.0.len() > 1 && parts.0.starts_with('0');
        if date {
            return self.code(pieces);
        }
        if persian
            && (is_scaled(pieces, words, self.end())
                || parts.1.starts_with('0')
                || above >= below
                || above.is_zero())
        {
            return unsure(self.fraction());
        }
        // A part of more than a hundred is no everyday fraction but a number of a file.
        if above < below && parts.1.len() <= 3 {
            let read = ReadFigure { value: Figure::Ratio(above, below), end: self.end(), ambiguity: None };
            return if persian { unsure(read) } else { read };
        }
        self.code(pieces)
    }
}

/// Whether toman, rial and their like follow.
fn is_money(pieces: &Pieces, words: &Lexicon, at: usize) -> bool {
    let coin = |value: &str| matches!(value, "toman" | "rial");
    words.at(pieces, at).any(|e| e.role == Role::Currency && coin(e.value))
}

fn is_scaled(pieces: &Pieces, words: &Lexicon, at: usize) -> bool {
    is_one_of(pieces, words, at, &[Role::Scale, Role::Percent, Role::Unit, Role::Currency, Role::Symbol])
}

fn is_one_of(pieces: &Pieces, words: &Lexicon, at: usize, roles: &[Role]) -> bool {
    words.at(pieces, at).any(|e| roles.contains(&e.role))
}
