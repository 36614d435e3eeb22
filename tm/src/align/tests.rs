use std::collections::HashMap;

use proptest::prelude::*;

use super::renderings::{Counted, Said, renderings};
use super::*;
use crate::lang::Lang;
use crate::span::Span;
use crate::text::fold::tests::persian_text;

/// A pair of the measuring memory and its phrases with their renderings; an empty one is not said in the translation.
struct Row {
    pair: Pair,
    phrases: Vec<(String, String)>,
}

/// The memory the measures were made on, by language: one of a young group, where most words stand once or twice.
fn memory() -> HashMap<&'static str, Vec<Row>> {
    let mut rows: HashMap<&str, Vec<Row>> = HashMap::new();
    for row in include_str!("../../data/align/memory.tsv").lines().skip(1) {
        let [lang, source, target, phrases] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{row}")
        };
        let typed = |text: &str| text.replace('~', "\u{200C}");
        let split = |phrase: &str| phrase.split_once('=').map(|(s, t)| (typed(s), t.to_owned())).unwrap();
        let phrases = phrases.split(';').filter(|phrase| !phrase.is_empty()).map(split).collect();
        rows.entry(lang).or_default().push(Row { pair: pair(&typed(source), target, lang), phrases });
    }
    rows
}

fn pair(source: &str, target: &str, lang: &str) -> Pair {
    let target = Sentence::new(target, &Lang::parse(lang).unwrap());
    Pair::new(Sentence::new(source, &Lang::persian()), target)
}

fn words_of(sentence: &Sentence, phrase: &str) -> Range {
    let at = sentence.text.find(phrase).unwrap_or_else(|| panic!("{phrase} in {}", sentence.text));
    let start = sentence.text[..at].chars().count();
    sentence.words_of(Span::new(start, start + phrase.chars().count()))
}

fn rendered(model: &Model<'_>, pair: &Pair, phrase: &str) -> Option<String> {
    let found = render(pair, &model.links(pair), words_of(&pair.source, phrase))?;
    Some(pair.target.text_of(found.words))
}

/// Of the gold phrases, by the pairs of each language alone: how many renderings are given, how many of them are right, and
/// how many there are. Half of what is wrong are phrases that stand once, beside others that stand once.
fn measured(is_kept: impl Fn(&Links, Range, Range) -> bool) -> (usize, usize, usize) {
    let (mut given, mut right, mut wanted) = (0, 0, 0);
    for rows in memory().values() {
        let model = Model::train(rows.iter().map(|row| &row.pair), Options::default());
        for row in rows {
            let links = model.links(&row.pair);
            for (phrase, gold) in &row.phrases {
                let at = words_of(&row.pair.source, phrase);
                let found = render(&row.pair, &links, at).filter(|found| is_kept(&links, at, found.words));
                let text = found.map(|found| row.pair.target.text_of(found.words));
                given += usize::from(text.is_some());
                wanted += usize::from(!gold.is_empty());
                right += usize::from(text.is_some_and(|text| text.to_lowercase() == gold.to_lowercase()));
            }
        }
    }
    (given, right, wanted)
}

#[test]
fn most_phrases_of_a_young_memory_are_rendered() {
    let (given, right, wanted) = measured(|_, _, _| true);
    assert!(wanted > 300);
    let (precision, recall) = (100 * right / given, 100 * right / wanted);
    assert!(precision >= 85 && recall >= 84, "precision {precision}, recall {recall}");
}

#[test]
fn what_is_supported_from_both_sides_is_right() {
    let (given, right, wanted) = measured(is_supported);
    let (precision, recall) = (100 * right / given, 100 * right / wanted);
    assert!(precision >= 97 && recall >= 70, "precision {precision}, recall {recall}");
}

#[test]
fn a_rendering_that_lost_a_word_or_took_one_along_is_not_supported() {
    let pairs = [
        pair("باران بارید", "rain fell", "en"),
        pair("باران نان", "rain bread", "en"),
        pair("نان کتاب", "bread books", "en"),
        pair("کتاب باران", "books rain", "en"),
        pair("نان باران کتاب", "bread rain books", "en"),
    ];
    let model = Model::train(&pairs, Options::default());
    let links = model.links(&pairs[4]);
    let range = |start, end| Range { start, end };
    assert!(is_supported(&links, range(0, 2), range(0, 2)));
    assert!(!is_supported(&links, range(0, 2), range(0, 1)));
    assert!(!is_supported(&links, range(0, 1), range(0, 2)));
    assert!(!is_supported(&links, range(0, 1), range(2, 3)));
}

