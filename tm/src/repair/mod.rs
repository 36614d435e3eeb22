//! Repair of Persian documents as they come out of PDFs.
//!
//! A bounded sample of the document decides which kind of damage it has (`detect`); a repairer for each kind then goes
//! through it line by line. What its rules show is done; what only a guess shows is proposed and the line stays as far
//! as the rules brought it. A line of the repaired document is the line of the same number of the original.
//!
//! Not done: words whose letters were lost or drawn in another order (`لا` as `ال`), words torn apart at a kashida,
//! lines broken inside a word.

mod chunks;
mod debris;
mod detect;
mod embedded;
mod hidden;
mod mirror;
mod numbers;
mod pieces;
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
}

/// What is said of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// The line as it was read.
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
    let repairer = Repairer::of(text)?;
    let mut repaired =
        Repaired { text: String::with_capacity(text.len()), damage: repairer.damage(), lines: Vec::new() };
    let mut list = Lists::default();
    for (number, (line, end)) in (1..).zip(lines(text)) {
        // Tools set a form feed before the first line of a page.
        let inner = line.trim_start_matches('\u{c}');
        let page = line.get(..line.len() - inner.len()).unwrap_or_default();
        let next = list.is_item(inner, repairer.kind);
        let said = repairer.line(number, inner, next);
        repaired.text.push_str(page);
        repaired.text.push_str(said.as_ref().map_or(inner, |said| said.text.as_str()));
        repaired.text.push_str(end);
        repaired.lines.extend(said);
    }
    Some(repaired)
}

/// What is done with the lines of one document.
struct Repairer {
    kind: Kind,
    numbers: numbers::Evidence,
    visual: Option<visual::Visual>,
}

impl Repairer {
    /// Nothing for an intact document.
    fn of(text: &str) -> Option<Repairer> {
        let kind = detect::kind(text);
        let visual = match kind {
            Kind::Intact | Kind::Chunks(_) => visual::Visual::of(text),
            _ => None,
        };
        let kind = if visual.is_some() { Kind::Visual } else { kind };
        let mut repairer = Repairer { kind, numbers: numbers::Evidence::default(), visual };
        let mut evidence = numbers::Evidence::default();
        let mut lists = Lists::default();
        for line in detect::sample(text) {
            let is_item = lists.is_item(line, kind);
            evidence.add(&repairer.ordered(0, line, is_item).text);
        }
        repairer.numbers = evidence;
        if kind == Kind::Intact && evidence.gravest() == Verdict::Reversed {
            // What reverses numbers leaves quotes and closing marks on the wrong side too.
            repairer.kind = Kind::Chunks(detect::MARKS_ONLY);
        }
        let is_intact = kind == Kind::Intact && evidence.gravest() == Verdict::Straight;
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
        [order, numbers].into_iter().flatten().collect()
    }

    /// The line in logical order.
    fn ordered(&self, number: usize, line: &str, is_item: bool) -> Outcome {
        let same = || Outcome { text: line.to_owned(), proposal: None, doubt: None };
        if !line.contains(pieces::is_right_letter) && !embedded::is_embedded(line) {
            return same();
        }
        match self.kind {
            Kind::Intact => same(),
            Kind::Mirrored { is_pure } => {
                let (straight, reversed) = detect::directions(&mirror::letters(line));
                if reversed > straight || (is_pure && straight == 0) { mirror::repair(line) } else { same() }
            }
            Kind::Visual => self.visual.as_ref().map_or_else(same, |visual| visual.repair(number, line)),
            Kind::Chunks(style) => chunks::repair(line, style, is_item),
            Kind::Embedded { is_raw } => embedded::repair(line, is_raw),
            Kind::Forms => Outcome { text: mirror::letters(line), ..same() },
        }
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
        if debris::is_lost(&text) {
            certainty = Certainty::NotRestorable;
            reason = "a letter was lost";
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
mod tests;
