//! Names that no list has, told by a translation: what is written there with a capital and sounds like a word of the source
//! is a name in the source too.

use super::form::{Form, is_arabic, words};
use super::lists::Lists;
use super::pieces::{Gap, Piece, Pieces};
use super::related::{related_forms, sounds_like};
use crate::lang::Lang;

/// Fewest letters of a word that is told: shorter ones sound like many.
const SHORTEST: usize = 3;

/// What may be a name in a translation by how it is written.
#[derive(Debug)]
pub(crate) struct Told {
    forms: Vec<Form>,
    /// Whether the translation has capitals; without them those of the source decide.
    is_latin: bool,
}

impl Told {
    /// Reads a translation in `lang`.
    pub(crate) fn new(translation: &str, lang: &Lang) -> Told {
        let pieces = Pieces::new(translation);
        let is_latin = !pieces.all.iter().any(|piece| piece.text.starts_with(is_arabic));
        let is_name = |at: &usize| !is_latin || is_name(&pieces, *at, lang);
        let forms = (0..pieces.all.len()).filter(is_name);
        Told { forms: forms.map(|at| Form::of_words(&[pieces.text(at).to_owned()])).collect(), is_latin }
    }

    /// Whether a word of the source, as it is written there, is one of them.
    pub(crate) fn has(&self, written: &str) -> bool {
        let form = Form::of_words(&words(written));
        if form.letters.len() < SHORTEST || form.arabic != self.is_latin {
            return false;
        }
        let is_capital = form.arabic || written.starts_with(char::is_uppercase);
        let is_alike = |other: &Form| match self.is_latin {
            true => sounds_like(&form, other),
            false => sounds_like(other, &form),
        };
        is_capital && self.forms.iter().any(is_alike)
    }
}

/// Whether two words of one language may be spellings of one name.
pub(crate) fn are_spellings(one: &str, other: &str) -> bool {
    related_forms(&Form::of_words(&words(one)), &Form::of_words(&words(other)))
}

/// A capital where none is due: inside a sentence, or beside another one where every sentence or noun begins with one.
fn is_name(pieces: &Pieces, at: usize, lang: &Lang) -> bool {
    let is_capital = |piece: &Piece| piece.capital && !piece.capitals;
    let capital = |at: usize| pieces.get(at).is_some_and(is_capital);
    let known = ["en", "de", "fr", "sv"].into_iter().find(|known| *known == lang.primary()).unwrap_or("");
    // The bank of "Die Bank" has nobody's name.
    let is_due = |at: usize| Lists::get().is("capital", known, pieces.text(at));
    let may_be_name = |at: usize| capital(at) && !is_due(at);
    let is_beside = || {
        may_be_name(at + 1) && pieces.follows(at + 1, &[Gap::Space])
            || at.checked_sub(1).is_some_and(may_be_name) && pieces.follows(at, &[Gap::Space])
    };
    let is_inside = lang.primary() != "de" && !pieces.follows(at, &[Gap::Sentence, Gap::Stop]);
    capital(at) && (is_inside || is_beside())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(translation: &str, lang: &str, words: &[&str]) -> Vec<bool> {
        let told = Told::new(translation, &Lang::parse(lang).unwrap());
        words.iter().map(|word| told.has(word)).collect()
    }

    #[test]
    fn what_has_a_capital_and_sounds_like_a_word_is_a_name() {
        let words = ["کاوان", "زرینچه", "بازداشت", "کارخانه", "و"];
        let expected = [true, true, false, false, false];
        assert_eq!(told("Kavan Zarrincheh was arrested at the factory.", "en", &words), expected);
        assert_eq!(told("Kawan Zarrintscheh wurde in der Fabrik verhaftet.", "de", &words[..1]), [true]);
        assert_eq!(told("At the factory they arrested Kavan.", "en", &words[..1]), [true]);
    }

    #[test]
    fn a_capital_that_is_due_says_nothing() {
        assert_eq!(told("Police surrounded the plant.", "en", &["پلیس"]), [false]);
        assert_eq!(told("Die Polizei und die Bank schweigen.", "de", &["پلیس", "بانک"]), [false, false]);
        assert_eq!(told("They met at the bank.", "en", &["بانک"]), [false]);
        assert_eq!(told("They met at the Bank.", "en", &["بانک"]), [true]);
        assert_eq!(told("Die Bank zahlt nicht.", "de", &["بانک"]), [false]);
    }

    #[test]
    fn without_capitals_those_of_the_source_decide() {
        assert_eq!(told("کاوان در بانک ماند.", "fa", &["Kavan", "kavan", "bank"]), [true, false, false]);
    }

    #[test]
    fn spellings_of_one_name_are_no_other_name() {
        assert!(are_spellings("طهماسبی", "تهماسبي") && !are_spellings("محمدی", "محمودی"));
    }
}
