//! Values that TBX-Basic lists, and ours.

use crate::concept::TermStatus;

/// What ours are written as; the first row of a value of theirs says how it is read.
const PARTS_OF_SPEECH: [(&str, &str); 5] = [
    ("noun", "noun"),
    ("proper noun", "properNoun"),
    ("verb", "verb"),
    ("adj", "adjective"),
    ("adv", "adverb"),
];

/// The part of speech to write; another one begins with it (`verb phrase`) or is `other`.
pub(super) fn part_of_speech(ours: &str) -> &'static str {
    let begins = |(own, _): &&(&str, &str)| {
        ours.strip_prefix(own).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    PARTS_OF_SPEECH.iter().find(begins).map_or("other", |(_, theirs)| theirs)
}

/// The part of speech that was written; one that TBX does not list is kept as it is.
pub(super) fn own_part_of_speech(theirs: &str) -> String {
    let row = PARTS_OF_SPEECH.iter().find(|(_, t)| t.eq_ignore_ascii_case(theirs.trim()));
    row.map_or_else(|| theirs.trim().to_owned(), |(own, _)| (*own).to_owned())
}

const GENDERS: [(&str, &str); 3] = [("m", "masculine"), ("f", "feminine"), ("n", "neuter")];

/// The grammatical gender to write, if TBX lists it.
pub(super) fn gender(ours: &str) -> Option<&'static str> {
    GENDERS.iter().find(|(own, _)| *own == ours).map(|(_, theirs)| *theirs)
}

/// The grammatical gender that was written.
pub(super) fn own_gender(theirs: &str) -> String {
    let row = GENDERS.iter().find(|(_, t)| t.eq_ignore_ascii_case(theirs.trim()));
    row.map_or_else(|| theirs.trim().to_owned(), |(own, _)| (*own).to_owned())
}

/// The status to write.
pub(super) fn status(ours: TermStatus) -> &'static str {
    match ours {
        TermStatus::Preferred => "preferredTerm-admn-sts",
        TermStatus::Admitted => "admittedTerm-admn-sts",
        TermStatus::Deprecated => "supersededTerm-admn-sts",
        TermStatus::Forbidden => "deprecatedTerm-admn-sts",
    }
}

/// The status that was written: in TBX-Basic's words, in TBX-Min's, in those of tools, or in ours.
pub(super) fn own_status(theirs: &str) -> Option<TermStatus> {
    let plain: String = theirs.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let plain = plain.strip_suffix("admnsts").unwrap_or(&plain);
    match plain {
        "preferredterm" | "preferred" | "standardizedterm" => Some(TermStatus::Preferred),
        "admittedterm" | "admitted" | "regulatedterm" | "legalterm" => Some(TermStatus::Admitted),
        "supersededterm" | "superseded" | "obsolete" | "deprecated" => Some(TermStatus::Deprecated),
        "deprecatedterm" | "notrecommended" | "forbidden" => Some(TermStatus::Forbidden),
        _ => None,
    }
}
