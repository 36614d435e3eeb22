//! Repair of Persian documents as they come out of PDFs.
//!
//! A bounded sample of the document decides which kind of damage it has (`detect`); a repairer for each kind then goes
//! through it line by line. What its rules show is done; what only a guess shows is proposed and the line stays as far
//! as the rules brought it. A line of the repaired document is the line of the same number of the original, but where
//! pieces of a broken line were put together (`rejoin`), which `Repaired::origins` tells.
//!
//! Not restored: letters that were lost, which are told of, and words torn at a kashida whose parts are nowhere whole.

mod chunks;
mod debris;
mod detect;
mod embedded;
mod exchanged;
mod hidden;
mod mirror;
mod numbers;
mod pieces;
mod rejoin;
mod stretched;
mod torn;
mod visual;
mod words;

use detect::Kind;
use numbers::Verdict;

/// A document after its repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The document with what is certain done.
    pub text: String,
    /// The kinds of damage it has, in the order they were met; none for an intact document.
    pub damage: Vec<Damage>,
    /// What there is to say, by line; nothing for lines that are right.
    pub lines: Vec<Line>,
    /// The number of the first original line of each line of the text, and one more than the last number at the end;
    /// empty while every line is one.
    pub origins: Vec<usize>,
}

/// What is said of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// The line as it was read; several lines where they were pieces of one.
    pub original: String,
    /// The line with what is certain done.
    pub text: String,
    /// What it may have been, where that is only a guess.
    pub proposal: Option<String>,
    /// How sure we are.
    pub certainty: Certainty,
    /// Why.
    pub reason: &'static str,
}

/// How sure a repair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Done.
    Certain,
    /// Possibly more is to be done, which is proposed.
    Doubtful,
    /// Something is lost.
    NotRestorable,
}

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Damage {
    /// The letters of each line are reversed.
    Mirrored,
    /// The chunks of each line are in reverse.
    VisualOrder,
    /// Marks and numbers stand at the wrong end of lines.
    MarksAtEdge,
    /// Runs of pdftotext hold their marks and blanks in the order they are drawn.
    Runs,
    /// Letters are written as presentation forms.
    PresentationForms,
    /// The digits of numbers are reversed.
    ReversedNumbers,
    /// Some numbers are impossible as they stand.
    SuspiciousNumbers,
    /// Lines were torn at ZWNJ, and their parts are in reverse.
    TornLines,
    /// Lam and alef are exchanged.
    ExchangedLetters,
    /// Lines were broken into several.
    BrokenLines,
    /// Kashidas became signs or blanks inside words.
    Kashidas,
    /// Letters were lost.
    LostLetters,
}

impl Certainty {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Doubtful => "doubtful",
            Certainty::NotRestorable => "not-restorable",
        }
    }
}

impl Damage {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Damage::Mirrored => "mirrored",
            Damage::VisualOrder => "visual-order",
            Damage::MarksAtEdge => "marks-at-edge",
            Damage::Runs => "runs",
            Damage::PresentationForms => "presentation-forms",
            Damage::ReversedNumbers => "reversed-numbers",
            Damage::SuspiciousNumbers => "suspicious-numbers",
            Damage::TornLines => "torn-lines",
            Damage::ExchangedLetters => "exchanged-letters",
            Damage::BrokenLines => "broken-lines",
            Damage::Kashidas => "kashidas",
            Damage::LostLetters => "lost-letters",
        }
    }
}

/// What a repairer makes of one line.
#[derive(Debug)]
struct Outcome {
    text: String,
    proposal: Option<String>,
    doubt: Option<&'static str>,
}

/// Finds out what is wrong with a document and repairs what is certain; nothing for an intact document.
pub fn repair(text: &str) -> Option<Repaired> {
    let clean = stretched::without_signs(text);
    let repairer = Repairer::of(clean.as_deref().unwrap_or(text), clean.is_some())?;
    let mut repaired = Repaired {
        text: String::with_capacity(text.len()),
        damage: repairer.damage(),
        lines: Vec::new(),
        origins: Vec::new(),
    };
    let mut list = Lists::default();
    let clean = clean.as_deref().unwrap_or(text);
    let told = lines(text).zip(lines(clean)).zip(1..).map(|(((line, end), (clean, _)), number)| {
        let next = list.is_item(clean, repairer.kind);
        let said = repairer.said(number, line, clean, next);
        Told { line, clean, end, said }
    });
    match rejoin::Broken::of(clean, repairer.kind) {
        rejoin::Broken::Nowhere => told.for_each(|told| repaired.push(told)),
        broken => repaired.join(broken, told.collect()),
    }
    Some(repaired)
}

