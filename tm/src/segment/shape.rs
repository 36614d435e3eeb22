//! What a line is by its looks alone.

use super::lines::{Ending, ending, is_mark};
use super::marker::{Marker, digit, marker};
use super::words::{Set, first_word, has_verb, is_in, is_in_any, is_letter_or_digit};

/// What a line is by its looks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text.
    Plain,
    /// An item of a list.
    Item(Marker),
    /// A number of a page, alone.
    PageNumber,
    /// A link, mail address or handle, alone.
    Link,
    /// Hashtags, alone.
    Tags,
    /// A header line of a mail.
    MailHeader,
    /// A line without a letter.
    Separator,
    /// A date, alone.
    Date,
    /// Part of a page's frame.
    Chrome,
    /// Something in brackets, alone.
    Note,
    /// The same line stands on other pages too.
    RunningHeader,
    /// A field and its value; the byte after the colon.
    KeyValue(usize),
    /// A speaker and what he says; the byte after the colon.
    Label(usize),
}

impl Shape {
    /// Whether such a line is never joined to another.
    pub(super) fn is_alone(self) -> bool {
        !matches!(self, Shape::Plain | Shape::Item(_) | Shape::KeyValue(_) | Shape::Label(_))
    }
}

/// The shape of a line's body, as far as the line alone tells it.
pub(super) fn shape(body: &str) -> Shape {
    if !body.contains(is_letter_or_digit) {
        return if body.contains(is_mark) { Shape::Plain } else { Shape::Separator };
    }
    // No such line is longer than 300 bytes; prose is spared the work.
    if body.len() <= 300
        && let Some(shape) = short(body)
    {
        return shape;
    }
    match marker(body) {
        Some(marker) => Shape::Item(marker),
        None if is_mail_header(body) => Shape::MailHeader,
        None => Shape::Plain,
    }
}

/// A possible label: the text before an early colon, and the byte after the colon.
pub(super) fn before_colon(body: &str) -> Option<(&str, usize)> {
    // 48: a name with a function is shorter, a clause that introduces a quotation mostly longer.
    let colon = body.char_indices().take(48).find(|(_, c)| matches!(c, ':' | '：'))?;
    let head = body.get(..colon.0)?.trim();
    let after = colon.0 + colon.1.len_utf8();
    let rest = body.get(after..)?;
    let is_clock =
        rest.starts_with(|c: char| digit(c).is_some()) && head.ends_with(|c: char| digit(c).is_some());
    let is_link = rest.starts_with("//");
    let words = head.split_whitespace().count();
    let plain = !head.contains(['؟', '?', '!', '؛', '،', '«', '"', '…', '|']);
    (!is_clock && !is_link && (1..=6).contains(&words) && plain).then_some((head, after))
}

/// Whether the value after a field or label reads like speech: a closed sentence or at least eight words.
pub(super) fn is_speech(rest: &str) -> bool {
    let rest = rest.trim();
    !rest.is_empty() && (ending(rest) == Ending::Closed || rest.split_whitespace().take(8).count() == 8)
}

fn short(body: &str) -> Option<Shape> {
    let is_link = |word: &str| is_link(word);
    let mut words = body.split_whitespace();
    if words.clone().count() <= 2 && words.clone().all(is_link) {
        return Some(Shape::Link);
    }
    if words.all(|word| word.starts_with('#') && word.len() > 1) {
        return Some(Shape::Tags);
    }
    if is_page_number(body) {
        return Some(Shape::PageNumber);
    }
    if is_date(body) {
        return Some(Shape::Date);
    }
    if is_chrome(body) {
        return Some(Shape::Chrome);
    }
    is_note(body).then_some(Shape::Note)
}

/// A web address, mail address or handle.
pub(super) fn is_link(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '،'));
    let has_letters = word.bytes().any(|b| b.is_ascii_alphabetic());
    let handle = word
        .strip_prefix('@')
        .is_some_and(|name| name.len() > 1 && name.bytes().all(|b| b.is_ascii_graphic()));
    handle
        || has_letters
            && word.is_ascii()
            && (word.contains("://")
                || word.starts_with("www.")
                || word.starts_with("t.me/")
                || is_file_name(word)
                || word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')))
}

/// `leaflet_2.pdf`
fn is_file_name(word: &str) -> bool {
    const KINDS: [&str; 12] =
        ["pdf", "doc", "docx", "odt", "txt", "zip", "mp3", "mp4", "ogg", "jpg", "jpeg", "png"];
    word.rsplit_once('.').is_some_and(|(name, kind)| {
        name.len() >= 2 && KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind))
    })
}

fn is_page_number(body: &str) -> bool {
    let tokens = || {
        body.split(|c: char| {
            c.is_whitespace()
                || matches!(c, '-' | '–' | '—' | '[' | ']' | '(' | ')' | '|' | '/' | ':' | '.' | 'ـ')
        })
    };
    let is_number =
        |t: &str| !t.is_empty() && t.chars().count() <= 4 && t.chars().all(|c| digit(c).is_some());
    let mut numbers = 0;
    for token in tokens().filter(|t| !t.is_empty()) {
        match token {
            _ if is_number(token) => numbers += 1,
            _ if is_in(token, Set::Page) => {}
            _ => return false,
        }
    }
    // "۲." and "3)" begin an item, "12/4/85" is a date.
    let bare = body.trim_end().ends_with(['.', ')']) && !body.starts_with(['(', '[', '-', '–']);
    (1..=2).contains(&numbers) && !bare
}

