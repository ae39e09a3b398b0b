//! What is built in, arranged for recognising it: catalogs by the names of their indicators,
//! editions with their developers and scores.

use std::collections::HashMap;
use std::sync::Arc;

use crate::load::builtin;
use crate::load::folder::Library;
use crate::load::index::builtin_edition;
use crate::model::{Catalog, Developers, Index, Points};

use super::text::key;

/// Everything built in that a release may be about.
#[derive(Debug)]
pub(super) struct Known {
    /// Each catalog once.
    pub(super) catalogs: Vec<KnownCatalog>,
    /// Oldest first.
    pub(super) editions: Vec<KnownEdition>,
    /// Every listed developer.
    pub(super) developers: Developers,
}

/// Far longer than any indicator's name, in bytes.
const LONGEST: usize = 400;

/// A catalog and every spelling of its indicators' names.
#[derive(Debug)]
pub(super) struct KnownCatalog {
    pub(super) catalog: Arc<Catalog>,
    names: HashMap<String, usize>,
}

/// An edition and the catalog it asks.
#[derive(Debug)]
pub(super) struct KnownEdition {
    pub(super) index: Index,
    /// Position in [`Known::catalogs`].
    pub(super) catalog: usize,
}

impl Known {
    /// Unpacks what is built in.
    pub(super) fn load() -> Self {
        let mut catalogs: Vec<KnownCatalog> = Vec::new();
        let mut editions = Vec::new();
        for id in builtin::editions() {
            let Some(index) = builtin_edition(id).ok().and_then(|loaded| loaded.index) else {
                continue;
            };
            let same = |known: &KnownCatalog| known.catalog.id == index.catalog.id;
            let catalog = catalogs.iter().position(same).unwrap_or_else(|| {
                catalogs.push(KnownCatalog::new(index.catalog.clone()));
                catalogs.len() - 1
            });
            editions.push(KnownEdition { index, catalog });
        }
        Self { catalogs, editions, developers: Library::default().builtin_developers() }
    }

    /// The editions that ask a catalog.
    pub(super) fn editions_of(&self, catalog: usize) -> Vec<usize> {
        (0..self.editions.len()).filter(|at| self.editions[*at].catalog == catalog).collect()
    }
}

impl KnownCatalog {
    fn new(catalog: Arc<Catalog>) -> Self {
        let mut names = HashMap::new();
        for (at, indicator) in catalog.indicators.iter().enumerate() {
            let spellings = indicator.aliases.iter().map(String::as_str);
            for name in
                [indicator.name.as_str(), indicator.id.as_str()].into_iter().chain(spellings)
            {
                names.entry(key(name)).or_insert(at);
            }
        }
        Self { catalog, names }
    }

    /// The position of the indicator that has this name.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        // Prose is not a name; there is a lot of it, and comparing it is slow.
        if name.len() > LONGEST {
            return None;
        }
        self.names.get(&key(name)).copied()
    }
}

impl KnownEdition {
    /// The points a developer has in the built-in edition.
    pub(super) fn points(&self, developer: &str) -> Option<Vec<Points>> {
        let entry = self.index.entries.iter().find(|e| e.developer.id.as_str() == developer)?;
        let points =
            |answer: &Option<crate::model::Answer>| Some(answer.as_ref()?.panel.as_ref()?.points);
        entry.disclosure.answers.iter().map(points).collect()
    }

    /// Whether the built-in edition has this developer.
    pub(super) fn has(&self, developer: &str) -> bool {
        self.index.entries.iter().any(|e| e.developer.id.as_str() == developer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_means_one_indicator() {
        for known in Known::load().catalogs {
            for (at, indicator) in known.catalog.indicators.iter().enumerate() {
                for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
                    assert_eq!(known.find(name), Some(at), "{name}");
                    assert_eq!(known.find(&format!("\u{feff}{name}\u{a0} ")), Some(at), "{name}");
                }
            }
        }
    }
}
