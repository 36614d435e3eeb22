//! The walk of a text along the trie.

use tm::text::ZWNJ;

use super::context::{Context, Cue};
use super::pattern::Pattern;
use super::suffix::{Ending, endings, replacing};
use super::tables::{Kind, State, Tables};
use super::trie::{FIRST_VERB, JOIN, Node, Trie, WORD};
use super::verb::verb_ends;
use crate::finder::Form;

/// Something found, not yet weighed against its rivals.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) pattern: u32,
    pub(super) start: usize,
    /// Where the lemma ends.
    pub(super) lemma_end: usize,
    /// Where its endings end.
    pub(super) end: usize,
    pub(super) form: Form,
    /// Where the first word of several ends, without and with its endings.
    pub(super) first_word: Option<(usize, usize)>,
    /// Its -i is the article only if a longer term says so.
    pub(super) unsure: bool,
    /// Its endings could also belong to a longer lemma.
    pub(super) ambiguous: bool,
    /// A determiner before it shows that it is a noun with the article.
    pub(super) determined: bool,
    /// Where two of its words are written as one.
    pub(super) glued: Option<usize>,
    /// Where the written word begins: before `start` when a function word is glued on.
    pub(super) word_start: usize,
}

/// How the walk came where it is.
#[derive(Debug, Clone, Copy)]
struct Path {
    start: usize,
    form: Form,
    first_word: Option<(usize, usize)>,
    /// The text has ا where the lemma begins with آ.
    bare_alef: bool,
    /// The last separator was a space.
    spaced: bool,
    /// Some inner word is inflected.
    inflected: bool,
    /// An inner word has an -i that makes it an adjective unless an adjective follows.
    article: bool,
    /// Where two words are written as one.
    glued: Option<usize>,
}

/// A scan of one text.
pub(super) struct Scan<'s> {
    pub(super) trie: &'s Trie,
    pub(super) patterns: &'s [Pattern],
    pub(super) context: Context<'s>,
    pub(super) found: Vec<Candidate>,
    endings: Vec<Ending>,
}

/// The least letters of a lemma that a function word may be glued before, and of one whose آ may lack its madda.
const LEAST_GLUED: u8 = 3;
const LEAST_BARE_ALEF: u8 = 4;

