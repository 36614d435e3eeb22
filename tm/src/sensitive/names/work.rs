//! Counts what the search looks at, so that a law can hold it to the length of the text. Outside tests it does nothing.

#[cfg(test)]
thread_local! {
    static LOOKED_AT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// One more thing was looked at.
#[inline]
pub(super) fn look() {
    #[cfg(test)]
    LOOKED_AT.with(|count| count.set(count.get() + 1));
}

/// How many things `what` looks at.
#[cfg(test)]
pub(super) fn of(what: impl FnOnce()) -> usize {
    LOOKED_AT.with(|count| count.set(0));
    what();
    LOOKED_AT.with(std::cell::Cell::get)
}
