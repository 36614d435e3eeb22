//! Concepts and their terms.
//!
//! A concept is one meaning; its terms name it in several languages (ISO 30042:2019, section 4). What a text
//! *must not* say is a term too, with the status [`TermStatus::Forbidden`].

use tm::lang::Lang;

/// One meaning and its names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Concept {
    /// The id its source gave it, if any.
    pub external_id: Option<String>,
    /// The collection it belongs to; empty is the group's own.
    pub termbase: String,
    /// Subject field.
    pub domain: String,
    /// What it means.
    pub definition: String,
    /// Advice to the translator.
    pub note: String,
    /// Where it holds: a campaign, a document, an organisation.
    pub scope: String,
    /// Where it comes from.
    pub source: String,
    /// Part of speech of its terms: `noun`, `adj`, `verb phrase` …
    pub part_of_speech: String,
    /// State of review in the group's own words; [`PROPOSED`] and [`REVIEWED`] are those of ours.
    pub review: String,
    /// Whether the hub term stays as it is in every language.
    pub do_not_translate: bool,
    /// Its terms: hub language first, then by tag; within a language preferred, admitted, deprecated, forbidden.
    pub terms: Vec<Term>,
    /// What a file said beyond that, by name.
    pub properties: Vec<(String, String)>,
}

/// A name of a concept in one language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// Its language.
    pub lang: Lang,
    /// The words.
    pub text: String,
    /// Whether it is to be used.
    pub status: TermStatus,
    /// How it is recognised in a text.
    pub matching: Matching,
    /// Whether its capital and small letters are meant as they are written: IT is not it.
    pub case_sensitive: bool,
    /// Grammatical gender in the words of the source: `m`, `f`, `n` …
    pub gender: String,
    /// Advice on this term alone.
    pub note: String,
    /// Where this term comes from.
    pub source: String,
    /// Other written forms: spellings, broken plurals, abbreviations.
    pub variants: Vec<String>,
    /// Longer wordings in which it is not meant: a hit inside one of them is none.
    pub exceptions: Vec<String>,
}

/// State of review of what nobody has looked at yet.
pub const PROPOSED: &str = "proposed";

/// State of review of what somebody found right.
pub const REVIEWED: &str = "reviewed";

/// Whether a term is to be used, best first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TermStatus {
    /// The one to use.
    #[default]
    Preferred,
    /// May be used.
    Admitted,
    /// Was used once.
    Deprecated,
    /// Must not stand in a translation of this concept.
    Forbidden,
}

/// How a term is recognised.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Matching {
    /// In every inflected form.
    #[default]
    Inflected,
    /// Only as it is written, up to spelling.
    Exact,
}

impl Concept {
    /// The term that names the concept: its first Persian one, else its first.
    pub fn hub_term(&self) -> Option<&Term> {
        let hub = |t: &&Term| t.lang.primary() == HUB && t.status != TermStatus::Forbidden;
        self.terms.iter().find(hub).or_else(|| self.terms.first())
    }

    /// The terms in the languages that a request for `lang` accepts, in their order.
    pub fn terms_in<'a>(&'a self, lang: &'a Lang) -> impl Iterator<Item = &'a Term> {
        self.terms.iter().filter(|t| lang.accepts(&t.lang))
    }

    /// The preferred term in a language.
    pub fn preferred(&self, lang: &Lang) -> Option<&Term> {
        self.terms.iter().find(|t| t.status == TermStatus::Preferred && lang.accepts(&t.lang))
    }

    /// The texts to offer in a language: preferred first, then the admitted ones.
    pub fn renderings<'a>(&'a self, lang: &'a Lang) -> impl Iterator<Item = &'a str> {
        self.terms_in(lang).filter(|t| t.status <= TermStatus::Admitted).map(|t| t.text.as_str())
    }

