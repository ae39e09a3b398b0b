//! A problem, complete enough to be shown without the file at hand.

use serde::Serialize;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing may be scored.
    Error,
    /// Worth a look.
    Warning,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The kinds of problems. Codes are stable: scripts may rely on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each code's `about` says what it is")]
pub enum Code {
    AliasClaimedTwice,
    AttributionNotEarned,
    BadDate,
    BadHash,
    BadUrl,
    BlankText,
    CardWithoutHome,
    CatalogMissing,
    CounterpartMismatch,
    CrosswalkGap,
    DefinitionChanged,
    DeveloperVanished,
    DomainDrop,
    DuplicateAnswer,
    DuplicateDeveloper,
    DuplicateId,
    DuplicateKey,
    EditionMismatch,
    EmptyFile,
    ExpiredAllowance,
    FileNameMismatch,
    FileNotRead,
    FileTooLarge,
    ImpossibleCriterion,
    IndicatorVanished,
    InvalidId,
    InvalidYaml,
    InvisibleText,
    LinkNotFollowed,
    LockMismatch,
    LockMissing,
    LostPoints,
    MeanDrop,
    MinDomain,
    MinScore,
    MissingAnswer,
    MissingCard,
    MissingExample,
    MissingKey,
    NegativeQuantity,
    NewlyNotApplicable,
    NotAFile,
    NotApplicable,
    NotUtf8,
    PanelContradiction,
    RankDrop,
    ReferenceCycle,
    Regrouped,
    Require,
    ReservedName,
    SameWordsOtherScore,
    ScoreDrop,
    ScoreOutOfRange,
    ShareOutOfRange,
    ThemeDrop,
    Undecided,
    UnitMismatch,
    UnknownCatalog,
    UnknownDeveloper,
    UnknownField,
    UnknownIndicator,
    UnknownKey,
    UnknownTheme,
    UnknownTrait,
    UnknownTraitValue,
    UnknownValue,
    UnlikelyValue,
    Unlocked,
    UnmetIndicator,
    Unreadable,
    UnreadableValue,
    UnusedAllowance,
    WrongExample,
    WrongType,
}

