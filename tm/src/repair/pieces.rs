//! What a line consists of, as far as its direction is concerned.

/// What a piece of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Right-to-left letters with their blanks, commas and inner marks.
    Words,
    /// A number with its inner marks, or left-to-right letters: always read from left to right.
    Left,
    /// Full stops, brackets, quotes, dashes.
    Marks,
}

/// A piece of a line, blanks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// Letters and signs of the Arabic script, ZWNJ and ZWJ.
pub(super) fn is_right_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{065F}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}'..='\u{06EF}' | '\u{06FA}'..='\u{06FF}'
        | '\u{200C}' | '\u{200D}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Digits of the three sets, and what belongs to a number.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '۰'..='۹' | '٠'..='٩' | '٪' | '%')
}

/// Marks that end a sentence or introduce what follows.
pub(super) fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | ':' | '…')
}

/// Brackets and quotes with their mirror images.
pub(super) fn mirrored(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        _ => return None,
    })
}

/// Whether a bracket or quote opens.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '«' | '‹')
}

/// Whether a bracket or quote closes.
pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '»' | '›')
}

/// The line in pieces, all of it. Blanks belong to the words beside them, else to the marks.
pub(super) fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut characters = line.chars().peekable();
    let mut held = String::new();
    let mut last: Option<Kind> = None;
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        let kind = kind(c, last, next);
        match (kind, last) {
            // Between two left-to-right letters or digits these are inner characters.
            (None, _) => held.push(c),
            (Some(kind), Some(before)) if kind == before && (kind != Kind::Left || is_inner(&held)) => {
                extend(&mut pieces, &held, c);
                held.clear();
            }
            (Some(kind), _) => {
                let text = match (kind, pieces.last_mut()) {
                    // Blanks before words belong to them, blanks behind words stay there.
                    (Kind::Words, _) => std::mem::take(&mut held),
                    (_, Some(piece)) => {
                        piece.text.push_str(&held);
                        held.clear();
                        String::new()
                    }
                    (_, None) => std::mem::take(&mut held),
                };
                pieces.push(Piece { kind, text });
                extend(&mut pieces, "", c);
            }
        }
        if kind.is_some() {
            last = kind;
        }
    }
    match pieces.last_mut() {
        Some(piece) => piece.text.push_str(&held),
        None => pieces.push(Piece { kind: Kind::Marks, text: held }),
    }
    pieces
}

fn extend(pieces: &mut [Piece], held: &str, c: char) {
    if let Some(piece) = pieces.last_mut() {
        piece.text.push_str(held);
        piece.text.push(c);
    }
}

/// A blank within a run of Latin words.
fn is_inner(held: &str) -> bool {
    held.is_empty() || held == " "
}

/// Nothing for a blank.
fn kind(c: char, last: Option<Kind>, next: Option<char>) -> Option<Kind> {
    let is_left = |c: char| is_digit(c) || (c.is_alphabetic() && !is_right_letter(c));
    if c.is_whitespace() {
        return None;
    }
    if is_left(c) {
        return Some(Kind::Left);
    }
    let joins = matches!(
        c,
        '.' | ',' | '٫' | '٬' | ':' | '/' | '-' | '@' | '_' | '&' | '\u{2019}' | '?' | '=' | '#' | '+'
    );
    if joins && last == Some(Kind::Left) && next.is_some_and(is_left) {
        return Some(Kind::Left);
    }
    if is_right_letter(c) || matches!(c, '،' | '؛' | '؟') {
        return Some(Kind::Words);
    }
    Some(Kind::Marks)
}

/// Puts pieces together in the order given, with blanks as the marks want them.
pub(super) fn assemble<'p>(pieces: impl Iterator<Item = (Kind, &'p str)>) -> String {
    let mut line = String::new();
    for (kind, text) in pieces {
        let text = text.trim();
        let Some(first) = text.chars().next() else { continue };
        let is_dots = text.starts_with("..") || first == '…';
        let tight = match line.chars().last() {
            None => true,
            Some(last) if is_opening(last) => true,
            Some(_) => {
                kind == Kind::Marks && !is_dots && (is_end_mark(first) || is_closing(first))
                    || matches!(first, '،' | '؛' | '؟' | '\u{200C}')
            }
        };
        if !tight {
            line.push(' ');
        }
        line.push_str(text);
    }
    line
}
