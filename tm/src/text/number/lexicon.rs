//! The words of numbers, units and currencies of a language: `data/number/*.tsv`.

use std::sync::OnceLock;

use super::glued;
use super::pieces::Pieces;
use crate::lang::Lang;
use crate::listed::ListedMap;
use crate::text::fold::is_plain_word;

/// The languages whose words are read; of others only figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Persian,
    English,
    German,
    French,
    Swedish,
    Other,
}

/// What a word does in a number; the names are those of the column `role`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    One,
    Article,
    Cardinal,
    Guarded,
    Decimal,
    Hundred,
    Scale,
    Ordinal,
    OrdinalOnly,
    OrdinalEnd,
    Part,
    Half,
    HalfOf,
    AndHalf,
    Indefinite,
    IndefinitePlural,
    Several,
    Some,
    Of,
    About,
    Qualifier,
    QualifierAfter,
    Percent,
    To,
    Change,
    And,
    Or,
    From,
    Between,
    Negative,
    For,
    Ago,
    Determiner,
    Currency,
    Unit,
    Symbol,
    Adjective,
    Counter,
    Fixed,
    Identifier,
    NumberWord,
    CodeCue,
    AccountCue,
    Point,
    Numbered,
}

/// Roles a number can begin with.
const STARTS: [Role; 21] = [
    Role::One,
    Role::Article,
    Role::Cardinal,
    Role::Guarded,
    Role::Decimal,
    Role::Hundred,
    Role::Scale,
    Role::Ordinal,
    Role::OrdinalOnly,
    Role::Half,
    Role::HalfOf,
    Role::Indefinite,
    Role::IndefinitePlural,
    Role::Several,
    Role::Some,
    Role::Qualifier,
    Role::From,
    Role::Between,
    Role::Negative,
    Role::Currency,
    Role::Percent,
];

impl Role {
    /// The bit of a role among others.
    fn bit(self) -> u64 {
        1 << (self as u32)
    }

    /// Whether a number can begin with one of these roles.
    pub(crate) fn starts(roles: u64) -> bool {
        STARTS.iter().fold(0, |bits, role| bits | role.bit()) & roles != 0
    }

    fn parse(name: &str) -> Option<Role> {
        Some(match name {
            "one" => Role::One,
            "article" => Role::Article,
            "cardinal" => Role::Cardinal,
            "guarded" => Role::Guarded,
            "decimal" => Role::Decimal,
            "hundred" => Role::Hundred,
            "scale" => Role::Scale,
            "ordinal" => Role::Ordinal,
            "ordinal-only" => Role::OrdinalOnly,
            "ordinal-end" => Role::OrdinalEnd,
            "part" => Role::Part,
            "half" => Role::Half,
            "half-of" => Role::HalfOf,
            "and-half" => Role::AndHalf,
            "indefinite" => Role::Indefinite,
            "indefinite-plural" => Role::IndefinitePlural,
            "several" => Role::Several,
            "some" => Role::Some,
            "of" => Role::Of,
            "about" => Role::About,
            "qualifier" => Role::Qualifier,
            "qualifier-after" => Role::QualifierAfter,
            "percent" => Role::Percent,
            "to" => Role::To,
            "change" => Role::Change,
            "and" => Role::And,
            "or" => Role::Or,
            "from" => Role::From,
            "between" => Role::Between,
            "negative" => Role::Negative,
            "for" => Role::For,
            "ago" => Role::Ago,
            "determiner" => Role::Determiner,
            "currency" => Role::Currency,
            "unit" => Role::Unit,
            "symbol" => Role::Symbol,
            "adjective" => Role::Adjective,
            "counter" => Role::Counter,
            "fixed" => Role::Fixed,
            "identifier" => Role::Identifier,
            "number-word" => Role::NumberWord,
            "code-cue" => Role::CodeCue,
            "account-cue" => Role::AccountCue,
            "point" => Role::Point,
            "numbered" => Role::Numbered,
            _ => return None,
        })
    }
}

/// A word or phrase with one role; `rest` are the pieces behind its first.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) role: Role,
    /// The number of a row with digits, else 0.
    pub(crate) number: u64,
    pub(crate) value: &'static str,
    rest: Box<[Box<str>]>,
}

