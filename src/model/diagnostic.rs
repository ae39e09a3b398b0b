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
    FileTooLarge,
    ImpossibleCriterion,
    InvalidId,
    InvalidYaml,
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
    NotAFile,
    NotUtf8,
    PanelContradiction,
    RankDrop,
    ReferenceCycle,
    Require,
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
            Self::FileTooLarge => "file-too-large",
            Self::ImpossibleCriterion => "impossible-criterion",
            Self::InvalidId => "invalid-id",
            Self::InvalidYaml => "invalid-yaml",
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
            Self::NotAFile => "not-a-file",
            Self::NotUtf8 => "not-utf8",
            Self::PanelContradiction => "panel-contradiction",
            Self::RankDrop => "rank-drop",
            Self::ReferenceCycle => "reference-cycle",
            Self::Require => "require",
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
            Self::UnmetIndicator => "unmet-indicator",
            Self::Unreadable => "unreadable",
            Self::UnreadableValue => "unreadable-value",
            Self::UnusedAllowance => "unused-allowance",
            Self::WrongExample => "wrong-example",
            Self::WrongType => "wrong-type",
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