impl Code {
    /// The kebab-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AliasClaimedTwice => "alias-claimed-twice",
            Self::AttributionNotEarned => "attribution-not-earned",
            Self::BadDate => "bad-date",
            Self::BadHash => "bad-hash",
            Self::BadUrl => "bad-url",
            Self::BlankText => "blank-text",
            Self::CardWithoutHome => "card-without-home",
            Self::CatalogMissing => "catalog-missing",
            Self::CounterpartMismatch => "counterpart-mismatch",
            Self::CrosswalkGap => "crosswalk-gap",
            Self::DefinitionChanged => "definition-changed",
            Self::DeveloperVanished => "developer-vanished",
            Self::DomainDrop => "domain-drop",
            Self::DuplicateAnswer => "duplicate-answer",
            Self::DuplicateDeveloper => "duplicate-developer",
            Self::DuplicateId => "duplicate-id",
            Self::DuplicateKey => "duplicate-key",
            Self::EditionMismatch => "edition-mismatch",
            Self::EmptyFile => "empty-file",
            Self::ExpiredAllowance => "expired-allowance",
            Self::FileNameMismatch => "file-name-mismatch",
            Self::FileNotRead => "file-not-read",
            Self::FileTooLarge => "file-too-large",
            Self::ImpossibleCriterion => "impossible-criterion",
            Self::IndicatorVanished => "indicator-vanished",
            Self::InvalidId => "invalid-id",
            Self::InvalidYaml => "invalid-yaml",
            Self::InvisibleText => "invisible-text",
            Self::LinkNotFollowed => "link-not-followed",
            Self::LockMismatch => "lock-mismatch",
            Self::LockMissing => "lock-missing",
            Self::LostPoints => "lost-points",
            Self::MeanDrop => "mean-drop",
            Self::MinDomain => "min-domain",
            Self::MinScore => "min-score",
            Self::MissingAnswer => "missing-answer",
            Self::MissingCard => "missing-card",
            Self::MissingExample => "missing-example",
            Self::MissingKey => "missing-key",
            Self::NegativeQuantity => "negative-quantity",
            Self::NewlyNotApplicable => "newly-not-applicable",
            Self::NotAFile => "not-a-file",
            Self::NotApplicable => "not-applicable",
            Self::NotUtf8 => "not-utf8",
            Self::PanelContradiction => "panel-contradiction",
            Self::RankDrop => "rank-drop",
            Self::ReferenceCycle => "reference-cycle",
            Self::Regrouped => "regrouped",
            Self::Require => "require",
            Self::ReservedName => "reserved-name",
            Self::SameWordsOtherScore => "same-words-other-score",
            Self::ScoreDrop => "score-drop",
            Self::ScoreOutOfRange => "score-out-of-range",
            Self::ShareOutOfRange => "share-out-of-range",
            Self::ThemeDrop => "theme-drop",
            Self::Undecided => "undecided",
            Self::UnitMismatch => "unit-mismatch",
            Self::UnknownCatalog => "unknown-catalog",
            Self::UnknownDeveloper => "unknown-developer",
            Self::UnknownField => "unknown-field",
            Self::UnknownIndicator => "unknown-indicator",
            Self::UnknownKey => "unknown-key",
            Self::UnknownTheme => "unknown-theme",
            Self::UnknownTrait => "unknown-trait",
            Self::UnknownTraitValue => "unknown-trait-value",
            Self::UnknownValue => "unknown-value",
            Self::UnlikelyValue => "unlikely-value",
            Self::Unlocked => "unlocked",
            Self::UnmetIndicator => "unmet-indicator",
            Self::Unreadable => "unreadable",
            Self::UnreadableValue => "unreadable-value",
            Self::UnusedAllowance => "unused-allowance",
            Self::WrongExample => "wrong-example",
            Self::WrongType => "wrong-type",
        }
    }

    /// What it means, in a sentence for somebody who has not seen the file.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "a line or two for each code")]
    pub fn about(self) -> &'static str {
        match self {
            Self::AliasClaimedTwice => {
                "Two developers, or two indicators, claim the same name, so that it leads to neither."
            }
            Self::AttributionNotEarned => {
                "An edition says that its scores are the FMTI team's, but they are not the published ones."
            }
            Self::BadDate => "A date is not written as year-month-day, or there is no such day.",
            Self::BadHash => {
                "A lock holds what is not a hash, so that nothing can be held against it."
            }
            Self::BadUrl => "What should be a web address is not one.",
            Self::BlankText => "A text is there and says nothing: nobody would see any of it.",
            Self::CardWithoutHome => {
                "An indicator's card lies in a catalog whose table of contents does not list it."
            }
            Self::CatalogMissing => "The catalog that is needed here is not there.",
            Self::CounterpartMismatch => {
                "A card names other counterparts in another catalog than the crosswalk does."
            }
            Self::CrosswalkGap => {
                "A crosswalk has to give each indicator of both catalogs exactly one relation, and does not."
            }
            Self::DefinitionChanged => {
                "Gate: an indicator asks or earns something else than before, under the same id."
            }
            Self::DeveloperVanished => {
                "Gate: a developer of the older edition is not in the newer one."
            }
            Self::DomainDrop => "Gate: the mean of a domain dropped by more than is let through.",
            Self::DuplicateAnswer => "A disclosure answers the same indicator twice.",
            Self::DuplicateDeveloper => "Two disclosures in one edition are of the same developer.",
            Self::DuplicateId => "Two things that need ids of their own have the same one.",
            Self::DuplicateKey => {
                "A key is written twice in the same place, so that one value would be lost."
            }
            Self::EditionMismatch => {
                "A disclosure says it belongs to another edition than the folder it is in."
            }
            Self::EmptyFile => {
                "There is nothing to read where a catalog, card or disclosure should be."
            }
            Self::ExpiredAllowance => {
                "An allowance still lets breaches through, but its day is past."
            }
            Self::FileNameMismatch => "A file is not called after the id of what is in it.",
            Self::FileNotRead => {
                "A file in an index looks like part of it and is not read, by its name or its place."
            }
            Self::FileTooLarge => {
                "A file is larger than any disclosure could be, and was not read."
            }
            Self::ImpossibleCriterion => {
                "No answer can ever meet this criterion, or it asks something its field cannot hold."
            }
            Self::IndicatorVanished => {
                "Gate: an indicator of the older edition has none in the newer that it can be compared with."
            }
            Self::InvalidId => {
                "An id has other characters than lower-case letters, digits, `-`, `_` and `.`."
            }
            Self::InvalidYaml => "The file is not valid YAML, so that nothing in it could be read.",
            Self::InvisibleText => {
                "A text or key is made of nothing but characters that show nothing."
            }
            Self::LinkNotFollowed => {
                "A link to a folder, or out of the folder that is read, was left out: what is behind \
                 it was not checked."
            }
            Self::LockMismatch => "What is asked is no longer what was locked.",
            Self::LockMissing => "A lock is wanted, and there is none for what is used here.",
            Self::LostPoints => "Gate: a developer has fewer points for an indicator than before.",
            Self::MeanDrop => "Gate: the mean score dropped by more than is let through.",
            Self::MinDomain => "Gate: a developer has fewer points in a domain than is required.",
            Self::MinScore => "Gate: a developer has fewer points than is required.",
            Self::MissingAnswer => {
                "A disclosure says nothing of an indicator, not even that nothing is disclosed."
            }
            Self::MissingCard => {
                "A catalog's table of contents lists an indicator that has no usable card."
            }
            Self::MissingExample => {
                "A card lacks an example of what earns the point, or of what does not."
            }
            Self::MissingKey => "A key that must be there is not.",
            Self::NegativeQuantity => "A quantity is below zero.",
            Self::NewlyNotApplicable => {
                "Gate: a question that applied to a developer no longer does."
            }
            Self::NotAFile => "A folder, pipe or device is called like a file to read.",
            Self::NotApplicable => "An answer contradicts to whom its question applies.",
            Self::NotUtf8 => "A file is not encoded as UTF-8.",
            Self::PanelContradiction => {
                "The recorded score contradicts what the criteria decide for the same answer."
            }
            Self::RankDrop => "Gate: a developer fell by more ranks than is let through.",
            Self::ReferenceCycle => "Cards' fields refer to one another in a circle.",
            Self::Regrouped => {
                "Gate: a developer merged or split, so that its points are compared with nobody's."
            }
            Self::Require => {
                "Gate: a developer does not have full points for an indicator that is required."
            }
            Self::ReservedName => {
                "A developer is called like a file of the index or of a report, which it would be taken for."
            }
            Self::SameWordsOtherScore => {
                "The same words earned one score here and another elsewhere in the edition."
            }
            Self::ScoreDrop => "Gate: a developer's score dropped by more than is let through.",
            Self::ScoreOutOfRange => "A score is none of those the catalog gives.",
            Self::ShareOutOfRange => "Shares are over 100 %, alone or together.",
            Self::ThemeDrop => "Gate: the mean of a theme dropped by more than is let through.",
            Self::Undecided => "Gate: an answer that was decided no longer is.",
            Self::UnitMismatch => {
                "A quantity is given in a unit of another kind than its field measures."
            }
            Self::UnknownCatalog => {
                "A catalog is named that is neither built in nor in the folder."
            }
            Self::UnknownDeveloper => "A developer is named whom nothing introduces.",
            Self::UnknownField => "A field is named that the indicator's card does not have.",
            Self::UnknownIndicator => "An indicator is named that the catalog does not have.",
            Self::UnknownKey => "A key is written that nothing reads, most often a misspelt one.",
            Self::UnknownTheme => "A theme is named that the catalog does not have.",
            Self::UnknownTrait => {
                "A trait of a developer is given that the edition does not declare."
            }
            Self::UnknownTraitValue => {
                "A trait has a value that the edition does not declare for it."
            }
            Self::UnknownValue => "A word is not among those that may stand here.",
            Self::UnlikelyValue => {
                "A value can be read, and can hardly be meant: nothing at all, more than there is, or a year far off."
            }
            Self::Unlocked => {
                "Gate: an edition that was locked no longer is, or is not what its lock says."
            }
            Self::UnmetIndicator => "Gate: nobody earns an indicator that somebody earned before.",
            Self::Unreadable => "A file or folder could not be read.",
            Self::UnreadableValue => {
                "A value cannot be understood as the quantity or number it should be."
            }
            Self::UnusedAllowance => "An allowance lets nothing through, and can go.",
            Self::WrongExample => "A card's own example is not graded as the card says it is.",
            Self::WrongType => {
                "A value of another kind is needed here, such as a list instead of a text."
            }
        }
    }
}

