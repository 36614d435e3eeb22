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

/// Says that a word was taken as the text itself.
pub fn taken_as_text(word: &str) -> String {
    format!("There is no file {word} here: it was taken as the text itself (--text says so without a word).")
}
