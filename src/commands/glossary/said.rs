//! From what was typed about a concept to changes of it.

use glossary::edit::{Change, Field, TermChange, TermName};
use glossary::{Matching, TermStatus};
use tm::lang::Lang;

use crate::args::{ConceptArgs, GlossaryEditArgs};
use crate::failure::{Failure, Result};
use crate::settings::{Settings, language};

/// What `tm glossary edit` is told.
pub(super) fn edits(args: &GlossaryEditArgs, settings: &Settings) -> Result<Vec<Change>> {
    let reader = Reader { settings };
    let mut changes = Vec::new();
    for typed in &args.rename {
        changes.push(reader.rename(typed)?);
    }
    for typed in &args.remove {
        let (lang, parts) = reader.rendering("--remove", typed)?;
        changes.push(Change::Remove(lang, parts.join("=")));
    }
    changes.extend(said(&args.said, settings)?);
    for typed in &args.remove_variant {
        changes.push(reader.of_source("--remove-variant", typed, TermChange::RemoveVariant)?);
    }
    for typed in &args.remove_exception {
        changes.push(reader.of_source("--remove-exception", typed, TermChange::RemoveException)?);
    }
    for typed in &args.inflected {
        let name = reader.source_flag("--inflected", typed)?;
        changes.push(Change::Term(name, TermChange::Matching(Matching::Inflected)));
    }
    for typed in &args.any_case {
        let name = reader.rendering_flag("--any-case", typed)?;
        changes.push(Change::Term(name, TermChange::CaseSensitive(false)));
    }
    if args.translate {
        changes.push(Change::DoNotTranslate(false));
    }
    Ok(changes)
}

/// What `tm glossary add` and `edit` are both told.
pub(super) fn said(args: &ConceptArgs, settings: &Settings) -> Result<Vec<Change>> {
    let reader = Reader { settings };
    let mut changes = Vec::new();
    for (option, status, texts) in [
        ("--prefer", TermStatus::Preferred, &args.prefer),
        ("--admit", TermStatus::Admitted, &args.admit),
        ("--deprecate", TermStatus::Deprecated, &args.deprecate),
        ("--forbid", TermStatus::Forbidden, &args.forbid),
    ] {
        for typed in texts {
            let (lang, parts) = reader.rendering(option, typed)?;
            changes.push(Change::Status(lang, parts.join("="), status));
        }
    }
    reader.about_terms(args, &mut changes)?;
    for (field, text) in [
        (Field::Domain, &args.domain),
        (Field::PartOfSpeech, &args.pos),
        (Field::Definition, &args.definition),
        (Field::Note, &args.note),
        (Field::Scope, &args.scope),
        (Field::Source, &args.reference),
        (Field::Review, &args.review),
    ] {
        changes.extend(text.iter().map(|text| Change::Field(field, text.clone())));
    }
    if args.do_not_translate {
        changes.push(Change::DoNotTranslate(true));
    }
    Ok(changes)
}

/// Reads `[LANG=][TERM=]TEXT`.
struct Reader<'s> {
    settings: &'s Settings,
}

impl Reader<'_> {
    fn about_terms(&self, args: &ConceptArgs, changes: &mut Vec<Change>) -> Result<()> {
        for typed in &args.variant {
            changes.push(self.of_source("--variant", typed, TermChange::AddVariant)?);
        }
        for typed in &args.exception {
            changes.push(self.of_source("--exception", typed, TermChange::AddException)?);
        }
        for typed in &args.exact {
            let name = self.source_flag("--exact", typed)?;
            changes.push(Change::Term(name, TermChange::Matching(Matching::Exact)));
        }
        for typed in &args.case {
            let name = self.rendering_flag("--case", typed)?;
            changes.push(Change::Term(name, TermChange::CaseSensitive(true)));
        }
        for typed in &args.gender {
            changes.push(self.of_rendering("--gender", typed, TermChange::Gender)?);
        }
        for typed in &args.term_note {
            changes.push(self.of_rendering("--term-note", typed, TermChange::Note)?);
        }
        for typed in &args.term_reference {
            changes.push(self.of_rendering("--term-reference", typed, TermChange::Source)?);
        }
        Ok(())
    }

    fn rename(&self, typed: &str) -> Result<Change> {
        let (lang, parts) = self.rendering("--rename", typed)?;
        match parts.as_slice() {
            [old, new] => Ok(Change::Rename(lang, old.clone(), new.clone())),
            _ => Err(Failure::usage(
                "--rename: the old and the new text are needed",
                "write it as --rename en=counsel=council; a = of a text itself is written \\=",
            )),
        }
    }

    /// Something about a term, of the language of the text unless another is named.
    fn of_source(&self, option: &str, typed: &str, change: fn(String) -> TermChange) -> Result<Change> {
        let (lang, parts) = named(option, typed, || Ok(self.settings.source.value.clone()))?;
        Ok(about(lang, parts, change))
    }

    /// Something about a term, of the language of the translation unless another is named.
    fn of_rendering(&self, option: &str, typed: &str, change: fn(String) -> TermChange) -> Result<Change> {
        let (lang, parts) = self.rendering(option, typed)?;
        Ok(about(lang, parts, change))
    }

    fn rendering(&self, option: &str, typed: &str) -> Result<(Lang, Vec<String>)> {
        named(option, typed, || self.settings.only_target())
    }

    fn source_flag(&self, option: &str, typed: &str) -> Result<TermName> {
        flagged(option, typed, || Ok(self.settings.source.value.clone()))
    }

    fn rendering_flag(&self, option: &str, typed: &str) -> Result<TermName> {
        flagged(option, typed, || self.settings.only_target())
    }
}

