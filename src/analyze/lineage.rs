//! Who is who across editions?

use super::diff::pairs::{Regrouped, pairs};
use crate::model::Index;

/// One developer through editions, with those whose place it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// Its row in each edition, oldest first; `None` where it is not in it.
    pub rows: Vec<Option<usize>>,
    /// The editions in which it merged or split under the id it had: what it was before stands for
    /// others than what it is since.
    pub breaks: Vec<usize>,
}

impl Lineage {
    /// The newest edition it is in, and its row there.
    pub fn newest(&self) -> Option<(usize, usize)> {
        self.rows.iter().enumerate().rev().find_map(|(edition, row)| Some((edition, (*row)?)))
    }

    /// Its rows between breaks, the rest of the editions empty: what can be drawn as one line.
    pub fn stretches(&self) -> Vec<Vec<Option<usize>>> {
        let ends = self.breaks.iter().copied().chain([self.rows.len()]);
        let starts = std::iter::once(0).chain(self.breaks.iter().copied());
        let inside = |(start, end): (usize, usize)| {
            let row =
                |(at, row): (usize, &Option<usize>)| row.filter(|_| (start..end).contains(&at));
            self.rows.iter().enumerate().map(row).collect()
        };
        starts.zip(ends).map(inside).collect()
    }
}

/// Developers of two editions who merged or split on the way from one to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regrouping {
    /// The earlier edition.
    pub old: usize,
    /// The later edition.
    pub new: usize,
    /// Who, by rows of the two.
    pub group: Regrouped,
}

/// Everybody through editions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lineages {
    /// Everybody once.
    pub lines: Vec<Lineage>,
    /// Who merged or split, the nearest editions first.
    pub regroupings: Vec<Regrouping>,
}

/// Everybody once: those of the newest edition by row, then those who left before it, the latest
/// first. Neighbouring editions are matched before those further apart, so that an absence does not
/// break a line that goes on.
pub fn lineages(editions: &[&Index]) -> Lineages {
    let count = editions.len();
    let empty = |index: &&Index| vec![None; index.entries.len()];
    let mut before: Vec<Vec<Option<Step>>> = editions.iter().map(empty).collect();
    let mut goes_on: Vec<Vec<bool>> =
        editions.iter().map(|index| vec![false; index.entries.len()]).collect();
    let mut regroupings = Vec::new();
    for gap in 1..count {
        for new in gap..count {
            let old = new - gap;
            let pairs = pairs(editions[old], editions[new]);
            // A developer that goes on in an edition between the two has its story told by that.
            let news = pairs.regrouped.into_iter().filter(|group| {
                group.old.iter().all(|row| !goes_on[old][*row])
                    && group.new.iter().all(|row| before[new][*row].is_none())
            });
            let news: Vec<Regrouped> = news.collect();
            let same = news.iter().flat_map(|group| &group.links).filter(|link| !link.succeeded);
            let steps = pairs.both.iter().map(|pair| (pair, false)).chain(same.map(|p| (p, true)));
            for (pair, breaks) in steps {
                if before[new][pair.new].is_none() && !goes_on[old][pair.old] {
                    before[new][pair.new] = Some(Step { edition: old, row: pair.old, breaks });
                    goes_on[old][pair.old] = true;
                }
            }
            regroupings.extend(news.into_iter().map(|group| Regrouping { old, new, group }));
        }
    }
    let mut lines = Vec::new();
    for edition in (0..count).rev() {
        for row in (0..editions[edition].entries.len()).filter(|row| !goes_on[edition][*row]) {
            let (mut rows, mut breaks) = (vec![None; count], Vec::new());
            let mut at = Some((edition, row));
            while let Some((edition, row)) = at {
                rows[edition] = Some(row);
                let step = before[edition][row];
                breaks.extend(step.filter(|step| step.breaks).map(|_| edition));
                at = step.map(|step| (step.edition, step.row));
            }
            breaks.reverse();
            lines.push(Lineage { rows, breaks });
        }
    }
    Lineages { lines, regroupings }
}

/// Where a developer was before, and whether it merged or split since.
#[derive(Clone, Copy)]
struct Step {
    edition: usize,
    row: usize,
    breaks: bool,
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::index::Entry;
    use crate::model::{Catalog, Developer, Disclosure, Edition, Id, Method, Scale, Words};

    fn id(text: &str) -> Id {
        Id::parse(text).unwrap()
    }

    /// An edition without indicators; `b<a` took the place of `a`.
    fn edition(developers: &[&str]) -> Index {
        dated("", developers)
    }

    /// The same of a date.
    pub(in crate::analyze) fn dated(date: &str, developers: &[&str]) -> Index {
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
                organisation: None,
                assessed: true,
                model: None,
                traits: Vec::new(),
                answers: Vec::new(),
            };
            Entry { developer, predecessors, disclosure, file: String::new(), spots: Vec::new() }
        };
        let catalog = Catalog {
            id: id("c"),
            title: String::new(),
            published_by: None,
            words_by: None,
            scale: Scale::levels([]),
            method: Method::default(),
            bands: Vec::new(),
            words: Words::default(),
            domains: Vec::new(),
            subdomains: Vec::new(),
            themes: Vec::new(),
            indicators: Vec::new(),
            sha256: String::new(),
        };
        let edition = Edition {
            id: id("e"),
            title: String::new(),
            date: date.to_owned(),
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
        let found = lineages(&editions.iter().collect::<Vec<_>>()).lines;
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
    fn lines_break_where_developers_merge_or_split() {
        let editions = [
            dated("2025", &["a", "b", "n", "s"]),
            dated("2026", &["a", "c<a", "u<n s"]),
            dated("2027", &["a", "c<a", "u<n s"]),
        ];
        let found = lineages(&editions.iter().collect::<Vec<_>>());
        let lines: Vec<(Vec<Option<usize>>, Vec<usize>)> =
            found.lines.iter().map(|l| (l.rows.clone(), l.breaks.clone())).collect();
        assert_eq!(
            lines,
            [
                (vec![Some(0), Some(0), Some(0)], vec![1]),
                (vec![None, Some(1), Some(1)], vec![]),
                (vec![None, Some(2), Some(2)], vec![]),
                (vec![Some(1), None, None], vec![]),
                (vec![Some(2), None, None], vec![]),
                (vec![Some(3), None, None], vec![]),
            ]
        );
        let stretches = found.lines[0].stretches();
        assert_eq!(stretches, [vec![Some(0), None, None], vec![None, Some(0), Some(0)]]);
        let groups: Vec<(usize, usize, &[usize], &[usize])> = found
            .regroupings
            .iter()
            .map(|r| (r.old, r.new, r.group.old.as_slice(), r.group.new.as_slice()))
            .collect();
        assert_eq!(groups, [(0, 1, &[0][..], &[0, 1][..]), (0, 1, &[2, 3], &[2])]);
    }

    #[test]
    fn everybody_is_in_one_line() {
        let editions = [edition(&["a", "b"]), edition(&["c<a b"]), edition(&["b", "c", "d<b"])];
        let found = lineages(&editions.iter().collect::<Vec<_>>()).lines;
        for (at, index) in editions.iter().enumerate() {
            let mut rows: Vec<usize> = found.iter().filter_map(|l| l.rows[at]).collect();
            rows.sort_unstable();
            assert_eq!(rows, (0..index.entries.len()).collect::<Vec<_>>());
        }
    }
}
