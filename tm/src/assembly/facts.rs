//! Does a rendering state what its passage states, as far as values and words tell?

use std::collections::{BTreeSet, HashSet};

use crate::align::renderings::Said;
use crate::align::{Range, Sentence};
use crate::check::{CheckKind, Finding, Severity, check, deed_words};
use crate::lang::Lang;
use crate::text::polarity::{DenialKind, read};

/// Whether a rendering states the same numbers, dates, names and denials as a passage, and no verb where that has none.
pub(super) fn states_the_same(passage: &str, from: &Lang, rendering: &str, to: &Lang) -> bool {
    let differs = |finding: &Finding| match finding.kind {
        // In a sentence the rest may deny what a part does not; a passage has no rest.
        CheckKind::Negation => true,
        kind => is_fact(kind) && finding.severity >= Severity::Warning,
    };
    let states_more = from.primary() == "fa"
        && Sentence::new(rendering, to).words.iter().any(|word| word.form.is_auxiliary)
        && !says_verb(&Sentence::new(passage, from));
    !states_more && !check(passage, from, rendering, to).iter().any(differs)
}

/// What a whole text states that its source does not, and denials that it lacks although it says what is denied. That it says
/// less is no fault: the rest are gaps.
pub(super) fn stated_otherwise(source: &str, from: &Lang, target: &str, to: &Lang) -> Vec<Finding> {
    let is_other = |finding: &Finding| match finding.kind {
        CheckKind::Negation => !finding.target.is_empty() || finding.severity >= Severity::Warning,
        kind => is_fact(kind) && finding.severity >= Severity::Warning && !finding.target.is_empty(),
    };
    check(source, from, target, to).into_iter().filter(is_other).collect()
}

fn is_fact(kind: CheckKind) -> bool {
    matches!(
        kind,
        CheckKind::Number | CheckKind::Date | CheckKind::Quantity | CheckKind::Unit | CheckKind::Name
    )
}

/// Letters of a word that can be nothing but the verb it is read as; shorter ones are nouns and prepositions as well (باز, در),
/// unless they are the form that a verb is called by (زد).
const CLEAR_VERB: usize = 4;

/// Whether a Persian text has a verb.
fn says_verb(text: &Sentence) -> bool {
    let mut words = text.words.iter().filter(|word| !word.form.is_function || word.form.is_auxiliary);
    words.any(|word| {
        let letters = word.form.text();
        let stated = read(letters, &text.lang);
        let is_clear = |head: &String| head == letters || letters.chars().count() >= CLEAR_VERB;
        word.form.is_auxiliary
            || stated.affirmed.iter().any(is_clear)
            || stated.denials.iter().any(|denial| denial.kind == DenialKind::Verb)
    })
}

/// Whether a rendering says the verbs of its passage and none of those around it, of the verbs whose renderings are known
/// (`data/check/deeds.tsv`).
pub(super) fn says_its_verbs(said: &Said, rendering: Range) -> bool {
    let (source, target) = (&said.pair.source, &said.pair.target);
    if source.lang.primary() != "fa" {
        return true;
    }
    let words = |inside: bool| -> BTreeSet<&str> {
        let kept = (0..)
            .zip(&target.words)
            .filter(|(at, word)| !word.form.is_function && rendering.has(*at) == inside);
        kept.map(|(_, word)| word.form.text()).collect()
    };
    let (within, around) = (words(true), words(false));
    let said_by = |deed: &str, words: &BTreeSet<&str>| -> Vec<String> {
        let found = deed_words(deed, target.lang.primary(), words).unwrap_or_default();
        found.into_iter().map(str::to_owned).collect()
    };
    let own: HashSet<&str> = deeds(source, |at| said.at.has(at)).collect();
    let explained: HashSet<String> = own.iter().flat_map(|deed| said_by(deed, &within)).collect();
    let is_lost = |deed: &&str| said_by(deed, &within).is_empty() && !said_by(deed, &around).is_empty();
    let is_foreign = |deed: &str| {
        let inside = said_by(deed, &within);
        inside.iter().any(|word| !explained.contains(word)) && said_by(deed, &around).is_empty()
    };
    !own.iter().any(is_lost)
        && !deeds(source, |at| !said.at.has(at)).filter(|deed| !own.contains(deed)).any(is_foreign)
}

/// The words of a text that may be deeds.
fn deeds(text: &Sentence, is_wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = &str> {
    let wanted = text.content_words().filter(move |at| is_wanted(*at));
    wanted.filter_map(|at| text.words.get(at)).map(|word| word.form.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(passage: &str, rendering: &str) -> bool {
        states_the_same(passage, &Lang::persian(), rendering, &Lang::parse("en").unwrap())
    }

    #[test]
    fn a_rendering_states_no_value_name_denial_or_verb_more_or_less() {
        assert!(same("اتحادیه نانوایان", "bakers' union"));
        assert!(same("نانوایان یزد", "bakers in Yazd"));
        assert!(same("سه نانوا", "three bakers"));
        assert!(same("مجوز راهپیمایی لغو شد", "march permit was revoked"));
        assert!(same("آنها بی\u{200C}کار نیستند", "They are not unemployed"));
        assert!(!same("اتحادیه نانوایان", "12 bakers"));
        assert!(!same("سه نانوا", "bakers"));
        assert!(!same("نانوایان یزد", "bakers"));
        assert!(!same("نانوایان", "bakers in Yazd"));
        assert!(!same("نانوایان یزد", "bakers in Kerman"));
        assert!(!same("اجازه نانوایان", "bakers not permitted"));
        assert!(!same("آنها کار نکردند", "They worked"));
        assert!(!same("مجوز راهپیمایی", "march permit was revoked"));
        assert!(!same("در راهپیمایی", "is on the march"));
    }

    #[test]
    fn of_a_whole_only_what_it_states_more_counts() {
        let more = |source: &str, target: &str| {
            stated_otherwise(source, &Lang::persian(), target, &Lang::parse("en").unwrap()).len()
        };
        assert_eq!(more("۱۲ نانوا در یزد آزاد نشدند.", "[…] bakers"), 0);
        assert_eq!(more("۱۲ نانوا در یزد آزاد نشدند.", "[…] bakers in Kerman"), 1);
        assert_eq!(more("۱۲ نانوا آزاد نشدند.", "12 bakers released"), 1);
        assert_eq!(more("نانوایان آزاد شدند.", "bakers not released"), 1);
    }

    #[test]
    fn a_rendering_says_the_verbs_of_its_passage_and_no_others() {
        use crate::align::Pair;
        let says = |source: &str, phrase: (usize, usize), target: &str, rendering: (usize, usize)| {
            let english = Lang::parse("en").unwrap();
            let pair = Pair::new(Sentence::new(source, &Lang::persian()), Sentence::new(target, &english));
            let at = Range { start: phrase.0, end: phrase.1 };
            says_its_verbs(&Said { pair: pair.into(), at }, Range { start: rendering.0, end: rendering.1 })
        };
        let (source, target) = ("مجوز راهپیمایی لغو شد", "The march permit was revoked");
        assert!(says(source, (0, 2), target, (1, 3)));
        assert!(!says(source, (0, 2), target, (1, 5)));
        assert!(says(source, (2, 4), target, (4, 5)));
        assert!(!says(source, (2, 4), target, (1, 2)));
    }
}
