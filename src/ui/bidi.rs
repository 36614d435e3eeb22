//! `--bidi visual`: Persian for terminals that neither order nor join it.
//!
//! Lines are reordered by the Unicode bidirectional algorithm (UAX #9) and letters joined with presentation
//! forms. The library leaves out rule L4, so brackets of right-to-left runs are mirrored here.

use ar_reshaper::ArabicReshaper;
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};
use unicode_segmentation::UnicodeSegmentation;

/// The text as a terminal without any support must receive it to look right.
pub fn visual(text: &str) -> String {
    text.split('\n').map(visual_line).collect::<Vec<_>>().join("\n")
}

/// Whether the text has right-to-left letters.
pub fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

fn visual_line(line: &str) -> String {
    if !is_right_to_left(line) {
        return line.to_owned();
    }
    let mut reshaper = ArabicReshaper::default();
    // Vowel signs are part of the text.
    reshaper.modify_config(|config| config.delete_harakat = false);
    let joined = reshaper.reshape(line);
    let info = BidiInfo::new(&joined, None);
    let mut shown = String::with_capacity(joined.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let text = joined.get(run.clone()).unwrap_or_default();
            match levels.get(run.start).is_some_and(|level| level.is_rtl()) {
                // Clusters, not characters: a vowel sign stays on its letter (UAX #29).
                true => {
                    shown.extend(text.graphemes(true).rev().flat_map(|cluster| cluster.chars().map(mirrored)))
                }
                false => shown.push_str(text),
            }
        }
    }
    // They have done their work and would be drawn as boxes.
    shown.retain(|c| !matches!(c, '\u{200C}'..='\u{200F}' | '\u{061C}'));
    shown
}

/// The mirror image of a bracket or quote (UAX #9, rule L4; the pairs that texts use).
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '\u{2039}' => '\u{203A}',
        '\u{203A}' => '\u{2039}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_joined_and_reversed_brackets_mirrored() {
        // سلام (ILO): the last letter comes first, Latin stays as it reads, brackets face the other way.
        assert_eq!(visual("سلام (ILO)"), "(ILO) \u{FEE1}\u{FEFC}\u{FEB3}");
    }

    #[test]
    fn numbers_keep_their_order() {
        assert!(visual("سال ۱۴۰۰").starts_with("۱۴۰۰ "));
    }

    #[test]
    fn a_vowel_sign_stays_on_its_letter() {
        assert_eq!(visual("د\u{064E}ر"), "\u{FEAD}\u{FEA9}\u{064E}");
    }

    #[test]
    fn latin_lines_stay() {
        assert_eq!(visual("84 %  (draft)"), "84 %  (draft)");
    }
}
