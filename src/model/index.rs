//! An edition with everything needed to score it.

use std::sync::Arc;

use super::catalog::Indicator;
use super::diagnostic::{Place, Spot};
use super::rater::Kind;
use super::{Catalog, Developer, Disclosure, Edition, Id, Rater, Stance};
use crate::text::words::listed;

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

impl Index {
    /// Who gave a rater's points: the line that stands under every output of them.
    pub fn attribution(&self, rater: &Rater) -> String {
        let text = match rater.kind {
            Kind::Panel => match (&self.edition.attribution, self.edition.authors.as_slice()) {
                (Some(text), _) => return text.clone(),
                (None, []) => "the user's own scores".to_owned(),
                (None, authors) => {
                    let authors: Vec<&str> = authors.iter().map(String::as_str).collect();
                    let licence = self.edition.licence.as_deref();
                    let licence = licence.map(|licence| format!(", {licence}"));
                    format!("scores by {}{}", listed(&authors), licence.unwrap_or_default())
                }
            },
            Kind::Criteria => "verdicts of the catalog's criteria".to_owned(),
            Kind::Person | Kind::Program | Kind::Derived => "the user's own scores".to_owned(),
        };
        // Whoever reads of this index's questions must not take the points for its team's.
        match (self.catalog.is_of_fmti(), rater.kind) {
            (false, _) => text,
            (true, Kind::Criteria) => text + ", not scores of the FMTI team",
            (true, _) => text + ", not validated by the FMTI team",
        }
    }

    /// Whether a rater's points are those that an index published, so that they may bear its name.
    pub fn is_official(&self, rater: &Rater) -> bool {
        let is_named = self.edition.attribution.is_some()
            || !self.edition.authors.is_empty() && !self.catalog.is_of_fmti();
        rater.is_panel() && is_named
    }
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
