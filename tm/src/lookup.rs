//! Looking a text up: exact and spelling matches from the store's key, similar ones through the index, ranked.

mod diff;
mod named;
mod rank;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::carry::Carried;
use crate::index::Index;
use crate::lang::Lang;
use crate::meaning::Difference;
use crate::pivot::Via;
use crate::score::{MatchKind, Penalty, Score, Scored, compare, differences, penalised, penalties};
use crate::store::{Record, ReviewState, StoreError, UnitNumber, UnitStore};
use crate::surroundings::Agreement;
use crate::unit::Variant;

use diff::{Slices, diff};
use named::{Unlike, unlike, with_names};
use rank::order;
pub use rank::rank;

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Language of the text looked up.
    pub source: Lang,
    /// Languages of the translations; empty for any.
    pub targets: Vec<Lang>,
    /// The lowest score after penalties that is shown.
    pub least: Score,
    /// At most this many different texts of the memory for each target language, each with all its translations.
    pub most: usize,
}

/// A suggestion for a text.
#[derive(Debug, Clone)]
pub struct Match {
    /// Score after penalties.
    pub score: Score,
    /// Its kind.
    pub kind: MatchKind,
    /// The text of the memory.
    pub source: String,
    /// Its exact key.
    pub key: String,
    /// Its translation.
    pub target: Variant,
    /// The unit it comes from.
    pub record: Record,
    /// Facts the two sources differ in, and where on both sides.
    pub differences: Vec<Difference>,
    /// Why the score is lower than the similarity.
    pub penalties: Vec<Penalty>,
    /// How the text and the memory's source differ, in reading order.
    pub diff: Vec<DiffPart>,
    /// Which neighbours of the text agree with those the memory knows.
    pub context: Agreement,
    /// What the penalties are taken from: the similarity, or what a context or a repair makes of it.
    pub base: Score,
    /// What was carried over into the translation.
    pub carried: Option<Carried>,
    /// The text of another language that leads to the translation.
    pub via: Option<Via>,
}

/// A run of a word diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPart {
    /// Which side it stands on.
    pub side: Side,
    /// The text of the run.
    pub text: String,
}

/// Where a run of a diff stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// On both sides, shown as it stands here.
    Both,
    /// Only in the text looked up.
    Here,
    /// Only in the memory.
    Memory,
}

impl Side {
    /// The sign in JSON and on screen.
    pub fn sign(self) -> &'static str {
        match self {
            Side::Both => "=",
            Side::Here => "+",
            Side::Memory => "-",
        }
    }
}

/// Less in common is nothing in common.
const SOMETHING: Score = Score(1);

/// How many more texts than matches are wanted are asked for at first: some are rejected, twins, or lose to a
/// penalty. Where they do not suffice, more are asked for.
const SPARE: usize = 4;

/// By how much more is asked for each time.
const MORE: usize = 4;

/// The matches for a text, best first: those that a comparison with every unit of the store would give by what the texts
/// themselves say; [`crate::suggest`] does more.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn look_up(
    store: &dyn UnitStore,
    index: &Index,
    text: &str,
    wanted: &Wanted,
) -> Result<Vec<Match>, StoreError> {
    Ok(rank(candidates(store, index, text, wanted, SPARE, None)?, wanted))
}

/// The units most similar to a text, as an index finds them without the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar(Vec<(UnitNumber, Score)>);

/// The first that [`candidates`] asks an index for: where little is similar, nearly all the time it takes. Several texts can
/// be looked for side by side.
pub fn similar(index: &Index, text: &str, wanted: &Wanted, spare: usize) -> Similar {
    first_similar(index, &Scored::new(text, &wanted.source), wanted, spare)
}

fn first_similar(index: &Index, here: &Scored, wanted: &Wanted, spare: usize) -> Similar {
    Similar(index.search(here, wanted.least, wanted.most.saturating_add(spare), &wanted.targets))
}

