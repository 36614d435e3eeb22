//! A line that rules work on: each character knows where it came from.

use super::rule::Rule;

/// A character of the line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The character.
    pub c: char,
    /// First character of the source it stands for.
    pub start: u32,
    /// End of what it stands for; `start` for what was put in.
    pub end: u32,
    /// Links, Latin runs and the like, which no rule touches.
    pub shielded: bool,
    /// Taken out; gone for good with [`Line::settle`].
    gone: bool,
}

/// A change on its way to the report.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub rule: Rule,
    pub at: (u32, u32),
    pub before: String,
    pub after: String,
}

/// The line, and what was done to it.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub cells: Vec<Cell>,
    pub changes: Vec<Note>,
    pub proposals: Vec<Note>,
    /// Characters to put in before the cell of that index.
    inserts: Vec<(usize, char)>,
    removed: bool,
}

impl Line {
    pub fn new(text: &str, start: u32) -> Line {
        let cell = |(at, c): (u32, char)| Cell { c, start: at, end: at + 1, shielded: false, gone: false };
        Line { cells: (start..).zip(text.chars()).map(cell).collect(), ..Line::default() }
    }

    /// The character at an index.
    pub fn at(&self, index: usize) -> Option<char> {
        self.cells.get(index).map(|cell| cell.c)
    }

    /// The character before an index.
    pub fn before(&self, index: usize) -> Option<char> {
        self.at(index.checked_sub(1)?)
    }

    /// Whether no rule may touch this character.
    pub fn is_shielded(&self, index: usize) -> bool {
        self.cells.get(index).is_some_and(|cell| cell.shielded)
    }