impl Entry {
    /// How many pieces it takes.
    pub(crate) fn len(&self) -> usize {
        self.rest.len() + 1
    }
}

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) language: Language,
    entries: ListedMap<Box<str>, Vec<Entry>>,
    /// Bit of each first letter that some word has, so that most words need no look-up.
    firsts: Vec<u64>,
}

static DATA: [(&str, Language, &str); 6] = [
    ("fa", Language::Persian, include_str!("../../../data/number/fa.tsv")),
    ("en", Language::English, include_str!("../../../data/number/en.tsv")),
    ("de", Language::German, include_str!("../../../data/number/de.tsv")),
    ("fr", Language::French, include_str!("../../../data/number/fr.tsv")),
    ("sv", Language::Swedish, include_str!("../../../data/number/sv.tsv")),
    ("", Language::Other, include_str!("../../../data/number/other.tsv")),
];

impl Lexicon {
    /// The words of a language, read once.
    pub(crate) fn of(lang: &Lang) -> &'static Lexicon {
        static READ: [OnceLock<Lexicon>; 6] = [const { OnceLock::new() }; 6];
        static NOTHING: OnceLock<Lexicon> = OnceLock::new();
        let of = |tag: &str| {
            let (cell, (.., language, rows)) = READ.iter().zip(&DATA).find(|(_, (own, ..))| *own == tag)?;
            Some(cell.get_or_init(|| Lexicon::read(*language, rows)))
        };
        of(lang.primary())
            .or_else(|| of(""))
            .unwrap_or_else(|| NOTHING.get_or_init(|| Lexicon::read(Language::Other, "")))
    }

    fn read(language: Language, rows: &'static str) -> Lexicon {
        let mut lexicon = Lexicon { language, entries: ListedMap::default(), firsts: vec![0; FIRSTS / 64] };
        for row in rows.lines().skip(1) {
            let mut cells = row.split('\t');
            if let (Some(words), Some(role), Some(value)) =
                (cells.next(), cells.next().and_then(Role::parse), cells.next())
            {
                lexicon.add(words, role, value);
            }
        }
        for entries in lexicon.entries.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        }
        lexicon
    }

    fn add(&mut self, words: &str, role: Role, value: &'static str) {
        // `_` stands for a space, a ZWNJ or nothing.
        self.add_form(&words.replace('_', " "), role, value);
        if words.contains('_') {
            self.add_form(&words.replace('_', ""), role, value);
        }
        let glued = words.replace('_', "");
        let irregular = matches!(glued.as_str(), "سه" | "سی");
        if self.language == Language::Persian && !glued.contains(' ') && !irregular {
            let number = match role {
                Role::Cardinal | Role::Guarded | Role::One => value,
                Role::Hundred => "100",
                Role::Scale if value == "3" => "1000",
                Role::Scale if value == "6" => "1000000",
                _ => return,
            };
            self.add_form(&format!("{glued}م"), Role::Ordinal, number);
            self.add_form(&format!("{glued}مین"), Role::OrdinalOnly, number);
        }
    }

    fn add_form(&mut self, words: &str, role: Role, value: &'static str) {
        if is_plain_word(words) {
            return self.add_pieces(words.into(), Box::default(), role, value);
        }
        let pieces = Pieces::new(words);
        let mut keys = (0..pieces.len()).map(|i| Box::<str>::from(pieces.lower(i)));
        if let Some(first) = keys.next() {
            self.add_pieces(first, keys.collect(), role, value);
        }
    }

    fn add_pieces(&mut self, first: Box<str>, rest: Box<[Box<str>]>, role: Role, value: &'static str) {
        let slot = first_slot(&first);
        if let Some(bits) = self.firsts.get_mut(slot / 64) {
            *bits |= 1 << (slot % 64);
        }
        let entry = Entry { role, number: value.parse().unwrap_or(0), value, rest };
        self.entries.entry(first).or_default().push(entry);
    }

    /// A text in pieces whose roles are looked up; Persian number words typed without a gap are pieces of their own.
    pub(crate) fn pieces(&self, text: &str) -> Pieces {
        let mut pieces = Pieces::new(text);
        pieces.look_up(|word| self.roles(word));
        if self.language == Language::Persian && glued::cut(&mut pieces, self) {
            pieces.look_up(|word| self.roles(word));
        }
        pieces
    }

    fn roles(&self, word: &str) -> u64 {
        let entries = if self.may_begin(word) { self.entries.get(word) } else { None };
        entries.map_or(0, |entries| entries.iter().fold(0, |bits, e| bits | e.role.bit()))
    }

    /// Whether some entry has the first two letters of a word; most have none.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        let slot = first_slot(word);
        self.firsts.get(slot / 64).is_some_and(|bits| bits & (1 << (slot % 64)) != 0)
    }

    /// Every entry that stands at a place, longest first.
    pub(crate) fn at<'a>(&'a self, pieces: &'a Pieces, at: usize) -> impl Iterator<Item = &'a Entry> {
        let known = (pieces.roles(at) != 0).then(|| self.entries.get(pieces.lower(at))).flatten();
        let entries = known.map_or(&[][..], Vec::as_slice);
        entries
            .iter()
            .filter(move |e| e.rest.iter().enumerate().all(|(i, rest)| pieces.lower(at + 1 + i) == &**rest))
    }

    /// The longest entry of a role that stands at a place, and the place behind it.
    pub(crate) fn find<'a>(
        &'a self,
        pieces: &'a Pieces,
        at: usize,
        role: Role,
    ) -> Option<(&'a Entry, usize)> {
        if pieces.roles(at) & role.bit() == 0 {
            return None;
        }
        self.at(pieces, at).find(|e| e.role == role).map(|e| (e, at + e.len()))
    }

    /// The number of a word that is a cardinal by itself.
    pub(crate) fn cardinal(&self, word: &str) -> Option<u64> {
        let entries = self.entries.get(word)?;
        entries
            .iter()
            .find(|e| e.rest.is_empty() && matches!(e.role, Role::Cardinal | Role::Guarded))
            .map(|e| e.number)
    }

    /// The entry of a role that is this one word.
    pub(crate) fn word(&self, word: &str, role: Role) -> Option<&Entry> {
        self.entries.get(word)?.iter().find(|e| e.rest.is_empty() && e.role == role)
    }
}

