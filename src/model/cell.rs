//! What a rater said of one answer, in points or why there are none.

use std::fmt;

use super::Points;

/// What the rater said of one answer. Unknown is not zero, and what does not apply is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// These points.
    Rated(Points),
    /// Not decided: some points from the first to the second.
    Open(Open, Points, Points),
    /// The question does not arise: neither won nor lost.
    NotApplicable,
    /// Asked, and not scored.
    NotScored,
}

/// Why a cell is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open {
    /// A person must judge.
    Referred,
    /// There is no answer to judge.
    Unanswered,
    /// The rater said nothing.
    Unrated,
    /// The rater would not judge.
    Abstained,
    /// Raters differ, and nobody has settled it.
    Disputed,
}

impl Open {
    /// All of them, with the word for each in every output and what it means.
    pub const ALL: [(Self, &'static str, &'static str); 5] = [
        (Self::Referred, "referred", "a person must judge"),
        (Self::Unanswered, "unanswered", "there is no answer to judge"),
        (Self::Unrated, "unrated", "the rater said nothing"),
        (Self::Abstained, "abstained", "the rater would not judge"),
        (Self::Disputed, "disputed", "raters differ, and nobody has settled it"),
    ];

    /// The word in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(open, ..)| *open == self).map_or("", |(_, word, _)| word)
    }
}

impl Cell {
    /// The points, where they are known.
    #[must_use]
    pub fn points(self) -> Option<Points> {
        match self {
            Self::Rated(points) => Some(points),
            Self::Open(..) | Self::NotApplicable | Self::NotScored => None,
        }
    }

    /// Whether it is not decided.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open(..))
    }

    /// Whether it is open for this reason.
    #[must_use]
    pub fn is(self, why: Open) -> bool {
        matches!(self, Self::Open(open, ..) if open == why)
    }

    /// The word for its state in every output.
    #[must_use]
    pub fn state(self) -> &'static str {
        match self {
            Self::Rated(_) => "rated",
            Self::Open(why, ..) => why.as_str(),
            Self::NotApplicable => "not-applicable",
            Self::NotScored => "not-scored",
        }
    }
}

impl fmt::Display for Cell {
    /// For people: the points, or why there are none.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rated(points) => points.fmt(out),
            Self::Open(Open::Referred, ..) => out.pad("to judge"),
            Self::Open(why, ..) => out.pad(why.as_str()),
            Self::NotApplicable => out.pad("n/a"),
            Self::NotScored => out.pad("not scored"),
        }
    }
}