    /// The same concept in the one form that files and stores keep: texts trimmed, empty ones dropped, terms and
    /// properties in order, no term twice in a language, exactly one preferred term where any is admitted.
    pub fn normalised(mut self) -> Concept {
        for text in [
            &mut self.termbase,
            &mut self.domain,
            &mut self.definition,
            &mut self.note,
            &mut self.scope,
            &mut self.source,
            &mut self.part_of_speech,
            &mut self.review,
        ] {
            trim(text);
        }
        if TermStatus::parse(&self.review).is_some() {
            // In a file the same column says what a row's terms are worth: it would not survive the way back.
            self.review.clear();
        }
        self.external_id = self.external_id.map(trimmed).filter(|id| !id.is_empty());
        self.terms = normalised_terms(self.terms);
        self.properties = self.properties.into_iter().map(|(n, v)| (trimmed(n), trimmed(v))).collect();
        self.properties.retain(|(name, value)| !name.is_empty() && !value.is_empty());
        self.properties.sort();
        self.properties.dedup_by(|later, first| later.0 == first.0);
        self
    }
}

impl Term {
    /// A term with nothing but its text.
    pub fn new(lang: Lang, text: impl Into<String>, status: TermStatus) -> Term {
        Term {
            lang,
            text: text.into(),
            status,
            matching: Matching::default(),
            gender: String::new(),
            note: String::new(),
            source: String::new(),
            variants: Vec::new(),
            case_sensitive: false,
            exceptions: Vec::new(),
        }
    }
}

impl TermStatus {
    /// The English word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            TermStatus::Preferred => "preferred",
            TermStatus::Admitted => "admitted",
            TermStatus::Deprecated => "deprecated",
            TermStatus::Forbidden => "forbidden",
        }
    }

    /// The status a file's word stands for.
    pub fn parse(word: &str) -> Option<TermStatus> {
        [TermStatus::Preferred, TermStatus::Admitted, TermStatus::Deprecated, TermStatus::Forbidden]
            .into_iter()
            .find(|status| status.as_str().eq_ignore_ascii_case(word.trim()))
    }
}

/// The primary subtag of the language that every concept should have.
const HUB: &str = "fa";

/// Hub first, then by tag.
pub(crate) fn lang_order(lang: &Lang) -> (bool, &Lang) {
    (lang.primary() != HUB, lang)
}

fn normalised_terms(terms: Vec<Term>) -> Vec<Term> {
    let mut kept: Vec<Term> = Vec::with_capacity(terms.len());
    for mut term in terms {
        for text in [&mut term.text, &mut term.gender, &mut term.note, &mut term.source] {
            trim(text);
        }
        term.variants = other_texts(term.variants, &term.text);
        term.exceptions = other_texts(term.exceptions, &term.text);
        if !term.text.is_empty() {
            kept.push(term);
        }
    }
    kept.sort_by(|a, b| (lang_order(&a.lang), a.status).cmp(&(lang_order(&b.lang), b.status)));
    let mut unique: Vec<Term> = Vec::with_capacity(kept.len());
    for term in kept {
        // Forms of one language stand together, a few of them: looking back beats a set.
        let twice = |t: &&Term| t.lang == term.lang;
        if !unique.iter().rev().take_while(twice).any(|t| t.text == term.text) {
            unique.push(term);
        }
    }
    one_preferred(&mut unique);
    unique
}

