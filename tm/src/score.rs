//! The score: how much of a text's normal form a match keeps, as a number a translator can ask about.
//!
//! Two texts whose exact key agrees score 1000 per mille and nothing else does. Below that the score is
//! `1 − cost ÷ the heavier side` on a scale ([`similarity`]), where cost is the cheapest way from one token sequence to
//! the other ([`crate::distance::align`]) and tokens weigh by what they say (names and numbers most, marks least). Then
//! penalties with names are taken off.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::distance::{CONTENT, Step, Weighted, align};
use crate::lang::Lang;
use crate::meaning::{Difference, DifferenceKind, Meaning};
use crate::respelling::respelled;
use crate::store::ReviewState;
use crate::text::{TokenKind, exact_key, tokens};

/// Similarity in per mille; percent at every boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(pub u16);

impl Score {
    /// Identity of the normal form.
    pub const FULL: Score = Score(1000);
    /// Identity, and the segments before and behind are the same too: 101 %, as in memoQ and Phrase.
    pub const IN_CONTEXT: Score = Score(1010);
    /// The most a match without identity gets: one per cent under identity, as in the field's tools.
    pub const ALMOST: Score = Score(990);

    /// Whole percent, rounded down: 89.9 is not 90.
    pub fn whole_percent(self) -> u16 {
        self.0 / 10
    }

    /// Percent with one decimal, as in JSON.
    pub fn percent(self) -> f64 {
        f64::from(self.0) / 10.0
    }

    /// A threshold from percent.
    pub fn from_percent(percent: f64) -> Score {
        Score((percent.clamp(0.0, 101.0) * 10.0).round() as u16)
    }
}

/// What kind of match it is, worst first, so that order is rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// Put together from parts of several units, terms and values.
    Assembled,
    /// Similar.
    Fuzzy,
    /// Different in values that were carried over into the translation.
    Repaired,
    /// The same text in another spelling; at most 99 where a value is written otherwise, in words or figures.
    Spelling,
    /// The same text, letter by letter.
    Exact,
    /// The same text between the same neighbours.
    InContext,
}

impl MatchKind {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            MatchKind::Assembled => "assembled",
            MatchKind::Fuzzy => "fuzzy",
            MatchKind::Repaired => "repaired",
            MatchKind::Spelling => "spelling",
            MatchKind::Exact => "exact",
            MatchKind::InContext => "in-context",
        }
    }

    /// The worst of the kinds that say no more and no less than this one: among those the score decides, so that an own text
    /// in another spelling stands before the same letters from a stranger.
    pub(crate) fn class(self) -> MatchKind {
        match self {
            MatchKind::Spelling | MatchKind::Exact | MatchKind::InContext => MatchKind::Spelling,
            MatchKind::Assembled | MatchKind::Fuzzy | MatchKind::Repaired => self,
        }
    }
}

/// A named reason for a lower score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Penalty {
    /// Its name in JSON and on screen.
    pub name: &'static str,
    /// Percentage points.
    pub points: u16,
}

/// Points for a difference meaning shows. The changed word itself already costs a whole word
/// ([`crate::near`]); five points more, half a class of the field (95–99, 85–94, …), put the match
/// below every other with one changed word and still show it above the usual threshold of 60.
const FACT_POINTS: u16 = 5;
/// Points for a unit from a stranger: below an own unit of the same similarity class.
const UNTRUSTED_POINTS: u16 = 5;
/// Points for a pair only the aligner has seen: below an equal pair that someone typed, within its class.
const ALIGNED_POINTS: u16 = 2;

// A match that says something else must not outrank an equally similar one that does not, whatever is not known of that.
const _: () = assert!(FACT_POINTS >= UNTRUSTED_POINTS && FACT_POINTS >= ALIGNED_POINTS);

/// Weight of a function word: half a content word, as in the stop-word refinement of the field's desktop tools.
const FUNCTION: u32 = 500;
/// Weight of a punctuation mark: five of them are one word, so that a missing comma in a ten-word sentence costs
/// two points and stays in the class 95–99 that translators read as "only marks differ".
const MARK: u32 = 200;

/// A text prepared for scoring.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Canonical tokens with their weights.
    pub tokens: Vec<Weighted>,
    key: String,
    total: u64,
    text: String,
    lang: Lang,
    /// Read when it is first compared: most candidates are not similar enough to be asked.
    meaning: OnceLock<Meaning>,
}

