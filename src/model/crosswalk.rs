//! How the indicators of one catalog relate to another's.

use super::{Catalog, Id};

/// A reading of two catalogs side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crosswalk {
    /// The older catalog.
    pub from: Id,
    /// The newer catalog.
    pub to: Id,
    /// Who says so: of relations whose kind is published, all but the kind.
    pub attribution: String,
    /// Who published the kinds of the relations that say so.
    pub published_by: Option<Published>,
    /// Every indicator of both sides, once.
    pub relations: Vec<Related>,
}

/// Who published what became of indicators: the word for it, and not which belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Whose publication it is.
    pub name: String,
    /// Where it is.
    pub url: Option<String>,
    /// Whether the words are turned around, for somebody who looks back.
    pub turned: bool,
}

/// Indicators that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// How.
    pub relation: Relation,
    /// Whether that word is published, and not only read by the crosswalk's author.
    pub published: bool,
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
    /// Asks the same thing differently; how, unless nobody said.
    Revised(Option<Change>),
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// Nothing like it before.
    Added,
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

impl Relation {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Revised(_) => "revised",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Added => "added",
            Self::Dropped => "dropped",
        }
    }

    /// What it is to somebody who looks from the newer catalog to the older.
    #[must_use]
    pub fn reversed(self) -> Self {
        let change = |change| match change {
            Change::Stricter => Change::Looser,
            Change::Looser => Change::Stricter,
            same => same,
        };
        match self {
            Self::Kept => Self::Kept,
            Self::Revised(how) => Self::Revised(how.map(change)),
            Self::Split => Self::Merged,
            Self::Merged => Self::Split,
            Self::Added => Self::Dropped,
            Self::Dropped => Self::Added,
        }
    }
}

impl Change {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stricter => "stricter",
            Self::Looser => "looser",
            Self::Reworded => "reworded",
            Self::Mixed => "mixed",
        }
    }
}

impl Crosswalk {
    /// The crosswalk between two versions of one catalog, by the ids and hashes of its indicators:
    /// what has the same hash is kept, what has another is revised.
    #[must_use]
    pub fn of_versions(old: &Catalog, new: &Catalog) -> Self {
        let related = |relation, from: Option<&Id>, to: Option<&Id>, reason: &str| Related {
            relation,
            published: false,
            from: from.into_iter().cloned().collect(),
            to: to.into_iter().cloned().collect(),
            reason: reason.to_owned(),
        };
        let mut relations = Vec::with_capacity(new.indicators.len());
        let (olds, news) = (old.positions(), new.positions());
        for indicator in &new.indicators {
            let before = olds.get(indicator.id.as_str()).map(|at| &old.indicators[*at]);
            let id = Some(&indicator.id);
            relations.push(match before {
                Some(before) if !old.scale_of(before).is_like(new.scale_of(indicator)) => {
                    let reason = "answers to it get points on another scale now";
                    related(Relation::Revised(None), id, id, reason)
                }
                Some(before) if before.sha256 == indicator.sha256 => {
                    related(Relation::Kept, id, id, "the same card")
                }
                Some(_) => related(
                    Relation::Revised(None),
                    id,
                    id,
                    "the card of this id asks or earns something else now",
                ),
                None => related(Relation::Added, None, id, "no card of this id before"),
            });
        }
        for indicator in &old.indicators {
            if !news.contains_key(indicator.id.as_str()) {
                let reason = "no card of this id any more";
                relations.push(related(Relation::Dropped, Some(&indicator.id), None, reason));
            }
        }
        Self {
            from: old.id.clone(),
            to: new.id.clone(),
            attribution: "by the ids and hashes of one catalog's cards".to_owned(),
            published_by: None,
            relations,
        }
    }

    /// The same reading from the newer catalog to the older.
    #[must_use]
    pub fn reversed(self) -> Self {
        let turn = |related: Related| Related {
            relation: related.relation.reversed(),
            published: related.published,
            from: related.to,
            to: related.from,
            reason: format!("(from {} to {}) {}", self.from, self.to, related.reason),
        };
        Self {
            from: self.to.clone(),
            to: self.from.clone(),
            attribution: self.attribution,
            published_by: self.published_by.map(|by| Published { turned: !by.turned, ..by }),
            relations: self.relations.into_iter().map(turn).collect(),
        }
    }
}