/// The language of an option's value and the parts behind it.
fn named(option: &str, typed: &str, usual: impl FnOnce() -> Result<Lang>) -> Result<(Lang, Vec<String>)> {
    let mut parts = split(typed);
    if parts.len() > 1 && parts.first().is_some_and(|first| is_tag(first)) {
        let tag = parts.remove(0);
        return Ok((language(option, &tag)?, parts));
    }
    Ok((usual()?, parts))
}

/// The term that an option is about whose value is `LANG`, `TERM`, `LANG=TERM` or nothing.
fn flagged(option: &str, typed: &str, usual: impl FnOnce() -> Result<Lang>) -> Result<TermName> {
    if Lang::parse_known(typed).is_ok() {
        return Ok(TermName { lang: language(option, typed)?, text: None });
    }
    let (lang, parts) = named(option, typed, usual)?;
    let text = parts.join("=");
    Ok(TermName { lang, text: (!text.trim().is_empty()).then_some(text) })
}

fn about(lang: Lang, mut parts: Vec<String>, change: fn(String) -> TermChange) -> Change {
    let text = (parts.len() > 1).then(|| parts.remove(0));
    Change::Term(TermName { lang, text }, change(parts.join("=")))
}

/// Whether a part is meant as a language: a tag of the list, or what can be nothing else.
fn is_tag(part: &str) -> bool {
    let part = part.trim();
    let short = (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    short || Lang::parse_known(part).is_ok()
}

/// The parts between `=`; `\=` is one of the text.
fn split(typed: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letter == '\\' && matches!(letters.peek(), Some('=' | '\\'));
        let letter = if escaped { letters.next().unwrap_or(letter) } else { letter };
        match parts.last_mut() {
            Some(part) if letter != '=' || escaped => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> String {
        match named("--variant", typed, || Ok(Lang::persian())) {
            Ok((lang, parts)) => format!("{lang}|{}", parts.join("|")),
            Err(failure) => failure.to_string(),
        }
    }

    #[test]
    fn a_language_and_a_term_may_be_named() {
        assert_eq!(parsed("شوراها"), "fa|شوراها");
        assert_eq!(parsed("de=Räte"), "de|Räte");
        assert_eq!(parsed("en-GB=labour=Labour"), "en-GB|labour|Labour");
        assert_eq!(parsed("شورا=شوراها"), "fa|شورا|شوراها");
        assert_eq!(parsed(r"en=1 \= 1\\"), r"en|1 = 1\");
        assert_eq!(parsed(r"C:\x"), r"fa|C:\x");
        assert!(parsed("xx=y").starts_with("error: --variant: "));
    }

    #[test]
    fn a_flag_is_about_a_language_or_a_term() {
        let shown = |typed: &str| {
            let name = flagged("--exact", typed, || Ok(Lang::persian())).unwrap();
            format!("{} {:?}", name.lang, name.text)
        };
        assert_eq!(shown(""), "fa None");
        assert_eq!(shown("de"), "de None");
        assert_eq!(shown("کان"), "fa Some(\"کان\")");
        assert_eq!(shown("en=it"), "en Some(\"it\")");
    }
}