#[test]
fn renderings_are_counted_in_their_most_frequent_form() {
    let rows = memory().remove("en").unwrap();
    let (said, others): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.pair.source.text.contains("حکم اعدام"));
    let said: Vec<Said> = said
        .into_iter()
        .map(|row| Said {
            at: words_of(&row.pair.source, "حکم اعدام"), pair: std::rc::Rc::new(row.pair)
        })
        .collect();
    let others: Vec<Pair> = others.into_iter().map(|row| row.pair).collect();
    let found = renderings(&said, &others, Options::default());
    let counts: Vec<(&str, usize)> = found.counted.iter().map(|c| (c.text.as_str(), c.count)).collect();
    assert_eq!(counts, [("death sentence", 3)]);
    assert_eq!(found.each.len(), 3);
}

/// Words that lists of demands are made of.
const DEMANDS: &str = "نان=bread مسکن=housing مدرسه=schools درمان=medicine بیمه=insurance مزد=wages آب=water برق=electricity \
    هوا=air جاده=roads پارک=parks کتاب=books روزنامه=newspapers کلاس=classes ورزش=sports موسیقی=music شیر=milk گوشت=meat \
    دارو=drugs پزشک=doctors وکیل=lawyers قاضی=judges مهدکودک=nurseries بازنشستگی=pensions مرخصی=leave ایمنی=safety";

/// What is looked for stands in every pair, and is not said alike in all.
#[test]
fn a_word_of_every_pair_is_rendered_in_most_of_them() {
    let words: Vec<(&str, &str)> =
        DEMANDS.split_whitespace().filter_map(|word| word.split_once('=')).collect();
    let mut numbers = 7usize;
    let mut some = || {
        numbers = (numbers * 1_103_515_245 + 12_345) % (1 << 31);
        words[(numbers >> 16) % words.len()]
    };
    let said: Vec<Said> = (0..60)
        .map(|n| {
            let own: Vec<(&str, &str)> = (0..10).map(|_| some()).collect();
            let (before, behind) = own.split_at(n % 10);
            let fa = |words: &[(&str, &str)]| words.iter().map(|word| word.0).collect::<Vec<_>>().join(" ");
            let en = |words: &[(&str, &str)]| words.iter().map(|word| word.1).collect::<Vec<_>>().join(" ");
            let freedom = ["freedom", "freedom", "liberty", ""][n % 4];
            let source = format!("{} آزادی {}", fa(before), fa(behind));
            let pair = pair(&source, &format!("{} {freedom} {}", en(behind), en(before)), "en");
            Said { at: words_of(&pair.source, "آزادی"), pair: std::rc::Rc::new(pair) }
        })
        .collect();
    let right = |nothing: f32| {
        let found = renderings(&said, &[], Options { nothing, ..Options::default() });
        let texts =
            said.iter().zip(found.each).filter_map(|(said, one)| Some(said.pair.target.text_of(one?.words)));
        let texts: Vec<String> = texts.collect();
        (texts.iter().filter(|text| ["freedom", "liberty"].contains(&text.as_str())).count(), texts.len())
    };
    let (found, all) = right(Options::default().nothing);
    assert!(found >= 30 && all <= found + 1, "{found} of {all}");
    // What a large share for the empty word would leave.
    assert!(right(0.3).0 < found / 2, "{:?}", right(0.3));
}

#[test]
fn articles_and_prepositions_belong_to_a_rendering_only_inside() {
    let rows = memory().remove("fr").unwrap();
    let model = Model::train(rows.iter().map(|row| &row.pair), Options::default());
    let of = |phrase: &str, text: &str| {
        let row = rows.iter().find(|row| row.pair.source.text.contains(text)).unwrap();
        rendered(&model, &row.pair, phrase)
    };
    assert_eq!(of("مجمع عمومی", "هر هفته برگزار").as_deref(), Some("assemblée générale"));
    assert_eq!(of("حق اعتصاب", "تضمین").as_deref(), Some("droit de grève"));
    assert_eq!(of("را", "پس می"), None);
}

#[test]
fn numbers_and_names_are_anchors() {
    let pair = pair("۲۳ کارگر در شیراز بازداشت شدند", "In Shiraz 23 workers were arrested", "en");
    let said: Vec<_> = pair
        .anchors
        .iter()
        .map(|(i, j)| (pair.source.words[*i].form.text(), pair.target.words[*j].form.text()))
        .collect();
    assert_eq!(said, [("23", "23"), ("شیراز", "shiraz")]);
    let links = Model::train([&pair], Options::default()).links(&pair);
    assert!(links.likelihood(0, 2) > 0.9 && links.likelihood(0, 3) < 0.1);
    assert!(links.sure().contains(&(0, 2)));
}

