//! Names in the languages of targets: listed names, titles and first names, and capitals where none is due.

use super::form::{Form, words};
use super::lists::Lists;
use super::pieces::{Gap, Pieces};
use super::{NameFound, NameKind, skeleton};

/// Most words of a listed name.
const MOST_WORDS: usize = 6;
/// Most words of a person's name: two first names and a family name of two.
const MOST_PERSON: usize = 4;
/// Most words of an unlisted name that is known by its sound.
const MOST_SOUNDED: usize = 3;

/// What a reader takes for a name; `lang` is the primary subtag.
pub(super) fn names(text: &str, lang: &str) -> Vec<NameFound> {
    let lang = ["en", "de", "fr", "sv"].into_iter().find(|known| *known == lang).unwrap_or("");
    let reader = Reader { pieces: Pieces::new(text), lists: Lists::get(), lang };
    let headline = reader.is_headline();
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.pieces.all.len() {
        match reader.name_at(at, headline) {
            Next::Name(name, after) => {
                found.push(name);
                at = after.max(at + 1);
            }
            Next::Skip(after) => at = after.max(at + 1),
        }
    }
    found
}

enum Next {
    Name(NameFound, usize),
    Skip(usize),
}

struct Reader {
    pieces: Pieces,
    lists: &'static Lists,
    lang: &'static str,
}

const INSIDE: &[Gap] = &[Gap::Space, Gap::Hyphen];

impl Reader {
    fn name_at(&self, at: usize, headline: bool) -> Next {
        let Some(piece) = self.pieces.get(at) else { return Next::Skip(at) };
        if let Some((start, after)) = self.titled(at) {
            return self.found(start, after, NameKind::Person);
        }
        if !piece.capital {
            return Next::Skip(at);
        }
        let run = self.run(at, MOST_WORDS * 2);
        let listed = self.listed(at);
        if let Some(after) = self.person(at).filter(|after| listed.is_none_or(|(end, _)| *after > end)) {
            return self.found(at, after, NameKind::Person);
        }
        if let Some((after, kind)) = listed {
            return self.found(at, after, kind);
        }
        if !headline && self.is_unknown_name(at, run) {
            return self.found(at, run, NameKind::Unknown);
        }
        Next::Skip(at)
    }

    fn found(&self, start: usize, after: usize, kind: NameKind) -> Next {
        let text: Vec<String> = (start..after).flat_map(|at| words(self.pieces.text(at))).collect();
        let bare = self.genitive(start, after).filter(|_| kind != NameKind::Unknown);
        let (form, span) = match bare {
            Some(form) => (form, self.pieces.span_without_last(start, after)),
            None => (Form::of_words(&text), self.pieces.span(start, after, 0)),
        };
        span.map_or(Next::Skip(after), |span| {
            Next::Name(NameFound { span, kind, skeleton: skeleton::of(&form) }, after)
        })
    }

    /// The name without the s of a German or Swedish genitive, where only that one is listed.
    fn genitive(&self, start: usize, after: usize) -> Option<Form> {
        if !matches!(self.lang, "de" | "sv") {
            return None;
        }
        let key: String = (start..after).map(|at| self.pieces.text(at)).collect();
        let bare = key.strip_suffix('s')?;
        let known = |key: &str| self.lists.listed(key).is_some() || self.lists.first(key).is_some();
        (known(bare) && !known(&key)).then(|| Form::of_words(&[bare.to_owned()]))
    }

    /// Where the capitals end that begin here.
    fn run(&self, at: usize, most: usize) -> usize {
        let goes_on = |at: &usize| {
            self.pieces.follows(*at, INSIDE) && self.pieces.get(*at).is_some_and(|piece| piece.capital)
        };
        (at + 1..at + most).find(|at| !goes_on(at)).unwrap_or(at + most)
    }

    fn listed(&self, at: usize) -> Option<(usize, NameKind)> {
        let mut key = String::new();
        let mut best = None;
        for after in at + 1..=at + MOST_WORDS {
            let Some(piece) = self.pieces.get(after - 1) else { break };
            if after > at + 1 && !INSIDE.contains(&piece.gap) {
                break;
            }
            key.push_str(&piece.text);
            let bare = key.strip_suffix('s').filter(|_| matches!(self.lang, "de" | "sv"));
            let exact = self.lists.listed(&key).or_else(|| bare.and_then(|key| self.lists.listed(key)));
            let sounds = || {
                let own = after <= at + MOST_SOUNDED && piece.capital && !self.is_excluded(&piece.text);
                own.then(|| self.lists.sounded(&Form::of_words(&[key.clone()]))).flatten()
            };
            if let Some(known) = exact.or_else(sounds).filter(|known| !known.cue || exact.is_some()) {
                best = Some((after, known.kind, known.cue));
            }
        }
        best.filter(|(_, _, cue)| !cue || self.is_inside_sentence(at)).map(|(after, kind, _)| (after, kind))
    }