/// Texts trimmed, each once, without empty ones and the term itself.
fn other_texts(texts: Vec<String>, term: &str) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts.into_iter().map(trimmed) {
        if !text.is_empty() && text != term && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// The first usable term of a language is its preferred one, the others are admitted.
fn one_preferred(terms: &mut [Term]) {
    let mut last: Option<Lang> = None;
    for term in terms.iter_mut().filter(|t| t.status <= TermStatus::Admitted) {
        let first = last.as_ref() != Some(&term.lang);
        term.status = if first { TermStatus::Preferred } else { TermStatus::Admitted };
        if first {
            last = Some(term.lang.clone());
        }
    }
}

fn trimmed(mut text: String) -> String {
    trim(&mut text);
    text
}

fn trim(text: &mut String) {
    let inner = text.trim();
    if inner.len() != text.len() {
        *text = inner.to_owned();
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "شورا",
            "كارگر",
            "نمی\u{200C}دهند",
            "ی",
            "\u{200F}",
            "۸۷",
            "٤",
            "strike",
            "Räte",
            "a",
            " ",
            ";",
            "؛",
            "; ",
            "\\",
            "\t",
            "\n",
            "\r",
            " = ",
            "=",
            "\"",
            ",",
            "",
            "#",
        ]);
        prop::collection::vec(piece, 0..5).prop_map(|parts| parts.concat())
    }

    fn term() -> impl Strategy<Value = Term> {
        let lang = prop::sample::select(vec!["fa", "en", "de", "en-GB", "id", "sv", "x-own"]);
        let status = prop::sample::select(vec!["preferred", "admitted", "deprecated", "forbidden"]);
        let texts = (text(), text(), text(), text());
        let flags = (any::<bool>(), prop::bool::weighted(0.2));
        let lists = (prop::collection::vec(text(), 0..3), prop::collection::vec(text(), 0..2));
        (lang, texts, status, flags, lists).prop_map(
            |(
                lang,
                (text, gender, note, source),
                status,
                (exact, case_sensitive),
                (variants, exceptions),
            )| Term {
                matching: if exact { Matching::Exact } else { Matching::Inflected },
                case_sensitive,
                gender,
                note,
                source,
                variants,
                exceptions,
                ..Term::new(Lang::parse(lang).unwrap(), text, TermStatus::parse(status).unwrap())
            },
        )
    }

    /// Normalised concepts with at least one term.
    pub(crate) fn concept() -> impl Strategy<Value = Concept> {
        let names =
            prop::sample::select(vec!["campaign", "note", "fa", "property:x", "a\tb", "X Y", "forbidden_en"]);
        let properties = prop::collection::vec((names.prop_map(str::to_owned), text()), 0..3);
        let texts = prop::collection::vec(text(), 8);
        let terms = prop::collection::vec(term(), 1..6);
        (prop::option::of(text()), texts, any::<bool>(), terms, properties)
            .prop_map(|(external_id, texts, do_not_translate, terms, properties)| {
                let mut texts = texts.into_iter();
                let mut next = || texts.next().unwrap_or_default();
                Concept {
                    external_id,
                    termbase: next(),
                    domain: next(),
                    definition: next(),
                    note: next(),
                    scope: next(),
                    source: next(),
                    part_of_speech: next(),
                    review: next(),
                    do_not_translate,
                    terms,
                    properties,
                }
                .normalised()
            })
            .prop_filter("a concept has a term", |c| !c.terms.is_empty())
    }

    proptest! {
        #[test]
        fn normalising_twice_is_normalising_once(concept in concept()) {
            prop_assert_eq!(concept.clone().normalised(), concept);
        }
    }

    #[test]
    fn the_first_usable_term_is_preferred_and_none_stands_twice() {
        let term = |tag: &str, text: &str, status| Term::new(Lang::parse(tag).unwrap(), text, status);
        let concept = Concept {
            terms: vec![
                term("en", "scab", TermStatus::Forbidden),
                term("en", " strikebreaker ", TermStatus::Admitted),
                term("en", "blackleg", TermStatus::Preferred),
                term("en", "blackleg", TermStatus::Forbidden),
                term("fa", "اعتصاب\u{200C}شکن", TermStatus::Admitted),
                term("de", "", TermStatus::Preferred),
            ],
            ..Concept::default()
        }
        .normalised();
        let shown: Vec<_> =
            concept.terms.iter().map(|t| format!("{} {} {}", t.lang, t.text, t.status.as_str())).collect();
        assert_eq!(
            shown,
            [
                "fa اعتصاب\u{200C}شکن preferred",
                "en blackleg preferred",
                "en strikebreaker admitted",
                "en scab forbidden"
            ]
        );
        let en = Lang::parse("en").unwrap();
        assert_eq!(concept.renderings(&en).collect::<Vec<_>>(), ["blackleg", "strikebreaker"]);
    }
}
