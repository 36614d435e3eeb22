//! Persian: reads atoms in order, then joins what denies once.

use super::atoms::Atom;
use super::lexicon::Lexicon;
use super::verbs::Verbs;
use super::{DenialKind, Found};

/// What the rules look things up in.
pub(super) struct Reader<'a> {
    pub(super) atoms: &'a [Atom],
    pub(super) words: &'static Lexicon,
    pub(super) verbs: &'static Verbs,
}

/// The denials, and the verbs that are not denied.
pub(super) fn read(atoms: &[Atom]) -> (Vec<Found>, Vec<String>) {
    let reader = Reader { atoms, words: Lexicon::persian(), verbs: Verbs::get() };
    let (mut found, mut affirmed) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < atoms.len() {
        if let Some(denial) = reader.denial(at) {
            at = denial.to.max(at + 1);
            found.push(denial);
            continue;
        }
        affirmed.extend(reader.affirmed(at));
        at += 1;
    }
    (reader.joined(found), affirmed)
}

impl Reader<'_> {
    /// The folded letters of an atom; empty outside.
    pub(super) fn word(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |a| a.text.as_str())
    }

    /// The word `steps` before, in the same clause.
    pub(super) fn before(&self, at: usize) -> &str {
        match self.atoms.get(at) {
            Some(atom) if atom.mark.is_none() && at > 0 => self.word(at - 1),
            _ => "",
        }
    }

    /// The word after, in the same clause.
    pub(super) fn after(&self, at: usize) -> &str {
        self.atoms.get(at + 1).filter(|a| a.mark.is_none()).map_or("", |a| a.text.as_str())
    }

    /// Whether the clause ends behind the atom: at a mark, at the end, before a conjunction.
    pub(super) fn ends_clause(&self, at: usize) -> bool {
        matches!(self.after(at), "" | "و" | "که" | "تا" | "اما" | "ولی" | "چون" | "زیرا" | "یا" | "بلکه")
    }

    /// Whether two atoms stand in one sentence.
    fn together(&self, a: usize, b: usize) -> bool {
        self.atoms.get(a).map(|a| a.sentence) == self.atoms.get(b).map(|b| b.sentence)
    }

    fn denial(&self, at: usize) -> Option<Found> {
        self.negated_verb(at)
            .or_else(|| self.particle(at))
            .or_else(|| self.none(at))
            .or_else(|| self.absence(at))
            .or_else(|| self.refusal(at))
            .or_else(|| self.prefixed_word(at))
            .or_else(|| self.glued_noun(at))
    }

    /// تمدیدنشدن: the noun of a denied verb, typed onto what is denied.
    fn glued_noun(&self, at: usize) -> Option<Found> {
        const NOUNS: [&str; 8] = ["نشدن", "نکردن", "ندادن", "نداشتن", "نگرفتن", "نیافتن", "نرسیدن", "نبودن"];
        /// Letters of what is denied: fewer are part of a word.
        const LEAST: usize = 4;
        let word = self.word(at);
        let denied = NOUNS.iter().find_map(|noun| word.strip_suffix(noun))?;
        (denied.chars().count() >= LEAST).then(|| Found {
            kind: DenialKind::Verb,
            head: denied.to_owned(),
            from: at,
            to: at + 1,
        })
    }

    /// نه, خیر; not the number nine, not a question's tail.
    fn particle(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        if !self.words.has("no", word) {
            return None;
        }
        let (before, after) = (self.before(at), self.after(at));
        let atom = self.atoms.get(at)?;
        if word == "خیر" && !before.is_empty() {
            // یا خیر is a question's tail, and elsewhere the word means good.
            return None;
        }
        if word == "نه" {
            let counts = self.words.has("nineafter", after)
                || self.words.has("ninebefore", before)
                || before == "و" && at >= 2 && self.words.has("ninebefore", self.word(at - 2))
                || after == "و" && matches!(self.word(at + 2), "نیم" | "ربع");
            let closes = self.atoms.get(at + 1).is_none_or(|a| a.sentence != atom.sentence);
            let tail = self.words.has("tagbefore", before) && (after.is_empty() || after == "و")
                || before == "چرا"
                || closes && atom.closes == Some('?') && at > 0 && self.together(at - 1, at);
            if counts || tail {
                return None;
            }
        }
        Some(Found { kind: DenialKind::Particle, head: after.to_owned(), from: at, to: at + 1 })
    }

    /// هیچ, هرگز.
    fn none(&self, at: usize) -> Option<Found> {
        let found = self.words.has_stem("none", self.word(at));
        found.then(|| Found { kind: DenialKind::None, head: self.after(at).to_owned(), from: at, to: at + 1 })
    }

    /// بدون, عدم, فاقد.
    fn absence(&self, at: usize) -> Option<Found> {
        let word = self.word(at);
        let bare = word == "بی" && self.words.has_stem("none", self.after(at));
        if !bare && !self.words.has("without", word) && !self.words.has("lack", word) {
            return None;
        }
        let mut next = at + 1;
        let mut to = at + 1;
        if self.words.has_stem("none", self.after(at)) {
            (next, to) = (at + 2, at + 2);
        } else if self.after(at) == "از" {
            next = at + 2;
        }
        let head = if next == at + 1 { self.after(at) } else { self.word(next) };
        let kind = match word {
            _ if self.words.has("without", word) && self.words.has("idiom", head) => DenialKind::Affix,
            _ if bare || self.words.has("without", word) => DenialKind::Without,
            _ if self.words.has("lack", word) => DenialKind::Lack,
            _ => return None,
        };
        Some(Found { kind, head: head.to_owned(), from: at, to })
    }

    /// خودداری, امتناع, سر باز زد, شانه خالی کرد, طفره رفت.
    fn refusal(&self, at: usize) -> Option<Found> {
        let phrase = || format!("{} {}", self.word(at), self.after(at));
        let to = if self.words.has("refusal", self.word(at)) {
            at + 1
        } else if !self.after(at).is_empty() && self.words.has("refusalphrase", &phrase()) {
            let verb = (at + 2..at + 4)
                .find_map(|i| self.affirmed(i).or_else(|| self.negated_verb(i).map(|f| f.head)));
            verb.filter(|v| v.ends_with("زد") || v.ends_with("کرد"))?;
            at + 2
        } else {
            return None;
        };
        Some(Found { kind: DenialKind::Refusal, head: self.refused(at, to), from: at, to })
    }

    /// What stands behind the nearest از, before the refusal or right after it.
    fn refused(&self, at: usize, to: usize) -> String {
        // Eight words: what is refused rarely has more (از پرداخت مزد و عیدی کارگران پیمانی خودداری).
        const FAR: usize = 8;
        if self.after(to - 1) == "از" {
            return self.word(to + 1).to_owned();
        }
        let near = (at.saturating_sub(FAR)..at).rev().take_while(|i| self.together(*i, at));
        near.into_iter()
            .find(|i| self.word(*i) == "از")
            .map_or(String::new(), |i| self.word(i + 1).to_owned())
    }

    /// Takes the words away that only strengthen a denied verb: هیچ, هرگز, نه before a comma.
    fn joined(&self, found: Vec<Found>) -> Vec<Found> {
        let is_strong =
            |f: &Found| matches!(f.kind, DenialKind::Verb | DenialKind::Without | DenialKind::Lack);
        let mut kept: Vec<Found> = Vec::with_capacity(found.len());
        // Backwards, so that what follows in the sentence is known; and the last denied verb for what stands behind it.
        let mut follows: Option<usize> = None;
        let verbs: std::collections::HashSet<usize> = found
            .iter()
            .filter(|f| f.kind == DenialKind::Verb)
            .filter_map(|f| self.sentence(f.from))
            .collect();
        for f in found.into_iter().rev() {
            let sentence = self.sentence(f.from);
            let strengthens = match f.kind {
                DenialKind::None => {
                    sentence.is_some_and(|s| verbs.contains(&s)) || follows == sentence || self.asks(f.from)
                }
                DenialKind::Particle => {
                    let pauses = self.atoms.get(f.to).and_then(|a| a.mark) == Some(',');
                    pauses && self.opens(f.from) && sentence.is_some_and(|s| verbs.contains(&s))
                }
                _ => false,
            };
            if !strengthens {
                if is_strong(&f) || f.kind == DenialKind::None {
                    follows = sentence;
                }
                kept.push(f);
            }
        }
        kept.reverse();
        kept
    }

    fn sentence(&self, at: usize) -> Option<usize> {
        self.atoms.get(at).map(|a| a.sentence)
    }

    /// Whether the atom is the first of its sentence.
    pub(super) fn opens(&self, at: usize) -> bool {
        at == 0 || !self.together(at - 1, at)
    }

    /// Whether the sentence is a question: هیچ می\u{200C}دانید asks and denies nothing.
    fn asks(&self, at: usize) -> bool {
        self.atoms.get(at).and_then(|a| a.closes) == Some('?')
    }
}