impl Scored {
    /// Prepares a text in `lang`.
    pub fn new(text: &str, lang: &Lang) -> Scored {
        let script = lang.script();
        let tokens = tokens(text, script);
        let tokens: Vec<Weighted> = tokens
            .into_iter()
            .map(|token| {
                let weight = weight(token.kind, &token.text, lang);
                Weighted::new(token, weight)
            })
            .collect();
        let total = tokens.iter().map(|t| u64::from(t.weight)).sum();
        let key = exact_key(text, script);
        Scored { tokens, key, total, text: text.to_owned(), lang: lang.clone(), meaning: OnceLock::new() }
    }

    fn meaning(&self) -> &Meaning {
        self.meaning.get_or_init(|| Meaning::new(&self.text, &self.lang))
    }

    /// The weight of all tokens.
    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    /// The exact key of the text.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// A comparison of two texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Similarity before penalties.
    pub similarity: Score,
    /// How one becomes the other.
    pub steps: Vec<Step>,
}

/// Cells of the table an alignment may take, a byte each: two texts of 2,048 tokens, which is more than a segment has,
/// or a sentence and a book. Longer ones are whole documents; they match when they are the same and are not compared word
/// by word.
pub(crate) const MOST_CELLS: usize = 1 << 22;

/// Compares what is being translated with a text of the memory; symmetric but for the direction of the steps.
pub fn compare(here: &Scored, memory: &Scored) -> Comparison {
    let same = here.key == memory.key;
    if here.tokens.len().saturating_mul(memory.tokens.len()) > MOST_CELLS {
        let similarity = if same { Score::FULL } else { Score(0) };
        return Comparison { similarity, steps: Vec::new() };
    }
    let (cost, steps) = align(&here.tokens, &memory.tokens);
    if same {
        return Comparison { similarity: Score::FULL, steps };
    }
    Comparison { similarity: similarity(cost, here.total.max(memory.total)), steps }
}

/// Points of the scale of a similarity, in per mille: the part of the weight that is kept, and what it scores. Straight
/// lines lie between them.
///
/// From 70 on the score is the part kept, as in the field's tools. Below, the scale is drawn together so that little is lost
/// by not showing what is under 60, the usual threshold: of the best text that keeps 15 to 20 of a hundred, chrF of its
/// translation is 22, with 20 to 25 kept 30, twice that of any sentence by chance (14), with 25 to 30 kept 40. What is shown
/// from 60 on, with what is assembled where nothing is, loses 1.0 chrF against showing the best whatever it is; a threshold
/// at 18 kept loses 1.2, one at 30 kept 4.6 (`tests/bench/evidence.rs`, where the whole table is).
const SCALE: [(u64, u64); 4] = [(0, 0), (150, 600), (STRAIGHT, STRAIGHT), (1000, 1000)];

/// From here on the score is the part kept.
const STRAIGHT: u64 = 700;

/// The score of two texts of unequal keys whose alignment costs `cost` and of which the heavier weighs `heavier`.
pub fn similarity(cost: u64, heavier: u64) -> Score {
    let kept = 1000 * heavier.saturating_sub(cost) / heavier.max(1);
    Score(on_line(kept, SCALE).0 as u16).min(Score::ALMOST)
}

/// The least part of the weight, in per mille, that texts of this similarity or more keep.
pub fn least_kept(similarity: Score) -> u64 {
    let (whole, is_cut) =
        on_line(u64::from(similarity.0.min(1000)), SCALE.map(|(kept, score)| (score, kept)));
    whole + u64::from(is_cut)
}

/// The value over `x` of the lines through the points, rounded down, and whether rounding cut something off.
fn on_line(x: u64, points: [(u64, u64); SCALE.len()]) -> (u64, bool) {
    let line = points.windows(2).find(|line| matches!(line, [_, (end, _)] if x <= *end));
    let Some([(start, low), (end, high)]) = line else { return (1000, false) };
    let (rise, run) = ((x - start) * (high - low), end - start);
    (low + rise / run, rise % run != 0)
}

