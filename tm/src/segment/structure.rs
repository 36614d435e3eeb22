//! Quotes and brackets: which belong together, within a bounded span.

use super::lines::is_mark;

/// Longest quotation, in bytes, inside which sentence ends are held back when the outer sentence goes on;
/// some 600 Persian letters. Unbalanced quotes harm no more text than this.
const LONGEST_QUOTE: usize = 1200;
/// The same for brackets, which hold less.
const LONGEST_BRACKET: usize = 800;
/// The same for straight quotes, whose openers and closers look alike.
const LONGEST_STRAIGHT: usize = 800;
/// How many open pairs are looked through for a partner: deeper nesting is damage.
const DEEPEST: usize = 8;
/// Longest text, in bytes, between two brackets that were extracted the wrong way round: `)ع(`.
const LONGEST_REVERSED: usize = 48;

/// A pair of quotes or brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    /// Byte of the opening mark.
    pub(super) open: usize,
    /// Byte of the closing mark.
    pub(super) close: usize,
    /// Whether it quotes; else it is a bracket.
    pub(super) is_quote: bool,
}

/// All pairs of a text, by the place of their opening mark.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let mut finder = Finder::default();
    let mut before = '\n';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or('\n', |(_, next)| *next);
        match c {
            '«' | '(' | '[' | '{' | '„' | '‹' | '「' | '『' => finder.open(at, c),
            '»' | ')' | ']' | '}' | '›' | '」' | '』' => finder.close(text, at, c),
            '“' | '”' | '"' | '״' => finder.ambiguous(at, c, before, next),
            _ => {}
        }
        before = c;
    }
    finder.pairs.sort_unstable_by_key(|pair| pair.open);
    finder.pairs
}

#[derive(Default)]
struct Finder {
    stack: Vec<(usize, char)>,
    pairs: Vec<Pair>,
    /// A closing bracket nothing was open for.
    stray: Option<usize>,
}

impl Finder {
    fn open(&mut self, at: usize, c: char) {
        if c == '(' && self.stray.take().is_some_and(|stray| at - stray <= LONGEST_REVERSED) {
            return;
        }
        // Danish, German and Swedish also quote »so«, and so do Persian quotes extracted the wrong way round.
        if c == '«' && self.take(at, |open| open == '»') {
            return;
        }
        self.stack.push((at, c));
    }

    fn close(&mut self, text: &str, at: usize, c: char) {
        let fits = |open: char| {
            matches!(
                (open, c),
                ('«', '»') | ('(', ')') | ('[', ']') | ('{', '}') | ('‹', '›') | ('「', '」') | ('『', '』')
            )
        };
        if self.take(at, fits) {
            return;
        }
        if c == '»'
            && text.get(..at).is_none_or(|before| {
                before.ends_with(|b: char| b.is_whitespace() || b == '(') || before.is_empty()
            })
        {
            let after = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            if after.is_some_and(char::is_alphanumeric) {
                self.stack.push((at, '»'));
            }
        }
        self.stray = (c == ')').then_some(at);
    }

    /// `“` and `”` open or close by language, `"` by its place.
    fn ambiguous(&mut self, at: usize, c: char, before: char, next: char) {
        let opens_here = before.is_whitespace()
            || matches!(before, '(' | '[' | '«' | '\u{200F}' | '\u{200E}' | '-' | '–' | '—' | ':');
        let closes_here = next.is_whitespace()
            || is_mark(next)
            || matches!(next, ')' | ']' | '»' | '،' | '؛' | ',' | ';' | ':' | '\u{200F}');
        let fits = |open: char| match c {
            '"' | '״' => open == c,
            '”' => matches!(open, '“' | '”' | '„'),
            _ => matches!(open, '„' | '”' | '“'),
        };
        let is_open = self.stack.iter().rev().take(DEEPEST).any(|(_, open)| fits(*open));
        let closes = is_open && (closes_here || !opens_here);
        if closes && self.take(at, fits) {
            return;
        }
        if !closes_here && (opens_here || !is_open) {
            self.stack.push((at, c));
        }
    }

    fn take(&mut self, at: usize, fits: impl Fn(char) -> bool) -> bool {
        let found = self.stack.iter().rev().take(DEEPEST).position(|(_, open)| fits(*open));
        let Some(depth) = found else { return false };
        let kept = self.stack.len() - depth - 1;
        let Some((open, mark)) = self.stack.get(kept).copied() else { return false };
        self.stack.truncate(kept);
        let is_quote = !matches!(mark, '(' | '[' | '{');
        let longest = match mark {
            '"' | '״' => LONGEST_STRAIGHT,
            _ if is_quote => LONGEST_QUOTE,
            _ => LONGEST_BRACKET,
        };
        if at - open <= longest {
            self.pairs.push(Pair { open, close: at, is_quote });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<&str> {
        pairs(text).iter().map(|pair| &text[pair.open..pair.close]).collect()
    }

    #[test]
    fn pairs_are_found_in_all_habits() {
        for (text, found) in [
            ("او «نه» گفت (آرام).", vec!["«نه", "(آرام"]),
            ("او \"نه\" و \"آری\" گفت", vec!["\"نه", "\"آری"]),
            ("„Nein“ und »ja« und “yes” och ”nej”", vec!["„Nein", "»ja", "“yes", "”nej"]),
            ("علی) ع (آمد. حسن) ع (رفت.", vec![]),
            ("(یک «دو (سه) چهار» پنج)", vec!["(یک «دو (سه) چهار» پنج", "«دو (سه) چهار", "(سه"]),
            ("بی سر» و «بی ته", vec![]),
        ] {
            assert_eq!(shown(text), found, "{text}");
        }
    }

    #[test]
    fn a_long_span_is_no_pair() {
        assert!(pairs(&format!("«{}»", "آ".repeat(LONGEST_QUOTE))).is_empty());
    }
}
