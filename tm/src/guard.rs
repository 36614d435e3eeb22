//! The meaning guard: what two similar texts do not agree on although few letters differ.
//!
//! In a strike report "received" for "did not receive", or 7 for 17 months, is the worst silent error; these
//! differences are named and penalised whatever the edit distance says. Negation is read from listed words
//! (`data/negation.tsv`) and from Persian verbs of which one side has the form with `ن` and the other without it,
//! numbers from figures and simple number words (`data/number_words.tsv`).

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::lang::{Lang, Script};
use crate::text::{Token, TokenKind};

/// A kind of fact two texts differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// One side denies what the other says.
    Negation,
    /// A number is missing or another.
    Number,
}

impl Difference {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Difference::Negation => "negation",
            Difference::Number => "number",
        }
    }
}

/// The facts two texts of one language differ in, ordered.
pub fn differences(here: &[Token], memory: &[Token], lang: &Lang) -> Vec<Difference> {
    let mut found = Vec::new();
    if is_negated_differently(here, memory, lang) {
        found.push(Difference::Negation);
    }
    if numbers(here, lang) != numbers(memory, lang) {
        found.push(Difference::Number);
    }
    found
}

/// The values of figures and number words, ordered.
fn numbers<'t>(tokens: &'t [Token], lang: &Lang) -> Vec<&'t str> {
    let value = |t: &'t Token| match t.kind {
        TokenKind::Number => Some(t.text.as_str()),
        TokenKind::Word => number_words().get(&(lang.primary(), t.text.as_str())).copied(),
        TokenKind::Mark => None,
    };
    let mut numbers: Vec<&str> = tokens.iter().filter_map(value).collect();
    numbers.sort_unstable();
    numbers
}

fn is_negated_differently(here: &[Token], memory: &[Token], lang: &Lang) -> bool {
    let words = |tokens: &[Token]| -> usize {
        tokens.iter().filter(|t| negation_words().contains(&(lang.primary(), t.text.as_str()))).count()
    };
    if words(here) != words(memory) {
        return true;
    }
    lang.script() == Script::Arabic && (denies(here, memory) || denies(memory, here))
}

/// Whether two tokens that stand for each other state different facts: unequal numbers, or a verb and its denial.
pub fn are_opposed(a: &Token, b: &Token) -> bool {
    if a.kind == TokenKind::Number || b.kind == TokenKind::Number {
        return a.text != b.text;
    }
    is_denial_of(&a.text, &b.text) || is_denial_of(&b.text, &a.text)
}

/// نمی\u{200C}روند of می\u{200C}روند, نکردند of کردند, نروید of بروید.
fn is_denial_of(denied: &str, plain: &str) -> bool {
    denied
        .strip_prefix('ن')
        .filter(|verb| verb.chars().count() > 1)
        .is_some_and(|verb| plain == verb || plain.strip_prefix('ب') == Some(verb))
}

/// Whether `tokens` has the negated form of a verb that `other` has without it.
fn denies(tokens: &[Token], other: &[Token]) -> bool {
    let plain: HashSet<&str> = other.iter().map(|t| t.text.as_str()).collect();
    let denied = tokens.iter().map(|t| t.text.as_str()).filter(|t| t.starts_with('ن') && !plain.contains(t));
    denied.into_iter().any(|denied| plain.iter().any(|plain| is_denial_of(denied, plain)))
}

fn negation_words() -> &'static HashSet<(&'static str, &'static str)> {
    static WORDS: OnceLock<HashSet<(&'static str, &'static str)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = include_str!("../data/negation.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let (lang, rest) = row.split_once('\t')?;
            Some((lang, rest.split('\t').next()?))
        })
        .collect()
    })
}

/// Values of number words by language and word.
fn number_words() -> &'static HashMap<(&'static str, &'static str), &'static str> {
    static WORDS: OnceLock<HashMap<(&'static str, &'static str), &'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = include_str!("../data/number_words.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?))
        })
        .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    fn between(here: &str, memory: &str) -> Vec<Difference> {
        let lang = Lang::persian();
        differences(&tokens(here, lang.script()), &tokens(memory, lang.script()), &lang)
    }

    #[test]
    fn a_denied_verb_is_named_in_every_spelling() {
        for (here, memory) in [
            ("دستمزدها را پرداخت نکردند.", "دستمزدها را پرداخت کردند."),
            ("کارگران به سر کار نمی\u{200C}روند.", "کارگران به سر کار می روند."),
            ("کارگران به سر کار نميروند.", "کارگران به سر کار می\u{200C}روند."),
            ("به مذاکره نروید.", "به مذاکره بروید."),
            ("او آزاد نیست.", "او آزاد است."),
            ("بدون قرارداد کار می\u{200C}کنند.", "با قرارداد کار می\u{200C}کنند."),
        ] {
            assert_eq!(between(here, memory), [Difference::Negation], "{here}");
            assert_eq!(between(memory, here), [Difference::Negation], "{memory}");
        }
    }

    #[test]
    fn words_that_begin_with_nun_deny_nothing() {
        assert_eq!(between("نان و کار", "آب و کار"), []);
        assert_eq!(between("نماینده کارگران آمد.", "نماینده معلمان آمد."), []);
    }

    #[test]
    fn another_number_is_named_another_digit_set_is_not() {
        assert_eq!(between("۳ ماه مزد", "4 ماه مزد"), [Difference::Number]);
        assert_eq!(between("۳ ماه مزد", "٣ ماه مزد"), []);
        assert_eq!(between("مزد سه ماه", "مزد چهار ماه"), [Difference::Number]);
        assert_eq!(between("مزد سه ماه", "مزد ۳ ماه"), []);
    }

    #[test]
    fn other_languages_have_their_words() {
        let en = Lang::parse("en-GB").unwrap();
        let t = |text| tokens(text, Script::Latin);
        assert_eq!(
            differences(&t("They were not paid."), &t("They were paid."), &en),
            [Difference::Negation]
        );
    }

    #[test]
    fn every_number_word_has_a_value() {
        for row in include_str!("../data/number_words.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 4 && cells[2].parse::<u32>().is_ok() && !cells[3].is_empty(), "{row}");
        }
        assert_eq!(number_words().get(&("sv", "tolv")), Some(&"12"));
    }

    #[test]
    fn every_negation_row_is_whole() {
        for row in include_str!("../data/negation.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 3 && cells.iter().all(|c| !c.is_empty()), "{row}");
            assert!(Lang::parse_known(cells[0]).is_ok(), "{row}");
        }
    }
}
