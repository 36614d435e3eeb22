//! How a listed place or body is written in Latin letters.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::form::words;

/// A row of the tables of places and bodies.
#[derive(Debug, Clone)]
pub(crate) struct Spellings {
    /// In Latin letters, the usual English one first.
    pub(crate) latin: Vec<&'static str>,
    kind: &'static str,
}

impl Spellings {
    /// Whether the one can stand where the other does: in a town as in a province, not as in a prison or a body.
    pub(crate) fn is_like(&self, other: &Spellings) -> bool {
        let group = |kind| if matches!(kind, "province" | "industrial") { "town" } else { kind };
        group(self.kind) == group(other.kind)
    }
}

/// The letters of a name by which its spellings are found.
pub(crate) fn name_key(text: &str) -> String {
    words(text).concat()
}

/// The spellings of a listed name in Persian letters.
pub(crate) fn listed_spellings(persian: &str) -> Option<&'static Spellings> {
    static LISTED: OnceLock<HashMap<String, Spellings>> = OnceLock::new();
    let listed = LISTED.get_or_init(|| {
        let tables = [
            include_str!("../../../data/name/places.tsv"),
            include_str!("../../../data/name/organisations.tsv"),
        ];
        let rows = tables.into_iter().flat_map(|table| table.lines().skip(1));
        let mut listed = HashMap::new();
        for row in rows {
            let mut cells = row.split('\t');
            let (Some(persian), Some(latin), Some(kind)) = (cells.next(), cells.next(), cells.next()) else {
                continue;
            };
            let spellings = Spellings { latin: latin.split(';').collect(), kind };
            listed.extend(persian.split(';').map(|name| (name_key(name), spellings.clone())));
        }
        listed
    });
    listed.get(&name_key(persian))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_found_whatever_the_persian_spelling() {
        assert_eq!(listed_spellings("طهران").unwrap().latin.first(), Some(&"Tehran"));
        assert!(listed_spellings("كرج").unwrap().is_like(listed_spellings("تهران").unwrap()));
        assert!(!listed_spellings("کرج").unwrap().is_like(listed_spellings("سایپا").unwrap()));
        assert!(listed_spellings("هیچ\u{200C}جا").is_none());
    }
}
