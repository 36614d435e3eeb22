//! Writing TBX-Basic.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;

use tm::lang::Lang;

use super::notes::{self, Note};
use super::{Version, picklists};
use crate::concept::{Concept, Matching, Term, TermStatus, lang_order};
use crate::id::ConceptId;
use crate::loss::{Loss, Written};

/// Writes concepts as TBX-Basic in the order given.
///
/// Concepts are written as [`Concept::normalised`] leaves them. Characters that XML 1.0 cannot hold are left out and
/// counted, as are concepts without a term.
pub fn write_tbx(concepts: &[Concept], version: Version) -> Written {
    let mut removed = 0;
    let concepts: Vec<Concept> =
        concepts.iter().map(|c| representable(c, &mut removed)).map(Concept::normalised).collect();
    let all = concepts.len() as u64;
    let concepts: Vec<Concept> = concepts.into_iter().filter(|c| !c.terms.is_empty()).collect();
    let usable = |t: &&Term| t.status <= TermStatus::Admitted;
    let langs = concepts.iter().flat_map(|c| &c.terms).filter(usable).map(|t| lang_order(&t.lang));
    let langs: BTreeSet<(bool, &Lang)> = langs.collect();
    let langs: Vec<&Lang> = langs.into_iter().map(|(_, lang)| lang).collect();
    let mut writer =
        Writer { out: version.head().to_owned(), tags: version.tags(), langs, ids: HashSet::new() };
    for concept in &concepts {
        writer.concept(concept);
    }
    writer.out.push_str(version.foot());
    let lost = Loss::list([
        (removed, "characters that XML cannot hold"),
        (all - concepts.len() as u64, "concepts without a term"),
    ]);
    Written { text: writer.out, concepts: concepts.len() as u64, lost }
}

/// Whether an id was made by [`write_tbx`] for a concept that has none.
pub(super) fn is_derived_id(id: &str) -> bool {
    let digits = id.strip_prefix(DERIVED).map(|digits| digits.trim_end_matches('x'));
    digits.is_some_and(|d| d.len() == 32 && d.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')))
}

/// What ids begin with that are derived from the name of the concept.
const DERIVED: &str = "c-";

/// The names of elements that differ between the versions.
#[derive(Clone, Copy)]
struct Tags {
    entry: &'static str,
    language: &'static str,
    term: &'static str,
}

impl Version {
    fn tags(self) -> Tags {
        match self {
            Version::Two => Tags { entry: "termEntry", language: "langSet", term: "tig" },
            Version::Three => Tags { entry: "conceptEntry", language: "langSec", term: "termSec" },
        }
    }

    fn head(self) -> &'static str {
        match self {
            Version::Two => {
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n\
                 <martif type=\"TBX-Basic\" xml:lang=\"en\">\n\
                 <martifHeader><fileDesc><sourceDesc><p>A glossary written by tm</p></sourceDesc></fileDesc>\
                 <encodingDesc><p type=\"XCSURI\">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n\
                 <text>\n<body>\n"
            }
            Version::Three => {
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                 <tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
                 <tbxHeader><fileDesc><sourceDesc><p>A glossary written by tm</p></sourceDesc></fileDesc></tbxHeader>\n\
                 <text>\n<body>\n"
            }
        }
    }

    fn foot(self) -> &'static str {
        match self {
            Version::Two => "</body>\n</text>\n</martif>\n",
            Version::Three => "</body>\n</text>\n</tbx>\n",
        }
    }
}

struct Writer<'a> {
    out: String,
    tags: Tags,
    /// The languages that something is translated into.
    langs: Vec<&'a Lang>,
    ids: HashSet<String>,
}

