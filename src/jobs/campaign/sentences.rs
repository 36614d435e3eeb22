//! Sentences that stand in several places: are they translated alike?

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use tm::check::Severity;
use tm::lang::Lang;
use tm::text::exact_key;
use tm::unit::Variant;

use super::{Inconsistency, MOST_RENDERINGS, MOST_SENTENCES, Place, Rendering, most_frequent_first};

/// What was seen of each sentence, and the renderings of those that have several.
#[derive(Debug, Default)]
pub(super) struct Sentences {
    /// By a hash of the sentence and the language it is translated into: one of its rendering, or that there are
    /// several. Sixteen bytes a sentence, however long it is; two with one hash are told apart when they are gathered.
    seen: HashMap<u64, Seen>,
    /// Where a sentence's renderings are in `gathered`, by its key and language.
    index: HashMap<(String, Lang), usize>,
    gathered: Vec<Gathered>,
    too_many: u64,
}

#[derive(Debug, Clone, Copy)]
enum Seen {
    Once(u32),
    Several,
}

#[derive(Debug)]
struct Gathered {
    lang: Lang,
    source: String,
    count: u64,
    /// Each with the key that its spellings share.
    renderings: Vec<(String, Rendering)>,
}

impl Sentences {
    /// First reading: notes whether a sentence has been translated otherwise before.
    pub(super) fn note(&mut self, source: &Variant, target: &Variant) {
        let Some(sentence) = hash_of_sentence(source, target) else { return };
        let rendering = (hash(&key(target)) & u64::from(u32::MAX)) as u32;
        let seen = self.seen.entry(sentence).or_insert(Seen::Once(rendering));
        if matches!(*seen, Seen::Once(earlier) if earlier != rendering) {
            *seen = Seen::Several;
        }
    }

    pub(super) fn has_several(&self) -> bool {
        self.seen.values().any(|seen| matches!(seen, Seen::Several))
    }

    /// Second reading: keeps the renderings of a sentence that has several.
    pub(super) fn gather(&mut self, source: &Variant, target: &Variant, place: Place) {
        let Some(sentence) = hash_of_sentence(source, target) else { return };
        if !matches!(self.seen.get(&sentence), Some(Seen::Several)) {
            return;
        }
        let name = (key(source), target.lang.clone());
        let at = match self.index.get(&name) {
            Some(at) => *at,
            None if self.gathered.len() >= MOST_SENTENCES => {
                // Counted once, however often it stands there.
                self.seen.remove(&sentence);
                self.too_many += 1;
                return;
            }
            None => {
                let (lang, source) = (target.lang.clone(), source.text.clone());
                self.gathered.push(Gathered { lang, source, count: 0, renderings: Vec::new() });
                self.index.insert(name, self.gathered.len() - 1);
                self.gathered.len() - 1
            }
        };
        if let Some(gathered) = self.gathered.get_mut(at) {
            gathered.add(target, place);
        }
    }

    /// Sentences with several renderings that were not kept.
    pub(super) fn too_many(&self) -> u64 {
        self.too_many
    }

    pub(super) fn inconsistencies(self) -> Vec<Inconsistency> {
        let several = |gathered: &Gathered| gathered.renderings.len() > 1;
        let mut found: Vec<Inconsistency> =
            self.gathered.into_iter().filter(several).map(Gathered::inconsistency).collect();
        found.sort_by_key(|inconsistency| std::cmp::Reverse(inconsistency.count));
        found
    }
}

impl Gathered {
    fn add(&mut self, target: &Variant, place: Place) {
        self.count += 1;
        let (key, known) = (key(target), self.renderings.len());
        match self.renderings.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rendering)) => rendering.count(place),
            None if known < MOST_RENDERINGS => {
                let mut rendering = Rendering::new(Some(target.text.clone()), None);
                rendering.count(place);
                self.renderings.push((key, rendering));
            }
            None => {}
        }
    }

    fn inconsistency(self) -> Inconsistency {
        let Gathered { lang, source, count, renderings } = self;
        let mut renderings: Vec<Rendering> = renderings.into_iter().map(|(_, rendering)| rendering).collect();
        most_frequent_first(&mut renderings);
        Inconsistency { concept: None, lang, source, severity: Severity::Warning, count, renderings }
    }
}

/// What the spellings of a text share.
fn key(variant: &Variant) -> String {
    exact_key(&variant.text, variant.lang.script())
}

/// None for what has no letter: a number or a mark may be written as its place wants it.
fn hash_of_sentence(source: &Variant, target: &Variant) -> Option<u64> {
    let has_letter = source.text.chars().any(char::is_alphabetic);
    has_letter.then(|| hash(&(key(source), &target.lang)))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(fa: &str, en: &str) -> (Variant, Variant) {
        (Variant::plain(Lang::persian(), fa), Variant::plain(Lang::parse("en").unwrap(), en))
    }

    fn found(pairs: &[(&str, &str)]) -> Vec<String> {
        let pairs: Vec<_> = pairs.iter().map(|(fa, en)| pair(fa, en)).collect();
        let mut sentences = Sentences::default();
        pairs.iter().for_each(|(fa, en)| sentences.note(fa, en));
        for (line, (fa, en)) in (1..).zip(&pairs) {
            sentences.gather(fa, en, Place { file: 0, line, number: line });
        }
        let show = |r: &Rendering| {
            let lines: Vec<String> = r.places.iter().map(|place| place.line.to_string()).collect();
            format!("{} ({})", r.text.clone().unwrap_or_default(), lines.join(","))
        };
        let line = |i: Inconsistency| {
            format!(
                "{} {}: {}",
                i.count,
                i.source,
                i.renderings.iter().map(show).collect::<Vec<_>>().join(" | ")
            )
        };
        sentences.inconsistencies().into_iter().map(line).collect()
    }

    #[test]
    fn the_most_frequent_rendering_and_sentence_come_first() {
        let rows = [
            ("نان، کار، آزادی!", "Bread, jobs, freedom!"),
            ("زنده باد شورا!", "Long live the council!"),
            ("نان، كار، آزادي!", "Bread, work, freedom!"),
            ("زنده باد شورا!", "Long live the councils!"),
            ("نان، کار، آزادی!", "Bread, work, freedom!"),
            ("اعتصاب ادامه دارد.", "The strike goes on."),
            ("اعتصاب ادامه دارد.", "The strike goes on."),
        ];
        assert_eq!(
            found(&rows),
            [
                "3 نان، کار، آزادی!: Bread, work, freedom! (3,5) | Bread, jobs, freedom! (1)",
                "2 زنده باد شورا!: Long live the council! (2) | Long live the councils! (4)",
            ]
        );
    }

    #[test]
    fn what_has_no_letter_may_be_written_in_any_way() {
        assert_eq!(found(&[("۱۴۰۰", "1400"), ("۱۴۰۰", "2021")]), Vec::<String>::new());
    }

    #[test]
    fn renderings_beyond_the_most_are_counted() {
        let many: Vec<String> = (0..=MOST_RENDERINGS).map(|n| format!("Rendering {n}")).collect();
        let rows: Vec<(&str, &str)> = many.iter().map(|en| ("زنده باد شورا!", en.as_str())).collect();
        let shown = found(&rows);
        assert!(shown[0].starts_with("101 ") && !shown[0].contains("Rendering 100"), "{shown:?}");
    }
}
