//! What would one more point be worth?

use crate::model::{Cell, Scoresheet};

/// A developer's total and rank, now and with one indicator's points in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// Total now, at its lower end.
    pub now: crate::model::Points,
    /// Total with the indicator's points.
    pub then: crate::model::Points,
    /// Rank now.
    pub rank_now: usize,
    /// Whether it is shared.
    pub tied_now: bool,
    /// Rank with the indicator's points, if nobody else moved.
    pub rank_then: usize,
    /// Whether that would be shared.
    pub tied_then: bool,
}

/// What full points for an indicator would do to a developer's total and rank.
pub fn worth(sheet: &Scoresheet, developer: usize, indicator: usize) -> Worth {
    let total = |d: usize| sheet.tally(d, 0..sheet.indicators).low;
    let now = total(developer);
    let have = match sheet.row(developer)[indicator] {
        Cell::Rated(points) => points,
        Cell::Referred | Cell::Unrated => sheet.bounds.0,
    };
    let then = now - have + sheet.bounds.1;
    let others: Vec<_> =
        (0..sheet.developers.len()).filter(|d| *d != developer).map(total).collect();
    let rank = |mine| 1 + others.iter().filter(|other| **other > mine).count();
    Worth {
        now,
        then,
        rank_now: rank(now),
        tied_now: others.contains(&now),
        rank_then: rank(then),
        tied_then: others.contains(&then),
    }
}

/// How many developers have full points for each indicator.
pub fn met_by(sheet: &Scoresheet, indicator: usize) -> usize {
    sheet.column(indicator).filter(|cell| *cell == Cell::Rated(sheet.bounds.1)).count()
}

/// Of how many developers the rater said anything for an indicator, if only that a person must judge.
pub fn rated(sheet: &Scoresheet, indicator: usize) -> usize {
    sheet.column(indicator).filter(|cell| *cell != Cell::Unrated).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, Points, Rater};

    #[test]
    fn a_point_moves_total_and_rank() {
        let ids = ["a", "b"].map(|id| Id::parse(id).unwrap()).to_vec();
        let mut sheet = Scoresheet::new(Rater::Panel, ids, 2, (Points::ZERO, Points::whole(1)));
        for (row, column, points) in [(0, 0, 1), (0, 1, 0), (1, 0, 0), (1, 1, 0)] {
            sheet.set(row, column, Cell::Rated(Points::whole(points)));
        }
        let worth = worth(&sheet, 1, 0);
        assert_eq!((worth.now, worth.then), (Points::ZERO, Points::whole(1)));
        assert_eq!((worth.rank_now, worth.rank_then), (2, 1));
        assert_eq!((worth.tied_now, worth.tied_then), (false, true));
        assert_eq!((met_by(&sheet, 0), rated(&sheet, 0)), (1, 2));
        sheet.set(1, 0, Cell::Unrated);
        assert_eq!((met_by(&sheet, 0), rated(&sheet, 0)), (1, 1));
    }
}
