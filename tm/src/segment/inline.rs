//! What stands on the line of a sentence but is a segment of its own: datelines, codes of an extraction.

use super::shape::{Shape, shape};
use super::words::{Set, first_word, has_verb, is_in};

/// Longest dateline in characters: three names and an agency.
const LONGEST_DATELINE: usize = 44;

/// The bytes of an agency's dateline at the start of a sentence: `تهران - ایرنا:`, `کرمان، ایسنا -`
pub(super) fn dateline(sentence: &str) -> Option<usize> {
    before_colon(sentence).or_else(|| before_dash(sentence))
}

/// A place, an agency and a dash, behind which the report begins.
fn before_dash(sentence: &str) -> Option<usize> {
    let (at, dash) = sentence
        .char_indices()
        .take(LONGEST_DATELINE)
        .filter(|(_, c)| matches!(c, '-' | '–' | '—' | 'ـ'))
        .find(|(at, _)| sentence.get(..*at).is_some_and(ends_with_agency))?;
    let end = at + dash.len_utf8();
    let rest = sentence.get(end..)?;
    (rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()).then_some(end)
}

/// Whether a text is a place of at most three words and an agency.
fn ends_with_agency(head: &str) -> bool {
    let mut parts: Vec<&str> = head.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty()).collect();
    let Some(agency) = parts.pop() else { return false };
    let is_place = |part: &&str| part.split_whitespace().count() <= 3 && !has_verb(part);
    is_in(agency, Set::Agency) && !parts.is_empty() && parts.iter().all(is_place) && !has_digit(head)
}

/// What stands between place and agency.
const BETWEEN: [char; 9] = [',', '،', '-', '–', '—', 'ـ', '/', '(', ')'];

fn before_colon(sentence: &str) -> Option<usize> {
    let (at, _) = sentence
        .char_indices()
        .take(LONGEST_DATELINE)
        .find(|(_, c)| matches!(c, ':' | '.' | '؟' | '!' | '«' | '"'))?;
    let head = sentence.get(..at)?;
    let rest = sentence.get(at..)?.strip_prefix(':')?;
    if !rest.starts_with(char::is_whitespace) || rest.trim().is_empty() {
        return None;
    }
    // A wrapped line may break within the agency's name.
    let flat = head.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = flat.split(BETWEEN).map(str::trim).collect();
    let words = head.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    let spaced_dash = [" - ", " – ", " — ", " ـ "].iter().any(|dash| flat.contains(dash));
    let agency = parts.iter().any(|part| {
        is_in(part, Set::Agency)
            || is_in(first_word(part), Set::Agency) && part.split_whitespace().count() <= 4
    });
    let is_clause =
        has_verb(head) || is_in(first_word(head), Set::Preposition) || is_in(first_word(head), Set::GoOn);
    let named = parts.len() >= 2 && parts.iter().all(|part| !part.is_empty());
    let alone = parts.iter().any(|part| part.split_whitespace().count() >= 3 && is_in(part, Set::Agency))
        // Short names of agencies are also names of months and people.
        || parts.len() == 1 && head.chars().count() >= 5 && is_in(head.trim(), Set::Agency) && words == 1;
    let fits = words <= 7
        && !is_clause
        && (agency && named
            || alone
            || named
                && (is_place_and_date(&parts) || spaced_dash && is_pair_of_places(&parts))
                && words <= 5);
    fits.then_some(at + 1)
}

/// `تهران - اهواز`, but not `ساوه - شیشه\u{200C}سازی`: there the works are the subject of what follows.
fn is_pair_of_places(parts: &[&str]) -> bool {
    const WORKS: [&str; 5] = ["سازی", "بافی", "ریسی", "کاری", "ریزی"];
    let [_, last] = parts else { return false };
    last.split_whitespace().count() == 1
        && !has_digit(last)
        && !WORKS.iter().any(|works| last.ends_with(works))
}

/// `سنندج – ۱۲ دی`, `بوشهر، سه\u{200C}شنبه`: a place and the day of the report.
fn is_place_and_date(parts: &[&str]) -> bool {
    let [place, dates @ ..] = parts else { return false };
    let is_day = |part: &&str| {
        shape(part) == Shape::Date || part.split_whitespace().all(|word| is_in(word, Set::DateWord))
    };
    (1..=3).contains(&place.split_whitespace().count())
        && !has_digit(place)
        && !is_day(place)
        && !dates.is_empty()
        && dates.iter().all(is_day)
}

/// The bytes of a code an extraction left at the start of a text: `[bookmark: _GoBack]`
pub(super) fn code(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let (end, _) = inner.char_indices().take(60).find(|(_, c)| *c == ']')?;
    let code = inner.get(..end)?;
    let is_code = code.is_ascii()
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && (code.contains(':') || code.contains('='));
    is_code.then_some(end + 2)
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_told_from_introductions() {
        for (text, found) in [
            ("شیراز - ایسنا: کارگران", Some("شیراز - ایسنا:")),
            ("رشت، خبرگزاری مهر: باران", Some("رشت، خبرگزاری مهر:")),
            ("واحد مرکزی خبر: دولت", Some("واحد مرکزی خبر:")),
            ("زاهدان، ایلنا - سوخت", Some("زاهدان، ایلنا -")),
            ("تهران (ایرنا) – وزیر", Some("تهران (ایرنا) –")),
            ("سنندج – ۱۲ دی: نانوایان", Some("سنندج – ۱۲ دی:")),
            ("بوشهر، سه\u{200C}شنبه: ماهیگیران", Some("بوشهر، سه\u{200C}شنبه:")),
            ("تهران - اهواز: قطار", Some("تهران - اهواز:")),
            ("سرویس شهری - ارومیه: اتوبوس", Some("سرویس شهری - ارومیه:")),
            ("رشت - ابریشم\u{200C}بافی: زنان", None),
            ("ساوه - کارخانهٔ شیشه: کوره\u{200C}ها", None),
            ("اهواز ـ قطار شهری: رانندگان", None),
            ("۱۲ آبان، مهر - باران", None),
            ("او گفت: نه", None),
            ("به گزارش ایسنا: باران", None),
            ("نان - کار - آزادی", None),
        ] {
            assert_eq!(dateline(text).map(|len| &text[..len]), found, "{text}");
        }
    }

    #[test]
    fn codes_are_cut_off() {
        assert_eq!(code("[bookmark: _Toc1]متن"), Some(17));
        assert_eq!(code("[متن] دیگر"), None);
        assert_eq!(code("[1] note"), None);
    }
}
