//! OmegaT's glossaries: lines of source, target and comment between tabs, `#` before remarks (OmegaT manual,
//! *Glossaries*).
//!
//! They hold one pair of languages and no status, so that a forbidden rendering stands in the comment of the others.

use std::collections::HashMap;

use tm::lang::Lang;
use tm::skipped::Skipped;

use crate::concept::{Concept, Matching, Term, TermStatus};
use crate::loss::{Loss, Written};
use crate::tsv::{Pair, Reading};

/// The line that OmegaT itself puts first into a glossary that it makes.
const HEAD: &str = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n";

/// Whether a text is a glossary that OmegaT made.
pub fn is_omegat(text: &str) -> bool {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    text.get(..HEAD_BEGIN.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(HEAD_BEGIN))
}

const HEAD_BEGIN: &str = "# Glossary in tab-separated format";

/// Reads a glossary of one pair of languages; lines of one source term are one concept, the first target preferred.
pub fn read_omegat(text: &str, pair: &Pair) -> Reading {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut concepts: Vec<(u64, Concept)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut reading = Reading::default();
    for (line, row) in (1..).zip(text.lines()) {
        if row.starts_with('#') || row.trim().is_empty() {
            continue;
        }
        let mut cells = row.split('\t').map(str::trim);
        let (source, target) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if source.is_empty() || target.is_empty() {
            reading.skipped.push(Skipped::new(line, "no source and target between tabs"));
            continue;
        }
        let comment = cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ");
        let at = *known.entry(source.to_owned()).or_insert_with(|| {
            let term = Term::new(pair.source.clone(), source, TermStatus::Preferred);
            concepts.push((line, Concept { terms: vec![term], ..Concept::default() }));
            concepts.len() - 1
        });
        if let Some((_, concept)) = concepts.get_mut(at) {
            add(concept, pair, target, &comment);
        }
    }
    for (line, concept) in concepts {
        reading.push(line, concept.normalised());
    }
    reading
}

fn add(concept: &mut Concept, pair: &Pair, target: &str, comment: &str) {
    let mut term = Term::new(pair.target.clone(), target, TermStatus::Admitted);
    let is_first = !concept.terms.iter().any(|t| t.lang == pair.target);
    if is_first {
        concept.note = comment.to_owned();
    } else if comment != concept.note {
        term.note = comment.to_owned();
    }
    concept.terms.push(term);
}

/// Writes the concepts that have both languages: a line for each way from a term to a rendering.
pub fn write_omegat(concepts: &[Concept], pair: &Pair) -> Written {
    let mut out = HEAD.to_owned();
    let mut lost = Lost::default();
    let mut count = 0;
    for concept in concepts {
        let (sources, mut targets) = (usable(concept, &pair.source), usable(concept, &pair.target));
        if targets.is_empty() && concept.do_not_translate {
            targets.clone_from(&sources);
        }
        if sources.is_empty() || targets.is_empty() {
            lost.without_pair += 1;
            continue;
        }
        count += 1;
        lost.count(concept, pair);
        for source in &sources {
            for text in std::iter::once(&source.text).chain(&source.variants) {
                for target in &targets {
                    let line =
                        [text.as_str(), target.text.as_str(), &comment(concept, target, pair)].map(cell);
                    out.push_str(line.join("\t").trim_end_matches('\t'));
                    out.push('\n');
                }
            }
        }
    }
    Written { text: out, concepts: count, lost: lost.list() }
}

fn usable<'a>(concept: &'a Concept, lang: &'a Lang) -> Vec<&'a Term> {
    concept.terms_in(lang).filter(|t| t.status <= TermStatus::Admitted).collect()
}

/// A cell: one line, nothing that a spreadsheet computes and nothing that OmegaT takes for a remark.
fn cell(text: &str) -> String {
    let line =
        text.split(['\t', '\n', '\r']).map(str::trim).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
    if line.starts_with(['=', '+', '-', '@', '#']) { format!("'{line}") } else { line }
}

/// What a translator sees beside the rendering.
fn comment(concept: &Concept, target: &Term, pair: &Pair) -> String {
    let forbidden = |t: &&Term| t.status == TermStatus::Forbidden;
    let not: Vec<&str> = concept.terms_in(&pair.target).filter(forbidden).map(|t| t.text.as_str()).collect();
    let not = if not.is_empty() { String::new() } else { format!("not: {}", not.join(", ")) };
    let parts = [&concept.domain, &concept.definition, &concept.note, &target.note, &not];
    parts.into_iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join("; ")
}

