//! What may stand for what across languages: the tables under `data/check/`.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;
use std::sync::OnceLock;

use crate::listed::ListedMap;
use crate::text::{ZWNJ, fold_text};

/// The number and the unit a word may stand for.
pub(crate) fn stands_for(lang: &str, word: &str) -> Option<(&'static str, &'static str)> {
    let listed = tables().stands_for.get(lang)?;
    listed.get(word).copied().or_else(|| {
        let compounds = tables().compounds.get(lang)?;
        let begun =
            |row: &&(String, Stands)| word.strip_prefix(row.0.as_str()).is_some_and(|rest| !rest.is_empty());
        compounds.iter().find(begun).map(|(_, stands)| *stands)
    })
}

/// The idioms of a rule and language, each as folded words with single spaces.
pub(super) fn idioms(rule: &'static str, lang: &str) -> &'static [String] {
    tables().idioms.get(rule).and_then(|idioms| idioms.get(lang)).map_or(&[], Vec::as_slice)
}

/// The base of a unit and how many of it the unit has.
pub(super) fn in_base(unit: &str) -> Option<(&'static str, f64)> {
    tables().conversions.get(unit).copied()
}

/// How well a word carries a denial of a whole clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carries {
    /// Whatever else is said: withheld, owed, barred.
    Surely,
    /// If nothing says what is denied: silent, wrong, only.
    Perhaps,
}

/// Whether one of the words can carry a denial of a whole clause.
pub(super) fn softens(carries: Carries, lang: &str, words: &BTreeSet<&str>) -> bool {
    let listed = tables().softening.get(lang).into_iter().flatten();
    listed.filter(|(how, _)| *how == carries).any(|(_, pattern)| pattern.is_among(words))
}

/// The words of a text that say what a Persian verb or its noun says; nothing if that is not listed.
pub(crate) fn deed_words<'w>(verb: &str, lang: &str, words: &BTreeSet<&'w str>) -> Option<Vec<&'w str>> {
    let rows = deeds().by_verb.get(verb)?;
    let column = DEED_LANGS.iter().position(|known| *known == lang)?;
    let rows = rows.iter().filter_map(|row| deeds().rows.get(*row));
    let patterns = rows.filter_map(|row| row.patterns().get(column)).flatten();
    Some(patterns.flat_map(|pattern| pattern.among(words)).collect())
}

/// Whether it is listed what a Persian verb or its noun is in other languages.
pub(crate) fn is_deed(verb: &str) -> bool {
    deeds().by_verb.contains_key(verb)
}

/// What a word does for the count of denials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// It says without denying what a denial says: forbidden.
    Implies,
    /// It stands for a denial and the denial of that: only those who have.
    Exclusive,
    /// It looks like a denial and translates a word that is none: independent.
    Translates,
    /// It has the shape of a denied word: unpaid.
    Shape,
    /// It is an answer: no.
    Interjection,
    /// Behind a denial it makes it none: not only.
    Additive,
    /// With a denied verb it states something: to leave nothing undone.
    Reversible,
}

/// The rule for a word beside the words of the other side.
pub(super) fn denial_rule(lang: &str, word: &str, beside: &BTreeSet<&str>) -> Option<Rule> {
    let denials = tables().denials.get(lang)?;
    let listed = denials.words.get(word).into_iter().flatten();
    let listed = listed.map(|at| denials.rows.get(*at)).find_map(|row| {
        let row = row.filter(|row| !matches!(row.rule, Rule::Additive | Rule::Reversible))?;
        let stands = row.needs.is_empty() || row.needs.iter().any(|need| need.is_among(beside));
        (stands && !row.unless.iter().any(|word| word.is_among(beside))).then_some(row.rule)
    });
    listed.or_else(|| {
        let shaped = |row: &DenialRow| {
            row.shapes.iter().any(|shape| shape.fits(word))
                && !row.unless.iter().any(|shape| shape.fits(word))
        };
        denials.rows.iter().find(|row| row.rule == Rule::Shape && shaped(row)).map(|row| row.rule)
    })
}

/// Whether a word is listed for what it does beside a denial, whatever the other side says.
pub(super) fn is_listed(rule: Rule, lang: &str, word: &str) -> bool {
    let denials = tables().denials.get(lang);
    let rows = denials.and_then(|denials| Some((denials, denials.words.get(word)?)));
    rows.is_some_and(|(denials, rows)| {
        rows.iter().filter_map(|at| denials.rows.get(*at)).any(|row| row.rule == rule)
    })
}

