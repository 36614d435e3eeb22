//! Persian verbs with ن, and the old prohibitive in م.

use super::persian::Reader;
use super::{DenialKind, Found};

/// The denied copula's name in heads.
const COPULA: &str = "است";

impl Reader<'_> {
    /// A denied verb that begins at the atom.
    pub(super) fn negated_verb(&self, at: usize) -> Option<Found> {
        let (verb, to) = self
            .copula(at)
            .or_else(|| self.imperfect(at))
            .or_else(|| self.with_nun(at))
            .or_else(|| self.behind_preverb(at))
            .or_else(|| self.prohibitive(at))?;
        let (verb, to) = self.future(&verb, to).unwrap_or((verb, to));
        let to = self.with_auxiliary(to);
        Some(Found { kind: DenialKind::Verb, head: self.head(at, &verb), from: at, to })
    }

    /// The verb of an atom that is not denied, named as [`Self::negated_verb`] names its head.
    pub(super) fn affirmed(&self, at: usize) -> Option<String> {
        let word = self.word(at);
        if self.words.has("is", word) {
            return Some(self.head(at, COPULA));
        }
        if matches!(word, "می" | "همی") {
            return self.verbs.form(self.after(at)).map(|f| self.head(at, f.verb));
        }
        if matches!(self.before(at), "می" | "همی") || word.is_empty() {
            return None;
        }
        let form = word
            .strip_prefix("می")
            .and_then(|rest| self.verbs.form(rest))
            .or_else(|| self.verbs.form(word))
            .or_else(|| word.strip_prefix('ب').and_then(|rest| self.verbs.prefixed(rest)))?;
        Some(self.head(at, form.verb))
    }

    /// A light verb says nothing without the word before it: پرداخت شد.
    fn head(&self, at: usize, verb: &str) -> String {
        // The same verb in the official style.
        let verb = match verb {
            "نمود" => "کرد",
            "گردید" | "گشت" => "شد",
            "باشد" | "بود" => COPULA,
            other => other,
        };
        let before = self.before(at);
        let light = verb == COPULA || self.words.has("light", verb);
        if !light || matches!(before, "" | "را" | "هم" | "نیز" | "که" | "و") {
            return verb.to_owned();
        }
        format!("{before} {verb}")
    }

    fn copula(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        if self.words.has("verbal", word) {
            // The second half of نمی\u{200C}توان and نتوان کرد stands by itself: the modal is what is denied.
            return Some((word.chars().skip(1).collect(), at + 1));
        }
        if self.words.has("spoken", word) {
            return Some((word.chars().skip(1).collect(), at + 1));
        }
        self.words.has("copula", word).then(|| (COPULA.to_owned(), at + 1))
    }

    /// نمی in all its spellings.
    fn imperfect(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        let rest = word.strip_prefix("نمی")?;
        if rest.is_empty() {
            let next = self.after(at);
            return (next.chars().count() > 1).then(|| (self.verb_or_word(next), at + 2));
        }
        let known = self.verbs.form(rest).is_some();
        // Spoken forms are cut short (نمیدونم, نمیان); names such as نمین are listed.
        let spoken = rest.chars().count() > 1 && rest.chars().count() < 9 && !self.words.has("plain", word);
        (known || spoken).then(|| (self.verb_or_word(rest), at + 1))
    }

    fn verb_or_word(&self, word: &str) -> String {
        self.verbs.form(word).map_or(word, |f| f.verb).to_owned()
    }

    /// ن glued to a stem, or apart from it by ZWNJ.
    fn with_nun(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        if word == "ن" && self.atoms.get(at + 1).is_some_and(|a| a.joined) {
            return self.verbs.form(self.word(at + 1)).map(|f| (f.verb.to_owned(), at + 2));
        }
        let rest = word.strip_prefix('ن')?;
        let own = || self.verbs.form(word).filter(|f| f.past || f.ends || word.chars().count() > 3);
        if self.words.has("plain", word) || own().is_some_and(|f| !is_showing(word, f.verb)) {
            return None;
        }
        let form = self.verbs.prefixed(rest)?;
        if self.words.has("noun", word) && !self.is_verb_here(at) || word == "نکند" && self.warns(at) {
            return None;
        }
        Some((form.verb.to_owned(), at + 1))
    }

    /// نبرد, نزد: a verb at the end of its clause, behind its object.
    fn is_verb_here(&self, at: usize) -> bool {
        let before = self.before(at);
        self.ends_clause(at)
            && match self.word(at) {
                "نبرد" => self.words.has_stem("objectof", before),
                _ => !before.is_empty() && !self.words.has("preposition", before),
            }
    }

    /// نکند دروغ بگویند: a worry, no denial.
    fn warns(&self, at: usize) -> bool {
        (self.opens(at) || self.before(at).is_empty()) && !self.ends_clause(at)
            || self.opens(at) && self.after(at) == "که"
    }

    /// برنگشت, درنمی\u{200C}آید: the preverb glued before ن.
    fn behind_preverb(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        let rest = ["بر", "در", "باز", "فرو", "فرا", "وا", "ور"].iter().find_map(|p| word.strip_prefix(p))?;
        if let Some(tail) = rest.strip_prefix("نمی") {
            let verb = if tail.is_empty() { self.after(at) } else { tail };
            let form = self.verbs.form(verb)?;
            return Some((form.verb.to_owned(), at + if tail.is_empty() { 2 } else { 1 }));
        }
        let own = self.verbs.form(rest).is_some();
        let form = rest.strip_prefix('ن').filter(|_| !own).and_then(|rest| self.verbs.prefixed(rest))?;
        // برنده and درنده are participles of بردن and دریدن: a bare imperative stem is not looked for.
        let ending = rest.ends_with(['د', 'م', 'ه', 'ن']) && !rest.ends_with("نده");
        (form.past && !rest.ends_with("نده") || form.ends && ending).then(|| (form.verb.to_owned(), at + 1))
    }

    /// مکن, مپندارید.
    fn prohibitive(&self, at: usize) -> Option<(String, usize)> {
        let word = self.word(at);
        let rest = word.strip_prefix('م').filter(|rest| rest.chars().count() > 1)?;
        let stem = rest.strip_suffix("ید").filter(|s| s.chars().count() > 1).unwrap_or(rest);
        let form = self.verbs.form(stem).filter(|f| !f.past && !f.ends);
        let form = form.or_else(|| {
            let glided = stem.starts_with('ی').then(|| self.verbs.prefixed(stem)).flatten();
            glided.filter(|f| !f.past && !f.ends)
        })?;
        if self.verbs.form(word).is_some_and(|f| f.past) || self.words.has("prohibitive_not", word) {
            return None;
        }
        let doubtful = self.words.has("prohibitive_doubtful", word)
            && (!self.ends_clause(at) || self.words.has("preposition", self.before(at)));
        (!doubtful).then(|| (form.verb.to_owned(), at + 1))
    }

    /// نخواهد رفت denies رفت.
    fn future(&self, verb: &str, to: usize) -> Option<(String, usize)> {
        if verb != "خواست" {
            return None;
        }
        let stem = self.verbs.past_stem(self.after(to - 1))?;
        Some((stem.to_owned(), to + 1))
    }

    /// Endings and auxiliaries of a participle: نرفته اند, نشده بود.
    fn with_auxiliary(&self, to: usize) -> usize {
        let participle = to.checked_sub(1).is_some_and(|i| self.word(i).ends_with('ه'));
        let next = to.checked_sub(1).map_or("", |i| self.after(i));
        let joined = self.atoms.get(to).is_some_and(|a| a.joined);
        if participle && self.words.has("aux", next) || joined && self.words.has("ending", next) {
            return to + 1;
        }
        to
    }
}

/// نماند is ن and ماند, not a form of نمودن; so with all short forms of its stem.
fn is_showing(word: &str, verb: &str) -> bool {
    verb == "نمود" && !word.starts_with("نمود") && !word.starts_with("نمای")
}
