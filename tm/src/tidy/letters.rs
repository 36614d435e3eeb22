//! Letters as Persian writes them, and no kashida inside words.

use unicode_normalization::UnicodeNormalization;

use super::line::{Line, is_letter, is_vowel, joins};
use super::rule::Rule;
use super::tables::Tables;

const KASHIDA: char = '\u{0640}';
const HAMZA_ABOVE: char = '\u{0654}';
const TEH_MARBUTA: char = '\u{0629}';

pub(super) fn tidy(line: &mut Line) {
    presentation_forms(line);
    line.settle();
    for index in 0..line.cells.len() {
        if !line.is_shielded(index) {
            letter(line, index);
        }
    }
    line.settle();
    kashidas(line);
    line.settle();
}

fn presentation_forms(line: &mut Line) {
    for index in 0..line.cells.len() {
        let Some(c @ ('\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FE70}'..='\u{FEFC}')) =
            line.at(index)
        else {
            continue;
        };
        let letters: String = std::iter::once(c).nfkc().collect();
        // Vowels that stand alone come with a blank, which is no letter of the word.
        if !line.is_shielded(index) && letters.chars().all(is_letter) {
            line.replace(index, index + 1, &letters, Rule::PresentationForm);
        }
    }
}

fn letter(line: &mut Line, index: usize) {
    let Some(c) = line.at(index) else { return };
    if c.is_ascii()
        || matches!(c, 'ا' | 'ب' | 'د' | 'ر' | 'م' | 'ن' | 'و' | 'ه' | 'ت' | 'س' | 'ش' | 'ی' | 'ک')
    {
        return;
    }
    // A hamza or small alef on top makes another letter of it.
    if matches!(line.at(index + 1), Some(HAMZA_ABOVE | '\u{0655}' | '\u{0670}')) {
        return;
    }
    if c == TEH_MARBUTA {
        teh_marbuta(line, index);
    } else if let Some((to, rule)) =
        Tables::get().letters.iter().find(|(from, _)| *from == c).map(|(_, to)| to)
    {
        let mut letters = to.chars();
        match (letters.next(), letters.next()) {
            (Some(one), None) => line.substitute(index, one, *rule),
            _ => line.replace(index, index + 1, to, *rule),
        }
    }
}

/// ة for ۀ: at the end of a Persian word that another word follows, as ezafe needs it.
fn teh_marbuta(line: &mut Line, index: usize) {
    let follows = line.at(index + 1) == Some(' ')
        && line.at(index + 2).is_some_and(is_letter)
        && !(line.at(index + 2) == Some('ا') && line.at(index + 3) == Some('ل'));
    let start = line.skip_back(index, is_letter).map_or(0, |before| before + 1);
    // The longest word of the set has ten letters.
    if follows && index - start < 16 {
        let word: String = line.text(start, index).replace('ي', "ی").replace('ك', "ک") + "ه";
        if Tables::get().is("teh-marbuta", &word) {
            line.replace(index, index + 1, "ه\u{0654}", Rule::TehMarbuta);
        }
    }
}

/// A kashida between two letters that are joined anyway goes; elsewhere it may be a dash or stand for a form.
fn kashidas(line: &mut Line) {
    let mut index = 0;
    while index < line.cells.len() {
        let end = line.skip(index, |c| c == KASHIDA);
        if end == index {
            index += 1;
            continue;
        }
        let before = line.skip_back(index, is_vowel);
        let behind = line.skip(end, is_vowel);
        let inside = before.and_then(|at| line.at(at)).is_some_and(joins)
            && line.at(behind).is_some_and(is_letter)
            && !line.is_shielded(index);
        if inside && !is_abbreviation(line, before.unwrap_or(0), behind) {
            line.remove(index, end, (before.unwrap_or(index), behind + 1), Rule::Kashida);
        }
        index = end;
    }
}

/// هـش: one letter, a kashida, at most two letters.
fn is_abbreviation(line: &Line, before: usize, behind: usize) -> bool {
    let stands_alone = !line.before(before).is_some_and(|c| is_letter(c) || is_vowel(c) || c == '\u{200C}');
    stands_alone && line.at(before) == Some('ه') && line.skip(behind, is_letter) - behind <= 2
}
