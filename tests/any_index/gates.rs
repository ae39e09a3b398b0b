//! Gates judge the score that is published, and want nothing that does not apply.

use fmti::analyze::bars::below;
use fmti::analyze::diff::developers::developers;
use fmti::analyze::diff::{Basis as Comparable, Comparison};
use fmti::analyze::gates::{Basis, Judged, breaches};
use fmti::analyze::scored::Scored;
use fmti::model::Points;
use fmti::model::gate::{Bar, Gate, Limit, Seen};
use proptest::prelude::*;

use crate::compared::{crosswalk, in_unit, most, per_hundred};
use crate::fraction::alike;
use crate::laws::score;
use crate::made::{Given, Made, one, two};

/// The rows of the developers that do not reach a bar.
fn rows_below(scored: &Scored<'_>, bar: &Bar) -> Vec<usize> {
    let all: Vec<usize> = scored.everybody().collect();
    let row = |seen| match seen {
        Seen::New(row, _) => row,
        _ => panic!("of the newer edition"),
    };
    let mut rows: Vec<usize> =
        below(scored, &all, bar).into_iter().map(|breach| row(breach.seen)).collect();
    rows.sort_unstable();
    rows
}

/// The mean of everybody's least and of everybody's most, per hundred.
fn mean(made: &Made, is_per_hundred: bool) -> Option<(f64, f64)> {
    let scores: Vec<(f64, f64)> =
        made.given[0].iter().filter_map(|cells| in_unit(made, cells, is_per_hundred)).collect();
    let times = if is_per_hundred { 1.0 } else { 100.0 / most(made) } / scores.len() as f64;
    let sum = |end: fn(&(f64, f64)) -> f64| scores.iter().map(end).sum::<f64>() * times;
    (!scores.is_empty()).then(|| (sum(|s| s.0), sum(|s| s.1)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_bar_is_reached_by_the_score_or_not_at_all(made in one(), wanted in 1..60_i32) {
        let scored = Scored::new(&made.index, made.sheet(0));
        let found = rows_below(&scored, &Bar::Score(Points::whole(wanted)));
        for (row, cells) in made.given[0].iter().enumerate() {
            if let Some([(low, _), _]) = score(&made, cells) {
                prop_assert_eq!(found.contains(&row), low.float() < f64::from(wanted));
            }
        }
        for (at, asked) in made.asked.iter().enumerate() {
            let short = |cell: Given| match cell {
                Given::Rated(points) => asked.counted(points) < asked.ends().1,
                Given::Open(_, one, other) => {
                    asked.counted(one).min(asked.counted(other)) < asked.ends().1
                }
                Given::NotApplicable | Given::NotScored => false,
            };
            let rows = (0..made.given[0].len()).filter(|row| short(made.given[0][*row][at]));
            prop_assert_eq!(rows_below(&scored, &Bar::Indicator(at)), rows.collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_mean_that_drops_is_that_of_the_scores(two in two(true)) {
        let scored = two.each_ref().map(|made| Scored::new(&made.index, made.sheet(0)));
        let crosswalk = crosswalk(&two);
        let comparison =
            Comparison::new(&scored[0], &scored[1], &crosswalk, Comparable::default());
        let developers = developers(&comparison);
        let judged = Judged { comparison: &comparison, developers: &developers, basis: Basis::All };
        let found = breaches(judged, Limit { gate: Gate::MeanDrop, above: Points::ZERO });
        let per = per_hundred(&two);
        let means = two.each_ref().map(|made| mean(made, per));
        let drop = means[0].zip(means[1]).map(|(old, new)| old.0 - new.1);
        match (found.first(), drop) {
            (Some(breach), Some(drop)) => prop_assert!(alike(breach.by.to_f64(), drop)),
            (None, drop) => prop_assert!(drop.is_none_or(|drop| drop < 1e-9)),
            (found, drop) => prop_assert!(false, "{found:?} {drop:?}"),
        }
    }
}