/// The facts two texts state otherwise; of one normal form they state the same. Words that stand for each other in two
/// spellings (`steps` are those of [`compare`]) are read in one, so that `ده نفره` and `دهنفره` are one number.
pub fn differences(here: &Scored, memory: &Scored, steps: &[Step]) -> Vec<Difference> {
    if here.key == memory.key {
        return Vec::new();
    }
    let found = here.meaning().differences(memory.meaning());
    if found.is_empty() {
        return found;
    }
    let (own, other) = respelled((&here.text, &here.tokens), (&memory.text, &memory.tokens), steps);
    if own.text == here.text && other.text == memory.text {
        return found;
    }
    let read = |text: &str| Meaning::new(text, &here.lang);
    let mut found = read(&own.text).differences(&read(&other.text));
    for difference in &mut found {
        difference.here.iter_mut().for_each(|span| *span = own.source_span(*span));
        difference.memory.iter_mut().for_each(|span| *span = other.source_span(*span));
    }
    found
}

/// The penalties of a match.
pub fn penalties(differences: &[Difference], state: ReviewState) -> Vec<Penalty> {
    let facts = differences.iter().map(|d| Penalty { name: penalty_name(d.kind), points: FACT_POINTS });
    let state = match state {
        ReviewState::Untrusted => {
            Some(Penalty { name: "from a stranger, not accepted", points: UNTRUSTED_POINTS })
        }
        ReviewState::Aligned => Some(Penalty { name: "aligned, not checked", points: ALIGNED_POINTS }),
        ReviewState::Rejected | ReviewState::Draft | ReviewState::Reviewed => None,
    };
    facts.chain(state).collect()
}

fn penalty_name(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Negation => "negation differs",
        DifferenceKind::Number => "number differs",
        DifferenceKind::Date => "date differs",
        DifferenceKind::Quantity => "quantity differs",
        DifferenceKind::Unit => "unit differs",
        DifferenceKind::Name => "name differs",
        DifferenceKind::Contrary => "contrary word",
    }
}

/// The score after penalties: that of a text that keeps ten per mille less for each point ([`kept_after`]), so that a point
/// counts as much low on the scale, where it is drawn together, as high on it.
pub fn penalised(similarity: Score, penalties: &[Penalty]) -> Score {
    match kept_after(similarity, penalties) {
        _ if penalties.is_empty() => similarity,
        kept @ ..STRAIGHT => Score(on_line(kept, SCALE).0 as u16),
        kept => Score(kept as u16),
    }
}

/// What a text of this similarity keeps, less ten per mille for each point of the penalties.
pub fn kept_after(similarity: Score, penalties: &[Penalty]) -> u64 {
    let points: u64 = penalties.iter().map(|penalty| u64::from(penalty.points)).sum();
    kept_before(similarity).saturating_sub(10 * points)
}

/// What penalties are taken from: what a text of this similarity keeps at least; above identity stands what has the same
/// neighbours.
pub fn kept_before(similarity: Score) -> u64 {
    if similarity < Score::FULL { least_kept(similarity) } else { u64::from(similarity.0) }
}

/// What leaving a token out costs.
pub(crate) fn weight(kind: TokenKind, text: &str, lang: &Lang) -> u32 {
    match kind {
        TokenKind::Mark => MARK,
        TokenKind::Number => CONTENT,
        TokenKind::Word if function_words().contains(&(lang.primary(), text)) => FUNCTION,
        TokenKind::Word => CONTENT,
    }
}