/// Slots for pairs of a first character and a length, in bits.
const FIRSTS: usize = 4096;

fn first_slot(word: &str) -> usize {
    let mut chars = word.chars();
    let first = chars.next().map_or(0, u32::from) as usize;
    let second = chars.next().map_or(0, u32::from) as usize;
    (first.wrapping_mul(61) ^ second.wrapping_mul(7)) % FIRSTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_role_a_value_and_a_reason() {
        for (tag, _, rows) in &DATA {
            for row in rows.lines().skip(1) {
                let cells: Vec<_> = row.split('\t').collect();
                assert!(cells.len() == 4 && cells.iter().all(|c| !c.is_empty()), "{tag}: {row}");
                assert!(Role::parse(cells[1]).is_some(), "{tag}: {row}");
            }
        }
    }

    #[test]
    fn a_plain_word_is_one_piece() {
        let mut seen = 0;
        for row in DATA.iter().flat_map(|(_, _, rows)| rows.lines().skip(1)) {
            let word = row.split('\t').next().unwrap();
            if is_plain_word(word) {
                let pieces = Pieces::new(word);
                assert!(pieces.len() == 1 && pieces.lower(0) == word, "{word}");
                seen += 1;
            }
        }
        assert!(seen > 500 && !is_plain_word("Two") && !is_plain_word("سی\u{200C}ام") && !is_plain_word(""));
    }

    #[test]
    fn no_row_stands_twice() {
        for (tag, _, rows) in &DATA {
            let mut seen = std::collections::HashSet::new();
            for row in rows.lines().skip(1) {
                let cells: Vec<_> = row.split('\t').collect();
                assert!(seen.insert((cells[0], cells[1])), "{tag}: {row}");
            }
        }
    }
}
