//! Language tags (BCP 47, RFC 5646: language, script, region, variants, private use) and the languages we know.

use std::fmt;
use std::sync::OnceLock;

use thiserror::Error;

/// A well-formed language tag in canonical case: `fa`, `en-GB`, `zh-Hant-TW`, `x-klingon`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(Box<str>);

/// The writing system of a language, as far as our rules tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Arabic letters: Persian, Arabic, Sorani, Urdu …
    Arabic,
    /// Latin letters, and the default of a language we do not know.
    Latin,
    /// Any other writing system.
    Other,
}

/// One row of `data/langs.tsv`.
#[derive(Debug, Clone)]
pub struct KnownLang {
    /// Primary subtag.
    pub tag: &'static str,
    /// English name.
    pub name: &'static str,
    /// Default script.
    pub script: Script,
    aliases: Vec<&'static str>,
}

/// Why a text is no language tag.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LangError {
    /// The text breaks the grammar of RFC 5646.
    #[error("\u{201C}{text}\u{201D} is not a language tag")]
    Malformed {
        /// What was given.
        text: String,
    },
    /// Well formed, but no language we have rules for.
    #[error("\u{201C}{text}\u{201D} is not a language tm knows")]
    Unknown {
        /// What was given.
        text: String,
        /// The nearest tag we know, if any is near.
        near: Option<&'static str>,
    },
}

impl Lang {
    /// Reads a tag in any case, with `-` or `_`; aliases such as `per`, `iw` become the tag in use.
    ///
    /// # Errors
    /// [`LangError::Malformed`] when it is no tag by RFC 5646, section 2.1.
    pub fn parse(text: &str) -> Result<Lang, LangError> {
        let malformed = || LangError::Malformed { text: text.chars().take(40).collect() };
        let trimmed = text.trim();
        let mut canonical = String::with_capacity(trimmed.len());
        let mut private = false;
        for (i, part) in trimmed.split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                // Only names such as "english" are longer, and they are aliases, looked up below.
                return known_name(trimmed).map(|k| Lang(k.tag.into())).ok_or_else(malformed);
            }
            if i > 0 {
                canonical.push('-');
            }
            let lower = part.to_ascii_lowercase();
            match (i, private, part.len()) {
                (0, ..) => match alias(&lower) {
                    Some(known) => canonical.push_str(known.tag),
                    None if lower == "x" || (2..=3).contains(&part.len()) && is_alphabetic(part) => {
                        canonical.push_str(&lower);
                    }
                    None => return Err(malformed()),
                },
                (_, false, 4) if is_alphabetic(part) => canonical.push_str(&titlecase(&lower)),
                (_, false, 2) if is_alphabetic(part) => canonical.push_str(&part.to_ascii_uppercase()),
                _ => canonical.push_str(&lower),
            }
            private |= lower.len() == 1;
        }
        if canonical == "x" {
            return Err(malformed());
        }
        Ok(Lang(canonical.into()))
    }

    /// Reads a tag whose language must be one of `data/langs.tsv`: what a user types.
    ///
    /// # Errors
    /// [`LangError::Malformed`] or [`LangError::Unknown`], the latter with the nearest known tag.
    pub fn parse_known(text: &str) -> Result<Lang, LangError> {
        let lang = Lang::parse(text).map_err(|_| unknown(text))?;
        if lang.known().is_some() { Ok(lang) } else { Err(unknown(text)) }
    }

    /// Persian, the hub.
    pub fn persian() -> Lang {
        Lang("fa".into())
    }

    /// The canonical tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether a request for `self` accepts text tagged `other`: `en` accepts `en-GB`, `en-GB` does not accept `en`.
    pub fn accepts(&self, other: &Lang) -> bool {
        other.0.strip_prefix(&*self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// The row of `data/langs.tsv`, if the language has one.
    pub fn known(&self) -> Option<&'static KnownLang> {
        let primary = self.primary();
        known_langs().iter().find(|k| k.tag == primary)
    }

    /// The script: a script subtag wins over the language's default.
    pub fn script(&self) -> Script {
        match self.0.split('-').nth(1).filter(|s| s.len() == 4) {
            Some("Arab") => Script::Arabic,
            Some("Latn") => Script::Latin,
            Some(_) => Script::Other,
            None => self.known().map_or(Script::Latin, |k| k.script),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The rows of `data/langs.tsv`, in file order.
pub fn known_langs() -> &'static [KnownLang] {
    static ROWS: OnceLock<Vec<KnownLang>> = OnceLock::new();
    ROWS.get_or_init(|| include_str!("../data/langs.tsv").lines().skip(1).filter_map(row).collect())
}

fn row(line: &'static str) -> Option<KnownLang> {
    let mut cells = line.split('\t');
    let (tag, name) = (cells.next()?, cells.next()?);
    let script = match cells.next()? {
        "Arabic" => Script::Arabic,
        "Latin" => Script::Latin,
        _ => Script::Other,
    };
    Some(KnownLang { tag, name, script, aliases: cells.next()?.split(',').collect() })
}

fn alias(lower: &str) -> Option<&'static KnownLang> {
    known_langs().iter().find(|k| k.tag == lower || k.aliases.contains(&lower))
}

fn known_name(text: &str) -> Option<&'static KnownLang> {
    alias(&text.to_lowercase())
}

