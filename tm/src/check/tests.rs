use super::*;
use proptest::prelude::*;

fn lang(tag: &str) -> Lang {
    Lang::parse(tag).unwrap()
}

/// The cells of a table, `~` as ZWNJ.
fn rows(table: &str) -> Vec<Vec<String>> {
    let cells = |row: &str| row.replace('~', "\u{200C}").split('\t').map(str::to_owned).collect();
    table.lines().skip(1).map(cells).collect()
}

fn of_pair(tag: &str, source: &str, target: &str) -> Vec<Finding> {
    check(source, &Lang::persian(), target, &lang(tag))
}

#[test]
fn good_translations_raise_no_alarm() {
    let rows = rows(include_str!("../../data/check/correct.tsv"));
    let alarms: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let mut found = of_pair(&row[0], &row[1], &row[2]);
            found.retain(|finding| finding.severity >= Severity::Warning);
            let found: Vec<String> =
                found.iter().map(|f| format!("{}: {}", f.kind.as_str(), f.detail)).collect();
            (!found.is_empty()).then(|| format!("{row:?} {found:?}"))
        })
        .collect();
    let share = 100.0 * alarms.len() as f64 / rows.len() as f64;
    assert!(share <= 2.0, "{share:.1} % of {}\n{}", rows.len(), alarms.join("\n"));
}

#[test]
fn errors_are_found_by_their_kind() {
    let rows = rows(include_str!("../../data/check/seeded.tsv"));
    let found = |row: &Vec<String>| of_pair(&row[1], &row[2], &row[3]);
    let missed: Vec<String> = rows
        .iter()
        .filter(|row| !found(row).iter().any(|finding| finding.kind.as_str() == row[0]))
        .map(|row| {
            let kinds: Vec<String> =
                found(row).iter().map(|f| format!("{}: {}", f.kind.as_str(), f.detail)).collect();
            format!("{row:?} {kinds:?}")
        })
        .collect();
    for kind in
        ["number", "date", "quantity", "unit", "name", "negation", "untranslated", "doubled", "quotes"]
    {
        let all = rows.iter().filter(|row| row[0] == kind).count();
        let lost = missed.iter().filter(|row| row.starts_with(&format!("[\"{kind}\""))).count();
        let share = 100.0 * (all - lost) as f64 / all as f64;
        assert!(share >= 95.0, "{kind}: {share:.1} % of {all}\n{}", missed.join("\n"));
    }
    let share = 100.0 * (rows.len() - missed.len()) as f64 / rows.len() as f64;
    assert!(share >= 95.0, "{share:.1} % of {}\n{}", rows.len(), missed.join("\n"));
}

proptest! {
    #[test]
    fn any_pair_is_checked_and_spans_lie_inside(
        source in "[کارگنهی۰-۹٤0-9 \u{200C}\u{200F}يك«»()/.،٪ن]{0,60}",
        target in "\\PC{0,60}|[a-z0-9 '\"“”„()\\[\\].,%€-]{0,60}",
        tag in "en|de|fr|sv|tr|fa",
    ) {
        for finding in of_pair(&tag, &source, &target) {
            let inside = |spans: &[Span<Chars>], text: &str| {
                spans.iter().all(|span| span.start < span.end && span.end <= text.chars().count())
            };
            prop_assert!(inside(&finding.source, &source) && inside(&finding.target, &target), "{finding:?}");
        }
    }
}
