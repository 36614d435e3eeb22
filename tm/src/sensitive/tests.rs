use super::*;

fn spelled(cell: &str) -> String {
    cell.replace("{ZWNJ}", "\u{200C}").replace("{LRE}", "\u{202A}").replace("{PDF}", "\u{202C}")
}

fn cut(text: &str, span: Span<Chars>) -> String {
    text.chars().skip(span.start).take(span.len()).collect()
}

fn shown(text: &str) -> Vec<(&'static str, String)> {
    find(text).into_iter().map(|f| (f.kind.as_str(), cut(text, f.span))).collect()
}

#[test]
fn everything_that_leads_to_a_person_is_found() {
    let rows: Vec<&str> = include_str!("golden/positives.tsv").lines().skip(1).collect();
    assert!(rows.len() >= 120);
    let mut missed = Vec::new();
    for row in rows {
        let cells: Vec<String> = row.split('\t').map(spelled).collect();
        let [kind, wanted, text] = cells.as_slice() else { panic!("{row}") };
        let found = shown(text);
        if !found.iter().any(|(k, what)| k == kind && (wanted == "*" || what == wanted)) {
            missed.push(format!("{row}\n    {found:?}"));
        }
    }
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    let rows: Vec<&str> = include_str!("golden/negatives.tsv").lines().skip(1).collect();
    assert!(rows.len() >= 120);
    let wrong =
        |row: &&str| Some((spelled(row), shown(&spelled(row)))).filter(|(_, found)| !found.is_empty());
    let wrong: Vec<_> = rows.iter().filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{wrong:#?}", wrong.len());
}
