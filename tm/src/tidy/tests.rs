use super::*;

fn spelled(cell: &str) -> String {
    let signs = [
        ("{ZWNJ}", "\u{200C}"),
        ("{RLM}", "\u{200F}"),
        ("{LRM}", "\u{200E}"),
        ("{NBSP}", "\u{A0}"),
        ("{BOM}", "\u{FEFF}"),
        ("{ZWSP}", "\u{200B}"),
        ("{SHY}", "\u{AD}"),
        ("{TAB}", "\t"),
    ];
    signs.iter().fold(cell.to_owned(), |text, (sign, c)| text.replace(sign, c))
}

#[test]
fn every_line_of_the_table_becomes_what_it_says() {
    let rows: Vec<&str> = include_str!("golden/lines.tsv").lines().skip(1).collect();
    let mut wrong = Vec::new();
    for row in &rows {
        let (before, after) = row.split_once('\t').unwrap();
        let before = spelled(before);
        let after = if after == "=" { before.clone() } else { spelled(after) };
        let tidied = tidy(&before);
        if tidied.text() != after {
            wrong.push(format!("{before}\n{}\n{after}", tidied.text()));
        }
        assert_eq!(tidied.changes().is_empty(), before == tidied.text(), "{before}");
    }
    assert!(rows.len() >= 150 && rows.iter().filter(|row| row.ends_with("\t=")).count() >= 50);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n").replace('\u{200C}', "|"));
}
