//! Values that are only known to lie between two ends where answers are open.

use super::{Points, Ratio};

/// A value that is known, or lies between two ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The least it can be.
    pub low: Ratio,
    /// The most it can be.
    pub high: Ratio,
}

impl Span {
    /// A value that is known.
    #[must_use]
    pub fn exactly(value: Ratio) -> Self {
        Self { low: value, high: value }
    }

    /// The value, if it is known.
    #[must_use]
    pub fn known(self) -> Option<Ratio> {
        (self.low == self.high).then_some(self.low)
    }

    /// How much this is above another: from the least to the most it can be.
    ///
    /// ```
    /// use fmti::model::{Points, Span};
    /// let span = |low, high| Span { low: Points::whole(low).exact(), high: Points::whole(high).exact() };
    /// assert_eq!(span(5, 7).minus(span(1, 2)), span(3, 6));
    /// ```
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }

    /// So many times it.
    #[must_use]
    pub fn times(self, factor: Ratio) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    /// What each of some values is on average; `None` of none.
    pub fn mean(of: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut count, mut low, mut high) = (0, Ratio::ZERO, Ratio::ZERO);
        for span in of {
            (count, low, high) = (count + 1, low + span.low, high + span.high);
        }
        Some(Self { low: low.per(count)?, high: high.per(count)? })
    }

    /// This as a share of a whole; `None` of nothing.
    #[must_use]
    pub fn of(self, whole: Ratio) -> Option<Self> {
        Some(Self { low: self.low.over(whole)?, high: self.high.over(whole)? })
    }
}

impl From<Points> for Span {
    fn from(points: Points) -> Self {
        Self::exactly(points.exact())
    }
}
