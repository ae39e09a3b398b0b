//! Who gained and who lost each indicator?

use crate::analyze::standing::met_by;

use super::Comparison;
use super::pairs::Pair;

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
    let met = |sheet, members: &[usize]| members.iter().map(|at| met_by(sheet, *at)).collect();
    let change = |(at, link): (usize, &super::pairs::Link)| {
        let mut change = LinkChange {
            link: at,
            met_before: met(comparison.old.sheet, &link.from),
            met_now: met(comparison.new.sheet, &link.to),
            compared: 0,
            gained: Vec::new(),
            lost: Vec::new(),
            open: Vec::new(),
        };
        if comparison.basis.admits(link.relation) {
            for pair in &comparison.pairs.both {
                let Some((old, new)) = comparison.decided(*pair, at) else {
                    change.open.push(*pair);
                    continue;
                };
                change.compared += 1;
                match comparison.unit.step(old, new) {
                    Some(by) if by.sign().is_gt() => change.gained.push(*pair),
                    Some(_) => change.lost.push(*pair),
                    None => {}
                }
            }
        }
        change
    };
    comparison.links.iter().enumerate().map(change).collect()
}