/// All that may be among the matches, and at least `spare` more where there are so many, in any order; `similar` is what
/// [`similar()`] said of them, if it was asked.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn candidates(
    store: &dyn UnitStore,
    index: &Index,
    text: &str,
    wanted: &Wanted,
    spare: usize,
    similar: Option<Similar>,
) -> Result<Vec<Match>, StoreError> {
    let mut search = Search::new(text, wanted);
    let same = store.exact(search.here.key(), &wanted.source)?;
    same.iter().filter(|record| index.reaches(record.number)).for_each(|record| search.add(record));
    let mut ask = wanted.most.saturating_add(spare);
    let Similar(mut found) = similar.unwrap_or_else(|| first_similar(index, &search.here, wanted, spare));
    loop {
        let mut is_any_new = false;
        for (number, _) in &found {
            if search.seen.contains(number) {
                continue;
            }
            is_any_new = true;
            if let Some(record) = store.record(*number)? {
                search.add(&record);
            }
        }
        let last = found.last().map(|(_, similarity)| *similarity).filter(|_| found.len() >= ask);
        let Some(last) = last else { return Ok(search.matches) };
        // Languages that may still get better matches.
        let open = search.open(index, last);
        if open.is_empty() {
            return Ok(search.matches);
        }
        // All that were found have the key of the text, and those without it stand behind all of them.
        let behind = if is_any_new { 0 } else { search.seen.len() };
        ask = ask.saturating_mul(MORE).saturating_add(behind);
        found = index.search(&search.here, wanted.least, ask, &open);
    }
}

/// What these units give, however similar they are, unless it is among `known`.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub fn matches_of(
    store: &dyn UnitStore,
    numbers: &[UnitNumber],
    text: &str,
    wanted: &Wanted,
    known: &[Match],
) -> Result<Vec<Match>, StoreError> {
    let known: HashSet<UnitNumber> = known.iter().map(|found| found.record.number).collect();
    let any = Wanted { least: SOMETHING, ..wanted.clone() };
    let mut search = Search::new(text, &any);
    for number in numbers.iter().filter(|number| !known.contains(number)) {
        store.record(*number)?.iter().for_each(|record| search.add(record));
    }
    Ok(search.matches)
}

/// The matches among these records, without an index.
#[cfg(test)]
pub(crate) fn among(records: impl Iterator<Item = Record>, text: &str, wanted: &Wanted) -> Vec<Match> {
    let mut search = Search::new(text, wanted);
    records.for_each(|record| search.add(&record));
    rank(search.matches, wanted)
}

/// A look-up under way.
struct Search<'w> {
    text: &'w str,
    wanted: &'w Wanted,
    here: Scored,
    matches: Vec<Match>,
    seen: HashSet<UnitNumber>,
    /// What was said of each text: one may have thousands of translations.
    compared: HashMap<String, Option<Rc<Compared>>>,
}

/// What is said of a text of the memory, whatever its translation.
struct Compared {
    similarity: Score,
    kind: MatchKind,
    key: String,
    differences: Vec<Difference>,
    diff: Vec<DiffPart>,
    unlike: Vec<Unlike>,
}

