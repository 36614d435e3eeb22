//! Cyrillic and Greek letters that look like Latin ones, inside Latin words: R\u{435}za.

/// What a letter is taken for, as a small letter and as a capital (Unicode's confusables, the letters in daily use).
const ALIKE: &[(char, char, char)] = &[
    ('\u{430}', 'a', 'a'),
    ('\u{432}', 'b', 'b'),
    ('\u{435}', 'e', 'e'),
    ('\u{43A}', 'k', 'k'),
    ('\u{43C}', 'm', 'm'),
    ('\u{43D}', 'h', 'h'),
    ('\u{43E}', 'o', 'o'),
    ('\u{440}', 'p', 'p'),
    ('\u{441}', 'c', 'c'),
    ('\u{442}', 't', 't'),
    ('\u{443}', 'y', 'y'),
    ('\u{445}', 'x', 'x'),
    ('\u{44C}', 'b', 'b'),
    ('\u{455}', 's', 's'),
    ('\u{456}', 'i', 'i'),
    ('\u{458}', 'j', 'j'),
    ('\u{4BB}', 'h', 'h'),
    ('\u{4CF}', 'l', 'i'),
    ('\u{501}', 'd', 'd'),
    ('\u{51B}', 'q', 'q'),
    ('\u{51D}', 'w', 'w'),
    ('\u{3B1}', 'a', 'a'),
    ('\u{3B2}', 'b', 'b'),
    ('\u{3B3}', 'y', 'y'),
    ('\u{3B5}', 'e', 'e'),
    ('\u{3B6}', 'z', 'z'),
    ('\u{3B7}', 'n', 'h'),
    ('\u{3B9}', 'i', 'i'),
    ('\u{3BA}', 'k', 'k'),
    ('\u{3BC}', 'u', 'm'),
    ('\u{3BD}', 'v', 'n'),
    ('\u{3BF}', 'o', 'o'),
    ('\u{3C1}', 'p', 'p'),
    ('\u{3C4}', 't', 't'),
    ('\u{3C5}', 'u', 'y'),
    ('\u{3C7}', 'x', 'x'),
    ('\u{3C9}', 'w', 'w'),
];

/// Puts the Latin letter in the place of its look-alike, in words that have a Latin letter: one wholly in another
/// script is a word of another language.
pub(super) fn unmask(cells: &mut [char], upper: &[bool]) {
    if !cells.iter().any(|c| is_foreign(*c)) {
        return;
    }
    let mut start = 0;
    for word in cells.split_mut(|c| !c.is_alphabetic()) {
        let length = word.len();
        if word.iter().any(char::is_ascii_alphabetic) {
            for (cell, capital) in word.iter_mut().zip(upper.iter().skip(start)) {
                if let Some((_, small, large)) = ALIKE.iter().find(|(alike, ..)| alike == cell) {
                    *cell = if *capital { *large } else { *small };
                }
            }
        }
        start += length + 1;
    }
}

fn is_foreign(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}')
}
