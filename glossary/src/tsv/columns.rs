//! What the columns of a table mean.

use tm::lang::Lang;

use super::Pair;
use crate::concept::TermStatus;

/// The meaning of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Field(Field),
    /// Terms of a language; `Preferred` also holds the admitted ones.
    Terms(Lang, TermStatus),
    Attribute(Lang, Attribute),
    Property(String),
    /// A remark as another program wrote it, one of several.
    Note,
    /// Whether somebody still has to look at the row, as gettext has it.
    Fuzzy,
}

/// A text of the concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Termbase,
    PartOfSpeech,
    Domain,
    Definition,
    Note,
    Scope,
    Source,
    Status,
    DoNotTranslate,
}

/// Something about single terms of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attribute {
    Variants,
    Exceptions,
    Exact,
    Case,
    Gender,
    Note,
    Source,
}

/// The fields in the order they are written, `id` and `termbase` before the terms, the others after them.
pub(super) const FIELDS: [(Field, &str); 10] = [
    (Field::Id, "id"),
    (Field::Termbase, "termbase"),
    (Field::PartOfSpeech, "pos"),
    (Field::Domain, "domain"),
    (Field::Definition, "definition"),
    (Field::Note, "note"),
    (Field::Scope, "scope"),
    (Field::Source, "source"),
    (Field::Status, "status"),
    (Field::DoNotTranslate, "do_not_translate"),
];

/// The attributes in the order they are written.
pub(super) const ATTRIBUTES: [(Attribute, &str); 7] = [
    (Attribute::Variants, "variants_"),
    (Attribute::Exceptions, "exceptions_"),
    (Attribute::Exact, "exact_"),
    (Attribute::Case, "case_"),
    (Attribute::Gender, "gender_"),
    (Attribute::Note, "note_"),
    (Attribute::Source, "source_"),
];

const PROPERTY: &str = "property:";
const LANGUAGE: &str = "lang:";

/// The column of a header cell.
pub(super) fn parse(name: &str) -> Column {
    let name = name.trim();
    let lower = name.to_lowercase().replace(' ', "_");
    if let Some((field, _)) = FIELDS.iter().find(|(_, n)| *n == lower) {
        return Column::Field(*field);
    }
    if lower == "part_of_speech" {
        return Column::Field(Field::PartOfSpeech);
    }
    if let Some(property) = name.strip_prefix(PROPERTY) {
        return Column::Property(property.to_owned());
    }
    if let Some(lang) = language(name) {
        return Column::Terms(lang, TermStatus::Preferred);
    }
    for status in [TermStatus::Deprecated, TermStatus::Forbidden] {
        let tag = lower.strip_prefix(status.as_str()).and_then(|rest| rest.strip_prefix('_'));
        if let Some(lang) = tag.and_then(language) {
            return Column::Terms(lang, status);
        }
    }
    for (attribute, prefix) in ATTRIBUTES {
        if let Some(lang) = lower.strip_prefix(prefix).and_then(language) {
            return Column::Attribute(lang, attribute);
        }
    }
    Column::Property(name.to_owned())
}

/// Whether a header is one of Weblate's, whose languages are those of the component.
pub(super) fn is_of_weblate(header: &[String]) -> bool {
    ["source", "target"].iter().all(|name| header.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name)))
}

/// The columns of a table of Weblate's (translate-toolkit's CSV) in a pair of languages.
pub(super) fn of_weblate(header: &[String], pair: Option<&Pair>) -> Option<Vec<Column>> {
    let pair = pair.filter(|_| is_of_weblate(header))?;
    let column = |name: &String| match name.trim().to_ascii_lowercase().as_str() {
        "source" => Column::Terms(pair.source.clone(), TermStatus::Preferred),
        "target" => Column::Terms(pair.target.clone(), TermStatus::Preferred),
        "translator_comments" | "developer_comments" | "explanation" | "comment" | "note" => Column::Note,
        "fuzzy" => Column::Fuzzy,
        "context" => Column::Property("context".to_owned()),
        // A hash of the source, and where a string stands in a program.
        "id" | "location" => Column::Property(String::new()),
        _ => parse(name),
    };
    Some(header.iter().map(column).collect())
}

/// The header cell of a property.
pub(super) fn property_name(name: &str) -> String {
    let is_plain = parse(name) == Column::Property(name.to_owned());
    if is_plain && !super::memoq::is_header(&[name.to_owned()]) {
        name.to_owned()
    } else {
        format!("{PROPERTY}{name}")
    }
}

/// The header cell of a language.
pub(super) fn language_name(lang: &Lang) -> String {
    let tag = lang.as_str();
    // `id` is Indonesian and the column of ids.
    if lang.known().is_some() && tag != "id" { tag.to_owned() } else { format!("{LANGUAGE}{tag}") }
}

fn language(name: &str) -> Option<Lang> {
    match name.strip_prefix(LANGUAGE) {
        Some(tag) => Lang::parse(tag).ok(),
        None => Lang::parse_known(name).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_in_any_case() {
        let fa = Lang::persian();
        assert_eq!(parse(" FA "), Column::Terms(fa.clone(), TermStatus::Preferred));
        assert_eq!(parse("Forbidden_en"), Column::Terms(Lang::parse("en").unwrap(), TermStatus::Forbidden));
        assert_eq!(
            parse("forbidden_en_GB"),
            Column::Terms(Lang::parse("en-GB").unwrap(), TermStatus::Forbidden)
        );
        assert_eq!(parse("variants_fa"), Column::Attribute(fa, Attribute::Variants));
        assert_eq!(parse("Part of speech"), Column::Field(Field::PartOfSpeech));
        assert_eq!(parse("ID"), Column::Field(Field::Id));
        assert_eq!(parse("lang:id"), Column::Terms(Lang::parse("id").unwrap(), TermStatus::Preferred));
        assert_eq!(parse("seen in"), Column::Property("seen in".to_owned()));
        assert_eq!(property_name("id"), "property:id");
        assert_eq!(property_name("Term_Info"), "property:Term_Info");
    }
}
