//! What holds of any scored edition, by arithmetic of the test's own.

use std::sync::Arc;

use fmti::analyze::breakdown::{By, groups};
use fmti::analyze::scored::Scored;
use fmti::analyze::summary::summarize;
use fmti::analyze::worth::worth;
use fmti::model::method::Aggregation;
use fmti::model::{Open, Ratio, Span, Tally, Weight};
use proptest::prelude::*;

use crate::fraction::{Fraction, alike};
use crate::made::{Asked, DOMAIN_WEIGHTS, Given, Made, one};

/// Points of some cells in millionths: the least, the most, and how many there could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) low: i128,
    pub(crate) high: i128,
    pub(crate) out_of: i128,
    /// Whether the rater said anything of them.
    pub(crate) spoken: bool,
}

/// Adds up cells one by one.
pub(crate) fn sum<'a>(cells: impl Iterator<Item = (&'a Asked, &'a Given)>) -> Sum {
    let mut sum = Sum::default();
    for (asked, given) in cells {
        let times = |points: i64| i128::from(points) * i128::from(asked.weight);
        let (low, high) = match *given {
            Given::Rated(points) => (asked.counted(points), asked.counted(points)),
            Given::Open(_, one, other) => {
                let (one, other) = (asked.counted(one), asked.counted(other));
                (one.min(other), one.max(other))
            }
            Given::NotApplicable | Given::NotScored => continue,
        };
        sum.low += times(low);
        sum.high += times(high);
        sum.out_of += times(asked.ends().1);
        sum.spoken |=
            matches!(given, Given::Rated(_) | Given::Open(Open::Referred | Open::Disputed, ..));
    }
    sum
}

/// The score of a developer, from the least to the most, and what it is ranked by.
pub(crate) fn score(made: &Made, cells: &[Given]) -> Option<[(Fraction, Fraction); 2]> {
    let all = sum(made.asked.iter().zip(cells));
    if !all.spoken || all.out_of == 0 {
        return None;
    }
    if made.is_sum() {
        let points = |end| (Fraction::new(end, 1_000_000), Fraction::new(end, all.out_of));
        let (low, high) = (points(all.low), points(all.high));
        return Some([(low.0, high.0), (low.1, high.1)]);
    }
    let cells = || made.asked.iter().zip(cells);
    // What the score is the mean of, and how much each counts, in thousandths.
    let parts: Vec<(Sum, u32)> = match made.aggregation {
        Aggregation::Percent => vec![(all, 1)],
        // Each question for as much as its weight, whatever its scale.
        Aggregation::Mean => cells().map(|cell| (sum([cell].into_iter()), cell.0.weight)).collect(),
        _ => (0..3)
            .map(|of| (sum(cells().filter(|(asked, _)| asked.domain == of)), DOMAIN_WEIGHTS[of]))
            .collect(),
    };
    let zero = Fraction::new(0, 1);
    let (mut low, mut high, mut weights) = (zero, zero, 0);
    for (part, weight) in parts.into_iter().filter(|(part, _)| part.out_of > 0) {
        let weight = i128::from(weight);
        low = low + Fraction::new(100 * weight * part.low, part.out_of);
        high = high + Fraction::new(100 * weight * part.high, part.out_of);
        weights += weight;
    }
    let weights = Fraction::new(weights, 1);
    Some([(low / weights, high / weights); 2])
}

fn ratio(fraction: Fraction) -> Ratio {
    Ratio::new(fraction.above, fraction.below).unwrap()
}

fn span((low, high): (Fraction, Fraction)) -> Span {
    Span { low: ratio(low), high: ratio(high) }
}

/// Sorted, one end of everybody's score.
fn ends(scores: &[(Fraction, Fraction)], end: fn(&(Fraction, Fraction)) -> Fraction) -> Vec<f64> {
    let mut ends: Vec<Fraction> = scores.iter().map(end).collect();
    ends.sort();
    ends.into_iter().map(Fraction::float).collect()
}

fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { sorted[middle - 1].midpoint(sorted[middle]) }
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

fn is(found: Option<Span>, low: f64, high: f64) -> bool {
    found.is_some_and(|span| alike(span.low.to_f64(), low) && alike(span.high.to_f64(), high))
}

