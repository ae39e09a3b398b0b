//! Which developers and indicators of two editions belong together?

use std::collections::HashMap;

use crate::model::crosswalk::Relation;
use crate::model::{Catalog, Crosswalk, Id, Index};

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

/// Every developer of two editions, once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// In both.
    pub both: Vec<Pair>,
    /// Rows of the older edition that have no place in the newer.
    pub left: Vec<usize>,
    /// Rows of the newer edition that had no place in the older.
    pub joined: Vec<usize>,
}

/// Developers with the same id are one; then whoever took another's place, the nearest first, whether
/// one looks forward or back in time. Nobody is paired twice: of two that took one place equally
/// near, the first by id keeps it, and the other joined.
pub fn pairs(old: &Index, new: &Index) -> Pairs {
    let rows = |index: &Index| -> HashMap<Id, usize> {
        index.entries.iter().enumerate().map(|(at, e)| (e.developer.id.clone(), at)).collect()
    };
    let (olds, news) = (rows(old), rows(new));
    let mut taken = vec![false; old.entries.len()];
    let mut partner: Vec<Option<(usize, bool)>> = vec![None; new.entries.len()];
    for (at, entry) in new.entries.iter().enumerate() {
        if let Some(row) = olds.get(&entry.developer.id) {
            (taken[*row], partner[at]) = (true, Some((*row, false)));
        }
    }
    // Looking back in time, it is the older edition's developer that took the place.
    let forward = places(new, &olds).map(|(new, old, place)| (place, old, new));
    let back = places(old, &news).map(|(old, new, place)| (place, old, new));
    let mut places: Vec<(Place<'_>, usize, usize)> = forward.chain(back).collect();
    places.sort();
    for (_, old, new) in places {
        if partner[new].is_none() && !taken[old] {
            (taken[old], partner[new]) = (true, Some((old, true)));
        }
    }
    let both = partner.iter().enumerate();
    let both = both.filter_map(|(new, p)| p.map(|(old, succeeded)| Pair { old, new, succeeded }));
    Pairs {
        both: both.collect(),
        left: (0..taken.len()).filter(|row| !taken[*row]).collect(),
        joined: (0..partner.len()).filter(|row| partner[*row].is_none()).collect(),
    }
}

/// A place that was taken: how near whose it was stands among all whose place was taken, who took it,
/// and whose it was.
type Place<'a> = (usize, &'a Id, &'a Id);

/// The places that developers of one edition took from those of another, with the rows of both.
fn places<'a>(
    index: &'a Index,
    others: &HashMap<Id, usize>,
) -> impl Iterator<Item = (usize, usize, Place<'a>)> {
    index.entries.iter().enumerate().flat_map(move |(row, entry)| {
        let before = entry.predecessors.iter().enumerate();
        before.filter_map(move |(nearness, id)| {
            Some((row, *others.get(id)?, (nearness, &entry.developer.id, id)))
        })
    })
}
