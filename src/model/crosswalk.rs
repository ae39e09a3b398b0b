//! How the indicators of one catalog relate to another's.

use super::Id;

/// A reading of two catalogs side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crosswalk {
    /// The older catalog.
    pub from: Id,
    /// The newer catalog.
    pub to: Id,
    /// Who says so.
    pub attribution: String,
    /// Every indicator of both sides, once.
    pub relations: Vec<Related>,
}

/// Indicators that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// How.
    pub relation: Relation,
    /// Members in the older catalog.
    pub from: Vec<Id>,
    /// Members in the newer catalog.
    pub to: Vec<Id>,
    /// Why one reads it so.
    pub reason: String,
}

/// How indicators changed between catalogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Asks the same.
    Kept,
    /// Asks the same thing differently.
    Revised(Change),
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Nothing like it before.
    New,
    /// Nothing like it after.
    Dropped,
}

/// How a revised indicator's bar moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Harder to earn.
    Stricter,
    /// Easier to earn.
    Looser,
    /// Other words, same bar.
    Reworded,
    /// Harder in one part, easier in another.
    Mixed,
}