fn lies_in(known: Span, range: Span) -> bool {
    known.low == known.high && (range.low..=range.high).contains(&known.low)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn scores_and_ranks_are_those_of_the_cells(made in one()) {
        for rater in 0..3 {
            let scored = Scored::new(&made.index, made.sheet(rater));
            let rows = &made.given[rater];
            let scores: Vec<_> = rows.iter().map(|cells| score(&made, cells)).collect();
            for (row, cells) in rows.iter().enumerate() {
                let wanted = sum(made.asked.iter().zip(cells));
                let tally = scored.total(row);
                let millionths = |n: i128| Ratio::new(n, 1_000_000).unwrap();
                prop_assert_eq!(tally.points.low, millionths(wanted.low));
                prop_assert_eq!(tally.points.high, millionths(wanted.high));
                prop_assert_eq!(tally.out_of, millionths(wanted.out_of));
                let share = (wanted.spoken && wanted.out_of > 0).then(|| {
                    let of = |end| Fraction::new(end, wanted.out_of);
                    span((of(wanted.low), of(wanted.high)))
                });
                prop_assert_eq!(tally.share(), share);
                prop_assert_eq!(scored.score(row), scores[row].map(|ends| span(ends[0])));
                let count = |of: fn(&Given) -> bool| cells.iter().filter(|cell| of(cell)).count();
                prop_assert_eq!(tally.rated, count(|cell| matches!(cell, Given::Rated(_))));
                prop_assert_eq!(tally.undecided(), count(|cell| matches!(cell, Given::Open(..))));
                prop_assert_eq!(
                    tally.not_applicable,
                    count(|cell| matches!(cell, Given::NotApplicable))
                );

                let Some([_, mine]) = scores[row] else {
                    prop_assert_eq!((scored.place(row).rank, scored.counts(row)), (None, false));
                    continue;
                };
                let others: Vec<_> = (0..rows.len()).filter(|other| *other != row)
                    .filter_map(|other| Some(scores[other]?[1])).collect();
                let rank = scored.place(row).rank.unwrap();
                prop_assert_eq!(rank.best, 1 + others.iter().filter(|o| o.0 > mine.1).count());
                prop_assert_eq!(rank.worst, 1 + others.iter().filter(|o| o.1 > mine.0).count());
                let shared = mine.0 == mine.1 && others.contains(&mine) && rank.best == rank.worst;
                prop_assert_eq!(rank.tied, shared);
            }
            // Everybody stands once, the better first.
            let order: Vec<usize> = scored.places().iter().map(|place| place.developer).collect();
            let by = |row: &usize| scores[*row].map(|ends| ends[1]);
            prop_assert!(order.windows(2).all(|two| by(&two[0]) >= by(&two[1])));
        }
    }

    #[test]
    fn statistics_are_those_of_the_ends(made in one()) {
        for rater in 0..3 {
            let scored = Scored::new(&made.index, made.sheet(rater));
            let rows: Vec<usize> = scored.everybody().collect();
            let summary = summarize(&scored, &rows);
            let scores: Vec<_> = made.given[rater].iter()
                .filter_map(|cells| Some(score(&made, cells)?[0])).collect();
            prop_assert_eq!(summary.developers, scores.len());
            prop_assert_eq!(summary.silent, rows.len() - scores.len());
            if scores.is_empty() {
                prop_assert_eq!((summary.mean, summary.median, summary.sd), (None, None, None));
                continue;
            }
            let (lows, highs) = (ends(&scores, |s| s.0), ends(&scores, |s| s.1));
            prop_assert!(is(summary.mean, mean(&lows), mean(&highs)), "{:?}", summary.mean);
            prop_assert!(is(summary.median, median(&lows), median(&highs)));
            prop_assert!(is(summary.min, lows[0], highs[0]));
            prop_assert!(is(summary.max, lows[lows.len() - 1], highs[highs.len() - 1]));
            let known = lows == highs && lows.len() > 1;
            prop_assert_eq!(summary.sd.is_some(), known);
            if let Some(sd) = summary.sd {
                let middle = mean(&lows);
                let squares: f64 = lows.iter().map(|score| (score - middle).powi(2)).sum();
                let wanted = (squares / (lows.len() - 1) as f64).sqrt();
                prop_assert!((sd - wanted).abs() < 1e-4, "{sd} {wanted}");
            }
            // Who meets an indicator: of those that count, and to whom it applies.
            let counted: Vec<&Vec<Given>> = made.given[rater].iter()
                .filter(|cells| score(&made, cells).is_some()).collect();
            let (mut any, mut all, mut none) = (0, 0, 0);
            for (at, asked) in made.asked.iter().enumerate() {
                let applies = || counted.iter().map(|cells| cells[at])
                    .filter(|cell| !matches!(cell, Given::NotApplicable | Given::NotScored));
                let best = |points: i64| asked.counted(points) == asked.ends().1;
                let full = applies().filter(|c| matches!(c, Given::Rated(p) if best(*p))).count();
                let may = applies().filter(|c| match c {
                    Given::Rated(points) => best(*points),
                    Given::Open(_, one, other) => best(*one) || best(*other),
                    _ => false,
                }).count();
                any += usize::from(full > 0);
                all += usize::from(full > 0 && full == applies().count());
                none += usize::from(applies().count() > 0 && may == 0);
            }
            prop_assert_eq!(summary.met_by_any, any);
            prop_assert_eq!(summary.met_by_all, all);
            prop_assert_eq!(summary.met_by_none, none);
        }
    }

    #[test]
    fn settling_what_is_open_stays_inside_every_range(
        made in one(), choices in prop::collection::vec(any::<u8>(), 1..9),
    ) {
        for rater in 0..3 {
            let settled = made.settled(rater, &choices);
            let before = Scored::new(&made.index, made.sheet(rater));
            let after = Scored::new(&settled.index, settled.sheet(rater));
            // Who was not rated at all joins when it is rated, and moves the others.
            let joins = before.everybody().any(|row| before.counts(row) != after.counts(row));
            for row in before.everybody().filter(|row| before.counts(*row)) {
                let known = after.score(row).unwrap();
                prop_assert!(lies_in(known, before.score(row).unwrap()));
                let (range, rank) = (before.place(row).rank.unwrap(), after.place(row).rank.unwrap());
                prop_assert!(joins || (range.best..=range.worst).contains(&rank.known().unwrap()));
            }
            if !joins {
                let all: Vec<usize> = before.everybody().collect();
                let (before, after) = (summarize(&before, &all), summarize(&after, &all));
                let pairs = [
                    (before.mean, after.mean),
                    (before.median, after.median),
                    (before.min, after.min),
                    (before.max, after.max),
                ];
                for (range, known) in pairs {
                    prop_assert_eq!(range.is_some(), known.is_some());
                    if let (Some(range), Some(known)) = (range, known) {
                        prop_assert!(lies_in(known, range), "{known:?} {range:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn parts_sum_to_the_whole_where_scores_are_sums(made in one()) {
        let scored = Scored::new(&made.index, made.sheet(0));
        prop_assert_eq!(scored.is_additive(), made.is_sum());
        for row in scored.everybody() {
            let total = scored.total(row);
            for by in [By::Domain, By::Subdomain, By::Theme, By::Indicator] {
                let parts: Vec<_> = groups(&made.index.catalog, by).iter()
                    .map(|part| scored.tally(row, &part.members)).collect();
                if !scored.is_additive() {
                    // A share of a full score, or nothing where nothing applies.
                    let fits = |part: &Tally| {
                        part.out_of == Ratio::ZERO || part.out_of == Ratio::HUNDRED
                    };
                    prop_assert!(parts.iter().all(fits));
                    continue;
                }
                prop_assert_eq!(parts.iter().map(|t| t.points.low).sum::<Ratio>(), total.points.low);
                prop_assert_eq!(parts.iter().map(|t| t.points.high).sum::<Ratio>(), total.points.high);
                prop_assert_eq!(parts.iter().map(|t| t.out_of).sum::<Ratio>(), total.out_of);
            }
            if scored.is_additive() && scored.counts(row) {
                prop_assert_eq!(scored.score(row), Some(total.points));
            }
        }
    }

    #[test]
    fn full_points_are_worth_what_they_bring(
        made in one(), row in 0..5_usize, at in 0..6_usize,
    ) {
        let (row, at) = (row % made.index.entries.len(), at % made.asked.len());
        let before = Scored::new(&made.index, made.sheet(0));
        let mut full = made.clone();
        let counts = !matches!(full.given[0][row][at], Given::NotApplicable | Given::NotScored);
        let asked = made.asked[at];
        // Where fewer are better, the least are the best.
        let best = asked.counted(asked.ends().1);
        full.given[0][row][at] = Given::Rated(best);
        let after = Scored::new(&full.index, full.sheet(0));
        let found = worth(&before, row, at);
        prop_assert_eq!(found.is_some(), counts && before.is_additive() && before.counts(row));
        if let Some(found) = found {
            prop_assert_eq!(Some(found.now), before.score(row));
            prop_assert_eq!(Some(found.then), after.score(row));
            prop_assert_eq!(Some(found.rank_now), before.place(row).rank);
            prop_assert_eq!(Some(found.rank_then), after.place(row).rank);
        }
    }

    #[test]
    fn what_does_not_apply_leaves_above_and_below(made in one(), row in 0..5_usize, at in 0..6_usize) {
        let (row, at) = (row % made.index.entries.len(), at % made.asked.len());
        let mut without = made.clone();
        without.given[0][row][at] = Given::NotApplicable;
        let (before, after) = (made.sheet(0), without.sheet(0));
        let others = (0..made.asked.len()).filter(|other| *other != at);
        let (whole, rest) = (after.tally(row, 0..made.asked.len()), before.tally(row, others));
        prop_assert_eq!((whole.points, whole.out_of), (rest.points, rest.out_of));
        // Of nothing there is no score, not even zero.
        for at in 0..made.asked.len() {
            without.given[0][row][at] = Given::NotApplicable;
        }
        let scored = Scored::new(&without.index, without.sheet(0));
        prop_assert_eq!((scored.score(row), scored.place(row).rank), (None, None));
        prop_assert_eq!(scored.total(row).out_of, Ratio::ZERO);
    }

    #[test]
    fn scaling_all_weights_changes_no_share_and_no_rank(made in one(), by in 2..5_u32) {
        let mut scaled = made.clone();
        let catalog = Arc::make_mut(&mut scaled.index.catalog);
        let times = |weight: &mut Weight| {
            *weight = Weight::of_thousandths(weight.thousandths() * by).unwrap();
        };
        catalog.indicators.iter_mut().for_each(|indicator| times(&mut indicator.weight));
        let groups = catalog.domains.iter_mut().chain(&mut catalog.subdomains);
        groups.for_each(|group| times(&mut group.weight));
        let (before, after) = (
            Scored::new(&made.index, made.sheet(0)),
            Scored::new(&scaled.index, scaled.sheet(0)),
        );
        for row in before.everybody() {
            let (was, is) = (before.place(row), after.place(row));
            prop_assert_eq!((was.rank, was.share()), (is.rank, is.share()));
        }
    }

    #[test]
    fn a_better_answer_never_lowers_a_score(made in one(), row in 0..5_usize, at in 0..6_usize) {
        let (row, at) = (row % made.index.entries.len(), at % made.asked.len());
        let Given::Rated(_) = made.given[0][row][at] else { return Ok(()) };
        let asked = made.asked[at];
        let mut best = made.clone();
        best.given[0][row][at] = Given::Rated(asked.counted(asked.ends().1));
        let (before, after) = (
            Scored::new(&made.index, made.sheet(0)),
            Scored::new(&best.index, best.sheet(0)),
        );
        let (was, is) = (before.score(row), after.score(row));
        prop_assert!(was.zip(is).is_none_or(|(was, is)| was.low <= is.low && was.high <= is.high));
        // And nobody else's moves.
        for other in before.everybody().filter(|other| *other != row) {
            prop_assert_eq!(before.score(other), after.score(other));
        }
    }

    #[test]
    fn who_has_nothing_that_applies_changes_nothing_for_others(made in one(), row in 0..5_usize) {
        let row = row % made.index.entries.len();
        let mut without = made.clone();
        without.given[0][row].fill(Given::NotApplicable);
        let (before, after) = (
            Scored::new(&made.index, made.sheet(0)),
            Scored::new(&without.index, without.sheet(0)),
        );
        let others = || before.everybody().filter(|other| *other != row);
        prop_assert_eq!(after.score(row), None);
        prop_assert_eq!(before.ranks_among(others()), after.ranks_among(others()));
        for other in others() {
            prop_assert_eq!(before.score(other), after.score(other));
        }
    }
}
