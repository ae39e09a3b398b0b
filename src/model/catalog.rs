//! A versioned, ordered set of indicators.

use std::ops::Range;

use serde::Serialize;

use super::criterion::{Criterion, Example};
use super::value::Field;
use super::{Id, Points};

/// Domains > subdomains > indicators, with the themes that cut across them.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    /// For example `fmti-2`.
    pub id: Id,
    /// What a reader calls it.
    pub title: String,
    /// Who published the indicators under these names: `the FMTI team`.
    pub published_by: Option<String>,
    /// Who wrote the questions, guidance, criteria and themes: `the authors of fmti`.
    pub words_by: Option<String>,
    /// The points one rating may give, ascending: `[0, 1]`, or `[0, 50, 100]`.
    pub scale: Vec<Points>,
    /// Top level, in index order; each covers a run of indicators.
    pub domains: Vec<Group>,
    /// Second level, in index order; each covers a run of indicators.
    pub subdomains: Vec<Group>,
    /// What indicators are about; each covers any indicators.
    pub themes: Vec<Group>,
    /// All indicators, in index order.
    pub indicators: Vec<Indicator>,
    /// Hash of the canonical form, in lower-case hexadecimal: changes when any card's meaning does.
    pub sha256: String,
}

/// A named set of indicators: a domain, subdomain or theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Unique among its kind.
    pub id: Id,
    /// Heading.
    pub name: String,
    /// Positions in [`Catalog::indicators`], ascending.
    pub members: Vec<usize>,
}

/// One question worth one rating.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Unique in its catalog.
    pub id: Id,
    /// The published name: what people search for.
    pub name: String,
    /// Other published spellings.
    pub aliases: Vec<String>,
    /// Position in [`Catalog::themes`].
    pub theme: usize,
    /// Position in [`Catalog::domains`].
    pub domain: usize,
    /// Position in [`Catalog::subdomains`].
    pub subdomain: usize,
    /// What should be disclosed.
    pub question: String,
    /// The bar that must be met.
    pub guidance: String,
    /// The values an answer can fill.
    pub fields: Vec<Field>,
    /// What they must come to; `None` where only a person can say.
    pub earns: Option<Criterion>,
    /// What only a person can decide: with it, the best verdict is to refer.
    pub judge: Option<String>,
    /// Answers that show the bar from both sides.
    pub examples: Vec<Example>,
    /// What earns the points besides disclosure.
    pub also_earns: Vec<Earning>,
    /// Ids of the indicators of an earlier catalog that asked for the same or part of it.
    pub counterparts: Vec<Id>,
    /// The file of its card, as messages name it.
    pub file: String,
    /// Hash of the canonical form of this card: changes when what is asked or earns does.
    pub sha256: String,
}

/// A statement that earns an indicator's points though nothing is disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Earning {
    /// The practice does not exist, and that is said.
    None,
    /// The developer cannot know, and that is said.
    NoAccess,
    /// A contract forbids it, and that is said.
    Contract,
    /// It is withheld with a justification.
    Justified,
}

impl Earning {
    /// All, in the order cards list them.
    pub const ALL: [Self; 4] = [Self::None, Self::NoAccess, Self::Contract, Self::Justified];

    /// The word in a card.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NoAccess => "no-access",
            Self::Contract => "contract",
            Self::Justified => "justified",
        }
    }
}

impl Catalog {
    /// The least and the most one rating can give.
    pub fn bounds(&self) -> (Points, Points) {
        (self.scale.first().copied().unwrap_or(Points::ZERO), self.top())
    }

    /// The most one rating can give.
    pub fn top(&self) -> Points {
        self.scale.last().copied().unwrap_or(Points::ZERO)
    }

    /// The most a set of this many indicators can give.
    pub fn out_of(&self, indicators: usize) -> Points {
        std::iter::repeat_n(self.top(), indicators).sum()
    }

    /// Position of the indicator with this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|i| i.id.as_str() == id)
    }

    /// Every indicator's position.
    pub fn all(&self) -> Range<usize> {
        0..self.indicators.len()
    }
}
