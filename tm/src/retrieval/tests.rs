//! The index against a comparison with every text.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::plan::items;
use super::query::Query;
use super::search::Effort;
use super::signature::PARTS;
use super::verify::Verifier;
use super::{Builder, Retriever};
use crate::distance::align;
use crate::image::{Buffer, Image, Writer};
use crate::lang::Lang;
use crate::score::{Score, Scored, compare, similarity};
use crate::store::UnitNumber;

/// Words that are near each other, parts and wholes of compounds, function words, numbers and marks.
const WORDS: &[&str] = &[
    "کار",
    "کارگر",
    "کارگران",
    "کارگری",
    "کارخانه",
    "خانه",
    "خانه\u{200C}ها",
    "گر",
    "گران",
    "کارزار",
    "زار",
    "برای",
    "برابر",
    "برابری",
    "نابرابری",
    "از",
    "در",
    "را",
    "و",
    "هم",
    "همه",
    "پیمان",
    "پیمانکار",
    "پیمانکاران",
    "نفت",
    "نفتی",
    "شد",
    "شدند",
    "نشد",
    "بود",
    "نبود",
    "است",
    "نیست",
    "۷",
    "۱۷",
    "17",
    "هفت",
    "هفته",
    "هفت\u{200C}تپه",
    "تپه",
    "نی",
    "نیشکر",
    "شکر",
    "دستمزد",
    "دست",
    "مزد",
    "مزدها",
    "سندیکا",
    "سندیکای",
    "همبستگی",
    "بستگی",
    "،",
    ".",
    "!",
    "اعتصاب",
    "اعتصابات",
    "اعتراض",
    "زندان",
    "زندانی",
    "زندانیان",
    "آزاد",
    "آزادی",
    "بازداشت",
    "باز",
    "داشت",
];

#[derive(Debug, Clone)]
enum Edit {
    Drop(Index),
    Swap(Index),
    Put(Index, &'static str),
    /// A letter left out, put in, or exchanged.
    Letter(Index, u8, char),
    /// A space put in or taken out.
    Space(Index, bool),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let letter = select(vec!['ا', 'ر', 'ک', 'ن', 'ی']);
    let edit = prop_oneof![
        any::<Index>().prop_map(Edit::Drop),
        any::<Index>().prop_map(Edit::Swap),
        (any::<Index>(), select(WORDS)).prop_map(|(at, word)| Edit::Put(at, word)),
        (any::<Index>(), 0u8..3, letter).prop_map(|(at, how, c)| Edit::Letter(at, how, c)),
        (any::<Index>(), any::<bool>()).prop_map(|(at, puts)| Edit::Space(at, puts)),
    ];
    proptest::collection::vec(edit, 0..6)
}

fn edited(text: &str, edits: &[Edit]) -> String {
    edits.iter().fold(
        text.to_owned(),
        |text, edit| {
            if text.is_empty() { text } else { edited_once(&text, edit) }
        },
    )
}

fn edited_once(text: &str, edit: &Edit) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let mut letters: Vec<char> = text.chars().collect();
    match edit {
        Edit::Drop(at) => {
            words.remove(at.index(words.len()));
        }
        Edit::Swap(at) => {
            let at = at.index(words.len());
            let other = (at + 1) % words.len();
            words.swap(at, other);
        }
        Edit::Put(at, word) => words.insert(at.index(words.len()), word),
        Edit::Letter(at, how, c) => {
            let at = at.index(letters.len());
            match how {
                0 => drop(letters.remove(at)),
                1 => letters.insert(at, *c),
                _ => letters[at] = *c,
            }
            return letters.into_iter().collect();
        }
        Edit::Space(at, true) => {
            letters.insert(at.index(letters.len()), ' ');
            return letters.into_iter().collect();
        }
        Edit::Space(at, false) => {
            let spaces: Vec<usize> = (0..letters.len()).filter(|i| letters[*i] == ' ').collect();
            if !spaces.is_empty() {
                letters.remove(spaces[at.index(spaces.len())]);
            }
            return letters.into_iter().collect();
        }
    }
    words.join(" ")
}

fn sentence() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(WORDS), 0..14).prop_map(|words| words.join(" "))
}

