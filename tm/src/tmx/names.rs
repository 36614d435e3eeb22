//! Element names: namespaces, case, validity.

use std::borrow::Cow;

use crate::detail::Attribute;

/// How a file writes the names of elements.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The prefix of the root element with its colon; empty for none.
    pub(super) prefix: String,
    /// Prefixes that the root element binds, its own left out.
    pub(super) bound: Vec<Attribute>,
}

impl Names {
    /// The name without the prefix of TMX itself.
    pub(super) fn local<'a>(&self, name: &'a str) -> &'a str {
        if self.prefix.is_empty() { name } else { name.strip_prefix(self.prefix.as_str()).unwrap_or(name) }
    }

    /// Whether `name` is the TMX element `wanted`, in any case.
    pub(super) fn is(&self, name: &str, wanted: &str) -> bool {
        self.local(name).eq_ignore_ascii_case(wanted)
    }

    /// Raw XML without the prefix of TMX itself.
    pub(super) fn unprefixed<'a>(&self, xml: &'a str) -> Cow<'a, str> {
        if self.prefix.is_empty() || !xml.contains(self.prefix.as_str()) {
            return Cow::Borrowed(xml);
        }
        let open = xml.replace(&format!("<{}", self.prefix), "<");
        Cow::Owned(open.replace(&format!("</{}", self.prefix), "</"))
    }

    /// Repeats the bindings of the root that an element uses, so that it can be understood away from this file.
    pub(super) fn bind(&self, element: &str, content: &str, attributes: &mut Vec<Attribute>) {
        for (name, value) in &self.bound {
            let Some(prefix) = name.strip_prefix("xmlns:").map(|p| format!("{p}:")) else { continue };
            let uses = element.starts_with(&prefix)
                || attributes.iter().any(|(key, _)| key.starts_with(&prefix))
                || content.contains(&prefix);
            if uses && !attributes.iter().any(|(key, _)| key == name) {
                attributes.push((name.clone(), value.clone()));
            }
        }
    }
}

/// Whether `name` can be the name of an element or attribute; stricter than XML 1.0 on letters it need not know.
pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let begins = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | ':') || c.is_alphabetic();
    let goes_on =
        |c: char| begins(c) || c.is_ascii_digit() || matches!(c, '-' | '.' | '\u{B7}') || c.is_alphanumeric();
    chars.next().is_some_and(begins) && chars.all(goes_on)
}

/// A name or value from a file, short enough for a message.
pub(super) fn clip(text: &str) -> String {
    // 40 characters: a long element name stays readable, a swallowed paragraph does not flood the terminal.
    const SHOWN: usize = 40;
    match text.char_indices().nth(SHOWN).and_then(|(at, _)| text.split_at_checked(at)) {
        Some((begin, _)) => format!("{begin}…"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_first() {
        assert!(["a", "xml:lang", "_x", "b0", "é-1"].into_iter().all(is_name));
        assert!(!["", "1a", "-a", "a b", "a<b", "a\"", "a=", "<"].into_iter().any(is_name));
    }

    #[test]
    fn bindings_travel_with_their_users() {
        let names = Names { prefix: "t:".into(), bound: vec![("xmlns:mq".into(), "urn:mq".into())] };
        let mut attributes = Vec::new();
        names.bind("ph", "<mq:rxt/>", &mut attributes);
        names.bind("mq:ch", "", &mut attributes);
        assert_eq!(attributes, names.bound);
        assert_eq!(names.unprefixed("<t:sub>a</t:sub>"), "<sub>a</sub>");
        assert!(names.is("t:TUV", "tuv"));
    }
}
