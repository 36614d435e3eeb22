//! Terms of strangers: what is no term is left out, what nobody sees is taken out, each with its line and reason.

use std::borrow::Cow;

use tm::lang::Lang;
use tm::skipped::Skipped;

use crate::concept::{Concept, Term};
use crate::loss::Loss;
use crate::tsv::Reading;

/// The most words of a term: names of conventions and of courts have up to forty, a paragraph in the wrong column more.
const MOST_WORDS: usize = 60;

/// The most characters of a term, for scripts without spaces and files without sense.
const MOST_CHARACTERS: usize = 1000;

/// The reading with terms as they may enter a glossary.
///
/// Tabs and line ends within a term become spaces; bidirectional overrides, isolates, control and tag characters go, from
/// other texts too, while ZWNJ, ZWJ, LRM, RLM and ALM stay. A term without a letter or digit, one that is a paragraph and
/// one that a spreadsheet would compute (it begins with `=`, `+` or `@`) are left out, and with its head word an entry that pairs
/// nothing any more. Other texts that begin so are kept, for they are defused wherever they are written into a table.
pub fn cleaned(reading: Reading) -> Reading {
    let Reading { concepts, lines, skipped, cleaned, mut left_out, has_foreign_ids } = reading;
    let mut reading = Reading { skipped, cleaned, has_foreign_ids, ..Reading::default() };
    let mut formulas = 0;
    for (concept, line) in concepts.into_iter().zip(lines) {
        let mut cleaner = Cleaner { line, reading: &mut reading, formulas: 0 };
        let headed = concept.hub_term().map(|term| term.lang.clone());
        let concept = cleaner.concept(concept).normalised();
        formulas += cleaner.formulas;
        if headed.is_none_or(|lang| !is_entry(&concept, &lang)) {
            reading.skipped.push(Skipped::new(line, "no term is left of it that others could stand for"));
        } else {
            reading.push(line, concept);
        }
    }
    left_out.extend(Loss::list([(formulas, "texts that begin like a formula, kept as text")]));
    Reading { left_out, ..reading }
}

/// Whether a concept still says what its head word means: it has one, or else terms in two languages.
fn is_entry(concept: &Concept, head: &Lang) -> bool {
    concept.terms.iter().any(|t| t.lang == *head)
        || concept.terms.first().is_some_and(|first| concept.terms.iter().any(|t| t.lang != first.lang))
}

struct Cleaner<'a> {
    line: u64,
    reading: &'a mut Reading,
    formulas: u64,
}

impl Cleaner<'_> {
    fn concept(&mut self, mut concept: Concept) -> Concept {
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
            self.text(text);
        }
        concept.external_id.iter_mut().for_each(|id| self.text(id));
        for (name, value) in &mut concept.properties {
            self.text(name);
            self.text(value);
        }
        let terms = std::mem::take(&mut concept.terms);
        concept.terms = terms.into_iter().filter_map(|term| self.term(term)).collect();
        concept
    }

    fn term(&mut self, mut term: Term) -> Option<Term> {
        term.text = self.words(&term.text, term.lang.as_str())?;
        let variants = std::mem::take(&mut term.variants);
        term.variants = variants.iter().filter_map(|v| self.words(v, term.lang.as_str())).collect();
        for text in
            [&mut term.gender, &mut term.note, &mut term.source].into_iter().chain(&mut term.exceptions)
        {
            self.text(text);
        }
        Some(term)
    }

    /// The text of a term, or nothing when it is none.
    fn words(&mut self, text: &str, lang: &str) -> Option<String> {
        let shown = || text.chars().filter(|c| !is_unseen(*c)).take(40).collect::<String>();
        let mut skip = |reason: String| self.reading.skipped.push(Skipped::new(self.line, reason));
        let count = text.split_whitespace().count();
        if count > MOST_WORDS || text.chars().count() > MOST_CHARACTERS {
            skip(format!("the {lang} term \u{201C}{}\u{2026}\u{201D} has {count} words", shown()));
            return None;
        }
        let clean = one_line(text);
        if !clean.chars().any(char::is_alphanumeric) {
            skip(format!("the {lang} term \u{201C}{}\u{201D} has no letter and no digit", shown()));
            return None;
        }
        if clean.starts_with(['=', '+', '@']) {
            skip(format!("the {lang} term \u{201C}{}\u{201D} begins like a formula", shown()));
            return None;
        }
        if clean != text {
            let reason = format!(
                "line ends or unseen characters taken out of the {lang} term \u{201C}{clean}\u{201D}"
            );
            self.reading.cleaned.push(Skipped::new(self.line, reason));
        }
        Some(clean.into_owned())
    }

    /// Cleans a text that is no term.
    fn text(&mut self, text: &mut String) {
        if text.contains(is_unseen) {
            text.retain(|c| !is_unseen(c));
            let shown: String = text.chars().take(40).collect();
            let reason = format!("unseen characters taken out of \u{201C}{shown}\u{201D}");
            self.reading.cleaned.push(Skipped::new(self.line, reason));
        }
        if text.starts_with(['=', '+', '-', '@']) && text.contains('(') {
            self.formulas += 1;
        }
    }
}

