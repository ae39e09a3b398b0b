//! An edition with everything needed to score it.

use std::sync::Arc;

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
}
