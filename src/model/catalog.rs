//! A versioned, ordered set of indicators.

use std::collections::HashMap;
use std::ops::Range;

use serde::Serialize;

use super::column::Column;
use super::criterion::{Criterion, Example};
use super::scale::Weight;
use super::value::Field;
use super::words::Words;
use super::{Id, Method, Points, Scale};

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
    /// Names for how good a score is, from the best on.
    pub bands: Vec<Band>,
    /// What things are called in outputs.
    pub words: Words,
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

/// A name for scores from some share of the full score on: `A` from 80.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// What such scores are called.
    pub name: String,
    /// The least score of the band, in the unit of scores.
    pub from: Points,
}

/// A named set of indicators: a domain, subdomain or theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Unique among its kind.
    pub id: Id,
    /// Heading.
    pub name: String,
    /// How much it counts beside its siblings, where the method is a mean of such parts.
    pub weight: Weight,
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
    /// Position in [`Catalog::themes`]; a catalog need not have any.
    pub theme: Option<usize>,
    /// Position in [`Catalog::domains`].
    pub domain: usize,
    /// Position in [`Catalog::subdomains`]; a domain need not have any.
    pub subdomain: Option<usize>,
    /// What is asked; empty where the name says it all.
    pub question: String,
    /// The bar that must be met; empty where nobody wrote one down.
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
    /// To whom it applies: all of these rules must hold. None where it applies to everybody.
    pub applies_to: Vec<Applies>,
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

/// A rule to whom a question applies: those with one of some values of a trait.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Applies {
    /// The trait.
    pub by: Id,
    /// Its values.
    pub to: Vec<String>,
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

impl Group {
    /// A set of indicators that counts as much as any other.
    pub fn new(id: Id, name: String, members: Vec<usize>) -> Self {
        Self { id, name, weight: Weight::ONE, members }
    }
}

impl Indicator {
    /// Whether its rules make it apply to whom has these values of traits; `None` where a trait that
    /// they ask for is not given, and no other rules it out.
    pub fn applies<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Option<bool> {
        let holds = |rule: &Applies| {
            let value = value(rule.by.as_str())?;
            Some(rule.to.iter().any(|one| one == value))
        };
        let mut all = Some(true);
        for rule in &self.applies_to {
            match holds(rule) {
                // What one rule excludes is excluded, whatever the others come to.
                Some(false) => return Some(false),
                None => all = None,
                Some(true) => {}
            }
        }
        all
    }

    /// Whether criteria can say anything of an answer: its card has some, or a question for a person.
    pub fn has_criteria(&self) -> bool {
        self.earns.is_some() || self.judge.is_some() || !self.also_earns.is_empty()
    }
}

impl Catalog {
    /// Whether the indicators are those of the Foundation Model Transparency Index, by whoever
    /// published them.
    pub fn is_of_fmti(&self) -> bool {
        self.published_by.as_deref().is_some_and(|by| by.contains("FMTI"))
    }

    /// The subdomain of an indicator, if its domain has any.
    pub fn subdomain_of(&self, indicator: &Indicator) -> Option<&Group> {
        self.subdomains.get(indicator.subdomain?)
    }

    /// Where an indicator stands, from the whole to the part: `Upstream › Data`.
    pub fn home(&self, indicator: &Indicator, between: &str) -> String {
        let domain = &self.domains[indicator.domain].name;
        match self.subdomain_of(indicator) {
            Some(subdomain) => format!("{domain}{between}{}", subdomain.name),
            None => domain.clone(),
        }
    }

    /// The theme of an indicator, if its card names one.
    pub fn theme_of(&self, indicator: &Indicator) -> Option<&Group> {
        self.themes.get(indicator.theme?)
    }

    /// The band of a score, where there are any and it reaches one.
    pub fn band(&self, score: super::Ratio) -> Option<&Band> {
        self.bands.iter().find(|band| score >= band.from.exact())
    }

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
