//! The rules and what they are called.

/// What a rule is about, as the summary counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RuleGroup {
    /// Arabic letters, presentation forms, kashida.
    Letters,
    /// Invisible controls.
    Controls,
    /// Digits and the marks inside numbers.
    Numbers,
    /// Question marks, commas, ellipses.
    Marks,
    /// Quotation marks.
    Quotes,
    /// Blanks around marks and between words.
    Spaces,
    /// ZWNJ.
    HalfSpaces,
}

macro_rules! rules {
    ($($(#[$doc:meta])+ $variant:ident $name:literal $group:ident;)+) => {
        /// A rule of typography.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])+ $variant,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant,)+];

            /// The name in reports and JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Rule::$variant => $name,)+
                }
            }

            /// What it is about.
            pub fn group(self) -> RuleGroup {
                match self {
                    $(Rule::$variant => RuleGroup::$group,)+
                }
            }
        }
    };
}

rules! {
    /// ي and ى to ی.
    Yeh "yeh" Letters;
    /// ك to ک.
    Kaf "kaf" Letters;
    /// Urdu and Kurdish forms of ه.
    Heh "heh" Letters;
    /// ۀ to هٔ.
    HehHamza "heh-hamza" Letters;
    /// ة to هٔ where it is the ezafe of a Persian word.
    TehMarbuta "teh-marbuta" Letters;
    /// Presentation forms to letters.
    PresentationForm "presentation-form" Letters;
    /// Kashida inside words.
    Kashida "kashida" Letters;
    /// Controls that do nothing.
    Control "control" Controls;
    /// Latin and Arabic digits to Persian ones.
    Digit "digit" Numbers;
    /// The decimal point to ٫.
    DecimalMark "decimal-mark" Numbers;
    /// The comma between thousands to ٬.
    ThousandsMark "thousands-mark" Numbers;
    /// % to ٪.
    PercentSign "percent-sign" Numbers;
    /// ? to ؟.
    QuestionMark "question-mark" Marks;
    /// , to ،.
    Comma "comma" Marks;
    /// ; to ؛.
    Semicolon "semicolon" Marks;
    /// Three dots to one ellipsis.
    Ellipsis "ellipsis" Marks;
    /// Pairs of straight and curly quotation marks to « ».
    Quote "quote" Quotes;
    /// No blank before a mark.
    SpaceBefore "space-before" Spaces;
    /// A blank behind a mark.
    SpaceAfter "space-after" Spaces;
    /// No blanks inside brackets and quotation marks.
    SpaceInside "space-inside" Spaces;
    /// One blank, not several.
    SpaceRun "space-run" Spaces;
    /// No-break and typographic blanks.
    SpaceKind "space-kind" Spaces;
    /// Soft hyphen, ¬ and zero width space typed for ZWNJ.
    HalfSpaceSign "half-space-sign" HalfSpaces;
    /// ZWNJ twice, or where it separates nothing.
    HalfSpaceExtra "half-space-extra" HalfSpaces;
    /// می and نمی before a verb.
    VerbPrefix "verb-prefix" HalfSpaces;
    /// ها and its kin.
    Plural "plural" HalfSpaces;
    /// تر and ترین.
    Comparative "comparative" HalfSpaces;
    /// ام ای ایم اید اند اش after silent heh.
    Ending "ending" HalfSpaces;
    /// ی after silent heh.
    Ezafe "ezafe" HalfSpaces;
    /// Words of two parts.
    Compound "compound" HalfSpaces;
}