/// Sentences, each with texts made of it.
fn memory() -> impl Strategy<Value = Vec<String>> {
    let family = (sentence(), proptest::collection::vec(edits(), 1..6));
    let families = proptest::collection::vec(family, 1..10);
    families.prop_map(|families| {
        let texts = families.iter().flat_map(|(text, all)| all.iter().map(|edits| edited(text, edits)));
        texts.collect()
    })
}

/// An image of these texts; every third has another class.
fn image(texts: &[Scored], few: Option<usize>) -> Image<Buffer> {
    Image::of_built(buffer(texts, few)).unwrap()
}

fn buffer(texts: &[Scored], few: Option<usize>) -> Buffer {
    let mut builder = Builder::new();
    builder.few = few.unwrap_or(builder.few);
    for (number, text) in (0..).zip(texts) {
        builder.add(UnitNumber(number), class(number), text);
    }
    let arrays = builder.finish();
    let mut writer = Writer::new();
    arrays.write(&mut writer);
    writer.to_buffer(b"")
}

fn class(number: i64) -> u16 {
    u16::from(number % 3 == 0)
}

/// What a comparison with every text gives.
fn scan(
    texts: &[Scored],
    here: &Scored,
    least: Score,
    most: usize,
    wants: &dyn Fn(UnitNumber, u16) -> bool,
) -> Vec<(UnitNumber, Score)> {
    let similarity = |text: &Scored| match compare(here, text).similarity {
        Score::FULL => similarity(align(&here.tokens, &text.tokens).0, here.total().max(text.total())),
        score => score,
    };
    let wanted = (0..).zip(texts).filter(|(i, _)| wants(UnitNumber(*i), class(*i)));
    let compared = wanted.map(|(i, text)| (similarity(text), UnitNumber(i)));
    let mut found: Vec<_> = compared.filter(|(score, _)| *score >= least.max(Score(1))).collect();
    found.sort_unstable();
    found.into_iter().rev().take(most).map(|(score, number)| (number, score)).collect()
}

