//! Joins neighbouring rules that say the same, so that hundreds of abbreviations become one expression.

use super::pattern::{Condition, Side};

/// How [`super::boundary`] spells the start of a word.
pub(super) const WORD_START: &str = r"(?:\A|\W)";

/// One alternative of a rule: it speaks where all conditions hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) breaks: bool,
    pub(super) before: Vec<Condition>,
    pub(super) after: Vec<Condition>,
}

/// The clauses with each run of equal ones, but for the text before, as one.
pub(super) fn merged(clauses: Vec<Clause>) -> Vec<Clause> {
    let mut merged: Vec<Clause> = Vec::with_capacity(clauses.len());
    let mut run: Vec<Clause> = Vec::new();
    for clause in clauses {
        let fits = run.first().is_some_and(|first| {
            first.breaks == clause.breaks
                && first.after == clause.after
                && is_single(first)
                && is_single(&clause)
        });
        if !fits {
            merged.extend(joined(std::mem::take(&mut run)));
        }
        run.push(clause);
    }
    merged.extend(joined(run));
    merged
}

fn is_single(clause: &Clause) -> bool {
    matches!(clause.before.as_slice(), [one] if one.wanted && !one.is_looking)
}

fn joined(run: Vec<Clause>) -> Option<Clause> {
    if run.len() < 2 {
        return run.into_iter().next();
    }
    let patterns = || run.iter().filter_map(|clause| clause.before.first()).map(|one| one.pattern.as_str());
    let words: Vec<&str> = patterns().filter_map(|pattern| pattern.strip_prefix(WORD_START)).collect();
    let others: Vec<&str> = patterns().filter(|pattern| !pattern.starts_with(WORD_START)).collect();
    let either =
        |parts: &[&str]| parts.iter().map(|part| format!("(?:{part})")).collect::<Vec<_>>().join("|");
    let mut pattern = either(&others);
    if !words.is_empty() {
        let bar = if pattern.is_empty() { "" } else { "|" };
        pattern.push_str(&format!("{bar}{WORD_START}(?:{})", either(&words)));
    }
    let (breaks, after) = run.first().map(|first| (first.breaks, first.after.clone()))?;
    Some(Clause {
        breaks,
        before: vec![Condition { side: Side::Before, pattern, wanted: true, is_looking: false }],
        after,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(breaks: bool, before: &str, after: &str) -> Clause {
        let condition = |side, pattern: &str| {
            vec![Condition { side, pattern: pattern.to_owned(), wanted: true, is_looking: false }]
        };
        Clause { breaks, before: condition(Side::Before, before), after: condition(Side::After, after) }
    }

    #[test]
    fn runs_of_like_rules_become_one() {
        let found = merged(vec![
            clause(false, r"(?:\A|\W)a\.", r"\s"),
            clause(false, r"b\.", r"\s"),
            clause(false, r"(?:\A|\W)c\.", r"\s"),
            clause(true, r"\.", r"\s"),
            clause(false, r"d\.", "x"),
        ]);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].before[0].pattern, r"(?:b\.)|(?:\A|\W)(?:(?:a\.)|(?:c\.))");
        assert_eq!(found[1], clause(true, r"\.", r"\s"));
    }
}