fn is_date(body: &str) -> bool {
    if body.len() > 120 || !body.contains(|c: char| digit(c).is_some()) {
        return false;
    }
    let (mut numbers, mut months, mut count) = (0, 0, 0);
    for token in body.split(|c: char| {
        c.is_whitespace()
            || matches!(c, '/' | '-' | '–' | '.' | '،' | ',' | ':' | '(' | ')' | '_' | '|' | '؛')
    }) {
        if token.is_empty() {
            continue;
        }
        count += 1;
        let digits = token.chars().take_while(|c| digit(*c).is_some()).count();
        let tail = token.char_indices().nth(digits).and_then(|(at, _)| token.get(at..)).unwrap_or_default();
        match (digits, tail) {
            (1..=4, "") => numbers += 1,
            (1..=2, _) if is_in(tail, Set::DateWord) => numbers += 1,
            (0, _) if is_in(token.strip_suffix("ماه").unwrap_or(token), Set::Month) => months += 1,
            (0, _) if is_in(token, Set::DateWord) => {}
            _ => return false,
        }
    }
    count <= 14 && (months >= 1 && numbers >= 1 || numbers >= 3 && body.contains(['/', '-', '.']))
}

fn is_chrome(body: &str) -> bool {
    let clean = |part: &str| -> String {
        part.trim_matches(|c: char| !is_letter_or_digit(c))
            .trim_end_matches(|c: char| digit(c).is_some() || matches!(c, ' ' | '('))
            .to_owned()
    };
    if body.len() <= 90 && is_in(&clean(body), Set::Chrome) {
        return true;
    }
    if !body.contains(['|', '»', '«', '•', '·', '\t', '/', '›', '>']) {
        let mut words = body.split_whitespace().map(clean).filter(|word| !word.is_empty());
        return words.clone().nth(1).is_some() && words.all(|word| is_in(&word, Set::Chrome));
    }
    let parts: Vec<_> = body
        .split(['|', '»', '«', '•', '·', '\t', '/', '›', '>'])
        .map(clean)
        .filter(|part| !part.is_empty())
        .collect();
    let known = parts.iter().filter(|part| is_in(part, Set::Chrome)).count();
    if parts.len() >= 2 && known >= 2 && known * 2 >= parts.len() {
        return true;
    }
    let words: Vec<_> = body.split_whitespace().map(clean).filter(|word| !word.is_empty()).collect();
    words.len() >= 2 && words.iter().all(|word| is_in(word, Set::Chrome))
}

fn is_note(body: &str) -> bool {
    [('(', ')'), ('[', ']'), ('{', '}')].iter().any(|(open, close)| {
        let inner =
            body.strip_prefix(*open).and_then(|rest| rest.trim_end_matches(['.', '!']).strip_suffix(*close));
        inner.is_some_and(|inner| !inner.contains([*open, *close]))
    })
}

fn is_mail_header(body: &str) -> bool {
    before_colon(body).is_some_and(|(head, _)| is_in(head, Set::Mail) && head.is_ascii())
}

/// Whether the text before a colon names a field whose value follows.
pub(super) fn is_field(head: &str) -> bool {
    is_in_any(head, &[Set::Field, Set::LeadIn, Set::Mail])
        || is_in(head.trim_matches(|c: char| !c.is_alphanumeric()), Set::Field)
}

/// Whether the text before a colon names a speaker by role or by the look of a name.
pub(super) fn is_speaker(head: &str) -> bool {
    let bare = head.trim_matches(|c: char| !c.is_alphanumeric());
    let role = bare.trim_end_matches(|c: char| digit(c).is_some() || c.is_whitespace());
    if is_in(role, Set::Role) {
        return true;
    }
    let words = bare.split_whitespace().count();
    (2..=4).contains(&words)
        && !has_verb(bare)
        && is_in_any(first_word(bare), &[Set::Honorific, Set::GivenName])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stand_alone_are_known_by_their_looks() {
        for (body, expected) in [
            ("- ۱۲ -", Shape::PageNumber),
            ("صفحه ۳ از ۱۰", Shape::PageNumber),
            ("https://example.org/fa?x=1", Shape::Link),
            ("@kanoon_example", Shape::Link),
            ("#نان #کار #آزادی", Shape::Tags),
            ("--", Shape::Separator),
            ("* * *", Shape::Separator),
            ("۱۸ تیر ۱۳۹۸", Shape::Date),
            ("پنجشنبه، ۲۰ام مهر ۱۴۰۱ برابر با ۱۲ اکتبر 2022", Shape::Date),
            ("12/4/1385", Shape::Date),
            ("خردادماه ۱۳۸۱", Shape::Date),
            ("صفحه اصلی | آرشیو | تماس با ما", Shape::Chrome),
            ("چاپ", Shape::Chrome),
            ("دیدگاه\u{200C}ها بسته است.", Shape::Chrome),
            ("(کف زدن حاضران)", Shape::Note),
            ("Subject: meeting", Shape::MailHeader),
        ] {
            assert_eq!(shape(body), expected, "{body}");
        }
        for body in ["کارگران آمدند", "در ۱۸ تیر", "سال ۱۳۹۸ سال سختی بود.", "...", "(یک) دو (سه)"]
        {
            assert_eq!(shape(body), Shape::Plain, "{body}");
        }
    }

    #[test]
    fn labels_need_a_short_head_without_marks() {
        assert_eq!(before_colon("مجری: سلام").map(|(head, _)| head), Some("مجری"));
        for body in ["ساعت 10:30 شد", "https://a.example", "او، که آمد: بود", "چرا؟ چون: هیچ"]
        {
            assert_eq!(before_colon(body), None, "{body}");
        }
    }
}
