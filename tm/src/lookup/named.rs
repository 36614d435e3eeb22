//! Names that no list has: a word of the memory that stands in its translation as a name is one here too, and who is asked
//! for by another word is somebody else.

use super::Slices;
use crate::distance::{CONTENT, Step, Weighted};
use crate::meaning::{Difference, DifferenceKind};
use crate::score::Scored;
use crate::span::{Chars, Span};
use crate::text::TokenKind;
use crate::text::name::{Told, are_spellings};
use crate::text::placeable::placeables;
use crate::unit::Variant;

/// A word of the memory that the text here does not have.
#[derive(Debug)]
pub(super) struct Unlike {
    written: String,
    memory: Span<Chars>,
    /// What stands here in its place.
    here: Option<Span<Chars>>,
}

/// The content words of the memory that the text here does not have in any spelling.
pub(super) fn unlike(
    (here_text, here): (&str, &Scored),
    (memory_text, memory): (&str, &Scored),
    steps: &[Step],
) -> Vec<Unlike> {
    let slices = Slices::new(memory_text);
    let here_slices = Slices::new(here_text);
    let is_word = |token: &&Weighted| token.token.kind == TokenKind::Word && token.weight == CONTENT;
    let lone = steps.iter().filter_map(|step| match *step {
        Step::Changed(i, j) => Some((here.tokens.get(i), memory.tokens.get(j)?)),
        Step::Right(j) => Some((None, memory.tokens.get(j)?)),
        _ => None,
    });
    let mut found = Vec::new();
    for (here_token, token) in lone.filter(|(_, token)| is_word(token)) {
        let span = token.token.span;
        let Some(written) = slices.get(span.start, span.end) else { continue };
        let is_here = here.tokens.iter().any(|other| {
            let span = other.token.span;
            other.token.text == token.token.text
                || here_slices.get(span.start, span.end).is_some_and(|other| are_spellings(written, other))
        });
        if !is_here {
            let here = here_token.map(|token| token.token.span);
            found.push(Unlike { written: written.to_owned(), memory: span, here });
        }
    }
    found
}

/// The differences of two texts, with the words among those of names that stand as names in a translation.
pub(super) fn with_names(
    known: &[Difference],
    unlike: &[Unlike],
    (source, target): (&Variant, &Variant),
) -> Vec<Difference> {
    let mut differences = known.to_vec();
    if unlike.is_empty() {
        return differences;
    }
    let told = Told::new(&target.text, &target.lang);
    let mut names: Vec<&Unlike> = unlike.iter().filter(|word| told.has(&word.written)).collect();
    if !names.is_empty() {
        // Names of months are part of a date.
        let values = placeables(&source.text, &source.lang);
        names.retain(|name| !values.iter().any(|value| is_inside(&name.memory, &value.span)));
    }
    if names.is_empty() {
        return differences;
    }
    let at = differences.partition_point(|known| known.kind < DifferenceKind::Name);
    if differences.get(at).is_none_or(|known| known.kind != DifferenceKind::Name) {
        let (kind, here, memory) = (DifferenceKind::Name, Vec::new(), Vec::new());
        differences.insert(at, Difference { kind, here, memory });
    }
    if let Some(difference) = differences.get_mut(at) {
        add(&mut difference.memory, names.iter().map(|name| name.memory));
        add(&mut difference.here, names.iter().filter_map(|name| name.here));
    }
    differences
}

/// Adds spans that are in none of those known.
fn add(known: &mut Vec<Span<Chars>>, spans: impl Iterator<Item = Span<Chars>>) {
    let spans = spans.filter(|span| !known.iter().any(|known| is_inside(span, known)));
    let new: Vec<Span<Chars>> = spans.collect();
    known.extend(new);
    known.sort();
}

fn is_inside(span: &Span<Chars>, other: &Span<Chars>) -> bool {
    other.start <= span.start && span.end <= other.end
}

#[cfg(test)]
mod tests {
    use super::super::Wanted;
    use super::super::among;
    use super::*;
    use crate::lang::Lang;
    use crate::score::Score;
    use crate::store::{MemoryStore, Sighting, TxInfo, UnitStore, UnitWriter};
    use crate::text::exact_key;
    use crate::unit::Unit;

    /// The names that differ, as the memory has them.
    fn differing(here: &str, memory: &str, translation: (&str, &str)) -> Vec<String> {
        let lang = |tag: &str| Lang::parse(tag).unwrap();
        let source = if here.is_ascii() { "en" } else { "fa" };
        let unit = Unit::new(vec![
            Variant::plain(lang(source), memory),
            Variant::plain(lang(translation.0), translation.1),
        ]);
        let mut store = MemoryStore::new();
        let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() };
        store.begin(&info).unwrap();
        store.add(&unit.unwrap(), &Sighting::default(), false).unwrap();
        store.commit().unwrap();
        let record = store.exact(&exact_key(memory, lang(source).script()), &lang(source)).unwrap().remove(0);
        let wanted = Wanted { source: lang(source), targets: Vec::new(), least: Score(1), most: 5 };
        let found = among(std::iter::once(record), here, &wanted);
        let names =
            found.iter().flat_map(|found| &found.differences).filter(|d| d.kind == DifferenceKind::Name);
        let text: Vec<char> = memory.chars().collect();
        names.flat_map(|d| &d.memory).map(|span| text[span.start..span.end].iter().collect()).collect()
    }

    #[test]
    fn somebody_else_is_told_by_the_translation() {
        let translation = ("en", "Kavan Zarrincheh was taken to solitary confinement.");
        let memory = "کاوان زرینچه به سلول انفرادی برده شد.";
        assert_eq!(differing("کاوان زرینچیان به سلول انفرادی برده شد.", memory, translation), ["زرینچه"]);
        assert_eq!(differing("آزیتا به سلول انفرادی برده شد.", memory, translation), ["کاوان", "زرینچه"]);
        assert!(differing("کاوان زرینچه به سلول عمومی برده شد.", memory, translation).is_empty());
        assert!(differing("دیروز به سلول انفرادی برده شد کاوان زرينچه", memory, translation).is_empty());
    }

    #[test]
    fn a_word_that_is_no_name_there_is_none_here() {
        let translation = ("de", "Die Polizei nahm drei Arbeiter fest.");
        assert!(
            differing("ارتش سه کارگر را دستگیر کرد.", "پلیس سه کارگر را دستگیر کرد.", translation).is_empty()
        );
    }

    #[test]
    fn of_other_languages_the_capital_of_the_source_counts() {
        let memory = "Yesterday Kavan was taken to solitary confinement.";
        let translation = ("fa", "دیروز کاوان را به سلول انفرادی بردند.");
        assert_eq!(
            differing("Yesterday Behrang was taken to solitary confinement.", memory, translation),
            ["Kavan"]
        );
    }
}
