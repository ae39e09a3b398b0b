//! How a row of ratings becomes the score that is published and ranked.

use super::{Points, Ratio, Span};

/// How an index makes its scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method {
    /// What a score is made of.
    pub aggregation: Aggregation,
    /// What a full score is called where it is not a sum: 100, or 1, or 10.
    pub full: Points,
    /// The decimals with which scores are published; `None` where the index does not say.
    pub decimals: Option<u32>,
    /// Which of the two ranks go by.
    pub ranked: Ranked,
}

/// What ranks go by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ranked {
    /// The exact score.
    #[default]
    Exact,
    /// The score as it is published, with the method's decimals.
    Rounded,
}

/// What a score is made of. Everything but a sum is made of shares: what there is of the most there
/// could be, of what applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// All points, each times its indicator's weight.
    #[default]
    Sum,
    /// The sum as a share of the most it could be.
    Percent,
    /// The mean of the indicators' shares.
    Mean,
    /// The mean of the subdomains' shares.
    SubdomainMean,
    /// The mean of the domains' shares.
    DomainMean,
    /// The mean of the domains, each the mean of its subdomains' shares.
    NestedMean,
    /// The geometric mean of the domains' shares.
    DomainGeometric,
    /// The harmonic mean of the domains' shares.
    DomainHarmonic,
}

/// Which parts of a catalog a method counts by their weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Domains.
    Domain,
    /// Subdomains.
    Subdomain,
}

impl Aggregation {
    /// All of them, with the word for each in a catalog, and what a score is by it.
    pub const ALL: &'static [(&'static str, Self, &'static str)] = &[
        ("sum", Self::Sum, "the sum of all points"),
        ("percent", Self::Percent, "all points as a share of the most there could be"),
        ("mean", Self::Mean, "the mean of the shares of all questions"),
        ("mean-of-subdomains", Self::SubdomainMean, "the mean of the subdomains' shares"),
        ("mean-of-domains", Self::DomainMean, "the mean of the domains' shares"),
        (
            "nested-means",
            Self::NestedMean,
            "the mean of the domains, each the mean of its subdomains' shares",
        ),
        (
            "geometric-mean-of-domains",
            Self::DomainGeometric,
            "the geometric mean of the domains' shares",
        ),
        (
            "harmonic-mean-of-domains",
            Self::DomainHarmonic,
            "the harmonic mean of the domains' shares",
        ),
    ];

    fn entry(self) -> (&'static str, &'static str) {
        let found = Self::ALL.iter().find(|(_, aggregation, _)| *aggregation == self);
        found.map_or(("", ""), |(word, _, about)| (*word, *about))
    }

    /// The word in a catalog.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// What a score is by it.
    #[must_use]
    pub fn about(self) -> &'static str {
        self.entry().1
    }

    /// Whether the points of parts add up to the score, so that it can be taken apart.
    #[must_use]
    pub fn is_additive(self) -> bool {
        self == Self::Sum
    }

    /// Whether it multiplies or divides by shares, so that none may be below zero.
    #[must_use]
    pub fn wants_no_negative(self) -> bool {
        matches!(self, Self::DomainGeometric | Self::DomainHarmonic)
    }

    /// Whether weights of such parts change a score.
    #[must_use]
    pub fn weighs(self, level: Level) -> bool {
        match level {
            Level::Domain => matches!(
                self,
                Self::DomainMean | Self::NestedMean | Self::DomainGeometric | Self::DomainHarmonic
            ),
            Level::Subdomain => matches!(self, Self::SubdomainMean | Self::NestedMean),
        }
    }
}

impl Default for Method {
    fn default() -> Self {
        Self {
            aggregation: Aggregation::default(),
            full: Points::whole(100),
            decimals: None,
            ranked: Ranked::default(),
        }
    }
}

impl Method {
    /// The value by which developers are ranked: the score as a share of what applies to the
    /// developer, rounded as published where that is the method.
    pub fn ranked_by(self, score: Span, out_of: Ratio) -> Option<Span> {
        Span { low: self.as_ranked(score.low), high: self.as_ranked(score.high) }.of(out_of)
    }

    /// A score as it is ranked: exact, or rounded as it is published.
    pub fn as_ranked(self, score: Ratio) -> Ratio {
        match (self.ranked, self.decimals) {
            (Ranked::Rounded, Some(decimals)) => score.nearest(decimals),
            _ => score,
        }
    }

    /// The most a score can be, of points out of so many.
    pub fn out_of(self, points: Ratio) -> Ratio {
        match self.aggregation {
            Aggregation::Sum => points,
            _ => self.full.exact(),
        }
    }

    /// In a sentence, without its full stop: what a score is, how it is weighed and rounded.
    pub fn sentence(self) -> String {
        let mut text = format!("a score is {}", self.aggregation.about());
        if !self.aggregation.is_additive() {
            text += &format!(", out of {}", self.full);
        }
        if let Some(decimals) = self.decimals {
            let digits = match decimals {
                0 => "whole numbers".to_owned(),
                1 => "one decimal".to_owned(),
                n => format!("{n} decimals"),
            };
            text += &format!(", published with {digits}");
        }
        if self.ranked == Ranked::Rounded {
            text += " and ranked as published";
        }
        text
    }
}
