//! Reading TBX of either version, in either style.

use std::collections::HashSet;

use tm::lang::Lang;
use tm::skipped::Skipped;

use super::notes::{self, Note};
use super::tree::{self, Element};
use super::write::is_derived_id;
use super::{TbxError, picklists};
use crate::concept::{Concept, Matching, Term, TermStatus};
use crate::tsv::Reading;

/// Reads the concepts of a TBX file.
///
/// # Errors
/// [`TbxError`] when it is no TBX, no well-formed XML, or made to do harm.
pub fn read_tbx(text: &str) -> Result<Reading, TbxError> {
    let mut reading = Reading { has_foreign_ids: true, ..Reading::default() };
    let mut ids = HashSet::new();
    tree::entries(text, &mut |entry| {
        let mut reader = Entry { concept: Concept::default(), skipped: &mut reading.skipped };
        if !reader.read(entry) {
            return;
        }
        let mut concept = reader.concept.normalised();
        if let Some(id) =
            concept.external_id.take_if(|id| !ids.insert((concept.termbase.clone(), id.clone())))
        {
            let reason = format!("the id {id} stands twice; the later entry is taken without it");
            reading.cleaned.push(Skipped::new(entry.line, reason));
        }
        reading.push(entry.line, concept);
    })?;
    Ok(reading)
}

struct Entry<'a> {
    concept: Concept,
    skipped: &'a mut Vec<Skipped>,
}

/// A piece of data about a concept or a term.
struct Item<'a> {
    /// The data category: `definition`, `administrativeStatus`; `note` of notes.
    category: &'a str,
    text: &'a str,
}

impl Entry<'_> {
    /// Fills the concept; `false` when the entry gives none.
    fn read(&mut self, entry: &Element) -> bool {
        let id = entry.attribute("id").filter(|id| !is_derived_id(id));
        self.concept.external_id = id.map(str::to_owned);
        let mut part_of_speech = String::new();
        for item in items(entry) {
            self.item(&item, None);
        }
        for section in &entry.children {
            if matches!(section.name.as_str(), "langSet" | "langSec") {
                self.language(section, &mut part_of_speech);
            }
        }
        if self.concept.part_of_speech.is_empty() {
            self.concept.part_of_speech = part_of_speech;
        }
        if self.concept.terms.iter().all(|term| term.text.is_empty()) {
            self.skipped.push(Skipped::new(entry.line, "no term in any language"));
            return false;
        }
        true
    }

    fn language(&mut self, section: &Element, part_of_speech: &mut String) {
        let tag = section.attribute("xml:lang").or_else(|| section.attribute("lang")).unwrap_or_default();
        let Ok(lang) = Lang::parse(tag) else {
            let reason = if tag.is_empty() {
                format!("<{}> names no language; its terms are left out", section.name)
            } else {
                let shown: String = tag.chars().take(40).collect();
                format!("\u{201C}{shown}\u{201D} is not a language tag; its terms are left out")
            };
            self.skipped.push(Skipped::new(section.line, reason));
            return;
        };
        for item in items(section) {
            self.item(&item, Some(&lang));
        }
        for term in &section.children {
            if matches!(term.name.as_str(), "tig" | "ntig" | "termSec") {
                self.term(term, &lang, part_of_speech);
            }
        }
    }

    /// Takes in what is said of the concept, or of it in one language.
    fn item(&mut self, item: &Item<'_>, lang: Option<&Lang>) {
        let concept = &mut self.concept;
        match item.category {
            "subjectField" => add(&mut concept.domain, item.text, "; "),
            "definition" | "" => match lang {
                Some(lang) if !concept.definition.is_empty() && concept.definition != item.text => {
                    self.property(&format!("definition ({lang})"), item.text);
                }
                _ => add(&mut concept.definition, item.text, "\n"),
            },
            "note" => self.note(item.text),
            "source" => add(&mut concept.source, item.text, "; "),
            "projectSubset" | "customerSubset" => add(&mut concept.scope, item.text, "; "),
            "Usage note" | "usageNote" | "explanation" => add(&mut concept.note, item.text, "\n"),
            "Translation needed" | "translationNote" if is_no(item.text) => concept.do_not_translate = true,
            "Translation needed" | "translationNote" => {}
            category => match lang {
                Some(lang) => self.property(&format!("{category} ({lang})"), item.text),
                None => self.property(category, item.text),
            },
        }
    }

    fn note(&mut self, text: &str) {
        let concept = &mut self.concept;
        match notes::parse(text) {
            Note::Id(id) => concept.external_id = Some(id.to_owned()),
            Note::Termbase(value) => concept.termbase = value.to_owned(),
            Note::Review(value) => concept.review = value.to_owned(),
            Note::PartOfSpeech(value) => concept.part_of_speech = value.to_owned(),
            Note::Scope(value) => concept.scope = value.to_owned(),
            Note::DoNotTranslate => concept.do_not_translate = true,
            Note::Property(name, value) => self.property(&name, value),
            Note::Plain(text) => add(&mut concept.note, text, "\n"),
            _ => add(&mut concept.note, text, "\n"),
        }
    }

    /// Keeps what has no place of its own.
    fn property(&mut self, name: &str, value: &str) {
        match self.concept.properties.iter_mut().find(|(n, _)| n == name) {
            Some((_, known)) => add(known, value, "; "),
            None => self.concept.properties.push((name.to_owned(), value.to_owned())),
        }
    }

    fn term(&mut self, section: &Element, lang: &Lang, part_of_speech: &mut String) {
        let Some(element) = find_term(section) else {
            self.skipped.push(Skipped::new(section.line, format!("<{}> has no <term>", section.name)));
            return;
        };
        let text = element.text.trim();
        if text.is_empty() {
            self.skipped.push(Skipped::new(element.line, "<term> is empty"));
            return;
        }
        let mut found = FoundTerm::new(Term::new(lang.clone(), text, TermStatus::Admitted));
        for item in items(section) {
            if item.category == "partOfSpeech" && part_of_speech.is_empty() {
                *part_of_speech = picklists::own_part_of_speech(item.text);
            } else if !(item.category == "partOfSpeech"
                && picklists::own_part_of_speech(item.text) == *part_of_speech)
            {
                found.item(&item);
            }
        }
        self.place(found);
    }

    /// Puts a term with the others, or with the term that it is a variant of.
    fn place(&mut self, found: FoundTerm) {
        let FoundTerm { mut term, status, variant_of, is_variant, is_repeated, needs_no_translation } = found;
        self.concept.do_not_translate |= needs_no_translation;
        if is_repeated {
            return;
        }
        let of_lang = |t: &&mut Term| t.lang == term.lang;
        let main = match &variant_of {
            Some(text) => self.concept.terms.iter_mut().rfind(|t| of_lang(t) && t.text == *text),
            None if is_variant && status.is_none_or(|s| s <= TermStatus::Admitted) => {
                self.concept.terms.iter_mut().rfind(of_lang)
            }
            None => None,
        };
        if let Some(main) = main {
            main.variants.push(term.text);
            return;
        }
        // The first term of a language that no status is told of is as good as preferred.
        term.status = status.unwrap_or(TermStatus::Admitted);
        self.concept.terms.push(term);
    }
}

