//! Who is who across editions?

use super::diff::pairs::pairs;
use crate::model::Index;

/// One developer through editions, with those whose place it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// Its row in each edition, oldest first; `None` where it is not in it.
    pub rows: Vec<Option<usize>>,
}

impl Lineage {
    /// The newest edition it is in, and its row there.
    pub fn newest(&self) -> Option<(usize, usize)> {
        self.rows.iter().enumerate().rev().find_map(|(edition, row)| Some((edition, (*row)?)))
    }
}

/// Everybody once: those of the newest edition by row, then those who left before it, the latest
/// first. Neighbouring editions are matched before those further apart, so that an absence does not
/// break a line that goes on.
pub fn lineages(editions: &[&Index]) -> Vec<Lineage> {
    let count = editions.len();
    let empty = |index: &&Index| vec![None; index.entries.len()];
    let mut before: Vec<Vec<Option<(usize, usize)>>> = editions.iter().map(empty).collect();
    let mut goes_on: Vec<Vec<bool>> =
        editions.iter().map(|index| vec![false; index.entries.len()]).collect();
    for gap in 1..count {
        for new in gap..count {
            let old = new - gap;
            for pair in pairs(editions[old], editions[new]).both {
                if before[new][pair.new].is_none() && !goes_on[old][pair.old] {
                    before[new][pair.new] = Some((old, pair.old));
                    goes_on[old][pair.old] = true;
                }
            }
        }
    }
    let mut out = Vec::new();
    for edition in (0..count).rev() {
        for row in (0..editions[edition].entries.len()).filter(|row| !goes_on[edition][*row]) {
            let mut rows = vec![None; count];
            let mut at = Some((edition, row));
            while let Some((edition, row)) = at {
                rows[edition] = Some(row);
                at = before[edition][row];
            }
            out.push(Lineage { rows });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::index::Entry;
    use crate::model::{Catalog, Developer, Disclosure, Edition, Id};

    fn id(text: &str) -> Id {
        Id::parse(text).unwrap()
    }

    /// An edition without indicators; `b<a` took the place of `a`.
    fn edition(developers: &[&str]) -> Index {
        let entry = |text: &&str| {
            let (name, before) = text.split_once('<').unwrap_or((text, ""));
            let predecessors: Vec<Id> = before.split_whitespace().map(id).collect();
            let developer = Developer {
                id: id(name),
                name: name.to_owned(),
                aliases: Vec::new(),
                succeeds: predecessors.clone(),
            };
            let disclosure = Disclosure {
                developer: id(name),
                model: None,
                traits: Vec::new(),
                answers: Vec::new(),
            };
            Entry { developer, predecessors, disclosure, file: String::new() }
        };
        let catalog = Catalog {
            id: id("c"),
            title: String::new(),
            published_by: None,
            words_by: None,
            scale: Vec::new(),
            domains: Vec::new(),
            subdomains: Vec::new(),
            themes: Vec::new(),
            indicators: Vec::new(),
            sha256: String::new(),
        };
        let edition = Edition {
            id: id("e"),
            title: String::new(),
            date: String::new(),
            catalog: id("c"),
            citation: None,
            licence: None,
            licence_url: None,
            site: None,
            paper: None,
            attribution: None,
            published_by: None,
            words_by: None,
            records: Vec::new(),
            authors: Vec::new(),
            traits: Vec::new(),
        };
        let entries = developers.iter().map(entry).collect();
        Index { edition, catalog: Arc::new(catalog), entries }
    }

    #[test]
    fn lines_go_on_through_successors_and_absences() {
        let editions =
            [edition(&["a", "b", "x"]), edition(&["b2<b", "c"]), edition(&["a", "b2<b"])];
        let found = lineages(&editions.iter().collect::<Vec<_>>());
        let rows: Vec<Vec<Option<usize>>> = found.into_iter().map(|l| l.rows).collect();
        assert_eq!(
            rows,
            [
                vec![Some(0), None, Some(0)],
                vec![Some(1), Some(0), Some(1)],
                vec![None, Some(1), None],
                vec![Some(2), None, None],
            ]
        );
    }

    #[test]
    fn everybody_is_in_one_line() {
        let editions = [edition(&["a", "b"]), edition(&["c<a b"]), edition(&["b", "c", "d<b"])];
        let found = lineages(&editions.iter().collect::<Vec<_>>());
        for (at, index) in editions.iter().enumerate() {
            let mut rows: Vec<usize> = found.iter().filter_map(|l| l.rows[at]).collect();
            rows.sort_unstable();
            assert_eq!(rows, (0..index.entries.len()).collect::<Vec<_>>());
        }
    }
}