fn scored(texts: &[String]) -> Vec<Scored> {
    let lang = Lang::persian();
    texts.iter().map(|text| Scored::new(text, &lang)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn the_index_finds_what_a_comparison_with_every_text_finds(
        texts in memory(),
        base in any::<Index>(),
        edits in edits(),
        least in prop_oneof![500u16..=1000, Just(500), Just(700), 1u16..500],
        most in 1usize..=20,
        few in select(vec![0usize, 1000]),
        classes in 0u8..4,
    ) {
        let here = Scored::new(&edited(&texts[base.index(texts.len())], &edits), &Lang::persian());
        let texts = scored(&texts);
        let image = image(&texts, Some(few));
        let retriever = Retriever::open(&image);
        // All, one class, another, and all but some units.
        let wants = |number: UnitNumber, class: u16| match classes {
            0 => true,
            1 | 2 => class == u16::from(classes) - 1,
            _ => number.0 % 5 != 0,
        };
        let expected = scan(&texts, &here, Score(least), most, &wants);
        // Signatures of all texts only, the cheaper way, as few lists as suffice, as many as there are.
        let efforts = [(0, 0), (20, 60), (0, 1_000_000), (1_000_000, 1_000_000_000)];
        for effort in efforts.map(|(compare, scan)| Effort { compare, scan }) {
            let found = retriever.search_with(&here, (Score(least), most), &wants, effort);
            prop_assert_eq!(&found, &expected, "{:?} {:?}", effort, here);
        }
        prop_assert!(!image.is_damaged());
    }

    #[test]
    fn every_bound_holds_for_every_text(
        texts in memory(),
        base in any::<Index>(),
        edits in edits(),
        few in select(vec![0usize, 1000]),
    ) {
        let here = Scored::new(&edited(&texts[base.index(texts.len())], &edits), &Lang::persian());
        let texts = scored(&texts);
        let image = image(&texts, Some(few));
        let retriever = Retriever::open(&image);
        let query = Query::new(&retriever, &here);
        let folded = query.folded(&retriever);
        let items = items(&retriever, &query, 300);
        let mut verifier = Verifier::new(&retriever, &query);
        for place in 0..texts.len() as u32 {
            let text = &texts[retriever.number(place) as usize];
            let cost = align(&here.tokens, &text.tokens).0;
            let (own, total) = (here.total(), text.total());
            let kept = own.max(total).saturating_sub(cost);
            let (size, range) = retriever.sizes.find(place);
            let signature = retriever.signatures.slice(range);
            prop_assert!(folded.most(signature) >= kept);
            prop_assert!(query.kept(&retriever, PARTS[size]).may_keep(1000 * kept, signature));
            let (unordered, ordered) = verifier.most_kept_of(place);
            prop_assert!(unordered >= kept && ordered >= kept);
            prop_assert_eq!(verifier.cost(place, (own.max(total), cost)), Some(cost));
            if cost > 0 {
                prop_assert_eq!(verifier.cost(place, (own.max(total), cost - 1)), None);
            }
            // Lists that the text is in none of say what it costs.
            let (mut least, mut surplus) = (0, query.surplus());
            for item in &items {
                let lists = item.lists.iter().chain(item.near).filter_map(|id| retriever.list(*id));
                if lists.into_iter().any(|list| retriever.places.slice(list).contains(&place)) {
                    break;
                }
                least += item.gain;
                surplus -= item.surplus;
                prop_assert!(cost >= least + total.saturating_sub(own + surplus), "{:?} {:?}", here, text);
            }
            prop_assert!(cost + query.lighter >= own.saturating_sub(total));
        }
    }

    #[test]
    fn damaged_arrays_never_stop_a_search(
        texts in memory(),
        base in any::<Index>(),
        changes in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..30),
        spread in any::<bool>(),
    ) {
        let here = Scored::new(&texts[base.index(texts.len())], &Lang::persian());
        let built = buffer(&scored(&texts), None);
        let mut bytes = built.as_ref().to_vec();
        let built = Image::of_built(built).unwrap();
        let head = bytes.len() / 8;
        for (at, byte) in changes {
            // Only columns, where no checksum is looked at.
            let at = if spread { head + at.index(bytes.len() - head) } else { bytes.len() - 1 - at.index(2000) };
            bytes[at] = byte;
        }
        if let Ok(image) = Image::of_built(Buffer::copy(&bytes)) {
            let retriever = Retriever::open(&image);
            retriever.search(&here, Score(500), 5, &|_, _| true);
            let words: Vec<&str> = here.tokens.iter().map(|token| token.token.text.as_str()).collect();
            retriever.framed(&words, (0, 2 * here.total()), &|_, _| true, 5);
        }
        if let Ok(image) = Image::open(Buffer::copy(&bytes)) {
            let found = Retriever::open(&image).search(&here, Score(500), 5, &|_, _| true);
            let sound = Retriever::open(&built).search(&here, Score(500), 5, &|_, _| true);
            prop_assert!(image.is_damaged() || found == sound);
        }
    }
}

/// Numbers that a stranger writes where others belong.
const STRANGE: &[u32] = &[
    0,
    1,
    2,
    3,
    7,
    50,
    1000,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x1_0000,
    0x7FFF_FFFF,
    0x8000_0000,
    u32::MAX - 1,
    u32::MAX,
];

proptest! {
    #[test]
    fn numbers_of_a_stranger_never_stop_a_search(
        texts in memory(),
        asked in proptest::collection::vec(any::<Index>(), 1..4),
        // Where, how many, and what stands there by turns.
        changes in proptest::collection::vec((any::<Index>(), 1usize..300, select(STRANGE), select(STRANGE)), 1..12),
        least in 0u16..900,
    ) {
        let mut bytes = buffer(&scored(&texts), None).as_ref().to_vec();
        let data = bytes.len() / 8;
        for (at, count, one, other) in changes {
            let start = (data + at.index(bytes.len() - data)) / 4 * 4;
            for (n, place) in (start..bytes.len()).step_by(4).take(count).enumerate() {
                let number = if n % 2 == 0 { one } else { other };
                bytes[place..place + 4].copy_from_slice(&number.to_le_bytes());
            }
        }
        // No checksum is looked at, as if all were right.
        let Ok(image) = Image::of_built(Buffer::copy(&bytes)) else { return Ok(()) };
        let retriever = Retriever::open(&image);
        for at in asked {
            let text = &texts[at.index(texts.len())];
            for here in [Scored::new(text, &Lang::persian()), Scored::new(&text.replace('ا', "آ"), &Lang::persian())] {
                prop_assert!(retriever.search(&here, Score(least), 5, &|_, _| true).len() <= 5);
                let words: Vec<&str> = here.tokens.iter().map(|token| token.token.text.as_str()).collect();
                prop_assert!(retriever.having(&words, &|_, _| true, 9).len() <= 9);
            }
        }
    }
}

