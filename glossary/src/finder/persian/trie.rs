//! A character trie over folded lemmas, in flat arrays.

use std::collections::VecDeque;

use super::tables::{State, Tables};

/// Between words: inflection and any separator may stand there.
pub(super) const WORD: char = '\u{2}';
/// Between the parts of a compound: any separator may stand there.
pub(super) const JOIN: char = '\u{1}';
/// First of the private characters that stand for verbs (plane 15, Unicode 17, section 23.5).
pub(super) const FIRST_VERB: u32 = 0xF_0000;

/// A node: what follows is in the ranges of the arrays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) letter: char,
    /// The class of the word that ends here.
    pub(super) class: State,
    first: u32,
    count: u32,
    first_end: u32,
    ends: u32,
}

/// The trie.
#[derive(Debug, Clone, Default)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    ends: Vec<u32>,
}

/// A key with its first bytes in front, so that most comparisons of the sort stay in one place.
type Key = (u128, String, u32);

impl Trie {
    /// A trie over keys, each with the number that is found at its end.
    pub(super) fn new(keys: impl Iterator<Item = (String, u32)>) -> Trie {
        // UTF-8 sorts as its characters do.
        let mut keys: Vec<Key> = keys.map(|(key, number)| (head(&key), key, number)).collect();
        keys.sort_unstable();
        let mut trie = Trie { nodes: vec![Node::new('\0')], ends: Vec::with_capacity(keys.len()) };
        let mut queue = VecDeque::from([(0usize, 0usize, keys.as_slice())]);
        while let Some((node, depth, range)) = queue.pop_front() {
            trie.grow(node, depth, range, &mut queue);
        }
        trie
    }

    /// The root, if anything is in the trie.
    pub(super) fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    /// The nodes after `node`, ordered by letter.
    pub(super) fn children(&self, node: &Node) -> &[Node] {
        let (first, count) = (node.first as usize, node.count as usize);
        self.nodes.get(first..first + count).unwrap_or_default()
    }

    /// The node after `node` by a letter.
    pub(super) fn child(&self, node: &Node, letter: char) -> Option<&Node> {
        let children = self.children(node);
        let at = children.binary_search_by_key(&letter, |child| child.letter).ok()?;
        children.get(at)
    }

    /// The numbers of the keys that end at a node.
    pub(super) fn ends(&self, node: &Node) -> &[u32] {
        let (first, count) = (node.first_end as usize, node.ends as usize);
        self.ends.get(first..first + count).unwrap_or_default()
    }

    /// Gives `node` its ends and children; `range` holds the keys that share its path of `depth` bytes.
    fn grow<'k>(
        &mut self,
        node: usize,
        depth: usize,
        range: &'k [Key],
        queue: &mut VecDeque<(usize, usize, &'k [Key])>,
    ) {
        let ending = range.iter().take_while(|(_, key, _)| key.len() == depth).count();
        let (ends, mut rest) = range.split_at_checked(ending).unwrap_or((range, &[]));
        let first_end = self.ends.len();
        self.ends.extend(ends.iter().map(|(_, _, number)| *number));
        let first = self.nodes.len();
        let mut word_ends = !ends.is_empty();
        while let Some(letter) = rest.first().and_then(|key| next_letter(key, depth)) {
            let same = rest.iter().take_while(|key| next_letter(key, depth) == Some(letter)).count();
            let Some((group, others)) = rest.split_at_checked(same) else { break };
            word_ends |= matches!(letter, WORD | JOIN);
            queue.push_back((self.nodes.len(), depth + letter.len_utf8(), group));
            self.nodes.push(Node::new(letter));
            rest = others;
        }
        let count = self.nodes.len() - first;
        let path = range.first().and_then(|(_, key, _)| key.get(..depth)).filter(|_| word_ends);
        let class = path.map_or(State::End, |path| Tables::get().class(last_word(path)));
        if let Some(node) = self.nodes.get_mut(node) {
            (node.class, node.first, node.count) = (class, first as u32, count as u32);
            (node.first_end, node.ends) = (first_end as u32, ends.len() as u32);
        }
    }
}

/// The first bytes of a key as a number that sorts as they do.
fn head(key: &str) -> u128 {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(key.as_bytes()) {
        *to = *from;
    }
    u128::from_be_bytes(bytes)
}

fn next_letter(key: &Key, depth: usize) -> Option<char> {
    key.1.get(depth..)?.chars().next()
}

impl Node {
    fn new(letter: char) -> Node {
        Node { letter, class: State::End, first: 0, count: 0, first_end: 0, ends: 0 }
    }
}

/// The letters after the last separator.
fn last_word(key: &str) -> &str {
    key.rsplit([WORD, JOIN]).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_their_letters() {
        let words = ["کار", "کارگر", "کارگاه", "شورا", "کار"];
        let trie = Trie::new((0u32..).zip(words).map(|(n, w)| (w.to_owned(), n)));
        let walk = |word: &str| word.chars().try_fold(trie.root().unwrap(), |node, c| trie.child(node, c));
        assert_eq!(walk("کار").map(|n| trie.ends(n)), Some([0, 4].as_slice()));
        assert_eq!(walk("کارگاه").map(|n| trie.ends(n)), Some([2].as_slice()));
        assert!(walk("کارگ").is_some_and(|n| trie.ends(n).is_empty()));
        assert!(walk("کارد").is_none());
        assert_eq!(walk("شورا").map(|n| n.class), Some(State::Vowel));
    }
}
