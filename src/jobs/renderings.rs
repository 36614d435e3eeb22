//! What the found phrases were rendered by: learnt from the pairs themselves, marked in each and counted.

use std::collections::BTreeMap;
use std::rc::Rc;

use tm::align::evidence::Memory;
use tm::align::renderings::{Counted, Said, renderings};
use tm::align::{Options, Pair};
use tm::lang::Lang;
use tm::span::{Chars, Span};
use tm::store::{UnitNumber, UnitStore};

use super::find::{Found, Opened, Request};
use crate::failure::Result;

/// The rendering of what was found, in a text of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendering {
    /// Where it stands.
    pub span: Span<Chars>,
    /// The text there.
    pub text: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// The renderings of what was found, counted for one direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// The language it was found in.
    pub from: Lang,
    /// The language of the renderings.
    pub to: Lang,
    /// How many pairs were read for them.
    pub pairs: usize,
    /// The renderings, the most frequent first.
    pub counted: Vec<Counted>,
}

/// A text that says what was found, and one that renders it: numbers of a unit among those found and of its variants.
#[derive(Debug, Clone, Copy)]
struct Place {
    found: usize,
    from: usize,
    to: usize,
}

/// Renders what was found in all units of `found`, sets their renderings and gives the totals.
///
/// # Errors
/// The store cannot be read.
pub fn render(
    store: &dyn UnitStore,
    request: &Request,
    found: &mut [Found],
    indexes: &mut Opened<'_>,
) -> Result<Vec<Total>> {
    let known: Vec<UnitNumber> = found.iter().map(|f| f.record.number).collect();
    let mut totals = Vec::new();
    for ((from, to), places) in directions(found, request) {
        let memory = Memory::new(store, indexes.of(&from)?, from, to);
        let _held = store.hold()?;
        let (places, said): (Vec<Place>, Vec<Said>) =
            places.into_iter().filter_map(|place| Some((place, said(found, place, &memory)?))).unzip();
        let others = memory.others(&said, &known)?;
        let rendered = renderings(&said, &others, Options::default());
        for ((place, said), rendering) in places.iter().zip(&said).zip(&rendered.each) {
            let Some(rendering) = rendering else { continue };
            let Some(span) = said.pair.target.span_of(rendering.words) else { continue };
            let text = said.pair.target.text_of(rendering.words);
            let slot = found.get_mut(place.found).and_then(|f| f.renderings.get_mut(place.to));
            if let Some(slot @ None) = slot {
                *slot = Some(Rendering { span, text, confidence: rendering.confidence });
            }
        }
        totals.push(Total {
            from: memory.source,
            to: memory.target,
            pairs: said.len(),
            counted: rendered.counted,
        });
    }
    Ok(totals)
}

/// Where what was found is rendered, by direction.
fn directions(found: &[Found], request: &Request) -> BTreeMap<(Lang, Lang), Vec<Place>> {
    let mut directions: BTreeMap<(Lang, Lang), Vec<Place>> = BTreeMap::new();
    for (number, one) in found.iter().enumerate() {
        let variants = one.record.unit.variants();
        let says = |at: usize| one.places.get(at).is_some_and(|places| !places.is_empty());
        for (from, variant) in variants.iter().enumerate().filter(|(at, _)| says(*at)) {
            let is_source = request.source.accepts(&variant.lang);
            for (to, other) in variants.iter().enumerate() {
                let renders =
                    if is_source { request.wants(&other.lang) } else { request.source.accepts(&other.lang) };
                if from != to && renders && !says(to) {
                    let direction = (variant.lang.clone(), other.lang.clone());
                    directions.entry(direction).or_default().push(Place { found: number, from, to });
                }
            }
        }
    }
    directions
}

fn said(found: &[Found], place: Place, memory: &Memory<'_>) -> Option<Said> {
    let one = found.get(place.found)?;
    let variant = |at: usize| one.record.unit.variants().get(at);
    let source = memory.read_source(&variant(place.from)?.text);
    let target = memory.read_target(&variant(place.to)?.text);
    let at = source.words_of(*one.places.get(place.from)?.first()?);
    Some(Said { pair: Rc::new(Pair::new(source, target)), at })
}
