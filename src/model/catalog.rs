//! A versioned, ordered set of indicators.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use super::column::Column;
use super::criterion::{Criterion, Example};
use super::scale::Weight;
use super::value::Field;
use super::{Id, Method, Scale};

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
    /// The points one rating may give where a card does not say.
    pub scale: Scale,
    /// How points become scores.
    pub method: Method,
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
    /// The points its ratings may give; `None` for the catalog's.
    pub scale: Option<Scale>,
    /// How much they count.
    pub weight: Weight,
    /// Whether they count at all, or it is only asked.
    pub scored: bool,
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
    /// The points that answers to an indicator may be given.
    pub fn scale_of<'a>(&'a self, indicator: &'a Indicator) -> &'a Scale {
        indicator.scale.as_ref().unwrap_or(&self.scale)
    }

    /// What a rating of an indicator adds to a sum.
    pub fn column(&self, indicator: &Indicator) -> Column {
        Column::new(self.scale_of(indicator).clone(), indicator.weight, indicator.scored)
    }

    /// Position of the indicator with this id.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.indicators.iter().position(|i| i.id.as_str() == id)
    }

    /// The position of every indicator by its id, for who looks up many.
    pub fn positions(&self) -> HashMap<&str, usize> {
        self.indicators.iter().enumerate().map(|(at, i)| (i.id.as_str(), at)).collect()
    }

    /// Every indicator's position.
    pub fn all(&self) -> Range<usize> {
        0..self.indicators.len()
    }
}