impl Writer<'_> {
    fn concept(&mut self, concept: &Concept) {
        let entry = self.tags.entry;
        let (id, id_note) = self.id(concept);
        self.line(format_args!("<{entry} id=\"{id}\">"));
        self.typed("descrip", "subjectField", &concept.domain);
        self.typed("descrip", "definition", &concept.definition);
        self.typed("admin", "source", &concept.source);
        let part_of_speech = picklists::part_of_speech(&concept.part_of_speech);
        let is_listed = picklists::own_part_of_speech(part_of_speech) == concept.part_of_speech;
        for (text, note) in [
            (concept.note.as_str(), Note::Plain as fn(_) -> _),
            (id_note.unwrap_or_default(), Note::Id),
            (&concept.termbase, Note::Termbase),
            (&concept.scope, Note::Scope),
            (&concept.review, Note::Review),
            (if is_listed { "" } else { &concept.part_of_speech }, Note::PartOfSpeech),
        ] {
            if !text.is_empty() {
                self.note(&note(text));
            }
        }
        if concept.do_not_translate {
            self.note(&Note::DoNotTranslate);
        }
        for (name, value) in &concept.properties {
            self.note(&Note::Property(Cow::Borrowed(name), value));
        }
        let part_of_speech = if concept.part_of_speech.is_empty() { "" } else { part_of_speech };
        self.languages(concept, part_of_speech);
        self.line(format_args!("</{entry}>"));
    }

    /// The id to write, an XML name that stands once, and the concept's own one where that is another.
    fn id<'c>(&mut self, concept: &'c Concept) -> (String, Option<&'c str>) {
        let own = concept.external_id.as_deref();
        if let Some(id) = own.filter(|id| is_name(id) && !is_derived_id(id) && !self.ids.contains(*id)) {
            self.ids.insert(id.to_owned());
            return (id.to_owned(), None);
        }
        let mut id = format!("{DERIVED}{}", ConceptId::of(concept));
        while !self.ids.insert(id.clone()) {
            // Two concepts of one name are no glossary, but they shall be a valid file.
            id.push('x');
        }
        (id, own)
    }

    fn languages(&mut self, concept: &Concept, part_of_speech: &str) {
        let own: BTreeSet<_> = concept.terms.iter().map(|t| lang_order(&t.lang)).collect();
        let hub = concept.hub_term().map(|term| term.text.as_str()).unwrap_or_default();
        let repeated = |lang: &Lang| {
            let of_lang = |t: &&Term| t.lang == *lang;
            concept.do_not_translate
                && !concept
                    .terms
                    .iter()
                    .filter(of_lang)
                    .any(|t| t.status <= TermStatus::Admitted || t.text == hub)
        };
        let more: Vec<&Lang> = self.langs.iter().copied().filter(|lang| repeated(lang)).collect();
        let all: BTreeSet<_> = own.into_iter().chain(more.iter().map(|lang| lang_order(lang))).collect();
        let language = self.tags.language;
        for (_, lang) in all {
            self.line(format_args!("<{language} xml:lang=\"{lang}\">"));
            if more.contains(&lang) {
                let term = Term::new(lang.clone(), hub, TermStatus::Preferred);
                self.term(&term, hub, part_of_speech, Some(&Note::Repeated));
            }
            for term in concept.terms.iter().filter(|t| t.lang == *lang) {
                self.term(term, &term.text, part_of_speech, None);
                for variant in &term.variants {
                    self.term(term, variant, part_of_speech, Some(&Note::VariantOf(&term.text)));
                }
            }
            self.line(format_args!("</{language}>"));
        }
    }

    /// A term, or with `aside` another form that only its status is said of.
    fn term(&mut self, term: &Term, text: &str, part_of_speech: &str, aside: Option<&Note<'_>>) {
        let section = self.tags.term;
        self.out.push_str(&format!("<{section}><term>"));
        put(&mut self.out, text);
        self.out.push_str("</term>\n");
        self.typed("termNote", "partOfSpeech", part_of_speech);
        self.typed("termNote", "administrativeStatus", picklists::status(term.status));
        if let Some(note) = aside {
            if matches!(note, Note::VariantOf(_)) {
                self.typed("termNote", "termType", "variant");
            }
            self.note(note);
        } else {
            self.described(term);
        }
        self.line(format_args!("</{section}>"));
    }

    fn described(&mut self, term: &Term) {
        let gender = picklists::gender(&term.gender);
        self.typed("termNote", "grammaticalGender", gender.unwrap_or_default());
        self.typed("admin", "source", &term.source);
        if !term.note.is_empty() {
            self.note(&Note::Plain(&term.note));
        }
        if gender.is_none() && !term.gender.is_empty() {
            self.note(&Note::Gender(&term.gender));
        }
        if term.matching == Matching::Exact {
            self.note(&Note::Exact);
        }
        if term.case_sensitive {
            self.note(&Note::CaseSensitive);
        }
        for exception in &term.exceptions {
            self.note(&Note::NotIn(exception));
        }
        if term.status == TermStatus::Forbidden {
            self.note(&Note::DoNotUse);
        }
    }

    fn typed(&mut self, element: &str, category: &str, text: &str) {
        if !text.is_empty() {
            self.out.push_str(&format!("<{element} type=\"{category}\">"));
            put(&mut self.out, text);
            self.line(format_args!("</{element}>"));
        }
    }

    fn note(&mut self, note: &Note<'_>) {
        self.out.push_str("<note>");
        put(&mut self.out, &notes::text(note));
        self.out.push_str("</note>\n");
    }

    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = self.out.write_fmt(text);
        self.out.push('\n');
    }
}

/// Whether a text can be an XML id of plain letters, which every tool reads.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

/// Writes a text; white space that is not plain stands as references, so that no layout is taken for it.
fn put(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

/// Whether XML 1.0 can hold a character (section 2.2).
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{1_0000}'..)
}

/// The concept without what XML cannot hold.
fn representable(concept: &Concept, removed: &mut u64) -> Concept {
    let mut concept = concept.clone();
    let mut clean = |text: &mut String| {
        let before = text.chars().count();
        text.retain(is_char);
        *removed += (before - text.chars().count()) as u64;
    };
    for text in [
        &mut concept.termbase,
        &mut concept.domain,
        &mut concept.definition,
        &mut concept.note,
        &mut concept.scope,
        &mut concept.source,
        &mut concept.part_of_speech,
        &mut concept.review,
    ] {
        clean(text);
    }
    concept.external_id.iter_mut().for_each(&mut clean);
    for term in &mut concept.terms {
        for text in [&mut term.text, &mut term.gender, &mut term.note, &mut term.source] {
            clean(text);
        }
        term.variants.iter_mut().chain(&mut term.exceptions).for_each(&mut clean);
    }
    for (name, value) in &mut concept.properties {
        clean(name);
        clean(value);
    }
    concept
}
