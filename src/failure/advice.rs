//! What to type next where nothing went wrong.

use std::collections::BTreeSet;

use tm::lang::Lang;

/// Says that the memory has matches in other languages than those asked for.
pub fn in_other_languages(asked: &[Lang], there: &BTreeSet<Lang>) -> String {
    let listed = |langs: &mut dyn Iterator<Item = &Lang>, between: &str| {
        langs.map(Lang::as_str).collect::<Vec<_>>().join(between)
    };
    format!(
        "Nothing in {}, but the memory has matches in {}: -t {} shows them.",
        listed(&mut asked.iter(), " or "),
        listed(&mut there.iter(), " and "),
        listed(&mut there.iter(), ",")
    )
}

/// How standard input is named where a document has a name.
pub const STANDARD_INPUT: &str = "standard input";

/// Says that a document, or a text given instead of one, has no text in it.
pub fn no_text(document: Option<&str>) -> String {
    match document {
        Some(STANDARD_INPUT) => "There is no text on standard input.".to_owned(),
        Some(name) => format!(
            "There is no text in {name}. Is it the right one? A document of another kind has to be saved as plain text (.txt)."
        ),
        None => {
            "INPUT is empty. Give a sentence in quotation marks, the name of a file, or - for standard input."
                .to_owned()
        }
    }
}

/// Says that a word was taken as the text itself.
pub fn taken_as_text(word: &str) -> String {
    format!("There is no file {word} here: it was taken as the text itself (--text says so without a word).")
}
