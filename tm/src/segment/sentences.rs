//! Sentence ends inside a paragraph: the places come from the marks, the rules decide, quotes and brackets may object.

use super::lines::{is_closer, is_emoji, is_line_break, is_mark};
use super::marker::digit;
use super::rows::{SLOGAN_WORDS, join_rows};
use super::srx::Rules;
use super::structure::{Pair, pairs};
use super::words::{Set, first_word, has_verb, is_gap, is_in, is_in_any, is_verb, last_word};

/// Bytes before a quotation in which a word for "slogan" makes it a row of slogans; some five Persian words.
const INTRODUCTION: usize = 64;

/// Bytes read after a place to judge what follows: more than any word with the blanks and quotes before it.
const FOLLOWING: usize = 200;

/// The places at which the sentences of `text` part, as byte offsets.
pub(super) fn sentence_breaks(text: &str, rules: &Rules) -> Vec<usize> {
    let pairs = pairs(text);
    let mut closes: Vec<usize> = pairs.iter().map(|pair| pair.close).collect();
    closes.sort_unstable();
    let scan = Scan { text, closes };
    let mut judge = Judge { text, rules, pairs, next: 0, open: Vec::new(), ends: Vec::new() };
    judge.ends = vec![None; judge.pairs.len()];
    let mut breaks = Vec::new();
    let mut from = 0;
    while let Some(place) = scan.next(from) {
        from = place.at;
        if place.at < text.len() && judge.is_break(&place) {
            breaks.push(place.at);
        }
    }
    breaks.extend(outside(picture_breaks(text), &judge.pairs));
    breaks.sort_unstable();
    breaks.dedup();
    join_rows(text, breaks)
}

/// The places, ascending, that lie in none of the pairs, which ascend by their opening mark.
fn outside(mut places: Vec<usize>, pairs: &[Pair]) -> Vec<usize> {
    let mut pairs = pairs.iter().peekable();
    let mut closed = 0;
    places.retain(|at| {
        while let Some(pair) = pairs.next_if(|pair| pair.open < *at) {
            closed = closed.max(pair.close);
        }
        closed < *at
    });
    places
}

/// Behind pictures that stand for a full stop: `می\u{200C}آییم✊ هر کس`.
fn picture_breaks(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(is_emoji)).map(|at| from + at) {
        let rest = text.get(at..).unwrap_or_default();
        let is_mark = rest.starts_with(['❗', '❕', '❓', '❔']);
        let run = rest.find(|c: char| !is_emoji(c)).unwrap_or(rest.len());
        let len = if is_mark { run } else { pictures(rest).unwrap_or(run) };
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + len..).unwrap_or_default());
        let next = after.trim_start_matches(is_gap);
        let begins = next.starts_with(char::is_alphabetic) && next.len() < after.len();
        let verb = last_word(preceding(before));
        let ends = before.trim_end_matches(is_gap).ends_with(verb) && is_verb(verb)
            || rest.starts_with(is_feeling) && is_clause(before) && !is_in(first_word(next), Set::Carry);
        if (is_mark || pictures(rest).is_some()) && begins && ends && !is_in(first_word(next), Set::GoOn) {
            found.push(at + len);
        }
        from = at + len;
    }
    found
}

/// Faces, hearts and hands, which close what was said rather than name a thing.
fn is_feeling(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1F600..=0x1F64F | 0x1F910..=0x1F92F | 0x1F970..=0x1F97A | 0x1F493..=0x1F49F | 0x2764 | 0x1F4AA
            | 0x1F44A..=0x1F44F | 0x270A..=0x270C
    )
}

/// Whether three words or more stand on the line since the last mark.
fn is_clause(before: &str) -> bool {
    let is_bound = |c: char| is_mark(c) || is_line_break(c) || is_emoji(c) || c == ':';
    let clause = before.trim_end_matches(is_gap).rsplit(is_bound).next().unwrap_or_default();
    clause.split_whitespace().take(3).count() == 3
}

/// A run of marks with all that closes behind it.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Byte of the first mark.
    mark: usize,
    /// Byte of the last mark.
    last_mark: usize,
    /// Byte after marks, closing quotes, note numbers and pictures.
    at: usize,
    /// Whether the run is one full stop.
    is_single_stop: bool,
}

