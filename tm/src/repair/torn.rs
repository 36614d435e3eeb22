//! Lines that were torn at ZWNJ and put together in another order, or whose words are in reverse.
//!
//! pypdf and PyPDF2 do this to PDFs of LibreOffice, which draws what stands around a ZWNJ in parts: the parts of each
//! run between two numbers come in reverse and the ZWNJ is lost (`شنود؟ آیا کسی صدای ما را می`). Where a part ends is
//! nowhere written; what endings and full stops show is proposed, and every line that may have been torn is told.

use super::detect;
use super::pieces::{Kind, Piece, is_closing, is_end_mark, is_opening, is_right_letter, pieces};
use super::words::{BOUND, PREFIX, is_in};

/// Signs without which nothing is said: two may be slips of typing.
const ENOUGH: usize = 3;
/// ZWNJ in a line without blanks: a word has fewer.
const MANY_JOINERS: usize = 3;

/// What a document shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Torn {
    /// Parts begin with endings that begin no part.
    by_endings: usize,
    /// Parts begin with an ending that is a call too: `های مردم!`, `ها، چه شد؟`.
    by_calls: usize,
    /// Lines have ZWNJ for blanks.
    by_blanks: usize,
    /// One sign will do.
    takes_few: bool,
}

/// What is said of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    pub(super) proposal: Option<String>,
    pub(super) reason: &'static str,
}

impl Torn {
    /// Looks at a sample of the document.
    pub(super) fn of(text: &str) -> Torn {
        let mut torn = Torn::default();
        // What ended before: text that is wrapped may begin a line with an ending, a sentence may not.
        let mut is_ended = true;
        for line in detect::sample(text).filter(|line| !line.trim().is_empty()) {
            torn.by_blanks += usize::from(has_joiners_for_blanks(line));
            let begins = is_ended && begins_with_ending(line);
            let behind = ending_behind_stop(line);
            torn.by_calls += usize::from(begins && words(line).next().is_some_and(is_call));
            torn.by_calls += usize::from(behind.is_some_and(is_call));
            torn.by_endings += usize::from(behind.is_some_and(|word| !is_call(word)));
            torn.by_endings += usize::from(
                begins && !words(line).next().is_some_and(is_call)
                    || is_ended && is_turned(line)
                    || has_ending_at_number(line),
            );
            is_ended = line.trim_end().ends_with(|c: char| is_end_mark(c) || is_closing(c) || is_opening(c));
        }
        torn
    }

    /// Its numbers are reversed, which the same programs do: one sign will do.
    pub(super) fn take_few(&mut self) {
        self.takes_few = true;
    }

    /// Whether its lines were torn or turned.
    pub(super) fn is_torn(self) -> bool {
        self.has_endings() || self.by_blanks >= ENOUGH
    }

    fn has_endings(self) -> bool {
        let all = self.by_endings + self.by_calls;
        if self.takes_few { all > 0 } else { self.by_endings > 0 && all >= ENOUGH }
    }

    /// What there is to say of a line as it was `read`, and as it is by now; nothing when it is whole.
    pub(super) fn doubt(self, read: &str, line: &str) -> Option<Doubt> {
        if self.by_blanks >= ENOUGH && has_joiners_for_blanks(line) {
            let reason = "the words are in reverse, with ZWNJ for blanks";
            return Some(Doubt { proposal: Some(turned(line)), reason });
        }
        if !self.has_endings() || is_whole(read) {
            return None;
        }
        Some(Doubt { proposal: joined(line), reason: "the line was torn at a ZWNJ, or may have been" })
    }
}

fn has_joiners_for_blanks(line: &str) -> bool {
    let line = line.trim();
    let joiners = line.matches('\u{200C}').count();
    joiners >= MANY_JOINERS && joiners > 2 * line.matches(' ').count()
}

fn begins_with_ending(line: &str) -> bool {
    let mut words = words(line);
    words.next().is_some_and(|word| is_in(word, BOUND)) && words.next().is_some()
}

