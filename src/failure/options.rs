//! Errors of what was typed: languages, and values out of range.

use std::fmt;

use tm::lang::{Lang, LangError};

use super::Failure;

impl Failure {
    /// A target language is needed and none is known.
    pub fn no_target() -> Failure {
        Failure::new("cannot tell the language of the translation")
            .because("neither -t, $TM_PAIR nor tm.toml names exactly one")
            .hint("give it with -t, for example -t en")
    }

    /// A translation into the language of the text; with where each of the two comes from.
    pub fn same_languages(lang: &Lang, source: &impl fmt::Display, target: &impl fmt::Display) -> Failure {
        Failure::new(format!("source and target are both {lang}"))
            .because(format!("the source is from {source}, the target from {target}"))
            .hint("give the language of the text with -s, that of the translation with -t: -s fa -t en")
    }

    /// `-t` with nothing behind it.
    pub fn empty_target() -> Failure {
        Failure::new("-t: no language is said")
            .because("an empty value could mean every language, or none")
            .hint("name it, for example -t en or -t en,de, or leave -t out")
    }

    /// A value of an option or setting that is no language.
    pub fn language(place: &str, error: &LangError) -> Failure {
        let failure = Failure::new(format!("{place}: {error}"));
        match error {
            LangError::Unknown { near: Some(near), .. } => failure.hint(format!("did you mean {near}?")),
            _ => failure.hint("languages are tags such as fa, en, de, fr, sv"),
        }
    }

    /// A percentage that is none.
    pub fn not_a_percentage(option: &str, typed: &str) -> Failure {
        Failure::new(format!("{option} is a percentage"))
            .because(format!("{typed:?} is no number from 0 to 101"))
            .hint(format!("give a number, such as {option} 75"))
    }

    /// Options that exclude each other or values out of range.
    pub fn usage(what: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::new(what).hint(hint)
    }
}
