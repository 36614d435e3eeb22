//! Which line breaks are wraps inside a sentence or paragraph.

use std::cell::OnceCell;

use super::layout::is_slogan_line;
use super::lines::{Ending, Line, ending, is_emoji};
use super::marker::MarkerKind;
use super::profile::{Column, NARROWEST, inner_end};
use super::shape::{Shape, before_colon};
use super::words::{Set, ends_with_verb, first_word, has_verb, is_in, is_in_any, is_letter, last_word};

/// Longest line in characters that a terminal or page wraps to; longer lines are paragraphs.
const LONGEST_LINE: usize = 160;
/// Widest line of verse in characters: two half-lines of classical metre side by side.
const WIDEST_VERSE: usize = 62;

/// Lines below an opened quotation in which its end is looked for: a longer one is a piece of its own.
const QUOTED_LINES: usize = 4;

/// For each line, what its line break means.
pub(super) struct Wraps {
    /// Whether it goes on with the sentence or paragraph of the line before.
    pub(super) joins: Vec<bool>,
    /// Whether it is one of a stack of lines that each stand alone.
    pub(super) stacks: Vec<Stack>,
}

/// A stack of lines that each stand alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stack {
    /// It is none.
    #[default]
    None,
    /// Lines of verse.
    Verse,
    /// Names of signatories and the like.
    Names,
}

