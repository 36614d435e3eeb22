//! Which words are so near each other that one in the place of the other costs half?
//!
//! A typo and another form of a word leave most of a translation as it is; any other word does not, however many
//! letters it shares by chance. So the price of a change has two values and nothing between. Near are two content words
//! of which the longer has [`SHORTEST`] letters or more, that do not deny each other, and that are
//!
//! * one edit apart: a letter behind the first exchanged, put in or left out, or two neighbours there exchanged (Damerau,
//!   *A technique for computer detection and correction of spelling errors*, CACM 7(3), 1964: four errors in five are one
//!   of these; few are in the first letter: Kukich, *Techniques for automatically correcting words in text*, ACM Computing
//!   Surveys 24(4), 1992, section 1.1; words that differ in it are other words, `سوزن` and `روزن`), or
//! * forms of one stem: they begin with the same [`STEM`] letters or more, which are two thirds of the longer word or
//!   more (`کارگر` and `کارگران`, `میروند` and `میروم`).
//!
//! Both are made for an index: the words near a given one are found by its forms with a letter left out and by ranges
//! of the sorted words.

use crate::distance::{CONTENT, Weighted};
use crate::meaning::are_opposed;
use crate::text::TokenKind;

/// Letters of the longer of two near words: of three letters or fewer, one letter is what tells words apart
/// (`کار`, `بار`, `کاه`).
pub const SHORTEST: usize = 4;

/// Letters of a near word at most, and of a compound: what is longer is an address or debris and no word.
pub const LONGEST: usize = 40;

/// Letters of a shared beginning that may be a stem: the median length of a Persian stem.
pub const STEM: usize = 4;

/// A shared beginning is two thirds of the longer word or more: an ending of two letters on a stem of four (`ها`, `ان`,
/// `ند`), while compounds of one first part (`کارخانه`, `کارگران`) stay apart.
const STEM_SHARE: (usize, usize) = (2, 3);

/// Whether one word in the place of the other costs half.
pub fn is_near(a: &Weighted, b: &Weighted) -> bool {
    may_have_near(a) && may_have_near(b) && are_near((&a.token.text, a.length()), (&b.token.text, b.length()))
}

/// [`is_near`] for two words that may have near ones, each with its number of letters.
pub(crate) fn are_near(a: (&str, usize), b: (&str, usize)) -> bool {
    are_alike(a, b) && !are_opposed(a.0, b.0)
}

/// Whether a token is a content word that can be near another at all.
pub fn may_have_near(word: &Weighted) -> bool {
    word.token.kind == TokenKind::Word && word.weight == CONTENT && word.length() <= LONGEST
}

/// Whether two unequal words, each with its number of letters, look like near ones.
fn are_alike((a, a_length): (&str, usize), (b, b_length): (&str, usize)) -> bool {
    let (shorter, longer) = (a_length.min(b_length), a_length.max(b_length));
    let may_be_edit = longer - shorter <= 1;
    let may_be_stem = shorter >= least_stem(longer);
    if !(SHORTEST..=LONGEST).contains(&longer) || !may_be_edit && !may_be_stem || a == b {
        return false;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    if shared >= least_stem(longer) {
        return true;
    }
    if !may_be_edit || shared == 0 {
        return false;
    }
    let ends = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).count();
    shared + ends + 1 >= longer
        || a_length == b_length && shared + ends + 2 == longer && {
            let mut pairs = a.chars().zip(b.chars()).skip(shared);
            pairs.next().zip(pairs.next()).is_some_and(|((a, b), (c, d))| a == d && b == c)
        }
}

/// Letters that two forms of one stem share at their beginning at least, when the longer has so many.
pub(crate) fn least_stem(longer: usize) -> usize {
    (STEM_SHARE.0 * longer).div_ceil(STEM_SHARE.1).max(STEM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alike(a: &str, b: &str) -> bool {
        are_alike((a, a.chars().count()), (b, b.chars().count()))
    }

    proptest! {
        #[test]
        fn alike_are_one_edit_or_a_stem(a in "[ابپ]{0,9}", b in "[ابپ]{0,9}") {
            let longer = a.chars().count().max(b.chars().count());
            let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
            let edit = strsim::osa_distance(&a, &b) == 1 && shared > 0;
            let stem = shared >= 4 && 3 * shared >= 2 * longer;
            prop_assert_eq!(alike(&a, &b), a != b && longer >= 4 && (edit || stem));
        }
    }

    #[test]
    fn typos_and_forms_are_near_and_other_words_are_not() {
        for (a, b) in [
            ("کارگران", "کارگر"),
            ("کارگران", "کارگرا"),
            ("میروند", "میروم"),
            ("اعتصاب", "اعتصابات"),
            ("اعتصاب", "اعصتاب"),
            ("زندانی", "زندان"),
            ("strike", "strikes"),
        ] {
            assert!(alike(a, b) && alike(b, a), "{a} {b}");
        }
        for (a, b) in
            [("کار", "بار"), ("کارخانه", "کارگران"), ("آزادی", "آبادان"), ("نان", "نا"), ("سوزن", "روزن")]
        {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_denial_is_not_near_what_it_denies() {
        let word = |text: &str| {
            let token = crate::text::tokens(text, crate::lang::Script::Arabic).remove(0);
            Weighted::new(token, CONTENT)
        };
        assert!(!is_near(&word("می\u{200C}روند"), &word("نمی\u{200C}روند")));
        assert!(!is_near(&word("۱۴۰۴"), &word("۱۴۰۵")));
        assert!(is_near(&word("می\u{200C}روند"), &word("می\u{200C}روم")));
    }
}
