//! Changes of a concept, carried out all together or not at all.

use thiserror::Error;
use tm::lang::Lang;
use tm::text::exact_key;

use crate::concept::{Concept, Matching, Term, TermStatus};
use crate::unfit::{UnfitTerm, check_term};

/// A change of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A term is worth this much; one that is not there is added.
    Status(Lang, String, TermStatus),
    /// A term goes, with all that is said about it.
    Remove(Lang, String),
    /// A term is written otherwise; all that is said about it stays.
    Rename(Lang, String, String),
    /// Something about a single term.
    Term(TermName, TermChange),
    /// A text of the concept; an empty one clears it.
    Field(Field, String),
    /// Whether the hub term stays as it is in every language.
    DoNotTranslate(bool),
}

/// A term of a concept: by its text, or the first of its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermName {
    /// Its language.
    pub lang: Lang,
    /// Its text in any spelling.
    pub text: Option<String>,
}

/// A change of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermChange {
    /// Another written form more.
    AddVariant(String),
    /// Another written form less.
    RemoveVariant(String),
    /// A longer wording more in which the term is not meant.
    AddException(String),
    /// One of these less.
    RemoveException(String),
    /// How it is recognised.
    Matching(Matching),
    /// Whether letter case counts.
    CaseSensitive(bool),
    /// Its gender; empty clears it.
    Gender(String),
    /// Advice on it; empty clears it.
    Note(String),
    /// Where it comes from; empty clears it.
    Source(String),
}

/// A text of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Subject field.
    Domain,
    /// What it means.
    Definition,
    /// Advice to the translator.
    Note,
    /// Where it holds.
    Scope,
    /// Where it comes from.
    Source,
    /// Part of speech.
    PartOfSpeech,
    /// State of review.
    Review,
}

