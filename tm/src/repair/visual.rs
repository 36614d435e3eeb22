//! Documents extracted in visual order: the chunks of each line from left to right, the letters of each chunk in order.
//!
//! The logical line is its chunks in reverse. Neutral marks, numbers and left-to-right words show where a chunk ends;
//! which marks part chunks is learnt from the document, and so is which of its lines are concerned. Cuts inside a
//! run of letters are hidden and only ever proposed (`hidden`).

use std::collections::BTreeMap;

use super::Outcome;
use super::chunks::{inner_stop, number_touches_words};
use super::hidden::{Beside, Words, split};
use super::pieces::{Kind, Piece, is_closing, is_digit, is_end_mark, is_opening, is_right_letter};

/// Lines that must begin with a full stop: two may be slips of typing.
const ENOUGH: usize = 3;
/// Lines whose sentences must stand the wrong way round.
const ENOUGH_EXCHANGED: usize = 2;
/// So many times the lines that end with one must be outnumbered.
const OUTNUMBER: usize = 3;
/// Characters of the longest list number: `۱۲`, `الف`.
const LONGEST_LIST_NUMBER: usize = 3;
/// Marks that part chunks unless the document shows otherwise.
const NEUTRAL: &[char] = &['.', '…', '-', '–', '—'];
/// Brackets that part chunks unless the document has more of them in order.
const BRACKETS: &[char] = &['(', '['];
/// Marks that part chunks only where the document shows it.
const LEARNT: &[char] = &[':', '!', '?', '«', '"'];

/// What is known of a document in visual order.
#[derive(Debug)]
pub(super) struct Visual {
    marks: Vec<char>,
    /// Lines that say which way they run: the number of the line from 1, and whether it is in visual order.
    signs: BTreeMap<usize, bool>,
    words: Words,
    /// The first and the last word of the lines that are wholly known, as they are read.
    edges: BTreeMap<usize, (String, String)>,
}

/// What the lines of a document say together.
#[derive(Debug, Default)]
struct Evidence {
    signs: BTreeMap<usize, bool>,
    /// Lines that begin with a full stop and no blank behind it, which sets a mark of a list apart.
    tight: usize,
    exchanged: usize,
    straight: usize,
    /// For each mark: lines that begin with it, or hold a pair of it the wrong way round, and lines to the contrary.
    marks: BTreeMap<char, (usize, usize)>,
}

impl Visual {
    /// Nothing for a text that is not in visual order.
    pub(super) fn of(text: &str) -> Option<Visual> {
        let mut evidence = Evidence::default();
        for (number, line) in (1..).zip(text.lines()) {
            evidence.add(number, line);
        }
        let for_it = evidence.signs.values().filter(|is_visual| **is_visual).count();
        let against = evidence.signs.len() - for_it;
        // Tools that only move what stands at the edges of lines leave sentences within a line in order.
        let is_visual = for_it >= ENOUGH
            && evidence.tight >= ENOUGH
            && for_it > OUTNUMBER * against
            && evidence.exchanged >= ENOUGH_EXCHANGED
            && evidence.exchanged > evidence.straight;
        is_visual.then(|| Visual::learnt(text, evidence.cuts(), evidence.signs))
    }

    fn learnt(text: &str, marks: Vec<char>, signs: BTreeMap<usize, bool>) -> Visual {
        let mut words = Words::default();
        let mut edges = BTreeMap::new();
        let lines = || (1..).zip(text.lines()).filter(|(_, line)| line.contains(is_right_letter));
        for (_, line) in lines() {
            words.add(&chunks(line, &marks));
        }
        let mut visual = Visual { marks, signs, words, edges: BTreeMap::new() };
        for (number, line) in lines() {
            let repaired = visual.repair(number, line);
            if repaired.doubt.is_none() {
                let mut words = split(&repaired.text);
                let first = words.next().unwrap_or_default().to_owned();
                let last = words.next_back().unwrap_or(&first).to_owned();
                edges.insert(number, (first, last));
            }
        }
        visual.edges = edges;
        visual
    }

