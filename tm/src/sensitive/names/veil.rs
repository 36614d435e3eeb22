//! Pseudonyms in the place of names, in all languages of a unit or in none.

use std::collections::HashSet;

use super::{Case, NameHit, Names, weigh, work};
use crate::lang::Lang;
use crate::sensitive::Kind;
use crate::unit::{Code, Unit, Variant};

/// What becomes of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Veiled {
    /// Nobody on the list is named.
    Untouched,
    /// The unit with pseudonyms.
    Changed(Unit),
    /// It cannot leave.
    Refused(Refusal),
}

/// Why a unit cannot leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Number of the entry in [`Names::entries`].
    pub entry: usize,
    /// What is in the way.
    pub reason: Reason,
    /// The language of the text that is in the way.
    pub lang: Lang,
}

/// What is in the way of a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The name is found in other languages of the unit and not in this one.
    Missing,
    /// It looks like the name, but could be another word or another name on the list.
    Unsure,
    /// The text without the name still gives it away.
    Remains,
}

impl Names {
    /// Puts pseudonyms in the place of every name, in all languages of the unit.
    pub fn veil(&self, unit: &Unit) -> Veiled {
        let hits: Vec<Vec<NameHit>> = unit.variants().iter().map(|v| self.find(&v.text)).collect();
        let mut concerned: Vec<usize> =
            hits.iter().flatten().filter(|hit| hit.kind != Kind::NamePart).map(|hit| hit.entry).collect();
        concerned.sort_unstable();
        concerned.dedup();
        if concerned.is_empty() {
            return Veiled::Untouched;
        }
        self.replace(unit, &hits, &concerned).map_or_else(Veiled::Refused, Veiled::Changed)
    }

    fn replace(&self, unit: &Unit, hits: &[Vec<NameHit>], concerned: &[usize]) -> Result<Unit, Refusal> {
        let mut variants = Vec::with_capacity(hits.len());
        for (variant, hits) in unit.variants().iter().zip(hits) {
            let refusal = |entry, reason| Refusal { entry, reason, lang: variant.lang.clone() };
            if let Some(hit) = hits.iter().find(|hit| hit.kind == Kind::NameLike) {
                return Err(refusal(hit.entry, Reason::Unsure));
            }
            let more = weigh::entries(hits.iter().filter(|hit| hit.kind == Kind::Name || hit.family));
            let meant: Vec<&NameHit> = hits.iter().filter(|hit| is_meant(hit, &more, concerned)).collect();
            let named = weigh::entries(meant.iter().copied());
            if let Some(entry) = concerned.iter().find(|entry| !named.contains(entry)) {
                return Err(refusal(*entry, Reason::Missing));
            }
            variants.push(self.written(variant, &meant));
        }
        for variant in &variants {
            let left = self.find(&variant.text);
            let gives_away = |hit: &&NameHit| {
                hit.kind != Kind::NamePart || hit.family && concerned.binary_search(&hit.entry).is_ok()
            };
            if let Some(hit) = left.iter().find(gives_away) {
                return Err(Refusal {
                    entry: hit.entry,
                    reason: Reason::Remains,
                    lang: variant.lang.clone(),
                });
            }
        }
        let first = concerned.first().copied().unwrap_or_default();
        let lang = variants.first().map_or_else(Lang::persian, |v| v.lang.clone());
        Unit::new(variants).map_err(|_| Refusal { entry: first, reason: Reason::Remains, lang })
    }

    fn written(&self, variant: &Variant, hits: &[&NameHit]) -> Variant {
        let mut text = String::with_capacity(variant.text.len());
        let mut codes: Vec<Code> = Vec::with_capacity(variant.codes.len());
        let mut waiting = variant.codes.iter().peekable();
        let mut from = 0;
        let mut places = Places::new(&variant.text);
        for hit in hits {
            let pseudonym =
                self.entries.get(hit.entry).map_or("", |e| e.pseudonym(&variant.lang, hit.arabic));
            let span = if ends_in_consonant(pseudonym) { hit.glided } else { hit.span };
            let (start, end) = (places.byte(span.start), places.byte(span.end));
            while let Some(code) = waiting.next_if(|code| code.at as usize <= start) {
                codes.push(Code { at: moved(code.at as usize, from, text.len()), ..*code });
            }
            text.push_str(variant.text.get(from..start).unwrap_or_default());
            match hit.case {
                Case::Capitals => text.push_str(&pseudonym.to_uppercase()),
                Case::Small => text.push_str(&pseudonym.to_lowercase()),
                Case::Name => text.push_str(pseudonym),
            }
            // Codes inside the name stand behind its pseudonym, in their order.
            while let Some(code) = waiting.next_if(|code| (code.at as usize) < end) {
                codes.push(Code { at: text.len() as u32, ..*code });
            }
            from = end;
        }
        for code in waiting {
            codes.push(Code { at: moved(code.at as usize, from, text.len()), ..*code });
        }
        text.push_str(variant.text.get(from..).unwrap_or_default());
        Variant { lang: variant.lang.clone(), text, codes }
    }
}

/// Whether a hit stands for a name that this unit names: whole; its family name; its given name where nothing more of
/// it stands.
fn is_meant(hit: &NameHit, more: &HashSet<usize>, concerned: &[usize]) -> bool {
    hit.kind == Kind::Name
        || concerned.binary_search(&hit.entry).is_ok() && (hit.family || !more.contains(&hit.entry))
}

fn ends_in_consonant(pseudonym: &str) -> bool {
    let last = pseudonym.chars().next_back();
    last.is_some_and(|c| c.is_alphabetic() && !matches!(c, '\u{627}' | '\u{648}' | '\u{6CC}' | '\u{647}'))
}

/// Where a place behind `from` of the old text is when the new one has come to `to`.
fn moved(at: usize, from: usize, to: usize) -> u32 {
    u32::try_from(at - from.min(at) + to).unwrap_or(u32::MAX)
}

/// Where characters of a text stand in its bytes, asked for from front to back: the text is walked once.
struct Places<'a> {
    rest: std::str::CharIndices<'a>,
    passed: usize,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Places<'a> {
        Places { rest: text.char_indices(), passed: 0 }
    }

    /// The byte at which a character begins that stands at the one asked for before or behind it.
    fn byte(&mut self, character: usize) -> usize {
        while self.passed < character && self.rest.next().is_some() {
            work::look();
            self.passed += 1;
        }
        self.rest.offset()
    }
}
