//! Who ranks where?

use crate::model::{Scoresheet, Tally};

/// One developer's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Row of the scoresheet.
    pub developer: usize,
    /// Standard competition rank: 1, 2, 2, 4. Who was not rated at all has none.
    pub rank: Option<usize>,
    /// Whether another developer has the same rank.
    pub tied: bool,
    /// The total.
    pub total: Tally,
}

/// Ranks all developers of whom anything was rated by the lower end of their total; within a tie by
/// `names`, whatever the case. Those of whom nothing was rated come last, by name.
///
/// ```
/// use fmti::analyze::ranking::rank;
/// use fmti::model::{Cell, Id, Points, Rater, Scoresheet};
/// let ids = ["a", "b", "c", "d"].map(|id| Id::parse(id).unwrap()).to_vec();
/// let mut sheet = Scoresheet::new(Rater::Panel, ids, 1, (Points::ZERO, Points::whole(3)));
/// for (row, points) in [1, 3, 2, 2].into_iter().enumerate() {
///     sheet.set(row, 0, Cell::Rated(Points::whole(points)));
/// }
/// let ranks: Vec<_> = rank(&sheet, &["A", "B", "d", "C"]).iter().map(|p| (p.developer, p.rank.unwrap())).collect();
/// assert_eq!(ranks, [(1, 1), (3, 2), (2, 2), (0, 4)]);
/// ```
pub fn rank(sheet: &Scoresheet, names: &[&str]) -> Vec<Place> {
    let mut places: Vec<Place> = (0..sheet.developers.len())
        .map(|developer| Place {
            developer,
            rank: None,
            tied: false,
            total: sheet.tally(developer, 0..sheet.indicators),
        })
        .collect();
    places.sort_by_cached_key(|place| {
        let name = names.get(place.developer).map(|name| name.to_lowercase());
        (place.total.is_silent(), std::cmp::Reverse(place.total.low), name, place.developer)
    });
    let ranked = places.iter().take_while(|place| !place.total.is_silent()).count();
    for at in 0..ranked {
        let low = places[at].total.low;
        let same = |other: Option<&Place>| other.is_some_and(|p| p.total.low == low);
        let above = at.checked_sub(1).and_then(|above| places.get(above));
        let rank = if same(above) { places[at - 1].rank } else { Some(at + 1) };
        let tied = same(above) || same(places[..ranked].get(at + 1));
        (places[at].rank, places[at].tied) = (rank, tied);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Id, Points, Rater};
    use proptest::prelude::*;

    fn sheet(totals: &[i32]) -> Scoresheet {
        let ids = (0..totals.len()).map(|i| Id::parse(&format!("d{i}")).unwrap()).collect();
        let mut sheet = Scoresheet::new(Rater::Panel, ids, 1, (Points::ZERO, Points::whole(100)));
        for (row, total) in totals.iter().enumerate() {
            sheet.set(row, 0, Cell::Rated(Points::whole(*total)));
        }
        sheet
    }

    proptest! {
        #[test]
        fn a_rank_is_one_more_than_how_many_are_better(totals in prop::collection::vec(0..5, 0..12)) {
            let sheet = sheet(&totals);
            let places = rank(&sheet, &vec![""; totals.len()]);
            prop_assert_eq!(places.len(), totals.len());
            for place in places {
                let mine = totals[place.developer];
                prop_assert_eq!(place.rank.unwrap(), 1 + totals.iter().filter(|t| **t > mine).count());
                prop_assert_eq!(place.tied, totals.iter().filter(|t| **t == mine).count() > 1);
            }
        }
    }
}
