//! Whoever gives points.

use serde::{Serialize, Serializer};

/// A rater: declared as data, equal in kind to any other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rater {
    /// The word in every output: `panel`.
    pub id: String,
    /// What a reader calls it.
    pub name: String,
    /// What kind of rater it is.
    pub kind: Kind,
}

/// Kinds of raters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Those whose points an index publishes.
    Panel,
    /// The criteria of the catalog's cards.
    Criteria,
    /// One person.
    Person,
    /// A program that is not these criteria.
    Program,
    /// Made of other raters' points by a rule.
    Derived,
}

impl Rater {
    /// The index's published panel.
    pub fn panel() -> Self {
        Self { id: "panel".to_owned(), name: "the panel".to_owned(), kind: Kind::Panel }
    }

    /// The criteria of the catalog's cards.
    pub fn criteria() -> Self {
        Self { id: "criteria".to_owned(), name: "the criteria".to_owned(), kind: Kind::Criteria }
    }

    /// The word in every output.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.id
    }

    /// Whether it is an index's own panel.
    #[must_use]
    pub fn is_panel(&self) -> bool {
        self.kind == Kind::Panel
    }

    /// Whether it is the catalog's criteria, which decide some answers and refer others.
    #[must_use]
    pub fn is_criteria(&self) -> bool {
        self.kind == Kind::Criteria
    }
}

impl Serialize for Rater {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.id)
    }
}
