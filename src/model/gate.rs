//! Conditions under which a comparison or an edition does not pass.

use super::diagnostic::Code;
use super::{Id, Points, Ratio};

/// What a gate watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// A developer lost points on an indicator.
    LostPoints,
    /// A developer's score dropped.
    ScoreDrop,
    /// The mean score dropped.
    MeanDrop,
    /// The mean of a domain dropped.
    DomainDrop,
    /// The mean of a theme dropped.
    ThemeDrop,
    /// A developer's rank dropped.
    RankDrop,
    /// Nobody meets an indicator any more.
    UnmetIndicator,
    /// A developer is gone.
    DeveloperVanished,
    /// A card asks or earns something else under the same id.
    DefinitionChanged,
    /// An answer that was decided no longer is.
    Undecided,
    /// A question that applied to somebody no longer does.
    NewlyNotApplicable,
    /// A developer merged or split, and is compared with nobody.
    Regrouped,
    /// An indicator has none that it can be compared with.
    IndicatorVanished,
    /// An edition that was locked no longer is.
    Unlocked,
    /// A developer's score is too low.
    MinScore,
    /// A developer's points in a domain are too low.
    MinDomain,
    /// A developer does not meet an indicator.
    Require,
}

impl Gate {
    /// The gates of a comparison, with what each watches, in one line.
    pub const OF_COMPARISONS: [(Self, &'static str); 14] = [
        (Self::LostPoints, "a developer lost points on an indicator"),
        (Self::ScoreDrop, "a developer's score dropped by more than N points"),
        (Self::MeanDrop, "the mean score dropped by more than N points"),
        (Self::DomainDrop, "the mean of a domain dropped by more than N points"),
        (Self::ThemeDrop, "the mean of a theme dropped by more than N points"),
        (Self::RankDrop, "a developer fell by more than N ranks"),
        (Self::UnmetIndicator, "nobody meets an indicator any more"),
        (Self::DeveloperVanished, "a developer is gone"),
        (Self::DefinitionChanged, "a card asks or earns something else under the same id"),
        (Self::Undecided, "an answer that was decided no longer is"),
        (Self::NewlyNotApplicable, "a question that applied to a developer no longer does"),
        (Self::Regrouped, "a developer merged or split, and is compared with nobody"),
        (Self::IndicatorVanished, "an indicator is gone, or has nothing to compare it with"),
        (Self::Unlocked, "an edition that was locked no longer is, or is not what was locked"),
    ];

    /// The gates that `default` stands for. Whatever takes points away breaches one of them: points
    /// are lost, or no longer given, or whom or what they were given for is gone, or no longer
    /// comparable, or what was asked is no longer held. The others only look at the same from afar.
    pub const BY_DEFAULT: [Self; 8] = [
        Self::LostPoints,
        Self::Undecided,
        Self::NewlyNotApplicable,
        Self::DeveloperVanished,
        Self::Regrouped,
        Self::IndicatorVanished,
        Self::DefinitionChanged,
        Self::Unlocked,
    ];

    /// Every gate.
    pub const ALL: [Self; 17] = [
        Self::LostPoints,
        Self::ScoreDrop,
        Self::MeanDrop,
        Self::DomainDrop,
        Self::ThemeDrop,
        Self::RankDrop,
        Self::UnmetIndicator,
        Self::DeveloperVanished,
        Self::DefinitionChanged,
        Self::Undecided,
        Self::NewlyNotApplicable,
        Self::Regrouped,
        Self::IndicatorVanished,
        Self::Unlocked,
        Self::MinScore,
        Self::MinDomain,
        Self::Require,
    ];

    /// The kind of problem a breach is.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Self::LostPoints => Code::LostPoints,
            Self::ScoreDrop => Code::ScoreDrop,
            Self::MeanDrop => Code::MeanDrop,
            Self::DomainDrop => Code::DomainDrop,
            Self::ThemeDrop => Code::ThemeDrop,
            Self::RankDrop => Code::RankDrop,
            Self::UnmetIndicator => Code::UnmetIndicator,
            Self::DeveloperVanished => Code::DeveloperVanished,
            Self::DefinitionChanged => Code::DefinitionChanged,
            Self::Undecided => Code::Undecided,
            Self::NewlyNotApplicable => Code::NewlyNotApplicable,
            Self::Regrouped => Code::Regrouped,
            Self::IndicatorVanished => Code::IndicatorVanished,
            Self::Unlocked => Code::Unlocked,
            Self::MinScore => Code::MinScore,
            Self::MinDomain => Code::MinDomain,
            Self::Require => Code::Require,
        }
    }

    /// The word for it, which is that of its breaches' code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.code().as_str()
    }

    /// Whether a number says how much is too much.
    #[must_use]
    pub fn has_limit(self) -> bool {
        matches!(
            self,
            Self::ScoreDrop | Self::MeanDrop | Self::DomainDrop | Self::ThemeDrop | Self::RankDrop
        )
    }
}

/// A gate of a comparison, and how much it lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is watched.
    pub gate: Gate,
    /// More than this is a breach.
    pub above: Points,
}

/// What an edition must reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bar {
    /// Every developer this many points.
    Score(Points),
    /// Every developer this many points in the domain at this position.
    Domain(usize, Points),
    /// Every developer full points on the indicator at this position.
    Indicator(usize),
}

/// By what a breach is known again in a later run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Which gate.
    pub gate: Gate,
    /// Who, if one developer.
    pub developer: Option<Id>,
    /// The indicator, domain or theme, if one.
    pub subject: Option<Id>,
}

impl Key {
    /// In words: `lost-points ibm data-size`.
    pub fn words(&self) -> String {
        let parts = [self.developer.as_ref(), self.subject.as_ref()].into_iter().flatten();
        parts.fold(self.gate.as_str().to_owned(), |text, id| text + " " + id.as_str())
    }
}

/// A gate that did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// What it is.
    pub key: Key,
    /// How large it is: points, ranks or developers.
    pub by: Ratio,
    /// What happened, in a sentence.
    pub message: String,
    /// Where it can be seen.
    pub seen: Seen,
}

/// Where a breach can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// In a developer's file of the newer edition, at an indicator's answer if one is meant.
    New(usize, Option<usize>),
    /// In the card of an indicator of the newer edition.
    Card(usize),
    /// In the newer edition as a whole.
    Edition,
}

/// A breach that was known and accepted when a baseline was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What it is.
    pub key: Key,
    /// How large it may be.
    pub by: Points,
}

/// A breach that is let through for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Which gate.
    pub gate: Gate,
    /// Whose breaches; anybody's if not said.
    pub developer: Option<Id>,
    /// Which indicator's, domain's or theme's; any if not said.
    pub subject: Option<Id>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds, `YYYY-MM-DD`.
    pub expires: Option<String>,
}

impl Allowance {
    /// Whether it speaks of this breach.
    #[must_use]
    pub fn covers(&self, key: &Key) -> bool {
        let fits = |wanted: &Option<Id>, is: &Option<Id>| wanted.is_none() || wanted == is;
        self.gate == key.gate
            && fits(&self.developer, &key.developer)
            && fits(&self.subject, &key.subject)
    }
}
