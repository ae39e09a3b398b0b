//! Who is scored, across editions.

use super::Id;

/// One developer: an organisation, or a project several share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Developer {
    /// Also the name of its disclosure files.
    pub id: Id,
    /// As published.
    pub name: String,
    /// Other published names.
    pub aliases: Vec<String>,
    /// Earlier developers whose place this one took.
    pub succeeds: Vec<Id>,
}

/// Every known developer, sorted by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Developers(Vec<Developer>);

impl Developers {
    /// Sorts and keeps them.
    pub fn new(mut developers: Vec<Developer>) -> Self {
        developers.sort_by(|a, b| a.id.cmp(&b.id));
        Self(developers)
    }

    /// The developer with this id.
    pub fn get(&self, id: &str) -> Option<&Developer> {
        self.0.binary_search_by(|d| d.id.as_str().cmp(id)).ok().map(|at| &self.0[at])
    }

    /// The developer whose id, name or alias this is, whatever the case.
    pub fn find(&self, name: &str) -> Option<&Developer> {
        let same = |other: &str| other.to_lowercase() == name.trim().to_lowercase();
        self.0.iter().find(|d| {
            same(d.id.as_str()) || same(&d.name) || d.aliases.iter().any(|alias| same(alias))
        })
    }

    /// All, by id.
    pub fn iter(&self) -> std::slice::Iter<'_, Developer> {
        self.0.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Developers {
    type Item = &'a Developer;
    type IntoIter = std::slice::Iter<'a, Developer>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
