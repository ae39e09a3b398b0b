//! Who ranks where?

use crate::model::{Ratio, Span};

/// A place among others: one rank or, where scores are ranges, the best and the worst there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// One more than how many are better for certain.
    pub best: usize,
    /// One more than how many may be better.
    pub worst: usize,
    /// Whether the score and the place are known, and another has the same.
    pub tied: bool,
}

impl Rank {
    /// The rank, if it is known.
    #[must_use]
    pub fn known(self) -> Option<usize> {
        (self.best == self.worst).then_some(self.best)
    }
}

/// The ranks of some scores among each other, each in its place; who has no score has no rank.
/// Known scores get standard competition ranks: 1, 2, 2, 4.
///
/// With the ends of everybody's scores known, of one with the ends `low` and `high`
///
/// ```text
/// best  = 1 + #{others: their low  > high}
/// worst = 1 + #{others: their high > low}
/// ```
///
/// ```
/// use fmti::analyze::ranking::ranks;
/// use fmti::model::{Points, Span};
/// let points = |low, high| Some(Span { low: Points::whole(low).exact(), high: Points::whole(high).exact() });
/// let found = ranks(&[points(9, 9), points(4, 4), points(2, 6), points(4, 4), None]);
/// let places: Vec<_> = found.iter().flatten().map(|r| (r.best, r.worst, r.tied)).collect();
/// assert_eq!(places, [(1, 1, false), (2, 3, false), (2, 4, false), (2, 3, false)]);
/// assert_eq!(found[4], None);
/// ```
pub fn ranks(scores: &[Option<Span>]) -> Vec<Option<Rank>> {
    let ends = |end: fn(&Span) -> Ratio| -> Vec<Ratio> {
        let mut ends: Vec<Ratio> = scores.iter().flatten().map(end).collect();
        ends.sort_unstable();
        ends
    };
    let (lows, highs) = (ends(|span| span.low), ends(|span| span.high));
    let above = |ends: &[Ratio], than: Ratio| ends.len() - ends.partition_point(|end| *end <= than);
    let rank = |score: &Span| {
        let best = 1 + above(&lows, score.high);
        // One's own upper end is above one's lower, where they differ.
        let own = usize::from(score.high > score.low);
        let worst = 1 + above(&highs, score.low) - own;
        let first = lows.partition_point(|end| *end < score.low);
        // Where the place of a known score is known, another that begins there also ends there.
        let known = best == worst && score.low == score.high;
        let tied = known && lows.get(first + 1) == Some(&score.low);
        Rank { best, worst, tied }
    };
    scores.iter().map(|score| score.as_ref().map(rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Points;
    use proptest::prelude::*;

    fn span(low: i32, high: i32) -> Span {
        Span { low: Points::whole(low).exact(), high: Points::whole(high).exact() }
    }

    proptest! {
        #[test]
        fn a_rank_is_one_more_than_how_many_are_better(
            ends in prop::collection::vec(prop::option::of((0..6, 0..3)), 0..12),
        ) {
            let scores: Vec<Option<Span>> =
                ends.iter().map(|ends| ends.map(|(low, more)| span(low, low + more))).collect();
            for (at, rank) in ranks(&scores).into_iter().enumerate() {
                let Some(mine) = scores[at] else {
                    prop_assert_eq!(rank, None);
                    continue;
                };
                let others = || scores.iter().enumerate().filter(|(o, _)| *o != at).filter_map(|(_, s)| *s);
                let rank = rank.unwrap();
                prop_assert_eq!(rank.best, 1 + others().filter(|s| s.low > mine.high).count());
                prop_assert_eq!(rank.worst, 1 + others().filter(|s| s.high > mine.low).count());
                let twin = others().any(|s| s == mine);
                prop_assert_eq!(rank.tied, rank.known().is_some() && mine.known().is_some() && twin);
            }
        }

        #[test]
        fn settling_what_is_open_lands_within_the_range(
            ends in prop::collection::vec((0..6, 0..3, 0..3), 1..9),
        ) {
            let open: Vec<Option<Span>> =
                ends.iter().map(|(low, more, _)| Some(span(*low, low + more))).collect();
            let settled: Vec<Option<Span>> = ends
                .iter()
                .map(|(low, more, at): &(i32, i32, i32)| low + at.min(more))
                .map(|settled| Some(span(settled, settled)))
                .collect();
            for (range, known) in ranks(&open).into_iter().zip(ranks(&settled)) {
                let (range, known) = (range.unwrap(), known.unwrap().known().unwrap());
                prop_assert!((range.best..=range.worst).contains(&known));
            }
        }
    }
}