/// Why a concept cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EditError {
    /// A text that is to be a term, a variant or an exception is none.
    #[error("“{text}” is no term: {why}")]
    Unfit {
        /// What was given.
        text: String,
        /// Why it is none.
        why: UnfitTerm,
    },
    /// The concept has no such term.
    #[error("it has no {lang} term “{text}”; {}", those(.known))]
    NoSuchTerm {
        /// The language that was named.
        lang: Lang,
        /// The text that was named.
        text: String,
        /// Its terms in that language.
        known: Vec<String>,
    },
    /// The concept has no term in a language.
    #[error("it has no term in {lang}")]
    NoTermIn {
        /// The language that was named.
        lang: Lang,
    },
    /// A variant or exception that is to go is not there.
    #[error("“{term}” has no {what} “{text}”; {}", those(.known))]
    NoSuchForm {
        /// The term.
        term: String,
        /// A variant or an exception.
        what: &'static str,
        /// The text that was named.
        text: String,
        /// What there is.
        known: Vec<String>,
    },
    /// One term was given two statuses.
    #[error("the {lang} term “{text}” cannot be {first} and {second} at once")]
    TwoStatuses {
        /// Its language.
        lang: Lang,
        /// The term.
        text: String,
        /// The one status.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// Two terms of a language are to be the preferred one.
    #[error("“{first}” and “{second}” cannot both be the preferred {lang} term")]
    TwoPreferred {
        /// The language.
        lang: Lang,
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// A term cannot be merely admitted when no other is preferred.
    #[error("“{text}” is the only {lang} term to be used, so it is the preferred one")]
    OnlyUsable {
        /// The language.
        lang: Lang,
        /// The term.
        text: String,
    },
    /// A term would have the text of another.
    #[error("the {lang} term “{text}” is there already")]
    Twice {
        /// The language.
        lang: Lang,
        /// The text.
        text: String,
    },
    /// An exception would keep the term from being found at all.
    #[error("the exception “{text}” is the term itself: it would never be found")]
    ExceptsItself {
        /// The exception.
        text: String,
    },
    /// Nothing would be left.
    #[error("no term would be left of it")]
    NothingLeft,
}

impl Concept {
    /// The concept with all the changes, in their order.
    ///
    /// # Errors
    /// [`EditError`]: none of them is made then.
    pub fn edited(&self, changes: &[Change]) -> Result<Concept, EditError> {
        contradictions(changes)?;
        let mut concept = self.clone();
        for change in changes {
            concept.change(change)?;
        }
        let concept = concept.normalised();
        if concept.terms.is_empty() {
            return Err(EditError::NothingLeft);
        }
        concept.check_admitted(self, changes)?;
        Ok(concept)
    }

    fn change(&mut self, change: &Change) -> Result<(), EditError> {
        match change {
            Change::Status(lang, text, status) => self.set_status(lang, text, *status)?,
            Change::Remove(lang, text) => {
                let at = self.position(lang, text)?;
                self.terms.remove(at);
            }
            Change::Rename(lang, old, new) => self.rename(lang, old, new)?,
            Change::Term(name, change) => {
                let at = match &name.text {
                    Some(text) => self.position(&name.lang, text)?,
                    None => self.first(&name.lang)?,
                };
                if let Some(term) = self.terms.get_mut(at) {
                    term.change(change)?;
                }
            }
            Change::Field(field, text) => self.field_mut(*field).clone_from(text),
            Change::DoNotTranslate(stays) => self.do_not_translate = *stays,
        }
        Ok(())
    }

    fn set_status(&mut self, lang: &Lang, text: &str, status: TermStatus) -> Result<(), EditError> {
        let at = match self.find(lang, text) {
            Some(at) => at,
            None => {
                fit(text)?;
                self.terms.push(Term::new(lang.clone(), text.trim(), status));
                self.terms.len() - 1
            }
        };
        let of_lang = self.terms.get(at).map(|term| term.lang.clone());
        for (i, term) in self.terms.iter_mut().enumerate() {
            let is_rival = status == TermStatus::Preferred && term.status == TermStatus::Preferred;
            if i == at {
                term.status = status;
            } else if is_rival && Some(&term.lang) == of_lang.as_ref() {
                term.status = TermStatus::Admitted;
            }
        }
        Ok(())
    }

    fn rename(&mut self, lang: &Lang, old: &str, new: &str) -> Result<(), EditError> {
        fit(new)?;
        let at = self.position(lang, old)?;
        let Some(lang) = self.terms.get(at).map(|term| term.lang.clone()) else { return Ok(()) };
        let new = new.trim();
        if self.terms.iter().enumerate().any(|(i, t)| i != at && t.lang == lang && t.text == new) {
            return Err(EditError::Twice { lang, text: new.to_owned() });
        }
        if let Some(term) = self.terms.get_mut(at) {
            new.clone_into(&mut term.text);
        }
        Ok(())
    }

    /// Whether each term that was preferred before and is to be merely admitted is: the first of a language is always
    /// preferred.
    fn check_admitted(&self, before: &Concept, changes: &[Change]) -> Result<(), EditError> {
        for change in changes {
            let Change::Status(lang, text, TermStatus::Admitted) = change else { continue };
            let preferred = |concept: &Concept| {
                let term = concept.find(lang, text).and_then(|at| concept.terms.get(at).cloned());
                term.filter(|term| term.status == TermStatus::Preferred)
            };
            if let (Some(_), Some(term)) = (preferred(before), preferred(self)) {
                return Err(EditError::OnlyUsable { lang: term.lang.clone(), text: term.text.clone() });
            }
        }
        Ok(())
    }

    fn position(&self, lang: &Lang, text: &str) -> Result<usize, EditError> {
        self.find(lang, text).ok_or_else(|| EditError::NoSuchTerm {
            lang: lang.clone(),
            text: text.to_owned(),
            known: self.terms_in(lang).map(|term| term.text.clone()).collect(),
        })
    }

    /// The term of this text, as it is written rather than in another spelling, in the very language rather than in one
    /// of its regions.
    fn find(&self, lang: &Lang, text: &str) -> Option<usize> {
        let text = text.trim();
        let same = |term: &Term| spelling(&term.text, lang) == spelling(text, lang);
        let found = self.terms.iter().enumerate().filter(|(_, term)| lang.accepts(&term.lang) && same(term));
        found.min_by_key(|(_, term)| (term.text != text, term.lang != *lang)).map(|(at, _)| at)
    }

    /// The preferred term of a language as the changes so far leave it, else its first.
    fn first(&self, lang: &Lang) -> Result<usize, EditError> {
        let found = self.terms.iter().enumerate().filter(|(_, term)| lang.accepts(&term.lang));
        let first = found.min_by_key(|(_, term)| (term.lang != *lang, term.status));
        first.map(|(at, _)| at).ok_or_else(|| EditError::NoTermIn { lang: lang.clone() })
    }

    fn field_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Domain => &mut self.domain,
            Field::Definition => &mut self.definition,
            Field::Note => &mut self.note,
            Field::Scope => &mut self.scope,
            Field::Source => &mut self.source,
            Field::PartOfSpeech => &mut self.part_of_speech,
            Field::Review => &mut self.review,
        }
    }
}