/// The words of a language that state what a denied Persian word denies.
pub(super) fn opposites(denied: &str, lang: &str) -> Option<&'static HashSet<String>> {
    tables().opposites.get(denied)?.get(lang)
}

/// Whether a word may stand twice in a row.
pub(super) fn may_double(lang: &str, word: &str) -> bool {
    tables().doublings.get(lang).is_some_and(|words| words.contains(word))
}

/// A number and a unit.
type Stands = (&'static str, &'static str);

/// By language and word.
type ByWord<T> = HashMap<&'static str, HashMap<String, T>>;

#[derive(Debug, Default)]
struct Tables {
    stands_for: ByWord<Stands>,
    /// Beginnings of words that stand for a number.
    compounds: HashMap<&'static str, Vec<(String, Stands)>>,
    /// By rule and language.
    idioms: HashMap<&'static str, HashMap<&'static str, Vec<String>>>,
    conversions: HashMap<&'static str, (&'static str, f64)>,
    denials: HashMap<&'static str, Denials>,
    /// By language.
    softening: HashMap<&'static str, Vec<(Carries, Pattern)>>,
    opposites: HashMap<String, HashMap<&'static str, HashSet<String>>>,
    doublings: HashMap<&'static str, HashSet<String>>,
}

/// The rows of a language, and the places of the rows that list a word.
#[derive(Debug, Default)]
struct Denials {
    rows: Vec<DenialRow>,
    words: HashMap<String, Vec<usize>>,
}

#[derive(Debug)]
struct DenialRow {
    rule: Rule,
    shapes: Vec<Pattern>,
    /// The other side must have one of these.
    needs: Vec<Pattern>,
    /// The other side must have none of these; of shapes, words that have the shape by chance.
    unless: Vec<Pattern>,
}

impl Rule {
    fn parse(name: &str) -> Option<Rule> {
        Some(match name {
            "implies" => Rule::Implies,
            "exclusive" => Rule::Exclusive,
            "translates" => Rule::Translates,
            "shape" => Rule::Shape,
            "interjection" => Rule::Interjection,
            "additive" => Rule::Additive,
            "reversible" => Rule::Reversible,
            _ => return None,
        })
    }
}

impl Denials {
    fn learn(&mut self, rule: Rule, words: &'static str, needs: &'static str, unless: &'static str) {
        let patterns = |words| spelled(words).map(Pattern::parse).collect::<Vec<_>>();
        let at = self.rows.len();
        let shapes = if rule == Rule::Shape { patterns(words) } else { Vec::new() };
        if shapes.is_empty() {
            spelled(words).for_each(|word| self.words.entry(word).or_default().push(at));
        }
        self.rows.push(DenialRow { rule, shapes, needs: patterns(needs), unless: patterns(unless) });
    }
}

/// A word, or with a star its beginning and its end.
#[derive(Debug)]
struct Pattern {
    start: String,
    end: Option<String>,
}

/// Fewest letters a star stands for.
const STAR: usize = 2;

impl Pattern {
    fn parse(text: String) -> Pattern {
        match text.split_once('*') {
            Some((start, end)) => Pattern { start: start.to_owned(), end: Some(end.to_owned()) },
            None => Pattern { start: text, end: None },
        }
    }

    fn fits(&self, word: &str) -> bool {
        match &self.end {
            None => word == self.start,
            Some(end) => {
                let rest =
                    word.strip_prefix(self.start.as_str()).and_then(|rest| rest.strip_suffix(end.as_str()));
                rest.is_some_and(|rest| end.is_empty() || rest.chars().count() >= STAR)
            }
        }
    }

    /// Whether one of the words fits; of a pattern with an end, only its beginning counts.
    fn is_among(&self, words: &BTreeSet<&str>) -> bool {
        self.among(words).next().is_some()
    }

    /// The words that fit; of a pattern with an end, only its beginning counts.
    fn among<'w>(&self, words: &BTreeSet<&'w str>) -> impl Iterator<Item = &'w str> {
        let (start, exact) = (self.start.as_str(), self.end.is_none());
        let from = words.range::<str, _>((Bound::Included(start), Bound::Unbounded)).copied();
        from.take_while(move |word| if exact { *word == start } else { word.starts_with(start) })
    }
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::read)
}

