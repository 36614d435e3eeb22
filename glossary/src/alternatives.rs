//! What a dictionary's shorthand stands for: `Arbeiter/in`, `militant(e)`, `party (political)`.

/// The wordings a term's text stands for, the plainest first; a text without slash or bracket is itself.
///
/// A slash joins two words or, before a short ending, two endings: `Genosse/Genossin`, `Arbeiter/in`,
/// `Angestellte/r`. A bracket on a word holds letters that may be missing, a bracket of its own a gloss or words that
/// may be missing. At most [`MAX_ALTERNATIVES`] are given.
pub fn alternatives(text: &str) -> Vec<String> {
    if !text.bytes().any(|b| matches!(b, b'/' | b'(')) {
        return vec![text.to_owned()];
    }
    let mut found = Vec::new();
    for plain in brackets(text) {
        for wording in slashes(&plain) {
            let wording = wording.split_whitespace().collect::<Vec<_>>().join(" ");
            if !wording.is_empty() && !found.contains(&wording) && found.len() < MAX_ALTERNATIVES {
                found.push(wording);
            }
        }
    }
    if found.is_empty() { vec![text.to_owned()] } else { found }
}

/// The most wordings of one text: two slashes and a bracket make eight, more is no shorthand.
pub const MAX_ALTERNATIVES: usize = 8;

/// The longest ending after a slash, in letters: `/innen`, `/euse`, `/ière`.
const LONGEST_ENDING: usize = 5;

/// The text without its brackets, then with what stands in them.
fn brackets(text: &str) -> Vec<String> {
    let (mut without, mut within) = (String::new(), String::new());
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c => {
                within.push(c);
                if depth == 0 {
                    without.push(c);
                }
            }
        }
    }
    vec![without, within]
}

fn slashes(text: &str) -> Vec<String> {
    let mut wordings = vec![String::new()];
    for word in text.split_whitespace() {
        let choices = choices(word);
        let next = wordings.iter().flat_map(|w| choices.iter().map(move |c| format!("{w} {c}")));
        wordings = next.take(MAX_ALTERNATIVES).collect();
    }
    wordings
}

fn choices(word: &str) -> Vec<String> {
    let mut parts = word.split('/').filter(|p| !p.is_empty());
    let Some(first) = parts.next() else { return vec![word.to_owned()] };
    let mut found = vec![first.to_owned()];
    for part in parts {
        let ending = part.strip_prefix('-').unwrap_or(part);
        let short = ending.chars().count() <= LONGEST_ENDING && ending.chars().all(char::is_lowercase);
        if !short || ending.chars().count() >= first.chars().count() {
            found.push(part.to_owned());
        } else {
            found.push(with_ending(first, ending));
        }
    }
    found
}

/// `Arbeiter` + `in`, but `travailleur` + `euse` is `travailleuse`: the ending replaces the last part that begins
/// with its first letter, when that leaves a word.
fn with_ending(word: &str, ending: &str) -> String {
    let plain = format!("{word}{ending}");
    let Some(first) = ending.chars().next().filter(|_| ending.chars().count() > 2) else { return plain };
    let tail = ending.chars().count();
    let length = word.chars().count();
    let at = word.char_indices().enumerate().filter(|(i, (_, c))| *c == first && length - i <= tail).last();
    match at.and_then(|(_, (byte, _))| word.split_at_checked(byte)) {
        Some((stem, _)) if !stem.is_empty() => format!("{stem}{ending}"),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthand_is_spelled_out() {
        for (text, expected) in [
            ("Arbeiter/in", vec!["Arbeiter", "Arbeiterin"]),
            ("Genosse/Genossin", vec!["Genosse", "Genossin"]),
            ("travailleur/euse", vec!["travailleur", "travailleuse"]),
            ("militant(e) ouvrier", vec!["militant ouvrier", "militante ouvrier"]),
            ("party (political)", vec!["party", "party political"]),
            ("(protest) action", vec!["action", "protest action"]),
            ("streikende/r", vec!["streikende", "streikender"]),
            ("sit-in", vec!["sit-in"]),
            ("IAO/ILO", vec!["IAO", "ILO"]),
        ] {
            assert_eq!(alternatives(text), expected, "{text}");
        }
    }
}
