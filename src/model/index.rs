//! An edition with everything needed to score it.

use std::sync::Arc;

use super::diagnostic::{Place, Spot};
use super::{Catalog, Developer, Disclosure, Edition, Id};

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
    /// The place of an answer's key; the file as a whole where it is not known.
    pub fn place(&self, indicator: usize) -> Place {
        let spot = self.spots.get(indicator).cloned().flatten();
        Place { path: self.file.clone(), spot }
    }
}