/// Where a problem stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as the user named it, with forward slashes.
    pub path: String,
    /// Line, column and source line, where the problem is inside a file.
    pub spot: Option<Spot>,
}

/// A spot inside a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The line's text, without its line break.
    pub text: String,
    /// How many bytes of the line are meant, from `start`.
    pub start: usize,
    /// One past the last byte meant, within the line.
    pub end: usize,
}

impl Spot {
    /// One past the last character meant, as `column` counts; nothing where none is.
    pub fn end_column(&self) -> Option<usize> {
        let meant = self.text.get(self.start..self.end)?.chars().count();
        (meant > 0).then(|| self.column + meant)
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable kind.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Another place it has to do with, and how.
    pub related: Option<(String, Place)>,
    /// What to do.
    pub hint: Option<String>,
    /// What it is about, in words that stay when the message's numbers change: by them a problem is
    /// known again in a later run.
    pub about: Option<String>,
}

impl Diagnostic {
    /// An error without related place or hint.
    pub fn error(code: Code, message: impl Into<String>, place: Place) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            place,
            related: None,
            hint: None,
            about: None,
        }
    }

    /// A warning without related place or hint.
    pub fn warning(code: Code, message: impl Into<String>, place: Place) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, place) }
    }

    /// With what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// With another place it has to do with.
    #[must_use]
    pub fn related(mut self, how: impl Into<String>, place: Place) -> Self {
        self.related = Some((how.into(), place));
        self
    }

    /// With what it is about.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// What sorts problems: file, line, column, code, message.
    fn key(&self) -> (&str, usize, usize, Code, &str) {
        let (line, column) = self.place.spot.as_ref().map_or((0, 0), |s| (s.line, s.column));
        (&self.place.path, line, column, self.code, &self.message)
    }
}

/// Sorts by file, line and column, and drops repeats, so that the same input gives the same list.
pub fn sort(problems: &mut Vec<Diagnostic>) {
    problems.sort_by(|a, b| a.key().cmp(&b.key()));
    problems.dedup();
}

/// Whether any problem forbids scoring.
pub fn any_error(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|p| p.severity == Severity::Error)
}
