//! How a row of points becomes the score that is published and ranked.

use super::{Ratio, Span, Tally};

/// How an index makes its scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Method {
    /// What a score is made of.
    pub aggregation: Aggregation,
    /// The decimals of the score by which developers are ranked; `None` for the exact score.
    pub ranked_to: Option<u32>,
}

/// What a score is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aggregation {
    /// All points, each times its indicator's weight.
    #[default]
    Sum,
    /// The mean of the domains' shares, each domain counting alike; per 100.
    DomainMean,
}

impl Aggregation {
    /// Whether the points of parts add up to the score, so that it can be taken apart.
    #[must_use]
    pub fn is_additive(self) -> bool {
        self == Self::Sum
    }
}

impl Method {
    /// The score of a developer: of all its points and those of each domain. Nothing where nothing
    /// was rated, or nothing applies.
    pub fn score(self, whole: &Tally, domains: impl IntoIterator<Item = Tally>) -> Option<Span> {
        let score = whole.score()?;
        match self.aggregation {
            Aggregation::Sum => Some(score),
            Aggregation::DomainMean => {
                // What does not apply at all leaves the mean; what is silent in a domain stays open.
                let shares =
                    domains.into_iter().filter_map(|domain| domain.points.of(domain.out_of));
                Some(Span::mean(shares)?.times(Ratio::HUNDRED))
            }
        }
    }

    /// The value by which developers are ranked: the score as a share of what applies to the
    /// developer, rounded as published where that is the method.
    pub fn ranked_by(self, score: Span, out_of: Ratio) -> Option<Span> {
        let share = match self.aggregation {
            Aggregation::Sum => score.of(out_of)?,
            Aggregation::DomainMean => score,
        };
        Some(match self.ranked_to {
            None => share,
            Some(decimals) => {
                let scale = match self.aggregation {
                    Aggregation::Sum => out_of,
                    Aggregation::DomainMean => Ratio::ONE,
                };
                let rounded = |end: Ratio| (end * scale).nearest(decimals);
                Span { low: rounded(share.low), high: rounded(share.high) }.of(scale)?
            }
        })
    }

    /// The most a score can be, of points out of so many.
    pub fn out_of(self, points: Ratio) -> Ratio {
        match self.aggregation {
            Aggregation::Sum => points,
            Aggregation::DomainMean => Ratio::HUNDRED,
        }
    }
}
