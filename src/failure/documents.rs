//! Errors of counting documents and filling them in.

use std::path::Path;

use super::Failure;

impl Failure {
    /// A pretranslation whose name says no format.
    pub fn unknown_pretranslation(name: &str) -> Failure {
        Failure::new(format!("cannot tell what to write to {name}"))
            .because("its name ends neither in .tsv nor in .tmx")
            .hint("give --format tsv or --format tmx")
    }

    /// A pretranslation into no language.
    pub fn no_targets() -> Failure {
        Failure::new("cannot tell the language of the translation")
            .because("neither -t, $TM_PAIR nor tm.toml names one")
            .hint("give it with -t, for example -t en or -t en,de")
    }

    /// A pretranslation in the place of the document.
    pub fn over_input(path: &Path) -> Failure {
        Failure::new(format!("cannot write {}", path.display()))
            .because("it is INPUT itself")
            .hint("choose another name; nothing was changed")
    }

    /// A pretranslation onto a file that is there.
    pub fn work_is_there(path: &Path) -> Failure {
        Failure::new(format!("{} is there already", path.display()))
            .because("what a translator has filled in since would be lost")
            .hint("choose another name, or take it into the memory first with tm import; --force writes over the file")
    }

    /// Units of the memory chosen where documents are counted.
    pub fn selection_of_documents() -> Failure {
        Failure::new("tm stats FILE looks documents up in the whole memory")
            .because("--since, --status, --origin, --match and --unit choose units to count")
            .hint("leave them out, or leave FILE out")
    }
}