fn unknown(text: &str) -> LangError {
    let lower = text.to_lowercase();
    // 0.8: one wrong letter in a name ("germn", 0.97) or in a tag of three ("frx", 0.82) stays above it, two letters out of
    // a longer word ("in" of "klingon", 0.76) under it.
    let near = known_langs()
        .iter()
        .flat_map(|k| std::iter::once(k.tag).chain(k.aliases.iter().copied()).map(move |name| (k.tag, name)))
        .map(|(tag, name)| (strsim::jaro_winkler(&lower, name), tag))
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, tag)| tag);
    LangError::Unknown { text: text.chars().take(40).collect(), near }
}

fn is_alphabetic(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_alphabetic())
}

fn titlecase(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_any_case_and_with_either_separator() {
        for (given, canonical) in [
            ("FA_ir", "fa-IR"),
            ("EN-us", "en-US"),
            ("per", "fa"),
            ("iw", "he"),
            ("zh_hant_tw", "zh-Hant-TW"),
            ("English", "en"),
            ("de-1996", "de-1996"),
            ("en-x-Union", "en-x-union"),
            ("X-None", "x-none"),
            (" sv ", "sv"),
        ] {
            assert_eq!(Lang::parse(given).map(|l| l.to_string()), Ok(canonical.to_owned()), "{given}");
        }
    }

    #[test]
    fn nonsense_is_no_tag() {
        for given in ["", "f", "fa--IR", "x", "12", "فارسی۱", "a b"] {
            assert!(matches!(Lang::parse(given), Err(LangError::Malformed { .. })), "{given}");
        }
    }

    #[test]
    fn a_mistyped_language_names_the_nearest() {
        assert_eq!(
            Lang::parse_known("germn"),
            Err(LangError::Unknown { text: "germn".into(), near: Some("de") })
        );
        for far in ["qq", "klingon", "xin"] {
            let unknown = LangError::Unknown { text: far.into(), near: None };
            assert_eq!(Lang::parse_known(far), Err(unknown));
        }
        for (typed, near) in [("frx", "fr"), ("swedisch", "sv"), ("englich", "en"), ("farzi", "fa")] {
            let unknown = LangError::Unknown { text: typed.into(), near: Some(near) };
            assert_eq!(Lang::parse_known(typed), Err(unknown));
        }
        assert!(Lang::parse_known("de-AT").is_ok());
    }

    #[test]
    fn a_language_accepts_its_regions_only() {
        let lang = |t| Lang::parse(t).unwrap();
        assert!(lang("en").accepts(&lang("en-GB")));
        assert!(!lang("en-GB").accepts(&lang("en")));
        assert!(!lang("en").accepts(&lang("enm")));
    }

    #[test]
    fn every_row_of_the_data_is_whole_and_no_name_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for line in include_str!("../data/langs.tsv").lines() {
            assert_eq!(line.split('\t').count(), 5, "{line}");
            assert!(line.split('\t').all(|cell| !cell.trim().is_empty() && cell.trim() == cell), "{line}");
        }
        for known in known_langs() {
            assert!(seen.insert(known.tag), "{}", known.tag);
            assert!(known.aliases.iter().all(|a| seen.insert(a)), "{:?}", known.aliases);
        }
    }

    #[test]
    fn languages_are_known_by_what_their_speakers_call_them() {
        for (name, tag) in
            [("Deutsch", "de"), ("français", "fr"), ("Svenska", "sv"), ("فارسی", "fa"), ("TÜRKÇE", "tr")]
        {
            assert_eq!(Lang::parse_known(name).unwrap().as_str(), tag);
        }
        assert!(matches!(Lang::parse_known("deutch"), Err(LangError::Unknown { near: Some("de"), .. })));
    }

    #[test]
    fn a_script_subtag_wins() {
        assert_eq!(Lang::parse("ku-Arab").unwrap().script(), Script::Arabic);
        assert_eq!(Lang::parse("fa").unwrap().script(), Script::Arabic);
        assert_eq!(Lang::parse("qaa").unwrap().script(), Script::Latin);
    }
}
