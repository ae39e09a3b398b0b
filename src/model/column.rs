//! What the cells of one indicator add to a sum.

use super::cell::{Cell, Open};
use super::scale::{Better, Scale, Weight};
use super::{Points, Ratio};

/// What a cell of one indicator adds to a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which points there are.
    pub scale: Scale,
    /// How much they count beside other indicators'.
    pub weight: Weight,
    /// Whether they count at all.
    pub scored: bool,
    /// What the worst and the best points count for: the scale's ends, kept because they are asked
    /// for once for each cell.
    ends: (Points, Points),
}

impl Column {
    /// A column of cells on a scale.
    pub fn new(scale: Scale, weight: Weight, scored: bool) -> Self {
        let ends = scale.bounds();
        Self { scale, weight, scored, ends }
    }

    /// A cell of which nothing is known.
    #[must_use]
    pub fn open(&self, why: Open) -> Cell {
        if self.scored { Cell::Open(why, self.ends.0, self.ends.1) } else { Cell::NotScored }
    }

    /// Whether a cell has the best points.
    #[must_use]
    pub fn is_full(&self, cell: Cell) -> bool {
        cell.points().is_some_and(|points| self.scale.counted(points) == self.ends.1)
    }

    /// Whether a cell has the worst points.
    #[must_use]
    pub fn is_least(&self, cell: Cell) -> bool {
        cell.points().is_some_and(|points| self.scale.counted(points) == self.ends.0)
    }

    /// Whether a cell has or could have the best points.
    #[must_use]
    pub fn may_be_full(&self, cell: Cell) -> bool {
        match cell {
            Cell::Open(_, low, high) => {
                self.scale.counted(low).max(self.scale.counted(high)) == self.ends.1
            }
            _ => self.is_full(cell),
        }
    }

    /// The most a cell adds to a sum: the best points times the weight.
    pub fn most(&self) -> Ratio {
        self.weighted(self.ends.1)
    }

    /// What points add to a sum: what they count for times the weight.
    pub fn adds(&self, points: Points) -> Ratio {
        self.weighted(self.scale.counted(points))
    }

    /// Whether points of another column are what they are here, and count for themselves: most columns
    /// are such, and their sums need no fractions.
    pub fn is_plainly(&self, from: &Self) -> bool {
        let plain = |column: &Self| {
            column.weight == Weight::ONE && column.scale.better == Better::More && column.scored
        };
        self.ends == from.ends && plain(self) && plain(from)
    }

    /// Points of another column where this one would have them: as far between worst and best.
    pub fn rescaled(&self, from: &Self, points: Points) -> Ratio {
        let points = from.scale.counted(points);
        if self.ends == from.ends && self.weight == from.weight {
            return self.weighted(points);
        }
        let share = (points - from.ends.0).of(from.ends.1 - from.ends.0).unwrap_or_default();
        self.weighted(self.ends.0)
            + share * (self.weighted(self.ends.1) - self.weighted(self.ends.0))
    }

    fn weighted(&self, points: Points) -> Ratio {
        if self.weight == Weight::ONE {
            return points.exact();
        }
        millionths(self.millionths(points))
    }

    /// The most a cell adds, in millionths.
    pub(super) fn most_millionths(&self) -> i128 {
        self.millionths(self.ends.1)
    }

    /// Points in thousandths times a weight in thousandths.
    pub(super) fn millionths(&self, points: Points) -> i128 {
        i128::from(points.thousandths()) * i128::from(self.weight.thousandths())
    }
}

/// A sum of points in thousandths times weights in thousandths.
pub(super) fn millionths(sum: i128) -> Ratio {
    // The denominator is not zero.
    Ratio::new(sum, 1_000_000).unwrap_or_default()
}