fn is_call(word: &str) -> bool {
    matches!(word, "ها" | "های")
}

/// `شنود؟ کسی صدای ما را می`: a sentence of one word, and a prefix at the end of the line.
fn is_turned(line: &str) -> bool {
    let line = line.trim();
    let first = line.split(' ').next().unwrap_or_default();
    first.ends_with(['.', '!', '؟']) && line.rsplit(' ').next().is_some_and(|last| is_in(last, PREFIX))
}

/// `شنود. ها خوب نمی`: an ending behind a full stop.
fn ending_behind_stop(line: &str) -> Option<&str> {
    let tokens = || line.split_whitespace();
    let (_, ending) = tokens().zip(tokens().skip(1)).find(|(before, word)| {
        before.ends_with(['.', '!', '؟']) && bare(before).chars().nth(1).is_some() && is_in(word, BOUND)
    })?;
    Some(ending)
}

/// `۱۵اش عمل نکرد`: not `۶۰ ها`, which people write.
fn has_ending_at_number(line: &str) -> bool {
    let pieces = pieces(line);
    pieces.iter().zip(pieces.iter().skip(1)).any(|(number, piece)| {
        let follows = number.kind == Kind::Left && piece.kind == Kind::Words;
        let first = words(&piece.text).next().unwrap_or_default();
        follows && is_in(first, BOUND) && first != "ها"
    })
}

/// Whether nothing can have been torn: it ends with its mark, and all that stands at a number stands there with a blank.
fn is_whole(line: &str) -> bool {
    let line = line.trim();
    let pieces: Vec<Piece> = pieces(line).into_iter().filter(|piece| !piece.text.trim().is_empty()).collect();
    let ends = pieces.last().is_some_and(|piece| piece.kind != Kind::Words) || line.ends_with('؟');
    let is_short = words(line).nth(1).is_none();
    let at_numbers = pieces.iter().enumerate().all(|(at, piece)| {
        let is_left =
            |at: Option<usize>| at.and_then(|at| pieces.get(at)).is_some_and(|p| p.kind == Kind::Left);
        let first = words(&piece.text).next().unwrap_or_default();
        let last = words(&piece.text).last().unwrap_or_default();
        piece.kind != Kind::Words
            || (!is_in(first, BOUND)
                && !is_in(last, PREFIX)
                && (!is_left(Some(at + 1)) || piece.text.ends_with(' '))
                && (!is_left(at.checked_sub(1)) || piece.text.starts_with(' ')))
    });
    let is_wide = line.contains("  ");
    let inner_end = line.trim_end_matches(|c: char| is_end_mark(c) || is_closing(c) || is_opening(c));
    let is_one = !inner_end.contains(['.', '!', '؟']) || !inner_end.contains(' ');
    is_short || (ends && at_numbers && !is_wide && (is_one || !begins_with_ending(line)))
}

/// The line with its parts in order, as far as endings, prefixes and full stops show where they were torn.
fn joined(line: &str) -> Option<String> {
    let mut text = String::new();
    let mut run = String::new();
    for piece in pieces(line) {
        if piece.kind == Kind::Left {
            text.push_str(&reordered(&run)?);
            run.clear();
            text.push_str(&piece.text);
        } else {
            run.push_str(&piece.text);
        }
    }
    text.push_str(&reordered(&run)?);
    (text != line).then_some(text)
}

