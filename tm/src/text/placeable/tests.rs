use super::*;

fn list(lang: &str, text: &str) -> String {
    let lang = Lang::parse(lang).unwrap();
    let found: Vec<String> = placeables(text, &lang).iter().map(ToString::to_string).collect();
    if found.is_empty() { "-".to_owned() } else { found.join("; ") }
}

#[test]
fn placeables_of_the_set_are_read() {
    let rows: Vec<&str> = include_str!("golden/rows.tsv").lines().skip(1).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [lang, text, expected] = cells[..] else { panic!("{row}") };
        let found = list(lang, text);
        if found != expected {
            wrong.push(format!("{lang}: {text}\n  expected {expected}\n  found    {found}"));
        }
    }
    let (right, all) = (rows.len() - wrong.len(), rows.len());
    assert!(right * 100 >= all * 99, "{right} of {all}\n{}", wrong.join("\n"));
}
