//! What a format cannot carry, counted.

/// A text that was written, and what it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub text: String,
    /// Concepts in it.
    pub concepts: u64,
    /// What was left out.
    pub lost: Vec<Loss>,
}

/// Something that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// How many.
    pub count: u64,
    /// Of what, in the plural: `definitions`.
    pub what: &'static str,
}

impl Loss {
    /// Those of the counts that are not nothing.
    pub(crate) fn list(counts: impl IntoIterator<Item = (u64, &'static str)>) -> Vec<Loss> {
        counts.into_iter().filter(|(n, _)| *n > 0).map(|(count, what)| Loss { count, what }).collect()
    }
}
