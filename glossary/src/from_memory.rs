//! Terms out of a translation memory: its short units, proposed for review.

use std::collections::HashMap;
use std::io::Read;

use tm::lang::Lang;
use tm::tmx::{ReadOptions, Reader, TmxError};
use tm::unit::Unit;

use crate::concept::{Concept, PROPOSED, Term, TermStatus};
use crate::loss::Loss;
use crate::tsv::Reading;

/// The most words of a side: terms in the starter glossary have up to five, headlines begin there.
pub const MOST_WORDS: usize = 5;

/// Reads the short units of a TMX file as concepts in state [`PROPOSED`], units of one source as one; what is no term is
/// counted. Without `targets` all languages of a unit are taken.
///
/// # Errors
/// [`TmxError`] when it is no TMX or the input fails.
pub fn read_tmx(input: impl Read, source: &Lang, targets: &[Lang]) -> Result<Reading, TmxError> {
    let mut reader = Reader::new(input, ReadOptions::default())?;
    let mut found = Found::default();
    for item in reader.by_ref() {
        match item {
            Ok(entry) => found.unit(entry.line, &entry.unit, source, targets),
            Err(skipped) => found.reading.skipped.push(skipped),
        }
    }
    match reader.take_io_error() {
        Some(error) => Err(TmxError::Io(error)),
        None => Ok(found.finish()),
    }
}

#[derive(Default)]
struct Found {
    concepts: Vec<(u64, Concept)>,
    by_source: HashMap<String, usize>,
    reading: Reading,
    incomplete: u64,
    long: u64,
    sentences: u64,
    wordless: u64,
}

impl Found {
    fn unit(&mut self, line: u64, unit: &Unit, source: &Lang, targets: &[Lang]) {
        let wanted = |lang: &Lang| targets.is_empty() || targets.iter().any(|t| t.accepts(lang));
        let side = |is_source: bool| {
            let of_side = move |lang: &Lang| source.accepts(lang) == is_source && (is_source || wanted(lang));
            unit.variants().iter().filter(move |v| of_side(&v.lang))
        };
        let texts: Vec<&str> = side(true).chain(side(false)).map(|v| v.text.trim()).collect();
        let count = match () {
            () if side(true).next().is_none() || side(false).next().is_none() => &mut self.incomplete,
            () if texts.iter().any(|text| text.split_whitespace().count() > MOST_WORDS) => &mut self.long,
            () if texts.iter().any(|text| text.ends_with(['.', '!', '?', '؟', '…', ':'])) => {
                &mut self.sentences
            }
            () if !texts.iter().all(|text| text.contains(char::is_alphabetic)) => &mut self.wordless,
            () => {
                let Some(first) = texts.first() else { return };
                let at = *self.by_source.entry((*first).to_owned()).or_insert_with(|| {
                    let concept = Concept { review: PROPOSED.to_owned(), ..Concept::default() };
                    self.concepts.push((line, concept));
                    self.concepts.len() - 1
                });
                if let Some((_, concept)) = self.concepts.get_mut(at) {
                    let term = |v: &tm::unit::Variant| {
                        Term::new(v.lang.clone(), v.text.trim(), TermStatus::Admitted)
                    };
                    concept.terms.extend(side(true).chain(side(false)).map(term));
                }
                return;
            }
        };
        *count += 1;
    }

    fn finish(self) -> Reading {
        let mut reading = self.reading;
        for (line, concept) in self.concepts {
            reading.push(line, concept.normalised());
        }
        reading.left_out = Loss::list([
            (self.long, "units of more than 5 words, left out"),
            (self.sentences, "units that are sentences, left out"),
            (self.incomplete, "units without both languages, left out"),
            (self.wordless, "units without words, left out"),
        ]);
        reading
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_units_are_proposed_and_the_others_counted() {
        let unit = |fa: &str, en: &str| {
            format!(
                "<tu><tuv xml:lang=\"fa\"><seg>{fa}</seg></tuv><tuv xml:lang=\"en\"><seg>{en}</seg></tuv></tu>\n"
            )
        };
        let units = [
            unit("کمیته اعتصاب", "strike committee"),
            unit("کمیته اعتصاب", "committee of strike"),
            unit("کارگران دست از کار کشیدند.", "Workers stopped work."),
            unit("یک دو سه چهار پنج شش", "six words"),
            unit("۱۲", "12"),
            "<tu><tuv xml:lang=\"de\"><seg>Rat</seg></tuv><tuv xml:lang=\"en\"><seg>council</seg></tuv></tu>"
                .to_owned(),
        ];
        let file = format!("<tmx version=\"1.4\"><header/><body>\n{}</body></tmx>", units.concat());
        let reading = read_tmx(file.as_bytes(), &Lang::persian(), &[]).unwrap();
        let texts: Vec<&str> = reading.concepts[0].terms.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(
            (reading.concepts.len(), texts),
            (1, vec!["کمیته اعتصاب", "strike committee", "committee of strike"])
        );
        assert_eq!((reading.concepts[0].review.as_str(), reading.lines.as_slice()), (PROPOSED, &[2][..]));
        let counts: Vec<u64> = reading.left_out.iter().map(|l| l.count).collect();
        assert_eq!(counts, [1, 1, 1, 1]);
    }
}