impl<'w> Search<'w> {
    fn new(text: &'w str, wanted: &'w Wanted) -> Search<'w> {
        let here = Scored::new(text, &wanted.source);
        let (matches, seen, compared) = (Vec::new(), HashSet::new(), HashMap::new());
        Search { text, wanted, here, matches, seen, compared }
    }

    fn add(&mut self, record: &Record) {
        self.seen.insert(record.number);
        if record.state == ReviewState::Rejected {
            return;
        }
        for source in record.unit.variants().iter().filter(|v| self.wanted.source.accepts(&v.lang)) {
            let known = match self.compared.get(&source.text) {
                Some(known) => known.clone(),
                None => {
                    let found = compared(self.text, &self.here, &source.text, self.wanted).map(Rc::new);
                    self.compared.insert(source.text.clone(), found.clone());
                    found
                }
            };
            if let Some(compared) = known {
                extend(&mut self.matches, &compared, source, record, self.wanted);
            }
        }
    }

    /// The languages of which a text with a similarity of `last` or less may still be shown: one has fewer texts than
    /// wanted, or its last one could be outranked. A score is never above the similarity, and all translations of a text
    /// are equally similar, so that those of a text above `last` are all here.
    fn open(&self, index: &Index, last: Score) -> Vec<Lang> {
        let langs = index.targets().into_iter().filter(|lang| self.wanted.wants(lang));
        let ranked = order(&self.matches, self.wanted);
        let is_open = |lang: &Lang| {
            let mut same =
                ranked.iter().filter_map(|ranked| Some((ranked.text, self.matches.get(ranked.at)?)));
            let last_text = self.wanted.most.saturating_sub(1);
            same.find(|(text, m)| *text == last_text && m.target.lang == *lang)
                .is_none_or(|(_, m)| m.score <= last)
        };
        if self.wanted.most == 0 { Vec::new() } else { langs.filter(is_open).collect() }
    }
}

impl Wanted {
    fn wants(&self, lang: &Lang) -> bool {
        self.targets.is_empty() || self.targets.iter().any(|target| target.accepts(lang))
    }
}

/// What is said of a text of the memory, if it is similar enough.
fn compared(text: &str, here: &Scored, source: &str, wanted: &Wanted) -> Option<Compared> {
    let memory = Scored::new(source, &wanted.source);
    let comparison = compare(here, &memory);
    let similarity = comparison.similarity;
    if similarity < wanted.least.max(SOMETHING) {
        return None;
    }
    let kind = match similarity {
        Score::FULL if source.trim() == text.trim() => MatchKind::Exact,
        Score::FULL => MatchKind::Spelling,
        _ => MatchKind::Fuzzy,
    };
    let differences = differences(here, &memory, &comparison.steps);
    let diff = diff(text, here, source, &memory, &comparison.steps);
    let unlike = unlike((text, here), (source, &memory), &comparison.steps);
    Some(Compared { similarity, kind, key: memory.key().to_owned(), differences, diff, unlike })
}