/// A line, what it is without debris, what ends it, and what is said of it.
struct Told<'t> {
    line: &'t str,
    clean: &'t str,
    end: &'t str,
    said: Option<Line>,
}

impl Told<'_> {
    fn text(&self) -> &str {
        self.said.as_ref().map_or(self.line, |said| said.text.as_str())
    }
}

impl Repaired {
    fn push(&mut self, told: Told<'_>) {
        self.text.push_str(told.text());
        self.text.push_str(told.end);
        self.lines.extend(told.said);
    }

    /// Puts the pieces of broken lines together.
    fn join(&mut self, broken: rejoin::Broken, told: Vec<Told<'_>>) {
        let read: Vec<&str> = told.iter().map(|told| told.clean).collect();
        let texts: Vec<String> = told.iter().map(|told| told.text().to_owned()).collect();
        let ordered: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut number = 1;
        let mut rest = told.into_iter();
        while let Some(first) = rest.next() {
            let at = number - 1;
            let most = (at + rejoin::MOST_PIECES + 2).min(read.len());
            let count = broken.count(part(&read, at, most), part(&ordered, at, most));
            self.origins.push(number);
            if count == 1 {
                self.push(first);
            } else {
                let text = broken.joined(part(&read, at, at + count), part(&ordered, at, at + count));
                self.push(joined(number, text, first, rest.by_ref().take(count - 1)));
            }
            number += count;
        }
        self.origins.push(number);
        if self.origins.len() <= read.len() {
            self.damage.push(Damage::BrokenLines);
        } else {
            self.origins.clear();
        }
    }
}

fn part<'l, 't>(lines: &'l [&'t str], from: usize, end: usize) -> &'l [&'t str] {
    lines.get(from..end).unwrap_or_default()
}

/// Pieces as one line.
fn joined<'t>(
    number: usize,
    text: String,
    first: Told<'t>,
    others: impl Iterator<Item = Told<'t>>,
) -> Told<'t> {
    let mut original = first.line.to_owned();
    let mut end = first.end;
    for piece in others {
        original.push('\n');
        original.push_str(piece.line);
        end = piece.end;
    }
    let text = debris::join_marks(&text);
    let (certainty, reason) = match debris::is_lost(&text) {
        true => (Certainty::NotRestorable, "a letter was lost"),
        false => (Certainty::Certain, "pieces of one line were put together"),
    };
    let said = Line { number, original, text, proposal: None, certainty, reason };
    Told { end, said: Some(said), ..first }
}

/// What is done with the lines of one document.
struct Repairer {
    kind: Kind,
    numbers: numbers::Evidence,
    visual: Option<visual::Visual>,
    letters: Letters,
}

/// What is wrong with letters and words, whatever the order of the lines.
struct Letters {
    torn: torn::Torn,
    blanks: stretched::Blanks,
    had_signs: bool,
    are_exchanged: bool,
    are_lost: bool,
}

impl Letters {
    fn of(text: &str, had_signs: bool) -> Letters {
        Letters {
            torn: torn::Torn::of(text),
            blanks: stretched::Blanks::default(),
            had_signs,
            are_exchanged: exchanged::is_damaged(text),
            are_lost: detect::sample(text).any(debris::is_lost_among_letters),
        }
    }

    fn damage(&self) -> impl Iterator<Item = Damage> {
        [
            self.torn.is_torn().then_some(Damage::TornLines),
            self.are_exchanged.then_some(Damage::ExchangedLetters),
            (self.had_signs || self.blanks.are_debris()).then_some(Damage::Kashidas),
            self.are_lost.then_some(Damage::LostLetters),
        ]
        .into_iter()
        .flatten()
    }
}