/// What OmegaT has no place for.
#[derive(Default)]
struct Lost {
    without_pair: u64,
    other_languages: u64,
    deprecated: u64,
    genders: u64,
    exact: u64,
    reviews: u64,
    parts_of_speech: u64,
    others: u64,
}

impl Lost {
    fn count(&mut self, concept: &Concept, pair: &Pair) {
        let filled = |texts: &[&String]| texts.iter().filter(|t| !t.is_empty()).count() as u64;
        let in_pair = |t: &&Term| pair.source.accepts(&t.lang) || pair.target.accepts(&t.lang);
        let terms: Vec<&Term> = concept.terms.iter().filter(in_pair).collect();
        let number = |wanted: fn(&Term) -> bool| terms.iter().filter(|t| wanted(t)).count() as u64;
        self.other_languages += (concept.terms.len() - terms.len()) as u64;
        self.deprecated += number(|t| t.status == TermStatus::Deprecated);
        self.genders += number(|t| !t.gender.is_empty());
        self.exact +=
            number(|t| t.matching == Matching::Exact || t.case_sensitive || !t.exceptions.is_empty());
        self.reviews += filled(&[&concept.review]);
        self.parts_of_speech += filled(&[&concept.part_of_speech]);
        self.others += filled(&[&concept.source, &concept.scope, &concept.termbase])
            + u64::from(concept.external_id.is_some())
            + concept.properties.len() as u64
            + number(|t| !t.source.is_empty());
    }

    fn list(&self) -> Vec<Loss> {
        Loss::list([
            (self.without_pair, "concepts without a term in both languages"),
            (self.other_languages, "terms in other languages"),
            (self.deprecated, "deprecated terms"),
            (self.genders, "genders"),
            (self.exact, "rules of where terms match, which OmegaT finds as it finds all"),
            (self.reviews, "states of review"),
            (self.parts_of_speech, "parts of speech"),
            (self.others, "ids, sources, scopes and properties"),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tsv::read_tsv;

    fn pair() -> Pair {
        Pair { source: Lang::persian(), target: Lang::parse("en").unwrap() }
    }

    #[test]
    fn a_line_for_each_way_and_what_is_lost_counted() {
        let table = "id\tfa\tvariants_fa\ten\tforbidden_en\tgender_de\tde\tdomain\tnote\n\
                     T1\tاعتصاب\tاعتصابات\tstrike; walkout\tstroke\tm\tStreik\tstrike\tnot\\tan attack\n\
                     \tنان\t\t\t\t\tBrot\t\t\n\
                     \tکار\t\t=work\t\t\t\t\t\n";
        let written = write_omegat(&read_tsv(table).unwrap().concepts, &pair());
        assert_eq!(
            written.text,
            format!(
                "{HEAD}اعتصاب\tstrike\tstrike; not an attack; not: stroke\n\
                 اعتصاب\twalkout\tstrike; not an attack; not: stroke\n\
                 اعتصابات\tstrike\tstrike; not an attack; not: stroke\n\
                 اعتصابات\twalkout\tstrike; not an attack; not: stroke\n\
                 کار\t'=work\n"
            )
        );
        let lost: Vec<String> = written.lost.iter().map(|l| format!("{} {}", l.count, l.what)).collect();
        assert_eq!(
            lost,
            [
                "1 concepts without a term in both languages",
                "1 terms in other languages",
                "1 ids, sources, scopes and properties"
            ]
        );
    }

    #[test]
    fn what_omegat_wrote_is_read() {
        let text = format!(
            "\u{FEFF}{HEAD}strike\tاعتصاب\tlabour law\r\n#x\ty\nstrike\tدست از کار کشیدن\t\nbroken\n"
        );
        assert!(is_omegat(&text));
        let pair = Pair { source: pair().target, target: Lang::persian() };
        let reading = read_omegat(&text, &pair);
        let concept = &reading.concepts[0];
        assert_eq!(
            (reading.concepts.len(), concept.terms.len(), concept.note.as_str()),
            (1, 3, "labour law")
        );
        assert_eq!(reading.skipped, [Skipped::new(5, "no source and target between tabs")]);
    }
}