/// A term with what decides where it belongs.
struct FoundTerm {
    term: Term,
    status: Option<TermStatus>,
    variant_of: Option<String>,
    is_variant: bool,
    is_repeated: bool,
    needs_no_translation: bool,
}

impl FoundTerm {
    fn new(term: Term) -> FoundTerm {
        FoundTerm {
            term,
            status: None,
            variant_of: None,
            is_variant: false,
            is_repeated: false,
            needs_no_translation: false,
        }
    }

    fn item(&mut self, item: &Item<'_>) {
        let term = &mut self.term;
        match item.category {
            "administrativeStatus" | "normativeAuthorization" => match picklists::own_status(item.text) {
                Some(status) => self.status = Some(self.status.map_or(status, |known| known.max(status))),
                None => add(&mut term.note, &format!("{}: {}", item.category, item.text), "\n"),
            },
            "grammaticalGender" => term.gender = picklists::own_gender(item.text),
            "source" => add(&mut term.source, item.text, "; "),
            "termType" if item.text.eq_ignore_ascii_case("variant") => self.is_variant = true,
            // What every entry of a dictionary says of its headwords.
            "termType" if ["fullForm", "entryTerm"].contains(&item.text) => {}
            "Translation needed" | "translationNote" if is_no(item.text) => self.needs_no_translation = true,
            "Translation needed" | "translationNote" => {}
            "note" => self.note(item.text),
            "usageNote" | "" => add(&mut term.note, item.text, "\n"),
            category => add(&mut term.note, &format!("{category}: {}", item.text), "\n"),
        }
    }

    fn note(&mut self, text: &str) {
        let term = &mut self.term;
        match notes::parse(text) {
            Note::Exact => term.matching = Matching::Exact,
            Note::CaseSensitive => term.case_sensitive = true,
            Note::NotIn(value) => term.exceptions.push(value.to_owned()),
            Note::Gender(value) => term.gender = value.to_owned(),
            Note::VariantOf(value) => self.variant_of = Some(value.to_owned()),
            Note::Repeated => self.is_repeated = true,
            Note::DoNotUse => self.status = Some(TermStatus::Forbidden),
            Note::Plain(text) => add(&mut term.note, text, "\n"),
            _ => add(&mut term.note, text, "\n"),
        }
    }
}

/// What is said directly of a concept, a language or a term, groups taken apart.
fn items(element: &Element) -> Vec<Item<'_>> {
    let mut found = Vec::new();
    collect(element, &mut found);
    found.retain(|item| !item.text.is_empty());
    found
}

fn collect<'a>(element: &'a Element, found: &mut Vec<Item<'a>>) {
    for child in &element.children {
        let category = match child.name.as_str() {
            "descripGrp" | "adminGrp" | "termNoteGrp" | "termGrp" => {
                collect(child, found);
                continue;
            }
            "descrip" | "admin" | "termNote" | "descripNote" | "adminNote" => {
                child.attribute("type").unwrap_or_default()
            }
            // Who did what when, what it refers to, and what is read elsewhere.
            "transacGrp" | "transac" | "transacNote" | "date" | "ref" | "xref" | "term" | "tig" | "ntig"
            | "termSec" | "langSet" | "langSec" | "termCompList" => continue,
            own => own,
        };
        found.push(Item { category, text: child.text.trim() });
    }
}

fn find_term(section: &Element) -> Option<&Element> {
    section.children.iter().find_map(|child| match child.name.as_str() {
        "term" => Some(child),
        "termGrp" => find_term(child),
        _ => None,
    })
}

fn is_no(text: &str) -> bool {
    ["no", "false", "0"].iter().any(|no| no.eq_ignore_ascii_case(text))
}

fn add(to: &mut String, text: &str, between: &str) {
    if to.is_empty() {
        to.push_str(text);
    } else if to != text {
        to.push_str(between);
        to.push_str(text);
    }
}