    /// What becomes of the line with this number, from 1.
    pub(super) fn repair(&self, number: usize, line: &str) -> Outcome {
        let mut order = chunks(line, &self.marks);
        let concerns = self.concerns(number, line);
        let doubt = if concerns { self.words.doubt(&order, self.beside(number)) } else { None };
        if concerns && order.len() > 1 {
            order.reverse();
        }
        let text = if order.len() > 1 && concerns { joined(&order) } else { line.to_owned() };
        let Some(doubt) = doubt else { return Outcome { text, proposal: None, doubt: None } };
        let at = order.len() - 1 - doubt.index;
        if let Some(chunk) = order.get_mut(at) {
            chunk.text = format!(" {} ", doubt.exchanged);
        }
        Outcome { text, proposal: Some(joined(&order)), doubt: Some(doubt.reason) }
    }

    fn beside(&self, number: usize) -> Beside<'_> {
        let before = number.checked_sub(1).and_then(|before| self.edges.get(&before));
        let behind = self.edges.get(&(number + 1));
        Beside { before: before.map_or("", |(_, last)| last), behind: behind.map_or("", |(first, _)| first) }
    }

    /// Whether a line shows by itself, or the nearest lines that show anything, that it is in visual order.
    fn concerns(&self, number: usize, line: &str) -> bool {
        let before = self.signs.range(..=number).next_back().is_none_or(|(_, sign)| *sign);
        let after = self.signs.range(number..).next().is_none_or(|(_, sign)| *sign);
        (before && after) || ((before || after) && number_touches_words(line))
    }
}

impl Evidence {
    fn add(&mut self, number: usize, line: &str) {
        let line = line.trim();
        if !line.contains(is_right_letter) {
            return;
        }
        match (starts_with_stop(line), ends_with_stop(line)) {
            (true, false) => {
                self.signs.insert(number, true);
                self.tight += usize::from(!line.starts_with(". "));
            }
            (false, true) => _ = self.signs.insert(number, false),
            _ => {}
        }
        self.straight += usize::from(starts_with_number(line));
        match inner_stop(line) {
            Some(true) => self.exchanged += 1,
            Some(false) => self.straight += 1,
            None => {}
        }
        for mark in LEARNT.iter().chain(BRACKETS) {
            let (is_cut, is_whole) = match closing(*mark) {
                Some(close) => paired(line, *mark, close),
                // At the start of a line it may open; beside a full stop it closes.
                None if *mark == '"' => (
                    line.starts_with(".\"") || line.starts_with("\"."),
                    starts_with_stop(line) && line.ends_with('"'),
                ),
                None => (edge(line.chars(), *mark), edge(line.chars().rev(), *mark)),
            };
            let (cut, whole) = self.marks.entry(*mark).or_default();
            *cut += usize::from(is_cut && !is_whole);
            *whole += usize::from(is_whole && !is_cut);
        }
    }

    /// The marks that part chunks in this document.
    fn cuts(&self) -> Vec<char> {
        let shown = |mark: &char| self.marks.get(mark).copied().unwrap_or_default();
        let mut marks = NEUTRAL.to_vec();
        marks.extend(LEARNT.iter().filter(|mark| shown(mark).0 > shown(mark).1));
        marks.extend(BRACKETS.iter().filter(|mark| shown(mark).0 >= shown(mark).1));
        let closing: Vec<char> = marks.iter().filter_map(|mark| closing(*mark)).collect();
        marks.extend(closing);
        marks
    }
}

/// What closes after a bracket or quote of two shapes.
fn closing(mark: char) -> Option<char> {
    Some(match mark {
        '(' => ')',
        '[' => ']',
        '«' => '»',
        _ => return None,
    })
}

/// Whether a line begins with a full stop that ends its sentence.
fn starts_with_stop(line: &str) -> bool {
    line.strip_prefix('.').is_some_and(|rest| !rest.starts_with('.'))
}

/// Whether a line begins with the number or letter of a list item, which would stand at its end.
pub(super) fn starts_with_number(line: &str) -> bool {
    let (number, rest) = line.trim_start().split_once(['.', ')', '-']).unwrap_or_default();
    let (number, rest) = (number.trim(), rest.trim_start());
    (1..=LONGEST_LIST_NUMBER).contains(&number.chars().count())
        && number.chars().all(char::is_alphanumeric)
        && rest.starts_with(is_right_letter)
}

/// Whether a line ends with a full stop.
fn ends_with_stop(line: &str) -> bool {
    line.strip_suffix('.').is_some_and(|rest| rest.ends_with(|c: char| is_right_letter(c) || is_closing(c)))
}

