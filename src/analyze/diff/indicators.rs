//! Who gained and who lost each indicator?

use std::cmp::Ordering;

use crate::analyze::scored::Scored;

use super::pairs::Pair;
use super::{Compared, Comparison};

/// What became of the members of one relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkChange {
    /// Position of the link.
    pub link: usize,
    /// For each older member, how many of the older edition's developers have full points.
    pub met_before: Vec<usize>,
    /// For each newer member, how many of the newer edition's developers have full points.
    pub met_now: Vec<usize>,
    /// Developers in both whose points can be compared; empty unless the link is comparable.
    pub compared: usize,
    /// Those who won points.
    pub gained: Vec<Pair>,
    /// Those who lost points.
    pub lost: Vec<Pair>,
    /// Those of whom an answer is open.
    pub open: Vec<Pair>,
}

/// Every relation, in the order of links.
pub fn indicators(comparison: &Comparison<'_>) -> Vec<LinkChange> {
    let met = |scored: &Scored<'_>, members: &[usize]| {
        members.iter().map(|at| scored.met_by(*at, scored.everybody())).collect()
    };
    let change = |(at, link): (usize, &super::pairs::Link)| {
        let mut change = LinkChange {
            link: at,
            met_before: met(comparison.old, &link.from),
            met_now: met(comparison.new, &link.to),
            compared: 0,
            gained: Vec::new(),
            lost: Vec::new(),
            open: Vec::new(),
        };
        if comparison.basis.admits(link.relation) {
            for pair in &comparison.pairs.both {
                match comparison.compared(*pair, at) {
                    Compared::Outside => {}
                    Compared::Open => change.open.push(*pair),
                    Compared::Points(old, new) => {
                        change.compared += 1;
                        let moved = if comparison.plain(at).is_some() {
                            new.cmp(&old)
                        } else {
                            let (old, new) = comparison.on_newer_scale(at, old, new);
                            new.cmp(&old)
                        };
                        match moved {
                            Ordering::Greater => change.gained.push(*pair),
                            Ordering::Less => change.lost.push(*pair),
                            Ordering::Equal => {}
                        }
                    }
                }
            }
        }
        change
    };
    comparison.links.iter().enumerate().map(change).collect()
}
