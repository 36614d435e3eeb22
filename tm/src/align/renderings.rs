//! How was a phrase rendered, and how often? From the pairs that hold it, learnt on the spot.
//!
//! A model of the whole memory would take minutes to learn at a million pairs and be stale with the next one. The pairs
//! that hold a phrase say nearly all about its rendering, with as many others beside them that show what the words
//! around it stand for: what is common everywhere is no rendering of this phrase.

use std::collections::HashMap;
use std::rc::Rc;

use super::links::Links;
use super::model::{Model, Options};
use super::phrase::{Rendering, render};
use super::sentence::{Pair, Range, Sentence};
use super::support::is_supported;
use crate::occurrences::spread;
use crate::text::TokenKind;

/// A pair whose source says a phrase, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The pair, which may say many phrases.
    pub pair: Rc<Pair>,
    /// The words of the source that say it.
    pub at: Range,
}

/// A rendering and how often it was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Its most frequent form.
    pub text: String,
    /// In how many pairs it stands, in this form or another.
    pub count: usize,
    /// The mean of how sure each was, from 0 to 1.
    pub confidence: f32,
}

/// The rendering of a phrase in each pair that says it, and the renderings counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Renderings {
    /// One for each pair, in their order; nothing where it is not to be told.
    pub each: Vec<Option<Rendering>>,
    /// The most frequent first.
    pub counted: Vec<Counted>,
}

/// Learns from the pairs that say a phrase and from others, and renders it in each.
pub fn renderings(said: &[Said], others: &[Pair], options: Options) -> Renderings {
    let model = Model::train(spread(said, MOST_LEARNT).map(|said| &*said.pair).chain(others), options);
    Reader::new(&model).render(said)
}

/// Pairs with the phrase that are learnt from, evenly spread where there are more: on pairs of scripture twice as many name
/// the same first rendering of 99 words in 100.
const MOST_LEARNT: usize = 64;

/// Renders phrases by what a model knows; a pair that says several is aligned once.
pub struct Reader<'m> {
    model: &'m Model<'m>,
    links: HashMap<*const Pair, Rc<Links>>,
    /// So that no other pair takes the place of one that is known.
    pairs: Vec<Rc<Pair>>,
}

impl<'m> Reader<'m> {
    /// A reader that has aligned nothing yet.
    pub fn new(model: &'m Model<'m>) -> Reader<'m> {
        Reader { model, links: HashMap::new(), pairs: Vec::new() }
    }

    /// Renders a phrase in each pair that says it.
    pub fn render(&mut self, said: &[Said]) -> Renderings {
        let links = self.all_links(said);
        let mut each: Vec<Option<Rendering>> =
            said.iter().zip(&links).map(|(said, links)| render(&said.pair, links, said.at)).collect();
        extend(said, &links, &mut each);
        let counted = count(said, &each);
        Renderings { each, counted }
    }

    /// The same, only where the pair supports the rendering ([`is_supported`]) and `holds` agrees, which gets the pair and the
    /// words of the rendering; nothing is taken in that stands beside it again and again.
    pub fn render_supported(&mut self, said: &[Said], holds: &dyn Fn(&Said, Range) -> bool) -> Renderings {
        let links = self.all_links(said);
        let one = |(said, links): (&Said, &Rc<Links>)| {
            let is_kept =
                |found: &Rendering| is_supported(links, said.at, found.words) && holds(said, found.words);
            render(&said.pair, links, said.at).filter(is_kept)
        };
        let each: Vec<Option<Rendering>> = said.iter().zip(&links).map(one).collect();
        let counted = count(said, &each);
        Renderings { each, counted }
    }

    fn all_links(&mut self, said: &[Said]) -> Vec<Rc<Links>> {
        said.iter().map(|said| self.links(&said.pair)).collect()
    }

    fn links(&mut self, pair: &Rc<Pair>) -> Rc<Links> {
        let links = self.links.entry(Rc::as_ptr(pair)).or_insert_with(|| {
            self.pairs.push(Rc::clone(pair));
            Rc::new(self.model.links(pair))
        });
        Rc::clone(links)
    }
}

/// One rendering in all its forms.
#[derive(Default)]
struct Forms {
    texts: HashMap<String, usize>,
    count: usize,
    confidence: f32,
}

