//! Which developers and indicators of two editions belong together?

use std::collections::HashMap;

use crate::model::crosswalk::Relation;
use crate::model::{Catalog, Crosswalk, Id, Index};

use super::succession::{components, successions};

/// A relation of a crosswalk, by positions in the two catalogs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How its members relate.
    pub relation: Relation,
    /// Whether that is published, and not only read by the crosswalk's author.
    pub published: bool,
    /// Positions in the older catalog.
    pub from: Vec<usize>,
    /// Positions in the newer catalog.
    pub to: Vec<usize>,
    /// Why.
    pub reason: String,
}

/// The relations of a crosswalk by position, in the order of the newer catalog; what was dropped
/// comes last, in the order of the older.
pub fn links(crosswalk: &Crosswalk, old: &Catalog, new: &Catalog) -> Vec<Link> {
    let positions = |catalog: &Catalog| -> HashMap<Id, usize> {
        catalog.indicators.iter().enumerate().map(|(at, i)| (i.id.clone(), at)).collect()
    };
    let (olds, news) = (positions(old), positions(new));
    let members = |ids: &[Id], positions: &HashMap<Id, usize>| {
        let mut found: Vec<usize> =
            ids.iter().filter_map(|id| positions.get(id).copied()).collect();
        found.sort_unstable();
        found
    };
    let mut links: Vec<Link> = crosswalk
        .relations
        .iter()
        .map(|related| Link {
            relation: related.relation,
            published: related.published,
            from: members(&related.from, &olds),
            to: members(&related.to, &news),
            reason: related.reason.clone(),
        })
        .collect();
    links.sort_by_key(|link| {
        let first = link.to.first().copied();
        (first.is_none(), first, link.from.first().copied())
    });
    links
}

/// A developer in both editions: its row in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Row in the older edition.
    pub old: usize,
    /// Row in the newer edition.
    pub new: usize,
    /// Whether one took the other's place, so that names differ.
    pub succeeded: bool,
}

/// Developers of which no one stands for one other: some merged, or one split. Nobody of them is
/// compared one to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regrouped {
    /// Rows of the older edition.
    pub old: Vec<usize>,
    /// Rows of the newer edition.
    pub new: Vec<usize>,
    /// Who stands for whom, by row of the newer edition and then the older.
    pub links: Vec<Pair>,
}

impl Regrouped {
    /// Rows of the older edition that a row of the newer stands for, or the other way round.
    pub fn old_of(&self, new: usize) -> impl Iterator<Item = usize> + '_ {
        self.links.iter().filter(move |link| link.new == new).map(|link| link.old)
    }

    /// Rows of the newer edition that a row of the older stands for, or the other way round.
    pub fn new_of(&self, old: usize) -> impl Iterator<Item = usize> + '_ {
        self.links.iter().filter(move |link| link.old == old).map(|link| link.new)
    }

    /// The row of the older edition under the same id as one of the newer.
    pub fn same_old(&self, new: usize) -> Option<usize> {
        let same = |link: &&Pair| link.new == new && !link.succeeded;
        self.links.iter().find(same).map(|link| link.old)
    }

    /// The row of the newer edition under the same id as one of the older.
    pub fn same_new(&self, old: usize) -> Option<usize> {
        let same = |link: &&Pair| link.old == old && !link.succeeded;
        self.links.iter().find(same).map(|link| link.new)
    }

    /// How many developers that is: the same id on both sides is one.
    pub fn developers(&self) -> usize {
        let same = self.links.iter().filter(|link| !link.succeeded).count();
        self.old.len() + self.new.len() - same
    }
}

/// Every developer of two editions, once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// In both, by row of the newer edition.
    pub both: Vec<Pair>,
    /// Rows of the older edition that have no place in the newer.
    pub left: Vec<usize>,
    /// Rows of the newer edition that had no place in the older.
    pub joined: Vec<usize>,
    /// Those who merged or split, by their first row of the newer edition.
    pub regrouped: Vec<Regrouped>,
}

impl Pairs {
    /// Those who merged or split that a row of either edition belongs to.
    pub fn group(&self, old: Option<usize>, new: Option<usize>) -> Option<&Regrouped> {
        let is = |group: &&Regrouped| {
            old.is_some_and(|row| group.old.contains(&row))
                || new.is_some_and(|row| group.new.contains(&row))
        };
        self.regrouped.iter().find(is)
    }

    /// How many developers there are in all.
    pub fn developers(&self) -> usize {
        let regrouped: usize = self.regrouped.iter().map(Regrouped::developers).sum();
        self.both.len() + self.left.len() + self.joined.len() + regrouped
    }
}