    fn is_inside_sentence(&self, at: usize) -> bool {
        self.pieces.follows(at, &[Gap::Space, Gap::Hyphen, Gap::Mark]) && self.lang != "de"
    }

    /// Titles and the person behind them: where the name begins and ends.
    fn titled(&self, at: usize) -> Option<(usize, usize)> {
        let is_title = |at: usize| {
            // The m of French is one only as a capital with a stop.
            let short = self.pieces.text(at).len() > 1
                || self.pieces.get(at).is_some_and(|piece| piece.capital)
                    && self.pieces.follows(at + 1, &[Gap::Stop]);
            short && self.lists.is("title", self.lang, self.pieces.text(at))
        };
        let mut start = at;
        while start < at + MOST_PERSON && is_title(start) {
            start += 1;
        }
        let near = self.pieces.follows(start, &[Gap::Space, Gap::Stop]);
        let capital = self.pieces.get(start).is_some_and(|piece| piece.capital && !piece.capitals);
        let role = self.lists.is("role", self.lang, self.pieces.text(start));
        if start == at || !near || !capital || role || self.is_excluded(self.pieces.text(start)) {
            return None;
        }
        let family = self.lists.first(self.pieces.text(start)).is_none() && self.lang == "de";
        Some((start, self.person_end(start, if family { 2 } else { MOST_PERSON })))
    }

    /// Where a name of a person ends that begins with a first name.
    fn person(&self, at: usize) -> Option<usize> {
        let text = self.pieces.text(at);
        let known = self.lists.first(text);
        let genitive = || {
            text.strip_suffix('s')
                .filter(|_| matches!(self.lang, "de" | "sv"))
                .and_then(|k| self.lists.first(k))
        };
        let sounded = || {
            self.lang != "de"
                && !self.is_excluded(text)
                && self.lists.is_sounded_first(&Form::of_words(&[text.to_owned()]))
        };
        if known.is_none() && genitive().is_none() && !sounded() {
            return None;
        }
        let after = self.person_end(at, MOST_PERSON);
        // Said, Mina and other words begin sentences.
        let alone = known == Some(false) && !self.pieces.follows(at, &[Gap::Sentence, Gap::Stop])
            || known.is_none() && genitive() == Some(false);
        (after > at + 1 || alone).then_some(after)
    }

    fn person_end(&self, at: usize, most: usize) -> usize {
        let end = self.run(at, most);
        let stops = |at: &usize| {
            let text = self.pieces.text(*at);
            self.is_excluded(text) || self.lists.is("role", self.lang, text)
        };
        (at + 1..end).find(stops).unwrap_or(end)
    }

    fn is_excluded(&self, text: &str) -> bool {
        self.lists.is("capital", self.lang, text)
            || self.lang == "en"
                && text.len() > 4
                && ["ian", "ish", "ese", "ists", "ism", "ians"].iter().any(|e| text.ends_with(e))
            || text.chars().count() < 2
    }

    /// Whether capitals in the middle of a sentence are a name although nothing lists them: not in German, where nouns
    /// have capitals.
    fn is_unknown_name(&self, at: usize, after: usize) -> bool {
        let before = if at > 0 { self.pieces.text(at - 1) } else { "" };
        let article = matches!(
            before,
            "the" | "la" | "le" | "les" | "l" | "du" | "des" | "au" | "aux" | "d" | "a" | "an"
        );
        let plain = |at: usize| {
            self.pieces.get(at).is_some_and(|piece| {
                !piece.capitals && !self.is_excluded(&piece.text) && piece.text.chars().count() >= 3
            })
        };
        matches!(self.lang, "en" | "fr" | "sv")
            && self.pieces.follows(at, &[Gap::Space, Gap::Mark])
            && !article
            && (at..after).all(plain)
            && !self.pieces.follows(after, &[Gap::Joiner])
    }

    /// Whether most words have capitals, so that a capital says nothing.
    fn is_headline(&self) -> bool {
        let long = self.pieces.all.iter().filter(|piece| piece.text.chars().count() >= 4);
        let (all, capital) =
            long.fold((0, 0), |(all, capital), piece| (all + 1, capital + usize::from(piece.capital)));
        all >= 4 && capital * 3 > all * 2
    }
}
