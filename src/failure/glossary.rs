//! Errors of terms that are typed.

use glossary::edit::EditError;
use glossary::unfit::UnfitTerm;
use glossary::{Term, TermStatus};

use super::Failure;

impl Failure {
    /// A term without a rendering, or the other way round.
    pub fn half_a_term() -> Failure {
        Failure::new("a term and its rendering must both say something")
            .hint("tm glossary add \"TERM\" \"RENDERING\" -t en")
    }

    /// A text that cannot be a term.
    pub fn unfit_term(text: &str, why: UnfitTerm) -> Failure {
        // More of a text says nothing new of what it is.
        const SHOWN: usize = 40;
        let on_one_line = |c: char| if c.is_control() { ' ' } else { c };
        let mut shown: String = text.trim().chars().take(SHOWN).map(on_one_line).collect();
        if text.trim().chars().count() > SHOWN {
            shown.push('…');
        }
        let hint = match &why {
            UnfitTerm::TooLong { .. } => {
                "tm add \"SOURCE\" \"TRANSLATION\" keeps a whole sentence with its translation"
            }
            UnfitTerm::Broken { .. } => {
                "add several terms one by one, or as rows of a file: tm glossary import FILE.tsv"
            }
            _ => "type the term itself, as it stands in a text",
        };
        Failure::new(format!("cannot take “{shown}” as a term")).because(why).hint(hint)
    }

    /// A change that a concept cannot take.
    pub fn edit(error: EditError) -> Failure {
        match error {
            EditError::Unfit { text, why } => Failure::unfit_term(&text, why),
            EditError::NothingLeft => Failure::new("cannot change the concept so")
                .because(error)
                .hint("tm glossary remove takes the whole concept out"),
            EditError::OnlyUsable { .. } => Failure::new("cannot change the concept so")
                .because(error)
                .hint("say which is preferred instead: --prefer LANG=TERM"),
            EditError::TwoStatuses { .. } | EditError::TwoPreferred { .. } => {
                Failure::new("cannot change the concept so")
                    .because(error)
                    .hint("say one of them; nothing was changed")
            }
            EditError::ExceptsItself { .. } => Failure::new("cannot change the concept so")
                .because(error)
                .hint("an exception is a longer wording with the term in it"),
            _ => Failure::new("cannot change the concept so")
                .because(error)
                .hint("tm glossary show TERM shows what there is; nothing was changed"),
        }
    }

    /// A rendering that is added although the glossary advises against it.
    pub fn unwanted_rendering(term: &Term, status: TermStatus) -> Failure {
        let (lang, text) = (&term.lang, &term.text);
        Failure::new(format!("cannot add “{text}”"))
            .because(format!("it is a {} {lang} term of this concept", status.as_str()))
            .hint(format!("tm glossary edit TERM --admit {lang}=\"{text}\" allows it after all"))
    }

    /// A concept that is not in the glossary.
    pub fn no_such_concept(typed: &str, near: &[String]) -> Failure {
        let failure = Failure::new(format!("there is no concept {typed} in the glossary"));
        match near {
            [] => failure.hint("tm glossary list shows the terms"),
            near => failure.hint(format!("did you mean {}?", near.join(", or "))),
        }
    }

    /// Several concepts where one is meant, each as it is to be shown.
    pub fn several_concepts(typed: &str, concepts: &[String]) -> Failure {
        let failure = Failure::new(format!("{typed} may mean {} concepts", concepts.len()));
        let failure = concepts.iter().fold(failure, Failure::because);
        failure.hint("name the one that is meant by its id; nothing was changed")
    }

    /// A concept that would be known by what another is known by.
    pub fn concept_taken(id: &str, domain: &str) -> Failure {
        let domain = if domain.is_empty() { "no domain".to_owned() } else { format!("the domain {domain}") };
        Failure::new("cannot change the concept so")
            .because(format!("concept {id} has this term in {domain} already"))
            .hint("add the renderings to that one and remove this one, or give them different domains")
    }

    /// An edit without a change.
    pub fn nothing_said(which: &str) -> Failure {
        Failure::new(format!("it is not said what to change of {which}"))
            .hint("tm glossary edit TERM --prefer en=TEXT; tm glossary edit --help lists the options")
    }
}