    /// The first index from `from` on whose character is none of these.
    pub fn skip(&self, from: usize, of: impl Fn(char) -> bool) -> usize {
        let rest = self.cells.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|cell| of(cell.c)).count()
    }

    /// The index of the last character before `until` that is none of these.
    pub fn skip_back(&self, until: usize, of: impl Fn(char) -> bool) -> Option<usize> {
        self.cells.get(..until)?.iter().rposition(|cell| !of(cell.c))
    }

    /// The text of a range.
    pub fn text(&self, from: usize, to: usize) -> String {
        self.cells.get(from..to).unwrap_or_default().iter().map(|cell| cell.c).collect()
    }

    /// Puts another character in the place of one.
    pub fn substitute(&mut self, index: usize, to: char, rule: Rule) {
        let Some(cell) = self.cells.get_mut(index) else { return };
        let (before, at) = (cell.c, (cell.start, cell.end));
        cell.c = to;
        self.changes.push(Note { rule, at, before: before.to_string(), after: to.to_string() });
    }

    /// Puts another character in the place of one; `kept` stand around it in the report.
    pub fn put(&mut self, index: usize, to: char, kept: (usize, usize), rule: Rule) {
        let (before, at) = (self.text(kept.0, kept.1), self.place(kept.0, kept.1));
        let Some(cell) = self.cells.get_mut(index) else { return };
        cell.c = to;
        let after = self.text(kept.0, kept.1);
        self.changes.push(Note { rule, at, before, after });
    }

    /// Puts as many other characters in the place of a range, as one change.
    pub fn respell(&mut self, from: usize, to: usize, by: &str, rule: Rule) {
        let (before, at) = (self.text(from, to), self.place(from, to));
        if before == by {
            return;
        }
        for (cell, c) in self.cells.get_mut(from..to).unwrap_or_default().iter_mut().zip(by.chars()) {
            cell.c = c;
        }
        self.changes.push(Note { rule, at, before, after: by.to_owned() });
    }

    /// Takes characters out; `kept` stand around them and show in the report what happened.
    pub fn remove(&mut self, from: usize, to: usize, kept: (usize, usize), rule: Rule) {
        let (before, at) = (self.text(kept.0, kept.1), self.place(kept.0, kept.1));
        let after = self.text(kept.0, from) + &self.text(to, kept.1);
        self.take_out(from, to);
        self.changes.push(Note { rule, at, before, after });
    }

    /// Puts a character in before an index; `kept` stand around it in the report.
    pub fn insert(&mut self, index: usize, c: char, kept: (usize, usize), rule: Rule) {
        let (before, at) = (self.text(kept.0, kept.1), self.place(kept.0, kept.1));
        let after = format!("{}{c}{}", self.text(kept.0, index), self.text(index, kept.1));
        self.inserts.push((index, c));
        self.changes.push(Note { rule, at, before, after });
    }

    /// Puts a text in the place of a range.
    pub fn replace(&mut self, from: usize, to: usize, by: &str, rule: Rule) {
        let (before, at) = (self.text(from, to), self.place(from, to));
        self.take_out(from, to);
        self.inserts.extend(by.chars().map(|c| (to, c)));
        self.changes.push(Note { rule, at, before, after: by.to_owned() });
    }

    /// Says what could be changed.
    pub fn propose(&mut self, from: usize, to: usize, after: String, rule: Rule) {
        let (before, at) = (self.text(from, to), self.place(from, to));
        self.proposals.push(Note { rule, at, before, after });
    }

    /// Brings what was taken out and put in into effect.
    pub fn settle(&mut self) {
        if !self.removed && self.inserts.is_empty() {
            return;
        }
        let mut inserts = std::mem::take(&mut self.inserts);
        inserts.sort_by_key(|(index, _)| *index);
        let mut inserts = inserts.into_iter().peekable();
        let cells = std::mem::take(&mut self.cells);
        let mut place = cells.first().map_or(0, |cell| cell.start);
        let mut taken = None;
        let total = cells.len();
        for (index, cell) in cells.into_iter().map(Some).chain([None]).enumerate().take(total + 1) {
            while let Some((_, c)) = inserts.next_if(|(at, _)| *at == index) {
                let start = taken.take().unwrap_or(place);
                self.cells.push(Cell { c, start, end: place, shielded: false, gone: false });
            }
            let Some(cell) = cell else { break };
            place = cell.end;
            if cell.gone {
                taken = taken.or(Some(cell.start));
            } else {
                taken = None;
                self.cells.push(cell);
            }
        }
        self.removed = false;
    }

    fn take_out(&mut self, from: usize, to: usize) {
        for cell in self.cells.get_mut(from..to).unwrap_or_default() {
            cell.gone = true;
        }
        self.removed = true;
    }

    /// The range of the source that a range of the line stands for.
    fn place(&self, from: usize, to: usize) -> (u32, u32) {
        let cells = self.cells.get(from..to).unwrap_or_default();
        match (cells.first(), cells.last()) {
            (Some(first), Some(last)) => (first.start, last.end.max(first.start)),
            _ => self.cells.last().map_or((0, 0), |cell| (cell.end, cell.end)),
        }
    }
}

/// A letter of the Arabic script, the joined forms included.
pub(super) fn is_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}'
        | '\u{0671}'..='\u{06D3}' | '\u{06D5}' | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FC}'
        | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FE70}'..='\u{FEFC}')
}

/// A vowel, tanvin, shadda or hamza written over or under a letter.
pub(super) fn is_vowel(c: char) -> bool {
    matches!(c, '\u{064B}'..='\u{065F}' | '\u{0670}')
}

/// A letter that joins to the one behind it.
pub(super) fn joins(c: char) -> bool {
    is_letter(c)
        && !matches!(c, '\u{0621}'..='\u{0625}' | '\u{0627}' | '\u{0629}' | '\u{062F}'..='\u{0632}' | '\u{0648}'
            | '\u{0671}'..='\u{0673}' | '\u{0675}'..='\u{0677}' | '\u{0688}'..='\u{0699}' | '\u{06C0}'
            | '\u{06C3}'..='\u{06CB}' | '\u{06CD}' | '\u{06CF}' | '\u{06D2}'..='\u{06D5}'
            | '\u{06EE}'..='\u{06EF}')
}

/// A digit of one of the three sets.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{0660}'..='\u{0669}') || is_persian_digit(c)
}

/// ۰ to ۹.
pub(super) fn is_persian_digit(c: char) -> bool {
    matches!(c, '\u{06F0}'..='\u{06F9}')
}

/// A blank that a rule may move: tabs are layout.
pub(super) fn is_blank(c: char) -> bool {
    c == ' '
}