impl<'s> Scan<'s> {
    pub(super) fn new(trie: &'s Trie, patterns: &'s [Pattern], context: Context<'s>) -> Scan<'s> {
        Scan { trie, patterns, context, found: Vec::new(), endings: Vec::new() }
    }

    /// Everything that begins anywhere.
    pub(super) fn run(&mut self) {
        for place in 0..self.context.text.len() {
            if !self.context.starts(place) {
                continue;
            }
            self.from(place);
            for prefix in Tables::get().words(Kind::Prefix) {
                let after = place + prefix.len();
                let glued = self.context.text.get(place..after) == Some(prefix) && self.context.joined(after);
                if glued {
                    let before = self.found.len();
                    self.from(after);
                    self.keep_glued(before, place);
                }
            }
        }
    }

    /// Everything that begins here.
    pub(super) fn from(&mut self, start: usize) {
        let Some(root) = self.trie.root() else { return };
        let path = Path {
            start,
            form: Form::BASE,
            first_word: None,
            bare_alef: false,
            spaced: false,
            inflected: false,
            article: false,
            glued: None,
        };
        self.walk(*root, start, path);
    }

    fn keep_glued(&mut self, before: usize, place: usize) {
        let patterns = self.patterns;
        let long = |candidate: &Candidate| {
            patterns.get(candidate.pattern as usize).is_some_and(|p| p.length >= LEAST_GLUED)
        };
        let glued = self.found.split_off(before);
        let placed = glued.into_iter().map(|candidate| Candidate { word_start: place, ..candidate });
        self.found.extend(placed.filter(long));
    }

    fn walk(&mut self, node: Node, place: usize, path: Path) {
        if !self.trie.ends(&node).is_empty() {
            self.finish(node, place, path);
        }
        if place > path.start {
            if let Some(next) = self.trie.child(&node, WORD).copied() {
                self.next_word(next, place, node.class, path);
            }
            if let Some(next) = self.trie.child(&node, JOIN).copied() {
                let (place, spaced) = self.over_separator(place);
                self.walk(next, place, Path { spaced, ..path });
            }
        }
        self.verbs(node, place, path);
        self.letter(node, place, path);
        self.replaced_letter(node, place, path);
    }

    /// The next letter of the lemma; a ZWNJ within it says nothing.
    fn letter(&mut self, node: Node, place: usize, path: Path) {
        let inside =
            place > path.start && self.context.at(place) == Some(ZWNJ) && !matches!(node.letter, WORD | JOIN);
        let place = if inside { place + 1 } else { place };
        let Some(letter) = self.context.at(place) else { return };
        if let Some(next) = self.trie.child(&node, letter).copied() {
            self.walk(next, place + 1, path);
        }
        let other = match letter {
            '\u{0627}' => '\u{0622}',
            '\u{0622}' if place > path.start => '\u{0627}',
            _ => return,
        };
        if let Some(next) = self.trie.child(&node, other).copied() {
            let bare_alef = path.bare_alef || place == path.start;
            self.walk(next, place + 1, Path { bare_alef, ..path });
        }
    }

    /// گان, ات, جات for a final heh, ات for a final teh.
    fn replaced_letter(&mut self, node: Node, place: usize, path: Path) {
        if place == path.start {
            return;
        }
        let states: &[(char, State)] = match (self.context.at(place), self.context.at(place + 1)) {
            (Some('\u{06AF}' | '\u{062C}'), Some('\u{0627}')) => &[('\u{0647}', State::HehDropped)],
            (Some('\u{0627}'), Some('\u{062A}')) => {
                &[('\u{0647}', State::HehDropped), ('\u{062A}', State::TehDropped)]
            }
            _ => return,
        };
        for (letter, state) in states {
            let Some(next) = self.trie.child(&node, *letter).copied() else { continue };
            // A consonantal heh stays: گروه has no گروات.
            if *letter == '\u{0647}' && next.class != State::Heh {
                continue;
            }
            if !self.trie.ends(&next).is_empty() {
                let mut found = std::mem::take(&mut self.endings);
                found.clear();
                replacing(self.context.text, place, *state, false, &mut found);
                self.take_endings(next, place, path, &found);
                self.endings = found;
            }
            if let Some(after) = self.trie.child(&next, WORD).copied() {
                let mut found = Vec::new();
                replacing(self.context.text, place, *state, true, &mut found);
                self.inner_endings(after, place, &found, path);
            }
        }
    }

    fn next_word(&mut self, next: Node, place: usize, class: State, path: Path) {
        let mut found = Vec::new();
        endings(self.context.text, place, class, true, &mut found);
        self.inner_endings(next, place, &found, path);
        // A verb's noun may carry a pronoun: سرکوبشان کردند.
        if self.has_verbs(next) {
            let mut found = Vec::new();
            endings(self.context.text, place, class, false, &mut found);
            found.retain(|e| e.form.has(Form::CLITIC));
            self.inner_endings(next, place, &found, path);
        }
    }

    fn inner_endings(&mut self, next: Node, lemma_end: usize, found: &[Ending], path: Path) {
        for ending in found {
            let path = Path {
                form: path.form.and(ending.form),
                first_word: path.first_word.or(Some((lemma_end, ending.end))),
                inflected: path.inflected || ending.form != Form::BASE,
                article: path.article || ending.conditions.ya,
                ..path
            };
            let (place, spaced) = self.over_separator(ending.end);
            let glued = if self.context.joined(place) { Some(place) } else { path.glued };
            self.walk(next, place, Path { spaced, glued, ..path });
            if self.has_verbs(next)
                && let Some(after) = self.over_object_marker(place)
            {
                self.walk(next, after, Path { spaced: true, ..path });
            }
        }
    }

    fn has_verbs(&self, node: Node) -> bool {
        self.trie.children(&node).last().is_some_and(|child| u32::from(child.letter) >= FIRST_VERB)
    }

    /// Where the text goes on after a separator, and whether it was a space.
    fn over_separator(&self, place: usize) -> (usize, bool) {
        match self.context.at(place) {
            Some(' ' | '_') => (place + 1, true),
            Some(ZWNJ) => (place + 1, false),
            _ => (place, false),
        }
    }

    fn over_object_marker(&self, place: usize) -> Option<usize> {
        let marker = self.context.text.get(place..place + 3)?;
        matches!(marker, ['\u{0631}', '\u{0627}', ' ' | '_' | ZWNJ]).then_some(place + 3)
    }

    fn verbs(&mut self, node: Node, place: usize, path: Path) {
        if !self.has_verbs(node) || self.context.at(place).is_none() {
            return;
        }
        let trie = self.trie;
        for child in trie.children(&node).iter().rev() {
            let Some(index) = u32::from(child.letter).checked_sub(FIRST_VERB) else { break };
            let mut ends = Vec::new();
            verb_ends(self.context.text, place, index as usize, &mut ends);
            ends.sort_unstable();
            ends.dedup();
            let Some(end) = ends.into_iter().rev().find(|end| self.context.ends(*end, Form::BASE)) else {
                continue;
            };
            let found = [Ending { end, form: Form::VERB, ..Ending::default() }];
            self.take_endings(*child, end, path, &found);
        }
    }

    fn finish(&mut self, node: Node, place: usize, path: Path) {
        let mut found = std::mem::take(&mut self.endings);
        found.clear();
        endings(self.context.text, place, node.class, false, &mut found);
        self.take_endings(node, place, path, &found);
        self.endings = found;
    }

    /// Notes the best reading of the endings for each term that ends at a node.
    fn take_endings(&mut self, node: Node, place: usize, path: Path, found: &[Ending]) {
        let trie = self.trie;
        for number in trie.ends(&node) {
            let Some(pattern) = self.patterns.get(*number as usize) else { continue };
            if path.bare_alef && pattern.length < LEAST_BARE_ALEF {
                continue;
            }
            let readings = found.iter().filter(|e| self.context.ends(e.end, e.form));
            let readings = readings.filter_map(|e| Some((e, self.judge(pattern, place, path, e)?)));
            let best = readings.max_by_key(|(e, (unsure, _))| (!*unsure, e.end));
            if let Some((ending, (unsure, determined))) = best {
                let candidate = Candidate {
                    pattern: *number,
                    start: path.start,
                    lemma_end: place,
                    end: ending.end,
                    form: pattern.form.and(path.form).and(ending.form),
                    first_word: path.first_word,
                    unsure,
                    ambiguous: ending.conditions.ambiguous,
                    determined,
                    glued: path.glued,
                    word_start: path.start,
                };
                self.found.push(candidate);
            }
        }
    }

    /// Whether a term may carry these endings here: `None` is no, else whether it is unsure and whether a determiner
    /// shows its article.
    fn judge(&self, pattern: &Pattern, place: usize, path: Path, ending: &Ending) -> Option<(bool, bool)> {
        let conditions = ending.conditions;
        let inflected = path.inflected || ending.form != Form::BASE;
        let several = pattern.words > 1;
        if pattern.exact && inflected
            || conditions.long && pattern.length < LEAST_BARE_ALEF
            || conditions.adjective && !(pattern.adjective || several)
            || self.is_verb_phrase(pattern, path, ending)
            || pattern.last.finite_stem && self.is_person(place, ending.end)
            || path.article && !pattern.last.adjectival && !self.context.is_ungoverned(path.start)
        {
            return None;
        }
        if conditions.nisba && pattern.last.nisba && !several && !self.context.is_ungoverned(path.start) {
            return None;
        }
        if !conditions.ya || several && pattern.last.modifier || pattern.last.plural {
            return Some((false, false));
        }
        let tables = Tables::get();
        let with_yeh = self.context.text.get(path.start..place + 1).unwrap_or_default();
        let lemma = self.context.text.get(path.start..place).unwrap_or_default();
        if tables.is(Kind::Derived, with_yeh) {
            return Some((true, false));
        }
        if tables.is(Kind::Plain, lemma) {
            return Some((false, false));
        }
        let article = self.context.shows_article(path.start, ending.end);
        let of_action = || {
            let is_abstract = ends_in_vowel(lemma);
            (is_abstract || is_no_person(lemma))
                && self.context.stands_alone(path.start, ending.end, is_abstract)
        };
        Some((article == Cue::None && !of_action(), article == Cue::Strong))
    }

    /// Whether the ending is one that a verb has too: خواستند, بازداشته.
    fn is_person(&self, place: usize, end: usize) -> bool {
        let ending = self.context.text.get(place..end).unwrap_or_default();
        matches!(
            ending,
            ['\u{0645}' | '\u{0646}' | '\u{0647}']
                | ['\u{06CC}', '\u{0645}' | '\u{062F}']
                | ['\u{0646}', '\u{062F}']
        )
    }

    /// سرمایه دارند is "they have capital": the member after a space is a finite verb.
    fn is_verb_phrase(&self, pattern: &Pattern, path: Path, ending: &Ending) -> bool {
        let verbal = ending.form.has(Form::COPULA) || ending.form.has(Form::CLITIC);
        pattern.last.present_stem && path.spaced && verbal && !ending.form.has(Form::PLURAL)
    }
}

/// Whether a word has the shape of a noun of action (افعال, افتعال, انفعال, استفعال; تفعّل, تفعیل; افزایش) or of a place
/// (کارگاه, بیمارستان): with -i it is no abstract noun such as آزادی or معلمی.
fn is_no_person(lemma: &[char]) -> bool {
    match lemma {
        ['\u{0627}', _, .., '\u{0627}', _] => lemma.len() >= 5,
        ['\u{062A}', _, _, _] | ['\u{062A}', _, _, '\u{06CC}', _] => true,
        [_, .., '\u{06AF}', '\u{0627}', '\u{0647}'] | [_, _, _, .., '\u{0634}'] => true,
        [_, .., '\u{0633}', '\u{062A}', '\u{0627}', '\u{0646}'] => true,
        _ => false,
    }
}

/// Whether a word ends in a vowel: with -i it may be an abstract noun (بازجویی), but not behind a function word.
fn ends_in_vowel(lemma: &[char]) -> bool {
    Tables::get().class(&lemma.iter().collect::<String>()) == State::Vowel
}