fn count(said: &[Said], each: &[Option<Rendering>]) -> Vec<Counted> {
    let mut groups: HashMap<Vec<&str>, Forms> = HashMap::new();
    for (said, rendering) in said.iter().zip(each) {
        let Some(rendering) = rendering else { continue };
        let target = &said.pair.target;
        let forms = groups.entry(shape(target, rendering.words)).or_default();
        *forms.texts.entry(plain(&target.text_of(rendering.words))).or_default() += 1;
        forms.count += 1;
        forms.confidence += rendering.confidence;
    }
    let mut counted: Vec<Counted> = groups
        .into_values()
        .map(|forms| Counted {
            count: forms.count,
            confidence: forms.confidence / forms.count.max(1) as f32,
            text: shown(forms.texts),
        })
        .collect();
    counted.sort_by(|a, b| {
        b.count.cmp(&a.count).then(b.confidence.total_cmp(&a.confidence)).then_with(|| a.text.cmp(&b.text))
    });
    counted
}

/// Takes words into renderings that stand beside them again and again and that no word outside the phrase surely stands
/// for: a word of many pairs is learnt to belong to what it mostly stands for, *workers* of *workers' council oversight*
/// to workers, wherever it stands.
fn extend(said: &[Said], links: &[Rc<Links>], each: &mut [Option<Rendering>]) {
    for is_before in [true, false] {
        let mut beside: HashMap<(Vec<&str>, &str), Vec<usize>> = HashMap::new();
        let mut groups: HashMap<Vec<&str>, usize> = HashMap::new();
        for (at, ((said, links), rendering)) in said.iter().zip(links).zip(each.iter()).enumerate() {
            let Some(rendering) = rendering else { continue };
            let shape = shape(&said.pair.target, rendering.words);
            *groups.entry(shape.clone()).or_default() += 1;
            let neighbour = neighbour(said, rendering.words, is_before);
            if let Some(word) = neighbour.filter(|word| !links.is_claimed(*word, said.at)) {
                let stem = said.pair.target.words.get(word).map_or("", |word| word.form.stem());
                beside.entry((shape, stem)).or_default().push(at);
            }
        }
        let often = |shape: &Vec<&str>, count: usize| {
            count >= OFTEN && 2 * count >= groups.get(shape).copied().unwrap_or(0)
        };
        let taken: Vec<usize> = beside
            .into_iter()
            .filter(|((shape, _), at)| often(shape, at.len()))
            .flat_map(|(_, at)| at)
            .collect();
        for at in taken {
            let (Some(said), Some(Some(rendering))) = (said.get(at), each.get_mut(at)) else { continue };
            if let Some(word) = neighbour(said, rendering.words, is_before) {
                let words = rendering.words;
                rendering.words = Range { start: words.start.min(word), end: words.end.max(word + 1) };
            }
        }
    }
}

/// A word beside a rendering belongs to it when it stands there at least this often, and in half of its pairs.
const OFTEN: usize = 2;

/// The next word that says something before or behind these, with only marks between.
fn neighbour(said: &Said, words: Range, is_before: bool) -> Option<usize> {
    let target = &said.pair.target;
    let is_mark = |at: &usize| target.words.get(*at).is_some_and(|word| word.form.kind == TokenKind::Mark);
    let next = match is_before {
        true => (0..words.start).rev().find(|at| !is_mark(at)),
        false => (words.end..target.words.len()).find(|at| !is_mark(at)),
    }?;
    let joins =
        |at: usize| target.words.get(at).is_some_and(|w| matches!(w.form.text(), "'" | "\u{2019}" | "-"));
    let between = if is_before { next + 1..words.start } else { words.end..next };
    (target.content.contains(&next) && between.into_iter().all(joins)).then_some(next)
}

/// What two forms of one rendering share: the stems of the words that say something, or all where none does.
pub(super) fn shape(target: &Sentence, words: Range) -> Vec<&str> {
    let inside = target.words.get(words.start..words.end).unwrap_or_default();
    let content: Vec<&str> =
        inside.iter().filter(|word| !word.form.is_function).map(|word| word.form.stem()).collect();
    if content.is_empty() { inside.iter().map(|word| word.form.stem()).collect() } else { content }
}

/// On one line, white space once.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The most frequent form; of equally frequent ones that without a capital, which began no sentence, then the shortest.
fn shown(texts: HashMap<String, usize>) -> String {
    let key = |text: &str, count: usize| {
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        (std::cmp::Reverse(count), capital, text.chars().count(), text.to_owned())
    };
    texts.into_iter().min_by_key(|(text, count)| key(text, *count)).map(|(text, _)| text).unwrap_or_default()
}