fn function_words() -> &'static HashSet<(&'static str, &'static str)> {
    static WORDS: OnceLock<HashSet<(&'static str, &'static str)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = include_str!("../data/function_words.tsv").lines().skip(1);
        rows.filter_map(|row| {
            let mut cells = row.split('\t');
            Some((cells.next()?, cells.next()?))
        })
        .flat_map(|(lang, words)| words.split(' ').map(move |word| (lang, word)))
        .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Script;
    use crate::text::fold::tests::persian_text;
    use proptest::prelude::*;

    fn compared(here: &str, memory: &str) -> Comparison {
        let lang = Lang::persian();
        compare(&Scored::new(here, &lang), &Scored::new(memory, &lang))
    }

    proptest! {
        #[test]
        fn the_score_is_symmetric_and_full_only_for_the_same_key(a in persian_text(), b in persian_text()) {
            let (there, back) = (compared(&a, &b), compared(&b, &a));
            prop_assert_eq!(there.similarity, back.similarity);
            let turned = |d: &Difference| Difference { kind: d.kind, here: d.memory.clone(), memory: d.here.clone() };
            let lang = Lang::persian();
            let (one, other) = (Scored::new(&a, &lang), Scored::new(&b, &lang));
            let back_turned: Vec<_> = differences(&other, &one, &back.steps).iter().map(turned).collect();
            prop_assert_eq!(differences(&one, &other, &there.steps), back_turned);
            let same = exact_key(&a, Script::Arabic) == exact_key(&b, Script::Arabic);
            prop_assert_eq!(there.similarity == Score::FULL, same);
            prop_assert_eq!(compared(&a, &a).similarity, Score::FULL);
        }
    }

    #[test]
    fn a_mark_spelt_otherwise_is_read_as_it_stands() {
        let (a, b) = ("ی۱.A٢٫ی.ی\u{a0}یی😊A", "ی۱A٪٬.۱ک٪é😊");
        let lang = Lang::persian();
        let (one, other) = (Scored::new(a, &lang), Scored::new(b, &lang));
        let (there, back) = (compare(&one, &other), compare(&other, &one));
        let (found, turned) =
            (differences(&one, &other, &there.steps), differences(&other, &one, &back.steps));
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].here, &found[0].memory), (&turned[0].memory, &turned[0].here));
    }

    #[test]
    fn the_scale_rises_and_is_turned_without_loss() {
        let scores: Vec<Score> = (0..=1000).map(|kept| similarity(1000 - kept, 1000)).collect();
        assert!(scores.is_sorted());
        for least in 0..=990 {
            let kept = least_kept(Score(least)) as usize;
            assert!(
                scores[kept] >= Score(least) && (kept == 0 || scores[kept - 1] < Score(least)),
                "{least}"
            );
        }
        assert_eq!(
            (scores[150], scores[425], scores[675], scores[700], scores[900]),
            (Score(600), Score(650), Score(695), Score(700), Score(900))
        );
    }

    #[test]
    fn one_mark_costs_two_points_in_ten_words() {
        let with = "ما از مبارزات کارگران، معلمان و بازنشستگان سراسر کشور حمایت می\u{200C}کنیم";
        let score = compared(with, &with.replace('،', "")).similarity;
        assert_eq!(score.whole_percent(), 97);
    }

    #[test]
    fn a_content_word_costs_more_than_a_function_word() {
        let base = "کارگران در کارخانه اعتصاب کردند";
        let content = compared(base, "کارگران در کارخانه کردند").similarity;
        let function = compared(base, "کارگران کارخانه اعتصاب کردند").similarity;
        assert!(function > content, "{function:?} {content:?}");
    }

    #[test]
    fn whole_books_are_compared_without_a_table() {
        let book: String = (0..30_000).map(|i| format!("کلمه{i} ")).collect();
        assert_eq!(compared(&book, &book).similarity, Score::FULL);
        assert_eq!(compared(&book, &book.replace("کلمه7", "واژه7")).similarity, Score(0));
    }

    #[test]
    fn segments_of_two_thousand_words_are_compared() {
        let text: String = ["کار ", "نان ", "مزد "].into_iter().cycle().take(2000).collect();
        let score = compared(&text, &text.replace("نان", "نام")).similarity;
        assert!((Score(600)..Score::ALMOST).contains(&score), "{score:?}");
    }

    #[test]
    fn unrelated_texts_score_low() {
        assert!(compared("نان و آزادی", "جلسه فردا ساعت ده است").similarity < Score::from_percent(30.0));
    }

    #[test]
    fn percent_is_rounded_down() {
        assert_eq!((Score(899).whole_percent(), Score(899).percent()), (89, 89.9));
        assert_eq!(Score::from_percent(60.0), Score(600));
    }

    #[test]
    fn penalties_have_names() {
        let number = Difference { kind: DifferenceKind::Number, here: Vec::new(), memory: Vec::new() };
        let list = penalties(&[number], ReviewState::Untrusted);
        assert_eq!(penalised(Score(950), &list), Score(950 - 10 * (FACT_POINTS + UNTRUSTED_POINTS)));
        assert!(penalties(&[], ReviewState::Reviewed).is_empty());
    }

    #[test]
    fn every_function_word_row_is_whole() {
        for row in include_str!("../data/function_words.tsv").lines().skip(1) {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() == 3 && Lang::parse_known(cells[0]).is_ok() && !cells[2].is_empty(), "{row}");
        }
    }
}
