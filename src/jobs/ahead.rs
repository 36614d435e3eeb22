//! Segments looked up side by side, on as many processors as there are.

use std::collections::HashMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};

use tm::index::Index;
use tm::lookup::{Similar, Wanted};
use tm::suggest::look_ahead;

/// Segments that are looked up at once for each processor: enough that none waits long for the slowest, and few enough
/// that the first are shown soon.
const EACH: usize = 8;

/// How many segments are looked up at once.
pub fn at_once() -> usize {
    EACH * processors()
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// What an index says of some texts, by text; nothing of a single one, which would gain nothing by it.
pub fn looked_ahead(index: &Index, texts: &[&str], wanted: &Wanted) -> HashMap<String, Similar> {
    let workers = processors().min(texts.len());
    if workers < 2 {
        return HashMap::new();
    }
    let next = AtomicUsize::new(0);
    let look = || {
        let mut found = Vec::new();
        while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.push((text.to_string(), look_ahead(index, text, wanted)));
        }
        found
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(look)).collect();
        let own = look();
        // What a thread did not come to say is asked for again, in its turn.
        own.into_iter().chain(others.into_iter().flat_map(|other| other.join().unwrap_or_default())).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tm::lang::Lang;
    use tm::score::Score;
    use tm::store::{MemoryStore, Sighting, TxInfo, UnitWriter};
    use tm::unit::{Unit, Variant};

    #[test]
    fn each_text_has_what_it_has_alone() {
        let mut store = MemoryStore::new();
        let english = Lang::parse("en").unwrap();
        store
            .begin(&TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() })
            .unwrap();
        let texts: Vec<String> =
            (0..100).map(|n| format!("کارگران بخش {n} خواستار پرداخت {} ماه مزد شدند.", n % 7)).collect();
        for text in &texts {
            let english = Variant::plain(english.clone(), &format!("Wages! {text}"));
            let unit = Unit::new(vec![Variant::plain(Lang::persian(), text), english]).unwrap();
            store.add(&unit, &Sighting::default(), false).unwrap();
        }
        store.commit().unwrap();
        let index = Index::build(&store, &Lang::persian(), &mut || ()).unwrap();
        let wanted = Wanted {
            source: Lang::persian(),
            targets: vec![english],
            least: Score::from_percent(60.0),
            most: 3,
        };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = looked_ahead(&index, &texts, &wanted);
        assert_eq!(found.len(), if processors() < 2 { 0 } else { texts.len() });
        for (text, similar) in &found {
            assert_eq!(*similar, look_ahead(&index, text, &wanted), "{text}");
        }
        assert!(looked_ahead(&index, &texts[..1], &wanted).is_empty());
    }
}
