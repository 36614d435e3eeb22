//! Brackets and quotation marks: whether they pair, and whether both sides have as many.

use super::side::Side;
use super::{CheckKind, Finding, Severity};
use crate::span::{Chars, Span};

/// The marks of one kind in a text.
#[derive(Debug, Default)]
struct Marks {
    /// Pairs that are closed.
    pairs: Vec<Span<Chars>>,
    /// Marks without their other half.
    lone: Vec<Span<Chars>>,
}

/// Most letters or digits of a label such as "a)" or "12)", which has no opening bracket.
const LABEL: usize = 3;

/// What is wrong with brackets.
pub(super) fn brackets(source: &Side, target: &Side) -> Vec<Finding> {
    findings(CheckKind::Brackets, bracket_marks(&source.chars), bracket_marks(&target.chars))
}

/// What is wrong with quotation marks.
pub(super) fn quotes(source: &Side, target: &Side) -> Vec<Finding> {
    findings(CheckKind::Quotes, quote_marks(&source.chars), quote_marks(&target.chars))
}

fn findings(kind: CheckKind, here: Marks, there: Marks) -> Vec<Finding> {
    let (one, other) = (here.pairs.len(), there.pairs.len());
    let (severity, source, target, detail) = if !there.lone.is_empty() && here.lone.is_empty() {
        let detail =
            format!("{} without its other half", if there.lone.len() == 1 { "a mark" } else { "marks" });
        (Severity::Warning, Vec::new(), there.lone, detail)
    } else if one != other && here.lone.is_empty() {
        // A gloss is added, a dash stands for a bracket, reported speech for a quotation.
        (Severity::Hint, here.pairs, there.pairs, format!("{one} pairs here, {other} there"))
    } else {
        return Vec::new();
    };
    vec![Finding { kind, severity, source, target, detail }]
}

fn bracket_marks(chars: &[char]) -> Marks {
    let mut marks = Marks::default();
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        let opening = match c {
            '(' | '[' | '{' => {
                open.push((*c, at));
                continue;
            }
            ')' => '(',
            ']' => '[',
            '}' => '{',
            _ => continue,
        };
        match open.last() {
            Some((mark, from)) if *mark == opening => {
                marks.pairs.push(Span::new(*from, at + 1));
                open.pop();
            }
            _ if is_label(chars, at) || is_face(chars, at) => {}
            _ => marks.lone.push(Span::new(at, at + 1)),
        }
    }
    let unclosed = open.iter().filter(|(_, at)| !is_face(chars, *at));
    marks.lone.extend(unclosed.map(|(_, at)| Span::new(*at, at + 1)));
    marks
}

/// "a)", "12)" at the beginning of a text, line or item.
fn is_label(chars: &[char], at: usize) -> bool {
    let letters = (1..=LABEL + 1)
        .map_while(|back| at.checked_sub(back).and_then(|i| chars.get(i)))
        .take_while(|c| c.is_alphanumeric())
        .count();
    let before = at.checked_sub(letters + 1).and_then(|i| chars.get(i));
    let label = chars.get(at.saturating_sub(letters)..at).unwrap_or_default();
    // A figure, a letter, a small Roman figure; LO) is a word.
    let lists = letters == 1 || label.iter().all(|c| c.is_numeric() || matches!(c, 'i' | 'v' | 'x'));
    lists && letters > 0 && letters <= LABEL && before.is_none_or(|c| c.is_whitespace())
}

/// :) and :-( and ;)
fn is_face(chars: &[char], at: usize) -> bool {
    let back = |steps| at.checked_sub(steps).and_then(|i| chars.get(i));
    matches!((back(2), back(1)), (_, Some(':' | ';')) | (Some(':' | ';'), Some('-')))
}

/// Double marks of any form go in turns, since „ “ ” » « open in one language and close in another; a single one is a
/// quotation mark only where an opening one stood, else an apostrophe.
fn quote_marks(chars: &[char]) -> Marks {
    let mut marks = Marks::default();
    let (mut double, mut single) = (None, None);
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| chars.get(i));
        let behind = chars.get(at + 1);
        match c {
            '"' if before.is_some_and(|c| c.is_numeric()) && double.is_none() => {}
            '«' | '»' | '“' | '”' | '„' | '\u{201F}' | '"' | '\u{FF02}' => {
                toggle(&mut double, at, &mut marks);
            }
            '‹' | '›' | '‚' | '\'' | '‘' | '’' => {
                let word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
                let opens = !word(before) && word(behind) && matches!(c, '‹' | '›' | '‚' | '\'' | '‘');
                let closes = single.is_some() && !word(behind) && *c != '‚';
                if closes || opens && single.is_none() {
                    toggle(&mut single, at, &mut marks);
                }
            }
            _ => {}
        }
    }
    // A single mark that is not closed was an apostrophe: 'twas.
    marks.lone.extend(double.map(|at| Span::new(at, at + 1)));
    marks.pairs.sort();
    marks
}

fn toggle(open: &mut Option<usize>, at: usize, marks: &mut Marks) {
    match open.take() {
        Some(from) => marks.pairs.push(Span::new(from, at + 1)),
        None => *open = Some(at),
    }
}
