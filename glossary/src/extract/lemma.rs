//! The lemma of a word as it stands: without plural, ezafe, article and clitics.
//!
//! The endings are those of the finder (`data/fa/suffixes.tsv`), read backwards. An ending that could as well be the end
//! of the word is taken off only where the rest is known, from the lists or from the text itself.

use std::sync::OnceLock;

use tm::listed::ListedMap;
use tm::text::ZWNJ;

use super::tables::{Tables, plain, rows};

/// A word without its endings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Lemma {
    /// The lemma, folded, with its ZWNJ.
    pub(super) text: String,
    /// Whether nothing of the same term can follow: it has an article or a clitic, or lacks the ezafe it would need.
    pub(super) is_last: bool,
}

/// The lemma of a folded word; `is_word` says whether a word without ZWNJ stands by itself somewhere.
pub(super) fn lemma(word: &str, is_word: &dyn Fn(&str) -> bool) -> Lemma {
    let tables = Tables::get();
    let whole = plain(word);
    let stem = |text: String, is_last: bool| Lemma { text, is_last };
    if !tables.knows(&whole) {
        if let Some(singular) = tables.broken_plurals.get(&whole) {
            return stem(singular.clone(), false);
        }
        let letters: Vec<char> = word.chars().map(|c| if c == ' ' { ZWNJ } else { c }).collect();
        for end in 2..letters.len() {
            let Some((bare, rest)) = letters.split_at_checked(end) else { continue };
            if let Some(found) = read(bare, rest, is_word) {
                return found;
            }
        }
    }
    // A word in -a shows its ezafe by a yeh.
    let is_last = whole.ends_with('ا');
    stem(word.replace(' ', "\u{200C}"), is_last)
}

/// A row of `suffixes.tsv`, as far as it matters here.
struct Suffix {
    letters: Vec<char>,
    glued: bool,
    zwnj: bool,
    next: char,
    is_last: bool,
    is_unsure: bool,
}

fn suffixes(state: char) -> &'static [Suffix] {
    static SUFFIXES: OnceLock<ListedMap<char, Vec<Suffix>>> = OnceLock::new();
    let all = SUFFIXES.get_or_init(|| {
        let mut all: ListedMap<char, Vec<Suffix>> = ListedMap::default();
        for row in rows(include_str!("../../data/fa/suffixes.tsv")) {
            if let Some((state, suffix)) = suffix(&row) {
                all.entry(state).or_default().push(suffix);
            }
        }
        all
    });
    all.get(&state).map(Vec::as_slice).unwrap_or_default()
}

/// Spoken plurals, comparatives and the glued -i make too many words of others; they stay as they are.
fn suffix(row: &[&str]) -> Option<(char, Suffix)> {
    let [state, text, joints, form, next, _, condition, ..] = row else { return None };
    let joined_apart = *condition == "nisba" && joints.contains('z');
    let is_usable = matches!(*condition, "-" | "ambiguous") || joined_apart;
    let is_glued = joints.contains('g') && !joined_apart && *form != "copula";
    let suffix = Suffix {
        letters: plain(text).chars().collect(),
        glued: is_glued && (*condition != "ambiguous" || text.chars().count() > 1),
        zwnj: joints.contains('z'),
        next: next.chars().next()?,
        is_last: matches!(*form, "clitic" | "indefinite" | "copula"),
        is_unsure: *condition == "ambiguous",
    };
    let state = state.chars().next()?;
    (is_usable && !matches!(state, 'A')).then_some((state, suffix))
}

/// Whether `rest` is endings of `bare`, and of what they make a lemma.
fn read(bare: &[char], rest: &[char], is_word: &dyn Fn(&str) -> bool) -> Option<Lemma> {
    let text: String = bare.iter().collect();
    if text.ends_with(ZWNJ) {
        return None;
    }
    let heh = || format!("{text}ه");
    let readings = [(state_of(&text), text.clone()), ('h', heh()), ('t', format!("{text}ت"))];
    for (state, lemma) in readings {
        let mut found = Vec::new();
        follow(rest, state, Taken::default(), &mut found);
        let best = found.into_iter().find(|taken| is_sure(&lemma, state, rest, *taken, is_word));
        if let Some(taken) = best {
            return Some(Lemma { text: lemma, is_last: taken.is_last });
        }
    }
    None
}

/// What the endings that were read so far say.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    is_last: bool,
    is_unsure: bool,
    depth: u8,
}

/// Plural, ezafe, clitic and copula are four.
const MAX_DEPTH: u8 = 4;

