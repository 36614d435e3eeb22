//! Writing tables.

use std::collections::BTreeSet;

use tm::lang::Lang;

use super::cells::{escape, escape_item};
use super::columns::{ATTRIBUTES, Attribute, FIELDS, Field, language_name, property_name};
use crate::concept::{Concept, Matching, Term, TermStatus, lang_order};

/// Writes concepts as TSV in the order given; only columns that something stands in are written.
///
/// Concepts are written as [`Concept::normalised`] leaves them; one without a term cannot be written and is left
/// out. The same concepts give the same bytes.
pub fn write_tsv(concepts: &[Concept]) -> String {
    let concepts: Vec<Concept> =
        concepts.iter().cloned().map(Concept::normalised).filter(|c| !c.terms.is_empty()).collect();
    let columns: Vec<Output> =
        columns(&concepts).into_iter().filter(|c| concepts.iter().any(|k| !c.cell(k).is_empty())).collect();
    if columns.is_empty() {
        return "fa\n".to_owned();
    }
    let mut out = columns.iter().map(Output::name).collect::<Vec<_>>().join("\t");
    out.push('\n');
    for concept in &concepts {
        let cells: Vec<String> = columns.iter().map(|column| column.cell(concept)).collect();
        out.push_str(&cells.join("\t"));
        out.push('\n');
    }
    out
}

/// A column to write.
enum Output {
    Field(Field, &'static str),
    Terms(Lang, TermStatus),
    Attribute(Lang, Attribute, &'static str),
    Property(String),
}

/// Every column that may be needed, in order.
fn columns(concepts: &[Concept]) -> Vec<Output> {
    let langs: BTreeSet<_> = concepts.iter().flat_map(|c| &c.terms).map(|t| lang_order(&t.lang)).collect();
    let names: BTreeSet<_> = concepts.iter().flat_map(|c| &c.properties).map(|(name, _)| name).collect();
    let field = |(field, name): &(Field, &'static str)| Output::Field(*field, name);
    let before = |(field, _): &&(Field, &'static str)| matches!(field, Field::Id | Field::Termbase);
    let mut columns: Vec<Output> = FIELDS.iter().filter(before).map(field).collect();
    for (_, lang) in langs {
        for status in [TermStatus::Preferred, TermStatus::Deprecated, TermStatus::Forbidden] {
            columns.push(Output::Terms(lang.clone(), status));
        }
        let attributes = ATTRIBUTES.iter().map(|(a, prefix)| Output::Attribute(lang.clone(), *a, prefix));
        columns.extend(attributes);
    }
    columns.extend(FIELDS.iter().filter(|f| !before(f)).map(field));
    columns.extend(names.into_iter().map(|name| Output::Property(name.clone())));
    columns
}

impl Output {
    fn name(&self) -> String {
        match self {
            Output::Field(_, name) => (*name).to_owned(),
            Output::Terms(lang, TermStatus::Preferred) => language_name(lang),
            Output::Terms(lang, status) => format!("{}_{}", status.as_str(), language_name(lang)),
            Output::Attribute(lang, _, prefix) => format!("{prefix}{}", language_name(lang)),
            Output::Property(name) => escape(&property_name(name)),
        }
    }

    fn cell(&self, concept: &Concept) -> String {
        match self {
            Output::Field(field, _) => escape(&field_text(*field, concept)),
            Output::Terms(lang, status) => {
                let shown = |t: &&Term| t.lang == *lang && column_of(t.status) == *status;
                joined(concept.terms.iter().filter(shown).map(|t| escape_item(&t.text)))
            }
            Output::Attribute(lang, attribute, _) => attribute_cell(concept, lang, *attribute),
            Output::Property(name) => {
                let value = concept.properties.iter().find(|(n, _)| n == name);
                value.map(|(_, value)| escape(value)).unwrap_or_default()
            }
        }
    }
}

fn column_of(status: TermStatus) -> TermStatus {
    if status == TermStatus::Admitted { TermStatus::Preferred } else { status }
}

fn field_text(field: Field, concept: &Concept) -> String {
    match field {
        Field::Id => concept.external_id.clone().unwrap_or_default(),
        Field::Termbase => concept.termbase.clone(),
        Field::PartOfSpeech => concept.part_of_speech.clone(),
        Field::Domain => concept.domain.clone(),
        Field::Definition => concept.definition.clone(),
        Field::Note => concept.note.clone(),
        Field::Scope => concept.scope.clone(),
        Field::Source => concept.source.clone(),
        Field::Status => concept.review.clone(),
        Field::DoNotTranslate => if concept.do_not_translate { "yes" } else { "" }.to_owned(),
    }
}

fn attribute_cell(concept: &Concept, lang: &Lang, attribute: Attribute) -> String {
    let terms = concept.terms.iter().filter(|t| t.lang == *lang);
    let items = terms.enumerate().flat_map(|(i, term)| {
        let named = |value: &str| match i {
            0 => escape_item(value),
            _ => format!("{} = {}", escape_item(&term.text), escape_item(value)),
        };
        let one = |value: &str| if value.is_empty() { vec![] } else { vec![named(value)] };
        match attribute {
            Attribute::Exact if term.matching == Matching::Exact => vec![escape_item(&term.text)],
            Attribute::Case if term.case_sensitive => vec![escape_item(&term.text)],
            Attribute::Exact | Attribute::Case => vec![],
            Attribute::Exceptions => term.exceptions.iter().map(|e| named(e)).collect(),
            Attribute::Variants => term.variants.iter().map(|v| named(v)).collect(),
            Attribute::Gender => one(&term.gender),
            Attribute::Note => one(&term.note),
            Attribute::Source => one(&term.source),
        }
    });
    joined(items)
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsv::read_tsv;

    #[test]
    fn columns_nobody_uses_are_not_written() {
        let table = "fa\ten\tforbidden_en\tdomain\nاعتصاب\tstrike; walkout\tstroke\tstrike\nنان\tbread\t\t\n";
        assert_eq!(write_tsv(&read_tsv(table).unwrap().concepts), table);
        assert_eq!(write_tsv(&[]), "fa\n");
    }
}