/// A run between two numbers; nothing when its parts do not fit.
fn reordered(run: &str) -> Option<String> {
    let tokens: Vec<&str> = run.split_whitespace().collect();
    let (first, last) = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => return Some(run.to_owned()),
    };
    if !is_in(bare(first), BOUND) && !is_in(bare(last), PREFIX) {
        return Some(run.to_owned());
    }
    if run.contains(|c: char| is_opening(c) || is_closing(c)) {
        return None;
    }
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    let mut is_cut = false;
    for token in tokens {
        if (is_cut || is_in(bare(token), BOUND)) && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(Vec::new());
        }
        is_cut = is_in(bare(token), PREFIX) || token.ends_with(['.', '!', '؟']);
        parts.last_mut()?.push(token);
    }
    parts.reverse();
    let fit = parts.iter().zip(parts.iter().skip(1)).all(|(left, right)| {
        let before = left.last().is_some_and(|word| is_in(bare(word), PREFIX));
        let behind = right.first().is_some_and(|word| is_in(bare(word), BOUND));
        before != behind
    });
    let text = parts.iter().map(|part| part.join(" ")).collect::<Vec<_>>().join("\u{200C}");
    let start = if run.starts_with(' ') { " " } else { "" };
    (fit && parts.len() > 1).then(|| format!("{start}{text}"))
}

/// The words of a line whose words are in reverse, each run between two numbers for itself.
fn turned(line: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut run = String::new();
    for piece in pieces(line) {
        if piece.kind == Kind::Left {
            parts.push(turned_run(&run));
            run.clear();
            let number = piece.text.trim_matches(|c: char| c == '\u{200C}' || c.is_whitespace());
            parts.push(number.to_owned());
        } else {
            run.push_str(&piece.text);
        }
    }
    parts.push(turned_run(&run));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// Affixes stay at their words: what else was one word cannot be told from two.
fn turned_run(run: &str) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut is_prefix = false;
    for token in run.split(['\u{200C}', ' ']).filter(|token| !token.is_empty()) {
        match all.last_mut() {
            Some(word) if is_prefix || is_in(bare(token), BOUND) => {
                word.push('\u{200C}');
                word.push_str(token);
            }
            _ => all.push(token.to_owned()),
        }
        is_prefix = is_in(token, PREFIX);
    }
    all.reverse();
    all.join(" ")
}

/// A word without its marks.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !is_right_letter(c))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !is_right_letter(c)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TORN: &str = "کار آغاز شد.\nهای ما روشن است. خواسته\nشنود؟ آیا کسی صدای ما را می\nآنان آمدند.\nاند. کارگران رفته\nدر سال ۱۴۰۲ایم. آغاز کرده\nنامه رسید.\nوگو با کارگر گفت\n";

    #[test]
    fn parts_are_proposed_where_endings_and_stops_show_them() {
        let torn = Torn::of(TORN);
        assert!(torn.is_torn());
        let proposal = |line: &str| torn.doubt(line, line).map(|doubt| doubt.proposal);
        assert_eq!(
            proposal("های ما روشن است. خواسته"),
            Some(Some("خواسته\u{200C}های ما روشن است.".to_owned()))
        );
        assert_eq!(
            proposal("شنود؟ آیا کسی صدای ما را می"),
            Some(Some("آیا کسی صدای ما را می\u{200C}شنود؟".to_owned()))
        );
        assert_eq!(proposal("وگو با کارگر گفت"), Some(None));
        assert_eq!(proposal("کار آغاز شد."), None);
    }

    #[test]
    fn wrapped_text_with_blanks_for_zwnj_is_not_torn() {
        let text = "کارگران خواسته\nهای خود را می\nنویسند. آنان خسته\nاند و به خانه\nها می\nروند. نان گران شده\nاست و مزد\nها کم است.\nدهه ۶۰ ها را ببین.\n";
        assert!(!Torn::of(text).is_torn());
    }

    #[test]
    fn words_in_reverse_with_zwnj_for_blanks_are_proposed() {
        let line = "نمی\u{200C}کنیم.\u{200C}جمع\u{200C}را\u{200C}بار\u{200C}گفتند:\u{200C}آن\u{200C}ها";
        let torn = Torn::of(&format!("{line}\n{line}\n{line}\n"));
        let doubt = torn.doubt(line, line).and_then(|doubt| doubt.proposal);
        assert_eq!(doubt.as_deref(), Some("آن\u{200C}ها گفتند: بار را جمع نمی\u{200C}کنیم."));
    }
}
