//! What is glued to a name: endings after it, function words and titles before it (`data/sensitive/affixes.tsv`).

use std::collections::HashSet;
use std::sync::OnceLock;

use super::text::Plain;

/// The table.
#[derive(Debug, Default)]
pub(super) struct Affixes {
    tails: HashSet<Vec<char>>,
    prefixes: Vec<Vec<char>>,
    particles: HashSet<Vec<char>>,
}

impl Affixes {
    pub(super) fn get() -> &'static Affixes {
        static AFFIXES: OnceLock<Affixes> = OnceLock::new();
        AFFIXES.get_or_init(|| {
            let mut affixes = Affixes::default();
            for row in include_str!("../../../data/sensitive/affixes.tsv").lines().skip(1) {
                let mut cells = row.split('\t');
                let (kind, letters) = (cells.next(), Plain::new(cells.next().unwrap_or_default()).cells);
                match kind {
                    Some("tail") => drop(affixes.tails.insert(letters)),
                    Some("prefix") => affixes.prefixes.push(letters),
                    Some("particle") => drop(affixes.particles.insert(letters)),
                    _ => {}
                }
            }
            affixes
        })
    }

    /// Whether the rest of a word is an ending: none at all is one too.
    pub(super) fn is_tail(&self, rest: &[char], arabic: bool) -> bool {
        // Genitives of English, German and Swedish, whose apostrophe is no letter; the mute e of French.
        const LATIN: [&[char]; 4] = [&['s'], &['e', 's'], &['n', 's'], &['e']];
        rest.is_empty() || if arabic { self.tails.contains(rest) } else { LATIN.contains(&rest) }
    }

    /// Where a name may begin in the word that begins at the front of `text`, behind what is glued before it.
    pub(super) fn starts(&self, text: &[char]) -> impl Iterator<Item = usize> {
        let glued = self.prefixes.iter().filter(move |prefix| text.starts_with(prefix));
        std::iter::once(0).chain(glued.map(Vec::len))
    }

    /// Whether a word of a name says nothing alone: titles and the ends of many family names.
    pub(super) fn is_particle(&self, word: &[char]) -> bool {
        self.particles.contains(word)
    }
}
