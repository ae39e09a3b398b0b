//! How did the means move, by domain, subdomain or theme?

use crate::analyze::breakdown::{By, groups};
use crate::analyze::scored::Scored;
use crate::model::{Group, Id, Ratio, Span};

use super::Comparison;
use super::developers::{Comparable, comparable_in};

/// One edition's points in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartMeans {
    /// How many indicators.
    pub indicators: usize,
    /// The most they can give.
    pub out_of: Ratio,
    /// Mean points of all developers looked at that count.
    pub all: Option<Span>,
    /// Mean points of those of them in both editions.
    pub both: Option<Span>,
}

/// A part of one or both catalogs: the same id is the same part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartChange {
    /// Its id.
    pub id: Id,
    /// Its heading, the newer where it is in both.
    pub name: String,
    /// In the older edition.
    pub old: Option<PartMeans>,
    /// In the newer edition.
    pub new: Option<PartMeans>,
    /// On its comparable indicators: those whose newer member is in the newer part.
    pub comparable: PartComparable,
}

/// What those in both editions have on a part's comparable indicators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartComparable {
    /// Positions of the links.
    pub links: Vec<usize>,
    /// How many have an answer on them that is decided on both sides.
    pub developers: usize,
    /// Mean points before, on the newer scale, over these; `None` without any.
    pub old: Option<Ratio>,
    /// Mean points now.
    pub new: Option<Ratio>,
    /// Points won by all.
    pub gained: Ratio,
    /// Points lost by all; not above zero.
    pub lost: Ratio,
    /// Comparisons left out because an answer is open.
    pub open: usize,
}

impl PartComparable {
    /// The change of the mean, where there is one on both sides.
    pub fn change(&self) -> Option<Ratio> {
        Some(self.new? - self.old?)
    }
}

/// The parts of both catalogs, in the order of the newer; those only in the older come last. For
/// [`By::Total`], the whole.
pub fn parts(comparison: &Comparison<'_>, by: By) -> Vec<PartChange> {
    let (old, new) = (comparison.old, comparison.new);
    let (olds, news) = (groups_of(old, by), groups_of(new, by));
    let old_rows: Vec<usize> = comparison.pairs.both.iter().map(|pair| pair.old).collect();
    let new_rows: Vec<usize> = comparison.pairs.both.iter().map(|pair| pair.new).collect();
    let (old_all, new_all) = (comparison.old_rows(), comparison.new_rows());
    let mut out: Vec<PartChange> = news
        .iter()
        .map(|part| PartChange {
            id: part.id.clone(),
            name: part.name.clone(),
            old: olds
                .iter()
                .find(|o| o.id == part.id)
                .map(|o| means(old, o, (&old_all, &old_rows))),
            new: Some(means(new, part, (&new_all, &new_rows))),
            comparable: comparable(comparison, part),
        })
        .collect();
    let gone = olds.iter().filter(|part| !news.iter().any(|n| n.id == part.id));
    out.extend(gone.map(|part| PartChange {
        id: part.id.clone(),
        name: part.name.clone(),
        old: Some(means(old, part, (&old_all, &old_rows))),
        new: None,
        comparable: PartComparable::default(),
    }));
    out
}

fn groups_of(side: &Scored<'_>, by: By) -> Vec<Group> {
    match (by, Id::parse("total")) {
        (By::Total, Ok(id)) => {
            let members = side.index.catalog.all().collect();
            vec![Group::new(id, "Total".to_owned(), members)]
        }
        _ => groups(&side.index.catalog, by),
    }
}

fn means(side: &Scored<'_>, part: &Group, (all, both): (&[usize], &[usize])) -> PartMeans {
    let mean = |rows: &[usize]| side.mean_on(&part.members, rows.iter().copied());
    PartMeans {
        indicators: part.members.len(),
        out_of: side.out_of_on(&part.members),
        all: mean(all),
        both: mean(both),
    }
}

fn comparable(comparison: &Comparison<'_>, part: &Group) -> PartComparable {
    over(comparison, links_in(comparison, part), comparison.pairs.both.iter().copied())
}

/// Positions of the comparable links of a part of the newer catalog.
pub fn links_in(comparison: &Comparison<'_>, part: &Group) -> Vec<usize> {
    let inside = |at: &usize| {
        let to = &comparison.links[*at].to;
        to.first().is_some_and(|member| part.members.binary_search(member).is_ok())
    };
    comparison.comparable().filter(inside).collect()
}

/// What some pairs of developers have on some comparable links.
pub fn over(
    comparison: &Comparison<'_>,
    links: Vec<usize>,
    pairs: impl Iterator<Item = super::pairs::Pair>,
) -> PartComparable {
    let mut out = PartComparable { links, ..PartComparable::default() };
    let (mut old, mut new) = (Ratio::ZERO, Ratio::ZERO);
    for pair in pairs {
        let found = comparable_in(comparison, pair, out.links.iter().copied());
        (old, new) = (old + found.old, new + found.new);
        out.developers += usize::from(found.indicators > 0);
        out.gained = out.gained + Comparable::sum(&found.gained);
        out.lost = out.lost + Comparable::sum(&found.lost);
        out.open += found.open.len();
    }
    (out.old, out.new) = (old.per(out.developers), new.per(out.developers));
    out
}