fn follow(rest: &[char], state: char, so_far: Taken, found: &mut Vec<Taken>) {
    if so_far.depth == MAX_DEPTH {
        return;
    }
    for suffix in suffixes(state) {
        let (apart, letters) = match rest.split_first() {
            Some((&ZWNJ, after)) if suffix.zwnj => (true, after),
            Some((&ZWNJ, _)) | None => continue,
            Some(_) if suffix.glued => (false, rest),
            Some(_) => continue,
        };
        let Some(after) = letters.strip_prefix(suffix.letters.as_slice()) else { continue };
        let taken = Taken {
            // The plural in -ha has an ezafe in letters or none.
            is_last: suffix.is_last || after.is_empty() && suffix.next == 'P',
            is_unsure: so_far.is_unsure || suffix.is_unsure && !apart,
            depth: so_far.depth + 1,
        };
        if after.is_empty() { found.push(taken) } else { follow(after, suffix.next, taken, found) }
    }
}

/// The class of a folded word, as `suffixes.tsv` names them.
fn state_of(word: &str) -> char {
    let is_consonantal = || Tables::get().consonantal.contains(&plain(word));
    let mut ending = word.chars().rev();
    match (ending.next(), ending.next()) {
        (Some('ی'), _) => 'Y',
        (Some('ا' | 'آ'), _) => 'V',
        (Some('و'), _) if !is_consonantal() => 'V',
        (Some('ه'), Some('ا' | 'و')) => 'C',
        (Some('ه'), _) if !is_consonantal() => 'H',
        _ => 'C',
    }
}

/// Shortest rest that is a word where only its ending speaks for it, in letters: شورا has four, پا two.
const LEAST_LETTERS: usize = 3;

/// Whether an ending cannot be the end of the word itself.
fn is_sure(lemma: &str, state: char, rest: &[char], taken: Taken, is_word: &dyn Fn(&str) -> bool) -> bool {
    let compact = plain(lemma);
    let (first, joined) = match rest.split_first() {
        Some((&ZWNJ, _)) => return !taken.is_unsure || is_word(&compact),
        Some((first, more)) => (*first, more.first().copied()),
        None => return false,
    };
    let is_long = compact.chars().count() >= LEAST_LETTERS;
    let tables = Tables::get();
    let is_agent = || tables.agents.iter().any(|ending| compact.ends_with(ending.as_str()));
    let is_clear = match (state, first, joined) {
        _ if taken.is_unsure => false,
        ('h', 'گ', _) => compact.chars().count() > LEAST_LETTERS + 1,
        (_, 'ه', Some('ا')) => is_long,
        ('V', 'ی', None) => is_long && compact.ends_with('ا'),
        ('C', 'ا', Some('ن')) => is_long && is_agent(),
        _ => false,
    };
    is_clear || is_word(&compact)
}

/// Words that stand by themselves: those of a text and those of the lists.
pub(super) fn is_listed(word: &str) -> bool {
    let tables = Tables::get();
    tables.background.contains_key(word) || tables.heads.contains_key(word)
}

#[cfg(test)]
mod tests {
    use tm::listed::ListedSet;

    use super::*;

    #[test]
    fn forms_have_one_lemma() {
        let known: ListedSet<String> = ["کارگر", "اعتراض", "نیرو", "پرستار", "دستمزد", "نماینده", "زندانی"]
            .iter()
            .map(|word| (*word).to_owned())
            .collect();
        let is_word = |word: &str| known.contains(word);
        for (form, expected) in [
            ("کارگران", "کارگر"),
            ("کارگرانی", "کارگر"),
            ("کارگرانشان", "کارگر"),
            ("شوراهای", "شورا"),
            ("شورا\u{200C}های", "شورا"),
            ("شورای", "شورا"),
            ("نیروی", "نیرو"),
            ("نیروهای", "نیرو"),
            ("اعتراضات", "اعتراض"),
            ("اتحادیه\u{200C}ی", "اتحادیه"),
            ("بیانیه\u{200C}ای", "بیانیه"),
            ("نمایندگان", "نماینده"),
            ("بازنشستگان", "بازنشسته"),
            ("دستمزدشان", "دستمزد"),
            ("زندانیان", "زندانی"),
            ("کامیون\u{200C}داران", "کامیون\u{200C}دار"),
            ("قوانین", "قانون"),
            ("کارگری", "کارگری"),
            ("شورایی", "شورایی"),
            ("معنوی", "معنوی"),
            ("حقوق", "حقوق"),
            ("زندان", "زندان"),
            ("خیابان", "خیابان"),
            ("درمان", "درمان"),
        ] {
            assert_eq!(lemma(form, &is_word).text, expected, "{form}");
        }
    }
}
