//! A file of an index with bytes changed, cut short, or of any bytes: it is refused, what it says is known to be damaged, or it
//! finds what the sound one finds.

use std::sync::OnceLock;

use tm::index::{Index, Segment, SegmentBuilder, Stamp};
use tm::lang::Lang;
use tm::score::{Score, Scored};
use tm::store::{Moment, TxNumber, UnitNumber, VariantRef};

const WORDS: [&str; 12] =
    ["کارگران", "معلمان", "اهواز", "تهران", "اعتصاب", "کردند", "نکردند", "۱۲", "روز", "و", "نان", "آزادی"];

/// The whole check of one input. Its first byte says what the rest is: changes of three bytes of place and one of value, a
/// length of three bytes to cut to, or all bytes there are.
pub fn check(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut file = sound().to_vec();
    match first % 3 {
        0 => {
            for change in rest.chunks_exact(4) {
                let place = number(change) % file.len();
                file[place] = change[3];
            }
        }
        1 => file.truncate(number(rest)),
        _ => file = rest.to_vec(),
    }
    let Ok(segment) = Segment::copy(&file) else { return };
    assert!(segment.verify() == (file == sound()) || *first % 3 == 2);
    let index = of(&file);
    for query in queries() {
        let here = Scored::new(query, &Lang::persian());
        for (least, most) in [(500, 5), (800, 50)] {
            let found = index.search(&here, Score(least), most, &[]);
            let expected = || of(sound()).search(&here, Score(least), most, &[]);
            assert!(index.is_damaged() || found == expected(), "{query}");
        }
    }
}

fn of(file: &[u8]) -> Index {
    Index::new(vec![Segment::copy(file).unwrap()], Default::default(), None)
}

/// The number in the first three bytes, or in what there is of them.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().take(3).fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

fn queries() -> [&'static str; 4] {
    ["کارگران اهواز اعتصاب کردند", "معلم تهران ۱۳ روز", "نان و آزادی", "واژه\u{200C}ای دیگر"]
}

/// A file of texts of two to five words.
fn sound() -> &'static [u8] {
    static FILE: OnceLock<Vec<u8>> = OnceLock::new();
    FILE.get_or_init(|| {
        let mut builder = SegmentBuilder::new(&Lang::persian());
        for n in 0..120 {
            let text: Vec<&str> = (0..2 + n % 4).map(|word| WORDS[(n * 5 + word * (n + 3)) % 12]).collect();
            let text = text.join(" ");
            let target = if n % 3 == 0 { "de" } else { "en" };
            let variants = [VariantRef { lang: "fa", text: &text }, VariantRef { lang: target, text: "x" }];
            builder.add(UnitNumber(n as i64), &variants);
        }
        let moment = Moment { tx: TxNumber(1), unit: UnitNumber(119) };
        let stamp = Stamp { source: Lang::persian(), after: UnitNumber::NONE, moment, imprint: [7; 16] };
        let mut file = Vec::new();
        builder.finish(stamp).write(&mut file).unwrap();
        file
    })
}