/// Whether a line holds a pair the wrong way round, and whether it holds one the right way.
fn paired(line: &str, open: char, close: char) -> (bool, bool) {
    let Some((first, second)) = line.find(open).zip(line.find(close)) else { return (false, false) };
    let inner = line.get(first.min(second)..first.max(second)).unwrap_or_default();
    // Numbers and full stops part chunks and exchange brackets that do not.
    if inner.contains(|c: char| is_left(c) || NEUTRAL.contains(&c)) {
        return (false, false);
    }
    (second < first, first < second)
}

/// Whether a mark is among the marks at the edge of a line, and a letter follows in it.
fn edge(characters: impl Iterator<Item = char>, mark: char) -> bool {
    let mut marks = characters.take_while(|c| !c.is_alphanumeric());
    marks.any(|c| c == mark)
}

/// The chunks of a line from left to right, blanks with the words beside them.
fn chunks(line: &str, marks: &[char]) -> Vec<Piece> {
    let mut chunks: Vec<Piece> = Vec::new();
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let rest = line.get(at + c.len_utf8()..).unwrap_or_default();
        let last = chunks.last().map(|chunk| chunk.kind);
        let kind = match c {
            c if is_left(c) => Kind::Left,
            c if last == Some(Kind::Left) && is_inner(before, c, rest) => Kind::Left,
            c if marks.contains(&c) => Kind::Marks,
            _ => Kind::Words,
        };
        before = c;
        match chunks.last_mut() {
            Some(chunk) if chunk.kind == kind => chunk.text.push(c),
            _ => chunks.push(Piece { kind, text: c.to_string() }),
        }
    }
    chunks
}

/// Digits and left-to-right letters.
fn is_left(c: char) -> bool {
    is_digit(c) || (c.is_alphabetic() && !is_right_letter(c))
}

/// A mark or blank inside a number, an address, or a run of left-to-right words.
fn is_inner(before: char, c: char, rest: &str) -> bool {
    let next = rest.chars().next();
    let joins_words =
        c == ' ' && before.is_alphabetic() && next.is_some_and(|n| n.is_alphabetic() && is_left(n));
    let joins = matches!(
        c,
        '.' | ',' | '/' | ':' | '٫' | '٬' | '@' | '_' | '&' | '-' | '?' | '=' | '#' | '+' | '\u{2019}'
    );
    joins_words || (joins && is_left(before) && next.is_some_and(is_left))
}

/// The chunks as one line, blanks where the marks want them.
fn joined(order: &[Piece]) -> String {
    let mut line = String::new();
    for (index, chunk) in order.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| order.get(before));
        if chunk.kind == Kind::Marks {
            mark(&mut line, &natural(chunk.text.trim()), before, order.get(index + 1));
            continue;
        }
        let meets_words = before.is_some_and(|before| before.kind != Kind::Marks);
        line.push_str(if meets_words { " " } else { "" });
        line.push_str(&chunk.text);
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a mark. Blanks beside it in the document go to the side it wants; where there were none there are none.
fn mark(line: &mut String, mark: &str, before: Option<&Piece>, next: Option<&Piece>) {
    let has_blank = |chunk: Option<&Piece>| {
        chunk
            .is_some_and(|c| c.text.starts_with(char::is_whitespace) || c.text.ends_with(char::is_whitespace))
    };
    let is_dots = mark.starts_with("..") || mark.starts_with('…');
    let inner = line.trim_end().len();
    let is_abbreviation =
        before.is_some_and(|b| split(&b.text).last().is_some_and(|word| word.chars().count() == 1));
    let blank = has_blank(before) || has_blank(next);
    if !is_dots && mark.starts_with(|c: char| is_end_mark(c) || is_closing(c)) {
        line.truncate(inner);
    } else if blank {
        line.push(' ');
    }
    line.push_str(mark);
    let ends = mark.ends_with(is_end_mark) && !is_abbreviation && !is_dots;
    if (blank || ends) && !mark.ends_with(is_opening) {
        line.push(' ');
    }
}

/// A run of marks in the order a writer sets them: what closes, what ends, what opens.
fn natural(mark: &str) -> String {
    let turned: String = mark.chars().rev().collect();
    let awkward = |marks: &str| {
        let pairs = marks.chars().zip(marks.chars().skip(1));
        pairs
            .filter(|(a, b)| {
                (is_opening(*a) || is_end_mark(*a)) && (is_end_mark(*b) || is_closing(*b)) && a != b
            })
            .count()
    };
    if awkward(&turned) < awkward(mark) { turned } else { mark.to_owned() }
}
