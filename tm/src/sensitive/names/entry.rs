//! One held-back name: how it is rendered, what stands in its place, and its bytes in the store.

use crate::lang::{Lang, Script};
use crate::pack::{Packer, Unpacker};

/// A name that must not leave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The name as it was added.
    pub name: String,
    /// What stands in its place, by language; there is one for Persian and one for English at least.
    pub pseudonyms: Vec<(Lang, String)>,
    /// How it is written in other languages, where that does not follow from its sound.
    pub renderings: Vec<(Lang, String)>,
    /// Texts that look like it and are not meant.
    pub exceptions: Vec<String>,
    /// Whether each part of it is held back when it stands alone.
    pub parts: bool,
}

/// First byte of a packed entry: its version.
const VERSION: u8 = 1;

impl Entry {
    /// The entry without its name, as the store keeps it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Packer::default();
        out.byte(VERSION);
        out.byte(u8::from(self.parts));
        for list in [&self.pseudonyms, &self.renderings] {
            out.number(list.len() as u64);
            for (lang, text) in list {
                out.text(lang.as_str());
                out.text(text);
            }
        }
        out.number(self.exceptions.len() as u64);
        self.exceptions.iter().for_each(|text| out.text(text));
        out.finish()
    }

    /// Reads what [`Entry::to_bytes`] wrote; `None` for other bytes, those of a later version too.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Option<Entry> {
        let from = &mut Unpacker::new(bytes);
        if from.byte()? != VERSION {
            return None;
        }
        let parts = from.byte()? != 0;
        let pair = |from: &mut Unpacker<'_>| Some((Lang::parse(from.text()?).ok()?, from.text()?.to_owned()));
        let pseudonyms = from.list(pair)?;
        let renderings = from.list(pair)?;
        let exceptions = from.list(|from| from.text().map(str::to_owned))?;
        from.is_at_end().then(|| Entry { name: name.to_owned(), pseudonyms, renderings, exceptions, parts })
    }

    /// What stands in the place of the name in a text in `lang`, where it was written in Arabic or in other letters.
    pub fn pseudonym(&self, lang: &Lang, arabic: bool) -> &str {
        let fits = |of: &Lang| (of.script() == Script::Arabic) == arabic;
        let own = self.pseudonyms.iter().find(|(of, _)| fits(of) && (of == lang || of.accepts(lang)));
        let any = || self.pseudonyms.iter().find(|(of, _)| fits(of)).or(self.pseudonyms.first());
        own.or_else(any).map_or("", |(_, text)| text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs() -> impl Strategy<Value = Vec<(Lang, String)>> {
        let tag = prop::sample::select(vec!["fa", "en", "de-AT"]);
        prop::collection::vec((tag.prop_map(|t| Lang::parse(t).unwrap()), ".{0,8}"), 0..4)
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            name in ".{1,8}", pseudonyms in pairs(), renderings in pairs(),
            exceptions in prop::collection::vec(".{0,8}", 0..3), parts: bool, cut in 0usize..60,
        ) {
            let entry = Entry { name, pseudonyms, renderings, exceptions, parts };
            let bytes = entry.to_bytes();
            prop_assert_eq!(Entry::from_bytes(&entry.name, &bytes), Some(entry.clone()));
            if cut < bytes.len() {
                prop_assert_eq!(Entry::from_bytes(&entry.name, &bytes[..cut]), None);
            }
        }
    }
}
