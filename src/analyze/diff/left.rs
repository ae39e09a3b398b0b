//! Whose answers left a question, which applied before and no longer does?

use crate::analyze::scored::Scored;
use crate::model::{Cell, Ratio, Span};

use super::Comparison;
use super::pairs::Pair;

/// An answer to a question that applied before and no longer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// Whose.
    pub pair: Pair,
    /// Position in [`Comparison::links`], of one indicator on each side.
    pub link: usize,
    /// What it had.
    pub before: Cell,
}

/// The answers of those in both editions that left their question, among what is comparable. What
/// leaves takes with it what it was out of: a share may rise though nothing was gained.
pub fn left(comparison: &Comparison<'_>) -> Vec<Left> {
    let (old, new) = (comparison.old, comparison.new);
    let mut found = Vec::new();
    // Who was not rated at all had no question to leave.
    for pair in comparison.pairs.both.iter().filter(|pair| old.counts(pair.old)) {
        for link in comparison.comparable() {
            let Some((from, to)) = ends(comparison, link) else { continue };
            let before = old.cell(pair.old, from);
            let asked = !matches!(before, Cell::NotApplicable | Cell::NotScored);
            if asked && new.cell(pair.new, to) == Cell::NotApplicable {
                found.push(Left { pair: *pair, link, before });
            }
        }
    }
    found
}

/// By how much the mean share of those in both editions is higher than it would be had all that left
/// stayed with the points they had: of what applies, in percentage points. Nothing where somebody's points
/// are not on the newer scale, or not known.
pub fn moved_by(comparison: &Comparison<'_>, left: &[Left]) -> Option<Ratio> {
    let new = comparison.new;
    let mut stayed = new.sheet.clone();
    for one in left {
        let (_, to) = ends(comparison, one.link)?;
        let points = one.before.points().filter(|p| stayed.columns[to].scale.admits(*p))?;
        stayed.set(one.pair.new, to, Cell::Rated(points));
    }
    let stayed = Scored::new(new.index, stayed);
    let mean = |scored: &Scored<'_>| {
        let both = comparison.pairs.both.iter();
        Span::mean(both.filter_map(|pair| scored.place(pair.new).share()))?.known()
    };
    Some((mean(new)? - mean(&stayed)?) * Ratio::HUNDRED)
}

fn ends(comparison: &Comparison<'_>, link: usize) -> Option<(usize, usize)> {
    let link = &comparison.links[link];
    Some((*link.from.first()?, *link.to.first()?))
}