impl Tables {
    fn read() -> Tables {
        let mut tables = Tables::default();
        for [lang, words, value, unit, _] in rows(include_str!("../../data/check/stands_for.tsv")) {
            for word in spelled(words) {
                match word.strip_suffix('*') {
                    Some(start) => {
                        let compounds = tables.compounds.entry(lang).or_default();
                        compounds.push((start.to_owned(), (value, unit)));
                    }
                    None => {
                        tables.stands_for.entry(lang).or_default().insert(word, (value, unit));
                    }
                }
            }
        }
        for [unit, base, times, _] in rows(include_str!("../../data/check/conversions.tsv")) {
            if let Ok(times) = times.parse() {
                tables.conversions.insert(unit, (base, times));
            }
        }
        for [rule, lang, words, needs, unless, _] in rows(include_str!("../../data/check/denials.tsv")) {
            if let Some(rule) = Rule::parse(rule) {
                tables.denials.entry(lang).or_default().learn(rule, words, needs, unless);
            }
        }
        for [rule, lang, phrase, _] in rows(include_str!("../../data/check/idioms.tsv")) {
            let idioms = tables.idioms.entry(rule).or_default().entry(lang).or_default();
            idioms.push(fold_text(phrase).to_lowercase().replace(ZWNJ, " "));
        }
        for [denied, lang, words, _] in rows(include_str!("../../data/check/opposites.tsv")) {
            for word in spelled(denied) {
                tables.opposites.entry(word).or_default().entry(lang).or_default().extend(spelled(words));
            }
        }
        for [lang, word, _] in rows(include_str!("../../data/check/doublings.tsv")) {
            tables.doublings.entry(lang).or_default().extend(spelled(word));
        }
        tables.read_softening();
        tables
    }

    fn read_softening(&mut self) {
        for [carries, lang, words, _] in rows(include_str!("../../data/check/softening.tsv")) {
            let carries = if carries == "surely" { Carries::Surely } else { Carries::Perhaps };
            let listed = self.softening.entry(lang).or_default();
            listed.extend(spelled(words).map(|word| (carries, Pattern::parse(word))));
        }
    }
}

/// The languages of `deeds.tsv`, in its order.
const DEED_LANGS: [&str; 4] = ["en", "de", "fr", "sv"];

/// What Persian verbs and their nouns are in other languages. Apart from the other tables: a search asks only whether
/// a word is one of them.
#[derive(Debug, Default)]
struct Deeds {
    rows: Vec<Deed>,
    /// The rows of a Persian verb or noun.
    by_verb: ListedMap<String, Vec<usize>>,
}

/// A row, whose words are read when they are asked for.
#[derive(Debug)]
struct Deed {
    cells: [&'static str; DEED_LANGS.len()],
    patterns: OnceLock<Vec<Vec<Pattern>>>,
}

impl Deed {
    /// What is listed for each of [`DEED_LANGS`].
    fn patterns(&self) -> &[Vec<Pattern>] {
        let parse = |words: &&'static str| spelled(words).map(Pattern::parse).collect();
        self.patterns.get_or_init(|| self.cells.iter().map(parse).collect())
    }
}

fn deeds() -> &'static Deeds {
    static DEEDS: OnceLock<Deeds> = OnceLock::new();
    DEEDS.get_or_init(|| {
        let mut deeds = Deeds::default();
        for [denied, cells @ .., _] in rows::<6>(include_str!("../../data/check/deeds.tsv")) {
            let row = deeds.rows.len();
            spelled(denied).for_each(|word| deeds.by_verb.entry(word).or_default().push(row));
            deeds.rows.push(Deed { cells, patterns: OnceLock::new() });
        }
        deeds
    })
}

/// Rows below the heading with `N` cells.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|row| row.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// Words as [`crate::text::polarity`] gives them: folded, in lower case, without ZWNJ.
fn spelled(words: &str) -> impl Iterator<Item = String> {
    let key = |word: &str| fold_text(word).to_lowercase().replace(ZWNJ, "");
    words.split(';').map(str::trim).filter(|word| !word.is_empty()).map(key)
}