/// A text on one line and without what nobody sees.
fn one_line(text: &str) -> Cow<'_, str> {
    let is_layout =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    if !text.contains(|c| is_layout(c) || is_unseen(c)) {
        return Cow::Borrowed(text);
    }
    let spaced: String = text.chars().map(|c| if is_layout(c) { ' ' } else { c }).collect();
    let seen: String = spaced.chars().filter(|c| !is_unseen(*c)).collect();
    Cow::Owned(seen.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// Characters that change how a text looks without being seen: controls, embeddings, overrides, isolates, tags.
fn is_unseen(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
        || matches!(c, '\u{E0000}'..='\u{E007F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concept::tests::concept;
    use crate::tsv::{read_table, read_tsv};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(concept in concept()) {
            let mut reading = Reading::default();
            reading.push(1, concept);
            let once = cleaned(reading);
            let twice = cleaned(Reading { skipped: vec![], cleaned: vec![], ..once.clone() });
            prop_assert_eq!(&twice.concepts, &once.concepts);
            prop_assert_eq!((twice.skipped, twice.cleaned), (vec![], vec![]));
        }
    }

    fn reasons(skipped: &[Skipped]) -> Vec<String> {
        skipped.iter().map(Skipped::to_string).collect()
    }

    #[test]
    fn what_is_no_term_is_left_out_with_its_reason() {
        let long = "word ".repeat(300);
        let table = format!(
            "fa\ten\nو\tand\n؟!\twhat\n=HYPERLINK(\"x\")\tlink\nنان\t{long}\n\u{202E}کار\u{2066}\twork\\tday\n...\t\n"
        );
        let reading = cleaned(read_tsv(&table).unwrap());
        let shown: Vec<String> = reading
            .concepts
            .iter()
            .map(|c| c.terms.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" = "))
            .collect();
        assert_eq!(shown, ["و = and", "نان", "کار = work day"]);
        assert_eq!(
            reasons(&reading.skipped),
            [
                "line 3: the fa term “؟!” has no letter and no digit",
                "line 3: no term is left of it that others could stand for",
                "line 4: the fa term “=HYPERLINK(\"x\")” begins like a formula",
                "line 4: no term is left of it that others could stand for",
                "line 5: the en term “word word word word word word word word …” has 300 words",
                "line 7: the fa term “...” has no letter and no digit",
                "line 7: no term is left of it that others could stand for",
            ]
        );
        assert_eq!(
            reasons(&reading.cleaned),
            [
                "line 6: line ends or unseen characters taken out of the fa term “کار”",
                "line 6: line ends or unseen characters taken out of the en term “work day”",
            ]
        );
    }

    #[test]
    fn a_note_that_is_a_formula_is_kept_as_text() {
        let reading =
            read_table("fa,en,note\nنان,bread,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n", None).unwrap();
        let reading = cleaned(reading);
        assert_eq!(reading.concepts[0].note, "=HYPERLINK(\"http://x\",\"y\")");
        assert_eq!(reading.left_out[0].count, 1);
    }

    #[test]
    fn marks_that_persian_needs_stay() {
        let table = "fa\ten\nنمی\u{200C}دهند\u{200F}\tdo not give\u{200E}\n";
        let reading = read_tsv(table).unwrap();
        assert_eq!(cleaned(reading.clone()), reading);
    }
}