impl Wraps {
    /// Judges all line breaks, block by block.
    pub(super) fn find(lines: &[Line<'_>], shapes: &[Shape]) -> Wraps {
        let mut wraps = Wraps { joins: vec![false; lines.len()], stacks: vec![Stack::None; lines.len()] };
        let document = OnceCell::new();
        for block in blocks(lines) {
            let (Some(group), Some(kinds)) = (lines.get(block.clone()), shapes.get(block.clone())) else {
                continue;
            };
            if group.len() < 2 {
                continue;
            }
            if let Some(times) = group.iter().take(2).position(is_cue_time) {
                wraps.join_cue(block.start + times + 1..block.end, lines, shapes);
                continue;
            }
            let own = Column::of(group, kinds);
            let of_document = document.get_or_init(|| Column::of(lines, shapes)).filter(|c| c.fits(group));
            // A column that was only estimated says nothing about a stack of names without a full stop.
            let is_prose = || {
                group.iter().any(|line| ending(line.body) == Ending::Closed || inner_end(line.body).is_some())
            };
            let borrowed = of_document.filter(|column| column.is_exact() || is_prose());
            let column = borrowed.filter(|column| column.is_exact()).or(own).or(borrowed);
            if own.is_none() && is_verse(group, kinds) && !column.is_some_and(|column| column.fills(group)) {
                let stack = if are_names(group) { Stack::Names } else { Stack::Verse };
                wraps.stacks.get_mut(block).into_iter().flatten().for_each(|mark| *mark = stack);
                continue;
            }
            wraps.judge(block, lines, shapes, column);
        }
        wraps
    }

    /// The lines of a subtitle are one text, unless a dash or bracket begins another.
    fn join_cue(&mut self, cue: std::ops::Range<usize>, lines: &[Line<'_>], shapes: &[Shape]) {
        for at in cue.skip(1) {
            let own = |at: usize| shapes.get(at).is_none_or(|shape| shape.is_alone());
            let begins = matches!(shapes.get(at), Some(Shape::Item(_) | Shape::Label(_)))
                || lines.get(at).is_some_and(|line| line.body.starts_with(['♪', '♫']));
            if let Some(join) = self.joins.get_mut(at) {
                *join = !own(at) && !own(at - 1) && !begins;
            }
        }
    }

    fn judge(
        &mut self,
        block: std::ops::Range<usize>,
        lines: &[Line<'_>],
        shapes: &[Shape],
        column: Option<Column>,
    ) {
        let mut state = State {
            column,
            is_small: block.len() <= 3,
            numbers: Vec::new(),
            joined: false,
            is_list: false,
            is_quote_open: false,
            is_recital: false,
            follows_end: false,
        };
        let end = block.end;
        for at in block.skip(1) {
            let (Some(a), Some(b)) = (lines.get(at - 1), lines.get(at)) else { continue };
            let (Some(sa), Some(sb)) = (shapes.get(at - 1), shapes.get(at)) else { continue };
            state.note(*sa);
            let next_is_short =
                lines.get(at + 1).is_some_and(|c| c.blank_before == 0 && is_name_with_comma(c));
            let following = lines.get(at + 1).filter(|c| c.blank_before == 0);
            state.is_list = ending(a.body) == Ending::Colon
                && ending(b.body) == Ending::Open
                && following.is_some_and(|c| column.is_some_and(|column| !column.is_full(b, c)));
            state.is_recital = is_recital(a.body) || state.is_recital && state.joined;
            state.is_quote_open =
                lines.get(at - 1..end.min(at + QUOTED_LINES)).is_some_and(leaves_quote_open);
            state.joined = state.is_joined((a, *sa), (b, *sb), next_is_short);
            if let Some(join) = self.joins.get_mut(at) {
                *join = state.joined;
            }
            state.follows_end = ending(a.body) == Ending::Closed;
        }
    }
}

/// `00:00:12,400 --> 00:00:15,100`, the line above the text of a subtitle.
fn is_cue_time(line: &Line<'_>) -> bool {
    line.body.contains("-->") && !line.body.contains(char::is_alphabetic)
}

/// Four or more short unclosed lines, of like length or narrower than any column.
fn is_verse(group: &[Line<'_>], kinds: &[Shape]) -> bool {
    let widest = group.iter().map(|line| line.width).max().unwrap_or(0);
    if group.len() < 4 || widest > WIDEST_VERSE || kinds.iter().any(|shape| *shape != Shape::Plain) {
        return false;
    }
    let narrowest = group.iter().map(|line| line.width).min().unwrap_or(0);
    let open = group.iter().filter(|line| matches!(ending(line.body), Ending::Open | Ending::Comma)).count();
    let inner = group.iter().filter(|line| inner_end(line.body).is_some()).count();
    // One full stop, at the end of all, is a paragraph.
    let is_paragraph = open + 1 == group.len()
        && group.last().is_some_and(|line| line.body.ends_with('.'))
        && group.iter().rev().skip(1).any(|line| is_in(last_word(line.body), Set::Open) || line.width > 40);
    let is_free = widest < NARROWEST && open == group.len() && group.len() >= 5;
    (narrowest * 5 >= widest * 2 || is_free)
        && open * 4 >= group.len() * 3
        && inner * 6 <= group.len()
        && !is_paragraph
}

/// Whether a stack has a lead-in, or groups and people who sign, rather than verse.
fn are_names(group: &[Line<'_>]) -> bool {
    let is_name = |line: &&Line<'_>| {
        let sets = [Set::Organisation, Set::Honorific, Set::GivenName];
        is_in_any(first_word(line.body), &sets) && !has_verb(line.body)
    };
    group.first().is_some_and(|line| ending(line.body) == Ending::Colon)
        || group.iter().filter(is_name).count() * 2 >= group.len()
}

/// The ranges of lines without a blank line between them.
fn blocks(lines: &[Line<'_>]) -> Vec<std::ops::Range<usize>> {
    let starts: Vec<usize> = (0..lines.len())
        .filter(|at| *at == 0 || lines.get(*at).is_some_and(|line| line.blank_before > 0))
        .chain([lines.len()])
        .collect();
    starts.windows(2).filter_map(|pair| Some(*pair.first()?..*pair.last()?)).collect()
}

/// What is known of a block while its line breaks are judged.
struct State {
    column: Option<Column>,
    is_small: bool,
    /// Values of the list numbers so far.
    numbers: Vec<u32>,
    /// Whether the line before was joined to its own predecessor.
    joined: bool,
    /// Whether a colon stands before a short line that more lines follow.
    is_list: bool,
    /// Whether a quotation is open that a line soon below closes.
    is_quote_open: bool,
    /// Whether the line before stands in a row of recitals.
    is_recital: bool,
    /// Whether the line above the line before ends a sentence.
    follows_end: bool,
}

impl State {
    fn note(&mut self, shape: Shape) {
        if let Shape::Item(marker) = shape
            && let MarkerKind::Number(value) = marker.kind
        {
            self.numbers.push(value);
        }
    }

    fn is_joined(
        &self,
        (a, sa): (&Line<'_>, Shape),
        (b, sb): (&Line<'_>, Shape),
        next_is_short: bool,
    ) -> bool {
        if sa.is_alone() || sb.is_alone() {
            return false;
        }
        let end = ending(a.body);
        let parts_recitals = self.is_recital
            && end == Ending::Comma
            && (is_recital(b.body) || a.body.ends_with('،') && ending(b.body) == Ending::Colon);
        if self.is_list || parts_recitals || begins_anew((a, sa), b) || is_rest_of_names(a, b) {
            return false;
        }
        let is_full = self.column.is_some_and(|column| column.is_full(a, b));
        let runs_on = is_full && matches!(end, Ending::Open | Ending::Comma);
        match sb {
            Shape::Label(_) if !runs_on => return false,
            Shape::KeyValue(_) if matches!(sa, Shape::KeyValue(_)) || !runs_on => return false,
            Shape::Item(marker) => match marker.kind {
                MarkerKind::Bullet => return false,
                MarkerKind::Number(value) if self.numbers.last().is_some_and(|last| value == last + 1) => {
                    return false;
                }
                MarkerKind::Number(1) if end == Ending::Colon => return false,
                _ if !runs_on => return false,
                _ => {}
            },
            _ => {}
        }
        if let Shape::Item(marker) = sa
            && a.body.len() == marker.len
        {
            return true;
        }
        if self.column.is_none_or(|column| !column.is_exact()) && ends_with_picture(a.body) {
            return false;
        }
        if begins_with_end(b.body) || self.is_quote_open && !matches!(end, Ending::Colon) {
            return true;
        }
        // An estimated column does not join a line in Latin letters to a Persian one.
        if is_full && (self.column.is_some_and(Column::is_exact) || !is_other_script(a, b)) {
            return true;
        }
        match end {
            // The rules see the joining word behind the ellipsis.
            Ending::Closed => {
                is_cut_short(a.body) && is_in(first_word(b.body), Set::GoOn)
                    || a.width >= NARROWEST && ends_with_initial(a.body)
            }
            Ending::Colon => false,
            Ending::Comma => {
                !is_address(a, b) && !(is_name_with_comma(a) && (is_name_with_comma(b) || next_is_short))
            }
            Ending::Open => self.goes_on(a, b),
        }
    }

    /// Judges a break by meaning: whether the line before is unfinished.
    fn goes_on(&self, a: &Line<'_>, b: &Line<'_>) -> bool {
        let last = last_word(a.body);
        if is_in(last, Set::Open)
            || has_ezafe(last)
            || a.body.ends_with(" -") && a.body.chars().any(char::is_lowercase)
        {
            return true;
        }
        // A line this long is a paragraph, which may begin with "and".
        let is_paragraph = a.width > LONGEST_LINE;
        if !is_paragraph
            && (is_in(first_word(b.body), Set::Carry) || b.body.starts_with(|c: char| c.is_lowercase()))
        {
            return true;
        }
        if ends_in_bracket(a, b) || a.width >= NARROWEST && begins_with_rest(b.body) {
            return true;
        }
        let tail = inner_end(a.body).and_then(|at| a.body.get(at..)).map(str::trim);
        if let Some(tail) = tail {
            return !tail.is_empty() && !ends_with_verb(tail);
        }
        if ends_with_verb(a.body) || is_title(a.body) || is_title(b.body) {
            return false;
        }
        let finishes = ends_with_sentence(b.body);
        // A few words below a full line that ends a sentence are a heading.
        if self.follows_end && self.column.is_some_and(|column| column.is_short(a)) {
            return false;
        }
        if self.joined {
            return finishes;
        }
        // 30: shorter lines are headings. A heading is also shorter than the sentence below it.
        self.is_small
            && a.width >= 30
            && a.width + 1 + first_word(b.body).chars().count() > b.width
            && finishes
            && !is_in(first_word(b.body), Set::Starter)
    }
}

/// `.خواسته\u{200C}ها`: the mark that ends the line before was pushed to the next.
fn begins_with_end(body: &str) -> bool {
    let mut chars = body.chars();
    matches!(chars.next(), Some('.' | '،' | '؛' | '؟'))
        && chars.next().is_none_or(|c| c.is_whitespace() || is_letter(c))
}

/// `بایستند.` or `قابل چانه\u{200C}زنی نیست. از این رو`: a verb that a few words lead to ends the clause above.
fn begins_with_rest(body: &str) -> bool {
    let Some((rest, _)) = body.split_once(['.', '؟', '!']).filter(|(rest, _)| !rest.trim().is_empty())
    else {
        return false;
    };
    let words = rest.split_whitespace().count();
    // Three words and no subject of their own; more may be a sentence below a heading.
    words <= 3 && ends_with_verb(rest) && !is_in(first_word(rest), Set::Starter)
        || words == 1 && body.split_whitespace().count() == 1 && body.ends_with('.')
}

/// `م. ر.` and `ه.ش.`: a full stop that ends a letter, which may end no sentence.
fn ends_with_initial(body: &str) -> bool {
    let mut chars = body.strip_suffix('.').unwrap_or_default().chars().rev();
    chars.next().is_some_and(is_letter) && chars.next().is_some_and(|c| c.is_whitespace() || c == '.')
}

/// Whether a line closes with a picture behind its words.
fn ends_with_picture(body: &str) -> bool {
    body.chars().next_back().is_some_and(is_emoji) && body.contains(is_letter)
}

/// Whether a line ends with an ellipsis.
fn is_cut_short(body: &str) -> bool {
    body.ends_with("..") || body.ends_with('…')
}

/// `با توجه به ...؛`: one of the reasons a resolution lists line by line before it resolves.
fn is_recital(body: &str) -> bool {
    const OPENINGS: [&str; 6] =
        ["از آنجا که ", "از آن جا که ", "نظر به ", "با توجه به ", "با در نظر گرفتن ", "با علم به "];
    let body = body.trim_start_matches(|c: char| !is_letter(c));
    let body = body.strip_prefix("و ").unwrap_or(body);
    OPENINGS.iter().any(|opening| body.starts_with(opening))
}

/// Whether the first of these lines opens a quotation, in running text, that another of them closes.
fn leaves_quote_open(lines: &[Line<'_>]) -> bool {
    let Some((first, rest)) = lines.split_first() else { return false };
    let Some((_, quoted)) = first.body.rsplit_once('«') else { return false };
    // 30: what is shorter is a call or a line of verse.
    first.width >= 30
        && !quoted.contains('»')
        && rest
            .iter()
            .take_while(|line| line.blank_before == 0)
            .find(|line| line.body.contains(['«', '»']))
            .is_some_and(|line| {
                line.body.find('»') < line.body.find('«').or(Some(usize::MAX)) && line.body.contains('»')
            })
}

/// Whether a line ends with a verb and a full stop, or holds the end of a sentence.
fn ends_with_sentence(body: &str) -> bool {
    let sentence = inner_end(body).and_then(|at| body.get(..at)).unwrap_or(body);
    ending(sentence) == Ending::Closed && ends_with_verb(sentence)
}

fn is_title(body: &str) -> bool {
    is_in(first_word(body), Set::Title)
}

/// Whether a line begins something of its own although the line before may fill its column.
fn begins_anew((a, sa): (&Line<'_>, Shape), b: &Line<'_>) -> bool {
    let begins_quoted = || !is_quoted(a) && is_quoted(b);
    // Behind the items the sentence of their introduction goes on.
    let closes_list = || matches!(sa, Shape::Item(_)) && ending(b.body) == Ending::Colon;
    match ending(a.body) {
        Ending::Closed => is_slogan_line(a.body) || is_slogan_line(b.body) || has_head(a) && has_head(b),
        Ending::Colon => begins_quoted(),
        Ending::Comma => closes_list(),
        Ending::Open => is_title(a.body) && !is_in(last_word(a.body), Set::Open) && is_call(b),
    }
}

/// `By A. Novak, reporter` below a Persian line.
fn is_other_script(a: &Line<'_>, b: &Line<'_>) -> bool {
    let is_latin = |text: &str| !text.contains(|c| matches!(c, '\u{600}'..='\u{6FF}'));
    !is_latin(last_word(a.body))
        && is_latin(b.body)
        && b.body.starts_with(|c: char| c.is_ascii_uppercase())
        && b.body.split_whitespace().nth(2).is_some()
}

/// `همه\u{200C}ی`: what belongs to the word is still missing.
fn has_ezafe(word: &str) -> bool {
    word.ends_with("ه\u{200C}ی") || word.ends_with("هٔ") || word.ends_with('ۀ')
}

/// Whether a line begins with a short head and a colon.
fn has_head(line: &Line<'_>) -> bool {
    before_colon(line.body).is_some_and(|(head, _)| head.split_whitespace().count() <= 2 && !has_verb(head))
}

/// `(بنگرید به پیوست).` below a line that is no heading ends the sentence of that line.
fn ends_in_bracket(a: &Line<'_>, b: &Line<'_>) -> bool {
    // 40: what is narrower may be a heading with a note below it.
    a.width >= 40 && b.body.starts_with('(') && b.body.ends_with(").")
}

/// Whether a line is quoted mail.
fn is_quoted(line: &Line<'_>) -> bool {
    line.body_start > line.start
}

/// `مردم آزادی\u{200C}خواه!`: those a statement is addressed to, below its title.
fn is_call(line: &Line<'_>) -> bool {
    let names_several = || line.body.contains('،') && ending(line.body) == Ending::Open;
    (line.body.ends_with('!') || names_several())
        && inner_end(line.body).is_none()
        && line.body.split_whitespace().count() <= 8
        && !has_verb(line.body)
}

/// `رفقای گرامی،` above a letter, `با درود،` below it.
fn is_address(a: &Line<'_>, b: &Line<'_>) -> bool {
    let is_signed = b.body.split_whitespace().count() <= 3 && ending(b.body) == Ending::Open;
    a.body.split_whitespace().count() <= 4
        && (a.width * 2 < b.width || is_signed)
        && !is_in(first_word(b.body), Set::Carry)
}

/// `و نه انجمن دیگر` below the last of those who sign.
fn is_rest_of_names(a: &Line<'_>, b: &Line<'_>) -> bool {
    let words = b.body.split_whitespace();
    words.clone().count() <= 5
        && words.clone().next() == Some("و")
        && words.clone().any(|word| word == "دیگر")
        && ending(b.body) == Ending::Open
        && ending(a.body) == Ending::Open
        && a.body.split_whitespace().count() <= 7
        && !has_verb(a.body)
        && !has_verb(b.body)
}

/// A name in a column of names that each end with a comma.
fn is_name_with_comma(line: &Line<'_>) -> bool {
    line.body.split_whitespace().count() <= 5 && ending(line.body) == Ending::Comma
}