/// Adds a match for every translation of `source` that is wanted.
fn extend(matches: &mut Vec<Match>, compared: &Compared, source: &Variant, record: &Record, wanted: &Wanted) {
    for target in record.unit.variants().iter().filter(|v| v.lang != source.lang && wanted.wants(&v.lang)) {
        let differences = with_names(&compared.differences, &compared.unlike, (source, target));
        let penalties = penalties(&differences, record.state);
        matches.push(Match {
            score: penalised(compared.similarity, &penalties),
            kind: compared.kind,
            source: source.text.clone(),
            key: compared.key.clone(),
            target: target.clone(),
            record: record.clone(),
            differences,
            penalties,
            diff: compared.diff.clone(),
            context: Agreement::Nothing,
            base: compared.similarity,
            carried: None,
            via: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{MemoryStore, Sighting, TxInfo, UnitWriter};
    use crate::unit::Unit;

    fn memory(pairs: &[(&str, &str)]) -> MemoryStore {
        let mut store = MemoryStore::new();
        let info = TxInfo { day: "2026-05-01".into(), command: "add".into(), origin: String::new() };
        store.begin(&info).unwrap();
        for (fa, en) in pairs {
            let unit = Unit::new(vec![
                Variant::plain(Lang::persian(), fa),
                Variant::plain(Lang::parse("en").unwrap(), en),
            ]);
            store.add(&unit.unwrap(), &Sighting::default(), false).unwrap();
        }
        store.commit().unwrap();
        store
    }

    fn matches(store: &MemoryStore, text: &str, source: &str, target: &str) -> Vec<Match> {
        let lang = |t: &str| Lang::parse(t).unwrap();
        let targets = vec![lang(target)];
        let index = Index::build(store, &lang(source), &mut || ()).unwrap();
        let wanted = Wanted { source: lang(source), targets, least: Score::from_percent(60.0), most: 5 };
        look_up(store, &index, text, &wanted).unwrap()
    }

    fn seen(found: &[Match]) -> Vec<(&str, &str, u16)> {
        found.iter().map(|m| (m.kind.as_str(), &*m.target.text, m.score.whole_percent())).collect()
    }

    #[test]
    fn exact_before_spelling_before_fuzzy() {
        let store = memory(&[
            ("کارگران می\u{200C}گویند: دستمزدها پرداخت نشده است.", "Workers say: wages have not been paid."),
            ("کارگران میگویند: دستمزدها پرداخت نشده است.", "The workers say that wages are unpaid."),
            (
                "کارگران می\u{200C}گویند: دستمزدها هنوز پرداخت نشده است.",
                "Workers say: wages have still not been paid.",
            ),
            ("زنده باد همبستگی!", "Long live solidarity!"),
        ]);
        let found = matches(&store, "کارگران می\u{200C}گویند: دستمزدها پرداخت نشده است.", "fa", "en");
        assert_eq!(
            seen(&found),
            [
                ("exact", "Workers say: wages have not been paid.", 100),
                ("spelling", "The workers say that wages are unpaid.", 100),
                ("fuzzy", "Workers say: wages have still not been paid.", 85),
            ]
        );
    }

    #[test]
    fn a_changed_meaning_ranks_below_a_changed_word() {
        let store = memory(&[
            ("مزد کارگران پرداخت نشد.", "The workers' wages were not paid."),
            ("حقوق کارگران پرداخت شد.", "The workers' salaries were paid."),
        ]);
        let found = matches(&store, "مزد کارگران پرداخت شد.", "fa", "en");
        assert_eq!(found[0].target.text, "The workers' salaries were paid.");
        let named: Vec<_> = found[1].differences.iter().map(|d| d.kind.as_str()).collect();
        assert_eq!(named, ["negation"]);
        assert_eq!((found[1].differences[0].here.len(), found[1].differences[0].memory.len()), (0, 1));
        assert_eq!(found[1].penalties[0].name, "negation differs");
        assert!(found[1].score < Score::ALMOST);
    }

    #[test]
    fn the_diff_says_what_stands_where() {
        let store = memory(&[(
            "کارگران فولاد اهواز از صبح امروز بار دیگر اعتصاب کردند.",
            "Ahvaz steel workers went on strike again this morning.",
        )]);
        let found = matches(&store, "کارگران نیشکر هفت تپه از صبح امروز بار دیگر اعتصاب کردند.", "fa", "en");
        let diff: Vec<_> = found[0].diff.iter().map(|d| (d.side.sign(), d.text.as_str())).collect();
        assert_eq!(diff.first(), Some(&("=", "کارگران")));
        assert_eq!(diff.last(), Some(&("=", "از صبح امروز بار دیگر اعتصاب کردند .")));
        let words = |sign: &str| -> Vec<&str> {
            diff.iter().filter(|d| d.0 == sign).flat_map(|d| d.1.split(' ')).collect()
        };
        assert_eq!(words("+"), ["نیشکر", "هفت", "تپه"]);
        assert_eq!(words("-"), ["فولاد", "اهواز"]);
    }

    #[test]
    fn any_pair_in_the_store_is_suggested_from() {
        let store = memory(&[("نان، کار، آزادی", "Bread, work, freedom")]);
        let found = matches(&store, "Bread, work, freedom", "en", "fa");
        assert_eq!(seen(&found), [("exact", "نان، کار، آزادی", 100)]);
    }

    #[test]
    fn a_rejected_unit_is_never_suggested() {
        let mut store = memory(&[("نان، کار، آزادی", "Bread, work, freedom")]);
        let id = store.ids().unwrap()[0];
        let info = TxInfo { day: String::new(), command: "review".into(), origin: String::new() };
        store.begin(&info).unwrap();
        store.review(&id, ReviewState::Rejected, "golnar").unwrap();
        store.commit().unwrap();
        assert!(matches(&store, "نان، کار، آزادی", "fa", "en").is_empty());
    }
}
