//! Names that one text has and the other does not.
//!
//! Precision first: a name counts as missing only where nothing in the other text could be a spelling of it, and an
//! unlisted name known by its capital alone is never looked for in another script, where it may be written in any way.

use std::collections::HashSet;

use super::form::{Form, is_arabic, words};
use super::related::related_forms;
use super::{NameFound, NameKind, names, skeleton};
use crate::lang::Lang;

/// Which of two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The first.
    First,
    /// The second.
    Second,
}

/// A name without a related name in the other text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameDifference {
    /// The text that has it.
    pub side: Side,
    /// The name, its span in that text.
    pub name: NameFound,
}

/// Most comparisons letter by letter for a text, many times what a sentence needs; beyond it skeletons decide.
const MOST_COMPARED: usize = 20_000;
/// Most words that a name of one word may be written as in the other text: Haft Tape, Ghezel Hesar.
const EXTRA_WORDS: usize = 2;

/// Names of each text that have no related name in the other, those of the first text first.
///
/// The texts may be of one language or of two. A family name alone stands for the same person as the full name, not
/// for another person with that family name: Salimi for Mahmoud Salimi, not Ahmad Salimi for Mahmoud Salimi.
pub fn names_differ(a: &str, a_lang: &Lang, b: &str, b_lang: &Lang) -> Vec<NameDifference> {
    let (first, second) = (Named::new(a, a_lang), Named::new(b, b_lang));
    let tell = |side| move |name: &NameFound| NameDifference { side, name: name.clone() };
    let first_alone = first.missing_from(&second).into_iter().map(tell(Side::First));
    first_alone.chain(second.missing_from(&first).into_iter().map(tell(Side::Second))).collect()
}

#[derive(Debug, Clone)]
struct Name {
    name: NameFound,
    form: Form,
    /// Each word of it.
    words: Vec<Form>,
}

/// The names of a text, prepared for comparing them with those of others.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    names: Vec<Name>,
    words: Vec<String>,
    skeletons: HashSet<String>,
    arabic: bool,
}

impl Named {
    /// Reads a text in `lang`.
    pub(crate) fn new(text: &str, lang: &Lang) -> Named {
        let mut found = Vec::new();
        // One pass over the text, whatever the number of names.
        let mut rest = text.chars();
        let mut at = 0;
        for name in names(text, lang) {
            rest.by_ref().take(name.span.start.saturating_sub(at)).for_each(drop);
            let written: String = rest.by_ref().take(name.span.len()).collect();
            at = name.span.end;
            found.push(named(name, &written));
        }
        let words = words(text);
        let skeletons = found.iter().map(|named: &Name| named.name.skeleton.clone()).collect();
        let arabic = words.iter().any(|word| word.starts_with(is_arabic));
        Named { names: found, words, skeletons, arabic }
    }

    /// The names without a related name in another text, in order.
    pub(crate) fn missing_from(&self, other: &Named) -> Vec<&NameFound> {
        let mut left = MOST_COMPARED;
        self.names.iter().filter(|named| !other.has(named, &mut left)).map(|named| &named.name).collect()
    }

    /// Whether something here may be a spelling of a name.
    fn has(&self, named: &Name, left: &mut usize) -> bool {
        let unknown = named.name.kind == NameKind::Unknown;
        if self.words.is_empty() || unknown && self.arabic || named.form.letters.is_empty() {
            return true;
        }
        for other in &self.names {
            if *left == 0 {
                return self.skeletons.contains(&named.name.skeleton);
            }
            *left -= 1;
            if related_forms(&named.form, &other.form) || stands_for(named, other) {
                return true;
            }
        }
        self.is_in_words(named, left)
    }

    fn is_in_words(&self, named: &Name, left: &mut usize) -> bool {
        let wanted = skeleton::of(&named.form);
        for start in 0..self.words.len() {
            for length in 1..=named.words.len() + EXTRA_WORDS {
                let Some(window) = self.words.get(start..start + length) else { break };
                if *left == 0 {
                    return true;
                }
                let form = Form::of_words(window);
                let (long, short) = (form.letters.len(), named.form.letters.len());
                if long > 2 * short + 2 {
                    break;
                }
                if 2 * long + 2 < short {
                    continue;
                }
                *left -= 1;
                // In the other script a skeleton may be all that is left.
                let glued =
                    form.arabic != named.form.arabic && wanted.len() >= 4 && skeleton::of(&form) == wanted;
                if glued || related_forms(&named.form, &form) {
                    return true;
                }
            }
        }
        false
    }
}

fn named(name: NameFound, written: &str) -> Name {
    let all = words(written);
    let form = Form::new(written);
    let each = all.iter().map(|word| Form::of_words(std::slice::from_ref(word))).collect();
    Name { name, form, words: each }
}

/// Whether one name is a single word of the other: the family name, or the first name, of the same person.
fn stands_for(a: &Name, b: &Name) -> bool {
    let part = |one: &Name, full: &Name| {
        one.words.len() == 1
            && full.words.len() > 1
            && full.name.kind == NameKind::Person
            && full.words.iter().any(|word| related_forms(&one.form, word))
    };
    part(a, b) || part(b, a)
}
