//! An edition with everything needed to score it.

use std::sync::Arc;

use super::catalog::Indicator;
use super::diagnostic::{Place, Spot};
use super::{Catalog, Developer, Disclosure, Edition, Id, Stance};

/// One edition, its catalog, and its developers with their disclosures.
#[derive(Clone, Debug)]
pub struct Index {
    /// Title, date, attribution.
    pub edition: Edition,
    /// What was asked.
    pub catalog: Arc<Catalog>,
    /// Who answered and what, sorted by developer id.
    pub entries: Vec<Entry>,
}

/// A developer's place in an edition.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Who.
    pub developer: Developer,
    /// Everybody whose place this developer took, directly or through others, nearest first.
    pub predecessors: Vec<Id>,
    /// What they disclosed.
    pub disclosure: Disclosure,
    /// The file it was read from, as messages name it.
    pub file: String,
    /// Where each answer's key stands in that file. Beside the disclosure, because the same answer on
    /// another line is the same answer.
    pub spots: Spots,
}

/// A spot for each answer, in the catalog's order; empty, or `None` for an answer, where it was not
/// read from a text.
pub type Spots = Vec<Option<Spot>>;

impl Entry {
    /// Whether a question applies: not where the answer says so or a rule of the card excludes it;
    /// `None` where a rule asks for a trait that is not given, and nobody scored the answer.
    pub fn applies(&self, indicator: &Indicator, at: usize) -> Option<bool> {
        let answer = self.disclosure.answers.get(at).and_then(Option::as_ref);
        if answer.is_some_and(|answer| answer.stance == Some(Stance::NotApplicable)) {
            return Some(false);
        }
        if indicator.applies_to.is_empty() {
            return Some(true);
        }
        let by_rule = indicator.applies(|by| self.disclosure.trait_value(by));
        by_rule.or_else(|| answer.is_some_and(|answer| answer.panel.is_some()).then_some(true))
    }

    /// The place of an answer's key; the file as a whole where it is not known.
    pub fn place(&self, indicator: usize) -> Place {
        let spot = self.spots.get(indicator).cloned().flatten();
        Place { path: self.file.clone(), spot }
    }
}