#[test]
fn a_table_of_words_without_a_free_slot_ends_a_search() {
    let mut writer = Writer::new();
    let slots = vec![u64::MAX; 1 << 16];
    writer.add("word slots", &slots);
    writer.add("numbers", &[1u32, 2]);
    let image = Image::of_built(writer.to_buffer(b"")).unwrap();
    let here = Scored::new("دست مزد کارگران نفت", &Lang::persian());
    assert!(Retriever::open(&image).search(&here, Score(0), 5, &|_, _| true).is_empty());
    assert!(image.is_damaged(), "the other columns are missing");
}

#[test]
fn texts_with_the_same_words_around_values_are_found_by_weight() {
    let texts = [
        "نشست ۳ تیر بود",
        "نشست ۹ مهر ۱۴۰۱ بود",
        "نشست خوب بود",
        "نشست ما با شما در آن شهر بزرگ و دور دیروز بود",
    ];
    let image = image(&scored(&texts.map(str::to_owned)), None);
    let retriever = Retriever::open(&image);
    let found = |words: &[&str], weights| {
        let mut found = retriever.framed(words, weights, &|_, _| true, 5);
        found.sort_unstable();
        found.into_iter().map(|number| number.0).collect::<Vec<_>>()
    };
    let all = Scored::new(texts[3], &Lang::persian()).total();
    assert_eq!(found(&["نشست", "بود"], (0, all)), [0, 1, 2, 3]);
    assert_eq!(found(&["نشست", "بود"], (0, all / 2)), [0, 1, 2]);
    assert_eq!(found(&["نشست", "دیروز"], (0, all)), [3]);
    assert!(found(&["نشست", "فردا"], (0, all)).is_empty() && found(&[], (0, all)).is_empty());
}

#[test]
fn typos_and_words_apart_are_found_where_no_word_is_shared() {
    let texts = ["پیمانکاران نیشکر هفت\u{200C}تپه", "اعتصاب کامیون\u{200C}داران سراسری"];
    let image = image(&scored(&texts.map(str::to_owned)), None);
    let retriever = Retriever::open(&image);
    let found = |text: &str, least| {
        retriever.search(&Scored::new(text, &Lang::persian()), Score(least), 5, &|_, _| true)
    };
    assert_eq!(found("پیمانکران نیشکز هفتتپه", 500), [(UnitNumber(0), Score(693))]);
    assert_eq!(found("پیمان کاران نی شکر هفت تپه", 700), [(UnitNumber(0), Score::ALMOST)]);
    assert_eq!(found("اعتصاب کامیونداران سراسری!", 700).first().map(|f| f.0), Some(UnitNumber(1)));
    assert!(found("", 500).is_empty() && !retriever.is_empty() && retriever.len() == 2);
}

#[test]
fn long_texts_are_found_too() {
    let word = |i: usize| WORDS[i * i % 61 % WORDS.len()];
    let text = |start: usize, count: usize| (start..start + count).map(word).collect::<Vec<_>>().join(" ");
    let texts = scored(&[text(0, 600), text(3, 2000), text(40, 150), text(7, 2)]);
    let image = image(&texts, None);
    let retriever = Retriever::open(&image);
    for here in scored(&[text(4, 1990), text(0, 500), text(39, 150) + " نان", text(7, 1)]) {
        let found = retriever.search(&here, Score(500), 5, &|_, _| true);
        assert_eq!(found, scan(&texts, &here, Score(500), 5, &|_, _| true));
        assert!(!found.is_empty());
    }
}