impl Term {
    fn change(&mut self, change: &TermChange) -> Result<(), EditError> {
        match change {
            TermChange::AddVariant(text) => {
                fit(text)?;
                self.variants.push(text.clone());
            }
            TermChange::RemoveVariant(text) => {
                take_out(&mut self.variants, text, &self.lang)
                    .map_err(|known| self.no_form("variant", text, known))?;
            }
            TermChange::AddException(text) => {
                fit(text)?;
                if spelling(text, &self.lang) == spelling(&self.text, &self.lang) {
                    return Err(EditError::ExceptsItself { text: text.clone() });
                }
                self.exceptions.push(text.clone());
            }
            TermChange::RemoveException(text) => {
                take_out(&mut self.exceptions, text, &self.lang)
                    .map_err(|known| self.no_form("exception", text, known))?;
            }
            TermChange::Matching(matching) => self.matching = *matching,
            TermChange::CaseSensitive(counts) => self.case_sensitive = *counts,
            TermChange::Gender(text) => self.gender.clone_from(text),
            TermChange::Note(text) => self.note.clone_from(text),
            TermChange::Source(text) => self.source.clone_from(text),
        }
        Ok(())
    }

    fn no_form(&self, what: &'static str, text: &str, known: Vec<String>) -> EditError {
        EditError::NoSuchForm { term: self.text.clone(), what, text: text.to_owned(), known }
    }
}

/// Takes a text out of a list, in whatever spelling it is named; the list, when it is not in it.
fn take_out(texts: &mut Vec<String>, text: &str, lang: &Lang) -> Result<(), Vec<String>> {
    let wanted = spelling(text, lang);
    let at = texts.iter().position(|known| spelling(known, lang) == wanted).ok_or_else(|| texts.clone())?;
    texts.remove(at);
    Ok(())
}

/// Statuses that contradict each other.
fn contradictions(changes: &[Change]) -> Result<(), EditError> {
    let mut seen: Vec<(&Lang, &str, TermStatus)> = Vec::new();
    for change in changes {
        let Change::Status(lang, text, status) = change else { continue };
        for (of, other, earlier) in &seen {
            if *of != lang {
                continue;
            }
            let is_same = spelling(other, lang) == spelling(text, lang);
            if is_same && earlier != status {
                let (first, second) = (earlier.as_str(), status.as_str());
                return Err(EditError::TwoStatuses { lang: lang.clone(), text: text.clone(), first, second });
            }
            if !is_same && (*earlier, *status) == (TermStatus::Preferred, TermStatus::Preferred) {
                let (first, second) = ((*other).to_owned(), text.clone());
                return Err(EditError::TwoPreferred { lang: lang.clone(), first, second });
            }
        }
        seen.push((lang, text, *status));
    }
    Ok(())
}

fn fit(text: &str) -> Result<(), EditError> {
    check_term(text).map_err(|why| EditError::Unfit { text: text.to_owned(), why })
}

/// What the spellings of a text share; letter case is none of them.
fn spelling(text: &str, lang: &Lang) -> String {
    exact_key(text.trim(), lang.script())
}

fn those(known: &[String]) -> String {
    let quoted: Vec<String> = known.iter().map(|text| format!("“{text}”")).collect();
    if quoted.is_empty() { "it has none".to_owned() } else { format!("it has {}", quoted.join(", ")) }
}

#[cfg(test)]
mod tests;
