//! What was found and in which form.

use std::fmt;

use tm::span::{Chars, Span};

/// A term found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermHit {
    /// Index of the concept in the list the finder was made of.
    pub concept: usize,
    /// Index of the term in the concept.
    pub term: usize,
    /// Where it stands, in Unicode scalar values of the text that was given.
    pub span: Span<Chars>,
    /// The form it stands in.
    pub form: Form,
    /// Whether it lies inside a longer hit.
    pub nested: bool,
}

/// The inflection of a term: a set of features, shown as `plural+clitic`, or `base`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Form(u16);

impl Form {
    /// As the glossary has it.
    pub const BASE: Form = Form(0);
    /// A spelling or variant that the glossary or the language's rules list.
    pub const VARIANT: Form = Form(1);
    /// A plural with its own stem.
    pub const BROKEN_PLURAL: Form = Form(2);
    /// A regular plural.
    pub const PLURAL: Form = Form(4);
    /// Linked to what follows.
    pub const EZAFE: Form = Form(8);
    /// With the article -i.
    pub const INDEFINITE: Form = Form(16);
    /// With a possessive or object pronoun.
    pub const CLITIC: Form = Form(32);
    /// With a form of "to be".
    pub const COPULA: Form = Form(64);
    /// Comparative or superlative.
    pub const COMPARISON: Form = Form(128);
    /// A finite or other form of a verb.
    pub const VERB: Form = Form(256);
    /// A case, gender or definite form of a Latin-script language.
    pub const INFLECTED: Form = Form(512);

    const NAMES: [(Form, &'static str); 10] = [
        (Form::VARIANT, "variant"),
        (Form::BROKEN_PLURAL, "broken plural"),
        (Form::PLURAL, "plural"),
        (Form::COMPARISON, "comparison"),
        (Form::EZAFE, "ezafe"),
        (Form::INDEFINITE, "indefinite"),
        (Form::CLITIC, "clitic"),
        (Form::COPULA, "copula"),
        (Form::VERB, "verb"),
        (Form::INFLECTED, "inflected"),
    ];

    /// Both forms at once.
    pub fn and(self, other: Form) -> Form {
        Form(self.0 | other.0)
    }

    /// Whether every feature of `other` is there.
    pub fn has(self, other: Form) -> bool {
        self.0 & other.0 == other.0
    }

    /// The feature of this name; `None` for no feature's name.
    pub fn parse(name: &str) -> Option<Form> {
        Form::NAMES.iter().find(|(_, n)| *n == name).map(|(form, _)| *form)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = Form::NAMES.iter().filter(|(form, _)| self.has(*form)).map(|(_, name)| *name);
        f.write_str(names.next().unwrap_or("base"))?;
        names.try_for_each(|name| write!(f, "+{name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_shows_its_features() {
        assert_eq!(Form::BASE.to_string(), "base");
        assert_eq!(Form::CLITIC.and(Form::PLURAL).to_string(), "plural+clitic");
        assert_eq!(Form::parse("broken plural"), Some(Form::BROKEN_PLURAL));
    }
}