/// Developers are one where one alone stands for one other: under the same id, or because it took its
/// place, directly or through others, whether one looks forward or back in time. Several that one
/// stands for, or several that stand for one, are regrouped.
pub fn pairs(old: &Index, new: &Index) -> Pairs {
    let links = successions(old, new);
    let id = |index: &Index, row: usize| index.entries[row].developer.id.clone();
    let pair = |old_row: usize, new_row: usize| {
        let succeeded = id(old, old_row) != id(new, new_row);
        Pair { old: old_row, new: new_row, succeeded }
    };
    let mut found = Pairs::default();
    for (olds, news) in components(&links, old.entries.len(), new.entries.len()) {
        match (olds.as_slice(), news.as_slice()) {
            ([old], [new]) => found.both.push(pair(*old, *new)),
            ([old], []) => found.left.push(*old),
            ([], [new]) => found.joined.push(*new),
            _ => {
                let mine = olds.iter().flat_map(|old| links.range((*old, 0)..(*old + 1, 0)));
                let mut links: Vec<Pair> = mine.map(|(old, new)| pair(*old, *new)).collect();
                links.sort_by_key(|link| (link.new, link.old));
                found.regrouped.push(Regrouped { old: olds, new: news, links });
            }
        }
    }
    found.both.sort_by_key(|pair| pair.new);
    found.regrouped.sort_by_key(|group| group.new.first().copied());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::lineage::tests::dated;

    /// Who belongs together: `a b>c` for two that became one, in the order of ids.
    fn of(old: (&str, &[&str]), new: (&str, &[&str])) -> Vec<String> {
        let (old, new) = (dated(old.0, old.1), dated(new.0, new.1));
        let found = pairs(&old, &new);
        let ids = |index: &Index, rows: &[usize]| -> String {
            let ids = rows.iter().map(|row| index.entries[*row].developer.id.as_str());
            ids.collect::<Vec<_>>().join(" ")
        };
        let both = found.both.iter().map(|pair| (vec![pair.old], vec![pair.new]));
        let left = found.left.iter().map(|row| (vec![*row], vec![]));
        let joined = found.joined.iter().map(|row| (vec![], vec![*row]));
        let groups = found.regrouped.iter().map(|group| (group.old.clone(), group.new.clone()));
        let all = both.chain(left).chain(joined).chain(groups);
        let mut all: Vec<String> =
            all.map(|(o, n)| format!("{}>{}", ids(&old, &o), ids(&new, &n))).collect();
        all.sort();
        all
    }

    fn forward(old: &[&str], new: &[&str]) -> Vec<String> {
        of(("2026", old), ("2027", new))
    }

    #[test]
    fn several_that_became_one_are_one_group_in_any_order() {
        for union in ["union<north south", "union<south north"] {
            assert_eq!(forward(&["north", "south"], &[union]), ["north south>union"]);
            assert_eq!(
                of(("2027", &[union]), ("2026", &["north", "south"])),
                ["union>north south"]
            );
        }
    }

    #[test]
    fn one_that_became_several_is_one_group() {
        assert_eq!(forward(&["whole"], &["east<whole", "west<whole"]), ["whole>east west"]);
        // Also where it goes on under its id.
        assert_eq!(forward(&["whole"], &["east<whole", "whole"]), ["whole>east whole"]);
    }

    #[test]
    fn who_takes_another_in_stands_for_both() {
        assert_eq!(forward(&["north", "south"], &["north<south"]), ["north south>north"]);
        assert_eq!(
            of(("2027", &["north<south"]), ("2026", &["north", "south"])),
            ["north>north south"]
        );
        // South went on under another name: north may have a part of it.
        let found = forward(&["north", "south"], &["north<south", "other<south"]);
        assert_eq!(found, ["north south>north other"]);
    }

    #[test]
    fn a_place_taken_before_the_older_edition_is_no_merger() {
        assert_eq!(forward(&["a", "b<a"], &["a", "b<a"]), ["a>a", "b>b"]);
        assert_eq!(forward(&["a", "b<a"], &["a", "c<b a"]), ["a b>a c"], "c succeeds both itself");
        // c succeeds b alone, which succeeded a: the nearest in the edition counts.
        let chain = |new: &[&str]| {
            let (old, mut new) = (dated("2026", &["a", "b<a"]), dated("2027", new));
            let c =
                new.entries.iter_mut().find(|entry| entry.developer.id.as_str() == "c").unwrap();
            c.developer.succeeds.retain(|id| id.as_str() == "b");
            pairs(&old, &new)
        };
        assert_eq!(chain(&["a", "c<b a"]).both.len(), 2);
        assert_eq!(chain(&["c<b a"]).regrouped.len(), 1, "who else has the place of a?");
    }

    #[test]
    fn one_for_one_stays_a_pair_through_absences_and_in_both_directions() {
        assert_eq!(forward(&["a"], &["c<b a"]), ["a>c"]);
        assert_eq!(of(("2027", &["c<b a"]), ("2026", &["a"])), ["c>a"]);
        // Only one of two is there: nothing else is known to be in it.
        assert_eq!(forward(&["north"], &["union<north south"]), ["north>union"]);
        // The later edition has the earlier developer again.
        assert_eq!(forward(&["b<a"], &["a"]), ["b>a"]);
        assert_eq!(forward(&["b<a"], &["a", "b<a"]), [">a", "b>b"]);
    }
}
