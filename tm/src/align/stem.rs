//! Which words share their evidence? A word without its inflection.
//!
//! Not a stemmer for people to read: two words of one stem are counted as one by the aligner, so that a memory of a few
//! pairs learns from "council", "councils" and "council's" together. What it joins wrongly costs little, because only
//! words of the same few pairs meet.

use crate::lang::{Lang, Script};

/// Persian endings as canonical tokens have them, the longest first: plurals with possessives, degrees, the
/// indefinite ی.
const PERSIAN_ENDINGS: [&str; 22] = [
    "هایشان",
    "هایمان",
    "هایتان",
    "هایش",
    "هایم",
    "هایت",
    "هایی",
    "های",
    "ها",
    "انشان",
    "انمان",
    "ترین",
    "شان",
    "مان",
    "تان",
    "اش",
    "ان",
    "تر",
    "ای",
    "ند",
    "ی",
    "ش",
];

/// Persian beginnings of verbs.
const PERSIAN_BEGINNINGS: [&str; 2] = ["نمی", "می"];

/// Letters of a Persian stem that an ending or beginning leaves at least: کارگر of کارگران, but جوان stays whole.
const PERSIAN_STEM: usize = 4;

/// Endings of the Latin languages of the movement's texts, the longest first: plural, genitive, case, article, tense.
const LATIN_ENDINGS: [&str; 18] = [
    "arnas", "ornas", "erna", "arna", "orna", "ing", "ens", "ers", "ies", "es", "en", "ed", "em", "er", "et",
    "s", "e", "n",
];

/// Letters of a Latin stem that an ending leaves at least.
const LATIN_STEM: usize = 4;

/// Letters of a Latin word behind which two words of one stem may differ: `organisation` and `organised`. Endings of
/// derivation are many; letters are counted instead.
const LATIN_LETTERS: usize = 7;

/// The stem of a canonical word.
pub(super) fn stem<'w>(word: &'w str, lang: &Lang) -> &'w str {
    match lang.script() {
        Script::Arabic => persian(word),
        _ => latin(word),
    }
}

fn persian(word: &str) -> &str {
    let beginning = PERSIAN_BEGINNINGS.iter().find_map(|beginning| word.strip_prefix(beginning));
    let rest = beginning.filter(|rest| rest.chars().nth(PERSIAN_STEM - 2).is_some()).unwrap_or(word);
    without_ending(rest, &PERSIAN_ENDINGS, PERSIAN_STEM)
}

fn latin(word: &str) -> &str {
    let stem = without_ending(word, &LATIN_ENDINGS, LATIN_STEM);
    stem.char_indices().nth(LATIN_LETTERS).and_then(|(end, _)| stem.get(..end)).unwrap_or(stem)
}

/// The word without the first of the endings that leaves `least` letters.
fn without_ending<'w>(word: &'w str, endings: &[&str], least: usize) -> &'w str {
    let rests = endings.iter().filter_map(|ending| word.strip_suffix(ending));
    rests.filter(|rest| rest.chars().nth(least - 1).is_some()).min_by_key(|rest| rest.len()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(words: &[&str], lang: &str) -> Vec<String> {
        let lang = Lang::parse(lang).unwrap();
        words.iter().map(|word| stem(word, &lang).to_owned()).collect()
    }

    #[test]
    fn forms_of_a_word_share_it() {
        assert_eq!(stems(&["کارگر", "کارگران", "کارگرانشان", "کارگری"], "fa"), ["کارگر"; 4]);
        assert_eq!(stems(&["دستمزدها", "دستمزدهایشان", "دستمزد"], "fa"), ["دستمزد"; 3]);
        assert_eq!(stems(&["council", "councils"], "en"), ["council"; 2]);
        assert_eq!(stems(&["striking", "strikes", "strike"], "en"), ["strik"; 3]);
        assert_eq!(stems(&["Verträge", "Verträgen"], "de"), ["Verträg"; 2]);
    }

    #[test]
    fn short_words_stay_whole() {
        assert_eq!(stems(&["جوان", "نان", "میان"], "fa"), ["جوان", "نان", "میان"]);
        assert_eq!(stems(&["bus", "the", "red"], "en"), ["bus", "the", "red"]);
    }
}
