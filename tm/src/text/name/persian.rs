//! Names in Persian: listed places and bodies, titles and first names with the family name behind them.

use super::form::{Form, words};
use super::lists::Lists;
use super::pieces::{Gap, Pieces};
use super::{NameFound, NameKind, skeleton};

/// Most pieces of a listed name: اتحادیه آزاد کارگران ایران with its ZWNJ.
const MOST_PIECES: usize = 6;
/// Most first names in a row: سید محمد علی رضا.
const MOST_FIRST: usize = 3;
/// Most titles in a row: آقای دکتر سید حاج.
const MOST_TITLES: usize = 4;
/// Fewest letters of a place to which در or از may be glued.
const GLUED: usize = 4;

/// What a reader of Persian takes for a name.
pub(super) fn names(text: &str) -> Vec<NameFound> {
    let reader = Reader { pieces: Pieces::new(text), lists: Lists::get() };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.pieces.all.len() {
        match reader.name_at(at) {
            Some((name, after)) => {
                found.push(name);
                at = after.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader {
    pieces: Pieces,
    lists: &'static Lists,
}

/// A word: pieces joined by ZWNJ.
struct Word {
    key: String,
    after: usize,
}

impl Reader {
    fn name_at(&self, at: usize) -> Option<(NameFound, usize)> {
        if self.pieces.follows(at, &[Gap::Joiner]) {
            return None;
        }
        let person = self.titled(at).or_else(|| self.person(at, false).map(|after| (at, after)));
        let listed = self.listed(at);
        match (person, listed) {
            (Some((start, after)), listed) if listed.as_ref().is_none_or(|(_, end)| after > *end) => {
                Some((self.found(start, after, 0, NameKind::Person)?, after))
            }
            (_, listed) => listed.or_else(|| self.glued(at)),
        }
    }

    fn found(&self, start: usize, after: usize, skipped: usize, kind: NameKind) -> Option<NameFound> {
        let text: Vec<String> = (start..after).flat_map(|at| words(self.pieces.text(at))).collect();
        let skeleton = skeleton::of(&Form::of_words(&text));
        Some(NameFound { span: self.pieces.span(start, after, skipped)?, kind, skeleton })
    }

    /// The longest listed place or body that begins here.
    fn listed(&self, at: usize) -> Option<(NameFound, usize)> {
        let mut key = String::new();
        let mut best = None;
        for after in at + 1..=at + MOST_PIECES {
            if after > at + 1 && !self.pieces.follows(after - 1, &[Gap::Space, Gap::Joiner, Gap::Hyphen]) {
                break;
            }
            key.push_str(self.pieces.text(after - 1));
            let known = self.lists.listed(&key).filter(|_| self.ends_word(after));
            if let Some(known) = known.filter(|known| !known.cue || self.is_cue_before(at)) {
                best = Some((after, known.kind));
            }
        }
        let (after, kind) = best?;
        Some((self.found(at, after, 0, kind)?, after))
    }

    /// Whether a word ends before a piece, inflection aside: عسلویه\u{200C}ی.
    fn ends_word(&self, after: usize) -> bool {
        !self.pieces.follows(after, &[Gap::Joiner])
            || matches!(self.pieces.text(after), "ی" | "اند" | "ست" | "است" | "را" | "مان")
    }

    fn is_cue_before(&self, at: usize) -> bool {
        at > 0
            && self.pieces.follows(at, &[Gap::Space])
            && self.lists.is("cue", "fa", self.pieces.text(at - 1))
            && !matches!(self.pieces.text(at - 1), "در" | "از" | "به")
    }

    /// A place with a word glued to its front: درتهران.
    fn glued(&self, at: usize) -> Option<(NameFound, usize)> {
        let text = self.pieces.text(at);
        let place = ["در", "از", "به"].iter().find_map(|glued| text.strip_prefix(glued))?;
        let known = self.lists.listed(place).filter(|known| !known.cue && known.kind == NameKind::Place)?;
        let long = place.chars().count() >= GLUED && self.ends_word(at + 1);
        let mut found = self.found(at, at + 1, 2, known.kind).filter(|_| long)?;
        found.skeleton = skeleton::of(&Form::of_words(&words(place)));
        Some((found, at + 1))
    }

    fn word(&self, at: usize) -> Option<Word> {
        let mut key = self.pieces.get(at)?.text.clone();
        let mut after = at + 1;
        while after < at + MOST_PIECES && self.pieces.follows(after, &[Gap::Joiner]) {
            key.push_str(self.pieces.text(after));
            after += 1;
        }
        Some(Word { key, after })
    }

    /// A word without what is joined to it: صالحی\u{200C}ها.
    fn bare(&self, at: usize) -> Option<Word> {
        let word = self.word(at)?;
        let last = self.pieces.text(word.after - 1);
        if word.after < at + 2 || !matches!(last, "ها" | "های" | "ام" | "اند" | "است" | "ست" | "را" | "ی")
        {
            return Some(word);
        }
        let key = word.key.strip_suffix(last).unwrap_or(&word.key).to_owned();
        Some(Word { key, after: word.after - 1 })
    }

    /// Titles and the person behind them: where the name begins and ends.
    fn titled(&self, at: usize) -> Option<(usize, usize)> {
        let mut start = at;
        let mut titles = 0;
        while let Some(word) = self.word(start).filter(|_| titles < MOST_TITLES) {
            if titles > 0 && !self.is_next(start) {
                break;
            }
            let prisoner =
                word.key == "زندانی" && titles == 0 && start > 0 && self.pieces.text(start - 1) == "کارگر";
            if !self.lists.is("title", "fa", &word.key) && !prisoner {
                break;
            }
            titles += 1;
            start = word.after;
        }
        if titles == 0 || !self.pieces.follows(start, &[Gap::Space]) {
            return None;
        }
        self.person(start, true).map(|after| (start, after))
    }

    /// Where the name of a person ends that begins here.
    fn person(&self, at: usize, titled: bool) -> Option<usize> {
        let before = if at > 0 { self.pieces.text(at - 1) } else { "" };
        if !titled && self.lists.is("street", "fa", before) && self.pieces.follows(at, &[Gap::Space]) {
            return None;
        }
        let (mut after, mut sure, mut count) = (at, false, 0);
        let mut is_adjective = true;
        while let Some(word) = self.bare(after).filter(|_| count < MOST_FIRST) {
            if count > 0 && !self.is_next(after) {
                break;
            }
            let Some(is_word) = self.first(&word.key) else { break };
            sure |= !is_word;
            is_adjective &= self.lists.is("stop", "fa", &word.key);
            count += 1;
            after = word.after;
        }
        // رفیق عزیز is nobody yet.
        sure |= titled && !is_adjective;
        if count > 0 && !self.is_next(after) {
            return sure.then_some(after);
        }
        match self.family(after, count > 0 && sure, titled) {
            Some(end) if count > 0 || titled => Some(end),
            _ => (count > 0 && sure && !self.is_negating(after)).then_some(after),
        }
    }

    /// Whether a piece begins the next word of the same phrase.
    fn is_next(&self, at: usize) -> bool {
        self.pieces.follows(at, &[Gap::Space])
    }

    /// علی رغم.
    fn is_negating(&self, at: usize) -> bool {
        self.pieces.text(at) == "رغم"
    }

    /// Whether it is a first name, and whether a word of its own too; ezafe after a vowel is taken off.
    fn first(&self, key: &str) -> Option<bool> {
        let bare = || {
            key.strip_suffix('ی').filter(|bare| bare.ends_with(['ا', 'و'])).and_then(|k| self.lists.first(k))
        };
        let compound = || {
            let joined = |start: &&str| key.strip_prefix(*start).and_then(|rest| self.lists.first(rest));
            ["محمد", "علی", "امیر", "غلام", "سید", "میر", "عبدال"].iter().find_map(joined).map(|_| false)
        };
        let is_family = self.lists.family(key).is_some();
        self.lists.first(key).or_else(|| if is_family { None } else { bare().or_else(compound) })
    }

    /// Where a family name ends that begins here.
    fn family(&self, at: usize, behind_first: bool, titled: bool) -> Option<usize> {
        let word = self.bare(at)?;
        let known = self.is_family(&word.key);
        let stop = self.lists.is("stop", "fa", &word.key);
        let long = word.key.chars().count() >= 4;
        let likely = word.key.ends_with('ی') && long && !stop && (behind_first || titled);
        // نفسی کشید: something done, nobody.
        let likely = likely && !self.lists.is("light", "fa", self.pieces.text(word.after));
        if !known && !likely {
            return None;
        }
        let mut after = word.after;
        // نجفی پور, احمدی تهرانی.
        for _ in 0..2 {
            let next = self.bare(after).filter(|_| self.is_next(after));
            match next {
                Some(next) if self.lists.family(&next.key).is_some_and(|kind| kind != "name") => {
                    after = next.after
                }
                _ => break,
            }
        }
        Some(after)
    }

    fn is_family(&self, key: &str) -> bool {
        let lists = self.lists;
        let derived = |stem: &str| lists.first(stem).is_some() || lists.listed(stem).is_some();
        let endings =
            ["پور", "زاده", "نژاد", "وند", "نیا", "فر", "راد", "منش", "دوست", "خواه", "اللهی", "فرد", "یان"];
        let ended = |ending: &&str| key.strip_suffix(*ending).is_some_and(|stem| stem.chars().count() >= 3);
        lists.family(key) == Some("name")
            || lists.family(key) == Some("tribe")
            || key.strip_suffix('ی').is_some_and(derived)
            || key.strip_prefix("پور").is_some_and(derived)
            || endings.iter().any(ended) && !lists.is("stop", "fa", key)
    }
}