struct Scan<'t> {
    text: &'t str,
    /// Bytes of all closing marks of pairs, ascending.
    closes: Vec<usize>,
}

impl Scan<'_> {
    fn next(&self, from: usize) -> Option<Place> {
        let rest = self.text.get(from..)?;
        let (offset, c) = rest.char_indices().find(|(_, c)| is_mark(*c))?;
        let mark = from + offset;
        let mut place = Place { mark, last_mark: mark, at: mark + c.len_utf8(), is_single_stop: c == '.' };
        while self.extend(&mut place) {}
        Some(place)
    }

    /// Takes in one more mark, closer, note number or picture.
    fn extend(&self, place: &mut Place) -> bool {
        let Some(rest) = self.text.get(place.at..) else { return false };
        let Some(c) = rest.chars().next() else { return false };
        let after = |c: char| place.at + c.len_utf8();
        if is_mark(c) {
            (place.last_mark, place.at, place.is_single_stop) = (place.at, after(c), false);
            return true;
        }
        if is_closer(c) && self.closes_here(place.at, c, rest)
            || matches!(c, '¹' | '²' | '³' | '⁴'..='⁹' | '\u{FE0F}')
        {
            place.at = after(c);
            return true;
        }
        if let Some(len) = note_number(rest) {
            place.at += len;
            return true;
        }
        // Over blanks only what clearly belongs to the marks before.
        let blanks = rest.len() - rest.trim_start_matches(|c: char| is_gap(c) && !is_line_break(c)).len();
        let Some(next) = rest.get(blanks..).and_then(|rest| rest.chars().next()) else { return false };
        let there = place.at + blanks;
        if is_mark(next) && !self.begins_number(there) {
            (place.last_mark, place.at, place.is_single_stop) = (there, there + next.len_utf8(), false);
            return true;
        }
        if is_closer(next) && self.closes.binary_search(&there).is_ok() {
            place.at = there + next.len_utf8();
            return true;
        }
        if let Some(len) = pictures(self.text.get(there..).unwrap_or_default()) {
            place.at = there + len;
            return true;
        }
        false
    }

    /// `.5` after a blank is a number, not a full stop.
    fn begins_number(&self, at: usize) -> bool {
        let mut chars = self.text.get(at..).unwrap_or_default().chars();
        chars.next() == Some('.') && chars.next().and_then(digit).is_some()
    }

    fn closes_here(&self, at: usize, c: char, rest: &str) -> bool {
        if self.closes.binary_search(&at).is_ok() {
            return true;
        }
        let next = rest.chars().nth(1);
        let is_free = next.is_none_or(|c| is_gap(c) || is_mark(c) || is_closer(c));
        match c {
            '»' | ')' | ']' | '}' | '›' | '”' | '」' | '』' => {
                next.is_none_or(|next| !matches!(next, '(' | '«') || c != ')')
            }
            '"' | '“' | '’' | '\'' | '״' => is_free,
            _ => false,
        }
    }
}

/// `[12]` or `(۳)` right behind a full stop: the number of a note.
fn note_number(rest: &str) -> Option<usize> {
    let open = rest.chars().next().filter(|c| matches!(c, '[' | '('))?;
    let inner = rest.get(open.len_utf8()..)?;
    let digits: usize = inner.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum();
    let close = inner.get(digits..)?.chars().next().filter(|c| matches!(c, ']' | ')'))?;
    (digits > 0 && digits <= 6).then(|| open.len_utf8() + digits + close.len_utf8())
}

/// A run of pictures that ends a sentence; those that begin an item stay with what follows.
fn pictures(rest: &str) -> Option<usize> {
    let first = rest.chars().next().filter(|c| is_emoji(*c) || matches!(c, '❤' | '♥'))?;
    let begins_item = matches!(
        u32::from(first),
        0x1F534..=0x1F53D | 0x1F7E0..=0x1F7EB | 0x25A0..=0x25FF | 0x2190..=0x21FF | 0x2B05..=0x2B1C | 0x1F446..=0x1F449
            | 0x1F4CC | 0x1F4CD | 0x1F4E2 | 0x1F4E3 | 0x2705 | 0x2714 | 0x274C | 0x2757 | 0x27A1 | 0x1F195 | 0x1F4F7 | 0x1F3A5
    );
    let len = rest.find(|c: char| !is_emoji(c)).unwrap_or(rest.len());
    (!begins_item && len > 0).then_some(len)
}