#[test]
fn values_in_words_and_figures_are_anchors_when_asked_for() {
    let (source, target) = ("بیست نفر ماندند", "20 people stayed");
    assert!(pair(source, target, "en").anchors.is_empty());
    let english = Sentence::new(target, &Lang::parse("en").unwrap());
    let read = Pair::with_values(Sentence::new(source, &Lang::persian()), english);
    assert!(read.anchors.contains(&(0, 0)), "{:?}", read.anchors);
}

#[test]
fn the_words_of_a_name_are_anchored_in_their_order_when_asked_for() {
    let english = |text: &str| Sentence::new(text, &Lang::parse("en").unwrap());
    let persian = |text: &str| Sentence::new(text, &Lang::persian());
    let read =
        Pair::with_names(persian("دیروز رضا کریمی آزاد شد"), english("Reza Karimi was freed yesterday"));
    assert!(read.anchors.contains(&(1, 0)) && read.anchors.contains(&(2, 1)), "{:?}", read.anchors);
    // A name that no list has is known by its sounds alone.
    let read =
        Pair::with_names(persian("شکوفه محمدی نامه نوشت"), english("Shokoufeh Mohammadi wrote a letter"));
    assert!(read.anchors.contains(&(0, 0)) && read.anchors.contains(&(1, 1)), "{:?}", read.anchors);
}

#[test]
fn a_word_that_a_hyphen_ties_is_not_cut() {
    let pairs = [
        pair("تحصن ادامه دارد", "the sit-in continues", "en"),
        pair("تحصن پایان یافت", "the sit-in ended", "en"),
        pair("جلسه ادامه دارد", "the meeting continues", "en"),
        pair("جلسه پایان یافت", "the meeting ended", "en"),
    ];
    let model = Model::train(&pairs, Options::default());
    assert_eq!(rendered(&model, &pairs[0], "تحصن").as_deref(), Some("sit-in"));
}

#[test]
fn nothing_is_learnt_from_nothing() {
    let model = Model::train([], Options::default());
    assert_eq!((model.learnt_from(), model.likelihood("کارگر", "worker")), (0, 0.0));
    let empty = pair("", "", "en");
    assert_eq!(render(&empty, &model.links(&empty), Range { start: 0, end: 0 }), None);
    assert_eq!(renderings(&[], &[], Options::default()).counted, Vec::<Counted>::new());
}

#[test]
fn memory_is_bounded_by_leaving_pairs_out_evenly() {
    let pairs: Vec<Pair> =
        (0..100).map(|i| pair(&format!("واژه{i} نان"), &format!("word{i} bread"), "en")).collect();
    let options = Options { most_cells: 4 * 4 * 50, ..Options::default() };
    assert_eq!(Model::train(&pairs, options).learnt_from(), 50);
}

#[test]
fn every_framing_row_is_whole() {
    for row in include_str!("../../data/align/framing.tsv").lines().skip(1) {
        let cells: Vec<_> = row.split('\t').collect();
        assert!(cells.len() == 4 && Lang::parse_known(cells[0]).is_ok() && cells[3].len() > 3, "{row}");
        assert!(["auxiliary", "other"].contains(&cells[1]), "{row}");
    }
}

fn any_pairs() -> impl Strategy<Value = Vec<Pair>> {
    let latin = "[a-eA-E0-9 '\u{2019}.,-]{0,30}";
    proptest::collection::vec((persian_text(), latin), 1..12)
        .prop_map(|texts| texts.iter().map(|(source, target)| pair(source, target, "en")).collect())
}

proptest! {
    #[test]
    fn links_and_renderings_lie_inside(pairs in any_pairs(), start in 0usize..8, length in 0usize..8) {
        let model = Model::train(&pairs, Options::default());
        for pair in &pairs {
            let links = model.links(pair);
            for (i, j) in links.sure() {
                prop_assert!(i < pair.source.words.len() && j < pair.target.words.len());
                let likely = links.likelihood(i, j);
                prop_assert!((0.0..=1.001).contains(&likely), "{likely}");
            }
            if let Some(found) = render(pair, &links, Range { start, end: start + length }) {
                prop_assert!(found.words.start < found.words.end && found.words.end <= pair.target.words.len());
                prop_assert!(found.confidence <= 1.001);
                let span = pair.target.span_of(found.words).unwrap();
                prop_assert!(span.end <= pair.target.text.chars().count());
            }
        }
    }

    #[test]
    fn the_order_of_pairs_does_not_matter(pairs in any_pairs(), turn in 0usize..12) {
        let mut turned = pairs.clone();
        turned.rotate_left(turn % pairs.len());
        turned.reverse();
        let (one, other) = (Model::train(&pairs, Options::default()), Model::train(&turned, Options::default()));
        for pair in &pairs {
            prop_assert_eq!(one.links(pair), other.links(pair));
        }
    }
}
