//! Term candidates of documents, with the renderings of the memory and as concepts that somebody may accept.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use glossary::concept::PROPOSED;
use glossary::extract::Candidate;
use glossary::{Concept, Term, TermStatus};
use tm::align::renderings::Counted;
use tm::concordance::{Pattern, Strictness};
use tm::lang::Lang;
use tm::store::UnitStore;

use crate::args::FindSide;
use crate::failure::{Failure, Result};
use crate::interrupt;
use crate::jobs::find::{Opened, Request, find_in};
use crate::jobs::selection::Selection;

/// A candidate and what its pairs render it by.
#[derive(Debug)]
pub struct Proposal {
    /// The candidate.
    pub candidate: Candidate,
    /// For each language, its first renderings.
    pub renderings: Vec<(Lang, Vec<Counted>)>,
}

/// Documents that a folder is searched for; other files are no text or have their own commands.
const DOCUMENTS: [&str; 3] = ["txt", "md", "text"];

/// The documents meant: a folder stands for those in it and in its folders, by name.
///
/// # Errors
/// A folder cannot be read, or has none.
pub fn documents(inputs: &[String]) -> Result<Vec<String>> {
    let mut all = Vec::new();
    for input in inputs {
        let path = Path::new(input);
        if !path.is_dir() {
            all.push(input.clone());
            continue;
        }
        let mut found = Vec::new();
        collect(path, &mut found)?;
        if found.is_empty() {
            return Err(Failure::no_documents(path));
        }
        found.sort();
        all.extend(found.iter().map(|path| path.display().to_string()));
    }
    Ok(all)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |error: std::io::Error| Failure::unreadable(folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        // Links are not followed: they may lead in a circle.
        let kind = entry.file_type().map_err(failed)?;
        let path = entry.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        if kind.is_dir() {
            collect(&path, found)?;
        } else if kind.is_file() && ending.is_some_and(|ending| DOCUMENTS.contains(&ending.as_str())) {
            found.push(path);
        }
    }
    Ok(())
}

/// Renderings of one language that are told.
const MOST_RENDERINGS: usize = 3;

/// Forms of a candidate that are looked for in the memory: the most frequent have nearly all pairs.
const MOST_FORMS: usize = 3;

/// Pairs that are read for a form: what is rendered in the same way in most of them is no other in the rest.
const MOST_PAIRS: usize = 40;

/// Looks up what the memory's pairs render a candidate by.
///
/// # Errors
/// The store cannot be read, or somebody interrupted.
pub fn propose(
    store: &dyn UnitStore,
    opened: &mut Opened<'_>,
    candidate: Candidate,
    source: &Lang,
    targets: &[Lang],
) -> Result<Proposal> {
    let mut totals: BTreeMap<Lang, BTreeMap<String, (usize, f32)>> = BTreeMap::new();
    for (form, _) in candidate.variants.iter().take(MOST_FORMS) {
        interrupt::check()?;
        let request = Request {
            pattern: Pattern::new(form, Strictness { exact: false, word: true }),
            source: source.clone(),
            targets: targets.to_vec(),
            side: FindSide::Source,
            selection: Selection::default(),
            most: MOST_PAIRS,
        };
        for total in find_in(store, opened, &request)?.totals {
            let texts = totals.entry(total.to).or_default();
            for counted in total.counted {
                let (count, confidence) = texts.entry(counted.text).or_default();
                *count += counted.count;
                *confidence += counted.confidence * counted.count as f32;
            }
        }
    }
    let renderings = totals.into_iter().map(|(lang, texts)| (lang, best(texts))).collect();
    Ok(Proposal { candidate, renderings })
}

fn best(texts: BTreeMap<String, (usize, f32)>) -> Vec<Counted> {
    let counted = |(text, (count, sum)): (String, (usize, f32))| Counted {
        text,
        count,
        confidence: sum / count.max(1) as f32,
    };
    let mut all: Vec<Counted> = texts.into_iter().map(counted).collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then(b.confidence.total_cmp(&a.confidence)));
    all.truncate(MOST_RENDERINGS);
    all
}

/// Pairs that must agree on a rendering before it is proposed as one.
const ENOUGH_PAIRS: usize = 2;

/// A proposal as a concept to be imported: nobody has reviewed it.
pub fn concept(proposal: &Proposal, source: &Lang) -> Concept {
    let candidate = &proposal.candidate;
    let mut concept = Concept { review: PROPOSED.to_owned(), ..Concept::default() };
    concept.terms.push(Term::new(source.clone(), &candidate.term, TermStatus::Preferred));
    let mut say = |name: String, value: String| {
        if !value.is_empty() {
            concept.properties.push((name, value));
        }
    };
    say("count".to_owned(), candidate.count.to_string());
    let forms = candidate.variants.iter().map(|(form, count)| format!("{form} ({count})"));
    say("forms".to_owned(), forms.collect::<Vec<_>>().join(", "));
    say("nested in".to_owned(), candidate.nested_in.clone().unwrap_or_default());
    for (number, context) in (1..).zip(&candidate.contexts) {
        say(format!("context {number}"), excerpt(context, candidate));
    }
    for (lang, counted) in &proposal.renderings {
        let all = counted.iter().map(|one| format!("{} ({})", one.text, one.count));
        say(format!("seen {lang}"), all.collect::<Vec<_>>().join(", "));
    }
    for (lang, counted) in &proposal.renderings {
        if let Some(first) = counted.first().filter(|first| first.count >= ENOUGH_PAIRS) {
            concept.terms.push(Term::new(lang.clone(), &first.text, TermStatus::Preferred));
        }
    }
    concept
}

/// Characters around a candidate that are quoted where its segment is longer.
const AROUND: usize = 70;

/// A segment, or the part of a long one around the candidate, cut between words.
pub fn excerpt(context: &str, candidate: &Candidate) -> String {
    let flat = context.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = candidate.variants.iter().filter_map(|(form, _)| flat.find(form.as_str())).min().unwrap_or(0);
    let before: Vec<(usize, char)> = flat.char_indices().filter(|(at, _)| *at < place).collect();
    let from = match before.len().checked_sub(AROUND) {
        Some(skipped) if skipped > 0 => {
            let next = before.iter().skip(skipped).find(|(_, c)| *c == ' ');
            next.map_or(place, |(at, _)| at + 1)
        }
        _ => 0,
    };
    let rest = flat.get(from..).unwrap_or_default();
    let long = rest.char_indices().nth(2 * AROUND).map(|(at, _)| at);
    let end = long.and_then(|at| rest.get(..at)?.rfind(' ')).unwrap_or(rest.len());
    let shown = rest.get(..end).unwrap_or(rest);
    let (open, close) = (if from > 0 { "… " } else { "" }, if end < rest.len() { " …" } else { "" });
    format!("{open}{shown}{close}")
}
