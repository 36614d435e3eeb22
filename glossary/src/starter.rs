//! The glossary that comes with the program.
//!
//! `data/movement.tsv` is written as [`tsv::write_tsv`] writes it, so that a change of one word changes one line. Its
//! columns are those of [`tsv`]; what stands in them:
//!
//! * `fa`, `de`, `en`, `fr`, `sv`: terms, the preferred one first. Feminine and masculine are terms of their own. No
//!   slashes and brackets: what a gloss said stands in `definition` or `note`. `Arbeiter-` is a first part of compounds.
//! * `variants_<tag>`: other written forms of a term: spellings, plurals that are known by sight, abbreviations.
//! * `gender_<tag>`, of nouns only: `m`, `f`, `n`, `c` for the common gender of Swedish, `mf` for either, `pl` for a plural
//!   of German, which has none.
//! * `forbidden_<tag>` and in `note_<tag>` why: a false friend, a euphemism of the authorities, another thing in law.
//! * `status`: `reviewed`, or `proposed` where the spelling of a name is still to be confirmed by its bearer; a proposed
//!   concept says in its `note` what to confirm, and may lack a language.
//! * `do_not_translate`: the Persian text itself stays, as a hashtag does. A name that is transcribed is none of these.

use crate::concept::Concept;
use crate::tsv;

/// The movement's terms of `data/movement.tsv`, in file order.
pub fn starter() -> Vec<Concept> {
    // A test reads the file without a skipped row, so the error cannot happen in a program that was tested.
    tsv::read_tsv(include_str!("../data/movement.tsv")).map(|reading| reading.concepts).unwrap_or_default()
}

#[cfg(test)]
mod lint;
#[cfg(test)]
mod recognition;
