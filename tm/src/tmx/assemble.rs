//! Units from what was written: languages brought together, duplicates taken apart, codes numbered.

use super::inline::{self, Mark};
use super::raw::{Damage, Language, RawUnit, RawVariant};
use crate::detail::{Annotation, Attribute, Detail, VariantDetail};
use crate::lang::Lang;
use crate::unit::{Unit, UnitError, Variant};

/// The most units made of one `tu` that gives a language more than once: four languages given twice. Beyond, a file
/// lists alternatives for people to choose from, not translations of one text.
const MAX_COMBINATIONS: usize = 16;

/// A variant whose language is known.
#[derive(Debug, Clone)]
struct Known {
    lang: Lang,
    text: String,
    marks: Vec<Mark>,
    attributes: Vec<Attribute>,
    annotations: Vec<Annotation>,
}

/// Makes the units of a `tu` and hands each to `give`; `assumed` are the languages of those that name none.
pub(super) fn units(
    raw: RawUnit,
    assumed: &[Lang],
    left_out: &mut Vec<Damage>,
    mut give: impl FnMut(Unit, Detail),
) -> Result<(), Damage> {
    let RawUnit { attributes, annotations, variants, left_out: others } = raw;
    left_out.extend(others);
    let (mut known, nameless) = known(variants, assumed);
    let empty = known.iter().find(|v| is_blank(v)).map(|v| v.lang.clone());
    known.retain(|variant| !is_blank(variant));
    if known.len() < 2 {
        return Err(too_few(&known, empty, nameless));
    }
    left_out.extend(nameless);
    known.sort_by(|a, b| a.lang.cmp(&b.lang));
    let is_twice = known.iter().zip(known.iter().skip(1)).any(|(a, b)| a.lang == b.lang);
    if !is_twice {
        let (unit, detail) = unit(known, attributes, annotations)?;
        give(unit, detail);
        return Ok(());
    }
    for combination in combinations(known)? {
        let (unit, detail) = unit(combination, attributes.clone(), annotations.clone())?;
        give(unit, detail);
    }
    Ok(())
}

fn is_blank(variant: &Known) -> bool {
    variant.text.trim().is_empty()
}

/// The variants whose language is known, and what is wrong with the others.
fn known(variants: Vec<RawVariant>, assumed: &[Lang]) -> (Vec<Known>, Vec<Damage>) {
    let named: Vec<Lang> = match assumed {
        [] => Vec::new(),
        _ => variants.iter().filter_map(|v| v.language.known().cloned()).collect(),
    };
    // Each once: two texts of the same language would be taken for two renderings.
    let mut assumed = assumed.iter().filter(|lang| !named.contains(lang));
    let (mut known, mut nameless) = (Vec::with_capacity(variants.len()), Vec::new());
    for RawVariant { at, language, attributes, annotations, text, marks } in variants {
        let lang = match language {
            Language::Known(lang) => Ok(lang),
            Language::Missing => {
                assumed.next().cloned().ok_or_else(|| "a `<tuv>` names no language".to_owned())
            }
            Language::Malformed(tag) => Err(format!("\u{201C}{tag}\u{201D} is no language tag")),
        };
        match lang {
            Ok(lang) => known.push(Known { lang, text, marks, attributes, annotations }),
            Err(reason) => nameless.push(Damage::new(at, reason)),
        }
    }
    (known, nameless)
}

fn too_few(known: &[Known], empty: Option<Lang>, nameless: Vec<Damage>) -> Damage {
    let alone = || UnitError::Alone { lang: known.first().map(|v| v.lang.clone()) };
    let error = empty.map_or_else(alone, |lang| UnitError::Empty { lang });
    nameless.into_iter().next().unwrap_or_else(|| error.into())
}

/// Every choice of one variant for each language; variants that are equal count once.
fn combinations(known: Vec<Known>) -> Result<Vec<Vec<Known>>, Damage> {
    let is_same_text = |a: &Known, b: &Known| a.text == b.text && a.marks == b.marks;
    let said = |v: &Known| (v.attributes.clone(), v.annotations.clone());
    let by_text = by_language(&known, is_same_text);
    if product(&by_text) > MAX_COMBINATIONS {
        let reason = format!("its texts combine to more than {MAX_COMBINATIONS} units");
        return Err(Damage::new(0, reason));
    }
    if let [only] = by_text.as_slice() {
        let lang = only.first().map(|v| v.lang.clone());
        return Err(UnitError::Alone { lang }.into());
    }
    // The same text with other details is the same translation seen again, which is kept as long as there is room.
    let by_detail = by_language(&known, |a, b| is_same_text(a, b) && said(a) == said(b));
    let languages = if product(&by_detail) > MAX_COMBINATIONS { by_text } else { by_detail };
    let mut chosen: Vec<Vec<Known>> = vec![Vec::new()];
    for alternatives in languages {
        let with = |begun: &Vec<Known>, next: &Known| begun.iter().chain([next]).cloned().collect();
        chosen = chosen.iter().flat_map(|begun| alternatives.iter().map(move |v| with(begun, v))).collect();
    }
    Ok(chosen)
}

/// The different variants of each language, ordered as they were; no more than it takes to see that they are too many.
fn by_language(known: &[Known], is_same: impl Fn(&Known, &Known) -> bool) -> Vec<Vec<&Known>> {
    let mut languages: Vec<Vec<&Known>> = Vec::new();
    for variant in known {
        match languages.last_mut().filter(|l| l.first().is_some_and(|v| v.lang == variant.lang)) {
            Some(language) if language.len() > MAX_COMBINATIONS => {}
            Some(language) if language.iter().any(|v| is_same(v, variant)) => {}
            Some(language) => language.push(variant),
            None => languages.push(vec![variant]),
        }
    }
    languages
}

fn product(languages: &[Vec<&Known>]) -> usize {
    languages.iter().fold(1, |product, l| product.saturating_mul(l.len()))
}

fn unit(
    chosen: Vec<Known>,
    attributes: Vec<Attribute>,
    annotations: Vec<Annotation>,
) -> Result<(Unit, Detail), UnitError> {
    let has_codes = chosen.iter().any(|v| !v.marks.is_empty());
    let codes = if has_codes {
        inline::codes(&chosen.iter().map(|v| v.marks.as_slice()).collect::<Vec<_>>())
    } else {
        Vec::new()
    };
    let mut codes = codes.into_iter();
    let mut detail = Detail { attributes, annotations, variants: Vec::new() };
    let mut variants = Vec::with_capacity(chosen.len());
    for Known { lang, text, marks, attributes, annotations } in chosen {
        let codes = codes.next().unwrap_or_default();
        let mut said = VariantDetail { attributes, annotations, ..VariantDetail::new(lang.clone()) };
        if !codes.is_empty() {
            said.natives = marks.into_iter().map(|mark| mark.native).collect();
            if said.natives == inline::plain_natives(&codes) {
                said.natives = Vec::new();
            }
        }
        if !said.is_empty() {
            detail.variants.push(said);
        }
        variants.push(Variant { lang, text, codes });
    }
    Ok((Unit::new(variants)?, detail))
}

impl From<UnitError> for Damage {
    fn from(error: UnitError) -> Damage {
        Damage { at: 0, reason: error.to_string(), untranslated: error.is_untranslated() }
    }
}
