//! Maps and sets of our own lists of words.
//!
//! What is in them is compiled in, so that nobody can choose it to collide; a hash that guards against that took a sixth
//! of a short run. What people or files bring goes into the maps of the standard library.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

/// A map whose keys are our own.
pub type ListedMap<K, V> = HashMap<K, V, FixedState>;

/// A set of what is our own.
pub type ListedSet<T> = HashSet<T, FixedState>;