impl Repairer {
    /// Nothing for an intact document.
    fn of(text: &str, had_signs: bool) -> Option<Repairer> {
        let kind = detect::kind(text);
        let visual = match kind {
            Kind::Intact | Kind::Chunks(_) => visual::Visual::of(text),
            _ => None,
        };
        let kind = if visual.is_some() { Kind::Visual } else { kind };
        let numbers = numbers::Evidence::default();
        let mut repairer = Repairer { kind, numbers, visual, letters: Letters::of(text, had_signs) };
        let mut evidence = numbers::Evidence::default();
        let mut lists = Lists::default();
        for line in detect::sample(text) {
            let is_item = lists.is_item(line, kind);
            let ordered = repairer.ordered(0, line, is_item).text;
            evidence.add(&ordered);
            repairer.letters.blanks.add(&ordered);
        }
        repairer.numbers = evidence;
        if evidence.gravest() != Verdict::Straight {
            repairer.letters.torn.take_few();
        }
        if kind == Kind::Intact && evidence.gravest() == Verdict::Reversed {
            // What reverses numbers leaves quotes and closing marks on the wrong side too.
            repairer.kind = Kind::Chunks(detect::MARKS_ONLY);
        }
        let is_intact = kind == Kind::Intact
            && evidence.gravest() == Verdict::Straight
            && repairer.letters.damage().next().is_none();
        (!is_intact).then_some(repairer)
    }

    fn damage(&self) -> Vec<Damage> {
        let order = match self.kind {
            Kind::Intact => None,
            Kind::Mirrored { .. } => Some(Damage::Mirrored),
            Kind::Visual => Some(Damage::VisualOrder),
            Kind::Chunks(_) => Some(Damage::MarksAtEdge),
            Kind::Embedded { .. } => Some(Damage::Runs),
            Kind::Forms => Some(Damage::PresentationForms),
        };
        let numbers = match self.numbers.gravest() {
            Verdict::Straight => None,
            Verdict::Suspicious => Some(Damage::SuspiciousNumbers),
            Verdict::Reversed => Some(Damage::ReversedNumbers),
        };
        [order, numbers].into_iter().flatten().chain(self.letters.damage()).collect()
    }

    /// The line in logical order.
    fn ordered(&self, number: usize, line: &str, is_item: bool) -> Outcome {
        let same = || Outcome { text: line.to_owned(), proposal: None, doubt: None };
        if !line.contains(pieces::is_right_letter) && !embedded::is_embedded(line) {
            return same();
        }
        let ordered = match self.kind {
            Kind::Intact => same(),
            Kind::Mirrored { is_pure } => {
                let (straight, reversed) = detect::directions(&mirror::letters(line));
                match (reversed, straight) {
                    _ if is_pure && (reversed > straight || straight == 0) => mirror::repair(line),
                    (2.., 0) => mirror::repair(line),
                    (1.., 0) => Outcome {
                        proposal: Some(mirror::repair(line).text),
                        doubt: Some("the letters may be reversed"),
                        ..same()
                    },
                    _ => same(),
                }
            }
            Kind::Visual => self.visual.as_ref().map_or_else(same, |visual| visual.repair(number, line)),
            Kind::Chunks(style) => chunks::repair(line, style, is_item),
            Kind::Embedded { is_raw } => embedded::repair(line, is_raw),
            Kind::Forms => Outcome { text: mirror::letters(line), ..same() },
        };
        match self.kind {
            Kind::Intact => ordered,
            _ => Outcome { text: mirror::letters(&ordered.text), ..ordered },
        }
    }

    /// What is to be said of a line that is `clean` without the signs of kashidas.
    fn said(&self, number: usize, line: &str, clean: &str, is_item: bool) -> Option<Line> {
        // Tools set a form feed before the first line of a page.
        let inner = clean.trim_start_matches('\u{c}');
        let page = clean.get(..clean.len() - inner.len()).unwrap_or_default();
        let said = self.line(number, inner, is_item);
        if line == inner {
            return said;
        }
        let signs = || Line {
            number,
            original: String::new(),
            text: inner.to_owned(),
            proposal: None,
            certainty: Certainty::Certain,
            reason: "kashidas were left as signs",
        };
        let said = said.or_else(|| (line != clean).then(signs))?;
        Some(Line { original: line.to_owned(), text: format!("{page}{}", said.text), ..said })
    }

