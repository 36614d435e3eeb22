//! Cells of tables that spreadsheets open: a text that begins like a formula is defused.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe before it (OWASP, *CSV
//! Injection*). So that reading gives back what was written, texts that begin with apostrophes before such a sign
//! get one more.

use std::borrow::Cow;

use crate::failure::Failure;

fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The cell that says `text` and does nothing.
pub fn defused(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that a cell says.
pub fn undefused(cell: &str) -> Cow<'_, str> {
    match cell.strip_prefix('\'').filter(|rest| begins_like_a_formula(rest)) {
        Some(rest) => Cow::Borrowed(rest),
        None => Cow::Borrowed(cell),
    }
}

/// Why a table could not be written.
pub fn failure(error: ::csv::Error) -> Failure {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error.into(),
        other => Failure::new("cannot write the table").because(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reading_gives_back_what_was_written(text in "['=+@\\-a\t ]{0,6}") {
            let cell = defused(&text);
            prop_assert_eq!(undefused(&cell), text.as_str());
        }
    }

    #[test]
    fn formulas_do_nothing() {
        assert_eq!(defused("=1+1"), "'=1+1");
        assert_eq!(defused("- نان"), "'- نان");
        assert_eq!(defused("'تیتر'"), "'تیتر'");
    }
}