struct Judge<'t> {
    text: &'t str,
    rules: &'t Rules,
    pairs: Vec<Pair>,
    /// First pair not yet passed.
    next: usize,
    /// Numbers of the pairs open at the current place, outer first.
    open: Vec<usize>,
    /// Whether the sentence around a quotation ends with it, once known.
    ends: Vec<Option<bool>>,
}

impl Judge<'_> {
    fn is_break(&mut self, place: &Place) -> bool {
        let closed = self.advance(place);
        if self.is_inside_word(place) || self.is_held() || self.is_repetition(place) {
            return false;
        }
        if let Some(pair) = closed.filter(|pair| place.last_mark < pair.close)
            && !self.ends_after(pair, self.following(place.at))
        {
            return false;
        }
        self.rules.decide(self.text, place.at).unwrap_or(false)
    }

    /// Moves to a place; gives the outermost pair that closes among its marks.
    fn advance(&mut self, place: &Place) -> Option<Pair> {
        let mut closed = None;
        loop {
            let following = self.pairs.get(self.next).filter(|pair| pair.open < place.mark);
            let until = following.map_or(place.at, |pair| pair.open);
            while let Some(pair) =
                self.open.last().and_then(|n| self.pairs.get(*n)).filter(|pair| pair.close < until)
            {
                closed = Some(*pair).filter(|pair| pair.close > place.mark);
                self.open.pop();
            }
            if following.is_none() {
                return closed;
            }
            self.open.push(self.next);
            self.next += 1;
        }
    }

    /// A mark inside a number, an address, a file name: letters follow at once that no new sentence begins with.
    fn is_inside_word(&self, place: &Place) -> bool {
        let Some(next) = self.text.get(place.at..).and_then(|rest| rest.chars().next()) else { return true };
        if is_gap(next) {
            return false;
        }
        let mut before = self.text.get(..place.mark).unwrap_or_default().chars().rev();
        let (last, second) = (before.next().unwrap_or(' '), before.next().unwrap_or(' '));
        if next.is_ascii_lowercase() || matches!(next, '=' | '&' | '/' | '_' | '@' | '-' | '~') {
            return true;
        }
        if next.is_ascii_uppercase() {
            return !(last.is_lowercase() && second.is_lowercase());
        }
        if place.is_single_stop && digit(next).is_some() {
            return !last.is_alphabetic() || last.is_ascii();
        }
        place.is_single_stop && last.is_alphabetic() && !second.is_alphabetic() && second != '\u{200C}'
    }

    /// `نمی\u{200C}رویم... نمی\u{200C}رویم تا`: after an ellipsis the same word goes on.
    fn is_repetition(&self, place: &Place) -> bool {
        let run = self.text.get(place.mark..place.at).unwrap_or_default();
        if !(run.contains('…') || run.contains("..")) || run.contains(['؟', '?', '!']) {
            return false;
        }
        let before = self.text.get(..place.mark).unwrap_or_default();
        let word = first_word(self.following(place.at));
        let clause =
            preceding(before).rsplit(is_mark).find(|part| !part.trim().is_empty()).unwrap_or_default();
        // Five: "a sound came out of it... a sound like". Shorter words come back by chance.
        let mut last = clause.split_whitespace().rev().take(5).map(first_word);
        !word.is_empty()
            && (last.next() == Some(word) || word.chars().count() >= 4 && last.any(|w| w == word))
    }

    /// Whether an open quotation or bracket belongs to a sentence that goes on after it.
    fn is_held(&mut self) -> bool {
        for at in (0..self.open.len()).rev() {
            let Some(number) = self.open.get(at).copied() else { continue };
            let Some(pair) = self.pairs.get(number).copied() else { continue };
            let ends = match self.ends.get(number).copied().flatten() {
                Some(known) => known,
                None => {
                    let ends = if pair.is_quote { self.quote_ends(pair) } else { self.is_whole(pair) };
                    if let Some(place) = self.ends.get_mut(number) {
                        *place = Some(ends);
                    }
                    ends
                }
            };
            if !ends {
                return true;
            }
        }
        false
    }

    /// A bracket around the whole text or a whole sentence of its own.
    fn is_whole(&self, pair: Pair) -> bool {
        let before = self.text.get(..pair.open).unwrap_or_default().trim_end_matches(is_gap);
        let after = self.following(pair.close);
        before.is_empty() && !after.chars().skip(1).any(|c| !is_gap(c) && !is_mark(c))
    }

    /// Whether the sentence around a quotation ends where the quotation does, and its own sentences may part.
    fn quote_ends(&self, pair: Pair) -> bool {
        let after = self.following(pair.close);
        let rest = after.trim_start_matches(|c: char| is_closer(c) || is_gap(c));
        let inner = self.text.get(pair.open..pair.close).unwrap_or_default();
        if self.is_row_of_slogans(pair, inner) {
            return false;
        }
        if rest.is_empty() || rest.starts_with(is_mark) {
            return true;
        }
        inner.trim_end_matches(|c: char| is_gap(c) || is_closer(c)).ends_with(is_mark)
            && self.ends_after(pair, after)
    }

    /// The text from a byte on, as far as judging needs it.
    fn following(&self, at: usize) -> &str {
        let rest = self.text.get(at..).unwrap_or_default();
        let mut end = rest.len().min(FOLLOWING);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        rest.get(..end).unwrap_or_default()
    }

    fn is_row_of_slogans(&self, pair: Pair, inner: &str) -> bool {
        let before = self.text.get(..pair.open).unwrap_or_default();
        let introduction = preceding(before);
        !inner.contains('.') && SLOGAN_WORDS.iter().any(|word| introduction.contains(word))
    }

    /// Whether the sentence around `pair`, whose last mark stands inside, ends before `rest`.
    fn ends_after(&self, pair: Pair, rest: &str) -> bool {
        let before = self.text.get(..pair.open).unwrap_or_default().trim_end_matches(is_gap);
        let introduced = before.is_empty() || before.ends_with([':', '：']) || before.ends_with(is_mark);
        if !pair.is_quote {
            return before.is_empty() || before.ends_with(is_mark);
        }
        let rest = rest.trim_start_matches(|c: char| is_gap(c) || is_closer(c));
        let Some(first) = rest.chars().next() else { return true };
        if matches!(first, '،' | '؛' | ':' | ',' | ';' | '-' | '–' | '—') {
            return false;
        }
        let word = first_word(rest);
        if word.chars().next().is_some_and(|c| c.is_lowercase() || c.is_uppercase()) {
            return first.is_uppercase() || !first.is_alphabetic();
        }
        let is_starter = is_in(word, Set::Starter);
        // "After" begins a sentence, "then" goes on.
        let is_after = word == "پس" && rest.trim_start_matches(word).trim_start().starts_with("از ");
        if introduced && matches!(word, "اما" | "ولی") && is_question(rest) {
            return true;
        }
        if !is_starter && !is_after && (is_in_any(word, &[Set::GoOn, Set::Reporting]) || is_verb(word)) {
            return false;
        }
        let inner = self
            .text
            .get(pair.open..pair.close)
            .unwrap_or_default()
            .trim_end_matches(|c: char| is_gap(c) || is_closer(c));
        let is_name = !introduced && inner.split_whitespace().nth(3).is_none() && !has_verb(inner);
        if !is_starter && (is_in(word, Set::Quoted) || is_name) {
            return false;
        }
        introduced
            || is_starter
            || inner.ends_with(['.', '۔']) && !inner.ends_with("..") && !is_in(word, Set::Preposition)
    }
}

/// Whether the first mark of a text is a question mark: `اما چه کسی گوش داد؟` asks for itself.
fn is_question(rest: &str) -> bool {
    rest.find(is_mark).and_then(|at| rest.get(at..)).is_some_and(|mark| mark.starts_with(['؟', '?']))
}

/// The end of a text, as far back as judging needs it.
fn preceding(text: &str) -> &str {
    let mut from = text.len().saturating_sub(INTRODUCTION);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}
