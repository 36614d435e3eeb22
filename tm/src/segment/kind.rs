//! What a segment is in its document.

/// What a segment is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SegmentKind {
    /// A sentence of running text.
    Sentence,
    /// A title, subtitle, byline, signature: one line without a closing mark.
    Heading,
    /// A speaker before the speech.
    Label,
    /// Place and agency before a report.
    Dateline,
    /// The first or only sentence of a list item, with its number or bullet.
    ListItem,
    /// A field with its value.
    KeyValue,
    /// A line of verse.
    Verse,
    /// Several calls on one line.
    Slogan,
    /// A remark in brackets on its own line.
    Note,
    /// A date on its own line.
    Date,
    /// A page number.
    PageNumber,
    /// A line that comes back on other pages.
    RunningHeader,
    /// A header line of a mail.
    MailHeader,
    /// A link, mail address or handle on its own line.
    Link,
    /// A line of hashtags.
    Tags,
    /// A line of the page around the text: share, print, archive.
    Chrome,
    /// What a conversion left behind: `[bookmark: _GoBack]`.
    Code,
    /// A line without letters.
    Separator,
    /// A line as it stands, unsegmented.
    Line,
}

impl SegmentKind {
    /// Every kind.
    pub const ALL: [SegmentKind; 19] = [
        SegmentKind::Sentence,
        SegmentKind::Heading,
        SegmentKind::Label,
        SegmentKind::Dateline,
        SegmentKind::ListItem,
        SegmentKind::KeyValue,
        SegmentKind::Verse,
        SegmentKind::Slogan,
        SegmentKind::Note,
        SegmentKind::Date,
        SegmentKind::PageNumber,
        SegmentKind::RunningHeader,
        SegmentKind::MailHeader,
        SegmentKind::Link,
        SegmentKind::Tags,
        SegmentKind::Chrome,
        SegmentKind::Code,
        SegmentKind::Separator,
        SegmentKind::Line,
    ];

    /// The kind of a name in JSON.
    pub fn parse(name: &str) -> Option<SegmentKind> {
        SegmentKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SegmentKind::Sentence => "sentence",
            SegmentKind::Heading => "heading",
            SegmentKind::Label => "label",
            SegmentKind::Dateline => "dateline",
            SegmentKind::ListItem => "list-item",
            SegmentKind::KeyValue => "key-value",
            SegmentKind::Verse => "verse",
            SegmentKind::Slogan => "slogan",
            SegmentKind::Note => "note",
            SegmentKind::Date => "date",
            SegmentKind::PageNumber => "page-number",
            SegmentKind::RunningHeader => "running-header",
            SegmentKind::MailHeader => "mail-header",
            SegmentKind::Link => "link",
            SegmentKind::Tags => "tags",
            SegmentKind::Chrome => "chrome",
            SegmentKind::Code => "code",
            SegmentKind::Separator => "separator",
            SegmentKind::Line => "line",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for (at, kind) in SegmentKind::ALL.into_iter().enumerate() {
            assert_eq!(SegmentKind::parse(kind.as_str()), Some(kind));
            assert_eq!(kind as usize, at);
        }
        assert_eq!(SegmentKind::parse("verses"), None);
    }
}
