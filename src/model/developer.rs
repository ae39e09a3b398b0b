//! Who is scored, across editions.

use std::collections::HashSet;

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

    /// Everybody whose place a developer took, directly or through others, nearest first and equally
    /// near ones by id, in whatever order they are listed. A circle ends where it began.
    pub fn predecessors(&self, developer: &Developer) -> Vec<Id> {
        let mut found: Vec<&Id> = Vec::new();
        let mut seen: HashSet<&Id> = HashSet::from([&developer.id]);
        let mut next: Vec<&Id> = developer.succeeds.iter().collect();
        while !next.is_empty() {
            next.retain(|id| seen.insert(id));
            next.sort();
            found.extend(&next);
            let further = next.iter().filter_map(|id| self.get(id.as_str()));
            next = further.flat_map(|d| &d.succeeds).collect();
        }
        found.into_iter().cloned().collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predecessors_are_found_through_others_and_circles_end() {
        let id = |text: &str| Id::parse(text).unwrap();
        let developer = |name: &str, succeeds: &[&str]| Developer {
            id: id(name),
            name: name.to_owned(),
            aliases: Vec::new(),
            succeeds: succeeds.iter().map(|s| id(s)).collect(),
        };
        let all = Developers::new(vec![
            developer("a", &["d"]),
            developer("b", &["a"]),
            developer("c", &["x", "b"]),
            developer("d", &["c"]),
        ]);
        let of = |name: &str| all.predecessors(all.get(name).unwrap());
        assert_eq!(of("c"), ["b", "x", "a", "d"].map(id));
        assert!(all.predecessors(&developer("e", &[])).is_empty());
    }
}
