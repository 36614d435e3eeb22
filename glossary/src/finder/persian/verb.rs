//! Finite and other forms of a verb at a place in the text.

use tm::text::ZWNJ;

use super::suffix::{Ending, endings};
use super::tables::{Joints, State, Tables, Verb};

/// Collects where forms of the verb with this index end that begin at `at`.
pub(super) fn verb_ends(text: &[char], at: usize, index: usize, out: &mut Vec<usize>) {
    let tables = Tables::get();
    let Some(verb) = tables.verbs.get(index) else { return };
    stems(text, at, verb, (true, true), false, out);
    for prefix in &tables.prefixes {
        if let Some(from) = after(text, at, &prefix.letters, prefix.joints) {
            let glide = prefix.letters.len() == 1;
            stems(text, from, verb, (prefix.past, prefix.present), glide, out);
        }
    }
    for auxiliary in &tables.futures {
        let Some(end) = literal(text, at, &auxiliary.letters) else { continue };
        if matches!(text.get(end), Some(' ' | '_' | &ZWNJ)) {
            out.extend(literal(text, end + 1, &verb.past));
        }
    }
}

/// The stems with their endings; `glide` is for the -y- between ن or ب and a stem in آ (نیامد, بیایند).
fn stems(text: &[char], at: usize, verb: &Verb, allowed: (bool, bool), glide: bool, out: &mut Vec<usize>) {
    if allowed.0
        && let Some(from) = stem(text, at, &verb.past, glide)
    {
        past(text, from, out);
    }
    for present in verb.present.iter().filter(|_| allowed.1) {
        if let Some(from) = stem(text, at, present, glide) {
            for ending in Tables::get().endings.iter().filter(|e| e.present) {
                out.extend(literal(text, from, &ending.letters));
            }
        }
    }
}

fn past(text: &[char], from: usize, out: &mut Vec<usize>) {
    let tables = Tables::get();
    for ending in tables.endings.iter().filter(|e| e.past) {
        let Some(end) = literal(text, from, &ending.letters) else { continue };
        out.push(end);
        match ending.letters.as_slice() {
            ['\u{0647}'] => {
                for perfect in &tables.perfects {
                    out.extend(after_joint(text, end, &perfect.letters, perfect.joints));
                }
            }
            // The infinitive is a noun: اعتصاب کردنشان.
            ['\u{0646}'] => {
                let mut found: Vec<Ending> = Vec::new();
                endings(text, end, State::Consonant, false, &mut found);
                out.extend(found.iter().filter(|e| !e.conditions.ya && !e.conditions.long).map(|e| e.end));
            }
            _ => {}
        }
    }
}

fn stem(text: &[char], at: usize, stem: &[char], glide: bool) -> Option<usize> {
    match stem.split_first() {
        Some(('\u{0622}', rest)) if glide => {
            let from = literal(text, at, &['\u{06CC}', '\u{0627}'])?;
            literal(text, from, rest)
        }
        _ => literal(text, at, stem),
    }
}

fn literal(text: &[char], at: usize, letters: &[char]) -> Option<usize> {
    let end = at + letters.len();
    (text.get(at..end)? == letters).then_some(end)
}

/// Where the next morpheme begins after `letters` at `at`.
fn after(text: &[char], at: usize, letters: &[char], joints: Joints) -> Option<usize> {
    let end = literal(text, at, letters)?;
    match text.get(end)? {
        &ZWNJ if joints.zwnj => Some(end + 1),
        ' ' | '_' if joints.space => Some(end + 1),
        _ if joints.glued => Some(end),
        _ => None,
    }
}

fn after_joint(text: &[char], at: usize, letters: &[char], joints: Joints) -> Option<usize> {
    let from = match text.get(at)? {
        &ZWNJ if joints.zwnj => at + 1,
        ' ' | '_' if joints.space => at + 1,
        _ if joints.glued => at,
        _ => return None,
    };
    literal(text, from, letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_conjugated() {
        let whole = |infinitive: &str, text: &str| {
            let index = Tables::get().infinitives[infinitive];
            let text: Vec<char> = text.chars().collect();
            let mut out = vec![];
            verb_ends(&text, 0, index, &mut out);
            out.contains(&text.len())
        };
        for (infinitive, form) in [
            ("کردن", "کردند"),
            ("کردن", "می\u{200C}کنند"),
            ("کردن", "نمی کنیم"),
            ("کردن", "میکردند"),
            ("کردن", "نکرده\u{200C}اند"),
            ("کردن", "کرده اند"),
            ("کردن", "نخواهند کرد"),
            ("کردن", "بکنیم"),
            ("کردن", "کردنشان"),
            ("آمدن", "نیامدند"),
            ("آمدن", "بیایند"),
            ("دادن", "می\u{200C}دهند"),
        ] {
            assert!(whole(infinitive, form), "{form}");
        }
        assert!(!whole("کردن", "کردستان"));
        assert!(!whole("دادن", "دادگاه"));
    }
}