    /// What is to be said of a line; nothing for a line that is right.
    fn line(&self, number: usize, line: &str, is_item: bool) -> Option<Line> {
        let ordered = self.ordered(number, line, is_item);
        let mut text = debris::join_marks(&ordered.text);
        let mut reason = if text == line { "" } else { self.reason() };
        let mut certainty = Certainty::Certain;
        let mut proposal = ordered.proposal.filter(|proposal| *proposal != text);
        if let Some(doubt) = ordered.doubt {
            certainty = if proposal.is_some() { Certainty::Doubtful } else { Certainty::NotRestorable };
            reason = doubt;
        }
        if self.letters.blanks.are_debris() {
            let (joined, is_left) = self.letters.blanks.joined(&text);
            if joined != text {
                text = joined;
                reason = if reason.is_empty() { "kashidas were left as blanks" } else { reason };
            }
            if is_left {
                certainty = Certainty::Doubtful;
                reason = "a blank stands inside a word";
            }
        }
        if self.letters.are_exchanged {
            let mended = exchanged::mended(&text);
            if mended != text {
                proposal = proposal.map(|proposal| exchanged::mended(&proposal));
                text = mended;
                reason = if reason.is_empty() { "lam and alef were exchanged" } else { reason };
            }
        }
        if let Some(doubt) = self.letters.torn.doubt(line, &text).filter(|_| proposal.is_none()) {
            proposal = doubt.proposal;
            certainty = Certainty::Doubtful;
            reason = doubt.reason;
        }
        if let Some(turned) = self.numbers.turned(&text, Verdict::Reversed) {
            proposal = proposal.and_then(|p| self.numbers.turned(&p, Verdict::Reversed).or(Some(p)));
            text = turned;
            if reason.is_empty() {
                reason = "the numbers of this document are reversed: check every one";
            }
        }
        if let Some(turned) = self.numbers.turned(&text, Verdict::Suspicious).filter(|_| proposal.is_none()) {
            proposal = Some(turned);
            certainty = Certainty::Doubtful;
            reason = "numbers of this document are impossible: they may be reversed";
        }
        if certainty == Certainty::Certain && self.kind != Kind::Intact && mirror::is_awkward(&text) {
            certainty = Certainty::Doubtful;
            reason = "a mark or number may still stand in the wrong place: compare it with the page";
        }
        if debris::is_lost(&text) {
            certainty = Certainty::NotRestorable;
            reason = "a letter was lost, or a control character stands for it";
        }
        (!reason.is_empty()).then(|| Line {
            number,
            original: line.to_owned(),
            text,
            proposal,
            certainty,
            reason,
        })
    }

    fn reason(&self) -> &'static str {
        match self.kind {
            Kind::Intact => "a mark was torn off",
            Kind::Mirrored { .. } => "the letters were reversed",
            Kind::Visual => "the parts of the line were in reverse",
            Kind::Chunks(_) => "marks and numbers stood at the wrong end",
            Kind::Embedded { .. } => "marks and blanks were in the order they are drawn",
            Kind::Forms => "letters were presentation forms",
        }
    }
}

/// The list numbers that run on from line to line.
#[derive(Debug, Default)]
struct Lists {
    last: Option<u32>,
}

impl Lists {
    /// Whether a line `. text۳` is the next item of a list.
    fn is_item(&mut self, line: &str, kind: Kind) -> bool {
        let Kind::Chunks(style) = kind else { return false };
        if line.trim().is_empty() || !style.cuts_numbers {
            return false;
        }
        let number = chunks::list_number(line, style);
        let is_next =
            number.is_some_and(|number| number == 1 || self.last.is_some_and(|last| last + 1 == number));
        self.last = if is_next { number } else { self.last };
        is_next
    }
}

/// The lines of a text as editors count them, each with what ends it.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split_inclusive('\n').map(|line| {
        let inner = line.trim_end_matches(['\n', '\r']);
        (inner, line.get(inner.len()..).unwrap_or_default())
    })
}

#[cfg(test)]
mod clean;
#[cfg(test)]
mod tests;
